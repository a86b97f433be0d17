//! Settings described and altered while the broker runs.

use protocol::api::*;
use worlds::{record, tp, World};

fn resource(kind: ResourceType, name: &str) -> ConfigResource {
    ConfigResource {
        kind,
        name: name.into(),
    }
}

fn change(
    world: &mut World,
    of: &ConfigResource,
    changes: &[(&str, AlterOperation, Option<&str>)],
) -> String {
    let configs = changes
        .iter()
        .map(|(name, operation, value)| AlterableConfig {
            name: (*name).into(),
            operation: *operation,
            value: value.map(Into::into),
        });
    let request = AlterConfigsRequest {
        resources: vec![AlterConfigsResource {
            resource: of.clone(),
            configs: configs.collect(),
        }],
        validate_only: false,
    };
    match world.ask("peer", RequestBody::IncrementalAlterConfigs(request)) {
        Response::IncrementalAlterConfigs(body) => {
            let altered = &body.responses[0];
            let text = altered.error_message.as_deref().unwrap_or("null");
            [altered.error.name(), ": ", text].concat()
        }
        other => panic!("{other:?}"),
    }
}

fn set(world: &mut World, of: &ConfigResource, key: &str, value: &str) -> String {
    change(world, of, &[(key, AlterOperation::Set, Some(value))])
}

fn described(world: &mut World, of: &ConfigResource) -> Vec<ConfigEntry> {
    let request = DescribeConfigsRequest {
        resources: vec![DescribeConfigsResource {
            resource: of.clone(),
            keys: None,
        }],
        include_synonyms: true,
    };
    match world.ask("peer", RequestBody::DescribeConfigs(request)) {
        Response::DescribeConfigs(body) => body.results[0].configs.clone(),
        other => panic!("{other:?}"),
    }
}

/// What is not a default, as `key=value SOURCE`.
fn shown(world: &mut World, of: &ConfigResource) -> Vec<String> {
    let entries = described(world, of);
    let own = entries
        .iter()
        .filter(|e| e.source != ConfigSource::DefaultConfig);
    own.map(|e| {
        let value = e.value.as_deref().unwrap_or("null");
        [&e.name, "=", value, " ", e.source.name()].concat()
    })
    .collect()
}

fn orders() -> ConfigResource {
    resource(ResourceType::Topic, "orders")
}

const FRESH: [&str; 2] = [
    "min.insync.replicas=1 DYNAMIC_DEFAULT_BROKER_CONFIG",
    "segment.bytes=1073741824 STATIC_BROKER_CONFIG",
];

#[test]
fn a_fresh_topic_has_two_settings_that_are_not_defaults() {
    let mut world = World::new();
    world.topic("orders", 1);
    assert_eq!(shown(&mut world, &orders()), FRESH);
}

#[test]
fn settings_come_in_the_order_of_javas_map() {
    let mut world = World::new();
    world.topic("orders", 1);
    let entries = described(&mut world, &orders());
    let names: Vec<&str> = entries.iter().map(|e| e.name.as_str()).collect();
    // The order that the tool prints; settings without a name of the broker's
    // are left out there.
    let seen = "compression.type, min.insync.replicas, segment.jitter.ms, local.retention.ms, cleanup.policy, flush.ms, compression.lz4.level, segment.bytes, retention.ms, compression.gzip.level, flush.messages, compression.zstd.level, max.compaction.lag.ms, file.delete.delay.ms, max.message.bytes, min.compaction.lag.ms, message.timestamp.type, local.retention.bytes, preallocate, index.interval.bytes, min.cleanable.dirty.ratio, unclean.leader.election.enable, retention.bytes, delete.retention.ms, message.timestamp.after.max.ms, message.timestamp.before.max.ms, segment.ms, segment.index.bytes";
    let seen: Vec<&str> = seen.split(", ").collect();
    let known: Vec<&str> = names.into_iter().filter(|n| seen.contains(n)).collect();
    assert_eq!(known, seen);
}

