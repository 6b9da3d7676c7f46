//! A plan: who takes part in a simulated document, and what befalls them when. Made from a seed, kept as lines of JSON.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Everything that decides a run. The same plan gives the same run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub head: Head,
    pub steps: Vec<Step>,
}

/// Who takes part. The seed goes on deciding how long everything is on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub seed: u64,
    pub documents: usize,
    pub clients: Vec<Who>,
}

/// One device, and the habits of its client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Who {
    pub person: String,
    /// Its first client id in the first document; the other documents and later openings get others.
    pub id: u64,
    pub writes: bool,
    /// Sends edits as soon as the socket is open, before its Step2: what it did offline comes after them.
    pub hasty: bool,
    /// Sends again, after its Step2, what was never acknowledged.
    pub redelivers: bool,
    /// Keeps deleted words in memory, as a client with version history does.
    pub keeps_deleted: bool,
}

/// Something that happens, at a moment in milliseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub at: u64,
    pub what: What,
}

/// Places are parts of 65 536 of what there is then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Insert {
        client: usize,
        document: usize,
        text: usize,
        place: u16,
        words: String,
    },
    Delete {
        client: usize,
        document: usize,
        text: usize,
        place: u16,
        length: usize,
    },
    /// Puts back what this client last deleted there, where it was.
    Restore {
        client: usize,
        document: usize,
    },
    Set {
        client: usize,
        document: usize,
        root: usize,
        key: u8,
        value: Value,
    },
    Unset {
        client: usize,
        document: usize,
        root: usize,
        key: u8,
    },
    Offline {
        client: usize,
    },
    Online {
        client: usize,
    },
    /// The socket breaks; what was on its way to the server may still get there.
    Cut {
        client: usize,
        arrives: bool,
    },
    /// Sends its last update once more.
    Repeat {
        client: usize,
        document: usize,
    },
    /// Opens its document anew from what it kept, under a fresh client id.
    Reopen {
        client: usize,
        document: usize,
    },
    /// The server dies; whether what it gave the disk was kept.
    Crash {
        kept: bool,
        down: u64,
    },
    /// The store fails the next commit; whether it was kept all the same.
    StoreFails {
        kept: bool,
    },
    /// This device connects to another node over the same store, gives and gets all, and comes back.
    Roam {
        client: usize,
        document: usize,
    },
    /// Another node stores something first.
    Elsewhere {
        document: usize,
        words: String,
    },
    Compact {
        document: usize,
    },
    /// Everyone leaves for a while, and the document leaves the server's memory.
    PutAway {
        document: usize,
    },
}

/// A small generator of numbers: its whole state is the seed, so a run can be made again on any machine.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }
}

const PERSONS: [&str; 6] = ["noor", "jeroen", "marloes", "youssef", "iris", "hanneke"];
const WORDS: [&str; 12] = [
    "Noor ",
    "slaapt slecht. ",
    "🙂",
    "👩‍👩‍👧 ",
    "e\u{301}e\u{301}n ",
    "ñandú ",
    "a",
    "\n",
    "een wat langere zin die iemand in één keer plakt, met een 🏳️‍🌈 erin. ",
    "שלום ",
    "\u{202e}om",
    "𝕊𝕒𝕞𝕖𝕟 ",
];

impl Plan {
    /// The plan of a seed.
    pub fn of(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let documents = [1, 1, 1, 2, 3][chance.index(5)];
        let count = 5 + chance.below(8);
        let clients: Vec<Who> = (0..count)
            .map(|index| Who {
                person: PERSONS[chance.index(PERSONS.len())].to_owned(),
                id: 1_000 * (index + 1),
                writes: index == 0 || !chance.one_in(8),
                hasty: chance.one_in(3),
                redelivers: chance.one_in(2),
                keeps_deleted: chance.one_in(4),
            })
            .collect();
        let mut at = 0;
        let length = 200 + chance.below(300);
        // Some runs type fast, in others hours pass between two edits.
        let pause = [20, 120, 900][chance.index(3)];
        let steps = (0..length)
            .map(|_| {
                at += chance.below(pause);
                Step { at, what: something(&mut chance, &clients, documents) }
            })
            .collect();
        Self { head: Head { seed, documents, clients }, steps }
    }

    /// As lines: the head, then a line for each step.
    pub fn to_lines(&self) -> String {
        let mut lines = json!(self.head).to_string();
        for step in &self.steps {
            lines.push('\n');
            lines.push_str(&json!(step).to_string());
        }
        lines.push('\n');
        lines
    }

    pub fn from_lines(text: &str) -> serde_json::Result<Self> {
        let mut lines = text.lines();
        let head = serde_json::from_str(lines.next().unwrap_or_default())?;
        let steps = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok(Self { head, steps })
    }
}

fn something(chance: &mut Chance, clients: &[Who], documents: usize) -> What {
    let client = chance.index(clients.len());
    let document = chance.index(documents);
    match chance.below(100) {
        0..=4 => return What::Offline { client },
        5..=11 => return What::Online { client },
        12..=16 => return What::Cut { client, arrives: chance.one_in(2) },
        17..=20 => return What::Repeat { client, document },
        21 => return What::Crash { kept: chance.one_in(2), down: chance.below(2_000) },
        22 => return What::StoreFails { kept: chance.one_in(2) },
        23..=24 => return What::Elsewhere { document, words: words(chance) },
        25 => return What::Compact { document },
        26 => return What::Reopen { client, document },
        27..=30 => return What::Roam { client, document },
        31 => return What::PutAway { document },
        _ => {}
    }
    let Some(client) = (0..clients.len()).map(|step| (client + step) % clients.len()).find(|c| clients[*c].writes)
    else {
        return What::Compact { document };
    };
    let (text, root) = (chance.index(2), chance.index(2));
    // Few keys and few places, so that they meet.
    let (key, place) = (chance.below(5) as u8, (chance.below(8) * 9_000) as u16);
    match chance.below(100) {
        0..=44 => What::Insert { client, document, text, place, words: words(chance) },
        45..=64 => What::Delete { client, document, text, place, length: 1 + chance.index(12) },
        65..=71 => What::Restore { client, document },
        72..=91 => What::Set { client, document, root, key, value: value(chance) },
        _ => What::Unset { client, document, root, key },
    }
}

fn words(chance: &mut Chance) -> String {
    (0..=chance.below(3)).map(|_| WORDS[chance.index(WORDS.len())]).collect()
}

fn value(chance: &mut Chance) -> Value {
    match chance.below(7) {
        0 => Value::Null,
        1 => json!(chance.one_in(2)),
        2 => json!(chance.below(1_000)),
        3 => json!(chance.below(1_000) as f64 / 8.0),
        4 => json!([words(chance), chance.below(9), null]),
        5 => json!({ "wie": words(chance), "lijst": [1, "twee"] }),
        _ => json!(words(chance)),
    }
}
