//! Attacks made by hand, each with the exact answer it gets, and none of them changes the index (R13, G1 to G5).
//!
//! The room they come into: client 1 (the sender) wrote "hallo" in `text:card/1/text`, client 7 (another person) wrote
//! "bang" there and set `a/title` in `factor`, and client 1 set that over again. Client 9 is burnt, client 30 is nobody's.
//! Client 1 also has a forgotten block. The seed corpus of the fuzz targets is made of the same table.

mod table;

use samenbeeld_gate::{
    ClockRange, Index, Malformed, Owner, Refusal, RootShape, Verdict, parse_awareness, parse_state_vector, parse_update,
};

use table::{attacks, bytes};

fn roots(root: &str) -> Option<RootShape> {
    match root {
        "factor" | "order" => Some(RootShape::Map),
        "text:card/1/text" | "text:card/2/text" | "T" => Some(RootShape::Text),
        _ => None,
    }
}

fn owner(client: u64) -> Owner {
    match client {
        1 => Owner::Sender,
        9 => Owner::Burnt,
        30..40 => Owner::Free,
        _ => Owner::Other,
    }
}

/// Client 1: 0..5 text, 5 map value over client 7's, 6..8 forgotten. Client 7: 0..4 text, 4 map value.
const ROOM: &str = "02 \
    02 07 00 \
      84 01 04 04 \"bang\" \
      28 01 06 \"factor\" 07 \"a/title\" 01 77 01 \"x\" \
    03 01 00 \
      04 01 10 \"text:card/1/text\" 05 \"hallo\" \
      a8 07 04 01 77 01 \"y\" \
      00 02 \
    00";

fn room() -> Index {
    Index::load(&bytes(ROOM), &roots).expect("the room is sound")
}

#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Malformed(Malformed),
    Refused(Refusal),
    Gap,
    Nothing,
    Accepted,
}

fn answer(index: &Index, update: &[u8]) -> Answer {
    let update = match parse_update(update) {
        Ok(update) => update,
        Err(malformed) => return Answer::Malformed(malformed),
    };
    match index.judge(&update, &roots, &owner) {
        Verdict::Nothing => Answer::Nothing,
        Verdict::Accept(_) => Answer::Accepted,
        Verdict::Gap => Answer::Gap,
        Verdict::Refuse(refusal) => Answer::Refused(refusal),
    }
}

#[test]
fn every_attack_gets_its_answer_and_changes_nothing() {
    let index = room();
    let attacks = attacks();
    assert!(attacks.len() >= 60, "R13 asks for sixty");
    for (name, bytes, expected) in attacks {
        assert_eq!(answer(&index, &bytes), expected, "{name}");
        assert_eq!(index, room(), "{name} changed the index");
    }
}

#[test]
fn no_prefix_of_an_update_is_an_update() {
    let whole = bytes(ROOM);
    for len in 0..whole.len() {
        assert!(parse_update(&whole[..len]).is_err(), "{len} bytes");
    }
}

// G4, S8, S10: the room itself, relayed by anybody, says nothing new.
#[test]
fn what_the_store_has_is_nothing_whoever_sends_it() {
    let index = room();
    assert_eq!(answer(&index, &bytes(ROOM)), Answer::Nothing);
    assert_eq!(answer(&index, &bytes("00 00")), Answer::Nothing);
    // The write of client 7 was replaced, which every peer's delete set says sooner or later.
    assert_eq!(answer(&index, &bytes("00 02 07 01 04 01 01 01 06 02")), Answer::Nothing);
    // A Skip cuts the section of another; what stands behind it is not looked at.
    assert_eq!(answer(&index, &bytes("01 03 07 00 00 05 0a 05 00 01 00")), Answer::Nothing);
    assert_eq!(answer(&index, &bytes("01 02 63 09 0a 05 00 01 00")), Answer::Nothing);
}

type Flat = Vec<(u64, u32, u32)>;

fn accepted(update: &str) -> (Vec<u8>, Flat, Flat, Vec<u64>) {
    let index = room();
    let update = bytes(update);
    let update = parse_update(&update).expect("well-formed");
    let Verdict::Accept(accepted) = index.judge(&update, &roots, &owner) else { panic!("not accepted") };
    let flat = |ranges: &[samenbeeld_gate::ClockRange]| {
        ranges.iter().map(|range| (range.client, range.clock, range.len)).collect::<Flat>()
    };
    (accepted.clean.to_vec(), flat(&accepted.inserted), flat(&accepted.deleted), accepted.new_clients.clone())
}

