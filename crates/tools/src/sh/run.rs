//! A line that runs: its pipelines, and what flows through them.

mod flow;

use super::filter::{reads_input, Filter};
use super::limits::{Limits, Variables};
use super::shell::Shell;
use super::stage::{Command, Input, Next, Sink, Stage};
use super::tree::Program;
use crate::process::{ExitStatus, Signal, Stream, Text};
use crate::Files;
use flow::{Flow, Move};
use protocol::record::Millis;
use std::sync::Arc;

/// The number of a command that runs: never used twice in a line.
pub type StageId = u32;

/// The next thing that a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunStep {
    /// One of Kafka's tools is to run: [`Run::launched`].
    Launch {
        /// Which command.
        stage: StageId,
        /// Its name and its arguments.
        argv: Arc<[Text]>,
        /// Whether it reads what is typed.
        interactive: bool,
    },
    /// A command that rested goes on: [`Run::woke`].
    Wake(StageId),
    /// A pipeline is over: [`Run::go_on`].
    GoOn,
}

/// What a tool is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Somebody wrote to its standard input.
    Text(Text),
    /// Nobody writes to it any more.
    End,
    /// Nobody reads its standard output any more.
    Unread,
    /// A signal.
    Signal(Signal),
}

/// What came of something that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// What was printed onto the screen.
    pub shown: Vec<(Stream, Text)>,
    /// What tools are told.
    pub told: Vec<(StageId, Told)>,
}

/// What runs in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Runs {
    /// A tool that is not launched yet, with what was written for it meanwhile.
    Waits {
        argv: Arc<[Text]>,
        written: String,
        ended: bool,
    },
    /// A tool.
    Tool,
    /// A small command.
    Filter(Box<Filter>),
    /// A loop or a group.
    Group(Box<Line>),
    /// Nothing any more.
    Nothing,
}

/// A command of a pipeline that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Running {
    id: StageId,
    runs: Runs,
    input: Input,
    output: Sink,
    errors: Sink,
    exit: Option<ExitStatus>,
    /// Whether it reads what its shell reads.
    reads_shell: bool,
    input_ended: bool,
}

/// A shell and the pipeline that it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    /// The stage that it is; none where it is the whole line.
    of: Option<StageId>,
    shell: Shell,
    stages: Vec<Running>,
    /// What was written to its standard input and nobody has read.
    written: String,
    input_ended: bool,
    /// The shell itself waits for a line of it.
    wants_line: bool,
    /// Nobody reads what it prints.
    unread: bool,
}

impl Line {
    fn new(shell: Shell, of: Option<StageId>) -> Self {
        Line {
            of,
            shell,
            stages: Vec::new(),
            written: String::new(),
            input_ended: false,
            wants_line: false,
            unread: false,
        }
    }

    /// Whether its pipeline is over, and it may go on.
    fn is_idle(&self) -> bool {
        !self.wants_line && self.stages.iter().all(|stage| stage.exit.is_some())
    }

    /// The line that goes on next, in it or itself.
    fn idle(&self) -> Option<&Line> {
        let inner = self.open().find_map(|stage| match &stage.runs {
            Runs::Group(line) => line.idle(),
            _ => None,
        });
        inner.or(self.is_idle().then_some(self))
    }

    /// The commands that run.
    fn open(&self) -> impl Iterator<Item = &Running> {
        self.stages.iter().filter(|stage| stage.exit.is_none())
    }

    /// All commands that run, also in groups.
    fn all<'a>(&'a self, found: &mut Vec<&'a Running>) {
        for stage in self.open() {
            found.push(stage);
            if let Runs::Group(line) = &stage.runs {
                line.all(found);
            }
        }
    }

    /// The line in which a command runs, and its place in the pipeline.
    fn place(&mut self, id: StageId) -> Option<(&mut Line, usize)> {
        if let Some(index) = self.stages.iter().position(|stage| stage.id == id) {
            return Some((self, index));
        }
        self.stages
            .iter_mut()
            .find_map(|stage| match &mut stage.runs {
                Runs::Group(line) => line.place(id),
                _ => None,
            })
    }

    /// Whether somebody reads what is written to its standard input.
    fn reads(&self) -> bool {
        self.wants_line
            || self.open().any(|stage| match &stage.runs {
                _ if !stage.reads_shell || stage.input_ended => false,
                Runs::Group(line) => line.reads(),
                _ => true,
            })
    }

    /// The tools that are to be launched, and whether they read what is typed;
    /// `typed` is whether this line does.
    fn waits(&self, typed: bool) -> Option<RunStep> {
        let typed = typed && !self.input_ended;
        self.open().find_map(|stage| {
            let typed = typed && stage.reads_shell && !stage.input_ended;
            match &stage.runs {
                Runs::Waits { argv, .. } => Some(RunStep::Launch {
                    stage: stage.id,
                    argv: argv.clone(),
                    interactive: typed,
                }),
                Runs::Group(line) => line.waits(typed),
                _ => None,
            }
        })
    }
}

