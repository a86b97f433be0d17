//! What a fault of one member costs at the very worst, by how it commits: tried
//! at every instant of windows in which the group has settled.

use cluster::command::{Command, CommitMode, ConsumerSpec, ProducerSpec, Rate};
use cluster::config::ClusterConfig;
use cluster::explore::{Bar, Bounds, Exploration};
use cluster::habit::Habit;
use cluster::history::History;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::view::View;
use protocol::api::NewTopic;
use protocol::config::Settings;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;
use std::ops::Range;
use worlds::simulation::dice::Dice;
use worlds::simulation::run::START;
use worlds::{settings, test};

/// A group that reads, and how.
#[derive(Debug)]
struct Scene {
    seed: u64,
    latency_ms: i64,
    commit: CommitMode,
    members: usize,
    partitions: i32,
    work_ms: i64,
    most: usize,
    every_ms: i64,
    interval_ms: i64,
    cooperative: bool,
    /// To how many workers each member hands over, if it does.
    workers: usize,
    /// `default.api.timeout.ms`: how long commitSync tries.
    patience_ms: &'static str,
}

impl Scene {
    fn by_chance(seed: u64, commit: CommitMode) -> Self {
        let mut dice = Dice::new(seed);
        Scene {
            seed,
            latency_ms: dice.pick(&[1, 5, 30, 250]),
            commit,
            members: dice.pick(&[2, 2, 3]),
            partitions: dice.pick(&[1, 3, 4]),
            work_ms: dice.pick(&[0, 20, 300, 700]),
            most: dice.pick(&[1, 2, 4, 7]),
            every_ms: dice.pick(&[100, 250, 500, 900]),
            interval_ms: dice.pick(&[500, 1_000, 3_000]),
            cooperative: dice.one_in(2),
            workers: 0,
            patience_ms: dice.pick(&["2000", "60000"]),
        }
    }

    fn settings(&self) -> Settings {
        let assignor = match self.cooperative {
            true => "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
            false => "org.apache.kafka.clients.consumer.RangeAssignor",
        };
        settings(&[
            ("auto.offset.reset", "earliest"),
            ("session.timeout.ms", "6000"),
            ("heartbeat.interval.ms", "1500"),
            ("max.poll.interval.ms", "9000"),
            ("default.api.timeout.ms", self.patience_ms),
            ("max.poll.records", &self.most.to_string()),
            ("auto.commit.interval.ms", &self.interval_ms.to_string()),
            ("partition.assignment.strategy", assignor),
        ])
    }

    /// Some records take longer than others where there are workers.
    fn habit(&self) -> Habit {
        match self.workers {
            0 => Habit::default(),
            workers => Habit {
                workers: Some(workers),
                slow_at: Some((TopicPartition::new("orders", 0), 12)),
                ..Habit::default()
            },
        }
    }

    /// The group at work: it was at rest when the window began.
    fn play(&self) -> History {
        let mut config = ClusterConfig::page();
        config.latency_ms = self.latency_ms;
        let mut history = History::new(config, Limits::page(), self.seed, START);
        let topic = NewTopic {
            name: "orders".into(),
            partitions: self.partitions,
            ..NewTopic::default()
        };
        let keys = ["ana", "bo", "kim", "lea"].map(Name::from);
        let commands = [
            Command::Admin(client::call::AdminCall::CreateTopics(vec![topic])),
            Command::StartProducer(ProducerSpec {
                name: Some("checkout".into()),
                topic: "orders".into(),
                keys: keys.to_vec(),
                rate: Rate {
                    records: 1,
                    per_ms: self.every_ms,
                },
                settings: Settings::new(),
            }),
            Command::StartConsumers(ConsumerSpec {
                name: None,
                members: self.members,
                group: "billing".into(),
                topics: vec!["orders".into()],
                pattern: None,
                work_ms: self.work_ms,
                commit: self.commit,
                by_hand: false,
                habit: Box::new(self.habit()),
                settings: self.settings(),
            }),
        ];
        for command in commands {
            history.submit(command).expect("it can be asked");
        }
        history.advance_to(12_000 + self.seed as i64 % 5 * 400);
        history
    }

    /// What a fault leads to at every instant of the last part of it.
    fn bars(&self, fault: fn(Name) -> Command) -> Vec<Bar> {
        let history = self.play();
        let to = Instant::after_all(history.now());
        let past = history.past(history.now() - WINDOW_MS, to);
        let mut exploration =
            Exploration::new(&past, None, fault("c1".into()).into(), Bounds::PAGE);
        while exploration.slice(100_000) {}
        let bars = exploration.bars().to_vec();
        assert!(bars.iter().all(|bar| bar.refused.is_none()));
        bars
    }
}

