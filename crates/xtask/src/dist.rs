//! What is published: a static site, one bundle for articles, and the one-file page.
//!
//! Bundled modules lie at the top of the site, while they were in a room of
//! web/src; so every address that code makes with `new URL("...",
//! import.meta.url)` is rewritten. All addresses stay relative: the site works
//! from any folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};
use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::Value;

use crate::budget;
use crate::bundler::{BANNER, ESBUILD};
use crate::command::{output, program, run};
use crate::conformance;
use crate::docs;
use crate::figures;
use crate::html::{self, Kind, Load};
use crate::integrity;
use crate::lessons::LESSONS;
use crate::npm;
use crate::pack;
use crate::package;
use crate::poster;
use crate::project::{copy, files_below, read_text, remove_folder, write_text, Project};
use crate::scenes::{self, OPENING, OPENING_JOURNAL, OPENING_NARRATOR, RECORDINGS};
use crate::shorten::shorten;
use crate::site;
use crate::streams;
use crate::styles::shrink_sheets;
use crate::types::DECLARATIONS;
use crate::wasm_build::{Optimisation, PACKAGE, READER};

/// The page of our own; it alone says where the documentation is, and only in the site that has one.
const INDEX: &str = "index.html";
/// The module that defines the element; an article loads nothing else.
const ELEMENT: &str = "src/element-define.js";
/// What late parts import what came with the first load from, and the class that all of that
/// belongs to.
const BASE: &str = "src/base.js";
const CLASS: &str = "./element.js";
/// What reads lessons beside the page, in a thread of its own: a worker has an
/// address, and so it is a bundle.
const WORKER: &str = "src/builder/lesson-worker.js";
/// What needs files beside it, and so has no use in what is one file.
const NOT_INSIDE: [&str; 2] = [
    "--external:*/builder/open.js",
    "--external:*/embed/dialog.js",
];
/// The bundle of that module.
pub(crate) const ELEMENT_BUNDLE: &str = "kafka-playground.js";
/// The page that is one file.
pub(crate) const ONE_FILE: &str = "kafka-playground.html";
/// Where the one-file page hands the packed wasm file to
/// web/src/player/engine.js, in base64.
const WASM_GLOBAL: &str = "__KAFKA_PLAYGROUND_WASM__";
/// Where it hands the recording with which it opens to
/// web/src/player/files.js, by the names of the files.
const FILES_GLOBAL: &str = "__KAFKA_PLAYGROUND_FILES__";

/// Builds what is shipped and writes it all into `folder`.
pub(crate) fn write(project: &Project, folder: &Path) -> Result<()> {
    site::build(project, Optimisation::Shipped)?;
    write_packed(project)?;
    remove_folder(folder)?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let pages = read_pages(&project.web_output())?;
    let bundles = write_modules(project, &pages, folder)?;
    write_pages(project, &pages, &bundles, folder)?;
    write_other_files(project, folder)?;
    poster::write_all(project, folder)?;
    figures::write(project, folder)?;
    let page = one_file(project)?;
    write_text(&folder.join(ONE_FILE), &page)?;
    write_docs(project, folder)?;
    integrity::write(folder)
}

/// Writes the documentation into the site, of which everything else is there.
pub(crate) fn write_docs(project: &Project, folder: &Path) -> Result<()> {
    docs::write(project, folder, |sheet| bundle_css(project, sheet))
}

/// A page of the site.
struct Page {
    name: PathBuf,
    text: String,
    /// The tags that load modules.
    modules: Vec<Load>,
}

fn read_pages(web: &Path) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for file in files_below(web)? {
        if file.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let name = file.strip_prefix(web)?.to_path_buf();
        let text = read_text(&file)?;
        let mut modules =
            html::loads(&text).with_context(|| format!("in web/{}", name.display()))?;
        modules.retain(|load| load.kind == Kind::Module);
        pages.push(Page {
            name,
            text,
            modules,
        });
    }
    Ok(pages)
}

