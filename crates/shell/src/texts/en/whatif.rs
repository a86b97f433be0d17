//! What the table of a `whatif` says.

/// A command of the history that is refused, and why.
pub(crate) const REFUSED: &str = "Refused: {0}: {1}";
/// The heads of the columns.
pub(crate) const COLUMNS: [&str; 5] = ["again", "skipped", "deleted", "never", "instants"];
/// The head of the last column.
pub(crate) const EXAMPLE: &str = "for example";
/// At how many instants the fault cannot happen, the newest of them, and why.
pub(crate) const IMPOSSIBLE: &str = "Refused at {0} instants, such as {1}: {2}";
/// The most that is done again, and when.
pub(crate) const AGAIN: &str = "worst {0} again at {1}; ";
/// The most that is lost, and when.
pub(crate) const LOST: &str = "worst {0} lost at {1}; ";
/// At how many instants of how many it costs nothing.
pub(crate) const NONE: &str = "none at {0} of {1} instants.";
/// At how many instants there may be more.
pub(crate) const AT_LEAST: &str = "+ is at least: at {0} instants not all was quiet in time.";
/// How many instants were tried, where that is not all.
pub(crate) const CUT: &str = "Only the newest {0} instants were tried.";
