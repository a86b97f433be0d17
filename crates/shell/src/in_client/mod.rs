//! What a line is called in a client: the call that a program makes for it.
//!
//! A row has the call in each of the clients, with places in braces for the
//! values; nothing where a client has no such call. The names are those of the
//! clients' own APIs: Kafka's Javadoc, kafka-python, confluent-kafka, Sarama.

mod admin;
mod sent;
mod values;

use crate::real_line::real_lines;
use crate::verb::Known;
use client::call::{
    Call, CloseOptions, ConsumerCall, GroupMembershipOperation, Offsets, ProducerCall,
};
use cluster::command::{ClientKind, Command};
use protocol::record::Millis;
use values::{Filled, Row, Values};

pub use values::Called;

/// Who has a line for what an admin client does.
const TOOLS: &str = "Kafka's tools";

/// What a command is called in clients that have such a call. `start` is the
/// cluster's beginning in Unix time.
pub(crate) fn called(command: &Command, start: Millis, known: &dyn Known) -> Vec<Called> {
    match command {
        Command::Call { call, .. } => match call {
            Call::Consumer(call) => consumer(call),
            Call::Producer(call) if **call == ProducerCall::Flush => FLUSH.filled(&Values::NONE),
            _ => Vec::new(),
        },
        Command::OffsetsForTime { partitions, at, .. } => {
            TIMES.filled(&Values::same(partitions, start + at))
        }
        Command::SeekToTime { partitions, at, .. } => {
            SEEK_TIME.filled(&Values::same(partitions, start + at))
        }
        Command::Stop(name) => match known.kind(name) {
            Some(ClientKind::Producer) => CLOSE_PRODUCER.filled(&Values::NONE),
            Some(ClientKind::Consumer) => close(CloseOptions::default()),
            None => Vec::new(),
        },
        Command::StopWith { options, .. } => close(*options),
        Command::Produce { record, .. } => sent::sent(record),
        Command::Admin(call) => {
            let mut all = admin::admin(call);
            if let Some(lines) = real_lines(command) {
                let code = lines.join("\n");
                all.insert(
                    0,
                    Called {
                        client: TOOLS,
                        code,
                    },
                );
            }
            all
        }
        _ => Vec::new(),
    }
}

#[rustfmt::skip]
const FLUSH: Row = ["producer.flush()", "producer.flush()", "producer.flush()", ""];
#[rustfmt::skip]
const CLOSE_PRODUCER: Row = ["producer.close()", "producer.close()", "producer.flush()", "producer.Close()"];
#[rustfmt::skip]
const TIMES: Row = [
    "consumer.offsetsForTimes(Map.of({java long}))",
    "consumer.offsets_for_times({{python dict}})",
    "consumer.offsets_for_times([{confluent}])",
    "*client.GetOffset({go offset})",
];
#[rustfmt::skip]
const SEEK_TIME: Row = [
    "consumer.offsetsForTimes(Map.of({java long})).forEach((p, at) -> { if (at != null) consumer.seek(p, at.offset()); else consumer.seekToEnd(List.of(p)); })",
    "for p, at in consumer.offsets_for_times({{python dict}}).items(): consumer.seek(p, at.offset) if at else consumer.seek_to_end(p)",
    "for p in consumer.offsets_for_times([{confluent}]): consumer.seek(p)",
    "",
];

fn close(options: CloseOptions) -> Vec<Called> {
    let how = match options.membership {
        GroupMembershipOperation::Default => "",
        GroupMembershipOperation::LeaveGroup => "LEAVE_GROUP",
        GroupMembershipOperation::RemainInGroup => "REMAIN_IN_GROUP",
    };
    let row: Row = match (how, options.timeout_ms) {
        ("", None) => [
            "consumer.close()",
            "consumer.close()",
            "consumer.close()",
            "group.Close()",
        ],
        ("", Some(_)) => [
            "consumer.close(CloseOptions.timeout(Duration.ofMillis({number})))",
            "consumer.close(timeout_ms={number})",
            "",
            "",
        ],
        ("LEAVE_GROUP", None) => [LEAVES, "", "", ""],
        ("LEAVE_GROUP", Some(_)) => [LEAVES_WITHIN, "", "", ""],
        (_, None) => [REMAINS, "", "", ""],
        (_, Some(_)) => [REMAINS_WITHIN, "", "", ""],
    };
    row.filled(&Values::number(options.timeout_ms.unwrap_or(0)))
}

