//! The families of client libraries, and their partitioners by name.
//!
//! A producer is of the family that `client.software.name` says, the name by
//! which clients introduce themselves to brokers (KIP-511). The partitioner is
//! set as that family's users set it. Sources: librdkafka `rdkafka_msg.c` and
//! `rdkafka_topic.c`, Sarama `partitioner.go`, kafka-python
//! `partitioner/default.py`, KafkaJS `src/producer/partitioners`.

use super::{Keyed, Partitioner, Unkeyed};
use protocol::config::Settings;
use protocol::name::Name;

/// The setting that says of which family a client is.
pub const FAMILY: &str = "client.software.name";
/// librdkafka's setting for how long records without a key stay with one
/// partition, in milliseconds.
const STICKY_LINGER: &str = "sticky.partitioning.linger.ms";

/// Settings of producers that are none of Java's: which family it is of, and
/// what other families call their partitioner.
pub const SETTINGS: &[&str] = &[
    FAMILY,
    STICKY_LINGER,
    "partitioner",
    "Producer.Partitioner",
    "createPartitioner",
];

/// A family of client libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Kafka's own, in Java.
    Java,
    /// librdkafka, in C, with what is built on it: Confluent's clients for
    /// Python, Go, .NET and JavaScript, and many more.
    Librdkafka,
    /// Sarama, in Go.
    Sarama,
    /// kafka-python.
    KafkaPython,
    /// KafkaJS.
    KafkaJs,
}

impl Family {
    /// All families.
    pub const ALL: [Family; 5] = [
        Family::Java,
        Family::Librdkafka,
        Family::Sarama,
        Family::KafkaPython,
        Family::KafkaJs,
    ];

    /// The value of `client.software.name`.
    pub fn software_name(self) -> &'static str {
        match self {
            Family::Java => "apache-kafka-java",
            Family::Librdkafka => "librdkafka",
            Family::Sarama => "sarama",
            Family::KafkaPython => "kafka-python",
            Family::KafkaJs => "kafkajs",
        }
    }

    /// Its name as one writes it.
    pub fn name(self) -> &'static str {
        match self {
            Family::Java => "Java",
            Family::Librdkafka => "librdkafka",
            Family::Sarama => "Sarama",
            Family::KafkaPython => "kafka-python",
            Family::KafkaJs => "KafkaJS",
        }
    }

    /// The setting that names its partitioner.
    pub fn key(self) -> &'static str {
        match self {
            Family::Java => "partitioner.class",
            Family::Librdkafka | Family::KafkaPython => "partitioner",
            Family::Sarama => "Producer.Partitioner",
            Family::KafkaJs => "createPartitioner",
        }
    }

    /// Its partitioners, the default first; those of Java are read with the
    /// other settings of a Java producer.
    fn partitioners(self) -> &'static [Row] {
        match self {
            Family::Java => &[],
            Family::Librdkafka => LIBRDKAFKA,
            Family::Sarama => SARAMA,
            Family::KafkaPython => KAFKA_PYTHON,
            Family::KafkaJs => KAFKAJS,
        }
    }

    /// The names of its partitioners as they are set, the default first.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let java = (self == Family::Java).then_some(JAVA_NAMES);
        let rows = self.partitioners().iter().map(|row| row.0);
        java.unwrap_or(&[]).iter().copied().chain(rows)
    }

    /// The name among [`Family::names`] that a short word means: the name
    /// itself, or what distinguishes it, such as `hash` for
    /// `NewHashPartitioner`.
    pub fn name_of(self, word: &str) -> Option<&'static str> {
        self.names()
            .find(|name| *name == word || short(name).eq_ignore_ascii_case(word))
    }
}

/// The word that distinguishes a partitioner's name among its family's.
pub fn short(name: &str) -> &str {
    let last = name.rsplit('.').next().unwrap_or(name);
    let last = last.strip_suffix("Partitioner").unwrap_or(last);
    last.strip_prefix("New").unwrap_or(last)
}

