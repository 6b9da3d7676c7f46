use std::collections::BTreeSet;

use samenbeeld_gate::Index;
use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::model::{Kind, RoomKind, SharedState};
use samenbeeld_store::StoreError;
use samenbeeld_store::memory::{Failure, MemoryStore};

use super::*;
use crate::clock::SystemClock;
use crate::composed;
use crate::document::roots::DocumentRoots;
use crate::register::CaseRegister;

/// The family of the demo in a store in memory.
pub(crate) struct Loaded {
    pub store: Arc<MemoryStore>,
    pub vault: Arc<Vault>,
    pub case: Arc<CaseRegister>,
    ids: BTreeMap<String, ItemId>,
    _folder: tempfile::TempDir,
}

/// The demo that comes with the program.
pub(crate) fn built_in() -> Loaded {
    loaded(BUILT_IN)
}

const OTHER: &str = include_str!("../../demo-families/azzouzi-de-graaf.yaml");

fn loaded(text: &str) -> Loaded {
    Computer::new().load(text)
}

/// A store in memory, on which a program may be started again.
struct Computer {
    store: Arc<MemoryStore>,
    vault: Arc<Vault>,
    folder: tempfile::TempDir,
}

impl Computer {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(MemoryStore::new());
        let key = folder.path().join("key");
        let vault = Arc::new(
            Vault::open(store.clone(), &crate::vault::keys::KeySource::File(key.clone()), Box::new(|| panic!("fatal")))
                .unwrap(),
        );
        Self { store, vault, folder }
    }

    /// The register as a program that starts finds it.
    fn register(&self) -> Register {
        Register::open(self.vault.clone()).unwrap()
    }

    fn load(self, text: &str) -> Loaded {
        let register = self.register();
        let family = family::parse(text).unwrap();
        let Stored { case, ids } = store(&family, &self.vault, &register, 1_000).unwrap();
        register.publish(case).unwrap();
        let case = self.register().case(&CaseId::parse(&family.case.id).unwrap()).unwrap();
        Loaded { store: self.store, vault: self.vault, case, ids, _folder: self.folder }
    }
}

