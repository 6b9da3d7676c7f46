//! All live documents of this process: which shard a document lives on, and the handle a socket holds.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use futures_util::future::{Either, ready};
use samenbeeld_schema::ids::{CaseId, DocumentId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

use super::authors::Removal;
use super::entry::Sink;
use super::presence::Homes;
use super::restore::RestorePoints;
use super::seat::SeatId;
use super::shard::{self, INBOX, Request};
use crate::access::Admission;
use crate::clock::Clock;
use crate::vault::Vault;
use crate::wire::ClientMessage;

/// The shards of this process.
pub struct Documents {
    shards: Vec<mpsc::Sender<Request>>,
    next_seat: AtomicU64,
}

/// The threads behind [`Documents`]; joined when the program stops.
pub struct Threads(Vec<JoinHandle<()>>);

/// The shard is gone: the program is stopping.
#[derive(Debug, thiserror::Error)]
#[error("the documents are closed")]
pub struct Closed;

impl Documents {
    /// Starts `count` shards, each on a thread of its own.
    pub fn start(
        count: usize,
        vault: Arc<Vault>,
        clock: Arc<dyn Clock>,
        restore_points: Arc<dyn RestorePoints>,
        homes: Arc<dyn Homes>,
    ) -> std::io::Result<(Self, Threads)> {
        let mut shards = Vec::with_capacity(count);
        let mut threads = Vec::with_capacity(count);
        for number in 0..count.max(1) {
            let (requests, inbox) = mpsc::channel(INBOX);
            let (vault, clock, restore_points) = (vault.clone(), clock.clone(), restore_points.clone());
            let homes = homes.clone();
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_time().max_blocking_threads(4).build()?;
            threads.push(
                std::thread::Builder::new()
                    .name(format!("documents-{number}"))
                    .spawn(move || runtime.block_on(shard::run(vault, clock, restore_points, homes, inbox)))?,
            );
            shards.push(requests);
        }
        Ok((Self { shards, next_seat: AtomicU64::new(1) }, Threads(threads)))
    }

    /// Takes a seat for an admitted person.
    pub async fn join(&self, admission: &Admission, sink: Sink) -> Result<SeatId, Closed> {
        let seat = SeatId(self.next_seat.fetch_add(1, Ordering::Relaxed));
        let request = Request::Join {
            document: admission.document().clone(),
            self_room: admission.is_self_room(),
            seat,
            person: admission.person().clone(),
            writable: admission.writable(),
            ticket: admission.ticket(),
            sink,
        };
        self.send(admission.document(), request).await?;
        Ok(seat)
    }

    /// Hands over a message. Waits when the shard is busy, and so slows the socket it came from.
    pub async fn message(
        &self,
        document: &Arc<DocumentId>,
        seat: SeatId,
        message: ClientMessage,
    ) -> Result<(), Closed> {
        self.send(document, Request::Message { document: document.clone(), seat, message }).await
    }

    pub async fn leave(&self, document: &Arc<DocumentId>, seat: SeatId) -> Result<(), Closed> {
        self.send(document, Request::Leave { document: document.clone(), seat }).await
    }

    /// The socket of these seats drained after it had been full.
    pub async fn drained(&self, seats: &[(Arc<DocumentId>, SeatId)]) -> Result<(), Closed> {
        for (document, seat) in seats {
            self.send(document, Request::Drained { seats: vec![(document.clone(), *seat)] }).await?;
        }
        Ok(())
    }

    /// Joins the samen-schrijven session of a joint text; the person must sit at the document.
    pub async fn join_writing(
        &self,
        admission: &Admission,
        text: String,
        fresh_id: String,
    ) -> Result<String, ErrorCode> {
        let (reply, answer) = oneshot::channel();
        let document = admission.document();
        let person = admission.person().clone();
        let request = Request::JoinWriting { document: document.clone(), text, person, fresh_id, reply };
        self.send(document, request).await.map_err(|Closed| ErrorCode::Restarting)?;
        answer.await.map_err(|_| ErrorCode::Restarting)?
    }

    pub async fn leave_writing(&self, document: &Arc<DocumentId>, session: String, person: PersonId) {
        let (reply, done) = oneshot::channel();
        let request = Request::LeaveWriting { document: document.clone(), session, person, reply };
        if self.send(document, request).await.is_ok() {
            let _ = done.await;
        }
    }

    /// Tells every reader of a document something, if it is live.
    pub async fn announce(&self, document: &Arc<DocumentId>, json: String) {
        let _ = self.send(document, Request::Announce { document: document.clone(), json }).await;
    }

    /// Somebody of a case moved: presence passes by where everybody lives now, also in what is open.
    pub async fn moved(&self, case: &CaseId) {
        for shard in &self.shards {
            let _ = shard.send(Request::Moved { case: case.clone() }).await;
        }
    }

    /// Lets a document remember words that were taken out of it in the past, if it is live.
    pub async fn remember(&self, document: &Arc<DocumentId>, removals: Vec<Removal>) {
        let _ = self.send(document, Request::Remember { document: document.clone(), removals }).await;
    }

    /// Lets nobody write a document any more, and waits until all that was sent before is on disk.
    pub async fn close(&self, document: &Arc<DocumentId>) -> Result<(), Closed> {
        let (done, closed) = oneshot::channel();
        self.send(document, Request::Close { document: document.clone(), done }).await?;
        closed.await.map_err(|_| Closed)
    }

    /// Closes every socket and waits until all that was under way is on disk.
    pub async fn stop(&self) {
        for shard in &self.shards {
            let (done, stopped) = oneshot::channel();
            if shard.send(Request::Stop { done }).await.is_ok() {
                let _ = stopped.await;
            }
        }
    }

    /// Done at once where the shard has room, which is nearly always; only who must wait needs room for waiting, apart from the
    /// socket's own.
    fn send(&self, document: &Arc<DocumentId>, request: Request) -> impl Future<Output = Result<(), Closed>> + '_ {
        let mut hasher = DefaultHasher::new();
        document.hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % self.shards.len() as u64).unwrap_or_default();
        let Some(shard) = self.shards.get(place) else { return Either::Left(ready(Err(Closed))) };
        match shard.try_send(request) {
            Ok(()) => Either::Left(ready(Ok(()))),
            Err(TrySendError::Closed(_)) => Either::Left(ready(Err(Closed))),
            Err(TrySendError::Full(request)) => {
                Either::Right(Box::pin(async move { shard.send(request).await.map_err(|_| Closed) }))
            }
        }
    }
}

impl Threads {
    pub fn join(self) {
        for thread in self.0 {
            // A panicked shard has already been logged by the panic hook.
            let _ = thread.join();
        }
    }
}
