//! Calls that have not come back.

use super::Case;

/// Each sentence, how one comes to it, and what it says then.
#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    Case {
        id: "blocked-call",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --by-hand --commit never --from-beginning",
            "@9 cut c1",
            "@10 commit c1 orders-0=1",
        ],
        at: 11000,
        first: false,
        text: "c1 is blocked in commitSync: it comes back in @70.000 at the latest (default.api.timeout.ms).",
    },
    Case {
        id: "calls",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --by-hand --commit never --from-beginning",
            "@6 poll c1",
            "@9 commit c1 orders-0=1",
        ],
        at: 9300,
        first: false,
        text: "c1 waits for the answer to commitSync.",
    },
    Case {
        id: "admin-waits",
        script: &[
            "topic create orders --partitions 3",
        ],
        at: 100,
        first: true,
        text: "The admin client waits for the answer to createTopics.",
    },
    Case {
        id: "tool-waits",
        script: &["kafka-topics.sh --list"],
        at: 100,
        first: true,
        text: "topics waits for the answer to listTopics.",
    },
];
