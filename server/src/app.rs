//! The program as one value: built from a configuration, told where it listens, run until it is stopped.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::web::Data;
use actix_web::{App, HttpServer};
use samenbeeld_schema::ids::{CaseId, DocumentId};
use samenbeeld_store::Store;
use samenbeeld_store::sqlite;

use crate::access::Access;
use crate::access::session::Sessions;
use crate::access::site::Site;
use crate::access::ticket::Tickets;
use crate::audit::{self, Audit};
use crate::clock::{Clock, DemoClock, SystemClock};
use crate::config::{self, Serve};
use crate::demo;
use crate::document::documents::{Documents, Threads};
use crate::http;
use crate::http::limits::Limits;
use crate::http::oidc::desk::Desk;
use crate::office;
use crate::register::Register;
use crate::socket::line::Line;
use crate::succession;
use crate::vault::{OpenError, Vault, VaultError};
use crate::version::restore_point::FrozenRooms;
use crate::ways_in::challenge::{OfDevices, OfNewPasskeys, OfPasskeys};

/// Connections that may wait to be accepted: a whole school reconnecting at once.
const BACKLOG: u32 = 4096;
/// Connections one worker may hold.
const CONNECTIONS_PER_WORKER: usize = 25_000;
/// Writing sessions remembered by id; when there are more all are forgotten, and end by themselves when quiet.
const WRITINGS_MAX: usize = 10_000;

/// Every so often sessions that ran out are forgotten.
const SWEEP: Duration = Duration::from_secs(60 * 60);
/// Every so often rights are judged again where time alone changed them.
const PASSING: Duration = Duration::from_secs(1);

/// How long ago a professional may have shown their provider who they are: a working day.
const OIDC_MAX_AGE: Duration = Duration::from_secs(8 * 60 * 60);
/// How long one request to the provider may take.
const OIDC_PATIENCE: Duration = Duration::from_secs(5);

/// Every so often the log is checked and reviewed.
const REVIEW: Duration = Duration::from_secs(24 * 60 * 60);

/// What every handler may reach.
pub struct State {
    pub clock: Arc<dyn Clock>,
    pub vault: Arc<Vault>,
    pub access: Access,
    pub site: Site,
    /// What devices are asked.
    pub challenges: OfDevices,
    /// What is asked of passkeys that come in, and where one is made.
    pub passkeys: (OfPasskeys, OfNewPasskeys),
    pub limits: Limits,
    /// Held by whoever begins a session from what the register says, and by who ends all of a person's: none begins in between.
    pub coming_in: tokio::sync::RwLock<()>,
    pub audit: Arc<Audit>,
    pub documents: Documents,
    pub writings: WritingPlaces,
    /// The case of `--demo`.
    pub demo_case: Option<CaseId>,
    /// Held while somebody is let in for an emergency.
    pub letting_in: tokio::sync::Mutex<()>,
    /// Where professionals are let in, when a provider is configured.
    pub oidc: Option<Desk>,
}

/// In which document a writing session is.
#[derive(Default)]
pub struct WritingPlaces(Mutex<HashMap<String, Arc<DocumentId>>>);

impl WritingPlaces {
    pub fn remember(&self, session: &str, document: Arc<DocumentId>) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= WRITINGS_MAX {
            places.clear();
        }
        places.insert(session.to_owned(), document);
    }
    pub fn document_of(&self, session: &str) -> Option<Arc<DocumentId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(session).cloned()
    }
}

