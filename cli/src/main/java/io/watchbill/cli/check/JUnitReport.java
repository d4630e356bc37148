package io.watchbill.cli.check;

import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.FindingText;
import io.watchbill.spec.finding.Severity;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Findings as JUnit's XML, which build servers show: a suite for each file, a test case for each finding. What makes the exit code say no is a failure,
 * the rest is skipped; a file without findings is a case that passes.
 */
final class JUnitReport {

    private JUnitReport() {}

    /** @param strict whether warnings are failures */
    static String of(List<Path> files, List<Finding> findings, boolean strict) {
        Map<String, List<Finding>> byFile = new LinkedHashMap<>();
        files.forEach(file -> byFile.put(file.toString(), new ArrayList<>()));
        findings.forEach(finding -> byFile.computeIfAbsent(finding.location().file(), file -> new ArrayList<>())
                .add(finding));
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "watchbill check");
            for (Map.Entry<String, List<Finding>> suite : byFile.entrySet()) {
                suite(xml, suite.getKey(), suite.getValue(), strict);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text takes everything", e);
        }
        return text.toString();
    }

    private static void suite(XMLStreamWriter xml, String file, List<Finding> findings, boolean strict)
            throws XMLStreamException {
        long failures =
                findings.stream().filter(finding -> fails(finding, strict)).count();
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", file);
        attribute(xml, "tests", String.valueOf(Math.max(1, findings.size())));
        attribute(xml, "failures", String.valueOf(failures));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", String.valueOf(findings.size() - failures));
        if (findings.isEmpty()) {
            xml.writeCharacters("\n    ");
            xml.writeEmptyElement("testcase");
            attribute(xml, "name", "no findings");
            attribute(xml, "classname", file);
        }
        for (Finding finding : findings) {
            testCase(xml, finding, fails(finding, strict));
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, Finding finding, boolean fails) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        attribute(
                xml,
                "name",
                finding.code().id() + " at " + finding.location().line() + ":"
                        + finding.location().column());
        attribute(xml, "classname", finding.location().file());
        xml.writeCharacters("\n      ");
        xml.writeStartElement(fails ? "failure" : "skipped");
        attribute(xml, "message", finding.message());
        if (fails) {
            attribute(xml, "type", finding.code().severity().text());
        }
        xml.writeCharacters(printable(FindingText.render(finding)));
        xml.writeEndElement();
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }

    private static boolean fails(Finding finding, boolean strict) {
        return finding.isError() || (strict && finding.code().severity() == Severity.WARNING);
    }

    /** Readers make line breaks in attributes spaces; the text of the element has them. */
    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, printable(value).replaceAll("[\\t\\r\\n]", " "));
    }

    /** XML has no way to write most control characters and half characters. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(point -> isXml(point) ? point : '\ufffd').forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000;
    }
}
