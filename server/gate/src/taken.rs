//! What an accepted update takes out, of whom and where; asked before the index takes it in (docs/protocol.md R1).

use std::collections::HashMap;

use crate::chain::Path;
use crate::index::{Place, Root};
use crate::judge::Accepted;
use crate::{ClockRange, Index};

/// What an update takes out of what others wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken<'i> {
    /// Units of text.
    pub characters: usize,
    /// Root and key of values that go and get no other value here.
    pub cleared: Vec<(&'i str, &'i str)>,
}

impl Index {
    /// What of others an update takes out. `of_others` says how many of these clocks are theirs.
    pub fn taken(&self, accepted: &Accepted<'_>, of_others: &dyn Fn(ClockRange) -> u32) -> Taken<'_> {
        let mut taken = Taken::default();
        if !accepted.deleted.iter().any(|range| of_others(*range) > 0) {
            return taken;
        }
        let mut replaced: Vec<u32> = accepted.steps.iter().map(|step| step.place).collect();
        replaced.sort_unstable();
        for range in &accepted.deleted {
            self.places_of(*range, |place, part| match self.places.get(place as usize) {
                Some(Place::Text(_)) => {
                    taken.characters = taken.characters.saturating_add(of_others(part) as usize);
                }
                Some(Place::Key(key, _)) if of_others(part) > 0 && replaced.binary_search(&place).is_err() => {
                    taken.cleared.extend(self.root_of(key, place).map(|root| (root, key.as_ref())));
                }
                _ => {}
            });
        }
        taken
    }

    /// The keys an update writes, in whatever root.
    pub fn written<'s>(&'s self, accepted: &'s Accepted<'_>) -> impl Iterator<Item = &'s str> {
        accepted.steps.iter().filter_map(|step| match step.place.checked_sub(accepted.fresh_from) {
            Some(at) => accepted.fresh.get(at as usize)?.key.as_deref(),
            None => match self.places.get(step.place as usize)? {
                Place::Key(key, _) => Some(key.as_ref()),
                _ => None,
            },
        })
    }

    /// Calls `each` with every key and the write that counts, and with every text and the words that stand there. Looks at
    /// everything.
    pub fn writers<'i>(&'i self, mut each: impl FnMut(&'i str, ClockRange)) {
        for place in &self.places {
            let Place::Key(key, chain) = place else { continue };
            if let Some(last) = chain.depth().checked_sub(1).and_then(|last| chain.at(last)) {
                each(key, ClockRange { client: last.client, clock: last.clock, len: 1 });
            }
        }
        let texts: HashMap<u32, &str> = self
            .roots
            .iter()
            .filter_map(|(name, root)| if let Root::Text(place) = root { Some((*place, name.as_ref())) } else { None })
            .collect();
        for known in &self.clients {
            let ends = known.runs.iter().skip(1).map(|next| next.clock).chain([known.clock]);
            for (run, end) in known.runs.iter().zip(ends) {
                let Some(text) = texts.get(&run.place) else { continue };
                let client = known.client;
                self.undeleted(client, run.clock, end, |clock, until| {
                    each(text, ClockRange { client, clock, len: until.saturating_sub(clock) });
                });
            }
        }
    }

    fn root_of(&self, key: &str, place: u32) -> Option<&str> {
        let holds = |root: &Root| matches!(root, Root::Map(keys) if keys.get(key) == Some(&place));
        self.roots.iter().find(|(_, root)| holds(root)).map(|(name, _)| name.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use yrs::updates::decoder::Decode;
    use yrs::{Doc, Map, ReadTxn, StateVector, Text, Transact, Update};

    use crate::{Index, Owner, RootShape, Verdict, parse_update};

    const MINE: u64 = 7;
    const THEIRS: u64 = 9;

    fn shape(root: &str) -> Option<RootShape> {
        Some(if root.starts_with("text:") { RootShape::Text } else { RootShape::Map })
    }

    /// Their words and fields, mine beside them, and a document of mine to go on in.
    fn shared() -> (Index, Doc) {
        let (theirs, mine) = (Doc::with_client_id(THEIRS), Doc::with_client_id(MINE));
        for (doc, words) in [(&theirs, "van hen"), (&mine, "van mij, ")] {
            let before = doc.transact().encode_diff_v1(&StateVector::default());
            theirs.transact_mut().apply_update(Update::decode_v1(&before).unwrap()).unwrap();
            doc.get_or_insert_text("text:a").insert(&mut doc.transact_mut(), 0, words);
            doc.get_or_insert_map("card").insert(&mut doc.transact_mut(), format!("{words}/shape"), "rond");
        }
        let all = theirs.transact().encode_diff_v1(&StateVector::default());
        mine.transact_mut().apply_update(Update::decode_v1(&all).unwrap()).unwrap();
        let state = mine.transact().encode_diff_v1(&StateVector::default());
        (Index::load(&state, &shape).unwrap(), mine)
    }

    fn taken(change: impl Fn(&Doc)) -> (usize, Vec<(String, String)>, Vec<String>) {
        let (index, doc) = shared();
        let before = doc.transact().state_vector();
        change(&doc);
        let update = doc.transact().encode_diff_v1(&before);
        let update = parse_update(&update).unwrap();
        let owner = |client| if client == MINE { Owner::Sender } else { Owner::Other };
        let Verdict::Accept(accepted) = index.judge(&update, &shape, &owner) else { panic!("not accepted") };
        let taken = index.taken(&accepted, &|range| if range.client == MINE { 0 } else { range.len });
        let cleared = taken.cleared.iter().map(|(root, key)| ((*root).to_owned(), (*key).to_owned())).collect();
        (taken.characters, cleared, index.written(&accepted).map(str::to_owned).collect())
    }

    #[test]
    fn only_words_of_others_are_counted() {
        let (characters, cleared, _) = taken(|doc| {
            let text = doc.get_or_insert_text("text:a");
            let len = text.len(&doc.transact());
            text.remove_range(&mut doc.transact_mut(), 0, len);
        });
        assert_eq!((characters, cleared.len()), ("van hen".len(), 0));
    }

    #[test]
    fn a_value_that_goes_is_cleared_and_one_that_is_replaced_is_not() {
        let key = "van hen/shape";
        let card = |doc: &Doc| doc.get_or_insert_map("card");
        let (_, cleared, written) = taken(|doc| drop(card(doc).remove(&mut doc.transact_mut(), key)));
        assert_eq!(cleared, [("card".to_owned(), key.to_owned())]);
        assert!(written.is_empty());
        let (_, cleared, written) = taken(|doc| {
            card(doc).insert(&mut doc.transact_mut(), key, "vierkant");
        });
        assert!(cleared.is_empty());
        assert_eq!(written, [key]);
        let (_, cleared, written) = taken(|doc| {
            card(doc).remove(&mut doc.transact_mut(), "van mij, /shape");
            card(doc).insert(&mut doc.transact_mut(), "nieuw/shape", "klein");
        });
        assert!(cleared.is_empty(), "of one's own");
        assert_eq!(written, ["nieuw/shape"]);
    }

    #[test]
    fn every_key_and_text_is_on_the_name_of_who_wrote_what_stands_there() {
        let (index, _) = shared();
        let mut writers = Vec::new();
        index.writers(|name, range| writers.push((name, range.client)));
        writers.sort_unstable();
        let texts = [("text:a", MINE), ("text:a", THEIRS)];
        assert_eq!(writers, [texts[0], texts[1], ("van hen/shape", THEIRS), ("van mij, /shape", MINE)]);
    }
}
