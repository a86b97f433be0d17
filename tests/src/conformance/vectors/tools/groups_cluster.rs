//! The cluster of the golden cases about groups, as the file describes it.

use super::super::{entries, list, text};
use super::stand_in::{Group, Log, Member, StandIn};
use client::call::OffsetAndMetadata;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use serde_json::Value;
use std::collections::BTreeMap;

/// How long the number at the end of a member's id is.
const UUID: usize = 36;

/// A partition such as `orders-0`.
pub(super) fn partition(name: &str) -> TopicPartition {
    let (topic, number) = name.rsplit_once('-').expect("topic-partition");
    TopicPartition::new(Name::from(topic), number.parse().expect("a partition"))
}

/// The cluster of `kafka-consumer-groups`.
pub(super) fn of_consumer_groups(json: &Value) -> StandIn {
    let cluster = &json["consumer_groups_cluster"];
    let mut stand_in = StandIn::default();
    for (topic, described) in cluster["topics"].as_object().into_iter().flatten() {
        let clock = Clock::read(text(described, "record_timestamp"));
        for (number, log) in list(described, "partitions").iter().enumerate() {
            let [start, end] = [0, 1].map(|at| log[at].as_i64().expect("an offset"));
            let partition = TopicPartition::new(Name::from(&**topic), number as i32);
            let timestamps = (start..end).map(|offset| clock.at(offset)).collect();
            let log = Log {
                start,
                end,
                timestamps,
                leaderless: false,
            };
            stand_in.logs.insert(partition, log);
        }
    }
    // The table of groups is listed in the order of the file's text.
    for id in ids(json) {
        stand_in
            .groups
            .push(group(json, &id, &cluster["groups"][&id]));
    }
    stand_in
}

/// The groups in the order in which they are listed, which the case says that
/// lists nothing but them: JSON's objects are sorted when they are read.
fn ids(json: &Value) -> Vec<String> {
    let cases = entries(json, "cases");
    let of_groups = cases
        .iter()
        .filter(|case| case["tool"] == "kafka-consumer-groups");
    let mut lists = of_groups.filter(|case| text(case, "command").ends_with("--list"));
    let list = lists.next().expect("a case that lists all groups");
    text(list, "stdout").lines().map(str::to_owned).collect()
}

/// `1750000000000 + 1000*offset`.
struct Clock {
    first: Millis,
    between: Millis,
}

impl Clock {
    fn read(text: &str) -> Self {
        let (first, rest) = text.split_once(" + ").expect("a sum");
        let between = rest.strip_suffix("*offset").expect("times the offset");
        Clock {
            first: first.parse().expect("an instant"),
            between: between.parse().expect("a span of time"),
        }
    }

    fn at(&self, offset: i64) -> Millis {
        self.first + self.between * offset
    }
}

fn group(json: &Value, id: &str, described: &Value) -> Group {
    let texts = |field: &str| {
        let values = described[field].as_array().into_iter().flatten();
        values.filter_map(|value| value.as_str().map(str::to_owned))
    };
    let committed: BTreeMap<_, _> = described["committed"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, offset)| {
            let mut committed = OffsetAndMetadata::new(offset.as_i64().expect("an offset"));
            committed.leader_epoch = Some(0);
            (partition(name), committed)
        })
        .collect();
    let members = described["members"].as_array().into_iter().flatten();
    Group {
        id: id.to_owned(),
        group_type: text(described, "type").to_owned(),
        protocol_type: "consumer".to_owned(),
        state: text(described, "state").to_owned(),
        assignor: described["assignor"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        subscribed: texts("subscribed").collect(),
        members: members.map(|described| member(json, described)).collect(),
        committed,
    }
}

/// A member: its id, its partitions, and `instance` with its instance id if it
/// is a static one.
fn member(json: &Value, described: &Value) -> Member {
    let field = |at: usize| described[at].as_str().unwrap_or_default();
    let id = whole_id(json, field(0));
    let partitions = field(1).split(',').filter(|name| !name.is_empty());
    Member {
        client_id: client_id(json, &id),
        id,
        instance: field(2).strip_prefix("instance ").map(str::to_owned),
        partitions: partitions.map(partition).collect(),
    }
}

/// All that the tools print.
fn printed(json: &Value) -> Vec<String> {
    let cases = entries(json, "cases").into_iter();
    let printed = cases.map(|case| text(&case, "stdout").to_owned());
    printed.collect()
}

/// An id that the description cuts off with dots is found in what is printed.
fn whole_id(json: &Value, id: &str) -> String {
    let Some(start) = id.strip_suffix("...") else {
        return id.to_owned();
    };
    let printed = printed(json);
    let words = printed.iter().flat_map(|text| text.split_whitespace());
    let mut ids = words.filter(|word| word.starts_with(start) && word.len() > UUID);
    ids.next().unwrap_or(id).to_owned()
}

/// Client ids are not described; they stand beside the members' hosts in what
/// is printed.
fn client_id(json: &Value, id: &str) -> String {
    let printed = printed(json);
    let mut rows = printed
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| line.split_whitespace().collect::<Vec<&str>>());
    let client = rows.find_map(|row| {
        let host = row.iter().position(|word| *word == "/127.0.0.1")?;
        let named = row[..host].contains(&id);
        named.then(|| row.get(host + 1).copied()).flatten()
    });
    client.unwrap_or_default().to_owned()
}

/// The cluster of `kafka-groups`, which the case describes that lists all of
/// its groups.
pub(super) fn of_groups(json: &Value) -> StandIn {
    let cases = entries(json, "cases");
    let mut lists = cases.iter().filter(|case| {
        case["tool"] == "kafka-groups" && text(case, "command").trim_end().ends_with("--list")
    });
    let all = text(
        lists.next().expect("a case that lists all groups"),
        "stdout",
    );
    let mut lines = all.lines();
    let header = lines.next().expect("a header");
    let [types, protocols] = ["TYPE", "PROTOCOL"].map(|head| {
        header
            .find(head)
            .unwrap_or_else(|| panic!("no column {head}"))
    });
    let groups = lines.map(|line| Group {
        id: line[..types].trim_end().to_owned(),
        group_type: line[types..protocols].trim_end().to_owned(),
        protocol_type: line[protocols..].trim_end().to_owned(),
        state: "Stable".to_owned(),
        ..Group::default()
    });
    StandIn {
        groups: groups.collect(),
        ..StandIn::default()
    }
}
