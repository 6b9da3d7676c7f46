//! Requests to the provider: in bounded time, for answers of bounded size, to where TLS goes, following nobody elsewhere.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::http::Response;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::config::Reach;
use crate::error::DiscoverError;

/// Largest answer of a provider, in bytes: key sets and descriptions are a few KiB.
pub(crate) const ANSWER_MAX: usize = 256 * 1024;

pub(crate) struct Fetch {
    client: reqwest::Client,
    reach: Reach,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("no answer")]
    Unreachable,
    #[error("the answer is too long")]
    TooLong,
    #[error("that address may not be asked")]
    Forbidden,
}

impl Fetch {
    pub(crate) fn new(reach: Reach, patience: Duration) -> Result<Self, DiscoverError> {
        let mut client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(patience)
            .connect_timeout(patience)
            .pool_max_idle_per_host(2)
            .user_agent(concat!("samenbeeld/", env!("CARGO_PKG_VERSION")));
        if reach == Reach::ThisMachineToo {
            // No proxy reaches this machine better than it does itself.
            client = client.no_proxy();
        }
        let client = client.build().map_err(|_| DiscoverError::Config("TLS can't be set up on this machine"))?;
        Ok(Self { client, reach })
    }

    async fn answer(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let (parts, body) = request.into_parts();
        let url = self.reach.parse(&parts.uri.to_string()).ok_or(FetchError::Forbidden)?;
        let sent = self.client.request(parts.method, url).headers(parts.headers).body(body).send().await;
        let mut answer = sent.map_err(|_| FetchError::Unreachable)?;
        // A provider that starts, stops or has too much to do.
        if answer.status().is_server_error() {
            return Err(FetchError::Unreachable);
        }
        if answer.content_length().is_some_and(|length| length > ANSWER_MAX as u64) {
            return Err(FetchError::TooLong);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| FetchError::Unreachable)? {
            if bytes.len() + chunk.len() > ANSWER_MAX {
                return Err(FetchError::TooLong);
            }
            bytes.extend_from_slice(&chunk);
        }
        let mut whole = Response::new(bytes);
        *whole.status_mut() = answer.status();
        *whole.headers_mut() = answer.headers().clone();
        Ok(whole)
    }
}

impl<'c> AsyncHttpClient<'c> for Fetch {
    type Error = FetchError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, FetchError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.answer(request))
    }
}
