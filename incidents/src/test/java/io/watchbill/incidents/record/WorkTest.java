package io.watchbill.incidents.record;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.spec.Priority;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkTest {

    private final Incident breach = Work.reported(
                    Priority.P1, "Data breach", Optional.of("shop"), "Names of customers", "ana", T0)
            .filedAs("INC-2026-0001");

    @Test
    void triageIsALineOfTheTimelineAndTheClockBeginsAnew() throws RefusedException {
        Incident answered = Work.acknowledged(breach, "ben", "", T0.plusSeconds(60));

        Incident triaged = Work.triaged(answered, Priority.P2, "Ten customers", "ben", T0.plusSeconds(120));

        assertThat(triaged.severity()).isEqualTo(Priority.P2);
        assertThat(triaged.clock()).isEqualTo(T0.plusSeconds(120));
        assertThat(triaged.isWaiting()).isTrue();
        assertThat(triaged.entries().get(2).text()).isEqualTo("P2: Ten customers");
    }

    @Test
    void onlyTheFirstAcknowledgementCountsAndEachIsWritten() throws RefusedException {
        Incident twice = Work.acknowledged(
                Work.acknowledged(breach, "ben", "", T0.plusSeconds(60)), "chi", "me too", T0.plusSeconds(90));

        assertThat(twice.answer()).contains(new Incident.Answer(T0.plusSeconds(60), "ben"));
        assertThat(twice.entries()).hasSize(3);
    }

    @Test
    void whatIsOverIsNotWorkedOn() throws RefusedException {
        Incident over = Work.resolved(breach, "ben", "", T0.plusSeconds(60));

        assertThatThrownBy(() -> Work.mitigated(over, "ben", "", T0.plusSeconds(70)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("INC-2026-0001 is resolved since 2026-11-26T03:13:04.123Z; `watchbill incidents review`"
                        + " writes down what was learned");
        assertThatThrownBy(() -> Work.mitigated(
                        Work.mitigated(breach, "ben", "", T0.plusSeconds(60)), "ben", "", T0.plusSeconds(70)))
                .hasMessage("INC-2026-0001 is mitigated already; `watchbill incidents resolve` says that it is over");
    }

    @Test
    void textFromOutsideIsOneVisibleLineOfASensibleLength() {
        assertThat(ShownText.of("a\u0000b\nc\u202Ed\uD800e", 200)).isEqualTo("a b c d e");
        assertThat(ShownText.of("é".repeat(300), 200)).hasSize(200).endsWith("é…");
    }
}
