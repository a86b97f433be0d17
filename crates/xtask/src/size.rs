//! What each file that is shipped weighs, held to the figures in sizes.json. What
//! is loaded together is held to budgets (budget.rs).

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};
use flate2::{write::GzEncoder, Compression};
use serde_json::{json, Value};

use crate::budget;
use crate::dist;
use crate::docs;
use crate::lessons;
use crate::project::{files_below, Project};

/// How much a file may grow unnoticed, in percent: compilers differ a little.
const TOLERANCE: u64 = 1;
/// So many bytes a file may grow besides: the names of modules have hashes, which
/// differ with the folder that they are built in, and pack better or worse.
const HASHES: u64 = 4;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Weight {
    raw: u64,
    gzip: u64,
}

/// Builds what is shipped and weighs it.
pub(crate) fn size(project: &Project, update: bool) -> Result<()> {
    let folder = folder(project);
    dist::write(project, &folder)?;
    let weights = weigh(&folder)?;
    if update {
        print(&weights, &BTreeMap::new());
        lessons::print(project)?;
        let file = committed_file(project);
        std::fs::write(&file, to_json(&weights)?)
            .with_context(|| format!("cannot write {}", file.display()))?;
        println!("The new figures are in crates/xtask/sizes.json; give the reason for a growth in the commit.");
        return budget::check(project, &folder);
    }
    check(project)
}

/// Where `cargo xtask size` and `cargo xtask test` write the site.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.target.join("dist")
}

/// Weighs what was already built, and compares it with the committed figures.
pub(crate) fn check(project: &Project) -> Result<()> {
    let folder = folder(project);
    let weights = weigh(&folder)?;
    let committed = committed(project)?;
    print(&weights, &committed);
    lessons::print(project)?;
    let within = budget::check(project, &folder);
    let grown: Vec<String> = weights
        .iter()
        .filter_map(|(name, now)| growth(name, *now, committed.get(name).copied()))
        .collect();
    if grown.is_empty() {
        return within;
    }
    let over = within.map_or_else(|error| format!("{error}; "), |()| String::new());
    bail!(
        "{over}{}. If that is worth it, run `cargo xtask size --update` and give the reason in the commit",
        grown.join("; ")
    );
}

fn growth(name: &str, now: Weight, before: Option<Weight>) -> Option<String> {
    let Some(before) = before else {
        return Some(format!("{name} is not among the committed figures"));
    };
    let grew =
        |now: u64, before: u64| now > before + HASHES && now * 100 > before * (100 + TOLERANCE);
    if grew(now.gzip, before.gzip) || grew(now.raw, before.raw) {
        return Some(format!(
            "{name} grew from {} to {} bytes ({} to {} gzipped)",
            before.raw, now.raw, before.gzip, now.gzip
        ));
    }
    None
}

/// The weights of all that is in the site.
fn weigh(folder: &Path) -> Result<BTreeMap<String, Weight>> {
    let mut weights: BTreeMap<String, Weight> = BTreeMap::new();
    for file in files_below(folder)? {
        let name = file
            .strip_prefix(folder)?
            .to_string_lossy()
            .replace('\\', "/");
        let bytes =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let weight = Weight {
            raw: bytes.len() as u64,
            gzip: gzipped(&bytes)?,
        };
        let entry = weights.entry(stable_name(&name)).or_default();
        entry.raw += weight.raw;
        entry.gzip += weight.gzip;
    }
    if weights.is_empty() {
        bail!("{} is empty: there is nothing to weigh", folder.display());
    }
    Ok(weights)
}

pub(crate) fn gzipped(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

/// The name without the hash that a bundled part carries: `chunk-ABCD2345.js` is `chunk-*.js`.
/// Pages of the documentation are weighed together, and so are its figures.
fn stable_name(name: &str) -> String {
    if let Some((folder, file)) = name.rsplit_once('/') {
        if folder.split('/').next() == Some(docs::DOCS) {
            let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
            return format!("{folder}/*.{ending}");
        }
    }
    let hashed = name
        .strip_suffix(".js")
        .and_then(|stem| stem.rsplit_once('-'));
    match hashed {
        Some((stem, hash))
            if hash.len() == 8
                && hash
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) =>
        {
            format!("{stem}-*.js")
        }
        _ => name.to_string(),
    }
}

fn print(weights: &BTreeMap<String, Weight>, committed: &BTreeMap<String, Weight>) {
    let row = |name: &str, weight: Weight| {
        let change = match committed.get(name) {
            Some(before) if *before == weight => String::new(),
            Some(before) => format!("{:+}", weight.gzip as i64 - before.gzip as i64),
            None => "new".to_string(),
        };
        println!("{name:<28} {:>9} {:>9}  {change}", weight.raw, weight.gzip);
    };
    println!("{:<28} {:>9} {:>9}", "file", "raw", "gzipped");
    for (name, weight) in weights {
        row(name, *weight);
    }
    println!();
}

fn committed_file(project: &Project) -> PathBuf {
    project.root.join("crates/xtask/sizes.json")
}

fn committed(project: &Project) -> Result<BTreeMap<String, Weight>> {
    let file = committed_file(project);
    let text = std::fs::read_to_string(&file)
        .context("crates/xtask/sizes.json cannot be read; `cargo xtask size --update` writes it")?;
    let value: Value =
        serde_json::from_str(&text).context("crates/xtask/sizes.json is not JSON")?;
    let object = value
        .as_object()
        .context("crates/xtask/sizes.json must hold an object")?;
    object
        .iter()
        .map(|(name, weight)| {
            let figure = |key: &str| {
                weight[key].as_u64().with_context(|| {
                    format!("crates/xtask/sizes.json lacks the figure `{key}` of {name}")
                })
            };
            Ok((
                name.clone(),
                Weight {
                    raw: figure("raw")?,
                    gzip: figure("gzip")?,
                },
            ))
        })
        .collect()
}

fn to_json(weights: &BTreeMap<String, Weight>) -> Result<String> {
    let object: BTreeMap<_, _> = weights
        .iter()
        .map(|(name, weight)| (name, json!({ "raw": weight.raw, "gzip": weight.gzip })))
        .collect();
    Ok(serde_json::to_string_pretty(&object)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_no_part_of_a_name() {
        assert_eq!(stable_name("chunk-ABCD2345.js"), "chunk-*.js");
        assert_eq!(stable_name("element-define.js"), "element-define.js");
        assert_eq!(stable_name("kafka-playground.js"), "kafka-playground.js");
        assert_eq!(stable_name("docs/index.html"), "docs/*.html");
        assert_eq!(stable_name("docs/figures/a.json"), "docs/figures/*.json");
    }

    #[test]
    fn only_growth_beyond_the_tolerance_is_named() {
        let before = Weight {
            raw: 1000,
            gzip: 500,
        };
        let with_gzip = |gzip| Weight { raw: 1000, gzip };
        assert_eq!(growth("a", with_gzip(505), Some(before)), None);
        assert_eq!(growth("a", with_gzip(100), Some(before)), None);
        assert!(growth("a", with_gzip(506), Some(before)).is_some());
        let small = with_gzip(141);
        assert_eq!(growth("a", with_gzip(145), Some(small)), None);
        assert!(growth("a", with_gzip(146), Some(small)).is_some());
        assert!(growth("a", before, None).is_some());
    }
}
