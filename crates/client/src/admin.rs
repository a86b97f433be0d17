//! The admin client: a call is one request, or a few that follow each other.
//!
//! What a broker answers and what Java's client makes of it are two things. A call may need
//! several requests: who leads a partition is looked up first, and again where that has
//! changed; a call about many groups asks for each. What cannot be answered before
//! `default.api.timeout.ms` throws.
//!
//! Source: `KafkaAdminClient`.
//!
//! *Read next: [`peer`](crate::peer), who keeps to no rule.*

use super::admin_cluster::{self, NODE_TIMEOUT_MS};
use super::admin_groups;
use super::admin_leaders::{self, LeaderCall, Leaders};
use super::link::Link;
use super::Step;
use crate::call::{AdminCall, OpId};
use crate::earliest::Earliest;
use crate::link::Outgoing;
use crate::outcome::Outcome;
use crate::peer::connection_lost;
use protocol::api::{
    AdminResult, AlterConfigsRequest, AlteredConfigs, CreatePartitionsRequest, CreateTopicsRequest,
    DeleteTopicsRequest, DescribeConfigsRequest, FindCoordinatorRequest, FirstError,
    MetadataRequest, RequestBody, Response,
};
use protocol::connection::{ConnectionId, CorrelationId};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Millis;
use std::collections::VecDeque;
use std::sync::Arc;

/// What FindCoordinator finds: who coordinates a group, or a transaction.
const GROUP: i8 = 0;
const TRANSACTION: i8 = 1;

/// The admin client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admin {
    /// `client.id`.
    client_id: Name,
    /// Its connections.
    link: Link,
    /// Calls that were made and not sent.
    calls: VecDeque<(OpId, Arc<AdminCall>)>,
    /// What calls ask for after their first answer.
    further: Map<OpId, RequestBody>,
    /// Calls whose request is in flight.
    waiting: Map<(ConnectionId, CorrelationId), (OpId, Arc<AdminCall>)>,
    /// Calls that the leaders of partitions answer.
    led: Map<OpId, LeaderCall>,
    /// The leaders that such calls found.
    leaders: Leaders,
    /// Calls that go to a broker that is not there, what they are called, and
    /// how long they wait for it.
    without_node: Map<OpId, (&'static str, Millis)>,
    /// Calls whose answer is there.
    answered: VecDeque<(OpId, Outcome)>,
}

impl Admin {
    /// One that waits so long for an answer.
    pub fn new(client_id: Name, request_timeout_ms: Millis) -> Self {
        Admin {
            client_id,
            link: Link::new(request_timeout_ms),
            calls: VecDeque::new(),
            further: Map::new(),
            waiting: Map::new(),
            led: Map::new(),
            leaders: Leaders::new(),
            without_node: Map::new(),
            answered: VecDeque::new(),
        }
    }

    pub(super) fn client_id(&self) -> &Name {
        &self.client_id
    }

    pub(super) fn link(&self) -> &Link {
        &self.link
    }

    pub(super) fn began(&mut self, at: Millis, op: OpId, call: &Arc<AdminCall>) {
        if let Some(exception) = admin_groups::impossible(call) {
            self.answered.push_back((op, Outcome::Threw(exception)));
            return;
        }
        if let Some(name) = admin_cluster::without_node(call) {
            self.without_node.insert(op, (name, at + NODE_TIMEOUT_MS));
            return;
        }
        if let Some(nothing) = about_nothing(call) {
            self.answered.push_back((op, nothing));
            return;
        }
        self.find_coordinators(op, call);
        if let Some((begun, next)) = LeaderCall::begin(at, call, &self.leaders) {
            self.led.insert(op, begun);
            match next {
                admin_leaders::Next::Asks(body) => self.further.insert(op, body),
                admin_leaders::Next::Ends(outcome) => {
                    return self.answered.push_back((op, outcome));
                }
            };
        }
        self.calls.push_back((op, call.clone()));
    }

