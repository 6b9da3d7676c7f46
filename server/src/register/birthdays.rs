//! What a birthday that is near will change: at twelve, sixteen and eighteen rights change by themselves (R3).
//!
//! Nothing is sent and nothing is kept: it follows from the clock and the birth date each time somebody who may know it asks. That is the
//! youth, from three months ahead, and who leads the case, from thirty days ahead; nobody else.

use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::{PersonFacts, Role};
use samenbeeld_schema::text::PartialDate;
use serde::Serialize;

use super::case::{CaseRegister, RegisteredRoom};
use super::consent::ASKED_AHEAD_MONTHS;
use crate::access::rules::{Ground, OF_AGE_FROM, OWN_ACCESS_FROM, OWN_CONSENT_FROM};
use crate::calendar::Day;
use crate::document::Timestamp;

/// Days ahead from which who leads the case is told.
const TOLD_AHEAD_DAYS: u8 = 30;
/// The birthdays that change rights.
const CHANGING: [u8; 3] = [OWN_ACCESS_FROM, OWN_CONSENT_FROM, OF_AGE_FROM];

/// A birthday that is near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Birthday {
    pub person: PersonId,
    /// How old they will be.
    pub age: u8,
    pub day: Option<PartialDate>,
    /// Parents who read a room now, and whether they will read on. Before sixteen and eighteen.
    pub parents: Vec<Parent>,
    /// Rooms the child itself will begin to read.
    pub opens: Vec<RoomId>,
}

/// A parent who reads a room before a birthday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parent {
    pub room: RoomId,
    pub person: PersonId,
    pub reads_on: bool,
}

impl CaseRegister {
    /// The near birthday of the youth who asks.
    pub fn own_birthday(&self, youth: &PersonId, now: Timestamp) -> Option<Birthday> {
        let known = self.person(youth).filter(|known| known.facts.index)?;
        let mut birthday = self.next_birthday(&known.facts, |day| day.months_before(ASKED_AHEAD_MONTHS), now)?;
        let mine = self.rooms_read_by(youth, now);
        birthday.parents.retain(|parent| mine.contains(&parent.room));
        Some(birthday)
    }

    /// The near birthdays of the children of a case, for who leads it.
    pub fn birthdays(&self, now: Timestamp) -> Vec<Birthday> {
        let children = self.persons.iter().map(|known| &known.facts).filter(|facts| facts.index);
        children.filter_map(|child| self.next_birthday(child, |day| day.days_before(TOLD_AHEAD_DAYS), now)).collect()
    }

    fn next_birthday(&self, child: &PersonFacts, told_from: fn(Day) -> Day, now: Timestamp) -> Option<Birthday> {
        let born = Day::last_of(child.birth_date.as_ref()?);
        let today = Day::at(now);
        let near = |age: &u8| {
            let day = born.birthday(*age);
            told_from(day) <= today && today < day
        };
        let age = CHANGING.into_iter().find(near)?;
        let day = born.birthday(age);
        let then = day.begins();
        let about = self.rooms.iter().filter(|room| self.about(room).any(|one| one.id == child.id));
        let about: Vec<&RegisteredRoom> = about.collect();
        let parents = about.iter().flat_map(|room| {
            let parents = room.facts.members.iter().filter(|member| self.role_of(member) == Some(Role::Parent));
            let reading = parents.filter(|parent| self.reads(parent, room, now));
            let told = reading.map(|parent| Parent {
                room: room.facts.id.clone(),
                person: parent.clone(),
                reads_on: self.reads(parent, room, then),
            });
            told.collect::<Vec<_>>()
        });
        // Where a birthday changes nothing there is nothing to tell: in the family's own rooms, or between two people.
        let changes = |one: &Parent| !one.reads_on || self.hangs_on_consent(&one.person, &one.room, then);
        let parents = if age == OWN_ACCESS_FROM { Vec::new() } else { parents.filter(changes).collect() };
        let opens = self.rooms.iter().filter(|room| {
            room.facts.members.contains(&child.id)
                && !self.reads(&child.id, room, now)
                && self.reads(&child.id, room, then)
        });
        Some(Birthday {
            person: child.id.clone(),
            age,
            day: day.date(),
            opens: opens.map(|room| room.facts.id.clone()).collect(),
            parents,
        })
    }

    /// Whether somebody reads a room by consent alone.
    fn hangs_on_consent(&self, person: &PersonId, room: &RoomId, now: Timestamp) -> bool {
        let verdict = self.room(room).and_then(|room| self.verdict(person, room, now));
        verdict.is_some_and(|verdict| verdict.read == Ok(Ground::Consent))
    }
}

#[cfg(test)]
mod tests;
