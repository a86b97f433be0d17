//! Settings of topics, groups and the broker: changed, and described.

mod describe;

pub(crate) use describe::{describe_configs, effective_topic_configs};

use super::{Broker, BrokerEvent, NODE_ID};
use crate::config::{BrokerConfig, TopicConfig};
use crate::context::Context;
use protocol::api::{
    AlterConfigsRequest, AlterConfigsResource, AlterConfigsResponse, AlterOperation,
    AlterableConfig, AlteredConfigs, ConfigResource, ResourceType,
};
use protocol::config::{ConfigType, Settings, BROKER, GROUP, TOPIC};
use protocol::error::KafkaError;
use protocol::exception::Exception;
use protocol::name::Name;
use protocol::topic_name;

type Refusal = (KafkaError, String);

/// The longest value that is kept, in UTF-16 units.
const MAX_VALUE: usize = 32_767;

/// Answers IncrementalAlterConfigs, and AlterConfigs, which `replaces` what
/// was set before. Each resource is changed as a whole or not at all.
pub(super) fn alter_configs(
    cx: &mut Context,
    request: &AlterConfigsRequest,
    replaces: bool,
) -> AlterConfigsResponse {
    let mut responses = Vec::new();
    for change in &request.resources {
        let same = |other: &&AlterConfigsResource| other.resource == change.resource;
        let twice = request.resources.iter().filter(same).count() > 1;
        let altered = if twice {
            let text = "Each resource must appear at most once.";
            Err((KafkaError::InvalidRequest, text.to_owned()))
        } else {
            preprocess(cx.broker(), change, replaces)
                .and_then(|()| altered(cx.broker(), change, replaces))
        };
        let (error, error_message) = match altered {
            Ok(configs) => {
                if !request.validate_only && configs != current(cx.broker(), &change.resource) {
                    cx.emit(BrokerEvent::ConfigsAltered {
                        resource: change.resource.clone(),
                        configs,
                    });
                }
                (KafkaError::None, None)
            }
            Err((error, text)) => (error, Some(text)),
        };
        responses.push(AlteredConfigs {
            resource: change.resource.clone(),
            error,
            error_message,
        });
    }
    AlterConfigsResponse { responses }
}

/// What is set for a resource itself.
fn current(broker: &Broker, resource: &ConfigResource) -> Settings {
    let settings = match resource.kind {
        ResourceType::Topic => broker.topic(&resource.name).map(|t| &t.config.given),
        _ => broker.configs().get(resource),
    };
    settings.cloned().unwrap_or_default()
}

fn invalid_request<T>(text: String) -> Result<T, Refusal> {
    Err((KafkaError::InvalidRequest, text))
}

/// What the broker that gets the request looks at.
/// Source: `ConfigAdminManager.preprocess`.
fn preprocess(
    broker: &Broker,
    change: &AlterConfigsResource,
    replaces: bool,
) -> Result<(), Refusal> {
    let configs = &change.configs;
    for (index, config) in configs.iter().enumerate() {
        if configs[..index].iter().any(|c| c.name == config.name) {
            return invalid_request("Error due to duplicate config keys".to_owned());
        }
    }
    let nulls: Vec<&str> = configs
        .iter()
        .filter(|c| c.value.is_none() && (replaces || c.operation != AlterOperation::Delete))
        .map(|c| c.name.as_str())
        .collect();
    if !nulls.is_empty() {
        let text = ["Null value not supported for : ", &nulls.join(", ")];
        return invalid_request(text.concat());
    }
    match change.resource.kind {
        ResourceType::Broker => {
            let name = change.resource.name.as_str();
            if !name.is_empty() {
                match name.parse::<i32>() {
                    Ok(NODE_ID) => {}
                    Ok(_) => {
                        let text = ["Unexpected broker id, expected 1, but received ", name];
                        return invalid_request(text.concat());
                    }
                    Err(_) => {
                        let text = ["Node id must be an integer, but it is: ", name];
                        return invalid_request(text.concat());
                    }
                }
            }
            let settings = merged(broker, change, replaces)?;
            check_broker(broker, &change.resource, &settings)
        }
        ResourceType::Topic | ResourceType::Group => Ok(()),
        kind => {
            let number = (kind as i8).to_string();
            invalid_request(["Unknown resource type ", &number].concat())
        }
    }
}

