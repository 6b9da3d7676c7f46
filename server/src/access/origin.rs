//! Which origins may use a cookie: only our own (docs/protocol.md P2).

use actix_web::HttpRequest;
use actix_web::http::header;

/// Whether a request comes from our own pages. A request without `Origin` comes from no page.
pub fn is_own(request: &HttpRequest) -> bool {
    let Some(origin) = request.headers().get(header::ORIGIN) else { return true };
    let Some(host) = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    origin.to_str().is_ok_and(|origin| {
        origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")).is_some_and(|rest| rest == host)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    /// docs/protocol.md P2.
    #[test]
    fn only_the_exact_own_origin_passes() {
        let own = |origin: &'static str| {
            is_own(
                &TestRequest::default()
                    .insert_header(("Host", "samen.example:8080"))
                    .insert_header(("Origin", origin))
                    .to_http_request(),
            )
        };
        assert!(own("http://samen.example:8080") && own("https://samen.example:8080"));
        for origin in [
            "null",
            "",
            "http://samen.example",
            "http://samen.example:8081",
            "http://samen.example:8080.evil.example",
            "http://evil.example?samen.example:8080",
            "http://user@samen.example:8080",
            "http://SAMEN.example:8080x",
            "ftp://samen.example:8080",
            "http://samen.example:8080/",
        ] {
            assert!(!own(origin), "{origin}");
        }
    }
}
