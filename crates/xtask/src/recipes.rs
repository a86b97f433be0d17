//! Recipes that are tried: other people's tools build a page with a figure in it, and a
//! browser looks at what came of it.
//!
//! A recipe is a folder of `tests/recipes` with the sources that somebody would write for
//! such a tool, and a `recipe.json` that says where things go. It is copied into
//! `target/recipes`, gets what it needs from its own package manager, is built, served below
//! a folder of a host, as many sites are, and looked at.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{bail, Context, Result};
use serde_json::Value;

use crate::browser;
use crate::cargo_tool;
use crate::command::{find_program, output, program, run};
use crate::package;
use crate::project::{copy, files_below, remove_folder, Project};
use crate::recipe_article;
use crate::serve::{Mount, Server};
use crate::size;

/// Where a recipe's site lies on its host: hardly any site of a project has a host of its own.
const BELOW: &str = "/guide/";
/// What npm makes of our package, under the name that the recipes have for it.
const PACKED: &str = "kafka-playground.tgz";
/// Folders of a copied recipe that are as the package manager left them.
const INSTALLED: [&str; 2] = ["node_modules", ".venv"];

/// One folder of `tests/recipes`.
struct Recipe {
    name: String,
    /// The folder that is committed.
    source: PathBuf,
    /// The folder that it is built in.
    folder: PathBuf,
    /// Its `recipe.json`.
    says: Value,
}

/// What all recipes share: our own site and our own package, as they are published.
struct Published {
    site: PathBuf,
    package: PathBuf,
}

/// Builds the recipes and looks at them; `only` names those that are wanted, and none means all.
///
/// With `built`, the site and the package are taken as they were built last.
pub(crate) fn recipes(project: &Project, only: &[String], built: bool) -> Result<()> {
    let found = find(project, only)?;
    let published = publish(project, built)?;
    let browser = browser::provide_headless()?;
    let mut failed = Vec::new();
    for recipe in &found {
        eprintln!("\nRecipe {}", recipe.name);
        match attempt(project, recipe, &published, &browser) {
            Ok(()) => println!("{}: its page is as it should be", recipe.name),
            Err(error) => {
                println!("{}: {error:#}", recipe.name);
                failed.push(recipe.name.as_str());
            }
        }
    }
    if !failed.is_empty() {
        bail!(
            "{} of {} recipes failed: {}",
            failed.len(),
            found.len(),
            failed.join(", ")
        );
    }
    println!(
        "{} recipes work; their pages are pictured in {}.",
        found.len(),
        pictures(project).display()
    );
    Ok(())
}

/// Where the recipes are built, and where the pictures of them are.
fn pictures(project: &Project) -> PathBuf {
    project.target.join("recipes")
}

fn find(project: &Project, only: &[String]) -> Result<Vec<Recipe>> {
    let all = project.root.join("tests/recipes");
    let mut found = Vec::new();
    for file in files_below(&all)? {
        if file.file_name().is_none_or(|name| name != "recipe.json") {
            continue;
        }
        let source = file.parent().context("a file has a folder")?.to_path_buf();
        let name = source.strip_prefix(&all)?.to_string_lossy().into_owned();
        if !only.is_empty() && !only.contains(&name) {
            continue;
        }
        let says = serde_json::from_str(&std::fs::read_to_string(&file)?)
            .with_context(|| format!("{} is not JSON", file.display()))?;
        found.push(Recipe {
            folder: pictures(project).join(&name),
            name,
            source,
            says,
        });
    }
    if let Some(unknown) = only
        .iter()
        .find(|name| !found.iter().any(|recipe| recipe.name == **name))
    {
        bail!("tests/recipes has no recipe `{unknown}`");
    }
    Ok(found)
}

/// The site and the package, built anew unless they may be as they are.
fn publish(project: &Project, built: bool) -> Result<Published> {
    let (site, folder) = (size::folder(project), package::folder(project));
    if !built {
        package::package(project, None)?;
    }
    if !folder.join("package.json").is_file() || !site.join("embed.html").is_file() {
        bail!(
            "{} or {} is missing: leave --built away",
            site.display(),
            folder.display()
        );
    }
    std::fs::create_dir_all(pictures(project))?;
    let mut pack = program(project, "npm");
    pack.args(["pack", "--silent", "--pack-destination"])
        .arg(pictures(project))
        .arg(&folder);
    let named = output(&mut pack)?;
    let package = pictures(project).join(PACKED);
    std::fs::rename(pictures(project).join(named.trim()), &package)?;
    Ok(Published { site, package })
}

