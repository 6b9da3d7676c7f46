//! The real program as a child process: started in a folder of its own, killed, restarted on the same port.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::http::{Answer, Person};
use crate::{DEADLINE, http, process, repository};

/// How the program is started.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A family file in place of the demo family.
    pub family: Option<PathBuf>,
    /// An existing folder for the data; else a fresh one.
    pub data: Option<PathBuf>,
    /// Environment variables on top of our own.
    pub env: Vec<(String, String)>,
    /// The only processor core it may use.
    pub core: Option<usize>,
    /// Further arguments of `serve`.
    pub arguments: Vec<String>,
    /// For real families: without `--demo`.
    pub real: bool,
}

/// A running program and its data.
#[derive(Debug)]
pub struct Server {
    child: Child,
    addr: SocketAddr,
    said: Arc<Mutex<String>>,
    folder: TempDir,
    data: PathBuf,
    options: Options,
}

impl Server {
    /// Starts the demo family in a fresh folder.
    pub fn demo() -> Result<Self> {
        Self::start(Options::default())
    }

    /// Starts the program and waits until it listens.
    pub fn start(options: Options) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("samenbeeld-").tempdir()?;
        let data = options.data.clone().unwrap_or_else(|| folder.path().join("data"));
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let said = Arc::default();
        let (child, addr) = spawn(&options, &data, any, &folder.path().join("stderr.log"), &said)?;
        Ok(Self { child, addr, said, folder, data, options })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }
    /// The folder with its data.
    pub fn data(&self) -> &Path {
        &self.data
    }
    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
    /// Logs in as a demo person.
    pub fn login(&self, person: &str) -> Result<Person> {
        Person::login(self.addr, person)
    }
    /// Asks without a session.
    pub fn get(&self, path: &str) -> Result<Answer> {
        http::send(self.addr, "GET", path, None, None)
    }
    /// Resident memory in bytes.
    pub fn memory(&self) -> Result<u64> {
        process::resident(self.pid())
    }
    /// Processor time so far.
    pub fn cpu(&self) -> Result<Duration> {
        process::cpu_precise(self.pid())
    }
    /// Whether the process still runs.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Takes the power away: SIGKILL, at once.
    pub fn kill9(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
    /// Asks it to stop and waits until it did.
    pub fn stop(&mut self) -> Result<ExitStatus> {
        self.signal(libc::SIGTERM)?;
        self.wait()
    }
    /// Sends a signal to this process only.
    #[expect(unsafe_code, reason = "sending a signal by process id has no safe form in std")]
    pub fn signal(&self, signal: i32) -> Result<()> {
        let pid = libc::pid_t::try_from(self.child.id())?;
        // SAFETY: kill takes two numbers; the child is ours and not yet waited for, so its id can't name another process.
        ensure!(unsafe { libc::kill(pid, signal) } == 0, "the signal did not arrive");
        Ok(())
    }
    /// Waits until the process ended by itself.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        let until = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            ensure!(Instant::now() < until, "the program does not end\n{}", self.log());
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }
    /// Starts it again on the same data and port. It must have ended.
    pub fn restart(&mut self) -> Result<()> {
        self.restart_with(self.options.clone())
    }
    /// Starts it again on the same data and port with other options.
    pub fn restart_with(&mut self, options: Options) -> Result<()> {
        ensure!(!self.is_running(), "it still runs");
        let log = self.folder.path().join("stderr.log");
        let (child, addr) = spawn(&options, &self.data, self.addr, &log, &self.said)?;
        (self.child, self.addr, self.options) = (child, addr, options);
        Ok(())
    }

    /// What it said on the terminal so far, once it said these words.
    pub fn said(&self, words: &str) -> Result<String> {
        let until = Instant::now() + DEADLINE;
        loop {
            let said = self.said.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if said.contains(words) {
                return Ok(said);
            }
            ensure!(Instant::now() < until, "it never said {words:?}");
            std::thread::park_timeout(Duration::from_millis(5));
        }
    }

    /// Everything it logged, of all its starts.
    pub fn whole_log(&self) -> Result<Vec<u8>> {
        Ok(std::fs::read(self.folder.path().join("stderr.log"))?)
    }
    /// The end of what it logged, for a failing test.
    pub fn log(&self) -> String {
        tail(&self.folder.path().join("stderr.log"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- the program's log ends with:\n{}", self.log());
        }
    }
}

/// Finds the program: `SAMENBEELD_BIN`, else next to (or above) the test that runs.
pub fn binary() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("SAMENBEELD_BIN") {
        return Ok(path.into());
    }
    let me = std::env::current_exe()?;
    let found = me.ancestors().skip(1).take(3).map(|folder| folder.join("samenbeeld")).find(|path| path.is_file());
    found.context(
        "the program is not built: run `cargo build --release -p samenbeeld`, or `cargo verify` for everything",
    )
}

fn spawn(
    options: &Options,
    data: &Path,
    listen: SocketAddr,
    log: &Path,
    said: &Arc<Mutex<String>>,
) -> Result<(Child, SocketAddr)> {
    let binary = binary()?;
    let mut command = match options.core {
        Some(core) => {
            let mut command = Command::new("taskset");
            command.arg("-c").arg(core.to_string()).arg(binary);
            command
        }
        None => Command::new(binary),
    };
    command.arg("serve").arg("--data").arg(data).arg("--listen").arg(listen.to_string());
    if !options.real {
        command.arg("--demo").args(&options.family);
    }
    command.args(&options.arguments).envs(options.env.iter().cloned()).current_dir(repository());
    let errors = File::options().create(true).append(true).open(log)?;
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors).spawn()?;

    let stdout = child.stdout.take().context("no stdout")?;
    let (found, address) = mpsc::sync_channel(1);
    let said = said.clone();
    // Reads to the end, so that the program never waits for someone to read its links.
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            let Ok(line) = line else { break };
            let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
            said.push_str(&line);
            said.push('\n');
            if let Some((_, rest)) = line.split_once("listening on http://")
                && let Some(Ok(addr)) = rest.split_whitespace().next().map(|text| text.trim_end_matches('/').parse())
            {
                let _ = found.try_send(addr);
            }
        }
    });
    match address.recv_timeout(DEADLINE) {
        Ok(addr) => Ok((child, addr)),
        Err(_) => {
            let _ = child.kill();
            let _ = child.wait();
            bail!("the program never said `listening on http://…`; its log ends with:\n{}", tail(log))
        }
    }
}

fn tail(path: &Path) -> String {
    let mut text = String::new();
    if let Ok(mut file) = File::open(path) {
        let length = file.metadata().map_or(0, |data| data.len());
        let _ = file.seek(SeekFrom::Start(length.saturating_sub(4000)));
        let mut bytes = Vec::new();
        let _ = file.read_to_end(&mut bytes);
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    text
}
