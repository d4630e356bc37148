package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels for predictions that have left memory, and that the disk does not give back. */
class UnreadablePredictionsIT {
    private static final int MANY = 4_000;

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private ExporterProcess start() {
        return ExporterProcess.start(
                folder, "--data-dir", data().toString(), "--score-interval", "50ms", "--snapshot-interval", "1h");
    }

    private static String lines(String kind, String answer) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> "{\"kind\":\"" + kind + "\",\"model\":\"flight\",\"id\":\"p" + i + "\"," + answer + "}")
                .collect(Collectors.joining("\n"));
    }

    private static final String LABELS = lines("label", "\"label\":\"late\"");

    /** Ends one that was told of many predictions, which are in a file of the store from then on. */
    private void storeMany() throws Exception {
        try (ExporterProcess process = start()) {
            NumberedBodies sender = new NumberedBodies(process);
            assertThat(sender.post(lines("prediction", "\"prediction\":\"late\",\"score\":0.7"), "predictions"))
                    .isEqualTo(200);
            assertThat(process.terminate()).isZero();
        }
    }

    private static double joined(NumberedBodies sender) throws Exception {
        return sender.page().value("ml_labels_total", "model", "flight", "result", "joined");
    }

    /** The file of the predictions. */
    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("db"))) {
            return files.filter(path -> path.toString().endsWith(".sst"))
                    .max(Comparator.comparingLong(path -> path.toFile().length()))
                    .orElseThrow();
        }
    }

    private void damage() throws IOException {
        byte[] content = Files.readAllBytes(file());
        for (int at = content.length / 10; at < content.length / 2; at += 2_000) {
            content[at] ^= 0x55;
        }
        Files.write(file(), content);
    }

    @Test
    void labelsOfDamagedPredictionsAreCountedAndTheOthersJoined() throws Exception {
        storeMany();
        damage();
        try (ExporterProcess process = start()) {
            NumberedBodies sender = new NumberedBodies(process);

            assertThat(sender.post(LABELS, "labels")).isEqualTo(200);

            await().untilAsserted(() -> assertThat(joined(sender)).isPositive());
            double lost = sender.page().value("watchbill_state_unreadable_predictions_total");
            assertThat(lost).isPositive();
            assertThat(joined(sender) + lost).isEqualTo(MANY);
            assertThat(sender.page().value("watchbill_state_failing")).isZero();
            assertThat(sender.get("/-/ready").statusCode()).isEqualTo(200);
            assertThat(sender.get("/").body()).contains("Predictions in the store are damaged");
            assertThat(process.terminate()).isZero();
            assertThat(process.all())
                    .filteredOn(line -> line.contains("predictions in the store are damaged"))
                    .hasSize(1);
        }
    }

    @Test
    void labelsAreRefusedWhileTheDiskCannotBeReadAndAllOthersTaken() throws Exception {
        storeMany();
        try (ExporterProcess process = start()) {
            NumberedBodies sender = new NumberedBodies(process);
            try (Strace failing = Strace.failing(process, "pread64", file())) {
                assertThat(sender.post(LABELS, "labels")).isEqualTo(503);
                assertThat(sender.post(LABELS, "labels")).isEqualTo(503);

                assertThat(sender.post(1)).isEqualTo(200);
                assertThat(sender.page().value("watchbill_state_failing")).isEqualTo(1);
                assertThat(sender.get("/-/ready").statusCode()).isEqualTo(200);
                assertThat(sender.get("/").body()).contains("Predictions cannot be read from the disk");
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sender.page().value("watchbill_state_failing"))
                            .isZero());
            assertThat(sender.post(LABELS, "labels")).isEqualTo(200);

            await().untilAsserted(() -> assertThat(joined(sender)).isEqualTo(MANY));
            assertThat(sender.page().value("watchbill_state_unreadable_predictions_total"))
                    .isZero();
            assertThat(process.terminate()).isZero();
            assertThat(process.all())
                    .filteredOn(line -> line.contains("predictions cannot be read, senders of their labels"))
                    .hasSize(1);
        }
    }
}
