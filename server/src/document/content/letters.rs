//! The letters of a document's texts by client and clock: what one of them was is known without a walk through its text.
//!
//! Kept only beside a living yrs document, and only from the first removal on. Bounded: what doesn't fit is looked up in the
//! text itself, which costs as much as the text is long.

use std::collections::HashMap;

use samenbeeld_gate::{ClockRange, TextPiece};

/// UTF-16 units kept; those of a text that is as long as a document may be.
const UNITS_MAX: usize = 2 * 1024 * 1024;

#[derive(Default)]
pub struct Letters {
    /// By client: where a stretch begins, and its units. In the order of the clocks, and never two that overlap.
    stretches: HashMap<u64, Vec<(u32, Vec<u16>)>>,
    units: usize,
}

impl Letters {
    pub fn add(&mut self, piece: &TextPiece<'_>) {
        if self.units.saturating_add(piece.range.len as usize) > UNITS_MAX {
            return;
        }
        let stretches = self.stretches.entry(piece.range.client).or_default();
        let end = stretches.last().map(|(clock, units)| ends(*clock, units));
        if end.is_some_and(|end| end > piece.range.clock) {
            // Known, or out of order: the text itself knows.
            return;
        }
        if end != Some(piece.range.clock) {
            stretches.push((piece.range.clock, Vec::new()));
        }
        let Some((_, units)) = stretches.last_mut() else { return };
        let known = units.len();
        units.extend(piece.words.encode_utf16());
        self.units += units.len() - known;
    }

    /// The unit at one clock.
    pub fn at(&self, range: ClockRange) -> Option<u16> {
        let stretches = self.stretches.get(&range.client)?;
        let after = stretches.partition_point(|(clock, _)| *clock <= range.clock);
        let (clock, units) = stretches.get(after.checked_sub(1)?)?;
        units.get((range.clock - clock) as usize).copied()
    }
}

fn ends(clock: u32, units: &[u16]) -> u32 {
    u32::try_from(units.len()).map_or(u32::MAX, |len| clock.saturating_add(len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(client: u64, clock: u32, words: &str) -> TextPiece<'_> {
        let len = words.encode_utf16().count() as u32;
        TextPiece { range: ClockRange { client, clock, len }, words, left: None, right: None }
    }

    fn at(letters: &Letters, client: u64, clock: u32) -> Option<char> {
        letters.at(ClockRange { client, clock, len: 1 }).and_then(|unit| char::from_u32(unit.into()))
    }

    #[test]
    fn each_letter_is_found_by_its_clock() {
        let mut letters = Letters::default();
        letters.add(&piece(7, 0, "moe"));
        letters.add(&piece(7, 3, "der"));
        letters.add(&piece(7, 10, "zus"));
        letters.add(&piece(9, 0, "x"));
        assert_eq!([4, 10, 12].map(|clock| at(&letters, 7, clock)), [Some('e'), Some('z'), Some('s')]);
        assert_eq!(at(&letters, 9, 0), Some('x'));
        assert_eq!([6, 9, 13].map(|clock| at(&letters, 7, clock)), [None; 3]);
        assert_eq!(at(&letters, 8, 0), None);
    }

    #[test]
    fn what_is_added_twice_stays_as_it_was() {
        let mut letters = Letters::default();
        letters.add(&piece(7, 0, "moeder"));
        letters.add(&piece(7, 3, "xxx"));
        assert_eq!(at(&letters, 7, 3), Some('d'));
        assert_eq!(letters.units, 6);
    }
}
