//! Tests of the whole cluster through clients, raw peers and programs, a folder
//! for each noun; what the list of gotchas in the notes on Kafka's semantics says
//! is tested where its noun is, under `gotcha_` and its number.
//!
//! In wasm run the [`edges`] of 64-bit numbers, and of [`simulation`] the golden
//! hash and a sample; the rest is the same code there.

#[cfg(not(target_arch = "wasm32"))]
mod config {
    mod reading;
    mod requests;
}
#[cfg(not(target_arch = "wasm32"))]
mod consumer {
    mod calls;
    mod metadata;
    mod patterns;
    mod positions;
    mod reads;
}
mod edges;
#[cfg(not(target_arch = "wasm32"))]
mod group {
    mod coordinator;
    mod rebalances;
    mod static_members;
    mod timing;
}
#[cfg(not(target_arch = "wasm32"))]
mod log {
    mod appends_and_fetches;
    mod requests;
    mod retention;
    mod segments;
    mod validation;
}
#[cfg(not(target_arch = "wasm32"))]
mod offsets {
    mod auto_commit;
    mod commits;
    mod expiry;
    mod requests;
    mod topic;
}
#[cfg(not(target_arch = "wasm32"))]
mod producer {
    mod families;
    mod idempotence;
    mod limits;
    mod partitioner;
    mod sends;
}
#[cfg(not(target_arch = "wasm32"))]
mod program {
    mod limits;
    mod loops;
    mod stories;
}
/// Scenarios that a seed makes up, and what must hold in all of them, whatever
/// users and networks do.
///
/// A failure names its seed and its step. A seed that failed once is listed for
/// ever in [`properties`].
mod simulation {
    mod branches;
    #[cfg(not(target_arch = "wasm32"))]
    mod explore;
    mod golden;
    mod history;
    mod hostile;
    mod peers;
    mod properties;
    mod steps;
}
#[cfg(not(target_arch = "wasm32"))]
mod terminal;
#[cfg(not(target_arch = "wasm32"))]
mod topic {
    mod described;
    mod life;
    mod requests;
}
#[cfg(not(target_arch = "wasm32"))]
mod view {
    mod facts;
    mod lost;
}
