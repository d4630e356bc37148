package io.watchbill.runbooks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of Markdown that our files keep; each fault names its line. */
final class MarkdownLint {

    private static final Pattern HEADING = Pattern.compile("^(#{1,6}) (.+)$");
    private static final Pattern ANCHOR = Pattern.compile("^<a id=\"([^\"]*)\"></a>$");
    private static final Pattern LINK = Pattern.compile("(?<!\\\\)\\]\\(([^)\\s]*)\\)");
    private static final Pattern ORDERED = Pattern.compile("^(\\d+)\\. .*");

    private final List<String> faults = new ArrayList<>();
    private final List<String> lines;
    private final Set<String> anchors = new HashSet<>();
    private final Set<String> headings = new HashSet<>();
    private final List<String> fragments = new ArrayList<>();

    private MarkdownLint(String text) {
        lines = text.lines().toList();
        if (!text.endsWith("\n") || text.endsWith("\n\n")) {
            faults.add("the file must end with one line feed");
        }
        check();
    }

    static List<String> faults(String text) {
        return new MarkdownLint(text).faults;
    }

    /** The anchors of a file. */
    static Set<String> anchors(String text) {
        return new MarkdownLint(text).anchors;
    }

    /** The places in the same file that its links name. */
    static Set<String> fragments(String text) {
        return Set.copyOf(new MarkdownLint(text).fragments);
    }

    private void check() {
        int level = 0;
        String fence = "";
        int columns = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String before = i == 0 ? "" : lines.get(i - 1);
            boolean opensOrCloses = line.strip().startsWith("```");
            if (!fence.isEmpty()) {
                if (opensOrCloses && line.strip().equals(fence)) {
                    fence = "";
                    expectEmpty(i + 1, "after a block of code");
                }
                continue;
            }
            if (opensOrCloses) {
                fence = line.strip().replaceFirst("[^`].*", "");
                require(before.isEmpty(), i, "an empty line before a block of code");
                require(!line.strip().equals(fence), i, "a language behind the fence");
                continue;
            }
            require(line.equals(line.stripTrailing()), i, "no space at the end");
            require(!(line.isEmpty() && before.isEmpty() && i > 0), i, "one empty line, not two");
            require(!line.contains("{%") || line.contains("\\{%"), i, "no template left");
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                int depth = heading.group(1).length();
                require(level == 0 || depth <= level + 1, i, "headings that go down one level at a time");
                require(level > 0 || depth <= 2, i, "a title first");
                require(i == 0 || before.isEmpty(), i, "an empty line before a heading");
                require(!line.endsWith(".") && !line.endsWith(":"), i, "a heading without punctuation at its end");
                require(headings.add(line), i, "a heading that is not there yet");
                expectEmpty(i + 1, "after a heading");
                level = depth;
            }
            Matcher anchor = ANCHOR.matcher(line);
            if (anchor.matches()) {
                require(anchor.group(1).matches("[a-z0-9]+(-[a-z0-9]+)*"), i, "an anchor of lower-case letters");
                require(anchors.add(anchor.group(1)), i, "an anchor that is not there yet");
            }
            boolean list = line.startsWith("- ") || ORDERED.matcher(line).matches();
            boolean listBefore =
                    before.startsWith("- ") || ORDERED.matcher(before).matches() || before.startsWith("  ");
            require(!list || before.isEmpty() || listBefore, i, "an empty line before a list");
            columns = table(i, line, before, columns);
            LINK.matcher(line).results().map(link -> link.group(1)).forEach(address -> {
                if (address.startsWith("#")) {
                    fragments.add(address.substring(1));
                }
            });
        }
        if (!fence.isEmpty()) {
            faults.add("a block of code is not closed");
        }
        fragments.stream()
                .filter(fragment -> !anchors.contains(fragment))
                .forEach(fragment -> faults.add("no anchor for #" + fragment));
    }

    private int table(int i, String line, String before, int columns) {
        if (!line.startsWith("|")) {
            require(columns == 0 || line.isEmpty(), i, "an empty line after a table");
            return 0;
        }
        int cells = cells(line);
        require(columns != 0 || before.isEmpty(), i, "an empty line before a table");
        require(columns == 0 || cells == columns, i, columns + " cells, as in the table's head");
        require(!line.contains("||"), i, "no empty cell");
        require(line.matches("\\|(-+\\|)+") || line.matches("\\| .* \\|"), i, "a space around each cell");
        return columns == 0 ? cells : columns;
    }

    private static int cells(String line) {
        return line.replaceAll("\\\\.", "").replaceAll("[^|]", "").length() - 1;
    }

    private void expectEmpty(int i, String where) {
        require(i >= lines.size() || lines.get(i).isEmpty(), i, "an empty line " + where);
    }

    private void require(boolean holds, int index, String expected) {
        if (!holds) {
            faults.add((index + 1) + ": expected " + expected + ", got: "
                    + (index < lines.size() ? lines.get(index) : ""));
        }
    }
}
