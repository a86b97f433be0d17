//! Settings of broker, topics, groups and clients, with Kafka's keys, defaults,
//! valid values, and words for what is refused.
//!
//! What Kafka defines stands in tables (`tables/`), a line for a setting. Who
//! uses settings reads them out of a checked [`Reader`] into a type of its own:
//! the broker's are in the crate `broker`, those of clients in `client`.

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
