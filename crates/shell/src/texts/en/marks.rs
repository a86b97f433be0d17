//! What marks on the timeline are called in English.

use crate::texts::marks::Marked;

/// The words of a mark, with a form for one and one for many where it counts.
pub(crate) fn mark_name(id: Marked) -> &'static str {
    match id {
        Marked::Commit => "commit of {0}",
        Marked::Rebalance => "rebalance of {0}",
        Marked::TakeOver => "take-over by {0}",
        Marked::Crash => "crash of {0}",
        Marked::Rewind => "{0} rewound",
        Marked::Again => "{0} record done again in {1}|{0} records done again in {1}",
        Marked::Skipped => "{0} record skipped by {1}|{0} records skipped by {1}",
        Marked::Unread => "{0} record deleted unread ({1})|{0} records deleted unread ({1})",
        Marked::Never => "{0} record never done by {1}|{0} records never done by {1}",
        Marked::Deleted => "{0} record of {1} deleted|{0} records of {1} deleted",
        Marked::Records => "{0} record appended|{0} records appended",
    }
}