fn attempt(
    project: &Project,
    recipe: &Recipe,
    published: &Published,
    browser: &Path,
) -> Result<()> {
    lay(project, recipe, published)?;
    install(recipe)?;
    build(project, recipe)?;
    look(project, recipe, browser)
}

impl Recipe {
    /// A path of `recipe.json`, below the folder that it is built in.
    fn path(&self, key: &str) -> Option<PathBuf> {
        self.says[key].as_str().map(|path| self.folder.join(path))
    }

    fn has(&self, file: &str) -> bool {
        self.source.join(file).is_file()
    }

    /// A program that runs in the recipe's folder.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        // Cargo's settings are this workspace's, and a tool that sends home what it is used for has no business here.
        command
            .current_dir(&self.folder)
            .env("ASTRO_TELEMETRY_DISABLED", "1")
            .env("DO_NOT_TRACK", "1");
        command
    }
}

/// Puts into the recipe's folder what is committed, the article, and what we publish.
fn lay(project: &Project, recipe: &Recipe, published: &Published) -> Result<()> {
    std::fs::create_dir_all(&recipe.folder)?;
    for entry in recipe.folder.read_dir()? {
        let path = entry?.path();
        if INSTALLED.iter().any(|kept| path.ends_with(kept)) {
            continue;
        }
        if path.is_dir() {
            remove_folder(&path)?;
        } else {
            std::fs::remove_file(&path)?;
        }
    }
    for file in files_below(&recipe.source)? {
        copy(
            &file,
            &recipe.folder.join(file.strip_prefix(&recipe.source)?),
        )?;
    }
    if let Some(folder) = recipe.path("site") {
        for file in files_below(&published.site)? {
            copy(&file, &folder.join(file.strip_prefix(&published.site)?))?;
        }
    }
    if recipe.has("package.json") {
        copy(&published.package, &recipe.folder.join(PACKED))?;
    }
    recipe_article::lay(project, &recipe.says["article"], &recipe.folder)
}

/// Has the tool's own package manager install what the lock file says.
fn install(recipe: &Recipe) -> Result<()> {
    if recipe.has("package-lock.json") {
        return run(recipe
            .program("npm")
            .args(["ci", "--no-fund", "--no-audit"]));
    }
    if recipe.has("requirements.txt") {
        if !recipe.folder.join(".venv/bin/pip").is_file() {
            run(recipe.program("python3").args(["-m", "venv", ".venv"]))?;
        }
        return run(recipe.program(".venv/bin/pip").args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
            "requirements.txt",
        ]));
    }
    Ok(())
}

/// Runs the recipe's `build`: programs with their arguments.
fn build(project: &Project, recipe: &Recipe) -> Result<()> {
    for line in recipe.says["build"].as_array().into_iter().flatten() {
        let words: Vec<_> = line
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let [name, arguments @ ..] = words.as_slice() else {
            bail!("a line of its `build` is empty");
        };
        let file = provide(project, recipe, name)?;
        run(recipe.program(&file).args(arguments))?;
    }
    Ok(())
}

/// The program that a line of `build` names: one of the recipe's own, one that is installed, or one that can be.
fn provide(project: &Project, recipe: &Recipe, name: &str) -> Result<String> {
    let own = recipe.folder.join(".venv/bin").join(name);
    let file = match name {
        _ if own.is_file() => own,
        "mdbook" => cargo_tool::provide(project, cargo_tool::MDBOOK)?,
        "jekyll" => browser::provide(browser::JEKYLL)?,
        _ => find_program(name).with_context(|| format!("`{name}` is not installed"))?,
    };
    Ok(file.to_string_lossy().into_owned())
}

/// Serves what was built, and opens it in a browser.
fn look(project: &Project, recipe: &Recipe, browser: &Path) -> Result<()> {
    let folder = recipe
        .path("out")
        .context("its recipe.json does not say where `out` is")?;
    if !folder.is_dir() {
        bail!("it has built no folder {}", folder.display());
    }
    let server = Server::bind(
        0,
        vec![Mount {
            path: BELOW,
            folder,
        }],
    )?;
    let site = format!("{}{}", server.url(), BELOW.trim_start_matches('/'));
    server.start();
    run(program(project, "node")
        .arg("tests/recipes/look.mjs")
        .env("CHROMIUM", browser)
        .env("PLAYGROUND_URL", &site)
        .env("RECIPE_PICTURES", pictures(project).join(&recipe.name))
        .env("RECIPE_LOOKS", recipe.says["look"].to_string()))
}
