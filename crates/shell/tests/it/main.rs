//! Tests of the language and of what is told; in wasm run the golden hashes.

#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the shell is pure, and its tests measure, print and read golden files"
)]

mod answered;
mod assigned;
#[cfg(not(target_arch = "wasm32"))]
mod beside;
mod branches;
#[cfg(not(target_arch = "wasm32"))]
mod compare;
#[cfg(not(target_arch = "wasm32"))]
mod complete;
mod explored;
#[cfg(not(target_arch = "wasm32"))]
mod follow;
#[cfg(not(target_arch = "wasm32"))]
mod in_client;
#[cfg(not(target_arch = "wasm32"))]
mod language;
#[cfg(not(target_arch = "wasm32"))]
mod limits;
#[cfg(not(target_arch = "wasm32"))]
mod loops;
#[cfg(not(target_arch = "wasm32"))]
mod lost;
#[cfg(not(target_arch = "wasm32"))]
mod marks;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(not(target_arch = "wasm32"))]
mod narrator;
#[cfg(not(target_arch = "wasm32"))]
mod pair;
mod real_line;
#[cfg(not(target_arch = "wasm32"))]
mod recording;
#[cfg(not(target_arch = "wasm32"))]
mod said;
#[cfg(not(target_arch = "wasm32"))]
mod saved;
#[cfg(not(target_arch = "wasm32"))]
mod session;
#[cfg(not(target_arch = "wasm32"))]
mod steps;
mod told;
#[cfg(not(target_arch = "wasm32"))]
mod undo;
#[cfg(not(target_arch = "wasm32"))]
mod verbs;
#[cfg(not(target_arch = "wasm32"))]
mod ways;
#[cfg(not(target_arch = "wasm32"))]
mod whatif;
mod whatif_lines;
