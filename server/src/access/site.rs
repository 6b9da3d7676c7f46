//! Our own address: which origins may use a cookie (docs/protocol.md P2), and what the cookie is called there.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;

use crate::ways_in::passkey::RelyingParty;

/// The cookie where pages come over TLS: browsers take one of this name only so, from this host, for all of it.
const COOKIE: &str = "__Host-samenbeeld";
/// The cookie of a service on one machine or in one house, without TLS.
const COOKIE_IN_THE_OPEN: &str = "samenbeeld";

/// Where browsers reach this service.
pub struct Site {
    /// The one origin, when it is known; else it is whatever a request says it came to.
    origin: Option<String>,
}

impl Site {
    /// With a public address (`https://samen.example`, perhaps with a slash behind it) only that origin counts.
    pub fn new(public_url: Option<&str>) -> Self {
        Self { origin: public_url.map(|url| url.trim_end_matches('/').to_owned()) }
    }

    /// The public address, when it is known.
    pub fn public(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Whether browsers come over TLS.
    pub fn over_tls(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.starts_with("https://"))
    }

    /// Whether a request comes from our own pages. A request without `Origin` comes from no page.
    pub fn is_own(&self, request: &HttpRequest) -> bool {
        let mut all = request.headers().get_all(header::ORIGIN);
        let Some(origin) = all.next() else { return true };
        let Ok(origin) = origin.to_str() else { return false };
        if all.next().is_some() {
            return false;
        }
        match &self.origin {
            Some(own) => origin == own,
            None => host_of(request).is_some_and(|host| {
                origin
                    .strip_prefix("http://")
                    .or_else(|| origin.strip_prefix("https://"))
                    .is_some_and(|rest| rest == host)
            }),
        }
    }

    /// The origin of our pages as this request's browser sees it: for addresses that are handed out, and for what a device signs.
    pub fn origin(&self, request: &HttpRequest) -> Option<String> {
        if let Some(own) = &self.origin {
            return Some(own.clone());
        }
        let said = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
        said.filter(|_| self.is_own(request)).map(str::to_owned)
    }

    /// Whom passkeys are made for: our origin and the name of its machine. Nothing when a request comes from no page, or by a number
    /// in place of a name, which browsers make no passkeys for.
    pub fn relying_party(&self, request: &HttpRequest) -> Option<RelyingParty> {
        let origin = self.origin(request)?;
        let (_, rest) = origin.split_once("://")?;
        let id = rest.split_once(':').map_or(rest, |(name, _)| name);
        let is_name = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        let is_number = id.parse::<std::net::Ipv4Addr>().is_ok();
        let party = RelyingParty { id: id.to_owned(), origin: origin.clone() };
        (!id.is_empty() && is_name && !is_number).then_some(party)
    }

    pub fn cookie_name(&self) -> &'static str {
        if self.over_tls() { COOKIE } else { COOKIE_IN_THE_OPEN }
    }

    /// The cookie of a session: for our own pages alone, out of reach of scripts.
    pub fn cookie(&self, secret: String) -> Cookie<'static> {
        Cookie::build(self.cookie_name(), secret)
            .path("/")
            .http_only(true)
            .secure(self.over_tls())
            .same_site(SameSite::Strict)
            .finish()
    }

    /// Takes the cookie away.
    pub fn no_cookie(&self) -> Cookie<'static> {
        let mut gone = self.cookie(String::new());
        gone.make_removal();
        gone
    }
}

fn host_of(request: &HttpRequest) -> Option<&str> {
    request.headers().get(header::HOST)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn from(origins: &[&'static str]) -> HttpRequest {
        let request = TestRequest::default().insert_header(("Host", "samen.example:8080"));
        origins.iter().fold(request, |request, origin| request.append_header(("Origin", *origin))).to_http_request()
    }

    const FOREIGN: &[&str] = &[
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
    ];

    /// docs/protocol.md P2.
    #[test]
    fn only_the_exact_own_origin_passes() {
        let site = Site::new(None);
        assert!(
            site.is_own(&from(&["http://samen.example:8080"])) && site.is_own(&from(&["https://samen.example:8080"]))
        );
        for origin in FOREIGN {
            assert!(!site.is_own(&from(&[origin])), "{origin}");
        }
        assert!(!site.is_own(&from(&["http://samen.example:8080", "http://evil.example"])), "two");
    }

    /// docs/protocol.md P2.
    #[test]
    fn with_a_public_address_what_a_request_calls_us_does_not_count() {
        let site = Site::new(Some("https://samen.example:8080/"));
        assert!(site.is_own(&from(&["https://samen.example:8080"])) && site.is_own(&from(&[])));
        assert!(!site.is_own(&from(&["http://samen.example:8080"])), "without TLS");
        for origin in FOREIGN {
            assert!(!site.is_own(&from(&[origin])), "{origin}");
        }
        assert_eq!(site.origin(&from(&["http://evil.example"])).as_deref(), Some("https://samen.example:8080"));
    }

    #[test]
    fn passkeys_are_for_the_name_of_this_machine_and_for_no_number() {
        let party = |public: Option<&str>, origins: &[&'static str]| Site::new(public).relying_party(&from(origins));
        let cases: [(Option<&str>, &[&'static str], Option<&str>); 7] = [
            (None, &["http://samen.example:8080"], Some("samen.example")),
            (Some("http://localhost:8080"), &[], Some("localhost")),
            (Some("https://samen.example/"), &["http://evil.example"], Some("samen.example")),
            (None, &[], None),
            (None, &["http://evil.example"], None),
            (Some("http://127.0.0.1:8080"), &[], None),
            (Some("http://[::1]:8080"), &[], None),
        ];
        for (public, origins, id) in cases {
            assert_eq!(party(public, origins).map(|party| party.id).as_deref(), id, "{public:?} {origins:?}");
        }
        let party = party(Some("https://samen.example:444/"), &[]).unwrap();
        assert_eq!((party.origin.as_str(), party.id.as_str()), ("https://samen.example:444", "samen.example"));
    }

    #[test]
    fn over_tls_the_cookie_is_bound_to_this_host() {
        let cookie = Site::new(Some("https://samen.example")).cookie("s".into());
        assert_eq!(cookie.to_string(), "__Host-samenbeeld=s; HttpOnly; SameSite=Strict; Secure; Path=/");
        assert_eq!(Site::new(None).cookie_name(), COOKIE_IN_THE_OPEN);
    }
}
