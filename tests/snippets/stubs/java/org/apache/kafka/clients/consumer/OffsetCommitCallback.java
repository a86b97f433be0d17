package org.apache.kafka.clients.consumer;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

public interface OffsetCommitCallback {
    void onComplete(Map<TopicPartition, OffsetAndMetadata> offsets, Exception exception);
}