const JAVA_NAMES: &[&str] = &[
    "default",
    "org.apache.kafka.clients.producer.RoundRobinPartitioner",
];

/// A partitioner: its name, how it places records with and without a key, and
/// whether an empty key counts as none.
struct Row(&'static str, Keyed, Unkeyed, bool);

/// How long librdkafka stays with a partition if nothing is said.
const LINGER: Unkeyed = Unkeyed::StickyFor(10);

const LIBRDKAFKA: &[Row] = &[
    Row("consistent_random", Keyed::Crc32, LINGER, true),
    Row("random", Keyed::Random, LINGER, false),
    Row("consistent", Keyed::Crc32, Unkeyed::Hashed, false),
    Row("murmur2", Keyed::Murmur2, Unkeyed::Hashed, false),
    Row("murmur2_random", Keyed::Murmur2, LINGER, false),
    Row("fnv1a", Keyed::Fnv1aAbsolute, Unkeyed::Hashed, false),
    Row("fnv1a_random", Keyed::Fnv1aAbsolute, LINGER, false),
];

#[rustfmt::skip]
const SARAMA: &[Row] = &[
    Row("NewHashPartitioner", Keyed::Fnv1aRemainder, Unkeyed::Random, false),
    Row("NewReferenceHashPartitioner", Keyed::Fnv1aMasked, Unkeyed::Random, false),
    Row("NewConsistentCRCHashPartitioner", Keyed::Crc32, Unkeyed::Random, false),
    Row("NewMurmur2Partitioner", Keyed::Murmur2, Unkeyed::Random, false),
    Row("NewRandomPartitioner", Keyed::Random, Unkeyed::Random, false),
    Row("NewRoundRobinPartitioner", Keyed::Ignored, Unkeyed::Turns, false),
    Row(MANUAL, Keyed::Ignored, Unkeyed::First, false),
];
const MANUAL: &str = "NewManualPartitioner";

const KAFKA_PYTHON: &[Row] = &[Row(
    "DefaultPartitioner",
    Keyed::Murmur2,
    Unkeyed::Random,
    false,
)];

/// The same for all of KafkaJS: with a partition for each turn.
const JS: Unkeyed = Unkeyed::TurnsFromChance;

#[rustfmt::skip]
const KAFKAJS: &[Row] = &[
    Row("Partitioners.DefaultPartitioner", Keyed::Murmur2, JS, false),
    Row("Partitioners.LegacyPartitioner", Keyed::InexactMurmur2, JS, false),
    Row("Partitioners.JavaCompatiblePartitioner", Keyed::Murmur2, JS, false),
];

/// The partitioner of a client that is not Java's; none for Java's, which is
/// read with the other settings of `ProducerConfig`.
///
/// # Errors
/// A sentence for a family that is not known, a partitioner that the family
/// does not have, and another family's way to set it. It names what is right.
pub(crate) fn partitioner(settings: &Settings) -> Result<Option<Partitioner>, String> {
    let Some(family) = family(settings)? else {
        return Ok(None);
    };
    for other in Family::ALL {
        let foreign = other.key();
        if foreign != family.key() && settings.contains_key(foreign) {
            let whose = [family.name(), " has no setting ", foreign].concat();
            return Err([&whose, "; its partitioner is set by ", family.key()].concat());
        }
    }
    let rows = family.partitioners();
    let row = match settings.get(family.key()) {
        None => &rows[0],
        Some(given) => match rows.iter().find(|row| row.0 == given.as_str()) {
            Some(row) => row,
            None => return Err(unknown(family, given)),
        },
    };
    let Row(name, keyed, unkeyed, empty_is_none) = *row;
    let unkeyed = match unkeyed {
        Unkeyed::StickyFor(default) => lingering(settings, default)?,
        other => other,
    };
    Ok(Some(Partitioner {
        family,
        name,
        keyed,
        unkeyed,
        empty_is_none,
        takes_named: family != Family::Sarama || name == MANUAL,
    }))
}

/// The family, unless it is Java's.
fn family(settings: &Settings) -> Result<Option<Family>, String> {
    let Some(given) = settings.get(FAMILY) else {
        return Ok(None);
    };
    let known = Family::ALL.iter().find(|f| f.software_name() == &**given);
    match known {
        Some(Family::Java) => Ok(None),
        Some(family) => Ok(Some(*family)),
        None => {
            let names = Family::ALL.map(Family::software_name).join(", ");
            let value = ["Invalid value ", given, " for configuration "].concat();
            let why = [": String must be one of: ", &names].concat();
            Err([&value, FAMILY, &why].concat())
        }
    }
}

fn unknown(family: Family, given: &Name) -> String {
    let names: Vec<&str> = family.names().collect();
    let value = [
        "Invalid value \"",
        given,
        "\" for configuration property \"",
    ]
    .concat();
    let has = [family.name(), " has ", &names.join(", ")].concat();
    [&value, family.key(), "\": ", &has].concat()
}

/// How long records without a key stay with a partition. With 0 each is drawn
/// anew.
fn lingering(settings: &Settings, default: i64) -> Result<Unkeyed, String> {
    const LONGEST: i64 = 900_000;
    let time = match settings.get(STICKY_LINGER) {
        None => default,
        Some(text) => text.trim().parse().unwrap_or(-1),
    };
    match time {
        0 => Ok(Unkeyed::Random),
        1..=LONGEST => Ok(Unkeyed::StickyFor(time)),
        _ => {
            let value = settings.get(STICKY_LINGER).map_or("", |text| text.as_str());
            let what = ["Configuration property \"", STICKY_LINGER, "\" value "].concat();
            Err([&what, value, " is outside allowed range 0..900000"].concat())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::map::Map;

    fn read(settings: &[(&str, &str)]) -> Result<Option<Partitioner>, String> {
        let settings = settings.iter();
        let settings: Settings = settings
            .map(|(key, value)| (Name::from(*key), Name::from(*value)))
            .collect::<Map<_, _>>();
        partitioner(&settings)
    }

    #[test]
    fn every_name_of_every_family_is_read() {
        for family in Family::ALL {
            for name in family.names().filter(|_| family != Family::Java) {
                let read = read(&[(FAMILY, family.software_name()), (family.key(), name)]);
                let partitioner = read.unwrap().unwrap();
                assert_eq!((partitioner.family, partitioner.name), (family, name));
                assert_eq!(family.name_of(short(name)), Some(name));
            }
        }
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[(FAMILY, "apache-kafka-java")]), Ok(None));
        assert_eq!(Family::Sarama.name_of("hash"), Some("NewHashPartitioner"));
        assert_eq!(Family::KafkaJs.name_of("murmur2"), None);
    }

    #[test]
    fn what_is_refused_is_told_with_what_is_right() {
        for (settings, why) in [
            (&[(FAMILY, "rdkafka")][..], "Invalid value rdkafka for configuration client.software.name: String must be one of: apache-kafka-java, librdkafka, sarama, kafka-python, kafkajs"),
            (&[(FAMILY, "librdkafka"), ("partitioner", "crc")], "Invalid value \"crc\" for configuration property \"partitioner\": librdkafka has consistent_random, random, consistent, murmur2, murmur2_random, fnv1a, fnv1a_random"),
            (&[(FAMILY, "sarama"), ("partitioner", "x")], "Sarama has no setting partitioner; its partitioner is set by Producer.Partitioner"),
            (&[(FAMILY, "librdkafka"), (STICKY_LINGER, "900001")], "Configuration property \"sticky.partitioning.linger.ms\" value 900001 is outside allowed range 0..900000"),
        ] {
            assert_eq!(read(settings), Err(why.to_owned()));
        }
    }

    #[test]
    fn without_a_time_to_linger_librdkafka_draws_each_time() {
        let with = |time| read(&[(FAMILY, "librdkafka"), (STICKY_LINGER, time)]).unwrap();
        assert_eq!(with("0").unwrap().unkeyed, Unkeyed::Random);
        assert_eq!(with("250").unwrap().unkeyed, Unkeyed::StickyFor(250));
    }
}
