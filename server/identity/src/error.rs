//! What can go wrong, named for what a person can do about it.

/// Why a provider can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DiscoverError {
    /// Whoever runs this must change the configuration.
    #[error("{0}")]
    Config(&'static str),
    /// Try again later: it doesn't answer in time.
    #[error("the provider does not answer")]
    Unreachable,
    /// Whoever runs the provider must look: it answers, but not as OpenID Connect asks, or too long.
    #[error("the provider's description of itself can't be used")]
    Unusable,
}

/// Why nobody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// Begin again: what came back belongs to no login that was begun here, or to one of too long ago.
    #[error("no such login was begun")]
    NotBegun,
    /// Begin again: the provider takes the code no more.
    #[error("the code was used before, or is too old")]
    Spent,
    /// Begin again, or not: the provider says no, or the person did.
    #[error("the provider let nobody in")]
    Declined,
    /// Log in again in a stronger way, with a second factor.
    #[error("the login is not certain enough")]
    TooWeak,
    /// Log in again: it was too long ago.
    #[error("the login was too long ago")]
    TooLongAgo,
    /// Try again later: the provider doesn't answer in time.
    #[error("the provider does not answer")]
    Unreachable,
    /// Tell whoever runs this: what the provider says can't be believed.
    #[error("the provider's word is not believed: {0}")]
    Untrusted(Fault),
}

/// Why a logout token ends nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogoutError {
    /// It came before.
    #[error("this token was used before")]
    Replayed,
    #[error("not believed: {0}")]
    Untrusted(Fault),
}

/// What is wrong with a token. For logs; it names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("it can't be read")]
    Malformed,
    #[error("its algorithm is not allowed")]
    Algorithm,
    #[error("its key is unknown")]
    UnknownKey,
    #[error("its signature is wrong")]
    Signature,
    #[error("it is from someone else")]
    Issuer,
    #[error("it is for someone else")]
    Audience,
    #[error("it ran out")]
    Expired,
    #[error("it is from another time")]
    IssuedAt,
    #[error("its nonce is wrong")]
    Nonce,
    #[error("it belongs to another access token")]
    AccessToken,
    #[error("it is no logout token")]
    Event,
}
