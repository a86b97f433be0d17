//! Which words are commands here, and what is said of those that are not.

use super::options::Spec;
use super::{awk, cut, date, files, grep, lines, print, sed, sort, tee, tr, wc};
use super::{Built, Kind, Missing, Wrong};
use crate::kafka::TOOLS;
use crate::process::Text;
use crate::sh::limits::Outside;
use protocol::near::nearest;

/// Starts a command.
pub(super) type Build = fn(&[Text], Outside<'_>) -> Result<Built, Wrong>;

/// The names of all small commands, in the order of the alphabet.
pub const NAMES: &[&str] = &[
    "awk", "cat", "cp", "cut", "date", "echo", "false", "grep", "head", "ls", "mv", "printf", "rm",
    "sed", "seq", "sleep", "sort", "tail", "tee", "touch", "tr", "true", "uniq", "wc",
];

/// How a command starts, if it is one of ours.
pub(super) fn build(name: &str) -> Option<Build> {
    Some(match name {
        "awk" | "gawk" | "mawk" => awk::awk,
        "cat" => cat,
        "cp" => files::cp,
        "cut" => cut::cut,
        "date" => date::date,
        "echo" => print::echo,
        "false" => print::fail,
        "grep" | "egrep" | "fgrep" => match name {
            "egrep" => |args, outside| grep::grep(&before("-E", args), outside),
            "fgrep" => |args, outside| grep::grep(&before("-F", args), outside),
            _ => grep::grep,
        },
        "head" => lines::head,
        "ls" => files::ls,
        "mv" => files::mv,
        "printf" => print::printf,
        "rm" => files::rm,
        "sed" => sed::sed,
        "seq" => print::seq,
        "sleep" => print::sleep,
        "sort" => sort::sort,
        "tail" => lines::tail,
        "tee" => tee::tee,
        "touch" => files::touch,
        "tr" => tr::tr,
        "true" | ":" => print::succeed,
        "uniq" => lines::uniq,
        "wc" => wc::wc,
        _ => return None,
    })
}

fn before(option: &str, args: &[Text]) -> Vec<Text> {
    let mut all = vec![Text::from(option)];
    all.extend(args.iter().cloned());
    all
}

fn cat(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "cat",
        letters: "u",
        long: &[],
        lacks: "AbeEnstTv",
        status: 1,
    };
    let given = spec.read(args)?;
    Ok(Built::Reads(Kind::Cat, given.operands, Missing::PLAIN))
}

/// Whether a command takes what its shell reads, as it was written.
pub fn reads_input(argv: &[Text]) -> bool {
    let Some((name, args)) = argv.split_first() else {
        return false;
    };
    let operands = args
        .iter()
        .filter(|arg| !arg.starts_with('-') || &***arg == "-");
    let operands: Vec<&Text> = operands.collect();
    let stdin = |operand: &&Text| matches!(&***operand, "-" | "/dev/stdin");
    match &**name {
        "tee" | "tr" => true,
        "cat" | "cut" | "head" | "sort" | "tail" | "uniq" | "wc" => {
            // A value of an option may look like a file.
            let files = operands.iter().filter(|word| !takes(args, word));
            let files: Vec<&&Text> = files.collect();
            files.is_empty() || files.iter().any(|word| stdin(word))
        }
        "awk" | "egrep" | "fgrep" | "grep" | "sed" => {
            operands.len() < 2 || operands.iter().any(stdin)
        }
        name => crate::kafka::tool(name).is_some_and(|tool| tool.name.contains("console-producer")),
    }
}

/// Whether a word stands right behind an option that takes a value.
fn takes(args: &[Text], word: &Text) -> bool {
    let place = args.iter().position(|arg| std::ptr::eq(arg, word));
    let before = place.and_then(|place| args.get(place.checked_sub(1)?));
    before.is_some_and(|option| {
        matches!(
            &**option,
            "-b" | "-c" | "-d" | "-f" | "-k" | "-n" | "-o" | "-t"
        )
    })
}

/// Words of a real shell that are not here, and what to do instead.
const ABSENT: &[(&[&str], &str)] = &[
    (
        &["cd", "mkdir", "pwd", "pushd", "popd", "rmdir"],
        "files have names here, and no directories",
    ),
    (
        &["break", "continue", "exit", "return"],
        "a loop runs to its end here; Ctrl-C ends it",
    ),
    (
        &["[", "test", "let", "expr"],
        "a command after && runs where the one before succeeded, after || where it failed",
    ),
    (
        &[
            "eval", "exec", "source", ".", "bash", "sh", "xargs", "env", "sudo", "nohup",
        ],
        "type the command itself",
    ),
    (
        &[
            "declare", "local", "readonly", "set", "shift", "trap", "typeset", "unset", "alias",
        ],
        "there are the variables that NAME=value sets",
    ),
    (
        &["read"],
        "it stands in a loop: while read LINE; do ...; done",
    ),
    (
        &["less", "more", "vi", "vim", "nano", "ed"],
        "cat FILE shows a file, and cat > FILE <<EOF writes one",
    ),
];

/// What a shell says of a word that is no command, and the nearest one that
/// is; `others` are words that the terminal itself understands. The status is
/// 127.
pub fn not_found(word: &str, others: &[&'static str]) -> String {
    let absent = ABSENT.iter().find(|(words, _)| words.contains(&word));
    if let Some((_, instead)) = absent {
        let why = ": this is only as much of a shell as the tools need: ";
        return ["bash: ", word, why, instead, "\n"].concat();
    }
    if word.contains('/') {
        return ["bash: ", word, ": No such file or directory\n"].concat();
    }
    let shown: String = match word.chars().any(char::is_control) {
        true => crate::sh::canonical::quoted(word),
        false => word.to_owned(),
    };
    let mut text = ["bash: ", &shown, ": command not found\n"].concat();
    let tools = TOOLS.iter().map(|tool| tool.name);
    let known = tools
        .chain(NAMES.iter().copied())
        .chain(others.iter().copied());
    let bare = word.strip_suffix(".sh").unwrap_or(word);
    if let Some(near) = nearest(bare, known) {
        let end = match word.ends_with(".sh") && near.starts_with("kafka-") {
            true => ".sh",
            false => "",
        };
        text.push_str(&["Did you mean ", near, end, "?\n"].concat());
    }
    text
}
