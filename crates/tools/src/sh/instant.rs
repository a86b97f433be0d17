//! `$(...)`: commands that take no time, run at once.

use super::expand::{Expander, Refusal};
use super::filter::{Filter, Said};
use super::limits::{Limits, Outside};
use super::redirect::{redirect, Ends};
use super::stage::{Input, Sink};
use super::tree::{Kind, Node, Pipeline};
use crate::process::{ExitStatus, Text};

/// What commands printed, and how the last one ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ran {
    pub out: String,
    pub err: String,
    pub status: ExitStatus,
}

/// Runs a pipeline.
pub(super) fn run(pipeline: &Pipeline, expander: &mut Expander<'_>) -> Result<Ran, Refusal> {
    let mut ran = Ran::default();
    for (index, node) in pipeline.iter().enumerate() {
        let piped = std::mem::take(&mut ran.out);
        command(node, index, piped, expander, &mut ran)?;
    }
    Ok(ran)
}

fn command(
    node: &Node,
    index: usize,
    piped: String,
    expander: &mut Expander<'_>,
    ran: &mut Ran,
) -> Result<(), Refusal> {
    let Kind::Simple { words, .. } = &node.kind else {
        return Ok(());
    };
    expander.runs(piped.len())?;
    let mut words = expander.words(words)?;
    let mut ends = Ends {
        input: if index == 0 {
            Input::Text("".into())
        } else {
            Input::Pipe
        },
        output: Sink::Out,
        errors: Sink::Err,
    };
    let opens = match redirect(&node.redirects, &mut ends, expander) {
        Ok(opens) => opens,
        Err(refusal) => {
            ran.err.push_str(&refusal.message);
            ran.status = refusal.status;
            return Ok(());
        }
    };
    let writes = || Refusal::new(&["$(...): a command in it writes no files here"]);
    if !opens.is_empty() {
        return Err(writes());
    }
    if words.is_empty() {
        // `$(< FILE)` is `$(cat FILE)`.
        words.push("cat".into());
    }
    let limits = Limits {
        held_bytes: expander.outside.limits.held_bytes / 8,
        ..*expander.outside.limits
    };
    let outside = Outside {
        limits: &limits,
        ..expander.outside
    };
    let input: Text = match &ends.input {
        Input::Text(text) => text.clone(),
        Input::Pipe | Input::Shell => piped.into(),
    };
    let name = words[0].clone();
    if crate::kafka::tool(&name).is_some() {
        let instead = ": no tool runs in $(...) here; let it print to a file, \
            and write $(cat FILE)";
        return Err(Refusal::new(&[&name, instead]));
    }
    let (mut filter, said) = Filter::new(&words, outside);
    if filter.rests_until().is_some() {
        return Err(Refusal::new(&[&name, ": nothing rests in $(...) here"]));
    }
    let effects = take(said, &ends, ran);
    let effects = take(filter.feed(&input), &ends, ran) || effects;
    let effects = take(filter.end(), &ends, ran) || effects;
    if effects {
        return Err(writes());
    }
    ran.status = filter.exit().unwrap_or(0);
    Ok(())
}

/// Takes what a command said; answers whether it writes files.
fn take(said: Said, ends: &Ends, ran: &mut Ran) -> bool {
    print(&said.out, &ends.output, ran);
    print(&said.err, &ends.errors, ran);
    !said.files.is_empty()
}

fn print(text: &str, sink: &Sink, ran: &mut Ran) {
    match sink {
        Sink::Out | Sink::Pipe => ran.out.push_str(text),
        Sink::Err => ran.err.push_str(text),
        Sink::File(_) | Sink::Null => {}
    }
}
