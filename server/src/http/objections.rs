//! A youth of 12 to 15 asks that a parent doesn't read along; who leads the case answers; either ends it (docs/protocol.md R7).

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use samenbeeld_schema::ids::{ItemId, PersonId, RoomId};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::{PartialDate, Short};
use serde::{Deserialize, Serialize};

use super::guard::{CameFrom, OfFamily};
use super::notices;
use super::revising::Author;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::{Ground, Kind};
use crate::calendar::Day;
use crate::clock::random;
use crate::document::Timestamp;
use crate::error::ApiError;
use crate::register::case::age_of;
use crate::register::objecting::{self, Answered, Asked, Ended, Stands};
use crate::register::{CaseRegister, Objection, RegisteredRoom};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    reader: PersonId,
    rooms: BTreeSet<RoomId>,
    #[serde(default)]
    why: Option<Short>,
}

/// `POST …/objections`: the youth asks.
pub async fn ask(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    wanted: Json<Wanted>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Wanted { reader, rooms, why } = wanted.into_inner();
    let id = ItemId::from_random(random());
    let asked = Asked { id, by: session.person().clone(), reader, rooms, why, now: state.clock.now() };
    let author = Author { session: &session, network, state: &state };
    let deed = Deed { ground: Ground::OWN, ..Deed::of(Kind::ObjectionMade, asked.rooms.clone()) };
    // Nothing changes yet, so nobody but who answers is told.
    let (_, register) = author.revise_quietly(deed, move |case| objecting::ask(case, &asked)).await?;
    notices::tell_leaders(&state, &register).await;
    Ok(HttpResponse::Created().json(serde_json::json!({ "objection": id })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    honoured: bool,
    reason: Short,
}

/// `POST …/objections/{objection}/answer`: who leads the case honours or declines it.
pub async fn answer(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    wanted: Json<Answer>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Answer { honoured, reason } = wanted.into_inner();
    let answer = Answered { by: session.person().clone(), at: state.clock.now(), honoured, reason };
    let author = Author { session: &session, network, state: &state };
    change(&author, &path.1, Ground::LEADS, move |case, id| objecting::answer(case, id, &answer)).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    #[serde(default)]
    reason: Option<Short>,
}

/// `POST …/objections/{objection}/end`: the youth takes it back, or who leads the case ends it, with a reason.
pub async fn end(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    wanted: Json<End>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let (me, now) = (session.person().clone(), state.clock.now());
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let ground = if register.leads(&me, now) { Ground::LEADS } else { Ground::OWN };
    let end = Ended { by: me, at: now, reason: wanted.into_inner().reason };
    let author = Author { session: &session, network, state: &state };
    change(&author, &path.1, ground, move |case, id| objecting::end(case, id, &end)).await
}

/// Changes an objection. When rights change by it, who reads there is told to ask anew; the youth and who leads the case always.
async fn change(
    author: &Author<'_>,
    id: &str,
    ground: &'static str,
    change: impl Fn(&mut CaseRegister, ItemId) -> Result<(), objecting::Refused> + Send + 'static,
) -> Result<HttpResponse, ApiError> {
    let now = author.state.clock.now();
    // A name that names nothing is judged as one that could: who may not know of any gets the same answer.
    let id = ItemId::parse(id).unwrap_or(ItemId::from_random([0; 16]));
    let before = author.state.access.register.case(author.session.case()).ok_or(ErrorCode::NotFound)?;
    let found = |case: &CaseRegister| case.objections.iter().find(|one| one.id == id).cloned();
    let old = found(&before);
    let rooms = old.as_ref().map(|one| one.rooms.clone()).unwrap_or_default();
    let deed = Deed { ground, ..Deed::of(Kind::ObjectionAnswered, rooms.clone()) };
    let (_, after) = author.revise_quietly(deed, move |case| change(case, id)).await?;
    let holds = |one: &Option<Objection>| one.as_ref().is_some_and(|one| one.holds(author.state.clock.now().max(now)));
    let new = found(&after);
    if old.as_ref().is_some_and(|one| one.holds(now)) != holds(&new) {
        author.tell(&rooms).await?;
    }
    if let Some(objection) = &new {
        notices::tell(author.state, &after, &objection.by).await;
    }
    notices::tell_leaders(author.state, &after).await;
    Ok(HttpResponse::NoContent().finish())
}

/// An objection as the youth who made it sees it.
#[derive(Serialize)]
pub struct Mine {
    id: ItemId,
    reader: PersonId,
    rooms: BTreeSet<RoomId>,
    why: Option<Short>,
    day: Option<PartialDate>,
    stands: Stands,
    /// The reason of the answer.
    answer: Option<Short>,
    answered_on: Option<PartialDate>,
    ended_on: Option<PartialDate>,
    /// Why who leads the case ended it; nothing when the youth took it back.
    ended_because: Option<Short>,
}

/// An objection as who leads the case sees it.
#[derive(Serialize)]
pub struct Shown {
    by: PersonId,
    #[serde(flatten)]
    what: Mine,
}

/// What a youth asked, the last first.
pub fn mine(case: &CaseRegister, youth: &PersonId, now: Timestamp) -> Vec<Mine> {
    case.objections.iter().rev().filter(|one| one.by == *youth).map(|one| as_told(case, one, now)).collect()
}

/// What was asked in a case, the last first.
pub fn shown(case: &CaseRegister, now: Timestamp) -> Vec<Shown> {
    case.objections.iter().rev().map(|one| Shown { by: one.by.clone(), what: as_told(case, one, now) }).collect()
}

fn as_told(case: &CaseRegister, objection: &Objection, now: Timestamp) -> Mine {
    let age = case.person(&objection.by).and_then(|known| age_of(&known.facts, Day::at(now)));
    let (answer, ended) = (objection.answer.as_ref(), objection.ended.as_ref());
    let of_youth = |room: &RoomId| {
        let members = |known: &RegisteredRoom| known.facts.members.contains(&objection.by);
        case.room(room).is_some_and(members)
    };
    Mine {
        id: objection.id,
        reader: objection.reader.clone(),
        rooms: objection.rooms.iter().filter(|room| of_youth(room)).cloned().collect(),
        why: objection.why.clone(),
        day: Day::at(objection.at).date(),
        stands: objection.stands(age),
        answer: answer.map(|answer| answer.reason.clone()),
        answered_on: answer.and_then(|answer| Day::at(answer.at).date()),
        ended_on: ended.and_then(|ended| Day::at(ended.at).date()),
        ended_because: ended.filter(|ended| ended.by != objection.by).and_then(|ended| ended.reason.clone()),
    }
}
