//! A room's members never grow silently: it gets a successor, under the same name, with the newcomer in it. A split is the same with
//! two successors or more.
//!
//! Three steps, so that a crash between them costs nothing: [`begin`] closes the old room for writing and notes what is to come; its
//! joint documents are copied (`crate::succession`); [`finish`] puts the new rooms beside the old one, which stays with its old
//! members. What each has written in their own voice goes over by their own client, after their own tap.

use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::{CaseStatus, FormerMember, PersonFacts, RoomKind};

use super::case::{CaseRegister, RegisteredRoom, Successor, age_of, is_involved};
use super::opening::{Refused, check, check_people, goes_on};
use crate::access::rules::{Denial, OWN_CONSENT_FROM};
use crate::calendar::Day;
use crate::document::Timestamp;

/// Most rooms one room falls apart into.
const PARTS_MAX: usize = 8;

/// Closes a room for writing; its successors are still to be made.
pub fn begin(
    case: &mut CaseRegister,
    me: &PersonId,
    room: &RoomId,
    parts: &[Successor],
    now: Timestamp,
) -> Result<(), Refused> {
    if !case.leads(me, now) {
        return Err(Refused::NotYours);
    }
    let old = case.room(room).ok_or(Refused::Unknown)?;
    let same = parts.iter().any(|part| part.members == old.facts.members);
    let number = (1..=PARTS_MAX).contains(&parts.len());
    if !old.facts.open || !number || same || matches!(old.facts.kind, RoomKind::Self_ | RoomKind::Pair) {
        return Err(Refused::Malformed);
    }
    goes_on(case)?;
    for part in parts {
        let kept_out = kept_out_of(case, old, part, now);
        if !kept_out.is_empty() {
            return Err(Refused::Unsuitable(kept_out));
        }
        let heir = heir_of(old, part);
        // Taking people apart is what helps when it isn't safe: it never waits for an expert.
        let apart = part.members.is_subset(&old.facts.members);
        if apart { check_people(case, &heir, now)? } else { check(case, &heir, now)? }
    }
    let old = case.rooms.iter_mut().find(|known| known.facts.id == *room).ok_or(Refused::Unknown)?;
    old.facts.open = false;
    old.succession = parts.to_vec();
    Ok(())
}

/// Who a youth keeps out of the old room, and who would read what is joint in it by a part in which the youth is not.
fn kept_out_of(case: &CaseRegister, old: &RegisteredRoom, part: &Successor, now: Timestamp) -> Vec<(PersonId, Denial)> {
    let day = Day::at(now);
    // From sixteen on the youth's own yes is asked, wherever they are.
    let may = |facts: &&PersonFacts| age_of(facts, day).is_none_or(|age| age < OWN_CONSENT_FROM);
    let elsewhere = |facts: &&PersonFacts| !part.members.contains(&facts.id);
    let youths: Vec<_> = case.persons.iter().map(|known| &known.facts).filter(may).filter(elsewhere).collect();
    let kept = |reader: &&PersonId| youths.iter().any(|youth| case.objected(&youth.id, reader, &old.facts.id, now));
    part.members.iter().filter(kept).map(|reader| (reader.clone(), Denial::YouthObjects)).collect()
}

/// Rooms whose successors are still to be made.
pub fn unfinished(case: &CaseRegister) -> impl Iterator<Item = &RegisteredRoom> {
    case.rooms.iter().filter(|room| !room.succession.is_empty())
}

