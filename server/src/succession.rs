//! Copies the joint documents of a room that ended to the rooms that go on in its place.
//!
//! The words stay whose they were: what is copied goes in under one client id of who made the succession, and author runs say whose
//! each piece is (docs/protocol.md C5). What names an item that didn't go over is left behind: its author's client brings it along
//! with the item. Removed words stay in the old room.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use samenbeeld_gate::{ClockRange, Index, Owner, RootShape, Roots, Verdict, parse_update};
use samenbeeld_schema::ids::{CaseId, DocumentId, DocumentKind, ItemId, PersonId, RoomId};
use yrs::types::text::YChange;
use yrs::{Any, Doc, GetString, Map, Out, ReadTxn, StateVector, Text, Transact};

use crate::clock;
use crate::document::authors::{AuthorRun, Runs};
use crate::document::claims::claims_of;
use crate::document::core::{Commit, Contribution};
use crate::document::roots::DocumentRoots;
use crate::document::seat::SeatId;
use crate::document::{Timestamp, content, load};
use crate::register::{CaseRegister, Register, succession};
use crate::vault::{Opened, Vault, VaultError};

/// Makes the successors of every room of a case that still waits for them. Nobody may write the old rooms any more. Can be done again
/// after a crash. Blocks.
pub fn carry_out(vault: &Vault, register: &Register, case: &CaseId, now: Timestamp) -> Result<(), VaultError> {
    let Some(known) = register.case(case) else { return Ok(()) };
    let rooms: Vec<RoomId> = succession::unfinished(&known).map(|room| room.facts.id.clone()).collect();
    for room in rooms {
        let mut after = known.as_ref().clone();
        succession::finish(&mut after, &room);
        register.prepare(&after)?;
        for (from, to) in joint_documents(&known, &room) {
            copy(vault, &known, &from, &to, now)?;
        }
        let finish = |case: &mut CaseRegister| {
            succession::finish(case, &room);
            Ok::<(), std::convert::Infallible>(())
        };
        match register.revise(case, finish) {
            Ok(_) => {}
            Err(crate::register::ReviseError::Vault(error)) => return Err(error),
            Err(_) => return Err(VaultError::Damaged),
        }
    }
    Ok(())
}

/// What is copied to where: board and desk of the old room, once for each successor.
fn joint_documents(case: &CaseRegister, room: &RoomId) -> Vec<(DocumentId, DocumentId)> {
    let Some(old) = case.room(room) else { return Vec::new() };
    let joint = case.documents_of(old).into_iter().filter(|id| !matches!(id.kind, DocumentKind::Voice(_)));
    let pairs = joint.flat_map(|from| {
        let heirs = old.succession.iter().map(|heir| heir.id.clone());
        let heirs: Vec<RoomId> = heirs.collect();
        heirs.into_iter().map(move |heir| (from.clone(), DocumentId::new(from.case.clone(), heir, from.kind.clone())))
    });
    pairs.collect()
}

/// Copies one document, unless it is there already.
fn copy(
    vault: &Vault,
    case: &CaseRegister,
    from: &DocumentId,
    to: &DocumentId,
    now: Timestamp,
) -> Result<(), VaultError> {
    let mut opened = vault.open_documents(&[from.clone(), to.clone()])?.into_iter();
    let (Some(Some(old)), Some(Some(new))) = (opened.next(), opened.next()) else { return Err(VaultError::Damaged) };
    if new.head > 0 {
        return Ok(());
    }
    let by = case.case.regisseur.clone().or_else(|| case.persons.first().map(|known| known.facts.id.clone()));
    let by = by.ok_or(VaultError::Damaged)?;
    let Some(copied) = copy_of(from, &old, &by)? else { return Ok(()) };
    let roots = DocumentRoots::new(to.kind.clone(), false);
    let update = parse_update(&copied.update).map_err(|_| VaultError::Damaged)?;
    let claims = match Index::new().judge(&update, &roots, &|_| Owner::Free) {
        Verdict::Accept(accepted) => claims_of(&roots, &accepted.fresh).map_err(|_| VaultError::Damaged)?,
        Verdict::Nothing | Verdict::Gap | Verdict::Refuse(_) => return Err(VaultError::Damaged),
    };
    let Copied { client, len, update, runs } = copied;
    let contribution = Contribution {
        person: by.clone(),
        seat: SeatId(0),
        received: now,
        inserted: vec![ClockRange { client, clock: 0, len }],
        deleted: Vec::new(),
    };
    let commit = Commit {
        generation: new.generation,
        expected_head: 0,
        update: update.into(),
        contributions: vec![contribution],
        bindings: vec![(client, by)],
        runs,
        claims,
    };
    vault.commit_now(vec![(to.clone(), commit)])
}

/// A document written anew.
struct Copied {
    client: u64,
    len: u32,
    update: Vec<u8>,
    runs: Vec<AuthorRun>,
}

