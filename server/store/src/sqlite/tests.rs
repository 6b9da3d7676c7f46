//! What is particular to the embedded store: its folder, a full disk, damage.

use samenbeeld_schema::ids::DocumentId;

use super::*;
use crate::acceptance;

fn board() -> DocumentId {
    DocumentId::parse("a/core/board").unwrap()
}

fn append(expected_head: Seq, record: Vec<u8>) -> Append {
    Append { document: board(), generation: 1, expected_head, record, bindings: Vec::new(), batch: [0; 16] }
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
