//! Which roots a document may have, as the gate asks it.

use samenbeeld_gate::{RootShape, Roots};
use samenbeeld_schema::doc::layout::{Shape, root_shape};
use samenbeeld_schema::ids::DocumentKind;

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
