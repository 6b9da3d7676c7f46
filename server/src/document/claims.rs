//! Which item ids an update uses for the first time in its document (docs/protocol.md G8). Whose they are is the store's to
//! say, in the commit.

use samenbeeld_gate::Fresh;
use samenbeeld_schema::ids::PersonId;
use samenbeeld_schema::model::Kind;
use samenbeeld_store::Claim;

use super::roots::DocumentRoots;

/// An id that is computed from what a loop is made of, under something that is no loop: it would take the loop's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id of a loop stands for something else")]
pub struct NoLoop;

/// The claims of the places that an update is the first to write in, one for each item and kind.
pub fn claims_of(roots: &DocumentRoots, fresh: &[Fresh<'_>]) -> Result<Vec<Claim>, NoLoop> {
    let mut claims: Vec<Claim> = Vec::new();
    for place in fresh {
        let key = place.key.as_deref();
        let Some((kind, item)) = roots.item_of(&place.root, key) else { continue };
        if item.is_from_hash() {
            // The same loop has the same id in every room: nobody owns it.
            if kind == Kind::Loop {
                continue;
            }
            return Err(NoLoop);
        }
        let says_whose = key.is_some_and(|key| key.ends_with("/words_of"));
        let words_of = place.value.as_deref().filter(|_| says_whose).and_then(|person| PersonId::parse(person).ok());
        match claims.iter_mut().find(|claim| claim.item == item && claim.kind == kind) {
            Some(claim) => claim.words_of = claim.words_of.take().or(words_of),
            None => claims.push(Claim { item, kind, words_of }),
        }
    }
    Ok(claims)
}

#[cfg(test)]
mod tests {
    use samenbeeld_schema::ids::{DocumentKind, ItemId};

    use super::*;

    const ID: &str = "6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f";
    const LOOP: &str = "6b2f0c1e-6a0b-8c3d-9c4b-0a1b2c3d4e5f";

    fn place(root: &str, key: String, value: Option<&str>) -> Fresh<'static> {
        let value = value.map(|value| value.to_owned().into());
        Fresh { root: root.to_owned().into(), key: Some(key.into()), value }
    }

    fn voice() -> DocumentRoots {
        DocumentRoots::new(DocumentKind::parse("voice.ilse").unwrap(), false)
    }

    #[test]
    fn an_item_is_claimed_once_with_whose_words_it_holds() {
        let fresh = [
            place("factor", format!("{ID}/title"), Some("slaapt slecht")),
            place("factor", format!("{ID}/words_of"), Some("noor")),
            place("mark", format!("{ID}/standpoint"), None),
            place("factor", "title".to_owned(), Some("noor")),
        ];
        let item = ItemId::parse(ID).unwrap();
        let words_of = PersonId::parse("noor").ok();
        assert_eq!(claims_of(&voice(), &fresh), Ok(vec![Claim { item, kind: Kind::Factor, words_of }]));
    }

    /// docs/document-format.md D2.
    #[test]
    fn the_id_of_a_loop_is_for_loops_alone_and_nobody_owns_it() {
        assert_eq!(claims_of(&voice(), &[place("factor", format!("{LOOP}/title"), None)]), Err(NoLoop));
        let board = DocumentRoots::new(DocumentKind::Board, false);
        assert_eq!(claims_of(&board, &[place("loop", format!("{LOOP}/name"), None)]), Ok(Vec::new()));
    }
}
