//! The size of the first view: all JavaScript that `index.html` needs before anyone can do anything, gzipped. What is
//! loaded later, by `import()`, does not count.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::run::Passed;

/// Goal for a phone on a slow line, in bytes.
const LIMIT: usize = 90_000;

/// Measures the built client.
pub fn check(dist: &Path) -> Result<Passed> {
    let html = fs::read_to_string(dist.join("index.html")).context("the client is not built")?;
    let mut waiting: Vec<PathBuf> =
        scripts_of(&html).into_iter().map(|name| dist.join(name.trim_start_matches(['/', '.']))).collect();
    ensure!(!waiting.is_empty(), "index.html names no module");
    let mut seen = BTreeSet::new();
    let mut sizes = Vec::new();
    while let Some(path) = waiting.pop() {
        let Ok(path) = path.canonicalize() else { anyhow::bail!("{} is missing", path.display()) };
        if !seen.insert(path.clone()) {
            continue;
        }
        let script = fs::read_to_string(&path)?;
        let folder = path.parent().context("a file has a folder")?;
        waiting.extend(static_imports(&script).into_iter().map(|name| folder.join(name)));
        sizes.push((gzipped(script.as_bytes())?, path));
    }
    let total: usize = sizes.iter().map(|(size, _)| size).sum();
    sizes.sort();
    let list: Vec<String> = sizes
        .iter()
        .rev()
        .map(|(size, path)| format!("{size:>8}  {}", path.file_name().unwrap_or_default().display()))
        .collect();
    ensure!(total <= LIMIT, "the first view is {total} bytes of JavaScript, {LIMIT} allowed\n{}", list.join("\n"));
    Ok(Passed::one(format!("{total} of {LIMIT} bytes")))
}

/// Modules that the page itself names, preloaded ones included: those are the static imports of the first.
fn scripts_of(html: &str) -> Vec<String> {
    let mut names = Vec::new();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let attribute = |name: &str| {
            let (_, rest) = tag.split_once(&format!("{name}=\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        let counts = tag.starts_with("script ") || (tag.starts_with("link ") && tag.contains("modulepreload"));
        names.extend(if counts { attribute("src").or_else(|| attribute("href")) } else { None });
    }
    names
}

/// Names after `from"…"` and `import"…"`; `import("…")` is for later.
fn static_imports(script: &str) -> Vec<String> {
    let mut names = Vec::new();
    for word in ["from", "import"] {
        for (at, _) in script.match_indices(word) {
            let rest = script.get(at + word.len()..).unwrap_or_default().trim_start();
            let Some(quote) = rest.chars().next().filter(|c| ['"', '\''].contains(c)) else { continue };
            let name = rest.get(1..).and_then(|rest| rest.split(quote).next()).unwrap_or_default();
            if name.starts_with('.') && name.ends_with(".js") {
                names.push(name.to_owned());
            }
        }
    }
    names
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut gzip =
        Command::new("gzip").args(["-9", "-n", "-c"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = gzip.stdin.take().context("no stdin")?;
    let owned = bytes.to_vec();
    // Written beside the reading: a pipe holds less than a script.
    let writing = std::thread::spawn(move || stdin.write_all(&owned));
    let output = gzip.wait_with_output()?;
    writing.join().map_err(|_| anyhow::anyhow!("writing to gzip"))??;
    ensure!(output.status.success(), "gzip failed");
    Ok(output.stdout.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_loaded_at_once_counts() {
        let html = r#"<!doctype html><script type="module" crossorigin src="/assets/a.js"></script><link rel="modulepreload" href="/assets/b.js"><link rel="stylesheet" href="/c.css">"#;
        assert_eq!(scripts_of(html), ["/assets/a.js", "/assets/b.js"]);
        let script = r#"import{a as b}from"./x.js";import"./y.js";const later=()=>import("./z.js");"from './w'""#;
        assert_eq!(static_imports(script), ["./x.js", "./y.js"]);
    }

    #[test]
    fn a_first_view_above_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), r#"<script type="module" src="/a.js"></script>"#).unwrap();
        fs::write(folder.path().join("a.js"), r#"import"./b.js""#).unwrap();
        fs::write(folder.path().join("b.js"), "1").unwrap();
        assert!(check(folder.path()).is_ok());
        let mut random = 1u64;
        let noise: String = (0..200_000)
            .map(|_| {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                char::from(b'0' + ((random >> 33) % 64) as u8)
            })
            .collect();
        fs::write(folder.path().join("b.js"), noise).unwrap();
        assert!(check(folder.path()).is_err());
    }
}
