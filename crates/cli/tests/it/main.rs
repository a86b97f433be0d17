//! The program as somebody runs it: scripts, with what they print and how they
//! end.

mod scripts;
mod usage;
