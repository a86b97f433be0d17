//! DescribeConfigs: what a setting is, and where its value comes from.

use crate::config::SYNONYMS;
use crate::context::Context;
use crate::{Broker, Topic, NODE_ID};
use protocol::api::{
    ConfigEntry, ConfigResource, ConfigSource, ConfigSynonym, DescribeConfigsRequest,
    DescribeConfigsResource, DescribeConfigsResponse, DescribedConfigs, ResourceType,
};
use protocol::config::{ConfigDef, ConfigType, Definition, Settings, BROKER, GROUP, TOPIC};
use protocol::error::KafkaError;
use protocol::java;
use protocol::name::Name;
use protocol::sort::sort_by;
use protocol::topic_name;

/// Answers DescribeConfigs.
pub(crate) fn describe_configs(
    cx: &Context,
    request: &DescribeConfigsRequest,
) -> DescribeConfigsResponse {
    let describe = |asked: &DescribeConfigsResource| {
        let answer = entries(cx.broker(), &asked.resource);
        let mut described = DescribedConfigs {
            resource: asked.resource.clone(),
            error: KafkaError::None,
            error_message: None,
            configs: Vec::new(),
        };
        match answer {
            Ok(configs) => described.configs = configs,
            Err((error, message)) => {
                described.error = error;
                described.error_message = Some(message);
            }
        }
        // No keys is all keys, and so is an empty list of them.
        let keys = asked.keys.as_ref().filter(|keys| !keys.is_empty());
        if let Some(keys) = keys {
            described.configs.retain(|entry| keys.contains(&entry.name));
        }
        if !request.include_synonyms {
            for entry in &mut described.configs {
                entry.synonyms.clear();
            }
        }
        described
    };
    DescribeConfigsResponse {
        results: request.resources.iter().map(describe).collect(),
    }
}

type Refusal = (KafkaError, String);

fn entries(broker: &Broker, resource: &ConfigResource) -> Result<Vec<ConfigEntry>, Refusal> {
    let invalid = |text: String| Err((KafkaError::InvalidRequest, text));
    let name = resource.name.as_str();
    match resource.kind {
        ResourceType::Topic => {
            topic_name::validate(name).map_err(|text| (KafkaError::InvalidTopicException, text))?;
            match broker.topic(name) {
                Some(topic) => Ok(topic_entries(broker, topic)),
                None => Err((KafkaError::UnknownTopicOrPartition, String::new())),
            }
        }
        ResourceType::Broker if name.is_empty() => Ok(default_broker_entries(broker)),
        ResourceType::Broker => match name.parse::<i32>() {
            Ok(NODE_ID) => Ok(broker_entries(broker)),
            Ok(_) => invalid(
                [
                    "Unexpected broker id, expected 1 or empty string, but received ",
                    name,
                ]
                .concat(),
            ),
            Err(_) => invalid(["Broker id must be an integer, but it is: ", name].concat()),
        },
        ResourceType::Group if name.is_empty() => {
            invalid("Group name must not be empty".to_owned())
        }
        ResourceType::Group => Ok(group_entries(broker, resource)),
        kind => invalid(["Unsupported resource type: ", kind.name()].concat()),
    }
}

/// Settings in the order in which Java's map of them lists them.
fn in_order(mut entries: Vec<ConfigEntry>) -> Vec<ConfigEntry> {
    let names = entries.iter().map(|entry| entry.name.clone()).collect();
    let order = java::name_order(names);
    let place = |entry: &ConfigEntry| order.iter().position(|name| *name == entry.name);
    sort_by(&mut entries, |a, b| place(a).cmp(&place(b)));
    entries
}

/// A value as Java writes it.
fn shown(definition: &Definition, text: Option<&Name>) -> Option<Name> {
    match text {
        Some(text) => {
            let parsed = definition.parse(text).ok();
            Some(parsed.map_or_else(|| text.clone(), |value| value.as_str().into()))
        }
        None => definition.default.map(|text| {
            let parsed = definition.parse(text).ok();
            parsed.map_or_else(|| text.into(), |value| value.as_str().into())
        }),
    }
}

