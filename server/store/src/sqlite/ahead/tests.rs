//! R3 for the log: whatever a power cut leaves of it, what is read is a prefix; what no power cut can leave is damage.

use std::path::PathBuf;

use super::*;

const PAYLOADS: usize = 6;

fn payload(number: usize) -> Vec<u8> {
    vec![number as u8 + 1; 50 + 900 * number]
}

fn written(epoch: u64) -> (tempfile::TempDir, PathBuf, Vec<usize>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    let mut log = Ahead::open(&path, epoch).unwrap();
    let ends = (0..PAYLOADS)
        .map(|number| {
            log.append(&payload(number)).unwrap();
            log.at
        })
        .collect();
    (folder, path, ends)
}

fn expected(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(payload).collect()
}

#[test]
fn what_was_written_is_read_back() {
    let (_folder, path, _) = written(7);
    assert_eq!(read(&path, 7).unwrap(), Ok(expected(PAYLOADS)));
    assert_eq!(read(&path, 8).unwrap(), Ok(Vec::new()), "another epoch has nothing yet");
}

#[test]
fn a_missing_file_holds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(read(&folder.path().join("log"), 1).unwrap(), Ok(Vec::new()));
}

#[test]
fn the_next_epoch_writes_over_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    let mut log = Ahead::open(&path, 1).unwrap();
    for number in 0..PAYLOADS {
        log.append(&payload(number)).unwrap();
    }
    log.begin_again();
    log.append(b"new").unwrap();
    assert_eq!(read(&path, 2).unwrap(), Ok(vec![b"new".to_vec()]), "what is left of the epoch before is no damage");
}

#[test]
fn a_log_torn_at_any_byte_of_its_last_record_loses_only_that() {
    let (_folder, path, ends) = written(1);
    let whole = std::fs::read(&path).unwrap();
    let (from, to) = (ends[PAYLOADS - 2], ends[PAYLOADS - 1]);
    let used = HEADER + payload(PAYLOADS - 1).len();
    for cut in from..from + used {
        let mut torn = whole.clone();
        torn[cut..to].fill(0);
        std::fs::write(&path, &torn).unwrap();
        assert_eq!(read(&path, 1).unwrap(), Ok(expected(PAYLOADS - 1)), "torn at {cut}");
        // Another order of the blocks: the end is there, the beginning isn't.
        let mut torn = whole.clone();
        torn[from..=cut].fill(0);
        std::fs::write(&path, &torn).unwrap();
        assert_eq!(read(&path, 1).unwrap(), Ok(expected(PAYLOADS - 1)), "lost up to {cut}");
    }
}

#[test]
fn a_cut_file_gives_what_was_whole() {
    let (_folder, path, ends) = written(1);
    let whole = std::fs::read(&path).unwrap();
    for length in (0..=ends[PAYLOADS - 1]).step_by(61) {
        std::fs::write(&path, &whole[..length]).unwrap();
        let whole = (0..PAYLOADS).take_while(|number| end_of(&ends, *number) <= length).count();
        assert_eq!(read(&path, 1).unwrap(), Ok(expected(whole)), "cut at {length}");
    }
}

/// Where the last byte that counts of a frame is.
fn end_of(ends: &[usize], number: usize) -> usize {
    let start = if number == 0 { 0 } else { ends[number - 1] };
    start + HEADER + payload(number).len()
}

/// R21: damage is an error, never fewer records than were acknowledged.
#[test]
fn a_flipped_bit_before_the_last_record_is_damage() {
    let (_folder, path, ends) = written(1);
    let whole = std::fs::read(&path).unwrap();
    for number in 0..PAYLOADS - 1 {
        let start = if number == 0 { 0 } else { ends[number - 1] };
        for bit in (8 * start..8 * end_of(&ends, number)).step_by(997) {
            let mut damaged = whole.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&path, &damaged).unwrap();
            assert_eq!(read(&path, 1).unwrap(), Err(Damaged), "bit {bit}");
        }
    }
}

#[test]
fn it_says_when_it_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = Ahead::open(&folder.path().join("log"), 1).unwrap();
    assert!(Ahead::can_hold(LENGTH - HEADER) && !Ahead::can_hold(LENGTH));
    while log.has_room(BLOCK) {
        log.append(&[1; BLOCK]).unwrap();
    }
    assert!(log.at <= LENGTH && LENGTH - log.at < 2 * BLOCK);
    assert_eq!(std::fs::metadata(folder.path().join("log")).unwrap().len(), LENGTH as u64);
}

#[test]
fn a_file_of_another_length_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    std::fs::write(&path, b"short").unwrap();
    Ahead::open(&path, 1).unwrap().append(b"one").unwrap();
    assert_eq!(read(&path, 1).unwrap(), Ok(vec![b"one".to_vec()]));
    assert_eq!(std::fs::metadata(&path).unwrap().len(), LENGTH as u64);
}
