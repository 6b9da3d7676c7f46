//! What is committed but not in the tables yet: judges appends, writes them ahead, and gives readers what the tables lack.
//!
//! An append is judged against the tables and what waits here, in the order of arrival, as it would be in the tables
//! themselves; when it is brought over it is judged there once more, and another verdict is damage.

use std::collections::{BTreeMap, HashMap};
use std::io;

use rusqlite::Connection;
use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId};

use super::ahead::{self, Ahead};
use super::opening::OpenError;
use super::{documents, frames};
use crate::contract::{Append, Binding, Generation, Outcome, Owned, Records, Seq, Standing, StoreError, Stored, Tail};
use crate::owners;

/// Records that may wait before they are brought over to the tables.
const WAITING_RECORDS: usize = 512;
/// Documents of which is remembered where they stand.
const KNOWN_MAX: usize = 4096;

/// Where a document stands with what waits.
#[derive(Clone)]
struct Known {
    generation: Generation,
    head: Seq,
    /// Client ids that came in with what waits.
    bound: HashMap<u64, PersonId>,
    /// Which of the waiting appends are this document's.
    waiting: Vec<usize>,
}

/// Whose item ids are, by case.
type Owners = HashMap<CaseId, BTreeMap<ItemId, Owned>>;

pub(super) struct Intake {
    ahead: Ahead,
    known: HashMap<DocumentId, Known>,
    /// Item ids that were claimed by what waits.
    claimed: Owners,
    waiting: Vec<Append>,
    /// So many must wait before bringing over is tried (again).
    due: usize,
}

/// What is to be written ahead: the verdicts, the appends that were accepted, and where their documents stand then.
pub(super) struct Judged {
    pub outcomes: Vec<Outcome>,
    accepted: Vec<Append>,
    standing: HashMap<DocumentId, Known>,
    claimed: Owners,
}

impl Intake {
    pub fn new(ahead: Ahead) -> Self {
        let (known, claimed) = (HashMap::new(), HashMap::new());
        Self { ahead, known, claimed, waiting: Vec::new(), due: WAITING_RECORDS }
    }

    /// Judges a batch; nothing is changed by it.
    pub fn judge(&self, db: &Connection, batch: &[Append]) -> Result<Judged, StoreError> {
        let mut judged = Judged {
            outcomes: Vec::with_capacity(batch.len()),
            accepted: Vec::new(),
            standing: HashMap::new(),
            claimed: HashMap::new(),
        };
        for append in batch {
            if !judged.standing.contains_key(&append.document) {
                let known = match self.known.get(&append.document) {
                    Some(known) => Some(known.clone()),
                    None => documents::standing_of(db, &append.document)?.map(|(generation, head)| Known {
                        generation,
                        head,
                        bound: HashMap::new(),
                        waiting: Vec::new(),
                    }),
                };
                match known {
                    Some(known) => judged.standing.insert(append.document.clone(), known),
                    None => {
                        judged.outcomes.push(Outcome::Unknown);
                        continue;
                    }
                };
            }
            let Some(known) = judged.standing.get_mut(&append.document) else { return Err(StoreError::Corrupt) };
            let mut outcome = known.judge(db, append)?;
            if matches!(outcome, Outcome::Stored(_)) && !append.claims.is_empty() {
                let case = &append.document.case;
                let claims = owners::judge(append, |item| {
                    let waits = |owners: &Owners| owners.get(case)?.get(&item).cloned();
                    match waits(&judged.claimed).or_else(|| waits(&self.claimed)) {
                        Some(owned) => Ok(Some(owned)),
                        None => documents::owner_of(db, case, item),
                    }
                })?;
                match claims {
                    Ok(kept) => judged.claimed.entry(case.clone()).or_default().extend(kept),
                    Err(refused) => outcome = refused,
                }
            }
            if let Outcome::Stored(seq) = outcome {
                known.head = seq;
                known.bound.extend(append.bindings.iter().cloned());
                known.waiting.push(self.waiting.len() + judged.accepted.len());
                judged.accepted.push(append.clone());
            }
            judged.outcomes.push(outcome);
        }
        Ok(judged)
    }

    /// Writes what was accepted; durable when it returns.
    pub fn write(&mut self, payload: &[u8], judged: Judged) -> io::Result<Vec<Outcome>> {
        self.ahead.append(payload)?;
        self.known.extend(judged.standing);
        for (case, claimed) in judged.claimed {
            self.claimed.entry(case).or_default().extend(claimed);
        }
        self.waiting.extend(judged.accepted);
        Ok(judged.outcomes)
    }

    pub fn has_room(&self, payload: usize) -> bool {
        self.ahead.has_room(payload)
    }

    /// Whose these item ids are by what waits.
    pub fn owners(&self, case: &CaseId, items: &[ItemId]) -> Vec<Option<Owned>> {
        let claimed = self.claimed.get(case);
        items.iter().map(|item| claimed.and_then(|claimed| claimed.get(item)).cloned()).collect()
    }

    /// What waits to be brought over, and the epoch the tables name when it is.
    pub fn waiting(&self) -> (&[Append], u64) {
        (&self.waiting, self.ahead.epoch())
    }

    pub fn is_due(&self) -> bool {
        self.waiting.len() >= self.due
    }

    /// It could not be brought over: tried again when more waits.
    pub fn put_off(&mut self) {
        self.due = self.waiting.len() + WAITING_RECORDS / 8;
    }

