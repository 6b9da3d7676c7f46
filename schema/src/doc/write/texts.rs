//! Joint texts, and drafts in a room of one's own.

use yrs::{GetString, Map, ReadTxn, Text, WriteTxn};

use super::items::single;
use super::{Refused, Splice, Writer, refused};
use crate::doc::{layout, read};
use crate::field::{FieldDef, FieldShape, Plain};
use crate::ids::ItemId;
use crate::model::{Home, Kind};
use crate::text::{LONG_MAX, clean, is_longer};

impl Writer<'_, '_> {
    pub(super) fn write_joint(&mut self, kind: Kind, id: ItemId, field: &str, splice: &Splice) -> Result<(), Refused> {
        self.in_home(kind, Home::Board)?;
        let def = kind.field(field).filter(|def| def.shape == FieldShape::Joint).ok_or(Refused::UnknownField)?;
        self.exists(kind, id)?;
        self.splice(&layout::joint_text_root(kind, id, def.name), splice)
    }

    pub(super) fn write_draft(&mut self, id: ItemId, field: &str, splice: &Splice) -> Result<(), Refused> {
        self.in_self_room()?;
        let kind = self.draft_kind(id)?;
        let text = |def: &&FieldDef| def.value.text_max().is_some() && def.shape != FieldShape::Set;
        let def = kind.field(field).filter(text).ok_or(Refused::UnknownField)?;
        self.splice(&layout::draft_text_root(id, def.name), splice)
    }

    pub(super) fn splice(&mut self, root: &str, splice: &Splice) -> Result<(), Refused> {
        let insert = clean(&splice.insert);
        let now = self.txn.get_text(root).map(|text| text.get_string(self.txn)).unwrap_or_default();
        let end = splice.at.checked_add(splice.remove).ok_or(Refused::InvalidValue)?;
        let (Some(from), Some(to)) = (byte_at(&now, splice.at), byte_at(&now, end)) else {
            return Err(Refused::InvalidValue);
        };
        let then = format!("{}{insert}{}", &now[..from], &now[to..]);
        // Taking out is always allowed, also in a text that grew too long by merging.
        if is_longer(&then, LONG_MAX) && !insert.is_empty() {
            return Err(Refused::TooLong);
        }
        let text = self.txn.get_or_insert_text(root);
        if splice.remove > 0 {
            text.remove_range(self.txn, splice.at, splice.remove);
        }
        if !insert.is_empty() {
            text.insert(self.txn, splice.at, &insert);
        }
        Ok(())
    }

    pub(super) fn set_draft_field(&mut self, id: ItemId, field: &str, value: Option<Plain>) -> Result<(), Refused> {
        self.in_self_room()?;
        let kind = self.draft_kind(id)?;
        let def = single(kind, field)?;
        let key = format!("{id}/{}", layout::draft_field(def.name));
        match value {
            Some(value) => {
                let value = def.value.normalize(&value).map_err(refused)?;
                self.put(layout::DRAFT_ROOT, key, &value);
            }
            None => self.remove(layout::DRAFT_ROOT, &key),
        }
        Ok(())
    }

    pub(super) fn draft_kind(&self, id: ItemId) -> Result<Kind, Refused> {
        let map = self.txn.get_map(layout::DRAFT_ROOT).ok_or(Refused::UnknownItem)?;
        let kind = map.get(self.txn, &format!("{id}/kind")).and_then(|value| read::plain(&value));
        kind.and_then(|kind| Kind::parse(kind.text()?)).ok_or(Refused::UnknownItem)
    }

    /// Deletes a draft's fields and texts; a pointer keeps its kind and room.
    pub(super) fn drop_draft(&mut self, id: ItemId, pointer: bool) {
        let keys: Vec<String> = self.keys_of(layout::DRAFT_ROOT, id).collect();
        for key in keys {
            if !(pointer && (key.ends_with("/kind") || key.ends_with("/room"))) {
                self.remove(layout::DRAFT_ROOT, &key);
            }
        }
        let prefix = layout::draft_text_root(id, "");
        let roots: Vec<String> = self
            .txn
            .root_refs()
            .filter(|(root, _)| root.starts_with(&prefix))
            .map(|(root, _)| root.to_owned())
            .collect();
        for root in roots {
            self.clear_text(&root);
        }
    }
}

/// The byte at a place counted in UTF-16 units; `None` past the end or inside a character.
fn byte_at(text: &str, units: u32) -> Option<usize> {
    let mut counted = 0;
    for (byte, c) in text.char_indices() {
        if counted == units as usize {
            return Some(byte);
        }
        counted += c.len_utf16();
    }
    (counted == units as usize).then_some(text.len())
}