#[test]
fn what_is_altered_counts_at_once() {
    let mut world = World::new();
    world.topic("orders", 1);
    world.producer("p", &[]);
    let long = || {
        let mut record = record("orders", Some(0), None);
        record.value = Some("x".repeat(300).as_str().into());
        record
    };
    assert!(world.try_send("p", vec![long()])[0].is_ok());
    let told = set(&mut world, &orders(), "max.message.bytes", "200");
    assert_eq!(told, "NONE: null");
    assert!(world.try_send("p", vec![long()])[0].is_err());
    let delete = [("max.message.bytes", AlterOperation::Delete, None)];
    assert_eq!(change(&mut world, &orders(), &delete), "NONE: null");
    assert!(world.try_send("p", vec![long()])[0].is_ok());
    assert_eq!(shown(&mut world, &orders()), FRESH);
}

#[test]
fn retention_that_is_altered_wakes_the_next_check() {
    for of in [orders(), resource(ResourceType::Broker, "")] {
        let mut world = World::with_broker(&[
            ("log.retention.check.interval.ms", "1000"),
            ("log.initial.task.delay.ms", "500"),
        ]);
        world.topic("orders", 1);
        world.fill("orders-0", 3);
        world.wait(5_000);
        let start = |world: &World| {
            let log = world.cluster.state().broker().log(&tp("orders", 0));
            log.expect("it is there").start()
        };
        assert_eq!(start(&world), 0);
        let key = match of.kind {
            ResourceType::Topic => "retention.ms",
            _ => "log.retention.ms",
        };
        assert_eq!(set(&mut world, &of, key, "100"), "NONE: null");
        world.wait(2_000);
        assert_eq!(start(&world), 3, "{key}");
    }
}

#[test]
fn a_value_is_looked_at_before_the_topic() {
    let mut world = World::new();
    let nowhere = resource(ResourceType::Topic, "nowhere");
    assert_eq!(
        set(&mut world, &nowhere, "retention.ms", "x"),
        "INVALID_CONFIG: Invalid value x for configuration retention.ms: Not a number of type LONG"
    );
    assert_eq!(
        set(&mut world, &nowhere, "retention.ms", "1"),
        "UNKNOWN_TOPIC_OR_PARTITION: The topic 'nowhere' does not exist."
    );
    assert_eq!(
        set(&mut world, &nowhere, "no.such", "1"),
        "INVALID_CONFIG: Unknown topic config name: no.such"
    );
    // Deleting what was never set is nothing, whatever its name.
    world.topic("orders", 1);
    let delete = [("no.such", AlterOperation::Delete, None)];
    assert_eq!(change(&mut world, &orders(), &delete), "NONE: null");
}

#[test]
fn lists_grow_and_shrink() {
    let mut world = World::new();
    world.topic("orders", 1);
    let append = [("cleanup.policy", AlterOperation::Append, Some("compact"))];
    assert_eq!(change(&mut world, &orders(), &append), "NONE: null");
    let policy = |world: &World| {
        let topics = world.cluster.state().broker().topics();
        let config = &topics.get("orders").expect("it is there").config;
        (config.delete, config.compact)
    };
    assert_eq!(policy(&world), (true, true));
    let subtract = [("cleanup.policy", AlterOperation::Subtract, Some("delete"))];
    assert_eq!(change(&mut world, &orders(), &subtract), "NONE: null");
    assert_eq!(policy(&world), (false, true));
    let wrong = [("retention.ms", AlterOperation::Append, Some("1"))];
    assert_eq!(
        change(&mut world, &orders(), &wrong),
        "INVALID_CONFIG: Can't APPEND to key retention.ms because its type is not LIST."
    );
}

