//! Regular expressions as POSIX has them, basic and extended, with GNU's
//! additions; without back references.
//!
//! An expression becomes a program whose jumps are relative, so that pieces of
//! it are put together by appending. All ways through it are followed at once:
//! a line takes as many steps as it has characters, times the length of the
//! program, whatever the expression.

mod parser;

use parser::{either, Parser};

/// How many steps a program may have.
const LONGEST: usize = 1_000;

/// A step of the program that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Char(char),
    Any,
    Set(Box<Set>),
    /// The beginning and the end of the line.
    Start,
    End,
    /// Between what is in a word, before and after, or not.
    Border(Border),
    /// Goes on here and there.
    Split(isize, isize),
    Jump(isize),
    Done,
}

/// A place between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Border {
    /// A word begins or ends.
    Word,
    /// No word begins or ends.
    NoWord,
    /// A word begins.
    Begin,
    /// A word ends.
    End,
}

impl Border {
    /// Whether the place is there, by what stands before and after in words.
    fn holds(self, before: bool, after: bool) -> bool {
        match self {
            Border::Word => before != after,
            Border::NoWord => before == after,
            Border::Begin => !before && after,
            Border::End => before && !after,
        }
    }
}

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set {
    not: bool,
    ranges: Vec<(char, char)>,
    classes: Vec<Class>,
}

/// A named set of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Alpha,
    Digit,
    Alnum,
    Upper,
    Lower,
    Space,
    Blank,
    Punct,
    Cntrl,
    Graph,
    Print,
    XDigit,
    /// Not in POSIX: `\w`.
    Word,
}

impl Class {
    /// The class of that name.
    pub(super) fn named(name: &str) -> Option<Class> {
        Some(match name {
            "alpha" => Class::Alpha,
            "digit" => Class::Digit,
            "alnum" => Class::Alnum,
            "upper" => Class::Upper,
            "lower" => Class::Lower,
            "space" => Class::Space,
            "blank" => Class::Blank,
            "punct" => Class::Punct,
            "cntrl" => Class::Cntrl,
            "graph" => Class::Graph,
            "print" => Class::Print,
            "xdigit" => Class::XDigit,
            _ => return None,
        })
    }

    /// Whether a character is in it.
    pub(super) fn has(self, c: char) -> bool {
        match self {
            Class::Alpha => c.is_ascii_alphabetic(),
            Class::Digit => c.is_ascii_digit(),
            Class::Alnum => c.is_ascii_alphanumeric(),
            Class::Upper => c.is_ascii_uppercase(),
            Class::Lower => c.is_ascii_lowercase(),
            Class::Space => c == ' ' || ('\t'..='\r').contains(&c),
            Class::Blank => matches!(c, ' ' | '\t'),
            Class::Punct => c.is_ascii_punctuation(),
            Class::Cntrl => c.is_control(),
            Class::Graph => !c.is_control() && !c.is_whitespace(),
            Class::Print => !c.is_control(),
            Class::XDigit => c.is_ascii_hexdigit(),
            Class::Word => is_word(c),
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

impl Set {
    fn has(&self, c: char) -> bool {
        let within = |range: &(char, char)| (range.0..=range.1).contains(&c);
        let is = self.ranges.iter().any(within) || self.classes.iter().any(|class| class.has(c));
        is != self.not
    }
}

/// A compiled expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Regex {
    steps: Vec<Step>,
    fold: bool,
    /// How many steps it has looked at.
    looked: usize,
}

/// How many steps an expression may look at before it is given up.
const PATIENCE: usize = 5_000_000;

/// How an expression is written, and what it matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// `-E`: operators have no backslash.
    pub extended: bool,
    /// `-F`: nothing is an operator.
    pub fixed: bool,
    /// `-i`: upper and lower case are the same.
    pub fold: bool,
}

impl Regex {
    /// Compiles expressions, of which one has to match.
    ///
    /// # Errors
    /// What GNU's commands say of it.
    pub(super) fn new(texts: &[&str], style: Style) -> Result<Regex, String> {
        let mut steps: Option<Vec<Step>> = None;
        for text in texts {
            let mut parser = Parser::new(text, style);
            let one = match style.fixed {
                true => text.chars().map(Step::Char).collect(),
                false => parser.whole()?,
            };
            steps = Some(match steps {
                None => one,
                Some(before) => either(before, one),
            });
        }
        let mut steps = steps.unwrap_or_default();
        steps.push(Step::Done);
        match steps.len() <= LONGEST {
            true => Ok(Regex {
                steps,
                fold: style.fold,
                looked: 0,
            }),
            false => Err("Regular expression too big".into()),
        }
    }

