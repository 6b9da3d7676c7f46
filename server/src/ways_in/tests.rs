//! Who comes in by which link, code and device.

use super::device::tests::key_pair;
use super::device::{Form, PublicKey};
use super::invitation::{Chance, Secrets, VALID_MS};
use super::passkey::tests::passkey;
use super::*;

const NOW: Timestamp = 1_800_000_000_000;

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn invite(ways: &mut WaysIn, who: &str, seed: u8, now: Timestamp) -> Secrets {
    let chance = Chance { id: [seed; 16], link: [seed; 32], code: [seed; 8], salt: [seed; 16] };
    let (invitation, secrets) = Invitation::new(person(who), person("ilse"), now, chance);
    ways.invite(invitation);
    secrets
}

fn try_it(ways: &mut WaysIn, secrets: &Secrets, code: &Code, now: Timestamp) -> Tried {
    ways.try_code(&super::invitation::Link::hash_of(secrets.link.secret()), code, now)
}

fn phone(who: &str, seed: u8) -> Device {
    let key: PublicKey = key_pair(seed).1;
    Device { id: ItemId::from_random([seed; 16]), person: person(who), form: Form::Phone, key, since: NOW, seen: NOW }
}

#[test]
fn link_and_code_together_let_one_person_in_once() {
    let mut ways = WaysIn::default();
    let secrets = invite(&mut ways, "noor", 1, NOW);
    assert_eq!(try_it(&mut ways, &secrets, &secrets.code, NOW + 1), Tried::In(person("noor")));
    assert_eq!(try_it(&mut ways, &secrets, &secrets.code, NOW + 2), Tried::Closed);
    assert_eq!(ways.invited(&person("noor"), NOW + 2).unwrap().1, State::Used);
}

// W3
#[test]
fn the_fifth_wrong_code_is_the_last_and_the_right_one_comes_too_late() {
    let mut ways = WaysIn::default();
    let secrets = invite(&mut ways, "noor", 1, NOW);
    let wrong = Code::parse("ZZZZ-ZZZZ").unwrap();
    for left in [4, 3, 2, 1] {
        assert_eq!(try_it(&mut ways, &secrets, &wrong, NOW), Tried::Wrong { left });
    }
    assert_eq!(try_it(&mut ways, &secrets, &wrong, NOW), Tried::Closed);
    assert_eq!(try_it(&mut ways, &secrets, &secrets.code, NOW), Tried::Closed);
    assert_eq!(ways.invited(&person("noor"), NOW).unwrap().1, State::TooManyTries);
}

#[test]
fn a_code_opens_no_other_link() {
    let mut ways = WaysIn::default();
    let (noor, daan) = (invite(&mut ways, "noor", 1, NOW), invite(&mut ways, "daan", 2, NOW));
    assert_eq!(try_it(&mut ways, &noor, &daan.code, NOW), Tried::Wrong { left: 4 });
    assert_eq!(try_it(&mut ways, &daan, &daan.code, NOW), Tried::In(person("daan")));
}

#[test]
fn an_invitation_ends_after_three_days_when_withdrawn_and_when_there_is_a_newer_one() {
    let mut ways = WaysIn::default();
    let old = invite(&mut ways, "noor", 1, NOW);
    let new = invite(&mut ways, "noor", 2, NOW + 5);
    assert_eq!(try_it(&mut ways, &old, &old.code, NOW + 6), Tried::Closed);
    assert_eq!(try_it(&mut ways, &new, &new.code, NOW + 5 + VALID_MS), Tried::Closed);
    assert_eq!(ways.invited(&person("noor"), NOW + 5 + VALID_MS).unwrap().1, State::Expired);
    let third = invite(&mut ways, "noor", 3, NOW + 7);
    let id = ways.invited(&person("noor"), NOW + 8).unwrap().0.id;
    assert!(ways.withdraw(id, NOW + 8) && !ways.withdraw(id, NOW + 9));
    assert_eq!(try_it(&mut ways, &third, &third.code, NOW + 9), Tried::Closed);
}

#[test]
fn a_person_has_three_devices_and_no_more() {
    let mut ways = WaysIn::default();
    for seed in 1..=3 {
        assert_eq!(ways.remember(phone("noor", seed)), Ok(()));
    }
    assert_eq!(ways.remember(phone("noor", 4)), Err(TooMany));
    assert_eq!(ways.remember(phone("daan", 4)), Ok(()));
    let first = ItemId::from_random([1; 16]);
    assert!(!ways.forget(&person("daan"), first, NOW), "only one's own");
    assert!(ways.forget(&person("noor"), first, NOW) && ways.device(first).is_none());
    assert_eq!(ways.remember(phone("noor", 5)), Ok(()));
}

#[test]
fn shutting_someone_out_leaves_the_others_in() {
    let mut ways = WaysIn::default();
    ways.remember(phone("noor", 1)).unwrap();
    ways.remember(phone("daan", 2)).unwrap();
    let noor = invite(&mut ways, "noor", 3, NOW);
    let daan = invite(&mut ways, "daan", 4, NOW);
    ways.shut(&person("noor"), NOW + 1);
    assert_eq!(ways.devices_of(&person("noor")).count(), 0);
    assert_eq!(try_it(&mut ways, &noor, &noor.code, NOW + 1), Tried::Closed);
    assert_eq!(ways.devices_of(&person("daan")).count(), 1);
    assert_eq!(try_it(&mut ways, &daan, &daan.code, NOW + 1), Tried::In(person("daan")));
}

