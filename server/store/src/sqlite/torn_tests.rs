//! R3: whatever a power cut leaves of the write-ahead log, the store opens, and holds a prefix: all that was written
//! before the damage, nothing of what came after, no half record.

use std::fs;
use std::sync::atomic::Ordering;

use super::transactions::PAGE;
use super::*;

const CHECKPOINTED: u64 = 3;
const RECORDS: u64 = 8;
/// A frame of the log: its header, then one page.
const FRAME_HEADER: usize = 24;
const LOG_HEADER: usize = 32;

fn board() -> DocumentId {
    DocumentId::parse("a/core/board").unwrap()
}

fn desk() -> DocumentId {
    DocumentId::parse("a/core/desk").unwrap()
}

fn record(seq: u64) -> Vec<u8> {
    vec![seq as u8; 100 + 37 * seq as usize]
}

/// The files as they lie on disk after the last commit, and the length of the log after each commit.
struct Disk {
    database: Vec<u8>,
    log: Vec<u8>,
    ends: Vec<usize>,
}

fn written(folder: &Path) -> Disk {
    let store = open(folder).unwrap();
    let log = folder.join(format!("{FILE}-wal"));
    store.create(&board(), b"key").unwrap();
    store.create(&desk(), b"key").unwrap();
    let mut ends = Vec::new();
    for head in 0..RECORDS {
        // Two documents in each commit: a half one would show as one without the other.
        let outcomes = store.commit(&[board(), desk()].map(|document| Append {
            document,
            generation: 1,
            expected_head: head,
            record: record(head + 1),
            bindings: Vec::new(),
            claims: Vec::new(),
            batch: [head as u8; 16],
        }));
        assert_eq!(outcomes, Ok(vec![Outcome::Stored(head + 1); 2]));
        store.settle().unwrap();
        if head + 1 == CHECKPOINTED {
            store.checkpoint(&mut store.writer(), "TRUNCATE").unwrap();
        }
        ends.push(fs::metadata(&log).unwrap().len() as usize);
    }
    Disk { database: fs::read(folder.join(FILE)).unwrap(), log: fs::read(log).unwrap(), ends }
}

impl Disk {
    /// What the store must hold when the log is good up to this offset.
    fn expected(&self, good: usize) -> u64 {
        let after = self.ends.iter().skip(CHECKPOINTED as usize).filter(|end| **end <= good).count();
        CHECKPOINTED + after as u64
    }

    /// Opens what is on disk with this log, and reads how far it goes.
    fn recovered(&self, folder: &Path, log: &[u8]) -> u64 {
        fs::write(folder.join(FILE), &self.database).unwrap();
        fs::write(folder.join(format!("{FILE}-wal")), log).unwrap();
        let _ = fs::remove_file(folder.join(format!("{FILE}-shm")));
        let store = open(folder).expect("it opens");
        let stored: Vec<Stored> = store
            .load(&[board(), desk()])
            .expect("it reads")
            .into_iter()
            .map(|one| one.expect("it is there"))
            .collect();
        assert_eq!(stored[0].head, stored[1].head, "half a commit");
        for one in &stored {
            let expected: Vec<_> = (1..=one.head).map(|seq| (seq, record(seq))).collect();
            assert_eq!(one.tail, expected, "half a record");
        }
        stored[0].head
    }

    /// Every byte of the headers of the last records' frames, each page's first and last bytes, and every 397th between.
    fn offsets(&self) -> Vec<usize> {
        let from = self.ends[RECORDS as usize - 5];
        let dense = |offset: &usize| {
            let within = (offset - LOG_HEADER) % (FRAME_HEADER + PAGE);
            !(FRAME_HEADER + 8..=FRAME_HEADER + PAGE - 8).contains(&within) || offset.is_multiple_of(397)
        };
        (from..self.log.len()).filter(dense).collect()
    }
}

#[test]
fn a_cut_log_recovers_to_what_was_whole() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let disk = written(folder.path());
    assert_eq!(disk.recovered(other.path(), &disk.log), RECORDS, "whole");
    assert_eq!(disk.recovered(other.path(), &[]), CHECKPOINTED, "what was brought over needs no log");
    for offset in disk.offsets() {
        let head = disk.recovered(other.path(), &disk.log[..offset]);
        assert_eq!(head, disk.expected(offset), "cut at {offset}");
    }
}

