//! The narrator's English.

use crate::texts::narrator::Sentence as S;
use crate::texts::narrator::{Label, Rule, Sentence};
use protocol::record::Offset;

/// The words of each sentence, in the order of the sentences; its arguments are
/// said with its id.
#[rustfmt::skip]
const SENTENCES: &[(Sentence, &str)] = &[
    (S::LimitEvents, "The history has {0} events, the most that there may be: time stands still. Go back, or start over."),
    (S::AwaitsFormer, "{0} is back; {1} waits for the member that it was before, which is gone: its session ends in {2}."),
    (S::AwaitsDead, "{0} waits for {1}, which is dead: its session ends in {2}. Who has joined reads nothing."),
    (S::AwaitsDeadCooperative, "{0} waits for {1}, which is dead: its session ends in {2}. The others read on."),
    (S::LeaderDead, "{0} waits for its leader {1}, which is dead and shares nothing out: its session ends in {2}."),
    (S::DeadUnnoticed, "{0} is dead and nobody knows it: its session ends in {1}. Until then nobody reads {2}."),
    (S::DeadIdle, "{0} is dead and nobody knows it: its session ends in {1}. It owned nothing in {2}."),
    (S::DeadAlone, "{0} is dead, and nobody is left in {1} to go on: its session ends in {2}."),
    (S::DeadJoining, "{0} died while it joined {1}: who waits in a join counts as alive until the join ends."),
    (S::FormerMember, "{0} is back; the member that it was before is gone, and counts until its session ends in {1}."),
    (S::StaticAway, "{0} is away and its place is kept: nobody reads {1} until its session ends in {2}."),
    (S::StaticAwayIdle, "{0} is away and its place, a static member’s, is kept until its session ends in {1}."),
    (S::StaticSilent, "{0} exceeded max.poll.interval.ms and sends no heartbeat: its place is kept for {1} more."),
    (S::Fenced, "{0} was fenced: another consumer joined with its group.instance.id, {1}."),
    (S::CutMember, "{0} is cut off and nobody knows it: it counts as a member until its session ends in {1}."),
    (S::CutOut, "{0} is cut off and no member of {1} any more: it can neither join nor hear of it."),
    (S::CutProducer, "{0} is cut off: {1} wait in it, and the oldest of them fails in {2} (delivery.timeout.ms)."),
    (S::Cut, "{0} is cut off: what it sends does not arrive."),
    (S::NoOffset, "No commit for {1}, and auto.offset.reset is none: each poll of {0} throws {2}."),
    (S::NoReset, "{0} stands out of range in {1}, and auto.offset.reset is none: each poll throws {2}."),
    (S::PollFailed, "The last poll of {0} threw {1}."),
    (S::Stalled, "{0} stands still, and its heartbeat goes on: it gives {1} up in {2} (max.poll.interval.ms)."),
    (S::Retries, "{0} does {1} ({2}) again and again: the work on it throws each time, and what follows waits."),
    (S::WorksTooLong, "{0} has too much work in hand to poll in time: it gives {1} up in {2} (max.poll.interval.ms)."),
    (S::PollTimeout, "{0} exceeded max.poll.interval.ms and left {1}: no heartbeat until its next poll, which joins again."),
    (S::OutOfGroup, "{0} is no member of {1} any more: it sends no heartbeat, and its next poll joins again."),
    (S::StandsStill, "{0} stands still: it makes no call until it goes on."),
    (S::CommitRefused, "The coordinator refuses a commit of {0} with {1}: {2}."),
    (S::CommitFailed, "The last commit of {0} threw {1}: what it covers counts as not committed."),
    (S::BelowStart, "Gone: {1} of {2}. {0} stands at {3}, below the log start {4}: its next fetch is out of range."),
    (S::BeyondEnd, "{0} stands at {1}, beyond the end of {2} at {3}: out of range, so auto.offset.reset decides ({4})."),
    (S::GoneUnread, "Gone unread: {1} of {2}. {0} went on at {3} (auto.offset.reset is {4})."),
    (S::BatchTooLarge, "The broker refuses a batch of {0} for {1}: it is larger than max.message.bytes."),
    (S::BatchRefused, "The broker refuses a batch of {0} for {1}: {2}."),
    (S::SendFailed, "The last send of {0} failed with {1}."),
    (S::AwaitsMemory, "A send of {0} blocks: its buffer.memory is full. It fails in {1} (max.block.ms)."),
    (S::AwaitsPartition, "A send of {0} blocks, for {1} has no such partition: it fails in {2} (max.block.ms)."),
    (S::AwaitsTopic, "A send of {0} blocks, for there is no topic {1}: it fails in {2} (max.block.ms)."),
    (S::BatchHomeless, "A batch of {0} waits for {1}, which is not there: it fails in {2} (delivery.timeout.ms)."),
    (S::BatchRetried, "A batch of {0} for {1} did not get through: it is sent again, or fails in {2} (delivery.timeout.ms)."),
    (S::AwaitsStalled, "{0} rebalances and waits for {1}, which stands still: it gives up in {2} (max.poll.interval.ms)."),
    (S::AwaitsByHand, "{0} rebalances and waits for {1}, which joins again when you let it poll."),
    (S::AwaitsWork, "{0} rebalances and waits for {1}, which joins at its next poll: it has {2} in hand."),
    (S::AwaitsHeartbeat, "{0} rebalances; {1} hears of it by its next heartbeat, in {2}, and joins at a poll."),
    (S::RebalanceEager, "{0} rebalances and waits for {1}, {2} at the latest so far. Who has joined reads nothing."),
    (S::RebalanceCooperative, "{0} rebalances and waits for {1}, {2} at the latest so far. Members read on."),
    (S::AwaitsNewcomer, "{0} rebalances and waits for a new member that was given its id, {1} at the latest."),
    (S::InitialDelay, "{0} had no members: it waits {1} for more to join, and longer if some do."),
    (S::Sharing, "All members of {0} have joined: its leader {1} shares the partitions out ({2})."),
    (S::BetweenRounds, "{0} is nobody’s between two rounds of {1}: the second one hands it over."),
    (S::TakesAtPoll, "{0} has shared its partitions out; {1} takes what it got at its next poll."),
    (S::AssignmentOnWay, "{0} has shared its partitions out; what {1} got is on its way."),
    (S::Joins, "{0} joins {1}: until it has, its polls only find the coordinator and join, and return nothing."),
    (S::BlockedCall, "{0} is blocked in {1}: it comes back in {2} at the latest ({3})."),
    (S::Stopping, "{0} stops: it ends the work in hand, then it closes its client."),
    (S::Alone, "{0} is dead, and nobody is left in {1}. A restart goes on at the committed offsets, if the log has them."),
    (S::ProducerDead, "{0} is dead: what it had not sent is lost."),
    (S::LimitCommands, "The history has {0} commands, the most that there may be: go back, or start over."),
    (S::LimitRecords, "The logs hold {0} records, the most that there may be: delete some to make room."),
    (S::AdminWaits, "The admin client waits for the answer to {0}."),
    (S::ToolWaits, "{0} waits for the answer to {1}."),
    (S::NoTopic, "{0} has nothing to read: there is no topic {1}."),
    (S::Empty, "Nothing is here yet: a topic is where records go."),
    (S::Produce, "No records yet: a producer sends them."),
    (S::Sticky, "{0} sends without a key and stays on {1} until batch.size bytes are there, then it chooses anew."),
    (S::Consume, "Nobody reads these records yet."),
    (S::Coming, "{0} goes on from the committed offsets: {1} had done {3} beyond them, of which {2} came again so far."),
    (S::Over, "{0} went on from the committed offsets: {2} that {1} had done beyond them came again."),
    (S::OverNothing, "{0} went on from the committed offsets: they cover all that {1} had done, so nothing comes again."),
    (S::NoPartition, "{0} has no partition: {1} members share {2}. It stands by until one of them goes."),
    (S::NoPartitionYet, "{0} got no partition in this generation of {1}."),
    (S::FetchWaits, "A fetch of {0} waits until {1} bytes are there (fetch.min.bytes), {2} at the latest (fetch.max.wait.ms)."),
    (S::LingersLong, "A batch of {0} for {1} waits for more records: it leaves in {2} (linger.ms), or when it is full."),
    (S::Paused, "{0} paused {1}: its polls return nothing from there, and what comes waits."),
    (S::PausedFull, "{0} paused {1} while {2} wait for its workers, and polls on to stay in its group."),
    (S::ByHand, "{0} waits for you: it reads when you let it poll."),
    (S::Drained, "All is read, and {0} is paused: nothing comes."),
    (S::Retention, "The broker looks at {0} in {1}: segments that are too old or too much go then."),
    (S::AfterCommit, "Crash {0} right after a commit, and see who goes on, and from where."),
    (S::BeforeCommit, "Now crash {0} when it has done work that it has not committed yet."),
    (S::Rewind, "Drag the ring of {0} to the left: {1} reads these records again, for the log still has them."),
    (S::SecondGroup, "Another group can read the same records from the beginning, with offsets of its own."),
    (S::RetentionAgain, "The broker looks at {0} in {1}: segments that are too old or too much go then."),
    (S::Failed, "{0}’s loop ended by an exception that nobody caught, and nobody reads in {1} now. What it committed is kept."),
    (S::Interrupted, "A signal ended {0}, and nobody reads in {1} now. What it committed is kept."),
    (S::Stopped, "Nobody reads in {0}: its consumers are stopped. What it committed is kept."),
    (S::LooksUp, "{0} asks where to begin in {1}: the committed offset, else auto.offset.reset."),
    (S::Commits, "{0} commits, and waits for the coordinator’s answer."),
    (S::Works, "{0} works on {1} ({2})."),
    (S::Assigned, "{0} was assigned {1} by hand: no group’s protocol, and no rebalance takes them away."),
    (S::Fetches, "{0} fetches from {1}."),
    (S::CaughtUp, "{0} has read and committed all of {1}, lag 0: its fetch waits for records."),
    (S::ReadAll, "{0} has read all of {1}, and has not committed all of it: its fetch waits for records."),
    (S::AsksTopic, "{0} asks about {1}: what it sends waits for the answer."),
    (S::Calls, "{0} waits for the answer to {1}."),
    (S::Lingers, "A batch of {0} for {1} waits for more records: it leaves in {2} (linger.ms), or when it is full."),
    (S::ProducerPaused, "{0} is paused: it sends nothing by itself."),
    (S::StickyStill, "{0} sends without a key and stays on {1} until batch.size bytes are there, then it chooses anew."),
    (S::Sends, "{0} sends to {1}."),
    (S::Quiet, "Nothing is under way."),
];

