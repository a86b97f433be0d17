//! What happened: the only thing that changes the state, and all that one
//! needs to rebuild it.
//!
//! Each event has the instant at which it happened. The events of a broker, a client and a
//! program are those of their crates; the cluster adds machines, network and operations.
//!
//! *Read next: [`operation`](crate::operation), a call, from its beginning to its end.*

use crate::app::{AppEvent, AppSpec};
use crate::command::Change;
use crate::ids::MachineId;
use crate::network::{Network, NetworkEvent};
use crate::operation::Operation;
use crate::terminal::TerminalEvent;
use crate::timer::Alarm;
use broker::BrokerEvent;
use client::call::{Call, OpId};
use client::consumer::ConsumerEvent;
use client::outcome::Outcome;
use client::producer::ProducerEvent;
use protocol::config::Settings;
use protocol::map::Map;
use protocol::name::Name;
use protocol::record::Millis;
use std::sync::Arc;

/// An event with its instant. The instant is the millisecond and the event's
/// place among all events: several may share a millisecond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, in Unix time.
    pub at: Millis,
    /// What.
    pub what: Happening,
}

/// What a machine runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientSpec {
    /// A producer.
    Producer,
    /// A consumer.
    Consumer,
    /// The admin client.
    Admin,
    /// A peer that speaks the protocol by itself.
    Peer,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// On the network.
    Network(NetworkEvent),
    /// In the broker.
    Broker(BrokerEvent),
    /// In a producer's client.
    Producer(MachineId, ProducerEvent),
    /// In a consumer's client.
    Consumer(MachineId, ConsumerEvent),
    /// In an application.
    App(MachineId, AppEvent),
    /// To a machine.
    Machine(MachineId, MachineEvent),
    /// To a client call.
    Operation(OpId, OperationEvent),
    /// A number was drawn by chance; what came of it is in the event after.
    Drawn,
    /// In the terminal.
    Terminal(TerminalEvent),
}

impl Happening {
    /// Adds the alarms whose instant this may change; network and
    /// operations are those before it. The broker's alarms are its own: it says itself which of
    /// them its events touch.
    pub(crate) fn touches(
        &self,
        network: &Network,
        operations: &Map<OpId, Operation>,
        touched: &mut Vec<Alarm>,
    ) {
        match self {
            Happening::Producer(id, _)
            | Happening::Consumer(id, _)
            | Happening::App(id, _)
            | Happening::Machine(id, _) => touched.extend(Alarm::of_machine(*id)),
            Happening::Operation(op, event) => {
                let machine = match event {
                    OperationEvent::Queued { machine, .. }
                    | OperationEvent::Began { machine, .. } => Some(*machine),
                    OperationEvent::Completed(_) => operations.get(op).map(|o| o.machine),
                };
                touched.extend(machine.into_iter().flat_map(Alarm::of_machine));
            }
            Happening::Network(event) => event.touches(network, touched),
            Happening::Terminal(_) => touched.push(Alarm::Terminal),
            Happening::Broker(_) | Happening::Drawn => {}
        }
    }
}

/// What happens to machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MachineEvent {
    /// A machine was set up; its program starts.
    Added {
        /// Its name.
        name: Name,
        /// Its client.
        client: ClientSpec,
        /// The client's settings.
        settings: Settings,
        /// Its application, if it has one.
        app: Option<Box<AppSpec>>,
    },
    /// Its program was started again, from nothing.
    Restarted,
    /// Its process died.
    Crashed,
    /// Its program is to end in good order.
    Stopping {
        /// Whether it starts again when it has.
        restart: bool,
    },
    /// Its program ended in good order.
    Stopped,
    /// Its application stands still.
    Stalled,
    /// Its application goes on.
    Unstalled,
    /// It was taken away.
    Removed,
    /// Its program was changed.
    Configured(Box<Change>),
}

/// What happens to client calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OperationEvent {
    /// A user asked an application to make a call.
    Queued {
        /// On which machine.
        machine: MachineId,
        /// Which call.
        call: Call,
    },
    /// The call was made.
    Began {
        /// On which machine.
        machine: MachineId,
        /// Which call.
        call: Call,
    },
    /// The call came back.
    Completed(Arc<Outcome>),
}