    /// A call that leaders answer goes on.
    fn go_on(&mut self, op: OpId, call: Arc<AdminCall>, next: admin_leaders::Next) {
        match next {
            admin_leaders::Next::Ends(outcome) => self.answered.push_back((op, outcome)),
            admin_leaders::Next::Asks(body) => {
                self.further.insert(op, body);
                self.calls.push_front((op, call));
            }
        }
    }

    /// Who coordinates a group or a transaction is asked for each call anew, and at once again
    /// where nobody does yet.
    /// Source: `AdminApiDriver`, `CoordinatorStrategy`.
    fn find_coordinators(&mut self, op: OpId, call: &AdminCall) {
        if let AdminCall::ListGroups(_) = call {
            // Every broker lists its own: which there are is asked first.
            self.further.insert(op, admin_groups::find_brokers());
        }
        let (key_type, keys) = match call {
            AdminCall::DescribeTransactions(ids) => (TRANSACTION, ids.clone()),
            call => (GROUP, admin_groups::groups(call)),
        };
        if !keys.is_empty() {
            let find = FindCoordinatorRequest { key_type, keys };
            self.further.insert(op, RequestBody::FindCoordinator(find));
        }
    }

    pub(super) fn completed(&mut self, op: OpId) {
        self.answered.retain(|(answered, _)| *answered != op);
        self.calls.retain(|(called, _)| *called != op);
        self.led.remove(&op);
        self.without_node.remove(&op);
        self.further.remove(&op);
        self.waiting.retain(|_, (waiting, _)| *waiting != op);
    }

    /// The call whose request is next: the oldest that does not rest.
    fn next_call(&self, now: Millis) -> Option<usize> {
        let rests = |op: &OpId| self.led.get(op).is_some_and(|led| led.rests_until > now);
        self.calls.iter().position(|(op, _)| !rests(op))
    }

    /// Follows what it did on the network: the request of the next call went
    /// out.
    pub(super) fn sent(&mut self, at: Millis, event: &Outgoing) {
        self.link.sent(at, event);
        let Outgoing::RequestSent {
            connection,
            correlation,
            ..
        } = event
        else {
            return;
        };
        let next = self.next_call(at);
        if let Some((op, call)) = next.and_then(|next| self.calls.remove(next)) {
            self.further.remove(&op);
            self.waiting.insert((*connection, *correlation), (op, call));
        }
    }

    pub(super) fn received(
        &mut self,
        at: Millis,
        connection: ConnectionId,
        correlation: CorrelationId,
        response: &Response,
    ) {
        if self.link.take(connection, correlation).is_none() {
            return;
        }
        let Some((op, call)) = self.waiting.remove(&(connection, correlation)) else {
            return;
        };
        let outcome = match response {
            Response::FindCoordinator(body) => {
                if body.first_error().retriable() {
                    self.find_coordinators(op, &call);
                }
                self.calls.push_front((op, call));
                return;
            }
            _ if self.leader_answered(at, op, &call, response) => return,
            Response::Metadata(_) if matches!(*call, AdminCall::ListGroups(_)) => {
                self.calls.push_front((op, call));
                return;
            }
            _ if self.further_answered(op, &call, response) => return,
            Response::CreateTopics(body)
            | Response::CreatePartitions(body)
            | Response::DeleteTopics(body)
            | Response::DeleteGroups(body) => Outcome::Admin(body.results.clone()),
            Response::IncrementalAlterConfigs(body) => {
                Outcome::Admin(body.responses.iter().map(altered).collect())
            }
            Response::DescribeConfigs(body) => Outcome::Configs(body.results.clone()),
            Response::Metadata(body) => match &*call {
                AdminCall::ListTopics(internal) => {
                    let topics = body.topics.iter().filter(|t| *internal || !t.is_internal);
                    Outcome::Topics(topics.map(|topic| topic.name.clone()).collect())
                }
                _ => Outcome::Response(Arc::new(response.clone())),
            },
            _ => Outcome::Response(Arc::new(response.clone())),
        };
        let outcome = match outcome {
            Outcome::Admin(answered) => Outcome::Admin(with_unnamed(&call, answered)),
            other => other,
        };
        self.answered.push_back((op, outcome));
    }

