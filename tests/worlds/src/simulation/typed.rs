//! Lines of the command line tools by chance, and what is done to those that
//! run.

use crate::simulation::dice::Dice;
use cluster::command::Command;
use cluster::terminal::{JobId, ShellLine};
use cluster::Cluster;
use protocol::name::Name;
use tools::Signal;

/// Lines, with `T` for a topic, `G` for a group and `N` for a number.
const LINES: [&str; 36] = [
    "kafka-topics --create --topic T --partitions N",
    "kafka-topics --create --if-not-exists --topic T --config retention.ms=60000",
    "kafka-topics --list",
    "kafka-topics --describe",
    "kafka-topics --describe --topic T --unavailable-partitions",
    "kafka-topics --alter --topic T --partitions N",
    "kafka-topics --delete --topic T",
    "seq 1 N | kafka-console-producer --topic T",
    "echo k:v | kafka-console-producer --topic T --reader-property parse.key=true --reader-property key.separator=:",
    "kafka-console-producer --topic T",
    "kafka-console-producer --topic T --sync --request-required-acks all",
    "kafka-console-consumer --topic T --from-beginning --max-messages N",
    "kafka-console-consumer --topic T --group G --timeout-ms 5000",
    "kafka-console-consumer --topic T --group G --from-beginning > f",
    "kafka-console-consumer --topic T --partition N --offset N --max-messages N | head -n 1",
    "kafka-console-consumer --include '.*' --group G --formatter-property print.key=true",
    "kafka-consumer-groups --list --state",
    "kafka-consumer-groups --describe --all-groups",
    "kafka-consumer-groups --describe --group G --members --verbose",
    "kafka-consumer-groups --describe --group G --state",
    "kafka-consumer-groups --group G --reset-offsets --to-earliest --all-topics --execute",
    "kafka-consumer-groups --group G --reset-offsets --to-offset N --topic T:0 --execute",
    "kafka-consumer-groups --group G --reset-offsets --shift-by -N --topic T --dry-run",
    "kafka-consumer-groups --group G --reset-offsets --to-current --topic T --export > f; cat f",
    "kafka-consumer-groups --group G --reset-offsets --from-file f --execute",
    "kafka-consumer-groups --delete-offsets --group G --topic T",
    "kafka-consumer-groups --delete --group G",
    "kafka-groups --list",
    "kafka-get-offsets --topic T --time latest",
    "kafka-configs --alter --entity-type topics --entity-name T --add-config retention.ms=5000",
    "kafka-configs --describe --entity-type topics --entity-name T --all",
    "kafka-producer-perf-test --topic T --num-records N --record-size 20 --throughput 30 --command-property acks=all",
    "kafka-consumer-perf-test --topic T --messages N --timeout 4000",
    "for i in $(seq 1 3); do echo $i | kafka-console-producer --topic T && kafka-get-offsets --topic T; done",
    "sleep N; kafka-topics --list | grep -c T",
    "kafka-transactions list",
];

/// What most tools do not do without.
const SERVER: &str = " --bootstrap-server localhost:9092";

/// A line that is typed, or something that is done to one that runs.
pub(super) fn command(dice: &mut Dice, cluster: &Cluster, topic: &Name, group: &Name) -> Command {
    let terminal = cluster.state().terminal();
    let runs = terminal.running() > 0;
    let job: JobId = dice.between(1, i64::from(terminal.next_job())) as JobId;
    let signal = match dice.one_in(2) {
        true => Signal::Interrupt,
        false => Signal::Terminate,
    };
    match dice.below(10) {
        0 if runs => Command::Input(dice.pick(&["hello", "k:v", "", "ä€😀"]).into()),
        1 if runs => Command::EndInput,
        2 if runs => Command::Signal { job: None, signal },
        3 if runs => Command::Signal {
            job: Some(job),
            signal,
        },
        4 if runs => Command::Foreground(job),
        _ => line(dice, topic, group),
    }
}

fn line(dice: &mut Dice, topic: &Name, group: &Name) -> Command {
    let mut line = String::new();
    for c in dice.pick(&LINES).chars() {
        match c {
            'T' => line.push_str(topic),
            'G' => line.push_str(group),
            'N' => line.push_str(dice.pick(&["0", "1", "2", "5", "40"])),
            c => line.push(c),
        }
    }
    if !dice.one_in(20) {
        for tool in tools::kafka::TOOLS {
            let called = [tool.name, " "].concat();
            line = line.replace(&called, &[tool.name, SERVER, " "].concat());
        }
    }
    if dice.one_in(4) && !line.contains(';') {
        line.push_str(" &");
    }
    let read = ShellLine::read(&line);
    Command::Shell(read.unwrap_or_else(|error| panic!("{line}: {error:?}")))
}
