//! What stands in a room for safety only.

use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::model::{Content, Facts, RoomKind, Safety};

use crate::{facts, item, pictured, room, says, shown};

/// A second, small family: a room for all of them, and one for safety with the two who judge it.
fn family_with_a_room_for_safety() -> Facts {
    let mut safety = room("safety:1", None, &["marloes", "jeroen"], &[]);
    safety.kind = RoomKind::Safety;
    facts(vec![room("core", None, &["noor", "marloes", "jeroen"], &[]), safety])
}

// D18
#[test]
fn a_judgement_of_safety_and_its_reason_stand_in_the_room_for_safety_only() {
    let advice =
        |room: &str, nth: u8, safety: &str| {
            says(room, "marloes")
                .value("advice", format!("{}/text", item(nth)), "De deur is niet op slot te doen")
                .value("advice", format!("{}/safety", item(nth)), safety)
        };
    let judged = |picture: &Picture, nth| match &shown(picture, nth).content {
        Content::Advice(Some(advice)) => advice.safety,
        _ => None,
    };
    let both = || [advice("safety:1", 1, "unsafe"), advice("core", 2, "unsafe")];
    let picture = pictured(&family_with_a_room_for_safety(), both());
    assert_eq!((judged(&picture, 1), judged(&picture, 2)), (Some(Safety::Unsafe), None));
    let reports: Vec<_> = picture.reports.iter().map(|report| (report.item, report.field.as_deref())).collect();
    assert_eq!(reports, [(Some(item(2)), Some("safety"))]);
    let undesirable = pictured(&family_with_a_room_for_safety(), [advice("safety:1", 1, "undesirable")]);
    assert_eq!(judged(&undesirable, 1), Some(Safety::Undesirable), "not wished is another thing than not safe");
    // Who is no member of it gets nothing of it, and can't tell that there is one.
    let mut seen_by_noor = family_with_a_room_for_safety();
    seen_by_noor.rooms.pop();
    assert!(pictured(&seen_by_noor, both()).items.iter().all(|item| item.room.as_str() == "core"));
}
