//! The program as somebody runs it: scripts, with what they print and how they
//! end.

mod lesson;
mod scripts;
mod usage;
