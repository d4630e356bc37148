package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for a while: a file system of its own in memory, seen by the exporter alone. */
class FullDiskIT {
    @TempDir
    private Path folder;

    /** The filler leaves room for a start and little more. */
    private static List<String> onSmallDisk(Path data) {
        return List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=120m none " + data + " && head -c 80m /dev/zero > " + data
                        + "/filler && exec \"$@\"",
                "sh");
    }

    @Test
    void aFullDiskLosesNothingAndMendsItself() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (ExporterProcess process = ExporterProcess.start(
                onSmallDisk(data), folder, "--data-dir", data.toString(), "--score-interval", "50ms")) {
            NumberedBodies sender = new NumberedBodies(process);
            int bodies = 0;
            while (sender.post(bodies) == 200) {
                bodies++;
                assertThat(bodies).as("bodies before the disk is full").isLessThan(5_000);
            }
            for (int refused = bodies; refused < bodies + 3; refused++) {
                assertThat(sender.post(refused)).isEqualTo(503);
            }
            assertThat(sender.page().value("watchbill_state_failing")).isEqualTo(1);
            assertThat(sender.accepted()).isEqualTo(NumberedBodies.EVENTS * bodies);
            assertThat(sender.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(sender.get("/-/ready").statusCode()).isEqualTo(503);
            assertThat(sender.get("/-/ready").body()).startsWith("not ready: store: events cannot be stored");
            assertThat(sender.get("/").body()).contains("Events cannot be stored; senders are asked");

            process.delete(data.resolve("filler"));
            // Nobody sends to what is not ready: it must find out by itself.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(sender.get("/-/ready").statusCode()).isEqualTo(200));
            for (int again = bodies; again < bodies + 3; again++) {
                assertThat(sender.post(again)).isEqualTo(200);
            }

            assertThat(sender.page().value("watchbill_state_failing")).isZero();
            // A refused body may have been stored all the same: sent again, it counts once.
            assertThat(sender.accepted()).isEqualTo(NumberedBodies.EVENTS * (bodies + 3));
        }
    }
}
