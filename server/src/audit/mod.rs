//! The log of who did what in a case (NEN 7513): what can't be written down is not answered.
//!
//! - [`event`]: what a line says; [`chain`]: how lines hang together, and whether they still do
//! - [`reading`]: which openings are a line; [`refusals`]: which refusals are
//! - [`writer`]: the thread that brings lines to disk, many with one fsync
//! - [`who_looked`]: what the people of a case see of it; [`review`]: what somebody should ask about; [`daily`]: when
//!
//! This file is the one way in for the rest of the program.

pub mod chain;
pub mod daily;
pub mod event;
pub mod reading;
pub mod refusals;
pub mod review;
pub mod who_looked;
pub mod writer;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::protocol::ErrorCode;

use self::chain::{Break, Head, Line, NodeKey};
use self::event::{Event, Ground, Kind, Network, Object, Outcome, User, session_mark};
use self::reading::{Opening, Place, Readings};
use self::refusals::{Refusal, Refusals};
use self::writer::{Closed, Entry, Writer};
use crate::access::session::Session;
use crate::clock::Clock;
use crate::register::{CaseRegister, Register};
use crate::vault::{Vault, VaultError};

/// The log of every case.
pub struct Audit {
    vault: Arc<Vault>,
    register: Arc<Register>,
    clock: Arc<dyn Clock>,
    key: Arc<NodeKey>,
    writer: Writer,
    readings: Arc<Mutex<Readings>>,
    refusals: Mutex<Refusals>,
}

/// Who asks, and from where.
#[derive(Clone)]
pub struct Asker {
    pub session: Option<Session>,
    pub network: Option<Network>,
}

/// Something that someone with a session does.
pub struct Deed {
    pub kind: Kind,
    pub rooms: BTreeSet<RoomId>,
    pub document: Option<DocumentId>,
    pub version: Option<ItemId>,
    pub outcome: Outcome,
    pub ground: &'static str,
}

impl Deed {
    /// Something done as a member of these rooms.
    pub fn of(kind: Kind, rooms: BTreeSet<RoomId>) -> Self {
        Self { kind, rooms, document: None, version: None, outcome: Outcome::Done, ground: Ground::MEMBER }
    }
}

impl From<Closed> for ErrorCode {
    fn from(_: Closed) -> Self {
        ErrorCode::StoreUnavailable
    }
}

impl Audit {
    /// Opens the log. `on_fatal` must end the process: the disk failed to keep what it was given.
    pub fn start(
        vault: Arc<Vault>,
        register: Arc<Register>,
        clock: Arc<dyn Clock>,
        on_fatal: Box<dyn Fn() + Send>,
    ) -> std::io::Result<Self> {
        let key = Arc::new(NodeKey::new(vault.derived_secret()));
        let readings = Arc::<Mutex<Readings>>::default();
        let writer = Writer::start(vault.clone(), key.clone(), readings.clone(), on_fatal)?;
        Ok(Self { vault, register, clock, key, writer, readings, refusals: Mutex::default() })
    }

    /// Writes down that rooms are opened, each once for each reading session. Nothing of them may leave before this resolves.
    pub async fn open_rooms(
        &self,
        session: &Session,
        network: Option<&Network>,
        rooms: impl IntoIterator<Item = RoomId>,
    ) -> Result<(), ErrorCode> {
        let register = self.register.case(session.case());
        let now = self.clock.now();
        // Why they read it, as the rules say now; who only reads their own words there reads those, and nothing else.
        let read = |room: &RoomId| {
            let register = register.as_ref()?;
            Some(register.verdict(session.person(), register.room(room)?, now)?.read)
        };
        let deeds = rooms.into_iter().map(|room| {
            let deed = Deed::of(Kind::RoomRead, BTreeSet::from([room.clone()]));
            let (ground, place) = match read(&room) {
                Some(Ok(ground)) => (ground.code(), Place::Room(room)),
                Some(Err(_)) => (Ground::OWN_WORDS, Place::OwnWords(room)),
                None => (deed.ground, Place::Room(room)),
            };
            (Deed { ground, ..deed }, Some(place))
        });
        self.write(session, network, deeds).await
    }

