//! How often a shard commits. A few people who type are on disk at once; when many type in many documents, a commit waits a
//! few milliseconds for others and carries them along, because what a commit costs is nearly the same for one and for ten
//! (docs/decisions/0014-commits-that-wait-for-company.md).

use crate::document::Timestamp;

/// Commits per second in the long run. More edits than this share commits.
const PER_SECOND: u64 = 30;
/// Commits that may follow each other at once after a quiet while.
const BURST: u64 = 30;
/// Edits that are company enough: a commit of so many waits for nobody.
const COMPANY: usize = 16;
/// One commit, in the units of the store of commits: thousandths, so that a millisecond brings a whole number of them.
const ONE: u64 = 1000;

pub(super) struct Pace {
    /// Commits in store, in thousandths.
    stored: u64,
    counted_at: Timestamp,
}

impl Pace {
    pub fn new(now: Timestamp) -> Self {
        Self { stored: BURST * ONE, counted_at: now }
    }

    /// Whether a commit of what waits may go now; else after how many milliseconds.
    pub fn go(&mut self, now: Timestamp, edits: usize) -> Result<(), u64> {
        let passed = now.saturating_sub(self.counted_at);
        self.counted_at = now;
        self.stored = BURST.saturating_mul(ONE).min(self.stored.saturating_add(passed.saturating_mul(PER_SECOND)));
        if self.stored < ONE && edits < COMPANY {
            return Err((ONE - self.stored).div_ceil(PER_SECOND));
        }
        self.stored = self.stored.saturating_sub(ONE);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks every millisecond for `seconds`, with an edit each `every` ms; how many commits, and the longest wait.
    fn run(every: u64, seconds: u64) -> (u64, u64) {
        let mut pace = Pace::new(0);
        let (mut commits, mut longest) = (0, 0);
        let mut waits_since = None;
        for now in 0..seconds * 1000 {
            if now % every == 0 {
                waits_since.get_or_insert(now);
            }
            if let Some(since) = waits_since
                && pace.go(now, 1).is_ok()
            {
                commits += 1;
                longest = longest.max(now - since);
                waits_since = None;
            }
        }
        (commits, longest)
    }

    #[test]
    fn who_types_alone_never_waits() {
        assert_eq!(run(34, 10), (295, 0));
    }

    #[test]
    fn many_share_commits_and_nobody_waits_long() {
        let (commits, longest) = run(1, 10);
        assert!((300..=330).contains(&commits), "{commits}");
        assert!(longest <= 34, "{longest} ms");
    }

    #[test]
    fn company_enough_waits_for_nobody() {
        let mut pace = Pace::new(0);
        assert!((0..1000).all(|_| pace.go(0, COMPANY).is_ok()));
        assert_eq!(pace.go(0, 1), Err(34));
    }

    #[test]
    fn a_clock_that_goes_back_stops_nothing() {
        let mut pace = Pace::new(5_000);
        for _ in 0..BURST {
            assert!(pace.go(1_000, 1).is_ok());
        }
        assert!(pace.go(1_000, 1).is_err());
        assert!(pace.go(1_034, 1).is_ok());
    }
}
