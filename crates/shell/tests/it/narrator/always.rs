//! What holds of whatever the narrator says, in scenes and in scenarios by
//! chance: there is something to say whenever one waits, it changes only when
//! something happens, each wait ends in the future, and what is offered can be
//! done.

use super::session;
use cluster::command::ClientKind;
use cluster::event::ClientSpec;
use cluster::view::View;
use cluster::{Cluster, State};
use kafka_playground_shell::narrator::{narrations, Narration, Offer, Tried};
use kafka_playground_shell::parse::Known;
use kafka_playground_shell::{compose, parse, Line};
use serde_json::Value;
use std::collections::BTreeSet;
use worlds::simulation::dice::Dice;
use worlds::simulation::run::{Action, Setup};
use worlds::simulation::swarm::Swarm;

/// Seeds that failed once.
const REGRESSIONS: &[u64] = &[14, 46, 81, 247, 488, 544, 687];

/// Seeds that are tried besides, and how many steps each has. A thousand seeds
/// take a debug build about a minute; `NARRATED` says how many there are to be.
const SEEDS: u64 = 150;
const STEPS: usize = 50;

/// How often it is listened, and how long nothing may happen unexplained.
const LISTENED_MS: i64 = 500;
const QUIET_MS: i64 = 1_000;

/// The longest text, with names as short as those of the scenarios.
const LONGEST: usize = 130;

struct KnownTo<'a>(&'a State);

impl Known for KnownTo<'_> {
    fn kind(&self, machine: &str) -> Option<ClientKind> {
        match self.0.machine(machine)?.1.spec() {
            ClientSpec::Producer => Some(ClientKind::Producer),
            ClientSpec::Consumer => Some(ClientKind::Consumer),
            ClientSpec::Admin | ClientSpec::Peer => None,
        }
    }
}

/// Whether an offer is taken, on a copy; a form always is.
pub(super) fn try_offer(cluster: &Cluster, offer: &Offer) -> Result<(), String> {
    let Some(run) = &offer.run else {
        return match offer.form {
            Some("topic" | "producer" | "consumer") => Ok(()),
            _ => Err("nothing is offered".to_owned()),
        };
    };
    let options: Vec<(String, String)> = run
        .options
        .iter()
        .map(|[name, value]| (name.clone(), value.clone()))
        .collect();
    let composed = compose(run.verb, &run.operands, &options).map_err(|e| e.message)?;
    let known = KnownTo(cluster.state());
    match parse(&composed.line, &known).map_err(|error| error.to_string())? {
        Line::Command(command) => {
            let mut copy = cluster.clone();
            let taken = copy.submit(&command);
            taken.map(|_| ()).map_err(|error| error.to_string())
        }
        other => Err(format!("it is no command: {other:?}")),
    }
}

/// What is to hold of all that is said at an instant.
pub(super) fn check(cluster: &Cluster, all: &[Narration], place: &str) {
    let now = cluster.now() - cluster.state().start();
    assert_eq!(all.last().map(|last| last.id), Some("quiet"), "{place}");
    for said in all {
        let text = said.text();
        let place = format!("{place}, at {now}: {text}");
        assert!(text.ends_with('.') && !text.contains(['{', '}']), "{place}");
        assert!(length(&text) <= LONGEST, "too long: {place}");
        assert!(said.until.is_none_or(|until| until >= now), "{place}");
        assert!(said.since.is_none_or(|since| since <= now), "{said:?}");
        let times = said.spans.iter().filter_map(|span| span.until);
        times.for_each(|until| assert!(until >= now, "over: {place}"));
        assert!(said.offers.len() <= 2, "{place}");
        for offer in &said.offers {
            if let Err(refusal) = try_offer(cluster, offer) {
                panic!("{offer:?} is refused: {refusal}; {place}");
            }
        }
        if let Some(why) = &said.why {
            assert!(!why.value.is_empty(), "{place}: {why:?}");
        }
    }
}

/// How long a text is; of a number that somebody made up, some digits count.
fn length(text: &str) -> usize {
    let words = text.split([' ', '=']);
    words
        .map(|word| {
            1 + match word.trim_end_matches(',').parse::<i64>() {
                Ok(_) => word.len().min(6),
                Err(_) => word.chars().count(),
            }
        })
        .sum()
}

/// The view without what time alone changes.
fn shown(state: &State) -> View {
    View {
        now: 0,
        revision: 0,
        ..View::of(state, 0)
    }
}

