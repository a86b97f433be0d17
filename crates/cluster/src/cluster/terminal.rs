//! The terminal as a part of the cluster: tools get machines, and what one
//! prints reaches who reads it.

use super::checks::{not_now, over};
use super::Cluster;
use crate::app::{AppEvent, AppSpec, ToolSpec};
use crate::command::CommandError;
use crate::event::{ClientSpec, Happening, MachineEvent};
use crate::ids::MachineId;
use crate::terminal::{JobId, ShellLine, TerminalEvent, TerminalStep};
use client::call::OpId;
use protocol::name::Name;
use std::sync::Arc;
use tools::sh::StageId;
use tools::{ClientKind, Signal, Text, ToolEvent};

type Submitted = Result<Option<OpId>, CommandError>;

impl Cluster {
    /// A line is typed: a job begins.
    pub(super) fn type_line(&mut self, line: &ShellLine) -> Submitted {
        let max = self.limits.jobs;
        if self.state.terminal().running() >= max {
            return Err(over("lines that run at the same time", max as u64));
        }
        self.terminal_did(TerminalEvent::Typed(line.clone()));
        self.agenda.push(super::Task::Terminal);
        Ok(None)
    }

    /// Something is typed for the tool in the foreground.
    pub(super) fn type_input(&mut self, text: &Text) -> Submitted {
        let job = self.reading()?;
        let text = [text, "\n"].concat().into();
        self.terminal_did(TerminalEvent::Input { job, text });
        self.agenda.push(super::Task::Terminal);
        Ok(None)
    }

    /// Nothing more is typed for the tool in the foreground.
    pub(super) fn end_input(&mut self) -> Submitted {
        let job = self.reading()?;
        self.terminal_did(TerminalEvent::InputEnded { job });
        self.agenda.push(super::Task::Terminal);
        Ok(None)
    }

    fn reading(&self) -> Result<JobId, CommandError> {
        let terminal = self.state.terminal();
        let job = terminal.foreground().ok_or(CommandError::NoJob(None))?;
        if !terminal.jobs()[&job].reads() {
            let name = Name::from(job_name(job));
            return Err(not_now(&name, "does not read what is typed"));
        }
        Ok(job)
    }

    /// A job is sent a signal; none is the one in the foreground.
    pub(super) fn signal(&mut self, job: Option<JobId>, signal: Signal) -> Submitted {
        let front = self.state.terminal().foreground();
        let job = self.open_job(job.or(front).ok_or(CommandError::NoJob(None))?)?;
        self.terminal_did(TerminalEvent::Signalled { job, signal });
        self.agenda.push(super::Task::Terminal);
        Ok(None)
    }

    /// A job comes to the foreground.
    pub(super) fn foreground(&mut self, job: JobId) -> Submitted {
        let job = self.open_job(job)?;
        self.terminal_did(TerminalEvent::Foregrounded { job });
        Ok(None)
    }

    fn open_job(&self, job: JobId) -> Result<JobId, CommandError> {
        match self.state.terminal().jobs().get(&job) {
            Some(open) if open.ended().is_none() => Ok(job),
            Some(_) => Err(not_now(&Name::from(job_name(job)), "has ended")),
            None => Err(CommandError::NoJob(Some(job))),
        }
    }

    /// Something happens in the terminal; the tools that it concerns go on.
    fn terminal_did(&mut self, event: TerminalEvent) {
        let job = event.job();
        self.happen(Happening::Terminal(event));
        if let Some(job) = job {
            self.rouse_job(job);
        }
    }

    fn rouse_job(&mut self, job: JobId) {
        let job = self.state.terminal().jobs().get(&job);
        let machines: Vec<MachineId> = job.map_or_else(Vec::new, |job| job.machines().collect());
        // The newest task of the agenda is done first.
        for machine in machines.into_iter().rev() {
            self.rouse(machine, false);
        }
    }

    /// The next thing that the terminal does; answers whether there was one.
    pub(super) fn step_terminal(&mut self) -> bool {
        match self.state.terminal().step(self.clock) {
            None => return false,
            Some(TerminalStep::Did(event)) => self.terminal_did(event),
            Some(TerminalStep::Launch {
                job,
                stage,
                argv,
                interactive,
            }) => self.launch(job, stage, argv, interactive),
        }
        true
    }

    fn launch(&mut self, job: JobId, stage: StageId, argv: Arc<[Text]>, interactive: bool) {
        self.happen(Happening::Drawn);
        let spec = ToolSpec {
            files: self.state.terminal().files().clone(),
            draw: self.state.rng().peek(),
            interactive,
            argv,
        };
        let Some(launch) = spec.launch(self.clock) else {
            unreachable!("a stage that is launched is a tool");
        };
        let client = match launch.client {
            ClientKind::Admin => ClientSpec::Admin,
            ClientKind::Producer => ClientSpec::Producer,
            ClientKind::Consumer => ClientSpec::Consumer,
        };
        let name = self.name_of_tool(&spec.argv[0]);
        let app = Some(AppSpec::Tool(spec));
        let machine = self.add(name, client, launch.settings, app);
        self.terminal_did(TerminalEvent::Launched {
            job,
            stage,
            machine,
        });
    }

    /// A name for a tool's machine: its own without `kafka-`, and a number
    /// where that is taken.
    fn name_of_tool(&self, word: &str) -> Name {
        let tool = tools::kafka::tool(word).map_or(word, |tool| tool.name);
        let plain = tool.strip_prefix("kafka-").unwrap_or(tool);
        let mut name = Name::from(plain);
        let mut number = 2;
        while self.state.machine(&name).is_some() {
            name = Name::from([plain, "-", &number.to_string()].concat());
            number += 1;
        }
        name
    }

    /// A tool did something: who reads what it printed goes on.
    pub(super) fn tool_did(&mut self, id: MachineId, event: ToolEvent) {
        let flows = matches!(event, ToolEvent::Printed(..) | ToolEvent::Exited(_));
        let job = self.state.terminal().job_of(id).filter(|_| flows);
        self.happen(Happening::App(id, AppEvent::Tool(event)));
        if let Some(job) = job {
            self.rouse_job(job);
        }
    }

    /// A tool has ended: its machine goes, and its line goes on.
    pub(super) fn tool_ended(&mut self, id: MachineId) {
        self.hang_up(id);
        self.abandon_calls(id);
        self.happen(Happening::Machine(id, MachineEvent::Removed));
        self.agenda.push(super::Task::Terminal);
    }
}

/// What a job is called on the screen.
fn job_name(job: JobId) -> String {
    ["%", &job.to_string()].concat()
}
