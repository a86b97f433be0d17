//! Marks: what was seen at all. Scenarios that never get somewhere prove
//! nothing about it.

use broker::group::{ClassicGroupEvent, GroupEvent};
use broker::BrokerEvent;
use client::consumer::{CommitKind, ConsumerEvent, RevokedAt};
use client::outcome::Outcome;
use client::producer::ProducerEvent;
use cluster::app::AppEvent;
use cluster::event::{Event, Happening, MachineEvent, OperationEvent};
use cluster::network::NetworkEvent;
use std::collections::BTreeMap;
use tools::ToolEvent;

/// How often what was seen.
#[derive(Clone, Debug, Default)]
pub struct Marks(BTreeMap<String, u64>);

impl Marks {
    /// Something happened.
    pub fn see(&mut self, event: &Event) {
        match &event.what {
            Happening::Broker(event) => self.see_broker(event),
            Happening::Consumer(_, event) => self.see_consumer(event),
            Happening::Producer(_, ProducerEvent::Expired { .. }) => self.mark("batch expired"),
            Happening::Producer(_, ProducerEvent::Refused { .. }) => self.mark("send refused"),
            Happening::Operation(_, OperationEvent::Completed(outcome)) => {
                self.see_outcome(outcome)
            }
            Happening::App(_, AppEvent::WorkFinished { .. }) => self.mark("work finished"),
            Happening::App(_, AppEvent::Tool(event)) => self.see_tool(event),
            Happening::Machine(_, MachineEvent::Restarted) => self.mark("restarted"),
            Happening::Machine(_, MachineEvent::Stopped) => self.mark("stopped"),
            Happening::Network(event) => self.see_network(event),
            _ => {}
        }
    }

    fn mark(&mut self, what: &str) {
        *self.0.entry(what.to_owned()).or_default() += 1;
    }

    fn see_broker(&mut self, event: &BrokerEvent) {
        match event {
            BrokerEvent::FetchParked { .. } => self.mark("fetch parked"),
            BrokerEvent::PartitionsAdded { .. } => self.mark("partitions added"),
            BrokerEvent::TopicDeleted { .. } => self.mark("topic deleted"),
            BrokerEvent::Group { event, .. } => match event {
                GroupEvent::Classic(ClassicGroupEvent::MemberRemoved { reason, .. }) => {
                    self.mark(reason.text())
                }
                GroupEvent::Classic(ClassicGroupEvent::AssignmentStored { .. }) => {
                    self.mark("assignment stored")
                }
                GroupEvent::Classic(ClassicGroupEvent::InitialDelayExtended { .. }) => {
                    self.mark("initial delay extended")
                }
                GroupEvent::Classic(ClassicGroupEvent::MemberIdLapsed { .. }) => {
                    self.mark("member id lapsed")
                }
                GroupEvent::OffsetsDeleted { .. } => self.mark("offsets deleted"),
                GroupEvent::Deleted => self.mark("group deleted"),
                GroupEvent::Unloaded => self.mark("group unloaded"),
                _ => {}
            },
            _ => {}
        }
    }

    fn see_consumer(&mut self, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Revoked { lost: true, .. } => self.mark("partitions lost"),
            ConsumerEvent::Revoked {
                point: RevokedAt::Assignment,
                ..
            } => self.mark("handed over in two rounds"),
            ConsumerEvent::AssignmentRejected => self.mark("assignment turned down"),
            ConsumerEvent::CallbackInvoked { .. } => self.mark("callback invoked"),
            ConsumerEvent::CoordinatorLost => self.mark("coordinator lost"),
            ConsumerEvent::ResetNeeded { .. } => self.mark("reset needed"),
            ConsumerEvent::CommitGivenUp => self.mark("commit given up"),
            ConsumerEvent::CommitPrepared(committing) => self.mark(match committing.kind {
                CommitKind::Sync(_) => "commit, sync",
                CommitKind::Async => "commit, async",
                CommitKind::Auto => "commit, auto",
                CommitKind::Rebalance => "commit, before a rebalance",
            }),
            _ => {}
        }
    }

    fn see_tool(&mut self, event: &ToolEvent) {
        match event {
            ToolEvent::Exited(0) => self.mark("tool succeeded"),
            ToolEvent::Exited(130) => self.mark("tool interrupted"),
            ToolEvent::Exited(_) => self.mark("tool failed"),
            ToolEvent::Rested { .. } => self.mark("tool rested"),
            _ => {}
        }
    }

    fn see_outcome(&mut self, outcome: &Outcome) {
        if let Some(exception) = outcome.exception() {
            self.mark(exception.class);
        }
    }

    fn see_network(&mut self, event: &NetworkEvent) {
        if let NetworkEvent::ResponseSent {
            response: Some(response),
            ..
        } = event
        {
            let error = response.error();
            if !error.is_none() {
                self.mark(error.name());
            }
        }
    }

    /// Adds what another simulation saw.
    pub fn add(&mut self, other: &Marks) {
        for (mark, times) in &other.0 {
            *self.0.entry(mark.clone()).or_default() += times;
        }
    }

    /// Those of `wanted` that were not seen.
    pub fn missing<'a>(&self, wanted: &[&'a str]) -> Vec<&'a str> {
        let unseen = |mark: &&&str| !self.0.contains_key(**mark);
        wanted.iter().filter(unseen).copied().collect()
    }
}
