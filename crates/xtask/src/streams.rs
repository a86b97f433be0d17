//! The code of a wasm module, parted by what its bytes mean.
//!
//! An instruction is an opcode and operands, and the one tells little of the
//! other: which local is read depends on what was read before, not on the byte
//! before. So the opcodes of all functions stand one after the other, then all
//! indices of locals, then all constants, and so on, and a packer finds much more
//! of what repeats: with LZMA it makes 9 %. web/src/player/streams.js puts the
//! parts together again.
//!
//! What comes out begins with the lengths of the parts, each four bytes, the
//! lowest first: what stands before the code section, what stands after it, and
//! then the [`STREAMS`]. The code section itself is none of it: the sizes of the
//! section and of its functions follow from the rest, because they are always
//! written in as few bytes as will do.

use anyhow::{bail, ensure, Context, Result};

/// The streams: the number of functions and their locals, and what instructions
/// consist of.
const STREAMS: usize = 11;

/// In which stream what stands.
const LOCALS: usize = 0;
const OPCODE: usize = 1;
const LOCAL: usize = 2;
const I32: usize = 3;
const OFFSET: usize = 4;
const CALL: usize = 5;
const BRANCH: usize = 6;
const I64: usize = 7;
const GLOBAL: usize = 8;
const ALIGN: usize = 9;
/// Block types, and what is rare.
const OTHER: usize = 10;

/// The id of the code section.
const CODE: u8 = 10;

/// A module, parted.
///
/// # Errors
/// For what is no module, and for instructions that no compiler of ours writes.
pub(crate) fn part(module: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader {
        bytes: module,
        at: 8,
    };
    let (mut head, mut code, mut tail) = (module.len(), None, module.len());
    while reader.at < module.len() {
        let start = reader.at;
        let id = reader.byte()?;
        let size = reader.number()? as usize;
        if id == CODE {
            ensure!(
                written(size).len() == reader.at - start - 1,
                "a size is padded"
            );
            (head, code, tail) = (start, Some(reader.at..reader.at + size), reader.at + size);
        }
        reader.at += size;
    }
    let code = code.context("the module has no code")?;
    let code = module.get(code).context("the module is cut off")?;
    let streams = streams(code)?;
    let mut parts = vec![&module[..head], &module[tail..]];
    parts.extend(streams.iter().map(Vec::as_slice));
    let mut parted = Vec::with_capacity(module.len());
    for part in &parts {
        parted.extend(u32::try_from(part.len())?.to_le_bytes());
    }
    parts.iter().for_each(|part| parted.extend(*part));
    Ok(parted)
}

fn streams(code: &[u8]) -> Result<[Vec<u8>; STREAMS]> {
    let mut streams = [const { Vec::new() }; STREAMS];
    let mut reader = Reader { bytes: code, at: 0 };
    let count = reader.copy(&mut streams[LOCALS])?;
    for _ in 0..count {
        let start = reader.at;
        let size = reader.number()? as usize;
        ensure!(written(size).len() == reader.at - start, "a size is padded");
        let end = reader.at + size;
        for _ in 0..reader.copy(&mut streams[LOCALS])? {
            reader.copy(&mut streams[LOCALS])?;
            reader.copy(&mut streams[LOCALS])?;
        }
        let mut depth = 1;
        while depth > 0 {
            depth += instruction(&mut reader, &mut streams)?;
        }
        ensure!(reader.at == end, "a function does not end where it should");
    }
    Ok(streams)
}

/// Parts an instruction; answers by how much it makes blocks deeper.
fn instruction(reader: &mut Reader<'_>, streams: &mut [Vec<u8>; STREAMS]) -> Result<i32> {
    let opcode = reader.byte()?;
    streams[OPCODE].push(opcode);
    let mut depth = 0;
    let operands: &[usize] = match opcode {
        0x02..=0x04 => {
            depth = 1;
            &[OTHER]
        }
        0x0b => {
            depth = -1;
            &[]
        }
        0x00 | 0x01 | 0x05 | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => &[],
        0x0c | 0x0d => &[BRANCH],
        0x0e => {
            for _ in 0..=reader.copy(&mut streams[OTHER])? {
                reader.copy(&mut streams[OTHER])?;
            }
            &[]
        }
        0x10 => &[CALL],
        0x11 => &[OTHER, OTHER],
        0x20..=0x22 => &[LOCAL],
        0x23 | 0x24 => &[GLOBAL],
        0x28..=0x3e => &[ALIGN, OFFSET],
        0x25 | 0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => &[OTHER],
        0x41 => &[I32],
        0x42 => &[I64],
        0x43 => return reader.take(4, &mut streams[OTHER]).map(|()| 0),
        0x44 => return reader.take(8, &mut streams[OTHER]).map(|()| 0),
        0xfc => match reader.copy(&mut streams[OPCODE])? {
            0..=7 => &[],
            9 | 11 | 13 | 15..=17 => &[OTHER],
            8 | 10 | 12 | 14 => &[OTHER, OTHER],
            other => bail!("the instruction 0xfc {other} is not known"),
        },
        other => bail!("the instruction {other:#x} is not known"),
    };
    for stream in operands {
        reader.copy(&mut streams[*stream])?;
    }
    Ok(depth)
}

/// A number in as few bytes as will do.
fn written(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 127) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 128);
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8> {
        let byte = self.bytes.get(self.at).context("the module is cut off")?;
        self.at += 1;
        Ok(*byte)
    }

    /// A number as it is written, seven bits a byte.
    fn number(&mut self) -> Result<u64> {
        self.copy(&mut Vec::new())
    }

    /// The same, copied to a stream. Of one with a sign the value means nothing.
    fn copy(&mut self, to: &mut Vec<u8>) -> Result<u64> {
        let mut number = 0;
        for place in 0..10 {
            let byte = self.byte()?;
            to.push(byte);
            number |= u64::from(byte & 127) << (7 * place);
            if byte < 128 {
                return Ok(number);
            }
        }
        bail!("a number is too long")
    }

    fn take(&mut self, count: usize, to: &mut Vec<u8>) -> Result<()> {
        for _ in 0..count {
            to.push(self.byte()?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one function: `(local.get 0) (i32.const 300) end`.
    const MODULE: &[u8] = &[
        0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 10, 9, 1, 7, 0, 0x20, 0, 0x41, 0xac, 2, 0x0b, 11, 1, 0,
    ];

    #[test]
    fn code_is_parted_by_what_it_means() {
        let parted = part(MODULE).unwrap();
        let lengths: Vec<u8> = parted[..52].iter().step_by(4).copied().collect();
        assert_eq!(lengths, [8, 3, 2, 3, 1, 2, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(parted[52..60], MODULE[..8]);
        assert_eq!(parted[60..63], MODULE[19..]);
        assert_eq!(parted[63..], [1, 0, 0x20, 0x41, 0x0b, 0, 0xac, 2]);
    }

    #[test]
    fn what_cannot_be_parted_is_said() {
        let with = |at: usize, byte: u8| {
            let mut module = MODULE.to_vec();
            module[at] = byte;
            part(&module).unwrap_err().to_string()
        };
        assert_eq!(with(13, 0xfd), "the instruction 0xfd is not known");
        assert_eq!(with(18, 0x01), "the module is cut off");
        assert_eq!(with(8, 3), "the module has no code");
        assert_eq!(with(11, 6), "a function does not end where it should");
        assert_eq!(
            part(&MODULE[..15]).unwrap_err().to_string(),
            "the module is cut off"
        );
    }
}