/// The words of a sentence.
pub(crate) fn sentence(sentence: Sentence) -> &'static str {
    SENTENCES[sentence as usize].1
}

/// All sentences, most urgent first.
pub(crate) fn sentences() -> impl Iterator<Item = Sentence> {
    SENTENCES.iter().map(|(sentence, _)| *sentence)
}

/// Kafka's rule about a setting.
pub(crate) fn rule(rule: Rule) -> &'static str {
    use Rule as R;
    match rule {
        R::SessionTimeout => "The coordinator removes a member that it has not heard for session.timeout.ms. A process that dies tells nobody: its partitions stay its own until then.",
        R::HeartbeatInterval => "A member hears of a rebalance by the answer to a heartbeat, which it sends every heartbeat.interval.ms. It joins again at its next poll.",
        R::MaxPollInterval => "A program that has not polled for max.poll.interval.ms counts as stuck, however well its heartbeat goes: its client leaves the group, and the next poll joins again. A static member falls silent until its session ends.",
        R::RebalanceTimeout => "A rebalance waits for its members as long as the longest max.poll.interval.ms among them. Who has not joined by then is removed, but for static members.",
        R::InitialRebalanceDelay => "The first rebalance of a group without members waits, so that members which start together are in it together. Whoever joins extends it, up to the rebalance timeout.",
        R::Assignor => "The leader’s client shares the partitions out. With range, roundrobin and sticky all are given back before; with cooperative-sticky alone members keep them, and a second round hands over what moves.",
        R::GroupInstanceId => "A member with a group.instance.id does not leave when it closes: its partitions are kept until its session ends. Who joins with the same id takes its place, and the old one is fenced at its next request.",
        R::AutoOffsetReset => "It decides where nothing valid is committed or a position is out of range: earliest is the log start, latest the end, by_duration a time ago; none throws. Where there is a valid position it does nothing.",
        R::AutoCommit => "With enable.auto.commit a poll commits what earlier polls returned, once auto.commit.interval.ms is over; so do a rebalance and close. Else the program commits.",
        R::FetchMinBytes => "The broker holds a fetch until so many bytes are there over all its partitions, or fetch.max.wait.ms is over.",
        R::FetchMaxWait => "A fetch that finds too little is answered at the latest after fetch.max.wait.ms, and the client asks again.",
        R::DefaultApiTimeout => "A call without a timeout of its own throws a TimeoutException after default.api.timeout.ms.",
        R::RequestTimeout => "A consumer closes within request.timeout.ms, or in the time that it was given.",
        R::Linger => "A batch leaves when it is full or linger.ms after it was begun, whichever is first.",
        R::BatchSize => "Records without a key go to one partition until batch.size bytes went there; then the producer chooses another one. It counts bytes, not records or batches.",
        R::DeliveryTimeout => "A record that is not acknowledged delivery.timeout.ms after its batch was begun fails. Until then the batch is sent again and again.",
        R::MaxBlock => "send blocks while the producer has no room in buffer.memory or does not know the topic, for max.block.ms at most; then the record fails.",
        R::MaxMessageBytes => "The broker refuses a batch that is larger than max.message.bytes. The producer splits one of several records and sends its parts; a single record fails.",
        R::RetentionCheck => "The broker looks every log.retention.check.interval.ms; nothing goes between two looks. Then whole segments go, whoever has read them: those whose newest record is older than retention.ms, and the oldest of a log that is larger than retention.bytes.",
    }
}

