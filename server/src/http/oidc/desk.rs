//! What the program keeps for professionals who come in through OpenID Connect: the provider once it was reached, logins
//! under way, and which session stands on which login. All in memory and bounded; a restart forgets it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samenbeeld_identity::{Config, DiscoverError, Identity, LoggedOut, PENDING_FOR_MS, Pending, Provider};

use crate::access::session::Session;
use crate::clock;

/// Logins under way. When there are more the oldest is forgotten, and whoever began it begins again.
const WAITING_MAX: usize = 10_000;
/// Sessions of which the login is known. When there are more the oldest is forgotten: a logout at the provider no longer
/// ends it, only its own time does.
const STANDING_MAX: usize = 10_000;
/// After a failed attempt to reach the provider, everyone is told so for this long, in milliseconds, without trying.
const REST_MS: u64 = 5_000;

/// The desk where professionals are let in.
pub struct Desk {
    config: Config,
    /// Where a person comes back to who went out at the provider.
    pub home: String,
    met: tokio::sync::Mutex<Met>,
    waiting: Mutex<Waiting>,
    standing: Mutex<VecDeque<Standing>>,
}

#[derive(Default)]
struct Met {
    provider: Option<Arc<Provider>>,
    failed: Option<(u64, DiscoverError)>,
}

#[derive(Default)]
struct Waiting {
    pending: HashMap<String, Begun>,
    order: VecDeque<(u64, String)>,
}

/// A login under way.
struct Begun {
    until: u64,
    pending: Pending,
    /// The session whose account who comes back is tied to, by reference.
    tie: Option<String>,
}

struct Standing {
    subject: String,
    provider_session: Option<String>,
    id_token: String,
    /// [`Session::reference`] and when it runs out.
    session: String,
    expires: u64,
}

impl Desk {
    pub fn new(config: Config, home: String) -> Self {
        Self { config, home, met: Default::default(), waiting: Mutex::default(), standing: Mutex::default() }
    }

    /// Whether browsers reach us over TLS.
    pub fn over_tls(&self) -> bool {
        self.home.starts_with("https:")
    }

    /// The provider. It is asked for its description when the first person wants in, so that the program starts without
    /// it; one asks, the others wait for that.
    pub async fn provider(&self, now: u64) -> Result<Arc<Provider>, DiscoverError> {
        let mut met = self.met.lock().await;
        if let Some(provider) = &met.provider {
            return Ok(provider.clone());
        }
        if let Some((at, error)) = met.failed
            && now < at.saturating_add(REST_MS)
        {
            return Err(error);
        }
        match Provider::discover(self.config.clone()).await {
            Ok(provider) => Ok(met.provider.insert(Arc::new(provider)).clone()),
            Err(error) => {
                tracing::warn!(error = %error, "professionals can't log in: their provider can't be used");
                met.failed = Some((now, error));
                Err(error)
            }
        }
    }

    /// Keeps a login under way; the name it gets goes into a cookie.
    pub fn wait(&self, pending: Pending, tie: Option<String>, now: u64) -> String {
        let name = URL_SAFE_NO_PAD.encode(clock::random::<32>());
        let mut waiting = lock(&self.waiting);
        while waiting.order.len() >= WAITING_MAX || waiting.order.front().is_some_and(|(until, _)| *until <= now) {
            let Some((_, oldest)) = waiting.order.pop_front() else { break };
            waiting.pending.remove(&oldest);
        }
        let until = now.saturating_add(PENDING_FOR_MS);
        waiting.order.push_back((until, name.clone()));
        waiting.pending.insert(name.clone(), Begun { until, pending, tie });
        name
    }

    /// The login of a name, once, with the session it is tied to.
    pub fn take(&self, name: &str, now: u64) -> Option<(Pending, Option<String>)> {
        let begun = lock(&self.waiting).pending.remove(name).filter(|begun| now < begun.until)?;
        Some((begun.pending, begun.tie))
    }

    /// Remembers which login a session stands on.
    pub fn stands(&self, session: &Session, identity: Identity, now: u64) {
        let mut standing = lock(&self.standing);
        while standing.len() >= STANDING_MAX || standing.front().is_some_and(|oldest| oldest.expires <= now) {
            standing.pop_front();
        }
        standing.push_back(Standing {
            subject: identity.subject,
            provider_session: identity.session,
            id_token: identity.id_token,
            session: session.reference(),
            expires: session.expires(),
        });
    }

