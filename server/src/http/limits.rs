//! How often somebody may ask: by session, by network for who has none yet, and by person for who goes from one case to another,
//! which begins a session each time (docs/protocol.md P3).
//!
//! The figures are far above what people and our own client do, and far below what makes guessing or flooding worth while. A
//! connection from this machine itself has no network: behind a proxy that is where the proxy counts.

use std::num::NonZeroU32;

use actix_web::Error;
use actix_web::ResponseError;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::web::Data;
use governor::clock::DefaultClock;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use samenbeeld_schema::ids::{CaseId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;

use super::guard::{network_of, session_of};
use crate::app::State;
use crate::audit::event::{Kind, Network};
use crate::audit::{Asked, Asker};
use crate::error::ApiError;

/// Requests of one session: at once, and afterwards in a second.
const SESSION: (u32, u32) = (300, 30);
/// Tries to come in from one network: at once, and afterwards in a minute. A whole team comes in from one office.
const ENTRY: (u32, u32) = (60, 30);
/// Times one person goes into a case or back to the office: at once, and afterwards in a minute.
const GOING: (u32, u32) = (20, 6);
/// When to try again, in seconds.
const LATER: HeaderValue = HeaderValue::from_static("5");

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

pub struct Limits {
    sessions: Limiter<String>,
    entries: Limiter<Network>,
    goings: Limiter<(CaseId, PersonId)>,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(SESSION, ENTRY, GOING)
    }
}

impl Limits {
    /// Of a session: at once, and in a second. Of a network's tries to come in, and of a person's going to and fro: at once, and in a
    /// minute.
    pub fn new(session: (u32, u32), entry: (u32, u32), going: (u32, u32)) -> Self {
        let whole = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let sessions = Quota::per_second(whole(session.1)).allow_burst(whole(session.0));
        let entries = Quota::per_minute(whole(entry.1)).allow_burst(whole(entry.0));
        let goings = Quota::per_minute(whole(going.1)).allow_burst(whole(going.0));
        Self {
            sessions: RateLimiter::hashmap(sessions),
            entries: RateLimiter::hashmap(entries),
            goings: RateLimiter::hashmap(goings),
        }
    }

    /// Whether a request may go on now.
    fn allow(&self, request: &ServiceRequest, state: &State) -> bool {
        if is_entry(request.match_info().as_str(), request.method()) {
            return network_of(request.request()).is_none_or(|network| self.entries.check_key(&network).is_ok());
        }
        let Some(session) = session_of(request.request(), state) else { return true };
        let goes = || self.goings.check_key(&(session.case().clone(), session.person().clone())).is_ok();
        self.sessions.check_key(&session.reference()).is_ok()
            && (!goes_elsewhere(request.match_info().as_str(), request.method()) || goes())
    }

    /// Forgets who asked nothing lately.
    pub fn tidy(&self) {
        self.sessions.retain_recent();
        self.sessions.shrink_to_fit();
        self.entries.retain_recent();
        self.entries.shrink_to_fit();
        self.goings.retain_recent();
        self.goings.shrink_to_fit();
    }
}

/// Whether somebody tries to come in, by the path as routes see it: decoded.
fn is_entry(path: &str, method: &Method) -> bool {
    path.starts_with("/api/v1/login/") || method == Method::POST && path.starts_with("/api/v1/enter")
}

/// Whether somebody's session would end and another begin in its place.
fn goes_elsewhere(path: &str, method: &Method) -> bool {
    let going = ["/api/v1/office/enter", "/api/v1/office/return", "/api/v1/office/emergency"];
    method == Method::POST && going.contains(&path)
}

/// Lets a request through, or asks to wait.
pub async fn keep(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody>>, Error> {
    let state = request.app_data::<Data<State>>();
    let Some(state) = state.filter(|state| !state.limits.allow(&request, state)) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let asker = Asker { session: session_of(request.request(), state), network: network_of(request.request()) };
    state.audit.refused(&asker, Kind::Asked, &Asked::Nothing, ErrorCode::TooMany);
    let mut wait = ApiError(ErrorCode::TooMany).error_response();
    wait.headers_mut().insert(RETRY_AFTER, LATER);
    Ok(request.into_response(wait).map_into_right_body())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_network_that_keeps_trying_is_asked_to_wait_and_others_are_not() {
        let limits = Limits::default();
        let network = |last: u8| Network::of([203, 0, last, 7].into()).unwrap();
        let allowed = (0..1000).filter(|_| limits.entries.check_key(&network(1)).is_ok()).count();
        assert!((60..70).contains(&allowed), "{allowed}");
        assert!(limits.entries.check_key(&network(2)).is_ok());
    }

    #[test]
    fn an_address_that_is_written_otherwise_is_counted_too() {
        for uri in ["/api/v1/%65nter", "/api/v1/e%6Eter/device", "/api/v1/ente%72/challenge"] {
            let request = TestRequest::post().uri(uri).to_srv_request();
            assert!(is_entry(request.match_info().as_str(), request.method()), "{uri}");
        }
        let request = TestRequest::get().uri("/api/v1/%6cogin/oidc").to_srv_request();
        assert!(is_entry(request.match_info().as_str(), request.method()));
    }

    #[test]
    fn who_goes_to_and_fro_gets_no_more_than_one_session_would_in_the_long_run() {
        let limits = Limits::default();
        let who = |name: &str| (CaseId::parse("office").unwrap(), PersonId::parse(name).unwrap());
        let allowed = (0..1000).filter(|_| limits.goings.check_key(&who("ilse")).is_ok()).count();
        assert!((20..25).contains(&allowed), "{allowed}");
        assert!(limits.goings.check_key(&who("youssef")).is_ok());
        // What the sessions begun so may ask besides, in a minute, is what one may ask in it anyway.
        assert!(GOING.1 * SESSION.0 <= 60 * SESSION.1);
        for path in ["/api/v1/office/%65nter", "/api/v1/office/return", "/api/v1/office/emergency"] {
            let request = TestRequest::post().uri(path).to_srv_request();
            assert!(goes_elsewhere(request.match_info().as_str(), request.method()), "{path}");
        }
        assert!(!goes_elsewhere("/api/v1/office/accounts", &Method::POST));
    }

    #[test]
    fn every_way_in_is_counted_and_nothing_else_is() {
        for (method, path) in [
            (Method::POST, "/api/v1/enter"),
            (Method::POST, "/api/v1/enter/device"),
            (Method::POST, "/api/v1/enter/challenge"),
            (Method::POST, "/api/v1/enter/passkey"),
            (Method::POST, "/api/v1/enter/passkey/challenge"),
            (Method::POST, "/api/v1/login/demo"),
            (Method::GET, "/api/v1/login/oidc"),
        ] {
            assert!(is_entry(path, &method), "{path}");
        }
        for path in ["/api/v1/me", "/api/v1/arrival", "/api/v1/cases/enter/picture"] {
            assert!(!is_entry(path, &Method::GET), "{path}");
        }
    }
}
