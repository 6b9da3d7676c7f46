//! The provider's keys, and their rotation: a token under an unknown key makes us ask for the keys again, but never more
//! than once a minute, so that forged tokens can't make us ask without end.

use std::sync::{Arc, PoisonError, RwLock};

use openidconnect::JsonWebKeySetUrl;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use tokio::sync::Mutex;

use crate::fetch::Fetch;

/// Algorithms a token may be signed with: asymmetric ones only. Never `none`, never a shared secret.
pub(crate) const ALGORITHMS: [CoreJwsSigningAlgorithm; 4] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The pause between two questions for keys, in milliseconds.
const PAUSE_MS: u64 = 60_000;

pub(crate) struct Keys {
    url: JsonWebKeySetUrl,
    current: RwLock<Arc<CoreJsonWebKeySet>>,
    /// When they were last asked for, because a key was unknown. Held while asking, so that one question serves all.
    asked: Mutex<Option<u64>>,
}

impl Keys {
    pub(crate) fn new(url: JsonWebKeySetUrl, first: CoreJsonWebKeySet) -> Self {
        Self { url, current: RwLock::new(Arc::new(first)), asked: Mutex::new(None) }
    }

    pub(crate) fn current(&self) -> Arc<CoreJsonWebKeySet> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keys other than the ones in which something was missing, if there are any to be had now.
    pub(crate) async fn other_than(
        &self,
        known: &Arc<CoreJsonWebKeySet>,
        fetch: &Fetch,
        now: u64,
    ) -> Option<Arc<CoreJsonWebKeySet>> {
        let mut asked = self.asked.lock().await;
        let current = self.current();
        if !Arc::ptr_eq(&current, known) {
            return Some(current);
        }
        if asked.is_some_and(|asked| now < asked.saturating_add(PAUSE_MS)) {
            return None;
        }
        *asked = Some(now);
        let new = Arc::new(CoreJsonWebKeySet::fetch_async(&self.url, fetch).await.ok()?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = new.clone();
        Some(new)
    }
}
