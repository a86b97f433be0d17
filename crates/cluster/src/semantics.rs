//! Which semantics the engine has.

/// The number of the semantics: what a script leads to depends on it, and on
/// nothing else of the engine. A correction that changes where a script leads
/// raises it. A recording or a link carries it, so that whoever plays it later
/// can tell that the engine has been corrected since.
pub const SEMANTICS: u32 = 1;
