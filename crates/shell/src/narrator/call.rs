//! Calls that have not come back.

use super::narration::{left, machine as named, say, Draft};
use super::scene::Scene;
use crate::texts::narrator::{Rule, Sentence};
use crate::thing::Thing;
use client::call::ConsumerCall;
use cluster::event::ClientSpec;
use cluster::operation::Progress;

pub(super) fn told(scene: &Scene) -> Vec<Draft> {
    let mut drafts = blocked(scene);
    drafts.extend(admin(scene));
    drafts
}

/// Calls of consumers, but for polls, of which there is more to say.
fn blocked(scene: &Scene) -> Vec<Draft> {
    let consumers = scene.consumers().into_iter();
    consumers
        .filter_map(|(machine, consumer)| {
            let in_call = consumer.in_call()?;
            let (rule, value) = match in_call.call() {
                ConsumerCall::Poll(_) => return None,
                ConsumerCall::Close(_) | ConsumerCall::Unsubscribe => {
                    (Rule::RequestTimeout, consumer.config().request_timeout_ms)
                }
                _ => (
                    Rule::DefaultApiTimeout,
                    consumer.config().default_api_timeout_ms,
                ),
            };
            let name = machine.name();
            let mut flights = scene.view.flights.iter();
            if flights.any(|flight| flight.machine == *name) {
                let args = [named(name), in_call.call().name().into()];
                return Some(say(Sentence::Calls, &args));
            }
            let until = scene.at(in_call.until());
            let args = [
                named(name),
                in_call.call().name().into(),
                left(until),
                rule.setting().into(),
            ];
            let draft = say(Sentence::BlockedCall, &args);
            let draft = draft.wait(scene.at(in_call.began()), until);
            Some(draft.why(rule, Some(Thing::Machine(name.clone())), value))
        })
        .collect()
}

/// What the admin client was asked for.
fn admin(scene: &Scene) -> Option<Draft> {
    let mut operations = scene.state.operations().values();
    let open = operations.find(|operation| {
        let machine = scene.state.machines().get(&operation.machine);
        operation.progress == Progress::Running
            && machine.is_some_and(|machine| matches!(machine.spec(), ClientSpec::Admin))
    })?;
    Some(say(Sentence::AdminWaits, &[open.call.name().into()]))
}
