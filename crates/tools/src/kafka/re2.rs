//! Whether a text is a pattern of RE2/J, which brokers match subscriptions of
//! the consumer protocol with. Only the syntax is looked at.
//!
//! Source: RE2/J 1.8, `Parser`.

const INVALID_RANGE: &str = "invalid character class range";
const INVALID_ESCAPE: &str = "invalid escape sequence";
const INVALID_NAME: &str = "invalid named capture";
const INVALID_PERL: &str = "invalid or unsupported Perl syntax";
const MISSING_BRACKET: &str = "missing closing ]";
const TRAILING_BACKSLASH: &str = "trailing backslash at end of expression";

/// The most that `{n,m}` may repeat.
const MOST: i32 = 1_000;

/// The categories of Unicode, and `Any`.
const CATEGORIES: &str = " Any C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs ";

/// The scripts of Unicode.
const SCRIPTS: &str = " Arabic Armenian Avestan Balinese Bamum Batak Bengali Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Cham Cherokee Common Coptic Cuneiform Cypriot Cyrillic Deseret Devanagari Egyptian_Hieroglyphs Ethiopic Georgian Glagolitic Gothic Greek Gujarati Gurmukhi Han Hangul Hanunoo Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kayah_Li Kharoshthi Khmer Lao Latin Lepcha Limbu Linear_B Lisu Lycian Lydian Malayalam Mandaic Meetei_Mayek Mongolian Myanmar New_Tai_Lue Nko Ogham Ol_Chiki Old_Italic Old_Persian Old_South_Arabian Old_Turkic Oriya Osmanya Phags_Pa Phoenician Rejang Runic Samaritan Saurashtra Shavian Sinhala Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Tamil Telugu Thaana Thai Tibetan Tifinagh Ugaritic Unknown Vai Yi ";

/// The classes of POSIX.
const POSIX: &str =
    " alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit ";

/// Whether a text is a pattern, or why not.
pub(super) fn check(pattern: &str) -> Result<(), &'static str> {
    let mut parser = Parser {
        rest: pattern,
        depth: 0,
        repeatable: vec![false],
        names: Vec::new(),
    };
    // Whether the last thing was a repetition.
    let mut repeated = false;
    while let Some(c) = parser.peek() {
        repeated = parser.next(c, repeated)?;
    }
    match parser.depth {
        0 => Ok(()),
        _ => Err("missing closing )"),
    }
}

