//! Coming in without an account: by a personal link with its code, or by a device that is known (docs/protocol.md W1–W5). Passkeys, of
//! who works in the office, are in `passkeys`.
//!
//! Nothing here happens on a GET: whoever looks at a link before its owner does, a mail scanner or a preview, uses nothing up.

use std::collections::BTreeSet;

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samenbeeld_schema::ids::{CaseId, ItemId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use serde::Deserialize;
use tokio::sync::RwLockReadGuard;

use super::devices::may_keep_devices;
use super::guard::{network_of, session_of};
use super::revising::refused;
use crate::access::session::{LIFETIME_MS, Session};
use crate::app::State;
use crate::audit::event::{Ground, Kind, Network};
use crate::audit::{Asked, Asker, Deed};
use crate::clock;
use crate::error::{ApiError, problem};
use crate::register::{CaseRegister, Register};
use crate::ways_in::Tried;
use crate::ways_in::code::Code;
use crate::ways_in::device::{Device, Form, PublicKey};
use crate::ways_in::invitation::Link;

/// The longest secret of a link that is looked at, in bytes.
const SECRET_MAX: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Come {
    link: String,
    code: String,
    /// The device to be remembered, if its owner wants that.
    #[serde(default)]
    device: Option<NewDevice>,
}

/// A device as it tells of itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDevice {
    form: Form,
    /// Its public key: an uncompressed point of P-256, in base64url.
    key: PublicKey,
}

impl NewDevice {
    /// The device of a person, from now on.
    pub fn of(self, person: PersonId, now: u64) -> Device {
        Device {
            id: ItemId::from_random(clock::random()),
            person,
            form: self.form,
            key: self.key,
            since: now,
            seen: now,
        }
    }
}

/// `POST /api/v1/enter`: with a link and its code.
pub async fn by_link(request: HttpRequest, wanted: Json<Come>, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let coming = own_pages(&request, &state)?;
    let Come { link, code, device } = wanted.into_inner();
    // What can't be a code is not counted as a try: nobody's link dies of a typing slip in its form.
    let code = Code::parse(&code).ok_or(ErrorCode::CodeWrong)?;
    let link = if link.len() <= SECRET_MAX { link } else { String::new() };
    let link = Link::hash_of(&link);
    let case = state.access.register.case_of_link(&link).ok_or(ErrorCode::InvitationClosed)?;
    let now = state.clock.now();
    let _in = state.coming_in.read().await;
    let (register, there) = (state.access.register.clone(), case.clone());
    // A dead link costs no write: by its time it would be told from one that never was.
    let open = register.case(&case).is_some_and(|case| case.ways_in.opens(&link, now));
    let tried = match open {
        true => revise(register, there, move |case| case.ways_in.try_code(&link, &code, now)).await?,
        false => Tried::Closed,
    };
    let person = match tried {
        Tried::In(person) => person,
        Tried::Wrong { left } => {
            note_refusal(&state, coming.network, &case, ErrorCode::CodeWrong);
            let mut answer = problem(ErrorCode::CodeWrong);
            answer["left"] = left.into();
            return Ok(HttpResponse::Forbidden().content_type("application/problem+json").body(answer.to_string()));
        }
        Tried::Closed => {
            note_refusal(&state, coming.network, &case, ErrorCode::InvitationClosed);
            return Err(ErrorCode::InvitationClosed.into());
        }
    };
    let device = match device {
        Some(device) => remember(&state, &case, device.of(person.clone(), now)).await?,
        None => None,
    };
    Ok(begin(&state, coming, case, person, device, Ground::INVITED).await?.answer(&state))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    device: ItemId,
}

