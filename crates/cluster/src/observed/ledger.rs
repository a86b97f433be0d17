//! How often the work on each record was completed, by group.

use protocol::map::Map;
use protocol::record::Offset;
use protocol::topic_partition::TopicPartition;

/// Completions of one partition's records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Page {
    /// The offset of the first entry.
    from: Offset,
    /// How often each record from there on was completed.
    times: Vec<u16>,
    /// Records completed once.
    once: i64,
    /// Records completed more than once.
    again: i64,
}

/// The completions of one group. It is no part of Kafka: the program of the
/// group keeps it, and no crash takes it away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    pages: Map<TopicPartition, Page>,
}

impl Ledger {
    /// The work on a record was completed.
    pub(crate) fn complete(&mut self, partition: &TopicPartition, offset: Offset) {
        let page = self.pages.get_or_insert_with(partition.clone(), || Page {
            from: offset,
            ..Page::default()
        });
        if offset < page.from {
            let missing = (page.from - offset) as usize;
            page.times.splice(0..0, std::iter::repeat_n(0, missing));
            page.from = offset;
        }
        let index = (offset - page.from) as usize;
        if page.times.len() <= index {
            page.times.resize(index + 1, 0);
        }
        let times = &mut page.times[index];
        *times = times.saturating_add(1);
        match *times {
            1 => page.once += 1,
            2 => {
                page.once -= 1;
                page.again += 1;
            }
            _ => {}
        }
    }

    /// A topic is gone: one that is made again has other records.
    pub(crate) fn forget(&mut self, topic: &str) {
        self.pages.retain(|partition, _| *partition.topic != *topic);
    }

    /// How often the work on a record was completed.
    pub fn times(&self, partition: &TopicPartition, offset: Offset) -> u16 {
        self.pages
            .get(partition)
            .and_then(|page| {
                let index = usize::try_from(offset - page.from).ok()?;
                page.times.get(index).copied()
            })
            .unwrap_or(0)
    }

    /// Records completed once, and more than once.
    pub fn totals(&self) -> (i64, i64) {
        let pages = self.pages.values();
        pages.fold((0, 0), |sum, page| (sum.0 + page.once, sum.1 + page.again))
    }

    /// How many records from `from` up to `to` were never completed.
    pub fn missing(&self, partition: &TopicPartition, from: Offset, to: Offset) -> i64 {
        let all = (to - from).max(0);
        let Some(page) = self.pages.get(partition) else {
            return all;
        };
        let first = (from - page.from).clamp(0, page.times.len() as i64) as usize;
        let last = (to - page.from).clamp(0, page.times.len() as i64) as usize;
        let done = page.times[first..last.max(first)]
            .iter()
            .filter(|times| **times > 0)
            .count();
        all - done as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_once_again_and_missing() {
        let partition = TopicPartition::new("orders", 0);
        let mut ledger = Ledger::default();
        for offset in [3, 4, 4, 1, 4] {
            ledger.complete(&partition, offset);
        }
        assert_eq!(ledger.totals(), (2, 1));
        assert_eq!(ledger.times(&partition, 4), 3);
        assert_eq!(ledger.times(&partition, 2), 0);
        let cases = [(0, 5, 2), (2, 3, 1), (0, 0, 0), (5, 9, 4), (3, 5, 0)];
        for (from, to, missing) in cases {
            assert_eq!(
                ledger.missing(&partition, from, to),
                missing,
                "{from}..{to}"
            );
        }
    }
}
