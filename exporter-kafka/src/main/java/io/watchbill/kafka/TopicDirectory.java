package io.watchbill.kafka;

import io.watchbill.exporter.SourceHost;
import io.watchbill.exporter.SourceProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers which partitions there are, and says of each topic whether it can be read. */
final class TopicDirectory {
    private final Admin admin;
    private final Duration longestAnswer;
    private @Nullable String cluster;

    TopicDirectory(Admin admin, Duration longestAnswer) {
        this.admin = admin;
        this.longestAnswer = longestAnswer;
    }

    /**
     * The partitions of the topics, with the names of their streams. A topic that is deleted and made again has other
     * streams, because its offsets begin anew.
     */
    Map<TopicPartition, String> streams(List<String> topics, SourceHost host) throws InterruptedException {
        Map<TopicPartition, String> streams = new TreeMap<>((one, other) -> {
            int byTopic = one.topic().compareTo(other.topic());
            return byTopic != 0 ? byTopic : Integer.compare(one.partition(), other.partition());
        });
        for (String topic : topics) {
            TopicDescription description = description(topic, host);
            if (description != null) {
                host.up(topic);
                for (TopicPartitionInfo partition : description.partitions()) {
                    streams.put(
                            new TopicPartition(topic, partition.partition()),
                            "kafka:" + cluster + "/" + topic + "/" + description.topicId() + "/"
                                    + partition.partition());
                }
            }
        }
        return streams;
    }

    private @Nullable TopicDescription description(String topic, SourceHost host) throws InterruptedException {
        try {
            if (cluster == null) {
                cluster = answer(admin.describeCluster().clusterId());
            }
            return answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        } catch (TimeoutException e) {
            host.down(topic, SourceProblem.UNAVAILABLE, "no broker answers; trying again");
        } catch (ExecutionException e) {
            down(topic, e.getCause() == null ? e : e.getCause(), host);
        }
        return null;
    }

    private <T> T answer(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(longestAnswer.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says why a topic cannot be read. */
    static void down(String topic, Throwable why, SourceHost host) {
        if (why instanceof UnknownTopicOrPartitionException || why instanceof InvalidTopicException) {
            host.down(topic, SourceProblem.MISSING, "there is no such topic; waiting for it");
        } else if (why instanceof AuthenticationException || why instanceof AuthorizationException) {
            host.down(
                    topic, SourceProblem.UNREADABLE, "the brokers do not let this client read it: " + why.getMessage());
        } else {
            host.down(topic, SourceProblem.UNAVAILABLE, "cannot be read now: " + why.getMessage());
        }
    }
}
