//! How `kafka-transactions` reads its arguments: not as the other tools do, but
//! with the library argparse4j 0.7.
//!
//! Source: `ArgumentParserImpl`, `SubparsersImpl` and `TextHelper` there.

use crate::process::Text;

/// How wide its texts are.
const WIDTH: usize = 75;

/// What similar words may cost at most; the number is git's.
const SIMILAR: usize = 7;

/// An option.
#[derive(Clone, Copy, Debug)]
pub(super) struct Argument {
    /// Its names with hyphens; messages say all of them.
    pub(super) flags: &'static [&'static str],
    /// Whether it takes a value, and of which kind.
    pub(super) takes: Takes,
    /// Whether it has to be there.
    pub(super) required: bool,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing: it says something, and ends the program.
    Nothing,
    /// Any text.
    Text,
    /// A whole number.
    Long,
}

/// A command of the tool, or what stands before the commands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parser {
    /// What Kafka prints above an error.
    pub(super) usage: &'static str,
    /// Its options.
    pub(super) arguments: &'static [Argument],
}

/// The option that ended the reading, or all that was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// An option that takes nothing was given.
    Asked(&'static str),
    /// Options with their values, and how many words they were.
    Options(Vec<(&'static str, Text)>, usize),
}

/// Why arguments are refused: what is printed to standard errors.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused(pub(super) String);

impl Parser {
    /// Reads options, up to the first word that belongs to none.
    pub(super) fn parse(&self, words: &[Text]) -> Result<Parsed, Refused> {
        let mut options: Vec<(&'static str, Text)> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at).filter(|word| is_flag(word)) {
            let (flag, inline) = match word.split_once('=') {
                Some((flag, value)) => (flag, Some(Text::from(value))),
                None => (&**word, None),
            };
            let argument = self.resolve(word, flag)?;
            at += 1;
            let name = argument.flags[argument.flags.len() - 1];
            let names = argument.flags.join("/");
            if argument.takes == Takes::Nothing {
                return match inline {
                    None => Ok(Parsed::Asked(name)),
                    Some(value) => {
                        let text = ["ignore implicit argument '", &value, "'"].concat();
                        Err(self.wrong(&names, &text))
                    }
                };
            }
            let next = words.get(at).filter(|next| !is_flag(next));
            let value = match (inline, next) {
                (Some(value), _) => value,
                (None, Some(next)) => {
                    at += 1;
                    next.clone()
                }
                (None, None) => return Err(self.wrong(&names, "expected one argument")),
            };
            self.check(argument, &names, &value)?;
            options.retain(|(given, _)| *given != name);
            options.push((name, value));
        }
        Ok(Parsed::Options(options, at))
    }

    /// Whether all is there that has to be.
    pub(super) fn check_required(&self, options: &[(&'static str, Text)]) -> Result<(), Refused> {
        let is_given = |argument: &Argument| {
            let mut options = options.iter();
            options.any(|(name, _)| argument.flags.contains(name))
        };
        let mut required = self.arguments.iter().filter(|a| a.required);
        match required.find(|argument| !is_given(argument)) {
            None => Ok(()),
            Some(missing) => {
                let text = ["argument ", &missing.flags.join("/"), " is required"];
                Err(self.refused(&text.concat()))
            }
        }
    }

    fn resolve(&self, word: &str, flag: &str) -> Result<&'static Argument, Refused> {
        let all = || self.arguments.iter();
        let exact = all().find(|argument| argument.flags.contains(&flag));
        if let Some(argument) = exact {
            return Ok(argument);
        }
        let flags = || all().flat_map(|argument| argument.flags.iter().copied());
        let mut begun: Vec<&str> = flags().filter(|name| name.starts_with(flag)).collect();
        match begun.as_slice() {
            [] => Err(self.unrecognized(word, flags())),
            [one] => {
                let mut all = all();
                let argument = all.find(|argument| argument.flags.contains(one));
                argument.ok_or_else(|| self.unrecognized(word, flags()))
            }
            _ => {
                protocol::sort::sort_by(&mut begun, Ord::cmp);
                let list = begun.join(", ");
                let text = ["ambiguous option: ", flag, " could match ", &list];
                Err(self.refused(&text.concat()))
            }
        }
    }

    fn check(&self, argument: &Argument, names: &str, value: &str) -> Result<(), Refused> {
        if argument.takes != Takes::Long || value.parse::<i64>().is_ok() {
            return Ok(());
        }
        let text = [
            "could not convert '",
            value,
            "' to Long (For input string: \"",
            value,
            "\")",
        ];
        Err(self.wrong(names, &text.concat()))
    }

    fn wrong(&self, names: &str, why: &str) -> Refused {
        self.refused(&["argument ", names, ": ", why].concat())
    }

    /// Arguments that belong to nothing.
    pub(super) fn unrecognized<'a>(
        &self,
        words: &str,
        flags: impl Iterator<Item = &'a str>,
    ) -> Refused {
        let mut refused = self.refused(&["unrecognized arguments: '", words, "'"].concat());
        let body = words.trim_start_matches('-');
        if body.len() >= 2 && is_flag(words) {
            refused.0 += &similar(body, flags);
        }
        refused
    }

    pub(super) fn refused(&self, why: &str) -> Refused {
        let text = ["kafka-transactions.sh: error: ", why, "\n"].concat();
        Refused([self.usage, &wrap(&text)].concat())
    }
}

/// Whether a word is an option. A negative number is none, because no option
/// looks like one.
fn is_flag(word: &str) -> bool {
    let is_number = word.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.parse::<i64>().is_ok()
    });
    word.starts_with('-') && word.len() > 1 && !is_number
}

