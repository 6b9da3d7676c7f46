//! Prints what the gate costs for each keystroke: five persons type one text, letter by letter, at places of their own.
//!
//! `cargo run --release -p samenbeeld-gate --example keystrokes`

use std::time::{Duration, Instant};

use samenbeeld_gate::{Index, Owner, RootShape, Verdict, parse_update};
use yrs::updates::decoder::Decode;
use yrs::{ClientID, Doc, OffsetKind, Options, ReadTxn, StateVector, Text, Transact, Update};

const PERSONS: u64 = 5;
const KEYSTROKES: usize = 20_000;
/// Letters that a person types before moving elsewhere, and before seeing what others typed.
const STRETCH: usize = 25;
const ROUNDS: u32 = 100;

fn roots(root: &str) -> Option<RootShape> {
    (root == "text:card/1/text").then_some(RootShape::Text)
}

/// Real updates of the library, in the order in which a server would get them.
fn typed() -> Vec<(u64, Vec<u8>)> {
    let docs: Vec<Doc> = (1..=PERSONS)
        .map(|id| {
            Doc::with_options(Options {
                client_id: ClientID::new(1 << 40 | id),
                offset_kind: OffsetKind::Utf16,
                cleanup_formatting: false,
                ..Options::default()
            })
        })
        .collect();
    let mut updates = Vec::with_capacity(KEYSTROKES);
    let mut cursors: Vec<u32> = vec![0; docs.len()];
    while updates.len() < KEYSTROKES {
        let seen = updates.len();
        for (doc, cursor) in docs.iter().zip(&mut cursors) {
            let text = doc.get_or_insert_text("text:card/1/text");
            *cursor = (*cursor + 7919) % (text.len(&doc.transact()) + 1);
            for _ in 0..STRETCH {
                let mut txn = doc.transact_mut();
                text.insert(&mut txn, *cursor, "e");
                updates.push((doc.client_id().get(), txn.encode_update_v1()));
                *cursor += 1;
            }
        }
        for doc in &docs {
            for (_, bytes) in &updates[seen..] {
                let update = Update::decode_v1(bytes).expect("the library reads what it wrote");
                doc.transact_mut().apply_update(update).expect("the library applies what it wrote");
            }
        }
    }
    updates
}

fn main() {
    let updates = typed();
    let mut index = Index::new();
    let (mut all, mut parsing) = (Duration::MAX, Duration::MAX);
    // The fastest round counts: the others measure what else the machine does.
    for _ in 0..ROUNDS {
        index = Index::new();
        let start = Instant::now();
        for (client, bytes) in &updates {
            let update = parse_update(bytes).expect("well-formed");
            let owner = |id: u64| if id == *client { Owner::Sender } else { Owner::Other };
            let Verdict::Accept(accepted) = index.judge(&update, &roots, &owner) else { panic!("not accepted") };
            index.admit(&accepted);
        }
        all = all.min(start.elapsed());
        let start = Instant::now();
        for (_, bytes) in &updates {
            assert!(!parse_update(bytes).expect("well-formed").is_empty());
        }
        parsing = parsing.min(start.elapsed());
    }
    let per = |time: Duration| time.as_nanos() / updates.len() as u128;
    println!("{} keystrokes of {PERSONS} persons, the best of {ROUNDS} rounds", updates.len());
    println!("{} ns to parse, judge and admit one, of which {} ns to parse", per(all), per(parsing));

    let doc = Doc::new();
    for (_, bytes) in &updates {
        let update = Update::decode_v1(bytes).expect("the library reads it");
        doc.transact_mut().apply_update(update).expect("the library applies it");
    }
    let state = doc.transact().encode_diff_v1(&StateVector::default());
    let start = Instant::now();
    let loaded = Index::load(&state, &roots).expect("the state loads");
    println!("load of {} bytes in {} µs", state.len(), start.elapsed().as_micros());
    assert_eq!(loaded.state_vector(), index.state_vector());
}
