//! Settings of broker, topics, groups and clients, with Kafka's keys, defaults,
//! valid values, and words for what is refused.
//!
//! What Kafka defines stands in tables (`tables/`), a line for a setting. Who
//! uses settings reads them out of a checked [`Reader`] into a type of its own:
//! the broker's are in the crate `broker`, those of clients in `client`.
//!
//! ```
//! use protocol::config::{Reader, Settings, PRODUCER};
//!
//! let settings: Settings = [("linger.ms".into(), "20".into())].into();
//! let given = Reader::check(&PRODUCER, &settings).unwrap();
//! assert_eq!(given.long("linger.ms"), 20);
//! assert_eq!(given.word("acks"), "all", "the default is Kafka's");
//!
//! // What is refused is refused in Kafka's words.
//! let settings: Settings = [("acks".into(), "two".into())].into();
//! let refused = Reader::check(&PRODUCER, &settings).err().unwrap();
//! assert_eq!(refused.class, "ConfigException");
//! assert_eq!(
//!     refused.message,
//!     "Invalid value two for configuration acks: String must be one of: all, -1, 0, 1",
//! );
//! ```
//!
//! *Read next: [`consumer_protocol`](crate::consumer_protocol), what members tell each
//! other.*

pub mod class;
mod decimal;
mod definition;
pub mod duration;
mod reader;
pub mod topic;
pub mod valid;

use crate::map::Map;
use crate::name::Name;

pub use decimal::Decimal;
pub use definition::{
    ConfigDef, ConfigType, Definition, ADMIN, BROKER, CONSUMER, GROUP, PRODUCER, TOPIC,
};
pub use reader::Reader;

/// Settings as given: key to value, both text.
pub type Settings = Map<Name, Name>;
