//! Records, with and without author runs, whole and damaged.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn ranges() -> impl Strategy<Value = Vec<Range>> {
    vec((any::<u64>(), 0..u32::MAX / 2, 1..u32::MAX / 2), 0..6)
        .prop_map(|all| all.into_iter().filter_map(|(client, clock, len)| Range::new(client, clock, len)).collect())
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let kinds =
        prop_oneof![Just(PartKind::Edit), Just(PartKind::Import), Just(PartKind::Restore), Just(PartKind::Successor)];
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

pub(crate) fn runs() -> impl Strategy<Value = Vec<AuthorRun>> {
    vec(("[a-c]{1,2}", any::<u64>(), 0..u32::MAX / 2, 1..u32::MAX / 2), 0..6).prop_map(|all| {
        let run = |(person, client, clock, len): (String, u64, u32, u32)| {
            Some(AuthorRun { range: Range::new(client, clock, len)?, person: PersonId::parse(&person).ok()? })
        };
        all.into_iter().filter_map(run).collect()
    })
}

fn records() -> impl Strategy<Value = Record> {
    (vec(any::<u8>(), 0..300), parts(), runs()).prop_map(|(update, parts, runs)| Record { update, parts, runs })
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
        for form in [FORM, FORM_WITH_RUNS] {
            let _ = Record::decode(&[&[form], bytes.as_slice()].concat());
        }
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
    assert_eq!(Record::decode(&[FORM_WITH_RUNS + 1, 0, 0, 0]), Err(RecordError::Form));
    assert_eq!(Record::decode(&[]), Err(RecordError::Malformed));
    assert_eq!(Record::decode(&[FORM, 0, 0, 0]), Ok(Record { update: vec![], parts: vec![], runs: vec![] }));
}

/// What was written before there were author runs is read as ever, and what has none is written so that an older program reads it.
#[test]
fn a_record_without_author_runs_has_the_form_it_always_had() {
    let part = Part {
        person: PersonId::parse("noor").unwrap(),
        connection: 3,
        received: 4,
        kind: PartKind::Edit,
        inserted: vec![],
        deleted: vec![],
    };
    let old = [&[1, 1, 4], b"noor".as_slice(), &[1, 0, 3, 4, 0, 0, 0, 2, 8, 9]].concat();
    let record = Record { update: vec![8, 9], parts: vec![part], runs: vec![] };
    assert_eq!(record.encode().unwrap(), old);
    assert_eq!(Record::decode(&old), Ok(record));
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
    let record = Record { update: vec![0; RECORD_MAX], parts: vec![], runs: vec![] };
    assert_eq!(record.encode(), Err(RecordError::TooLarge));
    assert_eq!(Record::decode(&vec![FORM; RECORD_MAX + 1]), Err(RecordError::TooLarge));
}
