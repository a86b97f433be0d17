//! Calls that have not come back.

use super::narration::{say, Boxed};
use super::scene::Scene;
use crate::texts::narrator::{Rule, Sentence};
use client::call::ConsumerCall;
use client::consumer::Consumer;
use cluster::event::ClientSpec;
use cluster::operation::Progress;
use cluster::Machine;

pub(super) fn tell(scene: &Scene, drafts: &mut Vec<Boxed>) {
    for machine in scene.state.machines().values() {
        if let Some(consumer) = machine.client().consumer() {
            drafts.extend(blocked(scene, machine, consumer));
        }
    }
    for operation in scene.state.operations().values() {
        let machine = scene.state.machines().get(&operation.machine);
        let by_admin = machine.is_some_and(|m| matches!(m.spec(), ClientSpec::Admin));
        if by_admin && matches!(operation.progress, Progress::Running) {
            let call = operation.call.name();
            let tool = machine.filter(|machine| machine.job().is_some());
            drafts.push(match tool {
                Some(tool) => say(Sentence::ToolWaits).machine(tool.name()).text(call),
                None => say(Sentence::AdminWaits).text(call),
            });
            return;
        }
    }
}

/// A call of a consumer, but for polls, of which there is more to say.
fn blocked(scene: &Scene, machine: &Machine, consumer: &Consumer) -> Option<Boxed> {
    let in_call = consumer.in_call().filter(|_| machine.is_running())?;
    let rule = match in_call.call() {
        ConsumerCall::Poll(_) => return None,
        ConsumerCall::Close(_) | ConsumerCall::Unsubscribe => Rule::RequestTimeout,
        _ => Rule::DefaultApiTimeout,
    };
    let name = machine.name();
    let call = in_call.call().name();
    if scene
        .view
        .flights
        .iter()
        .any(|flight| flight.machine == *name)
    {
        return Some(say(Sentence::Calls).machine(name).text(call));
    }
    let until = scene.at(in_call.until());
    let draft = say(Sentence::BlockedCall).machine(name).text(call);
    let draft = draft.left(until).text(rule.setting());
    Some(draft.wait(scene.at(in_call.began()), until).by(rule))
}