/// Whether a record waits, a call blocks, or a member is idle.
fn waits(view: &View) -> bool {
    let behind = view.groups.iter().any(|group| {
        let members = group.members.iter().any(|member| !member.former);
        members || group.lanes.iter().any(|lane| lane.owner.is_some())
    });
    let blocked = view
        .consumers
        .iter()
        .any(|each| each.machine.blocked.is_some());
    behind || blocked || view.producers.iter().any(|each| each.waiting > 0)
}

/// Somebody who listens to a cluster.
struct Listener {
    place: String,
    tried: Tried,
    /// The cluster as it was when it was listened to last, and what was said.
    last: Cluster,
    said: Vec<Narration>,
    met: BTreeSet<&'static str>,
}

impl Listener {
    fn new(place: String, cluster: &Cluster) -> Self {
        Listener {
            place,
            tried: Tried::default(),
            last: cluster.clone(),
            said: Vec::new(),
            met: BTreeSet::new(),
        }
    }

    fn all(&self, cluster: &Cluster) -> Vec<Narration> {
        narrations(cluster.state(), cluster.limits(), self.tried)
    }

    /// Listens, and looks closely where there is nothing to say.
    fn listen(&mut self, cluster: &Cluster) {
        let all = self.all(cluster);
        check(cluster, &all, &self.place);
        let revision = |cluster: &Cluster| cluster.state().revision();
        if !self.said.is_empty() && revision(cluster) == revision(&self.last) {
            assert_eq!(all, self.said, "{}: time alone changes nothing", self.place);
        }
        self.met.extend(all.iter().map(|said| said.id));
        if all[0].id == "quiet" && waits(&View::of(cluster.state(), 0)) {
            self.look_closely(cluster.now() + QUIET_MS);
        }
        self.last = cluster.clone();
        self.said = all;
    }

    /// Goes through each instant from the last one that was listened to.
    fn look_closely(&self, until: i64) {
        let mut cluster = self.last.clone();
        let mut quiet: Option<(i64, View)> = None;
        while cluster.now() < until {
            let view = shown(cluster.state());
            let is_quiet = self.all(&cluster)[0].id == "quiet" && waits(&view);
            quiet = match quiet {
                _ if !is_quiet => None,
                Some((since, known)) if known == view => Some((since, known)),
                _ => Some((cluster.now(), view)),
            };
            let next = cluster.next_due().unwrap_or(until).min(until);
            if let Some((since, view)) = &quiet {
                let long = next - since;
                assert!(
                    long <= QUIET_MS,
                    "{}: {long} ms without a word: {view:#?}",
                    self.place
                );
            }
            cluster.advance_to(next);
        }
    }
}

fn narrated(seed: u64) -> BTreeSet<&'static str> {
    let mut dice = Dice::new(seed);
    let setup = Setup::by_chance(seed, &mut dice);
    let mut swarm = Swarm::new(dice);
    let mut cluster = setup.cluster();
    let mut listener = Listener::new(format!("seed {seed}"), &cluster);
    for step in 0..STEPS {
        match swarm.next(&cluster, step) {
            Action::Give(command) => {
                if cluster.submit(&command).is_ok() {
                    listener.tried.take(&command);
                }
                listener.listen(&cluster);
            }
            Action::Wait(ms) => {
                let until = cluster.now() + ms;
                while cluster.now() < until {
                    let next = until.min(cluster.now() + LISTENED_MS);
                    cluster.advance_to(next);
                    listener.listen(&cluster);
                }
            }
        }
    }
    listener.met
}

#[test]
fn no_scenario_waits_without_a_word() {
    let seeds = std::env::var("NARRATED").ok();
    let seeds = seeds.and_then(|seeds| seeds.parse().ok()).unwrap_or(SEEDS);
    let mut met = BTreeSet::new();
    for seed in REGRESSIONS.iter().copied().chain(0..seeds) {
        met.extend(narrated(seed));
    }
    assert!(met.len() > 40, "they meet much: {met:?}");
}

#[test]
fn no_scene_waits_without_a_word() {
    let scenes: Value =
        serde_json::from_str(include_str!("../../../../../web/scenes.json")).unwrap();
    for (name, scene) in scenes.as_object().unwrap() {
        let mut session = session();
        let rows = scene["script"].as_array().unwrap().iter();
        let rows: Vec<&str> = rows.map(|row| row.as_str().unwrap()).collect();
        session.load(&rows.join("\n")).unwrap();
        let until = scene["until"].as_i64().unwrap() + 30_000;
        session.advance(until);
        session.seek(0);
        let mut listener = Listener::new(name.clone(), session.history().cluster());
        for now in (0..=until).step_by(LISTENED_MS as usize) {
            session.seek(now);
            listener.tried = Tried::default();
            for given in session.history().given_now() {
                listener.tried.take(&given.command);
            }
            listener.listen(session.history().cluster());
        }
    }
}
