//! Sets of offsets, as the stretches of a log that they are.

use protocol::record::Offset;

/// Offsets from one up to another, of which the second is no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first offset.
    pub from: Offset,
    /// The offset after the last one; greater than `from`.
    pub to: Offset,
}

/// Offsets of a log. What a group does with a log, it does from one end to the
/// other, so that a set of its offsets is a few stretches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretches {
    /// In their order; between two of them there is a gap.
    all: Vec<Stretch>,
}

impl Stretches {
    /// The offsets from one up to another.
    pub fn of(from: Offset, to: Offset) -> Self {
        let mut stretches = Stretches::default();
        stretches.add(from, to);
        stretches
    }

    /// The stretches, in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Stretch> + ExactSizeIterator + '_ {
        self.all.iter().copied()
    }

    /// How many stretches there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no offset in it.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many offsets there are.
    pub fn count(&self) -> i64 {
        self.iter().map(|stretch| stretch.to - stretch.from).sum()
    }

    /// Adds the offsets from one up to another.
    pub fn add(&mut self, mut from: Offset, mut to: Offset) {
        if from >= to {
            return;
        }
        // Those that touch it become one with it.
        let first = self.all.partition_point(|stretch| stretch.to < from);
        let last = self.all.partition_point(|stretch| stretch.from <= to);
        if first < last {
            from = from.min(self.all[first].from);
            to = to.max(self.all[last - 1].to);
        }
        self.all.splice(first..last, [Stretch { from, to }]);
    }

    /// Takes out the offsets from one up to another.
    pub fn remove(&mut self, from: Offset, to: Offset) {
        if from >= to {
            return;
        }
        let first = self.all.partition_point(|stretch| stretch.to <= from);
        let last = self.all.partition_point(|stretch| stretch.from < to);
        if first >= last {
            return;
        }
        let (before, after) = (self.all[first].from, self.all[last - 1].to);
        let rest = [(before, from), (to, after)].into_iter();
        let rest = rest.filter(|(from, to)| from < to);
        let rest: Vec<Stretch> = rest.map(|(from, to)| Stretch { from, to }).collect();
        self.all.splice(first..last, rest);
    }

    /// The offsets that are not in another set.
    pub fn without(mut self, other: &Stretches) -> Self {
        for stretch in self.overlapping(other) {
            self.remove(stretch.from, stretch.to);
        }
        self
    }

    /// The offsets that are in another set, too.
    pub fn common(&self, other: &Stretches) -> Self {
        let mut common = Stretches::default();
        for mine in self.iter() {
            for theirs in other.within(mine.from, mine.to) {
                common.add(theirs.from, theirs.to);
            }
        }
        common
    }

    /// The offsets below one.
    pub fn below(mut self, to: Offset) -> Self {
        self.remove(to, Offset::MAX);
        self
    }

    /// The offsets from one up to another, as stretches in their order.
    pub fn within(&self, from: Offset, to: Offset) -> impl Iterator<Item = Stretch> + '_ {
        let first = self.all.partition_point(|stretch| stretch.to <= from);
        let rest = self.all[first..].iter();
        rest.take_while(move |stretch| stretch.from < to)
            .map(move |stretch| Stretch {
                from: stretch.from.max(from),
                to: stretch.to.min(to),
            })
    }

    /// What of another set lies between its own first and last offset.
    fn overlapping(&self, other: &Stretches) -> Vec<Stretch> {
        match (self.all.first(), self.all.last()) {
            (Some(first), Some(last)) => other.within(first.from, last.to).collect(),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::rng::{below, Rng};

    fn of(list: &[(Offset, Offset)]) -> Stretches {
        let mut stretches = Stretches::default();
        list.iter().for_each(|(from, to)| stretches.add(*from, *to));
        stretches
    }

    #[test]
    fn what_touches_becomes_one() {
        let cases: &[(&[_], &[_])] = &[
            (&[(3, 5), (5, 7)], &[(3, 7)]),
            (&[(5, 7), (3, 5)], &[(3, 7)]),
            (&[(3, 5), (6, 7)], &[(3, 5), (6, 7)]),
            (&[(6, 7), (3, 5), (5, 6)], &[(3, 7)]),
            (&[(1, 2), (4, 5), (7, 8), (0, 9)], &[(0, 9)]),
            (&[(4, 4), (6, 5)], &[]),
        ];
        for (added, there) in cases {
            let all: Vec<_> = of(added).iter().map(|s| (s.from, s.to)).collect();
            assert_eq!(all, *there, "{added:?}");
        }
    }

    #[test]
    fn sets_of_offsets_are_what_sets_of_offsets_are() {
        const MOST: u64 = 24;
        let offsets = 0..MOST as Offset;
        let mut rng = Rng::new(5);
        let mut draw = |n| {
            rng.advance();
            below(rng.peek(), n)
        };
        let (mut left, mut right) = (Stretches::default(), Stretches::default());
        let mut plain = [[false; MOST as usize]; 2];
        for _ in 0..2_000 {
            let (from, to) = (draw(MOST), draw(MOST + 1));
            let (side, adds) = (draw(2) as usize, draw(2) == 0);
            let stretches = [&mut left, &mut right];
            match adds {
                true => stretches[side].add(from as Offset, to as Offset),
                false => stretches[side].remove(from as Offset, to as Offset),
            }
            (from..to).for_each(|offset| plain[side][offset as usize] = adds);
            let there = |set: &Stretches, offset| set.within(offset, offset + 1).next().is_some();
            let (without, common) = (left.clone().without(&right), left.common(&right));
            for offset in offsets.clone() {
                let [l, r] = plain.map(|side| side[offset as usize]);
                assert_eq!((there(&left, offset), there(&right, offset)), (l, r));
                assert_eq!(there(&without, offset), l && !r);
                assert_eq!(there(&common, offset), l && r);
                let cut = left.clone().below(7);
                assert_eq!(there(&cut, offset), l && offset < 7);
            }
            let count = plain[0].iter().filter(|there| **there).count();
            assert_eq!(left.count(), count as i64);
            for stretches in [&left, &right, &without, &common] {
                let mut pairs = stretches.all.windows(2);
                assert!(pairs.all(|pair| pair[0].to < pair[1].from));
            }
        }
    }
}
