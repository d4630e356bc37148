package io.watchbill.spec.reader;

import io.watchbill.spec.finding.MisfitException;
import java.util.function.Function;

/**
 * How a value is written.
 *
 * @param <T> what it means
 */
interface Form<T> {
    /** What the text means. */
    T read(String text) throws MisfitException;

    /** The text that means it. */
    String write(T value);

    /** What is reported when a text does not have the form. */
    SpecificationCode code();

    static <T> Form<T> of(SpecificationCode code, Reading<T> reading, Function<T, String> writing) {
        return new Form<>() {
            @Override
            public T read(String text) throws MisfitException {
                return reading.read(text);
            }

            @Override
            public String write(T value) {
                return writing.apply(value);
            }

            @Override
            public SpecificationCode code() {
                return code;
            }
        };
    }

    /** Gives a text its meaning. */
    @FunctionalInterface
    interface Reading<T> {
        T read(String text) throws MisfitException;
    }
}