/// Checks what shall be set for a broker or for all of them.
/// Source: `DynamicBrokerConfig.validateConfigs`.
fn check_broker(
    broker: &Broker,
    resource: &ConfigResource,
    settings: &Settings,
) -> Result<(), Refusal> {
    let refuse = |why: &str, keys: Vec<&str>| match keys.is_empty() {
        true => Ok(()),
        false => invalid_request([why, ": [", &keys.join(", "), "]"].concat()),
    };
    let keys = || settings.keys().map(Name::as_str);
    let fixed = keys().filter(|key| BROKER.find(key).is_some() && !BROKER.is_dynamic(key));
    refuse("Cannot update these configs dynamically", fixed.collect())?;
    BROKER
        .check(settings)
        .map_err(|refused| (KafkaError::InvalidRequest, refused.message))?;
    if resource.name.is_empty() {
        let one = keys().filter(|key| BROKER.is_per_broker(key));
        refuse(
            "Cannot update these configs at default cluster level, broker id must be specified",
            one.collect(),
        )?;
    }
    let mut configs = broker.configs().clone();
    configs.insert(resource.clone(), settings.clone());
    let config = broker.config().with_dynamic(&configs);
    config
        .and_then(|config| TopicConfig::read(&Settings::new(), &config))
        .map_err(|refused| (KafkaError::InvalidRequest, refused.message))?;
    Ok(())
}

/// What a resource has set after a change.
/// Source: `ConfigurationControlManager.incrementalAlterConfigResource`.
fn merged(
    broker: &Broker,
    change: &AlterConfigsResource,
    replaces: bool,
) -> Result<Settings, Refusal> {
    let mut settings = match replaces {
        true => Settings::new(),
        false => current(broker, &change.resource),
    };
    for config in &change.configs {
        let value = match config.operation {
            AlterOperation::Delete => None,
            AlterOperation::Set => config.value.clone(),
            AlterOperation::Append | AlterOperation::Subtract => {
                Some(changed_list(&change.resource, config, &settings)?)
            }
        };
        match value {
            Some(value) => settings.insert(config.name.clone(), value),
            None => settings.remove(&config.name),
        };
    }
    Ok(settings)
}

/// A list with values added or taken away.
fn changed_list(
    resource: &ConfigResource,
    config: &AlterableConfig,
    settings: &Settings,
) -> Result<Name, Refusal> {
    let append = config.operation == AlterOperation::Append;
    let def = match resource.kind {
        ResourceType::Topic => &TOPIC,
        ResourceType::Group => &GROUP,
        _ => &BROKER,
    };
    let definition = def.find(&config.name);
    let Some(definition) = definition.filter(|d| d.kind == ConfigType::List) else {
        let operation = if append { "APPEND" } else { "SUBTRACT" };
        let text = [
            "Can't ",
            operation,
            " to key ",
            &config.name,
            " because its type is not LIST.",
        ];
        return Err((KafkaError::InvalidConfig, text.concat()));
    };
    let now = settings.get(&config.name).map(Name::as_str);
    let now = now.or(definition.default).unwrap_or_default();
    let mut parts: Vec<&str> = now.split(',').filter(|part| !part.is_empty()).collect();
    for value in config.value.as_deref().unwrap_or_default().split(',') {
        let place = parts.iter().position(|part| *part == value);
        match place {
            None if append => parts.push(value),
            Some(place) if !append => {
                parts.remove(place);
            }
            _ => {}
        }
    }
    Ok(parts.join(",").as_str().into())
}

