package io.watchbill.engine;

import org.jspecify.annotations.Nullable;

/** The label values that senders choose, for one model, each kind with its cap. */
final class ModelNames {
    private static final int MOST = 100;
    private static final int MOST_ARMS = 20;
    private static final int MOST_VERSIONS = 50;

    final CappedNames versions = new CappedNames(MOST_VERSIONS);
    final CappedNames classes = new CappedNames(MOST);
    final CappedNames arms = new CappedNames(MOST_ARMS);
    final CappedNames events = new CappedNames(MOST);
    final CappedNames units = new CappedNames(MOST);
    final CappedNames ratings = new CappedNames(MOST);
    final CappedNames consumers = new CappedNames(MOST);
    final CappedNames effects = new CappedNames(MOST);

    /** The number of a text; an absent one is the empty text. */
    static int number(CappedNames names, @Nullable String text) {
        return names.number(text == null ? "" : text);
    }
}
