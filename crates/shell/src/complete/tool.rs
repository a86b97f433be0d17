//! What a tool, or a small command beside the tools, wants at the caret.

use super::offered::{self, Offer};
use super::typed::{Place, Redirect, Typed};
use super::value;
use super::Wish;
use cluster::State;
use tools::kafka::{tool, Tool};
use tools::options::{Meaning, OptionSpec, Value};
use tools::sh;

/// The small commands and the words of loops.
const COMMANDS: &[(&str, &str)] = &[
    ("awk", "print fields of lines"),
    ("cat", "print files"),
    ("cp", "copy a file"),
    ("cut", "print parts of lines"),
    ("date", "print the time"),
    ("do", "begin what a loop does"),
    ("done", "end a loop"),
    ("echo", "print words"),
    ("false", "fail"),
    ("for", "do something for each word"),
    ("grep", "print the lines that match"),
    ("head", "print the first lines"),
    ("ls", "list the files"),
    ("mv", "give a file another name"),
    ("printf", "print words by a pattern"),
    ("rm", "remove files"),
    ("sed", "replace in each line"),
    ("seq", "print numbers"),
    ("sleep", "let time pass"),
    ("sort", "sort lines"),
    ("tail", "print the last lines"),
    ("tee", "print, and write into a file"),
    ("touch", "make an empty file"),
    ("tr", "replace characters"),
    ("true", "succeed"),
    ("uniq", "leave out lines that repeat"),
    ("wc", "count lines, words and bytes"),
    ("while", "do something for each line"),
];

/// Options that one may give several times.
const REPEATED: &[&str] = &[
    "add-config",
    "command-property",
    "config",
    "consumer-property",
    "delete-config",
    "entity-name",
    "entity-type",
    "formatter-property",
    "group",
    "producer-property",
    "producer-props",
    "property",
    "reader-property",
    "topic",
];

/// The words that a command begins with: the tools as they are being typed, with
/// or without a path and `.sh`, and the small commands.
pub(super) fn commands(word: &Typed) -> Wish {
    let text = word.text();
    let path = text.rfind('/').map_or("", |at| &text[..=at]);
    let name = &text[path.len()..];
    let ending = if name.contains('.') { ".sh" } else { "" };
    let mut offers = offered::tools(path, ending);
    let small = COMMANDS.iter();
    offers.extend(small.map(|(name, about)| Offer::new(*name, *about)));
    Wish::word(offers)
}

/// What could stand at the caret.
pub(super) fn wish(state: &State, place: &Place) -> Wish {
    match place.redirect {
        Some(Redirect::File) => return Wish::word(offered::files(state)),
        Some(Redirect::Text) => return Wish::nothing(),
        None => {}
    }
    let before: Vec<String> = place.before.iter().map(Typed::text).collect();
    let words = before.iter().filter(|word| !is_assignment(word));
    let words: Vec<&str> = words.map(String::as_str).collect();
    let Some((name, words)) = words.split_first() else {
        return commands(&place.word);
    };
    match tool(name) {
        Some(tool) => Asked {
            state,
            tool,
            words,
            word: &place.word,
        }
        .wish(),
        None => small(state, name, words),
    }
}

fn is_assignment(word: &str) -> bool {
    let name = word.split_once('=').map(|(name, _)| name);
    name.is_some_and(|name| {
        let letters = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        letters && !name.is_empty()
    })
}

/// A small command.
fn small(state: &State, name: &str, words: &[&str]) -> Wish {
    match name {
        "for" if words.len() == 1 => Wish::word(offered::words(&["in"])),
        "for" | "echo" | "printf" | "seq" | "sleep" | "true" | "false" | "date" | "while"
        | "done" => Wish::nothing(),
        "awk" | "grep" | "sed" | "tr" if words.iter().all(|word| word.starts_with('-')) => {
            Wish::nothing()
        }
        _ if sh::is_begun_by(name) => Wish::word(offered::files(state)),
        _ => Wish::nothing(),
    }
}

/// A line of a tool up to the caret.
pub(super) struct Asked<'a> {
    pub state: &'a State,
    pub tool: &'static Tool,
    /// What stands after its name.
    pub words: &'a [&'a str],
    /// The word at the caret.
    pub word: &'a Typed,
}

