//! Types: those of the page's own code, and those that it hands to who uses it.

use std::path::Path;

use anyhow::{bail, Context, Result};
use serde_json::{json, Value};

use crate::command::{program, run};
use crate::npm;
use crate::project::{files_below, Project};

/// The types for who uses the element, in web/ and in what is published.
pub(crate) const DECLARATIONS: &str = "index.d.ts";
/// The examples that are checked against them, each a program of its own.
const EXAMPLES: &str = "tests/types";
/// What stands for the libraries that an example is about, a folder for each.
const STUBS: &str = "stubs";

/// Checks web/src against what wasm-bindgen wrote about the package, and the
/// examples against the types for who uses the element.
pub(crate) fn check(project: &Project) -> Result<()> {
    let root = &project.root;
    // The package does not lie in web/, where the sources name it; TypeScript looks
    // it up in the folder of the built page as if the two were one.
    let include = ["src", "package", "*.d.ts"].map(|what| project.web_source().join(what));
    let page = json!({
        "extends": root.join("tsconfig.json"),
        "compilerOptions": { "rootDirs": [project.web_source(), project.web_output()] },
        "include": include,
    });
    compile(project, "page", &page)?;
    let folder = root.join(EXAMPLES);
    let mut checked = 0;
    for file in files_below(&folder)? {
        // What lies deeper is part of an example.
        if file.parent() != Some(&folder) {
            continue;
        }
        let name = file.file_stem().context("a file has a name")?;
        let name = name.to_string_lossy();
        compile(project, &name, &example(project, &file, &name))?;
        checked += 1;
    }
    if checked == 0 {
        bail!("{EXAMPLES} has no example: a check without examples checks nothing");
    }
    Ok(())
}

/// How an example is compiled: as strictly as anybody may, and with nothing around
/// it but the stubs of its own name.
fn example(project: &Project, file: &Path, name: &str) -> Value {
    let declarations = project.web_source().join(DECLARATIONS);
    let stubs = project.root.join(EXAMPLES).join(STUBS).join(name);
    json!({
        "compilerOptions": {
            "noEmit": true,
            "strict": true,
            "exactOptionalPropertyTypes": true,
            "skipLibCheck": false,
            "target": "esnext",
            "module": "esnext",
            "moduleResolution": "bundler",
            "lib": ["esnext", "dom", "dom.iterable"],
            "jsx": if name.starts_with("react") { "react-jsx" } else { "preserve" },
            "types": [],
            "paths": {
                "kafka-playground": [&declarations],
                "kafka-playground/*": [&declarations],
                "*": [stubs.join("*")],
            },
        },
        "files": [file],
    })
}

fn compile(project: &Project, name: &str, config: &Value) -> Result<()> {
    let tsc = npm::tool(project, "tsc")?;
    let folder = project.target.join("types");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.json"));
    std::fs::write(&file, config.to_string())?;
    run(program(project, tsc).arg("-p").arg(file))
}
