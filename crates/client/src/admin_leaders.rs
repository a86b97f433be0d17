//! The admin client's calls that the leaders of partitions answer,
//! deleteRecords and listOffsets: whoever leads a partition is looked up, again
//! and again, until the partition is there or the time of the call is up.
//!
//! Source: `AdminApiDriver`, `PartitionLeaderStrategy`, `PartitionLeaderCache`,
//! `DeleteRecordsHandler` and `ListOffsetsHandler` in `clients/admin/internals`
//! of Kafka 4.3.

use crate::call::AdminCall;
use crate::metadata::{Backoff, Metadata};
use crate::outcome::Outcome;
use protocol::api::{
    DeleteRecordsRequest, DeletedRecords, IsolationLevel, ListOffsetsRequest, ListedOffset,
    MetadataResponse, RequestBody, Response,
};
use protocol::connection::CorrelationId;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::map::Set;
use protocol::name::Name;
use protocol::record::{Millis, Offset};
use protocol::sort::sort_by;
use protocol::topic_partition::TopicPartition;

/// `default.api.timeout.ms` of the admin client.
const DEFAULT_API_TIMEOUT_MS: Millis = 60_000;

/// How long a call rests before it asks a leader again.
const BACKOFF: Backoff = Backoff {
    first_ms: 100,
    longest_ms: 1_000,
};

/// The partitions of a call, each with the offset below which its records go,
/// or with the time that is looked up.
type Asked = [(TopicPartition, i64)];

/// Partitions whose leader the client knows from earlier calls.
pub(super) type Leaders = Set<TopicPartition>;

/// The partitions of a call that their leaders answer; none for other calls.
fn asked(call: &AdminCall) -> Option<&Asked> {
    match call {
        AdminCall::DeleteRecords(asked) | AdminCall::ListOffsets(asked) => Some(asked),
        _ => None,
    }
}

/// What a leader said of one partition, or why nobody could be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    partition: TopicPartition,
    error: KafkaError,
    /// Of a partition whose records were deleted, where it begins now; of one
    /// that was looked up, what was found.
    offset: Offset,
    timestamp: Millis,
    leader_epoch: i32,
}

impl Answer {
    fn failed(partition: TopicPartition, error: KafkaError) -> Self {
        Answer {
            partition,
            error,
            offset: -1,
            timestamp: -1,
            leader_epoch: -1,
        }
    }
}

/// What an answer of a leader says; none for other answers.
fn answers(response: &Response) -> Option<Vec<Answer>> {
    match response {
        Response::DeleteRecords(body) => {
            let partitions = body.partitions.iter();
            let answers = partitions.map(|deleted| Answer {
                offset: deleted.low_watermark,
                ..Answer::failed(deleted.partition.clone(), deleted.error)
            });
            Some(answers.collect())
        }
        Response::ListOffsets(body) => {
            let partitions = body.partitions.iter();
            let answers = partitions.map(|listed| Answer {
                partition: listed.partition.clone(),
                error: listed.error,
                offset: listed.offset,
                timestamp: listed.timestamp,
                leader_epoch: listed.leader_epoch,
            });
            Some(answers.collect())
        }
        _ => None,
    }
}

/// What comes next of a call.
#[derive(Debug)]
pub(super) enum Next {
    /// It asks this, as soon as it may.
    Asks(RequestBody),
    /// It comes back.
    Ends(Outcome),
}

/// A call that leaders answer, and that has not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeaderCall {
    /// The last instant of the call.
    pub(super) deadline: Millis,
    /// Before this instant it asks nobody.
    pub(super) rests_until: Millis,
    /// Whether it looks for leaders just now, and does not ask one.
    looks_up: bool,
    /// How often it has looked for leaders.
    lookups: u32,
    /// How often it has asked a leader.
    requests: u32,
    /// Partitions whose leader it has found.
    led: Leaders,
    /// What became of its partitions so far.
    done: Vec<Answer>,
}

impl LeaderCall {
    /// A call that was made at `at`, and what comes next of it; none for a call
    /// that leaders do not answer.
    pub(super) fn begin(at: Millis, call: &AdminCall, known: &Leaders) -> Option<(Self, Next)> {
        let asked = asked(call)?;
        let partitions = asked.iter().map(|(partition, _)| partition);
        let led = partitions.filter(|partition| known.contains(partition));
        let mut begun = LeaderCall {
            deadline: at + DEFAULT_API_TIMEOUT_MS,
            rests_until: at,
            looks_up: false,
            lookups: 0,
            requests: 0,
            led: led.cloned().collect(),
            done: Vec::new(),
        };
        let next = begun.go_on(call, asked);
        Some((begun, next))
    }

