//! `kafka-transactions`: `list` and `describe`.
//!
//! Source: `org.apache.kafka.tools.TransactionsCommand`.

mod arguments;

use super::client_settings;
use super::{Runs, Tool};
use crate::options::{Meaning, OptionSpec, Value, HELP, VERSION};
use crate::process::{ExitStatus, Text};
use crate::script::{Io, Pause};
use crate::throwable::{Stop, Throwable};
use arguments::{similar, Argument, Parsed, Parser, Refused, Takes};
use client::call::AdminCall;
use client::consumer::Pattern;
use client::outcome::Outcome;
use protocol::api::{DescribedTransaction, ListTransactionsRequest};
use protocol::config::Settings;
use protocol::error::KafkaError;
use protocol::name::Name;

const ABOUT: &str = "Shows which transactions there are, and how they are.";

const NOT_HERE: Meaning = Meaning::Refused("there are no transactions to end yet");

/// The tool.
pub(super) static TOOL: Tool = Tool {
    name: "kafka-transactions",
    about: ABOUT,
    options: OPTIONS,
    examples: &[
        "kafka-transactions --bootstrap-server localhost:9092 list",
        "kafka-transactions --bootstrap-server localhost:9092 describe --transactional-id orders-1",
    ],
    runs: Runs::Script(main),
};

const OPTIONS: &[OptionSpec] = &[
    OptionSpec::new(
        "bootstrap-server",
        Value::Required("host:port"),
        "Where the cluster is. Every address is this one.",
    ),
    OptionSpec::new(
        "command-config",
        Value::Required("FILE"),
        "A file with settings of the admin client.",
    ),
    OptionSpec::new(
        "duration-filter",
        Value::Required("DURATION_FILTER"),
        "Of list: only transactions that have been open for longer, in milliseconds.",
    ),
    HELP,
    OptionSpec::new(
        "start-offset",
        Value::Required("START_OFFSET"),
        "Of abort: where the transaction begins.",
    )
    .meaning(NOT_HERE),
    OptionSpec::new(
        "transactional-id",
        Value::Required("TRANSACTIONAL_ID"),
        "Of describe: which one.",
    ),
    OptionSpec::new(
        "transactional-id-pattern",
        Value::Required("TRANSACTIONAL_ID_PATTERN"),
        "Of list: only those whose id matches this regular expression.",
    ),
    VERSION,
];

const fn text(flags: &'static [&'static str], required: bool) -> Argument {
    Argument {
        flags,
        takes: Takes::Text,
        required,
    }
}

const HELP_FLAG: Argument = Argument {
    flags: &["-h", "--help"],
    takes: Takes::Nothing,
    required: false,
};

const BEFORE: Parser = Parser {
    usage: "usage: kafka-transactions.sh [-h] [-v] [--command-config FILE]\n                             --bootstrap-server host:port COMMAND ...\n",
    arguments: &[
        HELP_FLAG,
        Argument {
            flags: &["-v", "--version"],
            ..HELP_FLAG
        },
        text(&["--command-config"], false),
        text(&["--bootstrap-server"], true),
    ],
};

/// The commands in Kafka's order, those with a parser work here.
const COMMANDS: [(&str, Option<Parser>); 6] = [
    ("list", Some(LIST)),
    ("describe", Some(DESCRIBE)),
    ("describe-producers", None),
    ("abort", None),
    ("find-hanging", None),
    ("forceTerminateTransaction", None),
];

const LIST: Parser = Parser {
    usage: "usage: kafka-transactions.sh --bootstrap-server host:port list [-h]\n                             [--duration-filter DURATION_FILTER]\n                             [--transactional-id-pattern TRANSACTIONAL_ID_PATTERN]\n",
    arguments: &[
        HELP_FLAG,
        Argument {
            flags: &["--duration-filter"],
            takes: Takes::Long,
            required: false,
        },
        text(&["--transactional-id-pattern"], false),
    ],
};

const DESCRIBE: Parser = Parser {
    usage: "usage: kafka-transactions.sh --bootstrap-server host:port describe [-h]\n                             --transactional-id TRANSACTIONAL_ID\n",
    arguments: &[HELP_FLAG, text(&["--transactional-id"], true)],
};

fn main(io: &mut Io<'_>) -> Result<ExitStatus, Pause> {
    let ended = execute(io);
    Stop::settled(ended, |throwable| throwable.uncaught(io))
}

