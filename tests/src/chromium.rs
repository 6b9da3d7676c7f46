//! The browser of this machine.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// Names a Chromium goes by.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Finds Chromium on the path.
pub fn chromium() -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut files = std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    files.find(|file| file.is_file()).context(
        "no Chromium on this machine; run once:\n  sudo apt-get install -y --no-install-recommends chromium\n\
         or leave the browser out on purpose with BROWSER=skip",
    )
}

/// Whether the browser is left out on purpose, with `BROWSER=skip`.
pub fn left_out() -> bool {
    std::env::var("BROWSER").is_ok_and(|value| value == "skip")
}
