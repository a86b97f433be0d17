//! Regular expressions as POSIX has them, basic and extended, with GNU's
//! additions; without back references.
//!
//! An expression becomes a program whose jumps are relative, so that pieces of
//! it are put together by appending. All ways through it are followed at once:
//! a line takes as many steps as it has characters, times the length of the
//! program, whatever the expression.

/// How many steps a program may have.
const LONGEST: usize = 1_000;

/// How deep groups may stand in each other.
const DEEPEST: usize = 40;

/// How often something may be repeated.
const MOST: usize = 255;

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
            Class::Alpha => c.is_alphabetic(),
            Class::Digit => c.is_ascii_digit(),
            Class::Alnum => c.is_alphanumeric(),
            Class::Upper => c.is_uppercase(),
            Class::Lower => c.is_lowercase(),
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
    c.is_alphanumeric() || c == '_'
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
}

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
            let mut parser = Parser {
                chars: text.chars().collect(),
                at: 0,
                depth: 0,
                style,
            };
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
        let other = |c: char| match c.is_uppercase() {
            true => c.to_lowercase().next().unwrap_or(c),
            false => c.to_uppercase().next().unwrap_or(c),
        };
        takes(c) || (self.fold && takes(other(c)))
    }

    /// Whether it matches a whole text.
    pub(super) fn covers(&self, text: &[char]) -> bool {
        self.find(text, 0, false) == Some((0, text.len()))
    }

    /// All matches, one after the other; those of no length, too. None where
    /// that would take too long.
    pub(super) fn all(&self, text: &[char], word: bool) -> Option<Vec<(usize, usize)>> {
        // A search may look at the whole rest of the text for each match.
        let mut left = 20_000_000 / self.steps.len();
        let mut all: Vec<(usize, usize)> = Vec::new();
        let mut from = 0;
        while from <= text.len() {
            let (found, looked) = self.search(text, from, word);
            left = left.checked_sub(looked)?;
            let Some((begin, end)) = found else {
                break;
            };
            // Where one ended there is no other of no length.
            if end > begin || all.last().is_none_or(|(_, last)| *last != begin) {
                all.push((begin, end));
            }
            from = end.max(begin + 1);
        }
        Some(all)
    }

    /// The leftmost match from a place on, and of those the longest: its begin
    /// and its end. `word` asks for one that has no letter beside it.
    pub(super) fn find(&self, text: &[char], from: usize, word: bool) -> Option<(usize, usize)> {
        self.search(text, from, word).0
    }

    /// The same, and at how many characters it looked.
    fn search(&self, text: &[char], from: usize, word: bool) -> (Option<(usize, usize)>, usize) {
        let word_at = |at: usize| text.get(at).copied().is_some_and(is_word);
        let mut found: Option<(usize, usize)> = None;
        let mut threads: Vec<(usize, usize)> = Vec::new();
        let mut looked = 0;
        for at in from..=text.len() {
            looked += 1;
            let before = at > 0 && word_at(at - 1);
            // What begins further left comes first, and keeps its place.
            let mut begins = std::mem::take(&mut threads);
            if found.is_none() && !(word && before) {
                begins.push((0, at));
            }
            let mut place = Place {
                at,
                before,
                text,
                seen: vec![false; self.steps.len()],
                next: Vec::new(),
            };
            for (step, begin) in begins {
                let done = self.follow(step, begin, &mut place);
                let fits = done && !(word && word_at(at));
                if fits && found.is_none_or(|(first, _)| begin <= first) {
                    found = Some((begin, at));
                }
            }
            threads = place.next;
            if let Some((first, _)) = found {
                threads.retain(|(_, begin)| *begin <= first);
                if threads.is_empty() {
                    break;
                }
            }
        }
        (found, looked)
    }

    /// Follows the program from a step on, up to what takes a character;
    /// answers whether it comes to its end.
    fn follow(&self, step: usize, begin: usize, place: &mut Place<'_>) -> bool {
        let next = place.text.get(place.at).copied();
        let after = next.is_some_and(is_word);
        let mut done = false;
        let mut left = vec![step];
        while let Some(step) = left.pop() {
            if std::mem::replace(&mut place.seen[step], true) {
                continue;
            }
            match &self.steps[step] {
                Step::Done => done = true,
                Step::Jump(by) => left.push(step.wrapping_add_signed(*by)),
                Step::Split(one, other) => {
                    left.push(step.wrapping_add_signed(*other));
                    left.push(step.wrapping_add_signed(*one));
                }
                Step::Start if place.at == 0 => left.push(step + 1),
                Step::End if next.is_none() => left.push(step + 1),
                Step::Border(border) if border.holds(place.before, after) => left.push(step + 1),
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
struct Place<'a> {
    at: usize,
    /// Whether a letter of a word stands before it.
    before: bool,
    text: &'a [char],
    /// The steps that were come to here.
    seen: Vec<bool>,
    /// Where it goes on after the next character, and where that match began.
    next: Vec<(usize, usize)>,
}

fn either(one: Vec<Step>, other: Vec<Step>) -> Vec<Step> {
    let mut steps = vec![Step::Split(1, one.len() as isize + 2)];
    steps.extend(one);
    steps.push(Step::Jump(other.len() as isize + 1));
    steps.extend(other);
    steps
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    style: Style,
}

type Parsed<T> = Result<T, String>;

impl Parser {
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

    fn whole(&mut self) -> Parsed<Vec<Step>> {
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
