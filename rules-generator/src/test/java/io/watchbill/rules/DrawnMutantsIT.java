package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutants of the example's alerts, drawn uniformly from all that the operators of {@link Mutations} give, each before the
 * generated tests of its own alert alone. {@code -Dwatchbill.mutants=200} draws more, {@code -Dwatchbill.seed=1} others;
 * {@code -Dwatchbill.mutants.result=FILE} keeps what was found.
 */
class DrawnMutantsIT {

    private static final int DRAWN = Integer.getInteger("watchbill.mutants", 20);
    private static final long SEED = Long.getLong("watchbill.seed", 20261126L);
    private static final double KILLED = 0.95;
    /** Of fewer, one more may be left by the luck of the draw. */
    private static final int MANY = 200;

    @TempDir
    Path directory;

    @Test
    void nearlyAllAreFound() throws Exception {
        Plan plan = ExamplePlan.flightDelay();
        List<Path> tests = GeneratedTests.write(directory, plan);
        List<Mutations.Named> all = new ArrayList<>();
        for (PlannedAlert alert : plan.alerts()) {
            if (alert.kind() != AlertKind.WRITTEN_PROMQL) {
                all.addAll(Mutations.of(Mutant.original(plan, alert.name())));
            }
        }
        Collections.shuffle(all, new Random(SEED));
        List<Mutations.Named> drawn = all.subList(0, Math.min(DRAWN, all.size()));
        List<String> survivors = new ArrayList<>();
        for (Mutations.Named mutation : drawn) {
            Path folder = Files.createTempDirectory(directory, "mutant");
            if (mutation.mutant().complaint(folder, tests).isEmpty()) {
                survivors.add(mutation.toString());
            }
        }
        System.out.println("mutants: " + drawn.size() + " of " + all.size() + " drawn, seed " + SEED + ", "
                + survivors.size() + " survived");
        survivors.forEach(survivor -> System.out.println("  survived: " + survivor));
        String result = System.getProperty("watchbill.mutants.result");
        if (result != null) {
            keep(Path.of(result), all.size(), drawn.size(), survivors);
        }

        assertThat(drawn.size() - survivors.size())
                .as("seed %s, survivors %s", SEED, survivors)
                .isGreaterThanOrEqualTo((int) Math.floor(drawn.size() * KILLED) - (drawn.size() < MANY ? 1 : 0));
    }

    private static void keep(Path file, int all, int drawn, List<String> survivors) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("command", "bench/run mutants");
        result.put("seed", SEED);
        result.put("mutants", all);
        result.put("drawn", drawn);
        result.put("killed", drawn - survivors.size());
        result.put("target", ">= " + KILLED);
        result.put("survivors", survivors);
        Files.writeString(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    }
}
