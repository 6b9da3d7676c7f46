//! What is particular to the embedded store: its folder, a full disk, damage.

use std::fs;
use std::sync::atomic::Ordering;

use super::transactions::{CHECKPOINT_PAGES, PAGE};
use super::*;
use crate::acceptance;

fn board() -> DocumentId {
    DocumentId::parse("a/core/board").unwrap()
}

fn append(expected_head: Seq, record: Vec<u8>) -> Append {
    Append {
        document: board(),
        generation: 1,
        expected_head,
        record,
        bindings: Vec::new(),
        claims: Vec::new(),
        batch: [0; 16],
    }
}

#[test]
fn it_is_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let made = AtomicUsize::new(0);
    acceptance::suite(|| {
        Box::new(open(&folder.path().join(made.fetch_add(1, Ordering::Relaxed).to_string())).unwrap())
    });
}

#[test]
fn everything_survives_reopening() {
    let folder = tempfile::tempdir().unwrap();
    acceptance::survives_reopening(Box::new(open(folder.path()).unwrap()), || Box::new(open(folder.path()).unwrap()));
}

#[cfg(unix)]
#[test]
fn the_files_are_their_owners_alone_also_in_a_folder_that_was_open_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mode_of = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let files = || fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect::<Vec<_>>();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for round in 0..2 {
        let store = open(folder.path()).unwrap();
        store.commit(&[append(round, vec![1])]).unwrap();
        assert!(files().len() >= 4);
        for file in files() {
            assert_eq!(mode_of(&file), 0o600, "{}", file.display());
        }
        drop(store);
        // As an older program, or a copy, left them.
        files().iter().for_each(|file| fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap());
    }
    assert_eq!(mode_of(folder.path()), 0o755, "the folder is who made it's to close");
}

#[test]
fn two_at_once_cannot_open_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path()).unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Locked)));
    drop(first);
    open(folder.path()).unwrap();
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x INTEGER)").unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Foreign)));
    assert_eq!(fs::read(&path).unwrap(), before);

    fs::write(
        &path,
        b"this is no database, and it is longer than a header of one hundred bytes would be, is it not so?",
    )
    .unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Store(StoreError::Corrupt))));
}

/// R5: nothing is acknowledged that isn't stored, reading goes on, and writing too when there is room again. A limit on
/// pages gives the same error as a disk without room, at a place we choose.
#[test]
fn a_full_disk_stores_nothing_and_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    store.commit(&[append(0, vec![1; 100])]).unwrap();
    let limit = |pages: i64| {
        let writer = store.writer();
        writer.connection.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0)).unwrap()
    };
    let pages = limit(1);
    assert!(pages > 1, "SQLite raises the limit to what there is");

    let mut head = 1;
    let refused = loop {
        match store.commit(&[append(head, vec![2; 3000]), append(head + 1, vec![3; 3000])]) {
            Ok(outcomes) => {
                assert_eq!(outcomes, [Outcome::Stored(head + 1), Outcome::Stored(head + 2)]);
                head += 2;
                assert!(head < 1000, "the limit was never reached");
            }
            Err(error) => break error,
        }
    };
    assert_eq!(refused, StoreError::Full);
    assert_eq!(store.commit(&[append(head, vec![2; 3000]), append(head + 1, vec![3; 3000])]), Err(StoreError::Full));
    let stored = store.load(&[board()]).unwrap().pop().flatten().unwrap();
    assert_eq!((stored.head, stored.tail.len() as u64), (head, head), "half a batch");

    limit(1 << 30);
    assert_eq!(store.commit(&[append(head, vec![2; 3000])]).unwrap(), [Outcome::Stored(head + 1)]);
}

#[test]
fn a_panic_in_a_transaction_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(0, |db| -> Result<(), StoreError> {
            documents::create(db, &board(), b"key")?;
            panic!("in the middle");
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(store.load(&[board()]).unwrap(), [None]);
    assert!(store.create(&board(), b"key").unwrap());
}

/// R6: after a failed fsync this process never says again that something is durable.
#[test]
fn after_a_fatal_error_nothing_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    assert_eq!(store.write(0, |_| Err::<(), _>(StoreError::Fatal)), Err(StoreError::Fatal));
    assert_eq!(store.commit(&[append(0, vec![1])]), Err(StoreError::Fatal));
    assert_eq!(store.load(&[board()]), Err(StoreError::Fatal));
    drop(store);
    assert_eq!(open(folder.path()).unwrap().commit(&[append(0, vec![1])]), Ok(vec![Outcome::Stored(1)]));
}