/// The option that a word names, in full or as far as it is clear.
fn option(tool: &Tool, word: &str) -> Option<&'static OptionSpec> {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-'))?;
    let name = name.split('=').next().unwrap_or_default();
    let all = tool.options.iter();
    if let Some(same) = all.clone().find(|option| option.name == name) {
        return Some(same);
    }
    let mut begun = all.filter(|option| option.name.starts_with(name));
    let first = begun.next().filter(|_| !name.is_empty())?;
    begun.next().is_none().then_some(first)
}

/// Options as they are given before the caret, in their order.
type Given<'a> = Vec<(&'static OptionSpec, Option<&'a str>)>;

impl<'a> Asked<'a> {
    /// The options before the caret. The last one has no value if its value
    /// comes next.
    fn given(&self) -> Given<'a> {
        let mut given: Given<'a> = Vec::new();
        let mut open = false;
        for word in self.words {
            match option(self.tool, word) {
                Some(option) => {
                    let inline = word.split_once('=').map(|(_, value)| value);
                    open = inline.is_none() && option.value != Value::None;
                    given.push((option, inline));
                }
                None if open => {
                    if let Some(last) = given.last_mut() {
                        last.1 = Some(word);
                    }
                    open = false;
                }
                None => {}
            }
        }
        given
    }

    /// The value that was given for an option before the caret.
    pub(super) fn value_of(&self, name: &str) -> Option<&'a str> {
        let given = self.given();
        let mut given = given.iter().rev();
        given.find(|(option, _)| option.name == name)?.1
    }

    /// Whether an option was given before the caret.
    pub(super) fn has(&self, name: &str) -> bool {
        self.given().iter().any(|(option, _)| option.name == name)
    }

    fn wish(&self) -> Wish {
        let given = self.given();
        let text = self.word.text();
        if let (Some(equals), Some(option)) = (self.word.after_first('='), option(self.tool, &text))
        {
            return value::wish(self, option.name, equals);
        }
        let last = self.words.last().and_then(|word| option(self.tool, word));
        let open = given.last().filter(|(option, value)| {
            let last = last.is_some_and(|last| last.name == option.name);
            last && value.is_none() && option.value != Value::None
        });
        // This one takes all the pairs that follow it.
        let pairs = given
            .last()
            .filter(|(option, _)| option.name == "producer-props");
        let open = open.or(pairs);
        let options = || {
            let mut offers = self.options(&given);
            offers.append(&mut self.actions());
            Wish::word(offers)
        };
        match open {
            Some((option, _)) if !text.starts_with('-') => {
                let mut wish = value::wish(self, option.name, 0);
                // A value that may be left out is not waited for.
                if matches!(option.value, Value::Optional(_)) && wish.kept == 0 {
                    wish.offers.append(&mut self.options(&given));
                }
                wish
            }
            Some((option, _)) if matches!(option.value, Value::Required(_)) => Wish::nothing(),
            _ => options(),
        }
    }

    /// What a tool is to do, where that is a word and no option.
    fn actions(&self) -> Vec<Offer> {
        const ACTIONS: &[&str] = &["describe", "list"];
        let named = self.words.iter().any(|word| ACTIONS.contains(word));
        match self.tool.name == "kafka-transactions" && !named {
            true => offered::words(ACTIONS),
            false => Vec::new(),
        }
    }

    fn options(&self, given: &Given<'_>) -> Vec<Offer> {
        let options = self.tool.options.iter().filter(|option| {
            let repeats = REPEATED.contains(&option.name);
            let again = given.iter().any(|(one, _)| one.name == option.name);
            !matches!(option.meaning, Meaning::Refused(_)) && (repeats || !again)
        });
        options
            .map(|option| {
                let about = match option.meaning {
                    Meaning::Accepted(_) => [option.about, " (No meaning here.)"].concat(),
                    _ => option.about.to_owned(),
                };
                Offer::option(["--", option.name].concat(), about)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_small_commands_are_offered() {
        for name in sh::NAMES {
            let offered = COMMANDS.iter().any(|(offered, _)| offered == name);
            assert!(offered, "{name}");
        }
    }
}
