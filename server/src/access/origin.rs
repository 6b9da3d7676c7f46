//! Which origins may use a cookie: only our own (docs/protocol.md P2).

use actix_web::HttpRequest;
use actix_web::http::header;

/// Whether a request comes from our own pages. A request without `Origin` comes from no page.
pub fn is_own(request: &HttpRequest) -> bool {
    let mut origins = request.headers().get_all(header::ORIGIN);
    let Some(origin) = origins.next() else { return true };
    // A page has one origin. With two, whoever reads the other one judges another request.
    if origins.next().is_some() {
        return false;
    }
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

    #[test]
    fn two_origins_are_none() {
        let (ours, theirs) = ("http://samen.example", "http://evil.example");
        for pair in [[ours, theirs], [theirs, ours], [ours, ours]] {
            let request = TestRequest::default().insert_header(("Host", "samen.example"));
            let request = pair.into_iter().fold(request, |request, origin| request.append_header(("Origin", origin)));
            assert!(!is_own(&request.to_http_request()), "{pair:?}");
        }
    }
}
