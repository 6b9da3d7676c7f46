//! A family of eight whose file holds nothing but planted words, with who may read each.

use std::collections::{BTreeMap, BTreeSet};

use samenbeeld_tests::dice::Dice;
use serde_json::{Value, json};

use crate::scan::{Canaries, Sort};

/// Who there are: a key for this test, a role, households, and what else the file says.
const PERSONS: &[(&str, &str, &[&str])] = &[
    ("youth", "youth", &["a", "b"]),
    ("mother", "parent", &["a"]),
    ("father", "parent", &["b"]),
    ("mentor", "mentor", &[]),
    ("leader", "wijkteam", &[]),
    ("behaviour", "gedragswetenschapper", &[]),
    ("jim", "jim", &[]),
    ("foster", "foster_parent", &["c"]),
];

/// Which rooms there are and who reads them, by hand. Everybody has one of their own besides.
const ROOMS: &[(&str, &str, &[&str])] = &[
    ("core", "core", &["youth", "mother", "father", "leader", "behaviour", "jim"]),
    ("school", "school", &["youth", "mother", "father", "leader", "behaviour", "mentor"]),
    ("family", "family", &["youth", "mother", "father", "jim"]),
    ("care", "care", &["youth", "mother", "leader", "behaviour", "foster"]),
    ("pair-youth", "pair", &["youth", "leader"]),
    ("pair-mother", "pair", &["mother", "leader"]),
    ("advice", "advice", &["leader", "behaviour"]),
    ("safety", "safety", &["leader", "behaviour"]),
    ("shield", "shield", &["mother", "leader"]),
    ("other", "other", &["youth", "jim"]),
];
const WITH_BOARD: &[&str] = &["core", "school", "family", "care", "advice", "safety", "other"];
const WITH_DESK: &[&str] = &["core", "school", "care"];

/// A room of this family.
#[derive(Debug, Clone)]
pub struct Room {
    pub key: String,
    pub id: String,
    /// Ids of those who read it.
    pub readers: BTreeSet<String>,
    /// Who writes on its board.
    pub writers: Vec<String>,
    pub has_desk: bool,
}

/// The family, and where things stand.
#[derive(Debug)]
pub struct Cast {
    pub case: String,
    pub file: Value,
    pub rooms: Vec<Room>,
    /// Person ids by key.
    pub ids: BTreeMap<&'static str, String>,
    pub canaries: Canaries,
    /// Short ids of the file with the room they stand in.
    pub shorts: Vec<(String, BTreeSet<String>)>,
}

