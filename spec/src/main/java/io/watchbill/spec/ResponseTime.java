package io.watchbill.spec;

import java.time.Duration;

/** By when somebody answers an alert. */
public sealed interface ResponseTime {
    /** The form in a specification. */
    String text();

    /** So long after the alert fired. */
    record Within(Duration duration) implements ResponseTime {
        @Override
        public String text() {
            return Durations.format(duration);
        }
    }

    /** In the business hours of the next business day. */
    record NextBusinessDay() implements ResponseTime {
        /** The words in a specification. */
        public static final String TEXT = "next-business-day";

        @Override
        public String text() {
            return TEXT;
        }
    }
}
