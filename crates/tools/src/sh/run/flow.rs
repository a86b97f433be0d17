//! What flows from one command to the next, into files and onto the screen.

use super::{Done, Line, Run, Running, Runs, StageId, Told};
use crate::process::{ExitStatus, Signal, Stream, Text};
use crate::sh::filter::Said;
use crate::sh::limits::{FileEffect, Limits, Outside};
use crate::sh::stage::{Input, Sink};
use crate::Files;
use protocol::record::Millis;
use std::collections::VecDeque;

/// Something that flows.
#[derive(Debug)]
pub(super) enum Move {
    /// A command printed.
    Print(StageId, Sink, Text),
    /// Something is written to a command's standard input.
    Write(StageId, Text),
    /// A command's standard input ends.
    End(StageId),
    /// Nobody reads a command's standard output any more.
    Unread(StageId),
    /// A command ended.
    Over(StageId, ExitStatus),
}

/// All that flows, in its order, and what came of it.
#[derive(Debug)]
pub(super) struct Flow<'a> {
    at: Millis,
    files: &'a mut Files,
    limits: Limits,
    queue: VecDeque<Move>,
    /// How many bytes small commands printed, and how much else they did.
    printed: usize,
    pub(super) done: Done,
}

impl<'a> Flow<'a> {
    pub(super) fn new(at: Millis, files: &'a mut Files, limits: Limits) -> Self {
        Flow {
            at,
            files,
            limits,
            queue: VecDeque::new(),
            printed: 0,
            done: Done::default(),
        }
    }

    pub(super) fn outside(&self) -> Outside<'_> {
        Outside {
            files: self.files,
            now: self.at,
            limits: &self.limits,
        }
    }

    pub(super) fn push(&mut self, next: Move) {
        self.queue.push_back(next);
    }

    fn show(&mut self, stream: Stream, text: Text) {
        self.done.shown.push((stream, text));
    }

    /// Does something to a file; where there is no room, that is said. Answers
    /// whether it was done.
    pub(super) fn effect(&mut self, effect: &FileEffect) -> bool {
        let applied = effect.apply(self.files, &self.limits);
        if let Err(why) = &applied {
            self.show(Stream::Err, ["bash: ", why, "\n"].concat().into());
        }
        applied.is_ok()
    }

    /// A small command said something.
    pub(super) fn filter_said(&mut self, id: StageId, sinks: (&Sink, &Sink), said: Said) {
        for effect in &said.files {
            self.effect(effect);
        }
        let (output, errors) = sinks;
        self.printed += said.out.len() + said.err.len() + said.work;
        if !said.out.is_empty() {
            self.push(Move::Print(id, output.clone(), said.out.into()));
        }
        if !said.err.is_empty() {
            self.push(Move::Print(id, errors.clone(), said.err.into()));
        }
    }
}

impl Run {
    /// Lets all flow to where it goes.
    pub(super) fn flow(&mut self, mut flow: Flow<'_>) -> Done {
        while let Some(next) = flow.queue.pop_front() {
            self.printed += std::mem::take(&mut flow.printed);
            if self.printed > self.limits.worked_bytes && self.signal.is_none() {
                let much = "bash: one line may not do so much\n";
                flow.show(Stream::Err, much.into());
                self.kill(Signal::Terminate, &mut flow);
            }
            let (Move::Print(id, ..)
            | Move::Write(id, _)
            | Move::End(id)
            | Move::Unread(id)
            | Move::Over(id, _)) = next;
            if let Move::Print(id, sink, text) = next {
                self.print(id, sink, text, &mut flow);
                continue;
            }
            let Some((line, index)) = self.root.place(id) else {
                continue;
            };
            match next {
                Move::Print(..) => {}
                Move::Write(_, text) => line.stages[index].write(text, &mut flow),
                Move::End(_) => line.stages[index].end(&mut flow),
                Move::Unread(_) => line.stages[index].unread(&mut flow),
                Move::Over(_, status) => line.over(index, status, &mut flow),
            }
        }
        flow.done
    }

    /// Something is printed by a command, or by a group that it runs in.
    fn print(&mut self, id: StageId, sink: Sink, text: Text, flow: &mut Flow<'_>) {
        let (mut id, mut sink) = (id, sink);
        loop {
            let Some((line, index)) = self.root.place(id) else {
                return;
            };
            let stream = match sink {
                Sink::Null => return,
                Sink::File(name) => {
                    flow.effect(&FileEffect::Append(name, text));
                    return;
                }
                Sink::Pipe => {
                    let next = line.stages.get(index + 1);
                    if let Some(next) = next.filter(|next| next.input == Input::Pipe) {
                        flow.push(Move::Write(next.id, text));
                    }
                    return;
                }
                Sink::Out => Stream::Out,
                Sink::Err => Stream::Err,
            };
            let Some(group) = line.of else {
                flow.show(stream, text);
                return;
            };
            let Some((line, index)) = self.root.place(group) else {
                return;
            };
            id = group;
            sink = match stream {
                Stream::Out => line.stages[index].output.clone(),
                Stream::Err => line.stages[index].errors.clone(),
            };
        }
    }
}

