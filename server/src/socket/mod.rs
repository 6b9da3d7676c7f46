//! Sockets: actix-ws reads, our own outbox writes (docs/protocol.md, "Sockets in general").
//!
//! - [`outbox`]: what waits to be written, bounded. [`line`]: the socket it is written to. [`body`]: ends with it
//! - [`standing`]: the session and the rights it stands on
//! - [`sync`]: the Hocuspocus dialect, many documents on one socket
//! - [`single`]: the y-websocket dialect, one document

pub mod body;
pub mod line;
pub mod outbox;
pub mod single;
pub mod standing;
pub mod sync;

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use actix_ws::{AggregatedMessage, AggregatedMessageStream};
use futures_util::StreamExt;
use samenbeeld_schema::protocol::{ErrorCode, FRAME_MAX};

use body::SocketBody;
use line::Line;
use outbox::Outbox;

use crate::error::ApiError;

/// The server says something at least this often (docs/protocol.md H4).
pub const PING_EVERY: Duration = Duration::from_secs(10);
/// A connection silent for this long is closed.
pub const SILENCE_MAX: Duration = Duration::from_secs(30);

/// An upgraded connection: the answer to give, what comes in, what goes out.
pub struct Upgraded {
    pub response: HttpResponse,
    pub incoming: AggregatedMessageStream,
    pub outbox: Arc<Outbox>,
    /// Says nothing, but what comes in ends with it.
    pub control: actix_ws::Session,
}

/// Upgrades a request; `Err` when it is no WebSocket handshake.
pub fn upgrade(request: &HttpRequest, payload: Payload) -> Result<Upgraded, actix_web::Error> {
    let handshake = actix_ws::handle(request, payload);
    let (response, control, stream) = handshake.map_err(|_| ApiError(ErrorCode::RequestMalformed))?;
    let outbox = Outbox::new(request.conn_data::<Line>().cloned());
    let out = outbox.clone();
    let response = response.map_body(|_, own| actix_web::body::MessageBody::boxed(SocketBody::new(own, out)));
    let incoming = stream.max_frame_size(FRAME_MAX).aggregate_continuations().max_continuation_size(FRAME_MAX);
    Ok(Upgraded { response, incoming, outbox, control })
}

/// The next message, and with the first the way out opens; `None` when the other side is gone.
pub async fn next(
    incoming: &mut AggregatedMessageStream,
    outbox: &Outbox,
    spoke: &mut bool,
) -> Option<Result<AggregatedMessage, actix_ws::ProtocolError>> {
    let message = incoming.next().await;
    if !std::mem::replace(spoke, true) {
        outbox.open();
    }
    message
}
