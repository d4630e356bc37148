package io.watchbill.report;

import io.watchbill.profiler.Evaluation;
import io.watchbill.profiler.Evaluator;
import io.watchbill.profiler.Profiler;
import io.watchbill.profiler.ProfilingException;
import io.watchbill.profiler.Progress;
import io.watchbill.spec.Columns;
import io.watchbill.spec.Drift;
import io.watchbill.spec.DriftScore;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.Performance;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluations of small files. */
final class Evaluations {
    /** Text that would be markup, and a bell, wherever a page did not escape it. */
    static final String HOSTILE = "</title><script>alert('x')</script><img src=x onerror=\"alert(1)\">&amp;";

    private static final Drift EVERY_SCORE = new Drift(
            Drift.DEFAULT.windows(),
            Drift.DEFAULT.minimumSamples(),
            List.of(DriftScore.KS, DriftScore.PSI, DriftScore.JENSEN_SHANNON, DriftScore.WASSERSTEIN),
            List.of(DriftScore.CHI_SQUARE, DriftScore.PSI, DriftScore.JENSEN_SHANNON),
            Drift.DEFAULT.warning(),
            Drift.DEFAULT.critical());

    private Evaluations() {}

    private static Model model(String name, String feature) {
        return new Model(
                name,
                Task.BINARY_CLASSIFICATION,
                Optional.of("yes"),
                Map.of(),
                Columns.DEFAULT,
                List.of(
                        new Feature("amount", FeatureType.NUMERIC, Optional.empty(), 100),
                        new Feature(feature, FeatureType.CATEGORICAL, Optional.empty(), 100)),
                List.of(),
                EventClock.LIVE,
                new Serving.Online(),
                EVERY_SCORE,
                Performance.DEFAULT,
                List.of());
    }

    /** Eight days in which the amount has doubled and the model is often wrong, with labels, some of them late. */
    static Evaluation drifted(Path folder) {
        return evaluation(folder, "credit", "channel", "shop", 2, true);
    }

    /** The same without drift. */
    static Evaluation undrifted(Path folder) {
        return evaluation(folder, "credit", "channel", "shop", 1, true);
    }

    /** Without times and labels. */
    static Evaluation plain(Path folder) {
        return evaluation(folder, "credit", "channel", "shop", 1, false);
    }

    /** Names and categories that want to be markup. */
    static Evaluation hostile(Path folder) {
        return evaluation(folder, HOSTILE, "channel " + HOSTILE, HOSTILE, 1, true);
    }

    private static Evaluation evaluation(
            Path folder, String name, String feature, String category, int factor, boolean complete) {
        Model model = model(name, feature);
        try {
            Path reference = Files.writeString(folder.resolve("reference.csv"), rows(feature, category, 1, complete));
            Path rows = Files.writeString(folder.resolve("rows.csv"), rows(feature, category, factor, complete));
            return Evaluator.evaluate(
                    model,
                    Profiler.profile(model, Optional.empty(), List.of(reference), Progress.NONE)
                            .profile(),
                    List.of(rows),
                    Optional.empty(),
                    Progress.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ProfilingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rows(String feature, String category, int factor, boolean complete) {
        StringBuilder csv = new StringBuilder("amount,");
        csv.append('"').append(feature.replace("\"", "\"\"")).append('"');
        csv.append(complete ? ",time,prediction,score,label\n" : "\n");
        for (int i = 0; i < 8_000; i++) {
            csv.append((i * 7919 % 1000) * factor).append(',');
            csv.append(i % 3 == 0 ? '"' + category.replace("\"", "\"\"") + '"' : i % 3 == 1 ? "online" : "");
            if (complete) {
                double score = i * 31 % 100 / 100.0;
                boolean right = i % (factor == 1 ? 10 : 2) != 0;
                csv.append(',').append(i * 86_400L).append(',');
                csv.append(score >= 0.5 ? "yes" : "no")
                        .append(',')
                        .append(score)
                        .append(',');
                csv.append(score >= 0.5 == right ? "yes" : "no");
            }
            csv.append('\n');
        }
        return csv.toString();
    }
}
