//! Whose words are whose when they are put back.

use proptest::prelude::*;

use super::*;

const NOOR: u64 = 1;
const JEROEN: u64 = 2;
const MARLOES: u64 = 3;

fn person(client: u64) -> PersonId {
    PersonId::parse(["noor", "jeroen", "marloes"][client as usize - 1]).unwrap()
}
fn range(client: u64, clock: u32, len: u32) -> ClockRange {
    ClockRange { client, clock, len }
}
fn units(words: &str) -> Vec<u16> {
    words.encode_utf16().collect()
}

/// A document's memory, with three people under one client id each.
#[derive(Default)]
struct Memory(Authors);

impl Memory {
    fn taken(&mut self, words: &str, parts: &[ClockRange]) {
        let persons: Vec<PersonId> = (1..=3).map(person).collect();
        let gone = TakenOut { words: units(words), parts: parts.to_vec() };
        self.0.taken_out(gone, |client| persons.get(client as usize - 1));
    }

    /// What a piece of text under the client id of its writer is by others.
    fn written(
        &mut self,
        by: u64,
        clock: u32,
        words: &str,
        left: Option<(u64, u32)>,
        right: Option<(u64, u32)>,
    ) -> Vec<(u32, u32, PersonId)> {
        let piece = TextPiece { range: range(by, clock, units(words).len() as u32), words, left, right };
        let runs = self.0.written(&piece, &person(by), |_| false);
        runs.into_iter().map(|run| (run.range.clock, run.range.len, run.person)).collect()
    }
}

#[test]
fn what_is_undone_stays_whose_it_was() {
    let mut memory = Memory::default();
    memory.taken("slecht", &[range(NOOR, 9, 6)]);
    assert_eq!(memory.written(JEROEN, 0, "slecht", Some((NOOR, 8)), Some((NOOR, 9))), [(0, 6, person(NOOR))]);
}

/// Letters taken out one after the other come back as one piece.
#[test]
fn what_went_letter_by_letter_is_undone_at_once() {
    let mut memory = Memory::default();
    for (at, letter) in [(12, "t"), (11, "h"), (10, "c"), (9, "e")] {
        memory.taken(letter, &[range(NOOR, at, 1)]);
    }
    assert_eq!(memory.written(JEROEN, 0, "echt", None, Some((NOOR, 9))), [(0, 4, person(NOOR))]);
    assert_eq!(memory.written(JEROEN, 4, "acht", None, Some((NOOR, 9))), [], "other letters are one's own");
}

#[test]
fn a_sentence_of_two_people_stays_theirs_wherever_it_is_put_back() {
    let mut memory = Memory::default();
    memory.taken("Ik slaap slecht en jij ook", &[range(NOOR, 0, 15), range(JEROEN, 7, 11)]);
    let runs = memory.written(JEROEN, 30, "Ik slaap slecht en jij ook", None, None);
    assert_eq!(runs, [(30, 15, person(NOOR))], "the rest is their own");
}

#[test]
fn a_sentence_is_recognised_once_elsewhere_and_then_it_is_a_copy() {
    let mut memory = Memory::default();
    memory.taken("Ik slaap slecht", &[range(NOOR, 0, 15)]);
    assert_eq!(memory.written(JEROEN, 0, "Ik slaap slecht", None, None).len(), 1);
    assert_eq!(memory.written(JEROEN, 15, "Ik slaap slecht", None, None), []);
}

/// Otherwise anyone could put words together from the letters of another.
#[test]
fn a_few_letters_are_recognised_only_where_they_stood() {
    let mut memory = Memory::default();
    memory.taken("nee", &[range(NOOR, 4, 3)]);
    assert_eq!(memory.written(JEROEN, 0, "nee", Some((MARLOES, 0)), None), []);
    assert_eq!(memory.written(JEROEN, 3, "nee", Some((NOOR, 6)), None), [(3, 3, person(NOOR))]);
}

