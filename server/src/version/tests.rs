use std::collections::BTreeSet;
use std::thread;

use samenbeeld_schema::ids::{ItemId, PersonId, RoomId};
use samenbeeld_schema::model::VersionKind;
use samenbeeld_schema::text::Short;

use super::verify::{Flaw, check};
use super::{freeze, show};
use crate::clock;
use crate::demo::tests::{Loaded, built_in};

fn rooms(names: &[&str]) -> BTreeSet<RoomId> {
    names.iter().map(|name| RoomId::parse(name).unwrap()).collect()
}

fn frozen(loaded: &Loaded) -> ItemId {
    let id = ItemId::from_random(clock::random());
    let wanted = freeze::Wanted {
        id,
        kind: VersionKind::Working,
        reason: Short::parse("tussenstand").unwrap(),
        by: PersonId::parse("youssef").ok(),
        now: 5_000,
        claimed_at: None,
        only: None,
    };
    freeze::freeze(&loaded.vault, &loaded.case, wanted).unwrap();
    id
}

fn export(loaded: &Loaded, id: ItemId, readable: &[&str]) -> Vec<u8> {
    show::export(&loaded.vault, &loaded.case, id, &rooms(readable)).unwrap().unwrap().bytes
}

fn named(bytes: &[u8]) -> (String, Vec<u8>) {
    ("versie.json".into(), bytes.to_vec())
}

#[test]
fn a_version_gives_the_same_bytes_every_time_and_verifies() {
    let loaded = built_in();
    let id = frozen(&loaded);
    let bytes = export(&loaded, id, &["core", "school"]);
    assert_eq!(bytes, export(&loaded, id, &["core", "school"]));
    assert_eq!(check(&[named(&bytes)]), Ok(2));
}

#[test]
fn only_an_established_version_of_the_room_counts_as_established() {
    let loaded = built_in();
    let last = |room: &str| show::last_established(&loaded.vault, &loaded.case, &RoomId::parse(room).unwrap()).unwrap();
    assert_eq!(last("core"), Some(1_000), "that of the family file");
    frozen(&loaded);
    assert_eq!((last("core"), last("self:noor")), (Some(1_000), None), "a working version is none");
}

#[test]
fn a_reader_gets_only_the_rooms_they_read_under_numbers_of_their_own() {
    let loaded = built_in();
    let id = frozen(&loaded);
    let text = String::from_utf8(export(&loaded, id, &["school"])).unwrap();
    assert!(text.contains("Voetbal") && !text.contains("Schulden") && !text.contains("\"core\""));
    assert!(show::export(&loaded.vault, &loaded.case, id, &rooms(&["self:noor"])).unwrap().is_none());
    let listed = show::list(&loaded.vault, &loaded.case, &rooms(&["school"])).unwrap();
    assert_eq!(listed.iter().map(|version| version.number).collect::<Vec<_>>(), [2, 1], "newest first");
    assert!(listed.iter().all(|version| version.rooms == [RoomId::parse("school").unwrap()]));
    assert!(show::list(&loaded.vault, &loaded.case, &rooms(&["self:noor"])).unwrap().is_empty());
}

#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    let loaded = built_in();
    let bytes = export(&loaded, frozen(&loaded), &["core", "school"]);
    for position in (0..bytes.len()).step_by(41) {
        let mut changed = bytes.clone();
        changed[position] ^= 1;
        assert!(check(&[named(&changed)]).is_err(), "byte {position}");
    }
}

#[test]
fn a_part_of_another_version_or_room_is_found() {
    let loaded = built_in();
    let (first, second) = (frozen(&loaded), frozen(&loaded));
    let read = |bytes: &[u8]| serde_json::from_slice::<show::Export>(bytes).unwrap();
    let mut export_one = read(&export(&loaded, first, &["core", "school"]));
    let export_two = read(&export(&loaded, second, &["core", "school"]));
    export_one.parts[0] = export_two.parts.into_iter().next().unwrap();
    export_one.sha256 = show::over(&export_one.parts);
    let forged = serde_json::to_vec(&export_one).unwrap();
    assert!(matches!(check(&[named(&forged)]), Err(Flaw::Changed(..))));
}

#[test]
fn a_version_left_out_or_put_between_breaks_the_chain() {
    let loaded = built_in();
    let ids = [frozen(&loaded), frozen(&loaded), frozen(&loaded)];
    let files: Vec<_> = ids.iter().map(|id| named(&export(&loaded, *id, &["core"]))).collect();
    assert_eq!(check(&files), Ok(3));
    let other = built_in();
    frozen(&other);
    let foreign = named(&export(&other, frozen(&other), &["core"]));
    assert!(matches!(check(&[files[0].clone(), foreign]), Err(Flaw::ChainBroken(..))));
}

#[test]
fn freezes_at_the_same_instant_follow_each_other() {
    let loaded = built_in();
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| frozen(&loaded));
        }
    });
    let listed = show::list(&loaded.vault, &loaded.case, &rooms(&["core"])).unwrap();
    let numbers: BTreeSet<u32> = listed.iter().map(|version| version.number).collect();
    assert_eq!(numbers, (1..=7).collect());
    let files: Vec<_> = listed.iter().map(|version| named(&export(&loaded, version.id, &["core"]))).collect();
    assert_eq!(check(&files), Ok(7));
}

#[test]
fn two_files_that_claim_one_place_are_a_fork() {
    let loaded = built_in();
    let bytes = export(&loaded, frozen(&loaded), &["core"]);
    let mut forged: show::Export = serde_json::from_slice(&bytes).unwrap();
    let part = forged.parts[0].part.get().replace("slaapt slecht", "slaapt goed");
    forged.parts[0].sha256 = super::canonical::sha256(part.as_bytes());
    forged.parts[0].part = serde_json::value::RawValue::from_string(part).unwrap();
    forged.sha256 = show::over(&forged.parts);
    let forged = serde_json::to_vec(&forged).unwrap();
    assert_eq!(check(&[named(&forged)]), Ok(1), "alone nothing contradicts it");
    assert!(matches!(check(&[named(&forged), named(&bytes)]), Err(Flaw::ChainBroken(..))));
    assert_eq!(check(&[named(&bytes), named(&bytes)]), Ok(2), "the same file twice is no fork");
}

#[test]
fn nothing_may_stand_beside_what_the_hashes_cover() {
    let loaded = built_in();
    let bytes = export(&loaded, frozen(&loaded), &["core"]);
    let text = String::from_utf8(bytes).unwrap();
    let noted = text.replacen('{', "{\"note\":\"eens\",", 1);
    let spaced = text.replacen(',', ", ", 1);
    for changed in [noted, spaced, format!("{text}\n"), format!(" {text}")] {
        assert!(matches!(check(&[named(changed.as_bytes())]), Err(Flaw::NotAVersion(_))), "{}", &changed[..20]);
    }
}
