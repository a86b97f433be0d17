//! Assignors: members and topics to assignments.
//!
//! An entry says whether Kafka's test pins the whole assignment or only its
//! properties. Where we do not give Kafka's own assignment, the latter still
//! passes if ours is valid, balanced, and keeps as much as Kafka's does.

use super::{list, number, same, text, vectors, Check, Mismatch};
use client::assignor::sticky::encode_user_data;
use client::assignor::MemberData;
use client::assignor::{Assignment, Assignor, AssignorMember};
use protocol::consumer_protocol::{
    decode_assignment, encode_assignment, Subscription, NO_GENERATION,
};
use protocol::map::Map;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;
use serde_json::Value;

/// Entries of an assignor that we do not have.
pub(super) fn unknown(json: &Value) -> Vec<Value> {
    let mut entries = vectors(json);
    entries.retain(|entry| Assignor::by_name(text(entry, "assignor")).is_none());
    entries
}

/// Partitions of a list.
fn partitions(entry: &Value, field: &str) -> Vec<TopicPartition> {
    let all = list(entry, field).iter().map(|name| name.as_str());
    all.map(|name| name.and_then(TopicPartition::parse).expect("a partition"))
        .collect()
}

/// A member as an entry describes it, with what it owned as the assignor
/// learns it: `sticky` from its own user data, `cooperative-sticky` from the
/// subscription.
fn member(assignor: Assignor, entry: &Value) -> AssignorMember {
    let topics = list(entry, "topics").iter();
    let topics = topics.map(|topic| Name::from(topic.as_str().expect("a topic")));
    let mut subscription = Subscription::new(topics.collect());
    let owned = partitions(entry, "owned");
    let generation = entry["generation"]
        .as_i64()
        .map(|_| number(entry, "generation"));
    subscription.generation = generation.unwrap_or(NO_GENERATION);
    match assignor {
        Assignor::Sticky if !owned.is_empty() || generation.is_some() => {
            subscription.user_data = Some(encode_user_data(&MemberData {
                partitions: owned,
                generation: subscription.generation,
            }));
        }
        _ => subscription.owned_partitions = owned,
    }
    AssignorMember {
        member_id: Name::from(text(entry, "id")),
        group_instance_id: entry["instance_id"].as_str().map(Name::from),
        subscription,
    }
}

/// Compares one assignment, also after members and coordinator have passed it
/// around as bytes.
pub(super) fn check(entry: &Value) -> Check {
    let name = text(entry, "assignor");
    let Some(assignor) = Assignor::by_name(name) else {
        return same("the assignor", None, Some(name));
    };
    let topics = entry["topics"].as_object().expect("topics");
    let counts: Map<Name, i32> = topics
        .keys()
        .map(|topic| (Name::from(topic.as_str()), number(&entry["topics"], topic)))
        .collect();
    let members = list(entry, "members").iter();
    let members: Vec<AssignorMember> = members.map(|entry| member(assignor, entry)).collect();
    let before = number(entry, "max_generation_before");
    let ours = assignor.assign(&counts, &members, before);
    for (id, partitions) in &ours {
        let read = decode_assignment(&encode_assignment(partitions));
        same(&format!("bytes of {id}"), read, Some(by_topic(partitions)))?;
    }
    let exact = compare(entry, &ours);
    let pinned = entry["asserted"].as_str().is_none_or(|a| a == "exact");
    if exact.is_ok() || pinned {
        return exact;
    }
    properties(entry, &counts, &ours)
}

/// That we assign what Kafka does, in its order.
fn compare(entry: &Value, ours: &Assignment) -> Check {
    let expected = entry["expected"].as_object().expect("an assignment");
    let about = [&entry["test"], &entry["call"], &entry["case"]].map(ToString::to_string);
    let about = about.join(" ");
    let what = |what: &str| format!("{about}: {what}");
    same(&what("members"), ours.len(), expected.len())?;
    for (id, partitions) in ours {
        let kafka = list(&entry["expected"], id).iter();
        let kafka: Vec<&str> = kafka.map(|p| p.as_str().expect("a partition")).collect();
        let written: Vec<String> = partitions.iter().map(ToString::to_string).collect();
        let written = written.iter().map(String::as_str).collect();
        same(&what(id), written, kafka)?;
    }
    Ok(())
}

/// Partitions with those of a topic together, as bytes have them.
fn by_topic(partitions: &[TopicPartition]) -> Vec<TopicPartition> {
    let mut grouped: Vec<TopicPartition> = Vec::new();
    for partition in partitions {
        let last = grouped.iter().rposition(|p| p.topic == partition.topic);
        grouped.insert(
            last.map_or(grouped.len(), |last| last + 1),
            partition.clone(),
        );
    }
    grouped
}

fn broken(what: &str, kafka: &str, ours: &Assignment) -> Check {
    Err(Mismatch {
        what: what.to_owned(),
        kafka: kafka.to_owned(),
        ours: format!("{ours:?}"),
    })
}

/// That an assignment is valid, balanced, and keeps as much as Kafka's.
fn properties(entry: &Value, counts: &Map<Name, i32>, ours: &Assignment) -> Check {
    let wants = |id: &str, topic: &str| {
        let mut members = list(entry, "members").iter();
        let member = members.find(|member| member["id"] == id);
        member.is_some_and(|member| list(member, "topics").iter().any(|t| t == topic))
    };
    for (topic, count) in counts {
        let wanted = ours.keys().any(|id| wants(id, topic));
        for partition in 0..*count {
            let partition = TopicPartition::new(topic.clone(), partition);
            let holders = ours.iter().filter(|(_, held)| held.contains(&partition));
            let holders: Vec<&Name> = holders.map(|(id, _)| id).collect();
            if holders.len() != usize::from(wanted) {
                return broken(&format!("{partition}"), "one holder of each", ours);
            }
            if holders.iter().any(|id| !wants(id, topic)) {
                return broken(&format!("{partition}"), "a holder that wants it", ours);
            }
        }
    }
    for (rich, held) in ours {
        let poor = ours.iter().filter(|(_, has)| has.len() + 1 < held.len());
        for (poor, _) in poor {
            if held.iter().any(|p| wants(poor, &p.topic)) {
                return broken(&format!("{rich} and {poor}"), "balance", ours);
            }
        }
    }
    let kept = |held: &dyn Fn(&str) -> Vec<TopicPartition>| {
        let members = list(entry, "members").iter();
        let kept = members.map(|member| {
            let owned = partitions(member, "owned");
            let held = held(text(member, "id"));
            owned.iter().filter(|p| held.contains(p)).count()
        });
        kept.sum::<usize>()
    };
    let kafka = kept(&|id| partitions(&entry["expected"], id));
    let mine = kept(&|id| ours.get(id).cloned().unwrap_or_default());
    same("kept at least", mine.min(kafka), kafka)
}
