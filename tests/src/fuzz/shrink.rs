//! Leaves of a case that fails what it needs to.

use super::deed::Deed;
use super::play::{play, Failure};

/// The fewest deeds with which a seed's case still fails, and how it does.
pub fn shrink(seed: u64, deeds: Vec<Deed>, failure: Failure) -> (Vec<Deed>, Failure) {
    let mut deeds = deeds;
    let mut failure = failure;
    let fails = |deeds: &[Deed]| play(seed, deeds, &|_| {}).err();
    if let Some(last) = failure.deed {
        deeds.truncate(last + 1);
    }
    let mut step = deeds.len().div_ceil(2);
    while step > 0 {
        let mut from = 0;
        while from < deeds.len() {
            let to = (from + step).min(deeds.len());
            let fewer = [&deeds[..from], &deeds[to..]].concat();
            match fails(&fewer) {
                Some(still) => (deeds, failure) = (fewer, still),
                None => from = to,
            }
        }
        step /= 2;
    }
    (deeds, failure)
}
