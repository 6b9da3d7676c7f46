//! Every refusal goes into the log of the case it is about: here, once, whatever handler or extractor refused.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Data;
use samenbeeld_schema::protocol::ErrorCode;

use super::guard::{network_of, session_of};
use crate::app::State;
use crate::audit::event::Kind;
use crate::audit::{Asked, Asker};
use crate::error::ApiError;

/// Lets a request through and notes its refusal before the answer leaves.
pub async fn note(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let response = next.call(request).await?;
    let request = response.request();
    let code = response.response().error().and_then(|error| error.as_error::<ApiError>()).map(|error| error.0);
    if let Some(
        code @ (ErrorCode::SessionEnded | ErrorCode::WriteForbidden | ErrorCode::NotYours | ErrorCode::NotFound),
    ) = code
        && let Some(state) = request.app_data::<Data<State>>()
    {
        let asker = Asker { session: session_of(request, state), network: network_of(request) };
        // What belongs to no case stands in the log of the case somebody came in to.
        let asked = request.match_info().get("case").map_or(Asked::Nothing, Asked::case);
        // A path that is written otherwise, in percents, has no pattern, and is refused all the same.
        let pattern = request.match_pattern().unwrap_or_default();
        state.audit.refused(&asker, kind_of(&pattern, request.method()), &asked, code);
    }
    Ok(response)
}

/// What was asked for, by its route.
fn kind_of(pattern: &str, method: &Method) -> Kind {
    let resource = pattern.split("/cases/{case}/").nth(1).unwrap_or_default();
    match resource {
        "picture" => Kind::RoomRead,
        "removed" => Kind::RemovedRead,
        "readers" => Kind::LogRead,
        "people" | "consents" if *method == Method::GET => Kind::RegisterRead,
        "versions" if *method == Method::POST => Kind::VersionFrozen,
        "versions" => Kind::VersionsListed,
        "versions/{version}" => Kind::VersionExported,
        _ => Kind::Asked,
    }
}
