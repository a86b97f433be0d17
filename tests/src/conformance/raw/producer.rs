//! InitProducerId and DescribeProducers.

use super::super::values::{list, number, text};
use super::{by_topic, named, optional_name, with_error};
use protocol::api::{
    DescribeProducersRequest, DescribeProducersResponse, InitProducerIdRequest,
    InitProducerIdResponse,
};
use protocol::topic_partition::TopicPartition;
use serde_json::{json, Value};

pub(super) fn init_request(json: &Value) -> InitProducerIdRequest {
    InitProducerIdRequest {
        // The protocol's default is "", not null.
        transactional_id: match json.get("transactionalId") {
            None => Some("".into()),
            _ => optional_name(json, "transactionalId"),
        },
        transaction_timeout_ms: number(json, "transactionTimeoutMs").unwrap_or_default() as i32,
        producer_id: number(json, "producerId").unwrap_or(-1),
        producer_epoch: number(json, "producerEpoch").unwrap_or(-1) as i16,
    }
}

pub(super) fn init_json(body: &InitProducerIdResponse, version: i16) -> Value {
    let mut json = json!({
        "producerId": body.producer_id,
        "producerEpoch": body.producer_epoch,
    });
    if version >= 6 {
        json["ongoingTxnProducerId"] = json!(-1);
        json["ongoingTxnProducerEpoch"] = json!(-1);
    }
    with_error(body.error, json)
}

pub(super) fn describe_request(json: &Value) -> DescribeProducersRequest {
    let topics = list(json, "topics").iter();
    let partitions = topics.flat_map(|topic| {
        let name = text(topic, "name");
        let indexes = list(topic, "partitionIndexes").iter();
        let indexes = indexes.filter_map(Value::as_i64);
        indexes.map(move |index| TopicPartition::new(name, index as i32))
    });
    DescribeProducersRequest {
        partitions: partitions.collect(),
    }
}

pub(super) fn describe_json(body: &DescribeProducersResponse) -> Value {
    let each = body.partitions.iter().map(|described| {
        let producers = described.producers.iter().map(|producer| {
            json!({
                "producerId": producer.producer_id,
                "producerEpoch": producer.producer_epoch,
                "lastSequence": producer.last_sequence,
                "lastTimestamp": producer.last_timestamp,
                "coordinatorEpoch": -1,
                "currentTxnStartOffset": -1,
            })
        });
        let message = (!described.error.is_none()).then(|| described.error.message());
        let json = json!({
            "partitionIndex": described.partition.partition,
            "errorMessage": message,
            "activeProducers": producers.collect::<Value>(),
        });
        (
            named(&described.partition.topic),
            with_error(described.error, json),
        )
    });
    json!({"topics": by_topic(each, "partitions")})
}
