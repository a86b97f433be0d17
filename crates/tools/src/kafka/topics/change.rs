//! Creating topics, adding partitions to them, deleting them.

use super::existing_topics;
use super::options::{
    CONFIG, IF_NOT_EXISTS, PARTITIONS, REPLICATION_FACTOR, REPLICA_ASSIGNMENT, TOPIC,
};
use crate::kafka::words::split;
use crate::options::Given;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use client::outcome::Outcome;
use protocol::api::{NewPartitions, NewTopic};
use protocol::config::{topic, Settings};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_name;

fn illegal_argument(text: &str) -> Stop {
    Throwable::java("IllegalArgumentException", text).into()
}

/// What was given of a topic that is to be made or to grow.
struct Wanted {
    name: Name,
    partitions: Option<i32>,
    replication_factor: Option<i32>,
    /// The brokers of each partition; none where nobody says so.
    assignment: Vec<Vec<i32>>,
    configs: Settings,
}

impl Wanted {
    fn read(given: &Given) -> Result<Self, Stop> {
        let name = given.value(TOPIC)?;
        let partitions = given.number(PARTITIONS)?;
        let replication_factor = given.number(REPLICATION_FACTOR)?;
        let assignment = given.value(REPLICA_ASSIGNMENT)?;
        let assignment = match assignment.filter(|text| !text.is_empty()) {
            Some(text) => assignment_of(text)?,
            None => Vec::new(),
        };
        Ok(Wanted {
            name: name.map_or("", |name| name).into(),
            partitions,
            replication_factor,
            assignment,
            configs: configs(given)?,
        })
    }
}

/// The brokers of each partition: `1:2,2:3`.
fn assignment_of(text: &str) -> Result<Vec<Vec<i32>>, Stop> {
    let mut assignment: Vec<Vec<i32>> = Vec::new();
    for partition in split(text, ',') {
        let mut brokers = Vec::new();
        for broker in split(partition, ':') {
            let broker = broker.trim();
            let number = broker.parse::<i32>();
            brokers.push(number.map_err(|_| Throwable::number_format(broker))?);
        }
        let mut twice: Vec<i32> = Vec::new();
        for (at, broker) in brokers.iter().enumerate() {
            if brokers[..at].contains(broker) && !twice.contains(broker) {
                twice.push(*broker);
            }
        }
        if !twice.is_empty() {
            sort_by(&mut twice, Ord::cmp);
            let text = [
                "Partition replica lists may not contain duplicate entries: ",
                &listed(&twice, ","),
            ];
            let class = "org.apache.kafka.tools.AdminCommandFailedException";
            return Err(Throwable::new(class, text.concat()).into());
        }
        let number = assignment.len().to_string();
        let first = assignment.first().map_or(brokers.len(), Vec::len);
        if brokers.len() != first {
            let list = listed(&brokers, ", ");
            let text = [
                "Partition ",
                &number,
                " has different replication factor: [",
                &list,
                "]",
            ];
            let class = "org.apache.kafka.tools.AdminOperationException";
            return Err(Throwable::new(class, text.concat()).into());
        }
        assignment.push(brokers);
    }
    Ok(assignment)
}

fn listed(numbers: &[i32], between: &str) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    numbers.join(between)
}

/// The settings of a new topic, as far as they can be checked without asking.
fn configs(given: &Given) -> Result<Settings, Stop> {
    let mut configs = Settings::new();
    for pair in given.values(CONFIG) {
        let parts: Vec<&str> = split(pair, '=').into_iter().map(str::trim).collect();
        let [key, value] = parts.as_slice() else {
            return Err(illegal_argument("requirement failed: Invalid topic config: all configs to be added must be in the format \"key=val\"."));
        };
        configs.insert(Name::from(*key), Name::from(*value));
    }
    topic::check(&configs).map_err(|e| Throwable::from(&e))?;
    Ok(configs)
}

/// `--create`.
pub(super) fn create(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let wanted = Wanted::read(given)?;
    if topic_name::has_collision_chars(&wanted.name) {
        io.println("WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. To avoid issues it is best to use either, but not both.");
    }
    let is_short = |factor: i32| (1..=i32::from(i16::MAX)).contains(&factor);
    if wanted
        .replication_factor
        .is_some_and(|factor| !is_short(factor))
    {
        return Err(illegal_argument(
            "The replication factor must be between 1 and 32767 inclusive",
        ));
    }
    if wanted.partitions.is_some_and(|partitions| partitions < 1) {
        return Err(illegal_argument("The partitions must be greater than 0"));
    }
    let outcome = io.admin(AdminCall::CreateTopics(vec![NewTopic {
        name: wanted.name.clone(),
        partitions: wanted.partitions.unwrap_or(-1),
        replication_factor: wanted.replication_factor.unwrap_or(-1) as i16,
        assignments: (0..).zip(wanted.assignment).collect(),
        configs: wanted.configs,
        null_configs: Vec::new(),
    }]))?;
    match outcome.exception() {
        None => {
            let text = ["Created topic ", &wanted.name, "."];
            io.println(&text.concat());
            Ok(())
        }
        Some(Exception {
            error: Some(KafkaError::TopicAlreadyExists),
            ..
        }) if given.has(IF_NOT_EXISTS) => Ok(()),
        Some(exception) => Err(Throwable::from(&exception).into()),
    }
}

/// `--alter`, which adds partitions and nothing else.
pub(super) fn alter(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let wanted = Wanted::read(given)?;
    let topics = existing_topics(io, given)?;
    if topics.is_empty() {
        return Ok(());
    }
    let outcome = io.admin(AdminCall::DescribeTopics(topics.clone()))?;
    let described = match &*outcome {
        Outcome::DescribedTopics(described) => described.as_slice(),
        // Nobody looks at it where partitions go wherever the cluster wants.
        _ => &[],
    };
    let count = wanted.partitions.unwrap_or_default();
    let grown = topics.into_iter().map(|name| {
        let mut described = described.iter();
        let described = described.find(|topic| topic.name == name);
        let there = described.map_or(0, |topic| topic.partitions.len());
        let new = wanted.assignment.iter().skip(there).cloned();
        NewPartitions {
            name,
            count,
            assignments: (!wanted.assignment.is_empty()).then(|| new.collect()),
        }
    });
    finish(io, AdminCall::CreatePartitions(grown.collect()))
}

/// `--delete`.
pub(super) fn delete(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let topics = existing_topics(io, given)?;
    if topics.is_empty() {
        return Ok(());
    }
    finish(io, AdminCall::DeleteTopics(topics))
}

/// Makes a call of which nothing is said if it went well.
fn finish(io: &mut Io<'_>, call: AdminCall) -> Result<(), Stop> {
    match io.admin(call)?.exception() {
        None => Ok(()),
        Some(exception) => Err(Throwable::from(&exception).into()),
    }
}
