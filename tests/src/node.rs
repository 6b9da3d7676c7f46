//! A Node process with real Yjs or an unmodified official provider, driven by one JSON object a line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::DEADLINE;

/// A running script of `tests/node`.
pub struct NodePeer {
    child: Child,
    stdin: ChildStdin,
    answers: Receiver<Value>,
    asked: u64,
}

impl NodePeer {
    /// Starts `tests/node/<script>.mjs`.
    pub fn start(script: &str) -> Result<Self> {
        let folder = env!("CARGO_MANIFEST_DIR");
        anyhow::ensure!(
            std::path::Path::new(folder).join("node_modules/yjs").is_dir(),
            "the Node peers are not installed: run `npm ci` in tests/, or `cargo verify` for everything"
        );
        let mut child = Command::new("node")
            .arg(format!("node/{script}.mjs"))
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("node is missing")?;
        let stdin = child.stdin.take().context("no stdin")?;
        let stdout = child.stdout.take().context("no stdout")?;
        // One answer per question, so what waits here is never more than one line.
        let (send, answers) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                let Ok(line) = line else { break };
                match serde_json::from_str(&line) {
                    Ok(value) => {
                        if send.send(value).is_err() {
                            break;
                        }
                    }
                    Err(_) => eprintln!("node: {line}"),
                }
            }
        });
        Ok(Self { child, stdin, answers, asked: 0 })
    }

    /// Asks for `what` with its arguments (a JSON object) and waits for the answer.
    pub fn ask(&mut self, what: &str, arguments: Value) -> Result<Value> {
        self.asked += 1;
        let question = json!({ "id": self.asked, "do": what, "with": arguments });
        writeln!(self.stdin, "{question}")?;
        self.stdin.flush()?;
        let answer = self.answers.recv_timeout(2 * DEADLINE).with_context(|| format!("node never answered {what}"))?;
        if let Some(error) = answer.get("error") {
            bail!("node could not {what}: {error}");
        }
        if answer.get("id") != Some(&json!(self.asked)) {
            bail!("node answered something else: {answer}");
        }
        Ok(answer.get("ok").cloned().unwrap_or(Value::Null))
    }
}

impl Drop for NodePeer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
