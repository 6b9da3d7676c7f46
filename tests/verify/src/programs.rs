//! The test programs of the workspace: built together, so that cargo is free again while they run.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::run::{Run, cargo, command};

/// The library that the program is made of.
const PROGRAM: &str = "samenbeeld";

/// A built test program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// As its target is named.
    pub name: String,
    path: PathBuf,
    /// Where cargo would run it: the folder of its package.
    folder: PathBuf,
}

impl Program {
    /// The command that runs all its tests.
    pub fn run(&self) -> Run {
        command(&self.path, &self.folder, &[])
    }
}

/// Builds every test of the workspace; what to run, in cargo's order. The program must have been built: what is tested is
/// what is released, not a second build of it with what only tests ask of its libraries.
pub fn build(root: &Path) -> Result<Vec<Program>> {
    let arguments = ["test", "--release", "--workspace", "--no-run", "--message-format=json-render-diagnostics"];
    let programs = built(&cargo(root, &arguments).output()?)?;
    ensure!(!programs.is_empty(), "cargo built no tests");
    Ok(programs)
}

/// The test programs among what cargo says it made, a JSON object a line.
fn built(said: &str) -> Result<Vec<Program>> {
    let mut programs = Vec::new();
    for line in said.lines().filter(|line| line.starts_with('{')) {
        let made: Value = serde_json::from_str(line).context("cargo said something else than JSON")?;
        if made["reason"] != "compiler-artifact" {
            continue;
        }
        if made["profile"]["test"] != true {
            let again =
                made["target"]["name"] == PROGRAM && made["target"]["kind"][0] == "lib" && made["fresh"] != true;
            ensure!(!again, "the tests are built on another build of the program: a feature of a library differs");
            continue;
        }
        let Some(path) = made["executable"].as_str() else { continue };
        let name = made["target"]["name"].as_str().context("a test without a name")?;
        let manifest = Path::new(made["manifest_path"].as_str().context("a test without a package")?);
        let folder = manifest.parent().context("a package without a folder")?;
        programs.push(Program { name: name.to_owned(), path: path.into(), folder: folder.to_owned() });
    }
    Ok(programs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_build_of_the_program_for_its_tests_is_told() {
        let said = |fresh| {
            format!(
                r#"{{"reason":"compiler-artifact","target":{{"name":"samenbeeld","kind":["lib"]}},"profile":{{"test":false}},"fresh":{fresh}}}"#
            )
        };
        assert!(built(&said(false)).is_err());
        assert!(built(&said(true)).unwrap().is_empty());
    }

    #[test]
    fn of_all_that_cargo_made_only_programs_of_tests_are_run() {
        let said = r#"{"reason":"compiler-artifact","manifest_path":"/w/schema/Cargo.toml","target":{"name":"schema"},"profile":{"test":false},"executable":null}
{"reason":"compiler-artifact","manifest_path":"/w/tests/Cargo.toml","target":{"name":"load"},"profile":{"test":false},"executable":"/w/target/release/load"}
{"reason":"compiler-artifact","manifest_path":"/w/schema/Cargo.toml","target":{"name":"golden"},"profile":{"test":true},"executable":"/w/target/release/deps/golden-1"}
{"reason":"build-finished","success":true}
"#;
        let golden = Program {
            name: "golden".into(),
            path: "/w/target/release/deps/golden-1".into(),
            folder: "/w/schema".into(),
        };
        assert_eq!(built(said).unwrap(), [golden]);
    }
}
