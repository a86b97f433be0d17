//! Lines as people type them.

use kafka_playground_shell::verbs::VERBS;
use tools::kafka::TOOLS;
use worlds::simulation::dice::Dice;

/// Real lines that are nobody's example.
const LINES: &[&str] = &[
    "kafka-topics.sh --bootstrap-server localhost:9092 --create --topic orders --partitions 3 --replication-factor 1",
    "kafka-topics.sh --bootstrap-server localhost:9092 --create --if-not-exists --topic payments --config retention.ms=60000 --config cleanup.policy=delete",
    "kafka-topics.sh --bootstrap-server localhost:9092 --list --exclude-internal",
    "kafka-topics.sh --bootstrap-server localhost:9092 --describe --topic 'orders|pay.*'",
    "kafka-topics.sh --bootstrap-server localhost:9092 --alter --topic orders --partitions 6",
    "kafka-topics.sh --bootstrap-server localhost:9092 --delete --topic payments --if-exists",
    "echo k1:hello | kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders --reader-property parse.key=true --reader-property key.separator=:",
    "seq 1 20 | kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders",
    "kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders <<EOF\na\nb\nc\nEOF",
    "kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders",
    "kafka-console-producer.sh --bootstrap-server localhost:9092 --topic nowhere --sync --request-required-acks all &",
    "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning --max-messages 3",
    "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --group audit --from-beginning --timeout-ms 4000 --formatter-property print.key=true --formatter-property print.offset=true",
    "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --group audit &",
    "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --partition 0 --offset 2 --max-messages 1 | head -n 1",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --list --state",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --all-groups --members --verbose",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group audit --reset-offsets --to-earliest --all-topics --dry-run",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group audit --reset-offsets --shift-by -3 --topic orders:0,1 --export > offsets.csv",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group audit --reset-offsets --from-file offsets.csv --execute",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group audit --reset-offsets --by-duration PT1H --topic orders --execute",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group audit --delete-offsets --topic orders",
    "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --delete --group audit",
    "kafka-groups.sh --bootstrap-server localhost:9092 --list",
    "kafka-get-offsets.sh --bootstrap-server localhost:9092 --topic orders --time earliest",
    "kafka-get-offsets.sh --bootstrap-server localhost:9092 --topic-partitions orders:0,orders:1-2",
    "echo '{\"partitions\":[{\"topic\":\"orders\",\"partition\":0,\"offset\":2}],\"version\":1}' > d.json",
    "kafka-delete-records.sh --bootstrap-server localhost:9092 --offset-json-file d.json",
    "kafka-configs.sh --bootstrap-server localhost:9092 --alter --entity-type topics --entity-name orders --add-config 'retention.ms=1000,cleanup.policy=[compact,delete]'",
    "kafka-configs.sh --bootstrap-server localhost:9092 --describe --entity-type brokers --entity-name 1 --all",
    "kafka-transactions.sh --bootstrap-server localhost:9092 list",
    "kafka-producer-perf-test.sh --topic orders --num-records 50 --record-size 10 --throughput 20 --producer-props bootstrap.servers=localhost:9092",
    "kafka-consumer-perf-test.sh --bootstrap-server localhost:9092 --topic orders --messages 20 --timeout 3000",
    "for i in $(seq 1 3); do echo \"k$i:v$i\" | kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders; done",
    "for t in orders payments; do kafka-topics.sh --bootstrap-server localhost:9092 --create --topic $t; done",
    "kafka-topics.sh --bootstrap-server localhost:9092 --list | grep -v __ | sort | uniq -c | head -n 2 | wc -l",
    "cat offsets.csv d.json | cut -d, -f1 | tr a-z A-Z | tee x.txt",
    "ls; cat x.txt; rm x.txt; ls",
    "echo a > f && cat f || echo none; sleep 1; date",
    "while read k v; do echo $v $k; done < f",
    "printf '%s-%03d\\n' a 1 b 2 | tail -n 1 2>&1 | sed 's/a/b/g'",
    "(echo 1; echo 2) | sort -r > g; { cat g; } | head -1",
    "bin/kafka-topics.sh --help",
    "kafka-console-consumer --version",
    "topic create orders --partitions 2 --config segment.ms=5000",
    "produce --topic orders --keys ana,bo,cy --rate 3/s --name checkout",
    "produce --topic orders --key ana --value \"hello there\" --header a=b",
    "consume --topic orders --group billing --members 2 --work 300ms --commit batch",
    "consume --topic orders --group audit --loop kafkajs --style batch",
    "pause checkout",
    "crash c1",
    "start c1",
    "set c1 max.poll.records=1",
    "seek c1 orders-0 beginning",
    "stop checkout",
    "records delete orders-0=2",
    "compare --commit before",
    "interrupt",
    "interrupt c2",
    "type \"some text\"",
    "type \"k2:\\u{1f600}\"",
    "eof",
    "jobs",
    "fg %1",
    "kill %1",
    "kill %2",
    "man kafka-topics",
    "help produce",
    "wait 3s",
];

/// A real line.
pub(super) fn line(dice: &mut Dice) -> String {
    let verb = |dice: &mut Dice| VERBS[dice.below(VERBS.len())].example;
    match dice.below(8) {
        0 => verb(dice).to_owned(),
        1 => {
            let tools: Vec<&&str> = TOOLS.iter().flat_map(|tool| tool.examples).collect();
            match tools.is_empty() {
                true => verb(dice).to_owned(),
                false => (*tools[dice.below(tools.len())]).to_owned(),
            }
        }
        _ => dice.pick(LINES).to_owned(),
    }
}
