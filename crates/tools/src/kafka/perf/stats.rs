//! What the test of a producer counts.
//! Source: `ProducerPerformance.Stats`.

use super::numbers::{ratio, MB};
use protocol::record::Millis;
use protocol::sort::sort_by;

/// What was counted since a start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stats {
    start: Millis,
    /// How long each record took.
    latencies: Vec<Millis>,
    bytes: u64,
    window: Window,
    reporting_interval: Millis,
    /// Whether the records before it are left out, as those of a warm-up.
    steady: bool,
    quiet: bool,
}

/// What was counted since the last report.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Window {
    start: Millis,
    count: usize,
    most: Millis,
    total: Millis,
    bytes: u64,
}

impl Window {
    fn new(start: Millis) -> Self {
        Window {
            start,
            count: 0,
            most: 0,
            total: 0,
            bytes: 0,
        }
    }
}

impl Stats {
    pub(super) fn new(start: Millis, reporting_interval: Millis, steady: bool) -> Self {
        Stats {
            start,
            latencies: Vec::new(),
            bytes: 0,
            window: Window::new(start),
            reporting_interval,
            steady,
            quiet: false,
        }
    }

    /// Reports no more.
    pub(super) fn be_quiet(&mut self) {
        self.quiet = true;
    }

    /// A record was acknowledged; answers what is reported.
    pub(super) fn record(&mut self, at: Millis, latency: Millis, bytes: usize) -> String {
        self.latencies.push(latency);
        self.bytes += bytes as u64;
        let window = &mut self.window;
        window.count += 1;
        window.bytes += bytes as u64;
        window.total += latency;
        window.most = window.most.max(latency);
        if at - window.start < self.reporting_interval {
            return String::new();
        }
        let mut text = String::new();
        if self.steady && self.latencies.len() == self.window.count {
            text.push_str("In steady state.\n");
        }
        if !self.quiet {
            text.push_str(&self.window(at));
        }
        self.window = Window::new(at);
        text
    }

    fn window(&self, at: Millis) -> String {
        let window = &self.window;
        let (count, elapsed) = (window.count as i128, i128::from(at - window.start));
        format!(
            "{count} records sent, {} records/sec ({} MB/sec), {} ms avg latency, {}.0 ms max latency.\n",
            ratio(count * 1_000, elapsed, 1),
            ratio(i128::from(window.bytes) * 1_000, elapsed * MB, 2),
            ratio(window.total.into(), count, 1),
            window.most,
        )
    }

    /// The report of all.
    pub(super) fn total(&self, at: Millis) -> String {
        let (count, elapsed) = (self.latencies.len() as i128, i128::from(at - self.start));
        let total: Millis = self.latencies.iter().sum();
        let mut sorted = self.latencies.clone();
        sort_by(&mut sorted, Ord::cmp);
        let part = |thousandths: usize| {
            let place = sorted.len() * thousandths / 1_000;
            sorted.get(place).copied().unwrap_or(0)
        };
        format!(
            "{count}{} records sent, {} records/sec ({} MB/sec), {} ms avg latency, {}.00 ms max latency, {} ms 50th, {} ms 95th, {} ms 99th, {} ms 99.9th.\n",
            if self.steady { " steady state" } else { "" },
            ratio(count * 1_000, elapsed, 6),
            ratio(i128::from(self.bytes) * 1_000, elapsed * MB, 2),
            ratio(total.into(), count, 2),
            sorted.last().copied().unwrap_or(0),
            part(500),
            part(950),
            part(990),
            part(999),
        )
    }
}