/// Writes the pages, which load their modules from the top of the site.
fn write_pages(project: &Project, pages: &[Page], bundles: &Value, folder: &Path) -> Result<()> {
    for page in pages {
        let text = html::replace(&page.text, &page.modules, |load| {
            let Some(module) = load.address.strip_prefix("src/") else {
                bail!(
                    "web/{} loads `{}`: a page may load modules of src/ only",
                    page.name.display(),
                    load.address
                );
            };
            let mut tags: String = needed_by(module, bundles)
                .iter()
                .map(|part| format!("<link rel=\"modulepreload\" href=\"{part}\">\n"))
                .collect();
            if page.name == Path::new(INDEX) {
                tags += docs::LINK;
            }
            tags += &format!("<script type=\"module\" src=\"{module}\"></script>");
            Ok(tags)
        })?;
        write_text(&folder.join(&page.name), &with_recording(project, &text)?)?;
    }
    Ok(())
}

/// A page that holds the element opens with a recording, which is written into
/// it: then nobody waits for it.
fn with_recording(project: &Project, page: &str) -> Result<String> {
    let Some(element) = page.find("<kafka-playground") else {
        return Ok(page.to_string());
    };
    let end = element + page[element..].find('>').context("a tag has no end")? + 1;
    let scene = OPENING.trim_end_matches(".json");
    let recording = read_text(&project.package().join(RECORDINGS).join(OPENING))?;
    // A `<` is only in strings of JSON; there it must not end the element.
    let recording = recording.replace('<', "\\u003c");
    let inside =
        format!("<script type=\"application/json\" data-scene=\"{scene}\">{recording}</script>");
    Ok([&page[..end], &inside, &page[end..]].concat())
}

/// The parts that a bundled module needs at once. A page names them, so that the
/// browser fetches them together and not each when another has arrived. What is
/// imported late is not among them, and so the engine is not; but the element
/// is, for which embed.js only asks for a recording first.
pub(crate) fn needed_by(module: &str, bundles: &Value) -> BTreeSet<String> {
    let outputs = bundles["outputs"].as_object();
    let mut needed = BTreeSet::new();
    let mut open = vec![module.to_string()];
    while let Some(name) = open.pop() {
        let imports = outputs
            .into_iter()
            .flatten()
            .find(|(path, _)| file_name(path) == name)
            .and_then(|(_, output)| output["imports"].as_array());
        for import in imports.into_iter().flatten() {
            let part = file_name(import["path"].as_str().unwrap_or_default());
            let at_once = import["kind"] == "import-statement" || part == file_name(ELEMENT);
            if at_once && needed.insert(part.to_string()) {
                open.push(part.to_string());
            }
        }
    }
    needed
}

pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Bundles the modules and returns what esbuild says about who imports what.
fn write_modules(project: &Project, pages: &[Page], folder: &Path) -> Result<Value> {
    let web = project.web_output();
    let esbuild = npm::tool(project, "esbuild")?;
    let metafile = account(project);
    name_class(&web)?;
    // The element has an address of its own: an article's script tag names it.
    let modules: BTreeSet<_> = pages
        .iter()
        .flat_map(|page| &page.modules)
        .map(|load| load.address.as_str())
        .chain([ELEMENT, WORKER])
        .collect();
    run(program(project, &esbuild)
        .args(modules.iter().map(|module| web.join(module)))
        .args(ESBUILD)
        // What several pages share is loaded once, and what is imported late is loaded late.
        .args([
            "--format=esm",
            "--splitting",
            "--entry-names=[name]",
            "--chunk-names=[name]-[hash]",
        ])
        .arg(format!("--metafile={}", metafile.display()))
        .arg(format!("--outdir={}", folder.display())))?;
    // An author copies this file and the wasm file, and nothing else; the recordings are inside.
    run(program(project, &esbuild)
        .arg(web.join(ELEMENT))
        .args(ESBUILD)
        .args(NOT_INSIDE)
        .arg("--format=esm")
        .arg(format!(
            "--outfile={}",
            folder.join(ELEMENT_BUNDLE).display()
        )))?;
    shrink_all(project, folder, |code| {
        relocate(&code, |target| {
            Ok(format!("./{}", published(built(&web, target)?)))
        })
    })?;
    let bundle = folder.join(ELEMENT_BUNDLE);
    let inside = serde_json::to_string(&files_inside(project, |_| true)?)?;
    let code = read_text(&bundle)?;
    write_text(
        &bundle,
        &format!("{BANNER}globalThis.{FILES_GLOBAL}={inside};\n{code}"),
    )?;
    bundles(project)
}

