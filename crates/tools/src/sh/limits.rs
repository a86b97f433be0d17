//! What a typed line may use, and what it sees around it.

use crate::process::Text;
use crate::Files;
use protocol::map::Map;
use protocol::record::Millis;

/// What a typed line may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many files there may be.
    pub files: usize,
    /// How many bytes a file may have.
    pub file_bytes: usize,
    /// How many bytes the words of a command may have after expansion.
    pub word_bytes: usize,
    /// How many variables there may be.
    pub variables: usize,
    /// How many pipelines a line may run.
    pub pipelines: u32,
    /// How many bytes a small command may hold, or print at once.
    pub held_bytes: usize,
    /// How many bytes the small commands of a line may read and print together.
    pub worked_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            files: 32,
            file_bytes: 256 * 1024,
            word_bytes: 64 * 1024,
            variables: 64,
            pipelines: 1_000,
            held_bytes: 1024 * 1024,
            worked_bytes: 16 * 1024 * 1024,
        }
    }
}

/// What a shell and its commands see around them.
#[derive(Clone, Copy, Debug)]
pub struct Outside<'a> {
    /// The files, as they are now.
    pub files: &'a Files,
    /// The clock, in Unix time.
    pub now: Millis,
    /// What they may use.
    pub limits: &'a Limits,
}

/// Variables, by name.
pub type Variables = Map<Text, Text>;

/// The name by which a file is kept: `./a` is `a`.
pub fn file_name(name: &str) -> &str {
    let mut name = name;
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.trim_start_matches('/');
    }
    name
}

/// What a command does to the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileEffect {
    /// A file has this text from now on, whether it was there or not.
    Write(Text, Text),
    /// A file has this text at its end; it begins to be if it was not there.
    Append(Text, Text),
    /// A file is gone.
    Remove(Text),
}

impl FileEffect {
    /// The name of the file.
    pub fn name(&self) -> &Text {
        match self {
            FileEffect::Write(name, _) | FileEffect::Append(name, _) | FileEffect::Remove(name) => {
                name
            }
        }
    }

    /// Does it.
    ///
    /// # Errors
    /// Why not, as in `offsets.csv: No space left on device`; as much of the
    /// text as there was space for has been written.
    pub fn apply(&self, files: &mut Files, limits: &Limits) -> Result<(), String> {
        let (name, before, text) = match self {
            FileEffect::Remove(name) => {
                files.remove(name);
                return Ok(());
            }
            FileEffect::Write(name, text) => (name, None, text),
            FileEffect::Append(name, text) => (name, files.get(name).cloned(), text),
        };
        let full = Err([name, ": No space left on device"].concat());
        let is_new = !files.contains_key(name);
        if is_new && files.len() >= limits.files {
            return full;
        }
        let before = before.unwrap_or_else(|| Text::from(""));
        let space = limits.file_bytes.saturating_sub(before.len());
        let fitting = upto(text, space);
        let whole = fitting.len() == text.len();
        if before.is_empty() && whole {
            files.insert(name.clone(), text.clone());
        } else if is_new || !fitting.is_empty() || matches!(self, FileEffect::Write(..)) {
            files.insert(name.clone(), [&*before, fitting].concat().into());
        }
        match whole {
            true => Ok(()),
            false => full,
        }
    }
}

/// As much of a text as fits into that many bytes.
fn upto(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_takes_what_fits() {
        let limits = Limits {
            files: 2,
            file_bytes: 5,
            ..Limits::default()
        };
        let mut files = Files::new();
        let append = |text: &str| FileEffect::Append("a".into(), text.into());
        let full = Err("a: No space left on device".to_owned());
        assert_eq!(append("abc").apply(&mut files, &limits), Ok(()));
        // The second byte of the letter would be one too many.
        assert_eq!(append("dé").apply(&mut files, &limits), full);
        assert_eq!(files.get("a").map(|text| &**text), Some("abcd"));
        let write = |name: &str, text: &str| FileEffect::Write(name.into(), text.into());
        assert_eq!(write("a", "123456").apply(&mut files, &limits), full);
        assert_eq!(files.get("a").map(|text| &**text), Some("12345"));
        assert_eq!(write("b", "").apply(&mut files, &limits), Ok(()));
        let full = Err("c: No space left on device".to_owned());
        assert_eq!(write("c", "").apply(&mut files, &limits), full);
        let gone = FileEffect::Remove("b".into());
        assert_eq!(gone.apply(&mut files, &limits), Ok(()));
        assert_eq!(write("c", "").apply(&mut files, &limits), Ok(()));
    }

    #[test]
    fn this_directory_is_the_only_one() {
        assert_eq!(file_name("././/a"), "a");
        assert_eq!(file_name("/tmp/a"), "/tmp/a");
    }
}
