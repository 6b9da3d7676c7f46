//! Break-glass (noodtoegang): a worker of the office who isn't involved in a case is let in for an hour, to read and nothing else.
//!
//! Who leads the case is told at once and looks at it afterwards (R28). Where there are signs of violence the family isn't told before a
//! named officer has looked: who reads along at home could see that somebody came to help.

use samenbeeld_schema::ids::{ItemId, PersonId, RoomId};
use samenbeeld_schema::model::PersonFacts;
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::{Short, Title};
use serde::{Deserialize, Serialize};

use super::case::{CaseRegister, RegisteredPerson, Signs, is_involved};
use crate::access::rules::{Ground, opens_in_emergency};
use crate::calendar::Day;
use crate::document::Timestamp;

/// How long somebody is let in, in milliseconds.
pub const LASTS_MS: Timestamp = 60 * 60 * 1000;
/// Fewest characters of a reason: enough for what is going on.
pub const REASON_MIN: usize = 20;
/// Fewest words of a reason.
const WORDS_MIN: usize = 3;
/// Times a day that one worker is let into one case.
const A_DAY_MAX: usize = 3;
const DAY_MS: Timestamp = 24 * LASTS_MS;
/// Working days within which who leads the case looks at it.
const REVIEW_WITHIN: u8 = 2;

/// Somebody let in for an emergency: reading only, for an hour.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Emergency {
    pub id: ItemId,
    pub person: PersonId,
    pub reason: Short,
    pub from: Timestamp,
    pub until: Timestamp,
    /// There were signs of violence: the family is told when a named officer has looked.
    pub held_back: bool,
    pub review: Option<Review>,
    /// Who led the case ended it before the hour was over.
    #[serde(default)]
    pub stopped: Option<PersonId>,
}

/// What who leads the case found when they looked at it afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub by: PersonId,
    pub at: Timestamp,
    pub remark: Short,
    /// Who, with knowledge of violence at home, judged that the family may be told.
    pub officer: Option<Title>,
}

impl Emergency {
    pub fn is_running(&self, now: Timestamp) -> bool {
        (self.from..self.until).contains(&now)
    }

    /// Whether the family isn't told of it yet.
    pub fn is_untold(&self) -> bool {
        self.held_back && self.review.as_ref().is_none_or(|review| review.officer.is_none())
    }

    /// Whether somebody still has to look at it.
    pub fn waits(&self) -> bool {
        self.review.is_none() || self.is_untold()
    }

    /// The last day on which it is looked at in time.
    pub fn due(&self) -> Day {
        Day::at(self.from).working_days_after(REVIEW_WITHIN)
    }

    /// Whether nobody looked at it in time.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.review.is_none() && self.due() < Day::at(now)
    }
}

/// Somebody of the office asks to be let in.
#[derive(Debug, Clone)]
pub struct Asked {
    pub id: ItemId,
    /// Their account.
    pub account: PersonFacts,
    /// They keep the accounts of the office.
    pub admin: bool,
    /// Who they are in the case, when they aren't known there yet.
    pub guest: PersonId,
    pub reason: Short,
    pub now: Timestamp,
}

/// Why nobody is let in, or nothing is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Who asks works in the case, or holds no office that helps; who looks doesn't lead it.
    NotYours,
    /// There is no such emergency.
    Unknown,
    /// The reason, or what was found, is too short.
    TooShort,
    /// This worker was let into this case often enough for a day.
    TooOften,
}

impl From<Refused> for ErrorCode {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotYours => Self::NotYours,
            Refused::Unknown => Self::NotFound,
            Refused::TooShort => Self::RequestMalformed,
            Refused::TooOften => Self::TooMany,
        }
    }
}

/// Whether somebody of the office may ask at all, whatever case it is: who may not learns nothing of which cases there are.
pub fn may_ask(account: &PersonFacts, admin: bool, reason: &Short) -> Result<(), Refused> {
    if reason.as_str().trim().chars().count() < REASON_MIN || words(reason) < WORDS_MIN {
        return Err(Refused::TooShort);
    }
    // Who makes accounts could be anybody: they are let in nowhere.
    if admin || !account.role.gives_help() {
        return Err(Refused::NotYours);
    }
    Ok(())
}