#[test]
fn requests_that_make_no_sense_are_refused_before_anything_else() {
    let mut world = World::new();
    world.topic("orders", 1);
    let twice = [
        ("retention.ms", AlterOperation::Set, Some("1")),
        ("retention.ms", AlterOperation::Delete, None),
    ];
    assert_eq!(
        change(&mut world, &orders(), &twice),
        "INVALID_REQUEST: Error due to duplicate config keys"
    );
    let null = [("retention.ms", AlterOperation::Set, None)];
    assert_eq!(
        change(&mut world, &orders(), &null),
        "INVALID_REQUEST: Null value not supported for : retention.ms"
    );
    let unnamed = resource(ResourceType::Topic, "");
    assert_eq!(
        set(&mut world, &unnamed, "retention.ms", "1"),
        "INVALID_REQUEST: Default topic resources are not allowed."
    );
}

#[test]
fn topics_follow_the_brokers_settings() {
    let mut world = World::new();
    world.topic("orders", 1);
    let all = resource(ResourceType::Broker, "");
    assert_eq!(
        set(&mut world, &all, "log.retention.ms", "5000"),
        "NONE: null"
    );
    let topics = world.cluster.state().broker().topics();
    let orders_config = &topics.get("orders").expect("it is there").config;
    assert_eq!(orders_config.retention_ms, 5_000);
    assert!(shown(&mut world, &orders())
        .contains(&"retention.ms=5000 DYNAMIC_DEFAULT_BROKER_CONFIG".to_owned()));
    let one = resource(ResourceType::Broker, "1");
    assert_eq!(
        set(&mut world, &one, "log.retention.ms", "7000"),
        "NONE: null"
    );
    assert!(shown(&mut world, &orders())
        .contains(&"retention.ms=7000 DYNAMIC_BROKER_CONFIG".to_owned()));
}

#[test]
fn brokers_settings_are_refused_with_kafkas_words() {
    let mut world = World::new();
    let (one, all) = (
        resource(ResourceType::Broker, "1"),
        resource(ResourceType::Broker, ""),
    );
    for (of, key, value, text) in [
        (&one, "num.partitions", "5", "INVALID_REQUEST: Cannot update these configs dynamically: [num.partitions]"),
        (&one, "log.retention.ms", "x", "INVALID_REQUEST: Invalid value x for configuration log.retention.ms: Not a number of type LONG"),
        (&all, "listeners", "PLAINTEXT://:1", "INVALID_REQUEST: Cannot update these configs at default cluster level, broker id must be specified: [listeners]"),
        (&one, "min.insync.replicas", "1", "INVALID_CONFIG: Broker-level min.insync.replicas cannot be altered while ELR is enabled."),
        (&resource(ResourceType::Broker, "7"), "log.retention.ms", "1", "INVALID_REQUEST: Unexpected broker id, expected 1, but received 7"),
    ] {
        assert_eq!(set(&mut world, of, key, value), text);
    }
    let remove = [("min.insync.replicas", AlterOperation::Delete, None)];
    assert_eq!(
        change(&mut world, &all, &remove),
        "INVALID_CONFIG: Cluster-level min.insync.replicas cannot be removed while ELR is enabled."
    );
}

#[test]
fn groups_keep_to_the_brokers_limits() {
    let mut world = World::new();
    let group = resource(ResourceType::Group, "g");
    for (key, value, text) in [
        ("nonsense", "1", "INVALID_CONFIG: Unknown group config name: nonsense"),
        ("consumer.session.timeout.ms", "1", "INVALID_CONFIG: consumer.session.timeout.ms must be greater than or equal to group.consumer.min.session.timeout.ms"),
        ("share.delivery.count.limit", "99", "INVALID_CONFIG: share.delivery.count.limit must be less than or equal to group.share.max.delivery.count.limit"),
        ("share.auto.offset.reset", "sometime", "INVALID_CONFIG: Invalid value sometime for configuration share.auto.offset.reset: Invalid value `sometime` for configuration share.auto.offset.reset. The value must be either 'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'."),
        ("consumer.session.timeout.ms", "50000", "NONE: null"),
    ] {
        assert_eq!(set(&mut world, &group, key, value), text);
    }
    assert_eq!(
        shown(&mut world, &group),
        ["consumer.session.timeout.ms=50000 DYNAMIC_GROUP_CONFIG"]
    );
    let other = resource(ResourceType::Group, "other");
    assert!(shown(&mut world, &other).is_empty());
}
