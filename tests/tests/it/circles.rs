//! Which files of a crate import each other in circles.
//!
//! A file is read together with all files of its circle, so circles are to be
//! small. A path counts as an import of the file that defines what it names:
//! a name that another file only passes on is looked for where it comes from.

use std::collections::{BTreeMap, BTreeSet};

/// The most files that may import each other in a circle. Each circle that
/// there is has its reason in ARCHITECTURE.md.
const LARGEST: usize = 3;

/// A module, from the crate's root on.
type Module = Vec<String>;

/// A path that a file names, and whether the file only passes it on.
struct Import {
    path: Vec<String>,
    /// The name that it has in the file.
    name: String,
    passed_on: bool,
}

/// A file of a crate, taken apart.
struct Source {
    module: Module,
    imports: Vec<Import>,
    /// Its text without comments, imports and tests.
    code: String,
}

/// The files of one crate.
struct House(BTreeMap<Module, (String, Source)>);

impl House {
    /// `files` have paths from the crate's `src` on.
    fn new(files: &BTreeMap<String, String>) -> Self {
        House(
            files
                .iter()
                .map(|(file, text)| {
                    let module = module_of(file);
                    let source = Source::new(module.clone(), text);
                    (module, (file.clone(), source))
                })
                .collect(),
        )
    }

    /// The module that defines what a path names, seen from a module; none for
    /// what another crate has.
    fn definer(
        &self,
        from: &Module,
        path: &[String],
        seen: &mut BTreeSet<String>,
    ) -> Option<Module> {
        let mut at = match path.first()?.as_str() {
            "crate" => Module::new(),
            "self" => from.clone(),
            "super" => from[..from.len().checked_sub(1)?].to_vec(),
            child => {
                let inside = [from.as_slice(), &[child.to_string()]].concat();
                self.0.get(&inside)?;
                inside
            }
        };
        for (index, name) in path.iter().enumerate().skip(1) {
            let inside = [at.as_slice(), std::slice::from_ref(name)].concat();
            if name == "super" {
                at.pop();
            } else if self.0.contains_key(&inside) {
                at = inside;
            } else {
                let (_, source) = self.0.get(&at)?;
                let passed_on = source
                    .imports
                    .iter()
                    .find(|i| i.passed_on && i.name == *name);
                if let Some(import) = passed_on {
                    if seen.insert(format!("{at:?} {name}")) {
                        let rest = &path[index + 1..];
                        let path = [import.path.as_slice(), rest].concat();
                        // What comes from another crate is nobody's here.
                        return self.definer(&at, &path, seen);
                    }
                }
                return self.through_globs(&at, name).or(Some(at));
            }
        }
        Some(at)
    }

    /// The module from which a file passes a name on with all others of it.
    fn through_globs(&self, at: &Module, name: &str) -> Option<Module> {
        let (_, source) = self.0.get(at)?;
        let globs = source.imports.iter();
        let globs = globs.filter(|import| import.passed_on && import.name == "*");
        let mut modules =
            globs.filter_map(|import| self.definer(at, &import.path, &mut BTreeSet::new()));
        modules.find(|module| {
            const KINDS: [&str; 6] = ["struct", "enum", "fn", "trait", "const", "type"];
            let words: Vec<&str> = self.0[module].1.code.split_whitespace().collect();
            words.windows(2).any(|pair| {
                let mut defined = pair[1].split(|c: char| !c.is_alphanumeric() && c != '_');
                KINDS.contains(&pair[0]) && defined.next() == Some(name)
            })
        })
    }

    /// The modules that a file imports.
    fn imported(&self, source: &Source) -> BTreeSet<Module> {
        let definer = |path: &[String]| self.definer(&source.module, path, &mut BTreeSet::new());
        let mut found = BTreeSet::new();
        for import in &source.imports {
            let used = names_in(&source.code, &[&import.name]);
            if import.passed_on && used.is_empty() {
                continue;
            }
            // Of a module that is imported as a whole, what is named counts.
            let parts = used.iter().filter(|path| path.len() > 1);
            let parts = parts.map(|path| [&import.path[..], &path[1..2]].concat());
            let paths: Vec<_> = parts.chain([import.path.clone()]).collect();
            found.extend(paths.iter().filter_map(|path| definer(path)));
        }
        let named = names_in(&source.code, &["crate", "super"]);
        let named = named.iter().filter(|path| path.len() > 1);
        found.extend(named.filter_map(|path| definer(path)));
        found.remove(&source.module);
        found
    }

