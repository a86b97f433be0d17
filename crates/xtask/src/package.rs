//! The npm package: the element as modules that every bundler understands.
//!
//! A bundler finds a module that is imported, and each has its own idea of a
//! file that is fetched. So in the package every recording and the engine are
//! modules that are imported late: the modules of web/src/beside, which
//! say where those files are, have others in their place (web/package/beside).

use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};
use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::{json, Value};

use crate::bundler::{BANNER, ESBUILD};
use crate::command::{program, run};
use crate::conformance;
use crate::dist::{self, packed_wasm, ELEMENT_BUNDLE};
use crate::integrity;
use crate::npm;
use crate::poster::POSTERS;
use crate::project::{copy, files_below, read_text, remove_folder, write_text, Project, VERSION};
use crate::scenes::{self, RECORDINGS};
use crate::site;
use crate::size;
use crate::types::DECLARATIONS;
use crate::wasm_build::PACKAGE;

/// What npm calls it.
const NAME: &str = "kafka-playground";
/// What is the package's own, in web/.
pub(crate) const SOURCE: &str = "package";
/// What changed from version to version, in web/.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";
/// The modules that a page imports.
const ENTRIES: &[&str] = &["index.js", "element.js"];
/// Where the other modules of the package are.
const PARTS: &str = "parts";
/// The characters of a part of the engine: a module is smaller than what
/// bundlers warn of.
const ENGINE_PART: usize = 240_000;

/// Builds the site, and the package from what it is made of.
pub(crate) fn package(project: &Project, out: Option<PathBuf>) -> Result<PathBuf> {
    let site = size::folder(project);
    dist::write(project, &site)?;
    let out = out.unwrap_or_else(|| folder(project));
    write(project, &site, &out)?;
    Ok(out)
}

/// Where `cargo xtask package` and the tests write the package.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.target.join("package")
}

/// Writes the package into `out`; `site` was built just before.
pub(crate) fn write(project: &Project, site: &Path, out: &Path) -> Result<()> {
    clear(out)?;
    // First, so that what was written by half is known as ours the next time.
    let manifest = serde_json::to_string_pretty(&manifest())?;
    // TypeScript takes the first condition that it knows, and keys are sorted here.
    let manifest = manifest.replace(LAST, "default");
    write_text(&out.join("package.json"), &(manifest + "\n"))?;
    let source = project.target.join("package-source");
    assemble(project, &source)?;
    bundle(project, &source, out)?;
    for name in [ELEMENT_BUNDLE, &packed_wasm(PACKAGE)] {
        copy(&site.join(name), &out.join(name))?;
    }
    for poster in files_below(&site.join(POSTERS))? {
        copy(&poster, &out.join(poster.strip_prefix(site)?))?;
    }
    let web = project.web_source();
    copy(&web.join(DECLARATIONS), &out.join(DECLARATIONS))?;
    copy(&web.join(CHANGELOG), &out.join(CHANGELOG))?;
    copy(&project.root.join("LICENSE"), &out.join("LICENSE"))?;
    for name in ["README.md", "element.d.ts"] {
        copy(&web.join(SOURCE).join(name), &out.join(name))?;
    }
    integrity::write(out)
}

/// Removes the package that was written before, and nothing else.
fn clear(out: &Path) -> Result<()> {
    if out.is_dir() && out.read_dir()?.next().is_some() && !is_package(out) {
        bail!(
            "{} holds something else than the package: name a folder that is empty or not there",
            out.display()
        );
    }
    remove_folder(out)
}