impl Loaded {
    fn picture_of(&self, name: &str) -> Picture {
        let person = people::person(name, "test").unwrap();
        let rooms: BTreeSet<_> =
            self.case.rooms.iter().filter(|r| r.facts.members.contains(&person)).map(|r| r.facts.id.clone()).collect();
        let ids: Vec<_> = self.case.documents().into_iter().filter(|document| rooms.contains(&document.room)).collect();
        let read = composed::read_documents(&self.vault, &ids).unwrap();
        composed::picture(read.iter().flatten(), &self.case.facts_for(&person, people::moment_of(&self.case)))
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

/// Also in a folder of before there were marks, and again after a refusal.
#[test]
fn a_folder_holds_one_family_and_says_which() {
    for marked in [true, false] {
        let computer = Computer::new();
        let folder = computer.folder.path();
        let other = folder.join("other.yaml");
        std::fs::write(&other, OTHER).unwrap();
        let load = |family: &Family| load_once(family, folder, &computer.vault, &computer.register(), &SystemClock);
        let here = load(&Family::BuiltIn).unwrap();
        if !marked {
            std::fs::remove_file(folder.join(FAMILY_FILE)).unwrap();
        }
        let refused = || load(&Family::File(other.clone())).err().map(|error| error.to_string());
        assert!(
            refused().is_some_and(|words| words.contains(here.as_str()) && words.contains("--data")),
            "marked: {marked}"
        );
        assert_eq!(load(&Family::BuiltIn).unwrap(), here);
        assert_eq!(std::fs::read_to_string(folder.join(FAMILY_FILE)).unwrap(), here.as_str());
        assert!(refused().is_some());
        assert_eq!(computer.register().cases().len(), 1);
    }
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
    let computer = Computer::new();
    let names = Names::new(&computer.vault, &register.case.id);
    let error = fill::documents_of(&family, &register, &names).err().unwrap().to_string();
    assert_eq!(error, "r1 names nergens, which is nowhere in the file");
}

/// What stands in the file beside the family, told apart by one room, one person and one thing at a time.
fn refusal(things: &str) -> String {
    let text = format!(
        "
case: {{id: c, regisseur: bo}}
persons:
  - {{id: bo, name: Bo, role: gi, member: true}}
  - {{id: ada, name: Ada, role: parent, member: true}}
  - {{id: tom, name: Tom, role: gedragswetenschapper, member: true}}
rooms:
  - {{id: samen, kind: core, label: Samen, members: [bo, ada, tom]}}
  - {{id: twee, kind: pair, label: Twee, members: [bo, ada]}}
  - {{id: los, kind: other, label: Los, members: [tom]}}
{things}
"
    );
    let computer = Computer::new();
    let refused = match family::parse(&text) {
        Ok(family) => store(&family, &computer.vault, &computer.register(), 1_000).err().unwrap(),
        Err(error) => error,
    };
    assert_eq!(computer.vault.store().documents_of(&CaseId::parse("c").unwrap()), Ok(Vec::new()), "nothing was begun");
    refused.to_string()
}

#[test]
fn what_has_no_place_in_the_register_is_refused_before_anything_is_stored() {
    let voice = "factors: [{id: x, room: los, title: De was, by: ada}]";
    assert_eq!(refusal(voice), "x: ada can't write in the voice.ada of room los");
    let pair = "explanations: [{id: y, room: twee, kind: stuck, text: Wij twee}]";
    assert_eq!(refusal(pair), "y: nobody in room twee writes its board");
    let reader = "questions: [{id: z, room: los, of: joint, text: Waarom}]";
    assert_eq!(refusal(reader), "z: nobody in room los writes its board");
    let twice = "wishes: [{id: w, room: samen, by: ada, text: Een}, {id: w, room: samen, by: bo, text: Twee}]";
    assert_eq!(refusal(twice), "the name w stands for two things");
    let version = "versions: [{kind: working, made_by: Bo!, reason: zomaar}]";
    assert!(refusal(version).starts_with("version 1: "), "{}", refusal(version));
}

#[test]
fn who_is_in_a_room_and_nowhere_in_the_file_is_refused() {
    let ghost = BUILT_IN.replacen("members: [", "members: [ghost, ", 1);
    assert_ne!(ghost, BUILT_IN);
    let refused = |text: &str| people::register_of(&family::parse(text).unwrap()).err().unwrap().to_string();
    assert!(refused(&ghost).ends_with("names ghost, which is nowhere in the file"), "{}", refused(&ghost));
    let led = BUILT_IN.replacen("regisseur: youssef", "regisseur: ghost", 1);
    assert_eq!(refused(&led), "case names ghost, which is nowhere in the file");
}

#[test]
fn a_name_that_the_form_does_not_have_is_refused() {
    let slip = refusal("wishes: [{id: w, room: samen, by: ada, text: Een, wen: now}]");
    assert!(slip.contains("wen"), "{slip}");
}

#[test]
fn what_is_left_out_is_named() {
    let family = family::parse(BUILT_IN).unwrap();
    let expected = [
        "case: town",
        "room shield:1: decided_by",
        "room shield:1: review_on",
        "version 1: signoffs",
        "version 1: statements",
    ];
    assert_eq!(family.unloaded(), expected);
    assert_eq!(family::parse(OTHER).unwrap().unloaded(), Vec::<String>::new());
}

/// The joint things of a room without the regisseur are written by a member who may.
#[test]
fn a_family_with_other_rooms_loads_completely() {
    let loaded = loaded(OTHER);
    let rooms: BTreeSet<(&str, RoomKind)> =
        loaded.case.rooms.iter().map(|room| (room.facts.id.as_str(), room.facts.kind)).collect();
    let own = ["yara", "bram", "samir", "linda", "kees", "roos", "hanna", "tom", "jip"];
    let own: Vec<String> = own.iter().map(|name| format!("self:{name}")).collect();
    let expected = [
        ("samen", RoomKind::Core),
        ("klas", RoomKind::School),
        ("thuis", RoomKind::Family),
        ("bij-kees", RoomKind::Care),
        ("van-bram", RoomKind::Kind),
        ("denktafel", RoomKind::Advice),
        ("safety:1", RoomKind::Safety),
        ("shield:1", RoomKind::Shield),
        ("pair:yara:roos", RoomKind::Pair),
        ("zaterdag", RoomKind::Other),
    ];
    let expected = expected.into_iter().chain(own.iter().map(|name| (name.as_str(), RoomKind::Self_)));
    assert_eq!(rooms, expected.collect());
    // Everything that anybody has, each thing once.
    let mut items: BTreeMap<ItemId, Kind> = BTreeMap::new();
    for person in ["yara", "bram", "samir", "linda", "kees", "roos", "hanna", "tom", "jip"] {
        let picture = loaded.picture_of(person);
        assert!(picture.reports.is_empty(), "{person}: {:?}", picture.reports);
        items.extend(picture.items.iter().map(|item| (item.id, item.content.kind())));
    }
    let count = |kind: Kind| items.values().filter(|other| **other == kind).count();
    assert_eq!([Kind::Factor, Kind::Relation, Kind::TimelineEvent, Kind::Tie].map(count), [7, 4, 3, 2]);
    assert_eq!([Kind::Help, Kind::Wish, Kind::Goal, Kind::Step].map(count), [2, 2, 2, 2]);
    assert_eq!([Kind::Question, Kind::JointQuestion, Kind::Explanation, Kind::Loop].map(count), [2, 2, 3, 1]);
    assert_eq!([Kind::Story, Kind::Advice, Kind::NetworkPerson, Kind::Answer].map(count), [3, 1, 2, 1]);
    assert_eq!([Kind::Union, Kind::Descent, Kind::Before, Kind::AgendaItem].map(count), [1, 2, 1, 2]);
    assert_eq!(loaded.vault.list_versions(&loaded.case.case.id).unwrap().len(), 2);
}

/// A load that broke off after each of its steps: nobody can come in, and the next one makes it whole, once.
#[test]
fn a_load_that_broke_off_is_completed_by_the_next() {
    let family = family::parse(BUILT_IN).unwrap();
    let case = people::register_of(&family).unwrap();
    type Step<'a> = (&'a str, &'a dyn Fn(&Computer));
    let filled = |computer: &Computer| {
        let names = Names::new(&computer.vault, &case.case.id);
        fill::documents_of(&family, &case, &names).unwrap().pages.commits(500)
    };
    let broken = |failure: Failure| {
        move |computer: &Computer| {
            computer.store.fail_next_commit(failure);
            let family = family::parse(BUILT_IN).unwrap();
            assert!(store(&family, &computer.vault, &computer.register(), 500).is_err());
        }
    };
    let steps: [Step<'_>; 7] = [
        ("before anything", &|_| {}),
        ("with the key of the case only", &|computer| {
            computer.vault.begin_case(&case.case.id, &[], &[]).unwrap();
        }),
        ("with all keys", &|computer| computer.register().prepare(&case).unwrap()),
        ("before the words were stored", &broken(Failure::Before(StoreError::Full))),
        ("after the words were stored", &broken(Failure::After(StoreError::Full))),
        ("with the words only", &|computer| {
            computer.register().prepare(&case).unwrap();
            computer.vault.commit_now(filled(computer).unwrap()).unwrap();
        }),
        ("with the version", &|computer| {
            assert!(store(&family, &computer.vault, &computer.register(), 500).is_ok());
        }),
    ];
    for (when, step) in steps {
        let computer = Computer::new();
        step(&computer);
        assert!(computer.register().case(&case.case.id).is_none(), "{when}: nobody can come in");
        let loaded = computer.load(BUILT_IN);
        let picture = loaded.picture_of("noor");
        assert!(picture.reports.is_empty(), "{when}: {:?}", picture.reports);
        let factors: BTreeSet<ItemId> =
            picture.items.iter().filter(|item| item.content.kind() == Kind::Factor).map(|item| item.id).collect();
        let expected = (1..=24).map(|number| loaded.ids[&format!("f{number:02}")]);
        assert_eq!(factors, expected.collect(), "{when}");
        assert_eq!(loaded.vault.list_versions(&case.case.id).unwrap().len(), 1, "{when}");
    }
}
