//! What is inside a journal record before it is sealed: what was applied, and who did what in it.
//!
//! One record is one commit of one document. It holds the merged update, and for each update that went into it the
//! person on whose connection it came and the ranges it inserted and newly deleted (docs/protocol.md C4). Client ids are
//! bound elsewhere; this is the evidence. Words that were put back keep their author: for them the record also says whose
//! they are (docs/protocol.md C5). Numbers are LEB128, names have a length of one byte.

use samenbeeld_schema::ids::PersonId;

/// The form of a record in which everybody's words are their own, and its first byte.
const FORM: u8 = 1;
/// The form of a record that also has author runs.
const FORM_WITH_RUNS: u8 = 2;
/// Largest record, in bytes, before sealing.
pub const RECORD_MAX: usize = 16 * 1024 * 1024;

/// Why bytes are no record, or a record has no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    #[error("a record has at most {RECORD_MAX} bytes")]
    TooLarge,
    #[error("the record has a form this program doesn't know")]
    Form,
    #[error("the record isn't well formed")]
    Malformed,
}

/// What one commit did to one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// All updates of the commit as one update (format v1), clean: what is applied when the document is loaded.
    pub update: Vec<u8>,
    /// The updates it was made of, in the order of receipt.
    pub parts: Vec<Part>,
    /// Whose words these are where they aren't by who sent them.
    pub runs: Vec<AuthorRun>,
}

/// Words of one person under the client id of another, who put them back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorRun {
    pub range: Range,
    pub person: PersonId,
}

/// One update of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub person: PersonId,
    /// The server's own number of the connection.
    pub connection: u64,
    /// Milliseconds of the server's clock.
    pub received: u64,
    pub kind: PartKind,
    pub inserted: Vec<Range>,
    /// What was not deleted before; a delete is its receiver's.
    pub deleted: Vec<Range>,
}

/// How an update came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// The person wrote it.
    Edit,
    /// Brought in from elsewhere in the person's name, not yet confirmed by them.
    Import,
    /// An earlier state brought back by the person.
    Restore,
    /// Copied from the room before this one.
    Successor,
}

/// Neighbouring clocks of one client id. It holds at least one, and ends within 32 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    client: u64,
    clock: u32,
    len: u32,
}

impl Range {
    /// A range of `len` clocks from `clock`; `None` when it is empty or ends past 32 bits.
    pub fn new(client: u64, clock: u32, len: u32) -> Option<Self> {
        (len > 0 && clock.checked_add(len).is_some()).then_some(Self { client, clock, len })
    }
    pub fn client(&self) -> u64 {
        self.client
    }
    /// The first clock.
    pub fn clock(&self) -> u32 {
        self.clock
    }
    /// How many clocks.
    pub fn len(&self) -> u32 {
        self.len
    }
    /// Never: a range holds at least one clock.
    pub fn is_empty(&self) -> bool {
        false
    }
    /// The clock after the last.
    pub fn end(&self) -> u32 {
        self.clock + self.len
    }
}

impl PartKind {
    fn to_byte(self) -> u8 {
        match self {
            Self::Edit => 0,
            Self::Import => 1,
            Self::Restore => 2,
            Self::Successor => 3,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Edit, Self::Import, Self::Restore, Self::Successor].into_iter().find(|kind| kind.to_byte() == byte)
    }
}

impl Record {
    /// The bytes to seal.
    pub fn encode(&self) -> Result<Vec<u8>, RecordError> {
        let mut persons = Persons::default();
        let mut parts = Vec::with_capacity(24 * self.parts.len());
        for part in &self.parts {
            put_number(&mut parts, persons.index(&part.person));
            put_number(&mut parts, part.connection);
            put_number(&mut parts, part.received);
            parts.push(part.kind.to_byte());
            put_ranges(&mut parts, &part.inserted);
            put_ranges(&mut parts, &part.deleted);
        }
        let mut runs = Vec::with_capacity(12 * self.runs.len());
        if !self.runs.is_empty() {
            put_runs(&mut runs, &self.runs, &mut persons);
        }
        let mut bytes = Vec::with_capacity(self.update.len() + parts.len() + runs.len() + 40 * persons.0.len() + 24);
        bytes.push(if self.runs.is_empty() { FORM } else { FORM_WITH_RUNS });
        persons.put(&mut bytes)?;
        put_number(&mut bytes, self.parts.len() as u64);
        bytes.append(&mut parts);
        bytes.append(&mut runs);
        put_number(&mut bytes, self.update.len() as u64);
        bytes.extend_from_slice(&self.update);
        if bytes.len() > RECORD_MAX { Err(RecordError::TooLarge) } else { Ok(bytes) }
    }

