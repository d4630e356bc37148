package io.watchbill.kafka;

import io.watchbill.exporter.SourceHost;
import io.watchbill.exporter.SourceProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Reads all partitions of topics, each from where it was stored last. Not thread-safe. */
final class TopicReader {
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration AFTER_A_PROBLEM = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicDirectory directory;
    private final List<String> topics;
    private final boolean latest;
    private final SourceHost host;
    private final long betweenLooks;
    private final RecordLines lines = new RecordLines();
    private final Set<String> begun = new HashSet<>();
    private Map<TopicPartition, String> streams = Map.of();
    private long nextLook = System.nanoTime();

    /** @param latest whether a topic that was never read is begun at its end */
    TopicReader(
            Consumer<byte[], byte[]> consumer,
            TopicDirectory directory,
            List<String> topics,
            boolean latest,
            SourceHost host,
            Duration betweenLooks) {
        this.consumer = consumer;
        this.directory = directory;
        this.topics = topics;
        this.latest = latest;
        this.host = host;
        this.betweenLooks = betweenLooks.toNanos();
    }

    /** Looks for partitions when it is time, and takes in what has come. */
    void step() throws InterruptedException {
        try {
            if (System.nanoTime() - nextLook >= 0) {
                assign(directory.streams(topics, host));
                nextLook = System.nanoTime() + betweenLooks;
            }
            if (streams.isEmpty()) {
                Thread.sleep(LONGEST_POLL.toMillis());
            } else {
                take(consumer.poll(LONGEST_POLL));
            }
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::beginAnew);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            topics.forEach(topic -> TopicDirectory.down(topic, e, host));
            Thread.sleep(AFTER_A_PROBLEM.toMillis());
        }
    }

    /** Partitions that the brokers do not know now stay assigned: they may be back. */
    private void assign(Map<TopicPartition, String> found) throws InterruptedException {
        Map<TopicPartition, String> all = new HashMap<>(streams);
        all.putAll(found);
        if (all.equals(streams)) {
            return;
        }
        List<TopicPartition> fresh = new ArrayList<>();
        all.forEach((partition, stream) -> {
            if (!stream.equals(streams.get(partition))) {
                fresh.add(partition);
            }
        });
        consumer.assign(all.keySet());
        for (TopicPartition partition : fresh) {
            begin(partition, all.getOrDefault(partition, ""));
        }
        streams = all;
        fresh.forEach(partition -> begun.add(partition.topic()));
    }

    /** Only a topic that was never read is begun at its end; partitions that come later are read whole. */
    private void begin(TopicPartition partition, String stream) throws InterruptedException {
        OptionalLong next = host.position(stream);
        if (next.isPresent()) {
            consumer.seek(partition, next.getAsLong());
        } else if (latest && !begun.contains(partition.topic())) {
            consumer.seekToEnd(List.of(partition));
            // Stored at once, so that after a restart reading goes on from here.
            host.take(new byte[0], 0, new SourceHost.Place(partition.topic(), stream, consumer.position(partition)));
        } else {
            consumer.seekToBeginning(List.of(partition));
        }
    }

    private void beginAnew(TopicPartition partition, long offset) {
        host.lost(
                partition.topic(),
                SourceProblem.OUT_OF_RANGE,
                "offset " + offset + " of partition " + partition.partition()
                        + " is not there any more; what was removed before it was read is lost, and reading goes on with"
                        + " what is there");
        consumer.seekToBeginning(List.of(partition));
    }

    private void take(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (record.value() != null && !lines.fits(record.value())) {
                    flush(partition);
                }
                lines.add(record);
            }
            flush(partition);
        }
    }

    private void flush(TopicPartition partition) throws InterruptedException {
        if (lines.length() > 0) {
            String stream = streams.getOrDefault(partition, "");
            host.take(lines.bytes(), lines.length(), new SourceHost.Place(partition.topic(), stream, lines.next()));
        }
        lines.clear();
    }
}
