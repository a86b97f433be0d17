//! All checks of the project, as steps.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{bail, Result};

use crate::book;
use crate::browser;
use crate::budget;
use crate::cargo_tool;
use crate::command::{cargo, path_with, program, run, run_and_read};
use crate::conformance::{conformance, Asked};
use crate::dist;
use crate::fuzz;
use crate::npm;
use crate::package;
use crate::project::{files_below, Project};
use crate::rust_target;
use crate::serve::{working_mounts, Mount, Server};
use crate::size;
use crate::snippets;
use crate::steps::{self, Step};
use crate::types;

/// The crates of whose integration tests some run in wasm, too: those that could
/// differ there, by the width of a number. `tests/it/main.rs` of each says which.
const TESTED_IN_WASM: &[&str] = &[
    "kafka-playground-cluster",
    "kafka-playground-shell",
    "kafka-playground-tests",
];
/// The name of the one binary that the integration tests of a crate are.
const INTEGRATION: &str = "it";
/// The crates that the browser runs.
const BROWSER_CRATES: &[&str] = &[
    "kafka-playground-protocol",
    "kafka-playground-broker",
    "kafka-playground-client",
    "kafka-playground-cluster",
    "kafka-playground-shell",
    "kafka-playground-wasm",
];
/// Where the page tests find the published site: deep in folders, to show that it works there.
pub(crate) const SITE_PATH: &str = "/some/folder/";

/// Cheap and telling steps come first.
static STEPS: &[Step] = &[
    Step {
        name: "format",
        fast: true,
        needs: &[],
        run: format,
    },
    Step {
        name: "clippy",
        fast: true,
        needs: &[],
        run: clippy,
    },
    Step {
        name: "engine",
        fast: true,
        needs: &[],
        run: engine,
    },
    Step {
        name: "fuzz",
        fast: true,
        needs: &[],
        run: fuzz::briefly,
    },
    Step {
        name: "long",
        fast: false,
        needs: &[],
        run: long,
    },
    Step {
        name: "conformance",
        fast: true,
        needs: &[],
        run: |project| conformance(project, &Asked::default()),
    },
    Step {
        name: "rustdoc",
        fast: true,
        needs: &[],
        run: rustdoc,
    },
    Step {
        name: "js",
        fast: true,
        needs: &[],
        run: js,
    },
    Step {
        name: "snippets",
        fast: false,
        needs: &[],
        run: snippets::check,
    },
    Step {
        name: "clippy-wasm",
        fast: false,
        needs: &[],
        run: clippy_wasm,
    },
    Step {
        name: "engine-wasm",
        fast: false,
        needs: &[],
        run: engine_wasm,
    },
    Step {
        name: "chrome",
        fast: false,
        needs: &[],
        run: chrome,
    },
    Step {
        name: "firefox",
        fast: false,
        needs: &[],
        run: firefox,
    },
    Step {
        name: "dist",
        fast: false,
        needs: &[],
        run: |project| dist::write(project, &size::folder(project)),
    },
    Step {
        name: "types",
        fast: false,
        needs: &["dist"],
        run: types::check,
    },
    Step {
        name: "size",
        fast: false,
        needs: &["dist"],
        run: size::check,
    },
    Step {
        name: "package",
        fast: false,
        needs: &["dist"],
        run: npm_package,
    },
    Step {
        name: "pages",
        fast: false,
        needs: &["dist"],
        run: pages,
    },
];

/// Runs the steps that were asked for.
pub(crate) fn test(project: &Project, fast: bool, only: &[String]) -> Result<()> {
    steps::run(project, &steps::select(STEPS, fast, only)?)
}

fn format(project: &Project) -> Result<()> {
    run(cargo(project).args(["fmt", "--all", "--check"]))
}

/// crates/wasm is left out: it is checked for its own target.
fn clippy(project: &Project) -> Result<()> {
    run(cargo(project)
        .args([
            "clippy",
            "--quiet",
            "--workspace",
            "--exclude",
            "kafka-playground-wasm",
            "--all-targets",
        ])
        .args(["--", "-D", "warnings"]))
}

fn clippy_wasm(project: &Project) -> Result<()> {
    rust_target::provide(project)?;
    let mut command = cargo(project);
    command.args([
        "clippy",
        "--quiet",
        "--target",
        rust_target::WASM,
        "--all-targets",
    ]);
    for name in BROWSER_CRATES {
        command.args(["--package", name]);
    }
    run(command.args(["--", "-D", "warnings"]))
}

/// The documentation of the crates, without a warning and without a link that leads nowhere.
/// The step `engine` runs its examples, but for those of crates/wasm, which it leaves out.
fn rustdoc(project: &Project) -> Result<()> {
    book::write(project)?;
    run(cargo(project).args([
        "test",
        "--quiet",
        "--doc",
        "--package",
        "kafka-playground-wasm",
    ]))
}

fn engine(project: &Project) -> Result<()> {
    run(cargo(project).args([
        "test",
        "--quiet",
        "--workspace",
        "--exclude",
        "kafka-playground-wasm",
    ]))
}

