//! Showing settings.

use super::one_of;
use super::options::{Entities, ALL};
use crate::options::Given;
use crate::script::Io;
use crate::throwable::{Stop, Throwable};
use client::call::{AdminCall, GroupFilter};
use client::outcome::Outcome;
use protocol::api::{
    ConfigEntry, ConfigResource, ConfigSource, DescribeConfigsResource, ResourceType,
};
use protocol::java;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_name;

/// `--describe`.
pub(super) fn describe(
    io: &mut Io<'_>,
    given: &Given,
    entities: &Entities,
    kind: ResourceType,
) -> Result<(), Stop> {
    let all = given.has(ALL);
    let plural = entities.types.first().map_or("", String::as_str);
    let name = entities.names.first();
    if let Some(name) = name.filter(|_| !all) {
        if !is_there(io, kind, name)? {
            io.println(&missing(plural, name));
            return Ok(());
        }
    }
    let names = match name {
        Some(name) => vec![Name::from(name.as_str())],
        None => every(io, kind)?,
    };
    for name in names {
        let which = if all { "All" } else { "Dynamic" };
        let header = match name.as_str() {
            "" => ["Default configs for ", plural, " in the cluster are:"].concat(),
            name => [which, " configs for ", one_of(plural), " ", name, " are:"].concat(),
        };
        io.println(&header);
        for entry in entries(io, kind, name, all)? {
            io.println(&line(&entry));
        }
    }
    Ok(())
}

/// What is said of a thing that is not there.
pub(super) fn missing(plural: &str, name: &str) -> String {
    [
        "The ",
        one_of(plural),
        " '",
        name,
        "' doesn't exist and doesn't have dynamic config.",
    ]
    .concat()
}

fn check_topic(name: &str) -> Result<(), Stop> {
    let refused = |text: String| Throwable::kafka("InvalidTopicException", text);
    topic_name::validate(name).map_err(|text| refused(text).into())
}

/// Makes a call that comes back with a list.
fn ask<T>(
    io: &mut Io<'_>,
    call: AdminCall,
    list: impl Fn(&Outcome) -> Option<Vec<T>>,
) -> Result<Vec<T>, Stop> {
    let outcome = io.admin(call)?;
    list(&outcome).ok_or_else(|| Throwable::from(&*outcome).of_future().into())
}

fn topics(io: &mut Io<'_>) -> Result<Vec<Name>, Stop> {
    ask(io, AdminCall::ListTopics(true), |outcome| match outcome {
        Outcome::Topics(topics) => Some(topics.clone()),
        _ => None,
    })
}

fn brokers(io: &mut Io<'_>) -> Result<Vec<Name>, Stop> {
    ask(io, AdminCall::DescribeCluster, |outcome| match outcome {
        Outcome::Cluster(brokers) => {
            let ids = brokers.iter().map(|id| Name::from(id.to_string().as_str()));
            Some(ids.collect())
        }
        _ => None,
    })
}

fn groups(io: &mut Io<'_>) -> Result<Vec<Name>, Stop> {
    let call = AdminCall::ListGroups(GroupFilter::default());
    ask(io, call, |outcome| match outcome {
        Outcome::GroupList(groups) => {
            let ids = groups.iter().map(|group| group.group_id.clone());
            Some(ids.collect())
        }
        _ => None,
    })
}

fn groups_with_settings(io: &mut Io<'_>) -> Result<Vec<Name>, Stop> {
    let call = AdminCall::ListConfigResources(vec![ResourceType::Group]);
    ask(io, call, |outcome| match outcome {
        Outcome::ConfigResources(resources) => {
            let names = resources.iter().map(|resource| resource.name.clone());
            Some(names.collect())
        }
        _ => None,
    })
}

/// Whether there is such a thing.
fn is_there(io: &mut Io<'_>, kind: ResourceType, name: &str) -> Result<bool, Stop> {
    let has = |names: Vec<Name>| names.iter().any(|each| *each.as_str() == *name);
    Ok(match kind {
        ResourceType::Topic => {
            check_topic(name)?;
            has(topics(io)?)
        }
        ResourceType::Broker => has(brokers(io)?) || name.is_empty(),
        _ => has(groups(io)?) || has(groups_with_settings(io)?),
    })
}

/// All things of a type.
fn every(io: &mut Io<'_>, kind: ResourceType) -> Result<Vec<Name>, Stop> {
    match kind {
        ResourceType::Topic => Ok(java::name_order(topics(io)?)),
        ResourceType::Broker => {
            let mut names = brokers(io)?;
            names.push(Name::default());
            Ok(names)
        }
        _ => {
            let mut names = groups(io)?;
            for name in groups_with_settings(io)? {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            Ok(java::scala_set_order(names))
        }
    }
}

/// The settings of one thing, sorted; only its own where not all are wanted.
fn entries(
    io: &mut Io<'_>,
    kind: ResourceType,
    name: Name,
    all: bool,
) -> Result<Vec<ConfigEntry>, Stop> {
    if kind == ResourceType::Topic && !name.is_empty() {
        check_topic(&name)?;
    }
    let own = match kind {
        ResourceType::Topic => ConfigSource::DynamicTopicConfig,
        ResourceType::Broker if name.is_empty() => ConfigSource::DynamicDefaultBrokerConfig,
        ResourceType::Broker => ConfigSource::DynamicBrokerConfig,
        _ => ConfigSource::DynamicGroupConfig,
    };
    let asked = DescribeConfigsResource {
        resource: ConfigResource { kind, name },
        keys: None,
    };
    let outcome = io.admin(AdminCall::DescribeConfigs(vec![asked]))?;
    if let Some(exception) = outcome.exception() {
        // The tool waits no longer than the call for a broker that is not there.
        if exception.class == "TimeoutException" {
            let class = "java.util.concurrent.TimeoutException";
            return Err(Throwable::without_message(class).into());
        }
        let thrown = Throwable::kafka(exception.class, exception.message);
        return Err(thrown.of_future().into());
    }
    let mut entries = match &*outcome {
        Outcome::Configs(described) => described.iter().flat_map(|d| &d.configs).cloned(),
        other => return Err(Throwable::from(other).of_future().into()),
    }
    .collect::<Vec<ConfigEntry>>();
    entries.retain(|entry| all || entry.source == own);
    sort_by(&mut entries, |a, b| java::compare_strings(&a.name, &b.name));
    Ok(entries)
}

fn line(entry: &ConfigEntry) -> String {
    let value = |value: &Option<Name>| match value {
        Some(value) => value.to_string(),
        None => "null".to_owned(),
    };
    let synonyms = entry.synonyms.iter().map(|synonym| {
        let value = value(&synonym.value);
        [synonym.source.name(), ":", &synonym.name, "=", &value].concat()
    });
    let synonyms: Vec<String> = synonyms.collect();
    [
        "  ",
        &entry.name,
        "=",
        &value(&entry.value),
        " sensitive=",
        if entry.is_sensitive { "true" } else { "false" },
        " synonyms={",
        &synonyms.join(", "),
        "}",
    ]
    .concat()
}
