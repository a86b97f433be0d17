//! `awk`, as far as `-F, 'NR>1 {print $1, $3}'` goes.

use super::options::Spec;
use super::regex::{Regex, Style};
use super::{Built, Kind, Missing, Said, Work, Wrong};
use crate::process::Text;
use crate::sh::limits::Outside;

/// How many things it may print of a line.
const ITEMS: usize = 32;

/// Which lines it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lines {
    All,
    /// From and to, both included.
    Numbers(u64, u64),
    Matching(Regex),
}

/// What it prints.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    /// `$1`; `$0` is the line.
    Field(usize),
    /// `$NF`.
    Last,
    /// `NR`.
    Line,
    /// `NF`.
    Fields,
    Text(String),
    /// `,`.
    Between,
}

/// `awk`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Awk {
    separator: Option<Regex>,
    lines: Lines,
    items: Vec<Item>,
    line: u64,
}

const SPEC: Spec = Spec {
    name: "awk",
    letters: "F:",
    long: &[("field-separator", 'F')],
    lacks: "fv",
    status: 2,
};

pub(super) fn awk(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    // What stands behind its program is no option.
    let mut own = args;
    let mut files: Vec<Text> = Vec::new();
    let mut at = 0;
    while at < args.len() {
        match &*args[at] {
            "-F" => at += 2,
            arg if arg.starts_with('-') && arg.len() > 1 => at += 1,
            _ => {
                own = &args[..=at];
                files = args[at + 1..].to_vec();
                break;
            }
        }
    }
    let given = SPEC.read(own)?;
    let Some(program) = given.operands.first() else {
        return Err(Wrong {
            said: Said::err("usage: awk [-F fs] 'program' [file ...]\n"),
            status: 2,
        });
    };
    let separator = match given.value('F').map(|text| &**text) {
        None | Some(" ") => None,
        Some("\\t" | "t") => Some(separator("\t", true)?),
        Some(text) => Some(separator(text, text.chars().count() == 1)?),
    };
    let (lines, items) = Program::read(program).ok_or_else(refused)?;
    let awk = Awk {
        separator,
        lines,
        items,
        line: 0,
    };
    let missing = Missing {
        before: "cannot open \"",
        after: "\" for reading",
        status: 2,
        ends: false,
    };
    Ok(Built::Reads(Kind::Awk(Box::new(awk)), files, missing))
}

fn refused() -> Wrong {
    SPEC.wrong("this is only as much of it as the tools need, as in awk -F, 'NR>1 {print $1, $3}'")
}

fn separator(text: &str, fixed: bool) -> Result<Regex, Wrong> {
    let style = Style {
        extended: true,
        fixed,
        fold: false,
    };
    Regex::new(&[text], style).map_err(|text| SPEC.wrong(&text))
}

struct Program<'a> {
    rest: &'a str,
}

