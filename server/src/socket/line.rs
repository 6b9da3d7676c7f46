//! The way out of a connection: its TCP socket under a second descriptor, written to at once and without waiting.
//!
//! actix keeps the first one: it answers the handshake, reads what comes in and notices the end. Only frames of an
//! upgraded socket go out here, so that who has something to say needs no other thread and no other task to say it
//! (docs/decisions/0012-writing-below-actix.md).

use std::any::Any;
use std::io::{self, IoSlice, Write};
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::sync::Arc;

/// A connection's way out.
#[derive(Debug, Clone)]
pub struct Line(Arc<TcpStream>);

impl Line {
    /// The way out of a connection as actix hands it over; nothing when it is no plain TCP, or no descriptor is left.
    pub fn of(connection: &dyn Any) -> Option<Self> {
        let connection = connection.downcast_ref::<actix_web::rt::net::TcpStream>()?;
        let second = connection.as_fd().try_clone_to_owned().ok()?;
        Some(Self(Arc::new(second.into())))
    }

    /// Writes what fits now. `WouldBlock` when nothing does: both descriptors are one socket, which doesn't block.
    pub fn write(&self, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
        match pieces {
            // Nearly always one frame: the call for one piece has the shorter way through the kernel.
            [piece] => (&*self.0).write(piece),
            _ => (&*self.0).write_vectored(pieces),
        }
    }

    /// Waits until something fits again, or the other side is gone.
    pub async fn writable(&self) -> io::Result<()> {
        // A descriptor of its own for the while: this runtime may not be the one that reads.
        actix_web::rt::net::TcpStream::from_std(self.0.try_clone()?)?.writable().await
    }

    /// Nothing goes in or out any more.
    pub fn cut(&self) {
        // It may be gone already.
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

#[cfg(test)]
impl From<TcpStream> for Line {
    fn from(stream: TcpStream) -> Self {
        Self(Arc::new(stream))
    }
}
