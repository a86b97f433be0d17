//! Everything that one runs in this project, as `cargo xtask COMMAND`.
//!
//! A command installs what it needs, or says in a sentence how one does. What it builds and
//! tests is described in [the book](../kafka_playground_shell/book/index.html), of which this
//! crate is no chapter: there is no Kafka in it.

mod article;
mod bench;
mod book;
mod browser;
mod budget;
mod bundler;
mod cargo_tool;
mod claims;
mod command;
mod conformance;
mod dist;
mod docs;
mod figures;
mod function_order;
mod fuzz;
mod html;
mod integrity;
mod lessons;
mod npm;
mod pack;
mod package;
mod poster;
mod project;
mod recipe_article;
mod recipes;
mod record;
mod rust_target;
mod scenes;
mod serve;
mod shorten;
mod site;
mod size;
mod snippets;
mod steps;
mod streams;
mod styles;
mod test;
mod types;
mod wasm_build;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{bail, Result};
use lexopt::prelude::{Long, Short, Value, ValueExt};

use conformance::Asked;
use project::Project;
use wasm_build::Optimisation;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N]           build the playground and serve it on this machine
  test [--fast] [--only STEP]...
                             check everything; --fast leaves out wasm and browsers
  conformance [--dir DIR] [--only TEXT] [--json] [--verbose]
                             play recordings of a real Kafka, and say what differs
  fuzz [--lines N] [--seed N]
                             run ten million lines by chance, or N, none of which may hang or crash
  build [--release]          build the playground into target/web
  dist                       write the static site and the one-file page into dist/
  package [--out DIR]        write the npm package, ready for `npm pack`, into target/package or DIR
  figures                    record the figures of the documentation into target/dist
  docs                       write the documentation anew into the site that `size` built
  record FILE [--at 12.480] [--until 30] [--out FILE]
                             record a script, for a page that shows it without the engine
  poster SCENE [--at 12.480] [--width 640] [--theme light|dark] [--out FILE]
                             draw a scene, a script or a recording as an SVG
  recipes [--only NAME]... [--built]
                             have other tools build pages with figures, and look at them;
                             --built takes our site and package as they were built last
  size [--update]            weigh what is shipped, against the committed figures and the budgets
  bench [--json]             measure the engine and the page
  book                       write what the crates say of themselves, as a book
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What was asked for on the command line.
#[derive(Default)]
struct Arguments {
    command: Option<String>,
    flags: Vec<String>,
    only: Vec<String>,
    port: Option<u16>,
    dir: Option<OsString>,
    at: Option<String>,
    out: Option<OsString>,
    record: record::Asked,
    poster: poster::Asked,
    fuzz: fuzz::Asked,
}

impl Arguments {
    fn parse() -> Result<Self> {
        let mut arguments = Self::default();
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => arguments.command = Some("help".to_string()),
                Long("only") => arguments.only.push(parser.value()?.string()?),
                Long("dir") => arguments.dir = Some(parser.value()?),
                Long("port") => arguments.port = Some(parser.value()?.parse()?),
                Long("lines") => arguments.fuzz.lines = Some(parser.value()?.parse()?),
                Long("seed") => arguments.fuzz.seed = Some(parser.value()?.parse()?),
                Long("at") => arguments.at = Some(parser.value()?.string()?),
                Long("until") => arguments.record.until = Some(parser.value()?.string()?),
                Long("width") => arguments.poster.width = Some(parser.value()?.parse()?),
                Long("theme") => arguments.poster.theme = Some(parser.value()?.string()?),
                Long("out") => arguments.out = Some(parser.value()?),
                Long(flag) => arguments.flags.push(flag.to_string()),
                Value(value) if arguments.command.is_none() => {
                    arguments.command = Some(value.string()?);
                }
                Value(file) if arguments.records() && arguments.record.file.is_none() => {
                    arguments.record.file = Some(file);
                }
                Value(scene) if arguments.draws() && arguments.poster.scene.is_none() => {
                    arguments.poster.scene = Some(scene);
                }
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(arguments)
    }

    fn records(&self) -> bool {
        self.command.as_deref() == Some("record")
    }

    fn draws(&self) -> bool {
        self.command.as_deref() == Some("poster")
    }

    /// Whether `flag` was given; afterwards [`Arguments::finish`] no longer complains of it.
    fn take(&mut self, flag: &str) -> bool {
        let before = self.flags.len();
        self.flags.retain(|given| given != flag);
        self.flags.len() < before
    }

