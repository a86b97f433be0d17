//! The one source of chance.
//!
//! It is the state of a generator and nothing more: who wants a number peeks, and *drawing*
//! it is an event, so that a history that is folded anew has drawn the same. Its sequence is
//! frozen, because scripts depend on it.
//!
//! *Read next: [`date`](crate::date), days and years.*

/// A generator whose n-th number depends on the seed and on n alone, so that
/// its whole state is how many numbers were drawn.
///
/// The output is SplitMix64 (Steele, Lea, Flood, 2014) and is fixed for ever:
/// links carry a seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rng {
    seed: u64,
    drawn: u64,
}

/// The odd constant of SplitMix64: 2^64 divided by the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Rng {
    /// The generator of `seed`, at its start.
    pub fn new(seed: u64) -> Self {
        Rng { seed, drawn: 0 }
    }

    /// The number that the next [`Rng::advance`] uses up.
    pub fn peek(&self) -> u64 {
        let mut z = self
            .seed
            .wrapping_add(self.drawn.wrapping_add(1).wrapping_mul(STEP));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uses a number up.
    pub fn advance(&mut self) {
        self.drawn += 1;
    }
}

/// A number below `bound` made of `draw`; `bound` is at least 1.
pub fn below(draw: u64, bound: u64) -> u64 {
    // The high half of the product is uniform enough: the bias is below
    // bound / 2^64.
    ((u128::from(draw) * u128::from(bound)) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_is_fixed_for_ever() {
        let mut rng = Rng::new(42);
        let mut drawn = Vec::new();
        for _ in 0..3 {
            drawn.push(rng.peek());
            rng.advance();
        }
        assert_eq!(
            drawn,
            [
                13_679_457_532_755_275_413,
                2_949_826_092_126_892_291,
                5_139_283_748_462_763_858
            ]
        );
    }

    #[test]
    fn below_stays_below() {
        for draw in [0, 1, u64::MAX / 2, u64::MAX] {
            assert!(below(draw, 7) < 7);
        }
        assert_eq!(below(u64::MAX, 1), 0);
    }
}
