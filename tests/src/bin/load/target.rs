//! What is under load: our program, or y-sweet, each alone on one core with a fresh folder.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use samenbeeld_tests::http::{self, Person};
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::{DEADLINE, family, process};
use serde_json::json;
use tempfile::TempDir;

/// Which server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The program of this repository.
    Ours,
    /// A y-sweet binary.
    YSweet(PathBuf),
}

impl Kind {
    /// Its column in the table.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ours => "samenbeeld",
            Self::YSweet(_) => "y-sweet",
        }
    }
}

/// Rooms, each with one document that everybody in it writes.
pub struct Plan {
    /// How many persons there are.
    pub persons: usize,
    /// For each room its members.
    pub rooms: Vec<Vec<usize>>,
}

enum Running {
    Ours(Box<Server>),
    YSweet { child: Child, addr: SocketAddr },
}

/// A running server with its rooms.
pub struct Target {
    running: Running,
    sessions: Vec<Person>,
    _folder: TempDir,
}

impl Target {
    /// Starts it on core 0.
    pub fn start(kind: &Kind, plan: &Plan) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("samenbeeld-load-").tempdir()?;
        let running = match kind {
            Kind::Ours => Running::Ours(Box::new(ours(folder.path(), plan)?)),
            Kind::YSweet(path) => y_sweet(path, folder.path(), plan)?,
        };
        let mut target = Self { running, sessions: Vec::new(), _folder: folder };
        if let Running::Ours(server) = &target.running {
            let sessions = (0..plan.persons).map(|n| server.login(&format!("p{n}"))).collect::<Result<_>>()?;
            target.sessions = sessions;
        }
        Ok(target)
    }
    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        match &self.running {
            Running::Ours(server) => server.addr(),
            Running::YSweet { addr, .. } => *addr,
        }
    }
    /// The path of a room's document.
    pub fn path(&self, room: usize) -> String {
        match &self.running {
            Running::Ours(_) => format!("/ws/load/r{room}/board"),
            Running::YSweet { .. } => format!("/d/r{room}/ws/r{room}"),
        }
    }
    /// The cookie of a person.
    pub fn cookie(&self, person: usize) -> &str {
        self.sessions.get(person).map_or("", |person| person.cookie.as_str())
    }
    /// The session of a person, where there are sessions.
    pub fn session(&self, person: usize) -> Result<&Person> {
        self.sessions.get(person).context("no such session")
    }
    fn pid(&self) -> u32 {
        match &self.running {
            Running::Ours(server) => server.pid(),
            Running::YSweet { child, .. } => child.id(),
        }
    }
    /// Processor time so far.
    pub fn cpu(&self) -> Result<Duration> {
        process::cpu_precise(self.pid())
    }
    /// Resident memory in bytes.
    pub fn memory(&self) -> Result<u64> {
        process::resident(self.pid())
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Running::YSweet { child, .. } = &mut self.running {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn ours(folder: &Path, plan: &Plan) -> Result<Server> {
    let rooms: Vec<_> = plan.rooms.iter().enumerate().map(|(n, members)| (format!("r{n}"), members.clone())).collect();
    let file = folder.join("load.yaml");
    std::fs::write(&file, family::made_up(plan.persons, &rooms))?;
    let data = Some(folder.join("data"));
    Server::start(Options { family: Some(file), data, core: Some(0), ..Options::default() })
}

fn y_sweet(binary: &Path, folder: &Path, plan: &Plan) -> Result<Running> {
    // A port that was free a moment ago: y-sweet does not say which one it took.
    let addr = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let data = folder.join("data");
    std::fs::create_dir(&data)?;
    let mut child = Command::new("taskset")
        .args(["-c", "0"])
        .arg(binary)
        .arg("serve")
        .arg(&data)
        .args(["--host", "127.0.0.1", "--port", &addr.port().to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let until = Instant::now() + DEADLINE;
    while http::send(addr, "GET", "/ready", None, None).is_err() {
        if Instant::now() > until || child.try_wait()?.is_some() {
            let _ = child.kill();
            bail!("y-sweet does not come up");
        }
        std::thread::park_timeout(Duration::from_millis(10));
    }
    for room in 0..plan.rooms.len() {
        let answer = http::send(addr, "POST", "/doc/new", None, Some(&json!({ "docId": format!("r{room}") })))?;
        ensure!(answer.status == 200, "y-sweet: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(Running::YSweet { child, addr })
}