/// R21: damage is an error, never a shorter or empty document.
#[test]
fn a_hole_in_the_journal_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    store.commit(&[append(0, vec![1]), append(1, vec![2]), append(2, vec![3])]).unwrap();
    store.settle().unwrap();
    for missing in [3, 2] {
        store.write(0, |db| Ok(db.execute("DELETE FROM journal WHERE seq = ?1", [missing])?)).unwrap();
        assert_eq!(store.load(&[board()]), Err(StoreError::Corrupt));
        assert_eq!(store.tail_after(&board(), 1), Err(StoreError::Corrupt));
    }
}

/// Design, section 5: what was erased is destroyed. The file holds nothing of the old key or the old ciphertext.
#[test]
fn what_a_new_generation_erased_is_not_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let (key, small, large) = ([0xA1; 72], [0xB2; 72], [0xC3; 9000]);
    store.create(&board(), &key).unwrap();
    store.commit(&[append(0, small.to_vec()), append(1, large.to_vec())]).unwrap();
    let anywhere = |needle: &[u8]| {
        fs::read_dir(folder.path()).unwrap().any(|file| {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            bytes.windows(needle.len()).any(|window| window == needle)
        })
    };
    assert!(anywhere(&key) && anywhere(&small) && anywhere(&large[..72]), "else this test can't fail");
    assert_eq!(store.renew(&board(), 1, 2, b"new", b"anew").unwrap(), Some(2));
    assert!(!anywhere(&key) && !anywhere(&small) && !anywhere(&large[..72]));
}

/// R22: a copy is whole, from one moment, and opens as a store.
#[test]
fn a_copy_made_while_writing_opens_as_a_store() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for head in 0..100 {
                store.commit(&[append(head, vec![7; 2000])]).unwrap();
            }
        });
        store.copy_to(&other.path().join(FILE)).unwrap();
    });
    let copy = open(other.path()).unwrap();
    let stored = copy.load(&[board()]).unwrap().pop().flatten().unwrap();
    assert_eq!(stored.tail.len() as u64, stored.head);
    assert_eq!(copy.commit(&[append(stored.head, vec![1])]).unwrap(), [Outcome::Stored(stored.head + 1)]);
}

/// The write-ahead log doesn't grow for ever: checkpoints are ours, so they must happen.
#[test]
fn the_write_ahead_log_stays_small() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    let record = vec![5; 64 * 1024];
    for head in 0..1000 {
        store.commit(&[append(head, record.clone())]).unwrap();
    }
    let size = fs::metadata(folder.path().join(format!("{FILE}-wal"))).unwrap().len();
    assert!(size < 3 * (CHECKPOINT_PAGES * PAGE) as u64, "{size} bytes");
}

/// A process that ends without a word: its log is what the next start begins with.
fn killed(store: SqliteStore) {
    store.failed.store(true, Ordering::Release);
    drop(store);
}

