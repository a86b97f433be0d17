//! `cut`.

use super::options::{count, quoted, Spec};
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::Text;
use crate::sh::limits::Outside;

/// `cut`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// What separates fields; none where characters are counted.
    delimiter: Option<char>,
    between: Text,
    only_delimited: bool,
    /// From and to, both included, counted from 1.
    ranges: Vec<(usize, usize)>,
}

pub(super) fn cut(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "cut",
        letters: "b:c:d:f:so:",
        long: &[
            ("bytes", 'b'),
            ("characters", 'c'),
            ("delimiter", 'd'),
            ("fields", 'f'),
            ("only-delimited", 's'),
            ("output-delimiter", 'o'),
        ],
        lacks: "nz",
        status: 1,
    };
    let given = spec.read(args)?;
    let lists: Vec<&Text> = "bcf".chars().flat_map(|c| given.values(c)).collect();
    let list = match lists.as_slice() {
        [list] => *list,
        [] => {
            let text = "you must specify a list of bytes, characters, or fields";
            return Err(spec.mistake(text));
        }
        _ => return Err(spec.mistake("only one list may be specified")),
    };
    let by_fields = given.has('f');
    if !by_fields && given.has('d') {
        let text = "an input delimiter may be specified only when operating on fields";
        return Err(spec.mistake(text));
    }
    let mut delimiter = given.value('d').map_or("\t", |text| text).chars();
    let Some(one) = delimiter.next().filter(|_| delimiter.next().is_none()) else {
        return Err(spec.mistake("the delimiter must be a single character"));
    };
    let ranges = ranges(list, by_fields).map_err(|text| spec.mistake(&text))?;
    let between = match (given.value('o'), by_fields) {
        (Some(between), _) => between.clone(),
        (None, true) => one.to_string().into(),
        (None, false) => "".into(),
    };
    let cut = Cut {
        delimiter: by_fields.then_some(one),
        between,
        only_delimited: given.has('s'),
        ranges,
    };
    Ok(Built::Reads(Kind::Cut(cut), given.operands, Missing::PLAIN))
}

/// `1,3-5,7-`.
fn ranges(list: &str, by_fields: bool) -> Result<Vec<(usize, usize)>, String> {
    let mut ranges = Vec::new();
    for range in list.split([',', ' ']) {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        let open = from.is_empty() && to.is_empty();
        let end = |text: &str, open| match text {
            "" => Some(open),
            text => count(text),
        };
        let (Some(from), Some(to)) = (end(from, 1), end(to, usize::MAX)) else {
            let kind = match by_fields {
                true => "invalid field value ",
                false => "invalid byte/character position ",
            };
            return Err([kind, &quoted(range)].concat());
        };
        if open && !range.is_empty() {
            return Err("invalid range with no endpoint: -".into());
        }
        if from == 0 || range.is_empty() {
            return Err(match by_fields {
                true => "fields are numbered from 1".into(),
                false => "byte/character positions are numbered from 1".into(),
            });
        }
        if to < from {
            return Err("invalid decreasing range".into());
        }
        ranges.push((from, to));
        if ranges.len() > 64 {
            return Err("a list is too long for this playground".into());
        }
    }
    Ok(ranges)
}

impl Cut {
    fn chosen(&self, number: usize) -> bool {
        let mut ranges = self.ranges.iter();
        ranges.any(|(from, to)| (*from..=*to).contains(&number))
    }

    fn pieces<'a>(&self, pieces: impl Iterator<Item = &'a str>, said: &mut Said) {
        let mut begun = false;
        let mut before = false;
        for (index, piece) in pieces.enumerate() {
            let chosen = self.chosen(index + 1);
            // Characters that stand together stay together.
            if chosen && begun && (self.delimiter.is_some() || !before) {
                said.out.push_str(&self.between);
            }
            if chosen {
                begun = true;
                said.out.push_str(piece);
            }
            before = chosen;
        }
    }
}

impl Work for Cut {
    fn line(&mut self, line: &str, _: bool, said: &mut Said) {
        match self.delimiter {
            Some(delimiter) if !line.contains(delimiter) => {
                if !self.only_delimited {
                    said.line(line, true);
                }
                return;
            }
            Some(delimiter) => self.pieces(line.split(delimiter), said),
            None => {
                let piece = |(at, c): (usize, char)| &line[at..at + c.len_utf8()];
                self.pieces(line.char_indices().map(piece), said);
            }
        }
        said.out.push('\n');
    }
}
