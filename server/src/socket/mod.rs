//! Sockets: actix-ws reads, our own outbox writes (docs/protocol.md, "Sockets in general").
//!
//! - [`outbox`]: what waits to be written, bounded. [`body`]: puts it on the wire
//! - [`sync`]: the Hocuspocus dialect, many documents on one socket
//! - [`single`]: the y-websocket dialect, one document

pub mod body;
pub mod outbox;
pub mod single;
pub mod sync;

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use actix_ws::AggregatedMessageStream;
use samenbeeld_schema::protocol::FRAME_MAX;

use body::SocketBody;
use outbox::Outbox;

/// The server says something at least this often (docs/protocol.md H4).
pub const PING_EVERY: Duration = Duration::from_secs(10);
/// A connection silent for this long is closed.
pub const SILENCE_MAX: Duration = Duration::from_secs(30);

/// An upgraded connection: the answer to give, what comes in, what goes out, and control frames.
pub struct Upgraded {
    pub response: HttpResponse,
    pub incoming: AggregatedMessageStream,
    pub outbox: Arc<Outbox>,
    pub control: actix_ws::Session,
}

/// Upgrades a request; `Err` when it is no WebSocket handshake.
pub fn upgrade(request: &HttpRequest, payload: Payload) -> Result<Upgraded, actix_web::Error> {
    let (response, control, stream) = actix_ws::handle(request, payload)?;
    let outbox = Outbox::new();
    let out = outbox.clone();
    let response = response.map_body(|_, own| actix_web::body::MessageBody::boxed(SocketBody::new(own, out)));
    let incoming = stream.max_frame_size(FRAME_MAX).aggregate_continuations().max_continuation_size(FRAME_MAX);
    Ok(Upgraded { response, incoming, outbox, control })
}
