package io.watchbill.kafka;

import io.watchbill.exporter.SourceHost;
import io.watchbill.exporter.SourceProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Stores lines and positions together, as the exporter would; both outlive the source that reads. */
final class Store implements SourceHost {
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final Set<String> said = new HashSet<>();
    private int deliveries;
    private int largest;
    private int endsAt = Integer.MAX_VALUE;

    /** Fails from the delivery with that number on, as the end of the process does. */
    synchronized void endAt(int delivery) {
        endsAt = delivery;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized Set<String> said() {
        return Set.copyOf(said);
    }

    synchronized int deliveries() {
        return deliveries;
    }

    synchronized int largest() {
        return largest;
    }

    synchronized Map<String, Long> positions() {
        return Map.copyOf(positions);
    }

    @Override
    public int longestLine() {
        return 1 << 20;
    }

    @Override
    public synchronized OptionalLong position(String stream) {
        Long next = positions.get(stream);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    @Override
    public synchronized void take(byte[] taken, int length, Place place) throws InterruptedException {
        if (deliveries >= endsAt) {
            throw new InterruptedException();
        }
        deliveries++;
        largest = Math.max(largest, length);
        positions.put(place.stream(), place.next());
        new String(taken, 0, length, StandardCharsets.UTF_8).lines().forEach(lines::add);
    }

    @Override
    public synchronized void tooLong(Place place) {
        throw new AssertionError("records are never cut here");
    }

    @Override
    public synchronized void up(String input) {
        said.add(input + " up");
    }

    @Override
    public synchronized void down(String input, SourceProblem problem, String detail) {
        said.add(input + " " + problem.label());
    }

    @Override
    public synchronized void lost(String input, SourceProblem problem, String detail) {
        said.add(input + " lost " + problem.label());
    }
}
