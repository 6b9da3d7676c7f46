//! The demo's way in, going out, and who somebody is here. The ways in of real people are in `entry` and `oidc`.

use std::collections::BTreeSet;

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use samenbeeld_schema::ids::PersonId;
use samenbeeld_schema::protocol::ErrorCode;
use serde::{Deserialize, Serialize};

use super::guard::{CameFrom, Person, network_of};
use super::notices;
use crate::access::session::Session;
use crate::app::State;
use crate::audit::event::{Ground, Kind};
use crate::audit::{Asked, Asker, Deed};
use crate::error::ApiError;

#[derive(Deserialize)]
pub struct DemoLogin {
    person: PersonId,
}

#[derive(Serialize)]
struct DemoPerson<'a> {
    person: &'a PersonId,
    name: &'a str,
    role: samenbeeld_schema::model::Role,
}

/// `POST /api/v1/login/demo`: only with `--demo`.
pub async fn demo(request: HttpRequest, wanted: Json<DemoLogin>, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let case = state.demo_case.clone().ok_or(ErrorCode::NotFound)?;
    if !state.site.is_own(&request) {
        return Err(ErrorCode::SessionEnded.into());
    }
    let register = state.access.register.case(&case).ok_or(ErrorCode::NotFound)?;
    let person = wanted.into_inner().person;
    let network = network_of(&request);
    if register.role_of(&person).is_none() {
        let asker = Asker { session: None, network };
        state.audit.refused(&asker, Kind::LoggedIn, &Asked::Case(case), ErrorCode::NotFound);
        return Err(ErrorCode::NotFound.into());
    }
    let now = state.clock.now();
    let sessions = state.access.sessions.clone();
    let (begun_case, begun_person) = (case.clone(), person.clone());
    let begun = actix_web::web::block(move || sessions.begin(begun_case, begun_person, None, now)).await;
    let (secret, session) = begun.map_err(|_| ErrorCode::Internal)??;
    // Nobody knows the secret yet: a session that can't be written down is never used, and runs out.
    let deed = Deed { ground: Ground::DEMO, ..Deed::of(Kind::LoggedIn, BTreeSet::new()) };
    state.audit.log(&session, network.as_ref(), deed).await?;
    Ok(HttpResponse::Ok().cookie(state.site.cookie(secret)).json(serde_json::json!({ "person": person, "case": case })))
}

/// `GET /api/v1/demo/persons`: who can be tried out.
pub async fn demo_persons(state: Data<State>) -> Result<HttpResponse, ApiError> {
    let case = state.demo_case.clone().ok_or(ErrorCode::NotFound)?;
    let register = state.access.register.case(&case).ok_or(ErrorCode::NotFound)?;
    let persons: Vec<_> = register
        .persons
        .iter()
        .filter(|person| person.facts.member)
        .map(|person| DemoPerson {
            person: &person.facts.id,
            name: person.facts.name.as_str(),
            role: person.facts.role,
        })
        .collect();
    Ok(HttpResponse::Ok().json(persons))
}

/// `POST /api/v1/logout`: ends the session; its sockets close.
pub async fn logout(
    Person(session): Person,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    if let Some(desk) = &state.oidc {
        desk.leave(&session);
    }
    let (sessions, ended) = (state.access.sessions.clone(), session.clone());
    // First of all: leaving must work when nothing else does.
    actix_web::web::block(move || sessions.end(&ended)).await.map_err(|_| ErrorCode::Internal)??;
    state.audit.log(&session, network.as_ref(), Deed::of(Kind::LoggedOut, BTreeSet::new())).await?;
    Ok(HttpResponse::NoContent().cookie(state.site.no_cookie()).finish())
}

/// `GET /api/v1/me`: who I am here.
pub async fn me(Person(session): Person, state: Data<State>) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok().json(who(&session, &state)?))
}

/// Who a session is of.
pub fn who(session: &Session, state: &State) -> Result<serde_json::Value, ApiError> {
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::SessionEnded)?;
    let person = register.persons.iter().find(|person| person.facts.id == *session.person());
    let facts = &person.ok_or(ErrorCode::SessionEnded)?.facts;
    Ok(serde_json::json!({
        "person": facts.id,
        "name": facts.name,
        "role": facts.role,
        "case": session.case(),
        "until": session.expires(),
        "left": session.expires().saturating_sub(state.clock.now()),
        "demo": state.demo_case.is_some(),
        "notices": notices::of(&register, session.person(), session.device(), state.clock.now()),
    }))
}
