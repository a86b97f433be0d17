//! From the text of a pattern to what it means, with Java's words for what is
//! wrong.

use super::{Class, Node};

/// Reads a pattern.
///
/// # Errors
/// What Java's `PatternSyntaxException` says of it.
pub(super) fn parse(text: &str) -> Result<Node, String> {
    let mut parser = Parser {
        text,
        chars: text.chars().collect(),
        at: 0,
        fold: false,
    };
    let node = parser.choice()?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.error("Unmatched closing ')'", parser.at as isize - 1)),
    }
}

struct Parser<'a> {
    text: &'a str,
    chars: Vec<char>,
    at: usize,
    /// Whether upper and lower case are the same here.
    fold: bool,
}

type Parsed<T> = Result<T, String>;

/// POSIX classes, by the names that Java gives them.
fn posix(name: &str) -> Option<Class> {
    let range = Class::Range;
    let union = Class::Union;
    let alpha = || union(vec![range('a', 'z'), range('A', 'Z')]);
    let digit = || range('0', '9');
    let punct = || {
        union(vec![
            range('!', '/'),
            range(':', '@'),
            range('[', '`'),
            range('{', '~'),
        ])
    };
    Some(match name {
        "Lower" => range('a', 'z'),
        "Upper" => range('A', 'Z'),
        "ASCII" => range('\0', '\x7f'),
        "Alpha" => alpha(),
        "Digit" => digit(),
        "Alnum" => union(vec![alpha(), digit()]),
        "Punct" => punct(),
        "Graph" => range('!', '~'),
        "Print" => range(' ', '~'),
        "Blank" => union(vec![range(' ', ' '), range('\t', '\t')]),
        "Cntrl" => union(vec![range('\0', '\x1f'), range('\x7f', '\x7f')]),
        "XDigit" => union(vec![digit(), range('a', 'f'), range('A', 'F')]),
        "Space" => space(),
        _ => return None,
    })
}

fn space() -> Class {
    Class::Union(vec![Class::Range('\t', '\r'), Class::Range(' ', ' ')])
}

fn word() -> Class {
    Class::Union(vec![
        Class::Range('a', 'z'),
        Class::Range('A', 'Z'),
        Class::Range('0', '9'),
        Class::Range('_', '_'),
    ])
}

fn one(c: char) -> Class {
    Class::Range(c, c)
}

