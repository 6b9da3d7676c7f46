//! The table of rights: role × room kind × document → nothing, reading, writing. Pure, no state.
//!
//! Source: the design's "documents are the permissions" and the model's table "who sees and writes what". Membership of the
//! room comes first; what this table can't say gets its own room.

use samenbeeld_schema::ids::{DocumentKind, PersonId};
use samenbeeld_schema::model::{Role, RoomFacts, RoomKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// For this person the document does not exist.
    None,
    Read,
    Write,
}

/// Which joint documents a kind of room has, beside the voices of its members.
pub fn has_board(kind: RoomKind) -> bool {
    !matches!(kind, RoomKind::Self_ | RoomKind::Pair | RoomKind::Shield)
}

pub fn has_desk(kind: RoomKind) -> bool {
    matches!(kind, RoomKind::Core | RoomKind::School | RoomKind::Kind | RoomKind::Care)
}

/// Whether a role writes the board of a room of this kind that it is a member of.
fn writes_board(role: Role, kind: RoomKind) -> bool {
    match role {
        Role::Youth | Role::Parent | Role::Wijkteam | Role::Gi | Role::Professional => true,
        Role::Mentor => kind == RoomKind::School,
        // Advises beside the family's picture, not in it.
        Role::Gedragswetenschapper => matches!(kind, RoomKind::Kind | RoomKind::Advice | RoomKind::Safety),
        Role::Jim => kind == RoomKind::Family,
        Role::FosterParent => kind == RoomKind::Care,
        Role::Child | Role::Expert | Role::Judge => false,
    }
}

/// Whether a role leads the case and so writes the desk.
fn writes_desk(role: Role) -> bool {
    matches!(role, Role::Wijkteam | Role::Gi)
}

/// What a person may do with a document of a room.
pub fn rights(role: Role, person: &PersonId, room: &RoomFacts, document: &DocumentKind) -> Rights {
    if !room.members.contains(person) || matches!(role, Role::Expert | Role::Judge) {
        return Rights::None;
    }
    let writes = match document {
        DocumentKind::Voice(owner) if room.members.contains(owner) => owner == person,
        // Who left still has their words in the room; nobody writes them any more.
        DocumentKind::Voice(owner) if room.former_members.iter().any(|former| former.person == *owner) => false,
        DocumentKind::Voice(_) => return Rights::None,
        DocumentKind::Board if has_board(room.kind) => writes_board(role, room.kind),
        DocumentKind::Desk if has_desk(room.kind) => writes_desk(role),
        DocumentKind::Board | DocumentKind::Desk => return Rights::None,
    };
    if writes && room.open { Rights::Write } else { Rights::Read }
}

/// Whether a role freezes versions.
pub fn may_freeze(role: Role) -> bool {
    writes_desk(role)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use samenbeeld_schema::ids::RoomId;
    use samenbeeld_schema::text::Title;

    fn person(name: &str) -> PersonId {
        PersonId::parse(name).unwrap()
    }

    fn room(kind: RoomKind, members: &[&str]) -> RoomFacts {
        RoomFacts {
            id: RoomId::parse("r").unwrap(),
            kind,
            label: Title::parse("Kamer").unwrap(),
            members: members.iter().map(|name| person(name)).collect::<BTreeSet<_>>(),
            former_members: Vec::new(),
            successor_of: None,
            open: true,
            ground: None,
        }
    }

    #[test]
    fn who_is_no_member_sees_nothing() {
        let room = room(RoomKind::Core, &["noor"]);
        for document in [DocumentKind::Board, DocumentKind::Desk, DocumentKind::Voice(person("noor"))] {
            assert_eq!(rights(Role::Mentor, &person("femke"), &room, &document), Rights::None);
        }
    }

    #[test]
    fn nobody_writes_in_the_voice_of_another() {
        let room = room(RoomKind::Core, &["noor", "youssef"]);
        let voice = DocumentKind::Voice(person("noor"));
        assert_eq!(rights(Role::Wijkteam, &person("youssef"), &room, &voice), Rights::Read);
        assert_eq!(rights(Role::Youth, &person("noor"), &room, &voice), Rights::Write);
    }

    #[test]
    fn the_voice_of_someone_from_outside_does_not_exist() {
        let room = room(RoomKind::Core, &["noor"]);
        let voice = DocumentKind::Voice(person("femke"));
        assert_eq!(rights(Role::Youth, &person("noor"), &room, &voice), Rights::None);
    }

    #[test]
    fn the_desk_is_the_regisseurs() {
        let room = room(RoomKind::Core, &["noor", "youssef", "ilse"]);
        assert_eq!(rights(Role::Wijkteam, &person("youssef"), &room, &DocumentKind::Desk), Rights::Write);
        assert_eq!(rights(Role::Youth, &person("noor"), &room, &DocumentKind::Desk), Rights::Read);
        assert_eq!(rights(Role::Gedragswetenschapper, &person("ilse"), &room, &DocumentKind::Board), Rights::Read);
    }

    #[test]
    fn a_closed_room_is_read_only() {
        let mut room = room(RoomKind::Core, &["noor"]);
        room.open = false;
        assert_eq!(rights(Role::Youth, &person("noor"), &room, &DocumentKind::Board), Rights::Read);
    }
}
