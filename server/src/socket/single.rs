//! `WS /ws/<case>/<room>/<document>[?ticket=…]`: the y-websocket dialect (docs/protocol.md Y1, Y2).

use std::sync::Arc;

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use actix_ws::{AggregatedMessage, AggregatedMessageStream};
use samenbeeld_schema::ids::DocumentId;
use samenbeeld_schema::protocol::ErrorCode;
use tokio::time::Instant;

use super::outbox::{FINISH, Outbox};
use super::standing::Standing;
use super::{PING_EVERY, SILENCE_MAX};
use crate::access::Admission;
use crate::app::State;
use crate::audit::event::Kind;
use crate::audit::{Asked, Asker};
use crate::document::entry::Sink;
use crate::document::seat::SeatId;
use crate::http::guard;
use crate::wire::{Dialect, frame, y_websocket};

/// Upgrades, then judges: a refusal must reach a browser, and a browser reads only an accepted socket (rule Y2).
pub async fn open(
    request: HttpRequest,
    payload: Payload,
    name: Path<String>,
    state: Data<State>,
) -> actix_web::Result<HttpResponse> {
    let admission = admit(&request, &name, &state);
    let network = guard::network_of(&request);
    let cookie = guard::session_of(&request, &state);
    let mut upgraded = super::upgrade(&request, payload)?;
    let (outbox, control) = (upgraded.outbox, upgraded.control);
    actix_web::rt::spawn(async move {
        let _control = control;
        let admission = match admission {
            Ok(admission) => admission,
            Err(code) => {
                // Said first: how long it takes to note must not tell what exists.
                outbox.refuse(&y_websocket::denied(&code.reason()), code);
                let asker = Asker { session: cookie, network };
                return state.audit.refused(&asker, Kind::RoomRead, &Asked::document(&name), code);
            }
        };
        let standing = Standing::of(admission.session(), &state);
        // Rights may have changed just before they were taken down.
        let admission =
            match state.access.admit(admission.session(), &admission.document().to_string(), state.clock.now()) {
                Ok(again) => admission.judged_again(again),
                Err(code) => return outbox.refuse(&y_websocket::denied(&code.reason()), code),
            };
        // Before anything of the room leaves.
        let room = [admission.document().room.clone()];
        if let Err(code) = state.audit.open_rooms(admission.session(), network.as_ref(), room).await {
            return outbox.refuse(&y_websocket::denied(&code.reason()), code);
        }
        let sink = Sink::new(outbox.clone(), Dialect::YWebsocket);
        let Ok(seat) = state.documents.join(&admission, sink).await else {
            let code = ErrorCode::Restarting;
            return outbox.refuse(&y_websocket::denied(&code.reason()), code);
        };
        let socket = Socket { document: admission.document().clone(), state, outbox, seat };
        socket.run(&mut upgraded.incoming, standing).await;
    });
    Ok(upgraded.response)
}

fn admit(request: &HttpRequest, name: &str, state: &State) -> Result<Admission, ErrorCode> {
    // A page that isn't ours gets nothing, whatever it brings.
    if !state.site.is_own(request) {
        return Err(ErrorCode::SessionEnded);
    }
    let cookie = guard::session_of(request, state);
    match ticket_of(request) {
        Some(ticket) => state.access.admit_by_ticket(&ticket, name, cookie.as_ref(), state.clock.now()),
        None => state.access.admit(&cookie.ok_or(ErrorCode::SessionEnded)?, name, state.clock.now()),
    }
}

fn ticket_of(request: &HttpRequest) -> Option<String> {
    request.query_string().split('&').find_map(|pair| pair.strip_prefix("ticket=")).map(str::to_owned)
}

struct Socket {
    state: Data<State>,
    outbox: Arc<Outbox>,
    document: Arc<DocumentId>,
    seat: SeatId,
}

impl Socket {
    async fn run(self, incoming: &mut AggregatedMessageStream, mut standing: Standing) {
        let mut spoke = false;
        let mut pings = tokio::time::interval_at(Instant::now() + PING_EVERY, PING_EVERY);
        let mut heard = Instant::now();
        let code = loop {
            tokio::select! {
                message = super::next(incoming, &self.outbox, &mut spoke) => {
                    heard = Instant::now();
                    match message {
                        Some(Ok(AggregatedMessage::Binary(bytes))) => {
                            let Ok(message) = y_websocket::decode(bytes) else { break ErrorCode::UpdateMalformed };
                            if self.state.documents.message(&self.document, self.seat, message).await.is_err() {
                                break ErrorCode::Restarting;
                            }
                        }
                        Some(Ok(AggregatedMessage::Ping(bytes))) => {
                            self.outbox.say(&frame::pong(&bytes));
                        }
                        Some(Ok(AggregatedMessage::Pong(_))) => {}
                        Some(Ok(AggregatedMessage::Text(_))) => break ErrorCode::UpdateMalformed,
                        Some(Ok(AggregatedMessage::Close(_))) | None => break ErrorCode::Restarting,
                        Some(Err(actix_ws::ProtocolError::Overflow)) => break ErrorCode::TooLarge,
                        Some(Err(_)) => break ErrorCode::UpdateMalformed,
                    }
                }
                _ = pings.tick() => {
                    if heard.elapsed() > SILENCE_MAX {
                        break ErrorCode::AuthTimeout;
                    }
                    if self.state.clock.now() >= standing.session().expires() {
                        break ErrorCode::SessionEnded;
                    }
                    self.state.audit.used(standing.session(), [&self.document.room]);
                    // The official client answers no message of ours, but its browser answers a ping.
                    self.outbox.push_always(&frame::ping());
                    self.outbox.say(&y_websocket::heartbeat());
                }
                () = self.outbox.drained() => {
                    let seats = [(self.document.clone(), self.seat)];
                    if self.state.documents.drained(&seats).await.is_err() {
                        break ErrorCode::Restarting;
                    }
                }
                code = standing.lost(&self.state) => break code,
            }
        };
        match code {
            ErrorCode::SessionEnded | ErrorCode::RightsChanged => self.outbox.give_up(code),
            code => self.outbox.close(code),
        }
        self.state.audit.used(standing.session(), [&self.document.room]);
        let _ = self.state.documents.leave(&self.document, self.seat).await;
        self.outbox.finish(FINISH).await;
    }
}
