//! Commands: checked against the state first, so that a refused one changes
//! nothing.

use super::checks::{
    check_close, check_habit, check_pattern, check_wakeup, check_work, not_now, out_of_range, over,
    wrong_kind, ADMIN,
};
use super::task::Task;
use super::Cluster;
use crate::app::{AppEvent, AppSpec, ConsumeSpec, ProduceSpec, AUTO_COMMIT};
use crate::command::{
    Change, ClientKind, Command, CommandError, CommitMode, ConsumerSpec, ProducerSpec,
};
use crate::event::{ClientSpec, Happening, MachineEvent, OperationEvent};
use crate::habit::{Finally, Habit};
use crate::ids::MachineId;
use crate::network::NetworkEvent;
use crate::operation::Progress;
use crate::Status;
use client::call::{
    AdminCall, Call, CloseOptions, ConsumerCall, OpId, ProducerCall, ProducerRecord,
};
use client::config::{ConsumerConfig, ProducerConfig};
use client::library::{Library, Manner};
use client::outcome::Outcome;
use client::Client;
use protocol::config::Settings;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use tools::Signal;

/// The producer that sends what users hand it, where they name no other.
const CONSOLE: &str = "console";
type Submitted = Result<Option<OpId>, CommandError>;

impl Cluster {
    /// Gives a command. Answers the operation that it began, if it began one.
    ///
    /// # Errors
    /// Why it cannot be issued; then nothing has changed.
    pub fn submit(&mut self, command: &Command) -> Submitted {
        self.settled(|cluster| cluster.decide(command))
    }

    /// Gives a command, and takes its first step only: what it changes by
    /// itself. What the machine that it concerns does then is due at this
    /// instant, before all else that is.
    ///
    /// # Errors
    /// Why it cannot be issued; then nothing has changed.
    pub fn give(&mut self, command: &Command) -> Submitted {
        self.counted(|cluster| cluster.decide(command))
    }

    fn decide(&mut self, command: &Command) -> Submitted {
        match command {
            Command::Admin(call) => self.admin(call),
            Command::StartProducer(spec) => self.start_producer(spec),
            Command::StartConsumers(spec) => self.start_consumers(spec),
            Command::Produce { from, record } => self.produce(from.as_ref(), record),
            Command::Call { machine, call } => self.call(machine, call),
            Command::SeekToTime {
                machine,
                partitions,
                at,
            } => self.seek_to_time(machine, partitions, *at),
            Command::OffsetsForTime {
                machine,
                partitions,
                at,
            } => self.offsets_for_time(machine, partitions, *at),
            Command::StartClient {
                name,
                kind,
                settings,
            } => self.start_client(name, *kind, settings),
            Command::PauseProducing(name) => self.rest(name, true),
            Command::ResumeProducing(name) => self.rest(name, false),
            Command::Crash(name) => self.crash(name),
            Command::Stop(name) => self.stop(name, CloseOptions::default()),
            Command::StopWith { machine, options } => self.stop_with(machine, *options),
            Command::Interrupt(name) => self.interrupt(name),
            Command::Start(name) => self.start(name),
            Command::Stall(name) => self.stall(name, true),
            Command::Unstall(name) => self.stall(name, false),
            Command::Cut(name) => self.cut(name),
            Command::Heal(name) => self.heal(name),
            Command::Remove(name) => self.remove(name),
            Command::Configure { machine, change } => self.configure(machine, change),
            Command::Shell(line) => self.type_line(line),
            Command::Input(text) => self.type_input(text),
            Command::EndInput => self.end_input(),
            Command::Signal { job, signal } => self.signal(*job, *signal),
            Command::Foreground(job) => self.foreground(*job),
        }
    }

    pub(super) fn add(
        &mut self,
        name: Name,
        client: ClientSpec,
        settings: Settings,
        app: Option<AppSpec>,
    ) -> MachineId {
        let id = self.state.next_machine();
        self.happen(Happening::Machine(
            id,
            MachineEvent::Added {
                name,
                client,
                settings,
                app: app.map(Box::new),
            },
        ));
        id
    }

