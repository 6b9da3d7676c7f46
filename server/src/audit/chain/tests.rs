//! Whatever is done to a chain is found, and named.

use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::Role;

use super::super::event::{Ground, Kind, Object, Outcome, User};
use super::*;

const LINES: u64 = 60;

fn case() -> CaseId {
    CaseId::parse("c").unwrap()
}

fn node() -> NodeKey {
    NodeKey::new(b"ours")
}

fn event(number: u64) -> Event {
    let object = Object {
        case: Some(case()),
        rooms: BTreeSet::from([RoomId::parse(if number.is_multiple_of(3) { "school" } else { "core" }).unwrap()]),
        ..Object::default()
    };
    let person = PersonId::parse(["youssef", "noor", "femke"][usize::try_from(number % 3).unwrap()]).unwrap();
    Event {
        user: Some(User { user_id: person, role_code: Some(Role::Wijkteam), organisation: None, responsible_id: None }),
        ground: Ground::new(Ground::MEMBER),
        ..Event::new(Kind::RoomRead, 1_000_000 + number * 60_000, object)
    }
}

fn written(key: &NodeKey, events: impl IntoIterator<Item = Event>) -> (Vec<Line>, Head) {
    let mut tip = Tip::none();
    let lines = events.into_iter().map(|event| key.link(&case(), &mut tip, event).unwrap()).collect();
    (lines, key.head(&case(), &tip))
}

fn honest() -> (Vec<Line>, Head) {
    written(&node(), (0..LINES).map(event))
}

fn found(lines: &[Line], head: &Head) -> Break {
    verify(&case(), lines, std::slice::from_ref(head), &[node().public()]).expect_err("it was not found")
}

/// Hashes lines again from a place on, as who can open and seal but has no key of a node.
fn rehashed(mut lines: Vec<Line>, from: usize) -> Vec<Line> {
    let mut before = match from {
        0 => NOTHING_BEFORE.to_owned(),
        _ => lines[from - 1].hash.clone(),
    };
    for (at, line) in lines.iter_mut().enumerate().skip(from) {
        line.body.seq = at as u64 + 1;
        line.hash = hash(&before, &line.body).unwrap();
        line.prev_hash = std::mem::replace(&mut before, line.hash.clone());
    }
    lines
}

#[test]
fn an_untouched_chain_is_whole_also_after_it_was_kept() {
    let (lines, head) = honest();
    let tip = verify(&case(), &lines, std::slice::from_ref(&head), &[node().public()]).unwrap();
    assert_eq!((tip.seq, &tip.hash), (LINES, &head.hash));
    let kept: Vec<Line> =
        lines.iter().map(|line| serde_json::from_slice(&serde_json::to_vec(line).unwrap()).unwrap()).collect();
    assert_eq!(verify(&case(), &kept, &[head], &[node().public()]), Ok(tip));
    assert_eq!(verify(&case(), &[], &[], &[node().public()]), Ok(Tip::none()));
}

#[test]
fn a_removed_line_is_found_wherever_it_stood() {
    for at in 0..LINES {
        let (mut lines, head) = honest();
        lines.remove(usize::try_from(at).unwrap());
        assert_eq!(found(&lines, &head), Break { at: at + 1, fault: Fault::Removed });
        let hidden = rehashed(lines, usize::try_from(at).unwrap());
        assert!(matches!(found(&hidden, &head).fault, Fault::Removed | Fault::Forked), "line {at}, numbered again");
    }
    let (lines, head) = honest();
    for kept in 0..lines.len() {
        assert_eq!(found(&lines[..kept], &head), Break { at: kept as u64 + 1, fault: Fault::Removed }, "cut off");
    }
}

#[test]
fn swapped_doubled_and_foreign_lines_are_found() {
    for at in 0..usize::try_from(LINES).unwrap() - 1 {
        let (mut lines, head) = honest();
        lines.swap(at, at + 1);
        assert_eq!(found(&lines, &head), Break { at: at as u64 + 1, fault: Fault::Swapped });
        let hidden = rehashed(lines, at);
        assert!(matches!(found(&hidden, &head).fault, Fault::BackDated | Fault::Forked), "line {at}, numbered again");
        let (mut lines, head) = honest();
        lines.insert(at, lines[at].clone());
        assert_eq!(found(&lines, &head).fault, Fault::Swapped);
    }
    let (mut lines, head) = honest();
    lines[7].body.case = CaseId::parse("d").unwrap();
    assert_eq!(found(&rehashed(lines, 7), &head), Break { at: 8, fault: Fault::Foreign });
}

