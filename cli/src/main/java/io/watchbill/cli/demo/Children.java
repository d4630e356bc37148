package io.watchbill.cli.demo;

import io.watchbill.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The processes that the demo starts. None outlives it: {@link #close} ends them all, and a shutdown hook calls it when
 * the demo is interrupted. Each one's output is a file of the work folder, shown when it ends by itself. Thread-safe.
 */
final class Children implements AutoCloseable {

    private static final Duration POLITELY = Duration.ofSeconds(3);
    private static final int SHOWN_LOG_LINES = 20;

    private final Path folder;
    private final List<Child> children = new ArrayList<>();
    private boolean closed;

    /** One process and the file that has its output. */
    record Child(String name, Process process, Path log) {}

    /** Children whose logs go to {@code folder}. */
    Children(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-children"));
    }

    /**
     * Starts a program.
     *
     * @throws Failure if it does not start, or the demo is ending already
     */
    synchronized Child start(String name, List<String> command) {
        if (closed) {
            throw new Failure("the demo is ending; " + name + " was not started");
        }
        Path log = folder.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            Child child = new Child(name, process, log);
            children.add(child);
            return child;
        } catch (IOException e) {
            throw new Failure("cannot start " + name + " (" + command.get(0) + "): " + e.getMessage(), e);
        }
    }

    /**
     * Returns while all of them run.
     *
     * @throws Failure naming the one that ended, with the end of its log
     */
    synchronized void checkAlive() {
        for (Child child : children) {
            if (!closed && !child.process().isAlive()) {
                throw new Failure(child.name() + " ended with exit code "
                        + child.process().exitValue() + " while the demo needed it; the end of " + child.log() + ":\n"
                        + lastLines(child.log()));
            }
        }
    }

    /** Ends all of them: politely, and after three seconds by force. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<ProcessHandle> handles = new ArrayList<>();
        for (Child child : children) {
            child.process().descendants().forEach(handles::add);
            handles.add(child.process().toHandle());
        }
        handles.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + POLITELY.toNanos();
        for (ProcessHandle handle : handles) {
            if (!endedBefore(handle, deadline)) {
                handle.destroyForcibly();
                endedBefore(handle, System.nanoTime() + POLITELY.toNanos());
            }
        }
    }

    private static boolean endedBefore(ProcessHandle handle, long deadline) {
        try {
            handle.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !handle.isAlive();
        }
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()).stream()
                    .map(line -> "  " + line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "  (not readable: " + e.getMessage() + ")";
        }
    }
}
