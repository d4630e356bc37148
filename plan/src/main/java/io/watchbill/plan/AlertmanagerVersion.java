package io.watchbill.plan;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Alertmanager. Its faults come and go with patch releases; where somebody names none, it is the first.
 *
 * @param debian whether Debian built it, which leaves out what it has no libraries for
 */
public record AlertmanagerVersion(int major, int minor, int patch, boolean debian)
        implements Comparable<AlertmanagerVersion> {

    /** Of Debian 12, the oldest that is still cared for. */
    public static final AlertmanagerVersion DEFAULT = new AlertmanagerVersion(0, 25, 0, false);

    /** The oldest that the configuration is made for. */
    public static final AlertmanagerVersion OLDEST = DEFAULT;

    private static final Pattern TEXT =
            Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(\\+ds[0-9A-Za-z.+~-]*)?");
    private static final Comparator<AlertmanagerVersion> ORDER = Comparator.comparingInt(AlertmanagerVersion::major)
            .thenComparingInt(AlertmanagerVersion::minor)
            .thenComparingInt(AlertmanagerVersion::patch)
            .thenComparing(AlertmanagerVersion::debian);

    /** The version of a text such as {@code 0.28}, {@code v0.34.1} or, of Debian, {@code 0.28.1+ds}; nothing for others. */
    public static Optional<AlertmanagerVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new AlertmanagerVersion(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)),
                        matcher.group(4) != null))
                : Optional.empty();
    }

    /** As people write it: {@code 0.25}, {@code 0.34.1}, {@code 0.28.1+ds}. */
    public String text() {
        return major + "." + minor + (patch == 0 ? "" : "." + patch) + (debian ? "+ds" : "");
    }

    /** Whether it is that release or a later one, whoever built it. */
    public boolean reaches(String release) {
        AlertmanagerVersion other = parse(release).orElseThrow();
        return ORDER.compare(new AlertmanagerVersion(major, minor, patch, false), other) >= 0;
    }

    @Override
    public int compareTo(AlertmanagerVersion other) {
        return ORDER.compare(this, other);
    }
}
