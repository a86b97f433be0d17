//! The programs that the page shows, looked at by the tools of their own
//! languages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{bail, Context, Result};

use crate::command::{find_program, output, program, run};
use crate::lessons::LESSONS;
use crate::project::{files_below, Project};

/// Where the generator and what stands for the libraries are.
const FOLDER: &str = "tests/snippets";

/// Writes every program that the page can show, and has each compiled or parsed
/// where there is something that can do it.
pub(crate) fn check(project: &Project) -> Result<()> {
    let source = project.root.join(FOLDER);
    let to = project.target.join("snippets");
    if to.exists() {
        fs::remove_dir_all(&to).with_context(|| format!("cannot empty {}", to.display()))?;
    }
    run(program(project, "node")
        .arg(source.join("write.mjs"))
        .arg(&to))?;
    java(project, &source, &to.join("java"))?;
    python(project, &to)?;
    go(project, &source, &to.join("sarama"))?;
    javascript(project, &source, &to.join("kafkajs"))?;
    of_lessons(project, &to.join("lessons"))
}

/// The programs of the lessons: Python and Go are parsed. They are parts of
/// programs, so that nothing can say more of them.
fn of_lessons(project: &Project, folder: &Path) -> Result<()> {
    let [python, go] = ["python", "go"].map(|language| folder.join(language));
    for made in [&python, &go] {
        fs::create_dir_all(made).with_context(|| format!("cannot make {}", made.display()))?;
    }
    for lesson in files_below(&project.web_source().join(LESSONS))? {
        let Ok(text) = fs::read_to_string(&lesson) else {
            continue;
        };
        let name: Vec<_> = lesson
            .iter()
            .rev()
            .take(2)
            .map(|part| part.to_string_lossy())
            .collect();
        let name = name.join("-").replace(".md", "");
        for (index, code) in blocks(&text, "python").enumerate() {
            fs::write(python.join(format!("{name}-{index}.py")), code)?;
        }
        for (index, code) in blocks(&text, "go").enumerate() {
            // What is no function is the inside of one.
            let function = code.lines().any(|line| line.starts_with("func "));
            let code = match function {
                true => format!("package lesson\n{code}"),
                false => format!("package lesson\nfunc _() {{\n{code}}}\n"),
            };
            fs::write(go.join(format!("{name}-{index}.go")), code)?;
        }
    }
    for made in [&python, &go] {
        written(made)?;
    }
    if let Some(mut tool) = tool(project, "python3", "Python") {
        run(tool.args(["-m", "compileall", "-q"]).arg(&python))?;
    }
    if let Some(mut tool) = tool(project, "gofmt", "Go") {
        output(tool.args(["-e", "-l"]).arg(&go))?;
    }
    Ok(())
}

/// The blocks of a lesson that are code in a language.
fn blocks<'a>(text: &'a str, language: &str) -> impl Iterator<Item = &'a str> {
    let fence = format!("\n```code {language} ");
    let starts: Vec<usize> = text
        .match_indices(&fence)
        .map(|(at, _)| at + fence.len())
        .collect();
    starts.into_iter().filter_map(|start| {
        let (_, rest) = text[start..].split_once('\n')?;
        rest.split_once("```").map(|(code, _)| code)
    })
}

/// A tool, where it is; else it is said that it is not.
fn tool(project: &Project, name: &str, language: &str) -> Option<Command> {
    if find_program(name).is_none() {
        println!("Programs in {language} are not looked at: there is no {name} here.");
        return None;
    }
    Some(program(project, name))
}

fn written(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = files_below(folder)?;
    if files.is_empty() {
        bail!("nothing was written into {}", folder.display());
    }
    Ok(files)
}

fn java(project: &Project, source: &Path, folder: &Path) -> Result<()> {
    let files = written(folder)?;
    let Some(mut javac) = tool(project, "javac", "Java") else {
        return Ok(());
    };
    let list = folder.join("files");
    let names: Vec<String> = files
        .iter()
        .map(|file| format!("\"{}\"", file.display()))
        .collect();
    fs::write(&list, names.join("\n"))?;
    run(javac
        .args(["-Werror", "-sourcepath"])
        .arg(source.join("stubs/java"))
        .arg("-d")
        .arg(folder.join("classes"))
        .arg(format!("@{}", list.display())))
}

fn python(project: &Project, to: &Path) -> Result<()> {
    let folders = ["kafka-python", "confluent-kafka"].map(|name| to.join(name));
    for folder in &folders {
        written(folder)?;
    }
    let Some(mut python) = tool(project, "python3", "Python") else {
        return Ok(());
    };
    run(python.args(["-m", "compileall", "-q"]).args(folders))
}

fn go(project: &Project, source: &Path, folder: &Path) -> Result<()> {
    written(folder)?;
    let stub = source.join("stubs/sarama");
    let module = format!(
        "module snippets\n\ngo 1.21\n\nrequire github.com/IBM/sarama v0.0.0\n\n\
         replace github.com/IBM/sarama => {}\n",
        stub.display()
    );
    fs::write(folder.join("go.mod"), module)?;
    let Some(mut vet) = tool(project, "go", "Go") else {
        return Ok(());
    };
    run(vet
        .args(["vet", "./..."])
        .current_dir(folder)
        .env("GOFLAGS", "-mod=mod")
        .env("GOTOOLCHAIN", "local"))
}

fn javascript(project: &Project, source: &Path, folder: &Path) -> Result<()> {
    written(folder)?;
    run(program(project, "node")
        .arg(source.join("parse.mjs"))
        .arg(folder))
}