    fn admin(&mut self, call: &AdminCall) -> Submitted {
        let id = match self.state.machine(ADMIN) {
            Some((id, _)) => id,
            None => {
                let id = self.add(ADMIN.into(), ClientSpec::Admin, Settings::new(), None);
                self.pump(id);
                id
            }
        };
        let op = self.begin(id, call.clone().into());
        self.rouse(id, false);
        Ok(Some(op))
    }

    fn start_producer(&mut self, spec: &ProducerSpec) -> Submitted {
        self.check_room(1)?;
        self.check_topic(&spec.topic)?;
        self.check_rate(spec.rate)?;
        self.check_settings(&spec.settings)?;
        let name = match &spec.name {
            Some(name) => name.clone(),
            None => self.free_name("p", &[]),
        };
        self.check_name(&name)?;
        ProducerConfig::read(&spec.settings).map_err(CommandError::InvalidSetting)?;
        let app = AppSpec::Produce(ProduceSpec {
            topic: Some(spec.topic.clone()),
            keys: spec.keys.clone(),
            rate: Some(spec.rate),
        });
        let id = self.add(name, ClientSpec::Producer, spec.settings.clone(), Some(app));
        self.rouse(id, false);
        Ok(None)
    }

    fn start_consumers(&mut self, spec: &ConsumerSpec) -> Submitted {
        if spec.members == 0 {
            return Err(out_of_range(
                "The number of members",
                1,
                self.limits.machines as i64,
            ));
        }
        self.check_room(spec.members)?;
        for topic in &spec.topics {
            self.check_topic(topic)?;
        }
        check_work(spec.work_ms)?;
        check_pattern(spec.pattern.as_ref(), &spec.habit)?;
        let mut settings = spec.settings.clone();
        settings.insert("group.id".into(), spec.group.clone());
        self.check_settings(&settings)?;
        check_habit(&spec.habit)?;
        let auto_by_hand = settings.get(AUTO_COMMIT).is_some_and(is_true);
        set_auto_commit(&mut settings, spec.commit, &spec.habit);
        let manner = spec.habit.manner(spec.commit);
        ConsumerConfig::read_as(manner, &settings).map_err(CommandError::InvalidSetting)?;
        let mut names: Vec<Name> = Vec::new();
        for _ in 0..spec.members {
            names.push(match &spec.name {
                Some(name) if spec.members == 1 => name.clone(),
                Some(name) => self.free_name(name, &names),
                None => self.free_name("c", &names),
            });
        }
        for name in &names {
            self.check_name(name)?;
        }
        let app = AppSpec::Consume(ConsumeSpec {
            topics: spec.topics.clone(),
            pattern: spec.pattern.clone(),
            work_ms: spec.work_ms,
            commit: spec.commit,
            by_hand: spec.by_hand,
            auto_by_hand,
            habit: spec.habit.clone(),
        });
        let mut last = None;
        for name in names {
            // Each begins before the next one is there.
            if let Some(id) = last {
                self.pump(id);
            }
            let app = Some(app.clone());
            last = Some(self.add(name, ClientSpec::Consumer, settings.clone(), app));
        }
        if let Some(id) = last {
            self.rouse(id, false);
        }
        Ok(None)
    }

    fn start_client(&mut self, name: &Name, kind: ClientKind, settings: &Settings) -> Submitted {
        self.check_room(1)?;
        self.check_name(name)?;
        self.check_settings(settings)?;
        let client = match kind {
            ClientKind::Producer => {
                ProducerConfig::read(settings).map_err(CommandError::InvalidSetting)?;
                ClientSpec::Producer
            }
            ClientKind::Consumer => {
                ConsumerConfig::read(settings).map_err(CommandError::InvalidSetting)?;
                ClientSpec::Consumer
            }
        };
        let id = self.add(name.clone(), client, settings.clone(), None);
        self.rouse(id, false);
        Ok(None)
    }

