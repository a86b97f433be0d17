//! Views: their numbers are those of the state.

use crate::simulation::run::Place;
use cluster::view::{GroupLaneView, GroupView, LedgerView, NamedOffset, View};
use cluster::State;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// A look at a view, beside the state that it was made of.
pub(super) fn look(place: Place, state: &State, view: &View) {
    let now = state.now() - state.start();
    assert_eq!(
        (view.now, view.revision),
        (now, state.revision()),
        "{place}"
    );
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
    look_at_members(place, view);
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
            let log = state.broker().log(&partition).expect("a log");
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
                let (value, shown) = (record.value.is_some(), cell.value.is_some());
                assert_eq!(shown, value, "{place}: {partition}");
            }
        }
        assert_eq!(topic.records, records, "{place}: {}", topic.name);
    }
}

fn look_at_group(place: Place, state: &State, view: &GroupView) {
    let id = &view.id;
    let group = state.broker().classic_group(id).unwrap();
    assert_eq!(view.state, group.state().name(), "{place}: {id}");
    assert_eq!(view.generation, group.generation(), "{place}: {id}");
    assert_eq!(view.members.len(), group.members().len(), "{place}: {id}");
    look_at_ledger(place, state, view);
    for lane in &view.lanes {
        let partition = TopicPartition::new(lane.topic.clone(), lane.partition);
        let log = state.broker().log(&partition).expect("a log");
        let committed = state.broker().committed(id, &partition).map(|c| c.offset);
        let shown = lane.committed.map(|NamedOffset(offset)| offset);
        assert_eq!(shown, committed, "{place}: {id} {partition}");
        let lag = committed.map(|c| NamedOffset(log.high_watermark().wrapping_sub(c)));
        assert_eq!(lane.lag, lag, "{place}: {id} {partition}");
        let owner = lane.owner.as_deref().and_then(|name| state.machine(name));
        let consumer = owner.and_then(|(_, machine)| machine.client().consumer());
        let owned = consumer.and_then(|consumer| consumer.owned().get(&partition));
        let position = owned.and_then(|owned| owned.unchecked_position());
        let shown = lane.position.map(|NamedOffset(offset)| offset);
        assert_eq!(shown, position, "{place}: {id} {partition}");
        look_at_claim(place, view, lane);
        let (committed, position) = (committed.unwrap_or(0), position.unwrap_or(0));
        let unread = committed.max(position).max(log.start());
        assert_eq!(lane.unread.0, unread, "{place}: {id} {partition}");
        if let Some(stretch) = lane.uncommitted {
            assert!(stretch.from < stretch.to, "{place}: {id} {partition}");
            assert_eq!(Some(stretch.to), lane.position, "{place}: {id} {partition}");
        }
        let count = state
            .broker()
            .partition_count(&lane.topic)
            .expect("a topic");
        let lanes = view.lanes.iter().filter(|other| other.topic == lane.topic);
        assert_eq!(lanes.count(), count as usize, "{place}: {id} {partition}");
    }
}

/// What became of a group's records: its counts are those of its lanes, and
/// what is lost in one way is not done, nor lost in another.
fn look_at_ledger(place: Place, state: &State, view: &GroupView) {
    let said = format!("{place}: {} {:?}", view.id, view.ledger);
    let ledger = view.ledger;
    let ways = [ledger.skipped, ledger.deleted, ledger.never];
    assert_eq!(ways.iter().sum::<i64>(), ledger.lost, "{said}");
    let Some(book) = state.observed().ledger(&view.id) else {
        assert_eq!(ledger, LedgerView::default(), "{said}");
        return;
    };
    let mut counted = [0, 0];
    for lane in &view.lanes {
        let partition = TopicPartition::new(lane.topic.clone(), lane.partition);
        let log = state.broker().log(&partition).expect("a log");
        let mut end = 0;
        for lost in &lane.lost {
            let said = format!("{said} {partition}: {lost:?}");
            assert!(end <= lost.from && lost.from < lost.to, "{said}");
            assert!(lost.to <= log.end(), "{said}");
            end = lost.to;
            counted[0] += lost.to - lost.from;
            let mut done = (lost.from..lost.to).map(|offset| book.times(&partition, offset));
            assert!(done.all(|times| times == 0), "{said}");
            let is_possible = match lost.how {
                "deleted" => lost.to <= log.start(),
                "never" => lane.committed >= Some(NamedOffset(lost.to)),
                how => how == "skipped",
            };
            assert!(is_possible, "{said}");
        }
        let mut end = -1;
        for again in &lane.done_again {
            assert!(end < again.from.0 && again.from < again.to, "{said}");
            end = again.to.0;
            counted[1] += again.to.0 - again.from.0;
            let mut done = (again.from.0..again.to.0).map(|o| book.times(&partition, o));
            assert!(done.all(|times| times >= 2), "{said}");
        }
    }
    assert!(counted[0] <= ledger.lost, "{said}");
    assert!(counted[1] <= ledger.again, "{said}");
    let worked = View::worked(state, &view.id);
    let times = worked.iter().map(|worked| worked.times);
    assert!(worked.len() <= 24 && times.min() != Some(0), "{said}");
    for worked in &worked {
        let partition = TopicPartition::new(worked.topic.clone(), worked.partition);
        let cells = View::cells(state, &partition, worked.offset, 1);
        let held = cells.first().filter(|cell| cell.offset == worked.offset);
        assert_eq!(worked.cell.as_ref(), held, "{said}");
    }
}

/// A partition that somebody owns is nobody else's.
fn look_at_claim(place: Place, view: &GroupView, lane: &GroupLaneView) {
    let said = format!("{place}: {} {lane:?}", view.id);
    let is_claimed = lane.reserved_for.is_some() || lane.nobodys;
    assert!(lane.owner.is_none() || !is_claimed, "{said}");
    assert!(lane.reserved_for.is_none() || !lane.nobodys, "{said}");
    if lane.reserved_for.is_some() {
        assert_eq!(lane.reserved_for, lane.assigned, "{said}");
    }
    assert!(lane.owner.is_some() || !lane.settled, "{said}");
}

/// Whoever is a member is one that the coordinator has, and only a former
/// member is nobody.
fn look_at_members(place: Place, view: &View) {
    for group in &view.groups {
        let consumers = view.consumers.iter();
        let ours: Vec<_> = consumers.filter(|c| c.group == group.id).collect();
        for member in &group.members {
            let id = Some(&member.member_id);
            let is_known = ours.iter().any(|consumer| consumer.member.as_ref() == id);
            assert_eq!(member.former, !is_known, "{place}: {member:?}");
        }
        for consumer in ours {
            let mut members = group.members.iter();
            let is_there = |id: &Name| members.any(|member| member.member_id == *id);
            let is_member = consumer.member.as_ref().is_none_or(is_there);
            assert!(is_member, "{place}: {consumer:?}");
        }
    }
    for unknown in &view.unknown_groups {
        let mut groups = view.groups.iter();
        assert!(groups.all(|g| g.id != unknown.id), "{place}: {unknown:?}");
        let mut consumers = view.consumers.iter();
        assert!(consumers.any(|c| c.group == unknown.id), "{place}");
    }
}
