//! The hash of golden tests.

use std::fmt::{self, Write};

/// FNV-1a with 64 bits, over the text that is written into it.
pub struct Fnv(pub u64);

impl Default for Fnv {
    /// The hash of no text.
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Ok(())
    }
}
