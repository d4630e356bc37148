package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

class MemoryShortageTest {

    /** A command that fails by itself with one file, and in another thread with more, as the pool of parallel work tells it. */
    @Command(name = "hungry")
    private static final class Hungry implements Callable<Integer> {

        @Parameters
        private List<String> files = new ArrayList<>();

        @Override
        public Integer call() {
            OutOfMemoryError error = new OutOfMemoryError("Java heap space");
            if (files.size() > 1) {
                throw (Error) new OutOfMemoryError().initCause(error);
            }
            throw error;
        }
    }

    @Test
    void aCommandWithoutEnoughMemorySaysWhatItWasAtAndHowItGetsMore() {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        String why = String.format(
                Locale.ROOT,
                " ran out of memory (Java heap space); Java may use %,d MB. Give it more by java's option -Xmx, which"
                        + " ./watchbill takes from a variable: WATCHBILL_JAVA_OPTIONS=-Xmx%dm\n",
                megabytes,
                2 * megabytes);

        assertThat(run("a.yaml")).isEqualTo("2: watchbill: 'watchbill hungry'" + why);
        assertThat(run("a.yaml", "b.yaml")).isEqualTo("2: watchbill: 'watchbill hungry' of 2 files" + why);
    }

    private static String run(String... files) {
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("hungry"));
        arguments.addAll(List.of(files));
        CommandLine commandLine =
                Watchbill.commandLine().addSubcommand(new Hungry()).setErr(new PrintWriter(err));
        return commandLine.execute(arguments.toArray(String[]::new)) + ": " + err;
    }
}
