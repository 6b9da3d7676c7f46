//! What is inside a journal record before it is sealed: what was applied, and who did what in it.
//!
//! One record is one commit of one document. It holds the merged update, and for each update that went into it the
//! person on whose connection it came and the ranges it inserted and newly deleted (docs/protocol.md C4). Client ids are
//! bound elsewhere; this is the evidence. Numbers are LEB128, names have a length of one byte.

use samenbeeld_schema::ids::PersonId;

/// The form of record this program writes, and its first byte.
const FORM: u8 = 1;
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
        // Few persons write many parts: each name stands there once.
        let mut persons: Vec<&PersonId> = Vec::new();
        let mut parts = Vec::with_capacity(24 * self.parts.len());
        for part in &self.parts {
            let index = persons.iter().position(|person| **person == part.person).unwrap_or_else(|| {
                persons.push(&part.person);
                persons.len() - 1
            });
            put_number(&mut parts, index as u64);
            put_number(&mut parts, part.connection);
            put_number(&mut parts, part.received);
            parts.push(part.kind.to_byte());
            put_ranges(&mut parts, &part.inserted);
            put_ranges(&mut parts, &part.deleted);
        }
        let mut bytes = Vec::with_capacity(self.update.len() + parts.len() + 40 * persons.len() + 24);
        bytes.push(FORM);
        put_number(&mut bytes, persons.len() as u64);
        for person in persons {
            let name = person.as_str().as_bytes();
            // A name has at most 120 bytes.
            bytes.push(u8::try_from(name.len()).map_err(|_| RecordError::TooLarge)?);
            bytes.extend_from_slice(name);
        }
        put_number(&mut bytes, self.parts.len() as u64);
        bytes.append(&mut parts);
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
        if reader.byte()? != FORM {
            return Err(RecordError::Form);
        }
        let persons = reader.list(2, Reader::person)?;
        let parts = reader.list(6, |reader| reader.part(&persons))?;
        let size = reader.count(1)?;
        let update = reader.take(size)?.to_vec();
        if reader.0.is_empty() { Ok(Self { update, parts }) } else { Err(RecordError::Malformed) }
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
        put_number(bytes, range.client);
        put_number(bytes, u64::from(range.clock));
        put_number(bytes, u64::from(range.len));
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8, RecordError> {
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

    fn list<T>(
        &mut self,
        least: usize,
        mut one: impl FnMut(&mut Self) -> Result<T, RecordError>,
    ) -> Result<Vec<T>, RecordError> {
        let count = self.count(least)?;
        (0..count).map(|_| one(self)).collect()
    }

    fn person(&mut self) -> Result<PersonId, RecordError> {
        let size = self.byte()?;
        let name = std::str::from_utf8(self.take(usize::from(size))?).map_err(|_| RecordError::Malformed)?;
        PersonId::parse(name).map_err(|_| RecordError::Malformed)
    }

    fn part(&mut self, persons: &[PersonId]) -> Result<Part, RecordError> {
        let person = usize::try_from(self.number()?).ok().and_then(|index| persons.get(index));
        Ok(Part {
            person: person.ok_or(RecordError::Malformed)?.clone(),
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
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn ranges() -> impl Strategy<Value = Vec<Range>> {
        vec((any::<u64>(), 0..u32::MAX / 2, 1..u32::MAX / 2), 0..6)
            .prop_map(|all| all.into_iter().filter_map(|(client, clock, len)| Range::new(client, clock, len)).collect())
    }

    fn parts() -> impl Strategy<Value = Vec<Part>> {
        let kinds = prop_oneof![
            Just(PartKind::Edit),
            Just(PartKind::Import),
            Just(PartKind::Restore),
            Just(PartKind::Successor)
        ];
        let part = ("[a-c]{1,2}", any::<u64>(), any::<u64>(), kinds, ranges(), ranges()).prop_map(
            |(person, connection, received, kind, inserted, deleted)| Part {
                person: PersonId::parse(&person).unwrap(),
                connection,
                received,
                kind,
                inserted,
                deleted,
            },
        );
        vec(part, 0..12)
    }

    fn records() -> impl Strategy<Value = Record> {
        (vec(any::<u8>(), 0..300), parts()).prop_map(|(update, parts)| Record { update, parts })
    }

    proptest! {
        #[test]
        fn a_record_round_trips(record in records()) {
            prop_assert_eq!(Record::decode(&record.encode().unwrap()), Ok(record));
        }

        #[test]
        fn a_cut_or_longer_record_is_refused(record in records(), at in any::<prop::sample::Index>()) {
            let mut bytes = record.encode().unwrap();
            prop_assert_eq!(Record::decode(&bytes[..at.index(bytes.len())]), Err(RecordError::Malformed));
            bytes.push(0);
            prop_assert_eq!(Record::decode(&bytes), Err(RecordError::Malformed));
        }

        #[test]
        fn any_bytes_get_an_answer(bytes in vec(any::<u8>(), 0..200)) {
            let _ = Record::decode(&bytes);
            let _ = Record::decode(&[&[FORM], bytes.as_slice()].concat());
        }

        #[test]
        fn a_changed_record_gets_an_answer(record in records(), at in any::<prop::sample::Index>(), to in any::<u8>()) {
            let mut bytes = record.encode().unwrap();
            let at = at.index(bytes.len());
            bytes[at] = to;
            if let Ok(changed) = Record::decode(&bytes) {
                prop_assert_eq!(Record::decode(&changed.encode().unwrap()), Ok(changed));
            }
        }
    }

    #[test]
    fn declared_counts_never_exceed_the_bytes_left() {
        let mut huge = vec![FORM];
        put_number(&mut huge, u64::MAX);
        assert_eq!(Record::decode(&huge), Err(RecordError::Malformed));
        let mut many = vec![FORM, 0];
        put_number(&mut many, 1 << 40);
        many.extend([0; 100]);
        assert_eq!(Record::decode(&many), Err(RecordError::Malformed));
    }

    #[test]
    fn a_later_form_is_told_from_damage() {
        assert_eq!(Record::decode(&[FORM + 1, 0, 0, 0]), Err(RecordError::Form));
        assert_eq!(Record::decode(&[]), Err(RecordError::Malformed));
        assert_eq!(Record::decode(&[FORM, 0, 0, 0]), Ok(Record { update: vec![], parts: vec![] }));
    }

    #[test]
    fn a_number_that_does_not_fit_is_refused() {
        assert_eq!(Reader(&[0xFF; 10]).number(), Err(RecordError::Malformed));
        let mut largest = Vec::new();
        put_number(&mut largest, u64::MAX);
        assert_eq!(Reader(&largest).number(), Ok(u64::MAX));
        assert_eq!(Range::new(1, u32::MAX, 1), None);
        assert_eq!(Range::new(1, 1, 0), None);
    }

    #[test]
    fn a_record_too_large_is_refused() {
        let record = Record { update: vec![0; RECORD_MAX], parts: vec![] };
        assert_eq!(record.encode(), Err(RecordError::TooLarge));
        assert_eq!(Record::decode(&vec![FORM; RECORD_MAX + 1]), Err(RecordError::TooLarge));
    }
}
