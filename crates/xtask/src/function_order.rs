//! An order of a module's functions in which a packer finds what they have in common.
//!
//! What travels is the packed file, and a packer replaces bytes by a reference to
//! where it has read them before, which takes more bits the further back that is
//! (and gzip, by which sites send the rest of the page, finds nothing that lies
//! more than 32 KB back). The compiler leaves functions in no order that would
//! help: two that hardly differ, such as one generic for two types, may lie half a
//! megabyte apart. Side by side, the second costs what differs. With LZMA the
//! order makes 4 %, with gzip 6. To the program it means nothing.
//!
//! wasm-opt can move functions, numbering every call anew, but only into the
//! order of their names. So the order is written as names, which are stripped
//! once they have served.

use std::cmp::Reverse;

use anyhow::{bail, Context, Result};
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// The length, in bytes, of the runs by which functions are compared: some two
/// instructions. Shorter ones are found everywhere, of longer ones similar
/// functions share too few.
const RUN: usize = 6;

/// How many bytes of code, back from the end of the order, the next function is
/// compared with: what is near, once more what is nearer, and once more the last
/// function alone, because the nearer it is the fewer bits a reference takes. For
/// LZMA, too, a wider window than 32 KB is worse, up to 1 %.
const WINDOWS: [usize; 3] = [32 * 1024, 4 * 1024, 1];

/// How many parts a function is taken to consist of when the part of it that the
/// windows know is compared with another function's.
const PARTS: u64 = 1_000_000;

/// `module`, which has no names, with names after which its functions are in an
/// order that compresses well when they are sorted by name. The same module
/// always gets the same names.
///
/// It is an error if the bytes are no module, or one that has names already.
pub(crate) fn name_in_order(module: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::of(module)?;
    let order = by_likeness(&functions.bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        places[function] = place;
    }
    let mut names = NameMap::new();
    for (index, place) in (functions.imported..).zip(places) {
        // As many digits for each, because the names are sorted as text.
        names.append(index, &format!("{place:010}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut named = module.to_vec();
    section.append_to(&mut named);
    Ok(named)
}

/// The functions of a module.
struct Functions<'a> {
    /// How many are imported. They have the first indices, and no bodies.
    imported: u32,
    /// The bodies of the others, by index.
    bodies: Vec<&'a [u8]>,
}

impl<'a> Functions<'a> {
    fn of(module: &'a [u8]) -> Result<Self> {
        let mut imported = 0;
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload.context("the wasm file cannot be read")? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let kind = import.context("an import cannot be read")?.ty;
                        if matches!(kind, TypeRef::Func(_) | TypeRef::FuncExact(_)) {
                            imported += 1;
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                Payload::CustomSection(section) if section.name() == "name" => {
                    bail!("the wasm file has names already: strip them before its functions are put in order");
                }
                _ => {}
            }
        }
        Ok(Self { imported, bodies })
    }
}

/// The places of `bodies` in their new order: next is always the one of which
/// the largest part is known from those just before it.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let runs = Runs::of(bodies);
    let mut windows = WINDOWS.map(|capacity| Window::new(capacity, &runs));
    // For each body, how many of its runs are in the windows.
    let mut known = vec![0_u64; bodies.len()];
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    while let Some(next) = best(&left, &known, bodies) {
        order.push(left.remove(next));
        for window in &mut windows {
            window.follow(&order, bodies, &runs, &mut known);
        }
    }
    order
}

/// The place in `left` of the body that is known best; of equals the first.
fn best(left: &[usize], known: &[u64], bodies: &[&[u8]]) -> Option<usize> {
    (0..left.len()).max_by_key(|&place| {
        let body = left[place];
        let length = bodies[body].len().max(1) as u64;
        (known[body] * PARTS / length, Reverse(place))
    })
}

/// The runs of bytes that more than one body has.
struct Runs {
    /// For each run, the bodies that have it, and how often each.
    bodies: Vec<Vec<(usize, u64)>>,
    /// For each body, the runs that it has, each once.
    of_body: Vec<Vec<usize>>,
}

impl Runs {
    fn of(bodies: &[&[u8]]) -> Self {
        let mut found: Vec<(&[u8], usize)> = Vec::new();
        for (body, bytes) in bodies.iter().enumerate() {
            found.extend(bytes.windows(RUN).map(|run| (run, body)));
        }
        found.sort_unstable();
        let mut runs = Self {
            bodies: Vec::new(),
            of_body: vec![Vec::new(); bodies.len()],
        };
        for same_run in found.chunk_by(|a, b| a.0 == b.0) {
            let having: Vec<(usize, u64)> = same_run
                .chunk_by(|a, b| a.1 == b.1)
                .map(|same_body| (same_body[0].1, same_body.len() as u64))
                .collect();
            if having.len() > 1 {
                for &(body, _) in &having {
                    runs.of_body[body].push(runs.bodies.len());
                }
                runs.bodies.push(having);
            }
        }
        runs
    }
}

