//! The rules of the house that a compiler does not know: who may depend on
//! whom, how long a file may be, and what no file may say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The longest that a source file may be.
const MOST_LINES: usize = 600;
/// The most characters that a line of the page and of its tests may have.
const LONGEST_LINE: usize = 160;

/// The crates that are the engine: pure, and the same natively and in wasm.
const ENGINE: &[&str] = &[
    "kafka-playground-protocol",
    "kafka-playground-broker",
    "kafka-playground-client",
    "kafka-playground-tools",
    "kafka-playground-cluster",
];

/// The engine and its language.
const UP_TO_SHELL: &[&str] = &[
    "kafka-playground-protocol",
    "kafka-playground-broker",
    "kafka-playground-client",
    "kafka-playground-tools",
    "kafka-playground-cluster",
    "kafka-playground-shell",
];

/// Each crate, with the crates of this workspace that it may name: dependencies
/// run from the page down to the protocol and never up, and a broker and a
/// client do not know each other.
const LAYERS: &[(&str, &[&str])] = &[
    ("kafka-playground-protocol", &[]),
    ("kafka-playground-broker", &["kafka-playground-protocol"]),
    ("kafka-playground-client", &["kafka-playground-protocol"]),
    (
        "kafka-playground-tools",
        &["kafka-playground-protocol", "kafka-playground-client"],
    ),
    (
        "kafka-playground-cluster",
        &[
            "kafka-playground-protocol",
            "kafka-playground-broker",
            "kafka-playground-client",
            "kafka-playground-tools",
        ],
    ),
    ("kafka-playground-shell", ENGINE),
    ("kafka-playground-lessons", UP_TO_SHELL),
    // It is the shell in a real terminal, and no part of the page.
    (
        "kafka-playground-cli",
        &[
            "kafka-playground-protocol",
            "kafka-playground-client",
            "kafka-playground-tools",
            "kafka-playground-cluster",
            "kafka-playground-shell",
            "kafka-playground-lessons",
        ],
    ),
    (
        "kafka-playground-wasm",
        &[
            "kafka-playground-protocol",
            "kafka-playground-broker",
            "kafka-playground-client",
            "kafka-playground-tools",
            "kafka-playground-cluster",
            "kafka-playground-shell",
            "kafka-playground-lessons",
        ],
    ),
    (WORLDS, ENGINE),
    (
        "kafka-playground-tests",
        &[
            "kafka-playground-protocol",
            "kafka-playground-broker",
            "kafka-playground-client",
            "kafka-playground-tools",
            "kafka-playground-cluster",
            "kafka-playground-shell",
            WORLDS,
        ],
    ),
    // It records scenes, and plays lessons.
    (
        "xtask",
        &["kafka-playground-shell", "kafka-playground-lessons"],
    ),
];

/// The foreign crates that the engine may use.
const ENGINE_USES: &[&str] = &["serde"];

/// What tests begin with. The tests of every crate may name it, and nothing that
/// is built for the page.
const WORLDS: &str = "kafka-playground-worlds";

/// The crates that know a browser.
const BROWSER_CRATES: &[&str] = &[
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "js-sys",
    "web-sys",
    "serde-wasm-bindgen",
    "console_error_panic_hook",
];

