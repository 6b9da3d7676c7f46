//! The office of the workers: their cases, opening a new one, going in and coming back, and the accounts
//! (docs/protocol.md F1–F5).

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use samenbeeld_schema::ids::{CaseId, PersonId, RoomId};
use samenbeeld_schema::model::{CaseStatus, LegalFrame, PersonFacts, Role};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::{PartialDate, Title};
use serde::{Deserialize, Serialize};

use super::entry::{self, Coming};
use super::guard::{CameFrom, OfOffice, Person};
use super::invitations::leading;
use super::notices;
use super::revising::Author;
use crate::access::session::Session;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::{Ground, Kind, Network};
use crate::clock::random_name;
use crate::error::ApiError;
use crate::office;
use crate::register::opening::{self, Opening};
use crate::register::plain_name::PlainName;
use crate::register::{RegisteredPerson, Signs};

#[derive(Serialize)]
struct Answer {
    name: Title,
    role: Role,
    organisation: Option<Title>,
    /// May open a family's case.
    may_open: bool,
    /// Keeps the accounts of the office.
    admin: bool,
    /// Could come in through the provider of their employer, and doesn't yet.
    may_tie: bool,
    cases: Vec<Mine>,
}

/// A case somebody works in.
#[derive(Serialize)]
struct Mine {
    case: CaseId,
    title: Option<Title>,
    opened_on: Option<PartialDate>,
    status: Option<CaseStatus>,
    leads: bool,
    /// Something waits for who leads it: an emergency, a question of a youth.
    waits: bool,
    /// Until when an emergency lets me read, in milliseconds since 1970.
    emergency_until: Option<u64>,
}