const SEEDS: Range<u64> = 0..9;

/// Seeds at which something that was believed to hold did not: with `before`
/// and the cooperative assignor.
const COUNTEREXAMPLES: [u64; 4] = [7, 8, 86, 92];

const WINDOW_MS: i64 = 700;

/// A machine that dies, and one that stands still: neither goes on with what it
/// has.
const ENDS: [fn(Name) -> Command; 2] = [Command::Crash, Command::Stall];

/// Tries faults at every instant of many scenes; no more may be done again and
/// lost than is allowed. Answers the most that was.
fn hold(
    commit: CommitMode,
    faults: &[fn(Name) -> Command],
    allowed: impl Fn(&Scene) -> (i64, i64),
) -> (i64, i64) {
    let mut worst = (0, 0);
    for seed in SEEDS.chain(COUNTEREXAMPLES) {
        let scene = Scene::by_chance(seed, commit);
        let (most_again, most_lost) = allowed(&scene);
        for fault in faults {
            for bar in scene.bars(*fault) {
                let (again, lost) = (bar.sum.again, bar.sum.lost());
                worst = (worst.0.max(again), worst.1.max(lost));
                assert!(
                    again <= most_again && lost <= most_lost,
                    "{again} again of {most_again}, {lost} lost of {most_lost}: {bar:?} of {scene:?}"
                );
            }
        }
    }
    worst
}

/// The commit of each record comes before the work on the next one: what is done
/// and not committed is one record.
#[test]
fn record_repeats_at_most_the_record_in_hand_and_loses_nothing() {
    assert_eq!(hold(CommitMode::Record, &ENDS, |_| (1, 0)), (1, 0));
}

/// The commit comes after the last record of a poll: what is done and not
/// committed is at most what one poll returned.
#[test]
fn batch_repeats_at_most_what_one_poll_returned_and_loses_nothing() {
    let (again, _) = hold(CommitMode::Batch, &ENDS, |scene| (scene.most as i64, 0));
    assert!(again > 0);
}

/// A poll commits the positions once the interval is over, and what they cover
/// was done before that poll. So what is done and not committed was done within
/// the interval, while the hand was worked off in whose midst it ended, while
/// the commit flew there, and in the hand after that.
#[test]
fn auto_repeats_at_most_the_work_of_an_interval_and_two_hands_and_loses_nothing() {
    let (again, _) = hold(CommitMode::Auto, &ENDS, |scene| {
        let hand = scene.most as i64;
        // Work that takes no time is bounded by what is produced.
        let work_ms = match scene.work_ms {
            0 => scene.every_ms,
            work_ms => work_ms.min(scene.every_ms),
        };
        let time = scene.interval_ms + hand * scene.work_ms + 2 * scene.latency_ms + FETCH_MS;
        (time / work_ms + 2 * hand, 0)
    });
    assert!(again > 1);
}

/// The longest that a fetch waits for records: what was produced meanwhile comes
/// at once.
const FETCH_MS: i64 = 500;

/// The commit comes before the work: what is committed and not done is at most
/// what one poll returned. An eager member takes no records while it joins, so
/// that no other member loses any.
#[test]
fn before_loses_at_most_what_one_poll_returned_and_repeats_nothing() {
    let (_, lost) = hold(CommitMode::Before, &ENDS, |scene| match scene.cooperative {
        false => (0, scene.most as i64),
        true => (0, i64::MAX),
    });
    assert!(lost > 0);
}

/// A cooperative member goes on reading while it joins, and its commits are
/// refused then. A loop that does no work which is not committed passes over
/// what these polls returned, and the next commit covers it: the members that
/// are well lose more than the one that died.
#[test]
fn before_loses_more_where_members_read_on_while_they_join() {
    for seed in COUNTEREXAMPLES {
        let scene = Scene::by_chance(seed, CommitMode::Before);
        assert!(scene.cooperative);
        let bars = scene.bars(Command::Crash);
        let lost = bars.iter().map(|bar| bar.sum.lost()).max();
        assert!(lost > Some(scene.most as i64), "{lost:?} of {scene:?}");
        assert!(bars.iter().all(|bar| bar.sum.again == 0), "{scene:?}");
    }
}

