//! Writing clean bytes: what is left of an update after clipping.

use crate::Id;
use crate::ranges::ClockRange;
use crate::read::{Malformed, Reader};
use crate::update::{
    Block, Content, HAS_KEY, HAS_LEFT, HAS_RIGHT, INFO_DELETED, INFO_GC, INFO_TEXT, INFO_VALUES, Parent,
};
use crate::value::skip_value;

/// Appends an unsigned LEB128 number.
pub(crate) fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7f).unwrap_or_default() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or_default());
}

fn put_clock(out: &mut Vec<u8>, clock: u32) {
    put_number(out, u64::from(clock));
}

fn put_string(out: &mut Vec<u8>, parts: [&str; 2]) {
    let len = parts.iter().fold(0_u64, |len, part| len.saturating_add(part.len() as u64));
    put_number(out, len);
    for part in parts {
        out.extend_from_slice(part.as_bytes());
    }
}

fn put_id(out: &mut Vec<u8>, id: Id) {
    put_number(out, id.client);
    put_clock(out, id.clock);
}

/// Appends a block that takes clocks and says nothing.
pub(crate) fn put_gc(out: &mut Vec<u8>, len: u32) {
    out.push(INFO_GC);
    put_clock(out, len);
}

/// Appends the part of a block from `clock` on, as Yjs writes a block with an offset: the left origin becomes the clock
/// before, the right origin stays, the parent is left out. `block` is the uncut one.
pub(crate) fn put_block(out: &mut Vec<u8>, client: u64, block: &Block<'_>, clock: u32) -> Result<(), Malformed> {
    let offset = clock.saturating_sub(block.clock);
    if offset == 0 {
        out.extend_from_slice(block.bytes);
        return Ok(());
    }
    let len = block.end.saturating_sub(clock);
    let kind = match block.content {
        Content::Gc | Content::Skip => {
            put_gc(out, len);
            return Ok(());
        }
        Content::Deleted => INFO_DELETED,
        Content::Text(_) => INFO_TEXT,
        Content::Values(_) => INFO_VALUES,
    };
    let right = if block.right.is_some() { HAS_RIGHT } else { 0 };
    out.push(kind | HAS_LEFT | right | (block.info & HAS_KEY));
    put_id(out, Id { client, clock: clock.saturating_sub(1) });
    if let Some(right) = block.right {
        put_id(out, right);
    }
    match block.content {
        Content::Text(text) => put_string(out, text_from(text, offset)),
        Content::Values(values) => {
            put_clock(out, len);
            out.extend_from_slice(values_from(values, offset)?);
        }
        Content::Deleted | Content::Gc | Content::Skip => put_clock(out, len),
    }
    Ok(())
}

/// The text from a UTF-16 offset on. When that splits a surrogate pair, its second half becomes U+FFFD, as in Yjs.
fn text_from(text: &str, offset: u32) -> [&str; 2] {
    let mut units = 0_u32;
    for (at, letter) in text.char_indices() {
        if units == offset {
            return ["", text.get(at..).unwrap_or_default()];
        }
        units = units.saturating_add(if letter.len_utf8() == 4 { 2 } else { 1 });
        if units > offset {
            let after = at.saturating_add(letter.len_utf8());
            return ["\u{fffd}", text.get(after..).unwrap_or_default()];
        }
    }
    ["", ""]
}

fn values_from(values: &[u8], offset: u32) -> Result<&[u8], Malformed> {
    let mut reader = Reader::new(values);
    for _ in 0..offset {
        skip_value(&mut reader)?;
    }
    Ok(reader.rest())
}

/// Appends a delete set of sorted, joined ranges, largest client first.
pub(crate) fn put_deletes(out: &mut Vec<u8>, ranges: &[ClockRange]) {
    let groups = || ranges.chunk_by(|a, b| a.client == b.client);
    put_number(out, groups().count() as u64);
    for group in groups().rev() {
        let Some(first) = group.first() else { continue };
        put_number(out, first.client);
        put_number(out, group.len() as u64);
        for range in group {
            put_clock(out, range.clock);
            put_clock(out, range.len);
        }
    }
}

/// A block as it stands when everything before `clock` is known.
pub(crate) fn cut_block<'a>(client: u64, block: Block<'a>, clock: u32) -> Block<'a> {
    let offset = clock.saturating_sub(block.clock);
    if offset == 0 || block.content == Content::Gc {
        return Block { clock: clock.max(block.clock), ..block };
    }
    let left = Some(Id { client, clock: clock.saturating_sub(1) });
    Block { clock, left, parent: Parent::Neighbour, ..block }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_through_a_surrogate_pair_leaves_a_replacement_character() {
        assert_eq!(text_from("a😀b", 1), ["", "😀b"]);
        assert_eq!(text_from("a😀b", 2), ["\u{fffd}", "b"]);
        assert_eq!(text_from("a😀b", 3), ["", "b"]);
    }

    #[test]
    fn values_are_cut_between_values() {
        assert_eq!(values_from(&[119, 1, b'x', 126, 120], 1), Ok(&[126, 120][..]));
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for value in [0, 1, 127, 128, 300, 1 << 31, crate::CLIENT_ID_MAX] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, value);
            assert_eq!(Reader::new(&bytes).number(), Ok(value));
        }
    }

    #[test]
    fn deletes_are_grouped_by_client() {
        let range = |client, clock, len| ClockRange { client, clock, len };
        let mut bytes = Vec::new();
        put_deletes(&mut bytes, &[range(1, 0, 2), range(1, 5, 1), range(9, 3, 3)]);
        assert_eq!(bytes, [2, 9, 1, 3, 3, 1, 2, 0, 2, 5, 1]);
    }
}
