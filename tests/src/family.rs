//! The demo family as its file names it: persons, rooms, documents, texts by short id. And families made up for load.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use tempfile::TempDir;

use crate::repository;

/// A joint text that exists in no family, so that a test may write it on any board.
pub const SCRATCH: &str = "text:explanation/7d0c8a1e-52b6-4c0e-9f3a-2b1d4e6f8a90/text";

/// A room and who is in it.
#[derive(Debug, Clone)]
pub struct Room {
    /// Its id.
    pub id: String,
    /// `core`, `school`, `self` …
    pub kind: String,
    /// Its members.
    pub members: Vec<String>,
}

/// A family file.
#[derive(Debug, Clone)]
pub struct Family {
    /// The case.
    pub case: String,
    /// Persons who can log in.
    pub members: Vec<String>,
    /// All rooms, the `self` rooms that the loader adds included.
    pub rooms: Vec<Room>,
    file: Value,
}

impl Family {
    /// The demo family, wherever the repository keeps it.
    pub fn demo() -> Result<Self> {
        let path = find(&repository(), "tuinder-kaspers.yaml").context("the demo family is not in the repository")?;
        Self::read(&path)
    }
    /// Reads a family file.
    pub fn read(path: &Path) -> Result<Self> {
        let file: Value = serde_saphyr::from_str(&std::fs::read_to_string(path)?)?;
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let list = |key: &str| file.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        let case = text(file.get("case").context("no case")?, "id");
        let members: Vec<String> = list("persons")
            .iter()
            .filter(|person| person.get("member").and_then(Value::as_bool).unwrap_or(false))
            .map(|person| text(person, "id"))
            .collect();
        let mut rooms: Vec<Room> = list("rooms")
            .iter()
            .map(|room| Room { id: text(room, "id"), kind: text(room, "kind"), members: strings(room.get("members")) })
            .collect();
        for member in &members {
            let id = format!("self:{member}");
            if !rooms.iter().any(|room| room.id == id) {
                rooms.push(Room { id, kind: "self".into(), members: vec![member.clone()] });
            }
        }
        Ok(Self { case, members, rooms, file })
    }
    /// The room of that id.
    pub fn room(&self, id: &str) -> Option<&Room> {
        self.rooms.iter().find(|room| room.id == id)
    }
    /// Name of a document of this case.
    pub fn document(&self, room: &str, document: &str) -> String {
        format!("{}/{room}/{document}", self.case)
    }
    /// Every document of the case with its room: a voice per member; a board where people write together; a desk where a
    /// regisseur leads.
    pub fn documents(&self) -> Vec<(String, &Room)> {
        let mut all = Vec::new();
        for room in &self.rooms {
            for member in &room.members {
                all.push((self.document(&room.id, &format!("voice.{member}")), room));
            }
            if !["self", "pair", "shield"].contains(&room.kind.as_str()) {
                all.push((self.document(&room.id, "board"), room));
            }
            if ["core", "school", "kind", "care"].contains(&room.kind.as_str()) {
                all.push((self.document(&room.id, "desk"), room));
            }
        }
        all
    }
    /// The documents a person may read.
    pub fn readable(&self, person: &str) -> Vec<String> {
        let mine = |(name, room): (String, &Room)| room.members.iter().any(|member| member == person).then_some(name);
        self.documents().into_iter().filter_map(mine).collect()
    }
    /// Short id → room, for every item of the file that stands in one room.
    pub fn items(&self) -> BTreeMap<String, String> {
        let mut items = BTreeMap::new();
        walk(&self.file, &mut |object| {
            if let (Some(Value::String(id)), Some(Value::String(room))) = (object.get("id"), object.get("room")) {
                items.insert(id.clone(), room.clone());
            }
        });
        items
    }
    /// The words of the item with that short id: its title, text or name.
    pub fn words(&self, short_id: &str) -> Option<String> {
        let mut words = None;
        walk(&self.file, &mut |object| {
            if object.get("id").and_then(Value::as_str) == Some(short_id) {
                let text = ["title", "text", "name"].iter().find_map(|key| object.get(*key)?.as_str());
                words = words.take().or(text.map(str::to_owned));
            }
        });
        words
    }
    /// A list under `expect`, by a person's id: `never_on_device`, `never_names` …
    pub fn expected(&self, list: &str, person: &str) -> Vec<String> {
        let list = self.file.get("expect").and_then(|expect| expect.get(list));
        strings(list.and_then(|list| list.get(person).or(Some(list))))
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| Some(item.as_str()?.to_owned())).collect()
}

fn walk(value: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(object);
            object.values().for_each(|inner| walk(inner, visit));
        }
        Value::Array(items) => items.iter().for_each(|inner| walk(inner, visit)),
        _ => {}
    }
}

fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let (path, file_name) = (entry.path(), entry.file_name());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && !["target", "node_modules", ".git", "dist"].iter().any(|skip| file_name == *skip) {
            folders.push(path);
        } else if file_name == name {
            return Some(path);
        }
    }
    folders.into_iter().find_map(|folder| find(&folder, name))
}

/// The ids that the loader gave to the short ids of the file (`<data>/demo-ids.json`).
pub fn loaded_ids(data: &Path) -> Result<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(data.join("demo-ids.json")).context("no demo-ids.json beside the data")?;
    Ok(serde_json::from_str(&text)?)
}

/// A family that a test put together, as a file that goes with it. JSON is read as well as YAML.
#[derive(Debug)]
pub struct Written {
    _folder: TempDir,
    /// Where it is.
    pub path: PathBuf,
}

/// Writes a family file.
pub fn write(file: &Value) -> Result<Written> {
    let folder = tempfile::Builder::new().prefix("samenbeeld-family-").tempdir()?;
    let path = folder.path().join("family.json");
    std::fs::write(&path, serde_json::to_vec_pretty(file)?)?;
    Ok(Written { _folder: folder, path })
}

/// A made-up family: `persons` parents `p0…`, and rooms `<name>` with these members. For load, not for reading.
pub fn made_up(persons: usize, rooms: &[(String, Vec<usize>)]) -> String {
    let mut file = String::from(
        "case: {id: load, title: \"Load\", phase: home, legal_frame: voluntary, regisseur: p0, opened_on: 2026-09-07, town: \"Nergens\"}\npersons:\n",
    );
    let write = "a String takes everything";
    for n in 0..persons {
        let role = if n == 0 { "wijkteam" } else { "parent" };
        let gezag = if n == 0 { "" } else { ", gezag: true" };
        writeln!(file, "  - {{id: p{n}, name: \"Persoon {n}\", born: 1985-06-02, role: {role}{gezag}, lives: [huis], member: true}}")
            .expect(write);
    }
    file += "rooms:\n";
    for (name, members) in rooms {
        let members: Vec<String> = members.iter().map(|n| format!("p{n}")).collect();
        writeln!(file, "  - {{id: \"{name}\", kind: core, label: \"{name}\", members: [{}]}}", members.join(", "))
            .expect(write);
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_family_reads_as_it_was_meant() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("load.yaml");
        std::fs::write(&path, made_up(3, &[("r0".into(), vec![0, 1]), ("r1".into(), vec![1, 2])])).unwrap();
        let family = Family::read(&path).unwrap();
        assert_eq!(family.case, "load");
        assert_eq!(family.readable("p1").iter().filter(|name| name.ends_with("/board")).count(), 2);
        assert_eq!(
            family.readable("p0"),
            ["load/r0/voice.p0", "load/r0/voice.p1", "load/r0/board", "load/r0/desk", "load/self:p0/voice.p0"]
        );
    }
}
