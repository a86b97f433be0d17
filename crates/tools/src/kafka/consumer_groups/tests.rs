//! What is said before the cluster is asked anything, as Kafka 4.3.1 said it
//! when it was asked.

use crate::process::{Stream, Text, ToolEvent, ToolStep};
use crate::{launch, Environment, Files};

/// A line, its exit status, and what it prints, up to the table of options.
/// Where Kafka lists a set, any order would be right.
const REFUSED: &[(&str, &[&str], i32, &str, &str)] = &[
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--reset-offsets", "--group", "qg", "--to-offset", "abc", "--topic", "qa", "--execute"], 0, "\nError: Executing consumer group command failed due to Cannot parse argument 'abc' of option to-offset\n", "joptsimple.OptionArgumentConversionException: Cannot parse argument 'abc' of option to-offset\nCaused by: joptsimple.internal.ReflectionException: java.lang.NumberFormatException: For input string: \"abc\"\nCaused by: java.lang.NumberFormatException: For input string: \"abc\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--timeout", "abc"], 0, "\nError: Executing consumer group command failed due to Cannot parse argument 'abc' of option timeout\n", "joptsimple.OptionArgumentConversionException: Cannot parse argument 'abc' of option timeout\nCaused by: joptsimple.internal.ReflectionException: java.lang.NumberFormatException: For input string: \"abc\"\nCaused by: java.lang.NumberFormatException: For input string: \"abc\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--timeout", "5000", "--timeout", "6000"], 0, "\nError: Executing consumer group command failed due to Found multiple arguments for option timeout, but you asked for only one\n", "joptsimple.MultipleArgumentsForOptionException: Found multiple arguments for option timeout, but you asked for only one\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--command-config", "nofile"], 0, "\nError: Executing consumer group command failed due to java.nio.file.NoSuchFileException: nofile\n", "java.lang.RuntimeException: java.nio.file.NoSuchFileException: nofile\nCaused by: java.nio.file.NoSuchFileException: nofile\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--command-config", "bad.properties"], 0, "\nError: Executing consumer group command failed due to Invalid value abc for configuration request.timeout.ms: Not a number of type INT\n", "org.apache.kafka.common.config.ConfigException: Invalid value abc for configuration request.timeout.ms: Not a number of type INT\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--bogus"], 1, "", "Exception in thread \"main\" joptsimple.UnrecognizedOptionException: bogus is not a recognized option\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "-x"], 1, "", "Exception in thread \"main\" joptsimple.UnrecognizedOptionException: x is not a recognized option\n"),
    ("kafka-consumer-groups.sh", &["--list"], 1, "", "Missing required argument \"[bootstrap-server]\"\n"),
    ("kafka-consumer-groups.sh", &[], 1, "", "This tool helps to list all consumer groups, describe a consumer group, delete consumer group info, or reset consumer group offsets.\n"),
    ("kafka-consumer-groups.sh", &["--version"], 0, "4.3.1\n", ""),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--describe", "--group", "qg"], 1, "", "Option \"[group]\" can't be used with option \"[list]\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092"], 1, "", "Command must include exactly one action: --list, --describe, --delete, --reset-offsets, --delete-offsets, --validate-regex\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--describe"], 1, "", "Option [describe] takes one of these options: [group], [all-groups]\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--describe", "--group", "qg", "--members", "--state"], 1, "", "Option [describe] takes at most one of these options: [members], [offsets], [state]\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--describe", "--group", "qg", "--state", "Stable"], 1, "", "Option [describe] does not take a value for [state]\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--members", "--verbose", "--offsets"], 1, "", "Exception in thread \"main\" joptsimple.UnavailableOptionException: Option(s) [members, offsets, verbose] are unavailable given other options on the command line\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--type", "--describe", "--group", "g"], 1, "", "Option \"[group]\" can't be used with option \"[list]\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--delete", "--state"], 1, "", "Exception in thread \"main\" joptsimple.UnavailableOptionException: Option(s) [state] are unavailable given other options on the command line\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--delete"], 1, "", "Option [delete] takes one of these options: [group], [all-groups]\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--delete-offsets", "--group", "qg"], 1, "", "Option [delete-offsets] takes the following options: [group], [topic]\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--reset-offsets", "--to-earliest", "--topic", "qa", "--execute"], 1, "", "Option [reset-offsets] takes one of these options: [group], [all-groups]\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--group", "qg"], 1, "", "Option \"[group]\" can't be used with option \"[list]\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--topic", "qa"], 1, "", "Option \"[topic]\" can't be used with option \"[list]\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--describe", "--group", "qg", "--all-groups"], 1, "", "Option \"[group]\" can't be used with option \"[all-groups]\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--describe", "--group", "qg", "--topic", "qa"], 1, "", "Option \"[topic]\" can't be used with option \"[describe]\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--type", "foo"], 1, "", "Invalid types list 'foo'. Valid types are: Consumer, Classic\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--type", "share"], 1, "", "Invalid types list 'share'. Valid types are: Consumer, Classic\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--describe", "--group"], 1, "", "Exception in thread \"main\" joptsimple.OptionMissingRequiredArgumentException: Option group requires an argument\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--reset-offsets", "--group", "qg", "--by-duration", "PT1H", "--by-duration", "PT2H", "--topic", "qa", "--dry-run"], 0, "\nError: Executing consumer group command failed due to Found multiple arguments for option by-duration, but you asked for only one\n", "joptsimple.MultipleArgumentsForOptionException: Found multiple arguments for option by-duration, but you asked for only one\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--reset-offsets", "--group", "qg", "--shift-by", "x", "--topic", "qa", "--dry-run"], 0, "\nError: Executing consumer group command failed due to Cannot parse argument 'x' of option shift-by\n", "joptsimple.OptionArgumentConversionException: Cannot parse argument 'x' of option shift-by\nCaused by: joptsimple.internal.ReflectionException: java.lang.NumberFormatException: For input string: \"x\"\nCaused by: java.lang.NumberFormatException: For input string: \"x\"\n"),
    ("kafka-consumer-groups.sh", &["--validate-regex", "a.*"], 0, "The regular expression `a.*` is valid.\n", ""),
    ("kafka-consumer-groups.sh", &["--validate-regex", "["], 0, "The regular expression `[` is invalid: missing closing ].\n", ""),
    ("kafka-consumer-groups.sh", &["--validate-regex", "a", "--validate-regex", "b"], 1, "", "Found multiple arguments for option validate-regex, but you asked for only one\n"),
    ("kafka-consumer-groups.sh", &["--validate-regex", "a", "--list"], 1, "", "Command must include exactly one action: --list, --describe, --delete, --reset-offsets, --delete-offsets, --validate-regex\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--delete-offsets", "--group", "qg", "--topic", "qa:"], 1, "", "Invalid topic arg 'qa:', expected topic name and partitions\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--delete-offsets", "--all-groups", "--group", "qg", "--topic", "qa"], 1, "", "Option \"[group]\" can't be used with option \"[all-groups]\"\n"),
    ("kafka-groups.sh", &[], 1, "", "Missing required option(s) [bootstrap-server]\n"),
    ("kafka-groups.sh", &["--list"], 1, "", "Missing required option(s) [bootstrap-server]\n"),
    ("kafka-groups.sh", &["--version"], 0, "4.3.1\n", ""),
    ("kafka-groups.sh", &["--bootstrap-server", "localhost:9092"], 1, "", "Command must include exactly one action: --list.\n"),
    ("kafka-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--bogus"], 1, "", "bogus is not a recognized option\n"),
    ("kafka-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--group-type", "classic", "--group-type", "consumer"], 1, "", "Found multiple arguments for option group-type, but you asked for only one\njoptsimple.MultipleArgumentsForOptionException: Found multiple arguments for option group-type, but you asked for only one\n\n"),
    ("kafka-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--command-config", "nofile"], 1, "", "nofile\njava.nio.file.NoSuchFileException: nofile\n\n"),
    ("kafka-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--command-config", "bad.properties"], 1, "Error while executing groups command : Invalid value abc for configuration request.timeout.ms: Not a number of type INT\n", ""),
    ("kafka-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--group-type"], 1, "", "Option group-type requires an argument\n"),
    ("kafka-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--streams", "--protocol", "x"], 1, "", "Option \"[streams]\" can't be used with option \"[protocol]\"\n"),
    ("kafka-consumer-groups.sh", &["--bootstrap-server", "localhost:9092", "--list", "--bootstrap-server", "localhost:9092"], 0, "\nError: Executing consumer group command failed due to Found multiple arguments for option bootstrap-server, but you asked for only one\n", "joptsimple.MultipleArgumentsForOptionException: Found multiple arguments for option bootstrap-server, but you asked for only one\n"),
    ("kafka-consumer-groups.sh", &["--list", "--bootstrap-server", "nohost"], 0, "\nError: Executing consumer group command failed due to Failed to create new KafkaAdminClient\n", "org.apache.kafka.common.KafkaException: Failed to create new KafkaAdminClient\nCaused by: org.apache.kafka.common.config.ConfigException: Invalid url in bootstrap.servers: nohost\n"),
    ("kafka-consumer-groups.sh", &["--list", "--bootstrap-server", "nohost:x"], 0, "\nError: Executing consumer group command failed due to Failed to create new KafkaAdminClient\n", "org.apache.kafka.common.KafkaException: Failed to create new KafkaAdminClient\nCaused by: org.apache.kafka.common.config.ConfigException: Invalid url in bootstrap.servers: nohost:x\n"),
    ("kafka-consumer-groups.sh", &["--list", "--bootstrap-server", ""], 0, "\nError: Executing consumer group command failed due to Failed to create new KafkaAdminClient\n", "org.apache.kafka.common.KafkaException: Failed to create new KafkaAdminClient\nCaused by: org.apache.kafka.common.config.ConfigException: You must set either bootstrap.servers or bootstrap.controllers\n"),
    ("kafka-groups.sh", &["--list", "--bootstrap-server", "nohost"], 1, "Error while executing groups command : Failed to create new KafkaAdminClient\n", ""),
];

