//! Samen-schrijven: who writes together in which joint text of a document.
//!
//! Presence exists only among the members of such a session. Owns membership and the quiet end; sends nothing itself.

use std::collections::{BTreeMap, BTreeSet};

use samenbeeld_schema::ids::PersonId;

use super::Timestamp;

/// A session ends after this many quiet milliseconds.
pub const QUIET_END_MS: u64 = 10 * 60 * 1000;
/// Texts of one document that may be written in at the same time.
pub const SESSIONS_MAX: usize = 32;
/// Texts of one document that one person may have opened to write in at the same time: nobody keeps the others out.
pub const SESSIONS_EACH: usize = 8;

#[derive(Debug, Clone)]
pub struct Writing {
    pub text: String,
    pub persons: BTreeSet<PersonId>,
    pub last_sign_of_life: Timestamp,
}

#[derive(Debug, Default)]
pub struct Writings {
    open: BTreeMap<String, Writing>,
}

/// The document already has [`SESSIONS_MAX`] open sessions, or this person is in [`SESSIONS_EACH`].
#[derive(Debug, PartialEq, Eq)]
pub struct TooManySessions;

impl Writings {
    /// Joins the session of a text, or opens it under `fresh_id`.
    pub fn join(
        &mut self,
        text: &str,
        person: &PersonId,
        fresh_id: String,
        now: Timestamp,
    ) -> Result<String, TooManySessions> {
        if let Some((id, writing)) = self.open.iter_mut().find(|(_, writing)| writing.text == text) {
            writing.persons.insert(person.clone());
            writing.last_sign_of_life = now;
            return Ok(id.clone());
        }
        if self.open.len() >= SESSIONS_MAX || self.of(person).count() >= SESSIONS_EACH {
            return Err(TooManySessions);
        }
        let persons = BTreeSet::from([person.clone()]);
        self.open.insert(fresh_id.clone(), Writing { text: text.to_owned(), persons, last_sign_of_life: now });
        Ok(fresh_id)
    }

    /// Takes a person out of one session, or of all (when their last seat went). Returns the sessions that changed, as
    /// they are now; an ended one is returned without members.
    pub fn leave(&mut self, session: Option<&str>, person: &PersonId) -> Vec<Writing> {
        let mut changed = Vec::new();
        self.open.retain(|id, writing| {
            if session.is_none_or(|wanted| wanted == id) && writing.persons.remove(person) {
                changed.push(writing.clone());
            }
            !writing.persons.is_empty()
        });
        changed
    }

    pub fn sign_of_life(&mut self, person: &PersonId, now: Timestamp) {
        for writing in self.open.values_mut().filter(|writing| writing.persons.contains(person)) {
            writing.last_sign_of_life = now;
        }
    }

    /// Ends sessions that were quiet for too long; returns them without members, with whom to tell.
    pub fn end_quiet(&mut self, now: Timestamp) -> Vec<(Writing, BTreeSet<PersonId>)> {
        let mut ended = Vec::new();
        self.open.retain(|_, writing| {
            let quiet = now.saturating_sub(writing.last_sign_of_life) >= QUIET_END_MS;
            if quiet {
                let told = std::mem::take(&mut writing.persons);
                ended.push((writing.clone(), told));
            }
            !quiet
        });
        ended
    }

    pub fn get(&self, session: &str) -> Option<&Writing> {
        self.open.get(session)
    }

    /// Everyone who writes together with this person in some text of this document, without the person.
    pub fn companions(&self, person: &PersonId) -> BTreeSet<PersonId> {
        let mut companions: BTreeSet<PersonId> =
            self.open.values().filter(|w| w.persons.contains(person)).flat_map(|w| w.persons.iter().cloned()).collect();
        companions.remove(person);
        companions
    }

    /// The sessions somebody is in.
    pub fn of<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a Writing> {
        self.open.values().filter(|writing| writing.persons.contains(person))
    }

    pub fn is_member(&self, person: &PersonId) -> bool {
        self.open.values().any(|writing| writing.persons.contains(person))
    }

    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> PersonId {
        PersonId::parse(name).unwrap()
    }

    #[test]
    fn two_people_in_one_text_share_a_session() {
        let mut writings = Writings::default();
        let first = writings.join("text:a", &person("noor"), "s1".into(), 0).unwrap();
        let second = writings.join("text:a", &person("jeroen"), "s2".into(), 0).unwrap();
        assert_eq!(first, second);
        assert_eq!(writings.companions(&person("noor")), BTreeSet::from([person("jeroen")]));
        let other = writings.join("text:b", &person("ilse"), "s3".into(), 0).unwrap();
        assert_ne!(first, other);
        assert!(!writings.companions(&person("noor")).contains(&person("ilse")));
    }

    #[test]
    fn a_session_ends_with_its_last_member() {
        let mut writings = Writings::default();
        let id = writings.join("text:a", &person("noor"), "s1".into(), 0).unwrap();
        assert_eq!(writings.leave(Some(&id), &person("noor")).len(), 1);
        assert!(writings.is_empty());
    }

    #[test]
    fn ten_quiet_minutes_end_a_session() {
        let mut writings = Writings::default();
        writings.join("text:a", &person("noor"), "s1".into(), 0).unwrap();
        assert!(writings.end_quiet(QUIET_END_MS - 1).is_empty());
        writings.sign_of_life(&person("noor"), 5);
        assert!(writings.end_quiet(QUIET_END_MS).is_empty());
        assert_eq!(writings.end_quiet(QUIET_END_MS + 5).len(), 1);
    }

    #[test]
    fn nobody_keeps_the_others_out_by_opening_every_text() {
        let mut writings = Writings::default();
        let opens = |writings: &mut Writings, who: &str, text: usize| {
            writings.join(&format!("text:{who}-{text}"), &person(who), format!("{who}-{text}"), 0)
        };
        let opened = (0..100).filter(|text| opens(&mut writings, "jeroen", *text).is_ok()).count();
        assert_eq!(opened, SESSIONS_EACH);
        assert!(opens(&mut writings, "noor", 0).is_ok());
        assert!(writings.join("text:jeroen-0", &person("noor"), "x".into(), 0).is_ok(), "one that is open is joined");
        writings.leave(None, &person("jeroen"));
        assert!(opens(&mut writings, "jeroen", 7).is_ok());
    }
}
