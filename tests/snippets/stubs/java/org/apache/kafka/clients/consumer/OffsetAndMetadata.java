package org.apache.kafka.clients.consumer;

public class OffsetAndMetadata {
    public OffsetAndMetadata(long offset) {}

    public long offset() {
        return 0;
    }
}
