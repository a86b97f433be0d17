//! A record that is sent by hand, as programs send it.

use super::values::{Called, CLIENTS};
use crate::literal::{bytes, list, text};
use client::call::ProducerRecord;
use protocol::record::Payload;

/// A record that is sent: what it has decides which words it takes.
pub(super) fn sent(record: &ProducerRecord) -> Vec<Called> {
    let codes = [
        java_sent(record),
        python_sent(record),
        confluent_sent(record),
        go_sent(record),
    ];
    let all = CLIENTS.into_iter().zip(codes);
    all.map(|(client, code)| Called { client, code }).collect()
}

/// The key and the value as they are quoted, if there are any.
fn payloads(record: &ProducerRecord) -> (Option<String>, Option<String>) {
    let of = |payload: Option<&Payload>| payload.map(|payload| text(&payload.text()));
    (of(record.key.as_ref()), of(record.value.as_ref()))
}

fn java_sent(record: &ProducerRecord) -> String {
    let null = || "null".to_owned();
    let (key, value) = payloads(record);
    let headers = !record.headers.is_empty();
    let mut words = vec![text(&record.topic)];
    let timed = record.timestamp.is_some();
    let placed = record.partition.is_some() || timed || headers;
    if placed {
        words.push(record.partition.map_or_else(null, |n| n.to_string()));
    }
    if timed || headers {
        words.push(
            record
                .timestamp
                .map_or_else(null, |at| [&at.to_string(), "L"].concat()),
        );
    }
    if key.is_some() || placed {
        words.push(key.unwrap_or_else(null));
    }
    words.push(value.unwrap_or_else(null));
    if headers {
        let headers = record.headers.iter().map(|header| {
            let value = header.value.as_ref().map(|value| text(&value.text()));
            let value = value.map_or_else(null, |value| [&value, ".getBytes()"].concat());
            ["new RecordHeader(", &text(&header.key), ", ", &value, ")"].concat()
        });
        words.push(["List.of(", &list(headers), ")"].concat());
    }
    [
        "producer.send(new ProducerRecord<>(",
        &words.join(", "),
        "))",
    ]
    .concat()
}

/// Words that both Pythons have, with what they call a key, a value and a time.
fn python_words(record: &ProducerRecord, quoted: fn(&str) -> String, time: &str) -> String {
    let mut words = vec![text(&record.topic)];
    let mut add = |name: &str, value: Option<String>| {
        words.extend(value.map(|value| [name, "=", &value].concat()));
    };
    add("key", record.key.as_ref().map(|key| quoted(&key.text())));
    add(
        "value",
        record.value.as_ref().map(|value| quoted(&value.text())),
    );
    add("partition", record.partition.map(|n| n.to_string()));
    add(time, record.timestamp.map(|at| at.to_string()));
    let headers = record.headers.iter().map(|header| {
        let value = header.value.as_ref().map(|value| bytes(&value.text()));
        let value = value.unwrap_or_else(|| "None".to_owned());
        ["(", &text(&header.key), ", ", &value, ")"].concat()
    });
    let headers = (!record.headers.is_empty()).then(|| ["[", &list(headers), "]"].concat());
    add("headers", headers);
    words.join(", ")
}

fn python_sent(record: &ProducerRecord) -> String {
    [
        "producer.send(",
        &python_words(record, bytes, "timestamp_ms"),
        ")",
    ]
    .concat()
}

fn confluent_sent(record: &ProducerRecord) -> String {
    [
        "producer.produce(",
        &python_words(record, text, "timestamp"),
        ")",
    ]
    .concat()
}

fn go_sent(record: &ProducerRecord) -> String {
    let encoded =
        |word: Option<String>| word.map(|word| ["sarama.StringEncoder(", &word, ")"].concat());
    let (key, value) = payloads(record);
    let headers = record.headers.iter().map(|header| {
        let value = header.value.as_ref().map(|value| text(&value.text()));
        let value = value.map(|value| [", Value: []byte(", &value, ")"].concat());
        let value = value.unwrap_or_default();
        ["{Key: []byte(", &text(&header.key), ")", &value, "}"].concat()
    });
    let headers = (!record.headers.is_empty())
        .then(|| ["[]sarama.RecordHeader{", &list(headers), "}"].concat());
    let time = record.timestamp;
    let fields = [
        ("Topic", Some(text(&record.topic))),
        ("Key", encoded(key)),
        ("Value", encoded(value)),
        ("Partition", record.partition.map(|n| n.to_string())),
        (
            "Timestamp",
            time.map(|at| ["time.UnixMilli(", &at.to_string(), ")"].concat()),
        ),
        ("Headers", headers),
    ];
    let fields = fields.into_iter();
    let fields = fields.filter_map(|(name, value)| Some([name, ": ", &value?].concat()));
    [
        "producer.SendMessage(&sarama.ProducerMessage{",
        &list(fields),
        "})",
    ]
    .concat()
}
