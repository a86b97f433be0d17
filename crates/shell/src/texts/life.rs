//! What is said of the life of a record.

pub(crate) use super::en::life::step;

ids! {
    /// A step in the life of a record, which is `it`.
    Step {
        /// A program calls send: the machine.
        Made 1,
        /// The client puts it into a batch: the machine, the partition.
        Batched 2,
        /// Its batch leaves: the machine, how many records it has.
        Sent 2,
        /// The same once more.
        SentAgain 2,
        /// The broker appends it: the partition, the offset.
        Appended 2,
        /// A fetch brings it: the machine, the partition, the offset from which.
        Fetched 3,
        /// A poll returns it: the machine, how many records it returns.
        Read 2,
        /// The work on it begins: the machine.
        Worked 1,
        /// The same where it was done before.
        WorkedAgain 1,
        /// The work on it is done: the machine.
        Done 1,
        /// The same where it was done before: and how often by now.
        DoneAgain 2,
        /// A commit passes it: the group, the partition, the committed offset.
        Committed 3,
        /// It is deleted: the partition, the log start.
        Deleted 2,
    }
}
