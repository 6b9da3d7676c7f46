//! Frozen versions: list, freeze, read (docs/protocol.md, "HTTP").

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::http::header::ContentType;
use actix_web::web::{Data, Json, Path};
use samenbeeld_schema::ids::{DocumentKind, ItemId, RoomId};
use samenbeeld_schema::model::VersionKind;
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::Short;
use serde::Deserialize;

use super::guard::{CameFrom, OfFamily};
use crate::access::session::Session;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::{Ground, Kind, Outcome};
use crate::audit::reading::Place;
use crate::clock;
use crate::error::ApiError;
use crate::version::freeze::{self, FreezeError};
use crate::version::show;

impl From<FreezeError> for ApiError {
    fn from(error: FreezeError) -> Self {
        match error {
            FreezeError::Vault(error) => error.into(),
            FreezeError::Canonical(_) => ApiError(ErrorCode::Internal),
        }
    }
}

#[derive(Deserialize)]
pub struct Wanted {
    kind: VersionKind,
    reason: Short,
}

pub async fn list(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let (vault, readable) = (state.vault.clone(), rooms_of(&session, &state));
    let deed = Deed::of(Kind::VersionsListed, readable.clone());
    state.audit.open(&session, network.as_ref(), Place::Versions, deed).await?;
    let listed = actix_web::web::block(move || show::list(&vault, &register, &readable)).await;
    let listed = listed.map_err(|_| ErrorCode::Internal)??;
    Ok(HttpResponse::Ok().json(listed))
}

pub async fn freeze(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    wanted: Json<Wanted>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    if !register.leads(session.person(), state.clock.now()) {
        return Err(ErrorCode::NotYours.into());
    }
    let Wanted { kind, reason } = wanted.into_inner();
    let wanted = freeze::Wanted {
        id: ItemId::from_random(clock::random()),
        kind,
        reason,
        by: Some(session.person().clone()),
        now: state.clock.now(),
        claimed_at: None,
        only: None,
    };
    let (id, vault, case) = (wanted.id, state.vault.clone(), register.clone());
    let deed = |outcome| Deed {
        version: Some(id),
        outcome,
        ground: Ground::LEADS,
        ..Deed::of(Kind::VersionFrozen, rooms_of(&session, &state))
    };
    // Before it happens: a version that nobody is known to have made must not be.
    state.audit.log(&session, network.as_ref(), deed(Outcome::Done)).await?;
    let frozen = actix_web::web::block(move || freeze::freeze(&vault, &case, wanted)).await;
    let frozen = frozen.map_err(|_| ApiError(ErrorCode::Internal)).and_then(|frozen| Ok(frozen?));
    let meta = match frozen {
        Ok(meta) => meta,
        Err(error) => {
            state.audit.log(&session, network.as_ref(), deed(Outcome::Failed)).await?;
            return Err(error);
        }
    };
    let notice = serde_json::json!({ "version": id }).to_string();
    for document in register.documents().into_iter().filter(|document| document.kind == DocumentKind::Board) {
        if meta.rooms.iter().any(|mark| mark.room == document.room) {
            state.documents.announce(&document.into(), notice.clone()).await;
        }
    }
    // Who leads and reads no room of the dossier sees nothing of what they froze but that it is there.
    match show::entry(id, meta, &rooms_of(&session, &state)) {
        Some(listed) => Ok(HttpResponse::Created().json(listed)),
        None => Ok(HttpResponse::Created().json(serde_json::json!({ "id": id }))),
    }
}

/// `GET …/versions/<id>.json`
pub async fn show(
    OfFamily(session): OfFamily,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let (_, name) = path.into_inner();
    let id = name.strip_suffix(".json").and_then(|id| ItemId::parse(id).ok()).ok_or(ErrorCode::NotFound)?;
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let (vault, readable) = (state.vault.clone(), rooms_of(&session, &state));
    let export = actix_web::web::block(move || show::export(&vault, &register, id, &readable)).await;
    let show::Exported { bytes, rooms } = export.map_err(|_| ErrorCode::Internal)??.ok_or(ErrorCode::NotFound)?;
    let deed = Deed { version: Some(id), ..Deed::of(Kind::VersionExported, rooms) };
    state.audit.log(&session, network.as_ref(), deed).await?;
    Ok(HttpResponse::Ok().insert_header(ContentType::json()).body(bytes))
}

/// The rooms of which the session's person gets parts.
fn rooms_of(session: &Session, state: &State) -> BTreeSet<RoomId> {
    let register = state.access.register.case(session.case());
    register.map(|register| register.rooms_read_by(session.person(), state.clock.now())).unwrap_or_default()
}
