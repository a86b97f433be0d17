//! Names of groups and topics.

use super::{number, same, text, truth, Check};
use protocol::java;
use protocol::topic_name;
use serde_json::Value;

/// A group's hash, and its partition of `__consumer_offsets`.
pub(super) fn group_partition(entry: &Value) -> Check {
    let group = text(entry, "group");
    let hash = java::string_hash(group);
    let what = |field: &str| format!("{field} of group {group:?}");
    let length = group.encode_utf16().count();
    same(&what("length"), length, number(entry, "utf16_len"))?;
    same(&what("hash"), hash, number(entry, "hashCode"))?;
    same(
        &what("absolute"),
        java::absolute(hash),
        number(entry, "abs"),
    )?;
    for count in [3, 4, 50] {
        let field = format!("partition_of_{count}");
        let partition = java::group_partition(group, count);
        same(&what(&field), partition, number(entry, &field))?;
    }
    Ok(())
}

/// Whether a topic may have this name.
pub(super) fn topic_name(entry: &Value) -> Check {
    let name = text(entry, "name");
    let what = |field: &str| format!("{field} of {name:?}");
    let refusal = topic_name::validate(name).err();
    same(&what("valid"), refusal.is_none(), truth(entry, "valid"))?;
    let message = entry["message"].as_str();
    same(&what("message"), refusal.as_deref(), message)?;
    let chars = topic_name::has_collision_chars(name);
    let expected = truth(entry, "has_collision_chars");
    same(&what("collision chars"), chars, expected)?;
    let unified = topic_name::unify(name);
    same(&what("unified"), unified.as_str(), text(entry, "unified"))?;
    let internal = topic_name::is_internal(name);
    same(&what("internal"), internal, truth(entry, "internal"))
}

/// Whether two names collide, in both orders.
pub(super) fn collision(entry: &Value) -> Check {
    let (a, b) = (text(entry, "a"), text(entry, "b"));
    let collide = truth(entry, "collide");
    same(&format!("{a} and {b}"), topic_name::collides(a, b), collide)?;
    same(&format!("{b} and {a}"), topic_name::collides(b, a), collide)
}
