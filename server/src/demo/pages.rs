//! Documents while they are being filled: one author each, written through the schema's operations.

use std::collections::{BTreeMap, BTreeSet};

use samenbeeld_gate::{ClockRange, Index, Owner, Verdict, parse_update};
use samenbeeld_schema::doc::write::{Context, Operation, execute};
use samenbeeld_schema::ids::{DocumentId, DocumentKind, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::RoomKind;
use samenbeeld_store::Claim;
use yrs::{Doc, ReadTxn, StateVector, Transact};

use super::{DemoError, people};
use crate::clock;
use crate::document::Timestamp;
use crate::document::claims::claims_of;
use crate::document::core::{Commit, Contribution};
use crate::document::roots::DocumentRoots;
use crate::document::seat::SeatId;
use crate::register::{CaseRegister, Rights};

struct Page {
    doc: Doc,
    author: PersonId,
    client: u64,
}

/// All documents of a case that got something, and what each room's readers may read so far.
pub struct Pages<'a> {
    register: &'a CaseRegister,
    judged_at: Timestamp,
    /// Those the register knows: only they will have a place in the store.
    documents: BTreeSet<DocumentId>,
    pages: BTreeMap<DocumentId, Page>,
    items: BTreeMap<RoomId, BTreeSet<ItemId>>,
}

impl<'a> Pages<'a> {
    pub fn new(register: &'a CaseRegister) -> Self {
        let documents = register.documents().into_iter().collect();
        Self {
            judged_at: people::moment_of(register),
            register,
            documents,
            pages: BTreeMap::new(),
            items: BTreeMap::new(),
        }
    }

    /// Who is in a room.
    pub fn members(&self, place: &str, room: &RoomId) -> Result<&'a BTreeSet<PersonId>, DemoError> {
        let known = self.register.room(room).ok_or_else(|| DemoError::Nowhere(place.to_owned(), room.to_string()))?;
        Ok(&known.facts.members)
    }

    /// Whether a person may write a document of a room, as everybody is judged.
    pub fn may_write(&self, person: &PersonId, room: &RoomId, document: &DocumentKind) -> bool {
        let document = DocumentId::new(self.register.id().clone(), room.clone(), document.clone());
        matches!(self.register.rights(person, &document, self.judged_at), Rights::Write)
    }

    /// Notes that an item stands in a room, so that what is written where its readers read may name it.
    pub fn announce(&mut self, room: &RoomId, item: ItemId) {
        self.items.entry(room.clone()).or_default().insert(item);
    }

    /// Carries out an operation as its author. `place` names the place in the file.
    pub fn write(
        &mut self,
        place: &str,
        author: &PersonId,
        room: &RoomId,
        kind: DocumentKind,
        operation: Operation,
    ) -> Result<(), DemoError> {
        let context = self.context(place, author, room, kind.clone())?;
        if !self.documents.contains(&context.document) || !self.may_write(author, room, &kind) {
            return Err(DemoError::MayNotWrite {
                place: place.to_owned(),
                who: author.to_string(),
                document: kind.to_string(),
                room: room.to_string(),
            });
        }
        let page = self.pages.entry(context.document.clone()).or_insert_with(|| {
            let client = u64::from(u32::from_le_bytes(clock::random()) | 1);
            Page { doc: samenbeeld_schema::doc::open(client), author: author.clone(), client }
        });
        let mut transaction = page.doc.transact_mut();
        execute(&mut transaction, &context, operation)
            .map_err(|refused| DemoError::Refused { place: place.to_owned(), refused })
    }

    fn context(&self, place: &str, author: &PersonId, room: &RoomId, kind: DocumentKind) -> Result<Context, DemoError> {
        let nowhere = || DemoError::Nowhere(place.to_owned(), room.to_string());
        let here = &self.register.room(room).ok_or_else(nowhere)?.facts;
        // A room that every reader of this one reads too: what stands there may be named here (D15).
        let wider = || {
            self.register.rooms.iter().map(|other| &other.facts).filter(|other| here.members.is_subset(&other.members))
        };
        let members = wider().flat_map(|other| other.members.iter().cloned());
        let known = self.register.persons.iter().filter(|person| wider().any(|r| person.known_in.contains(&r.id)));
        Ok(Context {
            person: author.clone(),
            document: DocumentId::new(self.register.case.id.clone(), room.clone(), kind),
            room_kind: here.kind,
            items: wider().filter_map(|other| self.items.get(&other.id)).flatten().copied().collect(),
            persons: members.chain(known.map(|person| person.facts.id.clone())).collect(),
            written_for: BTreeSet::new(),
            present: BTreeSet::new(),
            without_access: BTreeSet::new(),
            rooms: wider().filter(|other| other.kind != RoomKind::Self_).map(|other| other.id.clone()).collect(),
        })
    }

    /// What was written, as first commits of their documents.
    pub fn commits(&self, now: u64) -> Result<Vec<(DocumentId, Commit)>, DemoError> {
        let mut commits = Vec::with_capacity(self.pages.len());
        for (document, page) in &self.pages {
            let transaction = page.doc.transact();
            let update = transaction.encode_diff_v1(&StateVector::default());
            let claims = self.claims(document, &update)?;
            let len = transaction.state_vector().iter().map(|(_, clock)| clock).max().copied().unwrap_or(0);
            let contribution = Contribution {
                person: page.author.clone(),
                seat: SeatId(0),
                received: now,
                inserted: vec![ClockRange { client: page.client, clock: 0, len }],
                deleted: Vec::new(),
            };
            let commit = Commit {
                generation: 1,
                expected_head: 0,
                update: update.into(),
                contributions: vec![contribution],
                bindings: vec![(page.client, page.author.clone())],
                runs: Vec::new(),
                claims,
            };
            commits.push((document.clone(), commit));
        }
        Ok(commits)
    }

    /// The items an update brings: they are their authors' from here on, as if the update had come over the wire.
    fn claims(&self, document: &DocumentId, update: &[u8]) -> Result<Vec<Claim>, DemoError> {
        let not_ours = || DemoError::NotOurs(document.clone());
        let self_room = self.register.room(&document.room).is_some_and(|room| room.facts.kind == RoomKind::Self_);
        let roots = DocumentRoots::new(document.kind.clone(), self_room);
        let update = parse_update(update).map_err(|_| not_ours())?;
        match Index::new().judge(&update, &roots, &|_| Owner::Free) {
            Verdict::Accept(accepted) => claims_of(&roots, &accepted.fresh).map_err(|_| not_ours()),
            Verdict::Nothing => Ok(Vec::new()),
            Verdict::Gap | Verdict::Refuse(_) => Err(not_ours()),
        }
    }
}
