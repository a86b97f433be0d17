//! How the wasm file travels: packed with LZMA.
//!
//! gzip, which servers and browsers have in common, looks back no further than
//! 32 KB, and writes bits that hardly ever differ as if they might: what it makes
//! of the wasm file LZMA makes a fifth smaller. web/src/player/unpack.js takes it
//! apart again. The container is the oldest and plainest (`xz --format=lzma -d`
//! reads it): a header that says the size, and no mark at the end.

use std::io::Write;

use anyhow::{ensure, Context, Result};
use lzma_rust2::{EncodeMode, LzmaOptions, LzmaReader, LzmaWriter, MfType};

/// What the name of a packed file ends with, after the name of what is in it.
pub(crate) const ENDING: &str = ".lzma";

/// How it is packed, as measured on the wasm file, of which this makes 265 KB.
///
/// That a byte depends on four bits of the one before it (`lc`), and not three
/// as usual, makes 680 bytes, and that nothing depends on the place within four
/// bytes (`pb`) 290: instructions have no alignment. `nice_len` matters little:
/// from 64 to 273 it is 140 bytes. xz itself packs it 240 bytes smaller.
const OPTIONS: LzmaOptions = LzmaOptions {
    dict_size: 2 * 1024 * 1024,
    lc: 4,
    lp: 0,
    pb: 0,
    mode: EncodeMode::Normal,
    nice_len: 192,
    mf: MfType::Bt4,
    depth_limit: 0,
    preset_dict: None,
};

/// More than unpacking needs, in KB.
const MEMORY: u32 = 64 * 1024;

/// `bytes`, packed. The same bytes are always packed the same way.
///
/// What was packed is unpacked and compared, because what is shipped cannot be
/// run by the build.
pub(crate) fn pack(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &OPTIONS, Some(bytes.len() as u64))
        .context("LZMA cannot be written")?;
    writer.write_all(bytes)?;
    let packed = writer.finish().context("LZMA cannot be written")?;
    ensure!(
        unpack(&packed)? == bytes,
        "what was packed with LZMA comes out as something else"
    );
    Ok(packed)
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    let mut reader =
        LzmaReader::new_mem_limit(packed, MEMORY, None).context("LZMA cannot be read")?;
    let mut bytes = Vec::new();
    std::io::copy(&mut reader, &mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_what_unpack_js_goes_by() {
        let text = "orders ".repeat(1000);
        let packed = pack(text.as_bytes()).expect("it is packed");
        assert_eq!(packed[0], 4, "lc 4, lp 0 and pb 0");
        assert_eq!(packed[5..13], 7000_u64.to_le_bytes());
        assert!(packed.len() < 60, "{} bytes", packed.len());
        assert_eq!(pack(text.as_bytes()).expect("it is packed"), packed);
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        for bytes in [&b""[..], b"a", &[0; 1000], include_bytes!("pack.rs")] {
            assert_eq!(unpack(&pack(bytes).unwrap()).unwrap(), bytes);
        }
    }
}
