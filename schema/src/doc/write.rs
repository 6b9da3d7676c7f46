//! What a person can do in a document, as operations that are checked before anything is written.
//!
//! Whether the person may write this document at all is the server's policy. Here: that a field goes to its home, a value
//! is what the field holds, nobody writes in another's voice, and a document names only what all its readers may read
//! (D15).

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use yrs::{Any, GetString, Map, ReadTxn, Text, TransactionMut, WriteTxn};

use super::{fractional, layout, read};
use crate::field::{FieldDef, FieldShape, Plain, Point, Reference, Value, ValueFault, Written};
use crate::ids::{DocumentId, DocumentKind, ItemId, NodeId, PersonId, RoomId};
use crate::model::{Card, CardShape, Fields, HolderGroup, Home, Kind, Mark, MarkField, Phase, RoomKind};
use crate::text::{JointText, LONG_MAX, clean, is_longer};

/// Why an operation was refused. Nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refused {
    #[error("this does not live in this kind of document")]
    WrongHome,
    #[error("this can't be written in this room")]
    WrongRoom,
    #[error("the kind has no such field, or not of this shape")]
    UnknownField,
    #[error("the value is not what the field holds")]
    InvalidValue,
    #[error("the text is too long")]
    TooLong,
    #[error("this needs to be filled in")]
    EmptyRequired,
    #[error("there is no such item in this document")]
    UnknownItem,
    #[error("there is already an item with this id")]
    AlreadyThere,
    #[error("not everyone who reads this document may read what it names")]
    NotReadableByAll,
    #[error("this voice is another person's")]
    AnothersVoice,
    #[error("this item is another person's")]
    AnothersItem,
}

/// Who writes where, and what the readers of that document may read.
#[derive(Debug, Clone)]
pub struct Context {
    pub person: PersonId,
    pub document: DocumentId,
    pub room_kind: RoomKind,
    /// Items that every reader of the document may read, those of the document itself included.
    pub items: BTreeSet<ItemId>,
    /// Persons whose name every reader of the document may read.
    pub persons: BTreeSet<PersonId>,
    /// Items that a scribe wrote down for this person: only these can be taken over.
    pub written_for: BTreeSet<ItemId>,
    /// Persons for whom this person may write down words: recorded as present, or with the source.
    pub scribe_for: BTreeSet<PersonId>,
    /// Rooms whose existence every reader of the document knows.
    pub rooms: BTreeSet<RoomId>,
}

/// One of the drawings on which things have a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    Map,
    Ecogram,
    Genogram,
    Timeline,
}

impl Drawing {
    const fn field(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Ecogram => "ecogram",
            Self::Genogram => "genogram",
            Self::Timeline => "timeline",
        }
    }
}

/// A change of a text: at a place counted in UTF-16 units, take out, put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub at: u32,
    pub remove: u32,
    pub insert: String,
}