/// The broker's settings from the one that counts most to Kafka's defaults.
fn layers(broker: &Broker) -> [(ConfigSource, Option<&Settings>); 3] {
    let dynamic = |name: &str| {
        broker.configs().get(&ConfigResource {
            kind: ResourceType::Broker,
            name: name.into(),
        })
    };
    [
        (ConfigSource::DynamicBrokerConfig, dynamic("1")),
        (ConfigSource::DynamicDefaultBrokerConfig, dynamic("")),
        (
            ConfigSource::StaticBrokerConfig,
            Some(&broker.config().given),
        ),
    ]
}

/// Where a setting of the broker has a value. It begins where the setting
/// itself has one: what stands before that under another name is left out.
/// Source: `ConfigHelper.configSynonyms`.
fn synonyms(broker: &Broker, key: &str) -> Vec<ConfigSynonym> {
    // Other names that mean the same, by another unit of time.
    let topic = SYNONYMS.iter().find(|row| row.1 == key).map(|row| row.0);
    let names: Vec<&str> = match topic {
        // Only the first of these two has the other one for a synonym.
        Some(_) if key == "log.flush.scheduler.interval.ms" => vec![key],
        Some(topic) => {
            let same = SYNONYMS.iter().filter(|row| row.0 == topic);
            same.map(|row| row.1).collect()
        }
        None => vec![key],
    };
    let mut all = Vec::new();
    let mut add = |name: &str, value: Option<Name>, source| {
        if value.is_some() {
            all.push(ConfigSynonym {
                name: name.into(),
                value,
                source,
            });
        }
    };
    for (source, settings) in layers(broker) {
        for name in &names {
            add(name, settings.and_then(|s| s.get(*name).cloned()), source);
        }
    }
    for name in &names {
        let default = BROKER.find(name).and_then(|d| shown(&d, None));
        add(name, default, ConfigSource::DefaultConfig);
    }
    let from = all.iter().position(|synonym| synonym.name.as_str() == key);
    all.split_off(from.unwrap_or(all.len()))
}

/// An entry whose value comes from the first of its synonyms.
fn entry(
    definition: &Definition,
    value: Option<Name>,
    synonyms: Vec<ConfigSynonym>,
) -> ConfigEntry {
    let is_sensitive = definition.kind == ConfigType::Password;
    let first = synonyms.first();
    ConfigEntry {
        name: definition.name.into(),
        value: value.filter(|_| !is_sensitive),
        source: first.map_or(ConfigSource::DefaultConfig, |first| first.source),
        read_only: false,
        is_sensitive,
        synonyms,
    }
}

fn own(name: &str, value: &Option<Name>, source: ConfigSource) -> ConfigSynonym {
    ConfigSynonym {
        name: name.into(),
        value: value.clone(),
        source,
    }
}

/// Source: `ConfigHelper.createTopicConfigEntry`.
fn topic_entries(broker: &Broker, topic: &Topic) -> Vec<ConfigEntry> {
    let given = &topic.config.given;
    let mut entries = Vec::new();
    let mut internal = Vec::new();
    for definition in TOPIC.definitions() {
        let set = given.get(definition.name);
        let inherited = broker.config().topic_defaults.get(definition.name);
        let value = shown(&definition, set.or(inherited));
        let synonym = SYNONYMS.iter().find(|row| row.0 == definition.name);
        let mut all = synonym.map_or_else(Vec::new, |row| synonyms(broker, row.1));
        if set.is_some() {
            all.insert(
                0,
                own(definition.name, &value, ConfigSource::DynamicTopicConfig),
            );
        }
        if definition.default.is_some() {
            entries.push(entry(&definition, value, all));
        } else if set.is_some() {
            // An internal setting shows only where it is set.
            internal.push(entry(&definition, value, all));
        }
    }
    internal.extend(in_order(entries));
    internal
}

