package io.watchbill.runbooks;

import java.util.List;

/** Puts rendered pieces together to a clean file: one empty line between blocks, none at the ends of lines. */
final class MarkdownFile {

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
        return file.toString().stripTrailing() + "\n";
    }

    private static String fenceAfter(String line, String fence) {
        String start = line.strip();
        if (!start.startsWith("```")) {
            return fence;
        }
        String ticks = start.substring(
                0, start.length() - start.replaceFirst("^`+", "").length());
        if (fence.isEmpty()) {
            return ticks;
        }
        return start.equals(ticks) && ticks.length() >= fence.length() ? "" : fence;
    }
}
