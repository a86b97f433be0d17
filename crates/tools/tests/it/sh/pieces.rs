//! It does not matter in what pieces a command is fed.

use super::files;
use super::round_trip::Chance;
use tools::sh::{Filter, Limits, Outside, Said};
use tools::{ExitStatus, Files, Text};

const LINES: &[&str] = &[
    "cat",
    "cat fruit - open",
    "tee x",
    "grep -n a",
    "grep -c b",
    "grep -o a*",
    "head -n 3",
    "head -n 2 fruit -",
    "tail -n 2",
    "tail -n +2",
    "sort",
    "sort -u",
    "uniq -c",
    "wc",
    "wc - fruit -",
    "cut -c 2",
    "cut -d b -f 1",
    "tr a b",
    "tr -s ab",
    "sed s/a/x/g",
    "sed 2d",
    "awk {print$1}",
    "sort - fruit",
];

/// What a command did.
#[derive(Debug, Default, PartialEq)]
struct Did {
    out: String,
    err: String,
    files: Files,
    exit: Option<ExitStatus>,
}

impl Did {
    fn add(&mut self, said: Said) {
        self.out.push_str(&said.out);
        self.err.push_str(&said.err);
        for effect in said.files {
            effect.apply(&mut self.files, &Limits::default()).unwrap();
        }
    }
}

fn feed(line: &str, pieces: &[&str]) -> Did {
    let limits = Limits::default();
    let files = files();
    let outside = Outside {
        files: &files,
        now: 0,
        limits: &limits,
    };
    let argv: Vec<Text> = line.split(' ').map(Text::from).collect();
    let (mut filter, said) = Filter::new(&argv, outside);
    let mut did = Did {
        files: files.clone(),
        ..Did::default()
    };
    did.add(said);
    for piece in pieces {
        did.add(filter.feed(piece));
    }
    did.add(filter.end());
    did.exit = filter.exit();
    did
}

#[test]
fn it_does_not_matter_in_what_pieces_a_command_is_fed() {
    let mut chance = Chance::new(3);
    for _ in 0..3_000 {
        let line = chance.one_of(LINES);
        let mut text = String::new();
        for _ in 0..chance.below(30) {
            text.push_str(chance.one_of(&["a", "b", "é", " ", "\n", "\n", "ab\n"]));
        }
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let places: Vec<usize> = rest.char_indices().map(|(at, _)| at).collect();
            let place = places.get(chance.below(6) + 1);
            let (piece, after) = rest.split_at(place.copied().unwrap_or(rest.len()));
            pieces.push(piece);
            rest = after;
        }
        let whole = feed(line, &[&text]);
        assert!(whole.exit.is_some(), "{line}");
        assert_eq!(whole, feed(line, &pieces), "{line} {pieces:?}");
    }
}
