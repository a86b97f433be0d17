//! What differs between two branches is what one finds who goes to each.

use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::view::{NamedOffset, View};
use kafka_playground_shell::json::write;
use kafka_playground_shell::{Difference, Session};
use std::collections::BTreeMap;
use worlds::simulation::dice::Dice;

const OPENING: &str = "topic create orders --partitions 3
produce --topic orders --keys ana,bo,kim --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --commit batch --from-beginning --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
";

/// Three branches: the first, one with a crash, and one with another group.
fn session() -> Session {
    let (config, limits) = (ClusterConfig::page(), Limits::page());
    let mut session = Session::new(4, 1_767_603_600_000, config, limits);
    session.load(OPENING).unwrap();
    session.advance(24_000);
    session.seek(12_000);
    session.run("crash c1").unwrap();
    session.advance(23_000);
    session.go(0, Instant::after_all(9_500));
    session
        .run("consume --topic orders --group audit --from-beginning")
        .unwrap();
    session.run("topic create bills").unwrap();
    session.advance(21_000);
    session
}

/// Values as text, by what, group and thing.
type Values = BTreeMap<(String, String, String), String>;

/// All that is compared, read where one has gone.
fn read(session: &Session) -> Values {
    let view = View::of(session.state(), 0);
    let mut all = Values::new();
    let mut put = |what: &str, group: &str, thing: String, value: Option<String>| {
        let value = value.unwrap_or_default();
        all.insert((what.into(), group.into(), thing), value);
    };
    let number = |offset: Option<NamedOffset>| offset.map(|offset| offset.0.to_string());
    for machine in
        (view.producers.iter().map(|p| &p.machine)).chain(view.consumers.iter().map(|c| &c.machine))
    {
        let thing = format!("machine:{}", machine.name);
        put("status", "", thing, Some(machine.condition.into()));
    }
    for topic in &view.topics {
        for log in &topic.partitions {
            let thing = || format!("partition:{}/{}", topic.name, log.partition);
            put("logStart", "", thing(), Some(log.log_start.to_string()));
            put("logEnd", "", thing(), Some(log.log_end.to_string()));
        }
    }
    for group in &view.groups {
        let id = &group.id;
        let thing = || format!("group:{id}");
        put("state", id, thing(), Some(group.state.into()));
        put(
            "generation",
            id,
            thing(),
            Some(group.generation.to_string()),
        );
        for (what, count) in [
            ("once", group.ledger.once),
            ("again", group.ledger.again),
            ("skipped", group.ledger.skipped),
            ("deleted", group.ledger.deleted),
            ("never", group.ledger.never),
        ] {
            put(what, id, thing(), Some(count.to_string()));
        }
        for lane in &group.lanes {
            let thing = || format!("partition:{}/{}", lane.topic, lane.partition);
            put("committed", id, thing(), number(lane.committed));
            put("position", id, thing(), number(lane.position));
            put("lag", id, thing(), number(lane.lag));
            let owner = lane.owner.as_ref().map(ToString::to_string);
            put("owner", id, thing(), owner);
        }
    }
    all
}

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

fn by_key(all: &[Difference]) -> BTreeMap<(String, String, String), (String, String)> {
    let each = all.iter().map(|one| {
        let group = one.group.as_ref().map(ToString::to_string);
        let key = (
            one.what.to_owned(),
            group.unwrap_or_default(),
            one.thing.clone(),
        );
        (key, (text(&one.left), text(&one.right)))
    });
    each.collect()
}

#[test]
fn what_differs_is_what_one_finds_on_each_branch() {
    let mut dice = Dice::new(1);
    let mut session = session();
    let (here, before) = (session.instant(), session.revision());
    for _ in 0..40 {
        let (left, right) = (dice.below(3) as u32, dice.below(3) as u32);
        let at = match dice.one_in(2) {
            true => Instant::after_all(dice.between(0, 21_000)),
            false => Instant::after(dice.between(9, 21) * 1_000, dice.below(9) as u32),
        };
        let found = session.compare(left, right, at).expect("both are kept");
        assert_eq!((session.instant(), session.revision()), (here, before));
        assert_eq!(session.compare(left, right, at).as_ref(), Some(&found));
        let mut values = [left, right].map(|branch| {
            let present = session.history().branch();
            session.go(branch, at);
            let values = read(&session);
            session.go(present, here);
            values
        });
        let [ours, theirs] = &mut values;
        let keys: Vec<_> = ours.keys().chain(theirs.keys()).cloned().collect();
        let mut expected = BTreeMap::new();
        for key in keys {
            let of = |values: &Values| values.get(&key).cloned().unwrap_or_default();
            let both = (of(ours), of(theirs));
            if both.0 != both.1 {
                expected.insert(key, both);
            }
        }
        assert_eq!(by_key(&found), expected, "{left} and {right} at {at}");
        assert_eq!(found.is_empty(), expected.is_empty());
        let back = session.compare(right, left, at).unwrap();
        let swapped = by_key(&back).into_iter();
        let swapped = swapped.map(|(key, (left, right))| (key, (right, left)));
        assert_eq!(swapped.collect::<BTreeMap<_, _>>(), expected);
    }
}

#[test]
fn differences_are_told_in_one_order_with_their_words_ids() {
    let mut session = session();
    let at = Instant::after_all(22_500);
    let found = session.compare(0, 1, at).unwrap();
    let list: Vec<(&str, &str, String, String)> = found
        .iter()
        .map(|one| (one.what, &*one.thing, text(&one.left), text(&one.right)))
        .collect();
    assert_eq!(
        list[0],
        ("status", "machine:c1", "well".into(), "crashed".into())
    );
    assert!(list.contains(&("generation", "group:billing", "1".into(), "2".into())));
    assert!(list.contains(&("owner", "partition:orders/0", "c1".into(), "c2".into())));
    let other = session.compare(0, 2, at).unwrap();
    let first = other.iter().find(|one| one.thing == "group:audit").unwrap();
    assert_eq!(
        write(first),
        "{\"what\":\"state\",\"group\":\"audit\",\"thing\":\"group:audit\",\"left\":null,\"right\":\"Stable\"}"
    );
    assert_eq!(session.compare(0, 0, at), Some(Vec::new()));
    assert_eq!(session.compare(0, 9, at), None);
    // After its end a branch goes on.
    let later = session.compare(0, 1, Instant::after_all(40_000)).unwrap();
    assert!(!later.iter().any(|one| one.what == "logEnd"));
}
