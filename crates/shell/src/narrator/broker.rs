//! The broker: retention's next look, and the limits of the playground.

use super::narration::{say, Boxed};
use super::scene::Scene;
use crate::texts::narrator::{Label, Sentence};
use broker::Alarm;
use protocol::record::Millis;
use protocol::topic_name::is_internal;
use protocol::topic_partition::TopicPartition;

/// From what `retention.ms` on nobody waits for it.
const LONG_RETENTION_MS: Millis = 600_000;

pub(super) fn tell(scene: &Scene, drafts: &mut Vec<Boxed>) {
    let limits = scene.limits;
    if scene.state.revision() >= limits.events as u64 {
        drafts.push(say(Sentence::LimitEvents).number(limits.events as i64));
    }
    if scene.tried.commands >= limits.commands {
        drafts.push(say(Sentence::LimitCommands).number(limits.commands as i64));
    }
    drafts.extend(full(scene));
    drafts.extend(retention(scene));
}

/// The logs take no more. The longest one is the one to empty.
fn full(scene: &Scene) -> Option<Boxed> {
    let (mut sum, mut most, mut longest) = (0, -1, None);
    for (name, topic) in scene.state.broker().topics() {
        for (index, log) in topic.partitions.iter().enumerate() {
            let held = log.end() - log.start();
            sum += held;
            if held > most && !is_internal(name) {
                most = held;
                longest = Some((name, index));
            }
        }
    }
    let limit = scene.limits.records;
    let (topic, index) = longest.filter(|_| sum as u64 >= limit)?;
    let partition = TopicPartition::new(topic.clone(), index as i32).to_string();
    let draft = say(Sentence::LimitRecords).number(limit as i64);
    let all = [&partition, "=-1"].concat();
    Some(draft.run(Label::DeleteRecords, &partition, &[&all]))
}

/// When the next look takes segments of a topic that keeps little, of the
/// first topics to which that happens.
fn retention(scene: &Scene) -> Option<Boxed> {
    let broker = scene.state.broker();
    let (mut first, mut all) = (Millis::MAX, Vec::new());
    let mut gone = false;
    for (name, topic) in broker.topics() {
        let config = &topic.config;
        let keeps_little =
            (0..=LONG_RETENTION_MS).contains(&config.retention_ms) || config.retention_bytes >= 0;
        if !keeps_little || is_internal(name) {
            continue;
        }
        for (index, log) in topic.partitions.iter().enumerate() {
            gone |= log.start() > 0;
            let partition = TopicPartition::new(name.clone(), index as i32);
            let alarm = Alarm::Log(partition.clone());
            let Some(due) = broker.due(&alarm, scene.state.now()) else {
                continue;
            };
            if due < first {
                first = due;
                all.clear();
            }
            if due == first {
                all.push(partition);
            }
        }
    }
    if all.is_empty() {
        return None;
    }
    let until = scene.at(first);
    let draft = say(match gone {
        true => Sentence::RetentionAgain,
        false => Sentence::Retention,
    });
    Some(draft.partitions(&all).left(until).until(until))
}
