package org.apache.kafka.common.errors;

public class TimeoutException extends org.apache.kafka.common.KafkaException {}
