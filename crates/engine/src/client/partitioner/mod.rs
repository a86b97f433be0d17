//! How a producer chooses partitions.

pub mod murmur2;

use crate::rng;

/// The partition to which a topic's records without a key go for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sticky {
    /// The partition.
    pub partition: i32,
    /// Bytes that went there since it was chosen.
    pub bytes: u64,
    /// Whether another one is to be chosen before the next record.
    pub switch_due: bool,
}

/// Chooses the next sticky partition: by chance, and less often one whose
/// queue is long, once every partition has a queue.
///
/// `queues` is how many batches wait for each partition, none where the
/// producer has never had one. `draw` is a number drawn by chance.
/// Source: `BuiltInPartitioner.nextPartition` and `updatePartitionLoadStats`.
pub fn next_sticky(queues: &[Option<usize>], draw: u64) -> i32 {
    let lengths: Option<Vec<u64>> = queues.iter().map(|q| q.map(|q| q as u64)).collect();
    let uniform = || rng::below(draw, queues.len().max(1) as u64) as i32;
    let Some(lengths) = lengths.filter(|lengths| lengths.len() >= 2) else {
        return uniform();
    };
    let longest = lengths.iter().copied().max().unwrap_or(0);
    if lengths.iter().all(|length| *length == longest) {
        return uniform();
    }
    let weight = |length: u64| longest + 1 - length;
    let total: u64 = lengths.iter().map(|length| weight(*length)).sum();
    let mut point = rng::below(draw, total);
    for (partition, length) in lengths.iter().enumerate() {
        if point < weight(*length) {
            return partition as i32;
        }
        point -= weight(*length);
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// How often of `draws` even draws each partition is chosen.
    fn shares(queues: &[Option<usize>], draws: u64) -> Vec<u64> {
        let mut shares = vec![0; queues.len()];
        for i in 0..draws {
            // The middle of each of `draws` equal parts of what can be drawn.
            let draw = (u64::MAX / draws) * i + u64::MAX / draws / 2;
            shares[next_sticky(queues, draw) as usize] += 1;
        }
        shares
    }

    #[test]
    fn a_long_queue_is_chosen_less_often() {
        // The upstream example: queues 0, 3, 1 weigh 4, 1, 3.
        assert_eq!(
            shares(&[Some(0), Some(3), Some(1)], 8_000),
            [4000, 1000, 3000]
        );
    }

    #[test]
    fn all_are_equal_until_every_partition_has_a_queue() {
        assert_eq!(shares(&[Some(9), None, Some(0)], 3_000), [1000, 1000, 1000]);
        assert_eq!(shares(&[Some(2), Some(2)], 1_000), [500, 500]);
    }
}
