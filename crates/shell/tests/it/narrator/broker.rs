//! Retention.

use super::Case;

/// Each sentence, how one comes to it, and what it says then.
#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    Case {
        id: "retention",
        script: &[
            "topic create orders --partitions 2 --config internal.segment.bytes=300 --config retention.ms=12000",
            "produce --topic orders --keys ana,bo,fay,kim,lea --rate 1/s --name checkout",
            "consume --topic orders --group billing --work 200ms --commit batch --from-beginning",
        ],
        at: 29300,
        first: true,
        text: "The broker looks at orders-0 and orders-1 in @30.000: segments that are too old or too much go then.",
    },
    Case {
        id: "retention-again",
        script: &[
            "topic create orders --partitions 2 --config internal.segment.bytes=300 --config retention.ms=12000",
            "produce --topic orders --keys ana,bo,fay,kim,lea --rate 1/s --name checkout",
            "consume --topic orders --group billing --work 200ms --commit batch --from-beginning",
        ],
        at: 32000,
        first: false,
        text: "The broker looks at orders-0 and orders-1 in @330.000: segments that are too old or too much go then.",
    },
];