    /// Refuses the options that the command did not ask about.
    fn finish(&self, command: &str) -> Result<()> {
        if let Some(flag) = self.flags.first() {
            bail!("`cargo xtask {command}` has no option --{flag}.\n\n{USAGE}");
        }
        if !self.only.is_empty() && !["test", "conformance", "recipes"].contains(&command) {
            bail!("--only belongs to `cargo xtask test`, `conformance` and `recipes`, not to `cargo xtask {command}`.");
        }
        if self.dir.is_some() && command != "conformance" {
            bail!("--dir belongs to `cargo xtask conformance`, not to `cargo xtask {command}`.");
        }
        if self.port.is_some() && command != "serve" {
            bail!("--port belongs to `cargo xtask serve`, not to `cargo xtask {command}`.");
        }
        let fuzz::Asked { lines, seed } = &self.fuzz;
        if (lines.is_some() || seed.is_some()) && command != "fuzz" {
            bail!(
                "--lines and --seed belong to `cargo xtask fuzz`, not to `cargo xtask {command}`."
            );
        }
        if self.at.is_some() && !self.records() && !self.draws() {
            bail!("--at belongs to `cargo xtask record` and `cargo xtask poster`, not to `cargo xtask {command}`.");
        }
        if self.out.is_some() && !self.records() && !self.draws() && command != "package" {
            bail!("--out belongs to `cargo xtask record`, `poster` and `package`, not to `cargo xtask {command}`.");
        }
        if self.record.until.is_some() && !self.records() {
            bail!("--until belongs to `cargo xtask record`, not to `cargo xtask {command}`.");
        }
        let poster::Asked { width, theme, .. } = &self.poster;
        if (width.is_some() || theme.is_some()) && !self.draws() {
            bail!("--width and --theme belong to `cargo xtask poster`, not to `cargo xtask {command}`.");
        }
        Ok(())
    }
}

fn run() -> Result<()> {
    let mut arguments = Arguments::parse()?;
    let command = arguments.command.clone().unwrap_or_default();
    let project = Project::find()?;
    match command.as_str() {
        "build" => {
            let optimisation = if arguments.take("release") {
                Optimisation::Shipped
            } else {
                Optimisation::None
            };
            arguments.finish(&command)?;
            site::build(&project, optimisation)?;
            println!("Built {}.", project.web_output().display());
            Ok(())
        }
        "serve" => {
            arguments.finish(&command)?;
            serve::serve(&project, arguments.port)
        }
        "test" => {
            let fast = arguments.take("fast");
            arguments.finish(&command)?;
            test::test(&project, fast, &arguments.only)
        }
        "conformance" => {
            let asked = Asked {
                json: arguments.take("json"),
                verbose: arguments.take("verbose"),
                dir: arguments.dir.take(),
                only: arguments.only.pop(),
            };
            arguments.finish(&command)?;
            conformance::conformance(&project, &asked)
        }
        "fuzz" => {
            arguments.finish(&command)?;
            fuzz::fuzz(&project, &arguments.fuzz)
        }
        "dist" | "package" | "figures" | "docs" | "book" | "record" | "poster" => {
            let folder = write(&project, &command, arguments)?;
            println!("Wrote {}.", folder.display());
            Ok(())
        }
        "recipes" => try_recipes(&project, arguments),
        "size" => {
            let update = arguments.take("update");
            arguments.finish(&command)?;
            size::size(&project, update)
        }
        "bench" => {
            let json = arguments.take("json");
            arguments.finish(&command)?;
            bench::bench(&project, json)
        }
        "help" => {
            println!("{USAGE}");
            Ok(())
        }
        "" => bail!("a command is missing.\n\n{USAGE}"),
        unknown => bail!("`{unknown}` is not a command.\n\n{USAGE}"),
    }
}

fn try_recipes(project: &Project, mut arguments: Arguments) -> Result<()> {
    let built = arguments.take("built");
    arguments.finish("recipes")?;
    recipes::recipes(project, &arguments.only, built)
}

/// Writes what `command` is for, and answers where it lies.
fn write(project: &Project, command: &str, mut arguments: Arguments) -> Result<PathBuf> {
    arguments.finish(command)?;
    let (at, out) = (arguments.at.take(), arguments.out.take());
    let site = size::folder(project);
    match command {
        "package" => {
            let folder = package::package(project, out.map(PathBuf::from))?;
            integrity::print(&folder)?;
            Ok(folder)
        }
        "figures" => {
            figures::write(project, &site)?;
            Ok(site)
        }
        "docs" => {
            dist::write_docs(project, &site)?;
            Ok(site.join(docs::DOCS))
        }
        "book" => book::write(project),
        "record" => record::record(&record::Asked {
            at,
            out,
            ..arguments.record
        }),
        "poster" => poster::poster(
            project,
            &poster::Asked {
                at,
                out,
                ..arguments.poster
            },
        ),
        _ => {
            let folder = project.root.join("dist");
            dist::write(project, &folder)?;
            integrity::print(&folder)?;
            Ok(folder)
        }
    }
}
