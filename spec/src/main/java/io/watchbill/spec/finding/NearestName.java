package io.watchbill.spec.finding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that somebody probably meant. */
public final class NearestName {
    private NearestName() {}

    /**
     * The name with the fewest edits (insert, delete, replace, swap neighbours), the first of several; empty where more than a third of the letters
     * would have to change.
     */
    public static Optional<String> of(String written, Collection<String> names) {
        String plain = plain(written);
        return names.stream()
                .filter(name ->
                        distance(plain, plain(name)) <= Math.max(1, Math.max(plain.length(), name.length()) / 3))
                .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    /** Optimal string alignment distance. */
    static int distance(String left, String right) {
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            edits[i][0] = i;
        }
        for (int j = 0; j <= right.length(); j++) {
            edits[0][j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            for (int j = 1; j <= right.length(); j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                edits[i][j] = Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + change);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[left.length()][right.length()];
    }
}
