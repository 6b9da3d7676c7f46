//! What the gate accepts, the library applies without error, with nothing pending, and with the clocks the index foretold.
//! The first byte says how long the first of two updates is; the second comes after it, as from the same person.

use samenbeeld_gate::{Index, Owner, RootShape, Verdict, parse_state_vector, parse_update};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, OffsetKind, Options, ReadTxn, StateVector, Transact, Update};

fn roots(root: &str) -> Option<RootShape> {
    match root {
        "factor" | "order" => Some(RootShape::Map),
        "text:card/1/text" | "text:card/2/text" | "T" => Some(RootShape::Text),
        _ => None,
    }
}

pub fn target(bytes: &[u8]) {
    let Some((&len, rest)) = bytes.split_first() else { return };
    let (first, second) = rest.split_at(usize::from(len).min(rest.len()));
    let options = Options { offset_kind: OffsetKind::Utf16, cleanup_formatting: false, ..Options::default() };
    let doc = Doc::with_options(options);
    let mut index = Index::new();
    for bytes in [first, second] {
        let Ok(update) = parse_update(bytes) else { continue };
        let Verdict::Accept(accepted) = index.judge(&update, &roots, &|_| Owner::Sender) else { continue };
        let clean = Update::decode_v1(&accepted.clean).expect("the library decodes clean bytes");
        doc.transact_mut().apply_update(clean).expect("the library applies clean bytes");
        index.admit(&accepted);
        let txn = doc.transact();
        assert!(!txn.has_missing_updates());
        let vector = parse_state_vector(&txn.state_vector().encode_v1()).expect("our own state vector");
        assert_eq!(vector.clocks(), index.state_vector());
        let state = txn.encode_diff_v1(&StateVector::default());
        let loaded = Index::load(&state, &roots).expect("our own state loads");
        assert_eq!(loaded.deleted(), index.deleted());
    }
}
