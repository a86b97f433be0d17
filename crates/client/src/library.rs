//! The libraries whose consumers this one can be.
//!
//! The consumer is Java's. What another library's client does otherwise by
//! itself, whatever the loop around it is, stands here as data: its defaults,
//! who commits where `enable.auto.commit` is true, and how it keeps its place
//! in the group.
//!
//! *Read next: [`admin`](crate::admin), who asks about the cluster.*

use crate::config::AutoOffsetReset;
use protocol::record::Millis;

/// A library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Library {
    /// `org.apache.kafka:kafka-clients`.
    #[default]
    Java,
    /// `kafka-python`.
    KafkaPython,
    /// `confluent-kafka`, which is librdkafka.
    ConfluentKafka,
    /// `github.com/IBM/sarama`, its consumer group.
    Sarama,
    /// `kafkajs`.
    KafkaJs,
}

/// Which library's client a consumer is, and how its program uses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// The library.
    pub library: Library,
    /// Whether a poll stores what it hands out (`enable.auto.offset.store`).
    pub stores: bool,
    /// Whether what a poll returns is handed out record by record, and the
    /// position goes with it: an iterator.
    pub iterates: bool,
    /// How many records a poll returns at most, where the program's call says
    /// so and not a setting.
    pub at_most: Option<usize>,
    /// Whether its rebalance listener commits the positions when partitions are
    /// given back.
    pub commits_on_revoke: bool,
    /// Where its rebalance listener seeks in partitions that are new; else
    /// nowhere.
    pub seeks_on_assign: Option<AutoOffsetReset>,
}

/// Who commits where `enable.auto.commit` is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutoCommit {
    /// A poll whose interval is over, and close: the positions.
    InPoll,
    /// A timer, also while the application works, and close: what is stored.
    ByTimer,
    /// What calls the application's handler, between two records or beside
    /// them: the program around the client.
    Outside,
}

/// When a client leaves the group because `max.poll.interval.ms` is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LatePoll {
    /// At once.
    AtOnce,
    /// When its next heartbeat is due.
    WithHeartbeat,
    /// At the next look, which comes so much later on average.
    Later(Millis),
    /// Never: it has no such limit.
    Never,
}

/// What a client does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nature {
    /// Its defaults where they are not Java's, with Java's keys.
    pub defaults: &'static [(&'static str, &'static str)],
    /// Who commits.
    pub auto_commit: AutoCommit,
    /// When it leaves the group because the next poll is late.
    pub late_poll: LatePoll,
    /// Whether heartbeats go out, and the next records are fetched, while the
    /// application works.
    pub busy_at_work: bool,
    /// Whether the next poll joins again when the group rebalances, and not the
    /// one under way: what calls the application ends that first.
    pub says_rebalance: bool,
    /// Whether requests to the coordinator wait for the connection that a fetch
    /// holds.
    pub behind_fetch: bool,
}

const STRATEGY: &str = "partition.assignment.strategy";
const RANGE: &str = "org.apache.kafka.clients.consumer.RangeAssignor";
const ROUND_ROBIN: &str = "org.apache.kafka.clients.consumer.RoundRobinAssignor";
const BOTH: &str =
    "org.apache.kafka.clients.consumer.RangeAssignor,org.apache.kafka.clients.consumer.RoundRobinAssignor";
const COMMITTED: (&str, &str) = ("isolation.level", "read_committed");
/// The rebalance timeout of clients that have no `max.poll.interval.ms`.
const REBALANCE: (&str, &str) = ("max.poll.interval.ms", "60000");

const JAVA: Nature = Nature {
    defaults: &[],
    auto_commit: AutoCommit::InPoll,
    late_poll: LatePoll::AtOnce,
    busy_at_work: true,
    says_rebalance: false,
    behind_fetch: false,
};

/// librdkafka's timer begins with the assignment, and its threads need about so
/// long from there until the application has the first record; here that is a
/// few flights. So its ticks lie so much earlier.
pub(crate) const HEAD_START_MS: Millis = 170;

impl Library {
    /// All libraries.
    pub const ALL: [Library; 5] = [
        Library::Java,
        Library::KafkaPython,
        Library::ConfluentKafka,
        Library::Sarama,
        Library::KafkaJs,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Library::Java => "java",
            Library::KafkaPython => "kafka-python",
            Library::ConfluentKafka => "confluent-kafka",
            Library::Sarama => "sarama",
            Library::KafkaJs => "kafkajs",
        }
    }

    /// What its client does by itself.
    pub fn nature(self) -> Nature {
        match self {
            Library::Java => JAVA,
            Library::KafkaPython => Nature {
                defaults: &[(STRATEGY, BOTH)],
                late_poll: LatePoll::WithHeartbeat,
                ..JAVA
            },
            Library::ConfluentKafka => Nature {
                defaults: &[
                    (STRATEGY, BOTH),
                    COMMITTED,
                    ("allow.auto.create.topics", "false"),
                ],
                auto_commit: AutoCommit::ByTimer,
                // It looks every 500 ms.
                late_poll: LatePoll::Later(250),
                ..JAVA
            },
            Library::Sarama => Nature {
                defaults: &[
                    (STRATEGY, RANGE),
                    ("session.timeout.ms", "10000"),
                    ("auto.commit.interval.ms", "1000"),
                    REBALANCE,
                ],
                auto_commit: AutoCommit::Outside,
                late_poll: LatePoll::Never,
                says_rebalance: true,
                behind_fetch: true,
                ..JAVA
            },
            Library::KafkaJs => Nature {
                defaults: &[
                    (STRATEGY, ROUND_ROBIN),
                    COMMITTED,
                    ("session.timeout.ms", "30000"),
                    ("fetch.max.wait.ms", "5000"),
                    // Without autoCommitInterval there is none.
                    ("auto.commit.interval.ms", "2147483647"),
                    REBALANCE,
                ],
                auto_commit: AutoCommit::Outside,
                late_poll: LatePoll::Never,
                busy_at_work: false,
                says_rebalance: true,
                behind_fetch: false,
            },
        }
    }
}
