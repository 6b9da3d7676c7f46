//! Whether the program lives, and whether it can keep what it is given.

use actix_web::HttpResponse;
use actix_web::web::Data;
use samenbeeld_schema::protocol::ErrorCode;

use crate::app::State;
use crate::error::ApiError;

pub async fn alive() -> &'static str {
    "ok"
}

/// Ready means: the store answers.
pub async fn ready(state: Data<State>) -> Result<HttpResponse, ApiError> {
    let store = state.vault.store().clone();
    let answer = actix_web::web::block(move || store.list_cases()).await;
    match answer {
        Ok(Ok(_)) => Ok(HttpResponse::Ok().body("ok")),
        _ => Err(ApiError(ErrorCode::StoreUnavailable)),
    }
}
