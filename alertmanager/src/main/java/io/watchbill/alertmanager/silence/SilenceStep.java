package io.watchbill.alertmanager.silence;

import io.watchbill.alertmanager.silence.PlannedSilence.Tag;
import io.watchbill.spec.OperationsSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What has to be done with one silence, so that an Alertmanager has those that are planned. Doing all steps and asking again
 * leaves nothing to do.
 *
 * @param planned absent where a silence is ended that no specification plans any more
 * @param known absent where a silence is created
 */
public record SilenceStep(Kind kind, Optional<PlannedSilence> planned, Optional<KnownSilence> known) {

    /** What is done. */
    public enum Kind {
        CREATE,
        /** The window has another end or silences others now. */
        CHANGE,
        /** It is there as it should be. */
        KEEP,
        /** Somebody has ended it before its time, which is theirs to decide. */
        LEAVE,
        /** Its window is gone, or does not come then any more. */
        END
    }

    /** The steps for what is planned, in order, then for what is to end. Silences without our tag are none of ours. */
    public static List<SilenceStep> of(
            OperationsSpecification specification,
            List<PlannedSilence> planned,
            List<KnownSilence> known,
            Instant now) {
        List<SilenceStep> steps = new ArrayList<>();
        for (PlannedSilence silence : planned) {
            List<KnownSilence> same = known.stream()
                    .filter(one -> PlannedSilence.tag(one.comment()).equals(Optional.of(silence.tag())))
                    .toList();
            Optional<KnownSilence> living =
                    same.stream().filter(one -> !one.isExpired()).findFirst();
            Optional<KnownSilence> ended = same.stream().findFirst();
            Kind kind = living.map(one -> equal(silence, one, now) ? Kind.KEEP : Kind.CHANGE)
                    .or(() -> ended.map(one -> Kind.LEAVE))
                    .orElse(Kind.CREATE);
            steps.add(new SilenceStep(kind, Optional.of(silence), living.or(() -> ended)));
        }
        for (KnownSilence silence : known) {
            Optional<Tag> tag = PlannedSilence.tag(silence.comment());
            if (!silence.isExpired() && tag.isPresent() && isForeignTo(specification, tag.get())) {
                steps.add(new SilenceStep(Kind.END, Optional.empty(), Optional.of(silence)));
            }
        }
        return List.copyOf(steps);
    }

    /** A window of this system that does not come then. */
    private static boolean isForeignTo(OperationsSpecification specification, Tag tag) {
        return tag.system().equals(specification.metadata().name())
                && specification.maintenance().stream()
                        .filter(window -> window.name().equals(tag.window())
                                && !window.mutes().isEmpty())
                        .flatMap(window ->
                                window
                                        .occurrences(
                                                tag.startsAt(), tag.startsAt().plus(Duration.ofMinutes(1)))
                                        .stream())
                        .noneMatch(one -> one.from().equals(tag.startsAt()));
    }

    private static boolean equal(PlannedSilence planned, KnownSilence known, Instant now) {
        boolean begun = !planned.startsAt().isAfter(now) && !known.startsAt().isAfter(now);
        return planned.endsAt().equals(known.endsAt())
                && (begun || planned.startsAt().equals(known.startsAt()))
                && new HashSet<>(planned.matchers()).equals(new HashSet<>(known.matchers()));
    }
}
