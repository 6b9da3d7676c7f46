//! Who may do what. Authorization is a type: an [`Admission`] can only be made here, and without one there is no seat at a
//! document; a [`session::Session`] can only come from a valid cookie.
//!
//! - [`rules`]: the pure table of rights
//! - [`session`]: sessions kept by the server, revocable at once
//! - [`ticket`]: short signed tickets for one document
//! - [`site`]: our own address: which origins may speak for a cookie

pub mod rules;
pub mod session;
pub mod site;
pub mod ticket;

use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use samenbeeld_schema::ids::{DocumentId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;

use crate::document::Timestamp;
use crate::register::{CaseRegister, Register, RegisteredRoom, Rights, case};
use session::Session;
use ticket::{Issued, Tickets};

/// The right of one person to sit at one document, and whether they may write there.
#[derive(Clone)]
pub struct Admission {
    document: Arc<DocumentId>,
    person: PersonId,
    writable: bool,
    self_room: bool,
    /// What the ticket was made for; nothing without one.
    ticket: Option<Issued>,
    session: Session,
}

impl Admission {
    pub fn document(&self) -> &Arc<DocumentId> {
        &self.document
    }
    pub fn person(&self) -> &PersonId {
        &self.person
    }
    pub fn writable(&self) -> bool {
        self.writable
    }
    pub fn is_self_room(&self) -> bool {
        self.self_room
    }
    pub fn ticket(&self) -> Option<Issued> {
        self.ticket
    }
    /// The same, with what may be done as it is judged now.
    pub fn judged_again(self, again: Admission) -> Self {
        Self { ticket: self.ticket, ..again }
    }
    /// The session this right comes from; when it ends, the right ends.
    pub fn session(&self) -> &Session {
        &self.session
    }
}

/// The gatekeeper: register and sessions together.
pub struct Access {
    pub register: Arc<Register>,
    pub sessions: Arc<session::Sessions>,
    pub tickets: Tickets,
}

impl Access {
    /// Admits the person of a session to a document by its name on the wire. A document one may not read does not exist:
    /// the answer is the same for a wrong name, an invented one and a foreign one (docs/protocol.md P1, S3).
    pub fn admit(&self, session: &Session, name: &str, now: Timestamp) -> Result<Admission, ErrorCode> {
        let document = DocumentId::parse(name).map_err(|_| ErrorCode::NotFound)?;
        if document.case != *session.case() {
            return Err(ErrorCode::NotFound);
        }
        let register = self.register.case(&document.case).ok_or(ErrorCode::NotFound)?;
        self.admit_to(session, &register, document, now)
    }

    fn admit_to(
        &self,
        session: &Session,
        register: &CaseRegister,
        document: DocumentId,
        now: Timestamp,
    ) -> Result<Admission, ErrorCode> {
        let writable = match register.rights(session.person(), &document, now) {
            Rights::None => return Err(ErrorCode::NotFound),
            Rights::Read => false,
            Rights::Write => true,
        };
        let room = register.room(&document.room).ok_or(ErrorCode::NotFound)?;
        Ok(admission_of(session, room, document, writable))
    }

    /// Admits by a ticket (docs/protocol.md H2). The session behind the ticket must still stand, and the rights are read
    /// now, not when the ticket was made. Beside a cookie it must be that cookie's session: a ticket that somebody got hold of
    /// is no good in another browser that is in.
    pub fn admit_by_ticket(
        &self,
        token: &str,
        name: &str,
        cookie: Option<&Session>,
        now: u64,
    ) -> Result<Admission, ErrorCode> {
        let ticket = self.tickets.check(token, now).map_err(|_| ErrorCode::SessionEnded)?;
        if ticket.document != name {
            return Err(ErrorCode::SessionEnded);
        }
        let session = self.sessions.by_reference(&ticket.session, now).ok_or(ErrorCode::SessionEnded)?;
        if cookie.is_some_and(|cookie| cookie.reference() != session.reference()) {
            return Err(ErrorCode::SessionEnded);
        }
        let admission = self.admit(&session, name, now)?;
        let issued = Issued { generation: ticket.generation, client_id: ticket.client_id };
        Ok(Admission { ticket: Some(issued), ..admission })
    }

    /// What a session may read and write, as one number that changes with it.
    pub fn mark(&self, session: &Session, now: Timestamp) -> u64 {
        let mut hasher = DefaultHasher::new();
        let Some(register) = self.register.case(session.case()) else { return hasher.finish() };
        register.hash_rights(session.person(), now, &mut hasher);
        hasher.finish()
    }

    /// Every document of the session's case that its person may read, with the right to write.
    pub fn readable(&self, session: &Session, now: Timestamp) -> Vec<Admission> {
        let Some(register) = self.register.case(session.case()) else { return Vec::new() };
        let all = register.rights_everywhere(session.person(), now).into_iter();
        let readable = all.filter(|(_, _, rights)| *rights != Rights::None);
        readable
            .map(|(room, document, rights)| admission_of(session, room, document, rights == Rights::Write))
            .collect()
    }
}

/// The right to a document, judged.
fn admission_of(session: &Session, room: &RegisteredRoom, document: DocumentId, writable: bool) -> Admission {
    Admission {
        self_room: case::is_own(room.facts.kind),
        document: Arc::new(document),
        person: session.person().clone(),
        writable,
        ticket: None,
        session: session.clone(),
    }
}
