//! `kafka-producer-perf-test`: sends many records, and says how long that took.
//! Source: `ProducerPerformance`.

use super::producer_settings::{start, OPTIONS};
use super::stats::Stats;
use crate::kafka::agenda::Agenda;
use crate::kafka::{Runs, Tool};
use crate::process::{Around, Stream, ToolEvent, ToolStep};
use crate::throwable::Throwable;
use client::call::{Call, OpId, ProducerCall, ProducerRecord};
use client::outcome::{Outcome, Sent};
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::{Millis, Payload};
use protocol::sort::sort_by;
use std::sync::Arc;

/// The tool.
pub(crate) static TOOL: Tool = Tool {
    name: "kafka-producer-perf-test",
    about: "Sends many records as fast as it can or as it is told, and says how long they took.",
    options: OPTIONS,
    examples: &[
        "kafka-producer-perf-test.sh --bootstrap-server localhost:9092 --topic orders --num-records 1000 --record-size 100 --throughput 100",
    ],
    runs: Runs::Loop(start),
};

/// How many records are handed to the client at once, where nothing holds them
/// back.
const AT_ONCE: u64 = 500;

/// By which a throughput is multiplied.
const BILLION: i128 = 1_000_000_000;
const NANOS_PER_MS: i64 = 1_000_000;
/// It rests for no less than this.
const LEAST_REST_NANOS: i64 = 2 * NANOS_PER_MS;

/// What a record has in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Payloads {
    /// So many letters by chance.
    Letters(usize),
    /// One of these by chance.
    Given(Vec<Payload>),
    /// The number of the record.
    Numbers,
}

/// What it was told to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub topic: Name,
    pub records: u64,
    /// How many records come before those that count as steady.
    pub warm_up: u64,
    pub payloads: Payloads,
    /// How many records there may be in a second, times a billion; negative is
    /// without limit.
    pub throughput: i64,
    pub reporting_interval: Millis,
}

/// The program.
///
/// The real one sends record by record, and a send returns at once unless it
/// has to wait for the topic or for memory. So here the first record is sent
/// alone, and then many at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProducerPerf {
    plan: Arc<Plan>,
    agenda: Agenda,
    chance: SplittableRandom,
    began: Millis,
    stats: Stats,
    steady: Option<Stats>,
    /// How many records it has sent.
    sent: u64,
    /// The next send, or the close.
    ready: Option<Call>,
    /// The close.
    closes: Option<OpId>,
    /// The send that has not returned, and how many of its records hold it up.
    sends: Option<(OpId, usize)>,
    /// When each send that is not acknowledged began, and whether it is none of
    /// the warm-up.
    open: Map<OpId, (Millis, bool)>,
    /// For how long it should have rested and did not.
    owes_nanos: i64,
    rests_until: Option<Millis>,
}

impl ProducerPerf {
    pub(super) fn new(plan: Plan, at: Millis, agenda: Agenda) -> Self {
        let mut program = ProducerPerf {
            stats: Stats::new(at, plan.reporting_interval, false),
            plan: Arc::new(plan),
            agenda,
            chance: SplittableRandom(0),
            began: at,
            steady: None,
            sent: 0,
            ready: None,
            closes: None,
            sends: None,
            open: Map::new(),
            owes_nanos: 0,
            rests_until: None,
        };
        program.go_on();
        program
    }

    /// What it does next. Nothing handles a signal in the real one.
    pub(crate) fn step(&self, around: Around<'_>) -> Option<ToolStep> {
        if let Some(signal) = around.signal {
            return Some(ToolStep::Did(ToolEvent::Exited(signal.status())));
        }
        if !self.agenda.is_done() {
            return self.agenda.next(None);
        }
        if self.sends.is_some() {
            return None;
        }
        if let Some(until) = self.rests_until {
            return (around.now >= until).then_some(ToolStep::Did(ToolEvent::WentOn));
        }
        self.ready.clone().map(ToolStep::Begin)
    }

    /// When it wants to be woken.
    pub(crate) fn next_due(&self) -> Option<Millis> {
        self.rests_until.filter(|_| self.sends.is_none())
    }

    /// It made a call.
    pub(crate) fn began(&mut self, at: Millis, op: OpId, call: &Call) {
        self.ready = None;
        let Some(ProducerCall::Send(records)) = call.producer() else {
            self.closes = Some(op);
            return;
        };
        if self.plan.warm_up > 0 && self.sent == self.plan.warm_up {
            let steady = Stats::new(at, self.plan.reporting_interval, true);
            self.steady = Some(steady);
            self.stats.be_quiet();
        }
        self.sends = Some((op, records.len()));
        self.open.insert(op, (at, self.steady.is_some()));
        self.sent += records.len() as u64;
        self.throttle(at);
    }

    /// So many records of a send are in batches, or were refused.
    pub(crate) fn placed(&mut self, op: OpId, records: usize) {
        let Some((sends, left)) = &mut self.sends else {
            return;
        };
        if *sends == op {
            *left = left.saturating_sub(records);
            if *left == 0 {
                self.sends = None;
                self.go_on();
            }
        }
    }

    /// A call came back.
    pub(crate) fn completed(&mut self, at: Millis, op: OpId, call: &Call, outcome: &Outcome) {
        match (call.producer(), outcome) {
            (Some(ProducerCall::Send(records)), Outcome::Sent(sent)) => {
                self.placed(op, records.len());
                let (began, steady) = self.open.remove(&op).unwrap_or((at, false));
                self.count(began, steady, records, sent);
            }
            _ if self.closes == Some(op) => {
                let total = self.stats.total(at);
                self.agenda.print(Stream::Out, total);
                if let Some(steady) = &self.steady {
                    let total = steady.total(at);
                    self.agenda.print(Stream::Out, total);
                }
                self.agenda.exit(0);
            }
            _ => {}
        }
    }

