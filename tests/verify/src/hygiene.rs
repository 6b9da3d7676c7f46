//! What no tracked file may hold: paths of someone's machine, hosts of package registries, tests that are switched off.
//! And what the README must name.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail, ensure};

use crate::run::{Passed, command};

/// Folders of machines, in pieces so that this file does not hold them.
const FOLDERS: &[(&str, &str)] = &[("wo", "rk"), ("ro", "ot"), ("fa", "rm"), ("ho", "me")];
const HOSTS: &[(&str, &str)] = &[
    ("registry.npm", "js.org"),
    ("npm", "mirror.com"),
    ("static.crates", ".io"),
    ("index.crates", ".io"),
    ("deb.debian", ".org"),
    ("pypi", ".org"),
    ("artifact", "ory"),
];

/// Looks through every tracked file.
pub fn check(root: &Path) -> Result<Passed> {
    let tracked = command("git", root, &["ls-files", "-z"]).output()?;
    let files: Vec<&str> = tracked.split('\0').filter(|name| !name.is_empty()).collect();
    let mut problems = Vec::new();
    for name in &files {
        // What is deleted but not yet committed holds nothing; what is no text holds no words.
        let Ok(text) = fs::read_to_string(root.join(name)) else { continue };
        for (number, line) in text.lines().enumerate() {
            problems.extend(problem(name, line).map(|what| format!("{name}:{}: {what}", number + 1)));
        }
    }
    let readme = fs::read_to_string(root.join("README.md")).unwrap_or_default();
    for command in ["cargo run --release", "cargo verify"] {
        if !readme.contains(command) {
            problems.push(format!("README.md does not name `{command}`"));
        }
    }
    if !problems.is_empty() {
        bail!("{}", problems.join("\n"));
    }
    ensure!(files.len() > 10, "git lists only {} files", files.len());
    Ok(Passed::one(format!("{} files", files.len())))
}

fn problem(name: &str, line: &str) -> Option<&'static str> {
    for (one, two) in FOLDERS {
        let folder = format!("/{one}{two}/");
        for (at, _) in line.match_indices(&folder) {
            // `src/<folder>/x` is a path in the repository, `//host/<folder>/x` one of a site.
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            if before.is_none_or(|c| !(c.is_alphanumeric() || "._-*/}>)".contains(c))) {
                return Some("a path of someone's machine");
            }
        }
    }
    if HOSTS.iter().any(|(one, two)| line.contains(&format!("{one}{two}"))) {
        return Some("a host of a package registry");
    }
    if name.ends_with(".rs") && line.trim_start().starts_with(concat!("#[ig", "nore")) {
        return Some("a test that is switched off");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_paths_and_registries_are_found_and_our_own_paths_are_not() {
        let folder = format!("/{}{}/main", "wo", "rk");
        assert!(problem("a.md", &format!("see {folder}")).is_some());
        assert!(problem("a.md", &format!("\"{folder}\"")).is_some());
        assert!(problem("a.md", &format!("client/src{folder}")).is_none());
        assert!(
            problem("package-lock.json", &format!("\"resolved\": \"https://registry.npm{}/x\"", "js.org")).is_some()
        );
        assert!(problem("a.md", "cargo run --release").is_none());
    }
}
