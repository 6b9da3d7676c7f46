//! Samen-schrijven sessions: joining and leaving (docs/protocol.md A1).

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samenbeeld_schema::doc::layout::joint_text;
use samenbeeld_schema::ids::DocumentKind;
use samenbeeld_schema::protocol::ErrorCode;
use serde::Deserialize;

use super::guard::OfCase;
use crate::app::State;
use crate::clock;
use crate::error::ApiError;

#[derive(Deserialize)]
pub struct Wanted {
    document: String,
    text: String,
}

/// `POST …/writing`: opens or joins the session of a joint text. One must be able to write it, and sit at its document.
pub async fn join(OfCase(session): OfCase, wanted: Json<Wanted>, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let admission = state.access.admit(&session, &wanted.document, state.clock.now())?;
    if admission.document().kind != DocumentKind::Board || joint_text(&wanted.text).is_none() {
        return Err(ErrorCode::RequestMalformed.into());
    }
    if !admission.writable() {
        return Err(ErrorCode::WriteForbidden.into());
    }
    let fresh = URL_SAFE_NO_PAD.encode(clock::random::<16>());
    let id = state.documents.join_writing(&admission, wanted.text.clone(), fresh).await?;
    state.writings.remember(&id, admission.document().clone());
    Ok(HttpResponse::Ok().json(serde_json::json!({ "session": id })))
}

/// `DELETE …/writing/<session>`: leaves it. Leaving what one isn't in is fine.
pub async fn leave(
    OfCase(session): OfCase,
    path: Path<(String, String)>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let (_, id) = path.into_inner();
    if let Some(document) = state.writings.document_of(&id) {
        state.documents.leave_writing(&document, id, session.person().clone()).await;
    }
    Ok(HttpResponse::NoContent().finish())
}
