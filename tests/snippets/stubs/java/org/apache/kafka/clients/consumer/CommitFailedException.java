package org.apache.kafka.clients.consumer;

public class CommitFailedException extends org.apache.kafka.common.KafkaException {}
