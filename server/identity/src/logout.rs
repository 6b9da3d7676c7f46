//! Going out: sending a person on to the provider's own end, and hearing from the provider that they went out there.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeyId};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::error::{Fault, LogoutError};
use crate::keys::ALGORITHMS;
use crate::login::{CLOCK_S, seconds};
use crate::provider::Provider;

/// The one event a logout token is about.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// How old a logout token may be, in seconds.
const ISSUED_WITHIN_S: i64 = 5 * 60;
/// Longest logout token, in bytes.
const TOKEN_MAX: usize = 16 * 1024;
/// Tokens remembered as used. Only the provider can make us remember one; when there are more the oldest is forgotten,
/// which can at worst end sessions once more that have ended.
const SPENT_MAX: usize = 10_000;

/// Who went out there: at least one of both is named.
#[derive(Clone, PartialEq, Eq)]
pub struct LoggedOut {
    /// Everything of this person ends, unless a session is named.
    pub subject: Option<String>,
    /// Only this session of the provider ends.
    pub session: Option<String>,
}

impl std::fmt::Debug for LoggedOut {
    /// Logs know no people.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LoggedOut")
    }
}

/// Logout tokens that were used, with the second until which each could be used again.
#[derive(Default)]
pub(crate) struct Spent(HashMap<String, i64>);

impl Spent {
    /// Whether this is the first time.
    fn spend(&mut self, token: String, until: i64, now: i64) -> bool {
        self.0.retain(|_, until| *until >= now);
        if self.0.contains_key(&token) {
            return false;
        }
        if self.0.len() >= SPENT_MAX
            && let Some(oldest) = self.0.iter().min_by_key(|(_, until)| **until).map(|(token, _)| token.clone())
        {
            self.0.remove(&oldest);
        }
        self.0.insert(token, until);
        true
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<JsonWebKeyId>,
    typ: Option<String>,
    crit: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    iat: i64,
    exp: Option<i64>,
    jti: String,
    events: Map<String, Value>,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
}

/// A token in its three parts, nothing of it believed yet.
struct Parts<'t> {
    header: Header,
    algorithm: CoreJwsSigningAlgorithm,
    claims: Claims,
    signed: &'t [u8],
    signature: Vec<u8>,
}

impl Provider {
    /// Where to send a person who goes out, so that they go out at the provider too, and come back to `back` (which must be
    /// registered there). Nothing when the provider has no such place.
    pub fn logout_url(&self, id_token: &str, back: &str) -> Option<String> {
        let mut url = self.end_session.clone()?;
        url.query_pairs_mut()
            .append_pair("id_token_hint", id_token)
            .append_pair("client_id", &self.config.client_id)
            .append_pair("post_logout_redirect_uri", back);
        Some(url.into())
    }

    /// Reads a logout token that the provider sent by itself (OpenID Connect Back-Channel Logout 1.0). Asks for new keys at
    /// most once a minute.
    pub async fn logged_out(&self, token: &str, now: u64) -> Result<LoggedOut, LogoutError> {
        let parts = read(token)?;
        let keys = self.keys.current();
        let signed = match check(&parts, &keys) {
            Err(Fault::UnknownKey) => match self.keys.other_than(&keys, &self.fetch, now).await {
                Some(newer) => check(&parts, &newer),
                None => Err(Fault::UnknownKey),
            },
            checked => checked,
        };
        signed.map_err(LogoutError::Untrusted)?;
        let (claims, now) = (parts.claims, seconds(now));
        let fault = |fault| Err(LogoutError::Untrusted(fault));
        if claims.iss != self.config.issuer {
            return fault(Fault::Issuer);
        }
        let for_us = match &claims.aud {
            Audience::One(one) => *one == self.config.client_id,
            Audience::Many(many) => many.contains(&self.config.client_id),
        };
        if !for_us {
            return fault(Fault::Audience);
        }
        if claims.iat > now + CLOCK_S || claims.iat < now - ISSUED_WITHIN_S {
            return fault(Fault::IssuedAt);
        }
        if claims.exp.is_some_and(|end| now >= end) {
            return fault(Fault::Expired);
        }
        // An id_token has a nonce and no event: it must not pass for a logout token.
        if claims.nonce.is_some() {
            return fault(Fault::Nonce);
        }
        let event = claims.events.get(EVENT).is_some_and(Value::is_object);
        if !event || (claims.sub.is_none() && claims.sid.is_none()) {
            return fault(Fault::Event);
        }
        let until = claims.iat.saturating_add(ISSUED_WITHIN_S);
        if !self.spent.lock().unwrap_or_else(PoisonError::into_inner).spend(claims.jti, until, now) {
            return Err(LogoutError::Replayed);
        }
        Ok(LoggedOut { subject: claims.sub, session: claims.sid })
    }
}

fn read(token: &str) -> Result<Parts<'_>, LogoutError> {
    let malformed = LogoutError::Untrusted(Fault::Malformed);
    if token.len() > TOKEN_MAX {
        return Err(malformed);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(malformed)?;
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| malformed);
    let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| malformed)?;
    // The algorithm first: of a token with another one nothing else matters.
    let algorithm = serde_json::from_value(Value::String(header.alg.clone()))
        .ok()
        .filter(|algorithm| ALGORITHMS.contains(algorithm))
        .ok_or(LogoutError::Untrusted(Fault::Algorithm))?;
    let typed = header.typ.as_deref().is_none_or(|typ| {
        let typ = typ.to_ascii_lowercase();
        matches!(typ.strip_prefix("application/").unwrap_or(&typ), "logout+jwt" | "jwt")
    });
    if !typed || header.crit.is_some() {
        return Err(malformed);
    }
    let claims: Claims = serde_json::from_slice(&decoded(claims)?).map_err(|_| malformed)?;
    Ok(Parts { header, algorithm, claims, signed: signed.as_bytes(), signature: decoded(signature)? })
}

/// Checks the signature with the key the token names, or with any of the right kind when it names none.
fn check(parts: &Parts<'_>, keys: &Arc<CoreJsonWebKeySet>) -> Result<(), Fault> {
    let named = |kid: Option<&JsonWebKeyId>| parts.header.kid.is_none() || kid == parts.header.kid.as_ref();
    let mut candidates = keys.keys().iter().filter(|key| named(key.key_id())).peekable();
    if candidates.peek().is_none() {
        return Err(Fault::UnknownKey);
    }
    let fits = |key: &_| JsonWebKey::verify_signature(key, &parts.algorithm, parts.signed, &parts.signature).is_ok();
    if candidates.any(fits) { Ok(()) } else { Err(Fault::Signature) }
}
