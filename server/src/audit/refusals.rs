//! Which refusals are a new line. Whoever tries doors must not be able to fill the disk: the same refusal of the same asker
//! within 15 minutes is counted, and the count stands in the next line; so does what goes over the bound of a case.
//!
//! Pure, in memory, bounded. A restart forgets counts that no line has told yet.

use std::collections::HashMap;

use samenbeeld_schema::ids::CaseId;
use samenbeeld_schema::protocol::ErrorCode;

use super::event::{Kind, Network, Object};

/// The same again within this time is no line of its own, in milliseconds.
const WITHIN_MS: u64 = 15 * 60 * 1000;
/// Refusals remembered. When there are more and none has run out all are forgotten.
const REMEMBERED_MAX: usize = 10_000;
/// Lines of refusals in the log of one case within that time.
const LINES_MAX: u64 = 200;

/// A refusal, as far as it tells one from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Refusal {
    /// In whose log it stands.
    pub case: CaseId,
    /// By its mark, when there was one.
    pub session: Option<String>,
    pub network: Option<Network>,
    pub kind: Kind,
    pub object: Object,
    pub code: ErrorCode,
}

#[derive(Debug, Default)]
struct Told {
    since: u64,
    /// Not told by a line yet.
    untold: u64,
}

#[derive(Debug, Default)]
struct Written {
    since: u64,
    lines: u64,
    untold: u64,
}

/// The refusals of the last while.
#[derive(Debug, Default)]
pub struct Refusals {
    told: HashMap<Refusal, Told>,
    written: HashMap<CaseId, Written>,
}

impl Refusals {
    /// Whether this is a new line, and then how many refusals before it no line has told.
    pub fn is_line(&mut self, refusal: &Refusal, now: u64) -> Option<u64> {
        let over = |since: u64| now.saturating_sub(since) >= WITHIN_MS;
        if let Some(told) = self.told.get_mut(refusal)
            && !over(told.since)
        {
            told.untold += 1;
            return None;
        }
        if self.written.len() >= REMEMBERED_MAX {
            self.written.clear();
        }
        let written = self.written.entry(refusal.case.clone()).or_default();
        if over(written.since) {
            (written.since, written.lines) = (now, 0);
        }
        if written.lines >= LINES_MAX {
            written.untold += 1;
            return None;
        }
        written.lines += 1;
        let untold = std::mem::take(&mut written.untold);
        if self.told.len() >= REMEMBERED_MAX {
            self.told.retain(|_, told| !over(told.since));
            if self.told.len() >= REMEMBERED_MAX {
                self.told.clear();
            }
        }
        let before = self.told.insert(refusal.clone(), Told { since: now, untold: 0 });
        Some(untold + before.map_or(0, |told| told.untold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(session: &str) -> Refusal {
        Refusal {
            case: CaseId::parse("c").unwrap(),
            session: Some(session.into()),
            network: None,
            kind: Kind::RoomRead,
            object: Object::default(),
            code: ErrorCode::NotFound,
        }
    }

    #[test]
    fn the_same_again_is_counted_and_the_next_line_tells() {
        let mut refusals = Refusals::default();
        let first = refusal("phone");
        assert_eq!(refusals.is_line(&first, 0), Some(0));
        for at in 1..=7 {
            assert_eq!(refusals.is_line(&first, at), None);
        }
        assert_eq!(refusals.is_line(&refusal("laptop"), 8), Some(0), "somebody else is a line");
        let other = Refusal { code: ErrorCode::WriteForbidden, ..first.clone() };
        assert_eq!(refusals.is_line(&other, 8), Some(0), "another refusal is a line");
        assert_eq!(refusals.is_line(&first, WITHIN_MS), Some(7));
        assert_eq!(refusals.is_line(&first, 2 * WITHIN_MS), Some(0));
    }

    #[test]
    fn nobody_fills_the_disk_by_trying_doors_from_ever_new_sessions() {
        let mut refusals = Refusals::default();
        let lines = (0..5_000).filter(|number| refusals.is_line(&refusal(&number.to_string()), 1).is_some()).count();
        assert_eq!(lines as u64, LINES_MAX);
        assert_eq!(refusals.is_line(&refusal("later"), 1 + WITHIN_MS), Some(5_000 - LINES_MAX), "none goes uncounted");
    }
}