    /// What the callbacks of a send do, in the order in which they are called.
    fn count(&mut self, began: Millis, steady: bool, records: &[ProducerRecord], sent: &[Sent]) {
        let mut acknowledged: Vec<(Millis, usize)> = Vec::new();
        for (record, sent) in records.iter().zip(sent) {
            let bytes = record.value.as_ref().map_or(0, Payload::len);
            match sent {
                Ok(metadata) => acknowledged.push((metadata.acknowledged_at, bytes)),
                Err(why) => {
                    let trace = Throwable::from(&**why).trace();
                    self.agenda.print(Stream::Err, trace);
                }
            }
        }
        sort_by(&mut acknowledged, |one, other| one.0.cmp(&other.0));
        for (at, bytes) in acknowledged {
            let report = self.stats.record(at, at - began, bytes);
            self.agenda.print(Stream::Out, report);
            if let Some(stats) = self.steady.as_mut().filter(|_| steady) {
                let report = stats.record(at, at - began, bytes);
                self.agenda.print(Stream::Out, report);
            }
        }
    }

    /// Prepares the next send, or the end.
    fn go_on(&mut self) {
        if self.sends.is_some() || self.rests_until.is_some() || self.ready.is_some() {
            return;
        }
        let left = self.plan.records - self.sent;
        if left == 0 {
            self.ready = Some(ProducerCall::Close.into());
            return;
        }
        let alone = self.sent == 0 || self.plan.throughput >= 0;
        // The records of the warm-up are apart from the others.
        let warms = self
            .plan
            .warm_up
            .checked_sub(self.sent)
            .filter(|left| *left > 0);
        let most = if alone { 1 } else { AT_ONCE };
        let count = left.min(most).min(warms.unwrap_or(left));
        let numbers = self.sent..self.sent + count;
        let records: Vec<ProducerRecord> = numbers.map(|number| self.make(number)).collect();
        self.ready = Some(ProducerCall::Send(records.into()).into());
    }

    /// Source: `generateRandomPayload`.
    fn make(&mut self, number: u64) -> ProducerRecord {
        let value = match &self.plan.payloads {
            Payloads::Letters(size) => {
                let letters = (0..*size).map(|_| b'A' + self.chance.below(26) as u8);
                Payload::from(letters.collect::<Vec<u8>>())
            }
            Payloads::Given(payloads) => {
                payloads[self.chance.below(payloads.len() as i32) as usize].clone()
            }
            Payloads::Numbers => Payload::from(&*number.to_string()),
        };
        ProducerRecord {
            topic: self.plan.topic.clone(),
            partition: None,
            key: None,
            value: Some(value),
            headers: Arc::from([]),
            timestamp: None,
        }
    }

    /// Rests, where it has sent more than it may.
    ///
    /// For the real one the first millisecond is over soon; here it counts as
    /// over, because sending takes no time. What is less than a millisecond is
    /// made up for later.
    /// Source: `ThroughputThrottler`.
    fn throttle(&mut self, at: Millis) {
        let limit = self.plan.throughput;
        if limit < 0 {
            return;
        }
        let elapsed = (at - self.began).max(1);
        let before = i128::from(self.sent.saturating_sub(1));
        if before * 1_000 * BILLION <= i128::from(limit) * i128::from(elapsed) {
            return;
        }
        if limit == 0 {
            // It rests for good.
            self.rests_until = Some(Millis::MAX);
            return;
        }
        let rest = (BILLION * BILLION / i128::from(limit)).min(i128::from(i64::MAX / 4));
        self.owes_nanos += rest as i64;
        if self.owes_nanos >= LEAST_REST_NANOS {
            self.rests_until = Some(at + self.owes_nanos / NANOS_PER_MS);
            self.owes_nanos %= NANOS_PER_MS;
        }
    }

    /// Applies what it did.
    pub(crate) fn apply(&mut self) {
        if !self.agenda.did() {
            self.rests_until = None;
            self.go_on();
        }
    }
}

/// Java's `SplittableRandom`, of which the tool's letters come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SplittableRandom(u64);

impl SplittableRandom {
    fn next(&mut self) -> i32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 33).wrapping_mul(0x62a9_d9ed_7997_05f5);
        z = (z ^ z >> 28).wrapping_mul(0xcb24_d0a5_c88c_35b3);
        (z >> 32) as i32
    }

    /// A number from 0 and below a bound.
    fn below(&mut self, bound: i32) -> i32 {
        let mask = bound - 1;
        if bound & mask == 0 {
            return self.next() & mask;
        }
        loop {
            let number = (self.next() as u32 >> 1) as i32;
            let below = number % bound;
            if number.wrapping_add(mask).wrapping_sub(below) >= 0 {
                return below;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SplittableRandom;

    #[test]
    fn chance_is_javas() {
        let mut chance = SplittableRandom(0);
        let letters = (0..40).map(|_| char::from(b'A' + chance.below(26) as u8));
        let letters: String = letters.collect();
        assert_eq!(letters, "YQHHNEBSEPDNSEIFGAMSUJXKOLTXSPLGHDIOYZJF");
        let mut chance = SplittableRandom(0);
        let numbers: Vec<i32> = (0..10).map(|_| chance.below(3)).collect();
        assert_eq!(numbers, [1, 1, 0, 0, 1, 1, 2, 0, 1, 0]);
    }
}
