//! One cluster with its history, for JavaScript.

use crate::boundary::{answer, instant, millis, object};
use crate::error::{unread, KafkaPlaygroundError};
use crate::exploration::Exploration;
use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::view::View;
use kafka_playground_lessons::{fact, judge, reach, Predicate};
use kafka_playground_shell::facts::digest;
use kafka_playground_shell::json::write;
use kafka_playground_shell::{
    manual_of, Awaited, Header, Mark, Opening, Place, Recording, Restoring, Session, Wanted,
};
use protocol::name::Name;
use protocol::record::Millis;
use protocol::topic_partition::TopicPartition;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// The number of the engine's semantics: a recording of another number may lead
/// elsewhere than the same script does now.
#[wasm_bindgen]
pub fn semantics() -> u32 {
    cluster::SEMANTICS
}

/// One cluster with its history.
#[wasm_bindgen]
pub struct Playground {
    session: Session,
    restoring: Option<Restoring>,
}

impl From<Session> for Playground {
    fn from(session: Session) -> Self {
        Playground {
            session,
            restoring: None,
        }
    }
}

/// What a saved session says of itself.
#[derive(Serialize)]
struct SavedText<'a> {
    semantics: Option<u32>,
    facts: Option<&'a str>,
    commands: Option<usize>,
    at: Option<Millis>,
}

