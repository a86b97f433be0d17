//! The life of a record in English.

use crate::texts::life::Step;

/// The words of a step.
pub(crate) fn step(id: Step) -> &'static str {
    match id {
        Step::Made => "{0} hands it to its client",
        Step::Batched => "{0} puts it into a batch for {1}",
        Step::Sent => "{0} sends the batch, of {1}",
        Step::SentAgain => "{0} sends the batch, of {1} again",
        Step::Appended => "broker appends it to {0} at {1}",
        Step::Fetched => "{0} fetches {1} from {2}",
        Step::Read => "{0}'s poll returns it, among {1}",
        Step::Worked => "{0} begins to work on it",
        Step::WorkedAgain => "{0} begins to work on it, again",
        Step::Done => "{0} finishes its work on it",
        Step::DoneAgain => "{0} finishes its work on it: done {1} times now",
        Step::Committed => "{0} commits {1} → {2}",
        Step::Deleted => "the log start of {0} moves to {1}: it is gone",
    }
}
