package org.apache.kafka.clients.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

public class KafkaConsumer<K, V> {
    public KafkaConsumer(Properties settings) {}

    public void subscribe(Collection<String> topics) {}

    public void subscribe(Pattern pattern) {}

    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {}

    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {}

    public ConsumerRecords<K, V> poll(Duration timeout) {
        return null;
    }

    public void commitSync() {}

    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    public void commitAsync() {}

    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

    public void seekToBeginning(Collection<TopicPartition> partitions) {}

    public void pause(Collection<TopicPartition> partitions) {}

    public void resume(Collection<TopicPartition> partitions) {}

    public Set<TopicPartition> assignment() {
        return null;
    }

    public Set<TopicPartition> paused() {
        return null;
    }

    public void wakeup() {}

    public void close() {}
}
