//! One's own devices and passkeys: which are known, since when, and "Dit ben ik niet" (docs/protocol.md W4, W7).

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Json, Path};
use samenbeeld_schema::ids::{ItemId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::PartialDate;
use serde::Serialize;

use super::entry::{NewDevice, still_in};
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

/// What a way in is, as far as its owner recognises it by.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Looks {
    Phone,
    Tablet,
    Computer,
    Passkey,
}

impl From<Form> for Looks {
    fn from(form: Form) -> Self {
        match form {
            Form::Phone => Self::Phone,
            Form::Tablet => Self::Tablet,
            Form::Computer => Self::Computer,
        }
    }
}

/// A device or a passkey as its owner sees it. Days, no hours: who looks along learns nothing of when somebody writes.
#[derive(Serialize)]
struct Shown {
    id: ItemId,
    form: Looks,
    since: Option<PartialDate>,
    seen: Option<PartialDate>,
    /// The one that asks.
    this: bool,
    /// Of a passkey: it may be on other devices of its owner too.
    travels: bool,
    /// Of a passkey: it seems to be there twice, and opens nothing any more.
    copied: bool,
}

/// `GET /api/v1/devices`: mine.
pub async fn list(Person(session): Person, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let devices = register.ways_in.devices_of(session.person()).map(|device| Shown {
        id: device.id,
        form: device.form.into(),
        since: Day::at(device.since).date(),
        seen: Day::at(device.seen).date(),
        this: session.device() == Some(device.id),
        travels: false,
        copied: false,
    });
    let passkeys = register.ways_in.passkeys_of(session.person()).map(|passkey| Shown {
        id: passkey.id,
        form: Looks::Passkey,
        since: Day::at(passkey.since).date(),
        seen: Day::at(passkey.seen).date(),
        this: session.device() == Some(passkey.id),
        travels: passkey.travels,
        copied: passkey.copied.is_some(),
    });
    Ok(HttpResponse::Ok().json(devices.chain(passkeys).collect::<Vec<_>>()))
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
    let held = still_in(&state, &session).await?;
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
    let sessions = state.access.sessions.clone();
    let tied = web::block(move || sessions.tie(&session, id)).await;
    drop(held);
    match tied {
        Ok(Ok(())) => Ok(HttpResponse::Created().json(serde_json::json!({ "device": id }))),
        _ => Err(ErrorCode::StoreUnavailable.into()),
    }
}

/// Whether somebody may come in on a device of their own. Workers come into a family's case through the office alone: whom it shuts out
/// is out everywhere, and an emergency leaves no way in that outlives it. Nor does a device go round the provider of an account, who may
/// not be there any more.
pub fn may_keep_devices(case: &CaseRegister, person: &PersonId) -> bool {
    case.person(person).is_some_and(|known| known.account.is_none() && known.login.is_none())
}

/// `DELETE /api/v1/devices/{device}`: "Dit ben ik niet", also of a passkey. Every session that began on it ends.
pub async fn forget(
    Person(session): Person,
    CameFrom(network): CameFrom,
    device: Path<String>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let device = ItemId::parse(&device).map_err(|_| ErrorCode::NotFound)?;
    let (me, now) = (session.person().clone(), state.clock.now());
    let author = Author { session: &session, network, state: &state };
    let deed = Deed::of(Kind::RightsChanged, BTreeSet::new());
    author
        .revise(deed, move |case| match case.ways_in.forget(&me, device, now) {
            true => Ok(()),
            false => Err(ErrorCode::NotFound),
        })
        .await?;
    end_everywhere(&state, session.case(), session.person(), Some(device)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[cfg(test)]
mod tests {
    use samenbeeld_schema::ids::CaseId;
    use samenbeeld_schema::model::{CaseFacts, PersonFacts, Role};
    use samenbeeld_schema::text::Title;

    use super::*;
    use crate::register::{ProviderLogin, RegisteredPerson};

    #[test]
    fn no_device_goes_round_the_office_or_the_provider_of_an_account() {
        let id = CaseId::parse("office").unwrap();
        let facts = CaseFacts { id, title: None, legal_frame: None, status: None, regisseur: None, opened_on: None };
        let known = |id: &str| {
            let name = Title::parse("Ilse").unwrap();
            RegisteredPerson::of(PersonFacts::named(PersonId::parse(id).unwrap(), name, Role::Professional))
        };
        let login = Some(ProviderLogin { issuer: "https://login.example".to_owned(), subject: "1".to_owned() });
        let persons = vec![
            known("own"),
            RegisteredPerson { account: Some(PersonId::parse("account").unwrap()), ..known("office") },
            RegisteredPerson { login, ..known("provider") },
        ];
        let case = CaseRegister::new(facts, persons, Vec::new(), Vec::new());
        let may = |id: &str| may_keep_devices(&case, &PersonId::parse(id).unwrap());
        assert_eq!(["own", "office", "provider", "nobody"].map(may), [true, false, false, false]);
    }
}
