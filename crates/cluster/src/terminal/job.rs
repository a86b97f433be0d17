//! A line that runs, or ran.

use super::stage::{Runs, Stage};
use super::{Delivery, JobId, ShellLine, TerminalEvent, TerminalStep};
use crate::ids::MachineId;
use protocol::record::Millis;
use std::collections::VecDeque;
use std::sync::Arc;
use tools::sh::{self, FileEffect, Filter, Input, Next, Output, Said, Shell};
use tools::{ExitStatus, Files, Signal, Stream, Text};

/// How many bytes of a job's output are kept; what is older is dropped.
const OUTPUT_BYTES: usize = 64 << 10;

/// A piece of what was printed onto the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Which stream.
    pub stream: Stream,
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
    shell: Shell,
    /// The pipeline that runs.
    stages: Vec<Stage>,
    output: VecDeque<Chunk>,
    /// How many bytes the output has.
    bytes: usize,
    /// How many chunks were dropped.
    dropped: usize,
    /// Its turn at the front; none in the background.
    in_front: Option<u32>,
    signal: Option<Signal>,
    ended: Option<(Millis, ExitStatus)>,
}

/// What flows through a pipeline.
enum Flow {
    /// A stage said something.
    Said(usize, Stream, Text),
    /// Something is written to a stage's standard input.
    Write(usize, Text),
    /// A stage's standard input ends.
    End(usize),
    /// Nobody reads a stage's standard output any more.
    Unread(usize),
}

