//! Raw peers: whoever speaks the protocol by itself.

use super::Cluster;
use crate::event::{ClientSpec, Happening, MachineEvent};
use crate::ids::MachineId;
use client::call::{Call, OpId};
use protocol::api::Request;
use protocol::config::Settings;
use protocol::connection::ConnectionId;
use protocol::name::Name;
use std::sync::Arc;

impl Cluster {
    /// Opens a connection of the peer `client_id`, which is made where there is
    /// none of that name.
    pub fn connect(&mut self, client_id: &str) -> ConnectionId {
        let id: MachineId = match self.state.machine(client_id) {
            Some((id, _)) => id,
            None => {
                let id = self.state.next_machine();
                self.happen(Happening::Machine(
                    id,
                    MachineEvent::Added {
                        name: Name::from(client_id),
                        client: ClientSpec::Peer,
                        settings: Settings::new(),
                        app: None,
                    },
                ));
                id
            }
        };
        let connection = self.state.network().next_connection();
        self.open_connection(id);
        connection
    }

    /// Sends a request; the operation ends when its answer has arrived. Several
    /// may be on the way: the broker answers those of one connection in order.
    ///
    /// Answers none where the connection is not open.
    pub fn send(&mut self, connection: ConnectionId, request: Request) -> Option<OpId> {
        let machine = self.state.network().open(connection)?.machine();
        let call = Call::Peer(connection, Arc::new(request));
        Some(self.settled(|cluster| {
            let op = cluster.begin(machine, call);
            cluster.rouse(machine, false);
            op
        }))
    }

    /// Closes a connection without a word.
    pub fn close(&mut self, connection: ConnectionId) {
        if let Some(machine) = self.state.network().open(connection).map(|c| c.machine()) {
            self.settled(|cluster| {
                cluster.disconnect(connection);
                cluster.rouse(machine, false);
            });
        }
    }
}
