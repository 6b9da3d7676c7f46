//! What is inside a snapshot before it is sealed: the whole state of a document, and whose words those are that somebody else
//! put back.
//!
//! A state without such words is kept as it is, as it always was. Before the others stands a mark that no update begins
//! with: it would announce more clients than any document has.

use crate::record::{AuthorRun, Persons, Reader, RecordError, put_runs};

/// As the number of clients of an update: two hundred million and more.
const MARK: [u8; 5] = [0xFF, 0xFF, 0xFF, 0x7F, 1];

/// A document as a snapshot keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The whole state as one update (format v1).
    pub state: Vec<u8>,
    pub runs: Vec<AuthorRun>,
}

impl Snapshot {
    /// The bytes to seal.
    pub fn encode(self) -> Result<Vec<u8>, RecordError> {
        if self.runs.is_empty() {
            return Ok(self.state);
        }
        let mut persons = Persons::default();
        let mut runs = Vec::with_capacity(12 * self.runs.len());
        put_runs(&mut runs, &self.runs, &mut persons);
        let mut bytes = Vec::with_capacity(self.state.len() + runs.len() + 256);
        bytes.extend_from_slice(&MARK);
        persons.put(&mut bytes)?;
        bytes.append(&mut runs);
        bytes.extend_from_slice(&self.state);
        Ok(bytes)
    }

    /// Reads the bytes that were sealed.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, RecordError> {
        let Some(rest) = bytes.strip_prefix(&MARK) else { return Ok(Self { state: bytes, runs: Vec::new() }) };
        let mut reader = Reader(rest);
        let persons = reader.list(2, Reader::person)?;
        let runs = reader.runs(&persons)?;
        Ok(Self { state: reader.0.to_vec(), runs })
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::record::tests::runs;

    proptest! {
        #[test]
        fn a_snapshot_round_trips(state in vec(0_u8..0xFF, 0..300), runs in runs()) {
            let snapshot = Snapshot { state, runs };
            prop_assert_eq!(Snapshot::decode(snapshot.clone().encode().unwrap()), Ok(snapshot));
        }

        #[test]
        fn any_bytes_after_the_mark_get_an_answer(bytes in vec(any::<u8>(), 0..200)) {
            let _ = Snapshot::decode([MARK.as_slice(), &bytes].concat());
        }
    }

    #[test]
    fn a_state_without_words_put_back_is_kept_as_it_always_was() {
        let bytes = Snapshot { state: vec![0, 0], runs: vec![] }.encode().unwrap();
        assert_eq!(bytes, [0, 0]);
        assert_eq!(Snapshot::decode(bytes), Ok(Snapshot { state: vec![0, 0], runs: vec![] }));
    }
}
