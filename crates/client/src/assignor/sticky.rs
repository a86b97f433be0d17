//! What the two sticky assignors share: who owned what, and which algorithm
//! shares out the partitions.
//!
//! The source is Kafka's `AbstractStickyAssignor` with `StickyAssignor` and
//! `CooperativeStickyAssignor`, without their rack-aware parts.

use super::claims::{Claims, MemberData, Transfers};
use super::{constrained, general, Assignment, AssignorMember};
use protocol::consumer_protocol::{partitions, put_partitions, NO_GENERATION};
use protocol::java;
use protocol::map::{Map, Set};
use protocol::name::Name;
use protocol::topic_partition::TopicPartition;
use protocol::wire::{Reader, Writer};

/// Which of the two sticky assignors it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `sticky`: members tell in their user data what they had.
    Sticky,
    /// `cooperative-sticky`: subscriptions tell it.
    Cooperative,
}

/// The user data of `sticky`: what the member had and the generation in which
/// it got it (`StickyAssignor.serializeTopicPartitionAssignment`). Topics come
/// in the order of Kafka's hash map.
pub fn encode_user_data(data: &MemberData) -> Vec<u8> {
    let mut topics: Vec<Name> = Vec::new();
    for partition in &data.partitions {
        if !topics.contains(&partition.topic) {
            topics.push(partition.topic.clone());
        }
    }
    let mut grouped = Vec::with_capacity(data.partitions.len());
    for topic in java::name_order(topics) {
        grouped.extend(data.partitions.iter().filter(|p| p.topic == topic).cloned());
    }
    let mut writer = Writer::default();
    put_partitions(&mut writer, &grouped);
    writer.i32(data.generation);
    writer.into_bytes()
}

/// Reads the user data of `sticky`. Its first version lacks the generation;
/// bytes that are neither count as nothing owned.
pub(crate) fn decode_user_data(bytes: &[u8]) -> MemberData {
    let mut reader = Reader::new(bytes);
    match partitions(&mut reader) {
        Some(partitions) => MemberData {
            partitions,
            generation: reader.i32().unwrap_or(NO_GENERATION),
        },
        None => MemberData {
            partitions: Vec::new(),
            generation: NO_GENERATION,
        },
    }
}

/// What a member had, as the assignor of this kind learns it (`memberData`).
pub(super) fn member_data(kind: Kind, member: &AssignorMember) -> MemberData {
    let subscription = &member.subscription;
    let user_data = subscription.user_data.as_deref();
    match kind {
        Kind::Sticky => decode_user_data(user_data.unwrap_or_default()),
        Kind::Cooperative => {
            let generation = match user_data {
                // Older versions of the subscription have no generation; then
                // it is the user data.
                Some(bytes) if subscription.generation < 0 => Reader::new(bytes).i32(),
                _ => Some(subscription.generation),
            };
            MemberData {
                partitions: subscription.owned_partitions.clone(),
                generation: generation.unwrap_or(NO_GENERATION).max(NO_GENERATION),
            }
        }
    }
}

/// The newest generation that a member tells of, or the one known before.
pub(super) fn max_generation(kind: Kind, members: &[AssignorMember], before: i32) -> i32 {
    let generations = members
        .iter()
        .map(|member| member_data(kind, member).generation);
    generations.fold(before, i32::max)
}

/// Shares out the partitions so that members keep what they have, as far as
/// balance allows. `max_generation` is the newest generation that this
/// assignor's instance knew of before.
pub(super) fn assign(
    kind: Kind,
    partitions_per_topic: &Map<Name, i32>,
    members: &[AssignorMember],
    before: i32,
) -> Assignment {
    // Kafka's leader holds the subscriptions in a hash map; which of two
    // members that have one partition too many keeps it follows from that.
    let ordered: Vec<&AssignorMember> = members.iter().collect();
    let ordered = java::hash_map_order(
        ordered,
        |member| java::string_hash(&member.member_id),
        java::DEFAULT_CAPACITY,
    );
    let subscribed: Set<&Name> = members
        .iter()
        .flat_map(|member| &member.subscription.topics)
        .collect();
    let counts: Map<Name, i32> = partitions_per_topic
        .iter()
        .filter(|(topic, count)| **count > 0 && subscribed.contains(topic))
        .map(|(topic, count)| (topic.clone(), *count))
        .collect();
    let data: Vec<MemberData> = ordered
        .iter()
        .map(|member| member_data(kind, member))
        .collect();
    let claims = claims(&counts, &ordered, &data);
    let (mut shares, transfers) = if claims.equal {
        constrained::assign(&counts, &ordered, claims)
    } else {
        let newest = max_generation(kind, members, before);
        let shares = general::assign(&counts, &ordered, &data, claims.owned, newest);
        let transfers = transfers_of(&ordered, &shares);
        (shares, transfers)
    };
    if kind == Kind::Cooperative {
        // Who has them gives them up first; the next rebalance hands them over.
        for (partition, member) in &transfers {
            shares[*member].retain(|kept| kept != partition);
        }
    }
    let ids = ordered.iter().map(|member| member.member_id.clone());
    ids.zip(shares).collect()
}