/// What takes too long for the quick checks: the memory of long sessions with
/// many branches, and a thousand scenarios that the narrator has to explain.
fn long(project: &Project) -> Result<()> {
    const SHELL: [&str; 6] = [
        "test",
        "--quiet",
        "--package",
        "kafka-playground-shell",
        "--test",
        INTEGRATION,
    ];
    run(cargo(project)
        .args(SHELL)
        .args(["memory", "--", "--ignored"]))?;
    let mut narrated = cargo(project);
    narrated
        .args(SHELL)
        .arg("no_scenario_waits")
        .env("NARRATED", "1000");
    run(&mut narrated)
}

fn engine_wasm(project: &Project) -> Result<()> {
    rust_target::provide(project)?;
    let runner = cargo_tool::provide(project, cargo_tool::TEST_RUNNER)?;
    let mut command = cargo(project);
    // The runner knows no --quiet.
    command.args(["test", "--target", rust_target::WASM, "--test", INTEGRATION]);
    for name in TESTED_IN_WASM {
        command.args(["--package", name]);
    }
    let printed = run_and_read(
        command
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("WASM_BINDGEN_TEST_ONLY_NODE", "1"),
    )?;
    // A test without the attribute of wasm_bindgen_test is passed over in silence.
    let running = |line: &&str| line.starts_with("running ") && !line.starts_with("running 0 ");
    let ran = printed.lines().filter(running).count();
    if ran < TESTED_IN_WASM.len() {
        bail!(
            "{ran} of {} crates ran tests in wasm: the tests must use `worlds::test`",
            TESTED_IN_WASM.len()
        );
    }
    Ok(())
}

fn chrome(project: &Project) -> Result<()> {
    browser::provide(browser::CHROMIUM)?;
    let driver = browser::provide(browser::CHROMEDRIVER)?;
    wasm_pack(project, "--chrome", "--chromedriver", driver)
}

fn firefox(project: &Project) -> Result<()> {
    browser::provide(browser::FIREFOX)?;
    let driver = cargo_tool::provide(project, cargo_tool::GECKODRIVER)?;
    wasm_pack(project, "--firefox", "--geckodriver", driver)
}

fn wasm_pack(project: &Project, browser: &str, driver_option: &str, driver: PathBuf) -> Result<()> {
    rust_target::provide(project)?;
    let wasm_pack = cargo_tool::provide(project, cargo_tool::WASM_PACK)?;
    // wasm-pack takes the runner from PATH, and downloads one only if none is there.
    let runner = cargo_tool::provide(project, cargo_tool::TEST_RUNNER)?;
    let folder = runner.parent().unwrap_or(&project.root);
    run(program(project, wasm_pack)
        .args(["test", "--headless", browser, driver_option])
        .arg(driver)
        .arg("crates/wasm")
        .env("CARGO_TARGET_DIR", &project.target)
        .env("PATH", path_with(folder)?))
}

/// The tests of the modules that have no DOM.
fn js(project: &Project) -> Result<()> {
    // What is written as JSX is read by esbuild.
    npm::provide(project)?;
    node_tests(
        project,
        "web/test",
        ".test.js",
        &mut program(project, "node"),
    )
}

/// The npm package, as somebody has it who installs it.
fn npm_package(project: &Project) -> Result<()> {
    let folder = package::folder(project);
    package::write(project, &size::folder(project), &folder)?;
    let chromium = browser::provide_headless()?;
    npm::provide(project)?;
    let mut node = program(project, "node");
    node.env("PLAYGROUND_PACKAGE", folder)
        .env("PLAYGROUND_URL", "")
        .env("CHROMIUM", chromium);
    node_tests(project, "tests/package", ".test.mjs", &mut node)
}

/// The tests of the page in a browser.
fn pages(project: &Project) -> Result<()> {
    let chromium = browser::provide_headless()?;
    let firefox = browser::provide(browser::FIREFOX)?;
    let geckodriver = cargo_tool::provide(project, cargo_tool::GECKODRIVER)?;
    npm::provide(project)?;
    let mut mounts = vec![Mount {
        path: SITE_PATH,
        folder: size::folder(project),
    }];
    mounts.extend(working_mounts(project));
    let server = Server::bind(0, mounts)?;
    let url = server.url();
    server.start();
    let mut node = program(project, "node");
    node.env("PLAYGROUND_URL", &url)
        .env(
            "PLAYGROUND_SITE_URL",
            url.trim_end_matches('/').to_string() + SITE_PATH,
        )
        .env("PLAYGROUND_SITE", size::folder(project))
        .env("PLAYGROUND_FIGURE", budget::figure(project)?.join(" "))
        .env("CHROMIUM", chromium)
        .env("FIREFOX", firefox)
        .env("GECKODRIVER", geckodriver);
    node_tests(project, "tests/browser", ".test.mjs", &mut node)
}

fn node_tests(project: &Project, folder: &str, ending: &str, node: &mut Command) -> Result<()> {
    let files: Vec<_> = files_below(&project.root.join(folder))?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(ending))
        .collect();
    if files.is_empty() {
        bail!("{folder} has no *{ending}: a check without tests checks nothing");
    }
    // Node leaves one core idle, and a page that opens waits about as long as it works.
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    run(node
        .arg("--test")
        .arg(format!("--test-concurrency={cores}"))
        .args(files))
}
