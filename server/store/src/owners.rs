//! Whose an item id is: the rule by which every store judges the claims of an append, each with its own way to look one up.

use std::collections::BTreeMap;

use samenbeeld_schema::ids::{DocumentKind, ItemId, PersonId};
use samenbeeld_schema::model::Kind;

use crate::contract::{Append, Outcome, StoreError};

/// An item id that a document wants to use.
///
/// The first to claim an id in a case owns it, for ever and in every room: a voice's id is its person's, a board's and a
/// desk's are joint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub item: ItemId,
    pub kind: Kind,
    /// Whose words a scribe says these are: that person may take the id over in their own voice.
    pub words_of: Option<PersonId>,
}

/// Whose an item id is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned {
    pub by: DocumentKind,
    pub kind: Kind,
    pub words_of: Option<PersonId>,
}

impl Owned {
    fn first(by: &DocumentKind, claim: &Claim) -> Self {
        Self { by: by.clone(), kind: claim.kind, words_of: claim.words_of.clone() }
    }

    fn allows(&self, by: &DocumentKind, claim: &Claim) -> bool {
        let takes_over = matches!(by, DocumentKind::Voice(person) if self.words_of.as_ref() == Some(person));
        self.kind == claim.kind && (self.by == *by || takes_over)
    }

    /// A later claim of the owner may still name the person whose words they are; a name that is there stays.
    fn with_words_of(mut self, by: &DocumentKind, claim: &Claim) -> Self {
        if self.by == *by && self.words_of.is_none() {
            self.words_of.clone_from(&claim.words_of);
        }
        self
    }
}

/// Judges the claims of one append in their order: what is to be kept of them, or the outcome that refuses the append.
pub(crate) fn judge(
    append: &Append,
    mut owned: impl FnMut(ItemId) -> Result<Option<Owned>, StoreError>,
) -> Result<Result<BTreeMap<ItemId, Owned>, Outcome>, StoreError> {
    let by = &append.document.kind;
    let mut kept: BTreeMap<ItemId, Owned> = BTreeMap::new();
    for claim in &append.claims {
        let known = match kept.get(&claim.item) {
            Some(known) => Some(known.clone()),
            None => owned(claim.item)?,
        };
        let owned = match known {
            None => Owned::first(by, claim),
            Some(known) if known.allows(by, claim) => known.with_words_of(by, claim),
            Some(_) => return Ok(Err(Outcome::ItemTaken(claim.item, claim.kind))),
        };
        kept.insert(claim.item, owned);
    }
    Ok(Ok(kept))
}