/// Writes what stands in a document into a fresh one. Nothing when it is empty.
fn copy_of(id: &DocumentId, old: &Opened, by: &PersonId) -> Result<Option<Copied>, VaultError> {
    let roots = DocumentRoots::new(id.kind.clone(), false);
    let state = load::whole_state(old).map_err(|_| VaultError::Damaged)?;
    let doc = content::open(&state).map_err(|_| VaultError::Damaged)?;
    let owners: BTreeMap<u64, &PersonId> = old.bindings.iter().map(|bound| (bound.client, &bound.person)).collect();
    let old_runs = Runs::new(old.runs.iter().cloned());
    let client = u64::from(u32::from_le_bytes(clock::random()) | 1);
    let copy = samenbeeld_schema::doc::open(client);
    let mut runs = Vec::new();
    let names: Vec<Arc<str>> = {
        let transaction = doc.transact();
        let mut names: Vec<Arc<str>> = transaction.root_refs().map(|(name, _)| Arc::from(name)).collect();
        names.sort();
        names
    };
    let own = own_items(&doc, &roots, &names);
    for name in &names {
        match roots.shape(name) {
            Some(RootShape::Map) => copy_map(&doc, &copy, name, &own),
            Some(RootShape::Text) => {
                for (words, range) in pieces(&doc, name) {
                    for (part, author) in old_runs.of(range, |client| owners.get(&client).copied()) {
                        let words = cut(&words, range, part);
                        let clock = clock_of(&copy, client);
                        let text = copy.get_or_insert_text(&**name);
                        let mut transaction = copy.transact_mut();
                        let end = text.len(&transaction);
                        text.insert(&mut transaction, end, &words);
                        if let Some(author) = author.filter(|author| *author != by) {
                            let range = ClockRange { client, clock, len: part.len };
                            runs.push(AuthorRun { range, person: author.clone() });
                        }
                    }
                }
            }
            None => {}
        }
    }
    let len = clock_of(&copy, client);
    let update = copy.transact().encode_diff_v1(&StateVector::default());
    Ok((len > 0).then_some(Copied { client, len, update, runs }))
}

fn clock_of(doc: &Doc, client: u64) -> u32 {
    let clocks = doc.transact().state_vector();
    clocks.iter().find(|(of, _)| of.get() == client).map_or(0, |(_, clock)| *clock)
}

/// The items that a document holds itself.
fn own_items(doc: &Doc, roots: &DocumentRoots, names: &[Arc<str>]) -> HashSet<ItemId> {
    let transaction = doc.transact();
    let mut own = HashSet::new();
    for name in names {
        own.extend(roots.item_of(name, None).map(|(_, id)| id));
        if let (Some(RootShape::Map), Some(map)) = (roots.shape(name), transaction.get_map(&**name)) {
            own.extend(map.keys(&transaction).filter_map(|key| roots.item_of(name, Some(key))).map(|(_, id)| id));
        }
    }
    own
}

/// Copies the entries that name nothing but what goes over.
fn copy_map(from: &Doc, to: &Doc, name: &str, own: &HashSet<ItemId>) {
    let source = from.transact();
    let Some(map) = source.get_map(name) else { return };
    let target = to.get_or_insert_map(name);
    let mut transaction = to.transact_mut();
    let mut entries: Vec<(&str, Out)> = map.iter(&source).collect();
    entries.sort_by_key(|(key, _)| *key);
    for (key, value) in entries {
        let Out::Any(value) = value else { continue };
        if names_only(own, key) && value_names_only(own, &value) {
            target.insert(&mut transaction, key, value);
        }
    }
}

fn names_only(own: &HashSet<ItemId>, key: &str) -> bool {
    key.split('/').filter_map(|part| ItemId::parse(part).ok()).all(|id| own.contains(&id))
}

fn value_names_only(own: &HashSet<ItemId>, value: &Any) -> bool {
    match value {
        Any::String(text) => names_only(own, text),
        _ => true,
    }
}

/// The words of a text in order, with what they are made of.
fn pieces(doc: &Doc, name: &str) -> Vec<(String, ClockRange)> {
    let text = doc.get_or_insert_text(name);
    let mut transaction = doc.transact_mut();
    let (nothing, now) = (yrs::Snapshot::default(), transaction.snapshot());
    let pieces = text.diff_range(&mut transaction, Some(&now), Some(&nothing), YChange::identity);
    let pieces = pieces.into_iter().filter_map(|piece| {
        let (Out::Any(Any::String(words)), Some(change)) = (piece.insert, piece.ychange) else { return None };
        let len = u32::try_from(words.encode_utf16().count()).unwrap_or(u32::MAX);
        Some((words.to_string(), ClockRange { client: change.id.client.get(), clock: change.id.clock, len }))
    });
    let found: Vec<_> = pieces.collect();
    debug_assert_eq!(found.iter().map(|(words, _)| words.as_str()).collect::<String>(), text.get_string(&transaction));
    found
}

/// The words of a part of a piece.
fn cut(words: &str, whole: ClockRange, part: ClockRange) -> String {
    let units: Vec<u16> = words.encode_utf16().collect();
    let from = part.clock.saturating_sub(whole.clock) as usize;
    let to = (from + part.len as usize).min(units.len());
    String::from_utf16_lossy(units.get(from..to).unwrap_or_default())
}
