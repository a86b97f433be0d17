//! What is left to do.

use crate::ids::MachineId;

/// What is left to do of something that has begun, at the present instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// A machine does all that it has to do now: its program first, then its
    /// client.
    Pump {
        machine: MachineId,
        /// Whether an alarm woke it. Whoever found nothing to do then may be
        /// due again all the same.
        woken: bool,
        /// How many things it may still do.
        left: usize,
    },
    /// Connections whose request was answered have their next one taken up.
    TakeRequests,
    /// The terminal does all that it has to do now.
    Terminal,
}
