//! Professionals come in through the OpenID Connect provider of their employer (docs/protocol.md O1–O5). What the provider
//! says is judged in `server/identity`; here are the addresses, the cookies, and whom an identity is. Without configuration
//! none of it is there.

pub mod desk;

use std::collections::BTreeSet;

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};
use samenbeeld_identity::{DiscoverError, Identity, LoginError, PENDING_FOR_MS, Returned};
use samenbeeld_schema::ids::{CaseId, PersonId};
use samenbeeld_schema::model::Role;
use samenbeeld_schema::protocol::ErrorCode;
use serde::Deserialize;

use self::desk::Desk;
use super::entry::still_in;
use super::guard::{CameFrom, Person, network_of};
use super::headers;
use super::invitations::end_everywhere;
use super::revising::Author;
use crate::access::session::Session;
use crate::app::State;
use crate::audit::event::{Ground, Kind, Network};
use crate::audit::{Asked, Asker, Deed};
use crate::clock;
use crate::error::ApiError;
use crate::office;
use crate::register::ProviderLogin;
use crate::words::sentence;

/// The path a provider sends browsers back to.
pub const CALLBACK: &str = "/api/v1/login/oidc/callback";
/// Name of the cookie of a login under way.
const COOKIE: &str = "samenbeeld-oidc";
const COOKIE_PATH: &str = "/api/v1/login/oidc";

#[derive(Default, Deserialize)]
pub struct Wish {
    /// Show once more who you are, also when the provider still knows.
    again: Option<String>,
    /// Tie who comes back to the account of the session that asks.
    tie: Option<String>,
}

#[derive(Deserialize)]
pub struct LogoutNotice {
    logout_token: String,
}

/// `GET /api/v1/login/oidc`: to the provider.
pub async fn begin(request: HttpRequest, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let desk = desk(&state)?;
    let now = state.clock.now();
    let provider = match desk.provider(now).await {
        Ok(provider) => provider,
        Err(DiscoverError::Unreachable) => return Ok(refusal(LoginError::Unreachable)),
        Err(_) => return Ok(page(StatusCode::BAD_GATEWAY, "oidc-untrusted", false)),
    };
    let wish = Query::<Wish>::from_query(request.query_string()).map(Query::into_inner).unwrap_or_default();
    let begun = provider.begin(clock::random(), wish.again.is_some(), now);
    // Only an account without a login is tied; the session is remembered here, since its cookie does not come along on the way back.
    let asks = wish.tie.and_then(|_| super::guard::session_of(&request, &state));
    let tie = asks.filter(|session| office::is_office(session.case())).map(|session| session.reference());
    let name = desk.wait(begun.pending, tie, now);
    let kept = i64::try_from(PENDING_FOR_MS / 1000).unwrap_or(0);
    let cookie = under_way(desk, name).max_age(Duration::seconds(kept)).finish();
    Ok(HttpResponse::Found().cookie(cookie).insert_header((header::LOCATION, begun.url)).finish())
}

/// `GET /api/v1/login/oidc/callback`: back from the provider, with or without someone.
pub async fn finish(request: HttpRequest, state: Data<State>) -> Result<HttpResponse, ApiError> {
    let desk = desk(&state)?;
    let now = state.clock.now();
    let cookie = request.cookie(COOKIE);
    let pending = cookie.and_then(|cookie| desk.take(cookie.value(), now));
    let returned = Query::<Returned>::from_query(request.query_string()).map(Query::into_inner).unwrap_or_default();
    let (found, tie) = match pending {
        // Whoever waits was sent out by the provider, so it was reached before.
        Some((pending, tie)) => match desk.provider(now).await {
            Ok(provider) => (provider.finish(pending, returned, now).await, tie),
            Err(_) => (Err(LoginError::Unreachable), None),
        },
        None => (Err(LoginError::NotBegun), None),
    };
    let mut answer = match found {
        Ok(identity) => let_in(&state, desk, identity, tie, network_of(&request), now).await?,
        Err(error) => refusal(error),
    };
    let mut gone = under_way(desk, String::new()).finish();
    gone.make_removal();
    answer.add_cookie(&gone).map_err(|_| ErrorCode::Internal)?;
    Ok(answer)
}

