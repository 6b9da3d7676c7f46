//! Reading words that are about to be taken out of a text, while they are still there.

use samenbeeld_gate::ClockRange;
use yrs::block::ClientID;
use yrs::branch::BranchID;
use yrs::{Assoc, GetString, ID, ReadTxn, StickyIndex};

use super::letters::Letters;
use crate::document::authors::TakenOut;

/// Places looked up for one update: each walks through a text. What can't be read within this is not remembered, and
/// belongs to who puts it back.
const LOOKUPS_MAX: usize = 128;

/// Where a piece stands.
struct Found {
    root: String,
    /// In UTF-16 units of the text.
    index: u32,
    range: ClockRange,
}

/// The words of these ranges, those that stand together as one.
pub fn about_to_go(transaction: &impl ReadTxn, ranges: &[ClockRange], letters: Option<&Letters>) -> Vec<TakenOut> {
    // Taking back letter by letter is how people type; where it stands doesn't matter then.
    if let [only] = ranges
        && only.len == 1
        && let Some(letter) = letters.and_then(|letters| letters.at(*only))
    {
        return vec![TakenOut { words: vec![letter], parts: vec![*only] }];
    }
    let mut lookups = LOOKUPS_MAX;
    let mut found = Vec::new();
    for range in ranges {
        find(transaction, *range, &mut lookups, &mut found);
    }
    found.sort_by(|a, b| (&a.root, a.index).cmp(&(&b.root, b.index)));
    let mut gone: Vec<TakenOut> = Vec::new();
    let mut text: (String, Vec<u16>) = Default::default();
    let mut end = 0;
    for piece in found {
        let other = text.0 != piece.root;
        if other {
            let Some(root) = transaction.get_text(piece.root.as_str()) else { continue };
            text = (piece.root, root.get_string(transaction).encode_utf16().collect());
        }
        let from = piece.index as usize;
        let Some(words) = text.1.get(from..from + piece.range.len as usize) else { continue };
        match gone.last_mut().filter(|_| !other && end == piece.index) {
            Some(last) => {
                last.words.extend_from_slice(words);
                last.parts.push(piece.range);
            }
            None => gone.push(TakenOut { words: words.to_vec(), parts: vec![piece.range] }),
        }
        end = piece.index + piece.range.len;
    }
    gone
}

/// Cuts a range where others wrote in between.
fn find(transaction: &impl ReadTxn, range: ClockRange, lookups: &mut usize, found: &mut Vec<Found>) {
    let Some(left) = lookups.checked_sub(2) else { return };
    *lookups = left;
    let Some((root, index)) = place(transaction, range.client, range.clock) else { return };
    let last = place(transaction, range.client, range.end() - 1);
    if last.is_some_and(|(last_root, last)| last_root == root && last.checked_sub(index) == Some(range.len - 1)) {
        return found.push(Found { root, index, range });
    }
    if range.len > 1 {
        let half = range.len / 2;
        find(transaction, ClockRange { len: half, ..range }, lookups, found);
        let rest = ClockRange { clock: range.clock + half, len: range.len - half, ..range };
        find(transaction, rest, lookups, found);
    }
}

fn place(transaction: &impl ReadTxn, client: u64, clock: u32) -> Option<(String, u32)> {
    let id = ID::new(ClientID::new(client), clock);
    let at = StickyIndex::from_id(id, Assoc::After).get_offset(transaction)?;
    match at.branch.id() {
        BranchID::Root(root) => Some((root.to_string(), at.index)),
        BranchID::Nested(_) => None,
    }
}