    pub(super) fn produce(&mut self, from: Option<&Name>, record: &ProducerRecord) -> Submitted {
        self.check_topic(&record.topic)?;
        self.check_record(record)?;
        self.check_logs(1)?;
        let console = Name::from(CONSOLE);
        let from = from.unwrap_or(&console);
        let id = match self.running(from) {
            Ok((id, machine)) if machine.client().producer().is_some() => id,
            Ok(_) => return Err(wrong_kind(from, "producer")),
            Err(CommandError::UnknownMachine { .. }) if *from == console => {
                self.check_room(1)?;
                let app = AppSpec::Produce(ProduceSpec::default());
                let id = self.add(console, ClientSpec::Producer, Settings::new(), Some(app));
                self.pump(id);
                id
            }
            Err(error) => return Err(error),
        };
        let call = ProducerCall::Send([record.clone()].into());
        self.ask(id, call.into())
    }

    fn call(&mut self, name: &Name, call: &Call) -> Submitted {
        let (id, machine) = self.running(name)?;
        let (wanted, fits) = match call {
            Call::Producer(_) => ("producer", machine.client().producer().is_some()),
            Call::Consumer(_) => ("consumer", machine.client().consumer().is_some()),
            // Users give these to no machine that has a name.
            Call::Admin(_) => ("admin client", false),
            Call::Peer(..) => ("peer", false),
        };
        if !fits {
            return Err(wrong_kind(name, wanted));
        }
        if call.consumer() == Some(&ConsumerCall::Wakeup) {
            check_wakeup(machine)?;
        }
        if let Some(ProducerCall::Send(records)) = call.producer() {
            self.check_logs(records.len())?;
            for record in records.iter() {
                self.check_record(record)?;
            }
        }
        self.ask(id, call.clone())
    }

    fn seek_to_time(
        &mut self,
        name: &Name,
        partitions: &[TopicPartition],
        at: Millis,
    ) -> Submitted {
        let (id, machine) = self.running(name)?;
        if machine.consuming().is_none() {
            return Err(wrong_kind(name, "consumer with a program"));
        }
        let asked = self.offsets_for_time(name, partitions, at)?;
        if let Some(lookup) = asked {
            self.happen(Happening::App(id, AppEvent::SeekAsked { lookup }));
        }
        Ok(asked)
    }

    fn offsets_for_time(
        &mut self,
        name: &Name,
        partitions: &[TopicPartition],
        at: Millis,
    ) -> Submitted {
        let at = self.state.start() + at;
        let times = partitions.iter().map(|partition| (partition.clone(), at));
        let lookup = ConsumerCall::OffsetsForTimes(times.collect());
        self.call(name, &lookup.into())
    }

    /// Has a machine's program make a call; without a program it is made at
    /// once.
    fn ask(&mut self, id: MachineId, call: Call) -> Submitted {
        let machine = &self.state.machines()[&id];
        if machine.tool().is_some() {
            return Err(not_now(machine.name(), "is a tool, which takes no calls"));
        }
        let waiting = {
            let operations = self.state.operations().values();
            operations
                .filter(|o| o.machine == id && o.progress == Progress::Queued)
                .count()
        };
        if waiting >= self.limits.waiting_calls {
            return Err(over(
                "calls that wait for one machine",
                self.limits.waiting_calls as u64,
            ));
        }
        let op = if call.consumer() == Some(&ConsumerCall::Wakeup) {
            // The one method that another thread may call: it waits for nobody.
            self.begin(id, call)
        } else if machine.job().is_some() {
            let op = self.state.next_operation();
            let event = OperationEvent::Queued { machine: id, call };
            self.happen(Happening::Operation(op, event));
            op
        } else {
            let in_call = machine.client().consumer().and_then(|c| c.in_call());
            if in_call.is_some() {
                // KafkaConsumer is not safe for multi-threaded access.
                return Err(not_now(machine.name(), "waits for another call"));
            }
            self.begin(id, call)
        };
        self.rouse(id, false);
        Ok(Some(op))
    }

    fn rest(&mut self, name: &Name, rest: bool) -> Submitted {
        let (id, machine) = self.running(name)?;
        let Some(program) = machine.job().as_ref().and_then(|job| job.producing()) else {
            return Err(wrong_kind(name, "producer program"));
        };
        if program.paused == rest {
            let why = if rest {
                "rests already"
            } else {
                "does not rest"
            };
            return Err(not_now(name, why));
        }
        let event = if rest {
            AppEvent::ProducingPaused
        } else {
            AppEvent::ProducingResumed
        };
        self.happen(Happening::App(id, event));
        Ok(None)
    }

