//! Which roots a document may have, and the field table as data (D3 to D6, D11).

use crate::field::FieldShape;
use crate::ids::{DocumentKind, ItemId};
use crate::model::{Home, Kind};

/// What a root is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    Map,
    Text,
}

/// Map roots of a voice that hold no items.
pub const VOICE_ROOTS: &[&str] = &["order", "mark"];
/// The map root that only the voice of a `self` room has.
pub const DRAFT_ROOT: &str = "draft";
/// Map roots of a board that hold no items.
pub const BOARD_ROOTS: &[&str] = &["position", "order"];
/// Map roots of a desk that hold no items.
pub const DESK_ROOTS: &[&str] = &["desk"];

/// The key of the `mark` map under which a person says that they have begun in this room, without an item (D20).
pub const BEGUN_KEY: &str = "begun";

/// What the fields of a draft that say something about the draft itself are called (D6). A field of the item with such a
/// name stands under `item_<field>`.
pub const DRAFT_OWN_FIELDS: &[&str] = &["kind", "room", "shared", "ready"];
/// Before a field of a drafted item whose name a draft uses itself.
pub const DRAFT_FIELD_PREFIX: &str = "item_";

/// The key under which a draft holds a field of the item it drafts.
pub fn draft_field(field: &str) -> String {
    if DRAFT_OWN_FIELDS.contains(&field) { format!("{DRAFT_FIELD_PREFIX}{field}") } else { field.to_owned() }
}

/// The field of the drafted item that stands under this key; the other way round from [`draft_field`].
pub fn draft_item_field(key: &str) -> &str {
    key.strip_prefix(DRAFT_FIELD_PREFIX).filter(|field| DRAFT_OWN_FIELDS.contains(field)).unwrap_or(key)
}

/// The home of the items in a document of this kind.
pub const fn home(document: &DocumentKind) -> Home {
    match document {
        DocumentKind::Voice(_) => Home::Voice,
        DocumentKind::Board => Home::Board,
        DocumentKind::Desk => Home::Desk,
    }
}

/// What a root of this name is in this document; `None` when the document may not have it (D11). Cheap, for the gate.
pub fn root_shape(document: &DocumentKind, self_room: bool, root: &str) -> Option<Shape> {
    let others = match document {
        DocumentKind::Voice(_) => VOICE_ROOTS,
        DocumentKind::Board => BOARD_ROOTS,
        DocumentKind::Desk => DESK_ROOTS,
    };
    if others.contains(&root) || Kind::in_root(home(document), root).is_some() {
        return Some(Shape::Map);
    }
    match document {
        DocumentKind::Voice(_) if self_room => {
            (root == DRAFT_ROOT).then_some(Shape::Map).or_else(|| draft_text(root).map(|_| Shape::Text))
        }
        DocumentKind::Board => joint_text(root).map(|_| Shape::Text),
        _ => None,
    }
}

/// Takes apart the name of a joint text: `text:<kind>/<id>/<field>` (D6), where `<kind>` is the root of the kind.
pub fn joint_text(root: &str) -> Option<(Kind, ItemId, &'static str)> {
    let (kind, rest) = root.strip_prefix("text:")?.split_once('/')?;
    let (id, field) = rest.split_once('/')?;
    let kind = Kind::in_root(Home::Board, kind)?;
    let field = kind.field(field).filter(|field| field.shape == FieldShape::Joint)?;
    Some((kind, ItemId::parse(id).ok()?, field.name))
}

/// The name of a joint text.
pub fn joint_text_root(kind: Kind, id: ItemId, field: &str) -> String {
    format!("text:{}/{id}/{field}", kind.root())
}

/// Takes apart the name of a draft's text: `draft:<id>/<field>` (D6). The field is one of some kind's texts.
pub fn draft_text(root: &str) -> Option<(ItemId, &'static str)> {
    let (id, field) = root.strip_prefix("draft:")?.split_once('/')?;
    let name = Kind::ALL
        .iter()
        .flat_map(|kind| kind.fields())
        .find(|def| def.name == field && def.value.text_max().is_some() && def.shape != FieldShape::Set)?
        .name;
    Some((ItemId::parse(id).ok()?, name))
}