// L4
#[test]
fn every_edited_field_is_found() {
    type Edit = (&'static str, fn(&mut Body));
    let edits: [Edit; 12] = [
        ("who", |body| body.event.user.as_mut().unwrap().user_id = PersonId::parse("someone").unwrap()),
        ("role", |body| body.event.user.as_mut().unwrap().role_code = Some(Role::Parent)),
        ("nobody", |body| body.event.user = None),
        ("room", |body| body.event.object.rooms.clear()),
        ("kind", |body| body.event.event_type_code = Kind::LogRead),
        ("outcome", |body| body.event.outcome = Outcome::Refused),
        ("ground", |body| body.event.ground = Ground::new(Ground::LEADS)),
        ("emergency", |body| body.event.emergency = Some("brand".to_owned())),
        ("count", |body| body.event.repeats += 1),
        ("later", |body| body.event.event_time += 1),
        ("form", |body| body.schema_version += 1),
        ("node", |body| body.audit_source_id.push('0')),
    ];
    for (what, edit) in edits {
        for at in [0, 1, 30, 59] {
            let (mut lines, head) = honest();
            edit(&mut lines[at].body);
            assert_eq!(found(&lines, &head), Break { at: at as u64 + 1, fault: Fault::Edited }, "{what}");
            let mut one = lines.clone();
            one[at].hash = hash(&one[at].prev_hash, &one[at].body).unwrap();
            let next = if at == 59 { Fault::Forked } else { Fault::Unlinked };
            assert_eq!(found(&one, &head).fault, next, "{what}, hashed again");
            assert_eq!(found(&rehashed(lines, at), &head).fault, Fault::Forked, "{what}, and all after it");
        }
    }
}

#[test]
fn a_back_dated_line_is_found() {
    for at in 1..usize::try_from(LINES).unwrap() {
        let (mut lines, head) = honest();
        lines[at].body.event.event_time -= 61_000;
        assert_eq!(found(&lines, &head).fault, Fault::Edited);
        assert_eq!(found(&rehashed(lines, at), &head), Break { at: at as u64 + 1, fault: Fault::BackDated });
    }
}

#[test]
fn the_time_of_a_line_never_goes_back_with_the_clock() {
    let mut late = event(0);
    late.event_time = 5;
    let (lines, head) = written(&node(), [event(3), late]);
    assert_eq!(lines[1].body.event.event_time, lines[0].body.event.event_time);
    assert!(verify(&case(), &lines, &[head], &[node().public()]).is_ok());
}

#[test]
fn a_forged_head_is_found() {
    let (lines, head) = honest();
    let stranger = NodeKey::new(b"somebody");
    let tip = Tip { seq: LINES, hash: head.hash.clone(), time: head.time };
    let forged = |change: &dyn Fn(&mut Head)| {
        let mut forged = head.clone();
        change(&mut forged);
        forged
    };
    for (what, head) in [
        ("a key of nobody", stranger.head(&case(), &tip)),
        ("a name put over it", forged(&|head| head.signature = stranger.head(&case(), &tip).signature)),
        ("no signature", forged(&|head| head.signature.clear())),
        ("another place", forged(&|head| head.seq -= 1)),
        ("another hash", forged(&|head| head.hash = lines[0].hash.clone())),
        ("another time", forged(&|head| head.time += 1)),
        ("another case", node().head(&CaseId::parse("d").unwrap(), &tip)),
    ] {
        assert_eq!(found(&lines, &head).fault, Fault::ForgedHead, "{what}");
    }
    let none = verify(&case(), &lines, &[], &[node().public()]);
    assert_eq!(none, Err(Break { at: LINES, fault: Fault::ForgedHead }));
    // An honest head of earlier: what stands after it was signed by nobody.
    let (_, earlier) = written(&node(), lines[..40].iter().map(|line| line.body.event.clone()));
    assert_eq!(found(&lines, &earlier), Break { at: 41, fault: Fault::ForgedHead });
}

/// Who has the keys of a node as well can write another history; a head that was kept elsewhere shows it.
#[test]
fn a_fork_is_found_by_a_head_that_was_kept_elsewhere() {
    let (honest_lines, elsewhere) = honest();
    for at in 0..usize::try_from(LINES).unwrap() {
        let events = honest_lines.iter().enumerate().map(|(number, line)| {
            let mut event = line.body.event.clone();
            if number == at {
                event.outcome = Outcome::Refused;
            }
            event
        });
        let (lines, head) = written(&node(), events);
        let heads = [head, elsewhere.clone()];
        let broken = verify(&case(), &lines, &heads, &[node().public()]).expect_err("it was not found");
        assert_eq!(broken, Break { at: LINES, fault: Fault::Forked });
        let shorter = at.max(1);
        let (lines, head) = written(&node(), honest_lines[..shorter].iter().map(|line| line.body.event.clone()));
        let cut = verify(&case(), &lines, &[head, elsewhere.clone()], &[node().public()]);
        assert_eq!(cut.expect_err("it was not found").fault, Fault::Removed);
    }
}
