//! What may be loaded together at most. Each later change of these figures is
//! its own decision: lower is a new budget, more needs a reason.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{bail, Context, Result};
use serde_json::{json, Value};

use crate::dist::{self, file_name, needed_by};
use crate::html::{self, Kind};
use crate::poster;
use crate::project::{files_below, Project};
use crate::size::{self, gzipped};
use crate::wasm_build::{PACKAGE, READER};

/// Files that are loaded together, before anybody does anything.
struct Group {
    name: &'static str,
    /// In KB of 1024 bytes, gzipped.
    budget: u64,
    /// The page that loads them, with its style sheets and modules; none for the engine.
    page: Option<&'static str>,
    /// The modules that come late, but by themselves.
    late: &'static [&'static str],
    /// What is fetched besides.
    data: &'static [&'static str],
}

/// What follows the first frame of every figure.
const LISTENING: &str = "src/panels/listening.js";
/// What the opening scene shows, as it was recorded.
const RECORDING: &str = "recordings/opening.json";

const FIGURE: Group = Group {
    name: "a figure",
    budget: 55,
    page: Some("embed.html"),
    late: &[LISTENING],
    data: &[RECORDING],
};

const WITH_JOURNAL: Group = Group {
    name: "a figure with its journal",
    budget: 63,
    page: Some("embed.html"),
    late: &[
        LISTENING,
        "src/styles/around.js",
        "src/rest.js",
        "src/panels/journal.js",
        "src/player/journalled.js",
    ],
    data: &[RECORDING, "recordings/opening.journal.en.json"],
};

/// Captions, a stretch of time, and what the reader may do.
const STORY: Group = Group {
    name: "a figure that tells a story",
    budget: 55,
    page: Some("embed.html"),
    late: &[LISTENING, "src/figure/kit.js"],
    data: &[RECORDING],
};

const GROUPS: &[Group] = &[
    FIGURE,
    STORY,
    WITH_JOURNAL,
    Group {
        name: "the page to its first frame",
        budget: 85,
        // The recording is written into it.
        page: Some("index.html"),
        late: &[],
        data: &[],
    },
    Group {
        name: "a lesson on top of the page",
        budget: 92,
        page: Some("index.html"),
        late: &["src/lessons/open.js"],
        data: &["lessons/index.json", "lessons/en/crash-rebalance.json"],
    },
    Group {
        name: "a lesson that is written",
        budget: 108,
        page: Some("index.html"),
        late: &["src/lessons/open.js", "src/builder/open.js"],
        data: &[
            "lessons/index.json",
            "lessons/en/crash-rebalance.md",
            "lesson-worker.js",
        ],
    },
    Group {
        name: "the one-file page",
        budget: 802,
        page: Some(dist::ONE_FILE),
        late: &[],
        data: &[],
    },
];

/// What comes on demand, to a page that is there.
const ENGINE: &str = "the engine";
const ENGINE_BUDGET: u64 = 497;
/// The modules that fetch the engine, and unpack it.
const BESIDE_ENGINE: &[&str] = &["src/player/engine.js", "src/player/packed.js"];
/// What reads a lesson for who writes one.
const READER_BUDGET: u64 = 480;
/// The ending of a packed file, which is fetched in place of the one without.
const PACKED: &str = ".lzma";

/// What the page says a figure weighs: these budgets, which hold.
pub(crate) const WEIGHTS: &str = "weights.json";

/// Writes them into the package, in KB. How much of a figure is the opening
/// scene's recording is told, too, because a file of one's own takes its place.
pub(crate) fn write_for_page(project: &Project) -> Result<()> {
    let package = project.package();
    let opening = package.join(RECORDING);
    let bytes =
        std::fs::read(&opening).with_context(|| format!("cannot read {}", opening.display()))?;
    let weights = json!({
        "figure": FIGURE.budget,
        "journal": WITH_JOURNAL.budget,
        "engine": ENGINE_BUDGET,
        "recording": gzipped(&bytes)?.div_ceil(1024),
    });
    let file = package.join(WEIGHTS);
    std::fs::write(&file, format!("{weights}\n"))
        .with_context(|| format!("cannot write {}", file.display()))
}

