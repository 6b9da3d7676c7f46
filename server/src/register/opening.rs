//! Opening a case: the safety questions first, then people, then rooms composed from them.
//!
//! After signs of violence or coercive control nothing joint is made without a named expert (the Meldcode's professional norms; the
//! domain report's rows on safety): separate rooms are offered instead.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::{CaseId, Code, PersonId, RoomId};
use samenbeeld_schema::model::{
    Capacity, CaseFacts, CaseStatus, GezagFact, LegalFrame, PersonFacts, Role, RoomFacts, RoomKind,
};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::{PartialDate, Short, Title};

use super::case::{CaseRegister, Involvement, RegisteredPerson, RegisteredRoom, SafetyCheck, Signs};
use crate::access::rules::Denial;
use crate::calendar::Day;
use crate::document::Timestamp;
use crate::words::sentence;

/// A case that somebody opens.
#[derive(Debug, Clone)]
pub struct Opening {
    pub case: CaseId,
    /// The opener in this case; a name of its own, so that cases can't be laid side by side.
    pub person: PersonId,
    pub own_room: RoomId,
    pub title: Option<Title>,
    pub legal_frame: LegalFrame,
    pub signs: Signs,
    pub expert: Option<Title>,
    pub now: Timestamp,
}

/// A person who is added.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub id: PersonId,
    pub own_room: RoomId,
    pub name: Title,
    pub role: Role,
    pub organisation: Option<Title>,
    /// Gets a way in of their own.
    pub member: bool,
    pub index: bool,
    pub birth_date: Option<PartialDate>,
    pub household: BTreeSet<Code>,
    pub gezag: Option<GezagFact>,
    /// For a worker of this organisation.
    pub account: Option<PersonId>,
}

/// What changes about a person; nothing means it stays, and `Some(None)` that there is none any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    pub name: Option<Title>,
    pub birth_date: Option<Option<PartialDate>>,
    pub household: Option<BTreeSet<Code>>,
    pub gezag: Option<GezagFact>,
    pub capacity: Option<Capacity>,
    /// The last day on which a worker is involved.
    pub involved_until: Option<Option<PartialDate>>,
}

/// A room that is composed.
#[derive(Debug, Clone)]
pub struct NewRoom {
    pub id: RoomId,
    pub kind: RoomKind,
    pub label: Title,
    pub members: BTreeSet<PersonId>,
    pub about: BTreeSet<PersonId>,
    pub ground: Option<Short>,
}

/// Why nothing was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Who asks doesn't lead this case.
    NotYours,
    /// Somebody or something that isn't in this case.
    Unknown,
    /// What can't be made at all: nobody in it, a room of a kind that is made by itself.
    Malformed,
    /// There are signs of violence, and no expert is named.
    NeedsExpert,
    /// Nobody would lead the case any more.
    HandOverFirst,
    /// These people can't be in a room of this kind.
    Unsuitable(Vec<(PersonId, Denial)>),
}

impl From<Refused> for ErrorCode {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotYours => Self::NotYours,
            Refused::Unknown => Self::NotFound,
            Refused::Malformed => Self::RequestMalformed,
            Refused::NeedsExpert => Self::NeedsExpert,
            Refused::HandOverFirst => Self::HandOverFirst,
            Refused::Unsuitable(_) => Self::RoomUnsuitable,
        }
    }
}

/// A new case with its opener as regisseur, and nothing else yet.
pub fn open(opening: Opening, account: &RegisteredPerson) -> CaseRegister {
    let Opening { case, person, own_room, title, legal_frame, signs, expert, now } = opening;
    let facts = PersonFacts {
        organisation: account.facts.organisation.clone(),
        ..PersonFacts::named(person.clone(), account.facts.name.clone(), account.facts.role)
    };
    let opener = RegisteredPerson { account: Some(account.facts.id.clone()), ..RegisteredPerson::of(facts) };
    let case = CaseFacts {
        id: case,
        title,
        legal_frame: Some(legal_frame),
        status: Some(CaseStatus::Open),
        regisseur: Some(person.clone()),
        opened_on: Day::at(now).date(),
    };
    let own = own_room_of(own_room, &person);
    let mut register = CaseRegister::new(case, vec![opener], vec![own], Vec::new());
    register.safety.push(SafetyCheck { signs, expert, by: person, at: now });
    register
}

