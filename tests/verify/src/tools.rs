//! What must be on the machine besides Rust: Node, a C compiler, a browser. Installed from Debian when that is allowed.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::run::{Passed, command};

/// A tool: names it goes by, and the Debian packages that bring it.
const TOOLS: &[(&[&str], &[&str])] = &[
    (&["git"], &["git"]),
    (&["cc", "gcc"], &["gcc", "libc6-dev"]),
    (&["node"], &["nodejs"]),
    (&["npm"], &["npm"]),
    (&["chromium", "chromium-browser", "google-chrome"], &["chromium"]),
];
/// What only the long figures need.
const FOR_LONG: &[(&[&str], &[&str])] = &[(&["taskset"], &["util-linux"])];
const NODE_MAJOR: u32 = 20;

/// Finds every tool, installs what is missing when it may, and says the one line when it may not.
pub fn check(long: bool) -> Result<Passed> {
    let wanted = || TOOLS.iter().chain(FOR_LONG.iter().filter(|_| long));
    let missing = || wanted().filter(|(names, _)| !names.iter().any(|name| find(name).is_some()));
    let packages: Vec<&str> = missing().flat_map(|(_, packages)| packages.iter().copied()).collect();
    if !packages.is_empty() {
        install(&packages)?;
        if let Some((names, _)) = missing().next() {
            bail!("{} is still missing", names[0]);
        }
    }
    let version = command("node", &std::env::temp_dir(), &["--version"]).output()?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(
        major.context("node says no version")? >= NODE_MAJOR,
        "node {} is too old: {NODE_MAJOR} or newer",
        version.trim()
    );
    Ok(Passed::one(if packages.is_empty() { String::new() } else { format!("installed {}", packages.join(", ")) }))
}

fn install(packages: &[&str]) -> Result<()> {
    let line = format!("apt-get update && apt-get install -y --no-install-recommends {}", packages.join(" "));
    // The id of the user is the owner of what this process says about itself.
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
    ensure!(is_root && find("apt-get").is_some(), "missing on this machine; run once:\n  sudo sh -c '{line}'");
    let output = Command::new("sh")
        .args(["-c", &line])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .output()?;
    ensure!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
