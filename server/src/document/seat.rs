//! A seat: one person's place at one document, through one socket.
//!
//! Owns what must stay in order for that place: the acknowledgements it is owed and the updates it sent too early.

use std::collections::VecDeque;

use bytes::Bytes;
use samenbeeld_schema::ids::PersonId;
use samenbeeld_schema::protocol::{ErrorCode, PARKED_MAX};

use super::Timestamp;

/// Names a seat within this process; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SeatId(pub u64);

/// One Update or Step2 of a seat, in the order it came. Each gets exactly one acknowledgement (docs/protocol.md H3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn(pub u64);

/// An update that refers to something not yet here (docs/protocol.md S7).
#[derive(Debug)]
pub struct Parked {
    pub turn: Turn,
    pub update: Bytes,
    pub since: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Waiting,
    Stored,
    Refused,
}

#[derive(Debug)]
pub struct Seat {
    pub person: PersonId,
    pub writable: bool,
    /// Whether this socket sent its Step2 after our Step1: from then on a gap will not fill itself.
    pub offered_all: bool,
    /// Whether it was asked for its Step2 once more because of a gap, and nothing it sent was taken since.
    pub asked_again: bool,
    /// Set when this seat was refused: nothing more is taken from it, and it closes once its earlier answers are out.
    pub closing: Option<ErrorCode>,
    /// The client id whose presence this seat may send (docs/protocol.md A2, A4).
    pub presence_client: Option<u64>,
    turns: VecDeque<Answer>,
    first_turn: u64,
    parked: VecDeque<Parked>,
    parked_bytes: usize,
}

/// Updates of one seat that may be parked: each Step2 judges them all again.
const PARKED_UPDATES_MAX: usize = 256;

/// Too much was parked.
#[derive(Debug, PartialEq, Eq)]
pub struct ParkingFull;

impl Seat {
    pub fn new(person: PersonId, writable: bool) -> Self {
        Self {
            person,
            writable,
            offered_all: false,
            asked_again: false,
            closing: None,
            presence_client: None,
            turns: VecDeque::new(),
            first_turn: 0,
            parked: VecDeque::new(),
            parked_bytes: 0,
        }
    }

    /// Notes that an Update or Step2 came in.
    pub fn take_turn(&mut self) -> Turn {
        let turn = Turn(self.first_turn + self.turns.len() as u64);
        self.turns.push_back(Answer::Waiting);
        turn
    }

    /// Notes the outcome of a turn; answers leave in order through [`Seat::next_answer`].
    pub fn answer(&mut self, turn: Turn, stored: bool) {
        let Some(position) = turn.0.checked_sub(self.first_turn) else { return };
        if let Some(answer) = self.turns.get_mut(position as usize) {
            *answer = if stored { Answer::Stored } else { Answer::Refused };
        }
    }

    /// The next acknowledgement that may leave, in the order the updates came.
    pub fn next_answer(&mut self) -> Option<bool> {
        let stored = match self.turns.front()? {
            Answer::Waiting => return None,
            Answer::Stored => true,
            Answer::Refused => false,
        };
        self.turns.pop_front();
        self.first_turn += 1;
        Some(stored)
    }

    pub fn park(&mut self, turn: Turn, update: Bytes, since: Timestamp) -> Result<(), ParkingFull> {
        if self.parked_bytes + update.len() > PARKED_MAX || self.parked.len() >= PARKED_UPDATES_MAX {
            return Err(ParkingFull);
        }
        self.parked_bytes += update.len();
        self.parked.push_back(Parked { turn, update, since });
        Ok(())
    }

    /// Everything parked, oldest first, to be judged again.
    pub fn unpark(&mut self) -> VecDeque<Parked> {
        self.parked_bytes = 0;
        std::mem::take(&mut self.parked)
    }

    pub fn parked_since(&self) -> Option<Timestamp> {
        self.parked.front().map(|parked| parked.since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat() -> Seat {
        Seat::new(PersonId::parse("noor").unwrap(), true)
    }

    /// docs/protocol.md H3: one acknowledgement each, in order.
    #[test]
    fn an_answer_waits_for_the_turns_before_it() {
        let mut seat = seat();
        let (first, second) = (seat.take_turn(), seat.take_turn());
        seat.answer(second, true);
        assert_eq!(seat.next_answer(), None);
        seat.answer(first, true);
        assert_eq!(seat.next_answer(), Some(true));
        assert_eq!(seat.next_answer(), Some(true));
        assert_eq!(seat.next_answer(), None);
    }

    /// docs/protocol.md S7: parking is bounded.
    #[test]
    fn parking_is_bounded_in_bytes() {
        let mut seat = seat();
        let turn = seat.take_turn();
        assert!(seat.park(turn, Bytes::from(vec![0; PARKED_MAX]), 0).is_ok());
        assert_eq!(seat.park(turn, Bytes::from_static(&[1]), 0), Err(ParkingFull));
        assert_eq!(seat.unpark().len(), 1);
        assert!(seat.park(turn, Bytes::from_static(&[1]), 0).is_ok());
    }
}
