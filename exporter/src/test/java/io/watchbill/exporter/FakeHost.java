package io.watchbill.exporter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Stores what a source reads, as the exporter would, and keeps what it says. */
final class FakeHost implements SourceHost {
    static final int LONGEST_LINE = 1_000;

    final List<String> lines = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    final Map<String, Long> positions = new HashMap<>();
    private String last = "";
    int tooLong;
    int deliveries;

    /** Storing fails from the delivery with this number on, as it does when the process ends. */
    int endsAt = Integer.MAX_VALUE;

    @Override
    public int longestLine() {
        return LONGEST_LINE;
    }

    @Override
    public OptionalLong position(String stream) {
        Long next = positions.get(stream);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    @Override
    public void take(byte[] taken, int length, Place place) throws InterruptedException {
        stored(place);
        new String(taken, 0, length, StandardCharsets.UTF_8).lines().forEach(lines::add);
    }

    @Override
    public void tooLong(Place place) throws InterruptedException {
        stored(place);
        tooLong++;
    }

    private void stored(Place place) throws InterruptedException {
        if (deliveries >= endsAt) {
            throw new InterruptedException();
        }
        deliveries++;
        if (!place.stream().isEmpty()) {
            positions.put(place.stream(), place.next());
        }
    }

    @Override
    public void up(String input) {
        say("up");
    }

    @Override
    public void down(String input, SourceProblem problem, String detail) {
        say(problem.label());
    }

    @Override
    public void lost(String input, SourceProblem problem, String detail) {
        said.add("lost: " + problem.label());
    }

    /** A state is worth saying once. */
    private void say(String state) {
        if (!state.equals(last)) {
            said.add(state);
            last = state;
        }
    }
}