/// Puts the successors of a room beside it. What was agreed for who read the old one holds in the new one; a newcomer's reading is
/// asked anew.
pub fn finish(case: &mut CaseRegister, room: &RoomId) {
    let Some(old) = case.rooms.iter_mut().find(|known| known.facts.id == *room) else { return };
    let parts = std::mem::take(&mut old.succession);
    let old = old.clone();
    let closed = case.case.status == Some(CaseStatus::Closed);
    for part in parts {
        let known = case.persons.iter_mut().filter(|person| person.known_in.contains(room));
        known.for_each(|person| _ = person.known_in.insert(part.id.clone()));
        // Who doesn't go along, or left before, is no member of the room that goes on, and never was. What is joint there speaks of
        // them and holds their words: their name stays known, and nothing else of them.
        let was = |person: &PersonId| {
            old.facts.members.contains(person) || old.facts.former_members.iter().any(|left| left.person == *person)
        };
        let named = case.persons.iter_mut().filter(|known| known.named_in.contains(room) || was(&known.facts.id));
        named.for_each(|person| _ = person.named_in.insert(part.id.clone()));
        for consent in case.consents.iter_mut().filter(|consent| consent.rooms.contains(room)) {
            consent.rooms.insert(part.id.clone());
            consent.carried.insert(part.id.clone());
            let withdrawals = consent.withdrawals.iter_mut().filter(|withdrawal| withdrawal.rooms.contains(room));
            withdrawals.for_each(|withdrawal| _ = withdrawal.rooms.insert(part.id.clone()));
        }
        // Only where both are: elsewhere there is nothing to object to, and its name is nobody's to know.
        let objections = case.objections.iter_mut().filter(|objection| {
            let both = [&objection.by, &objection.reader].iter().all(|person| part.members.contains(*person));
            objection.rooms.contains(room) && both
        });
        objections.for_each(|objection| _ = objection.rooms.insert(part.id.clone()));
        let mut heir = heir_of(&old, &part);
        // The case may have ended meanwhile.
        heir.facts.open = !closed;
        case.rooms.push(heir);
    }
}

/// Leaves a room. What was said there keeps counting, marked with the day, and stays readable to who said it. Who is in for an emergency
/// changes nothing.
pub fn leave(case: &mut CaseRegister, person: &PersonId, room: &RoomId, now: Timestamp) -> Result<(), Refused> {
    if case.emergency_of(person, now).is_some() {
        return Err(Refused::NotYours);
    }
    let was_read = case.room(room).is_some_and(|known| case.reads(person, known, now));
    let old = case.rooms.iter_mut().find(|known| known.facts.id == *room).ok_or(Refused::Unknown)?;
    if old.facts.kind == RoomKind::Self_ || !old.facts.members.remove(person) {
        return Err(Refused::Unknown);
    }
    // Who didn't read, or not any more, was to the others no member: they are told of no day on which that ended.
    let left_on = if was_read { Day::at(now).date() } else { None };
    old.facts.former_members.push(FormerMember { person: person.clone(), left_on });
    Ok(())
}

/// Hands the lead over to another worker of the case.
pub fn hand_over(case: &mut CaseRegister, me: &PersonId, to: &PersonId, now: Timestamp) -> Result<(), Refused> {
    if !case.leads(me, now) {
        return Err(Refused::NotYours);
    }
    let role = case.role_of(to).ok_or(Refused::Unknown)?;
    // Who leads stays: they come in through the office, and no last day is set for them.
    let works_here = case.person(to).is_some_and(|known| {
        let stays = known.involved.is_empty() || known.involved.iter().any(|stretch| stretch.until.is_none());
        stays && known.account.is_some() && is_involved(known, Day::at(now))
    });
    if !crate::access::rules::may_lead(role) || !works_here {
        return Err(Refused::Malformed);
    }
    // Nobody looks at an emergency of their own: who leads now does, before they hand over.
    if case.emergencies.iter().any(|emergency| emergency.person == *to && emergency.waits()) {
        return Err(Refused::Malformed);
    }
    case.case.regisseur = Some(to.clone());
    Ok(())
}

/// The room that goes on in another's place.
fn heir_of(old: &RegisteredRoom, part: &Successor) -> RegisteredRoom {
    let mut heir = old.clone();
    heir.facts.id = part.id.clone();
    heir.facts.members = part.members.clone();
    heir.facts.successor_of = Some(old.facts.id.clone());
    heir.facts.open = true;
    heir.facts.former_members = Vec::new();
    heir.succession = Vec::new();
    heir.admissions = Vec::new();
    heir
}

#[cfg(test)]
mod tests;
