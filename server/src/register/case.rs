//! The register of one case: its persons, rooms and consents, and what follows from them for one person at one moment.

use std::collections::BTreeSet;
use std::sync::Arc;

use samenbeeld_schema::ids::{CaseId, DocumentId, DocumentKind, PersonId, RoomId};
use samenbeeld_schema::model::{Capacity, CaseFacts, Gezag, LegalFrame, PersonFacts, Role, RoomFacts, RoomKind};
use samenbeeld_schema::text::{PartialDate, Title};
use serde::{Deserialize, Serialize};

use super::admission::Admission;
use super::consent::{self, Child, Consent, Reading};
use super::emergency::Emergency;
use super::objecting::Objection;
use crate::access::rules;
use crate::calendar::{self, Day};
use crate::document::Timestamp;
use crate::document::presence::Households;
use crate::ways_in::WaysIn;

/// A person as the register knows them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisteredPerson {
    pub facts: PersonFacts,
    /// For a child without a way in: the rooms in which its name may be read.
    pub known_in: BTreeSet<RoomId>,
    /// Rooms that went on from one they were in: their name is known there, and nothing else of them.
    #[serde(default)]
    pub named_in: BTreeSet<RoomId>,
    /// For a professional: when they are directly involved (R6). Nothing means as long as the case runs.
    #[serde(default)]
    pub involved: Vec<Involvement>,
    /// For a worker of this organisation: their account in the office, through which they come in.
    #[serde(default)]
    pub account: Option<PersonId>,
    /// Of an account: who they are at the provider of their employer.
    #[serde(default)]
    pub login: Option<ProviderLogin>,
    /// Of an account: keeps the accounts of the office.
    #[serde(default)]
    pub admin: bool,
}

impl RegisteredPerson {
    /// Somebody from the office who isn't of this case: let in for an emergency, or once.
    pub fn is_guest(&self) -> bool {
        self.account.is_some() && !self.facts.member
    }

    /// A person of whom nothing but the facts is known.
    pub fn of(facts: PersonFacts) -> Self {
        Self {
            facts,
            known_in: BTreeSet::new(),
            named_in: BTreeSet::new(),
            involved: Vec::new(),
            account: None,
            login: None,
            admin: false,
        }
    }
}

/// Who an account is at an OpenID Connect provider: its `iss` and `sub`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderLogin {
    pub issuer: String,
    pub subject: String,
}

/// Whether there are signs of violence or coercive control, as a professional judged before anything joint was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signs {
    No,
    Unsure,
    Yes,
}

/// The answer to the safety questions at one moment. The last one counts; none of them is ever shown to the family.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SafetyCheck {
    pub signs: Signs,
    /// Who, with knowledge of violence at home, judged that a joint room is safe.
    pub expert: Option<Title>,
    pub by: PersonId,
    pub at: Timestamp,
}

/// A stretch of days on which a professional is directly involved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Involvement {
    pub from: PartialDate,
    /// The last day.
    pub until: Option<PartialDate>,
}

/// A room with what only the register needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisteredRoom {
    pub facts: RoomFacts,
    /// Whether frozen versions hold this room.
    pub in_dossier: bool,
    /// The children it is about; nobody named means all whose case it is.
    #[serde(default)]
    pub about: BTreeSet<PersonId>,
    /// The rooms that go on where this one ends, until they are made.
    #[serde(default)]
    pub succession: Vec<Successor>,
    /// Who came in by law while the room went on.
    #[serde(default)]
    pub admissions: Vec<Admission>,
}

/// A room that will go on where another ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    pub id: RoomId,
    pub members: BTreeSet<PersonId>,
}