/// What a button says; `{0}` is a name.
pub(crate) fn label(label: Label) -> &'static str {
    match label {
        Label::Start => "Start {0} again",
        Label::Heal => "Heal {0}",
        Label::Stop => "Stop {0}",
        Label::Unstall => "Let {0} go on",
        Label::Poll => "Let {0} poll",
        Label::Resume => "Resume {0}",
        Label::ToBeginning => "Seek to the beginning",
        Label::Crash => "Crash {0}",
        Label::CrashBefore => "Crash {0} before its commit",
        Label::Rewind => "Rewind {0}",
        Label::AddGroup => "Add a group",
        Label::CreateNamed => "Create {0}",
        Label::AddPartition => "Add a partition",
        Label::DeleteRecords => "Empty {0}",
        Label::CreateTopic => "Create a topic",
        Label::AddProducer => "Add a producer",
        Label::AddConsumer => "Add a consumer",
    }
}

/// What an error in the answer to a commit means.
pub(crate) fn refusal(error: &str) -> &'static str {
    match error {
        "UNKNOWN_MEMBER_ID" => "it is no member any more",
        "ILLEGAL_GENERATION" => "the group has a newer generation",
        "REBALANCE_IN_PROGRESS" => "the group rebalances, and it has to join first",
        "FENCED_INSTANCE_ID" => "another consumer has its place",
        _ => "nothing is committed",
    }
}

/// What is said in the place of a key.
pub(crate) fn without_key() -> &'static str {
    "a record without a key"
}

/// Offsets from one to the one before another.
pub(crate) fn stretch(from: Offset, to: Offset) -> String {
    let last = to.saturating_sub(1);
    if last <= from {
        return from.to_string();
    }
    [&from.to_string(), " to ", &last.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_stands_in_its_place() {
        for (place, (sentence, words)) in SENTENCES.iter().enumerate() {
            assert_eq!(*sentence as usize, place, "{sentence:?}");
            assert!(words.ends_with('.'), "{words}");
        }
        assert_eq!(SENTENCES.last().map(|last| last.0), Some(S::Quiet));
    }
}
