package io.watchbill.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What the system alone takes for reads of a disk, by as many threads as send labels: each of so many bytes, somewhere in one of
 * a folder's tables. No look-up that has to read the disk once can cost less.
 */
final class BareReads {
    private BareReads() {}

    /** Microseconds of processor time for each read, of this process and in the system's calls. */
    static double cpuMicroseconds(Path folder, int threads, int readsEach, int bytes) throws Exception {
        List<FileChannel> files = new ArrayList<>();
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".sst")).toList()) {
                files.add(FileChannel.open(file, StandardOpenOption.READ));
            }
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(thread);
                work.add(() -> read(files, random, readsEach, bytes));
            }
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long before = system.getProcessCpuTime();
            for (Future<Void> done : readers.invokeAll(work)) {
                done.get();
            }
            return (system.getProcessCpuTime() - before) / 1e3 / ((double) threads * readsEach);
        } finally {
            readers.shutdown();
            for (FileChannel file : files) {
                file.close();
            }
        }
    }

    private static Void read(List<FileChannel> files, Random random, int reads, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        for (int i = 0; i < reads; i++) {
            FileChannel file = files.get(random.nextInt(files.size()));
            long last = file.size() - bytes;
            if (last > 0) {
                file.read(buffer.clear(), (long) (random.nextDouble() * last));
            }
        }
        return null;
    }
}
