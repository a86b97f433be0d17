//! What there is that a line may name.

use broker::group::Group;
use broker::log::Log;
use cluster::command::ClientKind;
use cluster::event::ClientSpec;
use cluster::State;
use protocol::topic_partition::TopicPartition;
use tools::kafka::TOOLS;

/// Something that could stand in a place.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// Without quotes.
    pub text: String,
    /// What follows it at once, such as `=`.
    pub tail: &'static str,
    /// What it is.
    pub about: String,
    /// Whether it is an option, which is never quoted.
    pub is_option: bool,
}

impl Offer {
    pub(super) fn new(text: impl Into<String>, about: impl Into<String>) -> Self {
        Offer {
            text: text.into(),
            tail: "",
            about: about.into(),
            is_option: false,
        }
    }

    pub(super) fn option(name: impl Into<String>, about: impl Into<String>) -> Self {
        Offer {
            is_option: true,
            ..Offer::new(name, about)
        }
    }

    /// The same, with what follows it at once.
    pub(super) fn then(self, tail: &'static str) -> Self {
        Offer { tail, ..self }
    }
}

/// Words, each for itself.
pub(super) fn words(words: &[&str]) -> Vec<Offer> {
    words.iter().map(|word| Offer::new(*word, "")).collect()
}

/// So many of something.
fn count(number: usize, one: &str, many: &str) -> String {
    let what = if number == 1 { one } else { many };
    [&number.to_string(), " ", what].concat()
}

pub(super) fn topics(state: &State) -> Vec<Offer> {
    let topics = state.broker().topics().iter();
    topics
        .map(|(name, topic)| {
            let about = count(topic.partitions.len(), "partition", "partitions");
            Offer::new(name.as_str(), about)
        })
        .collect()
}

/// The partitions of all topics, as in `orders-0` or `orders:0`.
pub(super) fn partitions(state: &State, between: &str) -> Vec<Offer> {
    let topics = state.broker().topics().iter();
    topics
        .flat_map(|(name, topic)| {
            let logs = topic.partitions.iter().enumerate();
            logs.map(|(index, log)| {
                let text = [name.as_str(), between, &index.to_string()].concat();
                Offer::new(text, span(log))
            })
        })
        .collect()
}

/// The numbers of a topic's partitions.
pub(super) fn partition_numbers(state: &State, topic: &str) -> Vec<Offer> {
    let topic = state.broker().topic(topic);
    let logs = topic.into_iter().flat_map(|topic| &topic.partitions);
    logs.enumerate()
        .map(|(index, log)| Offer::new(index.to_string(), span(log)))
        .collect()
}

/// Which offsets a log has.
fn span(log: &Log) -> String {
    match log.end() - log.start() {
        0 => ["empty, next offset ", &log.end().to_string()].concat(),
        _ => {
            let last = (log.end() - 1).to_string();
            ["offsets ", &log.start().to_string(), " to ", &last].concat()
        }
    }
}

/// Where a partition's log begins and ends.
pub(super) fn offsets(state: &State, partition: &TopicPartition) -> Vec<Offer> {
    let Some(log) = state.broker().log(partition) else {
        return Vec::new();
    };
    vec![
        Offer::new(log.start().to_string(), "the log's start"),
        Offer::new(log.end().to_string(), "the log's end"),
    ]
}

/// The groups that the broker has, or has offsets of.
pub(super) fn groups(state: &State) -> Vec<Offer> {
    let broker = state.broker();
    let with_offsets = broker.offsets().keys();
    let names = broker.groups().keys().chain(with_offsets);
    names
        .map(|name| {
            let about = match broker.group(name) {
                Some(Group::Classic(group)) => {
                    let members = count(group.members().len(), "member", "members");
                    [group.state().name(), ", ", &members].concat()
                }
                None => "has committed offsets".to_owned(),
            };
            Offer::new(name.as_str(), about)
        })
        .collect()
}

/// The machines with a program; those with one kind of client where one is
/// wanted.
pub(super) fn machines(state: &State, kind: Option<ClientKind>) -> Vec<Offer> {
    let machines = state.machines().values();
    machines
        .filter_map(|machine| {
            let (is, about) = match machine.spec() {
                ClientSpec::Producer => (ClientKind::Producer, "producer"),
                ClientSpec::Consumer => (ClientKind::Consumer, "consumer"),
                ClientSpec::Admin | ClientSpec::Peer => return None,
            };
            let wanted = kind.is_none_or(|kind| kind == is);
            let about = [about, ", ", machine.status().name()].concat();
            wanted.then(|| Offer::new(machine.name().as_str(), about))
        })
        .collect()
}

/// The lines of tools that run.
pub(super) fn jobs(state: &State) -> Vec<Offer> {
    let jobs = state.terminal().jobs().iter();
    let open = jobs.filter(|(_, job)| job.ended().is_none());
    open.map(|(id, job)| Offer::new(["%", &id.to_string()].concat(), &**job.line()))
        .collect()
}

/// The files in memory.
pub(super) fn files(state: &State) -> Vec<Offer> {
    let files = state.terminal().files().iter();
    files
        .map(|(name, text)| Offer::new(&**name, count(text.len(), "byte", "bytes")))
        .collect()
}

/// The tools, with what stands before and after their names.
pub(super) fn tools(path: &str, ending: &str) -> Vec<Offer> {
    let tools = TOOLS.iter();
    tools
        .map(|tool| Offer::new([path, tool.name, ending].concat(), tool.about))
        .collect()
}