    /// All circles of more than one file.
    fn circles(&self) -> Vec<Vec<String>> {
        let imports: BTreeMap<&Module, BTreeSet<Module>> = self
            .0
            .iter()
            .map(|(module, (_, source))| (module, self.imported(source)))
            .collect();
        let reach = |from: &Module| {
            let mut reached: BTreeSet<&Module> = BTreeSet::new();
            let mut next: Vec<&Module> = imports[from].iter().collect();
            while let Some(module) = next.pop() {
                if reached.insert(module) {
                    next.extend(&imports[module]);
                }
            }
            reached
        };
        let reached: BTreeMap<&Module, _> = self.0.keys().map(|m| (m, reach(m))).collect();
        let mut circles = BTreeSet::new();
        for module in self
            .0
            .keys()
            .filter(|module| reached[module].contains(module))
        {
            let both = reached[module]
                .iter()
                .filter(|m| reached[**m].contains(module));
            let circle: Vec<String> = both.map(|module| self.0[*module].0.clone()).collect();
            circles.insert(circle);
        }
        circles.into_iter().collect()
    }
}

impl Source {
    fn new(module: Module, text: &str) -> Self {
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let lines = text
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default());
        let text = lines.collect::<Vec<_>>().join("\n");
        let mut source = Source {
            module,
            imports: Vec::new(),
            code: String::new(),
        };
        for statement in text.split_inclusive(';') {
            // An import stands at the beginning of a line.
            let mut places = statement.match_indices("use ").map(|(place, _)| place);
            let start = places.find(|start| {
                let line = statement[..*start].rsplit('\n').next().unwrap_or_default();
                let line = line.trim();
                line.is_empty()
                    || line == "pub"
                    || (line.starts_with("pub(") && line.ends_with(')'))
            });
            let Some(start) = start else {
                source.code.push_str(statement);
                continue;
            };
            let before = &statement[..start];
            let line = before.rsplit('\n').next().unwrap_or_default();
            let passed_on = line.contains("pub");
            source.code.push_str(before);
            let tree = statement[start + 4..].trim_end_matches(';');
            let tree: String = tree.split_whitespace().collect::<Vec<_>>().join(" ");
            for (path, name) in branches(&tree) {
                source.imports.push(Import {
                    path,
                    name,
                    passed_on,
                });
            }
        }
        source
    }
}

/// The module of a file.
fn module_of(file: &str) -> Module {
    let path = file.trim_end_matches(".rs");
    let path = path.trim_end_matches("/mod");
    if path == "lib" || path == "main" {
        return Module::new();
    }
    path.split('/').map(str::to_string).collect()
}

/// The paths of an import such as `a::{b, c::d as e}`, each with its name.
fn branches(tree: &str) -> Vec<(Vec<String>, String)> {
    let Some((stem, inside)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
        let path = path.split("::").map(|part| part.trim().to_string());
        let mut path: Vec<String> = path.collect();
        let last = path.last().cloned().unwrap_or_default();
        if path.len() > 1 && (last == "self" || last == "*") {
            path.pop();
        }
        let name = match (name, last.as_str()) {
            ("", "self") => path.last().cloned().unwrap_or_default(),
            ("", _) => last,
            (name, _) => name.to_string(),
        };
        return vec![(path, name)];
    };
    let inside = inside.trim_end().trim_end_matches('}');
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for character in inside.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is one").push(character);
    }
    let parts = parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty());
    parts
        .flat_map(|part| branches(&[stem.trim(), &closed(part)].concat()))
        .collect()
}

/// A part of an import with as many closing braces as it opens.
fn closed(part: &str) -> String {
    let open = part.matches('{').count() - part.matches('}').count().min(part.matches('{').count());
    [part, &"}".repeat(open)].concat()
}

/// The paths in code that begin with one of these names.
fn names_in(code: &str, first: &[&str]) -> Vec<Vec<String>> {
    let is_part = |character: char| character.is_alphanumeric() || "_:".contains(character);
    let mut before = "";
    let mut found = Vec::new();
    for word in code.split(|character: char| !is_part(character)) {
        let path: Vec<String> = word.split("::").map(str::to_string).collect();
        // `pub(in crate::a)` names who may see something, and imports nothing.
        if first.contains(&path[0].as_str()) && before != "in" {
            found.push(path);
        }
        before = word;
    }
    found
}

/// The circles of a crate with these files.
fn circles(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let files = files
        .iter()
        .map(|(file, text)| (file.to_string(), text.to_string()));
    House::new(&files.collect()).circles()
}