    fn crash(&mut self, name: &Name) -> Submitted {
        let (id, _) = self.running(name)?;
        self.die(id);
        Ok(None)
    }

    /// A process ends, and nobody closes its client.
    pub(super) fn die(&mut self, id: MachineId) {
        let of_terminal = self.state.terminal().job_of(id).is_some();
        self.happen(Happening::Machine(id, MachineEvent::Crashed));
        self.hang_up(id);
        self.abandon_calls(id);
        if of_terminal {
            self.agenda.push(Task::Terminal);
        }
    }

    /// A signal. A call that waits is broken off where the library does so.
    fn interrupt(&mut self, name: &Name) -> Submitted {
        let (id, machine) = self.running(name)?;
        if let Some(job) = self.state.terminal().job_of(id) {
            return self.signal(Some(job), Signal::Interrupt);
        }
        let Some(program) = machine.consuming() else {
            return Err(wrong_kind(name, "consumer with a program"));
        };
        let library = program.spec.habit.library();
        let wakes = match library {
            Library::Java => true,
            Library::KafkaPython | Library::ConfluentKafka => program.in_call.is_some(),
            Library::Sarama | Library::KafkaJs => false,
        };
        let handled = program.spec.habit.finally() != Finally::Nothing;
        self.happen(Happening::App(id, AppEvent::Interrupted));
        if wakes && handled {
            self.begin(id, ConsumerCall::Wakeup.into());
        }
        self.rouse(id, false);
        Ok(None)
    }

    /// Calls of a process that died never come back; who asks is told so.
    pub(super) fn abandon_calls(&mut self, id: MachineId) {
        let open: Vec<OpId> = {
            let operations = self.state.operations().iter();
            operations
                .filter(|(_, o)| o.machine == id && !matches!(o.progress, Progress::Completed(..)))
                .map(|(op, _)| *op)
                .collect()
        };
        for op in open {
            let died = Exception::new("ProcessDied", "The process died before the call came back.");
            self.complete(op, Outcome::Threw(died));
        }
    }

    /// Only some clients have a say in how they close.
    fn stop_with(&mut self, name: &Name, options: CloseOptions) -> Submitted {
        let (_, machine) = self.running(name)?;
        check_close(machine, options)?;
        self.stop(name, options)
    }

    fn stop(&mut self, name: &Name, options: CloseOptions) -> Submitted {
        let (id, machine) = self.running(name)?;
        if machine.status() != Status::Running {
            return Err(not_now(name, "is stopping already"));
        }
        if machine.is_stalled() {
            return Err(not_now(name, "stands still; let it go on first"));
        }
        if machine.job().is_none() {
            return match machine.client() {
                Client::Producer(_) => self.ask(id, ProducerCall::Close.into()),
                Client::Consumer(_) => self.ask(id, ConsumerCall::Close(options).into()),
                Client::Admin(_) | Client::Peer(_) => Err(wrong_kind(name, "producer or consumer")),
            };
        }
        if options != CloseOptions::default() {
            self.happen(Happening::App(id, AppEvent::CloseAsked { options }));
        }
        let restart = false;
        self.happen(Happening::Machine(id, MachineEvent::Stopping { restart }));
        self.rouse(id, false);
        Ok(None)
    }

    fn start(&mut self, name: &Name) -> Submitted {
        let (id, machine) = self.known(name)?;
        if machine.is_running() {
            return Err(not_now(name, "is running"));
        }
        if machine.tool().is_some() {
            return Err(not_now(name, "was a tool; type its line again"));
        }
        self.happen(Happening::Machine(id, MachineEvent::Restarted));
        self.rouse(id, false);
        Ok(None)
    }

    fn stall(&mut self, name: &Name, stall: bool) -> Submitted {
        let (id, machine) = self.running(name)?;
        if machine.is_stalled() == stall {
            let why = if stall {
                "stands still already"
            } else {
                "does not stand still"
            };
            return Err(not_now(name, why));
        }
        let event = if stall {
            MachineEvent::Stalled
        } else {
            MachineEvent::Unstalled
        };
        self.happen(Happening::Machine(id, event));
        self.rouse(id, false);
        Ok(None)
    }