/// The bodies at the end of the order that fit into so many bytes, at least one.
struct Window {
    capacity: usize,
    /// Where in the order it begins.
    start: usize,
    /// How many bytes its bodies have.
    bytes: usize,
    /// For each run, how many of its bodies have it.
    holders: Vec<u32>,
}

impl Window {
    fn new(capacity: usize, runs: &Runs) -> Self {
        Self {
            capacity,
            start: 0,
            bytes: 0,
            holders: vec![0; runs.bodies.len()],
        }
    }

    /// Takes in what has just been put at the end of `order`, lets go of what no
    /// longer fits, and brings up to date what each body has `known` by it.
    fn follow(&mut self, order: &[usize], bodies: &[&[u8]], runs: &Runs, known: &mut [u64]) {
        let Some(&newest) = order.last() else {
            return;
        };
        self.bytes += bodies[newest].len();
        for &run in &runs.of_body[newest] {
            self.holders[run] += 1;
            if self.holders[run] == 1 {
                for &(body, times) in &runs.bodies[run] {
                    known[body] += times;
                }
            }
        }
        while self.bytes > self.capacity && self.start + 1 < order.len() {
            let oldest = order[self.start];
            self.start += 1;
            self.bytes -= bodies[oldest].len();
            for &run in &runs.of_body[oldest] {
                self.holders[run] -= 1;
                if self.holders[run] == 0 {
                    for &(body, times) in &runs.bodies[run] {
                        known[body] -= times;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports a memory and, as its only other import, a function,
    /// and has three functions of its own: the last is much like the first.
    const MODULE: &[u8] = &[
        0, b'a', b's', b'm', 1, 0, 0, 0, // magic and version
        1, 4, 1, 0x60, 0, 0, // one type: no parameters, no results
        2, 14, 2, 1, b'e', 1, b'm', 2, 0, 1, // e.m is a memory of at least a page
        1, b'e', 1, b'f', 0, 0, // e.f is a function
        3, 4, 3, 0, 0, 0, // three functions of that type
        10, 23, 3, // their bodies:
        8, 0, 0x10, 0, 0x10, 0, 0x10, 0, 0x0b, // call e.f three times, end
        2, 0, 0x0b, // end
        9, 0, 0x10, 0, 0x10, 0, 0x10, 0, 0x01, 0x0b, // call e.f three times, nop, end
    ];

    #[test]
    fn imported_functions_have_the_first_indices() {
        let functions = Functions::of(MODULE).expect("it is a module");
        assert_eq!(functions.imported, 1);
        let lengths: Vec<usize> = functions.bodies.iter().map(|body| body.len()).collect();
        assert_eq!(lengths, [8, 2, 9]);
        assert_eq!(functions.bodies[1], [0, 0x0b]);
    }

    #[test]
    fn names_are_appended_and_nothing_else_changes() {
        let named = name_in_order(MODULE).expect("it is a module");
        let section = named.strip_prefix(MODULE).expect("the module comes first");
        let expected = [
            &[0, 44][..],
            b"\x04name",
            &[1, 37, 3], // the names of functions, of which there are three
            &[1, 10],
            b"0000000000",
            &[2, 10],
            b"0000000002",
            &[3, 10],
            b"0000000001",
        ]
        .concat();
        assert_eq!(section, expected);
    }

    #[test]
    fn what_is_no_module_or_has_names_is_refused() {
        assert!(name_in_order(&MODULE[..MODULE.len() - 3]).is_err());
        assert!(name_in_order(b"kafka").is_err());
        let named = name_in_order(MODULE).expect("it is a module");
        let error = name_in_order(&named).expect_err("it has names");
        assert!(error.to_string().contains("has names already"), "{error}");
    }

    #[test]
    fn like_follows_like() {
        let bodies: [&[u8]; 6] = [
            b"produce: a batch is full",
            b"consume: poll returns 12",
            b"no",
            b"consume: poll returns 7!",
            b"produce: a batch is old",
            b"consume: poll gives none",
        ];
        // Two of each kind, then what is like the last of it, at the end what is like nothing.
        assert_eq!(by_likeness(&bodies), [0, 4, 1, 3, 5, 2]);
        assert_eq!(by_likeness(&[]), [0; 0]);
    }

    #[test]
    fn what_lies_beyond_the_windows_is_forgotten() {
        let far = vec![b'x'; WINDOWS[0]];
        let bodies: [&[u8]; 3] = [b"open the segment", &far, b"open the segments"];
        let runs = Runs::of(&bodies);
        let mut window = Window::new(WINDOWS[0], &runs);
        let mut known = vec![0; 3];
        window.follow(&[0], &bodies, &runs, &mut known);
        assert_eq!(known, [11, 0, 11]);
        window.follow(&[0, 1], &bodies, &runs, &mut known);
        assert_eq!(known, [0, 0, 0]);
    }

    #[test]
    fn a_run_counts_as_often_as_a_body_has_it() {
        let runs = Runs::of(&[b"segment-segment", b"segment"]);
        assert_eq!(runs.bodies, [vec![(0, 2), (1, 1)], vec![(0, 2), (1, 1)]]);
        assert_eq!(runs.of_body, [vec![0, 1], vec![0, 1]]);
    }
}
