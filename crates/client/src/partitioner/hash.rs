//! The hashes with which clients other than Java's place keys.

/// CRC-32 of IEEE 802.3, as zlib computes it.
/// Source: librdkafka's `rd_crc32`, Go's `crc32.NewIEEE`.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = crc & 1;
            crc = (crc >> 1) ^ (carry * 0xedb8_8320);
        }
    }
    !crc
}

/// FNV-1a with 32 bits.
/// Source: librdkafka's `rd_fnv1a`, Go's `fnv.New32a`.
pub fn fnv1a(bytes: &[u8]) -> u32 {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(0x811c_9dc5, mix)
}

/// MurmurHash2 as KafkaJS computed it before version 2: in JavaScript's
/// numbers, whose products are rounded to 53 bits, and with the last bytes
/// mixed in twice. Hence it agrees with Java's by luck only.
/// Source: `src/producer/partitioners/legacy` of KafkaJS.
pub(crate) fn inexact_murmur2(bytes: &[u8]) -> i32 {
    const M: i64 = 0x5bd1_e995;
    let xor = |number: i64, other: i32| i64::from(number as i32 ^ other);
    let shifted = |number: i64, bits: u32| ((number as u32) >> bits) as i32;
    let mut hash = i64::from(0x9747_b28c_u32 as i32 ^ bytes.len() as i32);
    for group in bytes.chunks(4) {
        // What is missing of the last group counts as zeros. Only the highest
        // byte is shifted into the sign; the sum of the four is exact.
        let low = little_endian(&group[..group.len().min(3)]);
        let high = group.get(3).map_or(0, |byte| i32::from(*byte) << 24);
        let mut k = product(i64::from(low) + i64::from(high), M);
        k = xor(k, shifted(k, 24));
        k = product(k, M);
        hash = product(hash, M);
        hash = xor(hash, k as i32);
    }
    let tail = &bytes[bytes.len() / 4 * 4..];
    if !tail.is_empty() {
        hash = product(xor(hash, little_endian(tail)), M);
    }
    hash = xor(hash, shifted(hash, 13));
    hash = product(hash, M);
    hash = xor(hash, shifted(hash, 15));
    hash as i32
}

/// Up to three bytes as a number, the lowest byte first.
fn little_endian(bytes: &[u8]) -> i32 {
    let bytes = bytes.iter().rev();
    bytes.fold(0, |number, byte| number << 8 | i32::from(*byte))
}

/// The product as a number with 53 significant bits, rounded to the nearest
/// and in the middle to the even one. The factors are those of a hash: below
/// 2^32 and 2^31.
fn product(number: i64, factor: i64) -> i64 {
    let exact = number * factor;
    let magnitude = exact.unsigned_abs();
    let excess = (64 - magnitude.leading_zeros()).saturating_sub(53);
    if excess == 0 {
        return exact;
    }
    let half = 1u64 << (excess - 1);
    let rest = magnitude & ((1 << excess) - 1);
    let mut kept = magnitude >> excess;
    if rest > half || (rest == half && kept & 1 == 1) {
        kept += 1;
    }
    let rounded = (kept << excess) as i64;
    if exact < 0 {
        -rounded
    } else {
        rounded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_librdkafkas_tests() {
        for (key, crc, fnv) in [
            ("23456", 0xb1b4_51d7, 0x27e6_f469),
            ("hejsan", 0xd077_037e, 0x17b1_e27a),
        ] {
            assert_eq!(crc32(key.as_bytes()), crc, "{key}");
            // librdkafka gives the absolute value.
            let absolute = (fnv1a(key.as_bytes()) as i32).unsigned_abs();
            assert_eq!(absolute, fnv, "{key}");
        }
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn the_old_hash_of_kafkajs_is_inexact() {
        for (key, hash) in [
            ("0", 272173970),
            ("1", 1311020360),
            ("128", 2053105854),
            ("2187", -2081355488),
            ("16384", 204404061),
            ("78125", -677491393),
            ("279936", -622460209),
            ("823543", 651276451),
            ("2097152", 944683677),
            ("4782969", -892695770),
            ("10000000", -1778616326),
            ("19487171", -518311627),
            ("35831808", 556972389),
            ("62748517", -233806557),
            ("105413504", -109398538),
            ("170859375", 102939717),
            // These were asked of a JavaScript engine.
            ("", 275646684),
            ("ana", 1328918314),
            ("dee", -1310460667),
            ("order-17", -923120201),
            ("ümlaut-\u{1f600}", 557465204),
            ("a-little-bit-longer-string", -1016907723),
            (
                "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8",
                1360862267,
            ),
            ("ÿÿÿÿÿÿÿ", 1697780261),
        ] {
            assert_eq!(inexact_murmur2(key.as_bytes()), hash, "{key}");
        }
    }
}