/// Something a person does in one document.
#[derive(Debug, Clone)]
pub enum Operation {
    /// A new item, whole. `words_of`, `adopts` and `same_as` only in a voice.
    Add {
        id: ItemId,
        fields: Fields,
        words_of: Option<PersonId>,
        adopts: Option<ItemId>,
        same_as: Option<RoomId>,
    },
    /// Sets a field, or empties it.
    SetField {
        kind: Kind,
        id: ItemId,
        field: String,
        value: Option<Plain>,
    },
    AddMember {
        kind: Kind,
        id: ItemId,
        field: String,
        member: String,
    },
    RemoveMember {
        kind: Kind,
        id: ItemId,
        field: String,
        member: String,
    },
    /// Takes an item back: its words go, its id stays (D9).
    Withdraw {
        kind: Kind,
        id: ItemId,
    },
    /// Notes that a wider room has the copy to show (D14).
    NoteWiderCopy {
        kind: Kind,
        id: ItemId,
        room: RoomId,
    },
    SetMark {
        item: ItemId,
        mark: Mark,
    },
    ClearMark {
        item: ItemId,
        field: MarkField,
    },
    /// Puts an item right after another, or first.
    PlaceInOrder {
        item: ItemId,
        after: Option<ItemId>,
        random: [u8; 3],
    },
    TakeFromOrder {
        item: ItemId,
    },
    /// Types in a joint text.
    WriteJointText {
        kind: Kind,
        id: ItemId,
        field: String,
        splice: Splice,
    },
    /// Starts a samen-kaartje from items, or from scratch. Its text starts empty.
    StartCard {
        id: ItemId,
        shape: CardShape,
        gathers: BTreeSet<ItemId>,
    },
    /// Puts a samen-kaartje away, or back.
    OffTable {
        id: ItemId,
        off: bool,
    },
    PutOnDrawing {
        id: NodeId,
        drawing: Drawing,
        at: Point,
    },
    SetPhase(Phase),
    /// Rounds only go up.
    StartRound(u16),
    /// Begins a draft, or says where it is meant to go.
    SaveDraft {
        id: ItemId,
        kind: Kind,
        room: Option<RoomId>,
    },
    SetDraftField {
        id: ItemId,
        field: String,
        value: Option<Plain>,
    },
    WriteDraftText {
        id: ItemId,
        field: String,
        splice: Splice,
    },
    /// The shared copy is the item now; the draft only points at it.
    DraftShared {
        id: ItemId,
    },
    DropDraft {
        id: ItemId,
    },
}

/// Carries out one operation, or refuses it with nothing written.
pub fn execute(txn: &mut TransactionMut<'_>, context: &Context, operation: Operation) -> Result<(), Refused> {
    if let DocumentKind::Voice(person) = &context.document.kind
        && *person != context.person
    {
        return Err(Refused::AnothersVoice);
    }
    Writer { txn, context, home: layout::home(&context.document.kind) }.execute(operation)
}

struct Writer<'a, 'doc> {
    txn: &'a mut TransactionMut<'doc>,
    context: &'a Context,
    home: Home,
}

impl Writer<'_, '_> {
    fn execute(&mut self, operation: Operation) -> Result<(), Refused> {
        match operation {
            Operation::Add { id, fields, words_of, adopts, same_as } => {
                self.add(id, &fields, words_of, adopts, same_as)
            }
            Operation::SetField { kind, id, field, value } => self.set_field(kind, id, &field, value),
            Operation::AddMember { kind, id, field, member } => self.member(kind, id, &field, &member, true),
            Operation::RemoveMember { kind, id, field, member } => self.member(kind, id, &field, &member, false),
            Operation::Withdraw { kind, id } => self.withdraw(kind, id),
            Operation::NoteWiderCopy { kind, id, room } => {
                self.in_home(kind, Home::Voice)?;
                self.exists(kind, id)?;
                self.readable(Reference::Room(room.as_str()))?;
                self.put(kind.root(), format!("{id}/same_as"), &Plain::Text(room.as_str().into()));
                Ok(())
            }
            Operation::SetMark { item, mark } => self.set_mark(item, &mark),
            Operation::ClearMark { item, field } => {
                self.only_in(Home::Voice)?;
                self.remove("mark", &format!("{item}/{}", field.as_str()));
                Ok(())
            }
            Operation::PlaceInOrder { item, after, random } => self.place(item, after, random),
            Operation::TakeFromOrder { item } => {
                if self.home == Home::Desk {
                    return Err(Refused::WrongHome);
                }
                self.remove("order", &item.to_string());
                Ok(())
            }
            Operation::WriteJointText { kind, id, field, splice } => self.write_joint(kind, id, &field, &splice),
            Operation::StartCard { id, shape, gathers } => {
                let card = Card { shape, gathers, ..empty_card() };
                self.add(id, &Fields::Card(card), None, None, None)
            }
            Operation::OffTable { id, off } => {
                self.set_field(Kind::Card, id, "off_table", if off { Some(Plain::Bool(true)) } else { None })
            }
            Operation::PutOnDrawing { id, drawing, at } => {
                self.only_in(Home::Board)?;
                self.readable(Reference::Node(id.as_str()))?;
                let value = crate::field::ValueType::Point.normalize(&at.to_plain()).map_err(refused)?;
                self.put("position", format!("{id}/{}", drawing.field()), &value);
                Ok(())
            }
            Operation::SetPhase(phase) => {
                self.only_in(Home::Desk)?;
                self.put("desk", "phase".to_owned(), &phase.to_plain());
                Ok(())
            }
            Operation::StartRound(round) => {
                self.only_in(Home::Desk)?;
                let now = read::read(&self.context.document, self.txn).round.unwrap_or(0);
                if i64::from(round) <= now || round > 9999 {
                    return Err(Refused::InvalidValue);
                }
                self.put("desk", "round".to_owned(), &Plain::Whole(round.into()));
                Ok(())
            }
            Operation::SaveDraft { id, kind, room } => {
                self.in_self_room()?;
                self.put(layout::DRAFT_ROOT, format!("{id}/kind"), &Plain::Text(kind.as_str().into()));
                match room {
                    Some(room) => {
                        self.put(layout::DRAFT_ROOT, format!("{id}/room"), &Plain::Text(room.as_str().into()));
                    }
                    None => self.remove(layout::DRAFT_ROOT, &format!("{id}/room")),
                }
                Ok(())
            }
            Operation::SetDraftField { id, field, value } => self.set_draft_field(id, &field, value),
            Operation::WriteDraftText { id, field, splice } => self.write_draft(id, &field, &splice),
            Operation::DraftShared { id } => {
                self.in_self_room()?;
                self.draft_kind(id)?;
                self.drop_draft(id, true);
                self.put(layout::DRAFT_ROOT, format!("{id}/shared"), &Plain::Bool(true));
                Ok(())
            }
            Operation::DropDraft { id } => {
                self.in_self_room()?;
                self.draft_kind(id)?;
                self.drop_draft(id, false);
                Ok(())
            }
        }
    }

