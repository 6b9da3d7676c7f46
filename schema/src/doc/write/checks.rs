//! What every operation asks first, and the steps in which it writes.

use yrs::{Any, Map, ReadTxn, Text, WriteTxn};

use super::{Refused, Writer};
use crate::field::{Plain, Reference};
use crate::ids::{ItemId, PersonId, RoomId};
use crate::model::{HolderGroup, Home, Kind, RoomKind};

impl Writer<'_, '_> {
    pub(super) fn only_in(&self, home: Home) -> Result<(), Refused> {
        if self.home == home { Ok(()) } else { Err(Refused::WrongHome) }
    }

    pub(super) fn in_home(&self, kind: Kind, home: Home) -> Result<(), Refused> {
        if kind.home() == home && self.home == home { Ok(()) } else { Err(Refused::WrongHome) }
    }

    pub(super) fn in_self_room(&self) -> Result<(), Refused> {
        self.only_in(Home::Voice)?;
        if self.context.room_kind == RoomKind::Self_ { Ok(()) } else { Err(Refused::WrongRoom) }
    }

    pub(super) fn exists(&self, kind: Kind, id: ItemId) -> Result<(), Refused> {
        let withdrawn = format!("{id}/withdrawn");
        let mut keys = self.keys_of(kind.root(), id).peekable();
        if keys.peek().is_some() && keys.all(|key| key != withdrawn) { Ok(()) } else { Err(Refused::UnknownItem) }
    }

    pub(super) fn readable_beside(&self, reference: Reference<'_>, beside: ItemId) -> Result<(), Refused> {
        if reference == Reference::Item(beside) { Err(Refused::InvalidValue) } else { self.readable(reference) }
    }

    pub(super) fn readable(&self, reference: Reference<'_>) -> Result<(), Refused> {
        let person = |id: &str| PersonId::parse(id).is_ok_and(|id| self.context.persons.contains(&id));
        let item = |id: &str| ItemId::parse(id).is_ok_and(|id| self.context.items.contains(&id));
        let readable = match reference {
            Reference::Item(id) => self.context.items.contains(&id),
            Reference::Person(id) => person(id),
            Reference::Node(id) => person(id) || item(id),
            Reference::Holder(id) => HolderGroup::parse(id).is_some() || person(id) || item(id),
            Reference::Room(id) => RoomId::parse(id).is_ok_and(|id| self.context.rooms.contains(&id)),
        };
        if readable { Ok(()) } else { Err(Refused::NotReadableByAll) }
    }

    pub(super) fn keys_of(&self, root: &str, id: ItemId) -> impl Iterator<Item = String> {
        let prefix = format!("{id}/");
        let map = self.txn.get_map(root);
        map.into_iter().flat_map(move |map| {
            let prefix = prefix.clone();
            let keys = map.keys(self.txn).filter(|key| key.starts_with(&prefix)).map(str::to_owned);
            keys.collect::<Vec<_>>()
        })
    }

    pub(super) fn put(&mut self, root: &str, key: String, value: &Plain) {
        let map = self.txn.get_or_insert_map(root);
        map.insert(self.txn, key, any(value));
    }

    pub(super) fn remove(&mut self, root: &str, key: &str) {
        if let Some(map) = self.txn.get_map(root)
            && map.contains_key(self.txn, key)
        {
            map.remove(self.txn, key);
        }
    }

    pub(super) fn clear_text(&mut self, root: &str) {
        if let Some(text) = self.txn.get_text(root) {
            let length = text.len(self.txn);
            if length > 0 {
                text.remove_range(self.txn, 0, length);
            }
        }
    }
}

pub(super) fn any(value: &Plain) -> Any {
    match value {
        Plain::Bool(value) => Any::Bool(*value),
        Plain::Whole(value) => Any::from(*value),
        Plain::Text(text) => Any::String(text.clone()),
    }
}