/// One entry of a Cargo.toml.
struct Dependency {
    name: String,
    requirement: String,
    /// `normal`, `dev` or `build`.
    kind: String,
}

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests/ lies in the checkout").into()
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap_or_else(|error| panic!("cannot start `{program}`: {error}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "`{program}` failed: {said}");
    String::from_utf8(output.stdout).expect("the output is text")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_string()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().expect("a list").clone()
}

/// What Cargo says of the crates of the workspace.
fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_string());
    let printed = output(&cargo, &["metadata", "--format-version=1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&printed).expect("cargo metadata prints JSON");
    list(&metadata["packages"])
}

/// The crates of the workspace with what they name in their Cargo.toml.
fn workspace() -> BTreeMap<String, Vec<Dependency>> {
    packages()
        .iter()
        .map(|package| {
            let dependencies = list(&package["dependencies"])
                .iter()
                .map(|dependency| Dependency {
                    name: text(&dependency["name"]),
                    requirement: text(&dependency["req"]),
                    kind: dependency["kind"].as_str().unwrap_or("normal").to_string(),
                })
                .collect();
            (text(&package["name"]), dependencies)
        })
        .collect()
}

/// The files that are in the repository or would be added to it, relative to its root.
fn files() -> Vec<PathBuf> {
    output(
        "git",
        &["ls-files", "--cached", "--others", "--exclude-standard"],
    )
    .lines()
    .map(PathBuf::from)
    .filter(|file| root().join(file).is_file())
    .collect()
}

/// The files below `folder` with one of the extensions, and their text.
pub(super) fn texts(folder: &str, extensions: &[&str]) -> Vec<(PathBuf, String)> {
    files()
        .into_iter()
        .filter(|file| file.starts_with(folder) && extensions.contains(&extension(file)))
        .map(|file| {
            let text = std::fs::read_to_string(root().join(&file)).expect("the file is text");
            (file, text)
        })
        .collect()
}

fn extension(file: &Path) -> &str {
    file.extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
}

/// Fails with all complaints at once.
pub(super) fn assert_none(rule: &str, complaints: &[String]) {
    assert!(
        complaints.is_empty(),
        "{rule}\n  {}",
        complaints.join("\n  ")
    );
}

/// Whether code names a float type, also as the ending of a number or of a name.
fn has_float(code: &str) -> bool {
    code.split(|character: char| !(character.is_alphanumeric() || "_.".contains(character)))
        // A whole number in hexadecimal digits may end so, too.
        .filter(|word| !word.starts_with("0x"))
        .flat_map(|word| word.split(['_', '.']))
        .map(|part| part.trim_start_matches(|digit: char| digit.is_ascii_digit()))
        .any(|part| part == "f32" || part == "f64")
}

#[test]
fn crates_depend_downwards_only() {
    let workspace = workspace();
    let mut complaints = Vec::new();
    for (name, dependencies) in &workspace {
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| layer == name) else {
            complaints.push(format!(
                "{name} has no place in the layers yet: give it one in tidiness.rs"
            ));
            continue;
        };
        for dependency in dependencies {
            let ours = workspace.contains_key(&dependency.name)
                && !(dependency.name == WORLDS && dependency.kind == "dev");
            if ours && !allowed.contains(&dependency.name.as_str()) {
                complaints.push(format!("{name} depends on {}", dependency.name));
            }
        }
    }
    assert_none(
        "protocol <- broker, client <- cluster <- shell <- lessons <- wasm, and never the other way:",
        &complaints,
    );
}

#[test]
fn the_engine_uses_next_to_nothing() {
    let workspace = workspace();
    let complaints: Vec<_> = ENGINE
        .iter()
        .flat_map(|layer| &workspace[*layer])
        .filter(|dependency| dependency.kind != "dev")
        .filter(|dependency| !workspace.contains_key(&dependency.name))
        .filter(|dependency| !ENGINE_USES.contains(&dependency.name.as_str()))
        .map(|dependency| dependency.name.clone())
        .collect();
    assert_none(
        "the engine is pure, and these are not known to be:",
        &complaints,
    );
}

#[test]
fn only_the_wasm_crate_knows_the_browser() {
    let mut complaints = Vec::new();
    for (name, dependencies) in workspace() {
        if name == "kafka-playground-wasm" {
            continue;
        }
        for dependency in dependencies {
            if BROWSER_CRATES.contains(&dependency.name.as_str())
                || dependency.name == "wasm-bindgen-test"
                    && dependency.kind != "dev"
                    && name != WORLDS
            {
                complaints.push(format!("{name} names {}", dependency.name));
            }
        }
    }
    assert_none(
        "crates/wasm is the only crate that knows a browser:",
        &complaints,
    );
}

#[test]
fn all_parts_of_wasm_bindgen_have_one_version() {
    let workspace = workspace();
    let requirement = |package: &str, name: &str| {
        workspace[package]
            .iter()
            .find(|dependency| dependency.name == name)
            .unwrap_or_else(|| panic!("{package} does not name {name}"))
            .requirement
            .clone()
    };
    let library = requirement("kafka-playground-wasm", "wasm-bindgen");
    assert_eq!(library, requirement("xtask", "wasm-bindgen-cli-support"));
    let tools = std::fs::read_to_string(root().join("crates/xtask/src/cargo_tool.rs"))
        .expect("xtask lists its tools");
    let version = library.trim_start_matches('=');
    assert!(
        tools.contains(&format!("\"{version}\"")),
        "cargo_tool.rs installs a test runner of another version than {version}"
    );
}

