package io.watchbill.exporter.status;

import static io.watchbill.exporter.status.Parts.MINOR;

import io.watchbill.engine.Bound;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.exporter.status.Html.Element;
import io.watchbill.exporter.status.Status.Source;
import io.watchbill.exporter.status.Status.StoreStatus;
import io.watchbill.exporter.status.Status.WatchedModel;
import io.watchbill.statistics.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What there is in one table each: models, sources, bounds, the store. */
record Overview(Status status) {
    static String anchor(int model) {
        return "model-" + (model + 1);
    }

    Element models() {
        List<Element> rows = new ArrayList<>();
        for (int i = 0; i < status.models().size(); i++) {
            rows.add(row(status.models().get(i), anchor(i)));
        }
        return Parts.section("models", "Models")
                .add(Parts.table(
                        List.of(
                                Parts.head("Drift"),
                                Parts.head("Model"),
                                Parts.head("Versions", "number", MINOR),
                                Parts.head("Predictions", "number"),
                                Parts.head("Labels wait", "number", MINOR),
                                Parts.head("Event clock")),
                        rows));
    }

    private Element row(WatchedModel model, String anchor) {
        ScoreSnapshot snapshot = model.snapshot();
        List<ScoreSnapshot.Version> versions = snapshot == null ? List.of() : snapshot.versions();
        Verdict worst = Drifted.worst(
                versions.stream().flatMap(version -> version.drift().stream()).toList());
        long requests =
                versions.stream().mapToLong(ScoreSnapshot.Version::requests).sum();
        return Html.of("tr")
                .add(Html.of("td").add(Parts.badge(worst)))
                .add(Html.of("th")
                        .with("scope", "row")
                        .add(Html.of("a")
                                .with("href", "#" + anchor)
                                .add(model.plan().name())))
                .add(Parts.number(Words.count(versions.size()), MINOR))
                .add(Parts.number(Words.count(requests)))
                .add(Parts.number(Words.count(model.used("waiting_events")), MINOR))
                .add(Parts.cell(
                        snapshot == null
                                ? "none yet"
                                : Words.age(Instant.ofEpochMilli(snapshot.clockMillis()), status.now())));
    }

    private static Element name(Source source) {
        return Parts.rowHead(source.name())
                .add(source.inputs().stream()
                        .map(input -> Html.of("span", input.problem().isPresent() ? "reason bad" : "reason")
                                .add(input.name()
                                        + input.problem()
                                                .map(problem -> ": " + problem.replace('_', ' '))
                                                .orElse("")))
                        .toList());
    }

    Element sources() {
        List<Element> rows = status.sources().stream()
                .map(source -> Html.of("tr")
                        .add(name(source))
                        .add(Parts.number(Words.count(source.taken())))
                        .add(Parts.number(Words.count(source.count(IngestResult.LATE)), MINOR))
                        .add(Parts.number(Words.count(source.count(IngestResult.DUPLICATE)), MINOR))
                        .add(Parts.number(Words.count(source.all() - source.taken())))
                        .add(newest(source)))
                .toList();
        return Parts.section("sources", "Sources")
                .add(Parts.table(
                        List.of(
                                Parts.head("Source"),
                                Parts.head("Taken", "number"),
                                Parts.head("of them late", "number", MINOR),
                                Parts.head("of them again", "number", MINOR),
                                Parts.head("Refused", "number"),
                                Parts.head("Newest event")),
                        rows));
    }

    private Element newest(Source source) {
        return source.newest()
                .map(time -> Parts.cell(Words.age(time, status.now()))
                        .add(Html.of("span", "reason").add(Words.time(time))))
                .orElse(Parts.cell("none yet"));
    }

    /** A bound of the exporter, or of one of its models. */
    private record Use(String name, String model, Bound bound) {}

    Element bounds() {
        Stream<Use> own = status.bounds().entrySet().stream().map(bound -> use(bound, ""));
        Stream<Use> ofModels = status.models().stream()
                .flatMap(model -> model.bounds().entrySet().stream()
                        .map(bound -> use(bound, model.plan().name())));
        List<Element> rows = Stream.concat(own, ofModels)
                .filter(use -> use.bound().maximum() > 0)
                .sorted(Comparator.<Use>comparingDouble(use -> use.bound().share())
                        .reversed()
                        .thenComparing(Use::model)
                        .thenComparing(Use::name))
                .limit(40)
                .map(Overview::row)
                .toList();
        return Parts.section("bounds", "Bounds, the fullest first")
                .add(Parts.table(
                        List.of(
                                Parts.head("Bound"),
                                Parts.head("In use"),
                                Parts.head("of", "number", MINOR),
                                Parts.head("Dropped", "number")),
                        rows));
    }

    private static Use use(Map.Entry<String, Bound> bound, String model) {
        return new Use(bound.getKey(), model, bound.getValue());
    }

    private static Element row(Use use) {
        Bound bound = use.bound();
        boolean near = BoundWords.near(bound);
        Element used = Html.of("td", near ? "use near" : "use")
                .add(Words.count(bound.used()) + " (" + Words.percent(bound.share())
                        + (!near ? ")" : bound.used() < bound.maximum() ? ", nearly full)" : ", full)"))
                .add(Parts.bar(bound));
        Element name = Parts.rowHead(use.name());
        return Html.of("tr")
                .add(
                        use.model().isEmpty()
                                ? name
                                : name.add(Html.of("span", "reason").add(use.model())))
                .add(used)
                .add(Parts.number(Words.count(bound.maximum()), MINOR))
                .add(Parts.number(Words.count(bound.dropped())));
    }

    Element store() {
        Element section = Parts.section("store", "Store");
        StoreStatus store = status.store();
        if (store == null) {
            return section.add(Html.of("p", "reason")
                    .add("Everything is in memory: a restart begins with empty windows and counters."));
        }
        return section.add(Parts.facts(
                "Writes", store.failing() ? "failing" : "succeed",
                "Reads", store.unreadable() ? "failing" : "succeed",
                "Size on the disk", store.bytes().map(Words::bytes).orElse("cannot be read"),
                "Last snapshot", Words.age(store.lastSnapshot(), status.now()),
                "Damaged stores moved aside", store.damaged().map(Words::count).orElse("cannot be read"),
                "Records read again at the start", Words.count(store.recovered())));
    }
}
