//! The terminal: lines for the command line tools, as they run.
//!
//! A line is a job. Its pipelines run one after the other; in a pipeline each
//! of Kafka's tools is a process on a machine of its own, and each of the small
//! commands between them (`grep`, `head`, ...) a filter that takes no time. What
//! is printed flows from stage to stage, into a file, or onto the screen, in
//! the same step.
//!
//! *Read next: [`view`](crate::view), how one sees all of it.*

mod job;

pub use job::{Chunk, TerminalJob};

use crate::ids::MachineId;
use protocol::map::Map;
use protocol::record::Millis;
use std::sync::Arc;
use tools::sh::{Limits, Program, StageId, SyntaxError, Variables};
use tools::{ExitStatus, Files, Signal, Stream, Text};

/// The number of a job, from 1 on; never used twice.
pub type JobId = u32;

/// How many jobs that ended are remembered with their output.
const ENDED_JOBS: usize = 200;

/// A line that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellLine {
    text: Text,
    program: Arc<Program>,
}

impl ShellLine {
    /// Reads a line.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, SyntaxError> {
        let program = Arc::new(tools::sh::parse(text)?);
        let text = text.into();
        Ok(ShellLine { text, program })
    }

    /// The line.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What it says.
    pub(super) fn program(&self) -> &Arc<Program> {
        &self.program
    }
}

/// What happens in the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEvent {
    /// A line was typed; it is the next job.
    Typed(ShellLine),
    /// A job came to its next pipeline, or to its end.
    WentOn {
        /// Which job.
        job: JobId,
    },
    /// A tool of a pipeline runs.
    Launched {
        /// Of which job.
        job: JobId,
        /// Which command of it.
        stage: StageId,
        /// On which machine.
        machine: MachineId,
    },
    /// A command of a pipeline that rested goes on.
    Woke {
        /// Of which job.
        job: JobId,
        /// Which command of it.
        stage: StageId,
    },
    /// Something was typed for a job that reads.
    Input {
        /// Which job.
        job: JobId,
        /// With the end of its line.
        text: Text,
    },
    /// What is typed for a job ended.
    InputEnded {
        /// Which job.
        job: JobId,
    },
    /// A job was sent a signal.
    Signalled {
        /// Which job.
        job: JobId,
        /// Which signal.
        signal: Signal,
    },
    /// A job came to the foreground.
    Foregrounded {
        /// Which job.
        job: JobId,
    },
}

impl TerminalEvent {
    /// The job that it happens to; none where one begins.
    pub(crate) fn job(&self) -> Option<JobId> {
        match self {
            TerminalEvent::Typed(_) => None,
            TerminalEvent::WentOn { job }
            | TerminalEvent::Launched { job, .. }
            | TerminalEvent::Woke { job, .. }
            | TerminalEvent::Input { job, .. }
            | TerminalEvent::InputEnded { job }
            | TerminalEvent::Signalled { job, .. }
            | TerminalEvent::Foregrounded { job } => Some(*job),
        }
    }
}

/// The next thing that the terminal does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TerminalStep {
    /// Something in itself.
    Did(TerminalEvent),
    /// A tool is to run.
    Launch {
        job: JobId,
        stage: StageId,
        argv: Arc<[Text]>,
        /// Whether it reads what is typed.
        interactive: bool,
    },
}

/// What a process is told when something happened in its pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// Somebody wrote to its standard input.
    Text(MachineId, Text),
    /// Nobody writes to it any more.
    End(MachineId),
    /// Nobody reads its standard output any more.
    Unread(MachineId),
    /// A signal.
    Signal(MachineId, Signal),
}

impl Delivery {
    /// Whose it is.
    pub(crate) fn machine(&self) -> MachineId {
        match self {
            Delivery::Text(machine, _)
            | Delivery::End(machine)
            | Delivery::Unread(machine)
            | Delivery::Signal(machine, _) => *machine,
        }
    }
}

/// The terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    files: Files,
    /// Copies of the terminal share them.
    jobs: Map<JobId, Arc<TerminalJob>>,
    last: JobId,
    /// The variables, and the status of the line that ended last, of those in
    /// the foreground.
    variables: Variables,
    status: ExitStatus,
    limits: Limits,
}

impl Terminal {
    /// One in which nothing was typed.
    pub(crate) fn new(limits: Limits) -> Self {
        Terminal {
            limits,
            ..Terminal::default()
        }
    }