#[test]
fn invitations_take_bounded_room() {
    let mut ways = WaysIn::default();
    for seed in 0..250 {
        invite(&mut ways, "noor", u8::try_from(seed % 250).unwrap(), NOW);
    }
    assert_eq!(ways.invitations().len(), KEPT_MAX);
    assert!(ways.invited(&person("noor"), NOW).unwrap().1.is_open());
}

#[test]
fn a_passkey_whose_counter_goes_back_opens_nothing_any_more() {
    let mut ways = WaysIn::default();
    let (counting, silent) = (passkey("noor", 1, 5), passkey("noor", 2, 0));
    let (of_counting, of_silent) = (counting.credential.clone(), silent.credential.clone());
    ways.add_passkey(counting).unwrap();
    ways.add_passkey(silent).unwrap();
    assert_eq!(ways.used(&of_counting, 6, NOW + 1), Used::In);
    assert_eq!(ways.passkey(&of_counting).unwrap().seen, NOW + 1);
    for counter in [6, 5, 0] {
        let mut copy = ways.clone();
        assert_eq!(copy.used(&of_counting, counter, NOW + 2), Used::Copied, "{counter}");
        assert_eq!(copy.used(&of_counting, 100, NOW + 3), Used::Gone, "which of the two it is nobody knows");
    }
    // One that doesn't count never does; one that begins to goes on.
    assert_eq!(ways.used(&of_silent, 0, NOW + 1), Used::In);
    assert_eq!(ways.used(&of_silent, 3, NOW + 2), Used::In);
    assert_eq!(ways.used(&of_silent, 0, NOW + 3), Used::Copied);
    assert_eq!(ways.used(&passkey("noor", 3, 0).credential, 1, NOW), Used::Gone);
}

#[test]
fn devices_and_passkeys_count_together_and_go_alike() {
    let mut ways = WaysIn::default();
    ways.remember(phone("noor", 1)).unwrap();
    ways.add_passkey(passkey("noor", 2, 0)).unwrap();
    assert_eq!(ways.add_passkey(passkey("noor", 2, 0)), Err(TooMany), "the same once more");
    assert_eq!(ways.add_passkey(passkey("daan", 2, 0)), Err(TooMany), "somebody else's");
    ways.add_passkey(passkey("noor", 3, 0)).unwrap();
    assert_eq!(ways.add_passkey(passkey("noor", 4, 0)), Err(TooMany));
    assert_eq!(ways.remember(phone("noor", 5)), Err(TooMany));
    let second = ItemId::from_random([2; 16]);
    assert!(!ways.forget(&person("daan"), second, NOW), "only one's own");
    assert!(ways.forget(&person("noor"), second, NOW) && ways.passkeys_of(&person("noor")).count() == 1);
    ways.shut(&person("noor"), NOW);
    assert!(ways.passkeys().is_empty() && ways.devices().is_empty());
}

#[test]
fn who_has_a_passkey_is_told_of_a_link_that_was_used_after_it() {
    let mut ways = WaysIn::default();
    ways.add_passkey(passkey("noor", 2, 0)).unwrap();
    let mine = Some(ItemId::from_random([2; 16]));
    assert_eq!(ways.came_in_besides(&person("noor"), mine), None);
    let secrets = invite(&mut ways, "noor", 1, NOW + 1);
    assert_eq!(try_it(&mut ways, &secrets, &secrets.code, NOW + 2), Tried::In(person("noor")));
    assert_eq!(ways.came_in_besides(&person("noor"), mine), Some(NOW + 2));
    assert_eq!(ways.came_in_besides(&person("daan"), mine), None);
}

#[test]
fn who_lost_their_device_to_who_came_in_with_a_link_is_told_when_they_are_in_again() {
    for shut in [false, true] {
        let mut ways = WaysIn::default();
        let (noor, mine) = (person("noor"), phone("noor", 1));
        let since = mine.since;
        ways.remember(mine.clone()).unwrap();
        let secrets = invite(&mut ways, "noor", 1, since + 1);
        assert_eq!(try_it(&mut ways, &secrets, &secrets.code, since + 2), Tried::In(noor.clone()));
        match shut {
            true => ways.shut(&noor, since + 3),
            false => assert!(ways.forget(&noor, mine.id, since + 3)),
        }
        assert_eq!(ways.came_in_besides(&noor, None), None, "who came in with that link hears nothing");
        let secrets = invite(&mut ways, "noor", 2, since + 4);
        assert_eq!(try_it(&mut ways, &secrets, &secrets.code, since + 5), Tried::In(noor.clone()));
        assert_eq!(ways.came_in_besides(&noor, None), Some(since + 2));
        let again = Device { since: since + 5, ..phone("noor", 3) };
        ways.remember(again.clone()).unwrap();
        assert_eq!(ways.came_in_besides(&noor, Some(again.id)), Some(since + 2));
    }
}

#[test]
fn who_lost_a_phone_and_came_in_anew_by_their_own_link_is_told_of_none() {
    let mut ways = WaysIn::default();
    let (noor, mine) = (person("noor"), phone("noor", 1));
    ways.remember(mine.clone()).unwrap();
    ways.shut(&noor, mine.since + 3);
    let secrets = invite(&mut ways, "noor", 2, mine.since + 4);
    assert_eq!(try_it(&mut ways, &secrets, &secrets.code, mine.since + 5), Tried::In(noor.clone()));
    assert_eq!(ways.came_in_besides(&noor, None), None);
}