/// Shrinks the style sheets in all modules of `folder`, and does with their code
/// what else is to be done.
pub(crate) fn shrink_all(
    project: &Project,
    folder: &Path,
    then: impl Fn(String) -> Result<String>,
) -> Result<()> {
    let mut sheets = BTreeMap::new();
    let mut written = files_below(folder)?;
    written.retain(|file| file.extension().is_some_and(|extension| extension == "js"));
    for file in &written {
        let code = read_text(file)?;
        let code = shrink_sheets(&code, &mut sheets, |sheet| shrink_css(project, sheet))?;
        write_text(file, &then(code)?)?;
    }
    // Only now: a style sheet is known by being a template, which terser may make a string of.
    shorten(project, &written)
}

/// Has base.js, in the built page, import the element's class. esbuild makes a file for each
/// set of modules that have the same users: so all that comes first is one file, where
/// what late parts use of it would be another, and gzip makes 2 % less of one.
fn name_class(web: &Path) -> Result<()> {
    let base = web.join(BASE);
    let import = format!("import '{CLASS}';\n");
    let code = read_text(&base)?;
    match code.ends_with(&import) {
        true => Ok(()),
        false => write_text(&base, &(code + &import)),
    }
}

/// Where esbuild says what it put into which bundle.
fn account(project: &Project) -> PathBuf {
    project.target.join("bundles.json")
}

/// What esbuild said about the bundles that were written last.
pub(crate) fn bundles(project: &Project) -> Result<Value> {
    let text = read_text(&account(project))?;
    serde_json::from_str(&text).context("esbuild's account of its bundles is not JSON")
}

/// The name of a wasm file as it is published.
pub(crate) fn packed_wasm(package: &str) -> String {
    format!("{package}_bg.wasm{}", pack::ENDING)
}

/// Packs the wasm files, and puts what comes of them beside them.
fn write_packed(project: &Project) -> Result<()> {
    let folder = project.package();
    for package in [PACKAGE, READER] {
        let wasm = std::fs::read(folder.join(format!("{package}_bg.wasm")))?;
        let packed = folder.join(packed_wasm(package));
        std::fs::write(&packed, pack::pack(&streams::part(&wasm)?)?)
            .with_context(|| format!("cannot write {}", packed.display()))?;
    }
    Ok(())
}

/// A style sheet that is part of a module, without what only people read.
fn shrink_css(project: &Project, sheet: &str) -> Result<String> {
    let file = project.target.join("sheet.css");
    write_text(&file, sheet)?;
    bundle_css(project, &file)
}

/// Copies what needs no bundling, and shrinks the style sheets.
fn write_other_files(project: &Project, folder: &Path) -> Result<()> {
    let web = project.web_output();
    let wasm = [PACKAGE, READER].map(packed_wasm);
    let others = [conformance::FILE, site::SIMPLIFIED, budget::WEIGHTS];
    for name in wasm.iter().map(String::as_str).chain(others) {
        copy(&project.package().join(name), &folder.join(name))?;
    }
    for made in [RECORDINGS, LESSONS] {
        for file in files_below(&project.package().join(made))? {
            copy(&file, &folder.join(file.strip_prefix(project.package())?))?;
        }
    }
    for file in files_below(&web)? {
        let name = file.strip_prefix(&web)?;
        let extension = file.extension().and_then(|extension| extension.to_str());
        match extension {
            _ if name.starts_with("pkg") || name.starts_with("test") => {}
            // The npm package's own.
            _ if name.starts_with(package::SOURCE) || name == Path::new(package::CHANGELOG) => {}
            Some("ts") if name == Path::new(DECLARATIONS) => copy(&file, &folder.join(name))?,
            _ if name.starts_with(docs::DOCS) => {}
            Some("html" | "js" | "ts") => {}
            Some("css") => write_text(&folder.join(name), &bundle_css(project, &file)?)?,
            _ => copy(&file, &folder.join(name))?,
        }
    }
    Ok(())
}