/// Answers the safety questions anew.
pub fn check_safety(case: &mut CaseRegister, check: SafetyCheck) -> Result<(), Refused> {
    leading(case, &check.by, check.at)?;
    case.safety.push(check);
    case.hold_back_emergencies();
    Ok(())
}

/// Adds a person, with the room that is theirs alone.
///
/// Who they are in the case: somebody who was a guest there keeps their id.
pub fn add_person(case: &mut CaseRegister, me: &PersonId, new: NewPerson, now: Timestamp) -> Result<PersonId, Refused> {
    leading(case, me, now)?;
    goes_on(case)?;
    // Who was let in for an emergency before stays who they were in the log.
    let guest = case.persons.iter().position(|known| known.is_guest() && known.account == new.account);
    let guest = guest.map(|at| case.persons.remove(at).facts.id);
    let new = NewPerson { id: guest.unwrap_or(new.id), member: new.member || new.account.is_some(), ..new };
    let taken = case.person(&new.id).is_some()
        || new.account.is_some() && case.persons.iter().any(|known| known.account == new.account);
    if taken {
        return Err(Refused::Malformed);
    }
    let facts = PersonFacts {
        organisation: new.organisation,
        member: new.member,
        index: new.index,
        birth_date: new.birth_date,
        household: new.household,
        gezag: new.gezag,
        ..PersonFacts::named(new.id.clone(), new.name, new.role)
    };
    let since = Day::at(now).date();
    let involved = match since {
        Some(from) if new.role.gives_help() => vec![Involvement { from, until: None }],
        _ => Vec::new(),
    };
    if new.member {
        case.rooms.push(own_room_of(new.own_room, &new.id));
    }
    case.persons.push(RegisteredPerson { involved, account: new.account, ..RegisteredPerson::of(facts) });
    Ok(new.id)
}

/// Changes what the register says about a person.
pub fn change_person(
    case: &mut CaseRegister,
    me: &PersonId,
    person: &PersonId,
    changes: Changes,
    now: Timestamp,
) -> Result<(), Refused> {
    leading(case, me, now)?;
    if changes.involved_until.iter().flatten().any(|until| leaves_nobody_to_lead(case, person, until)) {
        return Err(Refused::HandOverFirst);
    }
    let known = case.persons.iter_mut().find(|known| known.facts.id == *person && !known.is_guest());
    let known = known.ok_or(Refused::Unknown)?;
    // The name of a worker is the office's: under it stands who looked.
    if changes.name.is_some() && known.account.is_some() {
        return Err(Refused::NotYours);
    }
    let facts = &mut known.facts;
    // What a child may say for itself hangs on its age: that is put right, and not taken away.
    if facts.index && facts.birth_date.is_some() && changes.birth_date == Some(None) {
        return Err(Refused::Malformed);
    }
    if let Some(name) = changes.name {
        facts.name = name;
    }
    facts.birth_date = changes.birth_date.unwrap_or_else(|| facts.birth_date.take());
    facts.household = changes.household.unwrap_or_else(|| std::mem::take(&mut facts.household));
    facts.gezag = changes.gezag.or(facts.gezag.take());
    facts.capacity = changes.capacity.or(facts.capacity.take());
    if let Some(until) = changes.involved_until {
        if !facts.role.gives_help() {
            return Err(Refused::Malformed);
        }
        match (known.involved.last_mut(), until) {
            (Some(stretch), until) => stretch.until = until,
            (None, None) => {}
            (None, Some(until)) => {
                let from = case.case.opened_on.clone().unwrap_or_else(|| until.clone());
                known.involved.push(Involvement { from, until: Some(until) });
            }
        }
    }
    Ok(())
}

/// Whether nobody would lead a case after somebody's last day. Who leads it by its register always hands over first.
fn leaves_nobody_to_lead(case: &CaseRegister, person: &PersonId, until: &PartialDate) -> bool {
    let after = Day::last_of(until).next().begins();
    let mut others = case.persons.iter().map(|known| &known.facts.id).filter(|id| *id != person);
    case.case.regisseur.as_ref() == Some(person) || !others.any(|id| case.leads(id, after))
}

/// Composes a room from people.
pub fn compose(case: &mut CaseRegister, me: &PersonId, new: NewRoom, now: Timestamp) -> Result<(), Refused> {
    leading(case, me, now)?;
    goes_on(case)?;
    let room = room_of(new);
    check(case, &room, now)?;
    case.rooms.push(room);
    Ok(())
}