#[wasm_bindgen]
impl Playground {
    /// A cluster in which nothing has happened. `start_ms` is Unix time.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: f64, start_ms: f64) -> Playground {
        let (config, limits) = (ClusterConfig::page(), Limits::page());
        Session::new(seed as u64, millis(start_ms), config, limits).into()
    }

    /// The cluster that a script's header asks for; what it does not say of
    /// seed and start is as given. Nothing of the script is run.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` for a header that is wrong.
    #[wasm_bindgen(js_name = forScript)]
    pub fn for_script(script: &str, seed: f64, start_ms: f64) -> Result<Playground, JsValue> {
        let header = Header {
            seed: seed as u64,
            start: millis(start_ms),
        };
        let header = Header::read(script, header)
            .map_err(|wrong| KafkaPlaygroundError::refused(&wrong.error))?;
        let (config, limits) = (ClusterConfig::page(), Limits::page());
        Ok(Session::new(header.seed, header.start, config, limits).into())
    }

    /// Runs a line of the shell at the present instant. The answer has the
    /// line in its canonical form, its verb, and what became of it.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` where the line is refused; then nothing has
    /// changed.
    pub fn run(&mut self, line: &str) -> Result<JsValue, JsValue> {
        answer(self.session.run(line))
    }

    /// Runs a line of a script, at its instant if it names one.
    ///
    /// # Errors
    /// As `run`; an instant that was reached stays.
    #[wasm_bindgen(js_name = scriptLine)]
    pub fn script_line(&mut self, line: &str) -> Result<JsValue, JsValue> {
        answer(self.session.script_line(line))
    }

    /// The answer to a line such as `whatif crash c1 --last 10s`, of which
    /// nothing is known yet.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` where the line is refused, or asks nothing.
    #[wasm_bindgen(js_name = whatIf)]
    pub fn what_if(&mut self, line: &str) -> Result<Exploration, JsValue> {
        let answer = self.session.explore(line);
        let answer = answer.map_err(|error| KafkaPlaygroundError::refused(&error))?;
        Ok(Exploration::of(answer))
    }

    /// How an operation ended: null while it is under way, and when it is
    /// forgotten.
    pub fn outcome(&self, operation: f64) -> Result<JsValue, JsValue> {
        object(&self.session.outcome(operation.max(0.0) as u64))
    }

    /// Whether an operation ended so long ago that its outcome is not kept.
    #[wasm_bindgen(js_name = isForgotten)]
    pub fn is_forgotten(&self, operation: f64) -> bool {
        self.session.is_forgotten(operation.max(0.0) as u64)
    }

    /// Lets time go on to an instant, in milliseconds since the start. Does
    /// nothing for an instant that is past.
    pub fn advance(&mut self, to_ms: f64) {
        self.session.advance(millis(to_ms));
    }

    /// The limit of the playground that is reached at the present instant as an
    /// object `{ name, max, stops }`; null while there is room. Its name is
    /// `events`, `records` or `commands`, and where it `stops`, time stands
    /// still.
    pub fn limit(&self) -> Result<JsValue, JsValue> {
        object(&self.session.limit())
    }

    /// When something happens next, in milliseconds since the start.
    #[wasm_bindgen(js_name = nextDue)]
    pub fn next_due(&self) -> Result<JsValue, JsValue> {
        object(&self.session.next_due())
    }

    /// Lets time go on to the first instant at which something of a kind
    /// happens, and answers it; at most to an instant, where it answers null.
    /// The kinds are those of marks: `commit`, `rebalance`, `takeover`, `again`,
    /// `lost`.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` for an unknown kind; it names those that there
    /// are.
    pub fn skip(&mut self, kind: &str, until_ms: f64) -> Result<JsValue, JsValue> {
        let kind = Awaited::named(kind).map_err(|error| KafkaPlaygroundError::refused(&error))?;
        object(&self.session.skip(kind, millis(until_ms)))
    }

    /// Goes to the next instant at which the view is another one, but for its
    /// `now` and revision; answers it.
    pub fn step(&mut self) -> f64 {
        self.session.step() as f64
    }

    /// Goes back to the last instant at which the view came to be another one
    /// than now, or, while something flies, at which it came to be what it is
    /// now; answers it.
    #[wasm_bindgen(js_name = stepBack)]
    pub fn step_back(&mut self) -> f64 {
        self.session.step_back() as f64
    }

    /// Goes to an instant, up to the furthest that was reached.
    pub fn seek(&mut self, at_ms: f64) {
        self.session.seek(millis(at_ms));
    }

    /// Takes one step: what one handler does, or one thing that one machine
    /// does. Answers the instant after it as an object `{ at, ordinal }`, whose
    /// ordinal is null after all that is due at that millisecond.
    #[wasm_bindgen(js_name = stepOnce)]
    pub fn step_once(&mut self) -> Result<JsValue, JsValue> {
        object(&Place::from(self.session.step_once()))
    }

    /// Goes back to before the last step; answers the instant as `stepOnce`
    /// does.
    #[wasm_bindgen(js_name = stepOnceBack)]
    pub fn step_once_back(&mut self) -> Result<JsValue, JsValue> {
        object(&Place::from(self.session.step_once_back()))
    }

    /// Goes on to the next step that changes what one sees, within a
    /// millisecond, too; answers the instant as `stepOnce` does.
    #[wasm_bindgen(js_name = stepFine)]
    pub fn step_fine(&mut self) -> Result<JsValue, JsValue> {
        object(&Place::from(self.session.step_fine()))
    }

    /// Goes back to the last step at which the view came to be another one than
    /// now, as `stepBack` does by milliseconds.
    #[wasm_bindgen(js_name = stepFineBack)]
    pub fn step_fine_back(&mut self) -> Result<JsValue, JsValue> {
        object(&Place::from(self.session.step_fine_back()))
    }

    /// The present instant as an object `{ at, ordinal }`; see `stepOnce`.
    pub fn instant(&self) -> Result<JsValue, JsValue> {
        let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
        let place = Place::from(self.session.instant()).serialize(&serializer);
        place.map_err(|error| KafkaPlaygroundError::of("not-a-number", &error.to_string()))
    }

    /// Goes to an instant of a branch: to after all that is due at a
    /// millisecond, or to after so many of its steps; at most to the furthest
    /// instant that was reached. Answers whether there is such a branch; if
    /// not, nothing has changed.
    pub fn go(&mut self, branch: u32, at_ms: f64, ordinal: Option<u32>) -> bool {
        self.session.go(branch, instant(at_ms, ordinal))
    }

    /// Starts over: goes to an instant of the first branch at which no more than
    /// its first `commands` were given. Where more were, a branch without them
    /// begins. Answers whether the first branch is kept; if it is not, nothing
    /// has changed.
    #[wasm_bindgen(js_name = startOver)]
    pub fn start_over(&mut self, commands: u32, at_ms: f64) -> bool {
        self.session.start_over(commands as usize, millis(at_ms))
    }

    /// Undoes the last command before the present instant, but for the first
    /// `kept` of the branch: goes to its instant on a branch without it. Answers
    /// `{ line, branch, forked, forgotten }`, or null where there is nothing to
    /// undo.
    pub fn undo(&mut self, kept: u32) -> Result<JsValue, JsValue> {
        object(&self.session.undo(kept as usize))
    }

    /// Returns to the branch with the command that was undone last, to right
    /// after it; answers as `undo` does.
    pub fn redo(&mut self) -> Result<JsValue, JsValue> {
        object(&self.session.redo())
    }

    /// The lines that `undo` and `redo` would be about: `{ undo, redo }`, each
    /// null for none.
    pub fn moves(&self, kept: u32) -> Result<JsValue, JsValue> {
        object(&self.session.moves(kept as usize))
    }

    /// What differs between two branches at an instant, and what matters most of
    /// it in a sentence, in which they are A and B: `{ differences, sentence }`,
    /// where a difference is `{ what, group, thing, left, right }`; null where
    /// one of them is not kept.
    pub fn beside(
        &mut self,
        left: u32,
        right: u32,
        at_ms: f64,
        ordinal: Option<u32>,
    ) -> Result<JsValue, JsValue> {
        object(&self.session.beside(left, right, instant(at_ms, ordinal)))
    }

    /// The view at an instant of any branch as JSON, as `view` has it; null
    /// where the branch is not kept. Later instants of the two branches that
    /// were asked for last cost no more than time that goes on.
    #[wasm_bindgen(js_name = viewOf)]
    pub fn view_of(
        &mut self,
        branch: u32,
        at_ms: f64,
        ordinal: Option<u32>,
        cells: u32,
    ) -> Option<String> {
        let state = self.session.look_aside(branch, instant(at_ms, ordinal))?;
        Some(write(&View::of(state, cells as usize)))
    }

    /// The branches that are kept, by when they came to be: `{ id, parent,
    /// forked: { at, ordinal }, line, commands, end, present }`.
    pub fn branches(&self) -> Result<JsValue, JsValue> {
        object(&self.session.branches())
    }

    /// Forgets a branch; answers whether there was one that could be: the
    /// present one cannot.
    pub fn forget(&mut self, branch: u32) -> bool {
        self.session.forget(branch)
    }

    /// The present instant, in milliseconds since the start.
    pub fn now(&self) -> f64 {
        self.session.now() as f64
    }

    /// The furthest instant that was reached on this branch.
    pub fn end(&self) -> f64 {
        self.session.end() as f64
    }

    /// How many events have happened up to now: where it is the same on a
    /// branch, the view is the same but for its `now`.
    pub fn revision(&self) -> f64 {
        self.session.revision() as f64
    }

    /// The view as JSON, with the newest `cells` records of each partition.
    pub fn view(&self, cells: u32) -> String {
        write(&View::of(self.session.state(), cells as usize))
    }

    /// Records of a partition from an offset on as JSON, `max` at the most.
    pub fn cells(&self, topic: &str, partition: i32, from: f64, max: u32) -> String {
        let state = self.session.state();
        let partition = TopicPartition::new(topic, partition);
        write(&View::cells(state, &partition, from as i64, max as usize))
    }

    /// The newest completed works of a group over all its partitions as JSON, in
    /// the order in which they were completed; at most 24.
    pub fn worked(&self, group: &str) -> String {
        write(&View::worked(self.session.state(), &Name::from(group)))
    }

    /// How many lines the journal has up to now.
    #[wasm_bindgen(js_name = journalLength)]
    pub fn journal_length(&mut self) -> u32 {
        self.session.journal_length() as u32
    }

    /// Lines of the journal from an index on, `max` at the most.
    pub fn journal(&mut self, from: u32, max: u32) -> Result<JsValue, JsValue> {
        object(&self.session.journal(from as usize, max as usize))
    }

    /// What stands out on the timeline, up to the furthest instant of the
    /// present branch.
    pub fn marks(&mut self) -> Result<JsValue, JsValue> {
        object(&self.session.marks())
    }

    /// What a mark is called, by its place among [`Playground::marks`]; empty
    /// for one that is not there.
    #[wasm_bindgen(js_name = markName)]
    pub fn mark_name(&mut self, mark: u32) -> String {
        let mark = self.session.marks().get(mark as usize);
        mark.map(Mark::name).unwrap_or_default()
    }

    /// What may stand at a caret in a line that somebody types, which counts in
    /// characters: `{ from, to, candidates }`, where a candidate `{ text, about
    /// }` takes the place of what stands from `from` up to `to`.
    pub fn complete(&self, line: &str, caret: u32) -> Result<JsValue, JsValue> {
        object(&self.session.complete(line, caret as usize))
    }

    /// Whether a text goes on in its next line: a quote, a loop or a
    /// here-document is open.
    #[wasm_bindgen(js_name = needsMore)]
    pub fn needs_more(&self, text: &str) -> bool {
        kafka_playground_shell::needs_more(text)
    }

    /// The manual of a tool: `{ name, about, options, examples }`, where an option
    /// is `{ name, value, about, note }`; null where there is none.
    pub fn manual(&self, name: &str) -> Result<JsValue, JsValue> {
        object(&manual_of(name))
    }

    /// The terminal at the present instant: `{ foreground, jobs, files }`, with
    /// at most so many pieces of output, or as many as there may be.
    pub fn terminal(&self, pieces: Option<usize>) -> Result<JsValue, JsValue> {
        let pieces = pieces.unwrap_or(usize::MAX);
        object(&self.session.terminal_with(pieces))
    }

    /// All that is known about a thing; null for what is not there.
    pub fn inspect(&self, thing: &str) -> Result<JsValue, JsValue> {
        object(&self.session.inspect(thing))
    }

    /// A consumer's program as its code shows it: `{ loop, style, commit,
    /// onFailure, finally, byHand, line, call, until, values, settings }`; null
    /// for what is no consumer with a program.
    pub fn code(&self, machine: &str) -> Result<JsValue, JsValue> {
        object(&self.session.code(machine))
    }

    /// What is happening now, or why nothing is: `{ id, tone, spans, since,
    /// until, why, offers }`.
    pub fn narrator(&self) -> Result<JsValue, JsValue> {
        object(&self.session.narrator())
    }

    /// The life of a record, such as `record:orders/0/8`, up to the present
    /// instant: a list of `{ what, at, by, text, journal, ordinal }`; null for
    /// what is no record of a log.
    pub fn follow(&mut self, thing: &str) -> Result<JsValue, JsValue> {
        object(&self.session.follow(thing))
    }

    /// Whether predicates hold now, a line each, as lessons write them: `{ holds,
    /// value }`, with the value of the fact that each is about.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` for the first that is none.
    pub fn judge(&self, predicates: &str) -> Result<JsValue, JsValue> {
        object(&judge(self.session.state(), predicates).map_err(unread)?)
    }

    /// What a fact is now, as lessons write it: its value as text.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` where it is none.
    pub fn fact(&self, text: &str) -> Result<String, JsValue> {
        fact(self.session.state(), text).map_err(unread)
    }

    /// From when on a predicate will hold if nobody does anything, at most so
    /// many milliseconds from now: `{ at, ordinal }`, whose ordinal is null, or
    /// null where it will not. Neither time nor the history moves.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` where it is no predicate.
    pub fn reach(&self, predicate: &str, within_ms: f64) -> Result<JsValue, JsValue> {
        let predicate = Predicate::read(predicate).map_err(unread)?;
        let cluster = self.session.history().cluster();
        let at = reach(cluster, &predicate, millis(within_ms));
        object(&at.map(|at| Place::from(Instant::after_all(at))))
    }

    /// The history as text, a line a command.
    pub fn script(&self) -> String {
        self.session.script()
    }

    /// The session as text, with all of its branches or with the present one
    /// alone: its scene opened at `opened_ms`, after its first `commands`.
    pub fn saved(&self, all: bool, title: &str, commands: u32, opened_ms: f64) -> String {
        let opening = Opening {
            at: Instant::after_all(millis(opened_ms)),
            commands: commands as usize,
        };
        self.session.saved(all, title, opening)
    }

    /// The digest of the facts of the present instant.
    pub fn facts(&self) -> String {
        digest(self.session.state())
    }

    /// Begins to restore a saved session on this one, in which nothing has
    /// happened. Answers what it says of itself: `{ semantics, facts, commands,
    /// at }`, the last two of its opening; null for what it does not
    /// say.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` for the first row that is wrong.
    pub fn restore(&mut self, saved: &str) -> Result<JsValue, JsValue> {
        let restoring = self
            .session
            .restoring(saved)
            .map_err(|wrong| KafkaPlaygroundError::of(wrong.error.code, &wrong.to_string()))?;
        let saved = restoring.saved();
        let answer = object(&SavedText {
            semantics: saved.semantics,
            facts: saved.facts.as_deref(),
            commands: saved.opening.map(|opening| opening.commands),
            at: saved.opening.map(|opening| opening.at.at()),
        });
        self.restoring = Some(restoring);
        answer
    }

    /// Goes on restoring a little: `{ done, of, ran, refused }`, with what became of
    /// the line that was run just now. All is done where the first two are the
    /// same.
    #[wasm_bindgen(js_name = restoreOn)]
    pub fn restore_on(&mut self) -> Result<JsValue, JsValue> {
        let restoring = self.restoring.as_mut();
        object(&restoring.map(|restoring| restoring.go_on(&mut self.session)))
    }

    /// Calls a branch something; nothing takes its name away.
    #[wasm_bindgen(js_name = nameBranch)]
    pub fn name_branch(&mut self, branch: u32, name: &str) {
        self.session.name_branch(branch, name);
    }

    /// A recording of the present branch, with all that it says: what it shows from
    /// the start until an instant, for a page without the engine. Such a page
    /// shows the instant `at_ms` first.
    ///
    /// # Errors
    /// A `KafkaPlaygroundError` for instants that are none of the recording,
    /// for a command that comes after it, and for what is too large.
    pub fn record(&self, at_ms: f64, until_ms: f64) -> Result<String, JsValue> {
        let recording = Recording::make(&Wanted {
            title: "",
            script: &self.session.script(),
            header: self.session.header(),
            at: millis(at_ms),
            until: millis(until_ms),
            values: false,
        });
        let recording = recording.map_err(|error| KafkaPlaygroundError::refused(&error))?;
        Ok(recording.whole_text())
    }
}
