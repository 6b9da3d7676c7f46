//! How long the body of a request may take (docs/protocol.md P4). Its head has a bound of the server's own; a body that trickles in would
//! else be held for as long as somebody likes, before anybody came in.

use std::io;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpMessage};
use futures_util::stream::{Stream, StreamExt, unfold};
use tokio::time::{Instant, timeout_at};

/// A body as large as we take comes in this time over any line a phone has.
const WITHIN: Duration = Duration::from_secs(20);

type Chunk = Result<Bytes, PayloadError>;

/// Lets a request through, and ends its body when its time is over.
pub async fn keep(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if !request.method().is_safe() {
        let body = until(request.take_payload(), Instant::now() + WITHIN);
        request.set_payload(Payload::Stream { payload: Box::pin(body) });
    }
    next.call(request).await
}

/// A body as it comes; what has not come at a moment is a fault.
fn until(body: impl Stream<Item = Chunk> + Unpin + 'static, end: Instant) -> impl Stream<Item = Chunk> {
    unfold(body, move |mut body| async move {
        match timeout_at(end, body.next()).await {
            Ok(next) => next.map(|chunk| (chunk, body)),
            Err(_) => Some((Err(PayloadError::Io(io::ErrorKind::TimedOut.into())), body)),
        }
    })
}

#[cfg(test)]
mod tests {
    use futures_util::stream::{iter, pending};

    use super::*;

    fn chunk() -> Chunk {
        Ok(Bytes::from_static(b"{"))
    }

    // P4
    #[tokio::test]
    async fn a_body_that_trickles_in_ends_when_its_time_is_over() {
        let end = Instant::now() + Duration::from_millis(20);
        let trickles = iter([chunk(), chunk()]).chain(pending());
        let mut body = Box::pin(until(trickles, end));
        assert!(body.next().await.is_some_and(|chunk| chunk.is_ok()));
        assert!(body.next().await.is_some_and(|chunk| chunk.is_ok()));
        assert!(matches!(body.next().await, Some(Err(PayloadError::Io(_)))));
        assert!(Instant::now() >= end);
    }

    #[tokio::test]
    async fn a_body_that_comes_is_what_it_was() {
        let mut body = Box::pin(until(iter([chunk(), chunk()]), Instant::now() + WITHIN));
        assert!(body.next().await.is_some_and(|chunk| chunk.is_ok()));
        assert!(body.next().await.is_some_and(|chunk| chunk.is_ok()));
        assert!(body.next().await.is_none());
    }
}
