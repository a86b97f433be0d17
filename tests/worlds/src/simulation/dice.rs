//! The chance of the simulations, apart from that of the engine.

use protocol::rng;
use protocol::rng::Rng;

/// A source of chance that a seed fixes.
#[derive(Clone)]
pub struct Dice(Rng);

impl Dice {
    /// The dice of a seed.
    pub fn new(seed: u64) -> Self {
        Dice(Rng::new(seed))
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        let drawn = self.0.peek();
        self.0.advance();
        drawn
    }

    /// A number below `bound`, which is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        rng::below(self.roll(), bound as u64) as usize
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// Whether a chance of one in `n` came true.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of some; there is at least one.
    pub fn pick<T: Clone>(&mut self, some: &[T]) -> T {
        some[self.below(some.len())].clone()
    }
}
