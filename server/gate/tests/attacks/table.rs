//! The table of attacks: a name, the bytes, the answer.

use samenbeeld_gate::{Malformed, Refusal};

use crate::Answer::{self, Gap};

/// Bytes written as hex, with words between quotes written as their letters.
pub fn bytes(text: &str) -> Vec<u8> {
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
pub fn attacks() -> Vec<(&'static str, Vec<u8>, Answer)> {
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
        (
            "a left neighbour that the right one never stood beside",
            bytes("01 01 01 08 c4 01 00 01 03 01 \"a\" 00"),
            refused(Refusal::CrossedOrigins),
        ),
        (
            "a right neighbour that the left one was typed behind",
            bytes("01 01 01 08 c4 01 03 01 01 01 \"a\" 00"),
            refused(Refusal::CrossedOrigins),
        ),
        (
            "the start of a text and a letter inside a word",
            bytes("01 01 01 08 44 07 02 01 \"a\" 00"),
            refused(Refusal::CrossedOrigins),
        ),
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