/// What the controller makes of a change: all that is set afterwards.
/// Source: `ConfigurationControlManager.validateAlterConfig`.
fn altered(
    broker: &Broker,
    change: &AlterConfigsResource,
    replaces: bool,
) -> Result<Settings, Refusal> {
    let settings = merged(broker, change, replaces)?;
    let resource = &change.resource;
    let invalid_config = |text: &str| Err((KafkaError::InvalidConfig, text.to_owned()));
    let key = "min.insync.replicas";
    if resource.kind == ResourceType::Broker {
        let named = change
            .configs
            .iter()
            .any(|config| config.name.as_str() == key);
        if named && !resource.name.is_empty() {
            return invalid_config(
                "Broker-level min.insync.replicas cannot be altered while ELR is enabled.",
            );
        }
        if resource.name.is_empty() && !settings.contains_key(key) {
            return invalid_config(
                "Cluster-level min.insync.replicas cannot be removed while ELR is enabled.",
            );
        }
    }
    let long = |config: &AlterableConfig| {
        let value = config.value.as_deref().unwrap_or_default();
        value.encode_utf16().count() > MAX_VALUE
    };
    if change.configs.iter().any(long) {
        return invalid_config("The configuration value cannot be added because it exceeds the maximum value size of 32767 bytes.");
    }
    let refused = |refused: Exception| (KafkaError::InvalidConfig, refused.message);
    match resource.kind {
        ResourceType::Topic if resource.name.is_empty() => {
            return invalid_request("Default topic resources are not allowed.".to_owned());
        }
        ResourceType::Topic => {
            topic_name::validate(&resource.name)
                .map_err(|text| (KafkaError::InvalidTopicException, text))?;
            TopicConfig::read(&settings, broker.config()).map_err(refused)?;
            if !broker.topics().contains_key(&resource.name) {
                let text = ["The topic '", &resource.name, "' does not exist."];
                return Err((KafkaError::UnknownTopicOrPartition, text.concat()));
            }
        }
        ResourceType::Group if resource.name.is_empty() => {
            return invalid_request("Default group resources are not allowed.".to_owned());
        }
        ResourceType::Group => check_group(broker.config(), &settings).map_err(refused)?,
        _ => {}
    }
    Ok(settings)
}

/// Settings of groups that the broker keeps within limits of its own: the key
/// after `group.`, and whether there is a least, and a greatest value. Those
/// of the third kind count only where they are set.
const GROUP_LIMITS: &[(&str, &str, bool)] = &[
    ("consumer", "heartbeat.interval.ms", false),
    ("consumer", "session.timeout.ms", false),
    ("consumer", "assignment.interval.ms", true),
    ("share", "heartbeat.interval.ms", false),
    ("share", "session.timeout.ms", false),
    ("share", "record.lock.duration.ms", false),
    ("share", "delivery.count.limit", false),
    ("share", "partition.max.record.locks", false),
    ("share", "assignment.interval.ms", true),
    ("streams", "heartbeat.interval.ms", false),
    ("streams", "session.timeout.ms", false),
    ("streams", "num.standby.replicas", false),
    ("streams", "assignment.interval.ms", true),
];

/// Source: `GroupConfig.validate`.
fn check_group(config: &BrokerConfig, settings: &Settings) -> Result<(), Exception> {
    let refuse = |parts: &[&str]| {
        let text = parts.concat();
        Err(Exception::new("InvalidConfigurationException", text))
    };
    if let Some(key) = settings.keys().find(|key| GROUP.find(key).is_none()) {
        return refuse(&["Unknown group config name: ", key]);
    }
    GROUP.check(settings)?;
    let broker = |key: &str| config.number(key);
    // What the group does not set is the broker's.
    let group = |key: &str| {
        let own = settings.get(key).and_then(|text| text.trim().parse().ok());
        own.or_else(|| broker(&["group.", key].concat()))
    };
    for (kind, rest, only_set) in GROUP_LIMITS {
        let key = [*kind, ".", *rest].concat();
        let value: Option<i64> = group(&key);
        let Some(value) = value.filter(|_| !only_set || settings.contains_key(key.as_str())) else {
            continue;
        };
        let rest = rest.strip_prefix("num.").unwrap_or(rest);
        let least = ["group.", kind, ".min.", rest].concat();
        if broker(&least).is_some_and(|least| value < least) {
            return refuse(&[&key, " must be greater than or equal to ", &least]);
        }
        let most = ["group.", kind, ".max.", rest].concat();
        if broker(&most).is_some_and(|most| value > most) {
            return refuse(&[&key, " must be less than or equal to ", &most]);
        }
    }
    for kind in ["consumer", "share", "streams"] {
        let session = [kind, ".session.timeout.ms"].concat();
        let heartbeat = [kind, ".heartbeat.interval.ms"].concat();
        if group(&session) <= group(&heartbeat) {
            return refuse(&[&session, " must be greater than ", &heartbeat]);
        }
    }
    Ok(())
}
