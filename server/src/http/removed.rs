//! `GET …/removed?document=…&text=…`: what was taken out of a joint text, for *Wat stond hier* (docs/protocol.md, "HTTP").

use std::collections::{BTreeSet, HashMap};

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use samenbeeld_schema::ids::DocumentKind;
use samenbeeld_schema::protocol::ErrorCode;
use serde::Deserialize;

use super::guard::{CameFrom, OfCase};
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::Kind;
use crate::error::ApiError;
use crate::vault::History;
use crate::version::removed::{Removed, readable_since, removed};
use crate::version::show;

/// The longest name a root may have here, in bytes.
const ROOT_MAX: usize = 128;

#[derive(Deserialize)]
pub struct Asked {
    document: String,
    text: String,
}

/// Only joint texts, which stand on the board of a room that one reads; anything else is not there.
pub async fn show(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    asked: Query<Asked>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Asked { document, text } = asked.into_inner();
    let admission = state.access.admit(&session, &document, state.clock.now()).map_err(|_| ErrorCode::NotFound)?;
    let is_text = text.len() <= ROOT_MAX && text.starts_with("text:");
    if admission.document().kind != DocumentKind::Board || !is_text {
        return Err(ErrorCode::NotFound.into());
    }
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let document = admission.document().as_ref().clone();
    let deed = Deed::of(Kind::RemovedRead, BTreeSet::from([document.room.clone()]));
    state.audit.log(&session, network.as_ref(), Deed { document: Some(document), ..deed }).await?;
    let (vault, id, root) = (state.vault.clone(), admission.document().clone(), text.clone());
    let now = state.clock.now();
    let found = actix_web::web::block(move || {
        let Some(History { records, bindings }) = vault.open_history(&id)? else {
            return Err(ApiError(ErrorCode::NotFound));
        };
        let author: HashMap<_, _> = bindings.into_iter().map(|binding| (binding.client, binding.person)).collect();
        let since = readable_since(now, show::last_established(&vault, &register, &id.room)?);
        removed(&records, &root, since, &author).map_err(|_| ApiError(ErrorCode::StoreUnavailable))
    });
    let found = found.await.map_err(|_| ErrorCode::Internal)??;
    let removals = found.iter().map(Removed::removal).collect();
    state.documents.remember(admission.document(), removals).await;
    Ok(HttpResponse::Ok().json(serde_json::json!({ "text": text, "removed": found })))
}
