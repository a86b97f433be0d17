//! A consumer's own instance of an assignor, with what it remembers between
//! rebalances.

use super::claims::MemberData;
use super::sticky::encode_user_data;
use super::{Assignment, Assignor, AssignorMember};
use protocol::consumer_protocol::NO_GENERATION;
use protocol::map::Map;
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;

/// An assignor of one consumer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AssignorInstance {
    assignor: Assignor,
    /// The newest generation that it learned of when it shared out partitions,
    /// or -1. Kafka's sticky assignors keep it as long as they live.
    max_generation: i32,
    /// What its consumer got last from a rebalance in which this assignor was
    /// chosen, and the generation of it.
    last: Option<MemberData>,
}

impl AssignorInstance {
    /// An assignor that remembers nothing yet.
    pub(crate) fn new(assignor: Assignor) -> Self {
        AssignorInstance {
            assignor,
            max_generation: NO_GENERATION,
            last: None,
        }
    }

    /// Which assignor it is.
    pub(crate) fn assignor(&self) -> Assignor {
        self.assignor
    }

    /// What it adds to the subscription (`subscriptionUserData`).
    pub(crate) fn user_data(&self) -> Option<Vec<u8>> {
        match self.assignor {
            Assignor::Range | Assignor::RoundRobin => None,
            Assignor::Sticky => self.last.as_ref().map(encode_user_data),
            Assignor::CooperativeSticky => {
                let last = self.last.as_ref();
                let generation = last.map_or(NO_GENERATION, |last| last.generation);
                Some(generation.to_be_bytes().to_vec())
            }
        }
    }

    /// Shares out the partitions, as leader.
    pub(crate) fn assign(
        &self,
        partitions_per_topic: &Map<Name, i32>,
        members: &[AssignorMember],
    ) -> Assignment {
        let assignor = self.assignor;
        assignor.assign(partitions_per_topic, members, self.max_generation)
    }

    /// It has shared out the partitions of these members.
    pub(crate) fn has_assigned(&mut self, members: &[AssignorMember]) {
        self.max_generation = self.assignor.max_generation(members, self.max_generation);
    }

    /// Its consumer got an assignment that it made (`onAssignment`).
    pub(crate) fn on_assignment(&mut self, partitions: &[TopicPartition], generation: i32) {
        self.last = Some(MemberData {
            partitions: partitions.to_vec(),
            generation,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_data_is_what_each_assignor_says() {
        let partitions = [TopicPartition::new("t", 2)];
        #[rustfmt::skip]
        let sticky = vec![
            0, 0, 0, 1, 0, 1, b't', 0, 0, 0, 1, 0, 0, 0, 2,
            0, 0, 0, 9,
        ];
        for (assignor, before, after) in [
            (Assignor::Range, None, None),
            (Assignor::RoundRobin, None, None),
            (Assignor::Sticky, None, Some(sticky)),
            (
                Assignor::CooperativeSticky,
                Some(vec![0xff; 4]),
                Some(vec![0, 0, 0, 9]),
            ),
        ] {
            let mut instance = AssignorInstance::new(assignor);
            assert_eq!(instance.user_data(), before, "{assignor:?}");
            instance.on_assignment(&partitions, 9);
            assert_eq!(instance.user_data(), after, "{assignor:?}");
        }
    }
}