    /// Writes down that a place is opened that is no room, once for each reading session.
    pub async fn open(
        &self,
        session: &Session,
        network: Option<&Network>,
        place: Place,
        deed: Deed,
    ) -> Result<(), ErrorCode> {
        self.write(session, network, [(deed, Some(place))]).await
    }

    /// Writes down what is done, every time. It may not happen before this resolves.
    pub async fn log(&self, session: &Session, network: Option<&Network>, deed: Deed) -> Result<(), ErrorCode> {
        self.write(session, network, [(deed, None)]).await
    }

    async fn write(
        &self,
        session: &Session,
        network: Option<&Network>,
        deeds: impl IntoIterator<Item = (Deed, Option<Place>)>,
    ) -> Result<(), ErrorCode> {
        let now = self.clock.now();
        let mark = session_mark(session);
        let register = self.register.case(session.case());
        let mut entries = Vec::new();
        {
            let mut readings = self.readings();
            for (deed, place) in deeds {
                let once = place.map(|place| Opening { session: mark.clone(), place });
                if once.as_ref().is_some_and(|opening| readings.goes_on(opening, now)) {
                    continue;
                }
                let Deed { kind, rooms, document, version, outcome, ground } = deed;
                let object = Object { case: Some(session.case().clone()), rooms, document, version };
                let emergency = register.as_ref().and_then(|register| emergency_of(register, session, ground, now));
                // Whoever is in for an emergency is nobody's member, whatever they do.
                let ground = if emergency.is_some() && ground == Ground::MEMBER { Ground::EMERGENCY } else { ground };
                let event = Event {
                    outcome,
                    user: self.user(session.case(), session.person()),
                    session: Some(mark.clone()),
                    network: network.cloned(),
                    ground: Ground::new(ground),
                    emergency,
                    ..Event::new(kind, now, object)
                };
                entries.push(Entry { case: session.case().clone(), event, once });
            }
        }
        if entries.is_empty() {
            return Ok(());
        }
        Ok(self.writer.write(entries).await?)
    }

    /// Writes down that somebody of the office is let into a case for an emergency. They may not be before this resolves.
    pub async fn let_in(
        &self,
        office: &Session,
        network: Option<&Network>,
        case: &CaseRegister,
        (person, now): (&PersonId, u64),
    ) -> Result<(), ErrorCode> {
        let id = case.id().clone();
        let rooms = case.opened_by_emergency(person, now).into_iter().collect();
        let object = Object { case: Some(id.clone()), rooms, ..Object::default() };
        let event = Event {
            user: user_in(case, person),
            session: Some(session_mark(office)),
            network: network.cloned(),
            ground: Ground::new(Ground::EMERGENCY),
            emergency: case.emergency_of(person, now).map(|emergency| emergency.reason.as_str().to_owned()),
            ..Event::new(Kind::EmergencyOpened, now, object)
        };
        Ok(self.writer.write(vec![Entry { case: id, event, once: None }]).await?)
    }

