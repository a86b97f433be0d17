//! What is counted and what is listed.

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    /// Records of a log.
    Record,
    /// Partitions of a topic.
    Partition,
    /// Settings of a machine or a topic.
    Setting,
}

/// What stands between the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Between {
    /// Items that are a word or two.
    Comma,
    /// Items that have commas themselves.
    Semicolon,
}
