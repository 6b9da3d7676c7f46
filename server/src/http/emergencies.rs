//! Break-glass (noodtoegang): a worker asks to be let in, and who leads the case looks at it afterwards (docs/protocol.md B1–B4).

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use samenbeeld_schema::ids::{CaseId, ItemId, PersonId};
use samenbeeld_schema::model::Role;
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::{PartialDate, Short, Title};
use serde::{Deserialize, Serialize};

use super::guard::{CameFrom, OfFamily, OfOffice};
use super::invitations::end_everywhere;
use super::notices;
use super::office::{account_of, change_to};
use super::revising::{Author, refused};
use crate::app::State;
use crate::audit::event::{Ground, Kind};
use crate::audit::{Asked as AskedFor, Asker, Deed};
use crate::calendar::Day;
use crate::clock::{random, random_name};
use crate::document::Timestamp;
use crate::error::ApiError;
use crate::office;
use crate::register::CaseRegister;
use crate::register::emergency::{self, Asked, Emergency, Review};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    case: String,
    reason: Short,
}

/// `POST /api/v1/office/emergency`: into a case one doesn't work in, for an hour, to read. Written down and told before it is answered.
pub async fn ask(
    OfOffice(session): OfOffice,
    CameFrom(network): CameFrom,
    wanted: Json<Wanted>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Wanted { case, reason } = wanted.into_inner();
    let refuse = |code: ErrorCode| {
        let asker = Asker { session: Some(session.clone()), network: network.clone() };
        state.audit.refused(&asker, Kind::EmergencyOpened, &AskedFor::case(&case), code);
        ApiError(code)
    };
    let account = account_of(&session, &state)?;
    emergency::may_ask(&account.facts, account.admin, &reason).map_err(|error| refuse(error.into()))?;
    let id = CaseId::parse(&case).ok().filter(|id| !office::is_office(id));
    let known = id.and_then(|id| state.access.register.case(&id)).ok_or_else(|| refuse(ErrorCode::NotFound))?;
    // One at a time: who presses twice is one guest.
    let _alone = state.letting_in.lock().await;
    let known = state.access.register.case(known.id()).ok_or_else(|| refuse(ErrorCode::NotFound))?;
    let now = state.clock.now();
    let asked = Asked {
        id: ItemId::from_random(random()),
        admin: account.admin,
        account: account.facts,
        guest: PersonId::parse(&random_name()).map_err(|_| ErrorCode::Internal)?,
        reason,
        now,
    };
    let mut trial = known.as_ref().clone();
    let mut person = emergency::open(&mut trial, &asked).map_err(|error| refuse(error.into()))?;
    if trial.emergencies.len() > known.emergencies.len() {
        state.audit.let_in(&session, network.as_ref(), &trial, (&person, now)).await?;
        let (register, sessions, id) =
            (state.access.register.clone(), state.access.sessions.clone(), known.id().clone());
        let opened = actix_web::web::block(move || {
            let opened = register.revise(&id, |case| emergency::open(case, &asked));
            // Whatever they had open there before was not for an emergency: each room they open now is a line of its own.
            opened.map(|opened| sessions.end_all_of(&id, &opened.0, None).map(|()| opened))
        });
        let (opened, register) = opened.await.map_err(|_| ErrorCode::Internal)?.map_err(refused)??;
        person = opened;
        notices::tell_leaders(&state, &register).await;
    }
    change_to(&state, &session, network, known.id().clone(), person).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookedAt {
    remark: Short,
    #[serde(default)]
    officer: Option<Title>,
}

/// `POST …/emergencies/{emergency}/review`: who leads the case looked at it.
pub async fn review(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    wanted: Json<LookedAt>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let LookedAt { remark, officer } = wanted.into_inner();
    let review = Review { by: session.person().clone(), at: state.clock.now(), remark, officer };
    let id = ItemId::parse(&path.1);
    let author = Author { session: &session, network, state: &state };
    let deed = Deed { ground: Ground::LEADS, ..Deed::of(Kind::EmergencyReviewed, Default::default()) };
    let looked_at = author.revise_quietly(deed, move |case| {
        // Who doesn't lead hears nothing of what there is to look at.
        let unknown = ItemId::from_random([0; 16]);
        emergency::review(case, id.as_ref().copied().unwrap_or(unknown), &review)
    });
    let (_, register) = looked_at.await?;
    notices::tell_leaders(&state, &register).await;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST …/emergencies/{emergency}/end`: who leads the case ends it before its hour is over. Their sockets close, their session ends.
pub async fn end(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let id = ItemId::parse(&path.1).unwrap_or_else(|_| ItemId::from_random([0; 16]));
    let (by, now) = (session.person().clone(), state.clock.now());
    let author = Author { session: &session, network, state: &state };
    let deed = Deed { ground: Ground::LEADS, ..Deed::of(Kind::RightsChanged, Default::default()) };
    let stopped = author.revise_quietly(deed, move |case| emergency::stop(case, id, &by, now));
    let (guest, register) = stopped.await?;
    end_everywhere(&state, session.case(), &guest, None).await?;
    notices::tell_leaders(&state, &register).await;
    Ok(HttpResponse::NoContent().finish())
}

/// An emergency as who leads the case sees it.
#[derive(Serialize)]
pub struct Shown {
    id: ItemId,
    name: Title,
    role: Role,
    organisation: Option<Title>,
    reason: Short,
    /// Milliseconds since 1970.
    from: Timestamp,
    until: Timestamp,
    /// It goes on now.
    running: bool,
    /// Who ended it before its hour was over.
    stopped: Option<PersonId>,
    /// It was the reader's own: another looks at it.
    mine: bool,
    /// The last day to look at it.
    due: Option<PartialDate>,
    late: bool,
    /// The family isn't told of it yet.
    untold: bool,
    review: Option<ShownReview>,
}

#[derive(Serialize)]
struct ShownReview {
    by: PersonId,
    day: Option<PartialDate>,
    remark: Short,
    officer: Option<Title>,
}

/// The emergencies of a case, the last first.
pub fn shown(case: &CaseRegister, me: &PersonId, now: Timestamp) -> Vec<Shown> {
    case.emergencies.iter().rev().filter_map(|one| shown_one(case, one, me, now)).collect()
}

fn shown_one(case: &CaseRegister, emergency: &Emergency, me: &PersonId, now: Timestamp) -> Option<Shown> {
    let who = &case.person(&emergency.person)?.facts;
    let review = emergency.review.as_ref().map(|review| ShownReview {
        by: review.by.clone(),
        day: Day::at(review.at).date(),
        remark: review.remark.clone(),
        officer: review.officer.clone(),
    });
    Some(Shown {
        id: emergency.id,
        name: who.name.clone(),
        role: who.role,
        organisation: who.organisation.clone(),
        reason: emergency.reason.clone(),
        from: emergency.from,
        until: emergency.until,
        running: emergency.is_running(now),
        stopped: emergency.stopped.clone(),
        mine: emergency.person == *me,
        due: emergency.due().date(),
        late: emergency.is_late(now),
        untold: emergency.is_untold(),
        review,
    })
}
