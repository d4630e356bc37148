package io.watchbill.incidents.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in which a program writes some parts and people the rest. The program's parts stand between markers that hold a
 * digest of them: what a person has changed there is seen, and kept.
 *
 * <p>Invariant: whatever does not stand between markers is written back as it was read, byte for byte; only where the
 * first line ends as on Windows, all lines end so.
 */
final class MarkedText {

    static final String STATE = "state";

    private static final String PREFIX = "<!-- watchbill:";
    private static final Pattern OPENING = Pattern.compile("<!-- watchbill:([a-z]+)(?: ([0-9a-f]{12}))? -->");
    private static final Pattern STATE_OPENING = Pattern.compile("<!-- watchbill:state(?: ([0-9a-f]{12}))?");
    private static final String STATE_CLOSING = "-->";

    private final String lineEnd;
    private final List<Part> parts;

    private MarkedText(String lineEnd, List<Part> parts) {
        this.lineEnd = lineEnd;
        this.parts = List.copyOf(parts);
    }

    /**
     * Some lines.
     *
     * @param name of the program's part; empty for people's text
     * @param digest as the marker says; empty where it says none: nothing was written there yet
     * @param line of the first, counted from 1
     */
    private record Part(String name, String digest, List<String> lines, int line) {

        boolean endsWithBlankLine() {
            return !lines.isEmpty() && lines.get(lines.size() - 1).isBlank();
        }

        boolean isChanged() {
            return !digest.isEmpty() && !digest.equals(MarkedText.digest(lines));
        }
    }

    static MarkedText read(String text) throws BrokenFileException {
        String[] lines = text.split("\n", -1);
        String lineEnd = lines[0].endsWith("\r") ? "\r\n" : "\n";
        List<Part> parts = new ArrayList<>();
        List<String> people = new ArrayList<>();
        int i = 0;
        while (i < lines.length) {
            String line = bare(lines[i]);
            Matcher state = STATE_OPENING.matcher(line);
            Matcher block = OPENING.matcher(line);
            if (!state.matches() && !block.matches()) {
                people.add(kept(lines[i], lineEnd));
                i++;
                continue;
            }
            boolean isState = state.matches();
            String name = isState ? STATE : block.group(1);
            String digest = Optional.ofNullable(isState ? state.group(1) : block.group(2))
                    .orElse("");
            String closing = isState ? STATE_CLOSING : closing(name);
            parts.add(new Part("", "", List.copyOf(people), 0));
            people.clear();
            List<String> content = new ArrayList<>();
            int first = i + 1;
            for (i++; i < lines.length && !bare(lines[i]).equals(closing); i++) {
                content.add(kept(lines[i], lineEnd));
            }
            if (i == lines.length) {
                throw new BrokenFileException(
                        first, "the part that begins here has no end: expected a line with " + closing + " below it");
            }
            parts.add(new Part(name, digest, content, first));
            i++;
        }
        parts.add(new Part("", "", people, 0));
        return new MarkedText(lineEnd, parts);
    }

    /** The text of a new file, to which the place of the state is added. */
    static MarkedText newFile(String text) throws BrokenFileException {
        return read(text.stripTrailing() + "\n\n" + PREFIX + STATE + "\n" + STATE_CLOSING + "\n");
    }

    /** What of a line is not its end. */
    private static String kept(String line, String lineEnd) {
        return lineEnd.equals("\n") ? line : bare(line);
    }

    private static String bare(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static String closing(String name) {
        return "<!-- /watchbill:" + name + " -->";
    }

    /** The lines of a part of the program. */
    Optional<List<String>> part(String name) {
        return find(name).map(Part::lines);
    }

    /** The line of a part's marker. */
    int line(String name) {
        return find(name).map(Part::line).orElse(1);
    }

    private Optional<Part> find(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** The names of the program's parts, in their order. */
    List<String> names() {
        return parts.stream().map(Part::name).filter(name -> !name.isEmpty()).toList();
    }

    /** The names of parts that somebody has changed. */
    Set<String> changed() {
        Set<String> names = new TreeSet<>();
        parts.stream().filter(Part::isChanged).forEach(part -> names.add(part.name()));
        return names;
    }

    /** The lines that people may write, in their order. */
    List<String> people() {
        return parts.stream()
                .filter(part -> part.name().isEmpty())
                .flatMap(part -> part.lines().stream())
                .toList();
    }

    /** The same text with other lines at its head: those up to and with the second line of three dashes. */
    MarkedText withHead(List<String> head, int lines) {
        List<String> first = new ArrayList<>(head);
        first.addAll(parts.get(0).lines().subList(lines, parts.get(0).lines().size()));
        List<Part> changed = new ArrayList<>(parts);
        changed.set(0, new Part("", "", first, 0));
        return new MarkedText(lineEnd, changed);
    }

    /** The same text with the program's parts written anew, but for those that somebody has changed. */
    MarkedText with(Map<String, List<String>> contents) {
        return new MarkedText(
                lineEnd,
                parts.stream()
                        .map(part -> contents.containsKey(part.name()) && !part.isChanged()
                                ? written(part, contents.getOrDefault(part.name(), List.of()))
                                : part)
                        .toList());
    }

    private static Part written(Part part, List<String> lines) {
        return new Part(part.name(), digest(lines), List.copyOf(lines), part.line());
    }

    /** The same text with more of it before the state, which is the last of the program's parts. */
    MarkedText withBeforeState(String text) throws BrokenFileException {
        List<Part> all = new ArrayList<>();
        for (Part part : parts) {
            if (part.name().equals(STATE)) {
                String gap = all.get(all.size() - 1).endsWithBlankLine() ? "" : "\n";
                all.addAll(read(gap + text.strip() + "\n").parts);
            }
            all.add(part);
        }
        return new MarkedText(lineEnd, all);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            if (part.name().isEmpty()) {
                lines.addAll(part.lines());
                continue;
            }
            String digest = part.digest().isEmpty() ? "" : " " + part.digest();
            boolean state = part.name().equals(STATE);
            lines.add(PREFIX + part.name() + digest + (state ? "" : " -->"));
            lines.addAll(part.lines());
            lines.add(state ? STATE_CLOSING : closing(part.name()));
        }
        return String.join(lineEnd, lines);
    }

    private static String digest(List<String> lines) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
