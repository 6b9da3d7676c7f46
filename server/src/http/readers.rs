//! `GET …/readers?from=&to=`: which professionals looked (docs/protocol.md, "HTTP"). Reading it is a line of the log itself.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use samenbeeld_schema::protocol::ErrorCode;
use serde::Deserialize;

use super::guard::{CameFrom, OfCase};
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::Kind;
use crate::audit::reading::Place;
use crate::audit::who_looked::{Onlooker, Period, who_looked};
use crate::calendar::Day;
use crate::error::ApiError;

/// Days as `YYYY-MM-DD`, both included; without one the period is open on that side.
#[derive(Deserialize)]
pub struct Asked {
    from: Option<String>,
    to: Option<String>,
}

pub async fn show(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    asked: Query<Asked>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Asked { from, to } = asked.into_inner();
    if [&from, &to].into_iter().flatten().any(|day| Day::parse(day).is_none()) {
        return Err(ErrorCode::RequestMalformed.into());
    }
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let (me, now) = (session.person(), state.clock.now());
    let onlooker = Onlooker { rooms: register.rooms_read_by(me, now), leads: register.leads(me, now) };
    let deed = Deed::of(Kind::LogRead, BTreeSet::new());
    state.audit.open(&session, network.as_ref(), Place::Log, deed).await?;
    let audit = state.audit.clone();
    let case = session.case().clone();
    let lines = actix_web::web::block(move || audit.lines(&case)).await.map_err(|_| ErrorCode::Internal)??;
    let readers = who_looked(&lines, &register, &onlooker, &Period { from, to });
    Ok(HttpResponse::Ok().json(serde_json::json!({ "readers": readers })))
}
