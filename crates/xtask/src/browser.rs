//! The browsers that the tests drive, and what drives them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{bail, Context, Result};

use crate::command::{find_program, output, run};

/// A program that Debian has in a package.
#[derive(Clone, Copy)]
pub(crate) struct Packaged {
    program: &'static str,
    package: &'static str,
}

/// Chromium without its own windows, which are web pages, too: with it the page
/// tests take half as long.
const HEADLESS_SHELL: Packaged = Packaged {
    program: "chromium-headless-shell",
    package: "chromium-headless-shell",
};
/// The browser of the benches and of the wasm tests.
pub(crate) const CHROMIUM: Packaged = Packaged {
    program: "chromium",
    package: "chromium",
};
/// What drives Chromium in the wasm tests.
pub(crate) const CHROMEDRIVER: Packaged = Packaged {
    program: "chromedriver",
    package: "chromium-driver",
};
/// The second browser of the wasm tests.
pub(crate) const FIREFOX: Packaged = Packaged {
    program: "firefox-esr",
    package: "firefox-esr",
};
/// Builds one of the recipes.
pub(crate) const JEKYLL: Packaged = Packaged {
    program: "jekyll",
    package: "jekyll",
};

/// The program's file; it is installed from Debian's packages if it is missing.
pub(crate) fn provide(packaged: Packaged) -> Result<PathBuf> {
    let Packaged { program, package } = packaged;
    if let Some(file) = find_program(program) {
        return Ok(file);
    }
    if find_program("apt-get").is_none() {
        bail!("`{program}` is not installed, and without apt-get it cannot be installed from here: put a `{program}` into PATH");
    }
    eprintln!(
        "Installing the Debian package {package}, because the browser tests need `{program}`."
    );
    // What the package recommends comes along: without fonts a page has no text.
    apt_get(&["update", "-qq"]).and_then(|()| apt_get(&["install", "-y", "-qq", package]))?;
    find_program(program).with_context(|| {
        format!("the Debian package {package} was installed, but `{program}` is not in PATH")
    })
}

/// Chromium for the page tests: without windows, where that is to be had.
pub(crate) fn provide_headless() -> Result<PathBuf> {
    provide(HEADLESS_SHELL).or_else(|error| {
        eprintln!("The page tests run in Chromium itself, which takes longer: {error:#}.");
        provide(CHROMIUM)
    })
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let root = output(Command::new("id").arg("-u"))?.trim() == "0";
    let mut command = if root {
        Command::new("apt-get")
    } else if find_program("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "apt-get"]);
        sudo
    } else {
        bail!("apt-get needs the rights of root, and there is no sudo: run `apt-get install chromium chromium-driver firefox-esr` as root");
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    run(command.args(arguments)).context("if the rights of root are missing, run `apt-get install chromium chromium-driver firefox-esr` as root")
}
