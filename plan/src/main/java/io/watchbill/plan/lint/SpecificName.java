package io.watchbill.plan.lint;

import io.watchbill.spec.Metadata;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code ShopCheckoutLatencyHigh}, not {@code HighCPU}: the name is all that some pagers show. */
final class SpecificName implements Rule {
    private static final Set<String> SAY_NOTHING = Set.of(
            "alert",
            "alarm",
            "high",
            "low",
            "error",
            "errors",
            "problem",
            "problems",
            "issue",
            "issues",
            "warning",
            "critical",
            "failure",
            "failed",
            "bad",
            "check",
            "test",
            "monitor",
            "p1",
            "p2",
            "p3",
            "p4",
            "page",
            "is",
            "too",
            "very");

    @Override
    public void judge(Judged judged) {
        Metadata system = judged.specification().metadata();
        for (Judged.Written written : judged.writtenAlerts()) {
            String name = written.alert().name();
            boolean named = Wording.names(name, system);
            List<String> symptom = words(Wording.withoutSystem(name, system));
            if (!named || SAY_NOTHING.containsAll(symptom)) {
                judged.report(
                        LintCode.VAGUE_NAME,
                        written.pointer() + "/name",
                        named ? name + " does not say what is wrong" : name + " does not name the system",
                        "the system and the symptom, such as " + example(system),
                        "rename the alert; a name is unique in all of Prometheus and often all that a pager shows");
            }
        }
    }

    private static List<String> words(String camel) {
        return Arrays.stream(camel.split("(?<=[a-z0-9])(?=[A-Z])|[^\\p{Alnum}]+", -1))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String example(Metadata system) {
        StringBuilder name = new StringBuilder();
        for (String word : system.name().split("-", -1)) {
            name.append(word.substring(0, Math.min(1, word.length())).toUpperCase(Locale.ROOT))
                    .append(word.substring(Math.min(1, word.length())));
        }
        return name + "CheckoutSlow";
    }
}
