//! Changing the register over HTTP: tried first, written down before it happens, told to who reads there.

use std::collections::BTreeSet;
use std::sync::Arc;

use samenbeeld_schema::ids::{DocumentKind, RoomId};
use samenbeeld_schema::protocol::ErrorCode;

use crate::access::session::Session;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::Network;
use crate::error::ApiError;
use crate::register::{CaseRegister, ReviseError};

/// What readers of a room are told when who reads there changed (docs/protocol.md R6).
const FACTS_CHANGED: &str = r#"{"kind":"facts"}"#;

/// Who changes a register, and from where.
pub struct Author<'a> {
    pub session: &'a Session,
    pub network: Option<Network>,
    pub state: &'a State,
}

impl Author<'_> {
    /// Changes the register of the session's case. What `change` refuses is refused before anything is written down; it runs again on
    /// the newest register, so it must come to the same.
    pub async fn revise<T, E>(
        &self,
        deed: Deed,
        change: impl Fn(&mut CaseRegister) -> Result<T, E> + Send + 'static,
    ) -> Result<(T, Arc<CaseRegister>), ApiError>
    where
        T: Send + 'static,
        E: Into<ErrorCode> + Send + 'static,
    {
        let told = deed.rooms.clone();
        let (outcome, register) = self.revise_quietly(deed, change).await?;
        tell(self.state, &register, &told).await;
        Ok((outcome, register))
    }

    /// The same, and nobody who reads there is told: what nobody's reading follows from is told to whom it concerns alone.
    pub async fn revise_quietly<T, E>(
        &self,
        deed: Deed,
        change: impl Fn(&mut CaseRegister) -> Result<T, E> + Send + 'static,
    ) -> Result<(T, Arc<CaseRegister>), ApiError>
    where
        T: Send + 'static,
        E: Into<ErrorCode> + Send + 'static,
    {
        let Self { session, network, state } = self;
        let before = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
        let mut trial = before.as_ref().clone();
        change(&mut trial).map_err(|error| ApiError(error.into()))?;
        state.audit.log(session, network.as_ref(), deed).await?;
        let (register, case) = (state.access.register.clone(), session.case().clone());
        let revised = actix_web::web::block(move || register.revise(&case, change)).await;
        let (outcome, after) = revised.map_err(|_| ErrorCode::Internal)?.map_err(refused)?;
        if before.households() != after.households() {
            state.documents.moved(session.case()).await;
        }
        Ok((outcome, after))
    }

    /// Tells who reads in these rooms that what the register says of them changed.
    pub async fn tell(&self, rooms: &BTreeSet<RoomId>) -> Result<(), ErrorCode> {
        let register = self.state.access.register.case(self.session.case()).ok_or(ErrorCode::NotFound)?;
        tell(self.state, &register, rooms).await;
        Ok(())
    }
}

/// Who reads in these rooms hears that who reads there changed: nobody shares with names that are out of date.
async fn tell(state: &State, register: &CaseRegister, rooms: &BTreeSet<RoomId>) {
    let boards = register.documents().into_iter().filter(|document| document.kind == DocumentKind::Board);
    for board in boards.filter(|board| rooms.contains(&board.room)) {
        state.documents.announce(&board.into(), FACTS_CHANGED.to_owned()).await;
    }
}

/// What a register that stayed as it was means to who asked.
pub fn refused<E: Into<ErrorCode>>(error: ReviseError<E>) -> ApiError {
    match error {
        ReviseError::Unknown => ErrorCode::NotFound.into(),
        ReviseError::Refused(error) => ApiError(error.into()),
        ReviseError::Vault(error) => error.into(),
    }
}
