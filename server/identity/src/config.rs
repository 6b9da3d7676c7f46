//! What has to be known before a provider can be asked anything.

use std::time::Duration;

use openidconnect::url::{Host, Url};

use crate::error::DiscoverError;

/// How to reach one provider, and what is asked of it. Holds a secret, so it can't be printed.
#[derive(Clone)]
pub struct Config {
    /// Exactly as the provider spells it: `https://inloggen.example`.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// Where the provider sends the browser back to. It must be registered there.
    pub redirect: String,
    /// The levels of certainty of which one must have been reached (`acr`). Empty: the provider's word is enough.
    pub acr: Vec<String>,
    /// How long ago the person may have shown who they are.
    pub max_age: Duration,
    /// Asked besides `openid`.
    pub scopes: Vec<String>,
    /// The claim that holds the name of the organisation.
    pub organisation_claim: String,
    /// How long one request to the provider may take, from connecting to the last byte.
    pub patience: Duration,
}

impl Config {
    /// Whether it can be right, as far as that shows without asking anyone.
    pub fn check(&self) -> Result<(), DiscoverError> {
        Reach::of_issuer(&self.issuer)?;
        let back = Reach::ThisMachineToo.parse(&self.redirect);
        back.map(drop).ok_or(DiscoverError::Config("browsers don't come back here over TLS: which is the public URL?"))
    }
}

/// Which addresses may be used: TLS only, unless the issuer itself is on this machine, as in tests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    TlsOnly,
    ThisMachineToo,
}

impl Reach {
    pub(crate) fn of_issuer(issuer: &str) -> Result<Self, DiscoverError> {
        let url = Url::parse(issuer).map_err(|_| DiscoverError::Config("the issuer is no URL"))?;
        let reach = if is_on_this_machine(&url) { Self::ThisMachineToo } else { Self::TlsOnly };
        if reach.allows(&url) { Ok(reach) } else { Err(DiscoverError::Config("the issuer is not reached over TLS")) }
    }

    pub(crate) fn allows(self, url: &Url) -> bool {
        url.scheme() == "https" || (self == Self::ThisMachineToo && url.scheme() == "http" && is_on_this_machine(url))
    }

    /// Parses an address if it may be used.
    pub(crate) fn parse(self, url: &str) -> Option<Url> {
        Url::parse(url).ok().filter(|url| self.allows(url))
    }
}

fn is_on_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_come_back_over_tls_or_to_this_machine() {
        let back_to = |redirect: &str| {
            let config = Config {
                issuer: "https://inloggen.example".into(),
                client_id: String::new(),
                client_secret: String::new(),
                redirect: redirect.into(),
                acr: Vec::new(),
                max_age: Duration::ZERO,
                scopes: Vec::new(),
                organisation_claim: String::new(),
                patience: Duration::ZERO,
            };
            config.check()
        };
        assert_eq!(back_to("https://samen.example/back"), Ok(()));
        assert_eq!(back_to("http://127.0.0.1:8080/back"), Ok(()));
        assert!(back_to("http://0.0.0.0:8080/back").is_err() && back_to("samen.example/back").is_err());
    }

    #[test]
    fn without_tls_only_this_machine_is_reached() {
        assert!(Reach::of_issuer("https://inloggen.example").is_ok_and(|reach| reach == Reach::TlsOnly));
        for local in ["http://127.0.0.1:4000", "http://[::1]:4000", "http://localhost:4000"] {
            assert!(Reach::of_issuer(local).is_ok_and(|reach| reach == Reach::ThisMachineToo), "{local}");
        }
        for not in
            ["http://inloggen.example", "http://127.0.0.1.example", "http://localhost.example", "ftp://127.0.0.1", "x"]
        {
            assert!(Reach::of_issuer(not).is_err(), "{not}");
        }
        assert!(Reach::TlsOnly.parse("http://127.0.0.1/token").is_none());
        assert!(Reach::ThisMachineToo.parse("http://inloggen.example/token").is_none());
    }
}
