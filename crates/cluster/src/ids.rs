//! Numbers by which things of the cluster are named.

/// A machine's number; never used twice.
pub type MachineId = u32;

/// A request or a response in the air; never used twice.
pub type FlightId = u64;
