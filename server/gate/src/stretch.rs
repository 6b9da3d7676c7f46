//! Which letter of a text was put behind which.
//!
//! Yjs lists the letters of a text as the pre-order walk of a tree: above a letter stands the one it was put behind, its
//! left origin. Whoever writes between two letters that stand side by side sees on the right a letter that was put behind
//! the left one, or behind something the left one goes back to, or behind nothing, and that is nothing the left one goes
//! back to itself. Later letters in between change nothing of that. A block of which it is not true is nobody's honest
//! write, and peers that integrate it in different orders of arrival may show the letters of its text in different orders:
//! a right neighbour deep in what others put here ends the search for a place there or not, and one in the same block
//! before the left neighbour splits what was found already. With it they cannot: letters put behind the same one are then
//! ordered among themselves, with all that was put behind them, whatever else their right origins say.

use crate::Id;
use crate::index::Spot;

/// Letters of one client with consecutive clocks, each put behind the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// How many letters stand above the first.
    depth: u32,
    /// How many stretches stand above this one.
    level: u32,
    /// The stretch with the letter that the first was put behind; itself when there is none.
    above: u32,
    /// One further up, so that the way up takes few steps however deep the tree is.
    jump: u32,
}

/// The stretches of one text: those kept and those drafted, numbered on.
#[derive(Clone, Copy)]
pub(crate) struct Stretches<'s> {
    pub kept: &'s [Stretch],
    pub added: &'s [Stretch],
}

impl Stretches<'_> {
    /// Where a letter put behind `left` stands (its depth and stretch), and the stretch that begins with it, if one does.
    pub fn put(self, id: Id, place: u32, left: Option<(Id, Spot)>) -> (Spot, Option<Stretch>) {
        let at = u32::try_from(self.kept.len().saturating_add(self.added.len())).unwrap_or(u32::MAX);
        let Some((before, above)) = left else {
            let first = Stretch { depth: 0, level: 0, above: at, jump: at };
            return (Spot { place, depth: 0, stretch: at }, Some(first));
        };
        let depth = above.depth.saturating_add(1);
        if before.client == id.client && before.clock.saturating_add(1) == id.clock {
            return (Spot { depth, ..above }, None);
        }
        let (level, jump) = self.upwards(above.stretch).unwrap_or((0, above.stretch));
        let first = Stretch { depth, level, above: above.stretch, jump };
        (Spot { place, depth, stretch: at }, Some(first))
    }

    /// Whether the letters `left` and `right` can ever have stood side by side.
    pub fn side_by_side(self, left: Option<Spot>, right: Spot) -> bool {
        if left.is_some_and(|left| self.goes_back_to(left, right.depth, right.stretch)) {
            return false;
        }
        let Some(depth) = right.depth.checked_sub(1) else { return true };
        let (Some(left), Some(stretch)) = (left, self.get(right.stretch)) else { return false };
        let above = if depth >= stretch.depth { right.stretch } else { stretch.above };
        self.goes_back_to(left, depth, above)
    }

    /// Whether a letter is, or goes back to, the one at this depth of this stretch.
    fn goes_back_to(self, letter: Spot, depth: u32, stretch: u32) -> bool {
        depth <= letter.depth && self.up_to(depth, letter.stretch) == Some(stretch)
    }

    fn get(self, at: u32) -> Option<Stretch> {
        let at = at as usize;
        self.kept.get(at).or_else(|| self.added.get(at.checked_sub(self.kept.len())?)).copied()
    }

    /// Level and jump of a stretch below this one: jumps double as long as the two above are equally long.
    fn upwards(self, above: u32) -> Option<(u32, u32)> {
        let parent = self.get(above)?;
        let once = self.get(parent.jump)?;
        let twice = self.get(once.jump)?;
        let equal = parent.level.checked_sub(once.level) == once.level.checked_sub(twice.level);
        Some((parent.level.saturating_add(1), if equal { once.jump } else { above }))
    }

    /// Which stretch has the letter at this depth, on the way up from a stretch that ends below it.
    fn up_to(self, depth: u32, mut at: u32) -> Option<u32> {
        loop {
            let stretch = self.get(at)?;
            if stretch.depth <= depth {
                return Some(at);
            }
            at = if self.get(stretch.jump)?.depth > depth { stretch.jump } else { stretch.above };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(client: u64, clock: u32) -> Id {
        Id { client, clock }
    }

    /// Puts single letters behind others; the spot of each.
    fn tree(behind: &[Option<usize>]) -> (Vec<Stretch>, Vec<Spot>) {
        let (mut kept, mut spots) = (Vec::new(), Vec::<Spot>::new());
        for (at, left) in behind.iter().enumerate() {
            let left = left.map(|left| (id(left as u64, 0), spots[left]));
            let (spot, stretch) = Stretches { kept: &kept, added: &[] }.put(id(at as u64, 0), 1, left);
            kept.extend(stretch);
            spots.push(spot);
        }
        (kept, spots)
    }

    #[test]
    fn letters_typed_on_share_a_stretch() {
        let stretches = Stretches { kept: &[], added: &[] };
        let (first, stretch) = stretches.put(id(7, 0), 1, None);
        let kept = [stretch.unwrap()];
        let stretches = Stretches { kept: &kept, added: &[] };
        let (second, none) = stretches.put(id(7, 1), 1, Some((id(7, 0), first)));
        assert_eq!((second, none), (Spot { place: 1, depth: 1, stretch: 0 }, None));
        assert!(stretches.side_by_side(Some(first), second) && !stretches.side_by_side(Some(second), first));
        assert!(stretches.side_by_side(None, first) && !stretches.side_by_side(None, second));
    }

    #[test]
    fn only_what_was_put_behind_the_left_letter_or_one_it_goes_back_to_can_stand_beside_it() {
        // 0 and 5 behind nothing, 1 behind 0, 2 and 4 behind 1, 3 behind 2.
        let (kept, spots) = tree(&[None, Some(0), Some(1), Some(2), Some(1), None]);
        let beside = |left: usize| {
            let stretches = Stretches { kept: &kept[..2], added: &kept[2..] };
            (0..6).filter(|&right| stretches.side_by_side(Some(spots[left]), spots[right])).collect::<Vec<_>>()
        };
        assert_eq!(beside(0), [1, 5]);
        assert_eq!(beside(3), [4, 5]);
        assert_eq!(beside(4), [2, 5]);
        assert_eq!(beside(5), [0]);
    }

    #[test]
    fn the_way_up_a_deep_tree_is_short_and_right() {
        // Each behind the one before, by alternating clients, with a twig at every third.
        let chain = 3_000;
        let mut behind: Vec<Option<usize>> = (0..chain).map(|at: usize| at.checked_sub(1)).collect();
        behind.extend((0..chain).step_by(3).map(Some));
        let (kept, spots) = tree(&behind);
        let stretches = Stretches { kept: &kept, added: &[] };
        let deepest = spots[chain - 1];
        for (twig, at) in (chain..).zip((0..chain).step_by(3)) {
            assert!(stretches.side_by_side(Some(deepest), spots[twig]));
            assert!(!stretches.side_by_side(at.checked_sub(1).map(|above| spots[above]), spots[twig]));
        }
        let mut steps = 0;
        let mut at = deepest.stretch;
        while at != 0 {
            at = if kept[at as usize].jump == at { 0 } else { kept[at as usize].jump };
            steps += 1;
        }
        assert!(steps < 40, "{steps} steps");
    }
}
