//! Whose an item id is.

use samenbeeld_schema::ids::{DocumentId, DocumentKind};
use samenbeeld_schema::model::Kind;

use super::{append, case, claim, commit_one, created, item, load, person};
use crate::contract::{Append, Claim, Outcome, Owned, Store};

/// protocol.md G8.
pub(super) fn an_id_belongs_to_who_used_it_first(store: &dyn Store) {
    let [noor, noor_at_school, jeroen, board] =
        ["a/core/voice.noor", "a/school/voice.noor", "a/core/voice.jeroen", "a/core/board"].map(|d| created(store, d));
    let elsewhere = created(store, "b/core/voice.jeroen");
    let says = |document: &DocumentId, head, claims: &[Claim]| Append {
        claims: claims.to_vec(),
        ..append(document, head, b"x")
    };
    let (factor, card) = (claim(1, Kind::Factor), claim(1, Kind::Card));
    assert_eq!(store.owners(&case("a"), &[item(1)]).expect("owners"), [None]);
    // Of one batch the first has it already.
    let both = [says(&noor, 0, std::slice::from_ref(&factor)), says(&jeroen, 0, std::slice::from_ref(&factor))];
    let taken = |kind| Outcome::ItemTaken(item(1), kind);
    assert_eq!(store.commit(&both).expect("commit"), [Outcome::Stored(1), taken(Kind::Factor)]);
    assert_eq!(commit_one(store, says(&jeroen, 0, std::slice::from_ref(&factor))), taken(Kind::Factor));
    assert_eq!(commit_one(store, says(&board, 0, &[claim(2, Kind::Card), card])), taken(Kind::Card));
    assert_eq!(load(store, &board).head, 0, "nothing of a refused append is kept");
    assert_eq!(store.owners(&case("a"), &[item(2)]).expect("owners"), [None], "no claim of it either");
    assert_eq!(commit_one(store, says(&noor, 1, &[claim(1, Kind::Wish)])), taken(Kind::Wish), "another kind of thing");
    assert_eq!(commit_one(store, says(&noor, 1, std::slice::from_ref(&factor))), Outcome::Stored(2), "again is fine");
    assert_eq!(commit_one(store, says(&noor_at_school, 0, std::slice::from_ref(&factor))), Outcome::Stored(1));
    assert_eq!(commit_one(store, says(&elsewhere, 0, &[factor])), Outcome::Stored(1), "each case for itself");
    let by = DocumentKind::Voice(person("noor"));
    let owners = store.owners(&case("a"), &[item(1), item(2)]).expect("owners");
    assert_eq!(owners, [Some(Owned { by, kind: Kind::Factor, words_of: None }), None]);
}

/// document-format.md D16.
pub(super) fn who_said_the_words_may_take_over_what_a_scribe_wrote(store: &dyn Store) {
    let [scribe, noor, jeroen] =
        ["a/core/voice.ilse", "a/core/voice.noor", "a/core/voice.jeroen"].map(|name| created(store, name));
    let says =
        |document: &DocumentId, head, claim: Claim| Append { claims: vec![claim], ..append(document, head, b"x") };
    let factor = claim(1, Kind::Factor);
    let of = |name| Claim { words_of: Some(person(name)), ..claim(1, Kind::Factor) };
    let taken = Outcome::ItemTaken(item(1), Kind::Factor);
    assert_eq!(commit_one(store, says(&scribe, 0, factor.clone())), Outcome::Stored(1));
    assert_eq!(commit_one(store, says(&noor, 0, of("noor"))), taken, "only the scribe says whose words they are");
    assert_eq!(commit_one(store, says(&scribe, 1, of("noor"))), Outcome::Stored(2));
    assert_eq!(commit_one(store, says(&scribe, 2, of("jeroen"))), Outcome::Stored(3));
    assert_eq!(commit_one(store, says(&jeroen, 0, factor.clone())), taken, "and says it once");
    assert_eq!(commit_one(store, says(&noor, 0, factor.clone())), Outcome::Stored(1));
    assert_eq!(commit_one(store, says(&scribe, 3, factor)), Outcome::Stored(4));
}
