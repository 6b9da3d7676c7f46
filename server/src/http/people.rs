//! The people and rooms of a case, for who leads it: who is in it, how they come in, and composing rooms from them
//! (docs/protocol.md F1–F5).

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use samenbeeld_schema::ids::{Code, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::{Capacity, GezagFact, PersonFacts, Role, RoomFacts, RoomKind};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::{PartialDate, Short, Title};
use serde::{Deserialize, Serialize};

use super::emergencies;
use super::guard::{CameFrom, OfCase, OfFamily};
use super::invitations::leading;
use super::objections;
use super::revising::Author;
use crate::access::rules::Denial;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::{Ground, Kind};
use crate::audit::reading::Place;
use crate::clock::random_name;
use crate::error::{ApiError, problem};
use crate::office;
use crate::register::admission::{self, ByLaw};
use crate::register::birthdays::Birthday;
use crate::register::opening::{self, Changes, NewPerson, NewRoom, Refused};
use crate::register::plain_name::PlainName;
use crate::register::{CaseRegister, RegisteredPerson, RegisteredRoom, SafetyCheck, Signs};
use crate::ways_in::invitation::State as Standing;
use crate::words::sentence;

/// A person as who leads the case sees them.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    facts: PersonFacts,
    /// A worker, who comes in through the office.
    through_office: bool,
    /// Of a worker: the last day on which they are involved.
    involved_until: Option<PartialDate>,
    /// How many devices they come in on.
    devices: usize,
    /// With how many passkeys.
    passkeys: usize,
    invitation: Option<Invited>,
}

#[derive(Serialize)]
struct Invited {
    id: ItemId,
    state: Standing,
    until: u64,
    tries_left: u8,
}

/// A room as who leads the case sees it: also one they don't read themselves, without what is in it.
#[derive(Serialize)]
struct Composed {
    #[serde(flatten)]
    facts: RoomFacts,
    about: BTreeSet<PersonId>,
    /// Members who don't read it now, with why.
    not_reading: Vec<NotReading>,
    /// Who isn't in it and may come into it as it is, because the law lets them read.
    by_law: Vec<MayCome>,
}

#[derive(Serialize)]
struct MayCome {
    person: PersonId,
    by_law: ByLaw,
}

#[derive(Serialize)]
struct NotReading {
    person: PersonId,
    why: String,
}

#[derive(Serialize)]
struct Answer {
    persons: Vec<Shown>,
    rooms: Vec<Composed>,
    /// The last answer to the safety questions.
    safety: Option<Safety>,
    /// Workers of the office who aren't in this case.
    colleagues: Vec<Colleague>,
    /// Who was let in for an emergency, the last first.
    emergencies: Vec<emergencies::Shown>,
    /// What youths asked about who reads along, the last first.
    objections: Vec<objections::Shown>,
    /// Birthdays that are near and change what people may read.
    birthdays: Vec<Birthday>,
}

#[derive(Serialize)]
struct Safety {
    signs: Signs,
    expert: Option<Title>,
}

#[derive(Serialize)]
struct Colleague {
    account: PersonId,
    name: Title,
    role: Role,
    organisation: Option<Title>,
}

/// `GET …/people`: for who leads the case.
pub async fn list(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let case = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let (me, now) = (session.person(), state.clock.now());
    leading(&case, me, now)?;
    let deed = Deed { ground: Ground::LEADS, ..Deed::of(Kind::RegisterRead, BTreeSet::new()) };
    state.audit.open(&session, network.as_ref(), Place::Register, deed).await?;
    let of_case = case.persons.iter().filter(|known| !known.is_guest());
    let persons = of_case.map(|known| shown(&case, known, now)).collect();
    // What is somebody's own, or between two others, is none of a leader's business, not even that it is there.
    let seen = |room: &&RegisteredRoom| {
        let apart = matches!(room.facts.kind, RoomKind::Self_ | RoomKind::Pair | RoomKind::Family);
        !apart || room.facts.members.contains(me)
    };
    let rooms = case.rooms.iter().filter(seen).map(|room| composed(&case, room, now)).collect();
    let safety = case.safety.last().map(|check| Safety { signs: check.signs, expert: check.expert.clone() });
    let colleagues = if office::is_office(case.id()) { Vec::new() } else { colleagues(&case, &state) };
    let (emergencies, objections) = (emergencies::shown(&case, me, now), objections::shown(&case, now));
    let birthdays = case.birthdays(now);
    Ok(HttpResponse::Ok().json(Answer { persons, rooms, safety, colleagues, emergencies, objections, birthdays }))
}

