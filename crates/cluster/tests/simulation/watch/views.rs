//! Views: their numbers are those of the state.

use crate::run::Place;
use cluster::view::{GroupView, NamedOffset, View};
use cluster::State;
use protocol::topic_partition::TopicPartition;

/// A look at a view, beside the state that it was made of.
pub fn look(place: Place, state: &State, view: &View) {
    let now = state.now - state.start;
    assert_eq!((view.now, view.revision), (now, state.revision), "{place}");
    look_at_topics(place, state, view);
    for group in &view.groups {
        look_at_group(place, state, group);
    }
    for pair in view.flights.windows(2) {
        assert!(pair[0].id < pair[1].id, "{place}: flights are in order");
    }
    for flight in &view.flights {
        assert!(flight.left < flight.arrives, "{place}: {flight:?}");
        let in_the_air = flight.left <= now && now <= flight.arrives;
        assert!(in_the_air, "{place}: {flight:?}");
        let count = flight.count as usize;
        assert!(flight.records.len() <= count, "{place}: {flight:?}");
    }
    for consumer in &view.consumers {
        let listed = consumer.hand.len() as u32;
        assert!(listed <= consumer.hand_count, "{place}: {consumer:?}");
    }
    for producer in &view.producers {
        let known = producer.acknowledged + producer.failed;
        assert!(known <= producer.sent, "{place}: {producer:?}");
    }
}

fn look_at_topics(place: Place, state: &State, view: &View) {
    for topic in &view.topics {
        let mut records = 0;
        for lane in &topic.partitions {
            let partition = TopicPartition::new(topic.name.clone(), lane.partition);
            let log = state.broker.log(&partition).expect("a log");
            let ours = (log.start(), log.high_watermark(), log.end());
            let shown = (lane.log_start, lane.high_watermark, lane.log_end);
            assert_eq!(ours, shown, "{place}: {partition}");
            records += log.end() - log.start();
            let offsets = lane.cells.iter().map(|cell| cell.offset);
            let from = log.end() - lane.cells.len() as i64;
            assert!(offsets.eq(from..log.end()), "{place}: {partition}");
            for cell in &lane.cells {
                let (record, _) = log.record(cell.offset).expect("a record");
                let key = record.key.as_ref().map(|key| key.text().into_owned());
                assert_eq!(cell.key, key, "{place}: {partition}");
                assert_eq!(cell.tint.is_some(), key.is_some(), "{place}: {partition}");
            }
        }
        assert_eq!(topic.records, records, "{place}: {}", topic.name);
    }
}

fn look_at_group(place: Place, state: &State, view: &GroupView) {
    let id = &view.id;
    let group = state.broker.classic_group(id).unwrap();
    assert_eq!(view.state, group.state.name(), "{place}: {id}");
    assert_eq!(view.generation, group.generation, "{place}: {id}");
    assert_eq!(view.members.len(), group.members.len(), "{place}: {id}");
    let ledger = view.ledger;
    let counted = ledger.once >= 0 && ledger.again >= 0 && ledger.never >= 0;
    assert!(counted, "{place}: {id}: {ledger:?}");
    for lane in &view.lanes {
        let partition = TopicPartition::new(lane.topic.clone(), lane.partition);
        let log = state.broker.log(&partition).expect("a log");
        let committed = state.broker.committed(id, &partition).map(|c| c.offset);
        let shown = lane.committed.map(|NamedOffset(offset)| offset);
        assert_eq!(shown, committed, "{place}: {id} {partition}");
        let lag = committed.map(|c| NamedOffset(log.high_watermark().wrapping_sub(c)));
        assert_eq!(lane.lag, lag, "{place}: {id} {partition}");
        let owner = lane.owner.as_deref().and_then(|name| state.machine(name));
        let consumer = owner.and_then(|(_, machine)| machine.client.consumer());
        let owned = consumer.and_then(|consumer| consumer.owned.get(&partition));
        let position = owned.and_then(|owned| owned.unchecked_position());
        let shown = lane.position.map(|NamedOffset(offset)| offset);
        assert_eq!(shown, position, "{place}: {id} {partition}");
    }
}