/// A line that runs, or ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    root: Line,
    last: StageId,
    signal: Option<Signal>,
    exit: Option<ExitStatus>,
    limits: Limits,
    /// How many bytes its small commands printed, and how much else they did.
    printed: usize,
}

impl Run {
    /// A line at its start, with the variables and the status that the line
    /// before it left.
    pub fn new(
        program: &Program,
        variables: Variables,
        status: ExitStatus,
        limits: Limits,
    ) -> Self {
        let mut root = Line::new(Shell::new(program, variables, status), None);
        root.input_ended = program.in_background();
        Run {
            root,
            last: 0,
            signal: None,
            exit: None,
            limits,
            printed: 0,
        }
    }

    /// How it ended; none while it runs.
    pub fn exit(&self) -> Option<ExitStatus> {
        self.exit
    }

    /// Its variables.
    pub fn variables(&self) -> &Variables {
        self.root.shell.variables()
    }

    /// The signal that it was sent, if it was sent one.
    pub fn signal(&self) -> Option<Signal> {
        self.signal
    }

    /// Whether something can be typed for it.
    pub fn reads(&self) -> bool {
        self.exit.is_none() && !self.root.input_ended && self.root.reads()
    }

    fn all(&self) -> Vec<&Running> {
        let mut all = Vec::new();
        if self.exit.is_none() {
            self.root.all(&mut all);
        }
        all
    }

    /// The tools that run.
    pub fn tools(&self) -> Vec<StageId> {
        let all = self.all().into_iter();
        let tools = all.filter(|stage| stage.runs == Runs::Tool);
        tools.map(|stage| stage.id).collect()
    }

    /// Until when it rests, if it does.
    pub fn rests_until(&self) -> Option<Millis> {
        self.all()
            .into_iter()
            .filter_map(Running::rests_until)
            .min()
    }

    /// What it does next at `now`.
    pub fn step(&self, now: Millis) -> Option<RunStep> {
        if self.exit.is_some() {
            return None;
        }
        if let Some(launch) = self.root.waits(true) {
            return Some(launch);
        }
        let mut all = self.all().into_iter();
        let woken = all.find(|stage| stage.rests_until().is_some_and(|until| until <= now));
        match woken {
            Some(stage) => Some(RunStep::Wake(stage.id)),
            None => self.root.idle().map(|_| RunStep::GoOn),
        }
    }

    /// A pipeline is over: the next one begins, or the line ends.
    pub fn go_on(&mut self, at: Millis, files: &mut Files) -> Done {
        let mut flow = Flow::new(at, files, self.limits);
        let Some(of) = self.root.idle().map(|line| line.of) else {
            return flow.done;
        };
        let signal = self.signal;
        let Some(line) = self.line(of) else {
            return flow.done;
        };
        if let Some(last) = line.stages.last() {
            let ran = line.stages.iter().map(|stage| match &stage.runs {
                Runs::Group(group) => group.shell.ran(),
                _ => 0,
            });
            line.shell
                .ended(last.exit.unwrap_or_default(), ran.max().unwrap_or_default());
        }
        line.stages.clear();
        let next = match signal {
            Some(signal) => Next::Done(signal.status()),
            // It is killed by SIGPIPE.
            None if line.unread => Next::Done(141),
            None => line.shell.next(flow.outside()),
        };
        match next {
            Next::Done(status) => match of {
                None => self.exit = Some(status),
                Some(id) => flow.push(Move::Over(id, status)),
            },
            Next::Line => {
                line.wants_line = true;
                line.serve(flow.outside());
            }
            Next::Pipeline(stages) => self.start(of, stages, &mut flow),
        }
        self.flow(flow)
    }

    fn line(&mut self, of: Option<StageId>) -> Option<&mut Line> {
        let Some(id) = of else {
            return Some(&mut self.root);
        };
        let (line, index) = self.root.place(id)?;
        match &mut line.stages[index].runs {
            Runs::Group(line) => Some(line),
            _ => None,
        }
    }

    /// A tool was launched: what was written for it meanwhile is told.
    pub fn launched(&mut self, stage: StageId) -> Done {
        let mut done = Done::default();
        let signal = self.signal;
        let Some((line, index)) = self.root.place(stage) else {
            return done;
        };
        let waited = std::mem::replace(&mut line.stages[index].runs, Runs::Tool);
        if let Runs::Waits { written, ended, .. } = waited {
            if !written.is_empty() {
                done.told.push((stage, Told::Text(written.into())));
            }
            if ended {
                done.told.push((stage, Told::End));
            }
        }
        if let Some(signal) = signal {
            done.told.push((stage, Told::Signal(signal)));
        }
        done
    }

    /// A command rested long enough.
    pub fn woke(&mut self, stage: StageId, at: Millis, files: &mut Files) -> Done {
        let mut flow = Flow::new(at, files, self.limits);
        let mut exit = None;
        if let Some((line, index)) = self.root.place(stage) {
            if let Runs::Filter(filter) = &mut line.stages[index].runs {
                filter.woke();
                exit = filter.exit();
            }
        }
        if let Some(status) = exit {
            flow.push(Move::Over(stage, status));
        }
        self.flow(flow)
    }