/// Source: `ConfigHelper.createGroupConfigEntry`.
fn group_entries(broker: &Broker, resource: &ConfigResource) -> Vec<ConfigEntry> {
    let given = broker.configs().get(resource);
    let entries = GROUP.definitions().map(|definition| {
        let set = given.and_then(|given| given.get(definition.name));
        let key = ["group.", definition.name].concat();
        let mut all = match BROKER.find(&key) {
            Some(_) => synonyms(broker, &key),
            None => vec![ConfigSynonym {
                name: definition.name.into(),
                value: shown(&definition, None),
                source: ConfigSource::DefaultConfig,
            }],
        };
        let inherited = all.first().and_then(|synonym| synonym.value.clone());
        let value = shown(&definition, set.or(inherited.as_ref()));
        if set.is_some() {
            all.insert(
                0,
                own(definition.name, &value, ConfigSource::DynamicGroupConfig),
            );
        }
        entry(&definition, value, all)
    });
    in_order(entries.collect())
}

/// Source: `ConfigHelper.createBrokerConfigEntry`.
fn broker_entries(broker: &Broker) -> Vec<ConfigEntry> {
    let entries = BROKER.definitions().map(|definition| {
        let mut effective = layers(broker)
            .into_iter()
            .filter_map(|(_, settings)| settings?.get(definition.name));
        let value = shown(&definition, effective.next());
        let mut entry = entry(&definition, value, synonyms(broker, definition.name));
        entry.read_only = !BROKER.is_dynamic(definition.name);
        entry
    });
    in_order(entries.collect())
}

/// What is set for all brokers while they run.
fn default_broker_entries(broker: &Broker) -> Vec<ConfigEntry> {
    let (source, settings) = layers(broker)[1];
    let each = settings.into_iter().flat_map(Settings::iter);
    let entries = each.map(|(name, value)| ConfigEntry {
        name: name.clone(),
        value: Some(value.clone()),
        source,
        read_only: !BROKER.is_dynamic(name),
        is_sensitive: false,
        synonyms: vec![own(name, &Some(value.clone()), source)],
    });
    in_order(entries.collect())
}

/// The settings of a topic with these of its own, sorted, as CreateTopics
/// answers them: other than in DescribeConfigs a value stands as it was
/// written, and a setting of the broker under another unit of time counts.
///
/// Source: `KafkaConfigSchema.resolveEffectiveTopicConfigs`.
pub(crate) fn effective_topic_configs(broker: &Broker, given: &Settings) -> Vec<ConfigEntry> {
    let def: &ConfigDef = &TOPIC;
    let mut entries: Vec<ConfigEntry> = def
        .definitions()
        .filter(|d| d.default.is_some() || given.contains_key(d.name))
        .map(|definition| {
            let (value, source) = effective(broker, given, &definition);
            ConfigEntry {
                source,
                ..entry(&definition, value, Vec::new())
            }
        })
        .collect();
    sort_by(&mut entries, |a, b| a.name.cmp(&b.name));
    entries
}

fn effective(
    broker: &Broker,
    given: &Settings,
    definition: &Definition,
) -> (Option<Name>, ConfigSource) {
    if let Some(value) = given.get(definition.name) {
        return (Some(value.clone()), ConfigSource::DynamicTopicConfig);
    }
    for (source, settings) in layers(broker) {
        for (topic, key, unit) in SYNONYMS {
            let value = settings.and_then(|settings| settings.get(*key));
            let Some(value) = value.filter(|_| *topic == definition.name) else {
                continue;
            };
            let number = value.parse::<i64>().ok().filter(|_| *unit != 1);
            let value = match number {
                Some(number) => (number * unit).to_string().as_str().into(),
                None => value.clone(),
            };
            return (Some(value), source);
        }
    }
    (shown(definition, None), ConfigSource::DefaultConfig)
}
