//! Tests of the tools and of the shell around them.

mod sh;
