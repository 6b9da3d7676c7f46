use std::collections::BTreeSet;

use samenbeeld_gate::Index;
use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::model::{Kind, RoomKind, SharedState};
use samenbeeld_store::memory::MemoryStore;

use super::*;
use crate::composed;
use crate::document::roots::DocumentRoots;
use crate::register::CaseRegister;

/// The family of the demo in a store in memory.
pub(crate) struct Loaded {
    pub vault: Arc<Vault>,
    pub case: Arc<CaseRegister>,
    ids: BTreeMap<String, ItemId>,
    _folder: tempfile::TempDir,
}

/// The demo that comes with the program.
pub(crate) fn built_in() -> Loaded {
    loaded(BUILT_IN)
}

fn loaded(text: &str) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(MemoryStore::new());
    let vault = Arc::new(Vault::open(store, &folder.path().join("key"), Box::new(|| panic!("fatal"))).unwrap());
    let register = Register::open(vault.clone()).unwrap();
    let family = family::parse(text).unwrap();
    let ids = load(&family, &vault, &register, 1_000).unwrap();
    let case = register.case(&CaseId::parse(&family.case.id).unwrap()).unwrap();
    Loaded { vault, case, ids, _folder: folder }
}

impl Loaded {
    fn picture_of(&self, name: &str) -> Picture {
        let person = people::person(name, "test").unwrap();
        let rooms: BTreeSet<_> =
            self.case.rooms.iter().filter(|r| r.facts.members.contains(&person)).map(|r| r.facts.id.clone()).collect();
        let ids: Vec<_> = self.case.documents().into_iter().filter(|document| rooms.contains(&document.room)).collect();
        let read = composed::read_documents(&self.vault, &ids).unwrap();
        composed::picture(read.iter().flatten(), &self.case.facts_for(&person))
    }
}

/// docs/protocol.md G8: what the file brings in is its authors' from then on.
#[test]
fn every_item_of_the_family_belongs_to_whose_document_it_stands_in() {
    let loaded = built_in();
    let item = |short: &str| loaded.ids[short];
    let wanted: Vec<ItemId> = loaded.ids.values().copied().collect();
    let owners = loaded.vault.store().owners(&loaded.case.case.id, &wanted).unwrap();
    assert_eq!(owners.iter().filter(|owner| owner.is_none()).count(), 0);
    let owners = loaded.vault.store().owners(&loaded.case.case.id, &[item("f03"), item("x1")]).unwrap();
    let of: Vec<_> = owners.into_iter().flatten().map(|owned| (owned.by.to_string(), owned.kind)).collect();
    assert_eq!(of, [("voice.noor".to_owned(), Kind::Factor), ("board".to_owned(), Kind::Explanation)]);
}

#[test]
fn the_whole_family_is_read_back_without_a_single_report() {
    let loaded = loaded(BUILT_IN);
    for person in ["noor", "marloes", "jeroen", "femke", "youssef", "ilse"] {
        let picture = loaded.picture_of(person);
        assert!(picture.reports.is_empty(), "{person}: {:?}", picture.reports);
    }
    let picture = loaded.picture_of("noor");
    let count = |kind: Kind| picture.items.iter().filter(|item| item.content.kind() == kind).count();
    assert_eq!(
        [Kind::Factor, Kind::Relation, Kind::TimelineEvent, Kind::Tie, Kind::Help, Kind::Wish, Kind::Goal, Kind::Step]
            .map(count),
        [24, 25, 16, 12, 6, 4, 4, 8]
    );
    assert_eq!([Kind::Question, Kind::JointQuestion, Kind::Explanation, Kind::Loop].map(count), [4, 1, 3, 2]);
}