    /// Something was typed for it.
    pub fn input(&mut self, text: &Text, at: Millis, files: &mut Files) -> Done {
        let mut flow = Flow::new(at, files, self.limits);
        self.root.write(text, &mut flow);
        self.flow(flow)
    }

    /// Nothing more is typed for it.
    pub fn end_input(&mut self, at: Millis, files: &mut Files) -> Done {
        let mut flow = Flow::new(at, files, self.limits);
        self.root.end(&mut flow);
        self.flow(flow)
    }

    /// A tool printed.
    pub fn printed(
        &mut self,
        stage: StageId,
        (stream, text): (Stream, &Text),
        at: Millis,
        files: &mut Files,
    ) -> Done {
        let mut flow = Flow::new(at, files, self.limits);
        if let Some((line, index)) = self.root.place(stage) {
            let running = &line.stages[index];
            let sink = match stream {
                Stream::Out => running.output.clone(),
                Stream::Err => running.errors.clone(),
            };
            flow.push(Move::Print(stage, sink, text.clone()));
        }
        self.flow(flow)
    }

    /// A tool ended.
    pub fn exited(
        &mut self,
        stage: StageId,
        status: ExitStatus,
        at: Millis,
        files: &mut Files,
    ) -> Done {
        let mut flow = Flow::new(at, files, self.limits);
        flow.push(Move::Over(stage, status));
        self.flow(flow)
    }

    /// A signal goes to all of it; what takes no time ends by it. The first one
    /// counts.
    pub fn signalled(&mut self, signal: Signal, at: Millis, files: &mut Files) -> Done {
        let mut flow = Flow::new(at, files, self.limits);
        self.kill(signal, &mut flow);
        self.flow(flow)
    }

    fn kill(&mut self, signal: Signal, flow: &mut Flow<'_>) {
        self.signal = self.signal.or(Some(signal));
        let mut ended = Vec::new();
        for stage in self.all() {
            match &stage.runs {
                Runs::Tool => flow.done.told.push((stage.id, Told::Signal(signal))),
                Runs::Group(_) => {}
                _ => ended.push(stage.id),
            }
        }
        for id in ended {
            flow.push(Move::Over(id, signal.status()));
        }
        self.root.stop_wanting();
    }

    /// Starts a pipeline of a line.
    fn start(&mut self, of: Option<StageId>, stages: Vec<Stage>, flow: &mut Flow<'_>) {
        for stage in stages {
            self.last += 1;
            let id = self.last;
            if let Some(line) = self.line(of) {
                line.begin(id, stage, flow);
            }
        }
    }
}

impl Line {
    /// Adds a command to the pipeline. What it prints flows when all of them
    /// are there.
    fn begin(&mut self, id: StageId, stage: Stage, flow: &mut Flow<'_>) {
        if let Some((sink, text)) = stage.complaint {
            flow.push(Move::Print(id, sink, text));
        }
        let opened = stage.opens.iter().all(|open| flow.effect(open));
        let mut over = None;
        let (runs, reads) = match stage.command {
            _ if !opened => {
                over = Some(1);
                (Runs::Nothing, false)
            }
            Command::Ended(status) => {
                over = Some(status);
                (Runs::Nothing, false)
            }
            Command::Group(shell) => {
                let line = Line::new(*shell, Some(id));
                (Runs::Group(Box::new(line)), true)
            }
            Command::Words(argv) if is_tool(&argv) => {
                let reads = reads_input(&argv);
                let waits = Runs::Waits {
                    argv: argv.into(),
                    written: String::new(),
                    ended: false,
                };
                (waits, reads)
            }
            Command::Words(argv) => {
                let (filter, said) = Filter::new(&argv, flow.outside());
                flow.filter_said(id, (&stage.output, &stage.errors), said);
                over = filter.exit();
                let reads = filter.reads();
                (Runs::Filter(Box::new(filter)), reads)
            }
        };
        let reads_shell = reads && stage.input == Input::Shell;
        if let Input::Text(text) = &stage.input {
            flow.push(Move::Write(id, text.clone()));
            flow.push(Move::End(id));
        }
        if reads_shell {
            let written = std::mem::take(&mut self.written);
            if !written.is_empty() {
                flow.push(Move::Write(id, written.into()));
            }
            if self.input_ended {
                flow.push(Move::End(id));
            }
        }
        if let Some(status) = over {
            flow.push(Move::Over(id, status));
        }
        self.stages.push(Running {
            id,
            runs,
            input: stage.input,
            output: stage.output,
            errors: stage.errors,
            exit: None,
            reads_shell,
            input_ended: false,
        });
    }
}

fn is_tool(argv: &[Text]) -> bool {
    let first = argv.first();
    first.is_some_and(|word| crate::kafka::tool(word).is_some())
}

impl Running {
    fn rests_until(&self) -> Option<Millis> {
        match &self.runs {
            Runs::Filter(filter) if self.exit.is_none() => filter.rests_until(),
            _ => None,
        }
    }
}
