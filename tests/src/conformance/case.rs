//! Finding recordings and vectors.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the data.
#[derive(Clone, Debug)]
pub struct File {
    /// The folder that it lies in: the area of a recording.
    pub area: String,
    /// Its name without `.json`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl File {
    /// Reads it.
    ///
    /// # Errors
    /// What is wrong with the file, in words.
    pub fn read(&self) -> Result<Value, String> {
        let text = fs::read_to_string(&self.path)
            .map_err(|error| format!("{}: {error}", self.path.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", self.path.display()))
    }
}

/// The files under a folder.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// Scenarios.
    pub recordings: Vec<File>,
    /// Inputs with answers.
    pub vectors: Vec<File>,
    /// What loops of clients were measured to do.
    pub loops: Vec<File>,
}

/// The project's own data.
pub fn own_folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/conformance"))
}

/// Finds the data under `dir`: a folder with `vectors` and `recordings` in it
/// or one of them, or either folder itself. A file with `steps` is a recording,
/// one with `variants` of a `client` has its loops, and any other is a file of
/// vectors.
///
/// # Errors
/// What is wrong with the folder, in words.
pub fn find(dir: &Path) -> Result<Data, String> {
    let mut data = Data::default();
    let parts = ["recordings", "vectors", "loops"].map(|part| dir.join(part));
    if parts.iter().any(|part| part.is_dir()) {
        for part in parts {
            if part.is_dir() {
                gather(&part, &mut data)?;
            }
        }
    } else {
        gather(dir, &mut data)?;
    }
    Ok(data)
}

/// The files of a folder and of the folders in it, by name.
fn gather(dir: &Path, data: &mut Data) -> Result<(), String> {
    let entries = fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, data)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let file = File {
                area: last_part(dir),
                name: path
                    .file_stem()
                    .map(|stem| stem.to_string_lossy().into_owned())
                    .unwrap_or_default(),
                path,
            };
            let read = file.read()?;
            if super::loops::is_loops(&read) {
                data.loops.push(file);
            } else if read.get("steps").is_some() {
                data.recordings.push(file);
            } else {
                data.vectors.push(file);
            }
        }
    }
    Ok(())
}

fn last_part(dir: &Path) -> String {
    let full = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    full.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
