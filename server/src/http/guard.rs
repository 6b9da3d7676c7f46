//! Authorization as extractors: a handler that needs a session names it in its signature, or it gets none.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use samenbeeld_schema::ids::CaseId;
use samenbeeld_schema::protocol::ErrorCode;

use crate::access::session::Session;
use crate::app::State;
use crate::audit::event::Network;
use crate::error::ApiError;
use crate::office;

/// The session of a request's cookie, if it stands.
pub fn session_of(request: &HttpRequest, state: &State) -> Option<Session> {
    let cookie = request.cookie(state.site.cookie_name())?;
    state.access.sessions.by_secret(cookie.value(), state.clock.now())
}

/// Where a request comes from, as far as the log keeps it. The address of the connection: what a header says anybody can say.
pub fn network_of(request: &HttpRequest) -> Option<Network> {
    request.peer_addr().and_then(|address| Network::of(address.ip()))
}

/// Where a request comes from, for the log.
pub struct CameFrom(pub Option<Network>);

impl FromRequest for CameFrom {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(network_of(request))))
    }
}

/// Someone who came in. A request that changes something must come from our own pages (docs/protocol.md P2).
pub struct Person(pub Session);

impl FromRequest for Person {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.app_data::<Data<State>>().and_then(|state| {
            if !request.method().is_safe() && !state.site.is_own(request) {
                return None;
            }
            session_of(request, state)
        });
        ready(found.map(Person).ok_or(ApiError(ErrorCode::SessionEnded)))
    }
}

/// A worker in the office. For everybody else it does not exist.
pub struct OfOffice(pub Session);

impl FromRequest for OfOffice {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(match Person::from_request(request, payload).into_inner() {
            Ok(Person(session)) if office::is_office(session.case()) => Ok(OfOffice(session)),
            Ok(_) => Err(ApiError(ErrorCode::NotFound)),
            Err(error) => Err(error),
        })
    }
}

/// Someone of the case in the path. Another case does not exist for them (docs/protocol.md P1).
pub struct OfCase(pub Session);

impl FromRequest for OfCase {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let person = match Person::from_request(request, payload).into_inner() {
            Ok(Person(session)) => session,
            Err(error) => return ready(Err(error)),
        };
        let case = request.match_info().get("case").and_then(|case| CaseId::parse(case).ok());
        ready(if case.as_ref() == Some(person.case()) {
            Ok(OfCase(person))
        } else {
            Err(ApiError(ErrorCode::NotFound))
        })
    }
}

/// Someone of a family's case in the path. For the office, which is a case without a family, what asks for this does not exist.
pub struct OfFamily(pub Session);

impl FromRequest for OfFamily {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(match OfCase::from_request(request, payload).into_inner() {
            Ok(OfCase(session)) if !office::is_office(session.case()) => Ok(OfFamily(session)),
            Ok(_) => Err(ApiError(ErrorCode::NotFound)),
            Err(error) => Err(error),
        })
    }
}
