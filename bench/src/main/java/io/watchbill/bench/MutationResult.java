package io.watchbill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Records how many wrong programs of each package its tests found, and names those that no test found. */
public final class MutationResult {
    /** Some mutants mean the same as the program, so that no test can find them. */
    private static final double LEAST_PERCENT = 85;

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
     * @param percent of the mutants that were found, with one decimal
     * @param survivors class, line, what was changed
     */
    record Tested(int mutants, int found, double percent, List<String> survivors) {
        static Tested of(List<Mutant> mutants) {
            List<String> survivors = mutants.stream()
                    .filter(mutant -> !mutant.found())
                    .map(Mutant::words)
                    .sorted()
                    .toList();
            int found = mutants.size() - survivors.size();
            return new Tested(mutants.size(), found, Math.round(1_000.0 * found / mutants.size()) / 10.0, survivors);
        }
    }

    private record Mutant(String type, String line, String change, boolean found) {
        static Mutant of(Element element) {
            return new Mutant(
                    text(element, "mutatedClass"),
                    text(element, "lineNumber"),
                    text(element, "mutatedMethod") + ": " + text(element, "description"),
                    element.getAttribute("detected").equals("true"));
        }

        String words() {
            return type.substring(type.lastIndexOf('.') + 1) + ":" + line + " " + change;
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
        Map<String, Tested> packages = new LinkedHashMap<>();
        for (String name : names.split(",")) {
            List<Mutant> own = mutants.stream()
                    .filter(mutant -> mutant.type().startsWith(name))
                    .toList();
            if (own.isEmpty()) {
                throw new IOException("no mutants of " + name + ": expected a package or class of plan or rules-generator");
            }
            packages.put(name, Tested.of(own));
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

    private static void print(Mutated mutated, Optional<Mutated> recorded) {
        mutated.packages().forEach((name, tested) -> {
            String before = recorded.map(result -> result.packages().get(name))
                    .map(old -> String.format(Locale.ROOT, ", %.1f %% recorded", old.percent()))
                    .orElse("");
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d of %d found, %.1f %%%s%s%n",
                    name,
                    tested.found(),
                    tested.mutants(),
                    tested.percent(),
                    before,
                    tested.percent() < LEAST_PERCENT ? "  MISSED" : "");
            tested.survivors().forEach(survivor -> System.out.println("  survived: " + survivor));
        });
    }
}