/// Lets somebody in for an hour; who they are in the case. Who is in already stays in as long as before.
pub fn open(case: &mut CaseRegister, asked: &Asked) -> Result<PersonId, Refused> {
    let Asked { id, account, admin, guest, reason, now } = asked;
    may_ask(account, *admin, reason)?;
    let known = case.persons.iter().find(|known| known.account.as_ref() == Some(&account.id));
    let works_here = known.is_some_and(|known| known.facts.member && is_involved(known, Day::at(*now)));
    if works_here {
        return Err(Refused::NotYours);
    }
    let person = match known {
        Some(known) => known.facts.id.clone(),
        None => {
            let facts = PersonFacts {
                organisation: account.organisation.clone(),
                // No way in of their own: only the emergency lets them in.
                member: false,
                ..PersonFacts::named(guest.clone(), account.name.clone(), account.role)
            };
            case.persons.push(RegisteredPerson { account: Some(account.id.clone()), ..RegisteredPerson::of(facts) });
            guest.clone()
        }
    };
    if case.emergency_of(&person, *now).is_none() {
        let mut today = case.emergencies.iter().filter(|one| one.person == person && *now < one.from + DAY_MS);
        if today.nth(A_DAY_MAX - 1).is_some() {
            return Err(Refused::TooOften);
        }
        case.emergencies.push(Emergency {
            id: *id,
            person: person.clone(),
            reason: reason.clone(),
            from: *now,
            until: now + LASTS_MS,
            held_back: case.has_signs(),
            review: None,
            stopped: None,
        });
    }
    Ok(person)
}

/// Notes that who leads the case looked at an emergency.
pub fn review(case: &mut CaseRegister, id: ItemId, review: &Review) -> Result<(), Refused> {
    if !case.leads(&review.by, review.at) {
        return Err(Refused::NotYours);
    }
    let found = case.emergencies.iter_mut().find(|emergency| emergency.id == id).ok_or(Refused::Unknown)?;
    // Nobody looks at what they did themselves.
    if !found.waits() || found.person == review.by {
        return Err(Refused::NotYours);
    }
    if words(&review.remark) == 0 {
        return Err(Refused::TooShort);
    }
    match &mut found.review {
        None => found.review = Some(review.clone()),
        // What somebody wrote down about it stays; what can still come is who says that the family may be told.
        Some(first) if first.remark == review.remark && review.officer.is_some() => {
            first.officer = review.officer.clone();
        }
        Some(_) => return Err(Refused::NotYours),
    }
    Ok(())
}

/// Ends an emergency before its hour is over; whom it had let in.
pub fn stop(case: &mut CaseRegister, id: ItemId, by: &PersonId, now: Timestamp) -> Result<PersonId, Refused> {
    if !case.leads(by, now) {
        return Err(Refused::NotYours);
    }
    let found = case.emergencies.iter_mut().find(|emergency| emergency.id == id).ok_or(Refused::Unknown)?;
    if !found.is_running(now) {
        return Err(Refused::NotYours);
    }
    found.until = now;
    found.stopped = Some(by.clone());
    Ok(found.person.clone())
}

/// Words that say something: with two letters or more.
fn words(text: &Short) -> usize {
    let says = |word: &&str| word.chars().filter(|sign| sign.is_alphabetic()).count() >= 2;
    text.as_str().split_whitespace().filter(says).count()
}

impl CaseRegister {
    /// The emergency that lets somebody in now.
    pub fn emergency_of(&self, person: &PersonId, now: Timestamp) -> Option<&Emergency> {
        self.emergencies.iter().find(|emergency| emergency.person == *person && emergency.is_running(now))
    }

    /// The emergency that let somebody in last, at a moment or before it.
    pub fn emergency_before(&self, person: &PersonId, at: Timestamp) -> Option<&Emergency> {
        self.emergencies.iter().rev().find(|emergency| emergency.person == *person && emergency.from <= at)
    }

    /// The rooms an emergency opens now to somebody who wouldn't read them otherwise.
    pub fn opened_by_emergency(&self, person: &PersonId, now: Timestamp) -> Vec<RoomId> {
        let opened = self.rooms.iter().filter(|room| {
            opens_in_emergency(room.facts.kind)
                && self.verdict(person, room, now).is_some_and(|verdict| verdict.read == Ok(Ground::Emergency))
        });
        opened.map(|room| room.facts.id.clone()).collect()
    }

    /// Whether there may be violence or coercive control, by the last answer to the safety questions.
    pub(super) fn has_signs(&self) -> bool {
        self.safety.last().is_some_and(|check| check.signs != Signs::No)
    }

    /// After an answer that there may be: what the family wasn't told yet waits for a named officer.
    pub(super) fn hold_back_emergencies(&mut self) {
        if self.has_signs() {
            self.emergencies.iter_mut().filter(|one| one.review.is_none()).for_each(|one| one.held_back = true);
        }
    }
}

#[cfg(test)]
mod tests;
