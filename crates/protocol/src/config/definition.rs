//! What Kafka says about a setting: its type, default and valid values.

use super::valid;
use super::Settings;
use crate::exception::Exception;

/// The type of a setting's value.
/// Source: `ConfigDef.Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigType {
    /// `true` or `false`, in any case of letters.
    Boolean,
    /// Text, without white space around it.
    String,
    /// A whole number of 32 bits.
    Int,
    /// A whole number of 16 bits.
    Short,
    /// A whole number of 64 bits.
    Long,
    /// A decimal number.
    Double,
    /// Values with commas between them.
    List,
    /// The name of a Java class.
    Class,
    /// Text that nobody is shown.
    Password,
}

/// The types with Kafka's names for them.
const TYPES: [(ConfigType, &str); 9] = [
    (ConfigType::Boolean, "BOOLEAN"),
    (ConfigType::String, "STRING"),
    (ConfigType::Int, "INT"),
    (ConfigType::Short, "SHORT"),
    (ConfigType::Long, "LONG"),
    (ConfigType::Double, "DOUBLE"),
    (ConfigType::List, "LIST"),
    (ConfigType::Class, "CLASS"),
    (ConfigType::Password, "PASSWORD"),
];

impl ConfigType {
    /// Kafka's name of the type, such as `INT`.
    pub fn name(self) -> &'static str {
        TYPES[self as usize].1
    }

    fn by_name(name: &str) -> Self {
        let row = TYPES.iter().find(|row| row.1 == name);
        row.expect("the tables name Kafka's types").0
    }
}

/// One setting as Kafka defines it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its key.
    pub name: &'static str,
    /// The type of its value.
    pub kind: ConfigType,
    /// `HIGH`, `MEDIUM` or `LOW`.
    pub importance: &'static str,
    /// The default as text, the values of a list with commas between them;
    /// none is Java's null, or a setting without which Kafka's client does not
    /// start (see [`Definition::required`]).
    pub default: Option<&'static str>,
    /// Whether Kafka's client does not start without it. The playground's
    /// clients need none of these: they have no address and no serialiser.
    pub required: bool,
    rule: &'static str,
}

impl Definition {
    /// The valid values in Kafka's words, such as `[0,...]`; none where any
    /// value of the type is valid.
    pub fn valid(&self) -> Option<&'static str> {
        match self.rule {
            "" => None,
            rule => Some(match rule.trim_start_matches(['!', '?']) {
                valid::ANY => "",
                words => words,
            }),
        }
    }

    /// The value of this setting as Kafka keeps it: without white space, a
    /// list without repetitions, a number in Java's words.
    ///
    /// # Errors
    /// Kafka's `ConfigException` for a text that is no value of the type, or a
    /// value that is not valid.
    pub fn parse(&self, text: &str) -> Result<String, Exception> {
        let value = valid::parse(self.name, self.kind, text)?;
        valid::ensure(self.name, self.kind, self.rule, value)
    }

    /// Reads a line of a table: name, type, first letter of the importance,
    /// default, and rule, with bars between them.
    fn read(line: &'static str) -> Self {
        let mut fields = line.split('|');
        let mut next = || fields.next().unwrap_or_default();
        let (name, kind) = (next(), ConfigType::by_name(next()));
        let importance = match next() {
            "H" => "HIGH",
            "M" => "MEDIUM",
            _ => "LOW",
        };
        let default = next();
        Definition {
            name,
            kind,
            importance,
            required: default == "<required>",
            default: (default != "null" && default != "<required>").then_some(default),
            rule: next(),
        }
    }
}

/// The settings of one kind of client, of a topic, a group or the broker, in
/// the order in which Kafka defines and checks them.
#[derive(Clone, Copy, Debug)]
pub struct ConfigDef(&'static str);

/// Settings for connections that are kept secret, the same in all clients.
const SECURITY: &str = include_str!("tables/security.txt");

/// Settings of brokers that can be changed while they run, with an `@` before
/// those that each broker has for itself.
const DYNAMIC: &str = include_str!("tables/dynamic.txt");

/// `ProducerConfig` of Kafka 4.3.
pub static PRODUCER: ConfigDef = ConfigDef(include_str!("tables/producer.txt"));
/// `ConsumerConfig` of Kafka 4.3.
pub static CONSUMER: ConfigDef = ConfigDef(include_str!("tables/consumer.txt"));
/// `AdminClientConfig` of Kafka 4.3.
pub static ADMIN: ConfigDef = ConfigDef(include_str!("tables/admin.txt"));
/// `LogConfig` of Kafka 4.3: the settings of a topic.
pub static TOPIC: ConfigDef = ConfigDef(include_str!("tables/topic.txt"));
/// `GroupConfig` of Kafka 4.3.
pub static GROUP: ConfigDef = ConfigDef(include_str!("tables/group.txt"));
/// `AbstractKafkaConfig` of Kafka 4.3: the settings of a broker.
pub static BROKER: ConfigDef = ConfigDef(include_str!("tables/broker.txt"));

impl ConfigDef {
    /// The definitions, in Kafka's order.
    pub fn definitions(&self) -> impl Iterator<Item = Definition> {
        // A line with nothing but `@` stands for the table that clients share.
        self.0
            .lines()
            .flat_map(|line| if line == "@" { SECURITY } else { line }.lines())
            .map(Definition::read)
    }

    /// The definition of one setting, if there is one of this name.
    pub fn find(&self, name: &str) -> Option<Definition> {
        self.definitions()
            .find(|definition| definition.name == name)
    }

    /// Whether a setting of brokers can be changed while they run.
    /// Source: `DynamicBrokerConfig.ALL_DYNAMIC_CONFIGS`.
    pub fn is_dynamic(&self, name: &str) -> bool {
        let each = |line: &str| line.trim_start_matches('@') == name;
        DYNAMIC.lines().any(each)
    }

    /// Whether such a setting can only be changed for one broker alone.
    /// Source: `DynamicBrokerConfig.PER_BROKER_CONFIGS`.
    pub fn is_per_broker(&self, name: &str) -> bool {
        DYNAMIC
            .lines()
            .any(|line| line.strip_prefix('@') == Some(name))
    }

    /// Checks every known setting, one after the other in the order of the
    /// definitions; the first that is bad is told. Settings that are not
    /// defined are accepted.
    ///
    /// # Errors
    /// Kafka's `ConfigException`.
    ///
    /// Source: `ConfigDef.parse`.
    pub fn check(&self, settings: &Settings) -> Result<(), Exception> {
        if settings.is_empty() {
            return Ok(());
        }
        for definition in self.definitions() {
            if let Some(text) = settings.get(definition.name) {
                definition.parse(text)?;
            }
        }
        Ok(())
    }
}
