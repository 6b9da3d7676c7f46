//! `GET /api/v1/arrival`: who I am and what I see, in one answer. The page asks for it before its script has come, so that a slow
//! phone waits for both at once; who has not come in gets an empty answer, which is no fault.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use super::guard::{self, CameFrom};
use super::{login, picture};
use crate::app::State;
use crate::error::ApiError;

pub async fn show(
    request: HttpRequest,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Some(session) = guard::session_of(&request, &state) else { return Ok(HttpResponse::NoContent().finish()) };
    let me = login::who(&session, &state)?;
    let answer = picture::answer(&session, network.as_ref(), &state).await?;
    Ok(HttpResponse::Ok().json(json!({ "me": me, "answer": answer })))
}
