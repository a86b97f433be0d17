//! What is said of two branches that are compared.

/// The head of the table.
pub(crate) const HEAD: &str = "{2} things differ at {0} between {1}:";
/// The same where it is one.
pub(crate) const HEAD_ONE: &str = "One thing differs at {0} between {1}:";
/// Two branches.
pub(crate) const BOTH: &str = "{0} and {1}";
/// Nothing differs, at an instant, between two branches.
pub(crate) const SAME: &str = "Nothing differs at {0} between {1}.";
/// A command that is refused where something is altered, and why.
pub(crate) const REFUSED: &str = "Refused: {0}: {1}";
/// A branch was made.
pub(crate) const MADE: &str = "Made branch {0}: {1}.";
/// What that is called.
pub(crate) const ALTERED: &str = "the same again, with {0}";
/// The first branch, where nobody called it something.
pub(crate) const FIRST: &str = "as it happened";
/// A branch that has no command of its own.
pub(crate) const ANOTHER: &str = "another line from {0}";
/// Nothing, where there might be a number; and where there might be a name.
pub(crate) const NONE: &str = "-";
/// What the heads of the columns call what is compared.
pub(crate) const WHAT: &str = "what";
/// A and B are the same.
pub(crate) const ALIKE: &str = "A and B are the same at this instant.";
/// So many more differ; and one more.
pub(crate) const MORE: &str = " {0} more things differ.";
/// One more differs.
pub(crate) const ONE_MORE: &str = " One more thing differs.";
/// What the two are called.
pub(crate) const LETTERS: [&str; 2] = ["A", "B"];
/// Something that is there on one of them only.
pub(crate) const ONLY: &str = "{0} is there in {1} only";
/// There is no such number yet.
pub(crate) const NOTHING_YET: &str = "nothing";
/// Nobody owns it.
pub(crate) const NOBODY: &str = "nobody";

/// What the table calls it, and what a sentence says of it: on A, on B, of what.
/// The order is that of urgency.
pub(crate) const OF: &[(&str, &str, &str)] = &[
    (
        "never",
        "never done",
        "{2} has {0} never done in A and {1} in B",
    ),
    (
        "skipped",
        "skipped",
        "{2} has {0} skipped in A and {1} in B",
    ),
    (
        "deleted",
        "deleted unread",
        "{2} has {0} deleted unread in A and {1} in B",
    ),
    ("again", "again", "{2} has {0} done again in A and {1} in B"),
    (
        "committed",
        "committed",
        "{2} has {0} committed in A and {1} in B",
    ),
    ("owner", "owner", "{2} belongs to {0} in A and to {1} in B"),
    ("status", "is", "{2} is {0} in A and {1} in B"),
    ("state", "state", "{2} is {0} in A and {1} in B"),
    (
        "position",
        "position",
        "{2} is read next at {0} in A and at {1} in B",
    ),
    ("logEnd", "log end", "{2} ends at {0} in A and at {1} in B"),
    (
        "logStart",
        "log start",
        "{2} begins at {0} in A and at {1} in B",
    ),
    ("lag", "lag", "{2} has a lag of {0} in A and {1} in B"),
    (
        "generation",
        "generation",
        "{2} is in generation {0} in A and in {1} in B",
    ),
    ("once", "once", "{2} has done {0} once in A and {1} in B"),
];

/// The command names no two branches.
pub(crate) const WHICH: &str =
    "compare needs branches, or what to alter: compare 0 1, or compare --commit before";
/// It says whose and not what.
pub(crate) const WHOSE: &str = "--of says whose --commit or --set is altered";
/// Three branches are too many.
pub(crate) const TWO: &str = "Two branches are compared, and no more";
/// It names branches and alters something.
pub(crate) const ONE_OF: &str =
    "A line compares branches, or alters something, but not both: then the present one is altered";
/// There is no such branch, but those.
pub(crate) const UNKNOWN: &str = "There is no branch \"{0}\". There are {1}.";
/// One of them is given twice, or is the present one, too; and there are those.
pub(crate) const ITSELF: &str = "Branch {0} differs in nothing from itself. There are {1}; compare --commit before makes another.";
/// The instant is beyond what may be looked at, which goes up to another one.
pub(crate) const TOO_FAR: &str =
    "{0} is too far ahead: one can look ten minutes beyond what is known, up to {1}.";
/// Several are called so.
pub(crate) const SEVERAL: &str = "Several branches are called \"{0}\": {1}.";
/// Nothing would come out otherwise.
pub(crate) const NOTHING: &str = "Nothing comes out otherwise: no line of this branch starts such a client with another setting.";