#[test]
fn what_is_not_tested_has_no_tests() {
    let mut complaints = Vec::new();
    for package in packages() {
        for target in list(&package["targets"]) {
            let kind = text(&target["kind"][0]);
            if target["test"] == true || !["lib", "bin"].contains(&kind.as_str()) {
                continue;
            }
            let source = PathBuf::from(text(&target["src_path"]));
            let inside = match kind.as_str() {
                "lib" => source.parent().expect("a file lies in a folder"),
                _ => &source,
            };
            let inside = inside.strip_prefix(root()).expect("it is in the checkout");
            let tests = files().into_iter().filter(|file| file.starts_with(inside));
            let tests = tests.filter(|file| {
                let text = std::fs::read_to_string(root().join(file)).unwrap_or_default();
                text.contains("#[test]")
            });
            complaints.extend(tests.map(|file| file.display().to_string()));
        }
    }
    assert_none(
        "`test = false` saves a binary without tests, and these have some:",
        &complaints,
    );
}

#[test]
fn integration_tests_are_one_binary() {
    let mut complaints = Vec::new();
    for package in packages() {
        let targets = list(&package["targets"]);
        let tests = targets.iter().filter(|target| target["kind"][0] == "test");
        if tests.count() > 1 {
            complaints.push(text(&package["name"]));
        }
    }
    assert_none(
        "each binary is linked anew: tests are modules of tests/it/main.rs:",
        &complaints,
    );
}

#[test]
fn one_module_reaches_each_wasm_package() {
    for (package, module) in [
        ("pkg/kafka_playground.js", "src/player/engine.js"),
        ("pkg/kafka_playground_bg", "src/beside/engine.js"),
        ("pkg/lesson_reader", "src/builder/lesson-worker.js"),
    ] {
        let mut complaints = Vec::new();
        for (file, text) in texts("web/src", &["js"]) {
            // A type that a comment imports is gone before the page runs.
            let reaches = |line: &&str| line.contains(package) && !is_comment(line);
            let lines = text.lines().filter(reaches);
            let lines = lines.filter(|_| !file.ends_with(module));
            complaints.extend(lines.map(|line| format!("{}: {}", file.display(), line.trim())));
        }
        assert_none(
            &format!("only web/{module} imports {package}:"),
            &complaints,
        );
    }
}

#[test]
fn files_are_short() {
    let complaints: Vec<_> = ["crates", "web", "tests"]
        .into_iter()
        .flat_map(|folder| texts(folder, &["rs", "js", "mjs", "css", "ts"]))
        .filter(|(file, _)| !file.iter().any(|part| part == "fixtures"))
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(file, lines)| format!("{} has {lines} lines", file.display()))
        .collect();
    assert_none("a file has one noun and at most 600 lines:", &complaints);
}

