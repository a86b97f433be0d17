//! Settings as Kafka reads them: which are refused, in what words, and which
//! of several is told first.

use broker::config::{BrokerConfig, TopicConfig};
use client::config::{AutoOffsetReset, ConsumerConfig, ProducerConfig};
use protocol::config::{duration, Decimal, ADMIN, BROKER, CONSUMER, GROUP, PRODUCER, TOPIC};
use protocol::exception::Exception;
use worlds::settings;
fn told(exception: &Exception) -> String {
    let cause = exception.cause.as_ref();
    let cause = cause.map_or(String::new(), |c| [" <- ", &told(c)].concat());
    [exception.class, ": ", &exception.message, &cause].concat()
}

fn consumer(pairs: &[(&str, &str)]) -> Result<ConsumerConfig, String> {
    ConsumerConfig::read(&settings(pairs)).map_err(|e| told(&e))
}

fn producer(pairs: &[(&str, &str)]) -> Result<ProducerConfig, String> {
    ProducerConfig::read(&settings(pairs)).map_err(|e| told(&e))
}

fn topic(pairs: &[(&str, &str)], broker: &[(&str, &str)]) -> Result<TopicConfig, String> {
    let broker = BrokerConfig::read(&settings(broker)).expect("the broker's are valid");
    TopicConfig::read(&settings(pairs), &broker).map_err(|e| told(&e))
}

#[test]
fn every_default_is_a_valid_value() {
    for def in [&PRODUCER, &CONSUMER, &ADMIN, &TOPIC, &GROUP, &BROKER] {
        for definition in def.definitions() {
            let Some(default) = definition.default else {
                continue;
            };
            let default = default.replace("class ", "");
            let kept = definition.parse(&default).map_err(|e| told(&e));
            assert_eq!(kept, Ok(default), "{}", definition.name);
        }
    }
}

#[test]
fn the_first_bad_setting_in_the_order_of_the_definitions_is_told() {
    let bad = [
        ("auto.offset.reset", "smallest"),
        ("max.poll.records", "0"),
        ("fetch.min.bytes", "-1"),
    ];
    assert_eq!(
        consumer(&bad),
        Err("ConfigException: Invalid value -1 for configuration fetch.min.bytes: Value must be at least 0".to_owned())
    );
    // A value that is no value comes before what excludes another, and that
    // before what the client finds while it is put together.
    let bad = [
        ("group.id", ""),
        ("group.remote.assignor", "uniform"),
        ("check.crcs", "perhaps"),
    ];
    assert_eq!(
        consumer(&bad),
        Err("ConfigException: Invalid value perhaps for configuration check.crcs: Expected value to be either true or false".to_owned())
    );
    assert_eq!(
        consumer(&bad[..2]),
        Err(
            "ConfigException: group.remote.assignor cannot be set when group.protocol=CLASSIC"
                .to_owned()
        )
    );
    assert_eq!(
        consumer(&bad[..1]),
        Err("KafkaException: Failed to construct kafka consumer <- InvalidGroupIdException: The configured group.id should not be an empty string or whitespace.".to_owned())
    );
    let bad = [
        ("delivery.timeout.ms", "1"),
        ("enable.idempotence", "true"),
        ("acks", "1"),
        ("retries", "0"),
    ];
    assert_eq!(
        producer(&bad),
        Err(
            "ConfigException: Must set retries to non-zero when using the idempotent producer."
                .to_owned()
        )
    );
}

