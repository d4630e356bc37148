package io.watchbill.incidents.serve;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.incidents.record.Alerts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    private final List<Arrival> three = List.of(arrival("a"), arrival("b"), arrival("c"));
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("journal");
        try (Journal journal = Journal.open(file, new ArrayList<>())) {
            journal.append(three.subList(0, 2));
            journal.append(three.subList(2, 3));
        }
    }

    @Test
    void whatWasWrittenIsThereAgain() throws IOException {
        assertThat(reopened()).isEqualTo(three);
    }

    @Test
    void aHalfWrittenEndIsCutOffAndTheNextRecordIsWhole() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 7));

        List<Arrival> found = new ArrayList<>();
        try (Journal journal = Journal.open(file, found)) {
            assertThat(found).isEqualTo(three.subList(0, 2));
            journal.append(three.subList(2, 3));
        }
        assertThat(reopened()).isEqualTo(three);
    }

    @Test
    void aDamagedRecordCostsNoOther() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[40] ^= 1;
        Files.write(file, bytes);

        assertThat(reopened()).isEqualTo(three.subList(1, 3));
    }

    @Test
    void whatIsDoneIsForgottenAndTheRestIsKept() throws IOException {
        try (Inbox inbox = Inbox.open(file)) {
            List<Long> numbers = new ArrayList<>(inbox.waiting().keySet());
            inbox.done(List.of(numbers.get(0), numbers.get(2)));
            inbox.compact();
            inbox.put(List.of(arrival("d")));
        }

        assertThat(reopened()).containsExactly(three.get(1), arrival("d"));
        try (Inbox inbox = Inbox.open(file)) {
            inbox.done(new ArrayList<>(inbox.waiting().keySet()));
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void whatAlertmanagerSendsAtOnceIsTakenHoweverMuchItIs() throws IOException {
        try (Inbox inbox = Inbox.open(folder.resolve("other"))) {
            inbox.put(Collections.nCopies(Inbox.MOST + 1, arrival("a")));

            assertThat(inbox.size()).isEqualTo(Inbox.MOST + 1);
        }
    }

    @Test
    void anInboxThatNobodyEmptiesTakesNoMore() throws IOException {
        try (Inbox inbox = Inbox.open(folder.resolve("other"))) {
            List<Arrival> many = Collections.nCopies(Inbox.MOST, arrival("a"));
            inbox.put(many);
            Map<Long, Arrival> before = inbox.waiting();

            assertThatThrownBy(() -> inbox.put(List.of(arrival("b"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("more than 20000 alerts wait to be written into files");
            assertThat(inbox.waiting()).isEqualTo(before);
        }
    }

    private List<Arrival> reopened() throws IOException {
        List<Arrival> found = new ArrayList<>();
        Journal.open(file, found).close();
        return found;
    }

    private static Arrival arrival(String queue) {
        return new Arrival(T0.plusSeconds(5), Alerts.firing(queue, T0));
    }
}
