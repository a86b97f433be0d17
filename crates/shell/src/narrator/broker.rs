//! The broker: retention's next look, and the limits of the playground.

use super::narration::{left, number, partitions, say, Draft};
use super::scene::Scene;
use crate::texts::narrator::{Label, Rule, Sentence};
use crate::thing::Thing;
use broker::log::Log;
use broker::Alarm;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;

/// From what `retention.ms` on nobody waits for it.
const LONG_RETENTION_MS: Millis = 600_000;

pub(super) fn told(scene: &Scene) -> Vec<Draft> {
    let mut drafts = Vec::new();
    drafts.extend(limits(scene));
    drafts.extend(full(scene));
    drafts.extend(retention(scene));
    drafts
}

/// The history takes no more.
fn limits(scene: &Scene) -> Vec<Draft> {
    let limits = scene.limits;
    let mut drafts = Vec::new();
    if usize::try_from(scene.state.revision()).is_ok_and(|events| events >= limits.events) {
        drafts.push(say(Sentence::LimitEvents, &[number(limits.events)]));
    }
    if scene.tried.commands >= limits.commands {
        drafts.push(say(Sentence::LimitCommands, &[number(limits.commands)]));
    }
    drafts
}

/// The logs take no more. The longest one is the one to empty.
fn full(scene: &Scene) -> Option<Draft> {
    let topics = scene.state.broker().topics().iter();
    let logs = topics.flat_map(|(name, topic)| {
        let logs = topic.partitions.iter().enumerate();
        logs.map(move |(index, log)| (TopicPartition::new(name.clone(), index as i32), log))
    });
    let held = |log: &Log| u64::try_from(log.end() - log.start()).unwrap_or(0);
    let (mut sum, mut longest) = (0, None);
    for (partition, log) in logs {
        sum += held(log);
        let internal = protocol::topic_name::is_internal(&partition.topic);
        if !internal && longest.as_ref().is_none_or(|(_, most)| held(log) > *most) {
            longest = Some((partition, held(log)));
        }
    }
    let (partition, _) = longest.filter(|_| sum >= scene.limits.records)?;
    let draft = say(Sentence::LimitRecords, &[number(scene.limits.records)]);
    let all = [&partition.to_string(), "=-1"].concat();
    Some(draft.run_of(Label::DeleteRecords, &partition.to_string(), &[&all]))
}

/// When the next look takes segments of a topic that keeps little, of the
/// first topics to which that happens.
fn retention(scene: &Scene) -> Option<Draft> {
    let broker = scene.state.broker();
    let mut first: Option<(Millis, Vec<TopicPartition>)> = None;
    for view in &scene.view.topics {
        let Some(topic) = broker.topic(&view.name) else {
            continue;
        };
        let config = &topic.config;
        let keeps_little =
            (0..=LONG_RETENTION_MS).contains(&config.retention_ms) || config.retention_bytes >= 0;
        if !keeps_little {
            continue;
        }
        for index in 0..topic.partitions.len() {
            let partition = TopicPartition::new(view.name.clone(), index as i32);
            let due = broker.due(&Alarm::Log(partition.clone()), scene.state.now());
            let Some(due) = due else {
                continue;
            };
            match &mut first {
                Some((at, all)) if *at == due => all.push(partition),
                Some((at, _)) if *at < due => {}
                _ => first = Some((due, vec![partition])),
            }
        }
    }
    let (due, all) = first?;
    let until = scene.at(due);
    let interval = broker.config().retention_check_interval_ms;
    let topic = all.first()?.topic.clone();
    let config = &broker.topic(&topic)?.config;
    let logs = &broker.topic(&topic)?.partitions;
    let which = match logs.iter().all(|log| log.start() == 0) {
        true => Sentence::Retention,
        false => Sentence::RetentionAgain,
    };
    let draft = say(which, &[partitions(&all), left(until)]);
    let draft = draft.until(until);
    Some(match config.retention_ms > interval {
        true => draft.why(
            Rule::RetentionMs,
            Some(Thing::Topic(topic)),
            config.retention_ms,
        ),
        false => draft.why(Rule::RetentionCheck, None, interval),
    })
}
