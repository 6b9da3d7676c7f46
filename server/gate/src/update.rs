//! Updates, format v1: walked once to check every byte, kept as borrowed bytes, walked again when judged.
//!
//! Nothing but one small record per client is kept of the blocks, so that the memory a message costs stays near its size.

use crate::ranges::{ClockRange, join};
use crate::read::{Malformed, Reader, clock_after};
use crate::value::skip_value;
use crate::{CLIENTS_MAX, Id, KEY_MAX, ROOT_MAX, TEXT_MAX, UPDATE_MAX};

/// An update whose every byte was checked. It borrows the bytes.
#[derive(Debug, Clone)]
pub struct Update<'a> {
    pub(crate) bytes: &'a [u8],
    /// Sorted by client.
    pub(crate) sections: Vec<Section<'a>>,
    /// Sorted and joined.
    pub(crate) deletes: Vec<ClockRange>,
    /// Whether the bytes already are what we would write: no empty section, delete set sorted and joined.
    pub(crate) tidy: bool,
    pub(crate) source: Source,
}

impl<'a> Update<'a> {
    /// The pieces of text it holds, client by client.
    pub fn texts(&self) -> impl Iterator<Item = TextPiece<'a>> {
        self.sections.iter().flat_map(|section| {
            let mut blocks = section.blocks;
            let piece = move |block: Block<'a>| match block.content {
                Content::Text(words) => Some(TextPiece {
                    range: ClockRange {
                        client: section.client,
                        clock: block.clock,
                        len: block.end.saturating_sub(block.clock),
                    },
                    words,
                    left: block.left.map(|id| (id.client, id.clock)),
                    right: block.right.map(|id| (id.client, id.clock)),
                }),
                _ => None,
            };
            // Every block was read once when the update was parsed.
            std::iter::from_fn(move || blocks.next().ok().flatten()).filter_map(piece)
        })
    }
}

impl Update<'_> {
    /// The clients whose blocks it holds, sorted. It may hold them without saying anything new.
    pub fn clients(&self) -> impl Iterator<Item = u64> {
        self.sections.iter().map(|section| section.client)
    }

    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.deletes.is_empty()
    }
}

/// One piece of text as it was written: its clocks count UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPiece<'a> {
    pub range: ClockRange,
    pub words: &'a str,
    /// Client and clock of what stood left of it when it was written.
    pub left: Option<(u64, u32)>,
    /// Client and clock of what stood right of it.
    pub right: Option<(u64, u32)>,
}

/// Whose bytes these are, which decides some limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A client's message.
    Peer,
    /// Our own stored state, in which texts and deleted ranges have grown together.
    Store,
}

impl Source {
    fn text_max(self) -> usize {
        match self {
            Source::Peer => TEXT_MAX,
            Source::Store => usize::MAX,
        }
    }
}

/// The blocks of one client.
#[derive(Debug, Clone)]
pub(crate) struct Section<'a> {
    pub client: u64,
    /// The first clock.
    pub clock: u32,
    /// The clock after the last block before the first Skip.
    pub cut: u32,
    pub skips: bool,
    pub blocks: Blocks<'a>,
}

/// The blocks of a section that are not yet read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blocks<'a> {
    reader: Reader<'a>,
    left: usize,
    clock: u32,
    source: Source,
}

impl<'a> Blocks<'a> {
    /// The next block, or `None` after the last.
    #[inline]
    pub fn next(&mut self) -> Result<Option<Block<'a>>, Malformed> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        let block = read_block(&mut self.reader, self.clock, self.source)?;
        self.clock = block.end;
        Ok(Some(block))
    }
}

