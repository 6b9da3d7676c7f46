//! Updates that wait: to be judged, for a second look at the store, or for the commit they are in.

use bytes::Bytes;
use samenbeeld_gate::ClockRange;
use samenbeeld_schema::ids::PersonId;
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_store::Claim;

use super::{Core, Effect};
use crate::document::Timestamp;
use crate::document::authors::AuthorRun;
use crate::document::seat::{SeatId, Turn};

/// Bytes of updates that may wait for the commit under way.
pub const QUEUE_MAX: usize = 8 * 1024 * 1024;
/// What an update costs while it waits, besides its bytes.
const WAITING_OVERHEAD: usize = 160;

/// An update waiting to be judged and committed.
#[derive(Debug)]
pub(super) struct Queued {
    pub(super) seat: SeatId,
    /// Whose words these are: they count also when the seat has gone meanwhile.
    pub(super) person: PersonId,
    pub(super) writable: bool,
    pub(super) turn: Turn,
    pub(super) update: Bytes,
    /// A Step2, or parked for too long: what it lacks will not come from its sender any more.
    pub(super) is_last: bool,
    /// The store was read to its head and had nothing that would change the verdict.
    pub(super) looked: bool,
    pub(super) received: Timestamp,
    /// The item ids it used for the first time when it was judged last.
    pub(super) claims: Vec<Claim>,
    /// The store said that one of them is somebody else's.
    pub(super) item_taken: bool,
}

impl Queued {
    /// What it costs while it waits, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.update.len() + WAITING_OVERHEAD
    }
}

pub(super) struct UnderWay {
    pub(super) update: Bytes,
    pub(super) answers: Vec<(SeatId, Turn)>,
    /// Kept to be judged again when the store refuses the commit.
    pub(super) queued: Vec<Queued>,
    pub(super) bindings: Vec<(u64, PersonId)>,
    /// What of whom does not count, to tell them when it is on disk.
    pub(super) overruled: Vec<(SeatId, Vec<ClockRange>)>,
    pub(super) runs: Vec<AuthorRun>,
}

impl Core {
    pub(super) fn enqueue(&mut self, id: SeatId, update: Bytes, is_last: bool, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(seat) = self.seats.get_mut(&id) else { return };
        let turn = seat.take_turn();
        let (person, writable) = (seat.person.clone(), seat.writable);
        if self.queue_bytes + update.len() + WAITING_OVERHEAD > QUEUE_MAX {
            return self.refuse(id, Some(turn), ErrorCode::Overloaded, out);
        }
        self.queue_bytes += update.len() + WAITING_OVERHEAD;
        let queued = Queued {
            seat: id,
            person,
            writable,
            turn,
            update,
            is_last,
            looked: false,
            received: now,
            claims: Vec::new(),
            item_taken: false,
        };
        self.queue.push_back(queued);
    }

    pub(super) fn requeue(&mut self, queued: Vec<Queued>) {
        for queued in queued.into_iter().rev() {
            self.queue_bytes += queued.weight();
            self.queue.push_front(queued);
        }
    }

    /// The store was read to its head for a second look.
    pub fn looked(&mut self, head: u64, out: &mut Vec<Effect>) {
        let waiting = std::mem::take(&mut self.second_look);
        let newer = head > self.head && self.under_way.is_none();
        for mut queued in waiting.into_iter().rev() {
            queued.looked = true;
            self.queue.push_front(queued);
        }
        if newer {
            self.reload(out);
        }
    }
}