    fn add(
        &mut self,
        id: ItemId,
        fields: &Fields,
        words_of: Option<PersonId>,
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
        self.check_rules(fields, words_of.as_ref())?;
        if let Some(person) = &words_of {
            self.readable(Reference::Person(person.as_str()))?;
            if !self.context.scribe_for.contains(person) {
                return Err(Refused::AnothersItem);
            }
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
            ("words_of", words_of.map(|p| p.as_str().to_owned())),
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

    /// What one field says about another, or about the room.
    fn check_rules(&self, fields: &Fields, words_of: Option<&PersonId>) -> Result<(), Refused> {
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

    fn set_field(&mut self, kind: Kind, id: ItemId, field: &str, value: Option<Plain>) -> Result<(), Refused> {
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

    fn member(&mut self, kind: Kind, id: ItemId, field: &str, member: &str, there: bool) -> Result<(), Refused> {
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

    fn withdraw(&mut self, kind: Kind, id: ItemId) -> Result<(), Refused> {
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

    fn set_mark(&mut self, item: ItemId, mark: &Mark) -> Result<(), Refused> {
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

    fn place(&mut self, item: ItemId, after: Option<ItemId>, random: [u8; 3]) -> Result<(), Refused> {
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

    fn write_joint(&mut self, kind: Kind, id: ItemId, field: &str, splice: &Splice) -> Result<(), Refused> {
        self.in_home(kind, Home::Board)?;
        let def = kind.field(field).filter(|def| def.shape == FieldShape::Joint).ok_or(Refused::UnknownField)?;
        self.exists(kind, id)?;
        self.splice(&layout::joint_text_root(kind, id, def.name), splice)
    }

    fn write_draft(&mut self, id: ItemId, field: &str, splice: &Splice) -> Result<(), Refused> {
        self.in_self_room()?;
        let kind = self.draft_kind(id)?;
        let text = |def: &&FieldDef| def.value.text_max().is_some() && def.shape != FieldShape::Set;
        let def = kind.field(field).filter(text).ok_or(Refused::UnknownField)?;
        self.splice(&layout::draft_text_root(id, def.name), splice)
    }

    fn splice(&mut self, root: &str, splice: &Splice) -> Result<(), Refused> {
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

    fn set_draft_field(&mut self, id: ItemId, field: &str, value: Option<Plain>) -> Result<(), Refused> {
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

    fn draft_kind(&self, id: ItemId) -> Result<Kind, Refused> {
        let map = self.txn.get_map(layout::DRAFT_ROOT).ok_or(Refused::UnknownItem)?;
        let kind = map.get(self.txn, &format!("{id}/kind")).and_then(|value| read::plain(&value));
        kind.and_then(|kind| Kind::parse(kind.text()?)).ok_or(Refused::UnknownItem)
    }

    /// Deletes a draft's fields and texts; a pointer keeps its kind and room.
    fn drop_draft(&mut self, id: ItemId, pointer: bool) {
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

    fn only_in(&self, home: Home) -> Result<(), Refused> {
        if self.home == home { Ok(()) } else { Err(Refused::WrongHome) }
    }

    fn in_home(&self, kind: Kind, home: Home) -> Result<(), Refused> {
        if kind.home() == home && self.home == home { Ok(()) } else { Err(Refused::WrongHome) }
    }

    fn in_self_room(&self) -> Result<(), Refused> {
        self.only_in(Home::Voice)?;
        if self.context.room_kind == RoomKind::Self_ { Ok(()) } else { Err(Refused::WrongRoom) }
    }

    fn exists(&self, kind: Kind, id: ItemId) -> Result<(), Refused> {
        let withdrawn = format!("{id}/withdrawn");
        let mut keys = self.keys_of(kind.root(), id).peekable();
        if keys.peek().is_some() && keys.all(|key| key != withdrawn) { Ok(()) } else { Err(Refused::UnknownItem) }
    }

    fn readable_beside(&self, reference: Reference<'_>, beside: ItemId) -> Result<(), Refused> {
        if reference == Reference::Item(beside) { Err(Refused::InvalidValue) } else { self.readable(reference) }
    }

    fn readable(&self, reference: Reference<'_>) -> Result<(), Refused> {
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

    fn keys_of(&self, root: &str, id: ItemId) -> impl Iterator<Item = String> {
        let prefix = format!("{id}/");
        let map = self.txn.get_map(root);
        map.into_iter().flat_map(move |map| {
            let prefix = prefix.clone();
            let keys = map.keys(self.txn).filter(|key| key.starts_with(&prefix)).map(str::to_owned);
            keys.collect::<Vec<_>>()
        })
    }

    fn put(&mut self, root: &str, key: String, value: &Plain) {
        let map = self.txn.get_or_insert_map(root);
        map.insert(self.txn, key, any(value));
    }

    fn remove(&mut self, root: &str, key: &str) {
        if let Some(map) = self.txn.get_map(root)
            && map.contains_key(self.txn, key)
        {
            map.remove(self.txn, key);
        }
    }

    fn clear_text(&mut self, root: &str) {
        if let Some(text) = self.txn.get_text(root) {
            let length = text.len(self.txn);
            if length > 0 {
                text.remove_range(self.txn, 0, length);
            }
        }
    }
}

fn empty_card() -> Card {
    Card {
        shape: CardShape::Factor,
        said_together: JointText::default(),
        gathers: BTreeSet::new(),
        off_table: None,
        roles: BTreeSet::new(),
        holder: BTreeSet::new(),
        domain: None,
        knowledge: None,
        generation: None,
        strength_now: None,
        from: None,
        to: None,
        kind: None,
        polarity: None,
        strength: None,
        certainty: None,
    }
}

fn single(kind: Kind, field: &str) -> Result<&'static FieldDef, Refused> {
    kind.field(field).filter(|def| def.shape == FieldShape::Single).ok_or(Refused::UnknownField)
}

fn refused(fault: ValueFault) -> Refused {
    match fault {
        ValueFault::Invalid => Refused::InvalidValue,
        ValueFault::Empty => Refused::EmptyRequired,
        ValueFault::TooLong => Refused::TooLong,
    }
}

fn any(value: &Plain) -> Any {
    match value {
        Plain::Bool(value) => Any::Bool(*value),
        Plain::Whole(value) => Any::from(*value),
        Plain::Text(text) => Any::String(text.clone()),
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
