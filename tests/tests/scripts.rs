//! What people write is words, whatever it looks like: three hundred strings that would be scripts, in every place of a
//! family, in a real browser. The checks are in tests/browser/scripts.mjs.

use std::io::Write;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::chromium::{chromium, left_out};
use samenbeeld_tests::repository;
use samenbeeld_tests::server::binary;
use serde_json::json;

#[test]
fn words_that_would_be_scripts_stay_words_in_every_view() -> Result<()> {
    if left_out() {
        // Past the capture of a test that passes: what was left out must be seen.
        writeln!(std::io::stderr(), "\n*** SKIPPED: scripts in a browser, because BROWSER=skip ***\n")?;
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let facts = folder.path().join("facts.json");
    std::fs::write(&facts, json!({ "program": binary()?.canonicalize()?, "chromium": chromium()? }).to_string())?;
    let done = Command::new("node")
        .arg("browser/scripts.mjs")
        .arg(&facts)
        .current_dir(repository().join("tests"))
        .output()
        .context("node is missing")?;
    print!("{}", String::from_utf8_lossy(&done.stdout));
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}
