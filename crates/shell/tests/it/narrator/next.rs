//! What to try next.

use super::Case;

/// Each sentence, how one comes to it, and what it says then.
#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    Case {
        id: "empty",
        script: &[
        ],
        at: 0,
        first: true,
        text: "Nothing is here yet: a topic is where records go.",
    },
    Case {
        id: "produce",
        script: &[
            "topic create orders --partitions 3",
        ],
        at: 1000,
        first: true,
        text: "No records yet: a producer sends them.",
    },
    Case {
        id: "consume",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
        ],
        at: 5000,
        first: true,
        text: "Nobody reads these records yet.",
    },
    Case {
        id: "after-commit",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
        ],
        at: 9500,
        first: true,
        text: "Crash c1 right after a commit, and see who goes on, and from where.",
    },
    Case {
        id: "before-commit",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 crash c1",
            "@12.4 start c1",
        ],
        at: 25000,
        first: true,
        text: "Now crash c1 when it has done work that it has not committed yet.",
    },
    Case {
        id: "coming",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.000 crash c1",
        ],
        at: 21500,
        first: true,
        text: "billing goes on from the committed offsets: c1 had done two records beyond them, of which 0 came again so far.",
    },
    Case {
        id: "over",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.000 crash c1",
        ],
        at: 25000,
        first: true,
        text: "billing went on from the committed offsets: two records that c1 had done beyond them came again.",
    },
    Case {
        id: "over-nothing",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 crash c1",
        ],
        at: 25000,
        first: true,
        text: "billing went on from the committed offsets: they cover all that c1 had done, so nothing comes again.",
    },
    Case {
        id: "rewind",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
        ],
        at: 12000,
        first: true,
        text: "Drag the ring of orders-0 to the left: c1 reads these records again, for the log still has them.",
    },
    Case {
        id: "second-group",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@10 seek c1 orders-0 beginning",
        ],
        at: 14000,
        first: true,
        text: "Another group can read the same records from the beginning, with offsets of its own.",
    },
    Case {
        id: "quiet",
        script: &[
        ],
        at: 0,
        first: false,
        text: "Nothing is under way.",
    },
];
