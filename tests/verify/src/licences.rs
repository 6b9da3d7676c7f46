//! Licences of everything we build with: permissive ones in what we ship; weak copyleft only in what stays with us.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::run::{Passed, cargo};

const ANYWHERE: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "OFL-1.1",
    "EUPL-1.2",
];
const NOT_SHIPPED: &[&str] = &["MPL-2.0", "CC-BY-4.0", "Python-2.0", "CC-BY-3.0"];

/// Checks the crates and the packages of both Node projects.
pub fn check(root: &Path) -> Result<Passed> {
    let mut problems = Vec::new();
    let metadata = cargo(root, &["metadata", "--format-version", "1", "--locked"]).output()?;
    let crates = crates(&serde_json::from_str(&metadata)?)?;
    let mut all: BTreeMap<String, (String, bool)> = crates;
    for folder in ["client", "tests"] {
        let path = root.join(folder).join("package-lock.json");
        let lock = fs::read_to_string(&path).with_context(|| format!("{folder}/package-lock.json"))?;
        all.extend(packages(&serde_json::from_str(&lock)?)?);
    }
    for (name, (licence, shipped)) in &all {
        if !allowed(licence, *shipped) {
            let place = if *shipped { "shipped" } else { "used while building" };
            problems.push(format!("{name}: {licence:?} ({place})"));
        }
    }
    if !problems.is_empty() {
        bail!("licences that are not on the list:\n{}", problems.join("\n"));
    }
    Ok(Passed::one(format!("{} packages", all.len())))
}

/// Each crate with its licence and whether it ends up in the program.
fn crates(metadata: &Value) -> Result<BTreeMap<String, (String, bool)>> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let packages = list(metadata, "packages");
    let nodes = list(metadata.get("resolve").context("cargo metadata without a graph")?, "nodes");
    let graph: BTreeMap<String, &Value> = nodes.iter().map(|node| (text(node, "id"), node)).collect();
    let program = packages.iter().find(|package| text(package, "name") == "samenbeeld").context("no program")?;
    let mut shipped = BTreeSet::new();
    let mut waiting = vec![text(program, "id")];
    // What a macro is made of runs while building; nothing of it is in the program.
    let macros: BTreeSet<String> = packages
        .iter()
        .filter(|package| {
            list(package, "targets").iter().any(|target| list(target, "kind").contains(&"proc-macro".into()))
        })
        .map(|package| text(package, "id"))
        .collect();
    while let Some(id) = waiting.pop() {
        if macros.contains(&id) || !shipped.insert(id.clone()) {
            continue;
        }
        for dep in graph.get(&id).map(|node| list(node, "deps")).unwrap_or_default() {
            if list(&dep, "dep_kinds").iter().any(|kind| text(kind, "kind") != "dev") {
                waiting.push(text(&dep, "pkg"));
            }
        }
    }
    let entry = |package: &Value| {
        let id = text(package, "id");
        let name = format!("{} {}", text(package, "name"), text(package, "version"));
        (name, (text(package, "license"), shipped.contains(&id)))
    };
    Ok(packages.iter().map(entry).collect())
}

/// Each package of a lock file with its licence and whether it ends up in the client.
fn packages(lock: &Value) -> Result<BTreeMap<String, (String, bool)>> {
    let packages = lock.get("packages").and_then(Value::as_object).context("a lock file without packages")?;
    let entry = |(name, package): (&String, &Value)| {
        let licence = package.get("license").and_then(Value::as_str).unwrap_or_default().to_owned();
        let dev = package.get("dev").and_then(Value::as_bool).unwrap_or(false);
        (name.clone(), (licence, !dev))
    };
    Ok(packages.iter().filter(|(name, _)| !name.is_empty()).map(entry).collect())
}

/// Whether an SPDX expression can be met: one alternative of which every part is on the list.
fn allowed(expression: &str, shipped: bool) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = either(&words, &mut at, shipped);
    met && at == words.len() && !words.is_empty()
}

fn either(words: &[&str], at: &mut usize, shipped: bool) -> bool {
    let mut met = both(words, at, shipped);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both(words, at, shipped);
    }
    met
}

fn both(words: &[&str], at: &mut usize, shipped: bool) -> bool {
    let mut met = one(words, at, shipped);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, shipped);
    }
    met
}

fn one(words: &[&str], at: &mut usize, shipped: bool) -> bool {
    let word = words.get(*at);
    *at += 1;
    let Some(word) = word else { return false };
    if *word == "(" {
        let met = either(words, at, shipped);
        *at += usize::from(words.get(*at) == Some(&")"));
        return met;
    }
    let mut licence = (*word).to_owned();
    if let (Some(&"WITH"), Some(exception)) = (words.get(*at), words.get(*at + 1)) {
        licence = format!("{licence} WITH {exception}");
        *at += 2;
    }
    ANYWHERE.contains(&licence.as_str()) || (!shipped && NOT_SHIPPED.contains(&licence.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_when_one_of_its_alternatives_is() {
        for fine in
            ["MIT", "MIT/Apache-2.0", "(MIT OR GPL-3.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR AGPL-3.0"]
        {
            assert!(allowed(fine, true), "{fine}");
        }
        for not in ["", "GPL-3.0-only", "AGPL-3.0", "MIT AND GPL-2.0", "MPL-2.0", "UNLICENSED", "MIT OR"] {
            assert!(!allowed(not, true), "{not}");
        }
        assert!(allowed("MPL-2.0", false));
        assert!(!allowed("GPL-3.0", false));
    }
}