impl Line {
    /// A command ended: nobody writes to the next one, nobody reads the one
    /// before.
    fn over(&mut self, index: usize, status: ExitStatus, flow: &mut Flow<'_>) {
        let stage = &mut self.stages[index];
        if stage.exit.is_some() {
            return;
        }
        stage.exit = Some(status);
        if stage.input == Input::Pipe && index > 0 {
            let before = self.stages[index - 1].id;
            flow.push(Move::Unread(before));
        }
        if let Some(next) = self.stages.get(index + 1) {
            if next.input == Input::Pipe {
                flow.push(Move::End(next.id));
            }
        }
    }

    /// The command that reads what is written to its standard input.
    fn reader(&self) -> Option<StageId> {
        let mut open = self.open();
        let reader = open.find(|stage| stage.reads_shell && !stage.input_ended);
        reader.map(|stage| stage.id)
    }

    /// Something is written to its standard input.
    pub(super) fn write(&mut self, text: &Text, flow: &mut Flow<'_>) {
        if let Some(id) = self.reader() {
            flow.push(Move::Write(id, text.clone()));
            return;
        }
        if self.written.len() < flow.limits.held_bytes {
            self.written.push_str(text);
            if self.written.len() >= flow.limits.held_bytes {
                let lost = "bash: a pipe is full, and what else comes is lost\n";
                flow.show(Stream::Err, lost.into());
            }
        }
        self.serve(flow.outside());
    }

    /// Nothing more is written to its standard input.
    pub(super) fn end(&mut self, flow: &mut Flow<'_>) {
        self.input_ended = true;
        match self.reader() {
            Some(id) => flow.push(Move::End(id)),
            None => self.serve(flow.outside()),
        }
    }

    /// Gives its shell the line that it waits for, if one is there.
    pub(super) fn serve(&mut self, outside: Outside<'_>) {
        if !self.wants_line {
            return;
        }
        match self.written.find('\n') {
            Some(end) => {
                let line: String = self.written.drain(..=end).collect();
                self.shell.took(Some(&line), outside);
            }
            None if self.input_ended => {
                let rest = std::mem::take(&mut self.written);
                let rest = Some(&*rest).filter(|rest| !rest.is_empty());
                self.shell.took(rest, outside);
            }
            None => return,
        }
        self.wants_line = false;
    }

    /// It was sent a signal, or nobody reads what it prints: its shell waits
    /// for no line any more.
    pub(super) fn stop_wanting(&mut self) {
        self.wants_line = false;
        for stage in &mut self.stages {
            if let Runs::Group(line) = &mut stage.runs {
                line.stop_wanting();
            }
        }
    }
}

impl Running {
    /// Something is written to its standard input.
    fn write(&mut self, text: Text, flow: &mut Flow<'_>) {
        if self.exit.is_some() || self.input_ended {
            return;
        }
        match &mut self.runs {
            Runs::Waits { written, .. } => written.push_str(&text),
            Runs::Tool => flow.done.told.push((self.id, Told::Text(text))),
            Runs::Group(line) => line.write(&text, flow),
            Runs::Filter(filter) => {
                let said = filter.feed(&text);
                self.filter_said(said, flow);
            }
            Runs::Nothing => {}
        }
    }

    fn filter_said(&mut self, said: Said, flow: &mut Flow<'_>) {
        flow.filter_said(self.id, (&self.output, &self.errors), said);
        if let Runs::Filter(filter) = &self.runs {
            if let Some(status) = filter.exit() {
                flow.push(Move::Over(self.id, status));
            }
        }
    }

    /// Its standard input ends.
    fn end(&mut self, flow: &mut Flow<'_>) {
        if self.exit.is_some() || std::mem::replace(&mut self.input_ended, true) {
            return;
        }
        match &mut self.runs {
            Runs::Waits { ended, .. } => *ended = true,
            Runs::Tool => flow.done.told.push((self.id, Told::End)),
            Runs::Group(line) => line.end(flow),
            Runs::Filter(filter) => {
                let said = filter.end();
                self.filter_said(said, flow);
            }
            Runs::Nothing => {}
        }
    }

    /// Nobody reads its standard output any more: what takes no time is killed
    /// by SIGPIPE, and a group before its next pipeline.
    fn unread(&mut self, flow: &mut Flow<'_>) {
        if self.exit.is_some() {
            return;
        }
        match &mut self.runs {
            Runs::Tool => flow.done.told.push((self.id, Told::Unread)),
            Runs::Group(line) => {
                line.unread = true;
                line.stop_wanting();
                let last = line.stages.last().map(|stage| stage.id);
                if let Some(id) = last {
                    flow.push(Move::Unread(id));
                }
            }
            // It prints nothing, and rests on.
            Runs::Filter(filter) if filter.rests_until().is_some() => {}
            _ => flow.push(Move::Over(self.id, 141)),
        }
    }
}
