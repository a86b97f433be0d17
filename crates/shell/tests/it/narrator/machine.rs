//! Machines that are cut off, stand still or stop.

use super::Case;

/// Each sentence, how one comes to it, and what it says then.
#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    Case {
        id: "retries",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana --rate 2/s --name checkout",
            "consume --topic orders --group billing --work 300ms --commit batch --from-beginning --fail-at orders-0=3 --on-failure retry",
        ],
        at: 20000,
        first: true,
        text: "c1 does ana (orders-0 @ 3) again and again: the work on it throws each time, and what follows waits.",
    },
    Case {
        id: "cut-member",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 cut c1",
        ],
        at: 12500,
        first: true,
        text: "c1 is cut off and nobody knows it: it counts as a member until its session ends in @17.750.",
    },
    Case {
        id: "cut-out",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 cut c1",
        ],
        at: 22500,
        first: true,
        text: "c1 is cut off and no member of billing any more: it can neither join nor hear of it.",
    },
    Case {
        id: "cut-producer",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "@5 cut checkout",
        ],
        at: 12000,
        first: true,
        text: "checkout is cut off: 16 records wait in it, and the oldest of them fails in @124.500 (delivery.timeout.ms).",
    },
    Case {
        id: "cut",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "@5 pause checkout",
            "@6 cut checkout",
        ],
        at: 12000,
        first: true,
        text: "checkout is cut off: what it sends does not arrive.",
    },
    Case {
        id: "stalled",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 stall c1",
        ],
        at: 13000,
        first: true,
        text: "c1 stands still, and its heartbeat goes on: it gives billing up in @311.200 (max.poll.interval.ms).",
    },
    Case {
        id: "works-too-long",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 3s --commit batch --from-beginning --set max.poll.interval.ms=5000 --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
        ],
        at: 13000,
        first: true,
        text: "c1 has too much work in hand to poll in time: it gives billing up in @13.500 (max.poll.interval.ms).",
    },
    Case {
        id: "poll-timeout",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 3s --commit batch --from-beginning --set max.poll.interval.ms=5000 --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
        ],
        at: 16000,
        first: false,
        text: "c2 exceeded max.poll.interval.ms and left billing: no heartbeat until its next poll, which joins again.",
    },
    Case {
        id: "out-of-group",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 stall c1",
            "@12.4 cut c1",
            "@22 heal c1",
        ],
        at: 28000,
        first: false,
        text: "c1 is no member of billing any more: it sends no heartbeat, and its next poll joins again.",
    },
    Case {
        id: "stands-still",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "@5 stall checkout",
        ],
        at: 6000,
        first: true,
        text: "checkout stands still: it makes no call until it goes on.",
    },
    Case {
        id: "stopping",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 stop c1",
        ],
        at: 12400,
        first: true,
        text: "c1 stops: it ends the work in hand, then it closes its client.",
    },
];
