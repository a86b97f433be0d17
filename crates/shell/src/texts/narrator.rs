//! What the narrator can say: the ids of its sentences, labels and rules.

use crate::journal::Tone;

/// Names things of one kind, each with what it is known by.
macro_rules! table {
    ($(#[$about:meta])* $name:ident, $of:ident: $type:ty, $($(#[$doc:meta])+ $variant:ident = $value:expr;)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum $name {
            $($(#[$doc])+ $variant,)*
        }

        impl $name {
            pub(crate) fn $of(self) -> $type {
                match self {
                    $($name::$variant => $value,)*
                }
            }
        }
    };
}

use Tone::{Bad, Plain, Quiet as Calm, Warn};

table! {
    /// A sentence of the narrator. The order of the variants is the order of
    /// urgency. Each has an id that stays as it is, a tone, and the rule by which
    /// it is so, if there is one.
    Sentence, known_as: (&'static str, Tone, Option<Rule>),

    /// No event fits into the history any more: events at most.
    LimitEvents = ("limit-events", Bad, None);

    /// A join phase waits for the old member of a consumer that is back:
    /// machine, group, session's end.
    AwaitsFormer = ("awaits-former", Bad, Some(Rule::SessionTimeout));
    /// A join phase waits for a dead member, and who has joined reads nothing:
    /// group, machine, session's end.
    AwaitsDead = ("awaits-dead", Bad, Some(Rule::SessionTimeout));
    /// The same with members that read on: group, machine, session's end.
    AwaitsDeadCooperative = ("awaits-dead-cooperative", Bad, Some(Rule::SessionTimeout));
    /// The leader that has to share out is dead: group, machine, session's end.
    LeaderDead = ("leader-dead", Bad, Some(Rule::SessionTimeout));
    /// A dead member that still counts: machine, session's end, partitions.
    DeadUnnoticed = ("dead-unnoticed", Bad, Some(Rule::SessionTimeout));
    /// A dead member without partitions that still counts: machine, session's
    /// end, group.
    DeadIdle = ("dead-idle", Bad, Some(Rule::SessionTimeout));
    /// A dead member, and nobody else runs in its group: machine, group,
    /// session's end.
    DeadAlone = ("dead-alone", Bad, Some(Rule::SessionTimeout));
    /// A member that died while its join waits, which counts as alive: machine,
    /// group.
    DeadJoining = ("dead-joining", Bad, Some(Rule::SessionTimeout));
    /// A consumer is back, and its old member still counts: machine, session's
    /// end.
    FormerMember = ("former-member", Warn, Some(Rule::SessionTimeout));
    /// A static member is away: machine, partitions, session's end.
    StaticAway = ("static-away", Warn, Some(Rule::GroupInstanceId));
    /// A static member without partitions is away: machine, session's end.
    StaticAwayIdle = ("static-away-idle", Warn, Some(Rule::GroupInstanceId));
    /// A static member exceeded the poll interval, and sends no heartbeat:
    /// machine, session's end.
    StaticSilent = ("static-silent", Warn, Some(Rule::MaxPollInterval));
    /// Another consumer took a static member's place: machine, instance id.
    Fenced = ("fenced", Warn, Some(Rule::GroupInstanceId));

    /// A member whose network is cut: machine, session's end.
    CutMember = ("cut-member", Bad, Some(Rule::SessionTimeout));
    /// A consumer whose network is cut and that is no member: machine, group.
    CutOut = ("cut-out", Bad, None);
    /// A producer whose network is cut, with records: machine, records, when
    /// the oldest are given up.
    CutProducer = ("cut-producer", Bad, Some(Rule::DeliveryTimeout));
    /// Any other machine whose network is cut: machine.
    Cut = ("cut", Bad, None);

    /// Nothing is committed, and there is no reset policy: machine, partition,
    /// exception.
    NoOffset = ("no-offset", Bad, Some(Rule::AutoOffsetReset));
    /// A position is out of range, and there is no reset policy: machine,
    /// partition, exception.
    NoReset = ("no-reset", Bad, Some(Rule::AutoOffsetReset));
    /// Polls throw something else: machine, exception.
    PollFailed = ("poll-failed", Bad, None);

    /// A member stands still, and its heartbeat goes on: machine, group, end of
    /// the poll interval.
    Stalled = ("stalled", Warn, Some(Rule::MaxPollInterval));
    /// A member has more work in hand than the poll interval has room for:
    /// A record is tried again and again, because the work on it throws: machine, record, place.
    Retries = ("retries", Bad, None);
    /// machine, group, end of the interval.
    WorksTooLong = ("works-too-long", Warn, Some(Rule::MaxPollInterval));
    /// A member exceeded the poll interval and left: machine, group.
    PollTimeout = ("poll-timeout", Warn, Some(Rule::MaxPollInterval));
    /// A consumer is out of its group, and polls not: machine, group.
    OutOfGroup = ("out-of-group", Warn, Some(Rule::MaxPollInterval));
    /// A program stands still, and nothing becomes of it: machine.
    StandsStill = ("stands-still", Warn, None);

    /// The coordinator refuses a commit: machine, error, why.
    CommitRefused = ("commit-refused", Warn, Some(Rule::MaxPollInterval));
    /// A commit threw: machine, exception.
    CommitFailed = ("commit-failed", Warn, Some(Rule::MaxPollInterval));

    /// A position below the log start: machine, records, partition, position,
    /// log start.
    BelowStart = ("below-start", Warn, Some(Rule::AutoOffsetReset));
    /// A position beyond the log end: machine, position, partition, log end,
    /// policy.
    BeyondEnd = ("beyond-end", Warn, Some(Rule::AutoOffsetReset));
    /// Records went before they were read: machine, records, partition, where
    /// it reads on, policy.
    GoneUnread = ("gone-unread", Warn, Some(Rule::AutoOffsetReset));

    /// A batch is larger than its topic takes: machine, partition.
    BatchTooLarge = ("batch-too-large", Warn, Some(Rule::MaxMessageBytes));
    /// The broker refuses a batch for another reason: machine, partition,
    /// error.
    BatchRefused = ("batch-refused", Warn, None);
    /// A send failed: machine, exception.
    SendFailed = ("send-failed", Warn, None);
    /// A send waits for memory: machine, until when.
    AwaitsMemory = ("awaits-memory", Warn, Some(Rule::MaxBlock));
    /// A send names a partition that is not there: machine, topic, until when.
    AwaitsPartition = ("awaits-partition", Warn, Some(Rule::MaxBlock));
    /// A send waits for a topic that is not there: machine, topic, until when.
    AwaitsTopic = ("awaits-topic", Warn, Some(Rule::MaxBlock));
    /// A batch waits for a partition that is gone: machine, partition, when it
    /// is given up.
    BatchHomeless = ("batch-homeless", Warn, Some(Rule::DeliveryTimeout));
    /// A batch came back to be sent again: machine, partition, when it is given
    /// up.
    BatchRetried = ("batch-retried", Warn, Some(Rule::DeliveryTimeout));

    /// A join phase waits for a member that stands still: group, machine, end
    /// of its poll interval.
    AwaitsStalled = ("awaits-stalled", Warn, Some(Rule::MaxPollInterval));
    /// A join phase waits for a member that is polled by hand: group, machine.
    AwaitsByHand = ("awaits-by-hand", Plain, Some(Rule::RebalanceTimeout));
    /// A join phase waits for a member that works: group, machine, records.
    AwaitsWork = ("awaits-work", Plain, Some(Rule::RebalanceTimeout));
    /// A join phase waits for a member that has not heard of it: group,
    /// machine, next heartbeat.
    AwaitsHeartbeat = ("awaits-heartbeat", Plain, Some(Rule::HeartbeatInterval));
    /// A join phase in which who has joined reads nothing: group, members that
    /// are awaited, its end at the latest.
    RebalanceEager = ("rebalance-eager", Plain, Some(Rule::RebalanceTimeout));
    /// A join phase in which members read on: group, members that are awaited,
    /// its end at the latest.
    RebalanceCooperative = ("rebalance-cooperative", Plain, Some(Rule::RebalanceTimeout));
    /// A join phase waits for one that was given an id: group, until when.
    AwaitsNewcomer = ("awaits-newcomer", Plain, None);
    /// The first join phase of a group without members: group, its end so far.
    InitialDelay = ("initial-delay", Plain, Some(Rule::InitialRebalanceDelay));
    /// All have joined, and the leader shares out: group, leader, assignor.
    Sharing = ("sharing", Plain, Some(Rule::Assignor));
    /// Partitions between two rounds of a cooperative rebalance: partitions,
    /// group.
    BetweenRounds = ("between-rounds", Plain, Some(Rule::Assignor));
    /// Members take their assignment at their next poll: group, machines.
    TakesAtPoll = ("takes-at-poll", Plain, None);
    /// Assignments are on their way: group, machines.
    AssignmentOnWay = ("assignment-on-way", Plain, None);
    /// A consumer joins: machine, group.
    Joins = ("joins", Plain, None);

    /// A call waits: machine, call, until when, setting.
    BlockedCall = ("blocked-call", Plain, Some(Rule::DefaultApiTimeout));
    /// A program is told to stop: machine.
    Stopping = ("stopping", Plain, None);

    /// A dead consumer, and nobody is left: machine, group.
    Alone = ("alone", Bad, Some(Rule::AutoOffsetReset));
    /// A dead producer: machine.
    ProducerDead = ("producer-dead", Bad, None);
    /// No command fits into the history any more: commands at most.
    LimitCommands = ("limit-commands", Warn, None);
    /// The logs are full: records at most.
    LimitRecords = ("limit-records", Warn, None);

    /// The admin client waits for an answer: call.
    AdminWaits = ("admin-waits", Plain, None);
    /// A tool of the command line waits for an answer: machine, call.
    ToolWaits = ("tool-waits", Plain, None);

    /// A topic that is not there: machine, topic.
    NoTopic = ("no-topic", Warn, None);
    /// There is no topic.
    Empty = ("empty", Plain, None);
    /// There are no records, and no producer.
    Produce = ("produce", Plain, None);
    /// All of a topic's records are in one partition: machine, partition.
    Sticky = ("sticky", Plain, Some(Rule::BatchSize));
    /// There is no consumer.
    Consume = ("consume", Plain, None);

    /// Work that a dead member did without a commit comes again: group,
    /// machine, records that are back, all such records.
    Coming = ("coming", Plain, None);
    /// All of it came again: group, machine, records.
    Over = ("over", Plain, None);
    /// A dead member had committed all that it did: group, machine.
    OverNothing = ("over-nothing", Plain, None);

    /// More members than partitions: machine, members, partitions.
    NoPartition = ("no-partition", Plain, Some(Rule::Assignor));
    /// A member without a partition, for another reason: machine, group.
    NoPartitionYet = ("no-partition-yet", Plain, None);
    /// A fetch waits for bytes: machine, bytes, until when.
    FetchWaits = ("fetch-waits", Plain, Some(Rule::FetchMinBytes));
    /// A batch waits for more records so long that it looks stuck: machine,
    /// partition, when it leaves.
    LingersLong = ("lingers-long", Plain, Some(Rule::Linger));
    /// Partitions are paused, and have records: machine, partitions.
    Paused = ("paused", Plain, None);
    /// The loop paused them itself: machine, partitions, how many records wait.
    PausedFull = ("paused-full", Plain, None);
    /// A consumer waits for its user: machine.
    ByHand = ("by-hand", Plain, None);
    /// No producer sends, and all is read: machines that are paused.
    Drained = ("drained", Plain, None);
    /// Retention takes segments for the first time: partitions, when.
    Retention = ("retention", Plain, Some(Rule::RetentionCheck));

    /// To try: a crash after a commit: machine.
    AfterCommit = ("after-commit", Plain, None);
    /// To try: a crash before one: machine.
    BeforeCommit = ("before-commit", Plain, None);
    /// To try: a rewind: partition, machine.
    Rewind = ("rewind", Plain, None);
    /// To try: another group.
    SecondGroup = ("second-group", Plain, None);

    /// Retention takes segments again: partitions, when.
    RetentionAgain = ("retention-again", Calm, Some(Rule::RetentionCheck));
    /// A loop was left by an exception, and nobody is left in the group: machine, group.
    Failed = ("failed", Bad, None);
    /// A program was ended by a signal, and nobody is left in the group: machine, group.
    Interrupted = ("interrupted", Plain, None);
    /// Consumers are stopped: group.
    Stopped = ("stopped", Plain, None);
    /// A consumer asks where to begin: machine, partitions.
    LooksUp = ("looks-up", Calm, Some(Rule::AutoOffsetReset));
    /// A commit is on its way: machine.
    Commits = ("commits", Calm, Some(Rule::AutoCommit));
    /// A record is being worked on: machine, record, place.
    Works = ("works", Calm, None);
    /// A consumer reads what it was assigned by hand: machine, partitions.
    Assigned = ("assigned", Calm, None);
    /// A consumer fetches: machine, partitions.
    Fetches = ("fetches", Calm, None);
    /// All is read and committed: machine, partitions.
    CaughtUp = ("caught-up", Calm, Some(Rule::FetchMaxWait));
    /// All is read, and not all of it committed: machine, partitions.
    ReadAll = ("read-all", Calm, Some(Rule::AutoCommit));
    /// A send waits to be told of its topic: machine, topic.
    AsksTopic = ("asks-topic", Calm, None);
    /// The answer to a call is on its way: machine, call.
    Calls = ("calls", Calm, None);
    /// A batch waits for more records: machine, partition, when it leaves.
    Lingers = ("lingers", Calm, Some(Rule::Linger));
    /// A producer rests: machine.
    ProducerPaused = ("producer-paused", Calm, None);
    /// All of a topic's many records are in one partition: machine, partition.
    StickyStill = ("sticky-still", Calm, Some(Rule::BatchSize));
    /// A producer sends: machine, topic.
    Sends = ("sends", Calm, None);
    /// There is nothing to say.
    Quiet = ("quiet", Calm, None);
}

impl Sentence {
    /// Its id.
    pub(crate) fn id(self) -> &'static str {
        self.known_as().0
    }

    /// How it is meant.
    pub(crate) fn tone(self) -> Tone {
        self.known_as().1
    }

    /// The rule by which it is so.
    pub(crate) fn rule(self) -> Option<Rule> {
        self.known_as().2
    }
}

table! {
    /// A rule of Kafka, by the setting that decides.
    Rule, setting: &'static str,

    /// How long a member may be silent.
    SessionTimeout = "session.timeout.ms";
    /// How often a member is heard.
    HeartbeatInterval = "heartbeat.interval.ms";
    /// How long a program may do without a poll.
    MaxPollInterval = "max.poll.interval.ms";
    /// How long a join phase waits, which is the same setting.
    RebalanceTimeout = "max.poll.interval.ms";
    /// How long the first rebalance of an empty group waits.
    InitialRebalanceDelay = "group.initial.rebalance.delay.ms";
    /// How partitions are shared out, and whether all are given back first.
    Assignor = "partition.assignment.strategy";
    /// What keeps a place.
    GroupInstanceId = "group.instance.id";
    /// Where a position without a valid offset goes.
    AutoOffsetReset = "auto.offset.reset";
    /// Whether poll commits.
    AutoCommit = "enable.auto.commit";
    /// How much a fetch waits for.
    FetchMinBytes = "fetch.min.bytes";
    /// How long it waits.
    FetchMaxWait = "fetch.max.wait.ms";
    /// How long a call of a consumer may take.
    DefaultApiTimeout = "default.api.timeout.ms";
    /// How long it may take to close.
    RequestTimeout = "request.timeout.ms";
    /// How long a batch waits for more.
    Linger = "linger.ms";
    /// How much a batch takes, and how long one partition is stuck to.
    BatchSize = "batch.size";
    /// How long a record may take to be acknowledged.
    DeliveryTimeout = "delivery.timeout.ms";
    /// How long send may block.
    MaxBlock = "max.block.ms";
    /// The largest batch of a topic.
    MaxMessageBytes = "max.message.bytes";
    /// How often one looks whether records go.
    RetentionCheck = "log.retention.check.interval.ms";
}

table! {
    /// What a button says. Each has the name of a machine, a partition or a
    /// topic, if it has one.
    Label, word: &'static str,

    /// Start a machine again.
    Start = "start";
    /// Mend its network.
    Heal = "heal";
    /// Let it go on.
    Unstall = "unstall";
    /// End it.
    Stop = "stop";
    /// Let it poll.
    Poll = "poll";
    /// Let it send, or read, again.
    Resume = "resume";
    /// Begin at the log start.
    ToBeginning = "seek";
    /// Kill it.
    Crash = "crash";
    /// Kill it before it commits.
    CrashBefore = "crash";
    /// Read a partition again.
    Rewind = "seek";
    /// Start another group.
    AddGroup = "consume";
    /// Make a topic of this name.
    CreateNamed = "topic create";
    /// Add a partition to a topic.
    AddPartition = "topic alter";
    /// Delete the records of a partition.
    DeleteRecords = "records delete";
    /// Make a topic.
    CreateTopic = "";
    /// Add a producer.
    AddProducer = "";
    /// Add a consumer.
    AddConsumer = "";
}
