//! Saying yes and taking it back: who may, about whom, and what it changes in the register.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::{PartialDate, Short};

use super::case::CaseRegister;
use super::consent::{Consent, How, Withdrawal};
use crate::calendar::Day;
use crate::document::Timestamp;

/// A yes.
#[derive(Debug, Clone)]
pub struct Agreement {
    pub about: PersonId,
    pub rooms: BTreeSet<RoomId>,
    pub readers: BTreeSet<PersonId>,
    /// Whose yes it is, when somebody else writes it down.
    pub by: BTreeSet<PersonId>,
    pub how: Option<How>,
    pub until: Option<PartialDate>,
    pub purpose: Option<Short>,
    pub me: PersonId,
    pub now: Timestamp,
}

/// A yes that is taken back.
#[derive(Debug, Clone)]
pub struct TakenBack {
    pub about: PersonId,
    pub rooms: BTreeSet<RoomId>,
    pub readers: BTreeSet<PersonId>,
    pub me: PersonId,
    pub now: Timestamp,
}

/// Most yeses of one person that are kept: far more than a childhood asks for.
const EACH_MAX: usize = 500;

/// Why the register stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotYours {
    /// A room, a reader or a consent that isn't there for this person.
    Unknown,
    /// This person has no say in it.
    NotAsked,
    /// More than [`EACH_MAX`].
    TooMany,
}

impl From<NotYours> for ErrorCode {
    fn from(error: NotYours) -> Self {
        match error {
            NotYours::Unknown => Self::NotFound,
            NotYours::NotAsked => Self::NotYours,
            NotYours::TooMany => Self::TooMany,
        }
    }
}

/// The children about whom somebody has a say for some reader of some room they read.
pub fn decides_about(case: &CaseRegister, person: &PersonId, now: Timestamp) -> Vec<PersonId> {
    let mine: Vec<_> = case.rooms.iter().filter(|room| case.reads(person, room, now)).collect();
    let asked = |child: &PersonId| {
        mine.iter().any(|room| {
            let mut readers = room.facts.members.iter();
            readers.any(|reader| case.must_agree(child, &room.facts.id, reader, now).contains(person))
        })
    };
    let children = case.persons.iter().map(|known| &known.facts).filter(|facts| facts.index);
    children.filter(|child| asked(&child.id)).map(|child| child.id.clone()).collect()
}

/// Whether somebody must agree for every one of these readers in every one of these rooms.
fn has_a_say(
    case: &CaseRegister,
    person: &PersonId,
    about: &PersonId,
    rooms: &BTreeSet<RoomId>,
    readers: &BTreeSet<PersonId>,
    now: Timestamp,
) -> bool {
    let pairs = rooms.iter().flat_map(|room| readers.iter().map(move |reader| (room, reader)));
    let mut pairs = pairs.peekable();
    pairs.peek().is_some() && pairs.all(|(room, reader)| case.must_agree(about, room, reader, now).contains(person))
}

/// Notes a yes. One's own, or that of others written down by who leads the case.
pub fn agree(case: &mut CaseRegister, yes: &Agreement) -> Result<(), NotYours> {
    known_rooms(case, &yes.me, &yes.rooms, &yes.readers, yes.now)?;
    let written_down = !yes.by.is_empty() && yes.by != BTreeSet::from([yes.me.clone()]);
    let by = if written_down { yes.by.clone() } else { BTreeSet::from([yes.me.clone()]) };
    if !by.iter().all(|giver| has_a_say(case, giver, &yes.about, &yes.rooms, &yes.readers, yes.now)) {
        return Err(NotYours::NotAsked);
    }
    let leads = |room: &RoomId| {
        let verdict = case.room(room).and_then(|room| case.verdict(&yes.me, room, yes.now));
        verdict.is_some_and(|verdict| verdict.desk.is_ok())
    };
    if written_down && !(yes.rooms.iter().all(leads) && matches!(yes.how, Some(How::Spoken | How::Paper))) {
        return Err(NotYours::NotAsked);
    }
    let recorded_by = written_down.then(|| yes.me.clone());
    // The same said again counts from now on, in the place of what was said before. That it was taken back meanwhile stays: that
    // ended it for all.
    let mut withdrawals: Vec<Withdrawal> = Vec::new();
    case.consents.retain(|known| {
        let same = known.about == yes.about && known.rooms == yes.rooms && known.readers == yes.readers;
        let same = same && known.by == by && known.recorded_by == recorded_by && known.until == yes.until;
        if same {
            withdrawals.extend(known.withdrawals.iter().cloned());
        }
        !same
    });
    withdrawals.sort_by_key(|back| std::cmp::Reverse(back.at));
    let mut last: Vec<Withdrawal> = Vec::new();
    for back in withdrawals {
        if !last.iter().any(|known| known.rooms == back.rooms && known.readers == back.readers) {
            last.push(back);
        }
    }
    if by.iter().any(|giver| case.consents.iter().filter(|known| known.by.contains(giver)).count() >= EACH_MAX) {
        return Err(NotYours::TooMany);
    }
    case.consents.push(Consent {
        about: yes.about.clone(),
        rooms: yes.rooms.clone(),
        readers: yes.readers.clone(),
        by,
        given_on: Day::at(yes.now).date(),
        given_at: Some(yes.now),
        until: yes.until.clone(),
        purpose: yes.purpose.clone(),
        how: Some(if written_down { yes.how.unwrap_or(How::Spoken) } else { How::Self_ }),
        recorded_by,
        withdrawals: last,
        carried: BTreeSet::new(),
    });
    Ok(())
}

