//! What a line is called in clients.

use cluster::config::ClusterConfig;
use cluster::limits::Limits;
use kafka_playground_shell::Session;

/// A session with a topic, a producer and a consumer, at Unix time 1000000.
fn opened() -> Session {
    let mut session = Session::new(7, 1_000_000, ClusterConfig::page(), Limits::page());
    for line in [
        "topic create orders --partitions 2",
        "produce --topic orders --rate 1/m --name p1",
        "consume --topic orders --group g --name c1 --by-hand",
        "wait 9s",
    ] {
        session.run(line).expect(line);
    }
    session
}

fn check(cases: &[(&str, &[(&str, &str)])]) {
    for (line, expected) in cases {
        let ran = opened().run(line).expect(line);
        let called = ran.called.iter();
        let called: Vec<(&str, &str)> = called.map(|c| (c.client, &*c.code)).collect();
        assert_eq!(called, *expected, "{line}");
    }
}

const J: &str = "Java";
const K: &str = "kafka-python";
const C: &str = "confluent-kafka";
const S: &str = "Sarama";

#[test]
fn calls_of_a_consumer_have_the_names_of_its_api() {
    check(&[
        ("seek c1 orders-0 4", &[
            (J, "consumer.seek(new TopicPartition(\"orders\", 0), 4)"),
            (K, "consumer.seek(TopicPartition(\"orders\", 0), 4)"),
            (C, "consumer.seek(TopicPartition(\"orders\", 0, 4))"),
            (S, "session.ResetOffset(\"orders\", 0, 4, \"\")"),
        ]),
        ("seek c1 orders-0 orders-1 end", &[
            (J, "consumer.seekToEnd(List.of(new TopicPartition(\"orders\", 0), new TopicPartition(\"orders\", 1)))"),
            (K, "consumer.seek_to_end(TopicPartition(\"orders\", 0), TopicPartition(\"orders\", 1))"),
            (C, "consumer.seek(TopicPartition(\"orders\", 0, OFFSET_END)); consumer.seek(TopicPartition(\"orders\", 1, OFFSET_END))"),
        ]),
        ("seek c1 beginning", &[
            (J, "consumer.seekToBeginning(consumer.assignment())"),
            (K, "consumer.seek_to_beginning()"),
            (C, "for p in consumer.assignment(): consumer.seek(TopicPartition(p.topic, p.partition, OFFSET_BEGINNING))"),
        ]),
        ("offsets-for-times c1 orders-0 orders-1 @2", &[
            (J, "consumer.offsetsForTimes(Map.of(new TopicPartition(\"orders\", 0), 1002000L, new TopicPartition(\"orders\", 1), 1002000L))"),
            (K, "consumer.offsets_for_times({TopicPartition(\"orders\", 0): 1002000, TopicPartition(\"orders\", 1): 1002000})"),
            (C, "consumer.offsets_for_times([TopicPartition(\"orders\", 0, 1002000), TopicPartition(\"orders\", 1, 1002000)])"),
            (S, "client.GetOffset(\"orders\", 0, 1002000); client.GetOffset(\"orders\", 1, 1002000)"),
        ]),
        ("offsets-for-times c1 orders-0 5", &[
            (J, "consumer.offsetsForTimes(Map.of(new TopicPartition(\"orders\", 0), 5L))"),
            (K, "consumer.offsets_for_times({TopicPartition(\"orders\", 0): 5})"),
            (C, "consumer.offsets_for_times([TopicPartition(\"orders\", 0, 5)])"),
            (S, "client.GetOffset(\"orders\", 0, 5)"),
        ]),
        ("commit c1", &[
            (J, "consumer.commitSync()"),
            (K, "consumer.commit()"),
            (C, "consumer.commit(asynchronous=False)"),
            (S, "session.Commit()"),
        ]),
        ("commit c1 --async orders-0=1:\"a \\\"b\"", &[
            (J, "consumer.commitAsync(Map.of(new TopicPartition(\"orders\", 0), new OffsetAndMetadata(1, \"a \\\"b\")), null)"),
            (K, "consumer.commit_async({TopicPartition(\"orders\", 0): OffsetAndMetadata(1, \"a \\\"b\", -1)})"),
            (C, "consumer.commit(offsets=[TopicPartition(\"orders\", 0, 1, \"a \\\"b\")])"),
            (S, "session.MarkOffset(\"orders\", 0, 1, \"a \\\"b\")"),
        ]),
        ("poll c1 --timeout 1500ms", &[
            (J, "consumer.poll(Duration.ofMillis(1500))"),
            (K, "consumer.poll(timeout_ms=1500)"),
            (C, "consumer.poll(1.5)"),
            (S, "<-claim.Messages()"),
        ]),
        ("pause c1 orders-0 orders-1", &[
            (J, "consumer.pause(List.of(new TopicPartition(\"orders\", 0), new TopicPartition(\"orders\", 1)))"),
            (K, "consumer.pause(TopicPartition(\"orders\", 0), TopicPartition(\"orders\", 1))"),
            (C, "consumer.pause([TopicPartition(\"orders\", 0), TopicPartition(\"orders\", 1)])"),
            (S, "group.Pause(map[string][]int32{\"orders\": {0, 1}})"),
        ]),
        ("subscribe c1 --pattern \"a|b\"", &[
            (J, "consumer.subscribe(Pattern.compile(\"a|b\"))"),
            (K, "consumer.subscribe(pattern=\"^(a|b)$\")"),
            (C, "consumer.subscribe([\"^(a|b)$\"])"),
        ]),
        ("subscribe c1 orders \"{java}\"", &[
            (J, "consumer.subscribe(List.of(\"orders\", \"{java}\"))"),
            (K, "consumer.subscribe([\"orders\", \"{java}\"])"),
            (C, "consumer.subscribe([\"orders\", \"{java}\"])"),
            (S, "group.Consume(ctx, []string{\"orders\", \"{java}\"}, handler)"),
        ]),
        ("current-lag c1 orders-0", &[(J, "consumer.currentLag(new TopicPartition(\"orders\", 0))")]),
        ("wakeup c1", &[(J, "consumer.wakeup()")]),
        ("crash c1", &[]),
        ("consume --topic orders --group h", &[]),
    ]);
}