impl Cast {
    pub fn id(&self, key: &str) -> &str {
        self.ids.get(key).map_or("", String::as_str)
    }
    pub fn room(&self, key: &str) -> &Room {
        self.rooms.iter().find(|room| room.key == key).expect("the rooms stand above")
    }
    /// Every document with whether an actor writes it.
    pub fn documents(&self, actor: &str) -> Vec<(String, bool)> {
        let mut all = Vec::new();
        for room in self.rooms.iter().filter(|room| room.readers.contains(actor)) {
            for member in &room.readers {
                all.push((format!("{}/{}/voice.{member}", self.case, room.id), member == actor));
            }
            if !room.writers.is_empty() {
                all.push((format!("{}/{}/board", self.case, room.id), room.writers.iter().any(|one| one == actor)));
            }
            if room.has_desk {
                all.push((format!("{}/{}/desk", self.case, room.id), self.id("leader") == actor));
            }
        }
        all
    }
    /// The documents an actor may not read.
    pub fn hidden(&self, actor: &str) -> Vec<String> {
        let readable: BTreeSet<String> = self.documents(actor).into_iter().map(|(name, _)| name).collect();
        let all = self.ids.values().flat_map(|id| self.documents(id)).map(|(name, _)| name);
        all.filter(|name| !readable.contains(name)).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// Makes the family.
pub fn cast(seed: u64) -> Cast {
    let mut dice = Dice::new(seed);
    let mut canaries = Canaries::new(seed + 1);
    let ids: BTreeMap<&'static str, String> =
        PERSONS.iter().map(|(key, ..)| (*key, format!("kzq{}", dice.hex(16)))).collect();
    let of = |keys: &[&str]| keys.iter().map(|key| ids[*key].clone()).collect::<BTreeSet<String>>();
    let everybody: BTreeSet<String> = ids.values().cloned().collect();
    let mut rooms: Vec<Room> = ROOMS
        .iter()
        .map(|(key, _, members)| Room {
            key: (*key).to_owned(),
            id: format!("kzq{}", dice.hex(16)),
            readers: of(members),
            writers: writers(key, members).iter().map(|one| ids[*one].clone()).collect(),
            has_desk: WITH_DESK.contains(key),
        })
        .collect();
    let sharing = |id: &String, rooms: &[Room]| {
        let shared = rooms.iter().filter(|room| room.readers.contains(id)).flat_map(|room| room.readers.clone());
        shared.chain([id.clone()]).collect::<BTreeSet<_>>()
    };
    let core = of(ROOMS[0].2);
    let homes: BTreeMap<&str, String> =
        ["a", "b", "c"].into_iter().map(|home| (home, canaries.words(format!("household {home}"), &core))).collect();
    // Who lives there is in no core room: where they live reaches nobody (docs/privacy.md).
    canaries.note(&homes["c"], "household c", Sort::Words, &of(&[]));
    let mut persons = Vec::new();
    for (key, role, lives) in PERSONS {
        let (id, near) = (&ids[*key], sharing(&ids[*key], &rooms));
        canaries.note(id, format!("the id of {key}"), Sort::Id, &near);
        let lives: Vec<&String> = lives.iter().map(|home| &homes[*home]).collect();
        let mut facts = json!({ "id": id, "name": canaries.plant(format!("the name of {key}"), Sort::Name, &near),
            "role": role, "lives": lives, "member": true });
        if let Some(facts) = facts.as_object_mut() {
            match *role {
                "youth" => facts.extend([("born".into(), json!("2012-05-01")), ("index".into(), json!(true))]),
                "parent" => facts.extend([("gezag".into(), json!(true))]),
                _ => facts.extend([("org".into(), json!(canaries.words(format!("where {key} works"), &near)))]),
            }
        }
        persons.push(facts);
    }
    let child = format!("kzq{}", dice.hex(16));
    canaries.note(&child, "the id of the child", Sort::Id, &core);
    persons.push(json!({ "id": child, "name": canaries.words("the name of the child", &core), "role": "child",
        "member": false, "known_in": [rooms[0].id] }));

    let mut file = BTreeMap::<&str, Vec<Value>>::new();
    let mut room_facts = Vec::new();
    for (room, (key, kind, _)) in rooms.iter().zip(ROOMS) {
        canaries.note(&room.id, format!("the id of {key}"), Sort::Id, &room.readers);
        let mut facts = json!({ "id": room.id, "kind": kind, "members": room.readers,
            "label": canaries.words(format!("what {key} is called"), &room.readers) });
        if *key == "shield" {
            facts["ground"] = json!(canaries.words("why there is a shield", &room.readers));
        }
        room_facts.push(facts);
    }
    rooms.extend(ids.iter().map(|(key, id)| Room {
        key: format!("self:{key}"),
        id: format!("self:{id}"),
        readers: BTreeSet::from([id.clone()]),
        writers: Vec::new(),
        has_desk: false,
    }));
    let mut shorts = Vec::new();
    let mut before = serde_json::Map::new();
    for room in &rooms {
        voices(room, &ids, &mut file, &mut canaries, &mut shorts);
        if !room.writers.is_empty() {
            before.extend(board(room, &mut file, &mut canaries, &mut shorts));
        }
    }
    let agreed = |reader: &str, room: &str| {
        let room = rooms.iter().find(|one| one.key == room).map(|one| &one.id);
        json!({ "about": ids["youth"], "rooms": [room], "readers": [ids[reader]], "by": of(&["youth", "mother", "father"]),
            "given_on": "2026-09-14" })
    };
    let version = json!({ "kind": "established", "made_by": ids["leader"],
        "reason": canaries.words("why a version was made", &everybody) });
    let case = format!("gezin-{}", dice.hex(8));
    let mut whole = json!({
        "case": { "id": case, "title": canaries.words("the title of the case", &everybody), "phase": "home",
            "legal_frame": "voluntary", "regisseur": ids["leader"], "opened_on": "2026-09-07" },
        "persons": persons, "rooms": room_facts,
        "consents": [agreed("mentor", "school"), agreed("jim", "core")],
        "priorities": { "before": before }, "versions": [version],
    });
    for (list, entries) in file {
        whole[list] = Value::from(entries);
    }
    Cast { case, file: whole, rooms, ids, canaries, shorts }
}

/// Who writes the board of a room (model.md, section 4).
fn writers<'a>(key: &str, members: &[&'a str]) -> Vec<&'a str> {
    let reads_only: &[&str] = match key {
        "core" | "care" => &["behaviour", "jim"],
        "school" => &["behaviour"],
        "other" => &["jim"],
        _ => &[],
    };
    let writes = |one: &&&str| WITH_BOARD.contains(&key) && !reads_only.contains(*one);
    members.iter().filter(writes).copied().collect()
}

