//! The frames of a recording, with the marks of the timeline.

use super::delta::Origin;
use super::{list, object, too_much, Wanted};
use crate::json::{write, Json};
use crate::marks::{Marks, Sign};
use crate::refusal::ShellError;
use crate::session::Session;
use cluster::view::View;
use protocol::record::Millis;

/// More records than a partition may have.
const ALL_CELLS: usize = u32::MAX as usize;

/// The most bytes that a recording's deltas may have.
const MOST_BYTES: usize = 4 << 20;

/// The most bytes that all views and marks together may have as text, more or
/// less: who records in a page waits for it.
const MOST_SEEN: usize = 1 << 30;

/// What is shown from an instant on.
#[derive(Clone)]
struct Frame {
    at: Millis,
    revision: u64,
    /// The number of the newest flight.
    flight: i64,
    view: Json,
}

impl Frame {
    /// `flight` is the number of the newest flight before.
    fn of(session: &Session, flight: i64) -> Frame {
        let view = View::of(session.state(), ALL_CELLS);
        let flights = view.flights.iter().map(|flight| flight.id as i64);
        let flight = flights.fold(flight, i64::max);
        let mut view = Json::of(&view);
        if let Json::Object(fields) = &mut view {
            fields.retain(|(name, _)| !matches!(&**name, "now" | "revision"));
        }
        Frame {
            at: session.now(),
            revision: session.revision(),
            flight,
            view,
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            at: self.at,
            flight: self.flight,
        }
    }

    /// What leads from one frame to another: `[dt, dr, df, delta]`.
    fn leads(from: &Frame, to: &Frame) -> String {
        let delta = to.origin().delta(&from.view, &to.view);
        list(&[
            write(&(to.at - from.at)),
            write(&(to.revision - from.revision)),
            write(&(to.flight - from.flight)),
            delta.map_or("{}".to_owned(), |delta| delta.text()),
        ])
    }
}

/// All frames.
pub(super) struct Film {
    first: Frame,
    /// What leads from the first frame to the last one.
    pub(super) frames: Vec<String>,
    /// What leads from no marks to the last ones.
    pub(super) marks: Vec<String>,
}

impl Film {
    /// Goes from the first instant to the last one, through a history that
    /// reaches so far, and shows each frame to `seen`.
    pub(super) fn shoot(
        session: &mut Session,
        wanted: &Wanted<'_>,
        mut seen: impl FnMut(&Session),
    ) -> Result<Film, ShellError> {
        let signs: Vec<Sign> = session.history().signs().cloned().collect();
        let mut marking = Marking::new(&signs);
        session.seek(0);
        let mut last = Frame::of(session, 0);
        let mut film = Film {
            first: last.clone(),
            frames: Vec::new(),
            marks: Vec::new(),
        };
        let (mut bytes, mut all_views) = (0, 0);
        seen(session);
        film.marks.extend(marking.go(0));
        while go_on(session, wanted.until) {
            if session.revision() == last.revision {
                continue;
            }
            let frame = Frame::of(session, last.flight);
            let led = Frame::leads(&last, &frame);
            bytes += led.len();
            all_views += frame.view.length() + marking.length();
            film.frames.push(led);
            if bytes > MOST_BYTES || all_views > MOST_SEEN {
                return Err(too_much(frame.at));
            }
            seen(session);
            film.marks.extend(marking.go(frame.at));
            last = frame;
        }
        Ok(film)
    }

    /// The JSON of the first frame.
    pub(super) fn first(&self) -> String {
        object(&[
            ("revision", write(&self.first.revision)),
            ("flight", write(&self.first.flight)),
            ("view", self.first.view.text()),
        ])
    }
}

/// Goes to the next millisecond at which something happens; answers whether
/// there is one by `until`.
fn go_on(session: &mut Session, until: Millis) -> bool {
    let before = session.now();
    (before + 1..=until).contains(&session.step_unseen())
}

/// The marks as they grow.
struct Marking<'a> {
    signs: &'a [Sign],
    marks: Marks,
    at: Millis,
}

impl<'a> Marking<'a> {
    fn new(signs: &'a [Sign]) -> Self {
        Marking {
            signs,
            marks: Marks::default(),
            at: 0,
        }
    }

    /// How long they are as text, more or less.
    fn length(&self) -> usize {
        const ONE: usize = 64;
        self.marks.all().len() * ONE
    }

    /// Goes on to an instant; answers what changed: `[dt, delta]`.
    fn go(&mut self, to: Millis) -> Option<String> {
        let rest = &self.signs[self.marks.signs()..];
        let now = rest.partition_point(|sign| sign.at() <= to);
        if now == 0 {
            return None;
        }
        let before = Json::of(self.marks.all());
        rest[..now].iter().for_each(|sign| self.marks.take(sign));
        let origin = Origin { at: to, flight: 0 };
        let changed = origin.delta(&before, &Json::of(self.marks.all()))?;
        let since = to - std::mem::replace(&mut self.at, to);
        Some(list(&[write(&since), changed.text()]))
    }
}
