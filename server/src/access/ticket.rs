//! Tickets: a signed step of 60 seconds between a session and a socket, for one document.
//!
//! The one place where a token is made and the one place where it is checked. The key is derived from the organisation's
//! key, so nothing more has to be kept.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const ISSUER: &str = "samenbeeld";
const AUDIENCE: &str = "samenbeeld-socket";
const TYPE: &str = "ticket+jwt";
/// The only key; a token that names another is refused.
const KEY_ID: &str = "ticket-1";
/// How long a ticket lives, in seconds.
pub const LIFETIME_S: u64 = 60;
/// How far a clock may be off, in seconds.
const LEEWAY_S: u64 = 5;
/// A token longer than this is not even looked at, in bytes.
const TOKEN_MAX: usize = 2048;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the ticket is not valid")]
pub struct InvalidTicket;

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    exp: u64,
    nbf: u64,
    iat: u64,
    document: String,
    generation: u32,
    client_id: u64,
}

/// A checked ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The session it stands on, by reference.
    pub session: String,
    /// The document's name.
    pub document: String,
    pub generation: u32,
    /// The client id issued with it (docs/protocol.md C1).
    pub client_id: u64,
}

/// What a ticket issued for its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issued {
    pub generation: u32,
    pub client_id: u64,
}

/// The header of every ticket, and the only one that is taken.
fn header() -> Header {
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.into());
    header.kid = Some(KEY_ID.into());
    header
}

pub struct Tickets {
    sign: EncodingKey,
    check: DecodingKey,
    validation: Validation,
}

impl Tickets {
    /// Derives the signing key from a secret.
    pub fn new(secret: &[u8]) -> Self {
        let seed: [u8; 32] =
            Sha256::new().chain_update(b"samenbeeld ticket key 1\0").chain_update(secret).finalize().into();
        let public = ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key();
        // PKCS#8, version 1, of an Ed25519 private key (RFC 8410): a fixed head and the seed.
        let mut der =
            vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
        der.extend_from_slice(&seed);
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        // Times are checked below, against the clock that is handed in.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self { sign: EncodingKey::from_ed_der(&der), check: DecodingKey::from_ed_der(public.as_bytes()), validation }
    }

    /// Makes a ticket. `now` in milliseconds.
    pub fn issue(&self, ticket: &Ticket, now: u64) -> Result<String, InvalidTicket> {
        let now = now / 1000;
        let claims = Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: ticket.session.clone(),
            exp: now + LIFETIME_S,
            nbf: now,
            iat: now,
            document: ticket.document.clone(),
            generation: ticket.generation,
            client_id: ticket.client_id,
        };
        jsonwebtoken::encode(&header(), &claims, &self.sign).map_err(|_| InvalidTicket)
    }

    /// Checks a token completely. `now` in milliseconds.
    pub fn check(&self, token: &str, now: u64) -> Result<Ticket, InvalidTicket> {
        if token.len() > TOKEN_MAX {
            return Err(InvalidTicket);
        }
        // Nothing less and nothing more: a name we don't know, above all one that is marked as critical, may ask for what we
        // don't do.
        if jsonwebtoken::decode_header(token).map_err(|_| InvalidTicket)? != header() {
            return Err(InvalidTicket);
        }
        let claims =
            jsonwebtoken::decode::<Claims>(token, &self.check, &self.validation).map_err(|_| InvalidTicket)?.claims;
        let now = now / 1000;
        let in_time = claims.nbf <= now + LEEWAY_S
            && claims.iat <= now + LEEWAY_S
            && now < claims.exp
            && claims.exp <= claims.iat + LIFETIME_S;
        if !in_time {
            return Err(InvalidTicket);
        }
        Ok(Ticket {
            session: claims.sub,
            document: claims.document,
            generation: claims.generation,
            client_id: claims.client_id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: u64 = 1_800_000_000_000;

    fn ticket() -> Ticket {
        Ticket { session: "s".into(), document: "c/core/board".into(), generation: 1, client_id: 7 }
    }

    fn forged(change: impl FnOnce(&mut serde_json::Value, &mut Header)) -> String {
        let now = NOW / 1000;
        let mut claims = json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": "s", "exp": now + 60, "nbf": now, "iat": now,
            "document": "c/core/board", "generation": 1, "client_id": 7 });
        let mut header = header();
        change(&mut claims, &mut header);
        jsonwebtoken::encode(&header, &claims, &Tickets::new(b"key").sign).unwrap()
    }

    #[test]
    fn a_ticket_opens_for_sixty_seconds() {
        let tickets = Tickets::new(b"key");
        let token = tickets.issue(&ticket(), NOW).unwrap();
        assert_eq!(tickets.check(&token, NOW + 59_000), Ok(ticket()));
        assert_eq!(tickets.check(&token, NOW + 60_000), Err(InvalidTicket));
        assert_eq!(tickets.check(&token, NOW - 60_000), Err(InvalidTicket));
    }

    #[test]
    fn an_unchanged_forgery_would_pass_so_the_cases_below_mean_something() {
        assert!(Tickets::new(b"key").check(&forged(|_, _| {}), NOW).is_ok());
    }

    #[test]
    fn what_is_not_exactly_our_ticket_is_refused() {
        let tickets = Tickets::new(b"key");
        let refused = |token: String, why: &str| assert_eq!(tickets.check(&token, NOW), Err(InvalidTicket), "{why}");
        for claim in ["iss", "aud", "sub", "exp", "nbf", "iat", "document", "client_id"] {
            refused(forged(|claims, _| drop(claims.as_object_mut().unwrap().remove(claim))), claim);
        }
        refused(forged(|claims, _| claims["aud"] = json!("other")), "audience");
        refused(forged(|claims, _| claims["iss"] = json!("other")), "issuer");
        refused(forged(|claims, _| claims["exp"] = json!("9999999999")), "exp as text");
        refused(forged(|claims, _| claims["exp"] = json!(NOW / 1000 + 100_000)), "too long a life");
        refused(forged(|claims, _| claims["nbf"] = json!(NOW / 1000 + 600)), "not yet");
        refused(forged(|_, header| header.typ = Some("JWT".into())), "type");
        refused(forged(|_, header| header.kid = Some("../../etc".into())), "key id");
        refused(forged(|_, header| header.kid = None), "no key id");
        refused(forged(|_, header| header.jku = Some("https://x.example".into())), "foreign key address");
        refused(forged(|_, header| header.crit = Some(vec!["moon".into()])), "something critical that we don't know");
        refused(forged(|_, header| header.extras.insert("b64", false)), "a name we don't know");
        refused(Tickets::new(b"other").issue(&ticket(), NOW).unwrap(), "other key");
        refused("a.b.c".into(), "no token");
        refused("x".repeat(TOKEN_MAX + 1), "too long");
        let token = forged(|_, _| {});
        let none = format!("eyJhbGciOiJub25lIn0.{}.", token.split('.').nth(1).unwrap());
        refused(none, "no algorithm");
    }
}
