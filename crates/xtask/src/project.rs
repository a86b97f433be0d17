//! Where things lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The version of everything that is published: the workspace's.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The folders of one checkout.
#[derive(Clone)]
pub(crate) struct Project {
    /// The folder of the workspace's Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, where everything that is built lies.
    pub target: PathBuf,
}

impl Project {
    /// The checkout that this program was built from.
    pub(crate) fn find() -> Result<Self> {
        let own = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = own
            .ancestors()
            .nth(2)
            .context("xtask does not lie in crates/xtask of a workspace")?
            .to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(target) => std::path::absolute(target)?,
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The sources of the page.
    pub(crate) fn web_source(&self) -> PathBuf {
        self.root.join("web")
    }

    /// The page put together with the wasm package.
    pub(crate) fn web_output(&self) -> PathBuf {
        self.target.join("web")
    }

    /// The JavaScript and the wasm file that are made from crates/wasm.
    pub(crate) fn package(&self) -> PathBuf {
        self.web_output().join("pkg")
    }

    /// Where tools that Cargo built are kept: `KAFKA_PLAYGROUND_TOOLS`, or a
    /// folder of the target folder.
    pub(crate) fn tools(&self) -> PathBuf {
        std::env::var_os("KAFKA_PLAYGROUND_TOOLS")
            .map_or_else(|| self.target.join("tools"), PathBuf::from)
    }
}

/// All files below `folder`, in the order of their paths; none when there is no such folder.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in folder
            .read_dir()
            .with_context(|| format!("cannot list {}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies one file, making the folders above it.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    std::fs::copy(from, to)
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// The text of a file, or an error that names it.
pub(crate) fn read_text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Writes a file, and the folders above it where they are missing.
pub(crate) fn write_text(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Removes a folder with all that is in it, if it is there.
pub(crate) fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}
