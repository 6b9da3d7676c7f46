//! The size the index reckons with is never below the real one, and whatever was accepted loads again (G1).

use samenbeeld_gate::{Index, Owner, RootShape, Verdict, parse_update};
use yrs::updates::decoder::Decode;
use yrs::{Doc, OffsetKind, Options, ReadTxn, StateVector, Text, Transact, Update};

fn shape(root: &str) -> Option<RootShape> {
    (root == "text").then_some(RootShape::Text)
}

fn doc(client: u64) -> Doc {
    let options =
        Options { offset_kind: OffsetKind::Utf16, ..Options::with_client_id(yrs::block::ClientID::new(client)) };
    Doc::with_options(options)
}

fn whole(doc: &Doc) -> Vec<u8> {
    doc.transact().encode_diff_v1(&StateVector::default())
}

/// Deleting every second letter makes a state larger, not smaller: a limit that forgets this lets in what never loads again.
#[test]
fn deletes_that_split_a_text_are_counted() {
    let (author, server, text) = (doc(7), doc(1), "abcdefgh".repeat(500));
    let root = author.get_or_insert_text("text");
    let mut index = Index::new();
    let mut step = |change: &dyn Fn(&mut yrs::TransactionMut<'_>)| {
        let update = {
            let mut transaction = author.transact_mut();
            change(&mut transaction);
            transaction.encode_update_v1()
        };
        let parsed = parse_update(&update).expect("a client's update");
        let Verdict::Accept(accepted) = index.judge(&parsed, &shape, &|_| Owner::Sender) else {
            panic!("not accepted")
        };
        index.admit(&accepted);
        server.transact_mut().apply_update(Update::decode_v1(&accepted.clean).expect("clean")).expect("applied");
        let real = whole(&server);
        assert!(index.encoded_len_estimate() >= real.len(), "{} < {}", index.encoded_len_estimate(), real.len());
        assert!(Index::load(&real, &shape).is_ok());
    };
    step(&|transaction| root.insert(transaction, 0, &text));
    for start in 0..20 {
        // Each second letter of a stretch; what is deleted shifts the rest by one.
        step(&|transaction| (0..50).for_each(|n| root.remove_range(transaction, start * 50 + n, 1)));
    }
    for place in [3, 900, 1700] {
        step(&|transaction| root.insert(transaction, place, "tussen"));
    }
}

/// A state beyond what a peer may send still loads: it was accepted once.
#[test]
fn a_large_state_of_our_own_loads() {
    let author = doc(7);
    let root = author.get_or_insert_text("text");
    for _ in 0..6 {
        root.insert(&mut author.transact_mut(), 0, &"x".repeat(1 << 20));
    }
    let state = whole(&author);
    assert!(state.len() > samenbeeld_gate::UPDATE_MAX);
    assert!(parse_update(&state).is_err(), "a peer may not send it");
    assert!(Index::load(&state, &shape).is_ok());
}
