//! What marks on the timeline are called.

pub(crate) use super::en::marks::mark_name;

ids! {
    /// What a mark says. The forms are for the number that is its first
    /// argument, where there is one.
    Marked {
        /// The group.
        Commit 1,
        /// The group.
        Rebalance 1,
        /// The machine.
        TakeOver 1,
        /// The machine.
        Crash 1,
        /// The partition, or the machine with several.
        Rewind 1,
        /// How many records, the group.
        Again 2,
        /// How many records, the group.
        Skipped 2,
        /// How many records, the group.
        Unread 2,
        /// How many records, the group.
        Never 2,
        /// How many records, the partition.
        Deleted 2,
        /// How many records.
        Records 1,
    }
}