#[test]
fn types_and_ranges_have_kafkas_texts() {
    for (key, value, text) in [
        ("session.timeout.ms", " 1 0", "Invalid value  1 0 for configuration session.timeout.ms: Not a number of type INT"),
        ("session.timeout.ms", "-2147483649", "Invalid value -2147483649 for configuration session.timeout.ms: Not a number of type INT"),
        ("metadata.max.age.ms", "9223372036854775808", "Invalid value 9223372036854775808 for configuration metadata.max.age.ms: Not a number of type LONG"),
        ("sasl.login.refresh.buffer.seconds", "32768", "Invalid value 32768 for configuration sasl.login.refresh.buffer.seconds: Not a number of type SHORT"),
        ("sasl.login.refresh.buffer.seconds", " +3601 ", "Invalid value 3601 for configuration sasl.login.refresh.buffer.seconds: Value must be no more than 3600"),
        ("sasl.login.refresh.window.factor", "2", "Invalid value 2.0 for configuration sasl.login.refresh.window.factor: Value must be no more than 1.0"),
        ("sasl.login.refresh.window.factor", "half", "Invalid value half for configuration sasl.login.refresh.window.factor: Not a number of type DOUBLE"),
        ("metrics.recording.level", "info", "Invalid value info for configuration metrics.recording.level: String must be one of: INFO, DEBUG, TRACE"),
        ("security.protocol", "plain", "Invalid value plain for configuration security.protocol: String must be one of (case insensitive): SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT"),
        ("key.deserializer", "Text", "Invalid value Text for configuration key.deserializer: Class Text could not be found."),
        ("bootstrap.servers", "", "Configuration 'bootstrap.servers' must not be empty. Valid values include: any non-empty value"),
        ("interceptor.classes", "a,,b", "Configuration 'interceptor.classes' values must not be empty."),
        ("group.instance.id", " ", "Invalid value  for configuration group.instance.id: String must be non-empty"),
    ] {
        let refused = consumer(&[("group.id", "g"), (key, value)]).expect_err(key);
        assert_eq!(refused, ["ConfigException: ", text].concat());
    }
    assert!(consumer(&[("group.id", "g"), ("check.crcs", " TRUE ")]).is_ok());
    assert!(consumer(&[("security.protocol", "plaintext")]).is_ok());
}

#[test]
fn without_a_group_nothing_is_said_of_its_timeouts() {
    let odd = [("heartbeat.interval.ms", "90000")];
    let config = consumer(&odd).expect("the coordinator's part is not made");
    assert!(!config.enable_auto_commit);
    assert!(consumer(&[odd[0], ("group.id", "g")]).is_err());
    assert!(
        consumer(&[("group.id", "g")])
            .expect("a group")
            .enable_auto_commit
    );
}

#[test]
fn the_consumer_protocol_is_refused_and_not_mistaken_for_the_classic_one() {
    let refused = |more: &[(&str, &str)]| {
        let all = [&[("group.id", "g"), ("group.protocol", "Consumer")], more].concat();
        consumer(&all).expect_err("it is not here yet")
    };
    assert_eq!(
        refused(&[("session.timeout.ms", "9"), ("heartbeat.interval.ms", "1")]),
        "ConfigException: heartbeat.interval.ms, session.timeout.ms cannot be set when group.protocol=CONSUMER"
    );
    assert!(refused(&[]).starts_with("UnsupportedOperationException: "));
}

#[test]
fn idempotence_is_on_unless_another_setting_forbids_it() {
    let on = |pairs: &[(&str, &str)]| producer(pairs).expect("allowed").enable_idempotence;
    assert!(on(&[]));
    assert!(!on(&[("acks", "1")]));
    assert!(!on(&[("retries", "0")]));
    assert!(!on(&[("enable.idempotence", "false")]));
    assert!(on(&[
        ("acks", "-1"),
        ("max.in.flight.requests.per.connection", "5")
    ]));
    assert!(producer(&[("max.in.flight.requests.per.connection", "6")]).is_err());
    // Even where it would be switched off anyway.
    assert!(producer(&[
        ("acks", "1"),
        ("max.in.flight.requests.per.connection", "6")
    ])
    .is_err());
}

#[test]
fn a_delivery_timeout_is_raised_by_default_and_refused_when_given() {
    let config = producer(&[("linger.ms", "100000")]).expect("only the default is too small");
    assert_eq!(config.delivery_timeout_ms, 130_000);
    assert!(producer(&[("linger.ms", "100000"), ("delivery.timeout.ms", "129999")]).is_err());
}

#[test]
fn durations_are_javas() {
    const SECOND: i128 = 1_000_000_000;
    for (text, seconds) in [
        ("PT0S", 0),
        ("P2D", 172_800),
        ("pt1h", 3_600),
        ("P1DT2H3M4S", 93_784),
        ("PT-1H", -3_600),
        ("-PT-1H", 3_600),
        ("P-1DT+1H", -82_800),
        ("PT1.S", 1),
    ] {
        assert_eq!(duration::parse(text), Some(seconds * SECOND), "{text}");
    }
    assert_eq!(duration::parse("PT-0.5S"), Some(-SECOND / 2));
    assert_eq!(duration::parse("PT1,000000001S"), Some(SECOND + 1));
    for text in [
        "",
        "P",
        "PT",
        "P1DT",
        "1h",
        "P1Y",
        "P1W",
        "PT1D",
        "P1H",
        "PT1.5H",
        "PT.5S",
        "PT1M1H",
        " PT1H",
        "PT1H ",
        "PT1.0000000001S",
        "P9223372036854775807D",
        "PTS",
    ] {
        assert_eq!(duration::parse(text), None, "{text}");
    }
    let reset = |text| consumer(&[("auto.offset.reset", text)]).map(|c| c.auto_offset_reset);
    assert_eq!(
        reset(" by_duration:PT0.0001S"),
        Ok(AutoOffsetReset::ByDuration(1))
    );
    assert!(reset("by_duration:PT-1S").is_err());
}

