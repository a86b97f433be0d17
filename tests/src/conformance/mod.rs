//! Conformance: what a real Kafka answered, against what this engine answers.
//!
//! The data is in `tests/conformance`: `recordings` are scenarios that were
//! played against Apache Kafka 4.3 (verbs and format: the README beside them),
//! `vectors` are inputs with the answers of Kafka's own classes.
//!
//! # How a recording is read
//!
//! A recording is a JSON file with `steps`; a step has a verb (`do`), its
//! arguments, and what Kafka answered (`saw`). For each step the runner makes
//! our answer in the same form and compares the two.
//!
//! | module | what |
//! |---|---|
//! | [`case`] | finding files and their areas |
//! | [`play`] | one run: what a step needs to remember, and the outcome of a file |
//! | [`world`] | driving the cluster: begin a call, let time go on until it ends |
//! | [`verbs`] | one file for each kind of verb |
//! | [`raw`] | the verb `call`: JSON to typed requests, typed responses to JSON |
//! | [`values`] | JSON to the engine's values and back |
//! | [`loops`] | the consume loops of client libraries, variant by variant |
//! | [`vectors`] | the files of vectors, entry by entry |
//! | [`owed`] | which steps a later issue brings, by verb, API and config |
//! | [`compare`] | equal, text differs, differs; ids up to renaming |
//! | [`report`] | the table, the differences, and `--json` |
//!
//! A verb is a function from a step to a `Result<Value, Stop>`: the JSON that
//! would stand in `saw`, or why the file cannot be played on ([`play::Stop`]).
//! To teach the runner a verb, add it to the match in its file under `verbs`;
//! to teach it an API, add a request and a response mapping under `raw`.
//!
//! # Time
//!
//! The virtual clock starts at the recording's `started_at`; a flight takes
//! 1 ms. Time goes on only inside steps: until a call has ended, for a `wait`,
//! and for the rests that the recorder took after admin verbs.
//!
//! # Outcomes
//!
//! A file is **equal** if every step is, **text differs** if nothing but a
//! `message` or a `cause` of an error does, **owed** if all was equal up to a
//! step that a later issue brings, else it **differs**.

pub mod case;
pub mod compare;
pub mod loops;
pub mod owed;
pub mod play;
pub mod raw;
pub mod report;
pub mod values;
pub mod vectors;
pub mod verbs;
pub mod world;

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// We answer what Kafka answers.
    Equal,
    /// Everything but the text of an error is equal.
    TextDiffers,
    /// We answer something else.
    Differs,
    /// It could not be played to its end, because a later issue brings what it
    /// needs; what came before is equal.
    Owed,
}

impl Outcome {
    /// Every outcome, in the order of the table's columns.
    pub const ALL: [Outcome; 4] = [
        Outcome::Equal,
        Outcome::TextDiffers,
        Outcome::Differs,
        Outcome::Owed,
    ];

    /// Its word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Equal => "equal",
            Outcome::TextDiffers => "text differs",
            Outcome::Differs => "differs",
            Outcome::Owed => "owed",
        }
    }
}

/// A step whose answers are not the same.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The number of the step in its file, from 0.
    pub step: usize,
    /// What was asked, without the answer.
    pub asked: String,
    /// What Kafka said.
    pub kafka: String,
    /// What we said.
    pub ours: String,
}

/// A case that was run.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its area: the folder of a recording, or `vectors`.
    pub area: String,
    /// Its name.
    pub case: String,
    /// The file it comes from.
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
    /// How many steps it has.
    pub steps: usize,
    /// How many of them are equal.
    pub equal_steps: usize,
    /// Where the answers are not the same.
    pub differences: Vec<Difference>,
    /// Why it was not played to its end.
    pub stopped: Option<String>,
}
