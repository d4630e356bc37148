package io.watchbill.bench.falsealarms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables as the documentation shows them. */
final class Page {
    private static final String BEGIN = "<!-- written by: bench/run false-alarms -->";
    private static final String END = "<!-- end of what bench/run wrote -->";

    private Page() {}

    /**
     * The page with its tables replaced.
     *
     * @throws IllegalArgumentException if the page has no place for them
     */
    static String with(String page, String tables) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "the page needs the line '" + BEGIN + "', and below it the line '" + END + "'");
        }
        return page.substring(0, begin) + BEGIN + "\n\n" + tables + "\n" + page.substring(end);
    }

    static String tables(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        levels(text, outcome);
        power(text, outcome.power());
        months(text, outcome.months());
        return text.toString();
    }

    private static void levels(StringBuilder text, Outcome outcome) {
        text.append("Windows of ")
                .append(Text.whole(Levels.WINDOWS[0]))
                .append(" to ")
                .append(Text.whole(Levels.WINDOWS[Levels.WINDOWS.length - 1]))
                .append(" values against references of ")
                .append(Text.whole(Levels.REFERENCES[0]))
                .append(" to ")
                .append(Text.whole(Levels.REFERENCES[Levels.REFERENCES.length - 1]))
                .append(", ")
                .append(Text.whole(outcome.seeds()))
                .append(" fixed seeds for each of the ")
                .append(Text.whole(outcome.cells().stream().filter(Cell::counts).count()))
                .append(" pairs, the reference drawn anew for each: how many percent of windows without drift have"
                        + " p < 0.05 (lowest and highest pair), and p < 0.001 (highest).\n\n");
        text.append("| data | test | a file | | a day of half hours | | five events a user | | careful |\n");
        text.append("|---|---|---|---|---|---|---|---|---|\n");
        text.append("| | | 5 % | 0.1 % | 5 % | 0.1 % | 5 % | 0.1 % | |\n");
        Map<String, List<Cell>> rows = new LinkedHashMap<>();
        for (Cell cell : outcome.cells()) {
            rows.computeIfAbsent(cell.data() + " | " + cell.score().label(), key -> new ArrayList<>())
                    .add(cell);
        }
        rows.forEach((name, cells) -> {
            text.append("| ").append(name).append(" |");
            for (Traffic traffic : Traffic.values()) {
                text.append(range(cells, traffic));
            }
            text.append(' ').append(careful(cells)).append(" |\n");
        });
        text.append('\n');
        for (Careful reason : Careful.values()) {
            text.append("- *")
                    .append(reason.label())
                    .append("*: ")
                    .append(reason.reason())
                    .append(".\n");
        }
        text.append('\n');
    }

    private static String range(List<Cell> cells, Traffic traffic) {
        List<Cell> counted = cells.stream()
                .filter(cell -> cell.traffic() == traffic && cell.counts())
                .toList();
        if (counted.isEmpty()) {
            return " – | – |";
        }
        double lowest =
                counted.stream().mapToDouble(Cell::rateAtFivePercent).min().orElseThrow();
        double highest =
                counted.stream().mapToDouble(Cell::rateAtFivePercent).max().orElseThrow();
        double rare =
                counted.stream().mapToDouble(Cell::rateAtOnePerMille).max().orElseThrow();
        return " " + Text.one(lowest * 100) + " … " + Text.one(highest * 100) + " | " + Text.two(rare * 100) + " |";
    }

    private static String careful(List<Cell> cells) {
        return String.join(
                ", ",
                cells.stream()
                        .filter(Cell::seldom)
                        .flatMap(cell -> Stream.ofNullable(Careful.why(cell.data(), cell.score(), cell.traffic())))
                        .map(Careful::label)
                        .distinct()
                        .toList());
    }

    private static void power(StringBuilder text, List<Power.Row> rows) {
        text.append("What is found, in percent of ")
                .append(Text.whole(rows.get(0).seeds()))
                .append(" days of half hours against references of ")
                .append(Text.whole(Power.REFERENCE))
                .append(
                        ": p < 0.05 by score, and the verdict with the default thresholds. A shift under the thresholds is"
                                + " seen and, rightly, no alert.\n\n");
        text.append("| shift | n | KS | chi-square | PSI | its own test | warning | critical |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (Power.Row row : rows) {
            text.append("| ")
                    .append(row.shift())
                    .append(" | ")
                    .append(Text.whole(row.n()))
                    .append(" |");
            boolean own = !row.shift().startsWith("missing") && !row.shift().startsWith("accuracy");
            for (int s = 0; s < row.found().size(); s++) {
                boolean last = s == row.found().size() - 1;
                text.append(share(last == own ? Double.NaN : row.found().get(s)));
            }
            text.append(share(own ? row.warnings() : Double.NaN));
            text.append(share(own ? row.criticals() : Double.NaN)).append('\n');
        }
        text.append('\n');
    }

    private static String share(double share) {
        return Double.isNaN(share) ? " – |" : " " + Text.one(share * 100) + " |";
    }

    private static void months(StringBuilder text, List<Months.Row> rows) {
        text.append(
                "Alerts that start in a month in which nothing happens, for a model of twenty columns with a window of 24"
                        + " hours, looked at every half hour: by the verdict of any column, before any `for`; and, for comparison, by"
                        + " p < 0.05 of any column.\n\n");
        text.append("| values a day | by verdict | by p-value alone | months |\n|---|---|---|---|\n");
        for (Months.Row row : rows) {
            text.append("| ").append(Text.whole(row.perDay()));
            text.append(row.traffic() == Traffic.USERS ? ", five a user" : "");
            text.append(" | ").append(Text.two((double) row.alerts() / row.months()));
            text.append(" | ").append(Text.one((double) row.byPValue() / row.months()));
            text.append(" | ").append(row.months()).append(" |\n");
        }
    }
}
