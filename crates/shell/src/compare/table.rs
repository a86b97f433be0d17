//! What differs, as a table of the terminal.

use super::Difference;
use crate::texts::{compare as words, text};

/// The lines of a table: what differs, and how it is on each branch. `heads`
/// are what the branches are called, `at` is the instant.
pub(crate) fn table(differences: &[Difference], heads: [&str; 2], at: &str) -> Vec<String> {
    let both = text(words::BOTH, &heads);
    let count = differences.len().to_string();
    let head = match differences.len() {
        0 => return vec![text(words::SAME, &[at, &both])],
        1 => words::HEAD_ONE,
        _ => words::HEAD,
    };
    let mut rows = vec![[
        words::WHAT.to_owned(),
        heads[0].to_owned(),
        heads[1].to_owned(),
    ]];
    for one in differences {
        let value = |side: &Option<String>| side.clone().unwrap_or(words::NONE.to_owned());
        rows.push([what(one), value(&one.left), value(&one.right)]);
    }
    let wide = |column: usize| {
        let lengths = rows.iter().map(|row| row[column].chars().count());
        lengths.max().unwrap_or(0) + 2
    };
    let widths = [wide(0), wide(1)];
    let mut lines = vec![text(head, &[at, &both, &count])];
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.chars().count()));
        }
        line.push_str(&row[2]);
        lines.push(line);
    }
    lines
}

/// What differs of which thing: `billing orders-0 committed`.
fn what(one: &Difference) -> String {
    let mut out = String::new();
    let subject = subject(one);
    if let Some(group) = one.group.as_ref().filter(|group| ***group != *subject) {
        out.push_str(group);
        out.push(' ');
    }
    out.push_str(&subject);
    out.push(' ');
    let named = words::OF.iter().find(|(what, ..)| *what == one.what);
    out.push_str(named.map_or(one.what, |(_, name, _)| name));
    out
}

/// The thing as one says it: `c1`, `orders-0`, `billing`.
pub(super) fn subject(one: &Difference) -> String {
    let (_, name) = one.thing.split_once(':').unwrap_or(("", &one.thing));
    name.replace('/', "-")
}