/// `GET /api/v1/office`: who I am there, and the cases I work in.
pub async fn show(OfOffice(session): OfOffice, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let account = account_of(&session, &state)?;
    let now = state.clock.now();
    let cases =
        office::cases_of(&state.access.register, &account.facts.id, now).into_iter().map(|(case, person)| Mine {
            case: case.id().clone(),
            title: case.case.title.clone(),
            opened_on: case.case.opened_on.clone(),
            status: case.case.status,
            leads: case.leads(&person, now),
            waits: case.leads(&person, now) && notices::something_waits(&case, &person),
            emergency_until: case.emergency_of(&person, now).map(|emergency| emergency.until),
        });
    Ok(HttpResponse::Ok().json(Answer {
        cases: cases.collect(),
        may_open: office::may_open(&account),
        admin: account.admin,
        may_tie: state.oidc.is_some() && account.login.is_none(),
        name: account.facts.name,
        role: account.facts.role,
        organisation: account.facts.organisation,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The answers to the safety questions come first: nothing is opened without them.
    signs: Signs,
    #[serde(default)]
    expert: Option<Title>,
    #[serde(default)]
    title: Option<Title>,
    legal_frame: LegalFrame,
}

/// `POST /api/v1/office/cases`: opens a case, with its opener as regisseur.
pub async fn open(
    OfOffice(session): OfOffice,
    CameFrom(network): CameFrom,
    wanted: Json<Opened>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let account = account_of(&session, &state)?;
    if !office::may_open(&account) {
        return Err(ErrorCode::NotYours.into());
    }
    let Opened { signs, expert, title, legal_frame } = wanted.into_inner();
    let name = |text: String| CaseId::parse(&text).map_err(|_| ErrorCode::Internal);
    let opening = Opening {
        case: name(random_name())?,
        person: PersonId::parse(&random_name()).map_err(|_| ErrorCode::Internal)?,
        own_room: RoomId::parse(&random_name()).map_err(|_| ErrorCode::Internal)?,
        title,
        legal_frame,
        signs,
        expert,
        now: state.clock.now(),
    };
    let case = opening::open(opening, &account);
    let id = case.id().clone();
    let deed = Deed { ground: Ground::ACCOUNT, ..Deed::of(Kind::CaseOpened, BTreeSet::new()) };
    state.audit.log(&session, network.as_ref(), deed).await?;
    let register = state.access.register.clone();
    let opened = actix_web::web::block(move || {
        register.prepare(&case)?;
        register.publish(case)
    });
    opened.await.map_err(|_| ErrorCode::Internal)??;
    Ok(HttpResponse::Created().json(serde_json::json!({ "case": id })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entered {
    case: CaseId,
}

/// `POST /api/v1/office/enter`: from the office into a case one works in. The office's session ends; there is one at a time.
pub async fn enter(
    OfOffice(session): OfOffice,
    CameFrom(network): CameFrom,
    wanted: Json<Entered>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let mut mine = office::cases_of(&state.access.register, session.person(), state.clock.now()).into_iter();
    let (case, person) = mine.find(|(case, _)| *case.id() == wanted.case).ok_or(ErrorCode::NotFound)?;
    change_to(&state, &session, network, case.id().clone(), person).await
}

/// `POST /api/v1/office/return`: from a case back to the office.
pub async fn back(
    Person(session): Person,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let case = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let account = case.person(session.person()).and_then(|known| known.account.clone()).ok_or(ErrorCode::NotFound)?;
    change_to(&state, &session, network, office::id(), account).await
}

/// Ends a session, and begins one elsewhere in its place, which lasts no longer than that one would have.
pub async fn change_to(
    state: &State,
    session: &Session,
    network: Option<Network>,
    case: CaseId,
    person: PersonId,
) -> Result<HttpResponse, ApiError> {
    let _in = state.coming_in.read().await;
    // Ended first, and by one alone: of two requests at once only one goes on.
    let (sessions, before) = (state.access.sessions.clone(), session.clone());
    if !actix_web::web::block(move || sessions.end(&before)).await.map_err(|_| ErrorCode::Internal)?? {
        return Err(ErrorCode::SessionEnded.into());
    }
    let coming = Coming { network, before: Some(session.clone()) };
    let begun = entry::begin(state, coming, case, person, session.device(), Ground::ACCOUNT).await?;
    if let Some(desk) = &state.oidc {
        desk.goes_on(session, &begun.session);
    }
    Ok(begun.answer(state))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    name: PlainName,
    role: Role,
    #[serde(default)]
    organisation: Option<PlainName>,
}

/// `POST /api/v1/office/accounts`: a worker gets an account. They come in by an invitation, or by the provider they then tie to it.
pub async fn add_account(
    OfOffice(session): OfOffice,
    CameFrom(network): CameFrom,
    wanted: Json<NewAccount>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let NewAccount { name, role, organisation } = wanted.into_inner();
    if !role.gives_help() && role != Role::Mentor {
        return Err(ErrorCode::RequestMalformed.into());
    }
    let id = PersonId::parse(&random_name()).map_err(|_| ErrorCode::Internal)?;
    let organisation = organisation.map(PlainName::title);
    let facts = PersonFacts { organisation, ..PersonFacts::named(id.clone(), name.title(), role) };
    let (me, now) = (session.person().clone(), state.clock.now());
    let author = Author { session: &session, network, state: &state };
    let deed = Deed { ground: Ground::ACCOUNT, ..Deed::of(Kind::RightsChanged, BTreeSet::new()) };
    author
        .revise(deed, move |office| {
            leading(office, &me, now)?;
            office.persons.push(RegisteredPerson::of(facts.clone()));
            Ok::<(), ErrorCode>(())
        })
        .await?;
    Ok(HttpResponse::Created().json(serde_json::json!({ "account": id })))
}

/// The account of who is in the office.
pub fn account_of(session: &Session, state: &State) -> Result<RegisteredPerson, ErrorCode> {
    let office: Arc<_> = state.access.register.case(session.case()).ok_or(ErrorCode::SessionEnded)?;
    office.person(session.person()).cloned().ok_or(ErrorCode::SessionEnded)
}
