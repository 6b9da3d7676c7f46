//! The body of the answer to a handshake: it ends when the socket does, and carries the frames of a connection that has no
//! [`super::line::Line`].

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

use super::outbox::Outbox;

/// The body of an upgraded answer.
pub struct SocketBody {
    control: Option<Pin<Box<BoxBody>>>,
    outbox: Arc<Outbox>,
}

impl SocketBody {
    pub fn new(control: BoxBody, outbox: Arc<Outbox>) -> Self {
        Self { control: Some(Box::pin(control)), outbox }
    }
}

impl MessageBody for SocketBody {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = self.get_mut();
        if let Some(control) = &mut this.control {
            match control.as_mut().poll_next(context) {
                Poll::Ready(Some(frames)) => return Poll::Ready(Some(frames)),
                // Whoever held the control side let go; what waits, a denial and its close above all, still goes out.
                Poll::Ready(None) => this.control = None,
                Poll::Pending => {}
            }
        }
        match this.outbox.poll_body(context) {
            Poll::Ready(write) => Poll::Ready(write.map(Ok)),
            Poll::Pending if this.control.is_none() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}
