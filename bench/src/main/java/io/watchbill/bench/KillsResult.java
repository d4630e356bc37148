package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records what a test of crashes found: a server that is killed again and again, which may lose and double nothing. */
public final class KillsResult {

    private KillsResult() {}

    /**
     * Arguments: the report of the test, the part of {@code bench/run}, how often it killed at random moments, at how many steps of
     * the server's work it killed a tenth as often besides, the file of the results, and {@code --check} to compare instead of to
     * write.
     */
    public static void main(String[] arguments) throws IOException {
        String report = Files.readString(Path.of(arguments[0]));
        int kills = Integer.parseInt(arguments[2]);
        int steps = Integer.parseInt(arguments[3]);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("killsAtRandom", (double) kills);
        if (steps > 0) {
            values.put("killsAtEachStep", kills / 10.0);
        }
        values.put("kills", kills + steps * kills / 10.0);
        values.put("tests", attribute(report, "tests"));
        values.put("failed", attribute(report, "failures") + attribute(report, "errors"));
        values.put("seconds", attribute(report, "time"));
        boolean check = List.of(arguments).contains("--check");
        Map<String, String> targets = Map.of("failed", "<= 0", "killsAtRandom", ">= " + kills);
        Result result = new Result("bench/run " + arguments[1], Machine.described(), values, targets);
        System.exit(Results.keep(result, Path.of(arguments[4]), check) ? 0 : 1);
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
