//! Driving the cluster: calls begin, and time goes on until they have ended.

use super::play::Stop;
use super::values;
use broker::config::BrokerConfig;
use client::call::{AdminCall, Call, OpId};
use client::consumer::{Consumer, ConsumerEvent};
use client::outcome::Outcome;
use cluster::command::{Command, CommandError};
use cluster::config::ClusterConfig;
use cluster::event::{Event, Happening};
use cluster::Cluster;
use protocol::api::{AdminResult, FindCoordinatorRequest, RequestBody, Response};
use protocol::config::Settings;
use protocol::connection::ConnectionId;
use protocol::record::Millis;
use serde_json::{json, Value};
use std::collections::BTreeMap;
use worlds::World as Room;

/// How long a step waits that does not say so.
pub const PATIENCE: Millis = 60_000;
/// How long the broker has been up at the first step.
const UPTIME: Millis = 5_000;
/// The machine of the recorder's admin client.
const ADMIN: &str = "adminclient-1";

/// A cluster with the callbacks that its consumers were told.
pub struct World {
    /// The cluster, and how it is driven.
    room: Room,
    /// What each consumer's listener and callbacks were told since a step last
    /// named the consumer, by machine.
    told: BTreeMap<String, Vec<Value>>,
    admin: Option<ConnectionId>,
}

impl World {
    /// A broker with these settings, at this instant; `seed` is where its
    /// random ids come from, and a flight takes `latency_ms`. A broker that was
    /// `used` played other recordings before: `__consumer_offsets` is there.
    ///
    /// # Errors
    /// What the broker says of a setting that it refuses.
    pub fn new(
        broker: &Settings,
        start: Millis,
        (seed, latency_ms): (u64, Millis),
        used: bool,
    ) -> Result<Self, Stop> {
        let broker = BrokerConfig::read(broker)
            .map_err(|error| Stop::Broken(format!("the broker's settings: {}", error.message)))?;
        let config = ClusterConfig { latency_ms, broker };
        let mut world = World {
            room: Room::begun(config, seed, start - UPTIME),
            told: BTreeMap::new(),
            admin: None,
        };
        if used {
            // Somebody's group made `__consumer_offsets`.
            world.ask(RequestBody::FindCoordinator(FindCoordinatorRequest {
                key_type: 0,
                keys: vec!["somebody".into()],
            }))?;
        }
        world.wait(start - world.cluster().now());
        Ok(world)
    }

    /// The cluster.
    pub fn cluster(&self) -> &Cluster {
        &self.room.cluster
    }

    /// A connection of a peer.
    pub fn connect(&mut self, client_id: &str) -> ConnectionId {
        self.room.cluster.connect(client_id)
    }

    /// Closes a connection.
    pub fn close(&mut self, connection: ConnectionId) {
        self.room.cluster.close(connection);
    }

    /// Lets so many milliseconds pass.
    pub fn wait(&mut self, ms: Millis) {
        self.room.wait(ms);
        self.listen();
    }

    /// Lets time go on until something holds, at most so long. Answers whether
    /// it came to be.
    pub fn wait_until(&mut self, ms: Millis, holds: impl FnMut(&Cluster) -> bool) -> bool {
        let came = self.room.came(ms, holds);
        self.listen();
        came
    }

