//! What a socket stands on: a session, and what that session may do. When either changes, the socket ends, and nothing more leaves.

use tokio::sync::watch;

use samenbeeld_schema::protocol::ErrorCode;

use crate::access::session::Session;
use crate::app::State;

pub struct Standing {
    session: Session,
    ended: watch::Receiver<bool>,
    /// Ticks when rights in the case may have changed.
    changes: Option<watch::Receiver<()>>,
    /// What the session may do, as one number.
    rights: u64,
}

impl Standing {
    /// Takes down what a session may do now. Whatever was admitted before this must be judged again afterwards.
    pub fn of(session: &Session, state: &State) -> Self {
        // Subscribed first: what changes after this is noticed.
        let changes = state.access.register.changes(session.case());
        let rights = state.access.mark(session, state.clock.now());
        Self { ended: session.ended(), session: session.clone(), changes, rights }
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Resolves when the session ended, or when it may do other things than before. May be dropped and called again.
    pub async fn lost(&mut self, state: &State) -> ErrorCode {
        loop {
            let Self { session, ended, changes, rights } = self;
            tokio::select! {
                biased;
                () = is_over(ended) => return ErrorCode::SessionEnded,
                () = ticks(changes) => {
                    if state.access.mark(session, state.clock.now()) != *rights {
                        return ErrorCode::RightsChanged;
                    }
                }
            }
        }
    }
}

async fn is_over(ended: &mut watch::Receiver<bool>) {
    // An error means nobody is left who could end it.
    if ended.wait_for(|ended| *ended).await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn ticks(changes: &mut Option<watch::Receiver<()>>) {
    match changes {
        Some(changes) => {
            // An error means the case is gone; what was read of it stays read.
            if changes.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
        None => std::future::pending().await,
    }
}

/// Resolves when what a socket stands on is lost; never when it stands on nothing yet.
pub async fn lost(standing: &mut Option<Standing>, state: &State) -> ErrorCode {
    match standing {
        Some(standing) => standing.lost(state).await,
        None => std::future::pending().await,
    }
}
