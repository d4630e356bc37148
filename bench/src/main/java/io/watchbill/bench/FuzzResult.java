package io.watchbill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Records how long and how often each target of the fuzzer was run, and how much of the program that reached. */
public final class FuzzResult {
    private static final Pattern PROGRESS =
            Pattern.compile("#(\\d+)\\s+(\\w+)\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/.* exec/s: (\\d+)");
    /** On the last line of a run whose time was up. */
    private static final String DONE = "DONE";

    private static final String LOG = ".log";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * What is known of all targets.
     *
     * @param targets by class and method
     */
    record Fuzzed(String command, Map<String, Target> targets) {}

    /**
     * The longest run of one target.
     *
     * @param minutes it was given
     * @param executions inputs that were tried
     * @param coverage edges of the program that they passed
     * @param features edges, and how often they were passed
     * @param corpus inputs that are kept, each for what no other reaches
     * @param findings 1 where it ended with an input that breaks something, else 0
     * @param machine where it ran
     */
    record Target(
            double minutes,
            long executions,
            long executionsPerSecond,
            long coverage,
            long features,
            long corpus,
            int findings,
            Map<String, String> machine) {
        /** As the fuzzer's log says it. */
        static Target of(String log, double minutes, Map<String, String> machine) throws IOException {
            List<MatchResult> lines = PROGRESS.matcher(log).results().toList();
            if (lines.isEmpty()) {
                throw new IOException("the fuzzer has not begun");
            }
            MatchResult last = lines.get(lines.size() - 1);
            return new Target(
                    minutes,
                    Long.parseLong(last.group(1)),
                    Long.parseLong(last.group(6)),
                    Long.parseLong(last.group(3)),
                    Long.parseLong(last.group(4)),
                    Long.parseLong(last.group(5)),
                    last.group(2).equals(DONE) ? 0 : 1,
                    machine);
        }
    }

    private FuzzResult() {}

    /**
     * Arguments: the file of the results, the minutes that each target was given, and the logs, each named by its target. A shorter run
     * than the one that is recorded changes nothing.
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        double minutes = Double.parseDouble(arguments[1]);
        Map<String, Target> targets = new TreeMap<>();
        if (Files.exists(file)) {
            targets.putAll(JSON.readValue(file.toFile(), Fuzzed.class).targets());
        }
        Map<String, String> machine = Machine.described();
        machine.remove("loadAverageAtStart"); // it is over by now, and the load was the fuzzer's own
        for (String log : List.of(arguments).subList(2, arguments.length)) {
            String name = Path.of(log).getFileName().toString();
            Target target = Target.of(Files.readString(Path.of(log)), minutes, machine);
            targets.merge(
                    name.substring(0, name.length() - LOG.length()),
                    target,
                    (before, now) -> now.minutes() < before.minutes() ? before : now);
        }
        Files.writeString(file, JSON.writeValueAsString(new Fuzzed("bench/fuzz", targets)) + "\n");
    }
}
