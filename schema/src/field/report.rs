//! What was skipped while reading or composing, and why. Never shows what was in it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{DocumentId, ItemId};

/// Why a piece of a document was not taken over. Closed, and without any text of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No root of this name belongs in this document (D11).
    UnknownRoot,
    /// The key is not `<id>/<field>` or `<id>/<field>/<member>`.
    BadKey,
    /// The kind has no such field, or not in this shape.
    UnknownField,
    /// The value is not what the field holds.
    BadValue,
    /// A field that the kind requires is missing (D8).
    MissingRequired,
    /// A joint text grew over its bound; it is shown in full.
    TooLong,
    /// It points at something that is not in the picture (D15).
    Dangling,
    /// Another item of another kind has this id.
    IdTaken,
    /// Taking over is for the person whose words were written down, on an item of the same kind (D16).
    NotYours,
}

impl Reason {
    /// The identifier in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownRoot => "unknown_root",
            Self::BadKey => "bad_key",
            Self::UnknownField => "unknown_field",
            Self::BadValue => "bad_value",
            Self::MissingRequired => "missing_required",
            Self::TooLong => "too_long",
            Self::Dangling => "dangling",
            Self::IdTaken => "id_taken",
            Self::NotYours => "not_yours",
        }
    }
}

/// One piece that was skipped, for whoever repairs it. Never shows what was in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Report {
    pub document: DocumentId,
    pub item: Option<ItemId>,
    /// A name from the field table, never a key as found.
    #[ts(type = "string | null")]
    pub field: Option<Cow<'static, str>>,
    pub reason: Reason,
}
impl Report {
    /// By this reports are sorted: as strings, so that every language sorts alike.
    pub fn sort_key(&self) -> (String, String, String, &'static str) {
        (
            self.document.to_string(),
            self.item.map(|item| item.to_string()).unwrap_or_default(),
            self.field.as_deref().unwrap_or_default().to_owned(),
            self.reason.as_str(),
        )
    }
}
