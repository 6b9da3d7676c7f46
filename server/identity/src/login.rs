//! One login: where the browser is sent, and what is believed of what it brings back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use openidconnect::core::{CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey, CoreResponseType};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthenticationContextClass, AuthenticationFlow, AuthorizationCode,
    ClaimsVerificationError, CsrfToken, IdTokenClaims, IdTokenVerifier, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RequestTokenError, Scope, SignatureVerificationError, TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::error::{Fault, LoginError};
use crate::fetch::FetchError;
use crate::keys::ALGORITHMS;
use crate::provider::{Extra, Provider, Token};

/// How long a login may take, from the way out to the way back, in milliseconds.
pub const PENDING_FOR_MS: u64 = 10 * 60 * 1000;
/// How far the provider's clock may be ahead of ours, in seconds.
pub(crate) const CLOCK_S: i64 = 60;
/// How old an id_token may be when it comes, in seconds: it was made for this very answer.
const ISSUED_WITHIN_S: i64 = 10 * 60;

type Claims = IdTokenClaims<Extra, CoreGenderClaim>;

/// A login that began: the browser goes to `url`; `pending` stays with us.
pub struct Begun {
    pub url: String,
    pub pending: Pending,
}

/// What must come back. Kept on the server, used once: [`Provider::finish`] takes it. Its parts are secrets.
#[derive(Serialize, Deserialize)]
pub struct Pending {
    state: String,
    nonce: String,
    verifier: String,
    begun: u64,
}

/// What the provider sent the browser back with: the query of the address.
#[derive(Default, Deserialize)]
pub struct Returned {
    pub state: Option<String>,
    pub code: Option<String>,
    pub error: Option<String>,
    pub iss: Option<String>,
}

/// Who came in, as the provider knows them. A person of a case is made of it elsewhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    pub issuer: String,
    /// With the issuer together the only thing that names this person for good.
    pub subject: String,
    pub name: Option<String>,
    pub organisation: Option<String>,
    /// How certain the provider is.
    pub acr: Option<String>,
    /// How the person showed who they are: `pwd`, `hwk`, …
    pub amr: Vec<String>,
    /// When they did, in milliseconds since 1970.
    pub auth_time: u64,
    /// The provider's own session: what a logout token may name.
    pub session: Option<String>,
    /// What [`Provider::logout_url`] hands back to the provider.
    pub id_token: String,
}

impl std::fmt::Debug for Identity {
    /// Logs know no people.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

impl Provider {
    /// Begins a login. `random`: 96 bytes that nobody can guess. `again`: whoever is logged in there already must show once
    /// more who they are.
    pub fn begin(&self, random: [u8; 96], again: bool, now: u64) -> Begun {
        let mut parts = random.chunks(32).map(|part| URL_SAFE_NO_PAD.encode(part));
        let mut part = || parts.next().unwrap_or_default();
        let (state, nonce, verifier) = (part(), part(), part());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
        let (sent_state, sent_nonce) = (CsrfToken::new(state.clone()), Nonce::new(nonce.clone()));
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let mut request = self
            .client
            .authorize_url(flow, move || sent_state, move || sent_nonce)
            .set_pkce_challenge(challenge)
            .set_max_age(self.config.max_age)
            .add_scopes(self.config.scopes.iter().cloned().map(Scope::new));
        for acr in &self.config.acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        if again {
            request = request.add_prompt(CoreAuthPrompt::Login);
        }
        let (url, ..) = request.url();
        Begun { url: url.into(), pending: Pending { state, nonce, verifier, begun: now } }
    }

    /// Ends a login: exchanges the code, once, and checks all that the provider says. Up to four requests, each within
    /// [`crate::Config::patience`].
    pub async fn finish(&self, pending: Pending, returned: Returned, now: u64) -> Result<Identity, LoginError> {
        let state = returned.state.unwrap_or_default();
        let same: bool = state.as_bytes().ct_eq(pending.state.as_bytes()).into();
        if !same || now >= pending.begun.saturating_add(PENDING_FOR_MS) {
            return Err(LoginError::NotBegun);
        }
        match &returned.iss {
            Some(issuer) if *issuer != self.config.issuer => return Err(LoginError::Untrusted(Fault::Issuer)),
            None if self.names_itself => return Err(LoginError::Untrusted(Fault::Issuer)),
            _ => {}
        }
        if returned.error.is_some() {
            return Err(LoginError::Declined);
        }
        let code = returned.code.ok_or(LoginError::NotBegun)?;
        let (token, access) = self.exchange(code, pending.verifier).await?;
        let nonce = Nonce::new(pending.nonce);
        let claims = self.believe(&token, &nonce, &access, now).await?;
        let auth_time = self.certain(&claims, now)?;
        let (name, organisation) = self.described(&claims, access).await;
        Ok(Identity {
            issuer: self.config.issuer.clone(),
            subject: claims.subject().to_string(),
            name,
            organisation,
            acr: claims.auth_context_ref().map(|acr| acr.to_string()),
            amr: claims.auth_method_refs().into_iter().flatten().map(|way| way.to_string()).collect(),
            auth_time,
            session: claims.additional_claims().sid.clone(),
            id_token: token.to_string(),
        })
    }

    async fn exchange(&self, code: String, verifier: String) -> Result<(Token, AccessToken), LoginError> {
        let unreadable = LoginError::Untrusted(Fault::Malformed);
        let request = self.client.exchange_code(AuthorizationCode::new(code)).map_err(|_| unreadable)?;
        let answer = request.set_pkce_verifier(PkceCodeVerifier::new(verifier)).request_async(&self.fetch).await;
        let tokens = answer.map_err(|error| match error {
            RequestTokenError::Request(FetchError::Unreachable) => LoginError::Unreachable,
            RequestTokenError::ServerResponse(error) if is_spent(error.error()) => LoginError::Spent,
            _ => unreadable,
        })?;
        let token = tokens.id_token().ok_or(unreadable)?.clone();
        Ok((token, tokens.access_token().clone()))
    }

