//! One's own devices: which are known, since when, and "Dit ben ik niet" (docs/protocol.md W4).

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Json, Path};
use samenbeeld_schema::ids::{ItemId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::PartialDate;
use serde::Serialize;

use super::entry::NewDevice;
use super::guard::{CameFrom, Person};
use super::invitations::end_everywhere;
use super::revising::Author;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::Kind;
use crate::calendar::Day;
use crate::error::ApiError;
use crate::register::CaseRegister;
use crate::ways_in::device::Form;

/// A device as its owner sees it. Days, no hours: who looks along learns nothing of when somebody writes.
#[derive(Serialize)]
struct Shown {
    id: ItemId,
    form: Form,
    since: Option<PartialDate>,
    seen: Option<PartialDate>,
    /// The one that asks.
    this: bool,
}

/// `GET /api/v1/devices`: mine.
pub async fn list(Person(session): Person, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let devices = register.ways_in.devices_of(session.person()).map(|device| Shown {
        id: device.id,
        form: device.form,
        since: Day::at(device.since).date(),
        seen: Day::at(device.seen).date(),
        this: session.device() == Some(device.id),
    });
    Ok(HttpResponse::Ok().json(devices.collect::<Vec<_>>()))
}

/// `POST /api/v1/devices`: remembers the device somebody is on. This session, and those begun on it from here on, end with it.
pub async fn remember(
    Person(session): Person,
    CameFrom(network): CameFrom,
    wanted: Json<NewDevice>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let device = wanted.into_inner().of(session.person().clone(), state.clock.now());
    let id = device.id;
    let author = Author { session: &session, network, state: &state };
    let deed = Deed::of(Kind::RightsChanged, BTreeSet::new());
    author
        .revise(deed, move |case| {
            if !may_keep_devices(case, &device.person) {
                return Err(ErrorCode::NotYours);
            }
            case.ways_in.remember(device.clone()).map_err(|_| ErrorCode::DevicesFull)
        })
        .await?;
    let tied = web::block(move || state.access.sessions.tie(&session, id)).await;
    match tied {
        Ok(Ok(())) => Ok(HttpResponse::Created().json(serde_json::json!({ "device": id }))),
        _ => Err(ErrorCode::StoreUnavailable.into()),
    }
}

/// Whether somebody may come in on a device of their own. Workers come into a family's case through the office alone: whom it shuts out
/// is out everywhere, and an emergency leaves no way in that outlives it.
pub fn may_keep_devices(case: &CaseRegister, person: &PersonId) -> bool {
    case.person(person).is_some_and(|known| known.account.is_none())
}

/// `DELETE /api/v1/devices/{device}`: "Dit ben ik niet". Every session that began on it ends.
pub async fn forget(
    Person(session): Person,
    CameFrom(network): CameFrom,
    device: Path<String>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let device = ItemId::parse(&device).map_err(|_| ErrorCode::NotFound)?;
    let me = session.person().clone();
    let author = Author { session: &session, network, state: &state };
    let deed = Deed::of(Kind::RightsChanged, BTreeSet::new());
    author
        .revise(deed, move |case| if case.ways_in.forget(&me, device) { Ok(()) } else { Err(ErrorCode::NotFound) })
        .await?;
    end_everywhere(&state, session.case(), session.person(), Some(device)).await?;
    Ok(HttpResponse::NoContent().finish())
}