struct Parser<'a> {
    /// What has not been read.
    rest: &'a str,
    /// How many parentheses are open.
    depth: usize,
    /// For each of them, and for the whole, whether there is something before
    /// that can be repeated.
    repeatable: Vec<bool>,
    /// The names of groups.
    names: Vec<&'a str>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn pop(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    /// Takes a text, if it comes next.
    fn take(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Something that can be repeated, or nothing of that kind.
    fn now(&mut self, repeatable: bool) {
        if let Some(last) = self.repeatable.last_mut() {
            *last = repeatable;
        }
    }

    fn open(&mut self) {
        self.depth += 1;
        self.repeatable.push(false);
    }

    /// Reads what begins with `c`, and answers whether it is a repetition.
    fn next(&mut self, c: char, repeated: bool) -> Result<bool, &'static str> {
        match c {
            '(' if self.rest.starts_with("(?") => self.flags()?,
            '(' => {
                self.pop();
                self.open();
            }
            '|' => {
                self.pop();
                self.now(false);
            }
            ')' => {
                self.pop();
                // So says RE2/J where nothing is open.
                let depth = self.depth.checked_sub(1);
                self.depth = depth.ok_or("regexp/syntax: internal error")?;
                self.repeatable.pop();
                self.now(true);
            }
            '[' => {
                self.class()?;
                self.now(true);
            }
            '*' | '+' | '?' => {
                self.pop();
                self.repeat(repeated)?;
                return Ok(true);
            }
            '{' => {
                if self.counted()? {
                    self.repeat(repeated)?;
                    return Ok(true);
                }
                self.pop();
                self.now(true);
            }
            '\\' => self.escape_or_class()?,
            _ => {
                self.pop();
                self.now(true);
            }
        }
        Ok(false)
    }

    fn repeat(&mut self, repeated: bool) -> Result<(), &'static str> {
        self.take("?");
        if repeated {
            return Err("invalid nested repetition operator");
        }
        match self.repeatable.last() {
            Some(true) => Ok(()),
            _ => Err("missing argument to repetition operator"),
        }
    }

    /// Takes `{n}`, `{n,}` or `{n,m}`, if that comes next.
    fn counted(&mut self) -> Result<bool, &'static str> {
        let before = self.rest;
        let counts = self.counts();
        let Some((least, most)) = counts else {
            self.rest = before;
            return Ok(false);
        };
        if least > MOST || most.is_some_and(|most| most > MOST || least > most) {
            return Err("invalid repeat count");
        }
        Ok(true)
    }

    fn counts(&mut self) -> Option<(i32, Option<i32>)> {
        self.pop();
        let least = self.number()?;
        let most = match self.take(",") {
            false => Some(least),
            true if self.rest.starts_with('}') => None,
            true => Some(self.number()?),
        };
        self.take("}").then_some((least, most))
    }

    fn number(&mut self) -> Option<i32> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        if digits.is_empty() || digits.len() > 1 && digits.starts_with('0') {
            return None;
        }
        Some(digits.parse().unwrap_or(i32::MAX))
    }

    /// `(?i)`, `(?i:`, `(?P<name>` or `(?<name>`.
    fn flags(&mut self) -> Result<(), &'static str> {
        if self.take("(?P<") || self.take("(?<") {
            let (name, rest) = self.rest.split_once('>').ok_or(INVALID_NAME)?;
            let legal = |c: char| c == '_' || c.is_ascii_alphanumeric();
            if name.is_empty() || !name.chars().all(legal) {
                return Err(INVALID_NAME);
            }
            if self.names.contains(&name) {
                return Err("duplicate capture group name");
            }
            self.names.push(name);
            self.rest = rest;
            self.open();
            return Ok(());
        }
        self.take("(?");
        let (mut negated, mut any) = (false, false);
        loop {
            match self.pop() {
                Some('i' | 'm' | 's' | 'U') => any = true,
                Some('-') if !negated => (negated, any) = (true, false),
                Some(end @ (')' | ':')) if any || !negated => {
                    if end == ':' {
                        self.open();
                    }
                    return Ok(());
                }
                _ => return Err(INVALID_PERL),
            }
        }
    }

    /// What begins with a backslash, outside of a class.
    fn escape_or_class(&mut self) -> Result<(), &'static str> {
        if self.take("\\Q") {
            let (literal, rest) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
            self.rest = rest;
            if !literal.is_empty() {
                self.now(true);
            }
            return Ok(());
        }
        let mut assertions = ["\\A", "\\b", "\\B", "\\z"].into_iter();
        let assertion = assertions.any(|assertion| self.take(assertion));
        if !(assertion || self.unicode()? || self.perl()) {
            self.escape()?;
        }
        self.now(true);
        Ok(())
    }

    /// Takes `\pL` or `\p{Greek}`, if that comes next.
    fn unicode(&mut self) -> Result<bool, &'static str> {
        if !(self.take("\\p") || self.take("\\P")) {
            return Ok(false);
        }
        let name = if self.take("{") {
            let (name, rest) = self.rest.split_once('}').ok_or(INVALID_RANGE)?;
            self.rest = rest;
            name
        } else {
            let before = self.rest;
            self.pop().ok_or(INVALID_RANGE)?;
            &before[..before.len() - self.rest.len()]
        };
        let name = name.strip_prefix('^').unwrap_or(name);
        match listed(CATEGORIES, name) || listed(SCRIPTS, name) {
            true => Ok(true),
            false => Err(INVALID_RANGE),
        }
    }

    /// Takes one of Perl's classes, if one comes next.
    fn perl(&mut self) -> bool {
        let mut classes = ["\\d", "\\s", "\\w", "\\D", "\\S", "\\W"].into_iter();
        classes.any(|class| self.take(class))
    }

    /// The character that a backslash and what follows it stand for.
    fn escape(&mut self) -> Result<u32, &'static str> {
        self.pop();
        let c = self.pop().ok_or(TRAILING_BACKSLASH)?;
        let octal = |c: &char| ('0'..='7').contains(c);
        match c {
            '0'..='7' => {
                let mut number = u32::from(c) - 48;
                if c != '0' && !self.peek().is_some_and(|c| octal(&c)) {
                    return Err(INVALID_ESCAPE);
                }
                for _ in 0..2 {
                    if let Some(digit) = self.peek().filter(octal) {
                        self.pop();
                        number = number * 8 + u32::from(digit) - 48;
                    }
                }
                Ok(number)
            }
            'x' => self.hexadecimal().ok_or(INVALID_ESCAPE),
            'a' => Ok(7),
            'f' => Ok(12),
            'n' => Ok(10),
            'r' => Ok(13),
            't' => Ok(9),
            'v' => Ok(11),
            c if c.is_ascii_alphanumeric() => Err(INVALID_ESCAPE),
            c => Ok(u32::from(c)),
        }
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digit = |parser: &mut Self| parser.pop()?.to_digit(16);
        if !self.take("{") {
            return Some(digit(self)? * 16 + digit(self)?);
        }
        let mut number = digit(self)?;
        while !self.take("}") {
            number = number * 16 + digit(self)?;
            if number > 0x10_FFFF {
                return None;
            }
        }
        Some(number)
    }

    /// `[a-z]`.
    fn class(&mut self) -> Result<(), &'static str> {
        self.pop();
        self.take("^");
        let mut first = true;
        while first || !self.rest.starts_with(']') {
            first = false;
            if self.rest.starts_with("[:") {
                if let Some((name, rest)) = self.rest.split_once(":]") {
                    let name = &name[2..];
                    let name = name.strip_prefix('^').unwrap_or(name);
                    if !listed(POSIX, name) {
                        return Err(INVALID_RANGE);
                    }
                    self.rest = rest;
                    continue;
                }
            }
            if self.unicode()? || self.perl() {
                continue;
            }
            let low = self.class_character()?;
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.pop();
                if self.class_character()? < low {
                    return Err(INVALID_RANGE);
                }
            }
        }
        self.pop();
        Ok(())
    }

    fn class_character(&mut self) -> Result<u32, &'static str> {
        if self.rest.starts_with('\\') {
            return self.escape();
        }
        self.pop().map(u32::from).ok_or(MISSING_BRACKET)
    }
}

