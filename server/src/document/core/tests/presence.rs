//! Who hears whom while they write together.

use super::*;

fn caret(client: u64, clock: u64) -> ClientMessage {
    let mut bytes = Vec::new();
    crate::wire::lib0::put_number(&mut bytes, 1);
    crate::wire::lib0::put_number(&mut bytes, client);
    crate::wire::lib0::put_number(&mut bytes, clock);
    crate::wire::lib0::put_bytes(&mut bytes, br#"{"caret":3}"#);
    ClientMessage::Awareness(bytes.into())
}

fn who_hears(effects: &[Effect]) -> Vec<SeatId> {
    let hears = |e: &Effect| if let Effect::Send(seat, ServerMessage::Awareness(_)) = e { Some(*seat) } else { None };
    effects.iter().filter_map(hears).collect()
}

/// docs/protocol.md A1.
#[test]
fn presence_passes_only_between_those_who_write_together() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, caret(5, 1));
    assert_eq!(meeting.tick(2_000), [], "no session, no presence");
    for who in ["noor", "jeroen"] {
        meeting.core.join_writing(TEXT, &person(who), "s".into(), 0, &mut Vec::new()).unwrap();
    }
    meeting.says(NOOR, caret(5, 2));
    assert_eq!(who_hears(&meeting.tick(2_080)), [JEROEN], "not the reader, not Noor herself");
}

/// docs/protocol.md A1: Marloes and Jeroen share no household.
#[test]
fn presence_never_passes_between_two_households() {
    let mut meeting = Meeting::begin();
    for who in ["noor", "jeroen", "marloes"] {
        meeting.core.join_writing(TEXT, &person(who), "s".into(), 0, &mut Vec::new()).unwrap();
    }
    meeting.says(READER, caret(7, 1));
    assert_eq!(who_hears(&meeting.tick(2_000)), [NOOR]);
    meeting.says(JEROEN, caret(6, 1));
    assert_eq!(who_hears(&meeting.tick(2_080)), [NOOR]);
}

/// docs/protocol.md A1: by who lives where now, also in what was read before somebody moved.
#[test]
fn presence_passes_by_the_homes_of_now() {
    let mut meeting = Meeting::begin();
    let together = ["noor", "jeroen"].map(|who| (person(who), BTreeSet::from(["b".to_owned()])));
    for who in ["noor", "jeroen"] {
        meeting.core.join_writing(TEXT, &person(who), "s".into(), 0, &mut Vec::new()).unwrap();
    }
    meeting.core.live_in(Arc::new(Households::from(together.clone())), &mut Vec::new());
    meeting.says(NOOR, caret(5, 1));
    assert_eq!(who_hears(&meeting.tick(2_000)), [JEROEN]);
    let [_, jeroen] = together.clone();
    let apart = Households::from([(person("noor"), BTreeSet::from(["c".to_owned()])), jeroen]);
    let mut out = Vec::new();
    meeting.core.live_in(Arc::new(apart), &mut out);
    assert_eq!(who_hears(&out), [JEROEN], "Noor's caret goes at once");
    let told = |seat: SeatId, alone: &str| {
        let only = format!(r#""persons":["{alone}"]"#);
        out.iter().any(|effect| matches!(effect, Effect::Send(to, ServerMessage::Notice(json)) if *to == seat && json.contains(&only)))
    };
    assert!(told(NOOR, "noor") && told(JEROEN, "jeroen"), "each is told who is left: {out:?}");
    meeting.says(NOOR, caret(5, 2));
    assert_eq!(who_hears(&meeting.tick(2_080)), []);
    // Who lives together again sees the other again.
    out.clear();
    meeting.core.live_in(Arc::new(Households::from(together)), &mut out);
    assert_eq!(who_hears(&out), [JEROEN]);
    // Newer than that she was gone, so that a client takes it.
    let awareness = |effect: &Effect| match effect {
        Effect::Send(_, ServerMessage::Awareness(bytes)) => Some(bytes.clone()),
        _ => None,
    };
    let there = out.iter().find_map(awareness).unwrap();
    let there = samenbeeld_gate::parse_awareness(&there).unwrap();
    assert!(there.iter().all(|entry| entry.clock == 4 && entry.json.contains("noor")), "{there:?}");
}

/// docs/protocol.md A1: not even an empty notice tells one household that the other came or went.
#[test]
fn the_other_household_learns_nothing_of_who_comes_and_goes() {
    let mut meeting = Meeting::begin();
    meeting.core.join_writing(TEXT, &person("marloes"), "s".into(), 0, &mut Vec::new()).unwrap();
    let mut out = Vec::new();
    let session = meeting.core.join_writing(TEXT, &person("jeroen"), "t".into(), 0, &mut out).unwrap();
    meeting.core.leave_writing(&session, &person("jeroen"), &mut out);
    assert!(out.iter().all(|effect| !matches!(effect, Effect::Send(READER, _))), "{out:?}");
    assert!(out.iter().any(|effect| matches!(effect, Effect::Send(JEROEN, _))), "the newcomer is told");
}

/// docs/protocol.md H6: the members are told, and the caret goes.
#[test]
fn who_closes_their_last_window_is_seen_to_go() {
    let mut meeting = Meeting::begin();
    for who in ["noor", "jeroen"] {
        meeting.core.join_writing(TEXT, &person(who), "s".into(), 0, &mut Vec::new()).unwrap();
    }
    meeting.says(JEROEN, caret(6, 1));
    meeting.tick(2_000);
    let mut out = Vec::new();
    meeting.core.leave(JEROEN, &mut out);
    let left = format!(r#"{{"writing":{{"persons":["noor"],"text":"{TEXT}"}}}}"#);
    assert!(out.contains(&Effect::Send(NOOR, ServerMessage::Notice(left))), "{out:?}");
    assert_eq!(who_hears(&out), [NOOR]);
}