fn shown(case: &CaseRegister, known: &RegisteredPerson, now: u64) -> Shown {
    let invitation = case.ways_in.invited(&known.facts.id, now).map(|(invitation, state)| Invited {
        id: invitation.id,
        state,
        until: invitation.until(),
        tries_left: invitation.tries_left(),
    });
    Shown {
        facts: known.facts.clone(),
        through_office: known.account.is_some(),
        involved_until: known.involved.last().and_then(|stretch| stretch.until.clone()),
        devices: case.ways_in.devices_of(&known.facts.id).count(),
        passkeys: case.ways_in.passkeys_of(&known.facts.id).count(),
        invitation,
    }
}

fn composed(case: &CaseRegister, room: &RegisteredRoom, now: u64) -> Composed {
    let not_reading = room.facts.members.iter().filter_map(|member| {
        let denial = case.verdict(member, room, now)?.read.err()?;
        Some(NotReading { person: member.clone(), why: why(denial.code()) })
    });
    let by_law = case.persons.iter().filter_map(|known| {
        let person = known.facts.id.clone();
        Some(MayCome { by_law: admission::by_law(case, room, &person, now)?, person })
    });
    Composed {
        facts: room.facts.clone(),
        about: room.about.clone(),
        not_reading: not_reading.collect(),
        by_law: by_law.collect(),
    }
}

fn why(code: &str) -> String {
    sentence(&format!("rule-{code}"), &[])
}

