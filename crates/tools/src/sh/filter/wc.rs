//! `wc`.

use super::lines::pad;
use super::options::Spec;
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::{ExitStatus, Text};
use crate::sh::limits::{file_name, Outside};

/// `wc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wc {
    /// Which of lines, words, characters and bytes are printed.
    columns: [bool; 4],
    counts: [u64; 4],
    totals: [u64; 4],
    name: Option<Text>,
    files: usize,
    width: usize,
}

pub(super) fn wc(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "wc",
        letters: "clmw",
        long: &[
            ("bytes", 'c'),
            ("lines", 'l'),
            ("chars", 'm'),
            ("words", 'w'),
        ],
        lacks: "L",
        status: 1,
    };
    let given = spec.read(args)?;
    let mut columns = ['l', 'w', 'm', 'c'].map(|letter| given.has(letter));
    if columns == [false; 4] {
        columns = [true, true, false, true];
    }
    let alone = columns.iter().filter(|column| **column).count() == 1;
    let names = &given.operands;
    let width = match alone && names.len() <= 1 {
        true => 1,
        false => width(names, outside),
    };
    let wc = Wc {
        columns,
        counts: [0; 4],
        totals: [0; 4],
        name: None,
        files: names.len(),
        width,
    };
    Ok(Built::Reads(Kind::Wc(wc), given.operands, Missing::PLAIN))
}

/// How wide the columns are: as wide as the bytes of all files together; 7 at
/// least if it is not known before.
fn width(names: &[Text], outside: Outside<'_>) -> usize {
    let mut bytes = 0;
    let mut least = if names.is_empty() { 7 } else { 1 };
    for name in names {
        match outside.files.get(file_name(name)) {
            Some(text) => bytes += text.len(),
            None if matches!(&**name, "-" | "/dev/stdin" | "/dev/null") => least = 7,
            None => {}
        }
    }
    bytes.to_string().len().max(least)
}

impl Wc {
    fn print(&self, counts: [u64; 4], name: Option<&str>, said: &mut Said) {
        let mut columns: Vec<String> = Vec::new();
        for (column, count) in self.columns.iter().zip(counts) {
            if *column {
                columns.push(pad(&count.to_string(), self.width));
            }
        }
        columns.extend(name.map(str::to_owned));
        said.line(&columns.join(" "), true);
    }
}

impl Work for Wc {
    fn opens(&mut self, name: Option<&str>, _: &mut Said) {
        self.counts = [0; 4];
        self.name = name.or((self.files > 0).then_some("-")).map(Text::from);
    }

    fn line(&mut self, line: &str, ended: bool, _: &mut Said) {
        let end = u64::from(ended);
        let words = line.split_whitespace().count() as u64;
        let chars = line.chars().count() as u64 + end;
        let counts = [end, words, chars, line.len() as u64 + end];
        for (index, count) in counts.into_iter().enumerate() {
            self.counts[index] += count;
            self.totals[index] += count;
        }
    }

    fn closes(&mut self, said: &mut Said) {
        self.print(self.counts, self.name.as_deref(), said);
    }

    fn finish(&mut self, said: &mut Said) -> ExitStatus {
        if self.files > 1 {
            self.print(self.totals, Some("total"), said);
        }
        0
    }
}
