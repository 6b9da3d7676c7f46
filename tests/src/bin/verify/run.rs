//! Running steps and commands: names, times, counts, and the whole output of what fails.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// What a step that went well found.
pub struct Passed {
    /// Checks in it.
    pub checks: usize,
    /// A few words beside the time.
    pub note: String,
}

impl Passed {
    /// One check, with a note.
    pub fn one(note: impl Into<String>) -> Self {
        Self { checks: 1, note: note.into() }
    }
}

/// A step whose tests partly failed.
#[derive(Debug)]
struct PartlyFailed {
    passed: usize,
    failed: usize,
    output: String,
}

impl std::fmt::Display for PartlyFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.output)
    }
}
impl std::error::Error for PartlyFailed {}

/// The steps so far.
pub struct Steps {
    began: Instant,
    passed: usize,
    failed: usize,
    skipped: usize,
    broken: BTreeSet<&'static str>,
}

impl Steps {
    /// Starts the clock.
    pub fn new() -> Self {
        Self { began: Instant::now(), passed: 0, failed: 0, skipped: 0, broken: BTreeSet::new() }
    }
    /// Runs a step, unless one it needs is broken.
    pub fn step(&mut self, name: &'static str, needs: &[&str], run: impl FnOnce() -> Result<Passed>) {
        if let Some(broken) = needs.iter().find(|need| self.broken.contains(**need)) {
            println!("{name:<26} skipped: needs \"{broken}\"");
            self.skipped += 1;
            self.broken.insert(name);
            return;
        }
        if std::io::stdout().is_terminal() {
            print!("{name:<26} …\r");
            let _ = std::io::stdout().flush();
        }
        let began = Instant::now();
        let result = run();
        let seconds = began.elapsed().as_secs_f64();
        match result {
            Ok(Passed { checks, note }) => {
                self.passed += checks;
                println!("{name:<26} ok      {seconds:>7.1} s  {note}");
            }
            Err(error) => {
                let (passed, failed) =
                    error.downcast_ref::<PartlyFailed>().map_or((0, 1), |part| (part.passed, part.failed.max(1)));
                self.passed += passed;
                self.failed += failed;
                self.broken.insert(name);
                println!("{name:<26} FAILED  {seconds:>7.1} s");
                println!("{error:#}\n--- end of \"{name}\"");
            }
        }
    }
    /// Says how it all went.
    pub fn finish(self) -> ExitCode {
        println!("total                              {:>7.1} s", self.began.elapsed().as_secs_f64());
        let skipped = if self.skipped == 0 { String::new() } else { format!(", {} skipped", self.skipped) };
        println!("{} passed, {} failed{skipped}", self.passed, self.failed);
        if self.failed == 0 && self.skipped == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Whose words a test run counts its tests in.
#[derive(Clone, Copy)]
pub enum Counted {
    /// `test result: ok. 3 passed; 0 failed; …`
    Rust,
    /// vitest's `Tests  3 passed (3)` or node's `# pass 3`.
    Node,
}

/// A command in a folder.
pub struct Run {
    command: Command,
    shown: String,
}

/// A command with arguments.
pub fn command(program: impl AsRef<OsStr>, folder: &Path, arguments: &[&str]) -> Run {
    let shown = format!("{} {}", program.as_ref().display(), arguments.join(" "));
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env("CI", "1").env("NO_COLOR", "1");
    Run { command, shown }
}

/// Cargo, without what the cargo that runs us says about this package: else crates that read it would be built again.
pub fn cargo(root: &Path, arguments: &[&str]) -> Run {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut run = command(program, root, arguments);
    for (name, _) in std::env::vars_os() {
        let Some(name) = name.to_str() else { continue };
        let ours = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
        if ours.iter().any(|prefix| name.starts_with(prefix)) {
            run.command.env_remove(name);
        }
    }
    run
}

impl Run {
    /// Sets a variable of its environment.
    pub fn env(&mut self, name: &str, value: &str) {
        self.command.env(name, value);
    }
    /// Runs it as one check.
    pub fn run(self) -> Result<Passed> {
        self.output()?;
        Ok(Passed::one(""))
    }
    /// Runs it; its standard output.
    pub fn output(mut self) -> Result<String> {
        let output = self.command.output().with_context(|| format!("can't run {}", self.shown))?;
        if !output.status.success() {
            bail!("{}", whole(&self.shown, &output));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
    /// Runs it and counts the tests in it.
    pub fn run_counted(mut self, how: Counted) -> Result<Passed> {
        let output = self.command.output().with_context(|| format!("can't run {}", self.shown))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let (passed, failed) = match how {
            Counted::Rust => count_rust(&text),
            Counted::Node => count_node(&text),
        };
        if !output.status.success() || failed > 0 {
            bail!(PartlyFailed { passed, failed, output: whole(&self.shown, &output) });
        }
        Ok(Passed { checks: passed.max(1), note: format!("{passed} tests") })
    }
}

fn whole(shown: &str, output: &std::process::Output) -> String {
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    format!("$ {shown}\n{}\n{}", errors.trim_end(), out.trim_end())
}

fn number_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().filter(|before| before.len() < text.len()).unwrap_or_default();
    let digits = before.trim_end().rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

fn count_rust(text: &str) -> (usize, usize) {
    let results = text.lines().filter(|line| line.starts_with("test result:"));
    results.fold((0, 0), |(passed, failed), line| {
        (passed + number_before(line, " passed"), failed + number_before(line, " failed"))
    })
}

fn count_node(text: &str) -> (usize, usize) {
    let mut counts = (0, 0);
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["Tests", ..] => {
                counts.0 += number_before(line, " passed");
                counts.1 += number_before(line, " failed");
            }
            [_, "pass", n] => counts.0 += n.parse().unwrap_or(0),
            [_, "fail", n] => counts.1 += n.parse().unwrap_or(0),
            _ => {}
        }
    }
    counts
}

/// Packages of a Node project.
pub mod npm {
    use super::{Passed, Path, Result, command};

    /// `npm ci`, unless what is there was installed from the same lock file.
    pub fn install(folder: &Path) -> Result<Passed> {
        let lock = std::fs::read(folder.join("package-lock.json"))?;
        let stamp = folder.join("node_modules/.installed-from");
        if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
            return Ok(Passed::one("as the lock file says"));
        }
        command("npm", folder, &["ci", "--no-audit", "--no-fund"]).run()?;
        std::fs::write(stamp, lock)?;
        Ok(Passed::one("installed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_in_each_runners_own_words() {
        let rust = "running 2 tests\ntest result: ok. 12 passed; 0 failed; 0 ignored\ntest result: FAILED. 3 passed; 2 failed; 0 ignored";
        assert_eq!(count_rust(rust), (15, 2));
        assert_eq!(count_node(" Test Files  3 passed (3)\n      Tests  1 failed | 41 passed (42)"), (41, 1));
        assert_eq!(count_node("# tests 9\n# pass 8\n# fail 1\n"), (8, 1));
        assert_eq!(count_node("ℹ pass 8\nℹ fail 0"), (8, 0));
    }
}
