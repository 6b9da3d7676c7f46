//! Words and ids that stand nowhere else, who may ever receive each, and finding them in bytes.

use std::collections::{BTreeMap, BTreeSet};

use samenbeeld_tests::dice::Dice;

/// Every planted word begins with this, which no other word does.
const MARK: &str = "kzq";
/// Length of a planted word.
const WORD: usize = 19;
const ID: usize = 36;

/// What a canary is, as far as it decides where it may be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// What people wrote, or what they are called.
    Words,
    /// A name of a person; who tries the demo may choose from them before coming in.
    Name,
    /// The id of a person, room or item, which names rows of the store (docs/privacy.md).
    Id,
}

/// Something planted.
#[derive(Debug, Clone)]
pub struct Canary {
    pub what: String,
    pub sort: Sort,
    /// Who may receive it, and must.
    pub readers: BTreeSet<String>,
    /// Who said it and need not hear it again.
    pub sender: Option<String>,
}

/// All that was planted.
#[derive(Debug, Clone)]
pub struct Canaries {
    pub all: BTreeMap<String, Canary>,
    dice: Dice,
}

impl Canaries {
    pub fn new(seed: u64) -> Self {
        Self { all: BTreeMap::new(), dice: Dice::new(seed) }
    }
    /// A fresh word for these readers.
    pub fn plant(&mut self, what: impl Into<String>, sort: Sort, readers: &BTreeSet<String>) -> String {
        let word = format!("{MARK}{}", self.dice.hex(WORD - MARK.len()));
        self.note(&word, what, sort, readers);
        word
    }
    /// A fresh word that people wrote.
    pub fn words(&mut self, what: impl Into<String>, readers: &BTreeSet<String>) -> String {
        self.plant(what, Sort::Words, readers)
    }
    /// A fresh item id.
    pub fn item(&mut self, what: impl Into<String>, readers: &BTreeSet<String>) -> String {
        let id = self.dice.item();
        self.note(&id, what, Sort::Id, readers);
        id
    }
    /// Notes a word or id that was made elsewhere.
    pub fn note(&mut self, canary: &str, what: impl Into<String>, sort: Sort, readers: &BTreeSet<String>) {
        self.all.insert(canary.to_owned(), Canary { what: what.into(), sort, readers: readers.clone(), sender: None });
    }

    /// Those that stand in the bytes.
    pub fn found(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for at in 0..bytes.len() {
            let length = match bytes.get(at..) {
                Some(rest) if rest.starts_with(MARK.as_bytes()) => WORD,
                Some(rest) if rest.get(8) == Some(&b'-') && rest.get(13) == Some(&b'-') => ID,
                _ => continue,
            };
            let piece = bytes.get(at..at + length).and_then(|piece| std::str::from_utf8(piece).ok());
            if let Some((known, _)) = piece.and_then(|piece| self.all.get_key_value(piece)) {
                found.insert(known.as_str());
            }
        }
        found
    }

    /// What stands in bytes that one actor received and should not, or doesn't and should; as sentences.
    pub fn wrong(&self, actor: &str, bytes: &[u8]) -> Vec<String> {
        let found = self.found(bytes);
        let leaked = found.iter().filter_map(|word| Some((word, self.all.get(*word)?)));
        let leaked = leaked.filter(|(_, canary)| !canary.readers.contains(actor));
        let missing = self.all.iter().filter(|(word, canary)| {
            let must = canary.readers.contains(actor) && canary.sender.as_deref() != Some(actor);
            must && !found.contains(word.as_str())
        });
        leaked
            .map(|(word, canary)| format!("{actor} received {}: {word}", canary.what))
            .chain(missing.map(|(word, canary)| format!("{actor} never got {}: {word}", canary.what)))
            .collect()
    }
}

#[test]
fn what_is_planted_is_found_and_what_is_cut_or_changed_is_not() {
    let mut canaries = Canaries::new(1);
    let noor = BTreeSet::from(["noor".to_owned()]);
    let (word, id) = (canaries.words("a word", &noor), canaries.item("an id", &noor));
    let bytes = format!("x{word}y {{\"{id}\":1}}");
    assert_eq!(canaries.found(bytes.as_bytes()).len(), 2);
    assert!(canaries.wrong("noor", bytes.as_bytes()).is_empty());
    assert_eq!(canaries.wrong("jeroen", bytes.as_bytes()).len(), 2);
    assert_eq!(canaries.wrong("noor", b"").len(), 2);
    assert!(canaries.found(&word.as_bytes()[..WORD - 1]).is_empty());
}
