//! How a batch is compressed: a name and a size. Records are kept as they are.
//!
//! No codec is run. The size is estimated by the repetitions that a codec would find; and
//! no answer hangs on the bytes themselves.
//!
//! *Read next: [`name`](crate::name), how things are called.*

use crate::record::{batch_size, varint_size, Millis, Payload, Record, BATCH_OVERHEAD};
use std::borrow::Cow;

/// The codec of a batch, as its attributes name it.
///
/// Source: `CompressionType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not compressed.
    #[default]
    None,
    /// `gzip`.
    Gzip,
    /// `snappy`.
    Snappy,
    /// `lz4`.
    Lz4,
    /// `zstd`.
    Zstd,
}

/// What a codec makes of bytes, in eighths of a byte.
struct Cost {
    /// Header and trailer.
    frame: u64,
    /// A byte that is like none before.
    literal: u64,
    /// A repetition.
    repetition: u64,
    /// The longest one that counts once.
    longest: usize,
}

/// How far back a repetition is looked for.
const WINDOW: usize = 32 * 1024;
/// The shortest repetition.
const SHORTEST: usize = 4;
/// Places in the table of what was seen, by hash.
const SEEN: usize = 4096;

impl Compression {
    /// All codecs, in the order of their numbers in a batch's attributes.
    pub(crate) const ALL: [Compression; 5] = [
        Compression::None,
        Compression::Gzip,
        Compression::Snappy,
        Compression::Lz4,
        Compression::Zstd,
    ];

    /// The name in `compression.type`.
    pub fn name(self) -> &'static str {
        match self {
            Compression::None => "none",
            Compression::Gzip => "gzip",
            Compression::Snappy => "snappy",
            Compression::Lz4 => "lz4",
            Compression::Zstd => "zstd",
        }
    }

    /// The codec of this name, if there is one.
    pub fn by_name(name: &str) -> Option<Self> {
        Compression::ALL
            .into_iter()
            .find(|codec| codec.name() == name)
    }

    /// Whether it makes anything smaller at all.
    pub fn compresses(self) -> bool {
        self != Compression::None
    }

    fn cost(self) -> Cost {
        let (frame, literal, repetition, longest) = match self {
            Compression::None => (0, 8, 8, 1),
            // Huffman codes shorten text; snappy and lz4 have none.
            Compression::Gzip => (18, 6, 20, 258),
            Compression::Snappy => (22, 8, 24, 64),
            Compression::Lz4 => (19, 8, 24, 4096),
            Compression::Zstd => (13, 6, 20, 65_536),
        };
        Cost {
            frame: frame * 8,
            literal,
            repetition,
            longest,
        }
    }

    /// How many bytes a batch of `records` takes with this codec, header
    /// included. It is exact for `none`. For the others it is what a plain
    /// search for repetitions finds: near enough to see that text shrinks and
    /// noise does not, and not to be compared with a real codec's bytes.
    pub(crate) fn batch_size(self, records: &[Record], base_timestamp: Millis) -> u64 {
        let plain = batch_size(records, base_timestamp);
        if self == Compression::None || records.is_empty() {
            return plain;
        }
        BATCH_OVERHEAD + self.size_of(&image(records, base_timestamp))
    }

    fn size_of(self, bytes: &[u8]) -> u64 {
        let cost = self.cost();
        let mut eighths = cost.frame;
        let mut seen = [usize::MAX; SEEN];
        let mut at = 0;
        while at < bytes.len() {
            let earlier = earlier(bytes, at, &mut seen);
            let length = earlier.map_or(0, |from| repeated(&bytes[from..], &bytes[at..]));
            if length >= SHORTEST {
                eighths += cost.repetition * length.div_ceil(cost.longest) as u64;
                at += length;
            } else {
                eighths += cost.literal;
                at += 1;
            }
        }
        eighths.div_ceil(8)
    }
}

/// Where the next four bytes were seen last, not too far back.
fn earlier(bytes: &[u8], at: usize, seen: &mut [usize; SEEN]) -> Option<usize> {
    let next: [u8; SHORTEST] = bytes.get(at..at + SHORTEST)?.try_into().ok()?;
    let hash = u32::from_le_bytes(next).wrapping_mul(0x9e37_79b1) >> 20;
    let from = std::mem::replace(&mut seen[hash as usize % SEEN], at);
    (from < at && at - from <= WINDOW).then_some(from)
}

/// How many bytes both begin with.
fn repeated(one: &[u8], other: &[u8]) -> usize {
    let pairs = one.iter().zip(other);
    pairs.take_while(|(one, other)| one == other).count()
}

/// The bytes of a batch's records, with something of the right size and of
/// little variety where lengths and deltas stand.
fn image(records: &[Record], base_timestamp: Millis) -> Vec<u8> {
    let mut image = Vec::new();
    for (record, place) in records.iter().zip(0u32..) {
        image.extend([0, 0]);
        let delta = record.timestamp.wrapping_sub(base_timestamp);
        image.extend(&delta.to_le_bytes()[..varint_size(delta).min(8) as usize]);
        image.extend(&place.to_le_bytes()[..varint_size(i64::from(place)).min(4) as usize]);
        let mut field = |payload: Option<Cow<[u8]>>| {
            let bytes = payload.as_deref().unwrap_or_default();
            let length = bytes.len() as u32;
            image.extend(&length.to_le_bytes()[..varint_size(i64::from(length)).min(4) as usize]);
            image.extend(bytes);
        };
        field(record.key.as_ref().map(Payload::bytes));
        field(record.value.as_ref().map(Payload::bytes));
        for header in record.headers.iter() {
            field(Some(Cow::Borrowed(header.key.as_bytes())));
            field(header.value.as_ref().map(Payload::bytes));
        }
    }
    image
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn sizes(value: Vec<u8>) -> Vec<u64> {
        let record = Record {
            key: None,
            value: Some(value.into()),
            headers: Arc::from([]),
            timestamp: 0,
        };
        let codecs = Compression::ALL.into_iter();
        codecs
            .map(|c| c.batch_size(std::slice::from_ref(&record), 0))
            .collect()
    }

    #[test]
    fn what_repeats_shrinks_and_noise_does_not() {
        let repeated = sizes(vec![b'z'; 2_000]);
        assert_eq!(repeated[0], 61 + 2 + 4 + 3 + 2_000);
        for size in &repeated[1..] {
            assert!(*size < 300, "{repeated:?}");
        }
        let mut state = 1u64;
        let mut byte = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005) + 1;
            (state >> 56) as u8
        };
        let noise = sizes((0..2_000).map(|_| byte()).collect());
        for size in &noise[1..] {
            assert!(*size * 10 > noise[0] * 7, "{noise:?}");
        }
    }

    #[test]
    fn codecs_have_kafkas_names_and_numbers() {
        let names: Vec<_> = Compression::ALL.iter().map(|c| c.name()).collect();
        assert_eq!(names, ["none", "gzip", "snappy", "lz4", "zstd"]);
        assert_eq!(Compression::by_name("zstd"), Some(Compression::Zstd));
        assert_eq!(Compression::by_name("rar"), None);
    }
}
