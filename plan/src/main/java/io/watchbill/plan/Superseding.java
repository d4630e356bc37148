package io.watchbill.plan;

import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.Layer;
import java.util.List;
import java.util.Set;

/** Which alerts of a plan say nothing while another one fires, without anybody having asked for it. */
public final class Superseding {

    /** Layers whose series the exporter alone exposes. */
    private static final Set<Layer> FROM_EXPORTER = Set.of(Layer.MODEL, Layer.BUSINESS);

    private Superseding() {}

    /** Alerts that say more than this one does, and silence it for the same series; none silences P1. */
    public static List<PlannedAlert> stronger(Plan plan, PlannedAlert weaker) {
        return weaker.supersededBy().stream()
                .flatMap(name -> plan.alert(name).stream())
                .filter(other -> maySilence(other, weaker))
                .toList();
    }

    /** Alerts about what the exporter alone knows: while it is down they speak of the past. */
    public static List<PlannedAlert> blind(Plan plan) {
        return plan.alerts().stream()
                .filter(alert -> FROM_EXPORTER.contains(alert.layer())
                        && alert.kind() != AlertKind.WRITTEN_PROMQL
                        && alert.priority() != Priority.P1
                        && blinding(plan).stream().noneMatch(down -> down.name().equals(alert.name())))
                .toList();
    }

    /** The alert that silences them, if it tells anybody itself. */
    public static List<PlannedAlert> blinding(Plan plan) {
        return plan.exporterDown().filter(PlannedAlert::notifies).stream().toList();
    }

    private static boolean maySilence(PlannedAlert stronger, PlannedAlert weaker) {
        return stronger.notifies()
                && weaker.priority() != Priority.P1
                && stronger.priority().compareTo(weaker.priority()) <= 0
                && !stronger.name().equals(weaker.name());
    }
}