#[test]
fn lines_are_short() {
    // rustfmt keeps Rust's lines short; of the page's files nothing else does.
    let complaints: Vec<_> = ["web", "tests/browser"]
        .into_iter()
        .flat_map(|folder| texts(folder, &["js", "mjs", "css", "ts"]))
        .flat_map(|(file, text)| {
            text.lines()
                .enumerate()
                .map(|(at, line)| (at + 1, line.chars().count()))
                .filter(|(_, length)| *length > LONGEST_LINE)
                .map(|(number, length)| format!("{}:{number} has {length}", file.display()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(
        "a line of the page has at most 160 characters:",
        &complaints,
    );
}

#[test]
fn the_engine_has_no_floats() {
    let complaints: Vec<_> = ["protocol", "broker", "client", "tools", "cluster"]
        .into_iter()
        .flat_map(|layer| texts(&format!("crates/{layer}/src"), &["rs"]))
        .flat_map(|(file, text)| {
            text.lines()
                .map(|line| line.split("//").next().unwrap_or_default())
                .filter(|code| has_float(code))
                .map(|code| format!("{}: {}", file.display(), code.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(
        "state is whole numbers, which are equal on every machine:",
        &complaints,
    );
}

#[test]
fn the_page_loads_nothing_from_elsewhere() {
    const LOADING: &[&str] = &["src=", "<link", "import", "url(", "fetch(", "new URL("];
    let complaints: Vec<_> = texts("web", &["html", "js", "css"])
        .into_iter()
        .filter(|(file, _)| !file.starts_with("web/test"))
        .flat_map(|(file, text)| {
            text.lines()
                // The namespace of SVG is a name and is never fetched.
                .map(|line| line.replace("http://www.w3.org/", ""))
                .filter(|line| {
                    ["http://", "https://", "\"//", "'//"]
                        .iter()
                        .any(|mark| line.contains(mark))
                })
                .filter(|line| !is_comment(line) && LOADING.iter().any(|word| line.contains(word)))
                .map(|line| format!("{}: {}", file.display(), line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_none(
        "the page makes no request that leaves its own folder:",
        &complaints,
    );
}

#[test]
fn no_file_names_one_machine() {
    const HOSTS: &[&str] = &[
        "registry.npmjs",
        "index.crates",
        "artifactory",
        "\"resolved\": \"http",
    ];
    let paths = ["root", "home", "work", "Users"].map(|folder| format!("/{folder}/"));
    let mut complaints = Vec::new();
    for file in files() {
        // Only text can say something, and this file lists what must not be said.
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else {
            continue;
        };
        if file.ends_with("it/tidiness.rs") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let names_path = paths.iter().any(|path| {
                line.match_indices(path.as_str()).any(|(at, _)| {
                    !line[..at].ends_with(|before: char| {
                        before.is_alphanumeric() || "._-/}".contains(before)
                    })
                })
            });
            if names_path || HOSTS.iter().any(|host| line.contains(host)) {
                let place = format!("{}:{}", file.display(), number + 1);
                complaints.push(format!("{place}: {}", line.trim()));
            }
        }
    }
    assert_none(
        "paths of a machine and hosts of registries differ elsewhere:",
        &complaints,
    );
}

/// What the project has of the data that all projects share, and where it came
/// from: two folders of recordings became one. The recorder is not among it,
/// because the project's own is the original.
const SHARED: &[(&str, &[&str])] = &[
    (
        "conformance/recordings",
        &["conformance/recordings", "conformance/second-round"],
    ),
    ("conformance/vectors", &["conformance/vectors"]),
    ("conformance/fidelity.md", &["fidelity.md"]),
    ("conformance/loops/java.json", &["client-loops/java.json"]),
    (
        "conformance/loops/kafka-python.json",
        &["client-loops/kafka-python.json"],
    ),
    (
        "conformance/loops/confluent-kafka.json",
        &["client-loops/confluent-kafka.json"],
    ),
    (
        "conformance/loops/sarama.json",
        &["client-loops/sarama.json"],
    ),
    (
        "conformance/loops/kafkajs.json",
        &["client-loops/kafkajs.json"],
    ),
];

/// The files below a folder, or the file itself, each with its content.
fn contents(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn gather(path: &Path, below: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).expect("a folder").flatten() {
                gather(&entry.path(), &below.join(entry.file_name()), found);
            }
        } else {
            let content = std::fs::read(path).expect("a file");
            found.insert(below.to_owned(), content);
        }
    }
    let mut found = BTreeMap::new();
    gather(path, Path::new(""), &mut found);
    found
}

#[test]
fn the_data_is_the_shared_data() {
    let shared = root().join("../shared");
    if !shared.join("conformance").is_dir() {
        // A clone alone has its own copy and nothing to compare it with.
        return;
    }
    let mut complaints = Vec::new();
    for (own, others) in SHARED {
        let own = root().join("tests").join(own);
        let ours = contents(&own);
        let theirs: BTreeMap<_, _> = others
            .iter()
            .flat_map(|other| contents(&shared.join(other)))
            .collect();
        let names = ours.keys().chain(theirs.keys());
        let differ = names.filter(|name| ours.get(*name) != theirs.get(*name));
        complaints.extend(differ.map(|name| own.join(name).display().to_string()));
    }
    complaints.dedup();
    assert_none("the data is never edited:", &complaints);
}

#[test]
fn nothing_knows_the_recordings_by_name() {
    let data = contents(&root().join("tests/conformance"));
    let recordings = data.keys().filter(|file| extension(file) == "json");
    let names: Vec<String> = recordings
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        .collect();
    assert!(names.len() > 100, "the recordings are found");
    let mut complaints = Vec::new();
    for folder in ["crates", "web"] {
        for (file, text) in texts(folder, &["rs", "js", "mjs", "css", "ts", "html", "txt"]) {
            for name in &names {
                // Short names are words of any text, and one is a call of a consumer.
                let telling = name.matches(['-', '_']).count() >= 2 && name != "offsets-for-times";
                let named = telling && text.contains(name.as_str())
                    || text.contains(&format!("{name}.json"));
                if named {
                    complaints.push(format!("{} names {name}", file.display()));
                }
            }
        }
    }
    assert_none(
        "the engine follows Kafka's rules and knows no recording:",
        &complaints,
    );
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "*", "/*", "<!--"]
        .iter()
        .any(|mark| line.starts_with(mark))
}
