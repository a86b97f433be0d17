//! `--delete`.

use super::{calls, error, Asked};
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use client::outcome::Outcome;
use protocol::api::AdminResult;
use protocol::exception::Exception;
use protocol::java;
use protocol::name::Name;

/// Deletes groups, and says which.
pub(super) fn delete(io: &mut Io<'_>, asked: &Asked<'_>) -> Result<(), Stop> {
    let groups = if asked.given.has("all-groups") {
        calls::all_groups(io)?
    } else {
        calls::without_repetitions(&asked.groups)
    };
    let outcome = io.admin(AdminCall::DeleteGroups(groups.clone()))?;
    let mut deleted: Vec<Name> = Vec::new();
    let mut failed: Vec<(Name, Throwable)> = Vec::new();
    for group in java::name_order(groups) {
        match why_not(&outcome, &group) {
            None => deleted.push(group),
            Some(why) => failed.push((group, why)),
        }
    }
    let deleted = java::name_order(deleted);
    let quoted = deleted.iter().map(|group| ["'", group, "'"].concat());
    let deleted = quoted.collect::<Vec<String>>().join(", ");
    if failed.is_empty() {
        let text = [
            "Deletion of requested consumer groups (",
            &deleted,
            ") was successful.",
        ];
        io.println(&text.concat());
        return Ok(());
    }
    error(io, "Deletion of some consumer groups failed:");
    let hash = |(group, _): &(Name, Throwable)| java::string_hash(group);
    for (group, why) in java::hash_map_order(failed, hash, java::DEFAULT_CAPACITY) {
        let why = why.to_string();
        let text = ["* Group '", &group, "' could not be deleted due to: ", &why];
        io.println(&text.concat());
    }
    if !deleted.is_empty() {
        let text = "\nThese consumer groups were deleted successfully: ";
        io.println(&[text, &deleted].concat());
    }
    Ok(())
}

/// Why a group was not deleted; none if it was.
fn why_not(outcome: &Outcome, group: &Name) -> Option<Throwable> {
    let Outcome::Admin(results) = outcome else {
        return Some(Throwable::from(outcome));
    };
    let mut results = results.iter();
    let AdminResult { error, message, .. } = results.find(|result| result.name == *group)?;
    if error.is_none() {
        return None;
    }
    let mut exception = Exception::of(*error);
    if let Some(message) = message {
        exception.message.clone_from(message);
    }
    Some(Throwable::from(&exception))
}