/// Whether a list has a word.
fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && !word.contains(' ') && list.contains(&[" ", word, " "].concat())
}

#[cfg(test)]
mod tests {
    use super::check;

    /// What RE2/J 1.8 takes.
    const VALID: &[&str] = &[
        "a.*",
        "]",
        "a*?",
        "a{2}",
        "a{1000}",
        "a{,2}",
        "a{",
        "a{x}",
        "\\z",
        "\\A",
        "\\b",
        "\\B",
        "\\Q*",
        "\\Qa\\E*",
        "\\07",
        "\\x41",
        "\\x{41}",
        "\\pL",
        "\\p{Greek}",
        "\\P{^L}",
        "[a-z]",
        "[[:alpha:]]",
        "[[:^alpha:]]",
        "[]a]",
        "[^]a]",
        "[a-]",
        "[-a]",
        "[a-b-c]",
        "(?i)a",
        "(?:a)",
        "(?P<n>a)",
        "(?P<1n>a)",
        "(?<n>a)",
        "(?i-s:a)",
        "(?-i)",
        "(?U)a",
        "a|b",
        "|",
        "a||b",
        "()",
        "(|a)*",
        "^*",
        "$+",
        "\\d+",
        "\\D\\s\\S\\w\\W",
        "\\n\\t\\a\\f\\r\\v",
        "\\-",
        "\\_",
        "\\é",
        "é",
        "(a{100}){11}",
        "((a{100}){10}){2}",
        "x{0}",
        "x{-1}",
        "\\Q\\E",
        "[\\d\\w]",
        "[\\pL]",
        "[[:alpha:]-z]",
        "\\p{^Greek}",
        "(?P<n>)",
        "(?i)(?s)",
        "(?is-mU:x)",
        "[[:word:]]",
        "\\00",
        "\\000",
        "\\777",
        "[\\00]",
        "[a-a]",
        "a{2}?",
        "a??",
    ];

    /// What it does not take, and why.
    const INVALID: &[(&str, &[&str])] = &[
        ("missing closing ]", &["[", "[a", "[]", "[^", "[[:"]),
        ("missing closing )", &["(", "(a", "((("]),
        ("regexp/syntax: internal error", &[")", "a)"]),
        ("missing argument to repetition operator", &["*", "+a"]),
        (
            "invalid nested repetition operator",
            &[
                "a**",
                "a*+",
                "a?+",
                "a{2}{3}",
                "a{500}{3}",
                "a{1,2}{1,2}",
                "a{2}*",
                "a{2}+",
                "a???",
                "a{0,0}{1000}",
            ],
        ),
        (
            "invalid repeat count",
            &["a{2,1}", "a{1001}", "x{1001,}", "x{1,1001}"],
        ),
        (
            "trailing backslash at end of expression",
            &["a\\", "\\", "[\\", "[a-\\"],
        ),
        (
            "invalid escape sequence",
            &[
                "\\Z",
                "\\C",
                "\\8",
                "\\1",
                "\\x{110000}",
                "\\x{",
                "\\xg",
                "[a-\\d]",
                "\\Gx",
                "\\e",
                "\\u0041",
                "[\\Q]",
                "\\E",
                "\\x{}",
                "\\x4",
            ],
        ),
        (
            "invalid character class range",
            &[
                "\\p{Nope}",
                "\\p",
                "\\pX",
                "[z-a]",
                "[[:foo:]]",
                "[\\p{Nope}]",
                "[b-a]",
            ],
        ),
        (
            "invalid or unsupported Perl syntax",
            &[
                "(?x)a", "(?P=n)", "(?=a)", "(?!a)", "(?#c)", "(?", "(?i", "(?i-", "(?-)", "(?i-)",
                "(?--i)", "(?a)", "(?Px)", "(?P",
            ],
        ),
        ("duplicate capture group name", &["(?P<n>a)(?P<n>b)"]),
        (
            "invalid named capture",
            &[
                "(?P<>a)",
                "(?P<n",
                "(?<n",
                "(?<=a)",
                "(?P<a b>x)",
                "(?<a-b>x)",
            ],
        ),
    ];

    #[test]
    fn patterns_are_judged_as_by_re2() {
        for pattern in VALID {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
        for (why, patterns) in INVALID {
            for pattern in *patterns {
                assert_eq!(check(pattern), Err(*why), "{pattern}");
            }
        }
    }
}
