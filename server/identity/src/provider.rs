//! One provider: what it says about itself, its keys, and the client we are to it.

use std::collections::HashMap;
use std::sync::Mutex;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGenderClaim, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::url::Url;
use openidconnect::{
    AdditionalClaims, AdditionalProviderMetadata, AuthType, Client, ClientId, ClientSecret, DiscoveryError,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken, IdTokenFields, IssuerUrl,
    ProviderMetadata, RedirectUrl, StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::config::{Config, Reach};
use crate::error::DiscoverError;
use crate::fetch::{Fetch, FetchError};
use crate::keys::Keys;
use crate::logout::Spent;

/// Claims of an id_token that the library has no name for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Extra {
    pub sid: Option<String>,
    pub nbf: Option<f64>,
    #[serde(flatten)]
    pub other: HashMap<String, Value>,
}
impl AdditionalClaims for Extra {}

/// What a provider says about itself besides what the library reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct More {
    end_session_endpoint: Option<String>,
    authorization_response_iss_parameter_supported: Option<bool>,
}
impl AdditionalProviderMetadata for More {}

pub(crate) type Token = IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Tokens = StandardTokenResponse<
    IdTokenFields<
        Extra,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;
type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;
type ProviderClient = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider that was asked who it is. Lives as long as the program; only its keys change meanwhile.
pub struct Provider {
    pub(crate) config: Config,
    pub(crate) client: ProviderClient,
    pub(crate) client_id: ClientId,
    pub(crate) issuer: IssuerUrl,
    pub(crate) fetch: Fetch,
    pub(crate) keys: Keys,
    pub(crate) end_session: Option<Url>,
    /// Whether every answer names who gave it (RFC 9207).
    pub(crate) names_itself: bool,
    pub(crate) spent: Mutex<Spent>,
}

impl Provider {
    /// Asks a provider for its description and keys: two requests, each within [`Config::patience`].
    pub async fn discover(config: Config) -> Result<Self, DiscoverError> {
        config.check()?;
        let reach = Reach::of_issuer(&config.issuer)?;
        let issuer =
            IssuerUrl::new(config.issuer.clone()).map_err(|_| DiscoverError::Config("the issuer is no URL"))?;
        let redirect = RedirectUrl::new(config.redirect.clone())
            .map_err(|_| DiscoverError::Config("the address to come back to is no URL"))?;
        let fetch = Fetch::new(reach, config.patience)?;
        let metadata = Metadata::discover_async(issuer.clone(), &fetch).await.map_err(|error| match error {
            DiscoveryError::Request(FetchError::Unreachable) => DiscoverError::Unreachable,
            _ => DiscoverError::Unusable,
        })?;
        let more = metadata.additional_metadata();
        let end_session = more.end_session_endpoint.as_deref().and_then(|url| reach.parse(url));
        let names_itself = more.authorization_response_iss_parameter_supported == Some(true);
        let may_be_used = reach.allows(metadata.authorization_endpoint().url())
            && metadata.token_endpoint().is_some_and(|token| reach.allows(token.url()));
        if !may_be_used {
            return Err(DiscoverError::Unusable);
        }
        let keys = Keys::new(metadata.jwks_uri().clone(), metadata.jwks().clone());
        // Without a list the standard's own default counts, which is the header.
        let in_body = metadata.token_endpoint_auth_methods_supported().is_some_and(|ways| {
            ways.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        let client_id = ClientId::new(config.client_id.clone());
        let secret = ClientSecret::new(config.client_secret.clone());
        let client = ProviderClient::from_provider_metadata(metadata, client_id.clone(), Some(secret))
            .set_redirect_uri(redirect)
            .set_auth_type(if in_body { AuthType::RequestBody } else { AuthType::BasicAuth });
        let spent = Mutex::default();
        Ok(Self { config, client, client_id, issuer, fetch, keys, end_session, names_itself, spent })
    }
}