    /// Another session stands on the same login from now on.
    pub fn goes_on(&self, before: &Session, after: &Session) {
        let reference = before.reference();
        if let Some(stood) = lock(&self.standing).iter_mut().find(|stood| stood.session == reference) {
            stood.session = after.reference();
            stood.expires = after.expires();
        }
    }

    /// The id_token a session stands on; it is forgotten.
    pub fn leave(&self, session: &Session) -> Option<String> {
        let mut standing = lock(&self.standing);
        let reference = session.reference();
        let at = standing.iter().position(|stood| stood.session == reference)?;
        standing.remove(at).map(|stood| stood.id_token)
    }

    /// References of the sessions that a logout at the provider ends; they are forgotten.
    pub fn ended(&self, out: &LoggedOut) -> Vec<String> {
        let mut ended = Vec::new();
        lock(&self.standing).retain(|stood| {
            let person = out.subject.as_ref().is_none_or(|subject| *subject == stood.subject);
            let session = out.session.is_none() || out.session == stood.provider_session;
            if person && session {
                ended.push(stood.session.clone());
            }
            !(person && session)
        });
        ended
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::session::Sessions;
    use samenbeeld_schema::ids::{CaseId, PersonId};
    use samenbeeld_store::memory::MemoryStore;

    fn desk() -> Desk {
        let config = Config {
            issuer: "https://inloggen.example".into(),
            client_id: "samenbeeld".into(),
            client_secret: "secret".into(),
            redirect: "https://samen.example/back".into(),
            acr: Vec::new(),
            max_age: std::time::Duration::from_secs(1),
            scopes: Vec::new(),
            organisation_claim: "organisation".into(),
            patience: std::time::Duration::from_secs(1),
        };
        Desk::new(config, "https://samen.example/".into())
    }

    fn pending() -> Pending {
        serde_json::from_value(serde_json::json!({ "state": "s", "nonce": "n", "verifier": "v", "begun": 0 })).unwrap()
    }

    #[test]
    fn a_login_under_way_is_taken_once_and_in_time() {
        let desk = desk();
        let (one, two) = (desk.wait(pending(), None, 0), desk.wait(pending(), None, 0));
        assert!(desk.take("guessed", 1).is_none());
        assert!(desk.take(&one, 1).is_some() && desk.take(&one, 1).is_none());
        assert!(desk.take(&two, PENDING_FOR_MS).is_none());
    }

    #[test]
    fn logins_that_nobody_finishes_take_bounded_room() {
        let desk = desk();
        let first = desk.wait(pending(), None, 0);
        for _ in 0..WAITING_MAX {
            desk.wait(pending(), None, 0);
        }
        assert!(desk.take(&first, 1).is_none());
        assert_eq!(lock(&desk.waiting).pending.len(), WAITING_MAX);
        desk.wait(pending(), None, PENDING_FOR_MS);
        let waiting = lock(&desk.waiting);
        assert_eq!((waiting.pending.len(), waiting.order.len()), (1, 1));
    }

    #[test]
    fn a_logout_ends_the_session_it_names_or_all_of_the_person() {
        let (desk, sessions) = (desk(), Sessions::new(Arc::new(MemoryStore::new())));
        let stand = |subject: &str, provider_session: &str| {
            let (case, person) = (CaseId::parse("c").unwrap(), PersonId::parse("ilse").unwrap());
            let (_, session) = sessions.begin(case, person, None, 1).unwrap();
            let identity = Identity {
                issuer: "https://inloggen.example".into(),
                subject: subject.into(),
                name: None,
                organisation: None,
                acr: None,
                amr: Vec::new(),
                auth_time: 0,
                session: Some(provider_session.into()),
                id_token: format!("{subject}.{provider_session}"),
            };
            desk.stands(&session, identity, 1);
            session
        };
        let [a1, a2, b1] = [("a", "1"), ("a", "2"), ("b", "3")].map(|(who, session)| stand(who, session));
        let out = |subject: Option<&str>, session: Option<&str>| {
            desk.ended(&LoggedOut { subject: subject.map(str::to_owned), session: session.map(str::to_owned) })
        };
        assert_eq!(out(Some("b"), Some("1")), Vec::<String>::new());
        assert_eq!(out(Some("a"), Some("1")), [a1.reference()]);
        assert_eq!(out(Some("a"), None), [a2.reference()]);
        assert_eq!(desk.leave(&b1).as_deref(), Some("b.3"));
        assert_eq!(out(None, Some("3")), Vec::<String>::new());
    }
}
