//! Letting somebody in who may read by law. A room they come into goes on as it is: nobody's yes is asked, so everybody is told,
//! with the ground, before anything is read (the one exception to [`super::succession`]).
//!
//! Two steps: [`announce`] puts down who comes and why, which everybody in the room is told; [`enter`] lets them in. A crash between
//! them leaves an announcement, and the deed is done again.

use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::RoomKind;
use serde::{Deserialize, Serialize};

use super::case::{CaseRegister, RegisteredRoom};
use super::opening::{Refused, goes_on, is_joint, joint_is_safe};
use crate::access::rules;
use crate::document::Timestamp;

/// How long everybody in a room is told on each page who came in by law: a week, in milliseconds.
const TOLD_FOR: Timestamp = 7 * 24 * 60 * 60 * 1000;

/// By what law somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByLaw {
    /// They may decide about the child (R16).
    Gezag,
    /// They lead the case and keep its dossier.
    Lead,
    /// They carry out a measure of the court.
    Measure,
}

/// Somebody who came into a room by law.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Admission {
    pub person: PersonId,
    pub by_law: ByLaw,
    pub at: Timestamp,
}

/// By what law somebody who isn't in a room would read it; nothing when they would not.
pub fn by_law(case: &CaseRegister, room: &RegisteredRoom, person: &PersonId, now: Timestamp) -> Option<ByLaw> {
    let kept_for_all = matches!(room.facts.kind, RoomKind::Core | RoomKind::School | RoomKind::Kind | RoomKind::Care);
    if !room.facts.open || !kept_for_all || room.facts.members.contains(person) {
        return None;
    }
    let role = case.role_of(person)?;
    let verdict = case.verdict(person, &with(room, person), now)?;
    match verdict.read.ok()? {
        rules::Ground::Gezag => Some(ByLaw::Gezag),
        rules::Ground::Regisseur => Some(ByLaw::Lead),
        // What carries out a measure is a matter of role and frame, and of being involved now.
        rules::Ground::Involved if rules::leads_case(role, false, case.frame()) => Some(ByLaw::Measure),
        _ => None,
    }
}

/// Puts down that somebody comes into a room, and by what law.
pub fn announce(
    case: &mut CaseRegister,
    me: &PersonId,
    room: &RoomId,
    person: &PersonId,
    now: Timestamp,
) -> Result<(), Refused> {
    if !case.leads(me, now) {
        return Err(Refused::NotYours);
    }
    goes_on(case)?;
    let known = case.room(room).ok_or(Refused::Unknown)?;
    case.role_of(person).ok_or(Refused::Unknown)?;
    let law = by_law(case, known, person, now).ok_or(Refused::Malformed)?;
    if is_joint(case, &with(known, person).facts) && !joint_is_safe(case) {
        return Err(Refused::NeedsExpert);
    }
    let known = case.rooms.iter_mut().find(|known| known.facts.id == *room).ok_or(Refused::Unknown)?;
    known.admissions.retain(|admission| admission.person != *person);
    known.admissions.push(Admission { person: person.clone(), by_law: law, at: now });
    Ok(())
}

/// Lets in who was announced, if the law still says so.
pub fn enter(
    case: &mut CaseRegister,
    me: &PersonId,
    room: &RoomId,
    person: &PersonId,
    now: Timestamp,
) -> Result<(), Refused> {
    if !case.leads(me, now) {
        return Err(Refused::NotYours);
    }
    let known = case.room(room).ok_or(Refused::Unknown)?;
    let announced = known.admissions.iter().any(|admission| admission.person == *person);
    if !announced || by_law(case, known, person, now).is_none() {
        return Err(Refused::Malformed);
    }
    let known = case.rooms.iter_mut().find(|known| known.facts.id == *room).ok_or(Refused::Unknown)?;
    known.facts.former_members.retain(|former| former.person != *person);
    known.facts.members.insert(person.clone());
    Ok(())
}

/// Who came lately, or is about to come, into rooms that somebody reads: the room, and the admission. Nobody is told of themselves.
pub fn told_to<'a>(
    case: &'a CaseRegister,
    me: &'a PersonId,
    now: Timestamp,
) -> impl Iterator<Item = (&'a RoomId, &'a Admission)> {
    let read = case.rooms.iter().filter(move |room| !room.admissions.is_empty() && case.reads(me, room, now));
    let all = read.flat_map(|room| room.admissions.iter().map(|admission| (&room.facts.id, admission)));
    all.filter(move |(_, admission)| admission.person != *me && now < admission.at.saturating_add(TOLD_FOR))
}

/// The room as it is with somebody more in it.
fn with(room: &RegisteredRoom, person: &PersonId) -> RegisteredRoom {
    let mut room = room.clone();
    room.facts.members.insert(person.clone());
    room
}

#[cfg(test)]
mod tests;
