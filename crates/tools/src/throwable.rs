//! Java's exceptions, as tools print them and stop at them.

use crate::process::ExitStatus;
use crate::script::{Io, Pause};
use client::outcome::Outcome;
use protocol::error::KafkaError;
use protocol::exception::Exception;
use std::fmt;

/// An exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Throwable {
    /// Its class, with the package.
    pub class: String,
    /// Its text; none is null.
    pub message: Option<String>,
    /// What caused it.
    pub cause: Option<Box<Throwable>>,
}

impl fmt::Display for Throwable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.class)?;
        match &self.message {
            None => Ok(()),
            Some(message) => {
                f.write_str(": ")?;
                f.write_str(message)
            }
        }
    }
}

impl Throwable {
    /// One with a text.
    pub fn new(class: impl Into<String>, message: impl Into<String>) -> Self {
        Throwable {
            class: class.into(),
            message: Some(message.into()),
            cause: None,
        }
    }

    /// One that says nothing.
    pub fn without_message(class: impl Into<String>) -> Self {
        Throwable {
            class: class.into(),
            message: None,
            cause: None,
        }
    }

    /// The same with a cause.
    pub fn because(mut self, cause: Throwable) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// One of `java.lang`.
    pub fn java(class: &str, message: impl Into<String>) -> Self {
        Throwable::new(["java.lang.", class].concat(), message)
    }

    /// One of Kafka's errors.
    pub fn kafka(class: &str, message: impl Into<String>) -> Self {
        let package = "org.apache.kafka.common.errors.";
        Throwable::new([package, class].concat(), message)
    }

    /// What Java says of a text that is no number.
    pub fn number_format(text: &str) -> Self {
        let message = ["For input string: \"", text, "\""].concat();
        Throwable::java("NumberFormatException", message)
    }

    /// What a future throws that failed with this.
    pub fn of_future(self) -> Self {
        self.wrapped("java.util.concurrent.ExecutionException")
    }

    /// A `RuntimeException` around this.
    pub fn unchecked(self) -> Self {
        self.wrapped("java.lang.RuntimeException")
    }

    /// An exception around this, whose text is this one's name and text.
    pub fn wrapped(self, class: &str) -> Self {
        Throwable::new(class, self.to_string()).because(self)
    }

    /// Its text as Java joins it to another.
    pub fn text(&self) -> &str {
        self.message.as_deref().unwrap_or("null")
    }

    /// Whether it is an `IllegalArgumentException`, or a kind of one.
    pub fn is_illegal_argument(&self) -> bool {
        matches!(
            &*self.class,
            "java.lang.IllegalArgumentException" | "java.lang.NumberFormatException"
        )
    }

    /// Prints it to standard errors, as `printStackTrace` does. The lines that
    /// say where it came from are left out: they name places in Java's code.
    pub fn print(&self, io: &mut Io<'_>) {
        io.eprint(&self.trace());
    }

    /// What `printStackTrace` prints, without those lines.
    pub fn trace(&self) -> String {
        let mut trace = self.to_string();
        let mut cause = self.cause.as_deref();
        while let Some(throwable) = cause {
            trace.push_str("\nCaused by: ");
            trace.push_str(&throwable.to_string());
            cause = throwable.cause.as_deref();
        }
        trace.push('\n');
        trace
    }

    /// What becomes of a program that catches it itself: its text, its trace and
    /// an empty line.
    pub fn caught(&self, io: &mut Io<'_>) -> ExitStatus {
        io.eprintln(self.text());
        self.print(io);
        io.eprint("\n");
        1
    }

    /// What becomes of a program whose main function lets it through.
    pub fn uncaught(&self, io: &mut Io<'_>) -> ExitStatus {
        io.eprint("Exception in thread \"main\" ");
        self.print(io);
        1
    }
}

impl From<&Exception> for Throwable {
    fn from(exception: &Exception) -> Self {
        // A broker's code and the consumer's own exception share this name.
        let of_code = exception
            .error
            .is_some_and(|error| error.message() == exception.message);
        let package = match exception.class {
            "OffsetOutOfRangeException" if of_code => "org.apache.kafka.common.errors.",
            "KafkaException" => "org.apache.kafka.common.",
            "ConfigException" => "org.apache.kafka.common.config.",
            "IllegalArgumentException" | "IllegalStateException" => "java.lang.",
            "BufferExhaustedException" => "org.apache.kafka.clients.producer.",
            "CommitFailedException"
            | "LogTruncationException"
            | "NoOffsetForPartitionException"
            | "OffsetOutOfRangeException"
            | "RetriableCommitFailedException" => "org.apache.kafka.clients.consumer.",
            _ => "org.apache.kafka.common.errors.",
        };
        Throwable {
            class: [package, exception.class].concat(),
            message: Some(exception.message.clone()).filter(|message| !message.is_empty()),
            cause: exception
                .cause
                .as_ref()
                .map(|cause| Box::new(Throwable::from(&**cause))),
        }
    }
}

/// Why a part of a tool goes no further.
#[derive(Debug)]
pub enum Stop {
    /// It waits.
    Paused(Pause),
    /// It ended the program.
    Exited(ExitStatus),
    /// It threw.
    Threw(Throwable),
}

impl Stop {
    /// How a program ends, or that it waits; `threw` says what becomes of it
    /// where it threw.
    ///
    /// # Errors
    /// While it waits.
    pub fn settled(
        ended: Result<(), Stop>,
        threw: impl FnOnce(Throwable) -> ExitStatus,
    ) -> Result<ExitStatus, Pause> {
        match ended {
            Ok(()) => Ok(0),
            Err(Stop::Paused(pause)) => Err(pause),
            Err(Stop::Exited(status)) => Ok(status),
            Err(Stop::Threw(throwable)) => Ok(threw(throwable)),
        }
    }
}

impl From<Pause> for Stop {
    fn from(pause: Pause) -> Self {
        Stop::Paused(pause)
    }
}

impl From<Throwable> for Stop {
    fn from(throwable: Throwable) -> Self {
        Stop::Threw(throwable)
    }
}

/// What a call came back with that is not what was asked for: what it threw.
impl From<&Outcome> for Throwable {
    fn from(outcome: &Outcome) -> Self {
        match outcome.exception() {
            Some(exception) => Throwable::from(&exception),
            None => unreachable!("a call comes back with what it is about"),
        }
    }
}

impl Throwable {
    /// Whether it is the exception of an error code.
    pub fn is_kafka(&self, error: KafkaError) -> bool {
        self.class.rsplit('.').next() == Some(error.exception())
    }
}