#[test]
fn circles_are_small() {
    let mut complaints = Vec::new();
    for layer in ["protocol", "broker", "client", "cluster", "shell"] {
        let folder = format!("crates/{layer}/src");
        let files: BTreeMap<String, String> = super::tidiness::texts(&folder, &["rs"])
            .into_iter()
            .map(|(file, text)| {
                let file = file.strip_prefix(&folder).expect("it is in the folder");
                (file.display().to_string(), text)
            })
            .collect();
        assert!(files.len() > 20, "the files of {layer} are found");
        let circles = House::new(&files).circles();
        let large = circles.into_iter().filter(|circle| circle.len() > LARGEST);
        complaints.extend(large.map(|circle| format!("{layer}: {}", circle.join(", "))));
    }
    super::tidiness::assert_none("files that import each other in a circle:", &complaints);
}

#[test]
fn two_files_that_import_each_other_are_a_circle() {
    let found = circles(&[
        ("lib.rs", "mod a;\nmod b;\nmod c;\n"),
        (
            "a.rs",
            "pub struct A(B);\n#[rustfmt::skip]\nuse crate::b::B;\n",
        ),
        ("b.rs", "use super::a::A;\npub struct B(Box<A>);\n"),
        ("c.rs", "use crate::a::A;\npub struct C(A);\n"),
    ]);
    assert_eq!(found, [["a.rs", "b.rs"]]);
}

#[test]
fn a_circle_through_names_that_are_passed_on_is_found() {
    let found = circles(&[
        ("lib.rs", "mod room;\npub use room::{first, Thing};\n"),
        (
            "room/mod.rs",
            "mod one;\nmod two;\npub use one::first;\npub use two::Thing;\n",
        ),
        (
            "room/one.rs",
            "use crate::Thing;\npub fn first(_: Thing) {}\n",
        ),
        (
            "room/two.rs",
            "pub struct Thing;\nfn go() { crate::room::first(Thing) }\n",
        ),
    ]);
    assert_eq!(found, [["room/one.rs", "room/two.rs"]]);
}

#[test]
fn a_module_that_is_imported_as_a_whole_counts_by_what_is_named_of_it() {
    let found = circles(&[
        ("lib.rs", "mod data;\nmod user;\n"),
        (
            "data/mod.rs",
            "mod read;\nmod write;\npub(super) use read::get;\npub(super) use write::put;\n",
        ),
        ("data/read.rs", "pub fn get() {}\n"),
        (
            "data/write.rs",
            "use crate::user::User;\npub fn put(_: User) {}\n",
        ),
        (
            "user.rs",
            "use super::data;\npub struct User;\nfn go() { data::put(User) }\n",
        ),
    ]);
    assert_eq!(found, [["data/write.rs", "user.rs"]]);
}

#[test]
fn a_file_that_uses_what_it_passes_on_imports_it() {
    let passing = "mod inside;\npub use inside::Inside;\npub struct Outside;\n";
    let inside = (
        "room/inside.rs",
        "use super::Outside;\npub struct Inside(Outside);\n",
    );
    let lib = ("lib.rs", "mod room;\n");
    assert!(circles(&[lib, ("room/mod.rs", passing), inside]).is_empty());
    let using = [passing, "fn go(_: Inside) {}\n"].concat();
    let found = circles(&[lib, ("room/mod.rs", &using), inside]);
    assert_eq!(found, [["room/mod.rs", "room/inside.rs"]]);
}

#[test]
fn names_that_are_passed_on_all_at_once_are_found_where_they_are_defined() {
    let found = circles(&[
        ("lib.rs", "mod room;\nmod user;\n"),
        (
            "room/mod.rs",
            "mod one;\nmod two;\npub use one::*;\npub use two::*;\n",
        ),
        ("room/one.rs", "pub struct One;\n"),
        (
            "room/two.rs",
            "use crate::user::User;\npub struct Two(User);\n",
        ),
        (
            "user.rs",
            "use crate::room::{One, Two};\npub struct User(One, Box<Two>);\n",
        ),
    ]);
    assert_eq!(found, [["room/two.rs", "user.rs"]]);
}

#[test]
fn what_is_no_import_makes_no_circle() {
    let found = circles(&[
        ("lib.rs", "mod a;\nmod b;\npub use a::A;\n"),
        ("a.rs", "use crate::b::{B, C as D};\npub(super) struct A(B, D);\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n"),
        (
            "b.rs",
            "//! See [`crate::a::A`].\nuse std::a::A;\npub(in crate::a) struct B; // crate::a\npub struct C(A);\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}\n",
        ),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn imports_are_taken_apart() {
    let found = branches("crate::{a::{B, c::D as E}, f, g::{self, H}}");
    let found: Vec<String> = found
        .iter()
        .map(|(path, name)| format!("{} {name}", path.join("::")))
        .collect();
    assert_eq!(
        found,
        [
            "crate::a::B B",
            "crate::a::c::D E",
            "crate::f f",
            "crate::g g",
            "crate::g::H H",
        ]
    );
    assert_eq!(branches("super::*"), [(vec!["super".into()], "*".into())]);
}
