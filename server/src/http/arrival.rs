//! `GET /api/v1/arrival`: who I am and what I see, in one answer. The page asks for it before its script has come, so that a slow
//! phone waits for both at once.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::json;

use super::guard::{CameFrom, Person};
use super::{login, picture};
use crate::app::State;
use crate::error::ApiError;

pub async fn show(
    Person(session): Person,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let me = login::who(&session, &state)?;
    let answer = picture::answer(&session, network.as_ref(), &state).await?;
    Ok(HttpResponse::Ok().json(json!({ "me": me, "answer": answer })))
}