type File<'a> = BTreeMap<&'a str, Vec<Value>>;

/// Everything a person can say in a voice, planted; marks by whoever is next in the room.
fn voices(
    room: &Room,
    ids: &BTreeMap<&str, String>,
    file: &mut File<'_>,
    canaries: &mut Canaries,
    shorts: &mut Vec<(String, BTreeSet<String>)>,
) {
    let members: Vec<&String> = room.readers.iter().collect();
    for (nth, by) in members.iter().enumerate() {
        let other = members[(nth + 1) % members.len()];
        let mut short = |kind: &str| {
            let short = format!("{kind}-{}-{nth}", room.key);
            shorts.push((short.clone(), room.readers.clone()));
            short
        };
        let mut words = |what: &str| canaries.words(format!("{what} in {}", room.key), &room.readers);
        let mut add = |list: &'static str, entry: Value| file.entry(list).or_default().push(entry);
        for at in 0..2 {
            add(
                "private",
                json!({ "id": short(&format!("s{at}")), "type": "story", "room": room.id, "by": by, "text": words("a story") }),
            );
        }
        add("questions", json!({ "id": short("q"), "room": room.id, "of": by, "text": words("a question") }));
        add(
            "network",
            json!({ "id": short("n"), "room": room.id, "by": by, "name": words("a name"), "kind": "friend" }),
        );
        add(
            "factors",
            json!({ "id": short("f"), "room": room.id, "by": by, "title": words("a factor"), "roles": ["problem"],
            "source": words("a source"), "st": { other.as_str(): { "s": "d", "words": words("words of a standpoint") } } }),
        );
        add(
            "timeline",
            json!({ "id": short("e"), "room": room.id, "by": by, "track": "home", "start": "2020",
            "precision": "year", "title": words("a moment"), "meaning": { other.as_str(): words("what a moment did") } }),
        );
        add(
            "help",
            json!({ "id": short("h"), "room": room.id, "by": by, "name": words("a help"),
            "what_went_wrong": words("what went wrong") }),
        );
        let mut wish = json!({ "id": short("w"), "room": room.id, "by": by, "text": words("a wish"), "when": "now" });
        if room.has_desk {
            wish["answer"] = json!({ "by": ids["leader"], "text": words("an answer on the desk") });
        }
        add("wishes", wish);
    }
    if room.has_desk {
        let text = canaries.words(format!("the agenda of {}", room.key), &room.readers);
        file.entry("agenda").or_default().push(json!({ "room": room.id, "kind": "meeting", "text": text }));
    }
}

/// What is joint in a room, planted. Gives its entry among the orders.
fn board(
    room: &Room,
    file: &mut File<'_>,
    canaries: &mut Canaries,
    shorts: &mut Vec<(String, BTreeSet<String>)>,
) -> Option<(String, Value)> {
    let mut short = |kind: &str| {
        let short = format!("{kind}-{}", room.key);
        shorts.push((short.clone(), room.readers.clone()));
        short
    };
    let mut words = |what: &str| canaries.words(format!("{what} in {}", room.key), &room.readers);
    let by = room.readers.first()?;
    let mut add = |list: &'static str, entry: Value| file.entry(list).or_default().push(entry);
    add("questions", json!({ "id": short("jq"), "room": room.id, "of": "joint", "text": words("a joint question") }));
    for kind in ["stuck", "way_out"] {
        add(
            "explanations",
            json!({ "id": short(kind), "room": room.id, "kind": kind, "text": words("an explanation") }),
        );
    }
    add("goals", json!({ "id": short("g"), "room": room.id, "owner": by, "text": words("a goal") }));
    add("actions", json!({ "id": short("a"), "goal": format!("g-{}", room.key), "who": by, "text": words("a step") }));
    let (from, to) = (format!("f-{}-0", room.key), format!("f-{}-1", room.key));
    add("relations", json!({ "id": short("r"), "room": room.id, "from": from, "to": to, "kind": "causes", "by": by }));
    add("loops", json!({ "room": room.id, "name": words("the name of a loop"), "path": [format!("r-{}", room.key)] }));
    Some((room.id.clone(), json!([{ "a": from, "b": to, "why": words("why one comes first") }])))
}
