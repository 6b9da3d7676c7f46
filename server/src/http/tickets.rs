//! Tickets: a short way from a session to a socket, each with a fresh client id (docs/protocol.md C1).

use std::collections::HashSet;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use samenbeeld_schema::ids::DocumentId;
use samenbeeld_schema::protocol::{DOCUMENTS_PER_SOCKET_MAX, ErrorCode};
use samenbeeld_store::Standing;
use serde::{Deserialize, Serialize};

use super::guard::{CameFrom, Person};
use crate::access::Admission;
use crate::access::ticket::Ticket;
use crate::app::State;
use crate::audit::event::Kind;
use crate::audit::{Asked, Asker};
use crate::clock;
use crate::error::ApiError;

#[derive(Deserialize)]
pub struct Wanted {
    documents: Vec<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Issued { document: String, ticket: String, generation: u32, client_id: u64 },
    Denied { document: String, code: ErrorCode },
}

/// `POST /api/v1/tickets`: one call for all documents; unreadable ones look like unknown ones.
pub async fn issue(
    Person(session): Person,
    CameFrom(network): CameFrom,
    wanted: Json<Wanted>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let names = wanted.into_inner().documents;
    if names.len() > DOCUMENTS_PER_SOCKET_MAX {
        return Err(ErrorCode::RequestMalformed.into());
    }
    let admissions: Vec<(String, Option<Admission>)> = names
        .into_iter()
        .map(|name| {
            let admission = state.access.admit(&session, &name, state.clock.now()).ok();
            (name, admission)
        })
        .collect();
    let ids: Vec<DocumentId> =
        admissions.iter().filter_map(|(_, admission)| Some(admission.as_ref()?.document().as_ref().clone())).collect();
    let vault = state.vault.clone();
    let stored = actix_web::web::block(move || vault.store().standing(&ids)).await;
    let mut stored = stored.map_err(|_| ErrorCode::Internal)??.into_iter();
    let asker = Asker { session: Some(session.clone()), network };
    let mut answers = Vec::with_capacity(admissions.len());
    for (document, admission) in admissions {
        // One entry in `stored` for each admitted document, in order.
        let known = admission.is_some().then(|| stored.next().flatten()).flatten();
        let Some(Standing { generation, bindings, .. }) = known else {
            state.audit.refused(&asker, Kind::RoomRead, &Asked::document(&document), ErrorCode::NotFound);
            answers.push(Answer::Denied { document, code: ErrorCode::NotFound });
            continue;
        };
        let client_id = fresh_client_id(&bindings.into_iter().map(|binding| binding.client).collect());
        let ticket = Ticket { session: session.reference(), document: document.clone(), generation, client_id };
        let ticket = state.access.tickets.issue(&ticket, state.clock.now()).map_err(|_| ErrorCode::Internal)?;
        answers.push(Answer::Issued { document, ticket, generation, client_id });
    }
    Ok(HttpResponse::Ok().json(answers))
}

/// A client id that nobody has in this document: 32 bits, as official clients choose them.
fn fresh_client_id(bound: &HashSet<u64>) -> u64 {
    loop {
        let id = u64::from(u32::from_le_bytes(clock::random()));
        if id != 0 && !bound.contains(&id) {
            return id;
        }
    }
}