#[rustfmt::skip]
const LEAVES: &str = "consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP))";
#[rustfmt::skip]
const LEAVES_WITHIN: &str = "consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP).withTimeout(Duration.ofMillis({number})))";
#[rustfmt::skip]
const REMAINS: &str = "consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP))";
#[rustfmt::skip]
const REMAINS_WITHIN: &str = "consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP).withTimeout(Duration.ofMillis({number})))";

fn consumer(call: &ConsumerCall) -> Vec<Called> {
    let partitions = match call {
        ConsumerCall::Assign(all)
        | ConsumerCall::SeekToBeginning(all)
        | ConsumerCall::SeekToEnd(all)
        | ConsumerCall::Pause(all)
        | ConsumerCall::Resume(all)
        | ConsumerCall::Committed(all)
        | ConsumerCall::BeginningOffsets(all)
        | ConsumerCall::EndOffsets(all) => &all[..],
        ConsumerCall::Position(one, _) | ConsumerCall::CurrentLag(one) => std::slice::from_ref(one),
        _ => &[],
    };
    let row = row_of(call, partitions.is_empty());
    match call {
        ConsumerCall::Subscribe(topics) => row.filled(&Values::names(topics)),
        ConsumerCall::SubscribePattern(pattern) => row.filled(&Values {
            text: pattern,
            ..Values::NONE
        }),
        ConsumerCall::Poll(ms) => row.filled(&Values::number(*ms)),
        ConsumerCall::Position(_, Some(ms)) => row.filled(&Values {
            number: *ms,
            ..Values::of(partitions)
        }),
        ConsumerCall::Seek(partition, offset) => {
            row.filled(&Values::same(std::slice::from_ref(partition), *offset))
        }
        ConsumerCall::CommitSync(Some(offsets)) | ConsumerCall::CommitAsync(Some(offsets)) => {
            row.filled(&committed(offsets))
        }
        ConsumerCall::OffsetsForTimes(times) => {
            let times = times.iter();
            row.filled(&Values {
                partitions: times
                    .map(|(partition, time)| (partition, *time, ""))
                    .collect(),
                ..Values::NONE
            })
        }
        ConsumerCall::Close(options) => close(*options),
        _ => row.filled(&Values::of(partitions)),
    }
}

fn committed(offsets: &Offsets) -> Values<'_> {
    let offsets = offsets.iter();
    Values {
        partitions: offsets
            .map(|(partition, commit)| (partition, commit.offset, commit.metadata.as_str()))
            .collect(),
        ..Values::NONE
    }
}

