//! Kafka's command line tools as pure programs, and the small shell that runs
//! them.
//!
//! A tool is a [`Process`]: it has arguments, files, standard input, output and
//! errors, an exit status, and one client, which it knows only by calls and
//! their outcomes. Like a client it is a state machine without clock, network
//! or thread: [`Process::step`] says what it does next, and whoever runs it
//! performs that and tells it.
//!
//! | module | what |
//! |---|---|
//! | [`process`] | what all processes have |
//! | `script` | programs that make one call after the other, written straight on |
//! | [`options`] | how the tools read their options |
//! | `properties` | `key=value` |
//! | `throwable` | Java's exceptions, as tools print them and stop at them |
//! | [`kafka`] | the tools, a module for each |
//! | [`sh`] | the language of a line: pipes, redirections, `for` |

pub mod kafka;
pub mod options;
pub mod process;
mod properties;
mod script;
pub mod sh;
mod throwable;

pub use kafka::{launch, ClientKind, Environment, Launch};
pub use process::{ExitStatus, Process, Signal, Stream, Text, ToolEvent, ToolStep};
pub use script::{Io, Pause};
pub use throwable::{Stop, Throwable};

use protocol::map::Map;

/// Files in memory, by name. Copies are cheap as long as they are small.
pub type Files = Map<Text, Text>;
