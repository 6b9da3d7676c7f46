//! What a person can do in a document, as operations that are checked before anything is written.
//!
//! Whether the person may write this document at all is the server's policy. Here: that a field goes to its home, a value
//! is what the field holds, nobody writes in another's voice, and a document names only what all its readers may read
//! (D15).

mod checks;
mod items;
mod texts;

use std::collections::BTreeSet;

use yrs::TransactionMut;

use super::{layout, read};
use crate::field::{Plain, Point, Reference, Value, ValueFault};
use crate::ids::{DocumentId, DocumentKind, ItemId, NodeId, PersonId, RoomId};
use crate::model::{Card, CardShape, Fields, Home, Kind, Mark, MarkField, Phase, RoomKind};
use crate::text::{JointText, Short};

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
    /// Persons recorded as present in the meeting of which this person writes down the words; nobody outside a meeting.
    pub present: BTreeSet<PersonId>,
    /// Persons of the register without a way in of their own: what they said is written down with where it was said.
    pub without_access: BTreeSet<PersonId>,
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

/// Whose words a scribe writes down (D16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsOf {
    pub person: PersonId,
    /// From what the scribe knows them; of who is not present it has to be said.
    pub from: Option<Short>,
}

/// Something a person does in one document.
#[derive(Debug, Clone)]
pub enum Operation {
    /// A new item, whole. `words_of`, `adopts` and `same_as` only in a voice.
    Add {
        id: ItemId,
        fields: Fields,
        words_of: Option<WordsOf>,
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
                self.add(id, &fields, words_of.as_ref(), adopts, same_as)
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

fn refused(fault: ValueFault) -> Refused {
    match fault {
        ValueFault::Invalid => Refused::InvalidValue,
        ValueFault::Empty => Refused::EmptyRequired,
        ValueFault::TooLong => Refused::TooLong,
    }
}