/// index.html with everything that it loads written into it.
fn one_file(project: &Project) -> Result<String> {
    let web = project.web_output();
    let page = read_text(&web.join(INDEX))?;
    let loads = html::loads(&page)?;
    let modules = loads
        .iter()
        .filter(|load| load.kind == Kind::Module)
        .count();
    if modules != 1 {
        // Two bundles would each carry a copy of what they share.
        bail!("web/index.html loads {modules} modules; it must load one, which imports the others");
    }
    // The other scenes are played by the engine, which is inside as well. The lessons are read in
    // this page, too: what lies beside a file that was opened by a double-click cannot be fetched.
    let opening = |name: &str| [OPENING, OPENING_JOURNAL, OPENING_NARRATOR].contains(&name);
    let mut files = files_inside(project, opening)?;
    files.extend(lessons_inside(project)?);
    let files = serde_json::to_string(&files)?;
    html::replace(&page, &loads, |load| {
        let file = web.join(&load.address);
        match load.kind {
            Kind::Stylesheet => Ok(format!("<style>{}</style>", bundle_css(project, &file)?)),
            Kind::Icon => Ok(format!("<link rel=\"icon\" href=\"{}\">", data_url(&file)?)),
            Kind::Module => {
                let wasm = std::fs::read(project.package().join(packed_wasm(PACKAGE)))?;
                Ok(format!(
                    "<script>globalThis.{WASM_GLOBAL}=\"{}\";globalThis.{FILES_GLOBAL}={}</script>\n<script type=\"module\">{}</script>",
                    BASE64_STANDARD.encode(wasm),
                    html::inline_script(&files),
                    html::inline_script(&bundle_script(project, &file)?)
                ))
            }
        }
    })
}

/// The scenes and some recordings, as texts by the names of their files.
fn files_inside(
    project: &Project,
    wanted: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let scenes = read_text(&project.web_source().join(scenes::FILE))?;
    files.insert(scenes::FILE.to_string(), scenes);
    for file in files_below(&project.package().join(RECORDINGS))? {
        let name = file_name(&file.to_string_lossy()).to_string();
        if wanted(&name) {
            files.insert(name, read_text(&file)?);
        }
    }
    Ok(files)
}

/// The lessons, as texts by their names below the package.
fn lessons_inside(project: &Project) -> Result<BTreeMap<String, String>> {
    let package = project.package();
    let mut files = BTreeMap::new();
    for file in files_below(&package.join(LESSONS))? {
        let name = file.strip_prefix(&package)?.to_string_lossy();
        files.insert(name.replace('\\', "/"), read_text(&file)?);
    }
    Ok(files)
}

fn bundle_script(project: &Project, file: &Path) -> Result<String> {
    let esbuild = npm::tool(project, "esbuild")?;
    let code = output(
        program(project, esbuild)
            .arg(file)
            .args(ESBUILD)
            .args(NOT_INSIDE)
            .arg("--format=esm"),
    )?;
    let code = shrink_sheets(&code, &mut BTreeMap::new(), |sheet| {
        shrink_css(project, sheet)
    })?;
    let web = project.web_output();
    let code = relocate(&code, |target| {
        let target = built(&web, target)?;
        // The wasm file, the recording and the scenes are handed over in globals; the rest is small enough to be an address.
        if target.ends_with(".wasm") || target.ends_with('/') || target == scenes::FILE {
            return Ok(published(target));
        }
        data_url(&web.join(target))
    })?;
    let module = project.target.join("page.js");
    write_text(&module, &code)?;
    shorten(project, std::slice::from_ref(&module))?;
    read_text(&module)
}

fn bundle_css(project: &Project, file: &Path) -> Result<String> {
    let esbuild = npm::tool(project, "esbuild")?;
    let css = output(program(project, esbuild).arg(file).args(ESBUILD))?;
    Ok(css.trim_end().to_string())
}

/// Where a file of the page lies in the site: as in web/, but modules and the
/// package are at the top, and the wasm file packed. engine.js sees by the name
/// that it is.
fn published(target: &str) -> String {
    if target.starts_with("src/") && target.ends_with(".js") {
        return file_name(target).to_string();
    }
    let name = target.strip_prefix("pkg/").unwrap_or(target);
    if name.ends_with(".wasm") {
        return format!("{name}{}", pack::ENDING);
    }
    name.to_string()
}

