//! Members that are not where their group believes them to be.

use super::Case;

/// Each sentence, how one comes to it, and what it says then.
#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    Case {
        id: "dead-unnoticed",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 crash c1",
        ],
        at: 12500,
        first: true,
        text: "c1 is dead and nobody knows it: its session ends in @18.350. Until then nobody reads orders-0 and orders-1.",
    },
    Case {
        id: "dead-idle",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "consume --topic orders --group billing --name c3 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "consume --topic orders --group billing --name c4 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@16.3 crash c4",
        ],
        at: 16500,
        first: true,
        text: "c4 is dead and nobody knows it: its session ends in @21.750. It owned nothing in billing.",
    },
    Case {
        id: "dead-alone",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 crash c1",
        ],
        at: 12500,
        first: true,
        text: "c1 is dead, and nobody is left in billing to go on: its session ends in @18.350.",
    },
    Case {
        id: "dead-joining",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 consume --topic orders --group billing --name c3 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@14.3 crash c2",
        ],
        at: 14400,
        first: true,
        text: "c2 died while it joined billing: who waits in a join counts as alive until the join ends.",
    },
    Case {
        id: "former-member",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 crash c1",
            "@12.4 start c1",
        ],
        at: 12600,
        first: true,
        text: "c1 is back; the member that it was before is gone, and counts until its session ends in @18.350.",
    },
    Case {
        id: "awaits-former",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000",
            "@12.3 crash c1",
            "@12.4 start c1",
        ],
        at: 15500,
        first: true,
        text: "c1 is back; billing waits for the member that it was before, which is gone: its session ends in @18.350.",
    },
    Case {
        id: "static-away",
        script: &[
            "topic create orders --partitions 3",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --name till-1 --from-beginning --set group.instance.id=till-1 --set session.timeout.ms=10000",
            "consume --topic orders --group billing --name till-2 --from-beginning --set group.instance.id=till-2 --set session.timeout.ms=10000",
            "@12.3 stop till-1",
        ],
        at: 14000,
        first: true,
        text: "till-1 is away and its place is kept: nobody reads orders-0 and orders-1 until its session ends in @23.250.",
    },
    Case {
        id: "static-away-idle",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --name till-1 --from-beginning --set group.instance.id=till-1 --set session.timeout.ms=10000",
            "consume --topic orders --group billing --name till-2 --from-beginning --set group.instance.id=till-2 --set session.timeout.ms=10000",
            "@12.3 stop till-2",
        ],
        at: 14000,
        first: true,
        text: "till-2 is away and its place, a static member’s, is kept until its session ends in @20.250.",
    },
    Case {
        id: "static-silent",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --name till-1 --from-beginning --set group.instance.id=till-1 --set session.timeout.ms=10000 --set max.poll.interval.ms=5000",
            "@12.3 stall till-1",
        ],
        at: 18000,
        first: true,
        text: "till-1 exceeded max.poll.interval.ms and sends no heartbeat: its place is kept for @24.250 more.",
    },
    Case {
        id: "fenced",
        script: &[
            "topic create orders --partitions 1",
            "produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout",
            "consume --topic orders --group billing --name till-1 --from-beginning --set group.instance.id=till-1 --set session.timeout.ms=10000",
            "@12.3 consume --topic orders --group billing --name twin --from-beginning --set group.instance.id=till-1 --set session.timeout.ms=10000",
        ],
        at: 15500,
        first: true,
        text: "till-1 was fenced: another consumer joined with its group.instance.id, till-1.",
    },
];
