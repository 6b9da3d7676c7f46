//! Passkeys of who works in the office: making one in a session, and coming in with it (docs/protocol.md W7, W8).
//!
//! Families have none (docs/decisions/0021): outside the office a passkey is neither made nor looked for.

use std::collections::BTreeSet;

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use samenbeeld_schema::ids::ItemId;
use samenbeeld_schema::protocol::ErrorCode;

use super::entry::{Coming, begin, note_refusal, own_pages, revise, still_in};
use super::guard::{CameFrom, OfOffice};
use super::invitations::end_everywhere;
use super::office::account_of;
use super::revising::Author;
use crate::app::State;
use crate::audit::event::{Ground, Kind};
use crate::audit::{Asked, Asker, Deed};
use crate::clock;
use crate::error::ApiError;
use crate::office;
use crate::register::CaseRegister;
use crate::ways_in::Used;
use crate::ways_in::challenge::Making;
use crate::ways_in::passkey::{Made, NewKey, Passkey, Signed, UserHandle};

/// `POST /api/v1/passkeys/challenge`: what a browser needs to make a passkey for whoever asks.
pub async fn offer(
    request: HttpRequest,
    OfOffice(session): OfOffice,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let account = account_of(&session, &state)?;
    if !office::may_have_passkeys(&account) {
        return Err(ErrorCode::NotYours.into());
    }
    let party = state.site.relying_party(&request).ok_or(ErrorCode::RequestMalformed)?;
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let mine: Vec<&Passkey> = register.ways_in.passkeys_of(session.person()).collect();
    // All passkeys of an account know it by one name, so that its owner sees them together.
    let handle = mine.first().map_or_else(|| UserHandle::from_random(clock::random()), |passkey| passkey.handle);
    let making = Making { session: session.reference(), handle };
    let (_, made) = &state.passkeys;
    let challenge = made.make(making, clock::random(), state.clock.now());
    Ok(HttpResponse::Ok().json(serde_json::json!({
        "challenge": challenge,
        "rp_id": party.id,
        "user": handle,
        "name": account.facts.name,
        "known": mine.iter().map(|passkey| &passkey.credential).collect::<Vec<_>>(),
    })))
}

/// `POST /api/v1/passkeys`: keeps a passkey that was made.
pub async fn add(
    request: HttpRequest,
    OfOffice(session): OfOffice,
    CameFrom(network): CameFrom,
    made: Json<Made>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let (made, now) = (made.into_inner(), state.clock.now());
    // Taken whatever comes of it: no challenge is answered twice.
    let making = made.challenge().and_then(|challenge| state.passkeys.1.take(&challenge, now));
    let making = making.filter(|making| making.session == session.reference());
    let key = state.site.relying_party(&request).and_then(|party| made.read(&party).ok());
    let (Some(Making { handle, .. }), Some(key)) = (making, key) else {
        let asker = Asker { session: Some(session), network };
        state.audit.refused(&asker, Kind::RightsChanged, &Asked::Case(office::id()), ErrorCode::RequestMalformed);
        return Err(ErrorCode::RequestMalformed.into());
    };
    let NewKey { credential, key, counter, travels } = key;
    let id = ItemId::from_random(clock::random());
    let person = session.person().clone();
    let passkey =
        Passkey { id, person, credential, handle, key, counter, travels, since: now, seen: now, copied: None };
    let _in = still_in(&state, &session).await?;
    let author = Author { session: &session, network, state: &state };
    let deed = Deed { ground: Ground::ACCOUNT, ..Deed::of(Kind::RightsChanged, BTreeSet::new()) };
    author
        .revise(deed, move |office| {
            let account = office.person(&passkey.person).ok_or(ErrorCode::SessionEnded)?;
            if !office::may_have_passkeys(account) {
                return Err(ErrorCode::NotYours);
            }
            office.ways_in.add_passkey(passkey.clone()).map_err(|_| ErrorCode::DevicesFull)
        })
        .await?;
    Ok(HttpResponse::Created().json(serde_json::json!({ "passkey": id })))
}

/// `POST /api/v1/enter/passkey/challenge`: something for a passkey to sign. Nobody says whose.
pub async fn challenge(request: HttpRequest, state: Data<State>) -> Result<HttpResponse, ApiError> {
    own_pages(&request, &state)?;
    let party = state.site.relying_party(&request).ok_or(ErrorCode::RequestMalformed)?;
    let challenge = state.passkeys.0.make((), clock::random(), state.clock.now());
    Ok(HttpResponse::Ok().json(serde_json::json!({ "challenge": challenge, "rp_id": party.id })))
}

/// `POST /api/v1/enter/passkey`: with a passkey. Whoever doesn't come in gets one answer, whatever the reason.
pub async fn enter(request: HttpRequest, signed: Json<Signed>, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let coming = own_pages(&request, &state)?;
    let (signed, now) = (signed.into_inner(), state.clock.now());
    let held = state.coming_in.read().await;
    // Taken whatever comes of it: no challenge is answered twice.
    let fresh = signed.challenge().is_some_and(|challenge| state.passkeys.0.take(&challenge, now).is_some());
    let refuse = |Coming { network, .. }| -> Result<HttpResponse, ApiError> {
        note_refusal(&state, network, &office::id(), ErrorCode::SessionEnded);
        Err(ErrorCode::SessionEnded.into())
    };
    let office = state.access.register.case(&office::id()).ok_or(ErrorCode::SessionEnded)?;
    let known = office.ways_in.passkey(signed.credential()).filter(|passkey| opens(&office, passkey));
    let party = state.site.relying_party(&request).filter(|_| fresh);
    let believed = known.zip(party).and_then(|(known, party)| Some((known, signed.read(&party, known).ok()?)));
    let Some((known, counter)) = believed else { return refuse(coming) };
    let credential = known.credential.clone();
    // The newest register decides: of two that sign with one count only the first comes in.
    let used = move |office: &mut CaseRegister| office.ways_in.used(&credential, counter, now);
    match revise(state.access.register.clone(), office::id(), used).await? {
        Used::In => {}
        Used::Gone => return refuse(coming),
        Used::Copied => {
            // Ending waits for whoever comes in now, and that is nobody here.
            drop(held);
            end_everywhere(&state, &office::id(), &known.person, Some(known.id)).await?;
            return refuse(coming);
        }
    }
    let begun = begin(&state, coming, office::id(), known.person.clone(), Some(known.id), Ground::PASSKEY).await?;
    Ok(begun.answer(&state))
}

/// Whether a passkey lets its owner in.
fn opens(office: &CaseRegister, passkey: &Passkey) -> bool {
    passkey.copied.is_none() && office.person(&passkey.person).is_some_and(office::may_have_passkeys)
}