    /// Gives a command.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn submit(&mut self, command: &Command) -> Result<Option<OpId>, CommandError> {
        let given = self.room.give(command);
        self.listen();
        given
    }

    /// Begins a call of a client.
    ///
    /// # Errors
    /// Where the cluster does not take the call.
    pub fn begin(&mut self, machine: &str, call: impl Into<Call>) -> Result<OpId, Stop> {
        let call = call.into();
        let what = format!("{machine} {}", call.name());
        let machine = machine.into();
        match self.submit(&Command::Call { machine, call }) {
            Ok(Some(op)) => Ok(op),
            Ok(None) => Err(Stop::Broken(format!("{what} began nothing"))),
            Err(error) => Err(Stop::Broken(format!("{what}: {error}"))),
        }
    }

    /// Waits for a call to end, at most so long.
    ///
    /// # Errors
    /// Where it does not end.
    pub fn until(&mut self, op: OpId, ms: Millis) -> Result<Outcome, Stop> {
        let outcome = self.room.outcome_within(op, ms);
        self.listen();
        outcome.ok_or_else(|| Stop::Broken(format!("a call did not end within {ms} ms")))
    }

    /// Makes a call of a client and waits for its end.
    ///
    /// # Errors
    /// Where the cluster does not take it, or it does not end.
    pub fn call(&mut self, machine: &str, call: impl Into<Call>) -> Result<Outcome, Stop> {
        let op = self.begin(machine, call)?;
        self.until(op, 10 * PATIENCE)
    }

    /// Makes a call of the admin client: what became of the one topic or group
    /// that it names.
    ///
    /// # Errors
    /// Where the cluster does not take it, or it does not end.
    pub fn admin(&mut self, call: AdminCall) -> Result<Result<AdminResult, Outcome>, Stop> {
        match self.admin_call(call)? {
            Outcome::Admin(mut results) if results.len() == 1 => Ok(Ok(results.remove(0))),
            other => Ok(Err(other)),
        }
    }

    /// Makes a call of the admin client and waits for its end.
    ///
    /// # Errors
    /// Where the cluster does not take it, or it does not end.
    pub fn admin_call(&mut self, call: AdminCall) -> Result<Outcome, Stop> {
        let what = call.name();
        let op = match self.submit(&Command::Admin(call)) {
            Ok(Some(op)) => op,
            other => return Err(Stop::Broken(format!("{what}: {other:?}"))),
        };
        self.until(op, 10 * PATIENCE)
    }

    /// Sends a request of the admin client that has no call of its own, in its
    /// newest version, and waits for the answer.
    ///
    /// # Errors
    /// Where no answer comes.
    pub fn ask(&mut self, body: RequestBody) -> Result<Response, Stop> {
        let version = body.latest_version();
        self.ask_version(version, body)
    }

    /// The same in an older version.
    ///
    /// # Errors
    /// Where no answer comes.
    pub fn ask_version(&mut self, version: i16, body: RequestBody) -> Result<Response, Stop> {
        let connection = match self.admin {
            Some(open) => open,
            None => *self.admin.insert(self.room.cluster.connect(ADMIN)),
        };
        let op = self.send(connection, ADMIN, version, body)?;
        self.answer(op, PATIENCE)
    }

    /// Sends a request on a connection.
    ///
    /// # Errors
    /// Where the connection is closed.
    pub fn send(
        &mut self,
        connection: ConnectionId,
        client_id: &str,
        version: i16,
        body: RequestBody,
    ) -> Result<OpId, Stop> {
        let op = self.room.request(connection, client_id, version, body);
        self.listen();
        op.ok_or_else(|| Stop::Broken("the connection is closed".to_owned()))
    }

    /// Waits for the answer to a request, at most so long.
    ///
    /// # Errors
    /// Where no answer comes.
    pub fn answer(&mut self, op: OpId, ms: Millis) -> Result<Response, Stop> {
        match self.until(op, ms)? {
            Outcome::Response(response) => Ok((*response).clone()),
            other => Err(Stop::Broken(format!("no answer, but {other:?}"))),
        }
    }

    /// A machine's consumer.
    ///
    /// # Errors
    /// Where there is none.
    pub fn consumer(&self, machine: &str) -> Result<&Consumer, Stop> {
        let machines = self.cluster().state().machine(machine);
        machines
            .and_then(|(_, machine)| machine.client().consumer())
            .ok_or_else(|| Stop::Broken(format!("there is no consumer {machine}")))
    }

    /// What a consumer was told since the last time, in the form of a
    /// recording's `callbacks`.
    pub fn told(&mut self, machine: &str) -> Vec<Value> {
        self.told.remove(machine).unwrap_or_default()
    }

    /// Adds to what a consumer was told.
    pub fn tell(&mut self, machine: &str, what: Value) {
        self.told.entry(machine.to_owned()).or_default().push(what);
    }

    /// Takes from the cluster's events what consumers were told.
    fn listen(&mut self) {
        for event in std::mem::take(&mut self.room.events) {
            let Event { what, .. } = &event;
            let Happening::Consumer(id, what) = what else {
                continue;
            };
            let machine = self.cluster().state().machines().get(id);
            let Some(machine) = machine.map(|m| m.name().to_string()) else {
                continue;
            };
            if let Some(said) = said(what) {
                self.tell(&machine, said);
            }
        }
    }
}

/// What an event of a consumer says to its application.
fn said(event: &ConsumerEvent) -> Option<Value> {
    match event {
        ConsumerEvent::Assigned { partitions } => {
            Some(json!(["assigned", values::sorted_partitions(partitions)]))
        }
        ConsumerEvent::Revoked {
            partitions, lost, ..
        } => {
            let word = if *lost { "lost" } else { "revoked" };
            Some(json!([word, values::sorted_partitions(partitions)]))
        }
        ConsumerEvent::CallbackInvoked { offsets, error } => {
            let error = error.as_ref().map(values::exception);
            Some(json!(["committed", values::offsets_json(offsets), error]))
        }
        _ => None,
    }
}