/// Rewrites the addresses that bundled code makes relative to itself.
///
/// `address` is told the file that is meant, relative to web/.
fn relocate(code: &str, address: impl Fn(&str) -> Result<String>) -> Result<String> {
    const BEFORE: &str = "new URL(";
    const AFTER: &str = ",import.meta.url)";
    let mut relocated = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(end) = rest.find(AFTER) {
        let (head, tail) = rest.split_at(end);
        let written = head.rfind(BEFORE).map(|start| start + BEFORE.len());
        let Some(literal) = written
            .map(|start| &head[start..])
            .filter(|text| is_literal(text))
        else {
            bail!("code of web/src makes an address from import.meta.url and something that is not a plain string; write `new URL(\"../../file\", import.meta.url)`");
        };
        relocated.push_str(&head[..head.len() - literal.len()]);
        let target = from_web(&literal[1..literal.len() - 1])?;
        relocated.push_str(&format!("\"{}\"{AFTER}", address(&target)?));
        rest = &tail[AFTER.len()..];
    }
    relocated.push_str(rest);
    Ok(relocated)
}

fn is_literal(text: &str) -> bool {
    let mut characters = text.chars();
    match (characters.next(), characters.next_back()) {
        (Some(first @ ('"' | '\'' | '`')), Some(last)) => {
            first == last && !text.contains(['$', '\\'])
        }
        _ => false,
    }
}

/// An address relative to a module in a room of web/src, as a path relative to web/.
fn from_web(address: &str) -> Result<String> {
    match address.strip_prefix("../../") {
        Some(above) if !above.starts_with("../") => Ok(above.to_string()),
        _ => bail!("code of web/src names `{address}` relative to itself; begin the address with `../../`, and keep the module in one of the rooms of web/src"),
    }
}

/// `target`, a file or a folder of the built page: bundled code no longer says in which
/// folder it was, so that an address is read as a room's, and one that was
/// written elsewhere leads nowhere.
fn built<'a>(web: &Path, target: &'a str) -> Result<&'a str> {
    let path = web.join(target);
    let there = match target.ends_with('/') {
        true => path.is_dir(),
        false => path.is_file(),
    };
    if !there {
        bail!("code of web/src names `{target}`, which the built page does not have; only modules in the rooms of web/src name files relative to themselves");
    }
    Ok(target)
}

fn data_url(file: &Path) -> Result<String> {
    let kind = match file.extension().and_then(|extension| extension.to_str()) {
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("css") => "text/css",
        Some("json") => "application/json",
        Some("txt" | "md") => "text/plain",
        _ => bail!(
            "{} cannot be written into the one-file page: its kind is unknown to dist.rs",
            file.display()
        ),
    };
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(format!(
        "data:{kind};base64,{}",
        BASE64_STANDARD.encode(bytes)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_follow_the_code_to_the_top_of_the_site() {
        let cases = [
            (
                "a(new URL(\"../../pkg/x.wasm\",import.meta.url))",
                "a(new URL(\"./x.wasm.lzma\",import.meta.url))",
            ),
            (
                "new URL('../../styles/a.css',import.meta.url);b",
                "new URL(\"./styles/a.css\",import.meta.url);b",
            ),
            (
                "new Worker(new URL(\"../../src/builder/w.js\",import.meta.url))",
                "new Worker(new URL(\"./w.js\",import.meta.url))",
            ),
            ("new URL(\"x\",other)", "new URL(\"x\",other)"),
        ];
        for (code, expected) in cases {
            let found = relocate(code, |target| Ok(format!("./{}", published(target)))).unwrap();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn addresses_that_cannot_follow_are_refused() {
        for code in [
            "new URL(a,import.meta.url)",
            "new URL(\"../../../a\",import.meta.url)",
            "new URL(\"../a\",import.meta.url)",
            "new URL(\"./a\",import.meta.url)",
            "f(\"a\",import.meta.url)",
        ] {
            assert!(
                relocate(code, |target| Ok(target.to_string())).is_err(),
                "{code}"
            );
        }
    }
}