type Options = Vec<(&'static str, Text)>;

fn value<'a>(options: &'a Options, flag: &str) -> Option<&'a Text> {
    let mut options = options.iter();
    options
        .find(|(name, _)| *name == flag)
        .map(|(_, value)| value)
}

fn exit<T>(status: ExitStatus) -> Result<T, Stop> {
    Err(Stop::Exited(status))
}

/// What is printed where arguments are refused, or one of them asks for
/// something.
fn options(io: &mut Io<'_>, parsed: Result<Parsed, Refused>) -> Result<(Options, usize), Stop> {
    match parsed {
        Ok(Parsed::Options(options, words)) => Ok((options, words)),
        Ok(Parsed::Asked("--version")) => {
            io.println("4.3.1 (Commit:26b251a451ce941d)");
            exit(0)
        }
        Ok(Parsed::Asked(_)) => {
            // Unlike the other tools' it is no error, but the status is one.
            io.println(ABOUT);
            io.println(&crate::options::table(OPTIONS));
            exit(1)
        }
        Err(Refused(text)) => {
            io.eprint(&text);
            exit(1)
        }
    }
}

fn execute(io: &mut Io<'_>) -> Result<(), Stop> {
    let args = io.args();
    let (before, words) = options(io, BEFORE.parse(args))?;
    let Some(command) = args.get(words) else {
        return refuse(io, BEFORE.refused("too few arguments"));
    };
    let begun = COMMANDS
        .iter()
        .filter(|(name, _)| name.starts_with(&**command));
    let begun: Vec<&(&str, Option<Parser>)> = begun.collect();
    let exact = begun.iter().find(|(name, _)| *name == &**command);
    let found = exact
        .or(begun.first().filter(|_| begun.len() == 1))
        .copied();
    let Some((name, parser)) = found else {
        return refuse(io, unknown_command(command, &begun));
    };
    let Some(parser) = parser else {
        let text = [
            "kafka-transactions.sh: ",
            name,
            " is not here: there are no transactions to end yet.",
        ];
        io.eprintln(&text.concat());
        return exit(1);
    };
    let rest = &args[words + 1..];
    let (given, words) = options(io, parser.parse(rest))?;
    if words < rest.len() {
        let none = std::iter::empty();
        let rest = rest[words..].join(" ");
        return refuse(io, parser.unrecognized(&rest, none));
    }
    // What is missing is said last, also of what stands before the command.
    for (parser, given) in [(&BEFORE, &before), (parser, &given)] {
        if let Err(refused) = parser.check_required(given) {
            return refuse(io, refused);
        }
    }
    connect(io, &before)?;
    match *name {
        "list" => list(io, &given),
        _ => describe(io, &given),
    }
}

fn refuse<T>(io: &mut Io<'_>, Refused(text): Refused) -> Result<T, Stop> {
    io.eprint(&text);
    exit(1)
}

fn unknown_command(command: &str, begun: &[&(&str, Option<Parser>)]) -> Refused {
    let names = COMMANDS.iter().map(|(name, _)| *name);
    if begun.len() > 1 {
        let begun: Vec<&str> = begun.iter().map(|(name, _)| *name).collect();
        let text = [
            "ambiguous command: ",
            command,
            " could match ",
            &begun.join(", "),
        ];
        return BEFORE.refused(&text.concat());
    }
    let choices: Vec<String> = names
        .clone()
        .map(|name| ["'", name, "'"].concat())
        .collect();
    let text = [
        "invalid choice: '",
        command,
        "' (choose from ",
        &choices.join(", "),
        ")",
    ];
    let mut refused = BEFORE.refused(&text.concat());
    refused.0 += &similar(command, names);
    refused
}

/// Makes the admin client, as far as that can fail.
fn connect(io: &mut Io<'_>, before: &Options) -> Result<(), Stop> {
    let mut settings = Settings::new();
    if let Some(file) = value(before, "--command-config") {
        settings = match client_settings::load(io.files(), file) {
            Ok(settings) => settings,
            Err(throwable) => {
                return fail(
                    io,
                    "Failed to load admin client properties",
                    throwable.text(),
                );
            }
        };
    }
    if let Some(server) = value(before, "--bootstrap-server") {
        settings.insert("bootstrap.servers".into(), Name::from(&**server));
    }
    client_settings::check(&settings)?;
    Ok(())
}

