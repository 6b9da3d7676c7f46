//! A room that goes on with others, or falls apart; who comes into one by law; leaving one; handing the lead over; closing a case
//! (docs/protocol.md F6–F8, F10).

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::CaseStatus;
use samenbeeld_schema::protocol::ErrorCode;
use serde::Deserialize;

use super::guard::{CameFrom, OfFamily};
use super::invitations::leading;
use super::notices;
use super::people::unsuitable;
use super::revising::Author;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::{Ground, Kind};
use crate::clock::random_name;
use crate::error::ApiError;
use crate::register::opening::Refused;
use crate::register::{CaseRegister, Successor, admission, succession};
use crate::succession::carry_out;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heirs {
    /// The members of each room that goes on: one for somebody who joins, two or more for a split.
    rooms: Vec<BTreeSet<PersonId>>,
}

/// `POST …/rooms/{room}/successors`: the room closes for writing and goes on as one or more others.
pub async fn succeed(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    wanted: Json<Heirs>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let room = RoomId::parse(&path.1).map_err(|_| ErrorCode::NotFound)?;
    let heirs =
        wanted.into_inner().rooms.into_iter().map(|members| {
            Ok(Successor { id: RoomId::parse(&random_name()).map_err(|_| ErrorCode::Internal)?, members })
        });
    let heirs: Vec<Successor> = heirs.collect::<Result<_, ErrorCode>>()?;
    let ids: Vec<RoomId> = heirs.iter().map(|heir| heir.id.clone()).collect();
    let (me, now) = (session.person().clone(), state.clock.now());
    let mut trial = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?.as_ref().clone();
    if let Err(Refused::Unsuitable(people)) = succession::begin(&mut trial, &me, &room, &heirs, now) {
        return Ok(unsuitable(people));
    }
    let author = Author { session: &session, network, state: &state };
    let rooms = BTreeSet::from([room.clone()]);
    let old = room.clone();
    let begun = author.revise(deed(rooms), move |case| succession::begin(case, &me, &old, &heirs, now)).await?;
    close(&state, &begun.1, &room).await?;
    let (vault, register, case) = (state.vault.clone(), state.access.register.clone(), session.case().clone());
    let made = actix_web::web::block(move || carry_out(&vault, &register, &case, now)).await;
    made.map_err(|_| ErrorCode::Internal)??;
    // Who reads the old room hears that it goes on elsewhere.
    author.tell(&BTreeSet::from([room])).await?;
    Ok(HttpResponse::Created().json(serde_json::json!({ "rooms": ids })))
}

/// Waits until nobody writes the room's documents any more and all that was sent is on disk.
async fn close(state: &State, case: &CaseRegister, room: &RoomId) -> Result<(), ErrorCode> {
    let Some(known) = case.room(room) else { return Ok(()) };
    for document in case.documents_of(known) {
        state.documents.close(&Arc::new(document)).await.map_err(|_| ErrorCode::Restarting)?;
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Admitted {
    person: PersonId,
}

/// `POST …/rooms/{room}/admissions`: somebody who may read by law comes into the room as it is. Everybody in it is told, with the
/// ground, before they read anything.
pub async fn admit(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    wanted: Json<Admitted>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let room = RoomId::parse(&path.1).map_err(|_| ErrorCode::NotFound)?;
    let (me, now, person) = (session.person().clone(), state.clock.now(), wanted.into_inner().person);
    let rooms = BTreeSet::from([room.clone()]);
    let author = Author { session: &session, network, state: &state };
    let (who, where_, by) = (person.clone(), room.clone(), me.clone());
    let announce = move |case: &mut CaseRegister| admission::announce(case, &by, &where_, &who, now);
    let (_, register) = author.revise_quietly(deed(rooms.clone()), announce).await?;
    notices::tell_readers(&state, &register, &room).await;
    author.revise(deed(rooms), move |case| admission::enter(case, &me, &room, &person, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST …/rooms/{room}/leave`: I leave it. What I said stays, and I still read my own words.
pub async fn leave(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let room = RoomId::parse(&path.1).map_err(|_| ErrorCode::NotFound)?;
    let (me, now) = (session.person().clone(), state.clock.now());
    let author = Author { session: &session, network, state: &state };
    let deed = Deed::of(Kind::RightsChanged, BTreeSet::from([room.clone()]));
    author.revise(deed, move |case| succession::leave(case, &me, &room, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedOver {
    to: PersonId,
}

/// `POST …/handover`: another worker leads the case from now on.
pub async fn hand_over(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    wanted: Json<HandedOver>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let (me, to, now) = (session.person().clone(), wanted.into_inner().to, state.clock.now());
    let case = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let rooms = case.rooms.iter().filter(|room| room.facts.members.contains(&me));
    let rooms = rooms.map(|room| room.facts.id.clone()).collect();
    let author = Author { session: &session, network, state: &state };
    author.revise(deed(rooms), move |case| succession::hand_over(case, &me, &to, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST …/close`: the case ends. Everybody still reads what they read, nobody writes.
pub async fn close_case(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let (me, now) = (session.person().clone(), state.clock.now());
    let case = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let rooms = case.rooms.iter().map(|room| room.facts.id.clone()).collect();
    let author = Author { session: &session, network, state: &state };
    let closed = author.revise(deed(rooms), move |case| {
        leading(case, &me, now)?;
        case.case.status = Some(CaseStatus::Closed);
        case.rooms.iter_mut().for_each(|room| room.facts.open = false);
        Ok::<(), ErrorCode>(())
    });
    let (_, register) = closed.await?;
    for room in &register.rooms {
        close(&state, &register, &room.facts.id).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

fn deed(rooms: BTreeSet<RoomId>) -> Deed {
    Deed { ground: Ground::LEADS, ..Deed::of(Kind::RightsChanged, rooms) }
}
