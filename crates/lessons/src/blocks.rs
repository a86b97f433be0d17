//! Reads the live blocks of a lesson.

use crate::document::{Block, Claim, Question, Row};
use crate::fact::partition;
use crate::lesson::{CodeLine, Pick, Show};
use crate::markdown;
use crate::mistake::Mistake;
use crate::predicate::Predicate;
use crate::prose::{Inline, Prose};
use protocol::near::nearest;

/// The blocks that there are.
const BLOCKS: [&str; 12] = [
    "scene", "do", "goal", "predict", "check", "hint", "solution", "wrong", "code", "show",
    "proof", "sh",
];
/// The steps of a loop by which a line of code is lit.
const LOOP: [&str; 9] = [
    "subscribe",
    "poll",
    "for",
    "work",
    "commit",
    "call",
    "close",
    "idle",
    "dead-letter",
];
const PANELS: [&str; 5] = ["journal", "code", "whatif", "table", "terminal"];

/// Reads a block; what is wrong with it is among the mistakes.
pub(crate) fn read(
    info: &str,
    line: usize,
    rows: Vec<Row>,
    mistakes: &mut Vec<Mistake>,
) -> Option<Block> {
    let mut words = info.split_whitespace();
    let name = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    if !rest.is_empty() && name != "code" {
        let message = ["Behind \"", name, "\" stands nothing else."].concat();
        mistakes.push(Mistake::at(line, 1, message));
    }
    let mut reader = BlockReader {
        line,
        rows,
        mistakes,
    };
    match name {
        "scene" => Some(Block::Scene(reader.rows)),
        "solution" => Some(Block::Solution(reader.rows)),
        "wrong" => Some(Block::Wrong(reader.rows)),
        "do" => Some(Block::Do(reader.prose())),
        "hint" => Some(Block::Hint(reader.prose())),
        "goal" => reader.goal(),
        "check" => Some(Block::Check(reader.claims())),
        "predict" => reader.predict(),
        "code" => reader.code(&rest),
        "show" => Some(Block::Show(reader.show())),
        "proof" => Some(reader.proof()),
        _ => {
            let near = nearest(name, BLOCKS).map(|near| ["; did you mean ", near, "?"].concat());
            let near = near.unwrap_or_else(|| "; there are ".to_owned() + &BLOCKS.join(", ") + ".");
            reader.wrong(["\"", name, "\" is no block", &near].concat());
            None
        }
    }
}

struct BlockReader<'m> {
    line: usize,
    rows: Vec<Row>,
    mistakes: &'m mut Vec<Mistake>,
}