fn colleagues(case: &CaseRegister, state: &State) -> Vec<Colleague> {
    let Some(office) = state.access.register.case(&office::id()) else { return Vec::new() };
    let of_case = case.persons.iter().filter(|known| !known.is_guest());
    let here = |account: &PersonId| of_case.clone().any(|known| known.account.as_ref() == Some(account));
    // Who keeps the accounts has nothing to read in a case.
    let workers = office.persons.iter().filter(|known| !known.admin);
    let others = workers.map(|known| &known.facts).filter(|facts| !here(&facts.id));
    let others = others.map(|facts| Colleague {
        account: facts.id.clone(),
        name: facts.name.clone(),
        role: facts.role,
        organisation: facts.organisation.clone(),
    });
    others.collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Added {
    name: PlainName,
    role: Role,
    #[serde(default)]
    organisation: Option<PlainName>,
    #[serde(default = "yes")]
    member: bool,
    #[serde(default)]
    index: bool,
    #[serde(default)]
    birth_date: Option<PartialDate>,
    #[serde(default)]
    household: BTreeSet<Code>,
    #[serde(default)]
    gezag: Option<GezagFact>,
    /// A colleague's account: then name, role and organisation are the account's.
    #[serde(default)]
    account: Option<PersonId>,
}

fn yes() -> bool {
    true
}

/// `POST …/persons`: somebody joins the case, without a room but their own.
pub async fn add(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    wanted: Json<Added>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let wanted = wanted.into_inner();
    let account = match &wanted.account {
        Some(account) => {
            let office = state.access.register.case(&office::id()).ok_or(ErrorCode::NotFound)?;
            let worker = office.person(account).filter(|known| !known.admin);
            Some(worker.ok_or(ErrorCode::NotFound)?.facts.clone())
        }
        None => None,
    };
    let new = NewPerson {
        id: PersonId::parse(&random_name()).map_err(|_| ErrorCode::Internal)?,
        own_room: RoomId::parse(&random_name()).map_err(|_| ErrorCode::Internal)?,
        name: account.as_ref().map_or(wanted.name.title(), |known| known.name.clone()),
        role: account.as_ref().map_or(wanted.role, |known| known.role),
        organisation: account.map_or(wanted.organisation.map(PlainName::title), |known| known.organisation),
        member: wanted.member,
        index: wanted.index,
        birth_date: wanted.birth_date,
        household: wanted.household,
        gezag: wanted.gezag,
        account: wanted.account,
    };
    let (me, now) = (session.person().clone(), state.clock.now());
    let author = Author { session: &session, network, state: &state };
    let add = move |case: &mut CaseRegister| opening::add_person(case, &me, new.clone(), now);
    let (id, _) = author.revise(deed(BTreeSet::new()), add).await?;
    Ok(HttpResponse::Created().json(serde_json::json!({ "person": id })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    #[serde(default)]
    name: Option<PlainName>,
    /// `null` when it isn't known any more.
    #[serde(default, deserialize_with = "also_nothing")]
    birth_date: Option<Option<PartialDate>>,
    #[serde(default)]
    household: Option<BTreeSet<Code>>,
    #[serde(default)]
    gezag: Option<GezagFact>,
    #[serde(default)]
    capacity: Option<Capacity>,
    /// The last day; `null` when there is none any more.
    #[serde(default, deserialize_with = "also_nothing")]
    involved_until: Option<Option<PartialDate>>,
}

/// What is there is said, also when it is `null`; what isn't there stays as it was.
fn also_nothing<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Option<PartialDate>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// `POST …/persons/{person}`: changes what the register says about somebody. Rights follow at once.
pub async fn change(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    wanted: Json<Changed>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let person = PersonId::parse(&path.1).map_err(|_| ErrorCode::NotFound)?;
    let Changed { name, birth_date, household, gezag, capacity, involved_until } = wanted.into_inner();
    let name = name.map(PlainName::title);
    let changes = Changes { name, birth_date, household, gezag, capacity, involved_until };
    // Of an account the office keeps a name, and nothing of a family.
    let only_name = Changes { name: changes.name.clone(), ..Changes::default() };
    if office::is_office(session.case()) && changes != only_name {
        return Err(ErrorCode::RequestMalformed.into());
    }
    let (me, now) = (session.person().clone(), state.clock.now());
    let case = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let rooms = case.rooms.iter().filter(|room| room.facts.members.contains(&person));
    let rooms = rooms.map(|room| room.facts.id.clone()).collect();
    let author = Author { session: &session, network, state: &state };
    author.revise(deed(rooms), move |case| opening::change_person(case, &me, &person, changes.clone(), now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyAnswer {
    signs: Signs,
    #[serde(default)]
    expert: Option<Title>,
}

/// `POST …/safety`: answers the safety questions anew.
pub async fn safety(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    wanted: Json<SafetyAnswer>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let SafetyAnswer { signs, expert } = wanted.into_inner();
    let check = SafetyCheck { signs, expert, by: session.person().clone(), at: state.clock.now() };
    let author = Author { session: &session, network, state: &state };
    author.revise(deed(BTreeSet::new()), move |case| opening::check_safety(case, check.clone())).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    kind: RoomKind,
    label: PlainName,
    members: BTreeSet<PersonId>,
    /// The children it is about; nobody named means all whose case it is.
    #[serde(default)]
    about: BTreeSet<PersonId>,
    #[serde(default)]
    ground: Option<Short>,
}

/// `POST …/rooms`: composes a room from people.
pub async fn compose(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    wanted: Json<Room>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Room { kind, label, members, about, ground } = wanted.into_inner();
    let id = RoomId::parse(&random_name()).map_err(|_| ErrorCode::Internal)?;
    let room = NewRoom { id: id.clone(), kind, label: label.title(), members, about, ground };
    let (me, now) = (session.person().clone(), state.clock.now());
    let mut trial = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?.as_ref().clone();
    if let Err(Refused::Unsuitable(people)) = opening::compose(&mut trial, &me, room.clone(), now) {
        return Ok(unsuitable(people));
    }
    let author = Author { session: &session, network, state: &state };
    let deed = deed(BTreeSet::from([id.clone()]));
    author.revise(deed, move |case| opening::compose(case, &me, room.clone(), now)).await?;
    Ok(HttpResponse::Created().json(serde_json::json!({ "room": id })))
}

/// Why a room can't be, told whole and by name: whoever composes it can mend it then.
pub fn unsuitable(people: Vec<(PersonId, Denial)>) -> HttpResponse {
    let mut answer = problem(ErrorCode::RoomUnsuitable);
    let people = people.into_iter().map(|(person, denial)| NotReading { person, why: why(denial.code()) });
    answer["people"] = serde_json::to_value(people.collect::<Vec<_>>()).unwrap_or_default();
    HttpResponse::Conflict().content_type("application/problem+json").body(answer.to_string())
}

fn deed(rooms: BTreeSet<RoomId>) -> Deed {
    Deed { ground: Ground::LEADS, ..Deed::of(Kind::RightsChanged, rooms) }
}