#[test]
fn the_mentor_gets_what_the_file_says_and_nothing_of_core() {
    let loaded = loaded(BUILT_IN);
    let picture = loaded.picture_of("femke");
    let of = |kind: Kind| -> BTreeSet<ItemId> {
        picture.items.iter().filter(|item| item.content.kind() == kind).map(|item| item.id).collect()
    };
    let expected = |shorts: &[&str]| -> BTreeSet<ItemId> { shorts.iter().map(|short| loaded.ids[*short]).collect() };
    assert_eq!(of(Kind::Factor), expected(&["f01", "f04", "f14", "f17", "f18", "f21", "f22", "f24"]));
    assert_eq!(of(Kind::Relation), expected(&["r01", "r02", "r17", "r19", "r22"]));
    let json = serde_json::to_string(&picture).unwrap();
    for name in ["Petra", "Riet", "Moos", "Buurvrouw Ans", "Daan"] {
        assert!(!json.contains(name), "{name}");
    }
}

#[test]
fn where_people_differ_is_what_the_file_expects() {
    let loaded = loaded(BUILT_IN);
    let picture = loaded.picture_of("noor");
    let disputed = |kind: Kind| -> BTreeSet<ItemId> {
        let items = picture.items.iter().filter(|item| item.content.kind() == kind);
        items.filter(|item| item.shared_state == Some(SharedState::Disputed)).map(|item| item.id).collect()
    };
    assert_eq!(disputed(Kind::Factor), BTreeSet::from([loaded.ids["f08"], loaded.ids["f22"]]));
    assert_eq!(disputed(Kind::Relation), BTreeSet::from([loaded.ids["r07"], loaded.ids["r10"], loaded.ids["r11"]]));
}

#[test]
fn both_named_rounds_are_found_by_the_machine() {
    let picture = loaded(BUILT_IN).picture_of("noor");
    let names: BTreeSet<&str> = picture.loops.iter().filter_map(|round| Some(round.name.as_ref()?.as_str())).collect();
    assert_eq!(names, BTreeSet::from(["Het ochtendrondje", "Het brievenrondje"]));
}

/// What the loader writes must be what the gate lets through: it is judged like everybody's.
#[test]
fn every_loaded_document_passes_the_gate() {
    let loaded = loaded(BUILT_IN);
    let ids = loaded.case.documents();
    for (id, opened) in ids.iter().zip(loaded.vault.open_documents(&ids).unwrap()) {
        let self_room = loaded.case.room(&id.room).unwrap().facts.kind == RoomKind::Self_;
        let state = crate::document::load::whole_state(&opened.unwrap()).unwrap();
        assert!(Index::load(&state, &DocumentRoots::new(id.kind.clone(), self_room)).is_ok(), "{id}");
    }
}

#[test]
fn another_family_of_the_same_form_loads_too() {
    let text = "
case: {id: gezin-anders, regisseur: bo, title: Gezin Anders}
persons:
  - {id: ada, name: Ada, role: parent, member: true, lives: [huis]}
  - {id: bo, name: Bo, role: gi, member: true}
rooms:
  - {id: keuken, kind: core, label: Onze keuken, members: [ada, bo]}
  - {id: lab, kind: other, label: Nog een kamer, members: [ada]}
factors:
  - {id: x, room: keuken, title: De was blijft liggen, by: ada, st: {bo: p}}
";
    let loaded = loaded(text);
    assert_eq!(loaded.picture_of("bo").items.len(), 1);
    assert!(loaded.case.rooms.iter().any(|room| room.facts.id.as_str() == "self:ada"));
}

#[test]
fn a_crooked_file_says_where_it_is_wrong() {
    let error = family::parse("case: {id: x}").err().unwrap().to_string();
    assert!(error.contains("regisseur"), "{error}");
    let text = "
case: {id: c, regisseur: bo}
persons: [{id: bo, name: Bo, role: gi, member: true}]
rooms: [{id: r, kind: core, label: Kamer, members: [bo]}]
relations: [{id: r1, room: r, from: nergens, to: ook, kind: causes, by: bo}]
";
    let family = family::parse(text).unwrap();
    let register = people::register_of(&family).unwrap();
    let error = fill::documents_of(&family, &register).err().unwrap().to_string();
    assert_eq!(error, "r1 names nergens, which is nowhere in the file");
}
