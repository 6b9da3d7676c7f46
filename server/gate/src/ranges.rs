//! Ranges of clocks, and sets of them.

/// Consecutive clocks of one client; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClockRange {
    /// Who made them.
    pub client: u64,
    /// The first clock.
    pub clock: u32,
    /// How many.
    pub len: u32,
}

impl ClockRange {
    /// The clock after the last.
    pub fn end(&self) -> u32 {
        self.clock.saturating_add(self.len)
    }
}

/// Sorts ranges by client and clock and joins those that touch or overlap.
pub(crate) fn join(ranges: &mut Vec<ClockRange>) {
    if ranges.len() < 2 {
        return;
    }
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let touches = next.client == kept.client && next.clock <= kept.end();
        if touches {
            kept.len = next.end().max(kept.end()).saturating_sub(kept.clock);
        }
        touches
    });
}

/// Clocks of one client: sorted ranges that neither touch nor overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct ClockSet {
    /// First clock and the clock after the last.
    ranges: Vec<(u32, u32)>,
}

/// From this many new ranges on, one merge of both lists is cheaper than single insertions.
const MERGE_FROM: usize = 16;

impl ClockSet {
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// Calls `missing` with each part of `start..end` that isn't in the set, in order.
    pub fn gaps(&self, start: u32, end: u32, mut missing: impl FnMut(u32, u32)) {
        let from = self.ranges.partition_point(|&(_, range_end)| range_end <= start);
        let mut at = start;
        for &(range_start, range_end) in self.ranges.get(from..).unwrap_or_default() {
            if range_start >= end {
                break;
            }
            if range_start > at {
                missing(at, range_start);
            }
            at = range_end;
        }
        if at < end {
            missing(at, end);
        }
    }

    /// Adds sorted ranges.
    pub fn add(&mut self, added: impl ExactSizeIterator<Item = (u32, u32)>) {
        if added.len() < MERGE_FROM {
            for (start, end) in added {
                self.add_one(start, end);
            }
            return;
        }
        self.ranges.extend(added);
        // Stable, because that sort sees two sorted halves and merges them.
        self.ranges.sort();
        self.ranges.dedup_by(|next, kept| {
            let touches = next.0 <= kept.1;
            if touches {
                kept.1 = kept.1.max(next.1);
            }
            touches
        });
    }

    fn add_one(&mut self, start: u32, end: u32) {
        let from = self.ranges.partition_point(|&(_, range_end)| range_end < start);
        let touched =
            self.ranges.get(from..).unwrap_or_default().partition_point(|&(range_start, _)| range_start <= end);
        let until = from.saturating_add(touched);
        if let Some(last) = until.checked_sub(1).filter(|_| touched > 0).and_then(|at| self.ranges.get(at).copied())
            && let Some(first) = self.ranges.get_mut(from)
        {
            *first = (first.0.min(start), last.1.max(end));
            self.ranges.drain(from.saturating_add(1)..until);
        } else {
            self.ranges.insert(from, (start, end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ranges: &[(u32, u32)]) -> ClockSet {
        let mut set = ClockSet::default();
        set.add(ranges.iter().copied());
        set
    }

    fn gaps(set: &ClockSet, start: u32, end: u32) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        set.gaps(start, end, |from, to| found.push((from, to)));
        found
    }

    #[test]
    fn touching_ranges_become_one() {
        assert_eq!(set(&[(0, 2), (4, 6), (2, 4)]).ranges(), &[(0, 6)]);
        assert_eq!(set(&[(0, 1), (2, 3), (4, 5), (1, 9)]).ranges(), &[(0, 9)]);
        assert_eq!(set(&[(8, 9), (2, 3)]).ranges(), &[(2, 3), (8, 9)]);
    }

    #[test]
    fn many_at_once_and_one_by_one_give_the_same_set() {
        let ranges: Vec<(u32, u32)> = (0..40).map(|at| (at * 7 % 80, at * 7 % 80 + 2)).collect();
        let mut single = ClockSet::default();
        for &(start, end) in &ranges {
            single.add_one(start, end);
        }
        assert_eq!(set(&ranges), single);
    }

    #[test]
    fn gaps_are_what_is_not_in_the_set() {
        let set = set(&[(2, 4), (6, 8)]);
        assert_eq!(gaps(&set, 0, 10), [(0, 2), (4, 6), (8, 10)]);
        assert_eq!(gaps(&set, 2, 4), []);
        assert_eq!(gaps(&set, 3, 7), [(4, 6)]);
        assert_eq!(gaps(&set, 8, 9), [(8, 9)]);
    }

    #[test]
    fn joined_ranges_keep_clients_apart() {
        let range = |client, clock, len| ClockRange { client, clock, len };
        let mut ranges = vec![range(2, 0, 1), range(1, 3, 2), range(1, 0, 4), range(1, 9, 1)];
        join(&mut ranges);
        assert_eq!(ranges, [range(1, 0, 5), range(1, 9, 1), range(2, 0, 1)]);
    }
}
