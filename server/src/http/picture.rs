//! `GET /api/v1/cases/<case>/picture`: the first paint, composed here; the live documents join it afterwards.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::HttpResponse;
use actix_web::web::Data;
use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::ids::{DocumentId, PersonId, RoomId};
use samenbeeld_schema::protocol::ErrorCode;
use serde::Serialize;

use super::guard::{CameFrom, OfCase};
use crate::access::session::Session;
use crate::app::State;
use crate::audit::event::Network;
use crate::composed;
use crate::document::authors::AuthorRun;
use crate::error::ApiError;

#[derive(Serialize)]
pub struct Answer {
    picture: Picture,
    documents: Vec<Document>,
    /// By document: whose a client id is.
    bindings: BTreeMap<String, BTreeMap<String, PersonId>>,
    /// By document: whose words those are that somebody else put back.
    runs: BTreeMap<String, Vec<AuthorRun>>,
}

#[derive(Serialize)]
struct Document {
    document: String,
    generation: u32,
    writable: bool,
}

pub async fn show(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok().json(answer(&session, network.as_ref(), &state).await?))
}

/// The picture of the session's person in its case. Written down before anything of it is read.
pub async fn answer(session: &Session, network: Option<&Network>, state: &State) -> Result<Answer, ApiError> {
    let now = state.clock.now();
    let admissions = state.access.readable(session, now);
    let rooms: BTreeSet<RoomId> = admissions.iter().map(|admission| admission.document().room.clone()).collect();
    state.audit.open_rooms(session, network, rooms).await?;
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let ids: Vec<DocumentId> = admissions.iter().map(|admission| admission.document().as_ref().clone()).collect();
    let vault = state.vault.clone();
    let facts = register.facts_for(session.person(), now);
    let composed = actix_web::web::block(move || {
        let read = composed::read_documents(&vault, &ids)?;
        let picture = composed::picture(read.iter().flatten(), &facts);
        Ok::<_, crate::vault::VaultError>((read, picture))
    });
    let (read, picture) = composed.await.map_err(|_| ErrorCode::Internal)??;
    let mut documents = Vec::with_capacity(admissions.len());
    let mut bindings = BTreeMap::new();
    let mut runs = BTreeMap::new();
    for (admission, read) in admissions.iter().zip(read) {
        let Some(read) = read else { continue };
        let name = admission.document().to_string();
        let bound = read.bindings.into_iter().map(|(client, person)| (client.to_string(), person)).collect();
        bindings.insert(name.clone(), bound);
        if !read.runs.is_empty() {
            runs.insert(name.clone(), read.runs);
        }
        documents.push(Document { document: name, generation: read.generation, writable: admission.writable() });
    }
    Ok(Answer { picture, documents, bindings, runs })
}
