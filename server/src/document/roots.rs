//! Which roots a document may have, as the gate asks it.

use samenbeeld_gate::{RootShape, Roots};
use samenbeeld_schema::doc::layout::{self, Shape, root_shape};
use samenbeeld_schema::ids::{DocumentKind, ItemId};
use samenbeeld_schema::model::Kind;

/// The roots of one document (docs/document-format.md D11).
#[derive(Debug, Clone)]
pub struct DocumentRoots {
    kind: DocumentKind,
    self_room: bool,
}

impl DocumentRoots {
    pub fn new(kind: DocumentKind, self_room: bool) -> Self {
        Self { kind, self_room }
    }

    pub fn kind(&self) -> &DocumentKind {
        &self.kind
    }

    /// Which item of this document a place is of.
    pub fn item_of(&self, root: &str, key: Option<&str>) -> Option<(Kind, ItemId)> {
        layout::item_of(&self.kind, root, key)
    }

    /// Whether several people write in its texts.
    pub fn has_joint_texts(&self) -> bool {
        self.kind == DocumentKind::Board
    }
}

impl Roots for DocumentRoots {
    fn shape(&self, root: &str) -> Option<RootShape> {
        match root_shape(&self.kind, self.self_room, root)? {
            Shape::Map => Some(RootShape::Map),
            Shape::Text => Some(RootShape::Text),
        }
    }
}