impl Program<'_> {
    fn read(text: &str) -> Option<(Lines, Vec<Item>)> {
        let mut program = Program { rest: text.trim() };
        let lines = program.lines()?;
        program.blanks();
        let items = match program.rest {
            // A line that is chosen is printed.
            "" if lines != Lines::All => vec![Item::Field(0)],
            _ => program.action()?,
        };
        program.blanks();
        program.rest.is_empty().then_some((lines, items))
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn number(&mut self) -> Option<u64> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        number.parse().ok()
    }

    fn lines(&mut self) -> Option<Lines> {
        if self.eat("/") {
            let (text, rest) = self.rest.split_once('/')?;
            if text.ends_with('\\') {
                return None;
            }
            self.rest = rest;
            return Some(Lines::Matching(separator(text, false).ok()?));
        }
        if !self.eat("NR") {
            return Some(Lines::All);
        }
        self.blanks();
        let operators = [">=", "<=", "==", "!=", ">", "<"];
        let operator = operators.into_iter().find(|operator| self.eat(operator))?;
        self.blanks();
        let number = self.number()?;
        Some(match operator {
            ">=" => Lines::Numbers(number, u64::MAX),
            "<=" => Lines::Numbers(0, number),
            "==" => Lines::Numbers(number, number),
            ">" => Lines::Numbers(number.checked_add(1)?, u64::MAX),
            "<" => Lines::Numbers(0, number.checked_sub(1)?),
            _ if number == 1 => Lines::Numbers(2, u64::MAX),
            _ => return None,
        })
    }

    fn action(&mut self) -> Option<Vec<Item>> {
        if !self.eat("{") {
            return None;
        }
        self.blanks();
        if !self.eat("print") {
            return None;
        }
        let mut items = Vec::new();
        loop {
            self.blanks();
            if self.eat(";") {
                self.blanks();
                return self.end(items);
            }
            if self.rest.starts_with('}') {
                return self.end(items);
            }
            let item = self.item()?;
            items.push(item);
        }
    }

    /// A comma joins two items, and stands at no end.
    fn end(&mut self, items: Vec<Item>) -> Option<Vec<Item>> {
        let between = |pair: &[Item]| pair[0] == Item::Between && pair[1] == Item::Between;
        if items.len() > ITEMS {
            return None;
        }
        let ends = [items.first(), items.last()];
        if ends.contains(&Some(&Item::Between)) || items.windows(2).any(between) {
            return None;
        }
        let items = match items.is_empty() {
            true => vec![Item::Field(0)],
            false => items,
        };
        self.eat("}").then_some(items)
    }

    fn item(&mut self) -> Option<Item> {
        if self.eat(",") {
            return Some(Item::Between);
        }
        if self.eat("$NF") {
            return Some(Item::Last);
        }
        if self.eat("$") {
            return usize::try_from(self.number()?).ok().map(Item::Field);
        }
        if self.eat("NR") {
            return Some(Item::Line);
        }
        if self.eat("NF") {
            return Some(Item::Fields);
        }
        if !self.eat("\"") {
            return None;
        }
        let mut text = String::new();
        let mut chars = self.rest.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => {
                    let c = chars.next()?;
                    text.push(crate::sh::text::escape(c).unwrap_or(c));
                }
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(Item::Text(text))
    }
}

impl Awk {
    fn fields(&mut self, line: &str) -> Vec<String> {
        let Some(separator) = &mut self.separator else {
            let words = line
                .split([' ', '\t', '\n'])
                .filter(|word| !word.is_empty());
            return words.map(str::to_owned).collect();
        };
        if line.is_empty() {
            return Vec::new();
        }
        let chars: Vec<char> = line.chars().collect();
        let mut fields = Vec::new();
        let mut at = 0;
        for (begin, end) in separator.all(&chars, false) {
            if end > begin {
                fields.push(chars[at..begin].iter().collect());
                at = end;
            }
        }
        fields.push(chars[at..].iter().collect());
        fields
    }
}

impl Work for Awk {
    fn line(&mut self, line: &str, _: bool, said: &mut Said) {
        self.line += 1;
        let chosen = match &mut self.lines {
            Lines::All => true,
            Lines::Numbers(from, to) => (*from..=*to).contains(&self.line),
            Lines::Matching(regex) => {
                let chars: Vec<char> = line.chars().collect();
                regex.find(&chars, 0, false).is_some()
            }
        };
        if !chosen {
            return;
        }
        let fields = self.fields(line);
        for item in &self.items {
            match item {
                Item::Field(0) => said.out.push_str(line),
                Item::Field(number) => {
                    let field = fields.get(number - 1);
                    said.out.push_str(field.map_or("", String::as_str));
                }
                // The last of none is the line.
                Item::Last => said
                    .out
                    .push_str(fields.last().map_or(line, String::as_str)),
                Item::Line => said.out.push_str(&self.line.to_string()),
                Item::Fields => said.out.push_str(&fields.len().to_string()),
                Item::Text(text) => said.out.push_str(text),
                Item::Between => said.out.push(' '),
            }
        }
        said.out.push('\n');
    }

    fn looked(&self) -> (usize, bool) {
        let lines = match &self.lines {
            Lines::Matching(regex) => Some(regex),
            _ => None,
        };
        let mut all = (0, false);
        for regex in lines.into_iter().chain(&self.separator) {
            all.0 += regex.looked();
            all.1 |= regex.is_given_up();
        }
        all
    }
}
