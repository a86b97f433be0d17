//! A session as text: a script that holds a tree of branches. Files, the kept
//! session and links have it.
//!
//! ```text
//! # kafka-playground script v1, seed 1, start 1767603600000, semantics 1, facts 1f2e3d4c, opens @12.480 after 3, at @21.400 in 1
//! # Two consumers share a topic
//! @0.000 topic create orders --partitions 3
//! @12.480 crash c1
//! @30.000
//! branch 1 from 0 @12.480+7: what if it is only slow?
//! @12.480 stall c1
//! @40.000
//! ```
//!
//! It is a script as [`mod@script`](crate::script) has it, and one without
//! branches is read as any other. What it says besides:
//!
//! - A row `branch 1 from 0 @12.480+7: its name` begins the branch 1, which left
//!   the branch 0 at that instant. The rows below are those that it adds. What
//!   stands above the first such row is the branch 0. Branches are numbered one
//!   after the other, so that each stands below the one that it left. A name is
//!   all that follows the colon; there need not be one.
//! - A row with an instant alone lets time go on to there. So a branch ends with
//!   the furthest instant that was reached on it.
//! - The header says in which number of the [semantics](cluster::SEMANTICS) it was
//!   written, the digest of the [facts](crate::facts) at the instant that is shown,
//!   where the scene opened and how many of the first commands were the scene's,
//!   and which instant of which branch is shown; where it does not say that, it is
//!   the end of the first branch.
//!
//! A branch whose parent was forgotten is written as one that left the first
//! instant, with all of its commands.
//!
//! *Read next: [`session`](crate::session), what plays them.*

mod read;
mod restore;
mod write;

pub use read::{Saved, LONGEST_TEXT};
pub use restore::{Progress, Restoring};
pub use write::Opening;

/// The word that a row of a branch begins with. No verb is it.
const BRANCH: &str = "branch";
/// The longest name of a branch, in characters.
pub(crate) const LONGEST_NAME: usize = 80;

/// Whether a row begins a branch.
pub(crate) fn begins_branch(row: &str) -> bool {
    row.split_whitespace().next() == Some(BRANCH)
}