#[test]
fn words_that_are_put_back_twice_over_are_still_whose_they_were() {
    let mut memory = Memory::default();
    memory.taken("Ik slaap slecht", &[range(NOOR, 0, 15)]);
    memory.written(JEROEN, 0, "Ik slaap slecht", None, None);
    memory.taken("slaap slecht", &[range(JEROEN, 3, 12)]);
    assert_eq!(memory.written(MARLOES, 0, "slaap slecht", None, None), [(0, 12, person(NOOR))]);
    memory.taken("slaap slecht", &[range(MARLOES, 0, 12)]);
    assert_eq!(memory.written(NOOR, 90, "slaap slecht", None, None), [], "her own words");
}

#[test]
fn what_is_remembered_is_bounded_and_the_oldest_goes_first() {
    let mut memory = Memory::default();
    let long = "a".repeat(REMEMBERED_MAX / 2);
    memory.taken("Ik slaap slecht", &[range(NOOR, 0, 15)]);
    memory.taken(&long, &[range(NOOR, 20, long.len() as u32)]);
    assert_eq!(memory.0.removals.all.len(), 2);
    memory.taken(&long, &[range(JEROEN, 20, long.len() as u32)]);
    assert_eq!(memory.written(MARLOES, 0, "Ik slaap slecht", None, None), []);
    let too_long = "b".repeat(REMEMBERED_MAX + 1);
    memory.taken(&too_long, &[range(JEROEN, 0, too_long.len() as u32)]);
    for at in 0..2 * REMOVALS_MAX as u32 {
        memory.taken("x", &[range(MARLOES, 2 * at, 1)]);
    }
    assert_eq!(memory.0.removals.all.len(), REMOVALS_MAX);
    assert_eq!(memory.0.removals.units, REMOVALS_MAX);
}

#[test]
fn runs_of_words_that_are_gone_make_room_and_then_it_is_full() {
    let full = || (0..RUNS_MAX as u32).map(|at| AuthorRun { range: range(JEROEN, 2 * at, 1), person: person(NOOR) });
    let piece =
        TextPiece { range: range(MARLOES, 0, 15), words: "Ik slaap slecht", left: None, right: Some((NOOR, 0)) };
    let mut memory = Memory(Authors::new(full().collect()));
    memory.taken("Ik slaap slecht", &[range(NOOR, 0, 15)]);
    assert_eq!(memory.0.written(&piece, &person(MARLOES), |_| false), []);
    assert_eq!(memory.0.written(&piece, &person(MARLOES), |gone| gone.clock == 0).len(), 1);
    assert_eq!(memory.0.runs.0.len(), RUNS_MAX);
}

#[test]
fn what_is_remembered_twice_is_remembered_once() {
    let mut removals = Removals::default();
    let removal = Removal { words: units("dag"), parts: vec![(range(NOOR, 0, 3), Some(person(NOOR)))] };
    removals.remember(removal.clone());
    removals.remember(removal);
    assert_eq!(removals.all.len(), 1);
}

proptest! {
    /// Part by part, as if each clock were asked alone.
    #[test]
    fn the_authors_of_a_range_are_those_of_its_clocks(
        runs in proptest::collection::vec((1u64..3, 0u32..20, 1u32..5), 0..6),
        clock in 0u32..20,
        len in 1u32..20,
    ) {
        let mut taken = std::collections::BTreeSet::new();
        let free = |client: u64, clock: u32, len: u32, taken: &mut std::collections::BTreeSet<(u64, u32)>| {
            let clocks: Vec<_> = (clock..clock + len).map(|clock| (client, clock)).collect();
            clocks.iter().all(|one| !taken.contains(one)) && { taken.extend(clocks); true }
        };
        let runs: Vec<AuthorRun> = runs
            .into_iter()
            .filter(|(client, clock, len)| free(*client, *clock, *len, &mut taken))
            .map(|(client, clock, len)| AuthorRun { range: range(client, clock, len), person: person(MARLOES) })
            .collect();
        let owner = person(NOOR);
        let all = Runs::new(runs);
        let parts = all.of(range(1, clock, len), |_| Some(&owner));
        let found: Vec<(u32, PersonId)> = parts
            .iter()
            .flat_map(|(part, person)| (part.clock..part.end()).map(|clock| (clock, person.unwrap().clone())))
            .collect();
        let expected: Vec<(u32, PersonId)> = (clock..clock + len)
            .map(|clock| (clock, if taken.contains(&(1, clock)) { person(MARLOES) } else { owner.clone() }))
            .collect();
        prop_assert_eq!(found, expected);
    }
}