    /// The files in memory.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The jobs: those that run, and the last that ended.
    pub fn jobs(&self) -> &Map<JobId, Arc<TerminalJob>> {
        &self.jobs
    }

    /// How many jobs run.
    pub fn running(&self) -> usize {
        let jobs = self.jobs.values();
        jobs.filter(|job| job.ended().is_none()).count()
    }

    /// The job to which typed lines and Ctrl-C go: the one that came to the
    /// foreground last, of those that run there.
    pub fn foreground(&self) -> Option<JobId> {
        let jobs = self.jobs.iter();
        let open = jobs.filter(|(_, job)| job.ended().is_none());
        let front = open.filter_map(|(id, job)| Some((job.in_front_since()?, *id)));
        front.max().map(|(_, id)| id)
    }

    /// The number of the next job.
    pub fn next_job(&self) -> JobId {
        self.last + 1
    }

    /// The job whose pipeline a machine is in.
    pub fn job_of(&self, machine: MachineId) -> Option<JobId> {
        let mut jobs = self.jobs.iter();
        let job = jobs.find(|(_, job)| job.stage_of(machine).is_some());
        job.map(|(id, _)| *id)
    }

    /// What it does next at `now`.
    pub(crate) fn step(&self, now: Millis) -> Option<TerminalStep> {
        let mut jobs = self.jobs.iter();
        jobs.find_map(|(id, job)| job.step(*id, now))
    }

    /// When it wants to be woken, of the instants after `now`.
    pub(crate) fn next_due_after(&self, now: Millis) -> Option<Millis> {
        let rests = self.jobs.values().filter_map(|job| job.rests_until());
        rests.filter(|at| *at > now).min()
    }

    /// Applies what happened in it at `at`; answers what its processes are told.
    pub(crate) fn apply(&mut self, at: Millis, event: &TerminalEvent) -> Vec<Delivery> {
        if let TerminalEvent::Typed(line) = event {
            self.last += 1;
            let left = (self.variables.clone(), self.status);
            let job = TerminalJob::new(line, at, self.last, (left, self.limits));
            self.jobs.insert(self.last, Arc::new(job));
            self.forget_old_jobs();
        }
        // The job that comes to the front is in front of all that are.
        let turn = self.jobs.values().filter_map(|job| job.in_front_since());
        let turn = turn.max().unwrap_or_default() + 1;
        let Some(job) = event.job().and_then(|id| self.jobs.get_mut(&id)) else {
            return Vec::new();
        };
        let job = Arc::make_mut(job);
        let told = job.apply(at, event, turn, &mut self.files);
        if let (Some((_, status)), false) = (job.ended(), job.in_background()) {
            self.variables = job.variables().clone();
            self.status = status;
        }
        told
    }

    /// A process printed.
    pub(crate) fn printed(
        &mut self,
        at: Millis,
        machine: MachineId,
        stream: Stream,
        text: &Text,
    ) -> Vec<Delivery> {
        match self.of_machine(machine) {
            Some((job, stage, files)) => job.printed(at, stage, stream, text, files),
            None => Vec::new(),
        }
    }

    /// A process ended.
    pub(crate) fn exited(
        &mut self,
        at: Millis,
        machine: MachineId,
        status: ExitStatus,
    ) -> Vec<Delivery> {
        match self.of_machine(machine) {
            Some((job, stage, files)) => job.exited(at, stage, status, files),
            None => Vec::new(),
        }
    }

    fn of_machine(
        &mut self,
        machine: MachineId,
    ) -> Option<(&mut TerminalJob, StageId, &mut Files)> {
        let files = &mut self.files;
        let mut jobs = self.jobs.iter_mut();
        jobs.find_map(|(_, job)| {
            let stage = job.stage_of(machine)?;
            Some((job, stage))
        })
        .map(|(job, stage)| (Arc::make_mut(job), stage, files))
    }

    fn forget_old_jobs(&mut self) {
        while self.jobs.len() > ENDED_JOBS {
            let mut jobs = self.jobs.iter();
            let ended = jobs.find(|(_, job)| job.ended().is_some());
            let ended = ended.map(|(id, _)| *id);
            drop(jobs);
            match ended {
                Some(id) => self.jobs.remove(&id),
                None => return,
            };
        }
    }
}