/// `POST /api/v1/logout/oidc`: ends the session here, and says where to go so that it ends at the provider too.
pub async fn leave(
    Person(session): Person,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let desk = desk(&state)?;
    let token = desk.leave(&session);
    let (sessions, ended) = (state.access.sessions.clone(), session.clone());
    // First of all: leaving must work when nothing else does.
    actix_web::web::block(move || sessions.end(&ended)).await.map_err(|_| ErrorCode::Internal)??;
    state.audit.log(&session, network.as_ref(), Deed::of(Kind::LoggedOut, BTreeSet::new())).await?;
    let url = match (token, desk.provider(state.clock.now()).await) {
        (Some(token), Ok(provider)) => provider.logout_url(&token, &desk.home),
        _ => None,
    };
    Ok(HttpResponse::Ok().cookie(state.site.no_cookie()).json(serde_json::json!({ "url": url })))
}

/// `POST /api/v1/logout/oidc/backchannel`: the provider tells that someone went out there.
pub async fn notice(
    notice: Result<Form<LogoutNotice>, actix_web::Error>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let desk = desk(&state)?;
    let notice = notice.map_err(|_| ErrorCode::RequestMalformed)?;
    let now = state.clock.now();
    let provider = desk.provider(now).await.map_err(|_| ErrorCode::Overloaded)?;
    let out = match provider.logged_out(&notice.logout_token, now).await {
        Ok(out) => out,
        Err(error) => {
            tracing::warn!(error = %error, "a logout token ended nothing");
            return Ok(HttpResponse::BadRequest().json(serde_json::json!({ "error": "invalid_request" })));
        }
    };
    let (ended, sessions) = (desk.ended(&out), state.access.sessions.clone());
    let ended: Vec<_> = ended.iter().filter_map(|reference| sessions.by_reference(reference, now)).collect();
    let all = ended.clone();
    // One that can't be ended keeps none of the others.
    let all = actix_web::web::block(move || {
        all.iter().map(|session| sessions.end(session).map(drop)).fold(Ok(()), Result::and)
    });
    all.await.map_err(|_| ErrorCode::Internal)??;
    for session in &ended {
        state.audit.log(session, None, Deed::of(Kind::LoggedOut, BTreeSet::new())).await?;
    }
    Ok(HttpResponse::Ok().finish())
}

/// Begins the session of whom an identity is.
async fn let_in(
    state: &State,
    desk: &Desk,
    identity: Identity,
    tie: Option<String>,
    network: Option<Network>,
    now: u64,
) -> Result<HttpResponse, ApiError> {
    if let Some(session) = tie.and_then(|reference| state.access.sessions.by_reference(&reference, now)) {
        let held = still_in(state, &session).await?;
        let tied = tie_to(state, &session, &identity).await?;
        drop(held);
        if tied {
            end_everywhere(state, &office::id(), session.person(), None).await?;
        }
    }
    let _in = state.coming_in.read().await;
    let Some((case, person)) = person_of(state, &identity) else {
        let asker = Asker { session: None, network };
        state.audit.refused(&asker, Kind::LoggedIn, &Asked::Case(office::id()), ErrorCode::NotFound);
        return Ok(page(StatusCode::FORBIDDEN, "oidc-not-linked", true));
    };
    let sessions = state.access.sessions.clone();
    let begun = actix_web::web::block(move || sessions.begin(case, person, None, now)).await;
    let (secret, session) = begun.map_err(|_| ErrorCode::Internal)??;
    // Nobody knows the secret yet: a session that can't be written down is never used, and runs out.
    let deed = Deed { ground: Ground::ACCOUNT, ..Deed::of(Kind::LoggedIn, BTreeSet::new()) };
    state.audit.log(&session, network.as_ref(), deed).await?;
    desk.stands(&session, identity, now);
    Ok(HttpResponse::Found().cookie(state.site.cookie(secret)).insert_header((header::LOCATION, "/")).finish())
}

/// Whom an identity is: an account of the office; in a demo also a worker of the family whose id is the subject.
fn person_of(state: &State, identity: &Identity) -> Option<(CaseId, PersonId)> {
    if let Some(account) = office::account_of(&state.access.register, &login_of(identity)) {
        return Some((office::id(), account));
    }
    let case = state.demo_case.as_ref()?;
    let person = PersonId::parse(&identity.subject).ok()?;
    let role = state.access.register.case(case)?.role_of(&person)?;
    (role.gives_help() || role == Role::Mentor).then(|| (case.clone(), person))
}

