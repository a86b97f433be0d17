//! MurmurHash2, with which the Java client picks a key's partition.

/// The seed of Kafka's variant, `0x9747b28c`.
const SEED: i32 = 0x9747_b28c_u32 as i32;
/// The multiplier of MurmurHash2.
const M: i32 = 0x5bd1_e995;

/// Kafka's 32-bit hash of a key's bytes.
///
/// The source is Kafka's `Utils.murmur2`: MurmurHash2 with a fixed seed, on
/// signed integers that wrap. No bytes at all have a hash too.
pub fn murmur2(bytes: &[u8]) -> i32 {
    let mut hash = SEED ^ bytes.len() as i32;
    let groups = bytes.chunks_exact(4);
    let tail = groups.remainder();
    for group in groups {
        let mut k = little_endian(group).wrapping_mul(M);
        k ^= logical_shift(k, 24);
        hash = hash.wrapping_mul(M) ^ k.wrapping_mul(M);
    }
    if !tail.is_empty() {
        hash = (hash ^ little_endian(tail)).wrapping_mul(M);
    }
    hash ^= logical_shift(hash, 13);
    hash = hash.wrapping_mul(M);
    hash ^ logical_shift(hash, 15)
}

/// The number without its sign bit, which is not its absolute value.
///
/// The source is Kafka's `Utils.toPositive`.
pub fn to_positive(number: i32) -> i32 {
    number & i32::MAX
}

/// The partition of a key among `partitions`, from 0.
///
/// The source is `BuiltInPartitioner.partitionForKey`. All partitions count,
/// those without a leader too. Without any partition the answer is 0.
pub fn partition_for_key(key: &[u8], partitions: i32) -> i32 {
    to_positive(murmur2(key)) % partitions.max(1)
}

/// Up to four bytes as a number, the lowest byte first.
fn little_endian(bytes: &[u8]) -> i32 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, byte| number << 8 | i32::from(*byte))
}

/// Java's `>>>`: zeros come in from the left.
fn logical_shift(number: i32, bits: u32) -> i32 {
    (number as u32 >> bits) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_kafkas_own_test() {
        for (key, hash) in [
            ("21", -973932308),
            ("foobar", -790332482),
            ("a-little-bit-long-string", -985981536),
            ("a-little-bit-longer-string", -1486304829),
            (
                "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8",
                -58897971,
            ),
            ("abc", 479470107),
        ] {
            assert_eq!(murmur2(key.as_bytes()), hash, "{key}");
        }
    }

    #[test]
    fn an_empty_key_is_hashed() {
        assert_eq!(murmur2(b""), 275646681);
    }

    #[test]
    fn positive_means_without_the_sign_bit() {
        for (number, positive) in [
            (0, 0),
            (1, 1),
            (-1, i32::MAX),
            (i32::MIN, 0),
            (-2, i32::MAX - 1),
        ] {
            assert_eq!(to_positive(number), positive, "{number}");
        }
    }

    #[test]
    fn no_partitions_means_the_first() {
        for partitions in [i32::MIN, -1, 0, 1] {
            assert_eq!(partition_for_key(b"foobar", partitions), 0, "{partitions}");
        }
        assert_eq!(partition_for_key(b"21", 7), 3);
    }
}