/// Runs a tool that asks the cluster nothing: exit status, output, errors.
fn run(tool: &str, args: &[&str]) -> (i32, String, String) {
    let argv: Vec<Text> = [tool]
        .iter()
        .chain(args)
        .map(|word| Text::from(*word))
        .collect();
    let mut files = Files::default();
    files.insert("bad.properties".into(), "request.timeout.ms=abc\n".into());
    let environment = Environment {
        files: &files,
        at: 0,
        draw: 0,
        interactive: false,
    };
    let mut process = launch(&argv, &environment).expect("a tool").process;
    let (mut out, mut err) = (String::new(), String::new());
    while process.exit().is_none() {
        match process.step(0) {
            Some(ToolStep::Did(event)) => {
                match &event {
                    ToolEvent::Printed(Stream::Out, text) => out.push_str(text),
                    ToolEvent::Printed(Stream::Err, text) => err.push_str(text),
                    _ => {}
                }
                process.apply(0, &event);
            }
            other => panic!("{tool} {args:?} goes on: {other:?}"),
        }
    }
    (process.exit().unwrap_or_default(), out, err)
}

#[test]
fn lines_are_refused_as_kafka_refuses_them() {
    for (tool, args, status, out, err) in REFUSED {
        let (exit, printed, errors) = run(tool, args);
        let errors = errors.split("Option  ").next().unwrap_or_default();
        assert_eq!((printed.as_str(), errors), (*out, *err), "{tool} {args:?}");
        assert_eq!(exit, *status, "{tool} {args:?}");
    }
}

#[test]
fn the_options_are_shown_in_our_own_words() {
    for tool in ["kafka-consumer-groups", "kafka-groups"] {
        let (exit, out, err) = run(tool, &["--help"]);
        assert_eq!((exit, out.as_str()), (1, ""));
        assert!(err.contains("\n--bootstrap-server <String: server to connect to>"));
        assert!(!err.contains("REQUIRED"), "Kafka's words: {err}");
    }
}