/// The row of a call. Where no partitions are named, some calls mean all.
#[rustfmt::skip]
fn row_of(call: &ConsumerCall, all: bool) -> Row {
    match call {
        ConsumerCall::Subscribe(_) => ["consumer.subscribe(List.of({names}))", "consumer.subscribe([{names}])", "consumer.subscribe([{names}])", "group.Consume(ctx, []string{{names}}, handler)"],
        ConsumerCall::SubscribePattern(_) => ["consumer.subscribe(Pattern.compile({text}))", "consumer.subscribe(pattern={whole})", "consumer.subscribe([{whole}])", ""],
        ConsumerCall::Assign(_) => ["consumer.assign(List.of({java}))", "consumer.assign([{python}])", "consumer.assign([{python}])", ""],
        ConsumerCall::Unsubscribe => ["consumer.unsubscribe()", "consumer.unsubscribe()", "consumer.unsubscribe()", ""],
        ConsumerCall::Poll(_) => ["consumer.poll(Duration.ofMillis({number}))", "consumer.poll(timeout_ms={number})", "consumer.poll({seconds})", "<-claim.Messages()"],
        ConsumerCall::Position(_, None) => ["consumer.position({java})", "consumer.position({python})", "consumer.position([{python}])", ""],
        ConsumerCall::Position(..) => ["consumer.position({java}, Duration.ofMillis({number}))", "consumer.position({python}, timeout_ms={number})", "", ""],
        ConsumerCall::Seek(..) => ["consumer.seek({java}, {number})", "consumer.seek({python}, {number})", "consumer.seek({confluent})", "session.ResetOffset({go mark})"],
        ConsumerCall::SeekToBeginning(_) if all => ["consumer.seekToBeginning(consumer.assignment())", "consumer.seek_to_beginning()", "for p in consumer.assignment(): consumer.seek(TopicPartition(p.topic, p.partition, OFFSET_BEGINNING))", ""],
        ConsumerCall::SeekToBeginning(_) => ["consumer.seekToBeginning(List.of({java}))", "consumer.seek_to_beginning({python})", "*consumer.seek(TopicPartition({go}, OFFSET_BEGINNING))", ""],
        ConsumerCall::SeekToEnd(_) if all => ["consumer.seekToEnd(consumer.assignment())", "consumer.seek_to_end()", "for p in consumer.assignment(): consumer.seek(TopicPartition(p.topic, p.partition, OFFSET_END))", ""],
        ConsumerCall::SeekToEnd(_) => ["consumer.seekToEnd(List.of({java}))", "consumer.seek_to_end({python})", "*consumer.seek(TopicPartition({go}, OFFSET_END))", ""],
        ConsumerCall::Pause(_) => ["consumer.pause(List.of({java}))", "consumer.pause({python})", "consumer.pause([{python}])", "group.Pause(map[string][]int32{{go map}})"],
        ConsumerCall::Resume(_) => ["consumer.resume(List.of({java}))", "consumer.resume({python})", "consumer.resume([{python}])", "group.Resume(map[string][]int32{{go map}})"],
        ConsumerCall::PauseAll => ["consumer.pause(consumer.assignment())", "consumer.pause(*consumer.assignment())", "consumer.pause(consumer.assignment())", "group.PauseAll()"],
        ConsumerCall::ResumeAll => ["consumer.resume(consumer.assignment())", "consumer.resume(*consumer.assignment())", "consumer.resume(consumer.assignment())", "group.ResumeAll()"],
        ConsumerCall::CommitSync(None) => ["consumer.commitSync()", "consumer.commit()", "consumer.commit(asynchronous=False)", "session.Commit()"],
        ConsumerCall::CommitSync(_) => ["consumer.commitSync(Map.of({java offset}))", "consumer.commit({{python offset}})", "consumer.commit(offsets=[{confluent}], asynchronous=False)", "*session.MarkOffset({go mark}); session.Commit()"],
        ConsumerCall::CommitAsync(None) => ["consumer.commitAsync()", "consumer.commit_async()", "consumer.commit()", ""],
        ConsumerCall::CommitAsync(_) => ["consumer.commitAsync(Map.of({java offset}), null)", "consumer.commit_async({{python offset}})", "consumer.commit(offsets=[{confluent}])", "*session.MarkOffset({go mark})"],
        ConsumerCall::Committed(_) => ["consumer.committed(Set.of({java}))", "*consumer.committed({python})", "consumer.committed([{python}])", ""],
        ConsumerCall::Assignment => ["consumer.assignment()", "consumer.assignment()", "consumer.assignment()", "session.Claims()"],
        ConsumerCall::Subscription => ["consumer.subscription()", "consumer.subscription()", "", ""],
        ConsumerCall::Paused => ["consumer.paused()", "consumer.paused()", "", ""],
        ConsumerCall::BeginningOffsets(_) => ["consumer.beginningOffsets(List.of({java}))", "consumer.beginning_offsets([{python}])", "*consumer.get_watermark_offsets({python})", "*client.GetOffset({go}, sarama.OffsetOldest)"],
        ConsumerCall::EndOffsets(_) => ["consumer.endOffsets(List.of({java}))", "consumer.end_offsets([{python}])", "*consumer.get_watermark_offsets({python})", "*client.GetOffset({go}, sarama.OffsetNewest)"],
        ConsumerCall::OffsetsForTimes(_) => TIMES,
        ConsumerCall::CurrentLag(_) => ["consumer.currentLag({java})", "", "", ""],
        ConsumerCall::GroupMetadata => ["consumer.groupMetadata()", "consumer.group_metadata()", "consumer.consumer_group_metadata()", ""],
        ConsumerCall::EnforceRebalance => ["consumer.enforceRebalance()", "", "", ""],
        ConsumerCall::Wakeup => ["consumer.wakeup()", "", "", ""],
        ConsumerCall::Close(_) => ["", "", "", ""],
    }
}
