package io.watchbill.spec;

/** What a model predicts. */
public enum Task implements Named {
    BINARY_CLASSIFICATION("binary-classification"),
    MULTICLASS_CLASSIFICATION("multiclass-classification"),
    REGRESSION("regression"),
    GENERATION("generation");

    private final String text;

    Task(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
