package org.apache.kafka.clients.consumer;

import java.util.Iterator;

public class ConsumerRecords<K, V> implements Iterable<ConsumerRecord<K, V>> {
    public boolean isEmpty() {
        return true;
    }

    public Iterator<ConsumerRecord<K, V>> iterator() {
        return null;
    }
}
