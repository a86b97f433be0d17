//! Which partitions `kafka-get-offsets` is asked about.
//!
//! Source: `GetOffsetShell`, `org.apache.kafka.tools.filter`.

use super::terse;
use crate::kafka::topic_filter::IncludeList;
use crate::kafka::words::split;
use crate::throwable::Throwable;

/// Some topics, and some of their partitions.
#[derive(Debug)]
struct Rule {
    topics: IncludeList,
    partitions: Partitions,
}

#[derive(Debug)]
enum Partitions {
    /// These; none is all.
    These(Vec<i32>),
    /// From the first on, up to the second, which is not meant any more.
    Range(i32, i32),
}

/// Partitions that one of some rules means.
#[derive(Debug)]
pub(super) struct Filter(Vec<Rule>);

impl Filter {
    /// `--topic` and `--partitions`.
    pub(super) fn of_topic(
        topic: Option<&str>,
        partitions: Option<&str>,
    ) -> Result<Self, Throwable> {
        let topics = IncludeList::new(topic.unwrap_or(".*"))?;
        let mut these = Vec::new();
        let text = partitions.unwrap_or_default();
        if !text.is_empty() {
            for partition in split(text, ',') {
                let number = partition.parse().map_err(|_| {
                    terse(&[
                        "--partitions expects a comma separated list of numeric partition ids, but received: ",
                        text,
                    ])
                })?;
                these.push(number);
            }
        }
        Ok(Filter(vec![Rule {
            topics,
            partitions: Partitions::These(these),
        }]))
    }

    /// `--topic-partitions`: rules such as `orders:1`, `orders:0-3`, `:5-` and
    /// `orders`.
    pub(super) fn of_rules(text: &str) -> Result<Self, Throwable> {
        let rules = split(text, ',').into_iter().map(rule);
        Ok(Filter(rules.collect::<Result<_, _>>()?))
    }

    /// Whether some partition of a topic may be meant.
    pub(super) fn includes(&self, topic: &str) -> bool {
        self.0.iter().any(|rule| rule.topics.includes(topic))
    }

    /// Whether a partition is meant.
    pub(super) fn includes_partition(&self, topic: &str, partition: i32) -> bool {
        self.0.iter().any(|rule| {
            let includes = match &rule.partitions {
                Partitions::These(these) => these.is_empty() || these.contains(&partition),
                Partitions::Range(from, to) => (*from..*to).contains(&partition),
            };
            includes && rule.topics.includes(topic)
        })
    }
}

fn rule(text: &str) -> Result<Rule, Throwable> {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (topic, partitions) = match text.split_once(':') {
        Some((topic, partitions)) => (topic, partitions),
        None => (text, ""),
    };
    let (from, to) = match partitions.split_once('-') {
        Some((from, to)) => (from, Some(to)),
        None => (partitions, None),
    };
    if !is_number(from) || !to.is_none_or(is_number) {
        // It is thrown where Java's functions may throw unchecked exceptions only.
        return Err(terse(&["Invalid rule specification: ", text]).unchecked());
    }
    let topics = IncludeList::new(if topic.is_empty() { ".*" } else { topic })?;
    let number = |text: &str, or: i32| match text {
        "" => Ok(or),
        _ => text.parse().map_err(|_| Throwable::number_format(text)),
    };
    let partitions = match to {
        None if !from.is_empty() => Partitions::These(vec![number(from, 0)?]),
        None => Partitions::Range(0, i32::MAX),
        Some(to) => Partitions::Range(number(from, 0)?, number(to, i32::MAX)?),
    };
    Ok(Rule { topics, partitions })
}
