//! A youth of 12 to 15 who doesn't want a parent to read along (R17): asked by the youth, weighed by who leads the case, ended by either.
//!
//! Everything said about it stays in the register. The parent hears no more than the sentence of the rules.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::{ItemId, PersonId, RoomId};
use samenbeeld_schema::model::Role;
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::Short;
use serde::{Deserialize, Serialize};

use super::case::{CaseRegister, age_of};
use crate::access::rules::{self, Denial, OWN_ACCESS_FROM, OWN_CONSENT_FROM};
use crate::calendar::Day;
use crate::document::Timestamp;

/// Asks of one youth that may wait for an answer at once.
const WAITING_MAX: usize = 20;

/// A youth asked that a parent doesn't read along, with what became of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Objection {
    pub id: ItemId,
    pub by: PersonId,
    pub reader: PersonId,
    pub rooms: BTreeSet<RoomId>,
    /// Why, in the youth's own words, if they wanted to say.
    pub why: Option<Short>,
    pub at: Timestamp,
    pub answer: Option<Answered>,
    pub ended: Option<Ended>,
}

/// What a professional answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub by: PersonId,
    pub at: Timestamp,
    pub honoured: bool,
    pub reason: Short,
}

/// That it ended: taken back by the youth, or by who leads the case, with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub by: PersonId,
    pub at: Timestamp,
    pub reason: Option<Short>,
}

/// Where an objection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    Waiting,
    Honoured,
    Declined,
    Ended,
    /// The youth is sixteen: from then on a parent reads by the youth's consent alone.
    Over,
}

/// What a youth asks.
#[derive(Debug, Clone)]
pub struct Asked {
    pub id: ItemId,
    pub by: PersonId,
    pub reader: PersonId,
    pub rooms: BTreeSet<RoomId>,
    pub why: Option<Short>,
    pub now: Timestamp,
}

/// Why nothing is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// This person has no say in it, or it is over.
    NotYours,
    /// A room, a reader or an objection that isn't there for this person.
    Unknown,
    /// It has to say why.
    NoReason,
}

impl From<Refused> for ErrorCode {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotYours => Self::NotYours,
            Refused::Unknown => Self::NotFound,
            Refused::NoReason => Self::RequestMalformed,
        }
    }
}

impl Objection {
    /// Whether it keeps the parent out, as far as it goes by itself.
    pub fn holds(&self, now: Timestamp) -> bool {
        let honoured = self.answer.as_ref().is_some_and(|answer| answer.honoured && answer.at <= now);
        honoured && self.ended.as_ref().is_none_or(|ended| now < ended.at)
    }

    /// Where it stands, of a youth of an age.
    pub fn stands(&self, age: Option<u8>) -> Stands {
        match (&self.ended, &self.answer) {
            (Some(_), _) => Stands::Ended,
            (None, Some(answer)) if !answer.honoured => Stands::Declined,
            (None, _) if age.is_some_and(|age| age >= OWN_CONSENT_FROM) => Stands::Over,
            (None, Some(_)) => Stands::Honoured,
            (None, None) => Stands::Waiting,
        }
    }
}

/// A youth asks that a parent doesn't read along in rooms where an honoured objection would keep them out.
pub fn ask(case: &mut CaseRegister, asked: &Asked) -> Result<(), Refused> {
    let Asked { id, by, reader, rooms, why, now } = asked;
    let may = case.may_object(by, *now);
    // Who may object to nobody is told so; what they may not know of and what isn't there look alike.
    if may.is_empty() {
        return Err(Refused::NotYours);
    }
    let could = |room: &RoomId| may.iter().any(|(in_room, who)| in_room == room && who == reader);
    if rooms.is_empty() || !rooms.iter().all(could) {
        return Err(Refused::Unknown);
    }
    let waiting = case.objections.iter().filter(|one| one.by == *by && one.answer.is_none() && one.ended.is_none());
    if waiting.count() >= WAITING_MAX {
        return Err(Refused::NotYours);
    }
    case.objections.push(Objection {
        id: *id,
        by: by.clone(),
        reader: reader.clone(),
        rooms: rooms.clone(),
        why: why.clone(),
        at: *now,
        answer: None,
        ended: None,
    });
    Ok(())
}

