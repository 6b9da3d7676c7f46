//! How long a large picture takes in a real browser (docs/performance.md), with `cargo verify --long` only. The measuring
//! is in tests/browser/large.mjs, which fails on what is many times too slow.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::chromium::{chromium, left_out};
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::{long, report, repository};
use serde_json::Value;

/// Runs a script of tests/browser; what it printed.
fn node(script: &str, arguments: &[&str]) -> Result<String> {
    let mut command = Command::new("node");
    command.arg(format!("browser/{script}.mjs")).args(arguments).current_dir(repository().join("tests"));
    let output = command.output().context("node is missing")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{script}.mjs failed\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(said)
}

/// Runs of which the figures are kept beside each other: the machine's own speed drifts.
const RUNS: usize = 3;

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
    let address = format!("http://{}", server.addr());
    let runs = (0..RUNS).map(|_| Ok(serde_json::from_str::<Value>(&node("large", &[&address, &browser])?)?));
    let runs: Vec<Value> = runs.collect::<Result<_>>()?;
    report(
        "browser",
        &format!(
            "A case of 200 factors and 400 relations; the phone is slowed down four times. The outline is the first page that a fresh \
             browser opens. Made by `cargo verify --long`, nothing else running; what is measured is said in `tests/browser/large.mjs`.\n\n{}",
            table(&runs)
        ),
    );
    Ok(())
}

/// A row for each figure: what, in which unit, each run, and where we want to be.
fn table(runs: &[Value]) -> String {
    let heads: Vec<String> = (1..=runs.len()).map(|run| format!("run {run}")).collect();
    let mut table =
        format!("| what | figure | {} | goal |\n|---|---|{}--:|\n", heads.join(" | "), "--:|".repeat(runs.len()));
    for (what, figures) in runs.first().and_then(Value::as_object).into_iter().flatten() {
        let of = |run: &Value, unit: &str| run[what][unit].to_string();
        let units: Vec<&String> = figures.as_object().into_iter().flat_map(|all| all.keys()).collect();
        // What the goal is about: the time, or else the frames, or else the script that runs.
        let judged = ["ms", "fps", "script"].into_iter().find(|unit| units.iter().any(|one| one == unit));
        for unit in units.into_iter().filter(|unit| *unit != "goal") {
            let values: Vec<String> = runs.iter().map(|run| of(run, unit)).collect();
            let goal = if judged == Some(unit) { of(&runs[0], "goal") } else { String::new() };
            table += &format!("| {what} | {unit} | {} | {goal} |\n", values.join(" | "));
        }
    }
    table
}
