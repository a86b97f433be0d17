package org.apache.kafka.common;

public record TopicPartition(String topic, int partition) {}
