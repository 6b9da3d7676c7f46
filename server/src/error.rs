//! Errors as a person and a program read them: problem+json from the one table.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, ResponseError};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_store::StoreError;

use crate::vault::VaultError;
use crate::words;

/// What a handler fails with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiError(pub ErrorCode);

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self(code)
    }
}

impl From<VaultError> for ApiError {
    fn from(error: VaultError) -> Self {
        tracing::error!(error = %error, "the store failed a request");
        Self(ErrorCode::StoreUnavailable)
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        VaultError::from(error).into()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let body = problem(self.0);
        HttpResponse::build(self.status_code())
            .insert_header(ContentType("application/problem+json".parse().unwrap_or(actix_web::mime::APPLICATION_JSON)))
            .body(body.to_string())
    }
}

/// An error as problem+json.
pub fn problem(code: ErrorCode) -> serde_json::Value {
    serde_json::json!({
        "type": "about:blank",
        "status": code.http_status(),
        "code": code.code(),
        "title": words::error_sentence(code),
        "next": code.next_step(),
    })
}