    fn takes(&self, step: &Step, c: char) -> bool {
        let takes = |c: char| match step {
            Step::Char(wanted) => *wanted == c,
            Step::Any => true,
            Step::Set(set) => set.has(c),
            _ => false,
        };
        let other = |c: char| match c.is_ascii_uppercase() {
            true => c.to_ascii_lowercase(),
            false => c.to_ascii_uppercase(),
        };
        takes(c) || (self.fold && takes(other(c)))
    }

    /// How many steps it has looked at.
    pub(super) fn looked(&self) -> usize {
        self.looked
    }

    /// Whether it has taken so long that it finds nothing any more.
    pub(super) fn is_given_up(&self) -> bool {
        self.looked > PATIENCE
    }

    /// Whether it matches a whole text.
    pub(super) fn covers(&mut self, text: &[char]) -> bool {
        self.find(text, 0, false) == Some((0, text.len()))
    }

    /// All matches, one after the other; those of no length, too.
    pub(super) fn all(&mut self, text: &[char], word: bool) -> Vec<(usize, usize)> {
        let mut all: Vec<(usize, usize)> = Vec::new();
        let mut from = 0;
        while from <= text.len() {
            let Some((begin, end)) = self.find(text, from, word) else {
                break;
            };
            // Where one ended there is no other of no length.
            if end > begin || all.last().is_none_or(|(_, last)| *last != begin) {
                all.push((begin, end));
            }
            from = end.max(begin + 1);
        }
        all
    }

    /// The leftmost match from a place on, and of those the longest: its begin
    /// and its end. `word` asks for one that has no letter beside it.
    pub(super) fn find(
        &mut self,
        text: &[char],
        from: usize,
        word: bool,
    ) -> Option<(usize, usize)> {
        let word_at = |at: usize| text.get(at).copied().is_some_and(is_word);
        let mut found: Option<(usize, usize)> = None;
        let mut begins: Vec<(usize, usize)> = Vec::new();
        let mut place = Place {
            at: from,
            before: from > 0 && word_at(from - 1),
            next_char: None,
            seen: vec![usize::MAX; self.steps.len()],
            next: Vec::new(),
            left: Vec::new(),
        };
        for at in from..=text.len() {
            place.at = at;
            place.next_char = text.get(at).copied();
            // What begins further left comes first, and keeps its place.
            begins.clear();
            std::mem::swap(&mut begins, &mut place.next);
            if found.is_none() && !(word && place.before) {
                begins.push((0, at));
            }
            self.looked += begins.len();
            if self.is_given_up() {
                return None;
            }
            for (step, begin) in &begins {
                let done = self.follow(*step, *begin, &mut place);
                let fits = done && !(word && word_at(at));
                if fits && found.is_none_or(|(first, _)| *begin <= first) {
                    found = Some((*begin, at));
                }
            }
            if let Some((first, _)) = found {
                place.next.retain(|(_, begin)| *begin <= first);
                if place.next.is_empty() {
                    break;
                }
            }
            place.before = word_at(at);
        }
        found
    }

    /// Follows the program from a step on, up to what takes a character;
    /// answers whether it comes to its end.
    fn follow(&self, step: usize, begin: usize, place: &mut Place) -> bool {
        let next = place.next_char;
        let after = next.is_some_and(is_word);
        let mut done = false;
        place.left.push(step);
        while let Some(step) = place.left.pop() {
            if std::mem::replace(&mut place.seen[step], place.at) == place.at {
                continue;
            }
            match &self.steps[step] {
                Step::Done => done = true,
                Step::Jump(by) => place.left.push(step.wrapping_add_signed(*by)),
                Step::Split(one, other) => {
                    place.left.push(step.wrapping_add_signed(*other));
                    place.left.push(step.wrapping_add_signed(*one));
                }
                Step::Start if place.at == 0 => place.left.push(step + 1),
                Step::End if next.is_none() => place.left.push(step + 1),
                Step::Border(border) if border.holds(place.before, after) => {
                    place.left.push(step + 1);
                }
                taking => {
                    if next.is_some_and(|c| self.takes(taking, c)) {
                        place.next.push((step + 1, begin));
                    }
                }
            }
        }
        done
    }
}

/// Where in a text a search is.
struct Place {
    at: usize,
    /// Whether a letter of a word stands before it.
    before: bool,
    next_char: Option<char>,
    /// At which place each step was come to last.
    seen: Vec<usize>,
    /// Where it goes on after the next character, and where that match began.
    next: Vec<(usize, usize)>,
    /// The steps that are still to be followed here.
    left: Vec<usize>,
}
