package io.watchbill.spec;

/** The newest completed runs of a batch model, such as {@code 7run}. */
public record RunWindow(int runs) implements Window {
    public RunWindow {
        if (runs < 1) {
            throw new IllegalArgumentException("a window holds at least 1run, not " + runs);
        }
    }

    @Override
    public String label() {
        return runs + "run";
    }
}
