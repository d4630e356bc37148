package io.watchbill.exporter;

import static io.watchbill.exporter.NumberedBodies.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails for a while under a running exporter, and is well again. The kernel itself gives the errors. */
class FailingDiskIT {
    private static final int BEFORE = 20;
    private static final int REFUSED = 3;
    private static final List<String> OWN_MOUNTS = List.of("unshare", "--user", "--map-root-user", "--mount");

    @TempDir
    private Path folder;

    private ExporterProcess start(List<String> by) {
        return ExporterProcess.start(
                by, folder, "--data-dir", data().toString(), "--score-interval", "50ms", "--snapshot-interval", "1s");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static void inMountsOf(ExporterProcess process, String command) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        run("nsenter", "-t", pid, "--user", "--mount", "--preserve-credentials", "sh", "-c", command);
    }

    private static void maximumFile(ExporterProcess process, String bytes) throws IOException, InterruptedException {
        run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes);
    }

    /**
     * A file system cannot be made read-only while files are open for writing, unless by an error of its disk. So the
     * folder is mounted over itself, read-only, for the exporter alone: no file can be opened for writing any more; and a
     * limit of the kernel lets the open ones grow no further.
     */
    @Test
    void aReadOnlyDiskLosesNothingAndMendsItself() throws Exception {
        try (ExporterProcess process = start(OWN_MOUNTS)) {
            NumberedBodies sender = new NumberedBodies(process);
            assertTaken(sender, 0, BEFORE);
            inMountsOf(process, "mount --bind " + data() + " " + data() + " && mount -o remount,ro,bind " + data());
            maximumFile(process, "0:unlimited");

            assertRefused(sender);

            maximumFile(process, "unlimited:unlimited");
            inMountsOf(process, "umount " + data());
            assertMended(sender);
            assertThat(process.terminate()).isZero();
        }
        assertAllOnDisk();
    }

    /** As by a disk that takes what is written and cannot say that it is safe. */
    @Test
    void aSyncThatFailsIsNotAcknowledgedAndCountsOnce() throws Exception {
        try (ExporterProcess process = start(List.of())) {
            NumberedBodies sender = new NumberedBodies(process);
            assertTaken(sender, 0, BEFORE);
            try (Strace failing = Strace.failing(process, "fsync,fdatasync")) {
                assertRefused(sender);
            }
            assertMended(sender);
            assertThat(process.terminate()).isZero();
        }
        assertAllOnDisk();
    }

    private static void assertTaken(NumberedBodies sender, int from, int to) throws Exception {
        List<Integer> answers = new ArrayList<>();
        for (int body = from; body < to; body++) {
            answers.add(sender.post(body));
        }
        assertThat(answers).containsOnly(200);
    }

    private static void assertRefused(NumberedBodies sender) throws Exception {
        for (int body = BEFORE; body < BEFORE + REFUSED; body++) {
            assertThat(sender.post(body)).isEqualTo(503);
        }
        assertThat(sender.page().value("watchbill_state_failing")).isEqualTo(1);
        assertThat(sender.accepted()).isEqualTo(EVENTS * BEFORE);
        assertThat(sender.get("/-/ready").body()).startsWith("not ready: store: events cannot be stored");
        // A snapshot that is due now fails too, and ends nothing.
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .until(() -> sender.get("/-/healthy").statusCode() == 200
                        && sender.get("/-/ready").statusCode() == 503);
    }

    /** Nobody sends to what is not ready: it must find out by itself. A body that was refused may be stored: it counts once. */
    private static void assertMended(NumberedBodies sender) throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(sender.get("/-/ready").statusCode()).isEqualTo(200));
        assertTaken(sender, 0, BEFORE + REFUSED);
        assertThat(sender.page().value("watchbill_state_failing")).isZero();
        assertThat(sender.accepted()).isEqualTo(EVENTS * (BEFORE + REFUSED));
    }

    private void assertAllOnDisk() throws Exception {
        try (ExporterProcess again = start(List.of())) {
            NumberedBodies sender = new NumberedBodies(again);
            assertThat(sender.accepted()).isEqualTo(EVENTS * (BEFORE + REFUSED));
            await().untilAsserted(() -> assertThat(
                            sender.page().value("ml_drift_window_samples", "model", "flight", "column", "distance"))
                    .isEqualTo(EVENTS * (BEFORE + REFUSED)));
        }
    }
}