/// Why the program can't start. Written for who starts it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the data folder {0} can't be opened: {1}")]
    Data(String, sqlite::OpenError),
    #[error("{0}")]
    Vault(#[from] OpenError),
    #[error("what the data folder holds can't be read: {0}")]
    Register(#[from] VaultError),
    #[error("the demo family can't be loaded: {0}")]
    Demo(#[from] demo::DemoError),
    #[error("{0} can't be listened on: {1}")]
    Listen(SocketAddr, std::io::Error),
    #[error("a thread can't be started: {0}")]
    Threads(std::io::Error),
    #[error("the secret of the OpenID Connect provider can't be read from {0}: {1}")]
    OidcSecret(String, std::io::Error),
    #[error("OpenID Connect can't be set up: {0}")]
    Oidc(#[from] samenbeeld_identity::DiscoverError),
}

pub struct Application {
    server: Server,
    address: SocketAddr,
    state: Data<State>,
    threads: Threads,
}

impl Application {
    /// Opens the data, loads the demo family when asked, and binds the port. Call it in an actix system.
    pub async fn build(config: &Serve) -> Result<Self, StartError> {
        let clock: Arc<dyn Clock> = match config.today {
            Some(moment) => Arc::new(DemoClock::beginning(moment)),
            None => Arc::new(SystemClock),
        };
        let store: Arc<dyn Store> = Arc::new(
            sqlite::open(&config.data).map_err(|error| StartError::Data(config.data.display().to_string(), error))?,
        );
        let vault = Arc::new(Vault::open(store.clone(), &config.key, Box::new(end_the_process))?);
        let register = Arc::new(Register::open(vault.clone())?);
        let demo_case = match &config.demo {
            Some(family) => Some(demo::load_once(family, &config.data, &vault, &register, clock.as_ref())?),
            None => None,
        };
        for case in register.cases().into_keys() {
            // What a crash broke off goes on before anybody comes in.
            succession::carry_out(&vault, &register, &case, clock.now())?;
        }
        office::open_once(&register, demo_case.as_ref().map_or_else(Vec::new, |case| demo::accounts(&register, case)))?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let restore_points =
            Arc::new(FrozenRooms { vault: vault.clone(), register: register.clone(), clock: clock.clone() });
        let (documents, threads) =
            Documents::start(cores.div_ceil(2), vault.clone(), clock.clone(), restore_points, register.clone())
                .map_err(StartError::Threads)?;
        let audit = Audit::start(vault.clone(), register.clone(), clock.clone(), Box::new(end_the_process));
        let audit = Arc::new(audit.map_err(StartError::Threads)?);
        let access = Access {
            register,
            sessions: Arc::new(Sessions::new(store)),
            tickets: Tickets::new(vault.derived_secret()),
        };
        let listener = listen(config.listen).map_err(|error| StartError::Listen(config.listen, error))?;
        let address = listener.local_addr().map_err(|error| StartError::Listen(config.listen, error))?;
        let public_url = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let oidc = config.oidc.as_ref().map(|oidc| desk(oidc, &public_url)).transpose()?;
        let writings = WritingPlaces::default();
        let site = Site::new(config.public_url.as_deref());
        let (challenges, passkeys) = Default::default();
        let limits = Limits::default();
        let state = Data::new(State {
            clock,
            vault,
            access,
            site,
            challenges,
            passkeys,
            limits,
            audit,
            documents,
            writings,
            demo_case,
            letting_in: tokio::sync::Mutex::default(),
            coming_in: tokio::sync::RwLock::default(),
            oidc,
        });
        let shared = state.clone();
        let app = move || {
            let headers = http::headers::of_answers(shared.site.over_tls());
            App::new().wrap(headers).app_data(shared.clone()).configure(http::routes)
        };
        let server = HttpServer::new(app)
            .workers(cores)
            .backlog(BACKLOG)
            .max_connections(CONNECTIONS_PER_WORKER)
            .disable_signals()
            .shutdown_timeout(5)
            .tcp_nodelay(true)
            .on_connect(|connection, data| {
                if let Some(line) = Line::of(connection) {
                    data.insert(line);
                }
            })
            .listen(listener)
            .map_err(|error| StartError::Listen(address, error))?
            .run();
        Ok(Self { server, address, state, threads })
    }

    /// Where it listens: the port is known only now when the configuration asked for any.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Serves until a signal comes, then lets everything under way reach the disk.
    pub async fn run_until_stopped(self) -> std::io::Result<()> {
        let handle = self.server.handle();
        let state = self.state.clone();
        actix_web::rt::spawn(async move {
            signal().await;
            stop(&handle, &state).await;
        });
        let upkeep = actix_web::rt::spawn(sweep(self.state.clone()));
        let passing = actix_web::rt::spawn(let_time_pass(self.state.clone()));
        let reviews = actix_web::rt::spawn(review(self.state.audit.clone()));
        let ended = self.server.await;
        upkeep.abort();
        passing.abort();
        reviews.abort();
        self.state.audit.stop();
        drop(self.state);
        self.threads.join();
        ended
    }
}

async fn stop(handle: &ServerHandle, state: &State) {
    tracing::info!("stopping: sockets are told, what is under way goes to disk");
    state.documents.stop().await;
    state.vault.journal().shutdown();
    handle.stop(true).await;
}

/// Forgets sessions that ran out: at the start, then every hour. One that fails is tried again an hour later; nobody gets in
/// by a session that ran out, swept or not.
async fn sweep(state: Data<State>) {
    let mut hours = actix_web::rt::time::interval(SWEEP);
    loop {
        hours.tick().await;
        state.limits.tidy();
        let (sessions, now) = (state.access.sessions.clone(), state.clock.now());
        if let Ok(Err(error)) = actix_web::web::block(move || sessions.sweep(now)).await {
            tracing::warn!(error = %error, "sessions that ran out could not be forgotten");
        }
    }
}

/// Has rights judged again where time changed them: within a second of a birthday's midnight.
async fn let_time_pass(state: Data<State>) {
    let mut seconds = actix_web::rt::time::interval(PASSING);
    let mut after = state.clock.now();
    loop {
        seconds.tick().await;
        let until = state.clock.now();
        state.access.register.let_pass(after, until);
        after = until.max(after);
    }
}

/// Checks and reviews the log: at the start, then every day.
async fn review(audit: Arc<Audit>) {
    let mut days = actix_web::rt::time::interval(REVIEW);
    loop {
        days.tick().await;
        let audit = audit.clone();
        if let Ok(Err(error)) = actix_web::web::block(move || audit::daily::run(&audit)).await {
            tracing::error!(error = %error, "the log could not be reviewed");
        }
    }
}

async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        // Without signals the program can only be killed; nothing acknowledged is lost by that.
        _ => std::future::pending().await,
    }
}

/// The desk of a provider. It is not asked anything yet: the program starts without it.
fn desk(oidc: &config::Oidc, public_url: &str) -> Result<Desk, StartError> {
    let path = &oidc.client_secret_file;
    let secret = std::fs::read_to_string(path);
    let secret = secret.map_err(|error| StartError::OidcSecret(path.display().to_string(), error))?;
    let public_url = public_url.trim_end_matches('/');
    let config = samenbeeld_identity::Config {
        issuer: oidc.issuer.clone(),
        client_id: oidc.client_id.clone(),
        client_secret: secret.trim_end().to_owned(),
        redirect: format!("{public_url}{}", http::oidc::CALLBACK),
        acr: oidc.acr.clone(),
        max_age: OIDC_MAX_AGE,
        scopes: vec!["profile".to_owned()],
        organisation_claim: "organisation".to_owned(),
        patience: OIDC_PATIENCE,
    };
    config.check()?;
    Ok(Desk::new(config, format!("{public_url}/")))
}

/// Binds with a large backlog: a TCP listener made by the standard library has a fixed small one.
fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let domain = if address.is_ipv4() { socket2::Domain::IPV4 } else { socket2::Domain::IPV6 };
    let socket = socket2::Socket::new(domain, socket2::Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(i32::try_from(BACKLOG).unwrap_or(i32::MAX))?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

/// The disk failed to keep what it was given: whatever is acknowledged from here on could be a lie.
fn end_the_process() {
    tracing::error!(
        "the disk failed to keep what it was given; the program ends and reads again from disk at the next start"
    );
    std::process::exit(70);
}