    fn left<'a>(&'a self, asked: &'a Asked) -> impl Iterator<Item = &'a (TopicPartition, i64)> {
        asked
            .iter()
            .filter(move |(partition, _)| !self.is_done(partition))
    }

    fn is_done(&self, partition: &TopicPartition) -> bool {
        self.done.iter().any(|done| done.partition == *partition)
    }

    /// Asks the leader of what is led, or looks for the leaders of what is
    /// left. Between two lookups there is no pause.
    fn go_on(&mut self, call: &AdminCall, asked: &Asked) -> Next {
        let left = self.left(asked);
        let led = left.filter(|(partition, _)| self.led.contains(partition));
        let led: Vec<(TopicPartition, i64)> = led.cloned().collect();
        if let Some(body) = ask(call, led) {
            self.requests += 1;
            self.looks_up = false;
            return Next::Asks(body);
        }
        let topics = self.left(asked).map(|(partition, _)| &partition.topic);
        let mut topics: Vec<Name> = topics.cloned().collect();
        if topics.is_empty() {
            return Next::Ends(self.outcome(call, asked));
        }
        sort_by(&mut topics, Ord::cmp);
        topics.dedup();
        self.lookups += 1;
        self.looks_up = true;
        Next::Asks(Metadata::request(topics, false))
    }

    /// What came back at `at`, and what comes next; none for what is no answer
    /// to such a call.
    pub(super) fn received(
        &mut self,
        at: Millis,
        call: &AdminCall,
        known: &mut Leaders,
        response: &Response,
    ) -> Option<Next> {
        let asked = asked(call)?;
        match response {
            Response::Metadata(found) => self.looked_up(call, asked, known, found),
            _ => {
                let answers = answers(response)?;
                self.rests_until = at + BACKOFF.after(self.requests.saturating_sub(1));
                self.answered(call, known, answers);
            }
        }
        let next = self.go_on(call, asked);
        if self.looks_up {
            self.rests_until = at;
        }
        Some(next)
    }

    /// Leaders were looked up.
    /// Source: `PartitionLeaderStrategy.handleResponse`.
    fn looked_up(
        &mut self,
        call: &AdminCall,
        asked: &Asked,
        known: &mut Leaders,
        found: &MetadataResponse,
    ) {
        let tolerates_unknown = matches!(call, AdminCall::DeleteRecords(_));
        let left: Vec<TopicPartition> = self.left(asked).map(|(p, _)| p.clone()).collect();
        for partition in left {
            let mut topics = found.topics.iter();
            let Some(topic) = topics.find(|topic| topic.name == partition.topic) else {
                continue;
            };
            let unknown = topic.error == KafkaError::UnknownTopicOrPartition;
            let again = if unknown {
                tolerates_unknown
            } else {
                topic.error.retriable()
            };
            if topic.error.is_none() {
                if (0..topic.partitions).contains(&partition.partition) {
                    self.led.insert(partition.clone());
                    known.insert(partition);
                }
            } else if !again {
                known.remove(&partition);
                self.done.push(Answer::failed(partition, topic.error));
            }
        }
    }

    /// A leader answered: partitions that it does not lead are looked up again,
    /// and where trying again may help it is asked again.
    fn answered(&mut self, call: &AdminCall, known: &mut Leaders, answers: Vec<Answer>) {
        for answer in answers {
            let error = answer.error;
            let moved = match call {
                // Every sign that what is known of the partition is wrong.
                AdminCall::DeleteRecords(_) => error == KafkaError::UnknownTopicOrPartition,
                _ => false,
            };
            if error == KafkaError::NotLeaderOrFollower || moved {
                self.led.remove(&answer.partition);
            } else if !error.retriable() {
                if !error.is_none() {
                    known.remove(&answer.partition);
                }
                self.done.push(answer);
            }
        }
    }