/// Who leads the case honours it or declines it, each time with a reason.
pub fn answer(case: &mut CaseRegister, id: ItemId, answer: &Answered) -> Result<(), Refused> {
    if !case.leads(&answer.by, answer.at) {
        return Err(Refused::NotYours);
    }
    let found = case.objections.iter_mut().find(|one| one.id == id).ok_or(Refused::Unknown)?;
    if found.answer.is_some() || found.ended.is_some() {
        return Err(Refused::NotYours);
    }
    found.answer = Some(answer.clone());
    Ok(())
}

/// Ends it: the youth who asked takes it back, or who leads the case ends it, with a reason.
pub fn end(case: &mut CaseRegister, id: ItemId, end: &Ended) -> Result<(), Refused> {
    let leads = case.leads(&end.by, end.at);
    let mine = |one: &&mut Objection| one.id == id && (leads || one.by == end.by);
    let Some(found) = case.objections.iter_mut().find(mine) else {
        return Err(if leads { Refused::Unknown } else { Refused::NotYours });
    };
    let asked_it = found.by == end.by;
    if found.ended.is_some() || !asked_it && !found.answer.as_ref().is_some_and(|answer| answer.honoured) {
        return Err(Refused::NotYours);
    }
    if !asked_it && end.reason.is_none() {
        return Err(Refused::NoReason);
    }
    found.ended = Some(end.clone());
    // Of what was asked and taken back before anybody answered the last of each parent stays: that it was, and not how often.
    let reader = found.reader.clone();
    let (by, unanswered) = (found.by.clone(), found.answer.is_none());
    case.objections.retain(|one| {
        let same = one.by == by && one.reader == reader && one.ended.is_some() && one.answer.is_none();
        !(unanswered && same) || one.id == id
    });
    Ok(())
}

impl CaseRegister {
    /// The parents a youth may ask to be kept out, by room: those an honoured objection would keep out, and about whom none waits or
    /// holds.
    pub fn may_object(&self, youth: &PersonId, now: Timestamp) -> Vec<(RoomId, PersonId)> {
        let age =
            self.person(youth).filter(|known| known.facts.index).and_then(|known| age_of(&known.facts, Day::at(now)));
        if !age.is_some_and(|age| (OWN_ACCESS_FROM..OWN_CONSENT_FROM).contains(&age)) {
            return Vec::new();
        }
        let going_on = |room: &RoomId, reader: &PersonId| {
            let mut all = self.objections.iter().filter(|one| one.by == *youth && one.reader == *reader);
            all.any(|one| one.rooms.contains(room) && matches!(one.stands(age), Stands::Waiting | Stands::Honoured))
        };
        let mine = self.rooms.iter().filter(|room| self.reads(youth, room, now));
        let pairs = mine.flat_map(|room| {
            let parents = room.facts.members.iter().filter(|member| self.role_of(member) == Some(Role::Parent));
            let there = parents.filter(|parent| {
                !going_on(&room.facts.id, parent) && self.objection_keeps_out(youth, parent, room, now)
            });
            there.map(|parent| (room.facts.id.clone(), parent.clone())).collect::<Vec<_>>()
        });
        pairs.collect()
    }

    /// Whether somebody reads a room now who wouldn't after an honoured objection.
    fn objection_keeps_out(
        &self,
        youth: &PersonId,
        reader: &PersonId,
        room: &super::case::RegisteredRoom,
        now: Timestamp,
    ) -> bool {
        let Some(mut situation) = self.situation(reader, room, now) else { return false };
        if rules::decide(&situation).read.is_err() {
            return false;
        }
        let of_youth = self.about(room).zip(&mut situation.about).filter(|(child, _)| child.id == *youth);
        of_youth.for_each(|(_, about)| about.objection = true);
        rules::decide(&situation).read == Err(Denial::YouthObjects)
    }
}

#[cfg(test)]
mod tests;