/// `POST /api/v1/enter/challenge`: something for a device to sign. Every device gets one, also one nobody knows.
pub async fn challenge(
    request: HttpRequest,
    wanted: Json<Known>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    own_pages(&request, &state)?;
    let challenge = state.challenges.make(wanted.device, clock::random(), state.clock.now());
    Ok(HttpResponse::Ok().json(serde_json::json!({ "challenge": challenge })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    device: ItemId,
    challenge: String,
    /// r and s, 64 bytes in base64url, over `samenbeeld device 1`, a zero, the origin, a zero, the challenge.
    signature: String,
}

/// `POST /api/v1/enter/device`: with a device that is known.
pub async fn by_device(
    request: HttpRequest,
    wanted: Json<Signed>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let coming = own_pages(&request, &state)?;
    let Signed { device, challenge, signature } = wanted.into_inner();
    let now = state.clock.now();
    let _in = state.coming_in.read().await;
    let fresh = state.challenges.take(&challenge, now) == Some(device);
    let case = state.access.register.case_of_device(device).ok_or(ErrorCode::SessionEnded)?;
    let register = state.access.register.case(&case).ok_or(ErrorCode::SessionEnded)?;
    let known = register.ways_in.device(device).ok_or(ErrorCode::SessionEnded)?;
    if !may_keep_devices(&register, &known.person) {
        return Err(ErrorCode::SessionEnded.into());
    }
    let origin = state.site.origin(&request).ok_or(ErrorCode::SessionEnded)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
    if !(fresh && known.key.signed(&origin, &challenge, &signature)) {
        note_refusal(&state, coming.network, &case, ErrorCode::SessionEnded);
        return Err(ErrorCode::SessionEnded.into());
    }
    let person = known.person.clone();
    let seen = move |case: &mut CaseRegister| case.ways_in.seen(device, now);
    revise(state.access.register.clone(), case.clone(), seen).await?;
    Ok(begin(&state, coming, case, person, Some(device), Ground::DEVICE).await?.answer(&state))
}

/// Remembers a device; nothing when there are too many already. Its owner comes in all the same, this once.
pub async fn remember(state: &State, case: &CaseId, device: Device) -> Result<Option<ItemId>, ApiError> {
    let id = device.id;
    let register = state.access.register.clone();
    let kept = revise(register, case.clone(), move |case| case.ways_in.remember(device.clone()).is_ok()).await?;
    Ok(kept.then_some(id))
}

/// Somebody who comes in: from where, and the session that stood in their browser until then.
pub struct Coming {
    pub network: Option<Network>,
    pub before: Option<Session>,
}

/// A session that was begun, and the secret for its cookie.
pub struct Begun {
    secret: String,
    pub session: Session,
}

/// Begins a session, written down before its secret leaves. The one before it in that browser ends, unless it is of the same known
/// device, where other pages may stand on it: it is in the list of devices, and ends with that one.
pub async fn begin(
    state: &State,
    Coming { network, before }: Coming,
    case: CaseId,
    person: PersonId,
    device: Option<ItemId>,
    ground: &'static str,
) -> Result<Begun, ApiError> {
    let (sessions, now) = (state.access.sessions.clone(), state.clock.now());
    let register = state.access.register.case(&case).ok_or(ErrorCode::NotFound)?;
    let known = register.person(&person).ok_or(ErrorCode::NotFound)?;
    // Who goes from one case to another is in for as long as before.
    let goes_on = before.as_ref().filter(|_| ground == Ground::ACCOUNT);
    let bound = goes_on.map_or(now + LIFETIME_MS, Session::bound);
    // Who reads by an emergency is in for as long as that lets them, also who worked in the case before.
    let until = match register.emergency_of(&person, now) {
        Some(emergency) => emergency.until.min(bound),
        None if known.is_guest() => return Err(ErrorCode::NotFound.into()),
        None => bound,
    };
    let begun = actix_web::web::block(move || sessions.begin_until(case, person, device, (now, until, bound))).await;
    let (secret, session) = begun.map_err(|_| ErrorCode::Internal)??;
    let same = |before: &Session| {
        let of = |session: &Session| (session.case().clone(), session.person().clone(), session.device());
        before.device().is_some() && of(before) == of(&session)
    };
    if let Some(before) = before.filter(|before| !same(before)) {
        let out = Deed::of(Kind::LoggedOut, BTreeSet::new());
        if end(state, before.clone()).await? {
            state.audit.log(&before, network.as_ref(), out).await?;
        }
    }
    // Taken away meanwhile: whoever took it away ended only the sessions that were there.
    if device.is_some_and(|device| state.access.register.case_of_device(device).is_none()) {
        end(state, session).await?;
        return Err(ErrorCode::SessionEnded.into());
    }
    let deed = Deed { ground, ..Deed::of(Kind::LoggedIn, BTreeSet::new()) };
    state.audit.log(&session, network.as_ref(), deed).await?;
    Ok(Begun { secret, session })
}

async fn end(state: &State, session: Session) -> Result<bool, ApiError> {
    let sessions = state.access.sessions.clone();
    Ok(actix_web::web::block(move || sessions.end(&session)).await.map_err(|_| ErrorCode::Internal)??)
}

impl Begun {
    /// The answer that brings the cookie.
    pub fn answer(self, state: &State) -> HttpResponse {
        let Self { secret, session } = self;
        let answer = serde_json::json!({
            "person": session.person(),
            "case": session.case(),
            "device": session.device(),
        });
        HttpResponse::Ok().cookie(state.site.cookie(secret)).json(answer)
    }
}

/// Only our own pages let somebody in.
pub fn own_pages(request: &HttpRequest, state: &State) -> Result<Coming, ApiError> {
    if !state.site.is_own(request) {
        return Err(ErrorCode::SessionEnded.into());
    }
    Ok(Coming { network: network_of(request), before: session_of(request, state) })
}

/// Held by whoever adds a way in of their own: whom somebody shuts out at that moment adds none.
pub async fn still_in<'a>(state: &'a State, session: &Session) -> Result<RwLockReadGuard<'a, ()>, ErrorCode> {
    let held = state.coming_in.read().await;
    if *session.ended().borrow() { Err(ErrorCode::SessionEnded) } else { Ok(held) }
}

/// A line in the log of a case that somebody didn't come in.
pub fn note_refusal(state: &State, network: Option<Network>, case: &CaseId, code: ErrorCode) {
    let asker = Asker { session: None, network };
    state.audit.refused(&asker, Kind::LoggedIn, &Asked::Case(case.clone()), code);
}

/// Changes the register of a case in the name of nobody who is in.
pub async fn revise<T: Send + 'static>(
    register: std::sync::Arc<Register>,
    case: CaseId,
    mut change: impl FnMut(&mut CaseRegister) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let change = move |case: &mut CaseRegister| Ok::<T, ErrorCode>(change(case));
    let revised = actix_web::web::block(move || register.revise(&case, change)).await;
    let (outcome, _) = revised.map_err(|_| ErrorCode::Internal)?.map_err(refused)?;
    Ok(outcome)
}