    /// Reads the bytes that were sealed. Takes no more memory than a small multiple of them, whatever they say.
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        if bytes.len() > RECORD_MAX {
            return Err(RecordError::TooLarge);
        }
        let mut reader = Reader(bytes);
        let form = reader.byte()?;
        if form != FORM && form != FORM_WITH_RUNS {
            return Err(RecordError::Form);
        }
        let persons = reader.list(2, Reader::person)?;
        let parts = reader.list(6, |reader| reader.part(&persons))?;
        let runs = if form == FORM_WITH_RUNS { reader.runs(&persons)? } else { Vec::new() };
        let size = reader.count(1)?;
        let update = reader.take(size)?.to_vec();
        if reader.0.is_empty() { Ok(Self { update, parts, runs }) } else { Err(RecordError::Malformed) }
    }
}

/// Few persons write many parts: each name stands there once.
#[derive(Default)]
pub(crate) struct Persons<'a>(Vec<&'a PersonId>);

impl<'a> Persons<'a> {
    fn index(&mut self, person: &'a PersonId) -> u64 {
        let index = self.0.iter().position(|known| *known == person).unwrap_or_else(|| {
            self.0.push(person);
            self.0.len() - 1
        });
        index as u64
    }

    pub(crate) fn put(&self, bytes: &mut Vec<u8>) -> Result<(), RecordError> {
        put_number(bytes, self.0.len() as u64);
        for person in &self.0 {
            let name = person.as_str().as_bytes();
            // A name has at most 120 bytes.
            bytes.push(u8::try_from(name.len()).map_err(|_| RecordError::TooLarge)?);
            bytes.extend_from_slice(name);
        }
        Ok(())
    }
}

pub(crate) fn put_runs<'a>(bytes: &mut Vec<u8>, runs: &'a [AuthorRun], persons: &mut Persons<'a>) {
    put_number(bytes, runs.len() as u64);
    for run in runs {
        put_number(bytes, persons.index(&run.person));
        put_range(bytes, run.range);
    }
}

fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn put_ranges(bytes: &mut Vec<u8>, ranges: &[Range]) {
    put_number(bytes, ranges.len() as u64);
    for range in ranges {
        put_range(bytes, *range);
    }
}

fn put_range(bytes: &mut Vec<u8>, range: Range) {
    put_number(bytes, range.client);
    put_number(bytes, u64::from(range.clock));
    put_number(bytes, u64::from(range.len));
}

pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn byte(&mut self) -> Result<u8, RecordError> {
        let (first, rest) = self.0.split_first().ok_or(RecordError::Malformed)?;
        self.0 = rest;
        Ok(*first)
    }

    fn take(&mut self, size: usize) -> Result<&'a [u8], RecordError> {
        let (taken, rest) = self.0.split_at_checked(size).ok_or(RecordError::Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u64, RecordError> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let low = u64::from(byte & 0x7F);
            if low << shift >> shift != low {
                return Err(RecordError::Malformed);
            }
            number |= low << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(RecordError::Malformed)
    }

    /// A count of things of at least `least` bytes each: never more than there can be.
    fn count(&mut self, least: usize) -> Result<usize, RecordError> {
        let count = usize::try_from(self.number()?).map_err(|_| RecordError::Malformed)?;
        if count > self.0.len() / least { Err(RecordError::Malformed) } else { Ok(count) }
    }

    pub(crate) fn list<T>(
        &mut self,
        least: usize,
        mut one: impl FnMut(&mut Self) -> Result<T, RecordError>,
    ) -> Result<Vec<T>, RecordError> {
        let count = self.count(least)?;
        (0..count).map(|_| one(self)).collect()
    }

    pub(crate) fn person(&mut self) -> Result<PersonId, RecordError> {
        let size = self.byte()?;
        let name = std::str::from_utf8(self.take(usize::from(size))?).map_err(|_| RecordError::Malformed)?;
        PersonId::parse(name).map_err(|_| RecordError::Malformed)
    }

    pub(crate) fn runs(&mut self, persons: &[PersonId]) -> Result<Vec<AuthorRun>, RecordError> {
        self.list(4, |reader| Ok(AuthorRun { person: reader.one_of(persons)?, range: reader.range()? }))
    }

    fn one_of(&mut self, persons: &[PersonId]) -> Result<PersonId, RecordError> {
        let person = usize::try_from(self.number()?).ok().and_then(|index| persons.get(index));
        Ok(person.ok_or(RecordError::Malformed)?.clone())
    }

    fn part(&mut self, persons: &[PersonId]) -> Result<Part, RecordError> {
        Ok(Part {
            person: self.one_of(persons)?,
            connection: self.number()?,
            received: self.number()?,
            kind: PartKind::from_byte(self.byte()?).ok_or(RecordError::Malformed)?,
            inserted: self.list(3, Self::range)?,
            deleted: self.list(3, Self::range)?,
        })
    }

    fn range(&mut self) -> Result<Range, RecordError> {
        let client = self.number()?;
        let clock = u32::try_from(self.number()?).map_err(|_| RecordError::Malformed)?;
        let len = u32::try_from(self.number()?).map_err(|_| RecordError::Malformed)?;
        Range::new(client, clock, len).ok_or(RecordError::Malformed)
    }
}

#[cfg(test)]
pub(crate) mod tests;
