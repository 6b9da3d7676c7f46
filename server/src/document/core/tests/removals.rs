//! Taking out what others wrote: what is much, and that how it was is kept before it goes (docs/protocol.md R1).

use yrs::Map;

use super::*;

const TEN_MINUTES: Timestamp = 10 * 60 * 1000;
const ID: &str = "ffffffff-6a0b-4c3d-9c4b-0a1b2c3d4e5f";

/// Noor has written; Jeroen has all of it, and writes under a client id of his own.
fn written(meeting: &mut Meeting, words: usize) -> Doc {
    let noor = writer(5);
    types(&noor, &"w".repeat(words));
    for n in 0..20 {
        let card = noor.get_or_insert_map("card");
        card.insert(&mut noor.transact_mut(), format!("{}/shape", card_id(n)), "factor");
    }
    meeting.stores(NOOR, since(&noor, &[0]));
    let jeroen = writer(6);
    apply(&jeroen, &since(&noor, &[0]));
    jeroen
}

fn card_id(n: usize) -> String {
    format!("{n:08x}-6a0b-4c3d-9c4b-0a1b2c3d4e5f")
}

fn takes_out(doc: &Doc, characters: u32) -> ClientMessage {
    let before = state_vector(doc);
    doc.get_or_insert_text(TEXT).remove_range(&mut doc.transact_mut(), 0, characters);
    ClientMessage::Update(since(doc, &before))
}

fn changes(doc: &Doc, change: impl Fn(&yrs::MapRef, &mut yrs::TransactionMut<'_>)) -> ClientMessage {
    let before = state_vector(doc);
    change(&doc.get_or_insert_map("card"), &mut doc.transact_mut());
    ClientMessage::Update(since(doc, &before))
}

fn puts_away(doc: &Doc, n: usize) -> ClientMessage {
    changes(doc, |card, txn| {
        card.insert(txn, format!("{}/off_table", card_id(n)), true);
    })
}

fn asked_by(name: &str) -> Effect {
    Effect::RestorePoint { by: person(name) }
}

impl Meeting {
    fn kept(&mut self, told: Option<(BTreeSet<PersonId>, String)>) -> Vec<Effect> {
        let mut out = Vec::new();
        self.core.restore_point(told, self.now, &mut out);
        out
    }
    /// Whether what is said goes to the store without a restore point before it.
    fn goes_on(&mut self, seat: SeatId, message: ClientMessage) -> bool {
        self.says(seat, message);
        let asked = self.flush();
        if asked.contains(&asked_by("jeroen")) {
            return false;
        }
        self.keep(&asked);
        true
    }
}

/// docs/protocol.md C5: under whose client id words stand says nothing when they were only put back.
#[test]
fn words_that_were_put_back_are_still_of_who_wrote_them() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 400);
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 400)));
    assert!(meeting.goes_on(JEROEN, ClientMessage::Update(types(&jeroen, &"w".repeat(400)))));
    assert!(!meeting.goes_on(JEROEN, takes_out(&jeroen, 400)), "of Noor, as the first time");
}

#[test]
fn who_takes_out_own_words_that_another_put_back_takes_nothing_of_others() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 600);
    for _ in 0..2 {
        assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 250)));
        assert!(meeting.goes_on(JEROEN, ClientMessage::Update(types(&jeroen, &"w".repeat(250)))));
    }
    assert!(meeting.goes_on(JEROEN, ClientMessage::Update(types(&jeroen, "van Jeroen zelf"))));
    let noor = writer(7);
    apply(&noor, &since(&jeroen, &[0]));
    meeting.says(NOOR, takes_out(&noor, 615));
    assert!(!meeting.flush().contains(&asked_by("noor")), "fifteen of Jeroen, the others are Noor's own");
}

#[test]
fn more_than_five_hundred_characters_of_others_wait_for_a_restore_point_and_the_chair_is_told() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 600);
    meeting.says(JEROEN, takes_out(&jeroen, 501));
    assert_eq!(meeting.flush(), [asked_by("jeroen")]);
    assert_eq!(meeting.stored_text().len(), 600, "how it was is still there");
    assert_eq!(meeting.flush(), [], "asked once");

    let notice = "er is veel weggehaald".to_owned();
    let told = meeting.kept(Some((BTreeSet::from([person("noor")]), notice.clone())));
    assert_eq!(told, [Effect::Send(NOOR, ServerMessage::Notice(notice))], "only the chair");
    let asked = meeting.flush();
    assert_eq!(meeting.keep(&asked).last(), Some(&stored(JEROEN)));
    assert_eq!(meeting.stored_text().len(), 99);
}

#[test]
fn what_went_within_ten_minutes_counts_together_and_then_no_more() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 2_000);
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 300)));
    meeting.now += TEN_MINUTES;
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 200)), "exactly five hundred");
    meeting.now += 1;
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 300)), "the first three hundred are long ago");
    assert!(!meeting.goes_on(JEROEN, takes_out(&jeroen, 1)));
}

#[test]
fn own_words_and_what_another_took_out_do_not_count() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 600);
    let noor = writer(7);
    apply(&noor, &since(&jeroen, &[0]));
    assert!(meeting.goes_on(NOOR, takes_out(&noor, 400)), "of her own, under another client id");
    apply(&jeroen, &since(&noor, &[0]));
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 200)));
}

