//! The compiler's half for WebAssembly.

use anyhow::{Context, Result};

use crate::command::{find_program, output, program, run};
use crate::project::Project;

/// The target that the page's engine is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target to the toolchain where rustup has not done so by itself.
pub(crate) fn provide(project: &Project) -> Result<()> {
    let sysroot = output(program(project, "rustc").args(["--print", "sysroot"]))?;
    let installed = std::path::Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM)
        .is_dir();
    if installed {
        return Ok(());
    }
    find_program("rustup").context(
        "the Rust toolchain lacks the target wasm32-unknown-unknown, and there is no rustup to add it: install Rust by rustup, or that target by hand",
    )?;
    eprintln!("Adding the target {WASM} to the Rust toolchain, because the engine runs in the browser as WebAssembly.");
    run(program(project, "rustup").args(["target", "add", WASM]))
}
