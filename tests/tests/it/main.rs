//! What the whole project is held to. In wasm run Kafka's vectors: its hashes
//! and sizes are where numbers of 32 and 64 bits could differ.

#[cfg(not(target_arch = "wasm32"))]
mod circles;
mod conformance;
#[cfg(not(target_arch = "wasm32"))]
mod fuzz;
#[cfg(not(target_arch = "wasm32"))]
mod loops;
#[cfg(not(target_arch = "wasm32"))]
mod tidiness;
mod vectors;