/// Whether a room can be in a case: its people are there and can be in such a room, and it is safe to make.
pub fn check(case: &CaseRegister, room: &RegisteredRoom, now: Timestamp) -> Result<(), Refused> {
    if is_joint(case, &room.facts) && !joint_is_safe(case) {
        return Err(Refused::NeedsExpert);
    }
    check_people(case, room, now)
}

/// The same of a room that only takes people apart: nobody meets there who did not meet before.
pub fn check_people(case: &CaseRegister, room: &RegisteredRoom, now: Timestamp) -> Result<(), Refused> {
    let facts = &room.facts;
    let made_by_itself = facts.kind == RoomKind::Self_;
    let pair_of_two = facts.kind != RoomKind::Pair || facts.members.len() == 2;
    if made_by_itself || facts.members.is_empty() || !pair_of_two || case.room(&facts.id).is_some() {
        return Err(Refused::Malformed);
    }
    let known = |person: &PersonId| case.role_of(person).is_some();
    let about = |person: &PersonId| case.person(person).is_some_and(|known| known.facts.index);
    if !(facts.members.iter().all(known) && room.about.iter().all(about)) {
        return Err(Refused::Unknown);
    }
    let out_of_place = facts.members.iter().filter_map(|member| {
        let denial = case.verdict(member, room, now)?.read.err()?;
        never(denial).then(|| (member.clone(), denial))
    });
    let out_of_place: Vec<_> = out_of_place.collect();
    if out_of_place.is_empty() { Ok(()) } else { Err(Refused::Unsuitable(out_of_place)) }
}

/// Whether a reason lasts. The others end: consent is given, gezag is checked, a birthday comes.
fn never(denial: Denial) -> bool {
    matches!(denial, Denial::RoleNotHere | Denial::OnlyAVersion)
}

/// Whether people of the family meet in a room who could be afraid of each other: two grown ups, or a grown up and a child.
pub(super) fn is_joint(case: &CaseRegister, room: &RoomFacts) -> bool {
    let roles: Vec<Role> = room.members.iter().filter_map(|member| case.role_of(member)).collect();
    let count = |of: fn(&Role) -> bool| roles.iter().filter(|role| of(role)).count();
    let parents = count(|role| matches!(role, Role::Parent | Role::FosterParent));
    let children = count(|role| matches!(role, Role::Youth | Role::Child));
    parents >= 2 || parents >= 1 && children >= 1
}

/// Whether joint rooms may be made: no signs, or an expert who judged it. Nobody asked yet counts as unsure.
pub(super) fn joint_is_safe(case: &CaseRegister) -> bool {
    case.safety.last().is_some_and(|check| check.signs == Signs::No || check.expert.is_some())
}

fn leading(case: &CaseRegister, me: &PersonId, now: Timestamp) -> Result<(), Refused> {
    if case.leads(me, now) { Ok(()) } else { Err(Refused::NotYours) }
}

/// Nothing is added to a case that ended.
pub fn goes_on(case: &CaseRegister) -> Result<(), Refused> {
    if case.case.status == Some(CaseStatus::Closed) { Err(Refused::Malformed) } else { Ok(()) }
}

fn own_room_of(id: RoomId, person: &PersonId) -> RegisteredRoom {
    let label = Title::parse(&sentence("room_kind-self", &[]));
    room_of(NewRoom {
        id,
        kind: RoomKind::Self_,
        label: label.unwrap_or_else(|_| unreachable!("a label of our own fits")),
        members: BTreeSet::from([person.clone()]),
        about: BTreeSet::new(),
        ground: None,
    })
}

fn room_of(new: NewRoom) -> RegisteredRoom {
    let facts = RoomFacts {
        id: new.id,
        kind: new.kind,
        label: new.label,
        members: new.members,
        former_members: Vec::new(),
        successor_of: None,
        open: true,
        ground: new.ground,
    };
    // What is only one's own is never in the dossier; the family's own talk only what it publishes.
    RegisteredRoom {
        in_dossier: !matches!(new.kind, RoomKind::Self_ | RoomKind::Family),
        facts,
        about: new.about,
        succession: Vec::new(),
        admissions: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