/// One struct of Yjs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block<'a> {
    pub clock: u32,
    /// The clock after it.
    pub end: u32,
    pub info: u8,
    pub left: Option<Id>,
    pub right: Option<Id>,
    pub parent: Parent<'a>,
    pub content: Content<'a>,
    pub bytes: &'a [u8],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parent<'a> {
    /// That of the neighbour.
    Neighbour,
    /// A root, and the key if it is a map.
    Root { name: &'a str, key: Option<&'a str> },
    /// Another item.
    Item,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    /// Gone, with its place.
    Gc,
    /// A hole: the writer didn't have these clocks.
    Skip,
    /// Gone, its place known.
    Deleted,
    Text(&'a str),
    /// Plain values, one per clock.
    Values(&'a [u8]),
}

pub(crate) const INFO_GC: u8 = 0;
pub(crate) const INFO_DELETED: u8 = 1;
pub(crate) const INFO_TEXT: u8 = 4;
pub(crate) const INFO_VALUES: u8 = 8;
pub(crate) const INFO_SKIP: u8 = 10;
pub(crate) const HAS_LEFT: u8 = 0x80;
pub(crate) const HAS_RIGHT: u8 = 0x40;
pub(crate) const HAS_KEY: u8 = 0x20;
/// Low five bits: Yjs looks at five, other libraries at four, so the fifth must be off.
pub(crate) const KIND: u8 = 0x1f;

/// Reads a peer's update (docs/protocol.md G1, G2).
pub fn parse_update(bytes: &[u8]) -> Result<Update<'_>, Malformed> {
    parse(bytes, Source::Peer)
}

pub(crate) fn parse(bytes: &[u8], source: Source) -> Result<Update<'_>, Malformed> {
    // What was accepted once must load again, whatever the limit says now.
    if source == Source::Peer && bytes.len() > UPDATE_MAX {
        return Err(Malformed::TooLarge);
    }
    let mut reader = Reader::new(bytes);
    let mut tidy = true;
    let count = reader.count(3)?;
    if count > CLIENTS_MAX {
        return Err(Malformed::TooLarge);
    }
    let mut sections = Vec::with_capacity(count);
    for _ in 0..count {
        match read_section(&mut reader, source)? {
            Some(section) => sections.push(section),
            None => tidy = false,
        }
    }
    sort_sections(&mut sections)?;
    let deletes = read_deletes(&mut reader, &mut tidy)?;
    reader.end()?;
    Ok(Update { bytes, sections, deletes, tidy, source })
}

/// Clients that appear twice are refused: Yjs keeps the last section of the two, other libraries another.
fn sort_sections(sections: &mut [Section<'_>]) -> Result<(), Malformed> {
    sections.sort_unstable_by_key(|section| section.client);
    if sections.windows(2).any(|pair| matches!(pair, [a, b] if a.client == b.client)) {
        return Err(Malformed::DuplicateClient);
    }
    Ok(())
}

fn read_section<'a>(reader: &mut Reader<'a>, source: Source) -> Result<Option<Section<'a>>, Malformed> {
    // The smallest block is an info byte and a length.
    let count = usize::try_from(reader.number()?).map_err(|_| Malformed::Count)?;
    let client = reader.number()?;
    let clock = reader.clock()?;
    if count.checked_mul(2).is_none_or(|needed| needed > reader.rest().len()) {
        return Err(Malformed::Count);
    }
    if count == 0 {
        return Ok(None);
    }
    let blocks = Blocks { reader: *reader, left: count, clock, source };
    let mut walk = blocks;
    let mut cut = None;
    while let Some(block) = walk.next()? {
        if block.content == Content::Skip && cut.is_none() {
            cut = Some(block.clock);
        }
    }
    *reader = walk.reader;
    Ok(Some(Section { client, clock, cut: cut.unwrap_or(walk.clock), skips: cut.is_some(), blocks }))
}

#[inline]
fn read_block<'a>(reader: &mut Reader<'a>, clock: u32, source: Source) -> Result<Block<'a>, Malformed> {
    let start = *reader;
    let info = reader.byte()?;
    let (mut left, mut right, mut parent) = (None, None, Parent::Neighbour);
    let (content, len) = match info & KIND {
        // Flags on these are ignored by Yjs and read as fields by others.
        INFO_GC | INFO_SKIP if info & !KIND != 0 => return Err(Malformed::Content),
        INFO_GC => (Content::Gc, reader.clocks()?),
        INFO_SKIP => (Content::Skip, reader.clocks()?),
        kind @ (INFO_DELETED | INFO_TEXT | INFO_VALUES) => {
            if info & HAS_LEFT != 0 {
                left = Some(read_id(reader)?);
            }
            if info & HAS_RIGHT != 0 {
                right = Some(read_id(reader)?);
            }
            if left.is_none() && right.is_none() {
                parent = read_parent(reader, info & HAS_KEY != 0)?;
            }
            match kind {
                INFO_DELETED => (Content::Deleted, reader.clocks()?),
                INFO_TEXT => {
                    let text = reader.string(source.text_max())?;
                    (Content::Text(text), units(text)?)
                }
                _ => read_values(reader)?,
            }
        }
        _ => return Err(Malformed::Content),
    };
    let end = clock_after(clock, len)?;
    Ok(Block { clock, end, info, left, right, parent, content, bytes: reader.since(&start) })
}

fn read_id(reader: &mut Reader<'_>) -> Result<Id, Malformed> {
    Ok(Id { client: reader.number()?, clock: reader.clock()? })
}

