//! The consent register: who agreed, when, that whom may read what about whom, and who took it back (R1, R7).
//!
//! Everybody who must agree agrees for themselves; one who takes it back ends it for all. Who must agree depends on the child's
//! age on that day, so a consent can come to want another giver by a birthday alone.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::Capacity;
use samenbeeld_schema::text::{PartialDate, Short};
use serde::{Deserialize, Serialize};

use crate::access::rules::{ConsentState, OWN_ACCESS_FROM, OWN_CONSENT_FROM};
use crate::calendar::Day;
use crate::document::Timestamp;

/// Months before the sixteenth birthday from which a youth can say what holds after it (R3).
pub const ASKED_AHEAD_MONTHS: u8 = 3;

/// How a consent came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// On the giver's own device.
    #[serde(rename = "self", alias = "self_")]
    Self_,
    /// Spoken, and written down by a professional.
    Spoken,
    /// On paper.
    Paper,
}

/// Who agreed that whom may read what about whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Consent {
    pub about: PersonId,
    pub rooms: BTreeSet<RoomId>,
    pub readers: BTreeSet<PersonId>,
    pub by: BTreeSet<PersonId>,
    /// The day people see.
    pub given_on: Option<PartialDate>,
    /// The moment it counts from; for what was loaded the beginning of its day.
    #[serde(default)]
    pub given_at: Option<Timestamp>,
    /// It ends by itself after this day, such as the end of a school year.
    #[serde(default)]
    pub until: Option<PartialDate>,
    #[serde(default)]
    pub purpose: Option<Short>,
    #[serde(default)]
    pub how: Option<How>,
    /// Who wrote it down, when that was not the giver.
    #[serde(default)]
    pub recorded_by: Option<PersonId>,
    #[serde(default)]
    pub withdrawals: Vec<Withdrawal>,
    /// Rooms that went on from those it was said of: its giver may not know of them.
    #[serde(default)]
    pub carried: BTreeSet<RoomId>,
}

/// Taken back by one who must agree, for some or all of its readers and rooms.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Withdrawal {
    pub by: PersonId,
    pub rooms: BTreeSet<RoomId>,
    pub readers: BTreeSet<PersonId>,
    pub at: Timestamp,
}

/// A child about whom consent is asked, on the day it is asked.
#[derive(Debug, Clone, Copy)]
pub struct Child<'a> {
    pub person: &'a PersonId,
    pub born: Option<Day>,
    pub age: Option<u8>,
    pub capacity: Capacity,
}

/// For whom consent is asked, and where.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    pub room: &'a RoomId,
    pub reader: &'a PersonId,
    /// The reader is a parent: until sixteen they read by law, so what was agreed before says nothing about after.
    pub by_parent: bool,
    /// The reader is chosen by the youth alone.
    pub chosen: bool,
}

impl Consent {
    fn covers(&self, child: &PersonId, reading: Reading<'_>) -> bool {
        self.about == *child && self.rooms.contains(reading.room) && self.readers.contains(reading.reader)
    }

    /// The moment it counts from.
    pub fn begins(&self) -> Timestamp {
        self.given_at.unwrap_or_else(|| self.given_on.as_ref().map_or(0, |day| Day::first_of(day).begins()))
    }

    fn ends(&self) -> Timestamp {
        self.until.as_ref().map_or(Timestamp::MAX, |day| Day::last_of(day).next().begins())
    }
}

/// Who must agree (R1): under twelve the parents with gezag, from twelve the youth as well, from sixteen the youth alone. Who can't
/// weigh their own interests has no say, and the parents with gezag keep theirs until eighteen.
pub fn must_agree<'a>(child: Child<'a>, with_gezag: &'a [PersonId], reading: Reading<'_>) -> Vec<&'a PersonId> {
    let parents = || with_gezag.iter().collect::<Vec<_>>();
    match child.age.unwrap_or(OWN_ACCESS_FROM) {
        age if child.capacity == Capacity::No || age < OWN_ACCESS_FROM => parents(),
        age if age >= OWN_CONSENT_FROM || reading.chosen => vec![child.person],
        _ => parents().into_iter().chain([child.person]).collect(),
    }
}

/// Where consent stands at a moment.
pub fn state(
    consents: &[Consent],
    child: Child<'_>,
    with_gezag: &[PersonId],
    reading: Reading<'_>,
    now: Timestamp,
) -> ConsentState {
    let must = must_agree(child, with_gezag, reading);
    if must.is_empty() {
        return ConsentState::Missing;
    }
    // What a youth said to a parent before sixteen was about another question, unless it was asked ahead.
    let counts_from = match (child.born, child.age) {
        (Some(born), Some(age)) if reading.by_parent && age >= OWN_CONSENT_FROM => {
            born.birthday(OWN_CONSENT_FROM).months_before(ASKED_AHEAD_MONTHS).begins()
        }
        _ => 0,
    };
    let taken_back = taken_back(consents, child.person, reading, now);
    let from = counts_from.max(taken_back.map_or(0, |at| at + 1));
    let agreed = |giver: &PersonId| {
        consents.iter().any(|consent| {
            let begins = consent.begins();
            consent.covers(child.person, reading)
                && consent.by.contains(giver)
                && (from..=now).contains(&begins)
                && now < consent.ends()
        })
    };
    match (must.into_iter().all(agreed), taken_back) {
        (true, _) => ConsentState::Given,
        (false, Some(_)) => ConsentState::Withdrawn,
        (false, None) => ConsentState::Missing,
    }
}

/// When it was last taken back for this reader. That ends it whole: everybody who must agree is asked anew, so that no birthday
/// ever brings back what one of them stopped.
fn taken_back(consents: &[Consent], child: &PersonId, reading: Reading<'_>, now: Timestamp) -> Option<Timestamp> {
    let of = consents.iter().filter(|consent| consent.about == *child).flat_map(|consent| &consent.withdrawals);
    let covers = |withdrawal: &&Withdrawal| {
        withdrawal.rooms.contains(reading.room) && withdrawal.readers.contains(reading.reader) && withdrawal.at <= now
    };
    of.filter(covers).map(|withdrawal| withdrawal.at).max()
}