/// The register of one case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseRegister {
    pub case: CaseFacts,
    pub persons: Vec<RegisteredPerson>,
    pub rooms: Vec<RegisteredRoom>,
    pub consents: Vec<Consent>,
    #[serde(default)]
    pub objections: Vec<Objection>,
    #[serde(default)]
    pub emergencies: Vec<Emergency>,
    #[serde(default)]
    pub safety: Vec<SafetyCheck>,
    #[serde(default)]
    pub ways_in: WaysIn,
    #[serde(skip)]
    pub(super) households: Arc<Households>,
    /// Of the store; 0 until it was kept.
    #[serde(skip)]
    pub(super) revision: u64,
}

impl CaseRegister {
    pub fn new(
        case: CaseFacts,
        persons: Vec<RegisteredPerson>,
        rooms: Vec<RegisteredRoom>,
        consents: Vec<Consent>,
    ) -> Self {
        let mut register = Self {
            case,
            persons,
            rooms,
            consents,
            objections: Vec::new(),
            emergencies: Vec::new(),
            safety: Vec::new(),
            ways_in: WaysIn::default(),
            households: Arc::default(),
            revision: 0,
        };
        register.index();
        register
    }

    pub(super) fn index(&mut self) {
        let households = self.persons.iter().map(|person| {
            let homes = person.facts.household.iter().map(|home| home.as_str().to_owned()).collect();
            (person.facts.id.clone(), homes)
        });
        self.households = Arc::new(households.collect());
    }

    pub fn id(&self) -> &CaseId {
        &self.case.id
    }

    pub fn room(&self, id: &RoomId) -> Option<&RegisteredRoom> {
        self.rooms.iter().find(|room| room.facts.id == *id)
    }

    pub fn person(&self, id: &PersonId) -> Option<&RegisteredPerson> {
        self.persons.iter().find(|known| known.facts.id == *id)
    }

    /// The role of someone with a way in of their own.
    pub fn role_of(&self, person: &PersonId) -> Option<Role> {
        self.person(person).filter(|known| known.facts.member).map(|known| known.facts.role)
    }

    pub fn households(&self) -> &Arc<Households> {
        &self.households
    }

    /// Every document this case has: the voices of members, boards and desks.
    pub fn documents(&self) -> Vec<DocumentId> {
        self.rooms.iter().flat_map(|room| self.documents_of(room)).collect()
    }

    /// The documents of one room.
    pub fn documents_of(&self, room: &RegisteredRoom) -> Vec<DocumentId> {
        let room = &room.facts;
        let voices = room.members.iter().chain(room.former_members.iter().map(|former| &former.person));
        let mut kinds: Vec<_> = voices.map(|member| DocumentKind::Voice(member.clone())).collect();
        if rules::has_board(room.kind) {
            kinds.push(DocumentKind::Board);
        }
        if rules::has_desk(room.kind) {
            kinds.push(DocumentKind::Desk);
        }
        kinds.into_iter().map(|kind| DocumentId::new(self.case.id.clone(), room.id.clone(), kind)).collect()
    }

    /// Whether time alone changes what somebody may do, after one moment and until another.
    pub fn changes_within(&self, after: Timestamp, until: Timestamp) -> bool {
        let within = |at: Timestamp| after < at && at <= until;
        let emergency = |emergency: &Emergency| within(emergency.from) || within(emergency.until);
        // Birthdays, and the ends of consents and involvement, come with the day; an objection changes with the register.
        Day::at(after) != Day::at(until) || self.emergencies.iter().any(emergency)
    }

    /// Whether someone leads this case: composes its rooms, says who comes in, and freezes its versions.
    pub fn leads(&self, person: &PersonId, now: Timestamp) -> bool {
        self.person(person).is_some_and(|known| {
            let leads = rules::leads_case(known.facts.role, self.case.regisseur.as_ref() == Some(person), self.frame());
            // In the office who keeps the accounts leads; in a family's case who has an account there, so that whom the office shuts
            // out leads nowhere.
            known.facts.member && is_involved(known, Day::at(now)) && (leads && known.account.is_some() || known.admin)
        })
    }

