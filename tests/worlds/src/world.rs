//! The machine room: a cluster, its clients, and looks at them.

use crate::{names, offsets, record, settings, thrown_text, tps, START};
use broker::config::BrokerConfig;
use broker::group::{ClassicGroup, GroupState};
use broker::log::Log;
use client::call::{AdminCall, Call, ConsumerCall, OpId, ProducerCall, ProducerRecord};
use client::consumer::{Consumer, ConsumerEvent};
use client::outcome::{Outcome, Sent};
use client::producer::Producer;
use cluster::command::{ClientKind, Command, CommandError};
use cluster::config::ClusterConfig;
use cluster::event::{Event, Happening};
use cluster::limits::Limits;
use cluster::network::NetworkEvent;
use cluster::view::{GroupView, View};
use cluster::{Cluster, Machine};
use protocol::api::{AdminResult, NewTopic, Request};
use protocol::config::Settings;
use protocol::record::{Millis, Offset};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;

/// Longer than anything that is waited for.
const PATIENCE: Millis = 900_000;

/// A cluster and the words for it.
#[derive(Clone)]
pub struct World {
    /// The cluster.
    pub cluster: Cluster,
    /// All that happened.
    pub events: Vec<Event>,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// A broker with Kafka's defaults.
    pub fn new() -> Self {
        Self::with_broker(&[])
    }

    /// A broker whose groups do not wait for others at their first join.
    pub fn quick() -> Self {
        Self::with_broker(&[("group.initial.rebalance.delay.ms", "0")])
    }

    /// A broker with these settings.
    pub fn with_broker(pairs: &[(&str, &str)]) -> Self {
        let broker = BrokerConfig::read(&settings(pairs)).unwrap();
        let latency_ms = 1;
        Self::begun(ClusterConfig { latency_ms, broker }, 7, START)
    }

    /// A cluster at an instant; `seed` is where its random ids come from.
    pub fn begun(config: ClusterConfig, seed: u64, start: Millis) -> Self {
        World {
            cluster: Cluster::new(config, Limits::large(), seed, start),
            events: Vec::new(),
        }
    }

    /// Milliseconds since the start.
    pub fn now(&self) -> Millis {
        self.cluster.now() - self.cluster.state().start()
    }

    /// Lets so many milliseconds pass.
    pub fn wait(&mut self, ms: Millis) {
        self.cluster.advance_to(self.cluster.now() + ms);
        self.keep_events();
    }

    pub(crate) fn keep_events(&mut self) {
        self.events.extend(self.cluster.drain_events());
    }

    /// Lets time go on until something holds, at most so long. Answers whether
    /// it came to be.
    pub fn came(&mut self, ms: Millis, mut holds: impl FnMut(&Cluster) -> bool) -> bool {
        let deadline = self.cluster.now() + ms;
        let came = self.cluster.advance_until(deadline, |c| holds(c));
        self.keep_events();
        came
    }

    /// Lets time go on until something holds. Panics if it never does.
    pub fn wait_until(&mut self, what: &str, holds: impl FnMut(&Cluster) -> bool) {
        let came = self.came(PATIENCE, holds);
        assert!(came, "it never came to be that {what}");
    }

