//! What commands are checked for before anything changes.

use super::Cluster;
use crate::command::{CommandError, Rate};
use crate::habit::{Habit, MAX_WORKERS};
use crate::ids::MachineId;
use crate::network::Cargo;
use crate::{Machine, Status};
use client::call::{CloseOptions, GroupMembershipOperation, ProducerRecord};
use client::consumer::Pattern;
use client::library::Library;
use protocol::api::RequestBody;
use protocol::config::Settings;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::record::{Header, Millis, Payload};
use protocol::topic_name;

/// The machine of the admin client.
pub(super) const ADMIN: &str = "admin";

/// The longest work on a record: a day.
const MAX_WORK_MS: Millis = 86_400_000;

impl Cluster {
    pub(super) fn known(&self, name: &Name) -> Result<(MachineId, &Machine), CommandError> {
        self.state
            .machine(name)
            .filter(|(_, machine)| *machine.name() != ADMIN)
            .ok_or_else(|| CommandError::UnknownMachine {
                name: name.clone(),
                known: self.names(),
            })
    }

    pub(super) fn names(&self) -> Vec<Name> {
        let machines = self.state.machines().values();
        let names = machines.map(|machine| machine.name().clone());
        names.filter(|name| *name != ADMIN).collect()
    }

    pub(super) fn running(&self, name: &Name) -> Result<(MachineId, &Machine), CommandError> {
        let (id, machine) = self.known(name)?;
        if machine.is_running() {
            return Ok((id, machine));
        }
        let why = if machine.status() == Status::Crashed {
            "crashed; start it again first"
        } else {
            "was stopped; start it again first"
        };
        Err(not_now(name, why))
    }

    pub(super) fn check_name(&self, name: &Name) -> Result<(), CommandError> {
        let max = self.limits.name_length;
        let why = if name.is_empty() {
            Some("it is empty".to_owned())
        } else if name.chars().count() > max {
            Some(format!("it has more than {max} characters"))
        } else if name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            Some("it has blanks or control characters".to_owned())
        } else {
            None
        };
        match why {
            Some(why) => Err(CommandError::InvalidName {
                name: name.clone(),
                why,
            }),
            None if self.state.machine(name).is_some() => {
                Err(CommandError::NameTaken(name.clone()))
            }
            None => Ok(()),
        }
    }

    pub(super) fn check_room(&self, more: usize) -> Result<(), CommandError> {
        let max = self.limits.machines;
        // A tool that runs takes no room: it goes when it has ended.
        let tools = self.state.machines().values();
        let tools = tools.filter(|machine| machine.tool().is_some());
        let held = self.names().len() - tools.count();
        if held.saturating_add(more) > max {
            return Err(over("machines", max as u64));
        }
        Ok(())
    }

    pub(super) fn check_settings(&self, settings: &Settings) -> Result<(), CommandError> {
        let max = self.limits.settings;
        if settings.len() > max {
            return Err(over("settings for one machine", max as u64));
        }
        let max = self.limits.name_length;
        let group = settings.get("group.id");
        if group.is_some_and(|group| group.chars().count() > max) {
            return Err(over("characters in a group's name", max as u64));
        }
        let max = self.limits.record_bytes;
        if settings
            .iter()
            .any(|(key, value)| key.len() + value.len() > max)
        {
            return Err(over("bytes in a setting", max as u64));
        }
        Ok(())
    }

    pub(super) fn check_topic(&self, topic: &Name) -> Result<(), CommandError> {
        topic_name::validate(topic).map_err(|why| CommandError::InvalidName {
            name: topic.clone(),
            why,
        })
    }

    pub(super) fn check_rate(&self, rate: Rate) -> Result<(), CommandError> {
        let max = self.limits.records_per_second;
        let fast = i128::from(rate.records) * 1_000 > i128::from(max) * i128::from(rate.per_ms);
        if rate.records < 1 || rate.per_ms < 1 || fast {
            return Err(CommandError::OutOfRange {
                what: "The rate in records a second",
                min: 0,
                max,
            });
        }
        Ok(())
    }

    pub(super) fn check_record(&self, record: &ProducerRecord) -> Result<(), CommandError> {
        let size = |payload: &Option<Payload>| payload.as_ref().map_or(0, |p| p.len() as u64);
        let header = |Header { key, value }: &Header| key.len() as u64 + size(value);
        let headers: u64 = record.headers.iter().map(header).sum();
        let max = self.limits.record_bytes as u64;
        if size(&record.key) + size(&record.value) + headers > max {
            return Err(over("bytes in a record", max));
        }
        Ok(())
    }

    /// Whether the logs have room for so many records more, beside those that
    /// are on their way to them.
    pub(super) fn check_logs(&self, more: usize) -> Result<(), CommandError> {
        let topics = self.state.broker().topics().values();
        let logs = topics.flat_map(|topic| &topic.partitions);
        let held: i64 = logs.map(|log| log.end() - log.start()).sum();
        let all = held as u64 + self.coming() as u64 + more as u64;
        if all > self.limits.records {
            return Err(over("records", self.limits.records));
        }
        Ok(())
    }

    /// Records that wait in producers or fly to the broker.
    fn coming(&self) -> usize {
        let machines = self.state.machines().values();
        let producers = machines.filter(|machine| machine.is_running());
        let producers = producers.filter_map(|machine| machine.client().producer());
        let queues = producers.flat_map(|producer| producer.queues());
        let waiting = queues.flat_map(|(_, queue)| queue.iter());
        let waiting: usize = waiting.map(|batch| batch.len()).sum();
        let flights = self.state.network().flights().values();
        let flying = flights.map(|flight| match &flight.cargo {
            Cargo::Request(request) => match &request.body {
                RequestBody::Produce(body) => body
                    .batches
                    .iter()
                    .map(|(_, batch)| batch.records().len())
                    .sum(),
                _ => 0,
            },
            _ => 0,
        });
        waiting + flying.sum::<usize>()
    }

    /// Whether the logs have no room for another record.
    pub(crate) fn is_full(&self) -> bool {
        self.check_logs(1).is_err()
    }

    /// The first free name of the form `p1`, `p2`, and so on.
    pub(super) fn free_name(&self, prefix: &str, taken: &[Name]) -> Name {
        (1u32..)
            .map(|n| Name::from(format!("{prefix}{n}")))
            .find(|name| self.state.machine(name).is_none() && !taken.contains(name))
            .expect("there are more numbers than machines")
    }
}

