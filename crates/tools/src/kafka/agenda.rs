//! What a program is to do next, one thing after the other.

use crate::process::{ExitStatus, Signal, Stream, Text, ToolEvent, ToolStep};
use client::call::{Call, OpId};
use std::collections::VecDeque;

/// Steps that are to be done, and the call that is waited for between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Agenda {
    steps: VecDeque<ToolStep>,
    waits: Option<OpId>,
}

impl Agenda {
    /// Prints.
    pub(crate) fn print(&mut self, stream: Stream, text: impl Into<Text>) {
        let text = text.into();
        if let Some(ToolStep::Did(ToolEvent::Printed(last, printed))) = self.steps.back_mut() {
            if *last == stream {
                *printed = [&**printed, &*text].concat().into();
                return;
            }
        }
        if !text.is_empty() {
            let event = ToolEvent::Printed(stream, text);
            self.steps.push_back(ToolStep::Did(event));
        }
    }

    /// Prints a line to standard output.
    pub(crate) fn println(&mut self, line: &str) {
        self.print(Stream::Out, [line, "\n"].concat());
    }

    /// Prints a line to standard errors.
    pub(crate) fn eprintln(&mut self, line: &str) {
        self.print(Stream::Err, [line, "\n"].concat());
    }

    /// Makes a call, and waits for it.
    pub(crate) fn call(&mut self, call: impl Into<Call>) {
        self.steps.push_back(ToolStep::Begin(call.into()));
    }

    /// Does something in itself.
    pub(crate) fn event(&mut self, event: ToolEvent) {
        self.steps.push_back(ToolStep::Did(event));
    }

    /// Ends.
    pub(crate) fn exit(&mut self, status: ExitStatus) {
        self.event(ToolEvent::Exited(status));
    }

    /// Whether nothing is to be done, and nothing waited for.
    pub(crate) fn is_done(&self) -> bool {
        self.steps.is_empty() && self.waits.is_none()
    }

    /// What is to be done next. A process that was sent a signal ends with its
    /// status, whatever it ends with.
    pub(crate) fn next(&self, signal: Option<Signal>) -> Option<ToolStep> {
        match (self.waits, self.steps.front()?) {
            (Some(_), _) => None,
            (None, ToolStep::Did(ToolEvent::Exited(status))) => {
                let status = signal.map_or(*status, Signal::status);
                Some(ToolStep::Did(ToolEvent::Exited(status)))
            }
            (None, step) => Some(step.clone()),
        }
    }

    /// The next step was a call, which was made.
    pub(crate) fn began(&mut self, op: OpId) {
        self.steps.pop_front();
        self.waits = Some(op);
    }

    /// A call came back; whether it was the one that is waited for.
    pub(crate) fn completed(&mut self, op: OpId) -> bool {
        self.waits.take_if(|waits| *waits == op).is_some()
    }

    /// The next step was done; whether there was one.
    pub(crate) fn did(&mut self) -> bool {
        self.steps.pop_front().is_some()
    }
}
