package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Records how many wrong programs the tests of each room found, and prints those that no test found. */
public final class MutationResult {
    private static final String LEAST_SHARE = ">= 0.85";

    private MutationResult() {}

    /**
     * Arguments: the file of the results, the seconds it took, then a room and its report in turn, and {@code --check} to compare
     * instead of to write.
     */
    public static void main(String[] arguments) throws Exception {
        List<String> left = new ArrayList<>(List.of(arguments));
        boolean check = left.remove("--check");
        Path file = Path.of(left.remove(0));
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, String> targets = new TreeMap<>();
        values.put("seconds", Double.valueOf(left.remove(0)));
        for (int i = 0; i + 1 < left.size(); i += 2) {
            read(left.get(i), Path.of(left.get(i + 1)), values, targets);
        }
        Result result = new Result("bench/run mutation", Machine.described(), values, targets);
        System.exit(Results.keep(result, file, check) ? 0 : 1);
    }

    private static void read(String room, Path report, Map<String, Double> values, Map<String, String> targets)
            throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        NodeList mutations = factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("mutation");
        if (mutations.getLength() == 0) {
            throw new IOException(report + " has no mutations");
        }
        double detected = 0;
        for (int i = 0; i < mutations.getLength(); i++) {
            Element mutation = (Element) mutations.item(i);
            if (mutation.getAttribute("detected").equals("true")) {
                detected++;
            } else {
                System.out.printf(
                        "%-12s %s:%s %s%n",
                        mutation.getAttribute("status"),
                        text(mutation, "mutatedClass"),
                        text(mutation, "lineNumber"),
                        text(mutation, "description"));
            }
        }
        values.put(room + "Mutants", (double) mutations.getLength());
        values.put(room + "Found", detected);
        values.put(room + "FoundShare", detected / mutations.getLength());
        targets.put(room + "FoundShare", LEAST_SHARE);
    }

    private static String text(Element mutation, String name) {
        return mutation.getElementsByTagName(name).item(0).getTextContent();
    }
}
