package org.apache.kafka.clients.consumer;

public record ConsumerRecord<K, V>(String topic, int partition, long offset, K key, V value) {}
