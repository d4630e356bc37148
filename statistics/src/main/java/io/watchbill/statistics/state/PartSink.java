package io.watchbill.statistics.state;

import java.util.function.Consumer;

/** Where an object puts its parts: a sink, under the steps that lead to the object. Not safe for several threads. */
public final class PartSink {
    private final StateSink sink;
    private final String prefix;
    private final boolean everything;
    private final StateWriter writer;

    /** @param everything whether to put what was put before, too */
    public PartSink(StateSink sink, boolean everything) {
        this(sink, "", everything, new StateWriter());
    }

    private PartSink(StateSink sink, String prefix, boolean everything, StateWriter writer) {
        this.sink = sink;
        this.prefix = prefix;
        this.everything = everything;
        this.writer = writer;
    }

    /** Whether to put every part; otherwise those suffice that changed since they were put last. */
    public boolean everything() {
        return everything;
    }

    /** One step further: to the thing of that kind and name. */
    public PartSink in(String kind, String name) {
        return in(kind, name, "");
    }

    /** As {@link #in(String, String)}; {@code valid} tells things of that name apart whose parts do not fit each other. */
    public PartSink in(String kind, String name, String valid) {
        return new PartSink(sink, prefix + StateKey.of(kind, name, valid), everything, writer);
    }

    /** Puts a part. */
    public void put(String name, Consumer<StateWriter> content) {
        writer.clear();
        content.accept(writer);
        sink.put(prefix + name, writer.toBytes());
    }

    /** Removes every part from here on. */
    public void removeAll() {
        sink.removeAll(prefix);
    }
}
