//! How `read` takes a line apart.

use super::expand::Expander;
use super::limits::{Outside, Variables};
use super::tree::Read;
use crate::process::Text;

/// A character, and whether a backslash stood before it.
type Marked = (char, bool);

/// The variables that a line sets.
pub(super) fn split(
    read: &Read,
    line: &str,
    variables: &Variables,
    outside: Outside<'_>,
) -> Vec<(String, Text)> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let chars = marked(line, read.raw);
    if read.names.is_empty() {
        return vec![("REPLY".into(), text(&chars))];
    }
    let separators = match &read.separators {
        None => " \t\n".into(),
        Some(word) => Expander::new(outside, variables, 0)
            .one(word)
            .unwrap_or_else(|_| "".into()),
    };
    let splits = |(c, quoted): &Marked| !quoted && separators.contains(*c);
    let blank = |marked: &Marked| splits(marked) && matches!(marked.0, ' ' | '\t' | '\n');
    let mut rest = trim(&chars, blank);
    let mut set = Vec::new();
    let last = read.names.len() - 1;
    for name in &read.names[..last] {
        let length = rest.iter().position(splits).unwrap_or(rest.len());
        let field = text(&rest[..length]);
        // Blanks, and one other separator among them, are one end of a field.
        rest = trim(&rest[length..], blank);
        if rest.first().is_some_and(|c| splits(c) && !blank(c)) {
            rest = trim(&rest[1..], blank);
        }
        set.push((name.clone(), field));
    }
    // The last separator of a line with just enough fields is no part of it.
    let mut others = rest.iter().filter(|c| splits(c) && !blank(c));
    let ends = rest.last().is_some_and(|c| splits(c) && !blank(c));
    if ends && others.next().is_some() && others.next().is_none() {
        rest = trim(&rest[..rest.len() - 1], blank);
    }
    set.push((read.names[last].clone(), text(rest)));
    set
}

fn marked(line: &str, raw: bool) -> Vec<Marked> {
    let mut marked = Vec::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if !raw => marked.extend(chars.next().map(|next| (next, true))),
            c => marked.push((c, false)),
        }
    }
    marked
}

fn text(marked: &[Marked]) -> Text {
    marked.iter().map(|(c, _)| *c).collect::<String>().into()
}

fn trim(marked: &[Marked], blank: impl Fn(&Marked) -> bool) -> &[Marked] {
    let from = marked.iter().take_while(|c| blank(c)).count();
    let rest = &marked[from..];
    let end = rest.iter().rev().take_while(|c| blank(c)).count();
    &rest[..rest.len() - end]
}
