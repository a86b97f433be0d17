//! Requests about the settings of topics, groups and the broker.

use super::{first_of, FirstError};
use crate::error::KafkaError;
use crate::name::Name;

/// What has settings.
/// Source: `ConfigResource.Type`, for the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i8)]
pub enum ResourceType {
    /// None of the others.
    Unknown = 0,
    /// A topic.
    Topic = 2,
    /// A broker; the one without a name stands for all of them.
    Broker = 4,
    /// A broker's logging.
    BrokerLogger = 8,
    /// A subscription to clients' metrics.
    ClientMetrics = 16,
    /// A group.
    Group = 32,
}

impl ResourceType {
    /// All types.
    pub const ALL: [ResourceType; 6] = [
        ResourceType::Unknown,
        ResourceType::Topic,
        ResourceType::Broker,
        ResourceType::BrokerLogger,
        ResourceType::ClientMetrics,
        ResourceType::Group,
    ];

    /// The type of a number in Kafka's protocol.
    pub fn of(id: i8) -> Self {
        let known = ResourceType::ALL.into_iter().find(|t| *t as i8 == id);
        known.unwrap_or(ResourceType::Unknown)
    }

    /// Kafka's name, such as `BROKER_LOGGER`.
    pub fn name(self) -> &'static str {
        match self {
            ResourceType::Unknown => "UNKNOWN",
            ResourceType::Topic => "TOPIC",
            ResourceType::Broker => "BROKER",
            ResourceType::BrokerLogger => "BROKER_LOGGER",
            ResourceType::ClientMetrics => "CLIENT_METRICS",
            ResourceType::Group => "GROUP",
        }
    }
}

/// Something that has settings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigResource {
    /// What it is.
    pub kind: ResourceType,
    /// Which one.
    pub name: Name,
}

/// Where a value comes from.
/// Source: `DescribeConfigsResponse.ConfigSource`, for the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i8)]
pub enum ConfigSource {
    /// The topic's own.
    DynamicTopicConfig = 1,
    /// This broker's, set while it runs.
    DynamicBrokerConfig = 2,
    /// All brokers', set while they run.
    DynamicDefaultBrokerConfig = 3,
    /// This broker's, set when it started.
    StaticBrokerConfig = 4,
    /// Kafka's default.
    DefaultConfig = 5,
    /// The group's own.
    DynamicGroupConfig = 8,
}

impl ConfigSource {
    /// Kafka's name, such as `STATIC_BROKER_CONFIG`.
    pub fn name(self) -> &'static str {
        match self {
            ConfigSource::DynamicTopicConfig => "DYNAMIC_TOPIC_CONFIG",
            ConfigSource::DynamicBrokerConfig => "DYNAMIC_BROKER_CONFIG",
            ConfigSource::DynamicDefaultBrokerConfig => "DYNAMIC_DEFAULT_BROKER_CONFIG",
            ConfigSource::StaticBrokerConfig => "STATIC_BROKER_CONFIG",
            ConfigSource::DefaultConfig => "DEFAULT_CONFIG",
            ConfigSource::DynamicGroupConfig => "DYNAMIC_GROUP_CONFIG",
        }
    }
}

/// A setting under the name that it has in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigSynonym {
    /// The name there.
    pub name: Name,
    /// The value there; none is null.
    pub value: Option<Name>,
    /// The place.
    pub source: ConfigSource,
}

/// A setting as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigEntry {
    /// Its key.
    pub name: Name,
    /// Its value; none is null, and what nobody is shown.
    pub value: Option<Name>,
    /// Where that comes from.
    pub source: ConfigSource,
    /// Whether it is set only when a broker starts.
    pub read_only: bool,
    /// Whether it is a password.
    pub is_sensitive: bool,
    /// Where else it has a value, the one that counts first.
    pub synonyms: Vec<ConfigSynonym>,
}

/// DescribeConfigs of one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeConfigsResource {
    /// Which.
    pub resource: ConfigResource,
    /// The settings of interest; none is all.
    pub keys: Option<Vec<Name>>,
}

/// DescribeConfigs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeConfigsRequest {
    /// Of what.
    pub resources: Vec<DescribeConfigsResource>,
    /// Whether to tell where else a setting has a value.
    pub include_synonyms: bool,
}

/// The settings of one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedConfigs {
    /// Whose.
    pub resource: ConfigResource,
    /// `NONE`, or why there is no answer.
    pub error: KafkaError,
    /// What the broker says beside the error.
    pub error_message: Option<String>,
    /// The settings, in the order of their definition.
    pub configs: Vec<ConfigEntry>,
}

/// Answer to DescribeConfigs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeConfigsResponse {
    /// In the order of the request.
    pub results: Vec<DescribedConfigs>,
}

impl FirstError for DescribeConfigsResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.results.iter().map(|r| r.error))
    }
}

/// What is done to a setting.
/// Source: `AlterConfigOp.OpType`, for the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i8)]
pub enum AlterOperation {
    /// It gets a value.
    Set = 0,
    /// It goes back to what it is without a value.
    Delete = 1,
    /// Values are added to a list.
    Append = 2,
    /// Values are taken from a list.
    Subtract = 3,
}

/// A setting to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterableConfig {
    /// Its key.
    pub name: Name,
    /// What to do.
    pub operation: AlterOperation,
    /// The value; none is null.
    pub value: Option<Name>,
}

/// Changes to one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterConfigsResource {
    /// To which.
    pub resource: ConfigResource,
    /// The changes.
    pub configs: Vec<AlterableConfig>,
}

/// IncrementalAlterConfigs; as AlterConfigs, what is not named is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterConfigsRequest {
    /// What to change.
    pub resources: Vec<AlterConfigsResource>,
    /// Whether it is only asked what would happen.
    pub validate_only: bool,
}

/// What became of one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlteredConfigs {
    /// Which.
    pub resource: ConfigResource,
    /// `NONE` if it was changed.
    pub error: KafkaError,
    /// What the broker says beside the error.
    pub error_message: Option<String>,
}

/// Answer to IncrementalAlterConfigs and AlterConfigs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterConfigsResponse {
    /// In the order of the request.
    pub responses: Vec<AlteredConfigs>,
}

impl FirstError for AlterConfigsResponse {
    fn first_error(&self) -> KafkaError {
        first_of(self.responses.iter().map(|r| r.error))
    }
}