    /// An answer to a call that leaders answer: it comes back, or asks for
    /// more. Answers whether it was one.
    fn leader_answered(
        &mut self,
        at: Millis,
        op: OpId,
        call: &Arc<AdminCall>,
        response: &Response,
    ) -> bool {
        let Some(led) = self.led.get_mut(&op) else {
            return false;
        };
        let next = led.received(at, call, &mut self.leaders, response);
        let Some(next) = next else {
            return false;
        };
        self.go_on(op, call.clone(), next);
        true
    }

    /// An answer to a call about groups or about the cluster: the call comes
    /// back, or asks for more. Answers whether it was one.
    fn further_answered(&mut self, op: OpId, call: &Arc<AdminCall>, response: &Response) -> bool {
        let next = admin_groups::answered(call, response);
        match next.or_else(|| admin_cluster::answered(call, response)) {
            None => return false,
            Some(admin_groups::Next::Ends(outcome)) => self.answered.push_back((op, outcome)),
            Some(admin_groups::Next::Asks(body)) => {
                self.further.insert(op, body);
                self.calls.push_front((op, call.clone()));
            }
        }
        true
    }

    pub(super) fn disconnected(&mut self, at: Millis, connection: ConnectionId) {
        self.link.take_all(connection);
        let lost = self.waiting.take(|(on, _)| *on == connection);
        for (_, (op, call)) in lost {
            let led = self.led.get_mut(&op);
            match led.and_then(|led| led.disconnected(at, &call)) {
                Some(next) => self.go_on(op, call, next),
                None => self.answered.push_back((op, connection_lost())),
            }
        }
    }
}

impl Admin {
    /// When it wants to be woken, of the instants after `now`.
    pub(super) fn next_due_after(&self, now: Millis) -> Option<Millis> {
        let mut due = Earliest::after(now);
        if let Some(timeout) = self.link.next_timeout() {
            due.at(timeout);
        }
        for led in self.led.values() {
            due.at(led.deadline + 1);
            due.at(led.rests_until);
        }
        for (_, deadline) in self.without_node.values() {
            due.at(*deadline);
        }
        due.get()
    }

    /// A call whose time is up comes back.
    fn give_up(&self, now: Millis) -> Option<Step> {
        let mut without_node = self.without_node.iter();
        if let Some((op, (name, _))) = without_node.find(|(_, (_, deadline))| now >= *deadline) {
            let text = ["Timed out waiting for a node assignment. Call: ", name];
            let late = Exception::timeout(text.concat());
            return Some(Step::Complete(*op, Outcome::Threw(late)));
        }
        let mut led = self.led.iter();
        let (op, late) = led.find(|(_, led)| now > led.deadline)?;
        let mut waiting = self.waiting.iter();
        let in_flight = waiting.find(|(_, (waiting, _))| waiting == op);
        let in_flight = in_flight.map(|((_, correlation), (_, call))| (call, *correlation));
        let mut calls = self.calls.iter();
        let waits = calls.find(|(waits, _)| waits == op);
        let (call, in_flight) = match (in_flight, waits) {
            (Some((call, correlation)), _) => (call, Some(correlation)),
            (None, Some((_, call))) => (call, None),
            (None, None) => return None,
        };
        Some(Step::Complete(*op, late.give_up(now, call, in_flight)))
    }

    /// What it does next.
    pub(super) fn step(&self, now: Millis) -> Option<Step> {
        if let Some((op, outcome)) = self.answered.front() {
            return Some(Step::Complete(*op, outcome.clone()));
        }
        if let Some(connection) = self.link.timed_out(now) {
            return Some(Step::Disconnect(connection));
        }
        if let Some(step) = self.give_up(now) {
            return Some(step);
        }
        let (op, call) = self.calls.get(self.next_call(now)?)?;
        let Some(connection) = self.link.connections().first() else {
            return Some(Step::Connect);
        };
        let further = self.further.get(op).cloned();
        let body = further.unwrap_or_else(|| body(call));
        Some(Step::Send(*connection, body))
    }
}

