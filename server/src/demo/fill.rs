//! From a family file to documents, author by author.

use std::collections::BTreeMap;

use samenbeeld_schema::doc::write::Operation;
use samenbeeld_schema::ids::{DocumentKind, ItemId, NodeId, PersonId, RoomId};
use samenbeeld_schema::model::{
    Content, Fields, Fingerprint, HelpOutcome, Kind, Mark, MarkValue, Phase, Reached, RoomKind, Standpoint,
};
use samenbeeld_schema::text::Long;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::family::{Family, Stand, Stands, optional};
use super::pages::Pages;
use super::people::{person, room_id};
use super::{DemoError, Names};
use crate::clock;
use crate::register::CaseRegister;

/// The documents of a family, filled.
pub struct Filled<'a> {
    pub pages: Pages<'a>,
    /// Which short id of the file became which item.
    pub ids: BTreeMap<String, ItemId>,
}

/// Writes everything the file says into documents.
pub fn documents_of<'a>(
    family: &Family,
    register: &'a CaseRegister,
    names: &Names<'_>,
) -> Result<Filled<'a>, DemoError> {
    let mut filling = Filling {
        pages: Pages::new(register),
        ids: BTreeMap::new(),
        words: BTreeMap::new(),
        regisseur: person(&family.case.regisseur, "case")?,
    };
    filling.name_everything(family, names)?;
    filling.voices(family)?;
    filling.boards(family)?;
    filling.desks(family)?;
    filling.marks(family)?;
    Ok(Filled { pages: filling.pages, ids: filling.ids })
}

struct Filling<'a> {
    pages: Pages<'a>,
    ids: BTreeMap<String, ItemId>,
    /// What each item says, for the marks on it.
    words: BTreeMap<ItemId, (RoomId, String)>,
    regisseur: PersonId,
}

