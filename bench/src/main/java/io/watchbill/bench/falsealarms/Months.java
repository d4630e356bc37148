package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ColumnWindow;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.DriftVerdicts;
import io.watchbill.statistics.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model of twenty columns that nothing happens to, looked at every half hour for a month over the window of a day; how
 * often an alert would start: by the verdict, and by any p-value under 0.05.
 */
final class Months {
    private static final int REFERENCE = 20_000;
    private static final int PANES = 48;
    private static final int DAYS = 30;
    private static final double LN_FIVE_PERCENT = Math.log(0.05);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Alerts that start, of any of the columns.
     *
     * @param perDay values a day
     * @param months months that were played
     * @param alerts by the verdict, in all of them
     * @param byPValue by a p-value under 0.05 of any column
     */
    record Row(Traffic traffic, int perDay, int months, int alerts, int byPValue) {}

    private record Alerts(int verdicts, int pValues) {
        Alerts plus(Alerts other) {
            return new Alerts(verdicts + other.verdicts, pValues + other.pValues);
        }
    }

    private Months() {}

    private static List<Population> columns() {
        List<Population> columns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            columns.add(Populations.CONTINUOUS);
            columns.add(Populations.SKEWED);
            columns.add(Populations.FEW_VALUES);
            columns.add(Populations.FIVE_CATEGORIES);
            columns.add(i % 2 == 0 ? Populations.ZEROS : Populations.RARE_CATEGORIES);
        }
        return columns;
    }

    static List<Row> rows(int months) {
        List<Row> rows = new ArrayList<>();
        for (int perDay : new int[] {600, 2_000, 20_000}) {
            rows.add(row(Traffic.STREAM, perDay, months));
        }
        for (int perDay : new int[] {600, 2_000}) {
            rows.add(row(Traffic.USERS, perDay, months));
        }
        return rows;
    }

    private static Row row(Traffic traffic, int perDay, int months) {
        Alerts alerts = IntStream.range(0, months)
                .parallel()
                .mapToObj(month -> month(new Draws(Levels.seed(traffic.label(), perDay) + month), traffic, perDay))
                .reduce(new Alerts(0, 0), Alerts::plus);
        return new Row(traffic, perDay, months, alerts.verdicts(), alerts.pValues());
    }

    private static Alerts month(Draws draws, Traffic traffic, int perDay) {
        List<Population> columns = columns();
        List<ColumnReference> references = new ArrayList<>();
        List<ColumnWindow> windows = new ArrayList<>();
        for (Population column : columns) {
            references.add(column.reference(draws, REFERENCE));
            windows.add(new ColumnWindow(references.get(references.size() - 1), PANES + 1));
        }
        int alerts = 0;
        int pValues = 0;
        boolean alerting = false;
        boolean significant = false;
        for (int pane = 0; pane < (DAYS + 1) * PANES; pane++) {
            long users = draws.binomial(2L * perDay / traffic.perUser(), 0.5 / PANES);
            for (int c = 0; c < columns.size(); c++) {
                windows.get(c).advanceTo(pane);
                for (int user = 0; user < users; user++) {
                    int slot = columns.get(c).slot(draws, references.get(c));
                    windows.get(c).add(pane, slot, traffic.perUser());
                }
            }
            if (pane < PANES) {
                continue;
            }
            List<DriftScores> scores = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                scores.add(DriftScorer.score(references.get(c), windows.get(c).snapshot(), DAY, DriftSettings.DEFAULT));
            }
            boolean drifted = DriftVerdicts.decide(scores, DriftSettings.DEFAULT, true).stream()
                    .anyMatch(column -> column.verdict() == Verdict.WARNING || column.verdict() == Verdict.CRITICAL);
            boolean any = scores.stream().anyMatch(Months::significant);
            alerts += drifted && !alerting ? 1 : 0;
            pValues += any && !significant ? 1 : 0;
            alerting = drifted;
            significant = any;
        }
        return new Alerts(alerts, pValues);
    }

    private static boolean significant(DriftScores column) {
        Double ln = column.lnPValue();
        return ln != null && ln < LN_FIVE_PERCENT;
    }
}
