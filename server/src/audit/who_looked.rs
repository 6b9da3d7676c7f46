//! What is shown of the log to people of the case: which professionals looked, on which day, in what. Pure.
//!
//! What family members read is shown to nobody, and what happened in a room is shown to its readers alone. A day, never an
//! hour; what one professional did on one day is one entry.

use std::collections::{BTreeMap, BTreeSet};

use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::Role;
use serde::Serialize;

use super::chain::Line;
use super::event::{Event, Ground, Kind, Outcome};
use crate::calendar::Day;
use crate::register::{CaseRegister, Emergency};

/// One professional on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Looked {
    /// `YYYY-MM-DD`, in the Netherlands.
    pub day: String,
    pub person: PersonId,
    pub name: Option<String>,
    pub role: Role,
    pub organisation: Option<String>,
    /// Those of the rooms that the one who asks reads too.
    pub rooms: BTreeSet<RoomId>,
    pub what: BTreeSet<Kind>,
    /// Why they may, as codes.
    pub grounds: BTreeSet<String>,
    /// They broke the glass.
    pub emergency: bool,
}

/// From when to when, both days included.
#[derive(Debug, Clone, Default)]
pub struct Period {
    pub from: Option<String>,
    pub to: Option<String>,
}

impl Period {
    fn holds(&self, day: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= day) && self.to.as_deref().is_none_or(|to| day <= to)
    }
}

/// Whether a role is held by trade. A foster parent and a JIM belong to the young person's own circle.
pub fn is_professional(role: Role) -> bool {
    match role {
        Role::Mentor
        | Role::Wijkteam
        | Role::Gi
        | Role::Gedragswetenschapper
        | Role::Professional
        | Role::Expert
        | Role::Judge => true,
        Role::Youth | Role::Child | Role::Parent | Role::FosterParent | Role::Jim => false,
    }
}

/// For whom it is looked up.
#[derive(Debug, Clone, Default)]
pub struct Onlooker {
    /// The rooms they read.
    pub rooms: BTreeSet<RoomId>,
    /// They lead the case: also an emergency is shown that the family isn't told of yet.
    pub leads: bool,
}

/// Who looked, the newest day first.
pub fn who_looked(lines: &[Line], register: &CaseRegister, onlooker: &Onlooker, period: &Period) -> Vec<Looked> {
    let mut found: BTreeMap<(String, PersonId), Looked> = BTreeMap::new();
    for event in lines.iter().map(|line| &line.body.event) {
        let Event { event_type_code: what, outcome: Outcome::Done, user: Some(user), object, .. } = event else {
            continue;
        };
        let Some(role) = user.role_code.filter(|role| is_professional(*role)) else { continue };
        let rooms: BTreeSet<RoomId> = object.rooms.intersection(&onlooker.rooms).cloned().collect();
        let day = Day::at(event.event_time).to_string();
        if !what.is_reading() || rooms.is_empty() || !period.holds(&day) {
            continue;
        }
        // Who read their own words back looked at nothing of anybody's, and may be no member to the others.
        if event.ground.code() == Ground::OWN_WORDS {
            continue;
        }
        let in_emergency = event.emergency.as_ref().and(register.emergency_before(&user.user_id, event.event_time));
        if in_emergency.is_some_and(Emergency::is_untold) && !onlooker.leads {
            continue;
        }
        let known = register.persons.iter().find(|known| known.facts.id == user.user_id);
        let looked = found.entry((day.clone(), user.user_id.clone())).or_insert_with(|| Looked {
            day,
            person: user.user_id.clone(),
            name: known.map(|known| known.facts.name.as_str().to_owned()),
            role,
            organisation: user.organisation.clone(),
            rooms: BTreeSet::new(),
            what: BTreeSet::new(),
            grounds: BTreeSet::new(),
            emergency: false,
        });
        looked.rooms.extend(rooms);
        looked.what.insert(*what);
        looked.grounds.insert(event.ground.code().to_owned());
        looked.emergency |= event.emergency.is_some();
    }
    let mut found: Vec<Looked> = found.into_values().collect();
    found.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.name.cmp(&b.name)));
    found
}

#[cfg(test)]
mod tests;
