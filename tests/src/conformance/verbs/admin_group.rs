//! The admin client's calls about groups.

use super::super::play::{Play, Stop};
use super::super::values::{self, list, ok, text};
use client::call::{AdminCall, GroupFilter};
use client::outcome::Outcome;
use protocol::api::DescribedGroup;
use protocol::consumer_protocol::decode_assignment;
use protocol::error::KafkaError;
use serde_json::{json, Map, Value};

/// A verb about a group.
///
/// # Errors
/// Why the file cannot be played on.
pub fn perform(play: &mut Play, step: &Value) -> Result<Value, Stop> {
    let group = text(step, "group");
    let call = match text(step, "do") {
        "delete-group" => AdminCall::DeleteGroups(vec![group.into()]),
        "describe-group" => AdminCall::DescribeGroups(vec![group.into()]),
        "list-groups" => AdminCall::ListGroups(GroupFilter::default()),
        "committed" => AdminCall::ListGroupOffsets(group.into()),
        "alter-offsets" => {
            let offsets = values::offsets(&step["offsets"])?;
            AdminCall::AlterGroupOffsets(group.into(), offsets.unwrap_or_default())
        }
        "delete-offsets" => {
            let partitions = values::partitions(list(step, "partitions"))?;
            AdminCall::DeleteGroupOffsets(group.into(), partitions)
        }
        _ => {
            let instances = step["instances"].is_array();
            let instances = instances.then(|| values::names(step, "instances"));
            AdminCall::RemoveMembers(group.into(), instances)
        }
    };
    Ok(match play.world.admin_call(call)? {
        Outcome::Groups(groups) => match groups.first() {
            Some(Ok(group)) => description(group),
            Some(Err(exception)) => values::threw(exception),
            None => return Err(Stop::Broken("no group in the answer".to_owned())),
        },
        Outcome::GroupList(groups) => {
            let groups = groups.iter().map(|group| {
                let listed = json!({
                    "type": "Classic",
                    "protocol": group.protocol_type.as_str(),
                    "state": group.state,
                });
                (group.group_id.to_string(), listed)
            });
            Value::Object(groups.collect())
        }
        Outcome::Committed(offsets) => {
            let offsets = offsets.iter().map(|(partition, committed)| {
                let committed = values::offset_json(committed.as_ref());
                (partition.to_string(), committed)
            });
            json!({"offsets": offsets.collect::<Map<String, Value>>()})
        }
        Outcome::PartitionResults(results) => {
            let results = results.iter();
            let results = results.map(|(p, error)| (p.to_string(), partition_result(*error)));
            Value::Object(results.collect())
        }
        outcome => match outcome.exception() {
            Some(exception) => values::threw(&exception),
            None => ok(),
        },
    })
}

fn description(group: &DescribedGroup) -> Value {
    let members = group.members.iter().map(|member| {
        let assignment = decode_assignment(&member.assignment).unwrap_or_default();
        let name = match &member.group_instance_id {
            Some(instance) => format!("{}/{instance}", member.client_id),
            None => member.client_id.to_string(),
        };
        (
            name,
            json!({"assignment": values::sorted_partitions(&assignment)}),
        )
    });
    json!({
        "state": group.state,
        "type": "Classic",
        "protocol": group.protocol_data.as_str(),
        "simple": group.protocol_type.is_empty(),
        "members": members.collect::<Map<String, Value>>(),
    })
}

/// What became of one partition of a call for several.
fn partition_result(error: KafkaError) -> Value {
    if error.is_none() {
        return json!("ok");
    }
    values::error(error, None)["error"].take()
}
