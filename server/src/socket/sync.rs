//! `WS /sync`: the Hocuspocus dialect, all documents of a person over one socket (docs/protocol.md H1–H6).

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use actix_ws::AggregatedMessage;
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};
use samenbeeld_schema::ids::{DocumentId, RoomId};
use samenbeeld_schema::protocol::{DOCUMENTS_PER_SOCKET_MAX, ErrorCode};
use tokio::time::Instant;

use super::outbox::{FINISH, Outbox};
use super::standing::{self, Standing};
use super::{PING_EVERY, SILENCE_MAX};
use crate::access::Admission;
use crate::access::session::Session;
use crate::app::State;
use crate::audit::event::{Kind, Network};
use crate::audit::{Asked, Asker};
use crate::document::documents::Closed;
use crate::document::entry::Sink;
use crate::document::seat::SeatId;
use crate::http::guard;
use crate::wire::frame;
use crate::wire::hocuspocus::{self, Incoming};
use crate::wire::{ClientMessage, Dialect};

/// Messages taken in at once when someone opens documents, so that all their rooms are written down together.
const AHEAD: usize = 48;

/// What came from the other side.
type Came = Result<AggregatedMessage, actix_ws::ProtocolError>;

/// Upgrades; who one is is judged per document.
pub async fn open(request: HttpRequest, payload: Payload, state: Data<State>) -> actix_web::Result<HttpResponse> {
    let own = state.site.is_own(&request);
    let cookie = if own { guard::session_of(&request, &state) } else { None };
    let network = guard::network_of(&request);
    let mut upgraded = super::upgrade(&request, payload)?;
    let outbox = upgraded.outbox;
    let socket = Socket { state, network, outbox, own, cookie, seats: HashMap::new(), standing: None };
    actix_web::rt::spawn(async move {
        socket.run(&mut upgraded.incoming).await;
        drop(upgraded.control);
    });
    Ok(upgraded.response)
}

struct Socket {
    state: Data<State>,
    network: Option<Network>,
    outbox: Arc<Outbox>,
    /// Opened by one of our own pages, or by none. Another's gets nothing, whatever it brings.
    own: bool,
    cookie: Option<Session>,
    /// By the document's name as it stands in each message.
    seats: HashMap<Bytes, (Arc<DocumentId>, SeatId)>,
    /// What this socket stands on, once a session was used. All its documents stand on the same.
    standing: Option<Standing>,
}

/// Why a socket ends.
enum End {
    Close(ErrorCode),
    /// The other side went, or the server stops and has said so.
    Gone,
}

impl From<Closed> for End {
    fn from(_: Closed) -> Self {
        End::Close(ErrorCode::Restarting)
    }
}

