//! What the tools with loops of their own do with their options.

use super::agenda::Agenda;
use crate::options::{usage_text, Given, OptionSpec, HELP, KAFKA, VERSION};
use crate::process::{ExitStatus, Stream, Text};
use crate::throwable::Throwable;

/// Options of a tool, while it checks them.
pub(crate) struct Checks<'a> {
    specs: &'static [OptionSpec],
    /// What was given.
    pub given: Given,
    /// What the tool says.
    pub agenda: &'a mut Agenda,
}

impl<'a> Checks<'a> {
    /// Reads arguments; `about` is what the tool says of itself where it is
    /// asked for help.
    ///
    /// # Errors
    /// The exit status of the tool where it ends here.
    /// Source: `CommandLineUtils.maybePrintHelpOrVersion`.
    pub(crate) fn read(
        specs: &'static [OptionSpec],
        args: &[Text],
        about: &str,
        agenda: &'a mut Agenda,
    ) -> Result<Self, ExitStatus> {
        let read = Given::read(specs, args);
        let mut checks = Checks {
            specs,
            given: Given::default(),
            agenda,
        };
        match read {
            Ok(given) => checks.given = given,
            Err(why) => return Err(checks.refuse(&why)),
        }
        if args.is_empty() || checks.given.has(HELP.name) {
            return Err(checks.refuse(about));
        }
        if checks.given.has(VERSION.name) {
            checks.agenda.println(KAFKA);
            return Err(0);
        }
        Ok(checks)
    }

    /// Says why arguments are refused and which options there are.
    pub(crate) fn refuse(&mut self, why: &str) -> ExitStatus {
        let text = usage_text(self.specs, why);
        self.agenda.eprintln(&text);
        1
    }

    /// Refuses where an option is missing.
    pub(crate) fn require(&mut self, name: &str) -> Result<(), ExitStatus> {
        if self.given.has(name) {
            return Ok(());
        }
        Err(self.refuse(&["Missing required argument \"[", name, "]\""].concat()))
    }

    /// Refuses where not exactly one of two options is given.
    pub(crate) fn one_of(&mut self, one: &str, other: &str) -> Result<(), ExitStatus> {
        if self.given.has(one) != self.given.has(other) {
            return Ok(());
        }
        let text = "Exactly one of the following arguments is required: [";
        Err(self.refuse(&[text, one, "], [", other, "]"].concat()))
    }

    /// Refuses where both options are given.
    pub(crate) fn not_both(&mut self, one: &str, other: &str) -> Result<(), ExitStatus> {
        if !(self.given.has(one) && self.given.has(other)) {
            return Ok(());
        }
        let text = ["Options --", one, " and --", other];
        let text = [&text.concat(), " cannot be specified together."];
        Err(self.refuse(&text.concat()))
    }

    /// Prints a line.
    pub(crate) fn say(&mut self, line: &str) {
        self.agenda.println(line);
    }

    /// Prints what an exception says, and ends.
    pub(crate) fn die(&mut self, text: &str) -> ExitStatus {
        self.agenda.print(Stream::Err, text);
        1
    }

    /// Prints what Java prints of an exception that nobody catches, and ends.
    pub(crate) fn uncaught(&mut self, throwable: &Throwable) -> ExitStatus {
        let text = ["Exception in thread \"main\" ", &throwable.trace()].concat();
        self.die(&text)
    }
}
