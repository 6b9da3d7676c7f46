//! The way out of a socket: actix-ws' own control frames first, then our outbox, one write per turn.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

use super::outbox::Outbox;

/// The body of an upgraded answer.
pub struct SocketBody {
    control: Pin<Box<BoxBody>>,
    outbox: Arc<Outbox>,
}

impl SocketBody {
    pub fn new(control: BoxBody, outbox: Arc<Outbox>) -> Self {
        Self { control: Box::pin(control), outbox }
    }
}

impl MessageBody for SocketBody {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = self.get_mut();
        match this.control.as_mut().poll_next(context) {
            Poll::Ready(done) => Poll::Ready(done),
            Poll::Pending => this.outbox.poll_write(context).map(|write| write.map(Ok)),
        }
    }
}
