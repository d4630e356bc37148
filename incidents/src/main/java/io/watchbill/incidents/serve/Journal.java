package io.watchbill.incidents.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What arrived and is not in the incident files yet. Append-only; a record is durable when {@link #append} returns, and it is
 * there again after a crash until {@link #keepOnly} says that it is done. Records are lines: CRC-32 in hexadecimal, a
 * space, JSON. Thread-safe.
 *
 * <p>Invariants: a record that was acknowledged is read again (a test kills the server); a half-written last line,
 * which nobody was told of, is cut off; a damaged line costs no other.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int CHECKSUM = 8;

    private final Path file;
    private FileChannel channel;
    private long length;
    private boolean suspect;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a journal, making it where it is missing.
     *
     * @param found is given what a crash left over
     */
    static Journal open(Path file, List<Arrival> found) throws IOException {
        byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int end = 0;
        int number = 1;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                Optional<Arrival> arrival = record(Arrays.copyOfRange(content, end, i));
                if (arrival.isEmpty()) {
                    LOG.error("{}:{}: a damaged record is left out", file, number);
                }
                arrival.ifPresent(found::add);
                end = i + 1;
                number++;
            }
        }
        Journal journal =
                new Journal(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        journal.length = end;
        journal.channel.truncate(end);
        journal.channel.force(true);
        journal.channel.position(end);
        forceFolder(file);
        return journal;
    }

    private static Optional<Arrival> record(byte[] line) {
        if (line.length <= CHECKSUM) {
            return Optional.empty();
        }
        byte[] json = Arrays.copyOfRange(line, CHECKSUM + 1, line.length);
        String checksum = new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII);
        return checksum.equals(checksum(json)) ? Arrival.read(json) : Optional.empty();
    }

    private static String checksum(byte[] json) {
        CRC32 crc = new CRC32();
        crc.update(json);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static byte[] lines(List<Arrival> arrivals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Arrival arrival : arrivals) {
            byte[] json = arrival.bytes();
            bytes.writeBytes((checksum(json) + " ").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(json);
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    /**
     * Writes records; they are durable on return.
     *
     * @throws IOException if they are not: then none of them counts
     */
    synchronized void append(List<Arrival> arrivals) throws IOException {
        if (suspect) {
            repair();
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines(arrivals));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            length += bytes.limit();
        } catch (IOException e) {
            suspect = true;
            throw e;
        }
    }

    /** After a write that failed nobody knows what the disk holds behind the last good record. */
    private void repair() throws IOException {
        channel.truncate(length);
        channel.force(true);
        channel.position(length);
        suspect = false;
    }

    /** Forgets everything but these records. */
    synchronized void keepOnly(List<Arrival> arrivals) throws IOException {
        byte[] content = lines(arrivals);
        if (content.length == length) {
            return;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        FileChannel next = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                next.write(bytes);
            }
            next.force(true);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(file);
        } catch (IOException e) {
            next.close();
            throw e;
        }
        channel.close();
        channel = next;
        length = content.length;
        suspect = false;
    }

    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /** Bytes of the records that it holds. */
    synchronized long length() {
        return length;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
