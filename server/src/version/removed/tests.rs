//! What stood here, from real records of real edits.

use yrs::StateVector;
use yrs::block::ClientID;

use super::*;

const ROOT: &str = "text:explanation/x/text";
const SECOND: u64 = 1_000;

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

/// Two people who write in one text, and the records of it.
struct Writing {
    docs: [Doc; 2],
    records: Vec<Record>,
}

impl Writing {
    fn new() -> Self {
        let doc = |id: u64| {
            Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::with_client_id(ClientID::new(id)) })
        };
        Self { docs: [doc(1), doc(2)], records: Vec::new() }
    }

    /// One edit of one of them (0 is Noor, 1 is Jeroen), known to the other at once.
    fn edit(&mut self, who: usize, at: u64, change: impl FnOnce(&TextRef, &mut yrs::TransactionMut<'_>)) {
        let doc = &self.docs[who];
        let text = doc.get_or_insert_text(ROOT);
        let before = doc.transact().snapshot();
        let vector = before.state_map.clone();
        {
            let mut transaction = doc.transact_mut();
            change(&text, &mut transaction);
        }
        let after = doc.transact().snapshot();
        let update = doc.transact().encode_diff_v1(&StateVector::new(vector.iter().map(|(k, v)| (*k, *v)).collect()));
        let mut deleted = Vec::new();
        for (client, ranges) in after.delete_set.iter() {
            for range in ranges.iter() {
                for clock in range.clone() {
                    if !before.delete_set.contains(&yrs::ID::new(*client, clock)) {
                        deleted.extend(Range::new(client.get(), clock, 1));
                    }
                }
            }
        }
        let part = samenbeeld_store::record::Part {
            person: person(["noor", "jeroen"][who]),
            connection: 1,
            received: at,
            kind: samenbeeld_store::record::PartKind::Edit,
            inserted: Vec::new(),
            deleted,
        };
        self.docs[1 - who].transact_mut().apply_update(Update::decode_v1(&update).unwrap()).unwrap();
        self.records.push(Record { update, parts: vec![part], runs: Vec::new() });
    }

    fn removed(&self, since: u64) -> Vec<Removed> {
        let author = HashMap::from([(1, person("noor")), (2, person("jeroen"))]);
        removed(&self.records, ROOT, since, &author).unwrap()
    }
}

#[test]
fn a_removed_sentence_says_whose_it_was_and_who_took_it_out() {
    let mut writing = Writing::new();
    writing.edit(0, 0, |text, t| text.insert(t, 0, "Thuis is het druk. Ik slaap slecht. Dat helpt niet."));
    writing.edit(1, 100 * SECOND, |text, t| text.remove_range(t, 19, 17));
    let [one] = writing.removed(0).try_into().unwrap();
    assert_eq!((one.words.as_str(), one.before.as_str()), ("Ik slaap slecht. ", "Thuis is het druk. "));
    assert_eq!(one.after, "Dat helpt niet.");
    assert_eq!((one.by, one.removed_by), (vec![person("noor")], person("jeroen")));
    assert_eq!(one.day, "1970-01-01");
}

#[test]
fn letters_taken_out_one_after_the_other_are_one_piece() {
    let mut writing = Writing::new();
    writing.edit(0, 0, |text, t| text.insert(t, 0, "Ik slaap slecht."));
    for (step, at) in (8..16).rev().enumerate() {
        writing.edit(1, 60 * SECOND + step as u64 * 200, |text, t| text.remove_range(t, at, 1));
    }
    let [one] = writing.removed(0).try_into().unwrap();
    assert_eq!((one.words.as_str(), one.before.as_str()), (" slecht.", "Ik slaap"));
}

#[test]
fn what_was_typed_and_taken_back_at_once_never_stood_there() {
    let mut writing = Writing::new();
    writing.edit(0, 0, |text, t| text.insert(t, 0, "Ik slaap slecht."));
    writing.edit(1, 60 * SECOND, |text, t| text.remove_range(t, 9, 6));
    writing.edit(1, 61 * SECOND, |text, t| text.insert(t, 9, "boos"));
    writing.edit(1, 62 * SECOND, |text, t| text.remove_range(t, 9, 4));
    let words: Vec<_> = writing.removed(0).into_iter().map(|one| one.words).collect();
    assert_eq!(words, ["slecht"]);
}