impl Socket {
    async fn run(mut self, incoming: &mut actix_ws::AggregatedMessageStream) {
        let mut spoke = false;
        let mut ahead: VecDeque<Came> = VecDeque::new();
        let mut pings = tokio::time::interval_at(Instant::now() + PING_EVERY, PING_EVERY);
        let (begun, mut heard) = (Instant::now(), Instant::now());
        let end = loop {
            let expires = self.standing.as_ref().map(|standing| standing.session().expires());
            tokio::select! {
                message = next(&mut ahead, incoming, &self.outbox, &mut spoke) => {
                    heard = Instant::now();
                    match message {
                        Some(Ok(AggregatedMessage::Binary(bytes))) => {
                            self.open_together(&bytes, &mut ahead, incoming).await;
                            if let Err(end) = self.receive(bytes).await {
                                break end;
                            }
                        }
                        Some(Ok(AggregatedMessage::Ping(bytes))) => {
                            self.outbox.say(&frame::pong(&bytes));
                        }
                        Some(Ok(AggregatedMessage::Pong(_))) => {}
                        Some(Ok(AggregatedMessage::Text(_))) => break End::Close(ErrorCode::UpdateMalformed),
                        Some(Ok(AggregatedMessage::Close(_))) | None => break End::Gone,
                        Some(Err(actix_ws::ProtocolError::Overflow)) => break End::Close(ErrorCode::TooLarge),
                        Some(Err(_)) => break End::Close(ErrorCode::UpdateMalformed),
                    }
                }
                _ = pings.tick() => {
                    // Who is silent, or says a lot and not who they are.
                    if heard.elapsed() > SILENCE_MAX || self.standing.is_none() && begun.elapsed() > SILENCE_MAX {
                        break End::Close(ErrorCode::AuthTimeout);
                    }
                    if expires.is_some_and(|expires| self.state.clock.now() >= expires) {
                        break End::Close(ErrorCode::SessionEnded);
                    }
                    self.keep_in_use();
                    self.outbox.say(&hocuspocus::ping());
                }
                () = self.outbox.drained() => {
                    let seats: Vec<_> = self.seats.values().cloned().collect();
                    if self.state.documents.drained(&seats).await.is_err() {
                        break End::Close(ErrorCode::Restarting);
                    }
                }
                code = standing::lost(&mut self.standing, &self.state) => break End::Close(code),
            }
        };
        match end {
            // Nothing more may leave for a session that ended or may less than before, not what waits either.
            End::Close(code @ (ErrorCode::SessionEnded | ErrorCode::RightsChanged)) => self.outbox.give_up(code),
            End::Close(code) => self.outbox.close(code),
            End::Gone => self.outbox.close(ErrorCode::Restarting),
        }
        self.keep_in_use();
        for (document, seat) in self.seats.into_values() {
            let _ = self.state.documents.leave(&document, seat).await;
        }
        self.outbox.finish(FINISH).await;
    }

    /// When someone begins to open documents: takes in what came with it and writes down all rooms in one piece. Each document
    /// is still judged for itself, and asks the log again, which then knows.
    async fn open_together(
        &self,
        first: &Bytes,
        ahead: &mut VecDeque<Came>,
        incoming: &mut actix_ws::AggregatedMessageStream,
    ) {
        let Some(first) = self.asks_for(first).filter(|_| ahead.is_empty()) else { return };
        while ahead.len() < AHEAD
            && let Some(Some(message)) = incoming.next().now_or_never()
        {
            ahead.push_back(message);
        }
        let session = first.session().clone();
        let others = ahead.iter().filter_map(|message| match message {
            Ok(AggregatedMessage::Binary(bytes)) => self.asks_for(bytes),
            _ => None,
        });
        let same = others.filter(|other| other.session().reference() == session.reference());
        let rooms: BTreeSet<RoomId> =
            same.chain([first.clone()]).map(|admission| admission.document().room.clone()).collect();
        // Whoever opens a document of a room that was not written down is told so then.
        let _ = self.state.audit.open_rooms(&session, self.network.as_ref(), rooms).await;
    }

    /// What a message asks to open by the cookie, if it may. Tickets cost a signature each: those are looked at once, later.
    fn asks_for(&self, bytes: &Bytes) -> Option<Admission> {
        match hocuspocus::decode(bytes.clone()) {
            Ok(Incoming::Document(name, ClientMessage::Auth { token })) if token.is_empty() => {
                self.admit(&String::from_utf8_lossy(&name), "").ok()
            }
            _ => None,
        }
    }

    async fn receive(&mut self, bytes: Bytes) -> Result<(), End> {
        match hocuspocus::decode(bytes).map_err(|_| End::Close(ErrorCode::UpdateMalformed))? {
            Incoming::Pong => Ok(()),
            Incoming::Ping => {
                self.outbox.say(&hocuspocus::pong());
                Ok(())
            }
            Incoming::Document(name, ClientMessage::Auth { token }) => self.authenticate(name, &token).await,
            Incoming::Document(name, ClientMessage::Detach) => self.detach(&name).await,
            Incoming::Document(name, message) => match self.seats.get(&name) {
                Some((document, seat)) => Ok(self.state.documents.message(document, *seat, message).await?),
                // Denied, or never asked for: the denial has been said.
                None => Ok(()),
            },
        }
    }

