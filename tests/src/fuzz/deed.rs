//! What a case does, drawn beforehand.

use super::{corpus, grammar, mutate};
use protocol::record::Millis;
use std::fmt;
use worlds::simulation::dice::Dice;

/// Something that is done to a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A line is run.
    Line(String),
    /// Somebody asks what could stand at a caret.
    Complete(String, usize),
    /// Time goes on.
    Advance(Millis),
    /// Time goes on until the tool in the foreground has ended, if it does.
    Await,
    /// One goes to an instant before, in thousandths of the way, and returns.
    Back(usize),
    /// One goes to an instant before, and stays there: what is done next begins
    /// a branch.
    Stay(usize),
    /// The last command is undone, and done again.
    Undo,
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Deed::Line(line) => write!(f, "line {line:?}"),
            Deed::Complete(line, caret) => write!(f, "complete {line:?} at {caret}"),
            Deed::Advance(ms) => write!(f, "advance {ms} ms"),
            Deed::Await => write!(f, "await the tool"),
            Deed::Back(part) => write!(f, "back to {part}/1000 and return"),
            Deed::Stay(part) => write!(f, "back to {part}/1000"),
            Deed::Undo => write!(f, "undo and redo"),
        }
    }
}

/// What most cases begin with, so that there is something to act upon.
const SCENE: &[&str] = &[
    "topic create orders --partitions 3",
    "produce --topic orders --keys ana,bo,cy --rate 2/s --name checkout",
    "consume --topic orders --group billing --members 2 --work 300ms",
];

/// The deeds of a seed, with about so many lines.
pub fn draw(seed: u64, lines: usize) -> Vec<Deed> {
    let mut dice = Dice::new(seed);
    let mut deeds = Vec::new();
    if !dice.one_in(5) {
        deeds.extend(SCENE.iter().map(|line| Deed::Line((*line).to_owned())));
        deeds.push(Deed::Advance(dice.pick(&[0, 500, 7_000])));
    }
    for _ in 0..lines {
        let line = line(&mut dice);
        if dice.one_in(6) {
            let caret = dice.below(line.chars().count() + 2);
            deeds.push(Deed::Complete(line.clone(), caret));
        }
        deeds.push(Deed::Line(line));
        match dice.below(24) {
            0..7 => deeds.push(Deed::Advance(dice.pick(&[0, 1, 30, 400, 3_000, 8_000]))),
            7..12 => deeds.push(Deed::Await),
            12 => deeds.push(Deed::Back(dice.below(1_001))),
            13 if dice.one_in(4) => deeds.push(Deed::Stay(dice.below(1_001))),
            14 => deeds.push(Deed::Undo),
            15 => deeds.push(Deed::Line("interrupt".to_owned())),
            16 => deeds.push(Deed::Line("type \"k:v\"".to_owned())),
            17 => deeds.push(Deed::Line("eof".to_owned())),
            _ => {}
        }
    }
    deeds
}

fn line(dice: &mut Dice) -> String {
    match dice.below(20) {
        0..5 => grammar::shell(dice),
        5..7 => grammar::ours(dice),
        7..12 => corpus::line(dice),
        12..17 => {
            let (line, other) = (corpus::line(dice), corpus::line(dice));
            mutate::mutate(dice, &line, &other)
        }
        17 => {
            let line = grammar::shell(dice);
            mutate::mutate(dice, &line, "")
        }
        18 => {
            let (one, other) = (grammar::shell(dice), corpus::line(dice));
            mutate::join(dice, &one, &other)
        }
        _ => mutate::garbage(dice),
    }
}
