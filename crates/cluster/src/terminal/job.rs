//! A line that runs, or ran.

use super::{Delivery, JobId, ShellLine, TerminalEvent, TerminalStep};
use crate::ids::MachineId;
use protocol::map::Map;
use protocol::record::Millis;
use std::collections::VecDeque;
use tools::sh::{Done, Limits, Run, RunStep, StageId, Told, Variables};
use tools::{ExitStatus, Files, Signal, Stream, Text};

/// The variable that says which server tools call whose words name none; empty
/// is none, and then they refuse to run as Kafka's do.
const SERVER: &str = "BOOTSTRAP_SERVER";

/// How many bytes of a job's output are kept; what is older is dropped.
const OUTPUT_BYTES: usize = 64 << 10;

/// A piece of what stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Which stream; none for what was typed, which a terminal shows, too.
    pub stream: Option<Stream>,
    /// When, in Unix time.
    pub at: Millis,
    /// What.
    pub text: Text,
}

/// A line that runs, or ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalJob {
    line: Text,
    began: Millis,
    run: Run,
    /// The machines of its tools.
    machines: Map<StageId, MachineId>,
    output: VecDeque<Chunk>,
    /// How many bytes the output has.
    bytes: usize,
    /// How many chunks were dropped.
    dropped: usize,
    /// Its turn at the front; none in the background.
    in_front: Option<u32>,
    ended: Option<(Millis, ExitStatus)>,
}

impl TerminalJob {
    /// A job at its start, with the variables and the status that the line
    /// before it left.
    pub(super) fn new(
        line: &ShellLine,
        at: Millis,
        turn: u32,
        ((variables, status), limits): ((Variables, ExitStatus), Limits),
    ) -> Self {
        let program = line.program();
        TerminalJob {
            line: line.text().clone(),
            began: at,
            in_front: (!program.in_background()).then_some(turn),
            run: Run::new(program, variables, status, limits),
            machines: Map::new(),
            output: VecDeque::new(),
            bytes: 0,
            dropped: 0,
            ended: None,
        }
    }

    /// The line, as it was typed.
    pub fn line(&self) -> &Text {
        &self.line
    }

    /// When it began, in Unix time.
    pub fn began(&self) -> Millis {
        self.began
    }

    /// When it ended and how; none while it runs.
    pub fn ended(&self) -> Option<(Millis, ExitStatus)> {
        self.ended
    }

    /// The signal that it was sent, if it was sent one.
    pub fn signal(&self) -> Option<Signal> {
        self.run.signal()
    }

    /// The variables that it has set.
    pub(super) fn variables(&self) -> &Variables {
        self.run.variables()
    }

    /// What it printed onto the screen, as far as it is kept.
    pub fn output(&self) -> &VecDeque<Chunk> {
        &self.output
    }

    /// How many pieces of its output are not kept any more.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// Its turn at the front; none in the background.
    pub(super) fn in_front_since(&self) -> Option<u32> {
        self.in_front
    }

    /// Whether it runs in the background.
    pub fn in_background(&self) -> bool {
        self.in_front.is_none()
    }

    /// The machines of its tools, as they run.
    pub fn machines(&self) -> impl Iterator<Item = MachineId> + '_ {
        let tools = self.run.tools().into_iter();
        tools.filter_map(|stage| self.machines.get(&stage).copied())
    }

    pub(super) fn stage_of(&self, machine: MachineId) -> Option<StageId> {
        let of = |stage: &StageId| self.machines.get(stage) == Some(&machine);
        self.run.tools().into_iter().find(of)
    }

    /// Whether something can be typed for it.
    pub fn reads(&self) -> bool {
        self.in_front.is_some() && self.run.reads()
    }

    /// What it does next at `now`.
    pub(super) fn step(&self, id: JobId, now: Millis) -> Option<TerminalStep> {
        if self.ended.is_some() {
            return None;
        }
        Some(match self.run.step(now)? {
            RunStep::Launch {
                stage,
                argv,
                interactive,
            } => TerminalStep::Launch {
                job: id,
                stage,
                argv: tools::kafka::at_server(&argv, self.server()),
                interactive,
            },
            RunStep::Wake(stage) => TerminalStep::Did(TerminalEvent::Woke { job: id, stage }),
            RunStep::GoOn => TerminalStep::Did(TerminalEvent::WentOn { job: id }),
        })
    }

    /// The server that tools call whose words name none.
    fn server(&self) -> &str {
        self.variables()
            .get(SERVER)
            .map_or("localhost:9092", |server| server)
    }

    /// Until when it rests, if it does.
    pub(super) fn rests_until(&self) -> Option<Millis> {
        self.run.rests_until()
    }

    /// Applies what happened in it; `turn` is the next one at the front.
    pub(super) fn apply(
        &mut self,
        at: Millis,
        event: &TerminalEvent,
        turn: u32,
        files: &mut Files,
    ) -> Vec<Delivery> {
        let done = match event {
            TerminalEvent::Typed(_) => Done::default(),
            TerminalEvent::WentOn { .. } => self.run.go_on(at, files),
            TerminalEvent::Launched { stage, machine, .. } => {
                self.machines.insert(*stage, *machine);
                self.run.launched(*stage)
            }
            TerminalEvent::Woke { stage, .. } => self.run.woke(*stage, at, files),
            TerminalEvent::Input { text, .. } => {
                self.show(at, None, text.clone());
                self.run.input(text, at, files)
            }
            TerminalEvent::InputEnded { .. } => self.run.end_input(at, files),
            TerminalEvent::Signalled { signal, .. } => self.run.signalled(*signal, at, files),
            TerminalEvent::Foregrounded { .. } => {
                self.in_front = Some(turn);
                Done::default()
            }
        };
        self.done(at, done)
    }

    pub(super) fn printed(
        &mut self,
        at: Millis,
        stage: StageId,
        stream: Stream,
        text: &Text,
        files: &mut Files,
    ) -> Vec<Delivery> {
        let done = self.run.printed(stage, (stream, text), at, files);
        self.done(at, done)
    }

    pub(super) fn exited(
        &mut self,
        at: Millis,
        stage: StageId,
        status: ExitStatus,
        files: &mut Files,
    ) -> Vec<Delivery> {
        let done = self.run.exited(stage, status, at, files);
        self.machines.remove(&stage);
        self.done(at, done)
    }

    /// Shows what was printed; answers what machines are told.
    fn done(&mut self, at: Millis, done: Done) -> Vec<Delivery> {
        for (stream, text) in done.shown {
            self.show(at, Some(stream), text);
        }
        if let (None, Some(status)) = (self.ended, self.run.exit()) {
            self.ended = Some((at, status));
        }
        let told = done.told.into_iter();
        told.filter_map(|(stage, told)| {
            let machine = *self.machines.get(&stage)?;
            Some(match told {
                Told::Text(text) => Delivery::Text(machine, text),
                Told::End => Delivery::End(machine),
                Told::Unread => Delivery::Unread(machine),
                Told::Signal(signal) => Delivery::Signal(machine, signal),
            })
        })
        .collect()
    }

    /// Puts something onto the screen.
    fn show(&mut self, at: Millis, stream: Option<Stream>, text: Text) {
        self.bytes += text.len();
        self.output.push_back(Chunk { stream, at, text });
        while self.bytes > OUTPUT_BYTES && self.output.len() > 1 {
            if let Some(chunk) = self.output.pop_front() {
                self.bytes -= chunk.text.len();
                self.dropped += 1;
            }
        }
    }
}
