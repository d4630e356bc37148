package io.watchbill.incidents.file;

import static io.watchbill.incidents.record.Alerts.T0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Work;
import io.watchbill.spec.Priority;
import io.watchbill.testing.Damage;
import java.util.Optional;

/** Whatever somebody did to a file, it is refused with a line, or what people wrote in it stays. */
class IncidentFileFuzzTest {

    private static final Incident INCIDENT = Work.reported(
                    Priority.P1, "Data breach", Optional.of("shop"), "Names", "ana", T0)
            .filedAs("INC-2026-0001");
    private static final byte[] GOOD =
            IncidentFile.create(INCIDENT, IncidentPage.SHIPPED).getBytes(UTF_8);

    /** The input is damage to a good file. */
    @FuzzTest
    void anEditedFileIsRefusedOrKeepsWhatPeopleWrote(byte[] input) {
        byte[] bytes = GOOD;
        for (Damage damage = new Damage(input, 0); damage.hasNext(); ) {
            damage.target(1);
            bytes = damage.apply(bytes);
        }
        String text = new String(bytes, UTF_8);
        IncidentFile file;
        try {
            file = IncidentFile.read(text);
        } catch (BrokenFileException refused) {
            assertThat(refused.line()).isBetween(1, (int) text.lines().count() + 2);
            return;
        }
        String written = file.with(file.incident(), IncidentPage.SHIPPED);
        try {
            IncidentFile again = IncidentFile.read(written);
            assertThat(again.incident()).isEqualTo(file.incident());
            assertThat(again.with(again.incident(), IncidentPage.SHIPPED)).isEqualTo(written);
            assertThat(again.peoplesLines()).endsWith(body(file));
        } catch (BrokenFileException notWritten) {
            // The folder writes no such file: it reads what it is about to write.
        }
    }

    private static String[] body(IncidentFile file) {
        int end = 1;
        while (!file.peoplesLines().get(end).stripTrailing().equals("---")) {
            end++;
        }
        return file.peoplesLines().subList(end + 1, file.peoplesLines().size()).toArray(String[]::new);
    }
}