/// Whether a folder holds what was written here. A checkout of ours has a
/// package.json of the same name, and somebody's project has one as well.
fn is_package(folder: &Path) -> bool {
    let manifest = read_text(&folder.join("package.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<Value>(&text).ok());
    let ours = manifest.is_some_and(|manifest| {
        manifest["name"] == NAME && manifest["exports"]["./element"].is_object()
    });
    ours && !folder.join(".git").exists()
}

/// The condition `default` with a name that is sorted behind all others.
const LAST: &str = "~default";

/// What npm and bundlers are told. `sideEffects` are the modules that do something
/// when they are imported; what only exports is left out where nothing of it is used.
fn manifest() -> Value {
    let exports = json!({
        ".": { "types": "./index.d.ts", LAST: "./index.js" },
        "./element": { "types": "./element.d.ts", LAST: "./element.js" },
        "./one-file": { "types": "./index.d.ts", LAST: format!("./{ELEMENT_BUNDLE}") },
        "./package.json": "./package.json",
        "./posters/*": "./posters/*",
    });
    json!({
        "name": NAME,
        "version": VERSION,
        "description": "A small, honest Kafka as one HTML element: living figures for tutorials and articles.",
        "keywords": ["kafka", "custom-element", "web-component", "visualization", "simulation", "tutorial"],
        "license": "Apache-2.0",
        "type": "module",
        "main": "./index.js",
        "types": "./index.d.ts",
        "exports": exports,
        "sideEffects": ["./index.js", format!("./{ELEMENT_BUNDLE}")],
        "files": ["*.js", "*.d.ts", "*.lzma", "integrity.json", CHANGELOG, PARTS, POSTERS],
    })
}

/// Puts together in `source` what the package is bundled from.
fn assemble(project: &Project, source: &Path) -> Result<()> {
    remove_folder(source)?;
    let web = project.web_output();
    let own = project.web_source().join(SOURCE);
    for file in files_below(&web.join("src"))? {
        copy(&file, &source.join(file.strip_prefix(&web)?))?;
    }
    for file in files_below(&own.join("beside"))? {
        copy(&file, &source.join("src").join(file.strip_prefix(&own)?))?;
    }
    for name in ENTRIES {
        copy(&own.join(name), &source.join(SOURCE).join(name))?;
    }
    let glue = format!("{PACKAGE}.js");
    copy(
        &project.package().join(&glue),
        &source.join("pkg").join(glue),
    )?;
    write_files(project, &source.join("src/files"))
}

/// The files that lie beside a site's code, as modules.
fn write_files(project: &Project, folder: &Path) -> Result<()> {
    let package = project.package();
    let mut recordings = Vec::new();
    for file in files_below(&package.join(RECORDINGS))? {
        recordings.push((dist::file_name(&file.to_string_lossy()).to_string(), file));
    }
    write_map(folder, "recordings", &recordings)?;
    let mut others = vec![(
        scenes::FILE.to_string(),
        project.web_source().join(scenes::FILE),
    )];
    for name in [conformance::FILE, site::SIMPLIFIED] {
        others.push((name.to_string(), package.join(name)));
    }
    write_map(folder, "others", &others)?;
    let wasm = package.join(packed_wasm(PACKAGE));
    let wasm = std::fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let mut parts = String::new();
    for (at, text) in in_parts(&BASE64_STANDARD.encode(wasm)).iter().enumerate() {
        let name = format!("engine-{}.js", at + 1);
        write_module(&folder.join(&name), text)?;
        parts += &format!("  () => import('./{name}'),\n");
    }
    write_text(
        &folder.join("engine.js"),
        &format!("export const engine = [\n{parts}];\n"),
    )
}

/// Base64 holds no character of more than one byte.
fn in_parts(base64: &str) -> Vec<&str> {
    let ends = (0..base64.len()).step_by(ENGINE_PART);
    ends.map(|start| &base64[start..base64.len().min(start + ENGINE_PART)])
        .collect()
}

/// A module whose export of this name says by which import each file is had.
fn write_map(folder: &Path, name: &str, files: &[(String, PathBuf)]) -> Result<()> {
    let mut map = String::new();
    for (file, from) in files {
        let module = format!("{name}/{file}.js");
        write_module(&folder.join(&module), &read_text(from)?)?;
        map += &format!("  '{file}': () => import('./{module}'),\n");
    }
    write_text(
        &folder.join(format!("{name}.js")),
        &format!("export const {name} = {{\n{map}}};\n"),
    )
}

fn write_module(file: &Path, text: &str) -> Result<()> {
    let text = serde_json::to_string(text)?;
    write_text(file, &format!("export default {text};\n"))
}

fn bundle(project: &Project, source: &Path, out: &Path) -> Result<()> {
    let esbuild = npm::tool(project, "esbuild")?;
    let entries = ENTRIES.iter().map(|name| source.join(SOURCE).join(name));
    run(program(project, esbuild)
        .args(entries)
        .args(ESBUILD)
        .args(["--format=esm", "--splitting", "--entry-names=[name]"])
        .arg(format!("--chunk-names={PARTS}/[name]-[hash]"))
        .arg(format!("--outdir={}", out.display())))?;
    dist::shrink_all(project, out, |code| {
        if code.contains("import.meta") {
            bail!("code of the element names a file beside it, which a bundler may not find: ask for it in a module of web/src/beside, and have another in its place in web/package/beside");
        }
        Ok(code)
    })?;
    for name in ENTRIES {
        let file = out.join(name);
        write_text(&file, &(BANNER.to_string() + &read_text(&file)?))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{clear, in_parts, manifest, ENGINE_PART};

    #[test]
    fn parts_of_the_engine_are_all_of_it() {
        let base64 = "abcdefgh".repeat(ENGINE_PART / 4) + "ij==";
        let parts = in_parts(&base64);
        assert_eq!(parts.len(), 3);
        assert_eq!(parts.concat(), base64);
    }

    #[test]
    fn nothing_is_removed_but_a_package() {
        let folder = std::env::temp_dir().join(format!("package-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        clear(&folder).unwrap();
        std::fs::create_dir_all(&folder).unwrap();
        write("package.json", "{ \"name\": \"kafka-playground\" }");
        let refusal = clear(&folder).unwrap_err().to_string();
        assert!(refusal.contains("holds something else"), "{refusal}");
        write("package.json", &manifest().to_string());
        clear(&folder).unwrap();
        assert!(!folder.exists());
    }
}
