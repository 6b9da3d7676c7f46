//! Items, their fields and sets, marks and orders.

use std::collections::HashMap;
use std::sync::Arc;

use yrs::{Any, Map, ReadTxn, Text, WriteTxn};

use super::checks::any;
use super::{Refused, WordsOf, Writer, refused};
use crate::doc::{fractional, layout, read};
use crate::field::{FieldDef, FieldShape, Plain, Reference, Written};
use crate::ids::{ItemId, PersonId, RoomId};
use crate::model::{Fields, Home, Kind, Mark, RoomKind};
use crate::text::{LONG_MAX, is_longer};

impl Writer<'_, '_> {
    pub(super) fn add(
        &mut self,
        id: ItemId,
        fields: &Fields,
        words_of: Option<&WordsOf>,
        adopts: Option<ItemId>,
        same_as: Option<RoomId>,
    ) -> Result<(), Refused> {
        let kind = fields.kind();
        self.in_home(kind, kind.home())?;
        let own = words_of.is_some() || adopts.is_some() || same_as.is_some();
        if own && self.home != Home::Voice {
            return Err(Refused::WrongHome);
        }
        if self.keys_of(kind.root(), id).next().is_some() {
            return Err(Refused::AlreadyThere);
        }
        self.check_rules(fields, words_of.map(|words| &words.person))?;
        if let Some(words) = words_of {
            self.may_write_down(words)?;
        }
        if let Some(item) = adopts
            && !self.context.written_for.contains(&item)
        {
            return Err(Refused::AnothersItem);
        }
        if let Some(room) = &same_as {
            self.readable(Reference::Room(room.as_str()))?;
        }
        let mut written = Vec::new();
        fields.write(&mut |name, what| written.push((name, what)));
        for (name, what) in &written {
            let def = kind.field(name).ok_or(Refused::UnknownField)?;
            let value = match what {
                Written::Value(value) => value.clone(),
                Written::Member(member) => Plain::Text(member.clone()),
                Written::Text(text) if is_longer(text, LONG_MAX) => return Err(Refused::TooLong),
                Written::Text(_) => continue,
            };
            if let Some(reference) = def.value.reference(&value) {
                self.readable_beside(reference, id)?;
            }
        }
        for (name, what) in written {
            match what {
                Written::Value(value) => self.put(kind.root(), format!("{id}/{name}"), &value),
                Written::Member(member) => self.put(kind.root(), format!("{id}/{name}/{member}"), &Plain::Bool(true)),
                Written::Text(text) => {
                    let root = self.txn.get_or_insert_text(layout::joint_text_root(kind, id, name));
                    let length = root.len(self.txn);
                    root.remove_range(self.txn, 0, length);
                    root.insert(self.txn, 0, &text);
                }
            }
        }
        let own = [
            ("words_of", words_of.map(|words| words.person.as_str().to_owned())),
            ("words_from", words_of.and_then(|words| words.from.as_ref()).map(|from| from.as_str().to_owned())),
            ("adopts", adopts.map(|i| i.to_string())),
            ("same_as", same_as.map(|r| r.as_str().to_owned())),
        ];
        for (name, value) in own {
            if let Some(value) = value {
                self.put(kind.root(), format!("{id}/{name}"), &Plain::Text(value.into()));
            }
        }
        Ok(())
    }

    /// Of who is present in the meeting, or of who can't say it here themselves; never of anyone else.
    fn may_write_down(&self, words: &WordsOf) -> Result<(), Refused> {
        self.readable(Reference::Person(words.person.as_str()))?;
        match &words.from {
            _ if self.context.present.contains(&words.person) => Ok(()),
            _ if !self.context.without_access.contains(&words.person) => Err(Refused::AnothersItem),
            Some(_) => Ok(()),
            None => Err(Refused::EmptyRequired),
        }
    }

    /// What one field says about another, or about the room.
    pub(super) fn check_rules(&self, fields: &Fields, words_of: Option<&PersonId>) -> Result<(), Refused> {
        match fields {
            Fields::Tie(tie) => {
                let ego = words_of.unwrap_or(&self.context.person);
                if tie.ego.as_ref().is_some_and(|e| e != ego) { Err(Refused::AnothersItem) } else { Ok(()) }
            }
            Fields::Step(step) if step.who.is_none() => Err(Refused::EmptyRequired),
            Fields::Relation(relation) if relation.from == relation.to => Err(Refused::InvalidValue),
            Fields::Before(before) if before.a == before.b => Err(Refused::InvalidValue),
            Fields::Advice(advice) if advice.safety.is_some() && self.context.room_kind != RoomKind::Safety => {
                Err(Refused::WrongRoom)
            }
            _ => Ok(()),
        }
    }

