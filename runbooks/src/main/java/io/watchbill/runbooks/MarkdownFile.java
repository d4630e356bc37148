package io.watchbill.runbooks;

import java.util.List;

/** Puts rendered pieces together to a clean file: one empty line between blocks, none at the ends of lines. */
final class MarkdownFile {

    private static final String RAW = "<!-- {% raw %} -->\n\n";
    private static final String END_OF_RAW = "\n<!-- {% endraw %} -->\n";

    private MarkdownFile() {}

    /** The pieces in their order, parted by empty lines; what stands inside a fence stays as it is. */
    static String of(List<String> pieces) {
        StringBuilder file = new StringBuilder();
        String fence = "";
        boolean emptyBefore = true;
        for (String line : String.join("\n\n", pieces).split("\n", -1)) {
            String kept = fence.isEmpty() ? line.stripTrailing() : line;
            boolean empty = kept.isEmpty() && fence.isEmpty();
            if (!(empty && emptyBefore)) {
                file.append(kept).append('\n');
            }
            emptyBefore = empty;
            fence = fenceAfter(kept, fence);
        }
        return raw(file.toString().stripTrailing() + "\n");
    }

    /**
     * Jekyll, and so GitHub Pages, fills in what looks like a template, and does so before it reads the Markdown: no escape
     * helps in code. To everyone else the two lines are comments. Text never looks like a template ({@code Markdown.text}).
     */
    private static String raw(String file) {
        return file.contains("{{") || file.contains("{%") ? RAW + file + END_OF_RAW : file;
    }

    private static String fenceAfter(String line, String fence) {
        String start = line.strip();
        if (!start.startsWith("```")) {
            return fence;
        }
        int behind = 0;
        while (behind < start.length() && start.charAt(behind) == '`') {
            behind++;
        }
        String ticks = start.substring(0, behind);
        if (fence.isEmpty()) {
            return ticks;
        }
        return start.equals(ticks) && ticks.length() >= fence.length() ? "" : fence;
    }
}
