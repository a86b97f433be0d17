//! A machine: a client, the program around it, and how both are.

use crate::app::{AppEvent, AppSpec, AppStep, Consuming, Facts, Job, Line, ToolSpec};
use crate::command::CommitMode;
use crate::event::{ClientSpec, MachineEvent};
use client::admin::Admin;
use client::call::{Call, OpId};
use client::config::{ConsumerConfig, ProducerConfig};
use client::consumer::{Consumer, ConsumerEvent};
use client::outcome::Outcome;
use client::peer::Peer;
use client::producer::{Producer, ProducerEvent};
use client::Client;
use protocol::config::Settings;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::Millis;
use std::sync::Arc;
use tools::Process;

/// Whether a program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It runs.
    Running,
    /// It runs, and is about to end in good order.
    Stopping {
        /// Whether it starts again then.
        restart: bool,
    },
    /// It ended in good order.
    Stopped,
    /// Its process died.
    Crashed,
}

impl Status {
    /// A word for it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Running => "running",
            Status::Stopping { .. } => "stopping",
            Status::Stopped => "stopped",
            Status::Crashed => "crashed",
        }
    }
}

/// A machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its name, which is its client's `client.id`.
    name: Name,
    /// Which client it has.
    spec: ClientSpec,
    /// The client's settings, as they were given.
    settings: Settings,
    /// The client.
    client: Client,
    /// The program around it, if it has one.
    job: Option<Job>,
    /// Whether the program runs.
    status: Status,
    /// Since when it has that status.
    since: Millis,
    /// Whether the program stands still while the client's heartbeat goes on.
    stalled: bool,
    /// Whether its network is cut.
    cut: bool,
    /// The last call that failed, and when; until one of its kind succeeds.
    failure: Option<(&'static str, Exception, Millis)>,
}

fn client(
    at: Millis,
    name: &Name,
    spec: &ClientSpec,
    settings: &Settings,
    app: Option<&AppSpec>,
) -> Client {
    // The settings were read once before the event came to be, so that they
    // are valid here. A client without an id of its own has the machine's name.
    let or_name = |id: &Option<Name>| id.as_ref().unwrap_or(name).clone();
    match spec {
        ClientSpec::Producer => {
            let config = ProducerConfig::read(settings).expect("settings were checked");
            let client_id = or_name(&config.client_id);
            Client::Producer(Box::new(Producer::new(client_id, Arc::new(config))))
        }
        ClientSpec::Consumer => {
            let manner = app.map(AppSpec::manner).unwrap_or_default();
            let config = ConsumerConfig::read_as(manner, settings).expect("settings were checked");
            let client_id = or_name(&config.client_id);
            Client::Consumer(Box::new(Consumer::new(client_id, Arc::new(config), at)))
        }
        ClientSpec::Admin => Client::Admin(Box::new(Admin::new(name.clone(), 30_000))),
        ClientSpec::Peer => Client::Peer(Box::new(Peer::new(name.clone()))),
    }
}

impl Machine {
    /// Its name, which is its client's `client.id` unless a setting says
    /// otherwise.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// Which client it has.
    pub fn spec(&self) -> &ClientSpec {
        &self.spec
    }

    /// The client's settings, as they were given.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The program around it, if it has one.
    pub fn job(&self) -> Option<&Job> {
        self.job.as_ref()
    }

    /// Whether the program runs.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Since when it has that status.
    pub fn since(&self) -> Millis {
        self.since
    }

    /// Whether the program stands still while the client's heartbeat goes on.
    pub fn is_stalled(&self) -> bool {
        self.stalled
    }

    /// Whether its network is cut.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The last call that failed, and when; until one of its kind succeeds.
    pub fn failure(&self) -> Option<&(&'static str, Exception, Millis)> {
        self.failure.as_ref()
    }

    pub(super) fn client_mut(&mut self) -> &mut Client {
        &mut self.client
    }

    pub(super) fn job_mut(&mut self) -> Option<&mut Job> {
        self.job.as_mut()
    }

    /// Its network is cut, or whole again.
    pub(super) fn cut(&mut self, cut: bool) {
        self.cut = cut;
    }

    pub(super) fn new(
        at: Millis,
        name: &Name,
        spec: &ClientSpec,
        settings: &Settings,
        app: Option<&AppSpec>,
    ) -> Self {
        let mut machine = Machine {
            name: name.clone(),
            spec: spec.clone(),
            settings: settings.clone(),
            client: client(at, name, spec, settings, app),
            job: app.map(|app| Job::new(app, at)),
            status: Status::Running,
            since: at,
            stalled: false,
            cut: false,
            failure: None,
        };
        machine.mind_the_user();
        machine
    }

    /// A client whose user polls commits when it is asked.
    fn mind_the_user(&mut self) {
        let program = self.job.as_ref().and_then(Job::consuming);
        let on_request = program.is_some_and(|program| program.spec.commits_on_request());
        if let Client::Consumer(consumer) = &mut self.client {
            consumer.commit_on_request(on_request);
        }
    }

    /// Whether its program runs.
    pub fn is_running(&self) -> bool {
        matches!(self.status, Status::Running | Status::Stopping { .. })
    }

    /// Its program, if it consumes.
    pub fn consuming(&self) -> Option<&Consuming> {
        self.job.as_ref()?.consuming()
    }

    /// The tool that runs on it, if it is one's.
    pub fn tool(&self) -> Option<(&ToolSpec, &Process)> {
        self.job.as_ref()?.tool()
    }

