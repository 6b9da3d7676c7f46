//! The client's files, embedded in the program. Nothing from any third party is ever loaded.

use std::borrow::Cow;

use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::{EmbeddedFile, RustEmbed};
use samenbeeld_schema::protocol::ErrorCode;

use super::headers;
use crate::error::ApiError;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/client"]
struct Client;

/// A file by its path; the first page, which routes by itself, without one.
pub async fn serve(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(ErrorCode::NotFound.into());
    }
    let path = request.path().trim_start_matches('/');
    let (name, file) = match Client::get(path) {
        Some(file) if !path.is_empty() => (path, file),
        // The client routes in the fragment: it has one page.
        _ if !path.is_empty() => return Err(ErrorCode::NotFound.into()),
        _ => ("index.html", Client::get("index.html").ok_or(ErrorCode::NotFound)?),
    };
    Ok(answer(&request, name, file))
}

fn answer(request: &HttpRequest, name: &str, file: EmbeddedFile) -> HttpResponse {
    let tag = tag_of(&file);
    let mut response = HttpResponse::Ok();
    headers::of_page(&mut response);
    response.insert_header((header::ETAG, tag.clone()));
    // Names of files under assets/ hold a hash of their content: they never change.
    let cache = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.insert_header((header::CACHE_CONTROL, cache));
    response.insert_header((header::VARY, "Accept-Encoding"));
    if request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return response.status(actix_web::http::StatusCode::NOT_MODIFIED).finish();
    }
    response.insert_header((header::CONTENT_TYPE, content_type(name)));
    let takes_brotli = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|way| way.trim().split(';').next() == Some("br")));
    let smaller = takes_brotli.then(|| Client::get(&format!("{name}.br"))).flatten();
    match smaller {
        Some(smaller) => response.insert_header((header::CONTENT_ENCODING, "br")).body(owned(smaller.data)),
        None => response.body(owned(file.data)),
    }
}

fn tag_of(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash[..8].iter().fold(String::from("\""), |tag, byte| tag + &format!("{byte:02x}")) + "\""
}

fn owned(data: Cow<'static, [u8]>) -> actix_web::web::Bytes {
    match data {
        Cow::Borrowed(bytes) => actix_web::web::Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}
