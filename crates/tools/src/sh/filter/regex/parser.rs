//! From the text of an expression to its program.

use super::{Border, Class, Set, Step, Style, LONGEST};

/// How deep groups may stand in each other.
const DEEPEST: usize = 40;

/// How often something may be repeated.
const MOST: usize = 255;

pub(super) fn either(one: Vec<Step>, other: Vec<Step>) -> Vec<Step> {
    let mut steps = vec![Step::Split(1, one.len() as isize + 2)];
    steps.extend(one);
    steps.push(Step::Jump(other.len() as isize + 1));
    steps.extend(other);
    steps
}

/// Reads an expression.
pub(super) struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    style: Style,
}

type Parsed<T> = Result<T, String>;

impl Parser {
    pub(super) fn new(text: &str, style: Style) -> Self {
        Parser {
            chars: text.chars().collect(),
            at: 0,
            depth: 0,
            style,
        }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Whether an operator stands here, with a backslash where it needs one.
    fn sees(&self, operator: char) -> bool {
        match self.style.extended {
            true => self.peek() == Some(operator),
            false => self.peek() == Some('\\') && self.chars.get(self.at + 1) == Some(&operator),
        }
    }

    fn eat(&mut self, operator: char) -> bool {
        let sees = self.sees(operator);
        if sees {
            self.at += if self.style.extended { 1 } else { 2 };
        }
        sees
    }

    /// Reads all of it.
    pub(super) fn whole(&mut self) -> Parsed<Vec<Step>> {
        let steps = self.choice()?;
        match self.peek() {
            None => Ok(steps),
            Some(_) => Err("Unmatched ) or \\)".into()),
        }
    }

    fn choice(&mut self) -> Parsed<Vec<Step>> {
        let mut steps = self.sequence()?;
        while self.eat('|') {
            let other = self.sequence()?;
            steps = either(steps, other);
        }
        Ok(steps)
    }

    fn sequence(&mut self) -> Parsed<Vec<Step>> {
        let mut steps = Vec::new();
        let mut first = true;
        while self.peek().is_some() && !self.sees('|') && !self.closes() {
            let anchored = first && self.peek() == Some('^') && !self.style.extended;
            let atom = self.atom(first)?;
            let atom = match anchored {
                // After it, a star is a star.
                true => atom,
                false => self.repeated(atom)?,
            };
            first = anchored;
            steps.extend(atom);
            if steps.len() > LONGEST {
                return Err("Regular expression too big".into());
            }
        }
        Ok(steps)
    }

    /// Whether a group ends here; a lone `)` is one where operators have no
    /// backslash.
    fn closes(&self) -> bool {
        self.sees(')') && (self.depth > 0 || !self.style.extended)
    }

    fn atom(&mut self, first: bool) -> Parsed<Vec<Step>> {
        let extended = self.style.extended;
        if self.eat('(') {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err("stack overflow".into());
            }
            let steps = self.choice()?;
            self.depth -= 1;
            return match self.eat(')') {
                true => Ok(steps),
                false => Err("Unmatched ( or \\(".into()),
            };
        }
        let Some(c) = self.peek() else {
            return Ok(Vec::new());
        };
        self.at += 1;
        let step = match c {
            '.' => Step::Any,
            '[' => Step::Set(Box::new(self.brackets()?)),
            '^' if extended || first => Step::Start,
            '$' if extended || self.peek().is_none() || self.sees(')') || self.sees('|') => {
                Step::End
            }
            // An operator with nothing before it repeats nothing.
            '*' | '+' | '?' if extended && first => return Ok(Vec::new()),
            '\\' => self.escape()?,
            c => Step::Char(c),
        };
        Ok(vec![step])
    }

    fn escape(&mut self) -> Parsed<Step> {
        let Some(c) = self.peek() else {
            return Err("Trailing backslash".into());
        };
        self.at += 1;
        let set = |class, not| {
            Step::Set(Box::new(Set {
                not,
                ranges: Vec::new(),
                classes: vec![class],
            }))
        };
        Ok(match c {
            'w' => set(Class::Word, false),
            'W' => set(Class::Word, true),
            's' => set(Class::Space, false),
            'S' => set(Class::Space, true),
            'b' => Step::Border(Border::Word),
            'B' => Step::Border(Border::NoWord),
            '<' => Step::Border(Border::Begin),
            '>' => Step::Border(Border::End),
            '`' => Step::Start,
            '\'' => Step::End,
            '1'..='9' => return Err("back references are not in this playground".into()),
            c => Step::Char(c),
        })
    }

