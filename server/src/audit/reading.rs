//! Which openings are a new line: one per session, place and *reading session*. A place used again within 15 minutes is
//! still the same reading session. Pure; the times are the caller's.
//!
//! Kept in memory only, and bounded: what is forgotten costs one line more, never one too few.

use std::collections::HashMap;

use samenbeeld_schema::ids::RoomId;

/// A place that was not used for so long is opened anew, in milliseconds.
pub const READING_SESSION_MS: u64 = 15 * 60 * 1000;
/// Openings remembered. When there are more and none has run out all are forgotten.
const REMEMBERED_MAX: usize = 100_000;

/// What can be open for a while.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    Room(RoomId),
    /// Of a room no more than one's own words.
    OwnWords(RoomId),
    Versions,
    Log,
    Register,
}

/// A place, and by which session it is used (`event::session_mark`): one person on one device.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Opening {
    pub session: String,
    pub place: Place,
}

/// The reading sessions that are going on.
#[derive(Debug, Default)]
pub struct Readings {
    last_used: HashMap<Opening, u64>,
}

impl Readings {
    /// Whether this belongs to a reading session that is written down already; then it goes on from now.
    pub fn goes_on(&mut self, opening: &Opening, now: u64) -> bool {
        match self.last_used.get_mut(opening) {
            // A clock that was put back ends nothing.
            Some(last) if now.saturating_sub(*last) < READING_SESSION_MS => {
                *last = now.max(*last);
                true
            }
            _ => false,
        }
    }

    /// A reading session was written down.
    pub fn began(&mut self, opening: Opening, now: u64) {
        if self.last_used.len() >= REMEMBERED_MAX {
            self.last_used.retain(|_, last| now.saturating_sub(*last) < READING_SESSION_MS);
            if self.last_used.len() >= REMEMBERED_MAX {
                self.last_used.clear();
            }
        }
        self.last_used.insert(opening, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(session: &str, room: &str) -> Opening {
        Opening { session: session.into(), place: Place::Room(RoomId::parse(room).unwrap()) }
    }

    // L2
    #[test]
    fn a_room_used_again_within_a_quarter_of_an_hour_is_the_same_reading_session() {
        let mut readings = Readings::default();
        let core = opening("phone", "core");
        assert!(!readings.goes_on(&core, 0));
        readings.began(core.clone(), 0);
        // Each use counts from the last one, not from the first.
        for minute in [14, 28, 42] {
            assert!(readings.goes_on(&core, minute * 60_000), "minute {minute}");
        }
        assert!(!readings.goes_on(&core, 57 * 60_000), "a quarter of an hour after the last use");
    }

    #[test]
    fn another_room_and_another_device_are_reading_sessions_of_their_own() {
        let mut readings = Readings::default();
        readings.began(opening("phone", "core"), 0);
        assert!(!readings.goes_on(&opening("phone", "school"), 1));
        assert!(!readings.goes_on(&opening("laptop", "core"), 1));
        assert!(!readings.goes_on(&Opening { session: "phone".into(), place: Place::Versions }, 1));
    }

    #[test]
    fn a_room_read_whole_is_another_reading_session_than_own_words_there() {
        let mut readings = Readings::default();
        let room = RoomId::parse("school").unwrap();
        readings.began(Opening { session: "phone".into(), place: Place::OwnWords(room) }, 0);
        assert!(!readings.goes_on(&opening("phone", "school"), 1));
    }

    #[test]
    fn a_clock_that_goes_back_ends_no_reading_session() {
        let mut readings = Readings::default();
        readings.began(opening("phone", "core"), 1_000_000);
        assert!(readings.goes_on(&opening("phone", "core"), 500));
        assert!(readings.goes_on(&opening("phone", "core"), 1_000_000 + READING_SESSION_MS - 1));
    }

    #[test]
    fn what_is_remembered_is_bounded_and_forgetting_means_a_line_more() {
        let mut readings = Readings::default();
        for number in 0..REMEMBERED_MAX + 10 {
            readings.began(opening(&number.to_string(), "core"), 0);
        }
        assert!(readings.last_used.len() <= REMEMBERED_MAX);
        assert!(!readings.goes_on(&opening("0", "core"), 1));
        assert!(readings.goes_on(&opening(&(REMEMBERED_MAX + 9).to_string(), "core"), 1));
    }
}