    /// The connection is gone: leaders are looked up anew.
    /// Source: `AdminApiDriver.onFailure`.
    pub(super) fn disconnected(&mut self, at: Millis, call: &AdminCall) -> Option<Next> {
        let asked = asked(call)?;
        self.rests_until = at;
        self.led = Leaders::new();
        Some(self.go_on(call, asked))
    }

    /// What became of the partitions, in the order of the call.
    fn outcome(&self, call: &AdminCall, asked: &Asked) -> Outcome {
        let answer = |partition: &TopicPartition| {
            let mut done = self.done.iter();
            done.find(|done| done.partition == *partition)
        };
        let answers = asked.iter().filter_map(|(partition, _)| answer(partition));
        let answers = answers.cloned();
        match call {
            AdminCall::DeleteRecords(_) => {
                let deleted = answers.map(|answer| DeletedRecords {
                    partition: answer.partition,
                    error: answer.error,
                    low_watermark: answer.offset,
                });
                Outcome::DeletedRecords(deleted.collect())
            }
            _ => {
                let listed = answers.map(|answer| ListedOffset {
                    partition: answer.partition,
                    error: answer.error,
                    timestamp: answer.timestamp,
                    offset: answer.offset,
                    leader_epoch: answer.leader_epoch,
                });
                Outcome::ListedOffsets(listed.collect())
            }
        }
    }

    /// What becomes of the call when its time is up: what is not done throws.
    pub(super) fn give_up(
        &self,
        now: Millis,
        call: &AdminCall,
        in_flight: Option<CorrelationId>,
    ) -> Outcome {
        let late = self.timed_out(now, call, in_flight);
        match asked(call) {
            Some(asked) if !self.done.is_empty() => {
                Outcome::Partly(Box::new(self.outcome(call, asked)), late)
            }
            _ => Outcome::Threw(late),
        }
    }

    /// What is thrown at `now`, while this request is in flight.
    /// Source: `KafkaAdminClient.Call.handleTimeoutFailure`.
    fn timed_out(
        &self,
        now: Millis,
        call: &AdminCall,
        in_flight: Option<CorrelationId>,
    ) -> Exception {
        let api = match call {
            _ if self.looks_up => "METADATA",
            AdminCall::DeleteRecords(_) => "DELETE_RECORDS",
            _ => "LIST_OFFSETS",
        };
        let name = [call.name(), "(api=", api, ")"].concat();
        let deadline = self.deadline;
        let tries = if self.looks_up {
            self.lookups
        } else {
            self.requests
        };
        let next = now + BACKOFF.after(tries.saturating_sub(1));
        let timeout = Exception::timeout(format!("Call(callName={name}, deadlineMs={deadline}, tries={tries}, nextAllowedTryMs={next}) timed out at {now} after {tries} attempt(s)"));
        match in_flight {
            None => timeout,
            Some(id) => timeout.because(Exception::new(
                "DisconnectException",
                format!("Cancelled {name} request with correlation id {id} due to node 1 being disconnected"),
            )),
        }
    }
}

/// The request that asks the leader of these partitions, if there are any.
fn ask(call: &AdminCall, partitions: Vec<(TopicPartition, i64)>) -> Option<RequestBody> {
    if partitions.is_empty() {
        return None;
    }
    Some(match call {
        AdminCall::DeleteRecords(_) => {
            RequestBody::DeleteRecords(DeleteRecordsRequest { partitions })
        }
        _ => {
            let isolation = IsolationLevel::ReadUncommitted;
            RequestBody::ListOffsets(ListOffsetsRequest::new(isolation, partitions))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders_are_looked_up_anew_when_the_connection_is_gone() {
        let partition = TopicPartition::new("t", 0);
        let known = Leaders::from_iter([partition.clone()]);
        for call in [
            AdminCall::ListOffsets(vec![(partition.clone(), -1)]),
            AdminCall::DeleteRecords(vec![(partition.clone(), -1)]),
        ] {
            let (mut begun, next) = LeaderCall::begin(1_000, &call, &known).unwrap();
            let Next::Asks(body) = next else {
                panic!("{next:?}");
            };
            assert_ne!(body.api(), "Metadata", "its leader is known");
            let Some(Next::Asks(body)) = begun.disconnected(2_000, &call) else {
                panic!("it goes on");
            };
            assert_eq!(body.api(), "Metadata");
            assert_eq!((begun.deadline, begun.rests_until), (61_000, 2_000));
        }
    }
}
