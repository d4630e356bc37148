package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records what the test of crashes found: an exporter that is killed again and again, which may lose and double nothing. */
public final class KillsResult {
    private static final Map<String, String> TARGETS = Map.of("failed", "<= 0", "killsAtRandom", ">= 200");
    /** Steps of a snapshot; the test lets a tenth of the kills happen after each. */
    private static final int STEPS = 4;

    private KillsResult() {}

    /**
     * Arguments: the report of the test, how often it killed at random moments, the file of the results, and {@code --check} to
     * compare instead of to write.
     */
    public static void main(String[] arguments) throws IOException {
        String report = Files.readString(Path.of(arguments[0]));
        int kills = Integer.parseInt(arguments[1]);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("killsAtRandom", (double) kills);
        values.put("killsAtEachStep", kills / 10.0);
        values.put("kills", kills + STEPS * kills / 10.0);
        values.put("tests", attribute(report, "tests"));
        values.put("failed", attribute(report, "failures") + attribute(report, "errors"));
        values.put("seconds", attribute(report, "time"));
        boolean check = List.of(arguments).contains("--check");
        Result result = new Result("bench/run kills", Machine.described(), values, TARGETS);
        System.exit(Results.keep(result, Path.of(arguments[2]), check) ? 0 : 1);
    }

    private static double attribute(String report, String name) throws IOException {
        Matcher suite =
                Pattern.compile("<testsuite [^>]*\\b" + name + "=\"([0-9.]+)\"").matcher(report);
        if (!suite.find()) {
            throw new IOException("the report of the test has no " + name);
        }
        return Double.parseDouble(suite.group(1));
    }
}