    /// Where its loop stands, if it consumes.
    pub fn line(&self) -> Option<Line> {
        let (program, consumer) = (self.consuming()?, self.client.consumer()?);
        let call = consumer.in_call().map(|in_call| in_call.call().name());
        Some(match self.is_running() {
            true => program.line(call),
            false => Line::Idle,
        })
    }

    /// Something happened in its producer, of which its program may be told.
    pub(super) fn producer_did(&mut self, at: Millis, event: &ProducerEvent) {
        if let Client::Producer(producer) = &mut self.client {
            producer.apply(at, event);
        }
        let placed = match event {
            ProducerEvent::Accumulated { op, partitions } => Some((*op, partitions.len())),
            ProducerEvent::Refused { op, .. } => Some((*op, 1)),
            _ => None,
        };
        if let (Some((op, records)), Some(job)) = (placed, &mut self.job) {
            job.placed(op, records);
        }
    }

    /// Something happened in its consumer, of which its program may be told.
    pub(super) fn consumer_did(&mut self, at: Millis, event: &ConsumerEvent) {
        if let Client::Consumer(consumer) = &mut self.client {
            consumer.apply(at, event);
        }
        if let Some(job) = &mut self.job {
            job.rebalanced(at, event);
        }
    }

    /// When its client wants to be woken, of the instants after `now`.
    pub fn client_due(&self, now: Millis) -> Option<Millis> {
        if self.is_running() {
            self.client.next_due_after(now)
        } else {
            None
        }
    }

    /// When its program wants to be woken, of the instants after `now`.
    pub fn app_due(&self, now: Millis) -> Option<Millis> {
        let job = self.job.as_ref().filter(|_| self.is_running());
        job.and_then(|job| job.next_due_after(now))
    }

    /// What its program sees of its client.
    fn facts(&self, now: Millis) -> Facts {
        let Client::Consumer(consumer) = &self.client else {
            return Facts::default();
        };
        let config = consumer.config();
        let beat = consumer.heartbeat_due();
        Facts {
            rejoining: consumer.rejoining(),
            beating: consumer.link().waits_for("Heartbeat"),
            beat_due: beat.is_some_and(|at| at <= now),
            commit_every: config.auto_commit_interval_ms,
            fetch_wait: config.fetch_max_wait_ms,
            poll_records: config.max_poll_records,
        }
    }

    /// What its program does next at `now`; `draw` is a number drawn by chance.
    pub(super) fn app_step(&self, now: Millis, draw: u64) -> Option<AppStep> {
        self.job.as_ref()?.step(now, self.facts(now), draw)
    }

    /// Something happened in its program. Where the client hands records out
    /// one by one, or is told what is done, it learns of it.
    pub(super) fn app_did(&mut self, at: Millis, event: &AppEvent) {
        if let Some(job) = &mut self.job {
            job.apply(at, event);
        }
        let Some(program) = self.job.as_ref().and_then(Job::consuming) else {
            return;
        };
        let Client::Consumer(consumer) = &mut self.client else {
            return;
        };
        match event {
            AppEvent::WorkStarted { .. } => {
                if let Some(record) = program.working_on().next() {
                    consumer.yielded(&record.partition, record.offset + 1);
                }
            }
            AppEvent::WorkFinished { partition, offset }
            | AppEvent::LetterAnswered {
                partition,
                offset,
                acknowledged: true,
            } if program.spec.commit == CommitMode::Marks => match program.spec.habit.workers() {
                0 => consumer.store(at, partition, offset + 1),
                _ => consumer.store_onward(at, partition, offset + 1),
            },
            _ => {}
        }
    }

    pub(super) fn call_came_back(
        &mut self,
        at: Millis,
        op: OpId,
        call: &Call,
        outcome: &Arc<Outcome>,
    ) {
        self.client.completed(at, op, outcome);
        let every = self.facts(at).commit_every;
        if let Some(job) = &mut self.job {
            job.completed((at, every), op, call, outcome);
        }
        match outcome.exception() {
            Some(exception) => self.failure = Some((call.name(), exception, at)),
            None => {
                if self.failure.as_ref().is_some_and(|f| f.0 == call.name()) {
                    self.failure = None;
                }
            }
        }
    }

    pub(super) fn apply(&mut self, at: Millis, event: &MachineEvent) {
        match event {
            MachineEvent::Added { .. } | MachineEvent::Removed => {}
            MachineEvent::Restarted => {
                let app = self.job.as_ref().map(|job| job.program().spec());
                let cut = self.cut;
                *self = Machine::new(at, &self.name, &self.spec, &self.settings, app.as_ref());
                self.cut = cut;
            }
            MachineEvent::Crashed => self.enter(at, Status::Crashed),
            MachineEvent::Stopping { restart } => {
                self.enter(at, Status::Stopping { restart: *restart });
                if let Some(job) = &mut self.job {
                    job.stop();
                }
            }
            MachineEvent::Stopped => self.enter(at, Status::Stopped),
            MachineEvent::Stalled | MachineEvent::Unstalled => {
                self.stalled = matches!(event, MachineEvent::Stalled);
                if let Some(job) = &mut self.job {
                    job.stall(at, self.stalled);
                }
            }
            MachineEvent::Configured(change) => {
                if let Some(job) = &mut self.job {
                    job.configure(at, change);
                }
                for (key, value) in &change.settings {
                    self.settings.insert(key.clone(), value.clone());
                }
                self.mind_the_user();
            }
        }
    }

    fn enter(&mut self, at: Millis, status: Status) {
        self.status = status;
        self.since = at;
        if !self.is_running() {
            self.stalled = false;
        }
    }
}
