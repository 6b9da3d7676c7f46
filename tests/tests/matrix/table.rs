//! What is expected, written by hand from the design ("documents are the permissions") and the model's table "who sees and
//! writes what". Nothing in here is asked of the program.
//!
//! r reads the room, v has a voice there, b writes the board, d writes the desk. `-` is no member. `x` stands as a member in
//! the file and may not be there all the same: for them the room does not exist, but for their own voice, which everybody
//! keeps (docs/protocol.md R5). `+` behind a name: freezes versions.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// The demo family, whose rooms stand in its file.
pub const DEMO: &str = "
            core  school  self  pair:noor:youssef  pair:marloes:youssef  shield:1  advice
noor        rvb   rvb     rv    rv                 -                     -         -
marloes     rvb   rvb     rv    -                  rv                    rv        -
jeroen      rvb   rvb     rv    -                  -                     -         -
femke       -     rvb     rv    -                  -                     -         -
youssef+    rvbd  rvbd    rv    rv                 rv                    rv        rvb
ilse        rv    rv      rv    -                  -                     -         rvb
";

/// Every role in every kind of room, under supervision of the court.
pub const EVERYBODY: &str = "
                core  school  self  pair:1  pair:2  pair:3  pair:4  family  kind  care  advice  safety  shield  other
youth-13        rvb   rvb     rv    rv      -       -       -       rvb     -     rvb   x       x       rv      rvb
youth-16        rvb   rvb     rv    -       -       -       rv      rvb     -     rvb   -       -       -       -
child-8         x     x       rv    -       -       -       -       rv      rv    x     -       -       -       -
parent          rvb   rvb     rv    -       -       -       -       rvb     rvb   rvb   x       x       -       rvb
without-gezag   x     x       rv    -       -       -       -       rvb     x     x     -       -       -       -
mentor          x     rvb     rv    -       rv      -       -       x       -     x     -       -       -       -
jim             rv    x       rv    -       -       rv      -       rvb     -     rv    -       x       -       -
foster          rv    rv      rv    -       -       -       -       x       -     rvb   x       -       -       -
regisseur+      rvbd  rvbd    rv    rv      -       -       -       x       rvbd  rvbd  rvb     rvb     rv      rvb
colleague       rvb   rvb     rv    -       -       -       -       x       rvb   rvb   -       rvb     -       -
gi+             rvbd  rvbd    rv    -       rv      -       -       x       rvbd  rvbd  rvb     rvb     -       -
psychologist    rvb   rvb     rv    -       -       rv      -       x       rvb   rvb   -       rvb     -       -
behaviour       rv    rv      rv    -       -       -       -       x       rv    rv    rvb     rvb     -       -
not-involved    x     x       rv    -       -       -       x       -       x     x     x       x       x       x
expert          x     x       x     -       -       -       -       x       x     x     x       x       -       -
judge           x     -       x     -       -       -       -       -       -     -     -       x       -       -
";

/// Youths of 12 to 15 whose parent reads by law, who may ask that they don't (docs/protocol.md R7).
pub const MAY_OBJECT: &[&str] = &["noor", "youth-13"];
/// Kinds of room without a board, and those with a desk.
pub const WITHOUT_BOARD: &[&str] = &["self", "pair", "shield"];
pub const WITH_DESK: &[&str] = &["core", "school", "kind", "care"];
/// Kinds that frozen versions hold nothing of.
pub const NOT_IN_VERSIONS: &[&str] = &["self", "family"];

/// What may be done with one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum May {
    Nothing,
    Read,
    Write,
}

/// One person's row.
#[derive(Debug, Clone)]
pub struct Row {
    pub person: String,
    pub freezes: bool,
    letters: Vec<String>,
}

/// A table as data.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<String>,
    pub rows: Vec<Row>,
}

impl Table {
    pub fn read(text: &str) -> Result<Self> {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let columns: Vec<String> = lines.next().context("no head")?.split_whitespace().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for line in lines {
            let mut words = line.split_whitespace().map(str::to_owned);
            let name = words.next().context("no name")?;
            let letters: Vec<String> = words.collect();
            anyhow::ensure!(letters.len() == columns.len(), "the row of {name} has {} places", letters.len());
            rows.push(Row { person: name.trim_end_matches('+').to_owned(), freezes: name.ends_with('+'), letters });
        }
        Ok(Self { columns, rows })
    }

    /// Every room: the columns, and in the place of `self` one for each person.
    pub fn rooms(&self) -> Vec<String> {
        let own = self.rows.iter().map(|row| format!("self:{}", row.person));
        self.columns.iter().filter(|column| *column != "self").cloned().chain(own).collect()
    }

    /// The letters of a person in a room.
    pub fn letters(&self, person: &str, room: &str) -> &str {
        let column = if room == format!("self:{person}") { "self" } else { room };
        let row = self.rows.iter().find(|row| row.person == person);
        let at = self.columns.iter().position(|known| known == column);
        row.zip(at).and_then(|(row, at)| row.letters.get(at)).map_or("-", String::as_str)
    }

    /// Who stands in a room in the file.
    pub fn members(&self, room: &str) -> Vec<String> {
        let names = self.rows.iter().map(|row| row.person.clone());
        names.filter(|person| self.letters(person, room) != "-").collect()
    }

    pub fn reads(&self, person: &str, room: &str) -> bool {
        self.letters(person, room).contains('r')
    }

