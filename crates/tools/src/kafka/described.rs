//! Topics as the admin client describes them, for tools that need all of them
//! to be there.
//!
//! Source: `DescribeTopicsResult.allTopicNames`.

use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::AdminCall;
use client::outcome::Outcome;
use protocol::api::TopicDescription;
use protocol::exception::Exception;
use protocol::java;
use protocol::name::Name;

/// The topics of these names, in the order of the hash map of their names; an
/// error of one is one of all.
pub(super) fn described(io: &mut Io<'_>, names: Vec<Name>) -> Result<Vec<TopicDescription>, Stop> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let count = names.len();
    let outcome = io.admin(AdminCall::DescribeTopics(names))?;
    let Outcome::DescribedTopics(topics) = &*outcome else {
        return Err(Throwable::from(&*outcome).into());
    };
    let mut errors = topics.iter().map(|topic| topic.error);
    if let Some(error) = errors.find(|error| !error.is_none()) {
        return Err(Throwable::from(&Exception::of(error)).into());
    }
    // The client's map of what it waits for is copied into one of its size.
    let hash = |topic: &TopicDescription| java::string_hash(&topic.name);
    let waiting = java::hash_map_order(topics.clone(), hash, count);
    Ok(java::hash_map_order(waiting, hash, count))
}