#[test]
fn decimals_are_read_and_written_as_java_does() {
    for (text, java) in [
        ("0.5", "0.5"),
        ("-0.10", "-0.1"),
        ("1", "1.0"),
        ("00.05", "0.05"),
        ("1e3", "1000.0"),
        ("12345678.5", "1.23456785E7"),
        ("0.0001", "1.0E-4"),
        (".5d", "0.5"),
        ("1234.25", "1234.25"),
        ("0", "0.0"),
    ] {
        let decimal = Decimal::parse(text).map(|d| d.to_string());
        assert_eq!(decimal.as_deref(), Some(java), "{text}");
    }
    for text in ["", ".", "half", "1,5", "0x10", "1e", "--1"] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
    assert_eq!(
        Decimal::parse("0.25").map(|d| d.scaled(9)),
        Some(250_000_000)
    );
}

#[test]
fn a_topic_falls_back_to_the_broker() {
    let broker = [
        ("log.retention.minutes", "3"),
        ("log.retention.hours", "1"),
        ("log.roll.hours", "2"),
        ("message.max.bytes", "1000"),
        ("log.cleanup.policy", "compact"),
    ];
    let config = topic(&[("max.message.bytes", "99")], &broker).expect("valid");
    assert_eq!(config.retention_ms, 180_000, "minutes come before hours");
    assert_eq!(config.segment_ms, 7_200_000);
    assert_eq!(config.max_message_bytes, 99);
    assert!(config.compact && !config.delete);
    assert_eq!(config.given.len(), 1);
    let config = topic(&[], &[("log.retention.hours", "-1")]).expect("valid");
    assert_eq!(config.retention_ms, -1);
}

#[test]
fn a_topics_settings_exclude_each_other() {
    let lag = [
        ("min.compaction.lag.ms", "2000"),
        ("max.compaction.lag.ms", "1000"),
    ];
    let text = "InvalidConfigurationException: conflict topic config setting min.compaction.lag.ms (2000) > max.compaction.lag.ms (1000)";
    assert_eq!(topic(&lag, &[]), Err(text.to_owned()));
    // What the broker sets counts, too.
    let broker = [("log.cleaner.max.compaction.lag.ms", "1000")];
    assert_eq!(topic(&lag[..1], &broker), Err(text.to_owned()));
    assert_eq!(
        topic(&[("retention", "1"), ("retention.ms", "x")], &[]),
        Err("InvalidConfigurationException: Unknown topic config name: retention".to_owned())
    );
    let replicas = "follower.replication.throttled.replicas";
    assert!(topic(&[(replicas, "0:1, 1:2")], &[]).is_ok());
    assert!(topic(&[(replicas, "*")], &[]).is_ok());
    assert_eq!(
        topic(&[(replicas, "0:1,x")], &[]),
        Err("ConfigException: Invalid value [0:1, x] for configuration follower.replication.throttled.replicas: follower.replication.throttled.replicas must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...".to_owned())
    );
}

#[test]
fn a_list_loses_its_repetitions() {
    let config = topic(&[("cleanup.policy", " delete , delete")], &[]).expect("valid");
    assert!(config.delete && !config.compact);
    let policy = TOPIC.find("cleanup.policy").expect("it is defined");
    assert_eq!(
        policy.parse(" delete , delete").ok().as_deref(),
        Some("delete")
    );
    let config = topic(&[("cleanup.policy", "")], &[]).expect("since 4.2");
    assert!(!config.compact && !config.delete);
    assert_eq!(
        topic(&[("cleanup.policy", ",")], &[]),
        Err("ConfigException: Configuration 'cleanup.policy' values must not be empty.".to_owned())
    );
    assert_eq!(
        topic(&[("cleanup.policy", "delete,keep")], &[]),
        Err("ConfigException: Invalid value keep for configuration cleanup.policy: String must be one of: compact, delete".to_owned())
    );
}

#[test]
fn tiny_segments_are_allowed_knowingly() {
    assert!(topic(&[("segment.bytes", "1048575")], &[]).is_err());
    let config = topic(&[("internal.segment.bytes", "10")], &[]).expect("as Kafka's tests do");
    assert_eq!(config.segment_bytes, 10);
}