    /// A room, and the rooms it went on from.
    pub(super) fn lineage<'a>(&'a self, room: &'a RoomId) -> impl Iterator<Item = &'a RoomId> {
        let before = |id: &&'a RoomId| self.room(id).and_then(|room| room.facts.successor_of.as_ref());
        // No longer than there are rooms, whatever a damaged register says.
        std::iter::successors(Some(room), before).take(self.rooms.len() + 1)
    }

    /// Whether a youth keeps a reader out of a room: of that room, or of one it went on from (R7). What was joint there is in it.
    pub(super) fn objected(&self, youth: &PersonId, reader: &PersonId, room: &RoomId, now: Timestamp) -> bool {
        let mut about_them = self.objections.iter().filter(|one| one.by == *youth && one.reader == *reader).peekable();
        about_them.peek().is_some()
            && about_them.any(|one| one.holds(now) && self.lineage(room).any(|known| one.rooms.contains(known)))
    }

    /// Whether a room went on as another: what is true now is told there.
    pub(super) fn went_on(&self, room: &RoomId) -> bool {
        self.rooms.iter().any(|other| other.facts.successor_of.as_ref() == Some(room))
    }

    /// Under which law the help is given; voluntary as long as nobody said otherwise.
    pub fn frame(&self) -> LegalFrame {
        self.case.legal_frame.unwrap_or(LegalFrame::Voluntary)
    }

    /// Who must agree that somebody reads a room about a child, on the day of a moment.
    pub fn must_agree(&self, about: &PersonId, room: &RoomId, reader: &PersonId, now: Timestamp) -> Vec<PersonId> {
        let (Some(child), Some(reader)) = (self.person(about), self.person(reader)) else { return Vec::new() };
        let asked = asked_about(&child.facts, Day::at(now));
        let with_gezag = self.with_gezag();
        consent::must_agree(asked, &with_gezag, reading(reader, room)).into_iter().cloned().collect()
    }

    pub(super) fn with_gezag(&self) -> Vec<PersonId> {
        let has = |person: &&RegisteredPerson| person.facts.gezag.as_ref().is_some_and(|fact| fact.gezag == Gezag::Yes);
        self.persons.iter().filter(has).map(|person| person.facts.id.clone()).collect()
    }

    /// The children a room is about.
    pub(super) fn about<'a>(&'a self, room: &'a RegisteredRoom) -> impl Iterator<Item = &'a PersonFacts> {
        let named = |facts: &PersonFacts| {
            if room.about.is_empty() { facts.index } else { room.about.contains(&facts.id) }
        };
        self.persons.iter().map(|person| &person.facts).filter(move |facts| named(facts))
    }
}

pub(super) fn asked_about(child: &PersonFacts, today: Day) -> Child<'_> {
    let capacity = child.capacity.unwrap_or(Capacity::Unknown);
    let born = child.birth_date.as_ref().map(Day::last_of);
    Child { person: &child.id, born, age: age_of(child, today), capacity }
}

pub(super) fn reading<'a>(reader: &'a RegisteredPerson, room: &'a RoomId) -> Reading<'a> {
    let role = reader.facts.role;
    Reading { room, reader: &reader.facts.id, by_parent: role == Role::Parent, chosen: role == Role::Jim }
}

/// Completed years on a day.
pub fn age_of(person: &PersonFacts, on: Day) -> Option<u8> {
    calendar::age(Day::last_of(person.birth_date.as_ref()?), on)
}

/// Whether somebody is on the list of who helps here, on a day (R6).
pub(super) fn is_involved(person: &RegisteredPerson, on: Day) -> bool {
    person.involved.is_empty()
        || person.involved.iter().any(|stretch| {
            Day::first_of(&stretch.from) <= on && stretch.until.as_ref().is_none_or(|until| on <= Day::last_of(until))
        })
}

/// Whether a room is somebody's own.
pub fn is_own(kind: RoomKind) -> bool {
    kind == RoomKind::Self_
}
