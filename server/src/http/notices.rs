//! What is waiting for somebody, told on every page they open: in `GET /api/v1/me`, and at once over the socket (docs/protocol.md N1).

use std::collections::BTreeSet;
use std::sync::Arc;

use samenbeeld_schema::ids::{ItemId, PersonId, RoomId};
use samenbeeld_schema::model::RoomKind;
use samenbeeld_schema::text::{PartialDate, Title};
use serde::Serialize;

use crate::app::State;
use crate::calendar::Day;
use crate::document::Timestamp;
use crate::register::admission::{self, Admission, ByLaw};
use crate::register::agreeing::written_down_for;
use crate::register::objecting::{Objection, Stands};
use crate::register::{CaseRegister, Emergency};
use crate::ways_in::CAME_IN_FOR;

/// What somebody's client is told: what waits for them is to be asked anew.
const NOTICES_CHANGED: &str = r#"{"kind":"notices"}"#;

/// Something that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// They read here for an emergency, until a moment in milliseconds since 1970, and for so many milliseconds more.
    InEmergency { until: Timestamp, left: Timestamp },
    /// Somebody was let in for an emergency, and who leads hasn't looked at it.
    Emergency,
    /// A youth asked something about who reads along.
    Objection,
    /// What this youth asked about who reads along has an answer, or was ended by who leads.
    Answered,
    /// Somebody wrote down a yes as theirs.
    WrittenDown { by: PersonId },
    /// They are in a room in which they don't read now.
    NotRead { label: Title },
    /// A birthday is near that changes who may read.
    Birthday,
    /// Somebody came in as them with a link, on this day, while they were in on a device they had already.
    CameIn { on: Option<PartialDate> },
    /// Somebody came, or is about to come, into a room they read, and by what law.
    Admitted { room: RoomId, person: PersonId, by_law: ByLaw },
}

/// How long a youth is told of an answer: a week, in milliseconds.
const ANSWERED_FOR: Timestamp = 7 * DAY_LONG;
const DAY_LONG: Timestamp = 24 * 60 * 60 * 1000;

/// What waits for one person of a case, on the device they are on.
pub fn of(case: &CaseRegister, me: &PersonId, device: Option<ItemId>, now: Timestamp) -> Vec<Notice> {
    let mut found = Vec::new();
    let besides = case.ways_in.came_in_besides(me, device);
    let lately = besides.filter(|at| now < at.saturating_add(CAME_IN_FOR));
    found.extend(lately.map(|at| Notice::CameIn { on: Day::at(at).date() }));
    let running = case.emergency_of(me, now);
    found.extend(running.map(|Emergency { until, .. }| Notice::InEmergency { until: *until, left: until - now }));
    if case.leads(me, now) {
        found.extend(emergency_waits(case, me).then_some(Notice::Emergency));
        found.extend(objection_waits(case).then_some(Notice::Objection));
        found.extend((!case.birthdays(now).is_empty()).then_some(Notice::Birthday));
    }
    let written: BTreeSet<_> = written_down_for(case, me, now).filter_map(|yes| yes.recorded_by.clone()).collect();
    found.extend(written.into_iter().map(|by| Notice::WrittenDown { by }));
    found.extend(case.reads_not(me, now).map(|(room, _)| Notice::NotRead { label: room.facts.label.clone() }));
    found.extend(answered_lately(case, me, now).then_some(Notice::Answered));
    found.extend(case.own_birthday(me, now).map(|_| Notice::Birthday));
    found.extend(admission::told_to(case, me, now).map(|(room, Admission { person, by_law, .. })| Notice::Admitted {
        room: room.clone(),
        person: person.clone(),
        by_law: *by_law,
    }));
    found
}

/// Whether something waits for somebody who leads a case.
pub fn something_waits(case: &CaseRegister, me: &PersonId) -> bool {
    emergency_waits(case, me) || objection_waits(case)
}

fn emergency_waits(case: &CaseRegister, me: &PersonId) -> bool {
    case.emergencies.iter().any(|emergency| emergency.waits() && emergency.person != *me)
}

fn objection_waits(case: &CaseRegister) -> bool {
    let waits = |objection: &Objection| objection.stands(None) == Stands::Waiting;
    case.objections.iter().any(waits)
}

fn answered_lately(case: &CaseRegister, me: &PersonId, now: Timestamp) -> bool {
    let lately = |at: Timestamp| now < at.saturating_add(ANSWERED_FOR);
    case.objections.iter().filter(|objection| objection.by == *me).any(|objection| match &objection.ended {
        Some(ended) => ended.by != *me && lately(ended.at),
        None => objection.answer.as_ref().is_some_and(|answer| lately(answer.at)),
    })
}

/// Who leads a case is told at once.
pub async fn tell_leaders(state: &State, case: &CaseRegister) {
    let now = state.clock.now();
    let leaders = case.persons.iter().map(|known| &known.facts.id).filter(|person| case.leads(person, now));
    for leader in leaders {
        tell(state, case, leader).await;
    }
}

/// Everybody who reads a room is told at once.
pub async fn tell_readers(state: &State, case: &CaseRegister, room: &RoomId) {
    let now = state.clock.now();
    let Some(room) = case.room(room) else { return };
    for reader in room.facts.members.iter().filter(|member| case.reads(member, room, now)) {
        tell(state, case, reader).await;
    }
}

/// Somebody is told at once, in a document that nobody else reads: their own.
pub async fn tell(state: &State, case: &CaseRegister, person: &PersonId) {
    let own = |kind: RoomKind| kind == RoomKind::Self_;
    let rooms = case.rooms.iter().filter(|room| own(room.facts.kind) && room.facts.members.contains(person));
    for document in rooms.flat_map(|room| case.documents_of(room)) {
        state.documents.announce(&Arc::new(document), NOTICES_CHANGED.to_owned()).await;
    }
}