/// A suggestion of the words that are most like `body`, if they are.
pub(super) fn similar<'a>(body: &str, words: impl Iterator<Item = &'a str>) -> String {
    let cost = |word: &str| {
        let word = word.trim_start_matches('-');
        match word.starts_with(body) {
            true => 0,
            false => distance(body, word),
        }
    };
    // Letters that are options are not looked at.
    let words = words.filter(|word| word.trim_start_matches('-').len() > 1);
    let mut words: Vec<(usize, &str)> = words.map(|word| (cost(word), word)).collect();
    protocol::sort::sort_by(&mut words, Ord::cmp);
    let least = words.first().map_or(SIMILAR, |(cost, _)| *cost);
    if least >= SIMILAR {
        return String::new();
    }
    let mut text = "\nDid you mean:\n".to_owned();
    for (_, word) in words.iter().filter(|(cost, _)| *cost == least) {
        text.push('\t');
        text.push_str(word);
        text.push('\n');
    }
    text
}

/// What it costs to make one word of another: nothing to swap neighbours, 2 to
/// replace a letter, 1 to put one in, 4 to take one out, but 1 at the start.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for i in 0..from.len() {
        let mut row = vec![i + 1];
        for j in 0..to.len() {
            let mut cost = last[j] + if from[i] == to[j] { 0 } else { 2 };
            let swapped = i > 0 && j > 0 && from[i - 1] == to[j] && from[i] == to[j - 1];
            if swapped && from[i] != to[j] {
                cost = cost.min(before[j - 1]);
            }
            row.push(cost.min(last[j + 1] + 4).min(row[j] + 1));
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

/// Breaks a text into lines, of which all but the last are as wide as can be.
fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    let mut line = String::new();
    for piece in text.split_inclusive(' ') {
        if line.len() + piece.len() > WIDTH {
            wrapped.push_str(&justified(line.trim_matches(' ')));
            wrapped.push('\n');
            line.clear();
        }
        line.push_str(piece);
    }
    wrapped + &line
}

/// A line with its blanks made wider, the middle ones first.
fn justified(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let gaps = words.len() - 1;
    if gaps == 0 {
        return line.to_owned();
    }
    let missing = WIDTH.saturating_sub(line.len());
    let (each, rest) = (missing / gaps, missing % gaps);
    let from = (gaps - rest).div_ceil(2);
    let mut text = words[0].to_owned();
    for (gap, word) in words[1..].iter().enumerate() {
        let more = usize::from((from..from + rest).contains(&gap));
        text.extend(std::iter::repeat_n(' ', 1 + each + more));
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_with_blanks() {
        let text = "kafka-transactions.sh: error: argument --duration-filter: could not convert 'abc' to Long (For input string: \"abc\")\n";
        assert_eq!(wrap(text), "kafka-transactions.sh:  error:   argument   --duration-filter:   could  not\nconvert 'abc' to Long (For input string: \"abc\")\n");
        let text =
            "kafka-transactions.sh: error: argument --duration-filter: expected one argument\n";
        assert_eq!(wrap(text), "kafka-transactions.sh:  error:  argument  --duration-filter:  expected  one\nargument\n");
    }

    #[test]
    fn negative_numbers_are_no_options() {
        assert!(is_flag("--x") && is_flag("-x") && is_flag("-1x"));
        assert!(!is_flag("-1") && !is_flag("-") && !is_flag("x"));
    }

    #[test]
    fn words_are_similar_as_git_has_it() {
        assert_eq!(distance("nope", "help"), 6);
        assert_eq!(distance("ab", "ba"), 0);
        assert_eq!(distance("", "abc"), 3);
    }
}
