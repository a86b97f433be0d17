//! The setting that decides, with its value.

use super::narration::{Draft, Why};
use super::scene::Scene;
use crate::texts::narrator::Rule;
use crate::texts::{rule, Arg};
use crate::thing::Thing;
use client::config::{ConsumerConfig, ProducerConfig};
use cluster::Machine;
use protocol::topic_partition::TopicPartition;

/// The setting by which a sentence is so; none where nobody has it any more.
pub(super) fn why(scene: &Scene, draft: &Draft) -> Option<Why> {
    let (which, who, args) = draft.decides()?;
    let broker = scene.state.broker();
    let (of, value) = match which {
        Rule::InitialRebalanceDelay => {
            let delay = broker.config().initial_rebalance_delay_ms;
            (String::new(), delay.to_string())
        }
        Rule::RetentionCheck => {
            let interval = broker.config().retention_check_interval_ms;
            (String::new(), interval.to_string())
        }
        Rule::MaxMessageBytes => {
            let topic = &partition(args)?.topic;
            let most = broker.topic(topic)?.config.max_message_bytes;
            (Thing::Topic(topic.clone()).to_string(), most.to_string())
        }
        _ => {
            let name = match who {
                Some(name) => name,
                None => owner(scene, args)?,
            };
            let (_, machine) = scene.state.machine(name)?;
            let client = machine.client();
            let value = match (client.consumer(), client.producer()) {
                (Some(consumer), _) => of_consumer(which, machine, consumer.config())?,
                (_, Some(producer)) => of_producer(which, producer.config())?,
                _ => return None,
            };
            (Thing::Machine(name.clone()).to_string(), value)
        }
    };
    Some(Why {
        setting: which.setting(),
        of,
        value,
        rule: rule(which),
    })
}

/// The partition that a sentence names.
fn partition(args: &[Arg]) -> Option<&TopicPartition> {
    args.iter().find_map(|arg| match arg {
        Arg::Thing(_, Thing::Partition(partition)) => Some(partition),
        _ => None,
    })
}

/// A machine of the group that a sentence names.
fn owner<'a>(scene: &'a Scene, args: &[Arg]) -> Option<&'a protocol::name::Name> {
    let group = args.iter().find_map(|arg| match arg {
        Arg::Thing(_, Thing::Group(id)) => Some(id),
        _ => None,
    })?;
    let mut consumers = scene.view.consumers.iter();
    let found = consumers.find(|consumer| consumer.group == *group)?;
    Some(&found.machine.name)
}

fn of_consumer(rule: Rule, machine: &Machine, config: &ConsumerConfig) -> Option<String> {
    let number = match rule {
        Rule::SessionTimeout => config.session_timeout_ms,
        Rule::HeartbeatInterval => config.heartbeat_interval_ms,
        Rule::MaxPollInterval | Rule::RebalanceTimeout => config.max_poll_interval_ms,
        Rule::FetchMinBytes => config.fetch_min_bytes.into(),
        Rule::FetchMaxWait => config.fetch_max_wait_ms,
        Rule::DefaultApiTimeout => config.default_api_timeout_ms,
        Rule::RequestTimeout => config.request_timeout_ms,
        Rule::GroupInstanceId => return Some(config.group_instance_id.as_ref()?.to_string()),
        Rule::AutoOffsetReset => return Some(policy(machine).to_owned()),
        Rule::AutoCommit => return Some(config.enable_auto_commit.to_string()),
        Rule::Assignor => {
            let mut names = Vec::new();
            for assignor in &config.assignors {
                names.push(assignor.name());
            }
            return Some(names.join(", "));
        }
        _ => return None,
    };
    Some(number.to_string())
}

fn of_producer(rule: Rule, config: &ProducerConfig) -> Option<String> {
    let number = match rule {
        Rule::Linger => config.linger_ms,
        Rule::BatchSize => config.batch_size as i64,
        Rule::DeliveryTimeout => config.delivery_timeout_ms,
        Rule::MaxBlock => config.max_block_ms,
        _ => return None,
    };
    Some(number.to_string())
}

/// `auto.offset.reset` of a machine's consumer.
pub(super) fn policy(machine: &Machine) -> &str {
    let given = machine.settings().get("auto.offset.reset");
    given.map_or("latest", |given| given.trim())
}
