package io.watchbill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Records how many wrong programs of each package its tests found, and names those that no test found. */
public final class MutationResult {
    private static final double LEAST_PERCENT = 95;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * What a run of PIT found.
     *
     * @param seconds that it took
     * @param targetPercent what each package is held against
     * @param packages by name, a single class too
     */
    record Mutated(
            String command,
            Map<String, String> machine,
            long seconds,
            double targetPercent,
            Map<String, Tested> packages) {}

    /**
     * One package.
     *
     * @param percent of the mutants that differ from the program, how many were found, with one decimal
     * @param survivors class, method, what was changed, and the line
     * @param equivalent survivors that mean the same as the program, and why
     */
    record Tested(int mutants, int found, double percent, List<String> survivors, List<String> equivalent) {
        static Tested of(List<Mutant> mutants, Map<String, Deque<String>> reasons) {
            List<String> survivors = new ArrayList<>();
            List<String> equivalent = new ArrayList<>();
            for (Mutant mutant : mutants) {
                if (!mutant.found()) {
                    Deque<String> left = reasons.getOrDefault(mutant.change(), new ArrayDeque<>());
                    if (left.isEmpty()) {
                        survivors.add(mutant.words());
                    } else {
                        equivalent.add(mutant.words() + ": " + left.remove());
                    }
                }
            }
            int different = mutants.size() - equivalent.size();
            int found = different - survivors.size();
            return new Tested(
                    mutants.size(), found, Math.round(1_000.0 * found / different) / 10.0, survivors, equivalent);
        }
    }

    private record Mutant(String type, String line, String change, boolean found) {
        static Mutant of(Element element) {
            String type = text(element, "mutatedClass");
            return new Mutant(
                    type,
                    text(element, "lineNumber"),
                    type.substring(type.lastIndexOf('.') + 1) + " " + text(element, "mutatedMethod") + ": "
                            + text(element, "description"),
                    element.getAttribute("detected").equals("true"));
        }

        String words() {
            return change + ", line " + line;
        }

        private static String text(Element element, String name) {
            return element.getElementsByTagName(name).item(0).getTextContent();
        }
    }

    private MutationResult() {}

    /**
     * Arguments: the file of the results, the seconds it took, names of packages or classes with commas between, PIT's reports, those
     * that are not there left out, and {@code --check} to compare instead of to write.
     */
    public static void main(String[] arguments) throws Exception {
        List<String> left = new ArrayList<>(List.of(arguments));
        boolean check = left.remove("--check");
        Path file = Path.of(left.remove(0));
        long seconds = Long.parseLong(left.remove(0));
        String names = left.remove(0);
        List<Mutant> mutants = new ArrayList<>();
        for (String report : left) {
            if (Files.exists(Path.of(report))) {
                mutants.addAll(read(Path.of(report)));
            }
        }
        Map<String, Deque<String>> reasons = reasons();
        Map<String, Tested> packages = new LinkedHashMap<>();
        for (String name : names.split(",", -1)) {
            List<Mutant> own = mutants.stream()
                    .filter(mutant -> mutant.type().startsWith(name))
                    .toList();
            if (own.isEmpty()) {
                throw new IOException(
                        "no mutants of " + name + ": expected a package or class of plan or rules-generator");
            }
            packages.put(name, Tested.of(own, reasons));
        }
        Mutated mutated = new Mutated(
                "bench/run --packages " + names + " mutation", Machine.described(), seconds, LEAST_PERCENT, packages);
        print(mutated, check ? Optional.of(JSON.readValue(file.toFile(), Mutated.class)) : Optional.empty());
        if (!check) {
            Files.writeString(file, JSON.writeValueAsString(mutated) + "\n");
        }
        System.exit(packages.values().stream().allMatch(tested -> tested.percent() >= LEAST_PERCENT) ? 0 : 1);
    }

    private static List<Mutant> read(Path report) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        NodeList elements = factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("mutation");
        List<Mutant> mutants = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            mutants.add(Mutant.of((Element) elements.item(i)));
        }
        return mutants;
    }

    /** Why mutants are equivalent, one reason for each, by what was changed. */
    private static Map<String, Deque<String>> reasons() throws IOException {
        Map<String, Deque<String>> reasons = new HashMap<>();
        try (InputStream file = MutationResult.class.getResourceAsStream("equivalent-mutants.txt")) {
            new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" [|] ", 2))
                    .forEach(parts -> reasons.computeIfAbsent(parts[0], change -> new ArrayDeque<>())
                            .add(parts[1]));
        }
        return reasons;
    }

    private static void print(Mutated mutated, Optional<Mutated> recorded) {
        mutated.packages().forEach((name, tested) -> {
            String before = recorded.map(result -> result.packages().get(name))
                    .map(old -> String.format(Locale.ROOT, ", %.1f %% recorded", old.percent()))
                    .orElse("");
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d of %d found, %d equivalent, %.1f %%%s%s%n",
                    name,
                    tested.found(),
                    tested.mutants(),
                    tested.equivalent().size(),
                    tested.percent(),
                    before,
                    tested.percent() < LEAST_PERCENT ? "  MISSED" : "");
            tested.survivors().forEach(survivor -> System.out.println("  survived: " + survivor));
            tested.equivalent().forEach(mutant -> System.out.println("  equivalent: " + mutant));
        });
    }
}
