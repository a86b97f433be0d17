//! What handlers have in their hands: the broker, its limits, the instant and
//! chance; and how what they do gets out.

use crate::group::{ClassicGroupEvent, GroupEvent};
use crate::{Alarm, Broker, BrokerEvent, Limits, ReplyTo};
use protocol::api::Response;
use protocol::name::Name;
use protocol::record::Millis;
use protocol::rng::Rng;

/// The world around the broker at the moment at which it does something.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    /// How much of everything there may be.
    pub limits: &'a Limits,
    /// The present instant, in Unix time.
    pub now: Millis,
    /// Chance, as it stands.
    pub rng: &'a Rng,
}

/// One thing that a handler did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Something happened in the broker; it is applied to the broker already.
    Happened(BrokerEvent),
    /// A number was drawn by chance; what came of it is in what follows.
    Drawn,
    /// A request is answered; without a response it wanted none.
    Answered(ReplyTo, Option<Response>),
    /// A connection is closed because of a request that wants no answer.
    HungUp(ReplyTo),
}

/// What a handler did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handled {
    /// In the order in which it was done.
    pub effects: Vec<Effect>,
    /// Alarms whose instant may be another one now ([`Broker::due`] says
    /// which); some may be named twice.
    pub touched: Vec<Alarm>,
}

/// The broker, as handlers may use it: they look at it, and what they do they
/// emit. The broker is at once as an event leaves it, so that a handler sees
/// what it did; whoever let it act gets all of it as one ordered list.
pub(crate) struct Context<'a> {
    broker: &'a mut Broker,
    limits: &'a Limits,
    now: Millis,
    rng: Rng,
    handled: Handled,
}

impl<'a> Context<'a> {
    pub(crate) fn new(broker: &'a mut Broker, around: &Surroundings<'a>) -> Self {
        Context {
            broker,
            limits: around.limits,
            now: around.now,
            rng: around.rng.clone(),
            handled: Handled::default(),
        }
    }

    /// What was done.
    pub(crate) fn done(self) -> Handled {
        self.handled
    }

    pub(crate) fn broker(&self) -> &Broker {
        self.broker
    }

    pub(crate) fn limits(&self) -> &Limits {
        self.limits
    }

    pub(crate) fn now(&self) -> Millis {
        self.now
    }

    /// Something happens in the broker.
    pub(crate) fn emit(&mut self, event: BrokerEvent) {
        event.touches(self.broker, &mut self.handled.touched);
        self.broker.apply(self.now, &event);
        self.handled.effects.push(Effect::Happened(event));
    }

    /// Something happens to a group.
    pub(crate) fn emit_group(&mut self, group: &Name, event: GroupEvent) {
        let group = group.clone();
        self.emit(BrokerEvent::Group { group, event });
    }

    /// Something happens to a classic group.
    pub(crate) fn emit_classic(&mut self, group: &Name, event: ClassicGroupEvent) {
        self.emit_group(group, GroupEvent::Classic(event));
    }

    /// Draws a number by chance.
    fn draw(&mut self) -> u64 {
        let drawn = self.rng.peek();
        self.rng.advance();
        self.handled.effects.push(Effect::Drawn);
        drawn
    }

    /// A random UUID (version 4), as Java prints it.
    pub(crate) fn random_uuid(&mut self) -> String {
        let bits = (u128::from(self.draw()) << 64) | u128::from(self.draw());
        let version = (bits & !(0xf << 76)) | (4 << 76);
        let variant = (version & !(0x3 << 62)) | (0x2 << 62);
        let hex = format!("{variant:032x}");
        [
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..],
        ]
        .join("-")
    }

    /// Answers a request, or is done with one that wants no answer.
    pub(crate) fn respond(&mut self, to: ReplyTo, response: Option<Response>) {
        self.handled.effects.push(Effect::Answered(to, response));
    }

    /// Closes a connection because of a request that wants no answer.
    pub(crate) fn hang_up(&mut self, to: ReplyTo) {
        self.handled.effects.push(Effect::HungUp(to));
    }
}