    async fn authenticate(&mut self, name: Bytes, token: &[u8]) -> Result<(), End> {
        // The decoder checked that both are UTF-8.
        let text = String::from_utf8_lossy(&name).into_owned();
        match self.admit_standing(&text, &String::from_utf8_lossy(token)) {
            Ok(admission) => {
                self.detach(&name).await?;
                // Before anything of the room leaves.
                let room = [admission.document().room.clone()];
                let written = self.state.audit.open_rooms(admission.session(), self.network.as_ref(), room).await;
                written.map_err(End::Close)?;
                if self.seats.len() >= DOCUMENTS_PER_SOCKET_MAX {
                    return Err(End::Close(ErrorCode::TooMany));
                }
                let sink = Sink::new(self.outbox.clone(), Dialect::Hocuspocus);
                let seat = self.state.documents.join(&admission, sink).await?;
                self.seats.insert(name, (admission.document().clone(), seat));
            }
            Err(code) => {
                // Said first: how long it takes to note must not tell what exists.
                self.outbox.say(&hocuspocus::denied(&text, &code.reason()));
                let session =
                    self.cookie.clone().or_else(|| self.standing.as_ref().map(|standing| standing.session().clone()));
                let asker = Asker { session, network: self.network.clone() };
                self.state.audit.refused(&asker, Kind::RoomRead, &Asked::document(&text), code);
            }
        }
        Ok(())
    }

    /// Admits, and stands on the session from the first time on.
    fn admit_standing(&mut self, name: &str, token: &str) -> Result<Admission, ErrorCode> {
        let admission = self.admit(name, token)?;
        if self.standing.is_some() {
            return Ok(admission);
        }
        self.standing = Some(Standing::of(admission.session(), &self.state));
        // Rights may have changed just before they were taken down.
        self.admit(name, token)
    }

    /// The rooms that are open here are being read: their reading sessions go on.
    fn keep_in_use(&self) {
        if let Some(standing) = &self.standing {
            let rooms: BTreeSet<&RoomId> = self.seats.values().map(|(document, _)| &document.room).collect();
            self.state.audit.used(standing.session(), rooms);
        }
    }

    fn admit(&self, name: &str, token: &str) -> Result<Admission, ErrorCode> {
        if !self.own {
            return Err(ErrorCode::SessionEnded);
        }
        let admission = if token.is_empty() {
            let session = self.cookie.as_ref().ok_or(ErrorCode::SessionEnded)?;
            if *session.ended().borrow() {
                return Err(ErrorCode::SessionEnded);
            }
            self.state.access.admit(session, name, self.state.clock.now())?
        } else {
            self.state.access.admit_by_ticket(token, name, self.cookie.as_ref(), self.state.clock.now())?
        };
        match &self.standing {
            // One socket, one session: else the end of one would not close what stands on the other.
            Some(standing) if standing.session().reference() != admission.session().reference() => {
                Err(ErrorCode::SessionEnded)
            }
            _ => Ok(admission),
        }
    }

    async fn detach(&mut self, name: &Bytes) -> Result<(), End> {
        if let Some((document, seat)) = self.seats.remove(name) {
            self.state.documents.leave(&document, seat).await?;
        }
        Ok(())
    }
}

/// The next message: of those taken in already, or from the other side.
async fn next(
    ahead: &mut VecDeque<Came>,
    incoming: &mut actix_ws::AggregatedMessageStream,
    outbox: &Outbox,
    spoke: &mut bool,
) -> Option<Came> {
    match ahead.pop_front() {
        Some(message) => Some(message),
        None => super::next(incoming, outbox, spoke).await,
    }
}
