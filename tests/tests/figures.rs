//! How long a large picture takes in a real browser (docs/performance.md), with `cargo verify --long` only. The measuring
//! is in tests/browser/large.mjs, which fails on what is many times too slow.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::chromium::{chromium, left_out};
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::{long, report, repository};

/// Runs a script of tests/browser; what it printed.
fn node(script: &str, arguments: &[&str]) -> Result<String> {
    let mut command = Command::new("node");
    command.arg(format!("browser/{script}.mjs")).args(arguments).current_dir(repository().join("tests"));
    let output = command.output().context("node is missing")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{script}.mjs failed\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(said)
}

#[test]
fn a_large_picture_is_quick_in_a_browser() -> Result<()> {
    if !long() || left_out() {
        return Ok(());
    }
    let browser = chromium()?.display().to_string();
    let folder = tempfile::tempdir()?;
    let family = folder.path().join("large.json");
    node("large-family", &[&family.display().to_string()])?;
    let server = Server::start(Options { family: Some(family), ..Options::default() })?;
    let figures = node("large", &[&format!("http://{}", server.addr()), &browser])?;
    report(
        "browser",
        &format!(
            "A case of 200 factors and 400 relations; the phone is slowed down four times.\n\n```json\n{}\n```",
            figures.trim()
        ),
    );
    Ok(())
}
