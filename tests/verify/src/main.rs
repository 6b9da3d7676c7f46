//! `cargo verify`: everything that must hold, as named steps with their time. The last line says how many checks passed
//! and failed. With `--long` also the figures that take minutes; they are kept in docs/evidence/.
//!
//! Cargo lets go of its lock before it runs this, so the steps may call cargo themselves; the tests they run never do.

mod budget;
mod hygiene;
mod licences;
mod programs;
mod rules;
mod run;
mod tools;

use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;

use programs::Program;
use run::{Counted, Steps, cargo, command, npm};

/// Pictures that Rust composes and TypeScript then composes too, beside the golden ones.
const RANDOM_CASES: &str = "1000";
/// Where random plans begin, so that two runs of one commit check the same; with `--long` they begin anywhere.
const SEED: &str = "20261130";

fn main() -> ExitCode {
    let mut long = false;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--long" => long = true,
            _ => {
                eprintln!("cargo verify [--long]");
                return ExitCode::from(2);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Ok(root) = root.canonicalize() else {
        eprintln!("the repository is gone");
        return ExitCode::from(2);
    };
    verify(&root, long)
}

fn verify(root: &Path, long: bool) -> ExitCode {
    let Ok(folder) = tempfile::Builder::new().prefix("samenbeeld-cases-").tempdir() else {
        eprintln!("there is no room for a folder of our own");
        return ExitCode::from(2);
    };
    let cases = folder.path().display().to_string();
    let steps = Steps::new();
    let tests = Tests { programs: OnceLock::new(), long };
    steps.lanes(&[
        &|| of_cargo(&steps, root, &cases, &tests),
        &|| of_node(&steps, root, &cases),
        &|| {
            steps.step(IN_A_BROWSER, &["test programs", "packages of the tests"], || {
                tests.run(|name| name == "browser", &[])
            })
        },
        &|| {
            steps.step("tests", &["test programs", "packages of the tests"], || {
                tests.run(|name| !APART.contains(&name), &[])
            })
        },
    ]);
    steps.finish()
}

const IN_A_BROWSER: &str = "tests in a browser";
/// Test programs with a step of their own: the browser's takes as long as all others, the figures want a quiet machine.
const APART: [&str; 2] = ["browser", "figures"];

/// The test programs, once they are built.
struct Tests {
    programs: OnceLock<Vec<Program>>,
    long: bool,
}

impl Tests {
    /// Runs the test programs of some names.
    fn run(&self, which: impl Fn(&str) -> bool, with: &[(&str, &str)]) -> anyhow::Result<run::Passed> {
        let programs = self.programs.get().map(Vec::as_slice).unwrap_or_default();
        let runs = programs.iter().filter(|program| which(&program.name)).map(|program| {
            let mut run = program.run();
            if self.long {
                run.env("SAMENBEELD_LONG", "1");
            } else {
                run.env("PROPTEST_RNG_SEED", SEED);
            }
            for (name, value) in with {
                run.env(name, value);
            }
            run
        });
        run::all_counted(runs, Counted::Rust)
    }
}

/// What cargo does: it can do only one thing at a time.
fn of_cargo(steps: &Steps, root: &Path, cases: &str, tests: &Tests) {
    steps.step("repository hygiene", &[], || hygiene::check(root));
    steps.step("rules", &[], || rules::check(root));
    steps.step("format", &[], || cargo(root, &["fmt", "--all", "--check"]).run());
    steps.step("licences", &[], || licences::check(root));
    steps.step("tools", &[], || tools::check(tests.long));
    steps.step("program", &["packages of the client"], || {
        cargo(root, &["build", "--release", "-p", "samenbeeld"]).run()
    });
    steps.step("test programs", &["program"], || {
        let built = programs::build(root)?;
        let note = format!("{} programs", built.len());
        // Set once: this step runs once.
        tests.programs.get_or_init(|| built);
        Ok(run::Passed::one(note))
    });
    steps.step("random cases", &["test programs"], || {
        tests.run(|name| name == "golden", &[("GOLDEN_RANDOM_DIR", cases), ("GOLDEN_RANDOM_COUNT", RANDOM_CASES)])
    });
    // While tests run, which often wait, cargo has time.
    steps.step("lints", &["packages of the client"], || {
        cargo(root, &["clippy", "--release", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()
    });
    if tests.long {
        steps.step("figures in a browser", &["tests", IN_A_BROWSER, "client: tests"], || {
            tests.run(|name| name == "figures", &[])
        });
        steps.step("figures under load", &["program", "tests", IN_A_BROWSER, "client: tests"], || load(root));
    }
}

/// What node does meanwhile.
fn of_node(steps: &Steps, root: &Path, cases: &str) {
    steps.step("packages of the client", &["tools"], || npm::install(&root.join("client")));
    steps.step("packages of the tests", &["tools"], || npm::install(&root.join("tests")));
    steps.step("client: types and rules", &["packages of the client"], || {
        command("npm", &root.join("client"), &["run", "check"]).run()
    });
    // The program embeds its own build; this one lies where it can be measured.
    steps.step("client: build", &["packages of the client"], || {
        command("npm", &root.join("client"), &["run", "build"]).run()
    });
    steps.step("size of the first view", &["client: build"], || budget::check(&root.join("client/dist")));
    steps.step("client: tests", &["packages of the client", "random cases"], || {
        let mut tests = command("npm", &root.join("client"), &["test"]);
        tests.env("RANDOM_CASES", cases);
        tests.run_counted(Counted::Node)
    });
}

/// The scenarios under load, three times each, beside the peer that `SAMENBEELD_PEER` names (`y-sweet=PATH`).
fn load(root: &Path) -> anyhow::Result<run::Passed> {
    let report = root.join("docs/evidence/load.md").display().to_string();
    let mut load = vec!["run", "--release", "-p", "samenbeeld-tests", "--bin", "load", "--"];
    load.extend(["--runs", "3", "--report", &report]);
    let peer = std::env::var("SAMENBEELD_PEER").unwrap_or_default();
    if !peer.is_empty() {
        load.extend(["--peer", &peer]);
    }
    cargo(root, &load).run()
}