#[test]
fn a_program_that_stops_closes_its_client() {
    const OPERATION: &str = "consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP).withTimeout(Duration.ofMillis(5000)))";
    check(&[
        (
            "stop c1",
            &[
                (J, "consumer.close()"),
                (K, "consumer.close()"),
                (C, "consumer.close()"),
                (S, "group.Close()"),
            ],
        ),
        (
            "stop c1 --timeout 500ms",
            &[
                (
                    J,
                    "consumer.close(CloseOptions.timeout(Duration.ofMillis(500)))",
                ),
                (K, "consumer.close(timeout_ms=500)"),
            ],
        ),
        ("stop c1 --leave --timeout 5s", &[(J, OPERATION)]),
        (
            "stop p1",
            &[
                (J, "producer.close()"),
                (K, "producer.close()"),
                (C, "producer.flush()"),
                (S, "producer.Close()"),
            ],
        ),
    ]);
}

#[test]
fn records_are_sent_with_what_they_have() {
    check(&[
        ("produce --topic orders --value \"tea ☕\"", &[
            (J, "producer.send(new ProducerRecord<>(\"orders\", \"tea ☕\"))"),
            (K, "producer.send(\"orders\", value=\"tea ☕\".encode())"),
            (C, "producer.produce(\"orders\", value=\"tea ☕\")"),
            (S, "producer.SendMessage(&sarama.ProducerMessage{Topic: \"orders\", Value: sarama.StringEncoder(\"tea ☕\")})"),
        ]),
        ("produce --topic orders --from p1 --key \"--x\" --header a=b --header c --partition 1", &[
            (J, "producer.send(new ProducerRecord<>(\"orders\", 1, null, \"--x\", null, List.of(new RecordHeader(\"a\", \"b\".getBytes()), new RecordHeader(\"c\", null))))"),
            (K, "producer.send(\"orders\", key=b\"--x\", partition=1, headers=[(\"a\", b\"b\"), (\"c\", None)])"),
            (C, "producer.produce(\"orders\", key=\"--x\", partition=1, headers=[(\"a\", b\"b\"), (\"c\", None)])"),
            (S, "producer.SendMessage(&sarama.ProducerMessage{Topic: \"orders\", Key: sarama.StringEncoder(\"--x\"), Partition: 1, Headers: []sarama.RecordHeader{{Key: []byte(\"a\"), Value: []byte(\"b\")}, {Key: []byte(\"c\")}}})"),
        ]),
        ("flush p1", &[
            (J, "producer.flush()"),
            (K, "producer.flush()"),
            (C, "producer.flush()"),
        ]),
    ]);
}

#[test]
fn what_the_admin_client_does_has_the_real_line_first() {
    const T: &str = "Kafka's tools";
    check(&[
        ("topic create fresh --partitions 3", &[
            (T, "kafka-topics.sh --bootstrap-server localhost:9092 --create --topic fresh --partitions 3 --replication-factor 1"),
            (J, "admin.createTopics(List.of(new NewTopic(\"fresh\", Optional.of(3), Optional.empty())))"),
            (K, "admin.create_topics([NewTopic(\"fresh\", 3, -1)])"),
            (C, "admin.create_topics([NewTopic(\"fresh\", 3, -1)])"),
            (S, "admin.CreateTopic(\"fresh\", &sarama.TopicDetail{NumPartitions: 3, ReplicationFactor: -1}, false)"),
        ]),
        ("topic alter orders --config retention.ms=5 --unset segment.bytes", &[
            (T, "kafka-configs.sh --bootstrap-server localhost:9092 --alter --entity-type topics --entity-name orders --add-config retention.ms=5 --delete-config segment.bytes"),
            (J, "admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, \"orders\"), List.of(new AlterConfigOp(new ConfigEntry(\"retention.ms\", \"5\"), AlterConfigOp.OpType.SET), new AlterConfigOp(new ConfigEntry(\"segment.bytes\", null), AlterConfigOp.OpType.DELETE))))"),
            (C, "admin.incremental_alter_configs([ConfigResource(ConfigResource.Type.TOPIC, \"orders\", incremental_configs=[ConfigEntry(\"retention.ms\", \"5\", incremental_operation=AlterConfigOpType.SET), ConfigEntry(\"segment.bytes\", None, incremental_operation=AlterConfigOpType.DELETE)])])"),
        ]),
        ("records delete orders-0=0", &[
            (T, "echo '{\"partitions\":[{\"topic\":\"orders\",\"partition\":0,\"offset\":0}],\"version\":1}' > records-to-delete.json\nkafka-delete-records.sh --bootstrap-server localhost:9092 --offset-json-file records-to-delete.json"),
            (J, "admin.deleteRecords(Map.of(new TopicPartition(\"orders\", 0), RecordsToDelete.beforeOffset(0)))"),
            (K, "admin.delete_records({TopicPartition(\"orders\", 0): 0})"),
            (C, "admin.delete_records([TopicPartition(\"orders\", 0, 0)])"),
            (S, "admin.DeleteRecords(\"orders\", map[int32]int64{0: 0})"),
        ]),
    ]);
}