/// Prints what is loaded together, and fails where it is more than it may be.
pub(crate) fn check(project: &Project, folder: &Path) -> Result<()> {
    let bundles = dist::bundles(project)?;
    println!(
        "{:<28} {:>9} {:>9} {:>9}",
        "loaded together", "gzipped", "budget", "left"
    );
    let mut exceeded = Vec::new();
    let mut judge = |name: &str, budget: u64, files: &BTreeSet<String>| -> Result<()> {
        let budget = budget * 1024;
        let weight = weigh(folder, files)?;
        println!(
            "{name:<28} {weight:>9} {budget:>9} {:>9}",
            budget as i64 - weight as i64
        );
        if weight > budget {
            exceeded.push(format!("{name} weighs {weight} of {budget} bytes"));
        }
        Ok(())
    };
    for group in GROUPS {
        judge(group.name, group.budget, &loaded(group, &bundles, folder)?)?;
    }
    judge(ENGINE, ENGINE_BUDGET, &engine(&bundles, folder)?)?;
    let reader = format!("{READER}_bg.wasm{PACKED}");
    judge(
        "what reads a lesson",
        READER_BUDGET,
        &BTreeSet::from([reader]),
    )?;
    let (weight, budget) = poster::heaviest(folder)?;
    println!(
        "{:<28} {weight:>9} {budget:>9} {:>9}  as it is",
        "the heaviest poster",
        budget - weight
    );
    if !exceeded.is_empty() {
        bail!("over budget: {}", exceeded.join("; "));
    }
    Ok(())
}

/// The files that a figure loads that nobody touches.
pub(crate) fn figure(project: &Project) -> Result<Vec<String>> {
    let files = loaded(&FIGURE, &dist::bundles(project)?, &size::folder(project))?;
    Ok(files.into_iter().collect())
}

fn loaded(group: &Group, bundles: &Value, folder: &Path) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    if let Some(page) = group.page {
        files.insert(page.to_string());
        if page != dist::ONE_FILE {
            let text = std::fs::read_to_string(folder.join(page))
                .with_context(|| format!("the site has no {page}"))?;
            for load in html::loads(&text)? {
                match load.kind {
                    Kind::Module => add_with_needed(&mut files, &load.address, bundles),
                    Kind::Stylesheet => drop(files.insert(load.address)),
                    // A browser fetches it when it has nothing else to do, and in a frame never.
                    Kind::Icon => {}
                }
            }
        }
    }
    for module in group.late {
        let part = part_of(module, bundles).with_context(|| {
            format!(
                "web/{module} is not loaded late: budget.rs is wrong about {}",
                group.name
            )
        })?;
        add_with_needed(&mut files, part, bundles);
    }
    files.extend(there(group.data, folder));
    Ok(files)
}

/// The package with what it needs, without what every page has loaded before.
fn engine(bundles: &Value, folder: &Path) -> Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    for file in files_below(folder)? {
        let name = file_name(&file.to_string_lossy()).to_string();
        let packed = folder.join(name.clone() + PACKED).is_file();
        if name.starts_with(PACKAGE) && !packed {
            files.insert(name);
        }
    }
    if files.is_empty() {
        bail!("the site has no engine");
    }
    for part in files.clone() {
        add_with_needed(&mut files, &part, bundles);
    }
    for module in BESIDE_ENGINE {
        if let Some(part) = part_of(module, bundles) {
            add_with_needed(&mut files, part, bundles);
        }
    }
    let first = loaded(&FIGURE, bundles, folder)?;
    Ok(files.difference(&first).cloned().collect())
}

fn add_with_needed(files: &mut BTreeSet<String>, part: &str, bundles: &Value) {
    files.insert(part.to_string());
    files.extend(needed_by(part, bundles));
}