fn login_of(identity: &Identity) -> ProviderLogin {
    ProviderLogin { issuer: identity.issuer.clone(), subject: identity.subject.clone() }
}

/// Ties an identity to the account of a session: from here on this worker comes in through their provider, and by nothing else. Nothing
/// when the account has a login, or another account has this one.
async fn tie_to(state: &State, session: &Session, identity: &Identity) -> Result<bool, ApiError> {
    let (login, whose, now) = (login_of(identity), session.person().clone(), state.clock.now());
    if office::account_of(&state.access.register, &login).is_some() {
        return Ok(false);
    }
    let author = Author { session, network: None, state };
    let deed = Deed { ground: Ground::ACCOUNT, ..Deed::of(Kind::RightsChanged, BTreeSet::new()) };
    let tied = author.revise(deed, move |office| {
        let taken = office.persons.iter().any(|known| known.login.as_ref() == Some(&login));
        let known = office.persons.iter_mut().find(|known| known.facts.id == whose && known.login.is_none());
        match known {
            Some(known) if !taken => {
                known.login = Some(login.clone());
                // No link goes round the provider.
                office.ways_in.shut(&whose, now);
                Ok(())
            }
            _ => Err(ErrorCode::NotYours),
        }
    });
    Ok(tied.await.is_ok())
}

fn desk(state: &State) -> Result<&Desk, ApiError> {
    Ok(state.oidc.as_ref().ok_or(ErrorCode::NotFound)?)
}

/// The cookie of a login under way. Lax: it must come back when the provider, another site, sends the browser here.
fn under_way(desk: &Desk, name: String) -> actix_web::cookie::CookieBuilder<'static> {
    Cookie::build(COOKIE, name).path(COOKIE_PATH).http_only(true).secure(desk.over_tls()).same_site(SameSite::Lax)
}

/// The page for whom nobody came in, with what can be done about it.
fn refusal(error: LoginError) -> HttpResponse {
    let (status, key, again) = match error {
        LoginError::NotBegun => (StatusCode::BAD_REQUEST, "oidc-not-begun", false),
        LoginError::Spent => (StatusCode::BAD_REQUEST, "oidc-spent", false),
        LoginError::Declined => (StatusCode::FORBIDDEN, "oidc-declined", false),
        LoginError::TooWeak => (StatusCode::FORBIDDEN, "oidc-too-weak", true),
        LoginError::TooLongAgo => (StatusCode::FORBIDDEN, "oidc-too-long-ago", true),
        LoginError::Unreachable => (StatusCode::SERVICE_UNAVAILABLE, "oidc-unreachable", false),
        LoginError::Untrusted(_) => (StatusCode::BAD_GATEWAY, "oidc-untrusted", false),
    };
    if matches!(error, LoginError::Untrusted(_) | LoginError::Unreachable) {
        tracing::warn!(error = %error, "a professional could not log in");
    }
    page(status, key, again)
}

/// A page of one sentence, with a way on. It holds nothing that came from outside.
fn page(status: StatusCode, key: &str, again: bool) -> HttpResponse {
    let (title, words) = (sentence("oidc-title", &[]), sentence(key, &[]));
    let (retry, home) = (sentence("oidc-again", &[]), sentence("oidc-home", &[]));
    let query = if again { "?again=1" } else { "" };
    let mut answer = HttpResponse::build(status);
    headers::of_page(&mut answer);
    answer.content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1><p>{words}</p><p><a href=\"{COOKIE_PATH}{query}\">{retry}</a></p>\
         <p><a href=\"/\">{home}</a></p></main></body></html>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use samenbeeld_identity::Fault;

    #[test]
    fn every_refusal_is_a_page_with_a_dutch_sentence_and_a_way_on() {
        for error in [
            LoginError::NotBegun,
            LoginError::Spent,
            LoginError::Declined,
            LoginError::TooWeak,
            LoginError::TooLongAgo,
            LoginError::Unreachable,
            LoginError::Untrusted(Fault::Signature),
        ] {
            let answer = refusal(error);
            assert!(answer.status().is_client_error() || answer.status().is_server_error());
            let body = actix_web::body::MessageBody::try_into_bytes(answer.into_body()).unwrap();
            let html = std::str::from_utf8(&body).unwrap();
            // A sentence that is missing shows its key.
            assert!(!html.contains(">oidc-"), "{error}: {html}");
            assert!(html.contains("href=\"/api/v1/login/oidc"));
        }
    }
}