/// Which item a write in this root, under this key, is of, and of what kind. Nothing for what belongs to no item of this
/// document's own: marks, orders, positions, drafts, and what is not laid out as D4 and D6 say.
pub fn item_of(document: &DocumentKind, root: &str, key: Option<&str>) -> Option<(Kind, ItemId)> {
    let Some(key) = key else {
        return joint_text(root).filter(|_| *document == DocumentKind::Board).map(|(kind, id, _)| (kind, id));
    };
    let kind = Kind::in_root(home(document), root)?;
    let (id, _) = key.split_once('/')?;
    Some((kind, ItemId::parse(id).ok()?))
}

/// The name of a draft's text.
pub fn draft_text_root(id: ItemId, field: &str) -> String {
    format!("draft:{id}/{field}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PersonId;

    const ID: &str = "6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f";

    fn voice() -> DocumentKind {
        DocumentKind::Voice(PersonId::parse("noor").unwrap())
    }

    /// The table of docs/document-format.md, "Which roots a document may have".
    #[test]
    fn each_document_has_the_roots_of_the_format() {
        let roots = [
            (
                voice(),
                "story question factor relation event network_person tie help wish comment advice warning_sign rating order mark",
            ),
            (
                DocumentKind::Board,
                "question explanation card loop goal step agreement option union descent position order before",
            ),
            (DocumentKind::Desk, "desk agenda placement decision answer"),
        ];
        let mut all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.root()).collect();
        all.extend(VOICE_ROOTS.iter().chain(BOARD_ROOTS).chain(DESK_ROOTS).chain(&[DRAFT_ROOT]));
        for (document, listed) in roots {
            for root in &all {
                let shape = listed.split(' ').any(|l| l == *root).then_some(Shape::Map);
                assert_eq!(root_shape(&document, false, root), shape, "{document} {root}");
            }
            for root in listed.split(' ') {
                assert_eq!(root_shape(&document, false, root), Some(Shape::Map), "{document} {root}");
            }
        }
        assert_eq!(root_shape(&voice(), true, "draft"), Some(Shape::Map));
    }

    // D6, D11
    #[test]
    fn a_text_root_is_named_by_kind_id_and_field() {
        let board = DocumentKind::Board;
        assert_eq!(root_shape(&board, false, &format!("text:explanation/{ID}/text")), Some(Shape::Text));
        assert_eq!(root_shape(&board, false, &format!("text:question/{ID}/text")), Some(Shape::Text));
        for root in [
            format!("text:explanation/{ID}/test"),
            format!("text:factor/{ID}/title"),
            format!("text:explanation/{ID}/text/x"),
            "text:explanation/x/text".to_owned(),
            "text:".to_owned(),
            format!("draft:{ID}/text"),
        ] {
            assert_eq!(root_shape(&board, false, &root), None, "{root}");
        }
        assert_eq!(root_shape(&voice(), true, &format!("draft:{ID}/title")), Some(Shape::Text));
        assert_eq!(root_shape(&voice(), false, &format!("draft:{ID}/title")), None);
        assert_eq!(root_shape(&voice(), true, &format!("draft:{ID}/roles")), None);
        assert_eq!(root_shape(&voice(), true, &format!("text:explanation/{ID}/text")), None);
    }

    // D4, D6
    #[test]
    fn only_the_fields_and_texts_of_an_item_are_of_that_item() {
        let id = ItemId::parse(ID).unwrap();
        let (board, title, text) = (DocumentKind::Board, format!("{ID}/title"), format!("text:explanation/{ID}/text"));
        assert_eq!(item_of(&voice(), "factor", Some(&title)), Some((Kind::Factor, id)));
        assert_eq!(item_of(&board, "question", Some(&title)), Some((Kind::JointQuestion, id)));
        assert_eq!(item_of(&board, &text, None), Some((Kind::Explanation, id)));
        for (document, root, key) in [
            (voice(), "mark", Some(title.as_str())),
            (voice(), "draft", Some(&title)),
            (voice(), "order", Some(ID)),
            (voice(), "factor", Some("title")),
            (voice(), "card", Some(&title)),
            (voice(), &text, None),
            (board.clone(), "position", Some(&title)),
            (board, "order", Some(ID)),
        ] {
            assert_eq!(item_of(&document, root, key), None, "{root} {key:?}");
        }
    }
}