    /// What follows an atom: how often it comes.
    fn repeated(&mut self, atom: Vec<Step>) -> Parsed<Vec<Step>> {
        let mut atom = atom;
        loop {
            let (least, most) = if self.peek() == Some('*') {
                self.at += 1;
                (0, None)
            } else if self.eat('+') {
                (1, None)
            } else if self.eat('?') {
                (0, Some(1))
            } else if self.sees('{') {
                match self.interval()? {
                    Some(interval) => interval,
                    None => return Ok(atom),
                }
            } else {
                return Ok(atom);
            };
            atom = repeat(&atom, least, most)?;
        }
    }

    /// `{2}`, `{2,}`, `{,3}`, `{2,3}`; where that is none and operators have
    /// no backslash, the brace means itself.
    fn interval(&mut self) -> Parsed<Option<(usize, Option<usize>)>> {
        let from = self.at;
        self.eat('{');
        let least = self.number();
        let comma = self.peek() == Some(',');
        self.at += usize::from(comma);
        let most = if comma { self.number() } else { least };
        if !self.eat('}') || (least.is_none() && !comma) {
            if self.style.extended {
                self.at = from;
                return Ok(None);
            }
            return Err(match self.peek() {
                None => "Unmatched \\{".into(),
                Some(_) => "Invalid content of \\{\\}".into(),
            });
        }
        let least = least.unwrap_or(0);
        if most.is_some_and(|most| most < least) {
            return Err("Invalid content of \\{\\}".into());
        }
        if least.max(most.unwrap_or(0)) > MOST {
            return Err("Regular expression too big".into());
        }
        Ok(Some((least, most)))
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let before: usize = number.unwrap_or(0);
            number = Some(before.saturating_mul(10).saturating_add(digit as usize));
            self.at += 1;
        }
        number
    }

    /// What stands in brackets, after the first.
    fn brackets(&mut self) -> Parsed<Set> {
        const OPEN: &str = "Unmatched [, [^, [:, [., or [=";
        let from = self.at;
        let mut set = Set::default();
        if self.peek() == Some('^') {
            set.not = true;
            self.at += 1;
        }
        let mut first = true;
        loop {
            let Some(c) = self.peek() else {
                return Err(OPEN.into());
            };
            self.at += 1;
            if c == ']' && !first {
                break;
            }
            first = false;
            if c == '[' && self.peek() == Some(':') {
                let rest: String = self.chars[self.at + 1..].iter().collect();
                let Some((name, _)) = rest.split_once(":]") else {
                    return Err(OPEN.into());
                };
                let Some(class) = Class::named(name) else {
                    return Err("Invalid character class name".into());
                };
                set.classes.push(class);
                self.at += name.chars().count() + 3;
                continue;
            }
            let range =
                self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|c| *c != ']');
            if !range {
                set.ranges.push((c, c));
                continue;
            }
            let to = self.chars[self.at + 1];
            self.at += 2;
            if to < c {
                return Err("Invalid range end".into());
            }
            set.ranges.push((c, to));
        }
        let inner = &self.chars[from..self.at - 1];
        if let [':', .., ':'] = inner {
            return Err("character class syntax is [[:space:]], not [:space:]".into());
        }
        Ok(set)
    }
}

fn repeat(atom: &[Step], least: usize, most: Option<usize>) -> Parsed<Vec<Step>> {
    let copies = most.unwrap_or(least + 1).max(1);
    if copies * (atom.len() + 2) > LONGEST + 2 {
        return Err("Regular expression too big".into());
    }
    let mut steps = Vec::new();
    let length = atom.len() as isize;
    for _ in 0..least {
        steps.extend_from_slice(atom);
    }
    match most {
        None => {
            steps.push(Step::Split(1, length + 2));
            steps.extend_from_slice(atom);
            steps.push(Step::Jump(-length - 1));
        }
        Some(most) => {
            for _ in least..most {
                steps.push(Step::Split(1, length + 1));
                steps.extend_from_slice(atom);
            }
        }
    }
    Ok(steps)
}
