package io.watchbill.exporter;

import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.EventLayout;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.engine.decode.IngestResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** An intake whose storing fails as a test wants it to. */
final class FakeIntake implements Intake {
    static final EventLayout FLIGHT = new EventLayout(
            "flight",
            EventLayout.Answer.BINARY,
            List.of(new EventLayout.Feature("distance", true), new EventLayout.Feature("origin", false)));

    final List<Delivery> stored = new ArrayList<>();
    final Map<String, Long> positions = new HashMap<>();

    /** The problems of the next attempts, in turn. */
    final List<Taken> problems = new ArrayList<>();

    @Override
    public Decoded decode(byte[] body, int length, Decoder.Format format) {
        return new Decoder(List.of(FLIGHT), DecodeLimits.DEFAULT, new IdHash(1, 2)).decode(body, length, format);
    }

    @Override
    public synchronized void take(Delivery delivery, Consumer<Taken> done) {
        if (!problems.isEmpty()) {
            done.accept(problems.remove(0));
            return;
        }
        stored.add(delivery);
        if (delivery.position() != null) {
            positions.put(delivery.position().stream(), delivery.position().next());
        }
        Decoded decoded = delivery.decoded();
        done.accept(Taken.of(new IngestAnswer(
                decoded.events(),
                decoded.rejections().total(),
                decoded.rejections().inOrder(),
                decoded.lines(),
                decoded.objects())));
    }

    @Override
    public OptionalLong position(String stream) {
        Long next = positions.get(stream);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    synchronized int events() {
        return stored.stream().mapToInt(delivery -> delivery.decoded().events()).sum();
    }

    synchronized long count(IngestResult result) {
        return stored.stream()
                .mapToLong(delivery -> delivery.decoded().rejections().count(result))
                .sum();
    }
}
