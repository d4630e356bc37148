package io.watchbill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {

    @TempDir
    private Path folder;

    @Test
    void closingEndsEveryChildAndItsOwnChildren() throws Exception {
        Children children = new Children(folder);
        Children.Child shell = children.start("shell", List.of("sh", "-c", "sleep 600 & echo started; wait"));
        awaitLog(shell, "started");
        List<ProcessHandle> grandchildren = shell.process().descendants().toList();

        children.close();

        assertThat(grandchildren).isNotEmpty();
        assertEnded(shell.process().toHandle());
        for (ProcessHandle grandchild : grandchildren) {
            assertEnded(grandchild);
        }
    }

    @Test
    void aChildThatIgnoresTheSignalIsEndedByForce() throws Exception {
        Children children = new Children(folder);
        Children.Child stubborn = children.start(
                "stubborn", List.of("sh", "-c", "trap '' TERM; echo started; while :; do sleep 1; done"));
        awaitLog(stubborn, "started");

        children.close();

        assertEnded(stubborn.process().toHandle());
    }

    @Test
    void aChildThatEndsByItselfIsReportedWithTheEndOfItsLog() throws Exception {
        try (Children children = new Children(folder)) {
            Children.Child child = children.start("exporter", List.of("sh", "-c", "echo no profile; exit 3"));
            child.process().waitFor();

            assertThatThrownBy(children::checkAlive)
                    .isInstanceOf(Failure.class)
                    .hasMessage("exporter ended with exit code 3 while the demo needed it; the end of "
                            + folder.resolve("exporter.log") + ":\n  no profile");
        }
    }

    @Test
    void aProgramThatDoesNotExistIsNamed() {
        try (Children children = new Children(folder)) {
            assertThatThrownBy(() -> children.start("exporter", List.of("/no/such/program")))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("cannot start exporter (/no/such/program): ");
        }
    }

    @Test
    void nothingIsStartedOnceTheDemoEnds() {
        Children children = new Children(folder);
        children.close();

        assertThatThrownBy(() -> children.start("late", List.of("sleep", "600")))
                .isInstanceOf(Failure.class)
                .hasMessage("the demo is ending; late was not started");
        children.checkAlive();
    }

    private static void assertEnded(ProcessHandle handle)
            throws ExecutionException, InterruptedException, TimeoutException {
        assertThat(handle.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    private static void awaitLog(Children.Child child, String text) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!Files.readString(child.log()).contains(text)) {
            assertThat(System.nanoTime()).as("waiting for " + child.log()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