#[test]
fn a_log_with_zeros_at_its_end_recovers_to_what_was_whole() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let disk = written(folder.path());
    for offset in disk.offsets().into_iter().step_by(3) {
        let mut log = disk.log.clone();
        log[offset..].fill(0);
        // Zeros over zeros change nothing.
        let changed = disk.log.iter().zip(&log).position(|(before, after)| before != after);
        let head = disk.recovered(other.path(), &log);
        assert_eq!(head, disk.expected(changed.unwrap_or(log.len())), "zeros from {offset}");
    }
}

/// Blocks that reached the disk in another order: a later frame is there, an earlier one isn't.
#[test]
fn a_log_with_a_lost_block_recovers_to_what_was_before_it() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let disk = written(folder.path());
    let from = disk.ends[RECORDS as usize - 5];
    for start in (from..disk.log.len()).step_by(512) {
        let end = (start + 512).min(disk.log.len());
        let mut log = disk.log.clone();
        log[start..end].fill(0);
        let Some(changed) = disk.log.iter().zip(&log).position(|(before, after)| before != after) else { continue };
        assert_eq!(disk.recovered(other.path(), &log), disk.expected_with_lost(changed), "lost from {start}");
    }
}

#[test]
fn blocks_in_each_others_place_are_not_believed() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let disk = written(folder.path());
    let frame = FRAME_HEADER + PAGE;
    let from = disk.ends[RECORDS as usize - 5];
    for start in (from..disk.log.len() - frame).step_by(frame) {
        let mut log = disk.log.clone();
        let (first, second) = log[start..start + 2 * frame].split_at_mut(frame);
        first.swap_with_slice(second);
        assert_eq!(disk.recovered(other.path(), &log), disk.expected(start), "swapped at {start}");
    }
}

impl Disk {
    /// A damaged byte spoils its frame and all after it; the frames before it are good.
    fn expected_with_lost(&self, changed: usize) -> u64 {
        let frame = FRAME_HEADER + PAGE;
        self.expected(LOG_HEADER + (changed - LOG_HEADER) / frame * frame)
    }
}

/// R3, for the log ahead of the tables, where acknowledged edits are first: whatever a power cut leaves of its last two commits,
/// byte by byte, the store opens with every commit before it and nothing of it, in both documents, and takes the next.
#[test]
fn a_log_ahead_torn_at_any_byte_opens_with_every_commit_before_it() {
    const COMMITS: u64 = 5;
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let append = |document: DocumentId, head: u64| Append {
        document,
        generation: 1,
        expected_head: head,
        record: vec![head as u8 + 1; 24],
        bindings: Vec::new(),
        claims: Vec::new(),
        batch: [head as u8; 16],
    };
    let path = folder.path().join(AHEAD_FILE);
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    store.create(&desk(), b"key").unwrap();
    // What each commit wrote: from its first byte to its last that says something.
    let (mut before, mut wrote) = (fs::read(&path).unwrap(), Vec::new());
    for head in 0..COMMITS {
        store.commit(&[board(), desk()].map(|document| append(document, head))).unwrap();
        let after = fs::read(&path).unwrap();
        let differs = |at: &usize| before[*at] != after[*at];
        let (first, last) = ((0..after.len()).find(differs).unwrap(), (0..after.len()).rfind(differs).unwrap());
        wrote.push(first..last + 1);
        before = after;
    }
    // Nothing was brought over to the tables: all of it stands in the log.
    store.failed.store(true, Ordering::Release);
    let database = fs::read(folder.path().join(FILE)).unwrap();
    let wal = fs::read(folder.path().join(format!("{FILE}-wal"))).unwrap();
    let whole = fs::read(&path).unwrap();
    drop(store);

    let recovered = |log: &[u8], head: u64, what: &str| {
        fs::write(other.path().join(FILE), &database).unwrap();
        fs::write(other.path().join(format!("{FILE}-wal")), &wal).unwrap();
        let _ = fs::remove_file(other.path().join(format!("{FILE}-shm")));
        fs::write(other.path().join(AHEAD_FILE), log).unwrap();
        let store = open(other.path()).unwrap_or_else(|error| panic!("{what}: {error:?}"));
        let stored = store.load(&[board(), desk()]).unwrap();
        for one in stored.into_iter().map(Option::unwrap) {
            let expected: Vec<_> = (1..=head).map(|seq| (seq, vec![seq as u8; 24])).collect();
            assert_eq!((one.head, one.tail), (head, expected), "{what}");
        }
        assert_eq!(store.commit(&[append(board(), head)]).unwrap(), [Outcome::Stored(head + 1)], "{what}");
    };
    recovered(&whole, COMMITS, "whole");
    for commit in [COMMITS - 2, COMMITS - 1] {
        let span = wrote[commit as usize].clone();
        assert!(span.len() > 100, "{span:?}");
        // A frame begins only when the one before is on disk: of what was torn nothing follows.
        let mut log = whole.clone();
        log[span.end..].fill(0);
        recovered(&log, commit + 1, "up to here");
        for cut in span.clone() {
            let mut torn = log.clone();
            torn[cut..].fill(0);
            recovered(&torn, commit, &format!("commit {commit} torn at {cut}"));
        }
    }
}

