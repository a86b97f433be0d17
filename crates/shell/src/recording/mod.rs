//! A recording: what the engine shows from the first instant to a last one,
//! for a page that has no engine yet. It is JSON; whoever folds it gets each
//! view, mark and line of the journal as the engine would give them.
//!
//! - The first frame (`first`) is written out, and from it deltas lead on to the
//!   last one (`frames`). A frame is a millisecond, after all that is due then,
//!   at which the revision changed; it stands until the next. The first is @0.
//! - `marks` are deltas from the empty list on: the timeline's marks if the
//!   history ended at that instant.
//! - `journal` has the lines by language; it may be in a file of its own.
//! - `narrator` has what the narrator says by language, where it changes; it may
//!   be in a file of its own. An entry is how much later it is than the entry
//!   before, and the narration, or the number of the entry that has it.
//! - `names` has what the marks are called, in the narrator's file.
//! - `script` are the rows with what the terminal shows of them, and when and
//!   how what they began was answered.
//!
//! - `values` is true where cells are to show values, too.
//!
//! Views have all their cells, and neither `now` nor `revision`, which are the
//! frame's. How a delta is read stands in [`delta`](mod@delta), and what `times`
//! and `steps` are. An entry of `frames` is how much more the instant, the
//! revision and the number of the newest flight are than those of the frame
//! before, and the delta; an entry of `marks` is how much later its instant is,
//! and the delta.
//!
//! The first version of the format began with the view at `at`, from which
//! deltas led back and forth, and in which numbers were themselves and fields
//! had their names. The second is a fifth smaller when it is packed: what leads
//! back is what leads forth in other words, and what is counted grows by the
//! same again and again. The page reads both (`web/src/player/older.js`).
//!
//! *Read next: [`json`](crate::json), how it becomes text.*

pub mod delta;
mod film;
mod journal;
mod narrator;
mod rows;

use crate::json::{name, write};
use crate::marks::Mark;
use crate::refusal::ShellError;
use crate::script::{Header, Script, ScriptError};
use crate::session::{Session, LONGEST_WAIT_MS};
use cluster::config::ClusterConfig;
use cluster::instant::Instant;
use cluster::limits::Limits;
use cluster::SEMANTICS;
use film::Film;
use narrator::Narrating;
use protocol::record::Millis;
use rows::Rows;

/// The number of the format.
pub const VERSION: u32 = 2;

/// The number of the format of what is told beside a recording.
const TOLD: u32 = 1;

/// What is to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// What it is called.
    pub title: &'a str,
    /// The script.
    pub script: &'a str,
    /// Seed and start, where the script's header does not say them.
    pub header: Header,
    /// The instant that is shown first, in milliseconds since the start.
    pub at: Millis,
    /// The last instant, in milliseconds since the start.
    pub until: Millis,
    /// Whether its cells are to show values, too.
    pub values: bool,
}

/// What was recorded.
#[derive(Clone, Debug)]
pub struct Recording {
    id: String,
    /// Its fields but for the id and what is told in words, each with its JSON.
    fields: Vec<(&'static str, String)>,
    journal: String,
    narrator: String,
    /// What the marks are called: the narrator's file has it, too.
    names: String,
}

impl Recording {
    /// Plays a script and records it.
    ///
    /// # Errors
    /// For a row that is refused or comes after the last instant, for instants
    /// that are none of the recording, and for what is too large.
    pub fn make(wanted: &Wanted<'_>) -> Result<Recording, ShellError> {
        wanted.check()?;
        let script = Script::read(wanted.script, wanted.header).map_err(in_row)?;
        let mut session = session(script.header);
        let mut rows = Rows::play(&mut session, &script, wanted.until)?;
        session.advance(wanted.until);
        if session.now() < wanted.until {
            return Err(too_much(session.now()));
        }
        let journal = journal::text(&session.journal(0, usize::MAX));
        let names: Vec<String> = session.marks().iter().map(Mark::name).collect();
        let mut narrating = Narrating::default();
        let film = Film::shoot(&mut session, wanted, |session| {
            rows.answers(session);
            narrating.take(session);
        })?;
        let mut fields = vec![
            ("format", write("kafka-playground recording")),
            ("version", write(&VERSION)),
            ("semantics", write(&SEMANTICS)),
            ("title", write(wanted.title)),
            ("seed", write(&script.header.seed)),
            ("start", write(&script.header.start)),
            ("at", write(&wanted.at)),
            ("until", write(&wanted.until)),
            ("header", write(&*script.header.to_string())),
            ("script", rows.text()),
            ("times", write(delta::TIMES)),
            ("steps", write(delta::STEPS)),
            ("first", film.first()),
            ("frames", list(&film.frames)),
            ("marks", list(&film.marks)),
        ];
        if wanted.values {
            fields.push(("values", write(&true)));
        }
        Ok(Recording {
            id: write(&*format!("{:016x}", fnv(&object(&fields)))),
            fields,
            journal,
            narrator: narrating.text(),
            names: write(&names),
        })
    }