/// Whoever is assigned a partition begins where nothing was ever committed. So a
/// crash repeats all that was done of the partitions that another member gets,
/// and eager members get all of theirs anew: also what the dead one never had.
#[test]
fn never_repeats_all_that_was_done_and_loses_nothing() {
    let (again, _) = hold(CommitMode::Never, &ENDS, |_| (i64::MAX, 0));
    assert!(again > 20);
}

/// A machine that is cut off does not die: its loop goes on past commits that
/// fail when `default.api.timeout.ms` is over, with what it has in hand and with
/// what its client has fetched ahead. Another member does all of that again. So
/// a cut repeats more than a crash, and more than the hand.
#[test]
fn a_cut_repeats_what_was_in_hand_and_fetched_ahead_and_loses_nothing() {
    for commit in [CommitMode::Record, CommitMode::Batch, CommitMode::Auto] {
        let cut: [fn(Name) -> Command; 1] = [Command::Cut];
        let (again, _) = hold(commit, &cut, |_| (i64::MAX, 0));
        assert!(again > 1, "{}", commit.name());
    }
    let scene = Scene::by_chance(0, CommitMode::Record);
    let bars = scene.bars(Command::Cut);
    let again = bars.iter().map(|bar| bar.sum.again).max();
    assert!(again > Some(scene.most as i64), "{again:?} of {scene:?}");
}

/// With workers, what is committed up to a gap is never lost, whenever a member
/// dies, stands still or is cut off; the positions that auto commit sends are of
/// records that nobody has done.
#[test]
fn workers_lose_nothing_where_commits_end_at_a_gap() {
    let faults: [fn(Name) -> Command; 3] = [Command::Crash, Command::Stall, Command::Cut];
    let mut lost = 0;
    for seed in SEEDS {
        let mut scene = Scene::by_chance(seed, CommitMode::Contiguous);
        scene.workers = 1 + seed as usize % 4;
        scene.work_ms = scene.work_ms.max(20);
        for fault in faults {
            for bar in scene.bars(fault) {
                assert_eq!(bar.sum.lost(), 0, "{bar:?} of {scene:?}");
            }
        }
        scene.commit = CommitMode::Auto;
        let bars = scene.bars(Command::Crash);
        lost += bars.iter().map(|bar| bar.sum.lost()).max().unwrap_or(0);
    }
    assert!(lost > 5, "{lost}");
}

/// However it commits, if it does: a crash repeats no more than what the machine had done
/// and its group had not committed, which a page shows beside it. It repeats
/// less where a commit was on its way, because that still lands. Who commits
/// marks in the background is no such program: it does not commit before it
/// gives partitions back, so that eager members repeat what they had done since
/// the last tick when another one dies (seed 2 does).
#[test]
fn a_crash_repeats_at_most_what_the_view_calls_done_and_not_committed() {
    let mut equal = 0;
    let modes = CommitMode::ALL.into_iter();
    for commit in modes.filter(|mode| !matches!(mode, CommitMode::Never | CommitMode::Marks)) {
        for seed in SEEDS {
            let scene = Scene::by_chance(seed, commit);
            let mut history = scene.play();
            for bar in scene.bars(Command::Crash) {
                history.go(0, bar.at);
                let view = View::of(history.cluster().state(), 0);
                let dies = view.consumers.iter().find(|one| one.machine.name == "c1");
                let dies = dies.expect("it is there");
                let doomed = i64::from(dies.done_uncommitted);
                assert!(
                    bar.sum.again <= doomed,
                    "{doomed} done: {bar:?} of {scene:?}"
                );
                if !dies.commit_in_air && !bar.at_least {
                    assert_eq!(bar.sum.again, doomed, "{bar:?} of {scene:?}");
                    equal += usize::from(doomed > 0);
                }
            }
        }
    }
    assert!(equal > 100, "only {equal} repeated something");
}

/// See above: the others had done records since the last tick, and repeat them.
#[test]
fn marks_that_are_not_committed_when_partitions_are_given_back_are_repeated_by_all() {
    let scene = Scene::by_chance(2, CommitMode::Marks);
    let mut history = scene.play();
    let more = scene.bars(Command::Crash).into_iter().any(|bar| {
        history.go(0, bar.at);
        let view = View::of(history.cluster().state(), 0);
        let dies = view.consumers.iter().find(|one| one.machine.name == "c1");
        bar.sum.again > dies.map_or(0, |one| i64::from(one.done_uncommitted))
    });
    assert!(more);
}
