package io.watchbill.web;

import java.util.List;

/** The web configuration cannot be used; the message has a line for each thing that is wrong. */
public final class WebConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    WebConfigException(String problem) {
        super(problem);
    }

    WebConfigException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
