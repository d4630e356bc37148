package io.watchbill.web;

import java.util.List;

/**
 * Whether a request may go on.
 *
 * @param outcome what was found
 * @param principal the name of the user or token; empty where no credentials are asked for, or none were right
 * @param challenges values of {@code WWW-Authenticate}, where the answer is 401
 */
public record Decision(Outcome outcome, String principal, List<String> challenges) {
    /** What an answer says, and what the page counts. */
    public enum Outcome {
        /** The request may go on. */
        ALLOWED(200, ""),
        /** No credentials, or wrong ones: they are not told apart. */
        UNAUTHENTICATED(401, "give the credentials of the web configuration, by Basic or Bearer authorization"),
        /** Right credentials that may not do this. */
        FORBIDDEN(403, "these credentials may not do this; the web configuration says who may"),
        /** A web page of another site has sent the request. */
        CROSS_SITE(403, "pages of other sites may not send requests here"),
        /** More passwords wait to be checked than are worth queueing. */
        BUSY(429, "too many passwords are being checked; ask again in a second");

        private final int status;
        private final String text;

        Outcome(int status, String text) {
            this.status = status;
            this.text = text;
        }

        /** The HTTP status of the answer. */
        public int status() {
            return status;
        }

        /** What the answer says. */
        public String text() {
            return text;
        }
    }

    /** Too many passwords wait. */
    public static final Decision BUSY = Decision.of(Outcome.BUSY);

    public Decision {
        challenges = List.copyOf(challenges);
    }

    static Decision of(Outcome outcome) {
        return new Decision(outcome, "", List.of());
    }

    /** Whether the request may go on. */
    public boolean allowed() {
        return outcome == Outcome.ALLOWED;
    }
}