/// The class of a letter after a backslash, if it stands for one.
fn shorthand(c: char) -> Option<Class> {
    let class = match c.to_ascii_lowercase() {
        'd' => Class::Range('0', '9'),
        'w' => word(),
        's' => space(),
        'h' => Class::Union(vec![one(' '), one('\t'), one('\u{a0}')]),
        'v' => Class::Union(vec![Class::Range('\n', '\r'), one('\u{85}')]),
        _ => return None,
    };
    Some(match c.is_ascii_uppercase() {
        true => Class::Not(Box::new(class)),
        false => class,
    })
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, c: char) -> bool {
        let is = self.peek() == Some(c);
        self.at += usize::from(is);
        is
    }

    /// Java's message: what is wrong, where, and a caret under it.
    fn error(&self, what: &str, index: isize) -> String {
        let mut text = what.to_owned();
        if index >= 0 {
            text = [&text, " near index ", &index.to_string()].concat();
        }
        text = [&text, "\n", self.text].concat();
        if index >= 0 && (index as usize) < self.chars.len() {
            text = [&text, "\n", &" ".repeat(index as usize), "^"].concat();
        }
        text
    }

    fn fail<T>(&self, what: &str, index: usize) -> Parsed<T> {
        Err(self.error(what, index as isize))
    }

    /// Alternatives, up to a closing parenthesis or the end.
    fn choice(&mut self) -> Parsed<Node> {
        let mut choices = vec![self.sequence()?];
        while self.eat('|') {
            choices.push(self.sequence()?);
        }
        Ok(match choices.len() {
            1 => choices.remove(0),
            _ => Node::Choice(choices),
        })
    }

    fn sequence(&mut self) -> Parsed<Node> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let node = self.atom(c)?;
            nodes.push(self.repeated(node)?);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn class(&self, class: Class) -> Node {
        Node::Class(class, self.fold)
    }

    fn literal(&self, c: char) -> Node {
        if self.fold && c.is_ascii_alphabetic() {
            return Node::Class(one(c), true);
        }
        Node::Char(c)
    }

    fn atom(&mut self, c: char) -> Parsed<Node> {
        self.at += 1;
        Ok(match c {
            '(' => return self.group(),
            '[' => {
                let class = self.brackets()?;
                self.class(class)
            }
            '\\' => return self.escape(),
            '.' => Node::Class(
                Class::Not(Box::new(Class::Union(vec![
                    one('\n'),
                    one('\r'),
                    one('\u{85}'),
                    Class::Range('\u{2028}', '\u{2029}'),
                ]))),
                false,
            ),
            '^' => Node::Start,
            '$' => Node::End,
            '*' | '+' | '?' => {
                let text = ["Dangling meta character '", &c.to_string(), "'"].concat();
                return self.fail(&text, self.at - 1);
            }
            // A count without anything before it counts nothing.
            '{' => {
                self.at -= 1;
                Node::Empty
            }
            c => self.literal(c),
        })
    }

    /// What follows an atom: how often it comes.
    fn repeated(&mut self, node: Node) -> Parsed<Node> {
        let mut node = node;
        let mut counted = false;
        loop {
            let (least, most) = match self.peek() {
                Some('?') if !counted => (0, Some(1)),
                Some('*') if !counted => (0, None),
                Some('+') if !counted => (1, None),
                Some('{') => {
                    node = self.counted(node)?;
                    counted = false;
                    if self.peek() == Some('{') {
                        continue;
                    }
                    return Ok(node);
                }
                _ => return Ok(node),
            };
            self.at += 1;
            node = self.kind(node, least, most);
            counted = true;
        }
    }

    /// Greedy, lazy (`?`) or possessive (`+`).
    fn kind(&mut self, node: Node, least: u32, most: Option<u32>) -> Node {
        let lazy = self.eat('?');
        let possessive = !lazy && self.eat('+');
        let repeat = Node::Repeat {
            node: Box::new(node),
            least,
            most,
            lazy,
        };
        match possessive {
            true => Node::Atomic(Box::new(repeat)),
            false => repeat,
        }
    }

    /// `{2}`, `{2,}`, `{2,3}`.
    fn counted(&mut self, node: Node) -> Parsed<Node> {
        self.at += 1;
        if !self.peek().is_some_and(|c| c.is_ascii_digit()) {
            return self.fail("Illegal repetition", self.at);
        }
        let least = self.count()?;
        let most = if self.eat(',') {
            match self.peek() {
                Some('}') => None,
                _ => Some(self.count()?),
            }
        } else {
            Some(least)
        };
        if self.peek() != Some('}') {
            return self.fail("Unclosed counted closure", self.at);
        }
        if most.is_some_and(|most| most < least) {
            return self.fail("Illegal repetition range", self.at);
        }
        self.at += 1;
        Ok(self.kind(node, least, most))
    }

    fn count(&mut self) -> Parsed<u32> {
        let mut count: u32 = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let next = count.checked_mul(10).and_then(|c| c.checked_add(digit));
            match next.filter(|next| *next <= i32::MAX as u32) {
                Some(next) => count = next,
                None => return self.fail("Illegal repetition range", self.at),
            }
            self.at += 1;
        }
        Ok(count)
    }

    fn close(&mut self, node: Node) -> Parsed<Node> {
        match self.eat(')') {
            true => Ok(node),
            false => self.fail("Unclosed group", self.at),
        }
    }

    /// What stands in parentheses; the flags that it sets end with it.
    fn group(&mut self) -> Parsed<Node> {
        let fold = self.fold;
        if !self.eat('?') {
            let node = self.choice()?;
            self.fold = fold;
            return self.close(node);
        }
        let kind = self.peek();
        self.at += 1;
        let next = self.peek();
        let look = |behind, negative| (behind, negative);
        let look = match (kind, next) {
            (Some('='), _) => Some(look(false, false)),
            (Some('!'), _) => Some(look(false, true)),
            (Some('<'), Some('=')) => Some(look(true, false)),
            (Some('<'), Some('!')) => Some(look(true, true)),
            _ => None,
        };
        if let Some((behind, negative)) = look {
            self.at += usize::from(behind);
            let node = Box::new(self.choice()?);
            self.fold = fold;
            return self.close(Node::Look {
                node,
                behind,
                negative,
            });
        }
        match kind {
            Some(':') => {}
            Some('>') => {
                let node = self.choice()?;
                self.fold = fold;
                return self.close(Node::Atomic(Box::new(node)));
            }
            Some('<') => self.name()?,
            _ => {
                self.at -= 1;
                if !self.flags()? {
                    // It holds to the end of the group around it.
                    return Ok(Node::Empty);
                }
            }
        }
        let node = self.choice()?;
        self.fold = fold;
        self.close(node)
    }

    /// The name of a group, which means nothing here.
    fn name(&mut self) -> Parsed<()> {
        if !self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            let text = "capturing group name does not start with a Latin letter";
            return self.fail(text, self.at);
        }
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
            self.at += 1;
        }
        match self.eat('>') {
            true => Ok(()),
            false => self.fail("named capturing group is missing trailing '>'", self.at),
        }
    }

    /// `i`, `-i`, `i:` and so on. Answers whether a group follows.
    fn flags(&mut self) -> Parsed<bool> {
        let mut on = true;
        loop {
            match self.peek() {
                Some('i') => self.fold = on,
                // Names of topics have one line.
                Some('m' | 's' | 'd') => {}
                Some('-') if on => on = false,
                Some(':') => {
                    self.at += 1;
                    return Ok(true);
                }
                Some(')') => {
                    self.at += 1;
                    return Ok(false);
                }
                _ => return self.fail("Unknown inline modifier", self.at),
            }
            self.at += 1;
        }
    }

    fn escape(&mut self) -> Parsed<Node> {
        let Some(c) = self.peek() else {
            return self.fail("Unexpected internal error", self.at);
        };
        self.at += 1;
        Ok(match c {
            'b' => Node::Border(true),
            'B' => Node::Border(false),
            'A' => Node::Start,
            'z' | 'Z' => Node::End,
            'Q' => self.quoted(),
            'k' => return self.back_reference(),
            '1'..='9' => return self.fail("Back references are not in this playground", self.at),
            c => match self.escaped_class(c)? {
                Some(class) => self.class(class),
                None => {
                    let c = self.escaped(c)?;
                    self.literal(c)
                }
            },
        })
    }

    fn back_reference(&mut self) -> Parsed<Node> {
        if !self.eat('<') {
            return self.fail(
                "\\k is not followed by '<' for named capturing group",
                self.at,
            );
        }
        let begin = self.at;
        self.name()?;
        let name: String = self.chars[begin..self.at - 1].iter().collect();
        let text = ["named capturing group <", &name, "> does not exist"].concat();
        self.fail(&text, self.at - 1)
    }

    /// `\Q...\E`: nothing in it has a meaning.
    fn quoted(&mut self) -> Node {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '\\' && self.chars.get(self.at + 1) == Some(&'E') {
                self.at += 2;
                break;
            }
            self.at += 1;
            nodes.push(self.literal(c));
        }
        // What follows repeats the last character.
        match nodes.pop() {
            None => Node::Empty,
            Some(last) => match self.repeated(last) {
                Ok(last) => {
                    nodes.push(last);
                    Node::Sequence(nodes)
                }
                Err(_) => Node::Sequence(nodes),
            },
        }
    }

    /// The class that a letter after a backslash stands for, if it does.
    fn escaped_class(&mut self, c: char) -> Parsed<Option<Class>> {
        if !matches!(c, 'p' | 'P') {
            return Ok(shorthand(c));
        }
        let mut name = String::new();
        if self.eat('{') {
            while let Some(next) = self.peek().filter(|next| *next != '}') {
                name.push(next);
                self.at += 1;
            }
            if self.peek().is_none() {
                return self.fail("Unclosed character family", self.at - 1);
            }
        } else {
            name.push(self.peek().unwrap_or('\0'));
        }
        let Some(class) = posix(&name) else {
            let text = ["Unknown character property name {", &name, "}"].concat();
            return self.fail(&text, self.at);
        };
        self.at += 1;
        Ok(Some(match c {
            'P' => Class::Not(Box::new(class)),
            _ => class,
        }))
    }

    /// The character that an escape stands for.
    fn escaped(&mut self, c: char) -> Parsed<char> {
        Ok(match c {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\x0c',
            'a' => '\x07',
            'e' => '\x1b',
            'x' => return self.hex(2, "Illegal hexadecimal escape sequence"),
            'u' => return self.hex(4, "Illegal Unicode escape sequence"),
            c if c.is_ascii_alphanumeric() => {
                return self.fail("Illegal/unsupported escape sequence", self.at - 1)
            }
            c => c,
        })
    }

    fn hex(&mut self, digits: usize, what: &str) -> Parsed<char> {
        let end = (self.at + digits).min(self.chars.len());
        let text: String = self.chars[self.at..end].iter().collect();
        let code = u32::from_str_radix(&text, 16).ok();
        let code = code.filter(|_| text.len() == digits);
        match code.and_then(char::from_u32) {
            Some(c) => {
                self.at = end;
                Ok(c)
            }
            None => self.fail(what, self.at),
        }
    }

    /// What stands in brackets, after the first.
    fn brackets(&mut self) -> Parsed<Class> {
        let not = self.eat('^');
        let mut union = Vec::new();
        let mut both: Option<Class> = None;
        let mut first = true;
        loop {
            let Some(c) = self.peek() else {
                return self.fail("Unclosed character class", self.at - 1);
            };
            match c {
                ']' if !first => {
                    self.at += 1;
                    break;
                }
                '[' => {
                    self.at += 1;
                    union.push(self.brackets()?);
                }
                '&' if self.chars.get(self.at + 1) == Some(&'&') => {
                    self.at += 2;
                    let left = Class::Union(std::mem::take(&mut union));
                    both = Some(intersect(both, left));
                }
                _ => union.push(self.range()?),
            }
            first = false;
        }
        let class = match both {
            None => Class::Union(union),
            // `[a&&]` is `[a]`.
            Some(left) if union.is_empty() => left,
            Some(left) => intersect(Some(left), Class::Union(union)),
        };
        Ok(match not {
            true => Class::Not(Box::new(class)),
            false => class,
        })
    }

    /// A character in brackets, or from one to another.
    fn range(&mut self) -> Parsed<Class> {
        let from = match self.member()? {
            Ok(c) => c,
            Err(class) => return Ok(class),
        };
        let next = self.chars.get(self.at + 1).copied();
        let open = !matches!(next, None | Some(']' | '['));
        if self.peek() != Some('-') || !open {
            return Ok(one(from));
        }
        self.at += 1;
        match self.member()? {
            Ok(to) if to < from => self.fail("Illegal character range", self.at - 1),
            Ok(to) => Ok(Class::Range(from, to)),
            Err(class) => Ok(Class::Union(vec![one(from), one('-'), class])),
        }
    }

    /// One member of brackets: a character, or a class.
    fn member(&mut self) -> Parsed<Result<char, Class>> {
        let Some(c) = self.peek() else {
            return self.fail("Unclosed character class", self.at - 1);
        };
        self.at += 1;
        if c != '\\' {
            return Ok(Ok(c));
        }
        let Some(c) = self.peek() else {
            return self.fail("Unclosed character class", self.at - 1);
        };
        self.at += 1;
        Ok(match self.escaped_class(c)? {
            Some(class) => Err(class),
            None => Ok(self.escaped(c)?),
        })
    }
}

fn intersect(left: Option<Class>, right: Class) -> Class {
    match left {
        None => right,
        Some(left) => Class::Both(Box::new(left), Box::new(right)),
    }
}