    /// Gives a command.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn give(&mut self, command: &Command) -> Result<Option<OpId>, CommandError> {
        let given = self.cluster.submit(command);
        self.keep_events();
        given
    }

    /// Gives a command that is accepted.
    pub fn submit(&mut self, command: Command) -> Option<OpId> {
        let given = self.give(&command);
        given.unwrap_or_else(|error| panic!("{command:?}: {error}"))
    }

    /// Gives a command that is refused.
    pub fn refused(&mut self, command: Command) -> CommandError {
        self.cluster.submit(&command).unwrap_err()
    }

    /// Lets time go on until an operation has ended, at most so long: its
    /// outcome, if it has.
    pub fn outcome_within(&mut self, op: OpId, ms: Millis) -> Option<Outcome> {
        self.came(ms, |c| c.outcome(op).is_some());
        self.cluster.outcome(op).map(|outcome| (**outcome).clone())
    }

    /// Lets time go on until an operation has ended, and answers its outcome.
    pub fn until(&mut self, op: OpId) -> Outcome {
        let outcome = self.outcome_within(op, PATIENCE);
        outcome.expect("the call never came back")
    }

    /// Whether an operation is still pending after so long.
    pub fn pending(&mut self, op: OpId, ms: Millis) -> bool {
        !self.came(ms, |c| c.outcome(op).is_some())
    }

    // Topics.

    /// Makes an admin call: what it comes back with.
    pub fn admin_call(&mut self, call: AdminCall) -> Outcome {
        let op = self.submit(Command::Admin(call)).expect("an operation");
        self.until(op)
    }

    /// Makes an admin call that answers for each of what it names.
    pub fn admin(&mut self, call: AdminCall) -> Vec<AdminResult> {
        match self.admin_call(call) {
            Outcome::Admin(results) => results,
            other => panic!("{other:?}"),
        }
    }

    /// Error name and text of an admin call for one topic or group.
    pub fn admin_error(&mut self, call: AdminCall) -> (&'static str, String) {
        let results = self.admin(call);
        assert_eq!(results.len(), 1);
        let text = results[0].message.clone().unwrap_or_default();
        (results[0].error.name(), text)
    }

    /// Tries to create a topic: the error's name and text.
    pub fn create(&mut self, name: &str, partitions: i32) -> (&'static str, String) {
        self.admin_error(AdminCall::CreateTopics(vec![NewTopic {
            name: name.into(),
            partitions,
            configs: Settings::new(),
            ..NewTopic::default()
        }]))
    }

    /// Creates a topic.
    pub fn topic(&mut self, name: &str, partitions: i32) {
        assert_eq!(self.create(name, partitions).0, "NONE");
    }

    /// Deletes a topic.
    pub fn delete_topic(&mut self, name: &str) {
        let deleted = self.admin_error(AdminCall::DeleteTopics(vec![name.into()]));
        assert_eq!(deleted.0, "NONE");
    }

    /// The log of a partition.
    pub fn log(&self, partition: &str) -> &Log {
        let partition = TopicPartition::parse(partition).unwrap();
        let log = self.cluster.state().broker().log(&partition);
        log.unwrap_or_else(|| panic!("there is no {partition}"))
    }

    /// Records and bytes of each batch of a partition.
    pub fn batches(&self, partition: &str) -> Vec<(usize, usize)> {
        let batches = self.log(partition).batches();
        batches.map(|b| (b.records().len(), b.size())).collect()
    }

    /// Log ends of a topic's partitions.
    pub fn ends(&self, topic: &str) -> Vec<Offset> {
        let topic = &self.cluster.state().broker().topics()[topic];
        topic.partitions.iter().map(Log::end).collect()
    }

    // Clients.

    /// Starts a producer without a program.
    pub fn producer(&mut self, name: &str, pairs: &[(&str, &str)]) {
        self.client(name, ClientKind::Producer, settings(pairs));
    }

    /// Starts a consumer without a program.
    pub fn consumer(&mut self, name: &str, pairs: &[(&str, &str)]) {
        self.client(name, ClientKind::Consumer, settings(pairs));
    }

    /// Starts a consumer of a group that reads from the beginning and commits
    /// when it is told to.
    pub fn member(&mut self, name: &str, group: &str, more: &[(&str, &str)]) {
        let mut settings = settings(&[
            ("group.id", group),
            ("auto.offset.reset", "earliest"),
            ("enable.auto.commit", "false"),
        ]);
        let more = more.iter();
        settings.extend(more.map(|(k, v)| ((*k).into(), (*v).into())));
        self.client(name, ClientKind::Consumer, settings);
    }

    fn client(&mut self, name: &str, kind: ClientKind, settings: Settings) {
        self.submit(Command::StartClient {
            name: name.into(),
            kind,
            settings,
        });
    }

    /// Begins a call.
    pub fn begin(&mut self, machine: &str, call: impl Into<Call>) -> OpId {
        let (machine, call) = (machine.into(), call.into());
        self.submit(Command::Call { machine, call }).unwrap()
    }

    /// Makes a call and waits for it.
    pub fn call(&mut self, machine: &str, call: impl Into<Call>) -> Outcome {
        let op = self.begin(machine, call);
        self.until(op)
    }

    /// Makes a call that succeeds with nothing to say.
    pub fn done(&mut self, machine: &str, call: impl Into<Call>) {
        let call = call.into();
        let name = call.name();
        assert_eq!(self.call(machine, call), Outcome::Done, "{machine} {name}");
    }

    /// Makes a call that throws: class and text.
    pub fn throws(&mut self, machine: &str, call: impl Into<Call>) -> (&'static str, String) {
        let outcome = self.call(machine, call);
        let (class, text) = thrown_text(&outcome);
        (class, text.to_owned())
    }

    /// Subscribes.
    pub fn subscribe(&mut self, machine: &str, topics: &[&str]) {
        let topics = topics.iter().map(|t| (*t).into()).collect();
        self.done(machine, ConsumerCall::Subscribe(topics));
    }

    /// Assigns.
    pub fn assign(&mut self, machine: &str, partitions: &[&str]) {
        self.done(machine, ConsumerCall::Assign(tps(partitions)));
    }

    /// One poll of so many milliseconds: the records as `orders-0@3`.
    pub fn poll(&mut self, machine: &str, ms: Millis) -> Vec<String> {
        match self.call(machine, ConsumerCall::Poll(ms)) {
            Outcome::Records(records) => names(&records),
            other => panic!("{machine} poll: {other:?}"),
        }
    }

    /// Polls until so many records have come, in short polls.
    pub fn poll_until(&mut self, machine: &str, records: usize) -> Vec<String> {
        let mut all = Vec::new();
        for _ in 0..1_000 {
            if all.len() >= records {
                return all;
            }
            all.extend(self.poll(machine, 50));
        }
        panic!("{machine} got no more than {all:?}");
    }

    /// The position of a partition.
    pub fn position(&mut self, machine: &str, partition: &str) -> Offset {
        let partition = TopicPartition::parse(partition).unwrap();
        match self.call(machine, ConsumerCall::Position(partition, None)) {
            Outcome::Position(offset) => offset,
            other => panic!("{machine} position: {other:?}"),
        }
    }

    /// Seeks.
    pub fn seek(&mut self, machine: &str, partition: &str, offset: Offset) {
        let partition = TopicPartition::parse(partition).unwrap();
        self.done(machine, ConsumerCall::Seek(partition, offset));
    }

    /// commitSync of these offsets.
    pub fn commit(&mut self, machine: &str, list: &[(&str, Offset)]) {
        self.done(machine, ConsumerCall::CommitSync(Some(offsets(list))));
    }

    /// What the broker has as committed.
    pub fn committed(&self, group: &str, partition: &str) -> Option<Offset> {
        let partition = TopicPartition::parse(partition).unwrap();
        let broker = self.cluster.state().broker();
        broker.committed(group, &partition).map(|c| c.offset)
    }

    /// Sends records from the producer `p`, which is started where it is
    /// missing, and waits: partition and offset of each.
    pub fn send(&mut self, records: Vec<ProducerRecord>) -> Vec<(i32, Offset)> {
        if self.cluster.state().machine("p").is_none() {
            self.producer("p", &[]);
        }
        let sent = self.try_send("p", records);
        let placed = sent.into_iter().map(Result::unwrap);
        placed.map(|sent| (sent.partition, sent.offset)).collect()
    }

    /// Sends records and waits for what becomes of each.
    pub fn try_send(&mut self, machine: &str, records: Vec<ProducerRecord>) -> Vec<Sent> {
        match self.call(machine, ProducerCall::Send(records.into())) {
            Outcome::Sent(sent) => sent.to_vec(),
            other => panic!("{machine} send: {other:?}"),
        }
    }

    /// Class and text of why one record could not be sent.
    pub fn send_fails(&mut self, machine: &str, record: ProducerRecord) -> (&'static str, String) {
        let sent = self.try_send(machine, vec![record]);
        let why = sent[0].as_ref().unwrap_err();
        (why.class, why.message.clone())
    }

    /// Appends so many records to a partition.
    pub fn fill(&mut self, partition: &str, records: usize) {
        let partition = TopicPartition::parse(partition).unwrap();
        let record = record(&partition.topic, Some(partition.partition), None);
        self.send(vec![record; records]);
    }

    // Looking.

    /// A machine.
    pub fn machine(&self, name: &str) -> &Machine {
        self.cluster.state().machine(name).unwrap().1
    }

    /// How many finished records no commit covered when a machine crashed.
    pub fn died_with(&self, name: &str) -> Option<u32> {
        let state = self.cluster.state();
        state.observed().died_with(state.machine(name)?.0)
    }

    /// A machine's consumer.
    pub fn consumer_of(&self, name: &str) -> &Consumer {
        self.machine(name).client().consumer().unwrap()
    }

    /// A machine's producer.
    pub fn producer_of(&self, name: &str) -> &Producer {
        self.machine(name).client().producer().unwrap()
    }

    /// The partitions that a consumer believes it owns, as names.
    pub fn owned(&self, name: &str) -> Vec<String> {
        let owned = self.consumer_of(name).owned_partitions();
        owned.iter().map(ToString::to_string).collect()
    }

    /// A group.
    pub fn group(&self, id: &str) -> &ClassicGroup {
        self.cluster.state().broker().classic_group(id).unwrap()
    }

    /// State, generation and number of members of a group.
    pub fn group_is(&self, id: &str) -> (GroupState, i32, usize) {
        let group = self.group(id);
        (group.state(), group.generation(), group.members().len())
    }

    /// A group as the page sees it.
    pub fn group_view(&self, id: &str) -> GroupView {
        let view = View::of(self.cluster.state(), 50);
        let found = view.groups.into_iter().find(|g| *g.id == *id);
        found.unwrap_or_else(|| panic!("there is no group {id}"))
    }

    /// Once, again and lost of a group.
    pub fn ledger(&self, group: &str) -> (i64, i64, i64) {
        let ledger = self.group_view(group).ledger;
        (ledger.once, ledger.again, ledger.lost)
    }

    /// Requests of one API that a machine sent, with their instants.
    pub fn requests(&self, machine: &str, api: &str) -> Vec<(Millis, Arc<Request>)> {
        let is_api =
            |request: &Arc<Request>| *request.client_id == *machine && request.body.api() == api;
        let requests = self.events.iter().filter_map(|event| match &event.what {
            Happening::Network(NetworkEvent::RequestSent { request, .. }) => {
                is_api(request).then(|| (event.at - START, request.clone()))
            }
            _ => None,
        });
        requests.collect()
    }

    /// What happened in a consumer.
    pub fn happened(&self, machine: &str) -> Vec<&ConsumerEvent> {
        let id = self.cluster.state().machine(machine).unwrap().0;
        let events = self.events.iter().filter_map(|event| match &event.what {
            Happening::Consumer(who, event) if *who == id => Some(event),
            _ => None,
        });
        events.collect()
    }

    /// What a rebalance listener was told: `assigned [a-0]` and so on.
    pub fn told(&self, machine: &str) -> Vec<String> {
        let list = |partitions: &[TopicPartition]| {
            let names: Vec<String> = partitions.iter().map(ToString::to_string).collect();
            names.join(" ")
        };
        let told = self.happened(machine).into_iter();
        told.filter_map(|event| match event {
            ConsumerEvent::Assigned { partitions } => {
                Some(format!("assigned [{}]", list(partitions)))
            }
            ConsumerEvent::Revoked {
                partitions, lost, ..
            } => {
                let word = if *lost { "lost" } else { "revoked" };
                Some(format!("{word} [{}]", list(partitions)))
            }
            _ => None,
        })
        .collect()
    }
}