impl Filling<'_> {
    /// Gives every item its id before anything is written, since things name each other in any order.
    fn name_everything(&mut self, family: &Family, names: &Names<'_>) -> Result<(), DemoError> {
        let goals: BTreeMap<&str, &str> = family.goals.iter().map(|g| (g.id.as_str(), g.room.as_str())).collect();
        let mut named: Vec<(&str, &str)> = Vec::new();
        named.extend(family.network.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(family.questions.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(family.factors.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(family.relations.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(family.timeline.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(family.ecogram.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(family.help.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(family.wishes.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(family.explanations.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        named.extend(goals.iter().map(|(id, room)| (*id, *room)));
        for action in &family.actions {
            let room = goals.get(action.goal.as_str());
            named.push((&action.id, room.ok_or_else(|| nowhere(&action.id, &action.goal))?));
        }
        named.extend(family.private.iter().map(|i| (i.id.as_str(), i.room.as_str())));
        for (short, room) in named {
            let id = names.id(short);
            self.pages.announce(&room_id(room, short)?, id);
            if self.ids.insert(short.to_owned(), id).is_some() {
                return Err(DemoError::Twice(short.to_owned()));
            }
        }
        Ok(())
    }

    fn voices(&mut self, family: &Family) -> Result<(), DemoError> {
        for i in &family.network {
            let fields = json!({ "name": i.name, "kind": i.kind, "informal": i.informal });
            self.say(&i.id, &i.by, &i.room, Kind::NetworkPerson, fields)?;
        }
        for i in family.questions.iter().filter(|question| question.of != "joint") {
            self.say(&i.id, &i.of, &i.room, Kind::Question, json!({ "text": i.text }))?;
        }
        for i in &family.factors {
            let holder = self.nodes(&i.id, &i.h)?;
            let fields = json!({ "title": i.title, "roles": i.roles, "holder": holder, "domain": optional(&i.d),
                "knowledge": optional(&i.k), "source": optional(&i.source), "generation": i.generation });
            self.say(&i.id, &i.by, &i.room, Kind::Factor, fields)?;
        }
        for i in &family.timeline {
            let fields = json!({ "title": i.title, "track": i.track, "start": optional(&i.start), "end": optional(&i.end),
                "precision": optional(&i.precision), "persons": [], "factor_ids": self.items(&i.id, &i.factors)?,
                "knowledge": optional(&i.k) });
            self.say(&i.id, &i.by, &i.room, Kind::TimelineEvent, fields)?;
        }
        for i in &family.relations {
            let fields = json!({ "from": self.item(&i.id, &i.from)?, "to": self.item(&i.id, &i.to)?, "kind": i.kind,
                "strength": i.strength, "certainty": optional(&i.certainty) });
            self.say(&i.id, &i.by, &i.room, Kind::Relation, fields)?;
        }
        for i in &family.ecogram {
            let fields = json!({ "ego": i.ego, "other": self.node(&i.other), "ring": i.ring, "quality": optional(&i.quality),
                "direction": optional(&i.direction), "support": i.support, "wish": optional(&i.wish) });
            self.say(&i.id, &i.ego, &i.room, Kind::Tie, fields)?;
        }
        for i in &family.help {
            let fields = json!({ "name": i.name, "for_whom": self.nodes(&i.id, &i.for_whom)?, "targets": self.items(&i.id, &i.targets)?,
                "catalogue_id": optional(&i.catalogue_id), "start": optional(&i.start),
                "end": optional(&i.end), "what_went_wrong": optional(&i.what_went_wrong), "waited_weeks": i.waited_weeks });
            self.say(&i.id, &i.by, &i.room, Kind::Help, fields)?;
        }
        for i in &family.wishes {
            self.say(&i.id, &i.by, &i.room, Kind::Wish, json!({ "text": i.text, "when": optional(&i.when) }))?;
        }
        for i in &family.private {
            let kind = Kind::parse(&i.kind).ok_or_else(|| nowhere(&i.id, &i.kind))?;
            self.say(&i.id, &i.by, &i.room, kind, json!({ "text": i.text }))?;
        }
        for (room, own) in &family.priorities.own {
            for (name, order) in own {
                let author = person(name, "priorities")?;
                self.order(room, &author, DocumentKind::Voice(author.clone()), order)?;
            }
        }
        Ok(())
    }

    fn boards(&mut self, family: &Family) -> Result<(), DemoError> {
        for i in family.questions.iter().filter(|question| question.of == "joint") {
            self.join(&i.id, &i.room, Kind::JointQuestion, json!({ "text": i.text, "status": "open" }))?;
        }
        for i in &family.explanations {
            let fields =
                json!({ "kind": i.kind, "text": i.text, "refers": [], "speaks_for": [], "speaks_against": [] });
            self.join(&i.id, &i.room, Kind::Explanation, fields)?;
        }
        for i in &family.goals {
            let fields = json!({ "text": i.text, "owner": self.node(&i.owner), "needs": [], "strategies": i.strategies, "situation_now": "",
                "based_on": self.items(&i.id, &i.based_on)?, "situation_wanted": "", "review_on": optional(&i.review_on) });
            self.join(&i.id, &i.room, Kind::Goal, fields)?;
        }
        for i in &family.actions {
            let goal = family.goals.iter().find(|goal| goal.id == i.goal).ok_or_else(|| nowhere(&i.id, &i.goal))?;
            let fields = json!({ "text": i.text, "goal": self.item(&i.id, &i.goal)?, "who": self.node(&i.who), "helps": [],
                "strategies": i.strategies, "catalogue_id": optional(&i.catalogue_id), "due": optional(&i.due), "state": optional(&i.state) });
            self.join(&i.id, &goal.room, Kind::Step, fields)?;
        }
        for i in &family.loops {
            let mut path = self.items("loops", &i.path)?;
            path.sort();
            let hash = Sha256::digest(path.join(",").as_bytes());
            let id = ItemId::from_hash(std::array::from_fn(|position| hash[position]));
            self.pages.announce(&room_id(&i.room, "loops")?, id);
            self.add_joint(&i.name, &i.room, DocumentKind::Board, id, Kind::Loop, json!({ "name": i.name }))?;
        }
        if let Some(genogram) = &family.genogram {
            for i in &genogram.unions {
                let partners = [self.node(&i.a), self.node(&i.b)];
                let fields = json!({ "status": i.status, "partners": partners, "from": optional(&i.from), "to": optional(&i.to) });
                self.add_new("genogram", &genogram.room, Kind::Union, fields)?;
            }
            for i in &genogram.descent {
                let fields = json!({ "child": self.node(&i.child), "parents": self.nodes("genogram", &i.of)? });
                self.add_new("genogram", &genogram.room, Kind::Descent, fields)?;
            }
        }
        for (room, order) in &family.priorities.joint {
            let writer = self.writer("priorities", &room_id(room, "priorities")?, &DocumentKind::Board)?;
            self.order(room, &writer, DocumentKind::Board, order)?;
        }
        for (room, pairs) in &family.priorities.before {
            for i in pairs {
                let fields = json!({ "a": self.item("before", &i.a)?, "b": self.item("before", &i.b)?, "why": optional(&i.why) });
                self.add_new("before", room, Kind::Before, fields)?;
            }
        }
        Ok(())
    }

    fn desks(&mut self, family: &Family) -> Result<(), DemoError> {
        let core = family.rooms.iter().find(|room| room.kind == RoomKind::Core);
        if let (Some(room), Some(phase)) = (core, family.case.phase.as_deref().and_then(Phase::parse)) {
            let room = room_id(&room.id, "case")?;
            let writer = self.writer("case", &room, &DocumentKind::Desk)?;
            self.pages.write("case", &writer, &room, DocumentKind::Desk, Operation::SetPhase(phase))?;
        }
        for wish in &family.wishes {
            let Some(i) = &wish.answer else { continue };
            let fields = json!({ "wish": self.item(&wish.id, &wish.id)?, "text": i.text, "by": i.by,
                "refers": self.items(&wish.id, &i.refers)? });
            let id = ItemId::from_random(clock::random());
            self.pages.announce(&room_id(&wish.room, &wish.id)?, id);
            self.add_joint(&wish.id, &wish.room, DocumentKind::Desk, id, Kind::Answer, fields)?;
        }
        for i in &family.agenda {
            let fields = json!({ "text": i.text, "date": optional(&i.date), "kind": optional(&i.kind), "about": [] });
            let id = ItemId::from_random(clock::random());
            self.add_joint("agenda", &i.room, DocumentKind::Desk, id, Kind::AgendaItem, fields)?;
        }
        Ok(())
    }

    fn marks(&mut self, family: &Family) -> Result<(), DemoError> {
        for i in &family.factors {
            self.stands(&i.id, &i.st)?;
        }
        for i in &family.relations {
            self.stands(&i.id, &i.st)?;
        }
        for i in &family.timeline {
            self.stands(&i.id, &i.st)?;
            for (name, words) in &i.meaning {
                self.mark(&i.id, name, MarkValue::Meaning(true), Some(words))?;
            }
        }
        for i in &family.help {
            for (name, outcome) in &i.outcome {
                let outcome = HelpOutcome::parse(outcome).ok_or_else(|| nowhere(&i.id, outcome))?;
                self.mark(&i.id, name, MarkValue::Outcome(outcome), None)?;
            }
            if let Some(name) = &i.acknowledged_by {
                self.mark(&i.id, name, MarkValue::Acknowledged(true), None)?;
            }
        }
        for i in &family.goals {
            for (name, reached) in &i.reached {
                let reached = Reached::parse(reached).ok_or_else(|| nowhere(&i.id, reached))?;
                self.mark(&i.id, name, MarkValue::Reached(reached), None)?;
            }
        }
        Ok(())
    }

    fn stands(&mut self, short: &str, stands: &Stands) -> Result<(), DemoError> {
        for (name, stand) in stands {
            let (letter, words) = match stand {
                Stand::Letter(letter) => (letter, None),
                Stand::WithWords { s, words } => (s, Some(words)),
            };
            let standpoint = match letter.as_str() {
                "a" => Standpoint::Agree,
                "p" => Standpoint::Partly,
                "d" => Standpoint::Disagree,
                "u" => Standpoint::Unknown,
                other => return Err(nowhere(short, other)),
            };
            self.mark(short, name, MarkValue::Standpoint(standpoint), words)?;
        }
        Ok(())
    }

    fn mark(&mut self, short: &str, name: &str, value: MarkValue, words: Option<&String>) -> Result<(), DemoError> {
        let author = person(name, short)?;
        let item = *self.ids.get(short).ok_or_else(|| nowhere(short, short))?;
        let (room, said) = self.words.get(&item).cloned().ok_or_else(|| nowhere(short, short))?;
        let words = words.map(|words| Long::parse(words)).transpose();
        let mark = Mark {
            value,
            words: words.map_err(|error| DemoError::Text(short.to_owned(), error))?,
            about: Fingerprint::of(&said),
        };
        let voice = DocumentKind::Voice(author.clone());
        self.pages.write(short, &author, &room, voice, Operation::SetMark { item, mark })
    }

    /// An item in its author's voice.
    fn say(&mut self, short: &str, by: &str, room: &str, kind: Kind, fields: Value) -> Result<(), DemoError> {
        let author = person(by, short)?;
        let id = *self.ids.get(short).ok_or_else(|| nowhere(short, short))?;
        self.add(short, &author, room, DocumentKind::Voice(author.clone()), id, kind, fields)
    }

    /// A joint item of the board.
    fn join(&mut self, short: &str, room: &str, kind: Kind, fields: Value) -> Result<(), DemoError> {
        let id = *self.ids.get(short).ok_or_else(|| nowhere(short, short))?;
        self.add_joint(short, room, DocumentKind::Board, id, kind, fields)
    }

    /// A joint item that the file gives no name.
    fn add_new(&mut self, place: &str, room: &str, kind: Kind, fields: Value) -> Result<(), DemoError> {
        self.add_joint(place, room, DocumentKind::Board, ItemId::from_random(clock::random()), kind, fields)
    }

    /// A joint item, written down by someone in the room who may.
    fn add_joint(
        &mut self,
        place: &str,
        room: &str,
        document: DocumentKind,
        id: ItemId,
        kind: Kind,
        fields: Value,
    ) -> Result<(), DemoError> {
        let writer = self.writer(place, &room_id(room, place)?, &document)?;
        self.add(place, &writer, room, document, id, kind, fields)
    }

    /// Who writes down what is joint in a room: the regisseur, else the first of its members who may.
    fn writer(&self, place: &str, room: &RoomId, document: &DocumentKind) -> Result<PersonId, DemoError> {
        let members = self.pages.members(place, room)?;
        let writer = std::iter::once(&self.regisseur)
            .chain(members)
            .find(|person| self.pages.may_write(person, room, document))
            .cloned();
        writer.ok_or_else(|| DemoError::NobodyWrites {
            place: place.to_owned(),
            document: document.to_string(),
            room: room.to_string(),
        })
    }

    #[allow(clippy::too_many_arguments, reason = "one place that writes an item; each argument is another thing")]
    fn add(
        &mut self,
        place: &str,
        author: &PersonId,
        room: &str,
        document: DocumentKind,
        id: ItemId,
        kind: Kind,
        fields: Value,
    ) -> Result<(), DemoError> {
        let typed: Fields = serde_json::from_value(json!({ "kind": kind.as_str(), "fields": fields }))
            .map_err(|error| DemoError::Fields(place.to_owned(), error.to_string()))?;
        let room = room_id(room, place)?;
        self.words.insert(id, (room.clone(), Kind::words(&Content::from(typed.clone()))));
        let operation = Operation::Add { id, fields: typed, words_of: None, adopts: None, same_as: None };
        self.pages.write(place, author, &room, document, operation)
    }

    fn order(
        &mut self,
        room: &str,
        author: &PersonId,
        document: DocumentKind,
        order: &[String],
    ) -> Result<(), DemoError> {
        let room = room_id(room, "priorities")?;
        let mut after = None;
        for short in order {
            let item = *self.ids.get(short).ok_or_else(|| nowhere("priorities", short))?;
            let operation = Operation::PlaceInOrder { item, after, random: clock::random() };
            self.pages.write(short, author, &room, document.clone(), operation)?;
            after = Some(item);
        }
        Ok(())
    }

    fn item(&self, place: &str, short: &str) -> Result<String, DemoError> {
        self.ids.get(short).map(ItemId::to_string).ok_or_else(|| nowhere(place, short))
    }

    fn items(&self, place: &str, shorts: &[String]) -> Result<Vec<String>, DemoError> {
        shorts.iter().map(|short| self.item(place, short)).collect()
    }

    /// A person, a group, or a network person of the file under its item's id.
    fn node(&self, name: &str) -> String {
        self.ids.get(name).map_or_else(|| name.to_owned(), ItemId::to_string)
    }

    fn nodes(&self, place: &str, names: &[String]) -> Result<Vec<String>, DemoError> {
        names
            .iter()
            .map(|name| {
                let node = self.node(name);
                NodeId::parse(&node).map(|_| node).map_err(|error| DemoError::Id(place.to_owned(), error))
            })
            .collect()
    }
}

fn nowhere(place: &str, name: &str) -> DemoError {
    DemoError::Nowhere(place.to_owned(), name.to_owned())
}
