//! What watches a simulation: each keeps books of its own, from the events
//! alone, and compares them with the state.

mod aims;
mod groups;
mod logs;
mod marks;
mod records;
mod views;

use crate::simulation::dice::Dice;
use crate::simulation::run::Place;
use cluster::command::Command;
use cluster::event::Event;
use cluster::view::View;
use cluster::State;
pub use marks::Marks;

/// All that watches.
#[derive(Default)]
pub struct Watch {
    logs: logs::Logs,
    groups: groups::Groups,
    records: records::Records,
    aims: aims::Aims,
    /// What was seen at all.
    pub marks: Marks,
}

impl Watch {
    /// A command is about to be given.
    pub fn hear(&mut self, command: &Command) {
        self.groups.hear(command);
    }

    /// Something happened.
    pub fn see(&mut self, place: Place, event: &Event) {
        self.logs.see(place, event);
        self.groups.see(place, &self.logs, event);
        self.records.see(place, event);
        self.aims.see(place, event);
        self.marks.see(event);
    }

    /// A look at the state in between.
    pub fn look(&mut self, place: Place, state: &State, dice: &mut Dice) {
        self.logs.look(place, state);
        self.groups.look(place, state);
        let view = View::of(state, dice.pick(&[0, 1, 8, 60]));
        views::look(place, state, &view);
        self.aims.look(&view);
    }
}
