package io.watchbill.runbooks.template;

/** A template that could not be rendered; the message names the template's file and line. */
public final class TemplateFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateFailure(String message) {
        super(message);
    }
}