// G6: clipped bytes are written as Yjs writes a block with an offset.
#[test]
fn known_clocks_are_clipped_as_yjs_would() {
    let (clean, inserted, deleted, _) = accepted("01 01 01 07 04 01 01 \"T\" 03 \"abc\" 00");
    // The clock before is forgotten, so what builds on it is forgotten too.
    assert_eq!(clean, bytes("01 01 01 08 00 02 00"));
    assert_eq!((inserted, deleted), (vec![(1, 8, 2)], vec![(1, 8, 2)]));

    let mut index = room();
    let take = |index: &mut Index, update: &str| {
        let update = bytes(update);
        let update = parse_update(&update).expect("well-formed");
        let Verdict::Accept(accepted) = index.judge(&update, &roots, &owner) else { panic!("not accepted") };
        let accepted = accepted.into_owned();
        index.admit(&accepted);
        accepted.clean.to_vec()
    };
    let first = "01 01 01 08 c4 01 04 07 00 02 \"ab\" 00";
    assert_eq!(take(&mut index, first), bytes(first));
    // Clock 8 and 9 are "ab" now; the same block, grown, is cut there. The left origin becomes the clock before.
    assert_eq!(
        take(&mut index, "01 01 01 08 c4 01 04 07 00 04 \"abcd\" 00"),
        bytes("01 01 01 0a c4 01 09 07 00 02 \"cd\" 00")
    );
    // A cut through a surrogate pair leaves U+FFFD for its second half.
    assert_eq!(
        take(&mut index, "01 01 01 09 84 01 08 06 \"bc\" f0 9f 98 80 00"),
        bytes("01 01 01 0c 84 01 0b 03 ef bf bd 00")
    );
}

// G5: only what isn't deleted yet counts, and is written sorted.
#[test]
fn deletes_are_clipped_to_what_is_new() {
    let (clean, inserted, deleted, _) = accepted("00 02 07 02 02 01 00 05 01 01 04 04");
    assert_eq!(clean, bytes("00 02 07 01 00 04 01 01 04 02"));
    assert_eq!((inserted, deleted), (vec![], vec![(1, 4, 2), (7, 0, 4)]));
}

// C4: the delete that comes with replacing a value is counted though nobody named it.
#[test]
fn replacing_a_value_deletes_it() {
    let update = "01 01 01 08 a8 01 05 01 7e 00";
    let (clean, inserted, deleted, _) = accepted(update);
    assert_eq!(clean, bytes(update));
    assert_eq!((inserted, deleted), (vec![(1, 8, 1)], vec![(1, 5, 1)]));
    // Of two writes upon the same value the larger client's counts: 30's replaces that of 1 …
    let (_, _, deleted, clients) = accepted("01 01 1e 00 a8 07 04 01 7e 00");
    assert_eq!((deleted, clients), (vec![(1, 5, 1)], vec![30]));
    // … and a second one of 1 upon it comes too late and is deleted itself.
    let (_, _, deleted, _) = accepted("01 01 01 08 a8 07 04 01 7e 00");
    assert_eq!(deleted, vec![(1, 8, 1)]);
}

#[test]
fn a_forgotten_neighbour_makes_a_forgotten_block() {
    let (clean, _, deleted, _) = accepted("01 02 01 08 84 01 06 01 \"a\" 84 01 04 01 \"b\" 00");
    assert_eq!(clean, bytes("01 02 01 08 00 01 84 01 04 01 \"b\" 00"));
    assert_eq!(deleted, vec![(1, 8, 1)]);
}

// C1, C2: nobody's client id is the sender's from its first block on, whatever the order of the sections.
#[test]
fn blocks_of_one_update_may_need_each_other() {
    let (clean, inserted, _, clients) = accepted(
        "02 02 1f 00 04 01 01 \"T\" 01 \"a\" 84 1e 00 01 \"c\" 02 1e 00 84 1f 00 01 \"b\" 84 1f 01 01 \"d\" 00",
    );
    assert_eq!(
        clean.len(),
        bytes("02 02 1f 00 04 01 01 \"T\" 01 \"a\" 84 1e 00 01 \"c\" 02 1e 00 84 1f 00 01 \"b\" 84 1f 01 01 \"d\" 00")
            .len()
    );
    assert_eq!((inserted, clients), (vec![(30, 0, 2), (31, 0, 2)], vec![30, 31]));
}

