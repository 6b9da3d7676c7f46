//! The load tool: the scenarios of the figures we hold ourselves to, on one core, beside a peer on the same core in the
//! same run. `load [--scenario NAME]… [--peer y-sweet=PATH] [--runs N] [--report FILE] [--json FILE]`.

mod crowd;
mod scenarios;
mod socket;
mod target;
mod trace;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use scenarios::{Figure, SCENARIOS};
use serde_json::json;
use target::Kind;

struct Arguments {
    scenarios: Vec<String>,
    kinds: Vec<Kind>,
    runs: usize,
    report: Option<PathBuf>,
    json: Option<PathBuf>,
}

fn arguments() -> Result<Arguments> {
    let mut parsed = Arguments { scenarios: Vec::new(), kinds: vec![Kind::Ours], runs: 1, report: None, json: None };
    let mut given = std::env::args().skip(1);
    while let Some(flag) = given.next() {
        let value = given.next().with_context(|| format!("{flag} needs a value"))?;
        match flag.as_str() {
            "--scenario" => parsed.scenarios.push(value),
            "--runs" => parsed.runs = value.parse()?,
            "--report" => parsed.report = Some(value.into()),
            "--json" => parsed.json = Some(value.into()),
            "--peer" => {
                let (name, path) = value.split_once('=').context("--peer y-sweet=PATH")?;
                ensure!(name == "y-sweet", "only y-sweet is known here");
                parsed.kinds.push(Kind::YSweet(path.into()));
            }
            // For a look at the peer alone.
            "--only-peer" => parsed.kinds.retain(|kind| (*kind == Kind::Ours) != (value == "yes")),
            _ => bail!("unknown: {flag}"),
        }
    }
    if parsed.scenarios.is_empty() {
        parsed.scenarios = SCENARIOS.iter().map(|name| (*name).to_owned()).collect();
    }
    ensure!(parsed.runs > 0, "at least one run");
    Ok(parsed)
}

fn main() -> Result<()> {
    let arguments = arguments()?;
    // Ourselves on core 1 with room for many sockets; what we start inherits that and is put on core 0.
    let me = std::process::id().to_string();
    let pinned = Command::new("taskset").args(["-cp", "1", &me]).output().is_ok_and(|output| output.status.success());
    let raised = raise_open_files(&me)?;
    ensure!(raised >= 4096, "only {raised} files may be open at once, 4096 are needed");
    if !pinned {
        eprintln!("only one core: server and generator share it, the figures say little");
    }

    let mut rows: Vec<(Figure, Vec<Option<f64>>)> = Vec::new();
    // What a peer could not do; our own program must do it all.
    let mut gave_up = Vec::new();
    for name in &arguments.scenarios {
        for (column, kind) in arguments.kinds.iter().enumerate() {
            let runs = match several(name, kind, arguments.runs) {
                Ok(runs) => runs,
                Err(error) if *kind != Kind::Ours => {
                    eprintln!("    {error:#}");
                    gave_up.push(format!("{} in `{name}`: {}", kind.name(), error.root_cause()));
                    continue;
                }
                Err(error) => return Err(error),
            };
            for (at, (figure, _)) in runs[0].iter().enumerate() {
                let mut values: Vec<f64> = runs.iter().filter_map(|run| Some(run.get(at)?.1)).collect();
                values.sort_by(f64::total_cmp);
                let row = match rows.iter().position(|(known, _)| known == figure) {
                    Some(row) => row,
                    None => {
                        rows.push((*figure, vec![None; arguments.kinds.len()]));
                        rows.len() - 1
                    }
                };
                rows[row].1[column] = values.get(values.len() / 2).copied();
            }
        }
    }

    let names: Vec<&str> = arguments.kinds.iter().map(Kind::name).collect();
    let mut table =
        format!("| scenario | figure | {} | goal |\n|---|---|{}---|\n", names.join(" | "), "--:|".repeat(names.len()));
    for (figure, values) in &rows {
        let values: Vec<String> = values.iter().map(|value| value.map_or("–".into(), number)).collect();
        table += &format!("| {} | {} | {} | {} |\n", figure.scenario, figure.what, values.join(" | "), figure.goal);
    }
    if !gave_up.is_empty() {
        table += &format!("\nWhat a peer gave up: {}.\n", gave_up.join("; "));
    }
    println!("{table}");
    if let Some(path) = &arguments.report {
        let text = format!(
            "# Load\n\nServer alone on one core, generator on another, loopback, median of {} run(s), one server at a time. Made by\n\
             `cargo verify --long`; what the scenarios are is said in `tests/src/bin/load/scenarios.rs`.\n\n{table}",
            arguments.runs
        );
        std::fs::write(path, text)?;
    }
    if let Some(path) = &arguments.json {
        let list: Vec<_> = rows
            .iter()
            .map(|(figure, values)| {
                let values: serde_json::Map<String, serde_json::Value> =
                    names.iter().zip(values).map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
                json!({ "scenario": figure.scenario, "figure": figure.what, "goal": figure.goal, "values": values })
            })
            .collect();
        std::fs::write(path, serde_json::to_string_pretty(&list)?)?;
    }
    Ok(())
}

/// The figures of one scenario against one server, several times.
fn several(name: &str, kind: &Kind, runs: usize) -> Result<Vec<Vec<(Figure, f64)>>> {
    let one = |run| {
        eprintln!("{name}: {} ({} of {runs})", kind.name(), run + 1);
        let figures = scenarios::run(name, kind).with_context(|| format!("{name} against {}", kind.name()))?;
        for (figure, value) in &figures {
            eprintln!("    {:<44} {value:>12.1}", figure.what);
        }
        Ok(figures)
    };
    (0..runs).map(one).collect()
}

/// Raises the limit of open files to what is allowed; says to what.
fn raise_open_files(pid: &str) -> Result<u64> {
    let limits = std::fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find(|line| line.starts_with("Max open files")).context("no limit of open files")?;
    let hard: u64 = line.split_whitespace().nth(4).and_then(|text| text.parse().ok()).context("no hard limit")?;
    let status = Command::new("prlimit").args(["--pid", pid, &format!("--nofile={hard}:{hard}")]).status()?;
    ensure!(status.success(), "the limit of open files could not be raised");
    Ok(hard)
}

fn number(value: f64) -> String {
    match value.abs() {
        small if small < 100.0 => format!("{value:.2}"),
        _ => {
            let digits = format!("{value:.0}");
            let mut text = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) && digit != '-' {
                    text.push(' ');
                }
                text.push(digit);
            }
            text
        }
    }
}
