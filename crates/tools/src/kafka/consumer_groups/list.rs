//! `--list`.

use super::calls;
use crate::kafka::columns;
use crate::kafka::groups::type_name;
use crate::kafka::words::split;
use crate::options::Given;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use protocol::api::ListedGroup;
use protocol::name::Name;

/// The states of groups of consumers. Kafka takes them out of a set, whose
/// order differs from run to run; this one is as good as another.
const STATES: [&str; 7] = [
    "Reconciling",
    "CompletingRebalance",
    "Assigning",
    "Stable",
    "Dead",
    "PreparingRebalance",
    "Empty",
];

/// The types of groups of consumers.
const TYPES: [&str; 2] = ["Consumer", "Classic"];

/// Prints which groups there are.
pub(super) fn list(io: &mut Io<'_>, given: &Given) -> Result<(), Stop> {
    let (with_type, with_state) = (given.has("type"), given.has("state"));
    if !with_type && !with_state {
        for group in calls::all_groups(io)? {
            io.println(&group);
        }
        return Ok(());
    }
    let types = wanted(given, "type", "types", &TYPES)?;
    let states = wanted(given, "state", "state", &STATES)?;
    let groups = calls::list_groups(io, types, states)?;
    let width = columns::width(groups.iter().map(|group| group.group_id.as_str()), 15) + 10;
    let row = |group, group_type, state| {
        let mut row = vec![(group, width)];
        if with_type {
            row.push((group_type, 20));
        }
        if with_state {
            row.push((state, 20));
        }
        columns::row(row)
    };
    io.println(&row("GROUP", "TYPE", "STATE"));
    for group in &groups {
        let ListedGroup {
            group_id, state, ..
        } = group;
        io.println(&row(group_id, type_name(group.group_type), state));
    }
    Ok(())
}

/// What an option wants to see only: names with commas between them.
fn wanted(
    given: &Given,
    option: &str,
    list: &str,
    names: &[&'static str],
) -> Result<Vec<Name>, Stop> {
    let value = given.value(option)?.map_or("", |value| value);
    if value.is_empty() {
        return Ok(Vec::new());
    }
    let mut wanted = Vec::new();
    for word in split(value, ',') {
        let mut known = names.iter();
        match known.find(|name| name.eq_ignore_ascii_case(word.trim())) {
            Some(name) => wanted.push(Name::from(*name)),
            None => {
                let text = [
                    "Invalid ",
                    list,
                    " list '",
                    value,
                    "'. Valid ",
                    option,
                    "s are: ",
                    &names.join(", "),
                ];
                return Err(Throwable::java("IllegalArgumentException", text.concat()).into());
            }
        }
    }
    Ok(wanted)
}
