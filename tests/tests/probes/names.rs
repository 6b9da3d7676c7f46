//! Names of the same make, of which half stand for something: rooms, documents, versions.

use samenbeeld_tests::dice::Dice;
use serde_json::{Value, json};

pub const CASE: &str = "gezin-deuren";
pub const LEADER: &str = "leader";
/// Reads nothing but their own.
pub const ASKER: &str = "asker";
pub const VERSIONS: usize = 50;
const ROOMS: usize = 40;
const OF_EACH: usize = 250;

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Document,
    Version,
}

/// A name to ask for.
#[derive(Debug, Clone)]
pub struct Probe {
    pub name: String,
    pub kind: Kind,
    pub exists: bool,
}

impl Probe {
    /// As the name of a document: what is of a version stands in the place of a room.
    pub fn document(&self) -> String {
        match self.kind {
            Kind::Document => self.name.clone(),
            Kind::Version => format!("{CASE}/{}/board", self.name),
        }
    }
}

/// A family with many rooms the asker is not in.
pub struct Made {
    pub file: Value,
    rooms: Vec<String>,
}

pub fn make(dice: &mut Dice) -> Made {
    let rooms: Vec<String> = (0..ROOMS).map(|_| format!("k-{}", dice.hex(12))).collect();
    let person = |id: &str, role: &str| json!({ "id": id, "name": "Iemand", "role": role, "member": true });
    let mut persons = vec![person(LEADER, "wijkteam"), person(ASKER, "professional")];
    persons.extend(["parent-a", "parent-b"].map(|id| person(id, "parent")));
    persons.push(json!({ "id": "youth", "name": "Iemand", "role": "youth", "born": "2013-05-01", "index": true, "member": true }));
    let facts = rooms.iter().map(|room| {
        json!({ "id": room, "kind": "core", "label": "Kamer", "members": [LEADER, "parent-a", "parent-b", "youth"] })
    });
    let version = json!({ "kind": "working", "made_by": LEADER, "reason": "om te vinden" });
    let file = json!({
        "case": { "id": CASE, "title": "Deuren", "phase": "home", "legal_frame": "voluntary", "regisseur": LEADER,
            "opened_on": "2026-09-07" },
        "persons": persons, "rooms": facts.collect::<Vec<_>>(), "versions": vec![version; VERSIONS],
    });
    Made { file, rooms }
}

/// 250 that exist and 250 that don't, in a random order. Invented ones differ only where a name is random anyway.
pub fn probes(made: &Made, versions: &[String], dice: &mut Dice) -> Vec<Probe> {
    const DOCUMENTS: [&str; 5] = ["board", "desk", "voice.leader", "voice.parent-a", "voice.youth"];
    let mut all: Vec<Probe> =
        versions.iter().map(|version| Probe { name: version.clone(), kind: Kind::Version, exists: true }).collect();
    for room in &made.rooms {
        all.extend(DOCUMENTS.map(|document| Probe {
            name: format!("{CASE}/{room}/{document}"),
            kind: Kind::Document,
            exists: true,
        }));
    }
    all.truncate(OF_EACH);
    let invented: Vec<Probe> = all
        .iter()
        .map(|real| {
            let name = match real.kind {
                Kind::Version => dice.item(),
                Kind::Document => {
                    let document = real.name.rsplit('/').next().unwrap_or_default();
                    format!("{CASE}/k-{}/{document}", dice.hex(12))
                }
            };
            Probe { name, exists: false, ..*real }
        })
        .collect();
    all.extend(invented);
    dice.shuffle(&mut all);
    all
}

/// A way to ask over HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Ticket,
    Removed,
    Writing,
    Consent,
    Withdraw,
    Version,
}

pub const WAYS: [Way; 6] = [Way::Ticket, Way::Removed, Way::Writing, Way::Consent, Way::Withdraw, Way::Version];

impl Way {
    pub fn fits(self, probe: &Probe) -> bool {
        (self == Way::Version) == (probe.kind == Kind::Version)
    }

    /// Method, path and body.
    pub fn request(self, probe: &Probe) -> (&'static str, String, String) {
        let (case, name) = (format!("/api/v1/cases/{CASE}"), &probe.name);
        let room = name.split('/').nth(1).unwrap_or_default();
        let consent = json!({ "about": "youth", "rooms": [room], "readers": ["parent-a"] }).to_string();
        let text = samenbeeld_tests::family::SCRATCH;
        match self {
            Way::Ticket => ("POST", "/api/v1/tickets".into(), json!({ "documents": [name] }).to_string()),
            Way::Removed => ("GET", format!("{case}/removed?document={name}&text={text}"), String::new()),
            Way::Writing => ("POST", format!("{case}/writing"), json!({ "document": name, "text": text }).to_string()),
            Way::Consent => ("POST", format!("{case}/consents"), consent),
            Way::Withdraw => ("POST", format!("{case}/consents/withdraw"), consent),
            Way::Version => ("GET", format!("{case}/versions/{name}.json"), String::new()),
        }
    }
}
