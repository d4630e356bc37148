package io.watchbill.alertmanager.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.Written;
import io.watchbill.spec.OperationsSpecification;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceStepTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final OperationsSpecification SHOP = Written.shop("""
            maintenance:
              - {name: Retraining, frequency: "every sunday 02:00", duration: 2h, activities: Retrain., timezone: Europe/Berlin}
              - {name: Quiet, frequency: "every day", duration: 2h, mutes: []}
              - {name: Move, frequency: 2026-11-26 10:00 to 2026-11-27 06:00, mutes: [P2]}
            """);

    @Test
    void theNextTimesOfEachWindowThatSilencesAreSilences() {
        List<PlannedSilence> planned = PlannedSilence.next(SHOP, NOW, 2);

        assertThat(planned)
                .extracting(silence -> silence.startsAt() + " " + silence.endsAt() + " " + silence.comment())
                .containsExactly(
                        "2026-11-29T01:00:00Z 2026-11-29T03:00:00Z Maintenance: Retraining (Retrain.)"
                                + " watchbill:shop/Retraining@2026-11-29T01:00:00Z",
                        "2026-12-06T01:00:00Z 2026-12-06T03:00:00Z Maintenance: Retraining (Retrain.)"
                                + " watchbill:shop/Retraining@2026-12-06T01:00:00Z",
                        "2026-11-26T10:00:00Z 2026-11-27T06:00:00Z Maintenance: Move watchbill:shop/Move@2026-11-26T10:00:00Z");
        assertThat(planned.get(0).matchers())
                .containsExactly(
                        new PlannedSilence.Match("system", "shop", false, true),
                        new PlannedSilence.Match("priority", "P3|P4", true, true));
        assertThat(planned.get(2).matchers())
                .containsExactly(
                        new PlannedSilence.Match("system", "shop", false, true),
                        new PlannedSilence.Match("priority", "P2", false, true));
    }

    @Test
    void theTagOfACommentIsTheOneThatWasWritten() {
        PlannedSilence silence = PlannedSilence.next(SHOP, NOW, 1).get(0);

        assertThat(PlannedSilence.tag(silence.comment())).contains(silence.tag());
        assertThat(PlannedSilence.tag("on it")).isEmpty();
        assertThat(PlannedSilence.tag("watchbill:shop/x@2026-99-99T00:00:00Z")).isEmpty();
    }

    @Test
    void whatIsNotThereIsCreatedAndWhatIsThereIsKept() {
        List<PlannedSilence> planned = PlannedSilence.next(SHOP, NOW, 1);
        KnownSilence there = known("1", "pending", planned.get(0));
        // Alertmanager has moved the beginning of what had begun.
        PlannedSilence begun = planned.get(1);
        KnownSilence moved = new KnownSilence(
                "2",
                "active",
                Instant.parse("2026-11-26T11:00:00Z"),
                begun.endsAt(),
                begun.matchers(),
                begun.comment());

        assertThat(kinds(planned, List.of())).containsExactly("CREATE -", "CREATE -");
        assertThat(kinds(planned, List.of(there, moved))).containsExactly("KEEP 1", "KEEP 2");
    }

    @Test
    void aWindowThatLastsOrSilencesOtherwiseChangesItsSilence() {
        List<PlannedSilence> planned = PlannedSilence.next(SHOP, NOW, 1).subList(0, 1);
        PlannedSilence silence = planned.get(0);
        KnownSilence longer = new KnownSilence(
                "1",
                "pending",
                silence.startsAt(),
                silence.endsAt().plusSeconds(60),
                silence.matchers(),
                silence.comment());
        KnownSilence other = new KnownSilence(
                "2",
                "pending",
                silence.startsAt(),
                silence.endsAt(),
                silence.matchers().subList(0, 1),
                silence.comment());

        assertThat(kinds(planned, List.of(longer))).containsExactly("CHANGE 1");
        assertThat(kinds(planned, List.of(other))).containsExactly("CHANGE 2");
    }

    @Test
    void whatSomebodyHasEndedStaysEnded() {
        List<PlannedSilence> planned = PlannedSilence.next(SHOP, NOW, 1).subList(0, 1);

        assertThat(kinds(planned, List.of(known("1", "expired", planned.get(0)))))
                .containsExactly("LEAVE 1");
        assertThat(kinds(
                        planned, List.of(known("1", "expired", planned.get(0)), known("2", "pending", planned.get(0)))))
                .containsExactly("KEEP 2");
    }

    @Test
    void aSilenceOfAWindowThatIsGoneOrHasMovedEndsAndThoseOfOthersStay() {
        KnownSilence gone = tagged("1", "watchbill:shop/Gone@2026-11-29T01:00:00Z");
        KnownSilence moved = tagged("2", "watchbill:shop/Retraining@2026-11-29T02:00:00Z");
        KnownSilence mutesNothing = tagged("3", "watchbill:shop/Quiet@2026-11-29T00:00:00Z");
        KnownSilence later = tagged("4", "watchbill:shop/Retraining@2026-12-20T01:00:00Z");
        KnownSilence otherSystem = tagged("5", "watchbill:bank/Gone@2026-11-29T01:00:00Z");
        KnownSilence human = tagged("6", "on it");

        assertThat(kinds(List.of(), List.of(gone, moved, mutesNothing, later, otherSystem, human)))
                .containsExactly("END 1", "END 2", "END 3");
    }

    private static List<String> kinds(List<PlannedSilence> planned, List<KnownSilence> known) {
        return SilenceStep.of(SHOP, planned, known, NOW).stream()
                .map(step ->
                        step.kind() + " " + step.known().map(KnownSilence::id).orElse("-"))
                .toList();
    }

    private static KnownSilence known(String id, String state, PlannedSilence silence) {
        return new KnownSilence(id, state, silence.startsAt(), silence.endsAt(), silence.matchers(), silence.comment());
    }

    private static KnownSilence tagged(String id, String comment) {
        return new KnownSilence(id, "pending", NOW, NOW, List.of(), comment);
    }
}
