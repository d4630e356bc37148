package io.watchbill.report;

import io.watchbill.profiler.ColumnEvaluation;
import io.watchbill.profiler.Evaluation;
import io.watchbill.profiler.LabelJoin;
import io.watchbill.profiler.PerformanceEvaluation;
import io.watchbill.report.Html.Element;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as one page that needs nothing else: no network, no script. The same evaluation gives the same bytes.
 */
public final class EvaluationPage {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private EvaluationPage() {}

    /**
     * The page.
     *
     * @param title the system's title
     */
    public static String of(Evaluation evaluation, String title) {
        Headline headline = Headline.of(evaluation);
        Element head = Html.of("head")
                .add(Html.of("meta").with("charset", "utf-8"))
                .add(Html.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                // Whatever got into the page, it may neither run nor load anything.
                .add(Html.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", POLICY))
                .add(Html.of("title").add(evaluation.model().name() + ": " + headline.title()))
                .add(new Html.Style(style()));
        Element main = Html.of("main").add(summary(evaluation));
        PerformanceEvaluation performance = evaluation.performance();
        if (performance != null) {
            main = main.add(performance(performance, evaluation));
        }
        for (int i = 0; i < evaluation.columns().size(); i++) {
            main = main.add(column(evaluation, i));
        }
        Element body = Html.of("body").add(header(evaluation, title, headline)).add(main.add(reading(evaluation)));
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
        Html.of("html").with("lang", "en").add(head, body).write(page);
        return page.toString();
    }

    private static String style() {
        try (InputStream in = EvaluationPage.class.getResourceAsStream("evaluation.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element header(Evaluation evaluation, String title, Headline headline) {
        ReferenceProfile profile = evaluation.profile();
        Evaluation.Time time = evaluation.time();
        Element facts = Html.of("dl", "facts");
        facts = fact(facts, "System", title);
        facts = fact(facts, "Rows", Figures.count(evaluation.rows()) + " of " + evaluation.files());
        if (time != null) {
            facts = fact(facts, "Time", Figures.time(time.from()) + " to " + Figures.time(time.to()) + " UTC");
        }
        facts = fact(
                facts,
                "Reference",
                Figures.count(profile.rows(), "row") + " of " + profile.source()
                        + (profile.modelVersion() == null ? "" : ", version " + profile.modelVersion()));
        facts = fact(facts, "Profile", profile.contentHash().substring(0, 16));
        return Html.of("header")
                .add(Html.of("h1").add(evaluation.model().name()))
                .add(Html.of("p", "verdict " + headline.word())
                        .add(Html.of("strong").add(headline.title()))
                        .add(" " + headline.sentence()))
                .add(facts);
    }

    private static Element fact(Element facts, String name, String value) {
        return facts.add(
                Html.of("div").add(Html.of("dt").add(name)).add(Html.of("dd").add(value)));
    }

    private static Element badge(@Nullable Verdict verdict, String nothing) {
        return Html.of("span", "badge " + Pictures.tone(verdict)).add(Figures.word(verdict, nothing));
    }

    private static Element summary(Evaluation evaluation) {
        Element body = Html.of("tbody");
        for (int i = 0; i < evaluation.columns().size(); i++) {
            body = body.add(row(evaluation.columns().get(i), i));
        }
        return Html.of("section")
                .with("id", "summary")
                .add(Html.of("h2").add("Drift, worst first"))
                .add(Html.of("div", "scroll")
                        .add(Html.of("table", "columns")
                                .add(heads(
                                        "Verdict",
                                        "Column",
                                        "Values",
                                        "Missing",
                                        "PSI",
                                        "its floor",
                                        "its p",
                                        "D or V",
                                        "its p",
                                        "adjusted p",
                                        "Over time"))
                                .add(body)));
    }

    private static Element heads(String... names) {
        Element row = Html.of("tr");
        for (String name : names) {
            row = row.add(Html.of("th").with("scope", "col").add(name));
        }
        return Html.of("thead").add(row);
    }

    private static Element row(ColumnEvaluation column, int index) {
        DriftScores scores = column.scores();
        DriftScores.Psi psi = scores.psi();
        return Html.of("tr")
                .add(Html.of("td").add(badge(scores.verdict(), "no drift")))
                .add(Html.of("th")
                        .with("scope", "row")
                        .add(Html.of("a").with("href", "#" + anchor(index)).add(column.name()))
                        .add(Html.of("span", "kind").add(scores.kind().label()))
                        .add(Html.of("span", "reason").add(column.reason())))
                .add(number(Figures.count(scores.samples())))
                .add(number(missing(column)))
                .add(number(psi == null ? Figures.NONE : Figures.value(psi.value())))
                .add(number(psi == null ? Figures.NONE : Figures.value(psi.noiseFloor())))
                .add(number(psi == null ? Figures.NONE : Figures.pValue(psi.lnPValue())))
                .add(number(distance(scores)))
                .add(number(Figures.pValue(scores.lnPValue())))
                .add(number(Figures.pValue(scores.lnAdjustedPValue())))
                .add(Html.of("td")
                        .add(Pictures.ofColumn(column)
                                .<Html>map(TimeChart::sparkline)
                                .orElse(Html.nothing())));
    }

    private static String anchor(int index) {
        return "column-" + (index + 1);
    }

    private static Element number(String text) {
        return Html.of("td", "number").add(text);
    }

    private static String missing(ColumnEvaluation column) {
        long all = column.counts().samples()
                + column.counts().missing()
                + column.counts().invalid();
        return all == 0
                ? Figures.NONE
                : Figures.percent((double) column.counts().missing() / all);
    }

    private static String distance(DriftScores scores) {
        DriftScores.Ks ks = scores.ks();
        DriftScores.ChiSquare chiSquare = scores.chiSquare();
        if (ks != null) {
            return "D " + Figures.value(ks.statistic());
        }
        return chiSquare == null ? Figures.NONE : "V " + Figures.value(chiSquare.v());
    }

    private static Element column(Evaluation evaluation, int index) {
        ColumnEvaluation column = evaluation.columns().get(index);
        DriftScores scores = column.scores();
        Element pictures = Html.of("div", "pictures")
                .add(figure("Shares: reference above in grey, rows below in blue", ShareChart.of(column)));
        Optional<TimeChart> chart = Pictures.ofColumn(column);
        Evaluation.Time time = evaluation.time();
        if (chart.isPresent() && time != null) {
            String symbol = Pictures.drawn(column).orElseThrow().symbol();
            pictures = pictures.add(figure(
                    symbol + " by " + Figures.length(time.chunk())
                            + (symbol.equals("PSI") ? "; dotted: what chance alone gives" : ""),
                    chart.get().picture()));
        }
        return Html.of("section", "column")
                .with("id", anchor(index))
                .add(Html.of("h2")
                        .add(column.name())
                        .add(Html.of("span", "kind").add(scores.kind().label()))
                        .add(badge(scores.verdict(), "no drift")))
                .add(Html.of("p", "reason").add(sentence(column)))
                .add(pictures)
                .add(details(column))
                .add(up());
    }

    private static Element up() {
        return Html.of("p", "up").add(Html.of("a").with("href", "#summary").add("to the table"));
    }

    private static String sentence(ColumnEvaluation column) {
        String reason = column.reason();
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }

    private static Element figure(String caption, Element picture) {
        return Html.of("figure").add(Html.of("figcaption").add(caption)).add(picture);
    }

    private static Element details(ColumnEvaluation column) {
        DriftScores scores = column.scores();
        Element list = Html.of("dl", "facts");
        list = fact(
                list,
                "Values",
                Figures.count(scores.samples()) + " against " + Figures.count(scores.referenceSamples()));
        DriftScores.Psi psi = scores.psi();
        if (psi != null) {
            list = fact(
                    list,
                    "PSI",
                    Figures.value(psi.value()) + ", floor " + Figures.value(psi.noiseFloor()) + ", p "
                            + Figures.pValue(psi.lnPValue()));
        }
        DriftScores.Ks ks = scores.ks();
        if (ks != null) {
            list = fact(
                    list,
                    "Kolmogorov–Smirnov",
                    "D " + Figures.value(ks.statistic()) + ", p " + Figures.pValue(ks.lnPValue()));
        }
        DriftScores.ChiSquare chiSquare = scores.chiSquare();
        if (chiSquare != null) {
            list = fact(
                    list,
                    "Chi-square",
                    Figures.value(chiSquare.statistic()) + " on " + chiSquare.degreesOfFreedom() + ", V "
                            + Figures.value(chiSquare.v()) + ", p " + Figures.pValue(chiSquare.lnPValue()));
        }
        list = distance(list, "Jensen–Shannon", scores.jensenShannon());
        list = distance(list, "Wasserstein", scores.wasserstein());
        list = fact(list, "Adjusted p", Figures.pValue(scores.lnAdjustedPValue()));
        list = fact(
                list,
                "Dependence",
                "count as " + Figures.count(Math.round(scores.samples() / scores.overdispersion()))
                        + " independent values");
        list = rate(list, "Missing", scores.missing());
        list = rate(list, "Unseen", scores.unseen());
        if (column.counts().invalid() > 0) {
            list = fact(list, "Unusable", Figures.count(column.counts().invalid(), "value"));
        }
        return list;
    }

    private static Element distance(Element list, String name, DriftScores.@Nullable Distance distance) {
        return distance == null
                ? list
                : fact(list, name, Figures.value(distance.value()) + ", floor " + Figures.value(distance.noiseFloor()));
    }

    private static Element rate(Element list, String name, DriftScores.@Nullable Rate rate) {
        return rate == null || (rate.value() == 0 && rate.reference() == 0)
                ? list
                : fact(
                        list,
                        name,
                        Figures.percent(rate.value()) + ", expected " + Figures.percent(rate.reference()) + ", p "
                                + Figures.pValue(rate.lnPValue()));
    }

    private static Element performance(PerformanceEvaluation performance, Evaluation evaluation) {
        Element section = Html.of("section")
                .with("id", "performance")
                .add(Html.of("h2").add("Performance"))
                .add(Html.of("p", "reason")
                        .add(Figures.count(performance.labelled()) + " of " + Figures.count(performance.predictions())
                                + " predictions have a label."));
        Evaluation.Time time = evaluation.time();
        List<Element> figures = new ArrayList<>();
        for (PerformanceEvaluation.Metric metric : performance.metrics()) {
            if (metric.limits() != null && time != null) {
                Pictures.ofMetric(performance, metric)
                        .ifPresent(chart -> figures.add(figure(
                                MetricNames.of(metric.score().metric()) + " by "
                                        + Figures.length(time.performanceChunk()),
                                chart.picture())));
            }
        }
        if (!figures.isEmpty()) {
            section = section.add(Html.of("div", "pictures").add(figures));
        }
        Element body = Html.of("tbody");
        for (PerformanceEvaluation.Metric metric : performance.metrics()) {
            body = body.add(row(metric));
        }
        return section.add(Html.of("div", "scroll")
                .add(Html.of("table")
                        .add(heads("Verdict", "Metric", "Samples", "Value", "Baseline", "Worse by", "p"))
                        .add(body)));
    }

    private static Element row(PerformanceEvaluation.Metric metric) {
        PerformanceScore score = metric.score();
        Double baseline = score.baseline();
        Double drop = score.drop();
        Element name = Html.of("th").with("scope", "row").add(MetricNames.of(score.metric()));
        boolean judged = metric.limits() != null;
        return Html.of("tr")
                .add(judged ? Html.of("td").add(badge(metric.verdict(), "no drop")) : Html.of("td"))
                .add(judged ? name.add(Html.of("span", "reason").add(metric.reason())) : name)
                .add(number(Figures.count(score.samples())))
                .add(number(Figures.value(score.value())))
                .add(number(baseline == null ? Figures.NONE : Figures.value(baseline)))
                .add(number(drop == null ? Figures.NONE : Figures.difference(drop)))
                .add(number(Figures.pValue(score.lnPValue())));
    }

    private static Element reading(Evaluation evaluation) {
        Element list = Html.of("ul");
        LabelJoin labels = evaluation.labels();
        if (labels != null) {
            list = item(list, EvaluationText.sentence(labels));
        }
        for (String note : evaluation.notes()) {
            list = item(list, note);
        }
        Evaluation.Time time = evaluation.time();
        if (time != null) {
            list = item(
                    list,
                    "p-values take into account that rows depend on one another, as far as stretches of "
                            + Figures.length(time.pane()) + " differ more than independent rows would");
        }
        list = item(
                list,
                "a column drifts at a level where an effect (PSI, D, V) is over the level's threshold and the adjusted p"
                        + " is under its p-value");
        list = item(
                list,
                "PSI near its floor, and p near one, is what undrifted data give; in pictures over time a hollow dot has"
                        + " no verdict");
        return Html.of("section")
                .with("id", "notes")
                .add(Html.of("h2").add("Notes"))
                .add(list);
    }

    private static Element item(Element list, String sentence) {
        return list.add(Html.of("li").add(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + "."));
    }
}
