//! Client calls as operations: they begin, may be pending, and end in an
//! outcome.

use crate::cluster::MachineId;
use crate::exception::Exception;
use crate::map::Map;
use crate::name::Name;
use crate::network::ConnectionId;
use crate::protocol::{AdminResult, NewTopic, Request, Response};
use crate::record::{Header, Millis, Offset, Payload, Record};
use crate::topic_partition::TopicPartition;
use std::sync::Arc;

/// An operation's number; never used twice.
pub type OpId = u64;

/// A record as an application gives it to a producer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerRecord {
    /// The topic.
    pub topic: Name,
    /// The partition, or none to have it chosen.
    pub partition: Option<i32>,
    /// The key, or null.
    pub key: Option<Payload>,
    /// The value, or null.
    pub value: Option<Payload>,
    /// The headers.
    pub headers: Arc<[Header]>,
    /// The timestamp, or none for the producer's clock.
    pub timestamp: Option<Millis>,
}

/// What to commit for a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetAndMetadata {
    /// The next offset to read.
    pub offset: Offset,
    /// Any text.
    pub metadata: Name,
}

/// Offsets by partition.
pub type Offsets = Map<TopicPartition, OffsetAndMetadata>;

/// A call of a client's API, with the names of the Java API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Producer: send records. Ends when all are acknowledged or failed.
    Send(Arc<[ProducerRecord]>),
    /// Producer: send what is batched now. Ends when all that was sent is
    /// acknowledged or failed.
    Flush,
    /// Consumer: subscribe to topics; replaces what was subscribed to.
    Subscribe(Vec<Name>),
    /// Consumer: assign partitions; no group is joined.
    Assign(Vec<TopicPartition>),
    /// Consumer: leave the subscription or assignment.
    Unsubscribe,
    /// Consumer: poll, for so many milliseconds at most.
    Poll(Millis),
    /// Consumer: the offset that the next poll reads.
    Position(TopicPartition),
    /// Consumer: go to an offset. Nothing is checked until the next poll.
    Seek(TopicPartition, Offset),
    /// Consumer: go to the log start, at the next poll; empty is all.
    SeekToBeginning(Vec<TopicPartition>),
    /// Consumer: go to the log end, at the next poll; empty is all.
    SeekToEnd(Vec<TopicPartition>),
    /// Consumer: poll nothing of these. An empty list is nothing, other than
    /// for the seeks.
    Pause(Vec<TopicPartition>),
    /// Consumer: poll these again. An empty list is nothing.
    Resume(Vec<TopicPartition>),
    /// Consumer: `pause(assignment())`.
    PauseAll,
    /// Consumer: `resume(assignment())`.
    ResumeAll,
    /// Consumer: commit and wait; none is the positions of all partitions.
    CommitSync(Option<Offsets>),
    /// Consumer: commit and go on; none is the positions of all partitions.
    CommitAsync(Option<Offsets>),
    /// Consumer: what the group committed.
    Committed(Vec<TopicPartition>),
    /// Either: close.
    Close,
    /// Admin: create topics.
    CreateTopics(Vec<NewTopic>),
    /// Admin: add partitions, up to so many.
    CreatePartitions(Vec<(Name, i32)>),
    /// Admin: delete topics.
    DeleteTopics(Vec<Name>),
    /// Admin: delete groups.
    DeleteGroups(Vec<Name>),
    /// Raw peer: send a request, in the version that it names.
    Request(ConnectionId, Arc<Request>),
}

impl Call {
    /// The method's name in the Java API.
    pub fn name(&self) -> &'static str {
        match self {
            Call::Send(_) => "send",
            Call::Flush => "flush",
            Call::Subscribe(_) => "subscribe",
            Call::Assign(_) => "assign",
            Call::Unsubscribe => "unsubscribe",
            Call::Poll(_) => "poll",
            Call::Position(_) => "position",
            Call::Seek(..) => "seek",
            Call::SeekToBeginning(_) => "seekToBeginning",
            Call::SeekToEnd(_) => "seekToEnd",
            Call::Pause(_) | Call::PauseAll => "pause",
            Call::Resume(_) | Call::ResumeAll => "resume",
            Call::CommitSync(_) => "commitSync",
            Call::CommitAsync(_) => "commitAsync",
            Call::Committed(_) => "committed",
            Call::Close => "close",
            Call::CreateTopics(_) => "createTopics",
            Call::CreatePartitions(_) => "createPartitions",
            Call::DeleteTopics(_) => "deleteTopics",
            Call::DeleteGroups(_) => "deleteConsumerGroups",
            Call::Request(_, request) => request.body.api(),
        }
    }
}

/// A record as a poll returns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerRecord {
    /// Where it is.
    pub partition: TopicPartition,
    /// Its offset there.
    pub offset: Offset,
    /// The record.
    pub record: Record,
}

/// Where a record that was sent ended up: partition and offset (-1 with
/// acks=0), or why it did not.
pub type Sent = Result<(i32, Offset), Arc<Exception>>;

/// What a call came back with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It succeeded, and there is nothing to say.
    Done,
    /// It threw.
    Threw(Exception),
    /// From poll.
    Records(Arc<[ConsumerRecord]>),
    /// From position.
    Position(Offset),
    /// From committed: null where nothing was committed.
    Committed(Vec<(TopicPartition, Option<OffsetAndMetadata>)>),
    /// From send, in the order of the records.
    Sent(Arc<[Sent]>),
    /// From the admin client.
    Admin(Vec<AdminResult>),
    /// To a raw peer.
    Response(Arc<Response>),
}

impl Outcome {
    /// What failed in it, if anything did.
    pub fn exception(&self) -> Option<Exception> {
        match self {
            Outcome::Threw(exception) => Some(exception.clone()),
            Outcome::Sent(sent) => sent
                .iter()
                .find_map(|sent| sent.as_ref().err())
                .map(|exception| (**exception).clone()),
            Outcome::Admin(results) => {
                let failed = results.iter().find(|result| !result.error.is_none())?;
                let mut exception = Exception::of(failed.error);
                if let Some(message) = &failed.message {
                    exception.message.clone_from(message);
                }
                Some(exception)
            }
            _ => None,
        }
    }
}

/// How far an operation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It waits for the application to make the call.
    Queued,
    /// The call was made and has not come back.
    Running,
    /// The call came back at this instant.
    Completed(Arc<Outcome>, Millis),
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Whose client.
    pub machine: MachineId,
    /// What was called.
    pub call: Arc<Call>,
    /// How far it is.
    pub progress: Progress,
}
