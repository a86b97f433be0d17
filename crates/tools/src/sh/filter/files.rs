//! `ls`, `rm`, `cp`, `mv` and `touch`.

use super::lines::pad;
use super::options::{quoted, Given, Spec};
use super::{Built, Said, Wrong};
use crate::process::{ExitStatus, Text};
use crate::sh::limits::{file_name, FileEffect, Outside};
use crate::sh::redirect::impossible;

fn ended(said: Said, wrong: ExitStatus) -> Result<Built, Wrong> {
    let status = if said.err.is_empty() { 0 } else { wrong };
    Ok(Built::Ended(said, status))
}

pub(super) fn ls(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "ls",
        letters: "1aAhl",
        long: &[("all", 'a'), ("almost-all", 'A'), ("human-readable", 'h')],
        lacks: "bBcCdDfFgGiIkLmnNopqQrRsStTuUvwxXZ",
        status: 2,
    };
    let given = spec.read(args)?;
    let all = given.has('a') || given.has('A');
    let mut said = Said::default();
    let mut listed: Vec<(&str, usize)> = Vec::new();
    let files = || {
        outside
            .files
            .iter()
            .map(|(name, text)| (&**name, text.len()))
    };
    if given.operands.is_empty() {
        listed.extend(files().filter(|(name, _)| all || !name.starts_with('.')));
    }
    for operand in &given.operands {
        let name = file_name(operand);
        if let Some(text) = outside.files.get(name) {
            listed.push((name, text.len()));
            continue;
        }
        // Files have names and no directories, but a name may look as if.
        let directory = [name.trim_end_matches('/'), "/"].concat();
        let mut inside =
            files().filter_map(|(name, size)| Some((name.strip_prefix(&*directory)?, size)));
        let here = matches!(name, "" | ".");
        match inside.next() {
            _ if here && !operand.is_empty() => listed.extend(files()),
            Some(first) => {
                listed.push(first);
                listed.extend(inside);
            }
            None if matches!(name, "/tmp" | "/tmp/") => {}
            None => said.complain(&[
                "ls: cannot access ",
                &quoted(operand),
                ": No such file or directory",
            ]),
        }
    }
    let sizes = listed.iter().map(|(_, size)| size.to_string().len());
    let width = sizes.max().unwrap_or(0);
    for (name, size) in &listed {
        if given.has('l') {
            said.out.push_str("-rw-r--r-- 1 kafka kafka ");
            said.out.push_str(&pad(&size.to_string(), width));
            said.out.push(' ');
        }
        said.line(name, true);
    }
    ended(said, 2)
}

pub(super) fn rm(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "rm",
        letters: "frRvid",
        long: &[("force", 'f'), ("recursive", 'r'), ("verbose", 'v')],
        lacks: "I",
        status: 1,
    };
    let given = spec.read(args)?;
    if given.operands.is_empty() && !given.has('f') {
        return Err(spec.mistake("missing operand"));
    }
    let mut said = Said::default();
    let mut gone: Vec<&str> = Vec::new();
    for operand in &given.operands {
        let name = file_name(operand);
        if outside.files.contains_key(name) && !gone.contains(&name) {
            gone.push(name);
            said.files.push(FileEffect::Remove(name.into()));
            if given.has('v') {
                said.line(&["removed ", &quoted(operand)].concat(), true);
            }
        } else if !given.has('f') {
            said.complain(&[
                "rm: cannot remove ",
                &quoted(operand),
                ": No such file or directory",
            ]);
        }
    }
    ended(said, 1)
}

/// The two operands of `cp` and `mv`, and the text of the first.
fn two<'a>(
    spec: &Spec,
    given: &'a Given,
    outside: Outside<'a>,
) -> Result<(&'a Text, &'a Text, &'a Text), Wrong> {
    let (from, to) = match given.operands.as_slice() {
        [] => return Err(spec.mistake("missing file operand")),
        [from] => {
            let text = ["missing destination file operand after ", &quoted(from)];
            return Err(spec.mistake(&text.concat()));
        }
        [from, to] => (from, to),
        [.., last] => {
            let text = ["target ", &quoted(last), ": No such file or directory"];
            return Err(spec.wrong(&text.concat()));
        }
    };
    let Some(text) = outside.files.get(file_name(from)) else {
        let text = ["cannot stat ", &quoted(from), ": No such file or directory"];
        return Err(spec.wrong(&text.concat()));
    };
    if file_name(from) == file_name(to) {
        let text = [&quoted(from), " and ", &quoted(to), " are the same file"];
        return Err(spec.wrong(&text.concat()));
    }
    if let Some(why) = impossible(file_name(to)) {
        let text = ["cannot create regular file ", &quoted(to), ": ", why];
        return Err(spec.wrong(&text.concat()));
    }
    Ok((from, to, text))
}

pub(super) fn cp(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "cp",
        letters: "afiprRv",
        long: &[("force", 'f'), ("verbose", 'v')],
        lacks: "bdHlLnPstTuxZ",
        status: 1,
    };
    let given = spec.read(args)?;
    let (from, to, text) = two(&spec, &given, outside)?;
    let mut said = Said::default();
    let write = FileEffect::Write(file_name(to).into(), text.clone());
    said.files.push(write);
    if given.has('v') {
        said.line(&[&quoted(from), " -> ", &quoted(to)].concat(), true);
    }
    ended(said, 1)
}

pub(super) fn mv(args: &[Text], outside: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "mv",
        letters: "fiv",
        long: &[("force", 'f'), ("verbose", 'v')],
        lacks: "bnStTuZ",
        status: 1,
    };
    let given = spec.read(args)?;
    let (from, to, text) = two(&spec, &given, outside)?;
    let mut said = Said::default();
    said.files.push(FileEffect::Remove(file_name(from).into()));
    let write = FileEffect::Write(file_name(to).into(), text.clone());
    said.files.push(write);
    if given.has('v') {
        let text = ["renamed ", &quoted(from), " -> ", &quoted(to)];
        said.line(&text.concat(), true);
    }
    ended(said, 1)
}

pub(super) fn touch(args: &[Text], _: Outside<'_>) -> Result<Built, Wrong> {
    let spec = Spec {
        name: "touch",
        letters: "c",
        long: &[],
        lacks: "adfhmrt",
        status: 1,
    };
    let given = spec.read(args)?;
    if given.operands.is_empty() {
        return Err(spec.mistake("missing file operand"));
    }
    let mut said = Said::default();
    for operand in &given.operands {
        let name = file_name(operand);
        match impossible(name) {
            Some(why) => said.complain(&["touch: cannot touch ", &quoted(operand), ": ", why]),
            None if given.has('c') => {}
            None => said.files.push(FileEffect::Append(name.into(), "".into())),
        }
    }
    ended(said, 1)
}