fn read_parent<'a>(reader: &mut Reader<'a>, keyed: bool) -> Result<Parent<'a>, Malformed> {
    match reader.number()? {
        1 => {
            let name = reader.key(ROOT_MAX)?;
            let key = if keyed { Some(reader.key(KEY_MAX)?) } else { None };
            Ok(Parent::Root { name, key })
        }
        0 => {
            read_id(reader)?;
            if keyed {
                reader.key(KEY_MAX)?;
            }
            Ok(Parent::Item)
        }
        _ => Err(Malformed::Content),
    }
}

fn read_values<'a>(reader: &mut Reader<'a>) -> Result<(Content<'a>, u32), Malformed> {
    let count = reader.count(1)?;
    let len = u32::try_from(count).map_err(|_| Malformed::Count)?;
    if len == 0 {
        return Err(Malformed::Empty);
    }
    let start = *reader;
    for _ in 0..count {
        skip_value(reader)?;
    }
    Ok((Content::Values(reader.since(&start)), len))
}

/// The length of a text in UTF-16 code units, which is how Yjs counts.
#[inline]
fn units(text: &str) -> Result<u32, Malformed> {
    let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    match u32::try_from(units) {
        Ok(0) => Err(Malformed::Empty),
        Ok(units) => Ok(units),
        Err(_) => Err(Malformed::TooLarge),
    }
}

fn read_deletes(reader: &mut Reader<'_>, tidy: &mut bool) -> Result<Vec<ClockRange>, Malformed> {
    let clients = reader.count(2)?;
    let mut deletes: Vec<ClockRange> = Vec::new();
    let mut seen = Vec::new();
    for _ in 0..clients {
        let client = reader.number()?;
        let ranges = reader.count(2)?;
        *tidy &= ranges > 0;
        seen.push(client);
        let mut floor = None;
        for _ in 0..ranges {
            let clock = reader.clock()?;
            let len = reader.clocks()?;
            let end = clock_after(clock, len)?;
            // A range that touches the one before is legal, but not how it would be written.
            *tidy &= floor.is_none_or(|floor| clock > floor);
            floor = Some(end);
            deletes.push(ClockRange { client, clock, len });
        }
    }
    seen.sort_unstable();
    if seen.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
        return Err(Malformed::DuplicateClient);
    }
    join(&mut deletes);
    Ok(deletes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
    }

    #[test]
    fn an_empty_update_is_two_zeros() {
        let bytes = [0, 0];
        let update = parse_update(&bytes).unwrap();
        assert!(update.is_empty() && update.tidy);
        assert_eq!(parse_update(&[]).unwrap_err(), Malformed::Truncated);
        assert_eq!(parse_update(&[0, 0, 0]).unwrap_err(), Malformed::Trailing);
    }

    #[test]
    fn a_text_is_as_long_as_its_utf16_units() {
        let mut bytes = hex("01 01 07 00 04 01 01 74");
        let text = "aë😀";
        bytes.push(u8::try_from(text.len()).unwrap());
        bytes.extend(text.as_bytes());
        bytes.push(0);
        let update = parse_update(&bytes).unwrap();
        assert_eq!((update.sections[0].client, update.sections[0].cut), (7, 4));
        let block = update.sections[0].blocks.clone().next().unwrap().unwrap();
        assert_eq!(block.content, Content::Text(text));
        assert_eq!(block.parent, Parent::Root { name: "t", key: None });
    }

    #[test]
    fn a_skip_cuts_where_it_starts() {
        let bytes = hex("01 03 07 02 00 03 0a 02 00 01 00");
        let update = parse_update(&bytes).unwrap();
        assert_eq!((update.sections[0].clock, update.sections[0].cut, update.sections[0].skips), (2, 5, true));
    }

    #[test]
    fn an_untidy_delete_set_is_read_but_noted() {
        let tidy = |text: &str| parse_update(&hex(text)).map(|update| (update.tidy, update.deletes.len()));
        assert_eq!(tidy("00 01 07 02 00 01 02 01"), Ok((true, 2)));
        assert_eq!(tidy("00 01 07 02 00 01 01 01"), Ok((false, 1)));
        assert_eq!(tidy("00 01 07 02 02 01 00 01"), Ok((false, 2)));
        assert_eq!(tidy("00 01 07 00"), Ok((false, 0)));
        assert_eq!(tidy("00 02 07 01 00 01 07 01 02 01"), Err(Malformed::DuplicateClient));
    }
}