/// Sorts out who owned what (`allSubscriptionsEqual`).
fn claims(counts: &Map<Name, i32>, members: &[&AssignorMember], data: &[MemberData]) -> Claims {
    let mut claims = Claims {
        owned: Vec::with_capacity(members.len()),
        doubly: Set::new(),
        equal: true,
    };
    let mut topics: Set<&Name> = Set::new();
    let mut owners: Map<TopicPartition, usize> = Map::new();
    for (index, (member, data)) in members.iter().zip(data).enumerate() {
        let own = &member.subscription.topics;
        if topics.is_empty() {
            topics.extend(own);
        } else if own.len() != topics.len() || !own.iter().all(|topic| topics.contains(topic)) {
            claims.equal = false;
        }
        claims.owned.push(Vec::new());
        for partition in &data.partitions {
            if !counts.contains_key(&partition.topic) {
                continue;
            }
            let Some(&other) = owners.get(partition) else {
                claims.owned[index].push(partition.clone());
                owners.insert(partition.clone(), index);
                continue;
            };
            // Kafka compares with the generation of the other's subscription,
            // also where its user data tells another one.
            let others = members[other].subscription.generation.max(NO_GENERATION);
            if data.generation < others {
                continue;
            }
            claims.owned[other].retain(|kept| kept != partition);
            if data.generation == others {
                claims.doubly.insert(partition.clone());
            } else {
                claims.owned[index].push(partition.clone());
            }
            owners.insert(partition.clone(), index);
        }
    }
    claims
}

/// Partitions that a member gets anew while another has them and loses them
/// (`computePartitionsTransferringOwnership`).
fn transfers_of(members: &[&AssignorMember], shares: &[Vec<TopicPartition>]) -> Transfers {
    let mut added = Transfers::new();
    let mut revoked = Set::new();
    for (index, (member, share)) in members.iter().zip(shares).enumerate() {
        let owned = &member.subscription.owned_partitions;
        for partition in share.iter().filter(|p| !owned.contains(p)) {
            added.insert(partition.clone(), index);
        }
        revoked.extend(owned.iter().filter(|p| !share.contains(p)));
    }
    added.retain(|partition, _| revoked.contains(partition));
    added
}

#[cfg(test)]
mod tests {
    use super::super::tests::{got, member, topics};
    use super::*;

    fn data(partitions: &[(&str, i32)], generation: i32) -> MemberData {
        let partitions = partitions.iter();
        MemberData {
            partitions: partitions
                .map(|(t, p)| TopicPartition::new(*t, *p))
                .collect(),
            generation,
        }
    }

    #[test]
    fn the_user_data_of_sticky_has_kafkas_bytes() {
        #[rustfmt::skip]
        let bytes = [
            0, 0, 0, 1, 0, 1, b't', 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1,
            0, 0, 0, 7,
        ];
        let had = data(&[("t", 3), ("t", 1)], 7);
        assert_eq!(encode_user_data(&had), bytes);
        assert_eq!(decode_user_data(&bytes), had);
    }

    #[test]
    fn user_data_without_a_generation_is_that_of_the_first_version() {
        let bytes = encode_user_data(&data(&[("t", 3)], 7));
        let older = &bytes[..bytes.len() - 4];
        assert_eq!(decode_user_data(older), data(&[("t", 3)], NO_GENERATION));
        for bytes in [&bytes[..7], &[][..], &[0xff; 9]] {
            assert_eq!(decode_user_data(bytes), data(&[], NO_GENERATION));
        }
    }

    #[test]
    fn topics_of_the_user_data_come_in_the_order_of_their_hashes() {
        // The hash of "b1" is 3087 and that of "c0" is 3117: buckets 15 and 13.
        let read = decode_user_data(&encode_user_data(&data(
            &[("b1", 1), ("c0", 0), ("b1", 0)],
            1,
        )));
        assert_eq!(read, data(&[("c0", 0), ("b1", 1), ("b1", 0)], 1));
    }

    #[test]
    fn a_cooperative_member_tells_its_generation_in_either_place() {
        let mut told = member("a", None, &["t"]);
        told.subscription.owned_partitions = vec![TopicPartition::new("t", 0)];
        let generation = |told: &AssignorMember| member_data(Kind::Cooperative, told).generation;
        assert_eq!(generation(&told), NO_GENERATION);
        told.subscription.user_data = Some(vec![0, 0, 0, 4]);
        assert_eq!(generation(&told), 4);
        told.subscription.generation = 6;
        assert_eq!(generation(&told), 6);
        assert_eq!(member_data(Kind::Sticky, &told).partitions, []);
    }

    #[test]
    fn what_is_kept_behind_a_partition_that_is_gone_is_given_out_again() {
        // "p" had two partitions, was deleted and made again with one. Kafka's
        // assignor asks whether the topic is there, not whether the partition
        // is: "a" keeps p-1, and what is kept behind it is taken for free.
        let told = |id: &str, topic: &str, had: &[(&str, i32)]| {
            let mut told = member(id, None, &[topic]);
            told.subscription.user_data = Some(encode_user_data(&data(had, 2)));
            told
        };
        let members = [
            told("a", "p", &[("p", 0), ("p", 1)]),
            told("b", "t", &[("t", 0)]),
            told("c", "t", &[]),
        ];
        let shared = |p: i32| {
            let counts = topics(&[("p", p), ("t", 1)]);
            let shares = assign(Kind::Sticky, &counts, &members, NO_GENERATION);
            ["a", "b", "c"].map(|member| got(&shares, member))
        };
        assert_eq!(shared(2), ["p-0 p-1", "t-0", ""]);
        assert_eq!(shared(1), ["p-0 p-1", "t-0", "t-0"]);
        // A topic that is gone altogether takes its partitions along.
        assert_eq!(shared(0), ["", "t-0", ""]);
    }
}
