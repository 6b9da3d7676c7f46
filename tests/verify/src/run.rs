//! Running steps and commands: names, times, counts, and the whole output of what fails.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
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

/// The steps so far. Lanes of steps run beside each other; within a lane one follows the other.
pub struct Steps {
    began: Instant,
    so_far: Mutex<SoFar>,
    moved: Condvar,
}

#[derive(Default)]
struct SoFar {
    passed: usize,
    failed: usize,
    skipped: usize,
    done: BTreeSet<&'static str>,
    broken: BTreeSet<&'static str>,
    /// Lanes that still run, and what those that wait for a step of another need.
    lanes: usize,
    waiting: Vec<Vec<&'static str>>,
}

impl SoFar {
    /// The first of some steps that did not go well; `None` as long as that is not known of all.
    fn judged(&self, needs: &[&'static str]) -> Option<Result<(), &'static str>> {
        if let Some(broken) = needs.iter().find(|need| self.broken.contains(**need)) {
            return Some(Err(broken));
        }
        needs.iter().all(|need| self.done.contains(need)).then_some(Ok(()))
    }

    /// Whether every lane waits for what none of them does. One whose wait is over counts as moving, also before it noticed.
    fn stuck(&self) -> bool {
        self.waiting.len() >= self.lanes && self.waiting.iter().all(|needs| self.judged(needs).is_none())
    }
}

impl Steps {
    /// Starts the clock.
    pub fn new() -> Self {
        Self { began: Instant::now(), so_far: Mutex::default(), moved: Condvar::new() }
    }

    /// Runs lanes beside each other until all ended.
    pub fn lanes(&self, lanes: &[&(dyn Fn() + Sync)]) {
        self.so_far().lanes = lanes.len();
        std::thread::scope(|scope| {
            for lane in lanes {
                scope.spawn(move || {
                    lane();
                    self.so_far().lanes -= 1;
                    self.moved.notify_all();
                });
            }
        });
    }

    /// Runs a step once those it needs went well, also when they belong to another lane; skips it when one did not.
    pub fn step(&self, name: &'static str, needs: &[&'static str], run: impl FnOnce() -> Result<Passed>) {
        if let Err(broken) = self.wait_for(needs) {
            println!("{name:<26} skipped: needs \"{broken}\"");
            let mut so_far = self.so_far();
            so_far.skipped += 1;
            so_far.broken.insert(name);
            self.moved.notify_all();
            return;
        }
        if std::io::stdout().is_terminal() {
            print!("{name:<26} …\r");
            let _ = std::io::stdout().flush();
        }
        let began = Instant::now();
        let result = run();
        let seconds = began.elapsed().as_secs_f64();
        let mut so_far = self.so_far();
        match result {
            Ok(Passed { checks, note }) => {
                so_far.passed += checks;
                so_far.done.insert(name);
                println!("{name:<26} ok      {seconds:>7.1} s  {note}");
            }
            Err(error) => {
                let (passed, failed) =
                    error.downcast_ref::<PartlyFailed>().map_or((0, 1), |part| (part.passed, part.failed.max(1)));
                so_far.passed += passed;
                so_far.failed += failed;
                so_far.broken.insert(name);
                println!("{name:<26} FAILED  {seconds:>7.1} s");
                println!("{error:#}\n--- end of \"{name}\"");
            }
        }
        self.moved.notify_all();
    }

    fn wait_for(&self, needs: &[&'static str]) -> Result<(), &'static str> {
        let mut so_far = self.so_far();
        loop {
            if let Some(judged) = so_far.judged(needs) {
                return judged;
            }
            so_far.waiting.push(needs.to_vec());
            if so_far.stuck() {
                so_far.waiting.pop();
                return Err(needs.iter().find(|need| !so_far.done.contains(**need)).unwrap_or(&"nothing"));
            }
            so_far = self.moved.wait(so_far).unwrap_or_else(PoisonError::into_inner);
            if let Some(own) = so_far.waiting.iter().position(|others| others == needs) {
                so_far.waiting.swap_remove(own);
            }
        }
    }

    fn so_far(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// Says how it all went.
    pub fn finish(self) -> ExitCode {
        let so_far = self.so_far.into_inner().unwrap_or_else(PoisonError::into_inner);
        println!("total                              {:>7.1} s", self.began.elapsed().as_secs_f64());
        let skipped = if so_far.skipped == 0 { String::new() } else { format!(", {} skipped", so_far.skipped) };
        println!("{} passed, {} failed{skipped}", so_far.passed, so_far.failed);
        if so_far.failed == 0 && so_far.skipped == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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
        Ok(Passed { checks: passed, note: format!("{passed} tests") })
    }
}

/// Runs counted commands one after the other, the later ones also when one fails; what they came to together.
pub fn all_counted(runs: impl IntoIterator<Item = Run>, how: Counted) -> Result<Passed> {
    let mut all = PartlyFailed { passed: 0, failed: 0, output: String::new() };
    for run in runs {
        match run.run_counted(how) {
            Ok(Passed { checks, .. }) => all.passed += checks,
            Err(error) => {
                let failed = error.downcast::<PartlyFailed>()?;
                all.passed += failed.passed;
                all.failed += failed.failed.max(1);
                all.output += &failed.output;
                all.output.push('\n');
            }
        }
    }
    if all.failed > 0 {
        bail!(all);
    }
    Ok(Passed { checks: all.passed, note: format!("{} tests", all.passed) })
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
    use std::fs::{self, File};

    use super::{Passed, Path, Result, command};

    /// `npm ci`, unless what is there was installed from the same lock file. The program's build installs the same way, and
    /// waits for the same lock (server/build.rs).
    pub fn install(folder: &Path) -> Result<Passed> {
        let lock = File::create(folder.join(".build.lock"))?;
        lock.lock()?;
        let wanted = fs::read(folder.join("package-lock.json"))?;
        let stamp = folder.join("node_modules/.installed-from");
        if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(Passed::one("as the lock file says"));
        }
        command("npm", folder, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).run()?;
        fs::write(stamp, wanted)?;
        Ok(Passed::one("installed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_waits_for_one_of_another_lane_and_is_skipped_when_that_fails() {
        let steps = Steps::new();
        let order = Mutex::new(Vec::new());
        let note = |name| {
            order.lock().unwrap().push(name);
            Ok(Passed::one(""))
        };
        let first = || {
            steps.step("made", &[], || note("made"));
            steps.step("fails", &[], || bail!("on purpose"));
        };
        let second = || {
            steps.step("uses", &["made"], || note("uses"));
            steps.step("can't", &["fails"], || note("can't"));
            steps.step("nobody makes", &["nothing of the kind"], || note("nobody makes"));
        };
        steps.lanes(&[&second, &first]);
        assert_eq!(*order.lock().unwrap(), ["made", "uses"]);
        let so_far = steps.so_far.into_inner().unwrap();
        assert_eq!((so_far.passed, so_far.failed, so_far.skipped), (2, 1, 2));
    }

    #[test]
    fn a_lane_whose_wait_is_over_counts_as_moving_before_it_noticed() {
        let mut so_far = SoFar { lanes: 2, waiting: vec![vec!["made"], vec!["packed"]], ..SoFar::default() };
        assert!(so_far.stuck());
        so_far.done.insert("made");
        assert!(!so_far.stuck());
    }

    #[test]
    fn what_follows_a_failure_is_still_run_and_counted() {
        let says = |words: &str| command("sh", Path::new("/"), &["-c", words]);
        let ok = "echo 'test result: ok. 3 passed; 0 failed; 0 ignored'";
        let failing = "echo 'test result: FAILED. 2 passed; 1 failed; 0 ignored'; exit 101";
        let all = all_counted([says(ok), says(failing), says("exit 101"), says(ok)], Counted::Rust);
        let part = all.err().and_then(|error| error.downcast::<PartlyFailed>().ok()).unwrap();
        assert_eq!((part.passed, part.failed), (8, 2));
        assert!(part.output.contains("FAILED"));
        let all = all_counted([says(ok), says(ok)], Counted::Rust);
        assert_eq!(all.unwrap().checks, 6);
    }

    #[test]
    fn tests_are_counted_in_each_runners_own_words() {
        let rust = "running 2 tests\ntest result: ok. 12 passed; 0 failed; 0 ignored\ntest result: FAILED. 3 passed; 2 failed; 0 ignored";
        assert_eq!(count_rust(rust), (15, 2));
        assert_eq!(count_node(" Test Files  3 passed (3)\n      Tests  1 failed | 41 passed (42)"), (41, 1));
        assert_eq!(count_node("# tests 9\n# pass 8\n# fail 1\n"), (8, 1));
        assert_eq!(count_node("ℹ pass 8\nℹ fail 0"), (8, 0));
    }
}
