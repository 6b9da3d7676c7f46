//! Rights: what one person may do in each room and document of a case at one moment, judged by the rules of `access::rules`.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use samenbeeld_schema::ids::{DocumentId, DocumentKind, PersonId, RoomId};
use samenbeeld_schema::model::{Gezag, PersonFacts, RoomFacts};

use super::case::{CaseRegister, RegisteredPerson, RegisteredRoom, age_of, asked_about, is_involved, reading};
use super::consent::{self, Child};
use crate::access::rules::{self, About, Answer, Denial, Situation, Verdict};
use crate::calendar::Day;
use crate::document::Timestamp;

/// What a person may do with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// For this person the document does not exist.
    None,
    Read,
    Write,
}

impl CaseRegister {
    /// What a person may do in a room, and why.
    pub fn verdict(&self, person: &PersonId, room: &RegisteredRoom, now: Timestamp) -> Option<Verdict> {
        Some(rules::decide(&self.situation(person, room, now)?))
    }

    /// Whether someone reads a room as one of its people, and not for an emergency: what the others are told.
    pub fn belongs(&self, person: &PersonId, room: &RegisteredRoom, now: Timestamp) -> bool {
        self.verdict(person, room, now)
            .is_some_and(|verdict| verdict.read.is_ok_and(|on| on != rules::Ground::Emergency))
    }

    /// Whether someone reads a room whole.
    pub fn reads(&self, person: &PersonId, room: &RegisteredRoom, now: Timestamp) -> bool {
        self.verdict(person, room, now).is_some_and(|verdict| verdict.read.is_ok())
    }

    /// The rooms that are written in of which someone is a member and which they don't read now, as one who may be let in or was
    /// (R5). Who has no business there is told nothing.
    pub fn reads_not(&self, person: &PersonId, now: Timestamp) -> impl Iterator<Item = (&RegisteredRoom, Denial)> {
        let member = self.rooms.iter().filter(|room| room.facts.open && room.facts.members.contains(person));
        member.filter_map(move |room| match self.verdict(person, room, now)?.read {
            Ok(_) | Err(Denial::NotAMember | Denial::NotInvolved | Denial::RoleNotHere | Denial::OnlyAVersion) => None,
            Err(denial) => Some((room, denial)),
        })
    }

    /// The rooms that someone reads whole. Who only keeps their own words of a room is told nothing else that stands there.
    pub fn rooms_read_by(&self, person: &PersonId, now: Timestamp) -> BTreeSet<RoomId> {
        let read = self.rooms.iter().filter(|room| self.reads(person, room, now));
        read.map(|room| room.facts.id.clone()).collect()
    }

    /// What a person may do with a document of this case. Whoever doesn't read a room (any more) still reads what they wrote
    /// there themselves.
    pub fn rights(&self, person: &PersonId, document: &DocumentId, now: Timestamp) -> Rights {
        let known = self.room(&document.room);
        // What isn't there is judged as long as what is, by any other room: time must not tell the two apart.
        let Some(room) = known.or(self.rooms.first()) else { return Rights::None };
        let Some(verdict) = self.verdict(person, room, now) else { return Rights::None };
        if known.is_none() { Rights::None } else { rights_by(&verdict, person, room, &document.kind) }
    }

    /// What a person may do with every document of the case, each room judged once.
    pub fn rights_everywhere(&self, person: &PersonId, now: Timestamp) -> Vec<(&RegisteredRoom, DocumentId, Rights)> {
        let judged = self.rooms.iter().filter_map(|room| Some((room, self.verdict(person, room, now)?)));
        let all = judged.flat_map(|(room, verdict)| {
            let documents = self.documents_of(room).into_iter();
            documents.map(move |document| {
                let rights = rights_by(&verdict, person, room, &document.kind);
                (room, document, rights)
            })
        });
        all.collect()
    }

    /// Feeds what a person may read and write in the case to a hash, which changes with it. Each room is judged once, and
    /// nothing is made for it: every socket asks this when it opens.
    pub fn hash_rights(&self, person: &PersonId, now: Timestamp, hasher: &mut impl Hasher) {
        for room in &self.rooms {
            let Some(verdict) = self.verdict(person, room, now) else { continue };
            let facts = &room.facts;
            let own = DocumentKind::Voice(person.clone());
            if verdict.read.is_ok() {
                let written = [verdict.voice, verdict.board, verdict.desk].map(|answer| answer.is_ok());
                (&facts.id, written, rules::has_board(facts.kind), rules::has_desk(facts.kind)).hash(hasher);
                facts.members.hash(hasher);
                facts.former_members.iter().for_each(|former| former.person.hash(hasher));
            } else if rights_by(&verdict, person, room, &own) != Rights::None {
                (&facts.id, "own words").hash(hasher);
            }
        }
    }

    pub(super) fn situation(&self, person: &PersonId, room: &RegisteredRoom, now: Timestamp) -> Option<Situation> {
        let emergency = self.emergency_of(person, now).is_some();
        let known = self.person(person).filter(|known| known.facts.member || emergency)?;
        let today = Day::at(now);
        let facts = &known.facts;
        let role = facts.role;
        let about = self.about(room).map(|child| self.about_child(child, known, room, now, today));
        Some(Situation {
            role,
            age: age_of(facts, today),
            gezag: facts.gezag.as_ref().map_or(Gezag::Unknown, |fact| fact.gezag),
            involved: role.gives_help() && is_involved(known, today),
            regisseur: self.case.regisseur.as_ref() == Some(person),
            legal_frame: self.frame(),
            member: room.facts.members.contains(person),
            room: room.facts.kind,
            open: room.facts.open,
            about: about.collect(),
            emergency,
        })
    }

    fn about_child(
        &self,
        child: &PersonFacts,
        reader: &RegisteredPerson,
        room: &RegisteredRoom,
        now: Timestamp,
        today: Day,
    ) -> About {
        let asked = asked_about(child, today);
        let reading = reading(reader, &room.facts.id);
        let Child { age, capacity, .. } = asked;
        let objection = self.objected(&child.id, &reader.facts.id, &room.facts.id, now);
        About {
            age,
            capacity,
            consent: consent::state(&self.consents, asked, &self.with_gezag(), reading, now),
            objection,
        }
    }
}

/// What follows for one document of a room from what a person may do there.
fn rights_by(verdict: &Verdict, person: &PersonId, room: &RegisteredRoom, kind: &DocumentKind) -> Rights {
    if !exists_in(&room.facts, kind) {
        return Rights::None;
    }
    let own = *kind == DocumentKind::Voice(person.clone());
    let write: Answer = match kind {
        DocumentKind::Voice(owner) if owner == person && room.facts.members.contains(owner) => verdict.voice,
        DocumentKind::Voice(_) => Err(rules::Denial::NotAMember),
        DocumentKind::Board => verdict.board,
        DocumentKind::Desk => verdict.desk,
    };
    match (verdict.read, write) {
        (Ok(_), Ok(_)) => Rights::Write,
        (Ok(_), Err(_)) => Rights::Read,
        (Err(_), _) if own => Rights::Read,
        (Err(_), _) => Rights::None,
    }
}

/// Whether a room has such a document.
fn exists_in(room: &RoomFacts, kind: &DocumentKind) -> bool {
    match kind {
        DocumentKind::Voice(owner) => {
            room.members.contains(owner) || room.former_members.iter().any(|former| former.person == *owner)
        }
        DocumentKind::Board => rules::has_board(room.kind),
        DocumentKind::Desk => rules::has_desk(room.kind),
    }
}
