package org.apache.kafka.clients.producer;

import java.util.Properties;
import java.util.concurrent.Future;

public class KafkaProducer<K, V> {
    public KafkaProducer(Properties settings) {}

    public Future<RecordMetadata> send(ProducerRecord<K, V> record) {
        return null;
    }

    public Future<RecordMetadata> send(ProducerRecord<K, V> record, Callback callback) {
        return null;
    }
}