    /// The rooms of which a person gets a part in a frozen version.
    pub fn in_versions(&self, person: &str) -> BTreeSet<String> {
        let held = |room: &String| self.reads(person, room) && !NOT_IN_VERSIONS.contains(&kind(room));
        self.rooms().into_iter().filter(held).collect()
    }

    /// What a person may do with a document of a room.
    pub fn may(&self, person: &str, room: &str, document: &str) -> May {
        let letters = self.letters(person, room);
        let (exists, letter) = match document.strip_prefix("voice.") {
            Some(owner) if owner == person => match letters {
                "-" => return May::Nothing,
                "x" => return May::Read,
                _ => (true, 'v'),
            },
            Some(owner) => (self.letters(owner, room) != "-", ' '),
            None if document == "board" => (!WITHOUT_BOARD.contains(&kind(room)), 'b'),
            None => (WITH_DESK.contains(&kind(room)), 'd'),
        };
        match (exists && letters.contains('r'), letters.contains(letter)) {
            (false, _) => May::Nothing,
            (true, false) => May::Read,
            (true, true) => May::Write,
        }
    }

    /// The documents of a room that a person is tried on: their own voice, another's, the board and the desk, there or not; in
    /// what is somebody's own only what stands there.
    pub fn documents(&self, person: &str, room: &str) -> Vec<String> {
        let mut others = self.members(room).into_iter().filter(|member| member != person);
        if kind(room) == "self" && self.letters(person, room) == "-" {
            return others.map(|owner| format!("voice.{owner}")).collect();
        }
        let others = others.next();
        let voices = others.into_iter().chain([person.to_owned()]).map(|owner| format!("voice.{owner}"));
        voices.chain(["board".to_owned(), "desk".to_owned()]).collect()
    }
}

/// The kind of a room: here its name up to the colon, as in the demo family.
pub fn kind(room: &str) -> &str {
    room.split(':').next().unwrap_or(room)
}

/// The family file of [`EVERYBODY`].
pub fn everybody(table: &Table) -> Value {
    let person = |id: &str, role: &str, more: Value| {
        let mut facts = json!({ "id": id, "name": format!("Iemand {id}"), "role": role, "member": true });
        if let (Some(facts), Some(more)) = (facts.as_object_mut(), more.as_object()) {
            facts.extend(more.clone());
        }
        facts
    };
    let persons = json!([
        person("youth-13", "youth", json!({ "born": "2013-05-01", "index": true, "lives": ["huis"] })),
        person("youth-16", "youth", json!({ "born": "2010-03-01", "index": true, "lives": ["huis"] })),
        person("child-8", "child", json!({ "born": "2018-04-04", "lives": ["huis"] })),
        person("parent", "parent", json!({ "gezag": true, "lives": ["huis"] })),
        person("without-gezag", "parent", json!({ "gezag": false, "lives": ["elders"] })),
        person("mentor", "mentor", json!({})),
        person("jim", "jim", json!({})),
        person("foster", "foster_parent", json!({ "lives": ["pleeghuis"] })),
        person("regisseur", "wijkteam", json!({})),
        person("colleague", "wijkteam", json!({})),
        person("gi", "gi", json!({})),
        person("psychologist", "professional", json!({})),
        person("behaviour", "gedragswetenschapper", json!({})),
        person("not-involved", "professional", json!({})),
        person("expert", "expert", json!({})),
        person("judge", "judge", json!({})),
    ]);
    let rooms = table.rooms().into_iter().map(|room| {
        json!({ "id": room, "kind": kind(&room), "label": format!("Kamer {room}"), "members": table.members(&room) })
    });
    // Of the younger both the parent and the youth, of the older the youth alone.
    let agreed = |reader: &str, rooms: &[&str]| {
        [("youth-13", vec!["youth-13", "parent"]), ("youth-16", vec!["youth-16"])].map(|(about, by)| {
            json!({ "about": about, "rooms": rooms, "readers": [reader], "by": by, "given_on": "2026-09-14" })
        })
    };
    let consents: Vec<Value> = [
        agreed("parent", &["core", "school", "kind", "care", "other"]),
        agreed("mentor", &["school"]),
        agreed("jim", &["core", "care"]),
        agreed("foster", &["core", "school"]),
    ]
    .concat();
    json!({
        "case": { "id": "gezin-iedereen", "title": "Iedereen", "phase": "home", "legal_frame": "supervision",
            "regisseur": "regisseur", "opened_on": "2026-09-07" },
        "persons": persons, "rooms": rooms.collect::<Vec<_>>(), "consents": consents,
    })
}

#[test]
fn the_table_says_of_a_few_what_the_model_says() -> Result<()> {
    let table = Table::read(EVERYBODY)?;
    assert_eq!(table.may("youth-13", "core", "board"), May::Write);
    assert_eq!(table.may("youth-13", "core", "desk"), May::Read);
    assert_eq!(table.may("youth-13", "core", "voice.parent"), May::Read);
    assert_eq!(table.may("mentor", "core", "voice.mentor"), May::Read);
    assert_eq!(table.may("mentor", "core", "board"), May::Nothing);
    assert_eq!(table.may("parent", "self:youth-13", "voice.youth-13"), May::Nothing);
    assert_eq!(table.may("youth-13", "self:youth-13", "voice.youth-13"), May::Write);
    assert_eq!(table.may("youth-13", "pair:1", "board"), May::Nothing);
    Ok(())
}
