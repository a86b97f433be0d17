//! A send that has not come back: which of its records are in batches, and
//! what became of them.

use crate::call::ProducerRecord;
use crate::outcome::{Outcome, Sent};
use std::sync::Arc;

/// A send that has not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sending {
    records: Arc<[ProducerRecord]>,
    /// How many of them are in batches (or failed before).
    accumulated: usize,
    /// What became of each.
    results: Vec<Option<Sent>>,
    /// How many have no result yet.
    open: usize,
}

impl Sending {
    /// A send whose records are in no batch yet.
    pub(super) fn new(records: Arc<[ProducerRecord]>) -> Self {
        Sending {
            accumulated: 0,
            results: vec![None; records.len()],
            open: records.len(),
            records,
        }
    }

    /// All its records, wherever they are.
    pub(super) fn records(&self) -> &Arc<[ProducerRecord]> {
        &self.records
    }

    /// The records that are in no batch, in their order.
    pub(super) fn left(&self) -> &[ProducerRecord] {
        &self.records[self.accumulated..]
    }

    /// The place of the first record that is in no batch: how many are (or
    /// failed before).
    pub(super) fn accumulated(&self) -> usize {
        self.accumulated
    }

    /// So many of the records that are left went into batches, or the next one
    /// was refused. Answers the place of the first of them.
    pub(super) fn take(&mut self, count: usize) -> usize {
        let first = self.accumulated;
        self.accumulated += count;
        first
    }

    /// A record has its result.
    pub(super) fn resolve(&mut self, index: u32, sent: Sent) {
        let result = &mut self.results[index as usize];
        if result.is_none() {
            self.open -= 1;
        }
        *result = Some(sent);
    }

    /// What it comes back with, once all its records have a result.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        let results = self.results.iter().flatten().cloned();
        (self.open == 0).then(|| Outcome::Sent(results.collect()))
    }
}