// G2: what was made and deleted offline arrives without content, under its own id.
#[test]
fn own_blocks_without_content_are_legal() {
    let (_, inserted, deleted, _) = accepted("01 02 01 08 00 03 81 01 04 02 00");
    assert_eq!((inserted, deleted), (vec![(1, 8, 5)], vec![(1, 8, 5)]));
}

// Offline writes of one key grow together once replaced: several values in one block, all named as deleted.
#[test]
fn replaced_values_may_come_in_one_block() {
    let update = "01 02 01 08 a8 01 05 02 7e 7e a8 01 09 01 78 01 01 02 05 01 08 02";
    let (clean, inserted, deleted, _) = accepted(update);
    assert_eq!(clean, bytes(update));
    assert_eq!((inserted, deleted), (vec![(1, 8, 3)], vec![(1, 5, 1), (1, 8, 2)]));
}

#[test]
fn a_stored_state_with_a_hole_or_a_rule_broken_does_not_load() {
    let load = |text: &str| Index::load(&bytes(text), &roots).map(|_| ());
    assert_eq!(load("01 02 07 00 00 05 0a 05 00"), Err(Malformed::State(Refusal::SkipOfOwn(7))));
    assert_eq!(load("01 01 07 01 00 05 00"), Err(Malformed::Incomplete));
    assert_eq!(load("01 01 07 00 04 01 01 \"Z\" 01 \"a\" 00"), Err(Malformed::State(Refusal::UnknownRoot)));
    assert_eq!(load("00 01 07 01 00 01"), Err(Malformed::Incomplete));
    // Deleted ranges and texts grow together in a store: larger than one message may bring.
    assert_eq!(load("01 01 07 00 00 80 80 80 80 04 00"), Ok(()));
}

#[test]
fn vectors_and_presence_from_the_same_bytes_are_bounded_too() {
    for (name, bytes, _) in attacks() {
        if let Ok(vector) = parse_state_vector(&bytes) {
            assert!(vector.clocks().len() <= bytes.len(), "{name}");
        }
        if let Ok(entries) = parse_awareness(&bytes) {
            assert!(entries.len() <= bytes.len(), "{name}");
        }
    }
}

/// The seed corpus of `fuzz/` is this table. `judge` takes two updates behind the length of the first: the room, the attack.
#[test]
fn the_fuzz_targets_start_from_these_attacks() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let room = bytes(ROOM);
    let mut seeds = vec![
        ("state_vector", "two clients", bytes("02 07 05 01 08")),
        ("awareness", "one here and one gone", bytes("02 07 01 02 \"{}\" 01 05 04 \"null\"")),
        ("update", "the room", room.clone()),
    ];
    // Large attacks are a few bytes repeated: the small ones teach the fuzzer the same.
    for (name, attack, _) in attacks().into_iter().filter(|(_, attack, _)| attack.len() < 512) {
        let mut after_room = vec![u8::try_from(room.len()).expect("the room is small")];
        after_room.extend(room.iter().chain(&attack));
        seeds.extend([("update", name, attack), ("judge", name, after_room)]);
    }
    for (target, name, seed) in seeds {
        let path = corpus.join(target).join(name.replace(' ', "-").replace('\'', ""));
        if std::env::var_os("WRITE_CORPUS").is_some() {
            std::fs::create_dir_all(corpus.join(target)).expect("the folder can be made");
            std::fs::write(&path, &seed).expect("the seed can be written");
        }
        assert_eq!(std::fs::read(&path).ok(), Some(seed), "{target}: {name}; see fuzz/README.md");
    }
}

#[test]
fn ranges_are_cut_to_what_stands_in_texts_and_deleted_is_only_what_is_deleted_whole() {
    let index = room();
    let range = |client, clock, len| ClockRange { client, clock, len };
    assert_eq!(index.in_texts(&[range(1, 0, 8), range(7, 2, 9), range(99, 0, 3)]), [range(1, 0, 5), range(7, 2, 2)]);
    assert_eq!(index.in_texts(&[range(1, 5, 3), range(1, 9, 1)]), []);
    assert!(index.is_deleted(range(7, 4, 1)));
    assert!(!index.is_deleted(range(7, 3, 2)));
}

#[test]
fn the_texts_of_an_update_are_read_with_their_neighbours() {
    let bytes = bytes(ROOM);
    let update = parse_update(&bytes).expect("the room is sound");
    let texts: Vec<_> =
        update.texts().map(|piece| (piece.range.client, piece.words, piece.left, piece.right)).collect();
    assert_eq!(texts, [(1, "hallo", None, None), (7, "bang", Some((1, 4)), None)]);
}
