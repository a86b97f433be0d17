//! Sorting of short lists.
//!
//! Equal ones keep their order.
//!
//! *Read next: [`rng`](crate::rng), where its chance comes from.*

use std::cmp::Ordering;

/// Sorts in place and keeps the order of equals: insertion sort.
///
/// The lists of the engine are short (topics, members, flights), for which it
/// is as fast as any; and it is a hundred bytes of WebAssembly for each type of
/// item, where the standard library's sort is five thousand.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    for end in 1..items.len() {
        let mut place = end;
        while place > 0 && compare(&items[place - 1], &items[place]) == Ordering::Greater {
            items.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// Sorts in place by a key, and keeps the order of equals.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |left, right| key(left).cmp(&key(right)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_keeps_the_order_of_equals() {
        let mut items = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by_key(&mut items, |item| item.0);
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        sort_by_key(&mut [] as &mut [i32], |item| *item);
    }
}
