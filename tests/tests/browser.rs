//! The main job in a real browser: four people on phones and a large screen work on one picture at the same time. The
//! checks are in tests/browser; this starts the real program, the browser's driver, and kills the program when asked.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use samenbeeld_tests::chromium::{chromium, left_out};
use samenbeeld_tests::family::loaded_ids;
use samenbeeld_tests::repository;
use samenbeeld_tests::server::{Server, binary};
use serde_json::{Value, json};

/// All checks together; they take some seven minutes beside other work.
const PATIENCE: Duration = Duration::from_secs(900);

/// The driver, ended with the test.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // The browser ends when the pipe to its driver closes.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether a machine of the project runs this, where nothing may be left out.
fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| ["1", "true"].contains(&value.as_str()))
}

#[test]
fn people_make_one_picture_together_in_a_real_browser() -> Result<()> {
    if left_out() {
        ensure!(!is_ci(), "BROWSER=skip is not for CI");
        // Past the capture of a test that passes: what was left out must be seen.
        writeln!(std::io::stderr(), "\n*** SKIPPED: the browser test, because BROWSER=skip ***\n")?;
        return Ok(());
    }
    let chromium = chromium()?;
    let folder = repository().join("tests");
    for (package, project) in
        [("tests/node_modules/playwright-core", "tests"), ("client/node_modules/@fluent", "client")]
    {
        ensure!(
            repository().join(package).is_dir(),
            "{package} is not installed: run `npm ci` in {project}/, or `cargo verify` for everything"
        );
    }

    let mut server = Server::demo()?;
    let family = std::fs::read_to_string(repository().join("server/demo-families/tuinder-kaspers.yaml"))?;
    let family: Value = serde_saphyr::from_str(&family)?;
    // One place for the pictures of the latest run, so that runs do not pile up.
    let pictures = std::env::temp_dir().join("samenbeeld-pictures");
    let _ = std::fs::remove_dir_all(&pictures);
    std::fs::create_dir_all(&pictures)?;
    let facts = json!({
        "family": family,
        "ids": loaded_ids(server.data())?,
        "program": binary()?,
        "chromium": chromium,
        "pictures": pictures,
        "keep": std::env::var("SCREENSHOTS").is_ok_and(|value| value == "1"),
    });
    let facts_file = server.data().with_file_name("facts.json");
    std::fs::write(&facts_file, facts.to_string())?;

    let child = Command::new("node")
        .arg("browser/run.mjs")
        .arg(format!("http://{}", server.addr()))
        .arg(&facts_file)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("node is missing")?;
    let mut driver = Driver(child);
    let mut answers = driver.0.stdin.take().context("no stdin")?;
    let stdout = driver.0.stdout.take().context("no stdout")?;
    let (send, lines) = mpsc::sync_channel(64);
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });

    let mut failures = Vec::new();
    let until = Instant::now() + PATIENCE;
    loop {
        let line = match lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(line) => line,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                bail!("the browser's checks took longer than {} s\n{}", PATIENCE.as_secs(), server.log())
            }
        };
        match line.as_str() {
            "@kill" => server.kill9()?,
            "@start" => server.restart()?,
            other => {
                match other.strip_prefix("@failed ") {
                    Some(name) => failures.push(name.to_owned()),
                    None => writeln!(std::io::stdout(), "{other}")?,
                }
                continue;
            }
        }
        writeln!(answers, "done")?;
        answers.flush()?;
    }
    let status = driver.0.wait()?;
    ensure!(
        status.success(),
        "the program's log ends with:\n{}\nchecks in the browser failed (see above):\n{}",
        server.log(),
        failures.join("\n")
    );
    Ok(())
}
