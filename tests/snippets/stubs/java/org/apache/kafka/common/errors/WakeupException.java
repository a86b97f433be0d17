package org.apache.kafka.common.errors;

public class WakeupException extends org.apache.kafka.common.KafkaException {}