    /// Checks that the token is the provider's word, about this login, to us, now.
    async fn believe(
        &self,
        token: &Token,
        nonce: &Nonce,
        access: &AccessToken,
        now: u64,
    ) -> Result<Claims, LoginError> {
        let mut keys = self.keys.current();
        let mut verifier = self.verifier(CoreKeys::clone(&keys), now);
        let mut checked = token.claims(&verifier, nonce);
        if matches!(
            checked,
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey))
        ) && let Some(newer) = self.keys.other_than(&keys, &self.fetch, now).await
        {
            keys = newer;
            verifier = self.verifier(CoreKeys::clone(&keys), now);
            checked = token.claims(&verifier, nonce);
        }
        let claims = checked.map_err(|error| LoginError::Untrusted(fault_of(&error)))?;
        let seconds = seconds(now);
        let fault = |fault| Err(LoginError::Untrusted(fault));
        let issued = claims.issue_time().timestamp();
        if issued > seconds + CLOCK_S || issued < seconds - ISSUED_WITHIN_S {
            return fault(Fault::IssuedAt);
        }
        if claims.additional_claims().nbf.is_some_and(|from| from > (seconds + CLOCK_S) as f64) {
            return fault(Fault::IssuedAt);
        }
        if claims.authorized_party().is_some_and(|party| *party != self.client_id) {
            return fault(Fault::Audience);
        }
        if let Some(hash) = claims.access_token_hash() {
            let (Ok(algorithm), Ok(key)) = (token.signing_alg(), token.signing_key(&verifier)) else {
                return fault(Fault::Malformed);
            };
            if AccessTokenHash::from_token(access, algorithm, key).ok().as_ref() != Some(hash) {
                return fault(Fault::AccessToken);
            }
        }
        Ok(claims.clone())
    }

    /// Checks how, and when, the person showed the provider who they are; gives the time, in milliseconds since 1970.
    fn certain(&self, claims: &Claims, now: u64) -> Result<u64, LoginError> {
        let reached = claims.auth_context_ref().map(|acr| acr.as_str());
        if !self.config.acr.is_empty() && !self.config.acr.iter().any(|acr| reached == Some(acr)) {
            return Err(LoginError::TooWeak);
        }
        // We asked for `max_age`, so the provider must say when.
        let shown = claims.auth_time().ok_or(LoginError::Untrusted(Fault::Malformed))?.timestamp();
        let max_age = i64::try_from(self.config.max_age.as_secs()).unwrap_or(i64::MAX);
        if shown > seconds(now) + CLOCK_S {
            return Err(LoginError::Untrusted(Fault::IssuedAt));
        }
        if seconds(now).saturating_sub(shown) > max_age.saturating_add(CLOCK_S) {
            return Err(LoginError::TooLongAgo);
        }
        Ok(u64::try_from(shown).unwrap_or(0).saturating_mul(1000))
    }

    /// Name and organisation, from the token or else from where the provider keeps what it knows of people. Nobody stays
    /// outside for want of them.
    async fn described(&self, claims: &Claims, access: AccessToken) -> (Option<String>, Option<String>) {
        let name = claims.name().and_then(|name| name.get(None)).map(|name| name.to_string());
        let organisation = self.organisation(claims.additional_claims());
        if name.is_some() && organisation.is_some() {
            return (name, organisation);
        }
        let Ok(request) = self.client.user_info(access, Some(claims.subject().clone())) else {
            return (name, organisation);
        };
        let asked: Result<UserInfoClaims<Extra, CoreGenderClaim>, _> = request.request_async(&self.fetch).await;
        let Ok(told) = asked else { return (name, organisation) };
        (
            name.or_else(|| told.name().and_then(|name| name.get(None)).map(|name| name.to_string())),
            organisation.or_else(|| self.organisation(told.additional_claims())),
        )
    }

    fn organisation(&self, extra: &Extra) -> Option<String> {
        extra.other.get(&self.config.organisation_claim)?.as_str().map(str::to_owned)
    }

    fn verifier(&self, keys: CoreKeys, now: u64) -> IdTokenVerifier<'static, CoreJsonWebKey> {
        // A verifier that has no secret can't take a shared secret for a key.
        IdTokenVerifier::new_public_client(self.client_id.clone(), self.issuer.clone(), keys)
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || DateTime::<Utc>::from_timestamp(seconds(now), 0).unwrap_or(DateTime::<Utc>::MAX_UTC))
    }
}

type CoreKeys = openidconnect::core::CoreJsonWebKeySet;

/// Seconds since 1970.
pub(crate) fn seconds(now: u64) -> i64 {
    i64::try_from(now / 1000).unwrap_or(i64::MAX)
}

fn is_spent(error: &CoreErrorResponseType) -> bool {
    *error == CoreErrorResponseType::InvalidGrant
}

fn fault_of(error: &ClaimsVerificationError) -> Fault {
    match error {
        ClaimsVerificationError::Expired(_) => Fault::Expired,
        ClaimsVerificationError::InvalidAudience(_) => Fault::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => Fault::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => Fault::Nonce,
        ClaimsVerificationError::SignatureVerification(error) => match error {
            SignatureVerificationError::NoMatchingKey => Fault::UnknownKey,
            SignatureVerificationError::DisallowedAlg(_)
            | SignatureVerificationError::UnsupportedAlg(_)
            | SignatureVerificationError::NoSignature => Fault::Algorithm,
            _ => Fault::Signature,
        },
        _ => Fault::Malformed,
    }
}