/// R4, for what lies in the database: a sealed record with any bit flipped doesn't open.
#[test]
fn a_bit_flipped_in_the_file_is_seen() {
    use crate::seal::{DocumentKey, OVERHEAD, OsRandomness};

    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let key = DocumentKey::generate(&OsRandomness).unwrap();
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    let sealed: Vec<Vec<u8>> =
        (1..=4).map(|seq| key.seal_record(&board(), 1, seq, &[seq as u8; 50], &OsRandomness).unwrap()).collect();
    for (head, record) in (0..).zip(&sealed) {
        let append = Append {
            document: board(),
            generation: 1,
            expected_head: head,
            record: record.clone(),
            bindings: Vec::new(),
            claims: Vec::new(),
            batch: [0; 16],
        };
        store.commit(&[append]).unwrap();
    }
    drop(store);
    let database = fs::read(folder.path().join(FILE)).unwrap();
    for (seq, record) in (1..).zip(&sealed) {
        let place = database.windows(record.len()).position(|window| window == record).expect("it is in the file");
        for bit in (0..8 * (50 + OVERHEAD)).step_by(13) {
            let mut damaged = database.clone();
            damaged[place + bit / 8] ^= 1 << (bit % 8);
            fs::write(other.path().join(FILE), &damaged).unwrap();
            let store = open(other.path()).unwrap();
            let stored = store.load(&[board()]).unwrap().pop().flatten().unwrap();
            let opened: Vec<bool> =
                stored.tail.iter().map(|(seq, sealed)| key.open_record(&board(), 1, *seq, sealed).is_ok()).collect();
            let expected: Vec<bool> = (1..=4).map(|other| other != seq).collect();
            assert_eq!(opened, expected, "bit {bit} of record {seq}");
        }
    }
}

/// R4, for the pages themselves: flipped anywhere, the file is refused, or reads as it was, or what it gives fails to
/// open; nothing panics and no other text ever comes out.
#[test]
fn a_bit_flipped_anywhere_never_gives_another_text() {
    use crate::seal::{DocumentKey, OsRandomness};

    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let key = DocumentKey::generate(&OsRandomness).unwrap();
    let plain = |seq: u64| vec![seq as u8; 60];
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    for head in 0..6 {
        let record = key.seal_record(&board(), 1, head + 1, &plain(head + 1), &OsRandomness).unwrap();
        let append = Append {
            document: board(),
            generation: 1,
            expected_head: head,
            record,
            bindings: vec![],
            claims: vec![],
            batch: [0; 16],
        };
        store.commit(&[append]).unwrap();
    }
    drop(store);
    let database = fs::read(folder.path().join(FILE)).unwrap();
    let mut refused = 0;
    // A large odd step: spread over pages, bytes and bits, and the same in every run.
    for flip in 0..700usize {
        let bit = flip.wrapping_mul(7_368_787) % (8 * database.len());
        let mut damaged = database.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        fs::write(other.path().join(FILE), &damaged).unwrap();
        let Ok(store) = open(other.path()) else {
            refused += 1;
            continue;
        };
        match store.load(&[board()]) {
            Err(_) => refused += 1,
            Ok(stored) => {
                let Some(Some(stored)) = stored.first() else { continue };
                for (seq, sealed) in &stored.tail {
                    if let Ok(text) = key.open_record(&board(), stored.generation, *seq, sealed) {
                        assert_eq!(text, plain(*seq), "bit {bit}");
                    }
                }
            }
        }
    }
    assert!(refused > 0, "no flip hit anything that is looked at");
}