/// The bundle that begins with a module.
fn part_of<'a>(module: &str, bundles: &'a Value) -> Option<&'a str> {
    let outputs = bundles["outputs"].as_object()?;
    let (path, _) = outputs.iter().find(|(_, output)| {
        let entry = output["entryPoint"].as_str();
        entry.is_some_and(|entry| entry.ends_with(module))
    })?;
    Some(file_name(path))
}

/// The files of a list that the site has.
fn there<'a>(names: &'a [&str], folder: &'a Path) -> impl Iterator<Item = String> + 'a {
    let names = names.iter().filter(|name| folder.join(name).is_file());
    names.map(|name| (*name).to_string())
}

fn weigh(folder: &Path, files: &BTreeSet<String>) -> Result<u64> {
    let mut sum = 0;
    for name in files {
        let bytes =
            std::fs::read(folder.join(name)).with_context(|| format!("the site has no {name}"))?;
        sum += gzipped(&bytes)?;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundles() -> Value {
        let late = |path: &str| json!({ "path": path, "kind": "dynamic-import" });
        let now = |path: &str| json!({ "path": path, "kind": "import-statement" });
        json!({ "outputs": {
            "dist/embed.js": {
                "entryPoint": "web/src/embed.js",
                "imports": [now("dist/chunk-A.js"), late("dist/listening-B.js"), late("dist/kafka_playground-E.js")],
            },
            "dist/chunk-A.js": { "imports": [late("dist/menu-D.js")] },
            "dist/listening-B.js": {
                "entryPoint": "web/src/panels/listening.js",
                "imports": [now("dist/chunk-A.js"), now("dist/chunk-C.js")],
            },
            "dist/chunk-C.js": { "imports": [] },
            "dist/kafka_playground-E.js": { "imports": [now("dist/chunk-A.js")] },
        } })
    }

    /// A site of files of a few bytes each, removed in the end.
    struct Site(std::path::PathBuf);

    impl Site {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let folder = std::env::temp_dir().join(format!("budget-{name}-{}", std::process::id()));
            for (file, text) in files {
                let file = folder.join(file);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, text).unwrap();
            }
            Self(folder)
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    const PAGE: &str = "<link rel=\"icon\" href=\"i.svg\"><link rel=\"stylesheet\" href=\"page.css\">\
        <link rel=\"modulepreload\" href=\"chunk-A.js\"><script type=\"module\" src=\"embed.js\"></script>";

    #[test]
    fn a_figure_is_what_it_loads_by_itself() {
        let site = Site::new("figure", &[("embed.html", PAGE), (RECORDING, "{}")]);
        let files = loaded(&FIGURE, &bundles(), &site.0).unwrap();
        let expected = [
            "chunk-A.js",
            "chunk-C.js",
            "embed.html",
            "embed.js",
            "listening-B.js",
            "page.css",
            RECORDING,
        ];
        assert_eq!(files.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_engine_is_what_comes_on_top() {
        let wasm = format!("{PACKAGE}_bg.wasm");
        let packed = wasm.clone() + PACKED;
        let glue = format!("{PACKAGE}-E.js");
        let both = [
            ("embed.html", PAGE),
            (wasm.as_str(), ""),
            (packed.as_str(), ""),
            (glue.as_str(), ""),
        ];
        let site = Site::new("engine", &both);
        let files = engine(&bundles(), &site.0).unwrap();
        assert_eq!(
            files.into_iter().collect::<Vec<_>>(),
            [glue.as_str(), packed.as_str()]
        );
    }

    #[test]
    fn a_module_that_is_not_late_is_a_mistake_of_ours() {
        let site = Site::new("mistake", &[("embed.html", PAGE)]);
        let group = Group {
            late: &["src/nowhere.js"],
            ..FIGURE
        };
        let error = loaded(&group, &bundles(), &site.0).unwrap_err().to_string();
        assert!(
            error.contains("src/nowhere.js is not loaded late"),
            "{error}"
        );
    }
}