#[test]
fn what_only_the_log_held_is_in_the_tables_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    let bound = Append { bindings: vec![(7, PersonId::parse("noor").unwrap())], ..append(0, vec![1]) };
    store.commit(&[bound, append(1, vec![2])]).unwrap();
    store.commit(&[append(2, vec![3])]).unwrap();
    let before = store.load(&[board()]).unwrap();
    killed(store);
    let tables = Connection::open(folder.path().join(FILE)).unwrap();
    let rows = |db: &Connection| db.query_row("SELECT count(*) FROM journal", [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(rows(&tables), 0, "else this test says nothing");
    let store = open(folder.path()).unwrap();
    assert_eq!(rows(&tables), 3);
    assert_eq!(store.load(&[board()]).unwrap(), before);
    assert_eq!(store.commit(&[append(3, vec![4])]).unwrap(), [Outcome::Stored(4)]);
    killed(store);
    assert_eq!(open(folder.path()).unwrap().load(&[board()]).unwrap()[0].as_ref().unwrap().head, 4);
}

#[test]
fn nobody_can_tell_what_is_in_the_log_from_what_is_in_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let (waits, settled) = (open(&folder.path().join("a")).unwrap(), open(&folder.path().join("b")).unwrap());
    let noor = PersonId::parse("noor").unwrap();
    for head in 0..40 {
        for store in [&waits, &settled] {
            if head == 0 {
                store.create(&board(), b"key").unwrap();
            }
            let bindings = if head % 3 == 0 { vec![(100 - head, noor.clone())] } else { Vec::new() };
            let append = Append { bindings, batch: [head as u8; 16], ..append(head, vec![head as u8; 20]) };
            store.commit(&[append]).unwrap();
        }
        if head == 20 {
            waits.settle().unwrap();
        }
        settled.settle().unwrap();
        assert_eq!(waits.load(&[board()]), settled.load(&[board()]));
        assert_eq!(waits.standing(&[board()]), settled.standing(&[board()]));
        assert_eq!(waits.history(&board()), settled.history(&board()));
        for after in [0, head / 2, head, head + 1] {
            assert_eq!(
                waits.tail_after(&board(), after),
                settled.tail_after(&board(), after),
                "after {after} of {head}"
            );
        }
        let batch = [head as u8 / 2; 16];
        assert_eq!(waits.find_batch(&board(), &batch), settled.find_batch(&board(), &batch));
        let foreign = Append { bindings: vec![(100, PersonId::parse("jeroen").unwrap())], ..append(head + 1, vec![]) };
        let verdicts = [foreign, append(head, vec![]), Append { generation: 2, ..append(head + 1, vec![]) }];
        assert_eq!(waits.commit(&verdicts), settled.commit(&verdicts));
        assert_eq!(
            waits.commit(&verdicts).unwrap(),
            [Outcome::ClientTaken(100), Outcome::HeadMoved(head + 1), Outcome::GenerationGone]
        );
    }
}

#[test]
fn a_copy_holds_what_is_only_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("a")).unwrap();
    store.create(&board(), b"key").unwrap();
    store.commit(&[append(0, vec![1])]).unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    store.copy_to(&folder.path().join("b").join(FILE)).unwrap();
    assert_eq!(open(&folder.path().join("b")).unwrap().load(&[board()]), store.load(&[board()]));
}

/// R21: a log damaged before its last record is refused; the records behind the damage were acknowledged.
#[test]
fn a_damaged_log_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    store.commit(&[append(0, vec![1])]).unwrap();
    store.commit(&[append(1, vec![2])]).unwrap();
    killed(store);
    let path = folder.path().join(AHEAD_FILE);
    let mut log = fs::read(&path).unwrap();
    log[60] ^= 1;
    fs::write(&path, log).unwrap();
    assert!(matches!(open(folder.path()), Err(OpenError::Store(StoreError::Corrupt))));
}

/// More than the log holds in one commit goes into the tables directly, and in its place.
#[test]
fn a_commit_larger_than_the_log_is_kept_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store.create(&board(), b"key").unwrap();
    store.commit(&[append(0, vec![1])]).unwrap();
    assert_eq!(store.commit(&[append(1, vec![2; ahead::LENGTH])]).unwrap(), [Outcome::Stored(2)]);
    assert_eq!(store.commit(&[append(2, vec![3])]).unwrap(), [Outcome::Stored(3)]);
    let stored = store.load(&[board()]).unwrap().pop().flatten().unwrap();
    assert_eq!(stored.tail.iter().map(|(_, record)| record.len()).collect::<Vec<_>>(), [1, ahead::LENGTH, 1]);
}

#[test]
fn every_document_reads_its_own_records_when_the_log_runs_full_in_between() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let documents = [board(), DocumentId::parse("a/core/desk").unwrap()];
    for document in &documents {
        store.create(document, b"key").unwrap();
    }
    for head in 0..40 {
        for (which, document) in documents.iter().enumerate() {
            let record = vec![which as u8; ahead::LENGTH / 10];
            store.commit(&[Append { document: document.clone(), ..append(head, record) }]).unwrap();
        }
        for (which, stored) in store.load(&documents).unwrap().into_iter().flatten().enumerate() {
            assert_eq!(stored.head, head + 1);
            assert_eq!(stored.tail.len() as u64, head + 1);
            assert!(stored.tail.iter().all(|(_, record)| record[0] == which as u8), "a record of another document");
        }
    }
}