#[test]
fn the_newest_comes_first_and_what_is_too_old_does_not_come() {
    let mut writing = Writing::new();
    writing.edit(0, 0, |text, t| text.insert(t, 0, "een twee drie"));
    writing.edit(0, 100 * SECOND, |text, t| text.remove_range(t, 0, 4));
    writing.edit(1, 200 * SECOND, |text, t| text.remove_range(t, 0, 5));
    let words = |since| writing.removed(since).into_iter().map(|one| one.words).collect::<Vec<_>>();
    assert_eq!(words(0), ["twee ", "een "]);
    assert_eq!(words(150 * SECOND), ["twee "]);
}

#[test]
fn words_can_be_read_back_until_a_version_was_established_and_ninety_days_have_passed() {
    const DAY: u64 = 24 * 60 * 60 * SECOND;
    let mut writing = Writing::new();
    writing.edit(0, 0, |text, t| text.insert(t, 0, "een twee drie"));
    writing.edit(0, 100 * DAY, |text, t| text.remove_range(t, 0, 4));
    let words = |now, established| writing.removed(readable_since(now, established)).len();
    assert_eq!(words(1_000 * DAY, None), 1, "no version was established since");
    assert_eq!(words(1_000 * DAY, Some(99 * DAY)), 1, "only one before");
    assert_eq!(words(150 * DAY, Some(101 * DAY)), 1, "ninety days have not passed");
    assert_eq!(words(190 * DAY, Some(101 * DAY)), 1, "this is the last day");
    assert_eq!(words(191 * DAY, Some(101 * DAY)), 0);
}

#[test]
fn what_two_people_wrote_is_said_to_be_theirs() {
    let mut writing = Writing::new();
    writing.edit(0, 0, |text, t| text.insert(t, 0, "Ik slaap slecht"));
    writing.edit(1, SECOND, |text, t| text.insert(t, 15, " en jij ook"));
    writing.edit(0, 90 * SECOND, |text, t| text.remove_range(t, 8, 18));
    let [one] = writing.removed(0).try_into().unwrap();
    assert_eq!((one.words.as_str(), one.by), (" slecht en jij ook", vec![person("noor"), person("jeroen")]));
}

/// Words that Jeroen put back for Noor and took out again are hers, and what is remembered of them says so.
#[test]
fn what_was_put_back_for_another_is_still_theirs() {
    use samenbeeld_store::record::AuthorRun;
    let mut writing = Writing::new();
    writing.edit(1, 0, |text, t| text.insert(t, 0, "Ik slaap slecht, zegt Noor."));
    let range = Range::new(2, 0, 15).unwrap();
    writing.records[0].runs.push(AuthorRun { range, person: person("noor") });
    writing.edit(1, 100 * SECOND, |text, t| text.remove_range(t, 9, 11));
    let [one] = writing.removed(0).try_into().unwrap();
    assert_eq!((one.words.as_str(), &one.by), ("slecht, zeg", &vec![person("noor"), person("jeroen")]));
    let parts = [(9, 6, "noor"), (15, 5, "jeroen")];
    let parts = parts.map(|(clock, len, name)| (ClockRange { client: 2, clock, len }, Some(person(name))));
    let words = "slecht, zeg".encode_utf16().collect();
    assert_eq!(one.removal(), Removal { words, parts: parts.to_vec() });
}

#[test]
fn another_text_of_the_document_is_not_read_along() {
    let mut writing = Writing::new();
    writing.edit(0, 0, |text, t| text.insert(t, 0, "een twee"));
    writing.edit(0, SECOND, |text, t| text.remove_range(t, 0, 4));
    assert_eq!(removed(&writing.records, "text:explanation/y/text", 0, &HashMap::new()), Ok(Vec::new()));
}

#[test]
fn records_that_do_not_fit_together_are_an_error() {
    let record = Record { update: vec![1, 2, 3], parts: Vec::new(), runs: Vec::new() };
    assert_eq!(removed(&[record], ROOT, 0, &HashMap::new()), Err(Unreadable));
}

#[test]
fn a_day_is_a_day() {
    assert_eq!(day(0), "1970-01-01");
    assert_eq!(day(1_795_305_600_000), "2026-11-22");
}