/// What a call comes back with at once that names nobody: nothing is sent.
fn about_nothing(call: &AdminCall) -> Option<Outcome> {
    match call {
        AdminCall::DescribeTopics(names) if names.is_empty() => {
            Some(Outcome::DescribedTopics(Vec::new()))
        }
        AdminCall::DescribeGroups(names) if names.is_empty() => Some(Outcome::Groups(Vec::new())),
        AdminCall::DeleteGroups(names) if names.is_empty() => Some(Outcome::Admin(Vec::new())),
        _ => None,
    }
}

/// What became of the settings of one resource.
fn altered(altered: &AlteredConfigs) -> AdminResult {
    AdminResult {
        message: altered.error_message.clone(),
        ..AdminResult::failed(altered.resource.name.clone(), altered.error)
    }
}

/// The answers of a call with those for topics without a name, which the
/// client refuses by itself.
/// Source: `KafkaAdminClient.topicNameIsUnrepresentable`.
fn with_unnamed(call: &AdminCall, mut answered: Vec<AdminResult>) -> Vec<AdminResult> {
    let unnamed = match call {
        AdminCall::CreateTopics(topics) => topics.iter().any(|topic| topic.name.is_empty()),
        AdminCall::DeleteTopics(topics) => topics.iter().any(|name| name.is_empty()),
        _ => false,
    };
    if unnamed {
        let text = "The given topic name '' cannot be represented in a request.";
        let error = KafkaError::InvalidTopicException;
        answered.push(AdminResult::refused(Name::default(), error, text));
    }
    answered
}

/// The first request of a call.
fn body(call: &AdminCall) -> RequestBody {
    admin_cluster::first(call).unwrap_or_else(|| body_of_others(call))
}

fn body_of_others(call: &AdminCall) -> RequestBody {
    match call {
        AdminCall::CreateTopics(topics) => RequestBody::CreateTopics(CreateTopicsRequest {
            topics: topics
                .iter()
                .filter(|topic| !topic.name.is_empty())
                .cloned()
                .collect(),
            validate_only: false,
        }),
        AdminCall::CreatePartitions(topics) => {
            RequestBody::CreatePartitions(CreatePartitionsRequest {
                topics: topics.clone(),
                validate_only: false,
            })
        }
        AdminCall::DeleteTopics(topics) => RequestBody::DeleteTopics(DeleteTopicsRequest {
            topics: topics
                .iter()
                .filter(|name| !name.is_empty())
                .map(|name| name.clone().into())
                .collect(),
        }),
        AdminCall::ListTopics(_) => RequestBody::Metadata(MetadataRequest {
            topics: None,
            topic_ids: Vec::new(),
            allow_auto_topic_creation: false,
        }),
        AdminCall::DescribeConfigs(resources) => {
            RequestBody::DescribeConfigs(DescribeConfigsRequest {
                resources: resources.clone(),
                include_synonyms: true,
            })
        }
        AdminCall::IncrementalAlterConfigs(resources) => {
            RequestBody::IncrementalAlterConfigs(AlterConfigsRequest {
                resources: resources.clone(),
                validate_only: false,
            })
        }
        AdminCall::DeleteGroups(groups) => admin_groups::delete(groups),
        AdminCall::DescribeGroups(groups) => admin_groups::describe(groups.clone()),
        AdminCall::ListGroups(filter) => admin_groups::list(filter),
        AdminCall::ListGroupOffsets(group) => admin_groups::fetch_offsets(group),
        AdminCall::AlterGroupOffsets(group, offsets) => admin_groups::commit(group, offsets),
        AdminCall::DeleteGroupOffsets(group, partitions) => {
            admin_groups::delete_offsets(group, partitions)
        }
        AdminCall::RemoveMembers(group, instances) => {
            admin_groups::remove(group, instances.as_deref())
        }
        _ => unreachable!("leaders and the cluster are asked elsewhere"),
    }
}
