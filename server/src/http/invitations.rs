//! Letting people in: who leads a case makes a link and a code for one person, sees what became of it, and shuts somebody out
//! (docs/protocol.md W1–W5).

use std::collections::BTreeSet;

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse};
use fast_qr::qr::QRBuilder;
use samenbeeld_schema::ids::{CaseId, ItemId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use serde::Deserialize;

use super::guard::{CameFrom, OfCase};
use super::revising::Author;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::{Ground, Kind};
use crate::clock;
use crate::error::ApiError;
use crate::office;
use crate::register::CaseRegister;
use crate::ways_in::invitation::{Chance, Invitation, Secrets};

/// What stands before the secret in a link, behind the `#`. It says nothing of what is behind it.
pub const FRAGMENT: &str = "#kom=";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    person: PersonId,
}

/// A new invitation of a person, and what is shown of it once.
pub fn invitation(person: PersonId, by: PersonId, now: u64) -> (Invitation, Secrets) {
    let chance = Chance { id: clock::random(), link: clock::random(), code: clock::random(), salt: clock::random() };
    Invitation::new(person, by, now, chance)
}

/// `POST …/invitations`: a link and a code for a person, shown this once.
pub async fn make(
    request: HttpRequest,
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    wanted: Json<Wanted>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let origin = state.site.origin(&request).ok_or(ErrorCode::RequestMalformed)?;
    let (me, now) = (session.person().clone(), state.clock.now());
    let (invitation, secrets) = invitation(wanted.into_inner().person, me.clone(), now);
    let (id, until) = (invitation.id, invitation.until());
    let author = Author { session: &session, network, state: &state };
    author.revise(deed(), move |case| invite(case, &me, invitation.clone())).await?;
    let link = format!("{origin}/{FRAGMENT}{}", secrets.link.secret());
    let answer = serde_json::json!({
        "id": id,
        "link": link,
        "code": secrets.code.shown(),
        "until": until,
        "qr": squares(&link),
    });
    Ok(HttpResponse::Created().json(answer))
}

/// `DELETE …/invitations/{invitation}`: the link opens nothing any more.
pub async fn withdraw(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let id = ItemId::parse(&path.1).map_err(|_| ErrorCode::NotFound)?;
    let (me, now) = (session.person().clone(), state.clock.now());
    let author = Author { session: &session, network, state: &state };
    author
        .revise(deed(), move |case| {
            leading(case, &me, now)?;
            if case.ways_in.withdraw(id, now) { Ok(()) } else { Err(ErrorCode::NotFound) }
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `POST …/persons/{person}/shut-out`: every device and link of a person opens nothing any more, and their sessions end. For a lost
/// phone; their words stay, and a new invitation lets them in again.
pub async fn shut_out(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    path: Path<(String, String)>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let person = PersonId::parse(&path.1).map_err(|_| ErrorCode::NotFound)?;
    let (me, now, whom) = (session.person().clone(), state.clock.now(), person.clone());
    // From here until their sessions ended they add no way in, and begin nothing.
    let alone = state.coming_in.write().await;
    let author = Author { session: &session, network, state: &state };
    author
        .revise(deed(), move |case| {
            leading(case, &me, now)?;
            case.role_of(&whom).ok_or(ErrorCode::NotFound)?;
            // Workers come in through the office: there they are shut out, here their work ends on a day.
            if case.person(&whom).is_some_and(|known| known.account.is_some()) {
                return Err(ErrorCode::NotYours);
            }
            case.ways_in.shut(&whom, now);
            // Nor does the provider let an account back in.
            if let Some(known) = case.persons.iter_mut().find(|known| known.facts.id == whom) {
                known.login = None;
            }
            Ok::<(), ErrorCode>(())
        })
        .await?;
    end_all(&state, session.case(), &person, None).await?;
    drop(alone);
    Ok(HttpResponse::NoContent().finish())
}

/// Ends the sessions of a person, or those that began on one device: of a worker also in the cases they went into from the office.
pub async fn end_everywhere(
    state: &State,
    case: &CaseId,
    person: &PersonId,
    device: Option<ItemId>,
) -> Result<(), ApiError> {
    // Whoever begins a session now from what was true before ends here too.
    let _alone = state.coming_in.write().await;
    end_all(state, case, person, device).await
}

/// The same, by who let nobody come in meanwhile.
async fn end_all(state: &State, case: &CaseId, person: &PersonId, device: Option<ItemId>) -> Result<(), ApiError> {
    let mut ends = vec![(case.clone(), person.clone())];
    if office::is_office(case) {
        let there = office::cases_of(&state.access.register, person, state.clock.now()).into_iter();
        ends.extend(there.map(|(case, person)| (case.id().clone(), person)));
    }
    let sessions = state.access.sessions.clone();
    let ended = actix_web::web::block(move || {
        ends.iter().try_for_each(|(case, person)| sessions.end_all_of(case, person, device))
    });
    ended.await.map_err(|_| ErrorCode::Internal)??;
    Ok(())
}

fn deed() -> Deed {
    Deed { ground: Ground::LEADS, ..Deed::of(Kind::RightsChanged, BTreeSet::new()) }
}

/// Only who leads a case says who comes in.
pub fn leading(case: &CaseRegister, me: &PersonId, now: u64) -> Result<(), ErrorCode> {
    if case.leads(me, now) { Ok(()) } else { Err(ErrorCode::NotYours) }
}

fn invite(case: &mut CaseRegister, me: &PersonId, invitation: Invitation) -> Result<(), ErrorCode> {
    leading(case, me, invitation.made)?;
    let known = case.person(&invitation.person).filter(|known| known.facts.member).ok_or(ErrorCode::NotFound)?;
    // Workers come in through the office, and who has a login of a provider comes in with that: no link goes round it.
    if known.account.is_some() || known.login.is_some() {
        return Err(ErrorCode::NotYours);
    }
    case.ways_in.invite(invitation);
    Ok(())
}

/// A QR code as rows of light (0) and dark (1) squares, for the client to draw.
fn squares(link: &str) -> Vec<String> {
    let Ok(code) = QRBuilder::new(link).build() else { return Vec::new() };
    let size = code.size;
    (0..size).map(|row| (0..size).map(|column| if code[row][column].value() { '1' } else { '0' }).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_drawn_as_a_square_with_its_three_corners() {
        let rows = squares("https://samen.example/#kom=0123456789012345678901234567890123456789012");
        assert!(rows.len() >= 21 && rows.iter().all(|row| row.len() == rows.len()));
        assert!(rows[0].starts_with("1111111") && rows[0].ends_with("1111111"));
        assert!(rows.last().unwrap().starts_with("1111111"));
    }
}
