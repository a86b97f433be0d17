//! A runner of one process, with a client that a test stands in for.

use client::call::{Call, ConsumerCall, OpId, ProducerCall, ProducerRecord};
use client::outcome::{ConsumerRecord, Outcome, RecordMetadata};
use protocol::record::{Millis, Payload, Record};
use protocol::topic_partition::TopicPartition;
use std::sync::Arc;
use tools::{Environment, ExitStatus, Files, Launch, Stream, Text, ToolEvent, ToolStep};

/// A process that runs.
pub(crate) struct StandIn {
    pub(crate) launch: Launch,
    pub(crate) now: Millis,
    /// What it printed.
    pub(crate) out: String,
    pub(crate) err: String,
    /// The calls that it made.
    pub(crate) calls: Vec<Call>,
    /// Calls that have not come back.
    open: Vec<(OpId, Call)>,
    /// What polls come back with, one after the other; then they wait.
    pub(crate) polls: Vec<Vec<ConsumerRecord>>,
    /// Whether a producer's calls wait until the test answers them.
    held: bool,
    /// Nobody reads its output after so many prints of it.
    pub(crate) read: usize,
}

impl StandIn {
    /// Starts a tool with these arguments behind `--bootstrap-server`.
    pub(crate) fn start(tool: &str, args: &[&str]) -> Self {
        let args = [&["--bootstrap-server", "localhost:9092"], args].concat();
        StandIn::start_with(tool, &args, &Files::new(), false)
    }

    pub(crate) fn start_with(tool: &str, args: &[&str], files: &Files, interactive: bool) -> Self {
        let argv = [&[tool], args].concat();
        let argv: Vec<Text> = argv.iter().map(|word| Text::from(*word)).collect();
        let environment = Environment {
            files,
            at: 0,
            draw: 4_711,
            interactive,
        };
        StandIn {
            launch: tools::launch(&argv, &environment).expect("a tool"),
            now: 0,
            out: String::new(),
            err: String::new(),
            calls: Vec::new(),
            open: Vec::new(),
            polls: Vec::new(),
            held: false,
            read: usize::MAX,
        }
    }

    /// Lets it run as far as it comes, and answers how it ended if it did.
    pub(crate) fn run(&mut self) -> Option<ExitStatus> {
        for _ in 0..100_000 {
            let copy = self.launch.process.clone();
            assert!(copy == self.launch.process);
            match self.launch.process.step(self.now) {
                None => return self.launch.process.exit(),
                Some(ToolStep::Begin(call)) => self.begin(call),
                Some(ToolStep::Did(event)) => {
                    self.see(&event);
                    self.launch.process.apply(self.now, &event);
                }
            }
        }
        panic!("it does not come to rest");
    }

    fn see(&mut self, event: &ToolEvent) {
        match event {
            ToolEvent::Printed(Stream::Out, text) => {
                self.out.push_str(text);
                self.read -= 1;
                if self.read == 0 {
                    self.launch.process.stop_reading();
                }
            }
            ToolEvent::Printed(Stream::Err, text) => self.err.push_str(text),
            _ => {}
        }
    }

    fn begin(&mut self, call: Call) {
        let op = self.calls.len() as OpId;
        self.calls.push(call.clone());
        self.launch.process.began(self.now, op, &call);
        self.open.push((op, call.clone()));
        if let Some(ProducerCall::Send(records)) = call.producer() {
            self.launch.process.placed(op, records.len());
        }
        let outcome = match (&call, call.producer(), call.consumer()) {
            (_, Some(ProducerCall::Send(records)), _) => {
                let sent = RecordMetadata {
                    partition: 0,
                    offset: 0,
                    timestamp: self.now,
                    acknowledged_at: self.now,
                };
                Outcome::Sent(records.iter().map(|_| Ok(sent)).collect())
            }
            (_, _, Some(ConsumerCall::Poll(_))) => match self.polls.is_empty() {
                true => return,
                false => Outcome::Records(self.polls.remove(0).into()),
            },
            _ => Outcome::Done,
        };
        if !self.held || call.producer().is_none() {
            self.complete(outcome);
        }
        let woken = matches!(call.consumer(), Some(ConsumerCall::Wakeup));
        if woken && !self.open.is_empty() {
            let why = protocol::exception::Exception::new("WakeupException", "");
            self.complete(Outcome::Threw(why));
        }
    }

    /// From now on the test answers a producer's calls.
    pub(crate) fn hold(&mut self) {
        self.held = true;
    }

    /// The oldest open call comes back.
    pub(crate) fn complete_first(&mut self, outcome: Outcome) {
        let (op, call) = self.open.remove(0);
        let process = &mut self.launch.process;
        process.completed(self.now, op, &call, &Arc::new(outcome));
    }

    /// The call that was made last comes back.
    pub(crate) fn complete(&mut self, outcome: Outcome) {
        let (op, call) = self.open.pop().expect("a call is open");
        let process = &mut self.launch.process;
        process.completed(self.now, op, &call, &Arc::new(outcome));
    }

    /// The names of the calls that it made.
    pub(crate) fn called(&self) -> Vec<&'static str> {
        self.calls.iter().map(Call::name).collect()
    }

    /// The records that it sent.
    pub(crate) fn sent(&self) -> Vec<ProducerRecord> {
        let sends = self.calls.iter().filter_map(|call| match call.producer() {
            Some(ProducerCall::Send(records)) => Some(records.to_vec()),
            _ => None,
        });
        sends.flatten().collect()
    }
}

/// A record of the topic `t`.
pub(crate) fn record(
    partition: i32,
    offset: i64,
    key: Option<&str>,
    value: Option<&str>,
) -> ConsumerRecord {
    ConsumerRecord {
        partition: TopicPartition::new("t", partition),
        offset,
        log_append_time: false,
        record: Record {
            key: key.map(Payload::from),
            value: value.map(Payload::from),
            headers: Arc::from([]),
            timestamp: 1_750_000_000_123,
        },
    }
}