impl TerminalJob {
    pub(super) fn new(line: &ShellLine, at: Millis, turn: u32) -> Self {
        TerminalJob {
            line: line.text().clone(),
            began: at,
            in_front: (!line.program().in_background()).then_some(turn),
            shell: Shell::new(line.program().clone()),
            stages: Vec::new(),
            output: VecDeque::new(),
            bytes: 0,
            dropped: 0,
            signal: None,
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
        self.signal
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
        let open = self.stages.iter().filter(|stage| stage.exit.is_none());
        open.filter_map(Stage::machine)
    }

    pub(super) fn stage_of(&self, machine: MachineId) -> Option<usize> {
        let mut stages = self.stages.iter();
        stages.position(|stage| stage.exit.is_none() && stage.machine() == Some(machine))
    }

    /// The stage that reads what is typed, if one does.
    fn keyboard(&self) -> Option<usize> {
        let first = self.stages.first().filter(|stage| stage.reads_keyboard());
        first.map(|_| 0)
    }

    /// Whether something can be typed for it.
    pub fn reads(&self) -> bool {
        self.in_front.is_some() && self.keyboard().is_some()
    }

    /// What it does next at `now`.
    pub(super) fn step(&self, id: JobId, now: Millis) -> Option<TerminalStep> {
        if self.ended.is_some() {
            return None;
        }
        for (index, stage) in self.stages.iter().enumerate() {
            if let (Runs::Waits { argv, .. }, None) = (&stage.runs, stage.exit) {
                return Some(TerminalStep::Launch {
                    job: id,
                    stage: index,
                    argv: argv.clone(),
                    interactive: stage.reads_keyboard(),
                });
            }
            if stage.rests_until().is_some_and(|until| until <= now) {
                let woke = TerminalEvent::Woke {
                    job: id,
                    stage: index,
                };
                return Some(TerminalStep::Did(woke));
            }
        }
        let over = self.stages.iter().all(|stage| stage.exit.is_some());
        over.then_some(TerminalStep::Did(TerminalEvent::WentOn { job: id }))
    }

    /// Until when it rests, if it does.
    pub(super) fn rests_until(&self) -> Option<Millis> {
        self.stages.iter().filter_map(Stage::rests_until).min()
    }

    /// Applies what happened in it; `turn` is the next one at the front.
    pub(super) fn apply(
        &mut self,
        at: Millis,
        event: &TerminalEvent,
        turn: u32,
        files: &mut Files,
    ) -> Vec<Delivery> {
        match event {
            TerminalEvent::Typed(_) => Vec::new(),
            TerminalEvent::WentOn { .. } => self.go_on(at, files),
            TerminalEvent::Launched { stage, machine, .. } => self.launched(*stage, *machine),
            TerminalEvent::Woke { stage, .. } => {
                let said = match &mut self.stages[*stage].runs {
                    Runs::Filter(filter) => filter.woke(),
                    Runs::Waits { .. } | Runs::Process(_) => Said::default(),
                };
                let mut flow = VecDeque::new();
                self.filter_said(at, (*stage, said), &mut flow, files);
                self.flow(at, flow, files)
            }
            TerminalEvent::Input { text, .. } => match self.keyboard() {
                Some(stage) => self.flow(at, [Flow::Write(stage, text.clone())].into(), files),
                None => Vec::new(),
            },
            TerminalEvent::InputEnded { .. } => match self.keyboard() {
                Some(stage) => self.flow(at, [Flow::End(stage)].into(), files),
                None => Vec::new(),
            },
            TerminalEvent::Signalled { signal, .. } => self.signalled(at, *signal, files),
            TerminalEvent::Foregrounded { .. } => {
                self.in_front = Some(turn);
                Vec::new()
            }
        }
    }

    /// The pipeline is over: the next one begins, or the job ends.
    fn go_on(&mut self, at: Millis, files: &mut Files) -> Vec<Delivery> {
        if let Some(last) = self.stages.last() {
            self.shell.ended(last.exit.unwrap_or_default());
        }
        self.stages.clear();
        if let Some(signal) = self.signal {
            self.ended = Some((at, signal.status()));
            return Vec::new();
        }
        match self.shell.next(files, at) {
            Next::Done(status) => {
                self.ended = Some((at, status));
                Vec::new()
            }
            Next::Said(text) => {
                self.show(at, Stream::Err, &text);
                Vec::new()
            }
            Next::Pipeline(stages) => self.start(at, stages, files),
        }
    }

    fn start(&mut self, at: Millis, stages: Vec<sh::Stage>, files: &mut Files) -> Vec<Delivery> {
        let mut flow = VecDeque::new();
        let mut begun = Vec::new();
        for (index, stage) in stages.into_iter().enumerate() {
            for output in [&stage.output, &stage.errors] {
                if let Output::File {
                    name,
                    append: false,
                } = output
                {
                    self.effect(at, &FileEffect::Write(name.clone(), "".into()), files);
                }
            }
            let is_tool = stage
                .argv
                .first()
                .is_some_and(|word| tools::kafka::tool(word).is_some());
            let (filter, said) = match is_tool {
                true => (None, Said::default()),
                false => {
                    let (filter, said) = Filter::new(&stage.argv, files, at);
                    (Some(filter), said)
                }
            };
            match &stage.input {
                Input::Text(text) => {
                    flow.push_back(Flow::Write(index, text.clone()));
                    flow.push_back(Flow::End(index));
                }
                Input::Keyboard if self.in_front.is_none() => flow.push_back(Flow::End(index)),
                Input::Keyboard | Input::Pipe => {}
            }
            self.stages.push(Stage::new(stage, filter));
            begun.push((index, said));
        }
        let mut said_first = VecDeque::new();
        for (index, said) in begun {
            self.filter_said(at, (index, said), &mut said_first, files);
        }
        said_first.append(&mut flow);
        self.flow(at, said_first, files)
    }

    /// A tool has its machine: what was written for it meanwhile goes there.
    fn launched(&mut self, index: usize, machine: MachineId) -> Vec<Delivery> {
        let Some(stage) = self.stages.get_mut(index) else {
            return Vec::new();
        };
        let waited = std::mem::replace(&mut stage.runs, Runs::Process(machine));
        let mut told = Vec::new();
        if let Runs::Waits { written, ended, .. } = waited {
            if !written.is_empty() {
                told.push(Delivery::Text(machine, written.into()));
            }
            if ended {
                told.push(Delivery::End(machine));
            }
        }
        if let Some(signal) = self.signal {
            told.push(Delivery::Signal(machine, signal));
        }
        told
    }

    pub(super) fn printed(
        &mut self,
        at: Millis,
        stage: usize,
        stream: Stream,
        text: &Text,
        files: &mut Files,
    ) -> Vec<Delivery> {
        self.flow(at, [Flow::Said(stage, stream, text.clone())].into(), files)
    }

    pub(super) fn exited(
        &mut self,
        at: Millis,
        stage: usize,
        status: ExitStatus,
        files: &mut Files,
    ) -> Vec<Delivery> {
        let mut flow = VecDeque::new();
        self.stage_over(stage, status, &mut flow);
        self.flow(at, flow, files)
    }

    /// A signal goes to all of the pipeline; what takes no time ends by it.
    fn signalled(&mut self, at: Millis, signal: Signal, files: &mut Files) -> Vec<Delivery> {
        self.signal = self.signal.or(Some(signal));
        let mut told: Vec<Delivery> = self
            .machines()
            .map(|machine| Delivery::Signal(machine, signal))
            .collect();
        let mut flow = VecDeque::new();
        for index in 0..self.stages.len() {
            let stage = &self.stages[index];
            if stage.exit.is_none() && stage.machine().is_none() {
                self.stage_over(index, signal.status(), &mut flow);
            }
        }
        told.extend(self.flow(at, flow, files));
        told
    }

    /// A stage ended: nobody writes to the next one, nobody reads the one
    /// before.
    fn stage_over(&mut self, index: usize, status: ExitStatus, flow: &mut VecDeque<Flow>) {
        self.stages[index].exit = Some(status);
        if index + 1 < self.stages.len() {
            flow.push_back(Flow::End(index + 1));
        }
        if index > 0 && self.stages[index].input == Input::Pipe {
            flow.push_back(Flow::Unread(index - 1));
        }
    }

    /// Lets all flow to where it goes; answers what processes are told.
    fn flow(&mut self, at: Millis, mut flow: VecDeque<Flow>, files: &mut Files) -> Vec<Delivery> {
        let mut told = Vec::new();
        while let Some(next) = flow.pop_front() {
            match next {
                Flow::Said(stage, stream, text) => {
                    self.said(at, (stage, stream), text, &mut flow, files);
                }
                Flow::Write(stage, text) => {
                    if let Some(said) = self.write(stage, text, &mut told) {
                        self.filter_said(at, (stage, said), &mut flow, files);
                    }
                }
                Flow::End(stage) => {
                    if let Some(said) = self.end_input(stage, &mut told) {
                        self.filter_said(at, (stage, said), &mut flow, files);
                    }
                }
                Flow::Unread(index) => {
                    let stage = &self.stages[index];
                    match (&stage.runs, stage.exit) {
                        (_, Some(_)) => {}
                        (Runs::Process(machine), None) => told.push(Delivery::Unread(*machine)),
                        // It is killed by SIGPIPE.
                        _ => self.stage_over(index, 141, &mut flow),
                    }
                }
            }
        }
        told
    }

    /// A stage said something: into a file, to the next stage, or onto the
    /// screen.
    fn said(
        &mut self,
        at: Millis,
        (index, stream): (usize, Stream),
        text: Text,
        flow: &mut VecDeque<Flow>,
        files: &mut Files,
    ) {
        let stage = &self.stages[index];
        let mut to = match stream {
            Stream::Out => &stage.output,
            Stream::Err => &stage.errors,
        };
        let mut along = stream;
        if *to == Output::SameAsOut {
            (to, along) = (&stage.output, Stream::Out);
        }
        match to {
            Output::Null => {}
            Output::File { name, .. } => {
                let effect = FileEffect::Append(name.clone(), text);
                self.effect(at, &effect, files);
            }
            Output::Pipe if along == Stream::Out && index + 1 < self.stages.len() => {
                flow.push_back(Flow::Write(index + 1, text));
            }
            Output::Pipe | Output::Screen | Output::SameAsOut => self.show(at, stream, &text),
        }
    }

    /// Something is written to a stage; a filter says something to it.
    fn write(&mut self, index: usize, text: Text, told: &mut Vec<Delivery>) -> Option<Said> {
        let stage = &mut self.stages[index];
        if stage.exit.is_some() || stage.input_ended {
            return None;
        }
        match &mut stage.runs {
            Runs::Waits { written, .. } => written.push_str(&text),
            Runs::Process(machine) => told.push(Delivery::Text(*machine, text)),
            Runs::Filter(filter) => return Some(filter.feed(&text)),
        }
        None
    }

    /// A stage's standard input ends; a filter says something to it.
    fn end_input(&mut self, index: usize, told: &mut Vec<Delivery>) -> Option<Said> {
        let stage = &mut self.stages[index];
        if stage.exit.is_some() || std::mem::replace(&mut stage.input_ended, true) {
            return None;
        }
        match &mut stage.runs {
            Runs::Waits { ended, .. } => *ended = true,
            Runs::Process(machine) => told.push(Delivery::End(*machine)),
            Runs::Filter(filter) => return Some(filter.end()),
        }
        None
    }

    /// A filter said something, and may be done.
    fn filter_said(
        &mut self,
        at: Millis,
        (index, said): (usize, Said),
        flow: &mut VecDeque<Flow>,
        files: &mut Files,
    ) {
        for effect in &said.files {
            self.effect(at, effect, files);
        }
        if !said.out.is_empty() {
            flow.push_back(Flow::Said(index, Stream::Out, said.out.into()));
        }
        if !said.err.is_empty() {
            flow.push_back(Flow::Said(index, Stream::Err, said.err.into()));
        }
        let exit = match &self.stages[index].runs {
            Runs::Filter(filter) if self.stages[index].exit.is_none() => filter.exit(),
            _ => None,
        };
        if let Some(status) = exit {
            self.stage_over(index, status, flow);
        }
    }

    /// Changes a file; where there is no room, that is said.
    fn effect(&mut self, at: Millis, effect: &FileEffect, files: &mut Files) {
        if let Err(refused) = effect.apply(files) {
            self.show(at, Stream::Err, &refused);
        }
    }

    /// Prints onto the screen.
    fn show(&mut self, at: Millis, stream: Stream, text: &str) {
        self.bytes += text.len();
        self.output.push_back(Chunk {
            stream,
            at,
            text: Arc::from(text),
        });
        while self.bytes > OUTPUT_BYTES && self.output.len() > 1 {
            if let Some(chunk) = self.output.pop_front() {
                self.bytes -= chunk.text.len();
                self.dropped += 1;
            }
        }
    }
}