    pub(super) fn set_field(
        &mut self,
        kind: Kind,
        id: ItemId,
        field: &str,
        value: Option<Plain>,
    ) -> Result<(), Refused> {
        self.in_home(kind, kind.home())?;
        self.exists(kind, id)?;
        let def = single(kind, field)?;
        let Some(value) = value else {
            if def.required || (kind, def.name) == (Kind::Step, "who") {
                return Err(Refused::EmptyRequired);
            }
            self.remove(kind.root(), &format!("{id}/{}", def.name));
            return Ok(());
        };
        let value = def.value.normalize(&value).map_err(refused)?;
        if (kind, def.name) == (Kind::Tie, "ego") && value.text() != Some(self.context.person.as_str()) {
            return Err(Refused::AnothersItem);
        }
        if (kind, def.name) == (Kind::Advice, "safety") && self.context.room_kind != RoomKind::Safety {
            return Err(Refused::WrongRoom);
        }
        if let Some(reference) = def.value.reference(&value) {
            self.readable(reference)?;
        }
        self.put(kind.root(), format!("{id}/{}", def.name), &value);
        Ok(())
    }

    pub(super) fn member(
        &mut self,
        kind: Kind,
        id: ItemId,
        field: &str,
        member: &str,
        there: bool,
    ) -> Result<(), Refused> {
        self.in_home(kind, kind.home())?;
        self.exists(kind, id)?;
        let def = kind.field(field).filter(|def| def.shape == FieldShape::Set).ok_or(Refused::UnknownField)?;
        let value = def.value.normalize(&Plain::Text(member.into())).map_err(refused)?;
        let key = format!("{id}/{}/{}", def.name, value.text().ok_or(Refused::InvalidValue)?);
        if !there {
            self.remove(kind.root(), &key);
            return Ok(());
        }
        if let Some(reference) = def.value.reference(&value) {
            self.readable(reference)?;
        }
        self.put(kind.root(), key, &Plain::Bool(true));
        Ok(())
    }

    pub(super) fn withdraw(&mut self, kind: Kind, id: ItemId) -> Result<(), Refused> {
        self.in_home(kind, kind.home())?;
        self.exists(kind, id)?;
        let keys: Vec<String> = self.keys_of(kind.root(), id).collect();
        for key in keys {
            self.remove(kind.root(), &key);
        }
        for def in kind.fields().iter().filter(|def| def.shape == FieldShape::Joint) {
            self.clear_text(&layout::joint_text_root(kind, id, def.name));
        }
        self.put(kind.root(), format!("{id}/withdrawn"), &Plain::Bool(true));
        Ok(())
    }

    pub(super) fn set_mark(&mut self, item: ItemId, mark: &Mark) -> Result<(), Refused> {
        self.only_in(Home::Voice)?;
        self.readable(Reference::Item(item))?;
        let field = mark.value.field();
        if field.needs_words() && mark.words.is_none() {
            return Err(Refused::EmptyRequired);
        }
        let mut value = HashMap::from([
            ("is".to_owned(), any(&mark.value.to_plain())),
            ("about".to_owned(), Any::String(mark.about.to_string().into())),
        ]);
        if let Some(words) = &mark.words {
            value.insert("words".to_owned(), Any::String(words.as_str().into()));
        }
        let map = self.txn.get_or_insert_map("mark");
        map.insert(self.txn, format!("{item}/{}", field.as_str()), Any::Map(Arc::new(value)));
        Ok(())
    }

    pub(super) fn place(&mut self, item: ItemId, after: Option<ItemId>, random: [u8; 3]) -> Result<(), Refused> {
        if self.home == Home::Desk {
            return Err(Refused::WrongHome);
        }
        self.readable(Reference::Item(item))?;
        let mut keys: Vec<(Arc<str>, ItemId)> = Vec::new();
        if let Some(map) = self.txn.get_map("order") {
            for (key, value) in map.iter(self.txn) {
                if let (Ok(id), Some(Plain::Text(key))) = (ItemId::parse(key), read::plain(&value))
                    && id != item
                    && fractional::is_key(&key)
                {
                    keys.push((key, id));
                }
            }
        }
        keys.sort();
        let before = match after {
            None => None,
            Some(after) => Some(&keys.iter().find(|(_, id)| *id == after).ok_or(Refused::UnknownItem)?.0),
        };
        let next = keys.iter().map(|(key, _)| key).find(|key| before.is_none_or(|before| *key > before));
        let key = fractional::between(before.map(|k| &**k), next.map(|k| &**k), random);
        if !fractional::is_key(&key) {
            return Err(Refused::TooLong);
        }
        self.put("order", item.to_string(), &Plain::Text(key.into()));
        Ok(())
    }
}

pub(super) fn single(kind: Kind, field: &str) -> Result<&'static FieldDef, Refused> {
    kind.field(field).filter(|def| def.shape == FieldShape::Single).ok_or(Refused::UnknownField)
}