/// Source: `TransactionsCommand.printErrorAndExit`.
fn fail<T>(io: &mut Io<'_>, what: &str, why: &str) -> Result<T, Stop> {
    let text = [
        what,
        ": ",
        why,
        ". Enable debug logging for additional detail.",
    ];
    io.eprintln(&text.concat());
    exit(1)
}

fn list(io: &mut Io<'_>, given: &Options) -> Result<(), Stop> {
    let duration = value(given, "--duration-filter");
    let pattern = value(given, "--transactional-id-pattern");
    let outcome = io.admin(AdminCall::ListTransactions(ListTransactionsRequest {
        duration_filter: duration.and_then(|text| text.parse().ok()).unwrap_or(-1),
        transactional_id_pattern: pattern.map(|pattern| Name::from(&**pattern)),
    }))?;
    // No broker can look for what is no pattern.
    let is_pattern = pattern.is_none_or(|pattern| Pattern::compile(pattern).is_ok());
    let transactions = match &*outcome {
        Outcome::Transactions(transactions) if is_pattern => transactions,
        _ => {
            let why =
                "ListTransactions request sent to broker 1 failed with an unexpected exception";
            return fail(io, "Failed to list transactions", why);
        }
    };
    let rows = transactions.iter().map(|transaction| {
        vec![
            transaction.transactional_id.to_string(),
            "1".to_owned(),
            transaction.producer_id.to_string(),
            transaction.state.to_owned(),
        ]
    });
    let header = [
        "TransactionalId",
        "Coordinator",
        "ProducerId",
        "TransactionState",
    ];
    table(io, &header, &rows.collect::<Vec<_>>());
    Ok(())
}

fn describe(io: &mut Io<'_>, given: &Options) -> Result<(), Stop> {
    let id = value(given, "--transactional-id").map_or("", |id| id);
    let outcome = io.admin(AdminCall::DescribeTransactions(vec![Name::from(id)]))?;
    let found = match &*outcome {
        Outcome::DescribedTransactions(found) => found.first().ok_or(String::new()),
        other => Err(Throwable::from(other).text().to_owned()),
    };
    let found = found.and_then(|found| match found.error.is_none() {
        true => Ok(found),
        false => Err(why(found)),
    });
    match found {
        Ok(found) => {
            print(io, found);
            Ok(())
        }
        Err(why) => {
            let what = [
                "Failed to describe transaction state of transactional-id `",
                id,
                "`",
            ];
            fail(io, &what.concat(), &why)
        }
    }
}

/// Source: `DescribeTransactionsHandler.handleError`.
fn why(transaction: &DescribedTransaction) -> String {
    let what = match transaction.error {
        KafkaError::TransactionalIdNotFound => "failed because the ID could not be found",
        _ => "failed due to unexpected error",
    };
    [
        "DescribeTransactions request for transactionalId `",
        &transaction.transactional_id,
        "` ",
        what,
    ]
    .concat()
}

fn print(io: &mut Io<'_>, transaction: &DescribedTransaction) {
    let began = transaction.start_time_ms;
    let since = |ms: i64| match began >= 0 {
        true => ms.to_string(),
        false => "None".to_owned(),
    };
    let partitions = transaction.partitions.iter().map(ToString::to_string);
    let row = vec![
        "1".to_owned(),
        transaction.transactional_id.to_string(),
        transaction.producer_id.to_string(),
        transaction.producer_epoch.to_string(),
        transaction.state.to_owned(),
        transaction.timeout_ms.to_string(),
        since(began),
        since(io.now() - began),
        partitions.collect::<Vec<_>>().join(","),
    ];
    let header = [
        "CoordinatorId",
        "TransactionalId",
        "ProducerId",
        "ProducerEpoch",
        "TransactionState",
        "TransactionTimeoutMs",
        "CurrentTransactionStartTimeMs",
        "TransactionDurationMs",
        "TopicPartitions",
    ];
    table(io, &header, &[row]);
}

/// Columns as wide as their longest text, a tab after each.
/// Source: `ToolsUtils.prettyPrintTable`.
fn table(io: &mut Io<'_>, header: &[&str], rows: &[Vec<String>]) {
    let header: Vec<String> = header.iter().map(ToString::to_string).collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&header]).map(|row| &row[column]);
        cells.map(|cell| cell.encode_utf16().count()).max()
    };
    let widths: Vec<usize> = (0..header.len()).map(|c| width(c).unwrap_or(0)).collect();
    for row in [&header].into_iter().chain(rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            super::columns::put(&mut line, cell, *width);
            line.push('\t');
        }
        io.println(&line);
    }
}