    /// Everything that waited is in the tables.
    pub fn brought_over(&mut self) {
        self.ahead.begin_again();
        if self.known.len() > KNOWN_MAX {
            self.known.clear();
        }
        for known in self.known.values_mut() {
            known.bound.clear();
            known.waiting.clear();
        }
        self.claimed.clear();
        self.waiting.clear();
        self.due = WAITING_RECORDS;
    }

    /// These documents change in the tables themselves. Only when nothing waits.
    pub fn forget(&mut self, batch: &[Append]) {
        for append in batch {
            self.known.remove(&append.document);
        }
    }

    /// A document is begun anew: overwrites the log and forgets where it stood. Only when nothing waits.
    pub fn erase(&mut self, document: &DocumentId) -> io::Result<()> {
        self.known.remove(document);
        self.ahead.erase()
    }

    /// What waits of some documents, in order.
    pub fn of<'a>(&self, names: impl IntoIterator<Item = &'a DocumentId>) -> Waiting {
        let of = |known: &Known| known.waiting.iter().filter_map(|at| self.waiting.get(*at)).cloned().collect();
        let waits = |name: &'a DocumentId| self.known.get(name).filter(|known| !known.waiting.is_empty());
        Waiting(names.into_iter().filter_map(|name| Some((name.clone(), of(waits(name)?)))).collect())
    }
}

impl Judged {
    /// What goes into the log; `None` when nothing was accepted.
    pub fn payload(&self) -> Option<Vec<u8>> {
        (!self.accepted.is_empty()).then(|| frames::encode(&self.accepted))
    }

    /// Whether the log can hold it at all.
    pub fn fits(payload: &[u8]) -> bool {
        Ahead::can_hold(payload.len())
    }
}

impl Known {
    fn judge(&self, db: &Connection, append: &Append) -> Result<Outcome, StoreError> {
        if self.generation != append.generation {
            return Ok(Outcome::GenerationGone);
        }
        if self.head != append.expected_head {
            return Ok(Outcome::HeadMoved(self.head));
        }
        for (index, (client, person)) in append.bindings.iter().enumerate() {
            let kept = match self.bound.get(client) {
                Some(bound) => bound == person,
                None => documents::bound_to(db, &append.document, *client)?
                    .is_none_or(|(bound, generation)| bound == person.as_str() && generation == self.generation),
            };
            let within = append.bindings.iter().take(index).all(|(c, p)| c != client || p == person);
            if !kept || !within {
                return Ok(Outcome::ClientTaken(*client));
            }
        }
        Ok(Outcome::Stored(append.expected_head + 1))
    }
}

/// What the tables lack of some documents. Taken before the tables are read: what was brought over in between is in both,
/// and is told by its place.
pub(super) struct Waiting(HashMap<DocumentId, Vec<Append>>);

impl Waiting {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn complete(&self, name: &DocumentId, stored: &mut Stored) {
        for (seq, append) in self.after(name, stored.head) {
            stored.tail.push((seq, append.record.clone()));
            bind(&mut stored.bindings, append);
            stored.head = seq;
        }
    }

    pub fn complete_standing(&self, name: &DocumentId, standing: &mut Standing) {
        for (seq, append) in self.after(name, standing.head) {
            bind(&mut standing.bindings, append);
            standing.head = seq;
        }
    }

    /// Only what comes after `from` was asked for.
    pub fn complete_tail(&self, name: &DocumentId, from: Seq, tail: &mut Tail) {
        for (seq, append) in self.after(name, tail.head) {
            if seq > from {
                tail.records.push((seq, append.record.clone()));
                bind(&mut tail.bindings, append);
            }
            tail.head = seq;
        }
    }

    pub fn complete_history(&self, name: &DocumentId, head: Seq, history: &mut Records) {
        history.extend(self.after(name, head).map(|(seq, append)| (seq, append.record.clone())));
    }

    pub fn find_batch(&self, name: &DocumentId, batch: &[u8; 16]) -> Option<Seq> {
        self.after(name, 0).filter(|(_, append)| append.batch == *batch).map(|(seq, _)| seq).last()
    }

    fn after(&self, name: &DocumentId, head: Seq) -> impl Iterator<Item = (Seq, &Append)> {
        let all = self.0.get(name).into_iter().flatten().map(|append| (append.expected_head + 1, append));
        all.filter(move |(seq, _)| *seq > head)
    }
}

/// Adds the client ids of an append, which stay in their order.
fn bind(bindings: &mut Vec<Binding>, append: &Append) {
    for (client, person) in &append.bindings {
        // In the order of the tables, which count in signed numbers.
        if let Err(place) = bindings.binary_search_by_key(&client.cast_signed(), |one| one.client.cast_signed()) {
            bindings.insert(place, Binding { client: *client, person: person.clone(), generation: append.generation });
        }
    }
}

/// Reads what an epoch holds, for the tables.
pub(super) fn left_behind(path: &std::path::Path, epoch: u64) -> Result<Vec<Append>, OpenError> {
    let payloads = ahead::read(path, epoch).map_err(OpenError::Folder)?.map_err(|_| StoreError::Corrupt)?;
    let mut appends = Vec::new();
    for payload in payloads {
        appends.extend(frames::decode(&payload).ok_or(StoreError::Corrupt)?);
    }
    Ok(appends)
}