/// Notes that a yes is taken back. Closes reading for whom it names, at once.
pub fn take_back(case: &mut CaseRegister, back: &TakenBack) -> Result<(), NotYours> {
    // What is one's own yes one takes back also where one doesn't read.
    let mine = case.consents.iter().filter(|known| known.about == back.about && known.by.contains(&back.me));
    let covers =
        |room: &RoomId| mine.clone().any(|known| known.rooms.contains(room) && back.readers.is_subset(&known.readers));
    let all_mine = !back.rooms.is_empty() && !back.readers.is_empty() && back.rooms.iter().all(covers);
    // First of all: what one may not know of and what isn't there get the same answer.
    let known = known_rooms(case, &back.me, &back.rooms, &back.readers, back.now);
    if !all_mine {
        known?;
    }
    if !has_a_say(case, &back.me, &back.about, &back.rooms, &back.readers, back.now) {
        return Err(NotYours::NotAsked);
    }
    let mut found = false;
    // Where a room went on it goes on being taken back: its giver may not know that it did.
    let within = |room: &&RoomId| case.lineage(room).any(|before| back.rooms.contains(before));
    let closes: BTreeSet<RoomId> = case.rooms.iter().map(|room| &room.facts.id).filter(within).cloned().collect();
    for consent in case.consents.iter_mut().filter(|consent| consent.about == back.about) {
        let rooms: BTreeSet<RoomId> = consent.rooms.intersection(&closes).cloned().collect();
        let readers: BTreeSet<PersonId> = consent.readers.intersection(&back.readers).cloned().collect();
        if rooms.is_empty() || readers.is_empty() {
            continue;
        }
        found = true;
        let begins = consent.begins();
        let taken = |known: &Withdrawal| {
            known.at >= begins && known.rooms.is_superset(&rooms) && known.readers.is_superset(&readers)
        };
        if consent.withdrawals.iter().any(taken) {
            continue;
        }
        consent.withdrawals.push(Withdrawal { by: back.me.clone(), rooms, readers, at: back.now });
    }
    if found { Ok(()) } else { Err(NotYours::Unknown) }
}

/// Only rooms one reads, and who is a member there: anything else is not there.
fn known_rooms(
    case: &CaseRegister,
    me: &PersonId,
    rooms: &BTreeSet<RoomId>,
    readers: &BTreeSet<PersonId>,
    now: Timestamp,
) -> Result<(), NotYours> {
    let is_known = |id: &RoomId| {
        let found = case.room(id);
        // What isn't there is judged as long as what is, by any other room: time must not tell the two apart.
        let judged = found.or(case.rooms.first());
        let reads = judged.is_some_and(|room| case.reads(me, room, now) && readers.is_subset(&room.facts.members));
        found.is_some() && reads
    };
    let all = !rooms.is_empty() && !readers.is_empty() && rooms.iter().all(is_known);
    if all { Ok(()) } else { Err(NotYours::Unknown) }
}

/// How long somebody is told that another wrote down a yes as theirs: two weeks, in milliseconds.
const TOLD_FOR: Timestamp = 14 * 24 * 60 * 60 * 1000;

/// Yeses that others wrote down lately as somebody's own: were they not asked, only they can tell.
pub fn written_down_for<'a>(
    case: &'a CaseRegister,
    person: &'a PersonId,
    now: Timestamp,
) -> impl Iterator<Item = &'a Consent> {
    let lately = move |consent: &Consent| consent.given_at.is_some_and(|at| now < at.saturating_add(TOLD_FOR));
    let by_others = move |consent: &Consent| consent.recorded_by.as_ref().is_some_and(|who| who != person);
    case.consents.iter().filter(move |known| known.by.contains(person) && by_others(known) && lately(known))
}

#[cfg(test)]
mod tests;