    fn cut(&mut self, name: &Name) -> Submitted {
        let (id, machine) = self.known(name)?;
        if machine.is_cut() {
            return Err(not_now(name, "is cut off already"));
        }
        let event = NetworkEvent::Cut { machine: id };
        self.happen(Happening::Network(event));
        Ok(None)
    }

    /// The network is whole again. Connections that lost something do not come
    /// back to life: both sides learn that, and the client opens new ones.
    fn heal(&mut self, name: &Name) -> Submitted {
        let (id, machine) = self.known(name)?;
        if !machine.is_cut() {
            return Err(not_now(name, "is not cut off"));
        }
        let event = NetworkEvent::Healed { machine: id };
        self.happen(Happening::Network(event));
        self.hang_up(id);
        self.rouse(id, false);
        Ok(None)
    }

    fn remove(&mut self, name: &Name) -> Submitted {
        let (id, machine) = self.known(name)?;
        if machine.is_running() {
            return Err(not_now(name, "is running; stop or crash it first"));
        }
        self.happen(Happening::Machine(id, MachineEvent::Removed));
        Ok(None)
    }

    fn configure(&mut self, name: &Name, change: &Change) -> Submitted {
        let (id, machine) = self.known(name)?;
        let Some(job) = &machine.job() else {
            return Err(wrong_kind(name, "program"));
        };
        let consumes = job.consuming().is_some();
        let of_producer = change.rate.is_some() || change.keys.is_some();
        let of_consumer =
            change.work_ms.is_some() || change.commit.is_some() || change.by_hand.is_some();
        let of_consumer = of_consumer || *change.habit != Habit::default();
        if of_producer && consumes {
            return Err(wrong_kind(name, "producer"));
        }
        if of_consumer && !consumes {
            return Err(wrong_kind(name, "consumer"));
        }
        check_work(change.work_ms.unwrap_or(0))?;
        if let Some(rate) = change.rate {
            self.check_rate(rate)?;
        }
        let mut change = change.clone();
        let given_auto = consumes && change.settings.contains_key(AUTO_COMMIT);
        let mut manners = (Manner::default(), Manner::default());
        if let Some(program) = job.consuming() {
            let (old, mut habit) = (&program.spec, program.spec.habit.clone());
            habit.change(&change.habit);
            check_habit(&habit)?;
            check_pattern(old.pattern.as_ref(), &habit)?;
            let commit = change.commit.unwrap_or(old.commit);
            if change.commit.is_some() || change.habit.library.is_some() {
                set_auto_commit(&mut change.settings, commit, &habit);
            }
            manners = (old.habit.manner(old.commit), habit.manner(commit));
        }
        let old = machine.settings();
        // By hand it makes a difference that this one was given.
        change.settings.retain(|key, value| {
            old.get(key) != Some(value) || given_auto && **key == *AUTO_COMMIT
        });
        let mut settings = old.clone();
        settings.extend(change.settings.clone());
        self.check_settings(&settings)?;
        if consumes {
            ConsumerConfig::read_as(manners.1, &settings).map(|_| ())
        } else {
            ProducerConfig::read(&settings).map(|_| ())
        }
        .map_err(CommandError::InvalidSetting)?;
        // A client reads its settings when it starts.
        let read = !change.settings.is_empty() || manners.0 != manners.1;
        let restart = read && machine.status() == Status::Running;
        let event = MachineEvent::Configured(Box::new(change));
        self.happen(Happening::Machine(id, event));
        if restart {
            self.happen(Happening::Machine(id, MachineEvent::Stopping { restart }));
        }
        self.rouse(id, false);
        Ok(None)
    }
}

/// Whether the client commits by itself follows from how the program commits.
fn set_auto_commit(settings: &mut Settings, commit: CommitMode, habit: &Habit) {
    let stores = habit.library() == Library::ConfluentKafka && commit == CommitMode::Marks;
    let auto = if commit == CommitMode::Auto || stores {
        "true"
    } else {
        "false"
    };
    settings.insert(AUTO_COMMIT.into(), auto.into());
}

fn is_true(value: &Name) -> bool {
    value.eq_ignore_ascii_case("true")
}
