//! The HTTP API (docs/protocol.md, "HTTP"). One file a resource; each handler names what it needs in its signature.

pub mod arrival;
pub mod assets;
pub mod consents;
pub mod devices;
pub mod emergencies;
pub mod entry;
pub mod guard;
pub mod headers;
pub mod health;
pub mod invitations;
pub mod limits;
pub mod login;
pub mod notices;
pub mod objections;
pub mod office;
pub mod oidc;
pub mod openapi;
pub mod passkeys;
pub mod patience;
pub mod people;
pub mod picture;
pub mod readers;
pub mod refused;
pub mod removed;
pub mod revising;
pub mod succession;
pub mod tickets;
pub mod versions;
pub mod writing;

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, error};
use samenbeeld_schema::protocol::ErrorCode;

use crate::error::ApiError;
use crate::socket;

/// Largest body of a request, in bytes.
const BODY_MAX: usize = 64 * 1024;

/// Every route of the program.
pub fn routes(config: &mut ServiceConfig) {
    let malformed = |_: error::JsonPayloadError, _: &HttpRequest| ApiError(ErrorCode::RequestMalformed).into();
    let unread = |_: error::QueryPayloadError, _: &HttpRequest| ApiError(ErrorCode::RequestMalformed).into();
    config
        .app_data(web::JsonConfig::default().limit(BODY_MAX).error_handler(malformed))
        .app_data(web::QueryConfig::default().error_handler(unread))
        .route("/healthz", web::get().to(health::alive))
        .route("/readyz", web::get().to(health::ready))
        .service(
            web::scope("/api")
                .route("/openapi.json", web::get().to(openapi::document))
                .service(
                    web::scope("/v1")
                        .wrap(from_fn(refused::note))
                        .wrap(from_fn(limits::keep))
                        .wrap(from_fn(patience::keep))
                        .route("/login/demo", web::post().to(login::demo))
                        .route("/demo/persons", web::get().to(login::demo_persons))
                        .route("/login/oidc", web::get().to(oidc::begin))
                        .route("/login/oidc/callback", web::get().to(oidc::finish))
                        .route("/logout", web::post().to(login::logout))
                        .route("/logout/oidc", web::post().to(oidc::leave))
                        .route("/logout/oidc/backchannel", web::post().to(oidc::notice))
                        .route("/me", web::get().to(login::me))
                        .route("/enter", web::post().to(entry::by_link))
                        .route("/enter/challenge", web::post().to(entry::challenge))
                        .route("/enter/device", web::post().to(entry::by_device))
                        .route("/enter/passkey/challenge", web::post().to(passkeys::challenge))
                        .route("/enter/passkey", web::post().to(passkeys::enter))
                        .route("/passkeys/challenge", web::post().to(passkeys::offer))
                        .route("/passkeys", web::post().to(passkeys::add))
                        .route("/devices", web::get().to(devices::list))
                        .route("/devices", web::post().to(devices::remember))
                        .route("/devices/{device}", web::delete().to(devices::forget))
                        .route("/office", web::get().to(office::show))
                        .route("/office/cases", web::post().to(office::open))
                        .route("/office/emergency", web::post().to(emergencies::ask))
                        .route("/office/enter", web::post().to(office::enter))
                        .route("/office/return", web::post().to(office::back))
                        .route("/office/accounts", web::post().to(office::add_account))
                        .route("/arrival", web::get().to(arrival::show))
                        .route("/tickets", web::post().to(tickets::issue))
                        .route("/cases/{case}/picture", web::get().to(picture::show))
                        .route("/cases/{case}/consents", web::get().to(consents::list))
                        .route("/cases/{case}/consents", web::post().to(consents::give))
                        .route("/cases/{case}/consents/withdraw", web::post().to(consents::withdraw))
                        .route("/cases/{case}/objections", web::post().to(objections::ask))
                        .route("/cases/{case}/objections/{objection}/answer", web::post().to(objections::answer))
                        .route("/cases/{case}/objections/{objection}/end", web::post().to(objections::end))
                        .route("/cases/{case}/emergencies/{emergency}/review", web::post().to(emergencies::review))
                        .route("/cases/{case}/emergencies/{emergency}/end", web::post().to(emergencies::end))
                        .route("/cases/{case}/readers", web::get().to(readers::show))
                        .route("/cases/{case}/people", web::get().to(people::list))
                        .route("/cases/{case}/persons", web::post().to(people::add))
                        .route("/cases/{case}/persons/{person}", web::post().to(people::change))
                        .route("/cases/{case}/persons/{person}/shut-out", web::post().to(invitations::shut_out))
                        .route("/cases/{case}/invitations", web::post().to(invitations::make))
                        .route("/cases/{case}/invitations/{invitation}", web::delete().to(invitations::withdraw))
                        .route("/cases/{case}/rooms", web::post().to(people::compose))
                        .route("/cases/{case}/rooms/{room}/successors", web::post().to(succession::succeed))
                        .route("/cases/{case}/rooms/{room}/admissions", web::post().to(succession::admit))
                        .route("/cases/{case}/rooms/{room}/leave", web::post().to(succession::leave))
                        .route("/cases/{case}/handover", web::post().to(succession::hand_over))
                        .route("/cases/{case}/close", web::post().to(succession::close_case))
                        .route("/cases/{case}/safety", web::post().to(people::safety))
                        .route("/cases/{case}/removed", web::get().to(removed::show))
                        .route("/cases/{case}/versions", web::get().to(versions::list))
                        .route("/cases/{case}/versions", web::post().to(versions::freeze))
                        .route("/cases/{case}/versions/{version}", web::get().to(versions::show))
                        .route("/cases/{case}/writing", web::post().to(writing::join))
                        .route("/cases/{case}/writing/{session}", web::delete().to(writing::leave))
                        .default_service(web::to(nothing_here)),
                )
                .default_service(web::to(nothing_here)),
        )
        .route("/sync", web::get().to(socket::sync::open))
        .route("/ws/{document:.*}", web::get().to(socket::single::open))
        .default_service(web::to(assets::serve));
}

async fn nothing_here() -> Result<actix_web::HttpResponse, ApiError> {
    Err(ApiError(ErrorCode::NotFound))
}
