//! One run: a recording played on a cluster of its own.

use super::compare::Renaming;
use super::owed;
use super::raw::Calls;
use super::values::{self, text};
use super::world::World;
use super::{verbs, Difference, Outcome, Report};
use kafka_playground_engine::command::{ClientKind, Command, CommandError};
use serde_json::{json, Map, Value};
use std::collections::BTreeMap;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Why a file cannot be played on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The engine cannot do it yet, though it is to.
    NotYet(String),
    /// Something came to be that cannot be in a recording: a call that does
    /// not end, a name that is not there.
    Broken(String),
}

impl Stop {
    /// It in words.
    pub fn text(&self) -> String {
        match self {
            Stop::NotYet(what) => format!("not there yet: {what}"),
            Stop::Broken(what) => what.clone(),
        }
    }
}

/// What the steps of a file share.
pub struct Play {
    /// The cluster.
    pub world: World,
    /// Connections, requests under way, and saved values.
    pub calls: Calls,
    /// The recording.
    pub file: Value,
    /// The machine of each producer, by its name in the file.
    pub producers: BTreeMap<String, String>,
    /// The machine of each consumer, by its name in the file.
    pub consumers: BTreeMap<String, String>,
    /// Ids of producers in the order in which dumps showed them.
    pub producer_ids: Vec<i64>,
}

impl Play {
    /// A cluster in which nothing has happened, as the recording wants it.
    ///
    /// # Errors
    /// Where the broker's settings are refused.
    pub fn new(file: &Value, seed: u64) -> Result<Self, Stop> {
        let broker = values::settings(&[&file["broker"]]);
        let start = values::number(file, "started_at").unwrap_or_default();
        Ok(Play {
            world: World::new(&broker, start, seed)?,
            calls: Calls::new(start),
            file: file.clone(),
            producers: BTreeMap::new(),
            consumers: BTreeMap::new(),
            producer_ids: Vec::new(),
        })
    }

    /// Plays a step: what we see, in the form of `saw`.
    ///
    /// # Errors
    /// Why the file cannot be played on.
    pub fn step(&mut self, step: &Value) -> Result<Value, Stop> {
        let mut saw = verbs::perform(self, step)?;
        let mut involved: Vec<String> = values::texts(step, "consumers");
        if step["consumer"].is_string() {
            involved.insert(0, text(step, "consumer").to_owned());
        }
        let mut callbacks = Map::new();
        for name in involved {
            let Some(machine) = self.consumers.get(&name) else {
                continue;
            };
            let told = self.world.told(machine);
            if !told.is_empty() {
                callbacks.insert(name, json!(told));
            }
        }
        if !callbacks.is_empty() {
            saw["callbacks"] = Value::Object(callbacks);
        }
        Ok(saw)
    }

    /// Starts the client of a step and answers its machine's name. The client's
    /// id is its name in the file, as with the recorder; a machine has a name of
    /// its own where the client's is taken: a producer and a consumer may share
    /// one, and a client may follow another of its name.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn start_client(&mut self, step: &Value, kind: ClientKind) -> Result<String, CommandError> {
        let defaults = match kind {
            ClientKind::Producer => &self.file["producer"],
            ClientKind::Consumer => &self.file["consumer"],
        };
        let id = json!({"client.id": step["name"]});
        let settings = values::settings(&[&id, defaults, &step["config"]]);
        let plain = text(step, "name").replace(char::is_whitespace, "-");
        let taken = |name: &str| self.world.cluster.state().machine(name).is_some();
        let mut machine = plain.clone();
        for number in 2.. {
            if !taken(&machine) {
                break;
            }
            machine = format!("{plain}-{number}");
        }
        self.world.submit(&Command::StartClient {
            name: machine.as_str().into(),
            kind,
            settings,
        })?;
        Ok(machine)
    }

    /// The machine of a consumer that a step names.
    ///
    /// # Errors
    /// Where the file has none of that name.
    pub fn consumer(&self, name: &str) -> Result<String, Stop> {
        let found = self.consumers.get(name).cloned();
        found.ok_or_else(|| Stop::Broken(format!("there is no consumer {name}")))
    }

    /// The machine of a producer that a step names.
    ///
    /// # Errors
    /// Where the file has none of that name.
    pub fn producer(&self, name: &str) -> Result<String, Stop> {
        let found = self.producers.get(name).cloned();
        found.ok_or_else(|| Stop::Broken(format!("there is no producer {name}")))
    }
}

