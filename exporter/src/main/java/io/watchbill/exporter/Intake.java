package io.watchbill.exporter;

import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Takes deliveries of every source in. Thread-safe. */
interface Intake {
    /** Reads the first {@code length} bytes of a body; nothing is taken yet. */
    Decoded decode(byte[] body, int length, Decoder.Format format);

    /**
     * Takes in what was read.
     *
     * @param done called once, on any thread, when the events are stored or it is known that they are not
     */
    void take(Delivery delivery, Consumer<Taken> done);

    /** Where a stream is to be read on from: {@link Position#next} of its last delivery that was stored; empty if never. */
    OptionalLong position(String stream);
}
