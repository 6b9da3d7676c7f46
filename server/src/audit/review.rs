//! The daily review of all lines: which readings somebody should ask about. Pure; it accuses nobody.
//!
//! Curious colleagues are found by their pattern: a case of one's own family or household, a room one is no member of, many
//! cases in an hour, the night, a broken glass that nobody looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use samenbeeld_schema::ids::{CaseId, ItemId, PersonId, RoomId};

use super::chain::Line;
use super::event::{Event, Outcome};
use super::who_looked::is_professional;
use crate::calendar;
use crate::register::CaseRegister;

/// Cases that one person may open within an hour before it is asked about.
const CASES_IN_AN_HOUR: usize = 10;
const HOUR_MS: u64 = 60 * 60 * 1000;

/// Why a line is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    SameSurname,
    SameHousehold,
    /// No member of the room, or of the case.
    NotInvolved,
    ManyCases,
    Night,
    GlassNotReviewed,
}

/// A line that somebody should ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspicion {
    pub case: CaseId,
    pub event: ItemId,
    pub reasons: BTreeSet<Reason>,
}

/// What the review knows of a case.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Surnames of the family, in small letters.
    pub surnames: BTreeSet<String>,
    /// Households of the family.
    pub households: BTreeSet<String>,
    pub rooms: BTreeMap<RoomId, BTreeSet<PersonId>>,
    pub professionals: BTreeMap<PersonId, Professional>,
}

/// What the review knows of someone who works there.
#[derive(Debug, Clone, Default)]
pub struct Professional {
    pub surname: Option<String>,
    pub households: BTreeSet<String>,
}

impl Known {
    pub fn of(register: &CaseRegister) -> Self {
        let mut known = Self::default();
        for person in register.persons.iter().map(|person| &person.facts) {
            let surname = surname(person.name.as_str());
            let households: BTreeSet<String> = person.household.iter().map(|home| home.as_str().to_owned()).collect();
            if is_professional(person.role) {
                known.professionals.insert(person.id.clone(), Professional { surname, households });
            } else {
                known.surnames.extend(surname);
                known.households.extend(households);
            }
        }
        for room in &register.rooms {
            known.rooms.insert(room.facts.id.clone(), room.facts.members.clone());
        }
        known
    }
}

/// The last word of a name of more than one, in small letters: "de Vries" and "Vries" are one family.
pub fn surname(name: &str) -> Option<String> {
    let mut words = name.split_whitespace().rev();
    let last = words.next()?;
    words.next()?;
    Some(last.to_lowercase())
}

/// Looks at all readings by professionals, in the order of their times. `reviewed`: the broken glasses that somebody looked at.
pub fn review(lines: &[Line], cases: &BTreeMap<CaseId, Known>, reviewed: &BTreeSet<ItemId>) -> Vec<Suspicion> {
    let mut readings: Vec<(&CaseId, &Event)> = lines
        .iter()
        .map(|line| (&line.body.case, &line.body.event))
        .filter(|(_, event)| event.outcome == Outcome::Done && event.event_type_code.is_reading())
        // Who is no member has no role; family members read their own case when they like.
        .filter(|(_, event)| event.user.as_ref().is_some_and(|user| user.role_code.is_none_or(is_professional)))
        .collect();
    readings.sort_by_key(|(_, event)| event.event_time);
    let many = many_cases(&readings);
    let mut found = Vec::new();
    for (case, event) in readings {
        let mut reasons = of_one(case, event, cases, reviewed);
        if many.contains(&event.event_id) {
            reasons.insert(Reason::ManyCases);
        }
        if !reasons.is_empty() {
            found.push(Suspicion { case: case.clone(), event: event.event_id, reasons });
        }
    }
    found
}

fn of_one(
    case: &CaseId,
    event: &Event,
    cases: &BTreeMap<CaseId, Known>,
    reviewed: &BTreeSet<ItemId>,
) -> BTreeSet<Reason> {
    let mut reasons = BTreeSet::new();
    let (Some(user), Some(known)) = (&event.user, cases.get(case)) else {
        return BTreeSet::from([Reason::NotInvolved]);
    };
    let person = &user.user_id;
    match known.professionals.get(person) {
        Some(professional) => {
            if professional.surname.as_ref().is_some_and(|name| known.surnames.contains(name)) {
                reasons.insert(Reason::SameSurname);
            }
            if !professional.households.is_disjoint(&known.households) {
                reasons.insert(Reason::SameHousehold);
            }
        }
        None => drop(reasons.insert(Reason::NotInvolved)),
    }
    let is_member = |room: &RoomId| known.rooms.get(room).is_some_and(|members| members.contains(person));
    if event.emergency.is_some() {
        // Nobody who breaks the glass is a member: that is what the review of it is about.
        reasons.remove(&Reason::NotInvolved);
        if !reviewed.contains(&event.event_id) {
            reasons.insert(Reason::GlassNotReviewed);
        }
    } else if !event.object.rooms.iter().all(is_member) {
        reasons.insert(Reason::NotInvolved);
    }
    if !(6..23).contains(&calendar::hour(event.event_time)) {
        reasons.insert(Reason::Night);
    }
    reasons
}

/// Every reading of an hour in which one person opened more than ten cases. They are given in the order of their times.
fn many_cases(readings: &[(&CaseId, &Event)]) -> BTreeSet<ItemId> {
    let mut found = BTreeSet::new();
    let mut last_hour: HashMap<&PersonId, VecDeque<(u64, &CaseId, ItemId)>> = HashMap::new();
    for (case, event) in readings {
        let Some(user) = &event.user else { continue };
        let recent = last_hour.entry(&user.user_id).or_default();
        recent.push_back((event.event_time, case, event.event_id));
        while recent.front().is_some_and(|(time, ..)| event.event_time - time >= HOUR_MS) {
            recent.pop_front();
        }
        let cases: BTreeSet<&CaseId> = recent.iter().map(|(_, case, _)| *case).collect();
        if cases.len() > CASES_IN_AN_HOUR {
            found.extend(recent.iter().map(|(.., id)| *id));
        }
    }
    found
}

#[cfg(test)]
mod tests;
