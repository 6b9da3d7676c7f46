//! Chance that is the same every time: numbers, orders, words and ids from a seed. Not for secrets.

use std::fmt::Write;

/// A stream of numbers that look random (splitmix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Begins at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.number() >> 1).unwrap_or_default() % sides.max(1)
    }
    /// Puts a list in a random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
    /// That many hexadecimal digits.
    pub fn hex(&mut self, digits: usize) -> String {
        let mut text = String::new();
        while text.len() < digits {
            let _ = write!(text, "{:016x}", self.number());
        }
        text.truncate(digits);
        text
    }
    /// A random item id (docs/document-format.md D2).
    pub fn item(&mut self) -> String {
        let (head, tail) = (self.hex(15), self.hex(15));
        let (a, b, c) = (&head[..8], &head[8..12], &head[12..]);
        format!("{a}-{b}-4{c}-a{}-{}", &tail[..3], &tail[3..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_id_has_the_form_of_one_and_an_order_keeps_everything() {
        let mut dice = Dice::new(1);
        let id = dice.item();
        assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        let mut list: Vec<u32> = (0..50).collect();
        dice.shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<u32>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<u32>>());
    }
}
