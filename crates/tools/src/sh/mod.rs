//! The language of a typed line, and the small commands beside Kafka's tools.
//!
//! It is as much of bash as the tools need: words and their quotes, variables,
//! `$(seq 1 5)`, pipes, `;`, `&&`, `||`, `&`, redirections, here-documents and
//! `for`. It is no shell of general use, and says so where more is tried.
//!
//! | module | what |
//! |---|---|
//! | `parse`, `words`, `here` | from a text to what it means |
//! | `canonical` | and back to a text on one line |
//! | `shell` | what runs when |
//! | `expand`, `redirect`, `instant`, `line` | what words, redirections, `$(...)` and `read` come to |
//! | `filter` | the small commands |
//! | `run` | a line that runs: what flows through its pipelines |
//! | `limits` | what a line may use |
//!
//! A [`Shell`] says which pipeline runs next. A [`Run`] is a line that runs: it
//! runs the small commands ([`Filter`]) of a pipeline itself, asks its owner to
//! launch the tools ([`crate::launch`]), and carries text from one to the next,
//! into files and onto the screen.
//!
//! ```
//! use tools::sh::{canonical, is_incomplete, parse};
//!
//! // A script keeps a line a row. A text of several lines has one that means the same.
//! let text = "for i in 1 2; do\n  echo $i\ndone | grep 2";
//! assert_eq!(canonical(text).unwrap(), "for i in 1 2; do echo $i; done | grep 2");
//!
//! // Whoever types may go on, or is told what is wrong.
//! assert!(is_incomplete("cat <<EOF\n1\n"));
//! assert!(parse("echo a | | grep a").is_err());
//! ```
//!
//! *Read on in [the cluster](../../cluster/index.html), the next crate.*

mod canonical;
mod error;
mod expand;
mod filter;
mod here;
mod instant;
mod limits;
mod line;
mod parse;
mod read;
mod redirect;
mod run;
mod shell;
mod stage;
mod text;
mod tree;
mod words;

pub use canonical::canonical;
pub use error::SyntaxError;
pub use filter::{not_found, reads_input, Filter, Said, NAMES};
pub use limits::{file_name, FileEffect, Limits, Outside, Variables};
pub use parse::{first_word, is_begun_by, is_incomplete, parse};
pub use run::{Done, Run, RunStep, StageId, Told};
pub use shell::Shell;
pub use stage::{Command, Input, Next, Sink, Stage};
pub use tree::Program;
