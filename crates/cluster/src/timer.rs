//! When what is due.
//!
//! Alarms are no state: they are a sorted copy of what the components say about themselves,
//! and can be made anew from it at any time.
//!
//! *Read next: [`event`](crate::event), what happens then.*

use crate::ids::{FlightId, MachineId};
use protocol::map::{Map, Set};
use protocol::record::Millis;

/// Who is woken. The order of the variants is the order of ties: what
/// applications call at an instant happens before what arrives then, and that
/// before the clients' own work, and the broker's comes last. It is frozen,
/// because scripts depend on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// A machine's application.
    Application(MachineId),
    /// A flight that arrives.
    Flight(FlightId),
    /// A machine's client.
    Client(MachineId),
    /// Something in the broker.
    Broker(broker::Alarm),
    /// A command of the terminal that rests.
    Terminal,
}

impl Alarm {
    /// The alarms of a machine: its application's and its client's.
    pub(crate) fn of_machine(id: MachineId) -> [Alarm; 2] {
        [Alarm::Application(id), Alarm::Client(id)]
    }
}

/// Alarms ordered by instant. Each component says itself when it is next due;
/// this table only sorts, and a component has one entry at most. So it can be
/// made anew from the state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timers {
    due: Set<(Millis, Alarm)>,
    at: Map<Alarm, Millis>,
}

impl Timers {
    /// Sets, moves or (with `None`) removes an alarm.
    pub fn set(&mut self, alarm: Alarm, at: Option<Millis>) {
        let old = self.at.get(&alarm).copied();
        if old == at {
            return;
        }
        if let Some(old) = old {
            let entry = (old, alarm);
            self.due.remove(&entry);
            let alarm = entry.1;
            match at {
                Some(at) => {
                    self.at.insert(alarm.clone(), at);
                    self.due.insert((at, alarm));
                }
                None => {
                    self.at.remove(&alarm);
                }
            }
        } else if let Some(at) = at {
            self.at.insert(alarm.clone(), at);
            self.due.insert((at, alarm));
        }
    }

    /// When an alarm is due, if it is set.
    pub fn at(&self, alarm: &Alarm) -> Option<Millis> {
        self.at.get(alarm).copied()
    }

    /// When the earliest alarm is due.
    pub fn next(&self) -> Option<Millis> {
        self.due.first().map(|(at, _)| *at)
    }

    /// Takes the earliest alarm, if it is due by `until`.
    pub fn take(&mut self, until: Millis) -> Option<(Millis, Alarm)> {
        let (at, _) = self.due.first().filter(|(at, _)| *at <= until)?;
        let (at, alarm) = (*at, self.due.pop_first()?.1);
        self.at.remove(&alarm);
        Some((at, alarm))
    }
}
