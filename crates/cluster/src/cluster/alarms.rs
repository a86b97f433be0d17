//! When who is woken: the table of alarms follows what the components say.

use super::Cluster;
use crate::ids::MachineId;
use crate::timer::Alarm;

impl Cluster {
    /// Asks the component whose alarm this is when it is next due.
    pub(super) fn set_alarm(&mut self, alarm: Alarm) {
        let (state, now) = (&self.state, self.clock);
        let due = match &alarm {
            Alarm::Application(id) => state.machines().get(id).and_then(|m| m.app_due(now)),
            Alarm::Client(id) => state.machines().get(id).and_then(|m| m.client_due(now)),
            Alarm::Flight(id) => state.network().flight(*id).map(|f| f.arrives),
            // A check that is due at this very instant still comes: what
            // happens before it does not put it off.
            Alarm::Broker(broker::Alarm::Log(_)) if self.timers.at(&alarm) == Some(now) => return,
            Alarm::Broker(alarm) => state.broker().due(alarm, now),
            Alarm::Terminal => state.terminal().next_due_after(now),
        };
        self.timers.set(alarm, due);
    }

    pub(super) fn set_machine_alarms(&mut self, id: MachineId) {
        self.set_alarm(Alarm::Application(id));
        self.set_alarm(Alarm::Client(id));
    }

    /// Sets all alarms, as they are in a state that was just rebuilt.
    pub(super) fn set_all_alarms(&mut self) {
        let state = &self.state;
        let machines: Vec<MachineId> = state.machines().keys().copied().collect();
        let flights = state.network().flights().keys().copied().map(Alarm::Flight);
        let broker = state.broker().alarms().into_iter().map(Alarm::Broker);
        let alarms: Vec<Alarm> = flights.chain(broker).collect();
        for id in machines {
            self.set_machine_alarms(id);
        }
        for alarm in alarms {
            self.set_alarm(alarm);
        }
        self.set_alarm(Alarm::Terminal);
    }
}