#[test]
fn more_than_ten_things_of_others_wait_for_a_restore_point() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 1);
    for n in 0..9 {
        assert!(meeting.goes_on(JEROEN, puts_away(&jeroen, n)), "thing {n}");
    }
    let shape = format!("{}/shape", card_id(9));
    assert!(meeting.goes_on(JEROEN, changes(&jeroen, |card, txn| drop(card.remove(txn, &shape)))), "the tenth");
    assert!(meeting.goes_on(JEROEN, puts_away(&jeroen, 3)), "the same again");
    let own = format!("{ID}/shape");
    assert!(meeting.goes_on(
        JEROEN,
        changes(&jeroen, |card, txn| {
            card.insert(txn, own.as_str(), "factor");
        })
    ));
    let own = format!("{ID}/off_table");
    assert!(meeting.goes_on(
        JEROEN,
        changes(&jeroen, |card, txn| {
            card.insert(txn, own.as_str(), true);
        })
    ));
    let back = format!("{}/off_table", card_id(3));
    assert!(meeting.goes_on(JEROEN, changes(&jeroen, |card, txn| drop(card.remove(txn, &back)))), "brought back");
    assert!(!meeting.goes_on(JEROEN, puts_away(&jeroen, 11)), "the eleventh");
}

/// docs/protocol.md H3: acknowledged in order, also what follows the edit that waits.
#[test]
fn what_follows_waits_with_it_and_others_go_on() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 600);
    let gone = takes_out(&jeroen, 600);
    meeting.says(JEROEN, gone);
    meeting.says(JEROEN, ClientMessage::Update(types(&jeroen, "nieuw")));
    let noor = writer(8);
    meeting.says(NOOR, ClientMessage::Update(types(&noor, "intussen")));
    let asked = meeting.flush();
    assert!(asked.contains(&asked_by("jeroen")));
    assert_eq!(meeting.keep(&asked).last(), Some(&stored(NOOR)));
    assert!(!meeting.core.is_quiet(), "something waits");
    meeting.kept(None);
    let asked = meeting.flush();
    assert_eq!(meeting.keep(&asked)[2..], [stored(JEROEN), stored(JEROEN)]);
    assert!(["intussennieuw", "nieuwintussen"].contains(&meeting.stored_text().as_str()));
}

#[test]
fn there_is_at_most_one_in_ten_minutes_and_a_failed_one_is_tried_again_after_a_minute() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 4_000);
    meeting.says(JEROEN, takes_out(&jeroen, 600));
    assert_eq!(meeting.flush(), [asked_by("jeroen")]);
    meeting.kept(None);
    let asked = meeting.flush();
    meeting.keep(&asked);
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 600)), "no second try at once");
    meeting.now += 60_000;
    meeting.says(JEROEN, takes_out(&jeroen, 600));
    assert_eq!(meeting.flush(), [asked_by("jeroen")]);
    meeting.kept(Some((BTreeSet::new(), String::new())));
    let asked = meeting.flush();
    meeting.keep(&asked);
    meeting.now += TEN_MINUTES - 1;
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 600)));
    meeting.now += 1;
    assert!(!meeting.goes_on(JEROEN, takes_out(&jeroen, 1)), "what went meanwhile counts");
}

/// docs/protocol.md S4: a commit that the store refused is judged again; what it took out counts once.
#[test]
fn what_is_judged_twice_counts_once() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 2_000);
    meeting.says(JEROEN, takes_out(&jeroen, 300));
    meeting.flush();
    assert_eq!(meeting.come_back(Committed::Refused), [Effect::Reload]);
    meeting.reload();
    let asked = meeting.flush();
    meeting.keep(&asked);
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 200)));
    assert!(!meeting.goes_on(JEROEN, takes_out(&jeroen, 1)));
}

/// docs/protocol.md S11: a refused seat loses what of it waits, in order.
#[test]
fn who_is_refused_meanwhile_takes_nothing_out() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 600);
    meeting.says(JEROEN, takes_out(&jeroen, 600));
    assert_eq!(meeting.flush(), [asked_by("jeroen")]);
    let gone = meeting.says(JEROEN, ClientMessage::Step1(Bytes::from_static(&[9, 9])));
    assert_eq!(gone.last(), Some(&Effect::Refuse(JEROEN, ErrorCode::UpdateMalformed)));
    assert_eq!(meeting.kept(None), []);
    assert_eq!(meeting.flush(), []);
    assert_eq!(meeting.stored_text().len(), 600);
}

/// What is remembered only here keeps the document in memory for as long as it counts.
#[test]
fn a_document_is_not_put_away_while_removals_count() {
    let mut meeting = Meeting::begin();
    let jeroen = written(&mut meeting, 600);
    assert!(meeting.core.may_be_put_away(meeting.now));
    assert!(meeting.goes_on(JEROEN, takes_out(&jeroen, 10)));
    assert!(!meeting.core.may_be_put_away(meeting.now + TEN_MINUTES));
    assert!(meeting.core.may_be_put_away(meeting.now + TEN_MINUTES + 1));
}
