//! What every answer tells the browser about itself, pages and refusals alike.

use actix_web::HttpResponseBuilder;
use actix_web::http::header::{HeaderValue, STRICT_TRANSPORT_SECURITY};
use actix_web::middleware::DefaultHeaders;

/// Scripts, styles and connections only to ourselves; no inline code, no frames.
const POLICY_OF_PAGES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' blob:; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// A browser that came over TLS once never comes without it again, for two years.
const TLS_FOR: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// Headers of every answer that says nothing else for itself: what a person may see now is nobody's to keep, and never a page.
pub fn of_answers(over_tls: bool) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add(("cache-control", "no-store"))
        .add(("content-security-policy", "default-src 'none'; frame-ancestors 'none'"))
        .add(("x-content-type-options", "nosniff"))
        .add(("referrer-policy", "no-referrer"))
        .add(("cross-origin-resource-policy", "same-origin"));
    if over_tls { headers.add((STRICT_TRANSPORT_SECURITY, TLS_FOR)) } else { headers }
}

/// What a page says besides, and otherwise.
pub fn of_page(response: &mut HttpResponseBuilder) {
    for (name, value) in [
        ("content-security-policy", POLICY_OF_PAGES),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(self)"),
    ] {
        response.insert_header((name, HeaderValue::from_static(value)));
    }
}