    /// The recording without what is told in words.
    pub fn text(&self) -> String {
        object(&self.with_id())
    }

    /// The recording with its journal and what the narrator says.
    pub fn whole_text(&self) -> String {
        let mut fields = self.with_id();
        fields.push(("journal", object(&[("en", &*self.journal)])));
        fields.push(("narrator", object(&[("en", &*self.narrator)])));
        fields.push(("names", object(&[("en", &*self.names)])));
        object(&fields)
    }

    /// The journal as a file beside the recording, in English.
    pub fn journal_text(&self) -> String {
        self.beside("kafka-playground journal", &[("lines", &self.journal)])
    }

    /// What the narrator says, and what marks are called, as a file beside the
    /// recording, in English.
    pub fn narrator_text(&self) -> String {
        let told = [("said", &*self.narrator), ("names", &self.names)];
        self.beside("kafka-playground narrator", &told)
    }

    /// A file beside the recording.
    fn beside(&self, format: &str, told: &[(&str, &str)]) -> String {
        let (format, version) = (write(format), write(&TOLD));
        let head = [
            ("format", &*format),
            ("version", &version),
            ("id", &self.id),
        ];
        object(&[&head, told].concat())
    }

    /// Who reads a file wants to know first which one it is.
    fn with_id(&self) -> Vec<(&'static str, String)> {
        let mut fields = self.fields.clone();
        fields.insert(3, ("id", self.id.clone()));
        fields
    }
}

/// The JSON of an object, made of that of its fields.
fn object<T: AsRef<str>>(fields: &[(&str, T)]) -> String {
    let mut out = "{".to_owned();
    for (field, value) in fields {
        name(field, &mut out);
        out.push_str(value.as_ref());
    }
    out.push('}');
    out
}

/// The JSON of an array, made of that of its elements.
fn list(items: &[String]) -> String {
    ["[", &items.join(","), "]"].concat()
}

impl Wanted<'_> {
    fn check(&self) -> Result<(), ShellError> {
        let Wanted { at, until, .. } = *self;
        if !(0..=LONGEST_WAIT_MS).contains(&until) {
            let message = "A recording ends between @0 and an hour after the start.";
            return Err(out_of_range(message.to_owned()));
        }
        if !(0..=until).contains(&at) {
            let message = format!(
                "A recording opens between @0 and its end, which is {}, and not at {}.",
                Instant::after_all(until),
                Instant::after_all(at)
            );
            return Err(out_of_range(message));
        }
        Ok(())
    }
}

/// The instant to which the rows of a script lead, in milliseconds since the
/// start.
///
/// # Errors
/// For a row that is refused or comes more than an hour after the start.
pub fn last_row(script: &str, header: Header) -> Result<Millis, ShellError> {
    let script = Script::read(script, header).map_err(in_row)?;
    let mut session = session(script.header);
    Rows::play(&mut session, &script, LONGEST_WAIT_MS)?;
    Ok(session.now())
}

/// The cluster of a page.
fn session(Header { seed, start }: Header) -> Session {
    Session::new(seed, start, ClusterConfig::page(), Limits::page())
}

fn out_of_range(message: String) -> ShellError {
    ShellError {
        code: "out-of-range",
        message,
        column: None,
        length: None,
    }
}

/// There is too much to record from this instant on.
fn too_much(at: Millis) -> ShellError {
    let at = Instant::after_all(at);
    out_of_range(format!(
        "This is too much for one recording: it would have to end by {at}."
    ))
}

fn in_row(ScriptError { row, error }: ScriptError) -> ShellError {
    ShellError {
        message: format!("Row {row}: {error}"),
        ..error
    }
}

/// FNV-1a with 64 bits.
pub(crate) fn fnv(text: &str) -> u64 {
    let bytes = text.bytes();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