impl BlockReader<'_> {
    fn wrong(&mut self, message: impl Into<String>) {
        self.mistakes.push(Mistake::at(self.line, 1, message));
    }

    /// All rows as prose.
    fn prose(&mut self) -> Vec<Prose> {
        let text: Vec<&str> = self.rows.iter().map(|row| &*row.text).collect();
        let prose = markdown::prose(&text.join("\n"), self.line + 1, self.mistakes);
        if prose.is_empty() {
            self.wrong("This block says nothing.");
        }
        prose
    }

    /// A row as text with marks.
    fn inline(&mut self, row: &Row) -> Vec<Inline> {
        let prose = markdown::prose(row.text.trim(), row.line, self.mistakes);
        match prose.into_iter().next() {
            Some(Prose::Paragraph { text }) => text,
            _ => Vec::new(),
        }
    }

    /// The predicate of a row; `lead` characters of it stand before that.
    fn claim(&mut self, row: &Row, lead: usize) -> Option<Claim> {
        let text: String = row.text.chars().skip(lead).collect();
        match Predicate::read(&text) {
            Ok(predicate) => Some(Claim {
                line: row.line,
                predicate,
            }),
            Err(wrong) => {
                let column = lead + wrong.column + 1;
                self.mistakes
                    .push(Mistake::at(row.line, column, wrong.message));
                None
            }
        }
    }

    fn claims(&mut self) -> Vec<Claim> {
        let rows: Vec<Row> = self.rows.iter().filter(|row| says(row)).cloned().collect();
        let claims: Vec<Claim> = rows.iter().filter_map(|row| self.claim(row, 0)).collect();
        if rows.is_empty() {
            self.wrong("This block claims nothing: write a predicate a line, such as committed billing orders-0 = 2.");
        }
        claims
    }

    fn goal(&mut self) -> Option<Block> {
        let first = self.rows.iter().position(|row| !row.text.trim().is_empty());
        let Some(first) = first else {
            self.wrong(
                "A goal has its words in the first line and a predicate in each of the others.",
            );
            return None;
        };
        let text = self.rows[first].clone();
        let text = self.inline(&text);
        self.rows.drain(..=first);
        let claims = self.claims();
        Some(Block::Goal { text, claims })
    }

    fn predict(&mut self) -> Option<Block> {
        let key = |row: &Row| {
            let (key, _) = row.text.split_once(':')?;
            let known = ["pick", "until", "answer", "otherwise"].contains(&key);
            (known || key.starts_with("if ")).then(|| key.to_owned())
        };
        let rows = std::mem::take(&mut self.rows);
        let fields = rows
            .iter()
            .position(|row| key(row).is_some())
            .unwrap_or(rows.len());
        self.rows = rows[..fields].to_vec();
        let question = self.prose();
        let (mut pick, mut until, mut answer) = (None, None, None);
        let (mut told, mut otherwise) = (Vec::new(), Vec::new());
        for row in rows[fields..].iter().filter(|row| says(row)) {
            let Some(key) = key(row) else {
                let message = "A line of a predict begins with pick:, until:, answer:, if GUESS: or otherwise:.";
                self.mistakes.push(Mistake::at(row.line, 1, message));
                continue;
            };
            let lead = key.chars().count() + 1;
            let said: String = row.text.chars().skip(lead).collect();
            match &*key {
                "pick" => pick = self.pick(row, &said),
                "until" => until = self.claim(row, lead),
                "answer" => answer = self.claim(row, lead),
                "otherwise" => otherwise = markdown::prose(said.trim(), row.line, self.mistakes),
                guess => {
                    let prose = markdown::prose(said.trim(), row.line, self.mistakes);
                    told.push((guess["if ".len()..].trim().to_owned(), row.line, prose));
                }
            }
        }
        let known = self.mistakes.len();
        for (there, what) in [
            (pick.is_some(), "pick:"),
            (until.is_some(), "until:"),
            (answer.is_some(), "answer:"),
        ] {
            let tried = rows.iter().any(|row| row.text.starts_with(what));
            if !there && !tried {
                self.wrong(["A predict needs a line ", what].concat());
            }
        }
        if otherwise.is_empty() && self.mistakes.len() == known {
            self.wrong("A predict needs a line otherwise:, for guesses that nobody thought of.");
        }
        let (pick, until, answer) = (pick?, until?, answer?);
        if answer.predicate.equal_to().is_none() {
            self.mistakes.push(Mistake::at(
                answer.line,
                1,
                "An answer is a fact, = and its value.",
            ));
            return None;
        }
        Some(Block::Predict(Box::new(Question {
            question,
            pick,
            until,
            answer,
            told,
            otherwise,
        })))
    }

    fn pick(&mut self, row: &Row, said: &str) -> Option<Pick> {
        let mut words = said.trim().splitn(2, ' ');
        let kind = words.next().unwrap_or_default();
        let rest = words.next().unwrap_or_default().trim();
        let among = || -> Vec<String> {
            let values = rest.strip_prefix("among").unwrap_or_default().split(',');
            values
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
                .collect()
        };
        let pick = match (kind, rest) {
            ("offset", place) => partition(place).map(|place| Pick::Offset {
                topic: place.topic.to_string(),
                partition: place.partition,
            }),
            ("partition", topic) if !topic.is_empty() => Some(Pick::Partition {
                topic: topic.to_owned(),
            }),
            ("member", group) if !group.is_empty() => Some(Pick::Member {
                group: group.to_owned(),
            }),
            ("number", _) if rest.is_empty() || !among().is_empty() => {
                Some(Pick::Number { among: among() })
            }
            ("word", _) if among().len() > 1 => Some(Pick::Word { among: among() }),
            _ => None,
        };
        if pick.is_none() {
            let message = "It is picked by one of: offset orders-0, partition orders, member billing, number, number among 0, 3, word among c1, c2.";
            self.mistakes.push(Mistake::at(row.line, 6, message));
        }
        pick
    }

    fn code(&mut self, words: &[&str]) -> Option<Block> {
        let [language, machine] = words else {
            self.wrong("Code says its language and whose loop it is: code java c1.");
            return None;
        };
        if !["java", "python", "go"].contains(language) {
            self.wrong("Code is java, python or go.");
            return None;
        }
        let rows = std::mem::take(&mut self.rows);
        let lines = rows.iter().map(|row| self.code_line(row)).collect();
        Some(Block::Code {
            language: (*language).to_owned(),
            machine: (*machine).to_owned(),
            lines,
        })
    }

    /// A line of code, without the comment that says when it is lit.
    fn code_line(&mut self, row: &Row) -> CodeLine {
        let text = row.text.trim_end();
        let mark = text
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once('<'));
        let mark = mark.and_then(|(code, step)| {
            let code = code.trim_end();
            let code = code.strip_suffix("//").or_else(|| code.strip_suffix('#'))?;
            Some((code.trim_end(), step))
        });
        let Some((code, step)) = mark else {
            return CodeLine {
                text: text.to_owned(),
                step: None,
            };
        };
        if !LOOP.contains(&step) {
            let message = [
                "\"",
                step,
                "\" is no step of a loop; there are ",
                &LOOP.join(", "),
                ".",
            ]
            .concat();
            self.mistakes
                .push(Mistake::at(row.line, code.chars().count() + 1, message));
        }
        CodeLine {
            text: code.to_owned(),
            step: Some(step.to_owned()),
        }
    }

    fn show(&mut self) -> Show {
        let mut show = Show::default();
        for row in self.rows.clone().iter().filter(|row| says(row)) {
            let (key, said) = row.text.split_once(':').unwrap_or_default();
            let said = Some(said.trim().to_owned());
            match key.trim() {
                "panel" if PANELS.contains(&said.as_deref().unwrap_or_default()) => {
                    show.panel = said
                }
                "whatif" => show.whatif = said,
                "select" => show.select = said,
                _ => {
                    let message = [
                        "It shows panel: (",
                        &PANELS.join(", "),
                        "), whatif: or select:.",
                    ]
                    .concat();
                    self.mistakes.push(Mistake::at(row.line, 1, message));
                }
            }
        }
        show
    }

    fn proof(&mut self) -> Block {
        let rows = std::mem::take(&mut self.rows);
        let is_comment =
            |row: &&Row| row.text.starts_with('#') && !row.text.starts_with("# kafka-playground");
        let comment = rows.iter().find(is_comment);
        let claim = comment.map(|row| Row {
            line: row.line,
            text: row.text.trim_start_matches('#').to_owned(),
        });
        let claim = claim.map(|row| self.inline(&row)).unwrap_or_default();
        if claim.is_empty() {
            self.wrong("The first comment of a proof says what it shows.");
        }
        let is_predicate = |row: &Row| row.text.trim_start().starts_with('?');
        let predicates: Vec<Row> = rows
            .iter()
            .filter(|row| is_predicate(row))
            .cloned()
            .collect();
        // What is no row of the script leaves an empty one, so that each keeps its line, and the
        // header is the first that says something.
        let first = comment.map(|row| row.line);
        let script = rows
            .iter()
            .map(|row| match is_predicate(row) || Some(row.line) == first {
                true => Row {
                    line: row.line,
                    text: String::new(),
                },
                false => row.clone(),
            });
        let script = script.collect();
        let mut claims = Vec::new();
        for row in &predicates {
            let before = row.text.chars().take_while(|c| c.is_whitespace()).count();
            claims.extend(self.claim(row, before + 1));
        }
        if predicates.is_empty() {
            self.wrong(
                "A proof has at least one predicate, behind a question mark: ? lost billing = 1.",
            );
        }
        Block::Proof {
            claim,
            rows: script,
            claims,
        }
    }
}

/// Whether a row is no comment and not empty.
fn says(row: &Row) -> bool {
    let text = row.text.trim_start();
    !text.is_empty() && !text.starts_with('#')
}