    /// Rooms that are still open are in use: their reading sessions go on.
    pub fn used<'a>(&self, session: &Session, rooms: impl IntoIterator<Item = &'a RoomId>) {
        let (now, mark) = (self.clock.now(), session_mark(session));
        let mut readings = self.readings();
        for room in rooms {
            for place in [Place::Room(room.clone()), Place::OwnWords(room.clone())] {
                readings.goes_on(&Opening { session: mark.clone(), place }, now);
            }
        }
    }

    /// Notes that something of a case was refused. Nobody waits for the disk: a refusal gives nothing away, and how long it takes
    /// must not tell which cases exist.
    pub fn refused(&self, asker: &Asker, kind: Kind, asked: &Asked, code: ErrorCode) {
        let session = asker.session.as_ref();
        let object = self.object_of(asked);
        // In the log of what was asked for; what doesn't exist has none.
        let Some(case) = object.case.clone().or_else(|| session.map(|session| session.case().clone())) else { return };
        let now = self.clock.now();
        let mark = session.map(session_mark);
        let network = asker.network.clone();
        let refusal = Refusal { case, session: mark, network, kind, object, code };
        let repeats = self.refusals.lock().unwrap_or_else(PoisonError::into_inner).is_line(&refusal, now);
        let Some(repeats) = repeats else { return };
        let Refusal { case, session: mark, network, object, .. } = refusal;
        let event = Event {
            outcome: Outcome::Refused,
            refusal: Some(code),
            repeats,
            user: session.and_then(|session| self.user(&case, session.person())),
            session: mark,
            network,
            ..Event::new(kind, now, object)
        };
        if self.writer.hand_over(Entry { case, event, once: None }).is_err() {
            tracing::error!("a refusal could not be written down");
        }
    }

    /// All lines of a case, oldest first. Blocks.
    pub fn lines(&self, case: &CaseId) -> Result<Vec<Line>, VaultError> {
        self.vault.open_audit(case)
    }

    /// Whether the log of a case is what was written. Blocks.
    pub fn verify(&self, case: &CaseId) -> Result<Result<(), Break>, VaultError> {
        loop {
            let before = self.vault.open_audit_head(case)?;
            let lines = self.vault.open_audit(case)?;
            // Only when nothing was written meanwhile do head and lines belong together.
            if before == self.vault.open_audit_head(case)? {
                let heads: Vec<Head> = before.into_iter().collect();
                return Ok(chain::verify(case, &lines, &heads, &[self.key.public()]).map(|_| ()));
            }
        }
    }

    /// Takes nothing more, and returns when what waits is on disk.
    pub fn stop(&self) {
        self.writer.shutdown();
    }

    fn user(&self, case: &CaseId, person: &PersonId) -> Option<User> {
        user_in(self.register.case(case)?.as_ref(), person)
    }

    /// What exists of what was asked for.
    fn object_of(&self, asked: &Asked) -> Object {
        let (case, document) = match asked {
            Asked::Case(case) => (case, None),
            Asked::Document(document) => (&document.case, Some(document)),
            Asked::Nothing => return Object::default(),
        };
        let Some(register) = self.register.case(case) else { return Object::default() };
        let document = document.filter(|document| register.documents().contains(document)).cloned();
        let rooms = document.iter().map(|document| document.room.clone()).collect();
        Object { case: Some(case.clone()), rooms, document, version: None }
    }

    fn readings(&self) -> MutexGuard<'_, Readings> {
        self.readings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn user_in(register: &CaseRegister, person: &PersonId) -> Option<User> {
    let known = register.person(person);
    let comes_in = known.filter(|known| known.facts.member || known.is_guest());
    let organisation = known.and_then(|known| known.facts.organisation.as_ref());
    Some(User {
        user_id: person.clone(),
        role_code: comes_in.map(|known| known.facts.role),
        organisation: organisation.map(|name| name.as_str().to_owned()),
        responsible_id: None,
    })
}

/// The reason of the emergency in which somebody does something: while it runs, and for what it allowed a moment before it ended.
fn emergency_of(register: &CaseRegister, session: &Session, ground: &str, now: u64) -> Option<String> {
    let person = session.person();
    let running = register.emergency_of(person, now);
    let allowed = || (ground == Ground::EMERGENCY).then(|| register.emergency_before(person, now)).flatten();
    running.or_else(allowed).map(|emergency| emergency.reason.as_str().to_owned())
}

/// What was asked for and refused, as it was named.
pub enum Asked {
    Case(CaseId),
    Document(DocumentId),
    /// A name that names nothing.
    Nothing,
}

impl Asked {
    /// What a document's name on the wire asks for.
    pub fn document(name: &str) -> Self {
        DocumentId::parse(name).map_or(Self::Nothing, Self::Document)
    }
    /// What a case's name in a path asks for.
    pub fn case(name: &str) -> Self {
        CaseId::parse(name).map_or(Self::Nothing, Self::Case)
    }
}

#[cfg(test)]
mod tests;
