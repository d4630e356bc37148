package io.watchbill.cli;

import io.watchbill.profiler.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Work on rows: on a terminal one line that is written over; elsewhere how many rows there are. */
final class ProgressLine implements Progress {
    private final PrintWriter err;
    private final String doing;
    private final boolean terminal = Terminal.isTerminal();

    /** @param doing what is done to rows, such as {@code profiling} */
    ProgressLine(PrintWriter err, String doing) {
        this.err = err;
        this.doing = doing;
    }

    @Override
    public void rows(long rows) {
        err.printf(Locale.ROOT, "%s %,d rows%n", doing, rows);
        err.flush();
    }

    @Override
    public void step(int done, int steps, String what) {
        if (terminal) {
            err.print(what.isEmpty() ? "\r\u001b[K" : "\r\u001b[K" + done + " of " + steps + ": " + what);
            err.flush();
        }
    }
}
