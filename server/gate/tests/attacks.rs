//! Attacks made by hand, each with the exact answer it gets, and none of them changes the index (R13, G1 to G5).
//!
//! The room they come into: client 1 (the sender) wrote "hallo" in `text:card/1/text`, client 7 (another person) wrote
//! "bang" there and set `a/title` in `factor`, and client 1 set that over again. Client 9 is burnt, client 30 is nobody's.
//! Client 1 also has a forgotten block. The seed corpus of the fuzz targets is made of the same table.

use samenbeeld_gate::{
    Index, Malformed, Owner, Refusal, RootShape, Verdict, parse_awareness, parse_state_vector, parse_update,
};

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

/// Bytes written as hex, with words between quotes written as their letters.
fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            out.extend(part.as_bytes());
        } else {
            let digits: Vec<char> = part.chars().filter(|letter| !letter.is_whitespace()).collect();
            for pair in digits.chunks(2) {
                out.push(u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect("two hex digits"));
            }
        }
    }
    out
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
enum Answer {
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

use Answer::Gap;

fn malformed(malformed: Malformed) -> Answer {
    Answer::Malformed(malformed)
}

fn refused(refusal: Refusal) -> Answer {
    Answer::Refused(refusal)
}

fn repeated(head: &str, part: &str, times: usize, tail: &str) -> Vec<u8> {
    let mut out = bytes(head);
    out.extend(bytes(part).repeat(times));
    out.extend(bytes(tail));
    out
}

/// Name, bytes, answer.
fn attacks() -> Vec<(&'static str, Vec<u8>, Answer)> {
    let mut attacks = killers();
    attacks.extend(shapes());
    attacks.extend(numbers());
    attacks.extend(others());
    attacks.extend(places());
    attacks.extend(contents());
    attacks
}

/// The four that silence a person, end the process, fill the memory or empty a document.
fn killers() -> Vec<(&'static str, Vec<u8>, Answer)> {
    vec![
        ("nine bytes squat another's clocks", bytes("01 01 07 05 00 80 80 40 00"), refused(Refusal::ForeignBlock(7))),
        (
            "a value ten thousand deep",
            repeated("01 01 01 08 28 01 06 \"factor\" 01 \"k\" 01", "75 01", 10_000, "7e 00"),
            malformed(Malformed::Depth),
        ),
        ("two to the twenty-eighth clients", bytes("80 80 80 80 01"), malformed(Malformed::Count)),
        ("everything of another deleted", bytes("00 01 07 01 00 ff ff ff ff 0f"), malformed(Malformed::Clock)),
        ("all clocks below the limit deleted", bytes("00 01 07 01 00 ff ff ff ff 07"), Gap),
        ("one clock more than there is deleted", bytes("00 01 07 01 00 06"), Gap),
    ]
}

fn shapes() -> Vec<(&'static str, Vec<u8>, Answer)> {
    vec![
        ("nothing at all", vec![], malformed(Malformed::Truncated)),
        ("no delete set", bytes("00"), malformed(Malformed::Truncated)),
        ("bytes after the end", bytes("00 00 00"), malformed(Malformed::Trailing)),
        ("a block cut short", bytes("01 01 01 08 84 01 04 05 \"ab\""), malformed(Malformed::Count)),
        ("more blocks than bytes", bytes("01 ff ff 03 01 08 00 01 00"), malformed(Malformed::Count)),
        ("more deletes than bytes", bytes("00 01 07 ff ff 03 00 01"), malformed(Malformed::Count)),
        ("more values than bytes", bytes("01 01 01 08 a8 01 05 ff ff 03 7e 00"), malformed(Malformed::Count)),
        ("more members than bytes", bytes("01 01 01 08 a8 01 05 01 76 ff ff 03 00"), malformed(Malformed::Count)),
        ("the same client twice", bytes("02 01 01 08 00 01 01 01 09 00 01 00"), malformed(Malformed::DuplicateClient)),
        (
            "the same client deleted twice",
            bytes("00 02 07 01 00 01 07 01 02 01"),
            malformed(Malformed::DuplicateClient),
        ),
        (
            "a second version of the format",
            bytes("00 00 00 00 00 00 00 00 00 00 00 00 01 00"),
            malformed(Malformed::Trailing),
        ),
    ]
}

fn numbers() -> Vec<(&'static str, Vec<u8>, Answer)> {
    vec![
        ("an overlong zero", bytes("80 00 00"), malformed(Malformed::Number)),
        ("a number of eleven bytes", bytes("ff ff ff ff ff ff ff ff ff ff 01"), malformed(Malformed::Number)),
        ("a client above 2^53", bytes("01 01 80 80 80 80 80 80 80 10 00 00 01 00"), malformed(Malformed::Number)),
        ("a clock of 2^31", bytes("01 01 01 80 80 80 80 08 00 01 00"), malformed(Malformed::Clock)),
        ("a block that ends at 2^31", bytes("01 01 01 08 00 f8 ff ff ff 07 00"), malformed(Malformed::Clock)),
        ("an origin clock of 2^31", bytes("01 01 01 08 84 01 80 80 80 80 08 01 \"a\" 00"), malformed(Malformed::Clock)),
        ("a deleted range past 2^31", bytes("00 01 07 01 ff ff ff ff 07 01"), malformed(Malformed::Clock)),
        ("an empty block", bytes("01 01 01 08 00 00 00"), malformed(Malformed::Empty)),
        ("an empty text", bytes("01 01 01 08 84 01 04 00 00"), malformed(Malformed::Empty)),
        ("no value", bytes("01 01 01 08 a8 01 05 00 00"), malformed(Malformed::Empty)),
        ("an empty deleted range", bytes("00 01 07 01 00 00"), malformed(Malformed::Empty)),
        ("an empty skip", bytes("01 01 07 05 0a 00 00"), malformed(Malformed::Empty)),
        ("a forgotten block of 2^30", bytes("01 01 01 08 00 80 80 80 80 04 00"), refused(Refusal::TooLarge)),
        ("a deleted block of a million and one", bytes("01 01 01 08 81 01 04 c1 84 3d 00"), refused(Refusal::TooLarge)),
    ]
}

fn others() -> Vec<(&'static str, Vec<u8>, Answer)> {
    vec![
        ("words put in another's mouth", bytes("01 01 07 05 84 07 03 01 \"!\" 00"), refused(Refusal::ForeignBlock(7))),
        ("another's clocks far ahead", bytes("01 01 07 32 00 01 00"), refused(Refusal::ForeignBlock(7))),
        ("another's known clocks made longer", bytes("01 01 07 00 00 06 00"), refused(Refusal::ForeignBlock(7))),
        ("the first block of a stranger", bytes("01 01 08 00 00 01 00"), refused(Refusal::ForeignBlock(8))),
        ("a block of an older generation", bytes("01 01 09 00 00 01 00"), refused(Refusal::Burnt(9))),
        ("own clocks skipped", bytes("01 02 01 08 0a 05 00 01 00"), refused(Refusal::SkipOfOwn(1))),
        ("a free client's clocks skipped", bytes("01 02 1e 00 0a 05 00 01 00"), refused(Refusal::SkipOfOwn(30))),
        (
            "news behind a skip that is not the first",
            bytes("01 02 07 00 00 06 0a 01 00"),
            refused(Refusal::ForeignBlock(7)),
        ),
        ("own clocks ahead", bytes("01 01 01 09 00 01 00"), Gap),
        ("a free client that starts late", bytes("01 01 1e 01 00 01 00"), Gap),
        (
            "a good block beside a stolen one",
            bytes("02 01 07 05 00 01 01 01 08 84 01 04 01 \"a\" 00"),
            refused(Refusal::ForeignBlock(7)),
        ),
    ]
}

fn places() -> Vec<(&'static str, Vec<u8>, Answer)> {
    vec![
        (
            "a root that isn't there",
            bytes("01 01 01 08 04 01 06 \"secret\" 01 \"a\" 00"),
            refused(Refusal::UnknownRoot),
        ),
        ("a root without a name", bytes("01 01 01 08 04 01 00 01 \"a\" 00"), refused(Refusal::UnknownRoot)),
        ("a root named __proto__", bytes("01 01 01 08 04 01 09 \"__proto__\" 01 \"a\" 00"), malformed(Malformed::Key)),
        (
            "a key named __proto__",
            bytes("01 01 01 08 28 01 06 \"factor\" 09 \"__proto__\" 01 7e 00"),
            malformed(Malformed::Key),
        ),
        (
            "a key of 257 bytes",
            repeated("01 01 01 08 28 01 06 \"factor\" 81 02", "61", 257, "01 7e 00"),
            malformed(Malformed::TooLarge),
        ),
        ("a key that isn't UTF-8", bytes("01 01 01 08 28 01 06 \"factor\" 01 ff 01 7e 00"), malformed(Malformed::Utf8)),
        ("a text with a key", bytes("01 01 01 08 24 01 01 \"T\" 01 \"k\" 01 \"a\" 00"), refused(Refusal::WrongShape)),
        ("a map without a key", bytes("01 01 01 08 08 01 06 \"factor\" 01 7e 00"), refused(Refusal::WrongShape)),
        ("an item as parent", bytes("01 01 01 08 04 00 07 04 01 \"a\" 00"), refused(Refusal::NestedParent)),
        ("a parent that is neither", bytes("01 01 01 08 04 02 01 \"a\" 00"), malformed(Malformed::Content)),
        (
            "neighbours in text and map",
            bytes("01 01 01 08 c4 01 04 07 04 01 \"a\" 00"),
            refused(Refusal::CrossedOrigins),
        ),
        (
            "the same neighbour on both sides",
            bytes("01 01 01 08 c4 01 04 01 04 01 \"a\" 00"),
            refused(Refusal::CrossedOrigins),
        ),
        ("a map value before another", bytes("01 01 01 08 68 07 04 01 7e 00"), refused(Refusal::RightOriginInMap)),
        ("a neighbour nobody has", bytes("01 01 01 08 84 07 63 01 \"a\" 00"), Gap),
        ("a neighbour of a stranger", bytes("01 01 01 08 84 63 00 01 \"a\" 00"), Gap),
        ("its own neighbour", bytes("01 01 01 08 84 01 08 01 \"a\" 00"), Gap),
        (
            "two that are each other's neighbour",
            bytes("02 01 1f 00 84 1e 00 01 \"a\" 01 1e 00 84 1f 00 01 \"b\" 00"),
            Gap,
        ),
    ]
}

fn contents() -> Vec<(&'static str, Vec<u8>, Answer)> {
    vec![
        ("JSON content", bytes("01 01 01 08 82 01 04 01 04 \"null\" 00"), malformed(Malformed::Content)),
        ("binary content", bytes("01 01 01 08 83 01 04 01 00 00"), malformed(Malformed::Content)),
        ("an embed", bytes("01 01 01 08 85 01 04 02 \"{}\" 00"), malformed(Malformed::Content)),
        ("formatting", bytes("01 01 01 08 86 01 04 04 \"bold\" 04 \"true\" 00"), malformed(Malformed::Content)),
        ("a nested type", bytes("01 01 01 08 a7 01 05 01 00"), malformed(Malformed::Content)),
        ("a subdocument", bytes("01 01 01 08 a9 01 05 01 \"g\" 76 00 00"), malformed(Malformed::Content)),
        ("content that doesn't exist", bytes("01 01 01 08 8b 01 04 01 00"), malformed(Malformed::Content)),
        ("text with a bit more in its kind", bytes("01 01 01 08 94 01 04 01 \"a\" 00"), malformed(Malformed::Content)),
        ("a forgotten block with an origin", bytes("01 01 01 08 80 01 04 01 00"), malformed(Malformed::Content)),
        ("a skip with an origin", bytes("01 01 07 05 8a 07 04 01 00"), malformed(Malformed::Content)),
        ("text that isn't UTF-8", bytes("01 01 01 08 84 01 04 02 c3 28 00"), malformed(Malformed::Utf8)),
        ("half a surrogate pair as text", bytes("01 01 01 08 84 01 04 03 ed a0 80 00"), malformed(Malformed::Utf8)),
        ("a value in a text", bytes("01 01 01 08 88 01 04 01 7e 00"), refused(Refusal::ContentKind)),
        ("text under a key", bytes("01 01 01 08 a4 01 05 01 \"a\" 00"), refused(Refusal::ContentKind)),
        ("two values under one key at once", bytes("01 01 01 08 a8 01 05 02 7e 7e 00"), refused(Refusal::ContentKind)),
        ("a big integer", bytes("01 01 01 08 a8 01 05 01 7a 00 00 00 00 00 00 00 01 00"), malformed(Malformed::Value)),
        ("a binary value", bytes("01 01 01 08 a8 01 05 01 74 01 00 00"), malformed(Malformed::Value)),
        ("a value that doesn't exist", bytes("01 01 01 08 a8 01 05 01 20 00"), malformed(Malformed::Value)),
        (
            "an integer above 31 bits",
            bytes("01 01 01 08 a8 01 05 01 7d bf ff ff ff 1f 00"),
            malformed(Malformed::Number),
        ),
        (
            "a member named __proto__",
            bytes("01 01 01 08 a8 01 05 01 76 01 09 \"__proto__\" 7e 00"),
            malformed(Malformed::Key),
        ),
        ("seventeen levels", repeated("01 01 01 08 a8 01 05 01", "75 01", 17, "7e 00"), malformed(Malformed::Depth)),
        (
            "a text of 64 KiB and one",
            repeated("01 01 01 08 84 01 04 81 80 04", "61", 65_537, "00"),
            malformed(Malformed::TooLarge),
        ),
        (
            "a string of 16 KiB and one",
            repeated("01 01 01 08 a8 01 05 01 77 81 80 01", "61", 16_385, "00"),
            malformed(Malformed::TooLarge),
        ),
        (
            "a thousand and one members",
            repeated("01 01 01 08 a8 01 05 01 76 e9 07", "00 7e", 1_001, "00"),
            malformed(Malformed::TooLarge),
        ),
    ]
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

fn accepted(update: &str) -> (Vec<u8>, Vec<(u64, u32, u32)>, Vec<(u64, u32, u32)>, Vec<u64>) {
    let index = room();
    let update = bytes(update);
    let update = parse_update(&update).expect("well-formed");
    let Verdict::Accept(accepted) = index.judge(&update, &roots, &owner) else { panic!("not accepted") };
    let flat = |ranges: &[samenbeeld_gate::ClockRange]| {
        ranges.iter().map(|range| (range.client, range.clock, range.len)).collect::<Vec<_>>()
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
