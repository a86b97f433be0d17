//! From crates/wasm to the wasm file and the JavaScript around it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, program, run};
use crate::function_order;
use crate::npm;
use crate::project::{remove_folder, Project};
use crate::rust_target;

/// The name that the files of the package begin with.
pub(crate) const PACKAGE: &str = "kafka_playground";
/// The name of what reads lessons for who writes one: of its JavaScript and its
/// wasm file, which lie beside those of the package.
pub(crate) const READER: &str = "lesson_reader";

/// How much work goes into making the wasm file fast and small.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Optimisation {
    /// Quick to build, slow to run.
    None,
    /// As fast as what is shipped, but larger; needs no tool from npm.
    Fast,
    /// What is shipped.
    Shipped,
}

impl Optimisation {
    /// The Cargo profile, and the folder that Cargo names after it.
    fn profile(self) -> (&'static str, &'static str) {
        match self {
            Self::None => ("dev", "debug"),
            Self::Fast | Self::Shipped => ("wasm", "wasm"),
        }
    }
}

/// What wasm-opt may use: what the current browsers and Node 20 understand, and
/// no more. `--all-features` would make a file that they refuse.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What makes the file small, and takes its names away.
///
/// Rust's own `opt-level = "z"` has already made the code small and regular.
/// `-Oz` makes it 5 % smaller again and, because it is less regular then, 12 %
/// larger when it is packed, which is how it travels; `-O1` packs best. Of what
/// it leaves out and what it does, this pays packed (all of it 1.6 %):
///
/// - parameters that nobody reads, or that every caller gives the same, go, and
///   then functions that have become equal (0.2 %);
/// - functions of a few bytes that are called once go into their caller (0.3 %);
/// - loads and stores do not say how what they touch is aligned: they say it in a
///   byte, and no processor that browsers run on is faster for it (0.5 %);
/// - locals stay as the compiler wrote them, which is more regular (0.3 %);
/// - the data stays in one piece, with its runs of zeros (0.2 %).
const SHRINK: &[&str] = &[
    "-O1",
    "--skip-pass=simplify-locals",
    "--skip-pass=memory-packing",
    "--dae-optimizing",
    "--duplicate-function-elimination",
    "--always-inline-max-function-size=0",
    "--one-caller-inline-max-function-size=12",
    "--inlining-optimizing",
    "--dealign",
    "--strip-debug",
    "--strip-producers",
];

/// What puts the functions into the order that their names say, and takes the
/// names away again.
const REORDER: &[&str] = &["--reorder-functions-by-name", "--strip-debug"];

/// Builds crates/wasm and writes the package into the folder of the page: the
/// engine, and what reads lessons.
pub(crate) fn build(project: &Project, optimisation: Optimisation) -> Result<()> {
    let (_, folder) = optimisation.profile();
    let library = compiled(project, folder).join("kafka_playground_wasm.wasm");
    let package = project.package();
    remove_folder(&package)?;
    compile(project, optimisation, &["--lib"])?;
    bind(project, optimisation, &library, &package, PACKAGE)?;
    let reader = ["--lib", "--no-default-features", "--features", "lessons"];
    compile(project, optimisation, &reader)?;
    bind(project, optimisation, &library, &package, READER)
}

/// Builds the example `bench` of crates/wasm, as what is shipped is built, and
/// writes it into `package` under the same names as the page's package.
pub(crate) fn build_bench(project: &Project, package: &Path) -> Result<()> {
    let optimisation = Optimisation::Shipped;
    let (_, folder) = optimisation.profile();
    compile(project, optimisation, &["--example=bench"])?;
    remove_folder(package)?;
    let bench = compiled(project, folder).join("examples/bench.wasm");
    bind(project, optimisation, &bench, package, PACKAGE)
}

fn compiled(project: &Project, folder: &str) -> PathBuf {
    project.target.join(rust_target::WASM).join(folder)
}

fn compile(project: &Project, optimisation: Optimisation, what: &[&str]) -> Result<()> {
    rust_target::provide(project)?;
    let (profile, _) = optimisation.profile();
    let common = ["build", "--quiet", "--package", "kafka-playground-wasm"];
    let target = ["--target", rust_target::WASM, "--profile", profile];
    run(cargo(project).args(common).args(what).args(target))
}

/// Writes the JavaScript around a compiled wasm file, and the file that goes with it.
fn bind(
    project: &Project,
    optimisation: Optimisation,
    compiled: &Path,
    package: &Path,
    name: &str,
) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .out_name(name)
        .web(true)
        .context("wasm-bindgen cannot write modules for the web")?
        // The page names the wasm file itself, because bundling moves the JavaScript.
        .omit_default_module_path(true)
        .typescript(true)
        .generate(package)
        .with_context(|| format!("wasm-bindgen cannot read {}", compiled.display()))?;
    if optimisation == Optimisation::Shipped {
        optimise(project, &package.join(format!("{name}_bg.wasm")))?;
    }
    Ok(())
}

/// Makes the file smaller, first as it is and then as it travels, packed.
///
/// The order comes last, because it is one of the code as it will be.
fn optimise(project: &Project, wasm: &Path) -> Result<()> {
    let wasm_opt = npm::tool(project, "wasm-opt")?;
    let pass = |passes: &[&str]| {
        run(program(project, &wasm_opt)
            .args(passes)
            .args(FEATURES)
            .arg(wasm)
            .arg("-o")
            .arg(wasm))
    };
    pass(SHRINK)?;
    let module = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let named = function_order::name_in_order(&module)?;
    fs::write(wasm, named).with_context(|| format!("cannot write {}", wasm.display()))?;
    pass(REORDER)
}