/// The seed of a run. Nothing that is compared may depend on it, but for what
/// [`by_random_ids`] says.
const SEED: u64 = 7;

/// How many seeds are tried where random ids decide what is seen.
const TRIES: u64 = 8;

/// Plays a recording from its first step to its last, or as far as it goes.
///
/// Where random ids decide what Kafka does, another seed is tried if it does
/// something else; if none does what Kafka did, the first run is reported.
pub fn play(area: &str, case: &str, path: &str, file: &Value) -> Report {
    let first = play_once(area, case, path, file, SEED);
    if first.outcome != Outcome::Differs || !by_random_ids(file) {
        return first;
    }
    let others = (SEED + 1..SEED + TRIES).map(|seed| play_once(area, case, path, file, seed));
    let same = others.into_iter().find(|r| r.outcome != Outcome::Differs);
    same.unwrap_or(first)
}

/// Whether random ids decide what Kafka does in a file: which of several
/// members that have one partition too many keeps it follows, with the sticky
/// assignors, from the hashes of the member ids that the broker made up
/// (`fidelity.md` 5.3). The recordings show one of the ways it can go.
fn by_random_ids(file: &Value) -> bool {
    let mut settings = vec![&file["consumer"]];
    settings.extend(
        values::list(file, "steps")
            .iter()
            .map(|step| &step["config"]),
    );
    settings.iter().any(|settings| {
        let assignors = settings["partition.assignment.strategy"].as_str();
        assignors.is_some_and(|assignors| assignors.contains("StickyAssignor"))
    })
}

/// Plays a recording with a seed.
fn play_once(area: &str, case: &str, path: &str, file: &Value, seed: u64) -> Report {
    let steps = values::list(file, "steps");
    let mut report = Report {
        area: area.to_owned(),
        case: case.to_owned(),
        file: path.to_owned(),
        outcome: Outcome::Equal,
        steps: steps.len(),
        equal_steps: 0,
        differences: Vec::new(),
        stopped: None,
    };
    let mut play = match Play::new(file, seed) {
        Ok(play) => play,
        Err(stop) => {
            report.outcome = Outcome::Differs;
            report.stopped = Some(stop.text());
            return report;
        }
    };
    let mut renaming = Renaming::default();
    for (number, step) in steps.iter().enumerate() {
        if let Some(why) = owed::why(step, defaults(file, step)) {
            report.stopped = Some(format!("step {number}: {why}"));
            if report.outcome != Outcome::Differs {
                report.outcome = Outcome::Owed;
            }
            break;
        }
        let ours = catch_unwind(AssertUnwindSafe(|| play.step(step)));
        let ours = ours.unwrap_or_else(|_| Err(Stop::Broken("the engine panicked".to_owned())));
        if !judge(&mut report, &mut renaming, number, step, ours) {
            break;
        }
    }
    report
}

/// The settings that a file gives to all clients of a step's kind.
fn defaults<'a>(file: &'a Value, step: &Value) -> &'a Value {
    match text(step, "do") {
        "producer" => &file["producer"],
        _ => &file["consumer"],
    }
}

/// Compares the answers of a step. Answers whether to go on.
fn judge(
    report: &mut Report,
    renaming: &mut Renaming,
    number: usize,
    step: &Value,
    ours: Result<Value, Stop>,
) -> bool {
    let kafka = super::raw::by_index(verbs::dump::comparable(step));
    let ours = ours.map(super::raw::by_index);
    let outcome = match &ours {
        Ok(ours) => renaming.compare(&kafka, ours),
        Err(_) => Outcome::Differs,
    };
    if outcome == Outcome::Equal {
        report.equal_steps += 1;
        return true;
    }
    report.outcome = report.outcome.max(outcome);
    let mut asked = step.clone();
    if let Some(asked) = asked.as_object_mut() {
        asked.remove("saw");
    }
    let stop = ours.as_ref().err().map(Stop::text);
    report.differences.push(Difference {
        step: number,
        asked: asked.to_string(),
        kafka: kafka.to_string(),
        ours: ours.map_or_else(|stop| stop.text(), |ours| ours.to_string()),
    });
    match stop {
        None => true,
        Some(stop) => {
            report.stopped = Some(format!("step {number}: {stop}"));
            false
        }
    }
}