pub(super) fn check_work(work_ms: Millis) -> Result<(), CommandError> {
    if (0..=MAX_WORK_MS).contains(&work_ms) {
        return Ok(());
    }
    Err(out_of_range(
        "The work on a record, in milliseconds,",
        0,
        MAX_WORK_MS,
    ))
}

pub(super) fn out_of_range(what: &'static str, min: i64, max: i64) -> CommandError {
    CommandError::OutOfRange { what, min, max }
}

pub(super) fn over(limit: &'static str, max: u64) -> CommandError {
    CommandError::OverLimit { limit, max }
}

pub(super) fn not_now(machine: &Name, why: &'static str) -> CommandError {
    CommandError::NotNow {
        machine: machine.clone(),
        why,
    }
}

pub(super) fn wrong_kind(machine: &Name, wanted: &'static str) -> CommandError {
    CommandError::WrongKind {
        machine: machine.clone(),
        wanted,
    }
}

/// A pattern has to be one, in a library that takes them.
pub(super) fn check_pattern(pattern: Option<&Name>, habit: &Habit) -> Result<(), CommandError> {
    let Some(pattern) = pattern else {
        return Ok(());
    };
    let refused = match Pattern::compile(pattern) {
        Err(text) => Exception::new("PatternSyntaxException", text),
        Ok(_) if pattern.is_empty() => {
            Exception::illegal_argument("Topic pattern to subscribe to cannot be empty")
        }
        Ok(_) if habit.library() == Library::Sarama => {
            Exception::illegal_argument("Sarama's consumer groups take topics and no pattern")
        }
        Ok(_) => return Ok(()),
    };
    Err(CommandError::InvalidSetting(refused))
}

/// A style has to be one of the library's.
pub(super) fn check_habit(habit: &Habit) -> Result<(), CommandError> {
    check_work(habit.slow_work_ms.unwrap_or(0))?;
    if let Some(topic) = &habit.dead_letter {
        topic_name::validate(topic).map_err(|why| CommandError::InvalidName {
            name: topic.clone(),
            why,
        })?;
    }
    if habit.workers() > MAX_WORKERS {
        return Err(out_of_range("The number of workers", 0, MAX_WORKERS as i64));
    }
    if let Some(why) = habit.idle_workers() {
        return Err(CommandError::NoWorkers { why });
    }
    match habit.foreign_style() {
        Some((style, library, styles)) => Err(CommandError::ForeignStyle {
            style,
            library: library.name(),
            styles: styles.iter().map(|style| style.name()).collect(),
        }),
        None => Ok(()),
    }
}

/// Why a client does not close otherwise than it always does.
const NO_CLOSE_OPTIONS: &str =
    "has a client that cannot be told how to close: Java's can, and kafka-python's has a timeout";
/// Why a client cannot be woken.
const NO_WAKEUP: &str = "has a client without wakeup(): only Java's has it";

/// Only some clients have a say in how they close.
pub(super) fn check_close(machine: &Machine, options: CloseOptions) -> Result<(), CommandError> {
    if machine.client().consumer().is_none() {
        return Err(wrong_kind(machine.name(), "consumer"));
    }
    let stays = options.membership != GroupMembershipOperation::Default;
    match library(machine) {
        None | Some(Library::Java) => Ok(()),
        Some(Library::KafkaPython) if !stays => Ok(()),
        _ => Err(not_now(machine.name(), NO_CLOSE_OPTIONS)),
    }
}

/// Only Java's consumer can be woken.
pub(super) fn check_wakeup(machine: &Machine) -> Result<(), CommandError> {
    match library(machine) {
        None | Some(Library::Java) => Ok(()),
        _ => Err(not_now(machine.name(), NO_WAKEUP)),
    }
}

/// Whose client a program has; none where there is no program.
fn library(machine: &Machine) -> Option<Library> {
    machine.consuming().map(|app| app.spec.habit.library())
}
