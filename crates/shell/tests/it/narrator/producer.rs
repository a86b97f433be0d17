//! Producers.

use super::Case;

/// Each sentence, how one comes to it, and what it says then.
#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    Case {
        id: "producer-dead",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "@5 crash checkout",
        ],
        at: 6000,
        first: true,
        text: "checkout is dead: what it had not sent is lost.",
    },
    Case {
        id: "batch-too-large",
        script: &[
            "topic create orders --partitions 1 --config max.message.bytes=120",
            "produce --topic orders --keys ana,bo,fay,kim --rate 4/s --name checkout --set linger.ms=2000",
        ],
        at: 3100,
        first: true,
        text: "The broker refuses a batch of checkout for orders-0: it is larger than max.message.bytes.",
    },
    Case {
        id: "batch-refused",
        script: &[
            "topic create orders --partitions 1 --config message.timestamp.before.max.ms=1000",
            "@1 produce --topic orders --value old --timestamp 5",
        ],
        at: 1800,
        first: true,
        text: "The broker refuses a batch of console for orders-0: INVALID_TIMESTAMP.",
    },
    Case {
        id: "send-failed",
        script: &[
            "topic create orders --partitions 1 --config max.message.bytes=70",
            "produce --topic orders --keys ana,bo,fay,kim --rate 4/s --name checkout --set linger.ms=0",
        ],
        at: 4300,
        first: true,
        text: "The last send of checkout failed with RecordTooLargeException.",
    },
    Case {
        id: "awaits-memory",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout --set buffer.memory=400 --set batch.size=200 --set linger.ms=5000",
            "@4 cut checkout",
        ],
        at: 11000,
        first: false,
        text: "A send of checkout blocks: its buffer.memory is full. It fails in @70.500 (max.block.ms).",
    },
    Case {
        id: "awaits-partition",
        script: &[
            "topic create orders --partitions 1",
            "@1 produce --topic orders --value v --partition 7",
        ],
        at: 3000,
        first: true,
        text: "A send of console blocks, for orders has no such partition: it fails in @61.000 (max.block.ms).",
    },
    Case {
        id: "batch-homeless",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout --set linger.ms=9000",
            "@4 topic delete orders",
        ],
        at: 4400,
        first: false,
        text: "A batch of checkout waits for orders-0, which is not there: it fails in @121.000 (delivery.timeout.ms).",
    },
    Case {
        id: "batch-retried",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout --set request.timeout.ms=1000 --set delivery.timeout.ms=20000 --set retry.backoff.ms=2000 --set retry.backoff.max.ms=2000",
            "@4 cut checkout",
        ],
        at: 6500,
        first: false,
        text: "A batch of checkout for orders-0 did not get through: it is sent again, or fails in @23.500 (delivery.timeout.ms).",
    },
    Case {
        id: "asks-topic",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
        ],
        at: 600,
        first: false,
        text: "checkout asks about orders: what it sends waits for the answer.",
    },
    Case {
        id: "lingers",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 1/s --name checkout --set linger.ms=900",
        ],
        at: 3500,
        first: false,
        text: "A batch of checkout for orders-0 waits for more records: it leaves in @3.900 (linger.ms), or when it is full.",
    },
    Case {
        id: "lingers-long",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout --set linger.ms=2000",
            "consume --topic orders --group billing --work 10ms",
        ],
        at: 12_900,
        first: true,
        text: "A batch of checkout for orders-0 waits for more records: it leaves in @13.000 (linger.ms), or when it is full.",
    },
    Case {
        id: "producer-paused",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "@5 pause checkout",
        ],
        at: 6000,
        first: false,
        text: "checkout is paused: it sends nothing by itself.",
    },
    Case {
        id: "sends",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
        ],
        at: 6000,
        first: false,
        text: "checkout sends to orders.",
    },
    Case {
        id: "sticky",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
        ],
        at: 12000,
        first: true,
        text: "checkout sends without a key and stays on orders-1 until batch.size bytes are there, then it chooses anew.",
    },
    Case {
        id: "sticky-still",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --rate 20/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
        ],
        at: 12000,
        first: false,
        text: "checkout sends without a key and stays on orders-1 until batch.size bytes are there, then it chooses anew.",
    },
    Case {
        id: "drained",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@9 pause checkout",
        ],
        at: 22000,
        first: true,
        text: "All is read, and checkout is paused: nothing comes.",
    },
];
