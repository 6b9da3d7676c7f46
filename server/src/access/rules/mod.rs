//! The rules engine: role × age × gezag × consent × kind of room × {reading, own voice, board, desk} → allowed, and why.
//!
//! A pure table. What it is told about one person in one room stands in [`Situation`]; where that comes from is the register's
//! affair. Every answer has a reason with a Dutch sentence ([`reason`]). What the table can't say gets its own room.
//!
//! Sources: the design's section on people, the model's table "who sees and writes what", and the rules on consent and age of the
//! domain report (R1 to R6, R17). Where a rule is our own reading of the law, `docs/privacy.md` says so.

pub mod reason;
#[cfg(test)]
mod tests;

use samenbeeld_schema::model::{Capacity, Gezag, LegalFrame, Role, RoomKind};

pub use reason::{Denial, Ground};

/// Years from which a youth has a way in of their own and agrees along with the parents.
pub const OWN_ACCESS_FROM: u8 = 12;
/// Years from which parents read only with the youth's consent.
pub const OWN_CONSENT_FROM: u8 = 16;
/// Years from which nobody has gezag any more.
pub const OF_AGE_FROM: u8 = 18;

/// Allowed on a ground, or not for a reason.
pub type Answer = Result<Ground, Denial>;

/// Where a consent stands that is asked for one reader in one room about one child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConsentState {
    /// Everybody who must agree has.
    Given,
    /// Somebody who must agree has taken it back.
    Withdrawn,
    /// Somebody who must agree was not asked, or has not answered.
    Missing,
}

/// A child the room is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct About {
    /// Completed years; nothing when the birth date is unknown, which counts as under 16.
    pub age: Option<u8>,
    /// Whether this child can weigh its own interests, as a professional judged and recorded.
    pub capacity: Capacity,
    pub consent: ConsentState,
    /// The child asked that this parent doesn't read, and a professional honoured that with reasons (R17).
    pub objection: bool,
}

/// What counts for the rights of one person in one room at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    pub role: Role,
    /// Completed years of this person, when it counts and is known.
    pub age: Option<u8>,
    pub gezag: Gezag,
    /// For professionals: they are on the dated list of who is directly involved (R6).
    pub involved: bool,
    /// Leads the case.
    pub regisseur: bool,
    pub legal_frame: LegalFrame,
    pub member: bool,
    pub room: RoomKind,
    /// Written, no longer only read.
    pub open: bool,
    /// The children the room is about.
    pub about: Vec<About>,
    /// Let in for an emergency, with a reason, for an hour.
    pub emergency: bool,
}

/// What one person may do in one room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub read: Answer,
    /// Writing in one's own voice.
    pub voice: Answer,
    pub board: Answer,
    pub desk: Answer,
}

/// Which joint documents a kind of room has, beside the voices of its members.
pub fn has_board(kind: RoomKind) -> bool {
    !matches!(kind, RoomKind::Self_ | RoomKind::Pair | RoomKind::Shield)
}

pub fn has_desk(kind: RoomKind) -> bool {
    matches!(kind, RoomKind::Core | RoomKind::School | RoomKind::Kind | RoomKind::Care)
}

/// Decides.
pub fn decide(situation: &Situation) -> Verdict {
    let ordinary = if situation.member { may_read(situation) } else { Err(Denial::NotAMember) };
    let read = match ordinary {
        Err(_) if situation.emergency && opens_in_emergency(situation.room) => Ok(Ground::Emergency),
        other => other,
    };
    let write = |allowed: bool, denial: Denial| match ordinary {
        Err(_) if read.is_ok() => Err(Denial::ReadOnlyInEmergency),
        Err(denial) => Err(denial),
        // Not even what is their own, from when they worked here.
        Ok(_) if situation.emergency && !situation.involved => Err(Denial::ReadOnlyInEmergency),
        Ok(_) if !situation.open => Err(Denial::RoomClosed),
        Ok(_) if !allowed => Err(denial),
        Ok(ground) => Ok(ground),
    };
    Verdict {
        read,
        voice: write(true, Denial::NotAMember),
        board: write(has_board(situation.room) && writes_board(situation), Denial::BoardNotYours),
        desk: write(has_desk(situation.room) && leads(situation), Denial::DeskNotYours),
    }
}

/// Which rooms an emergency opens: what helps to keep someone safe, never what is somebody's own.
pub fn opens_in_emergency(room: RoomKind) -> bool {
    matches!(room, RoomKind::Core | RoomKind::School | RoomKind::Kind | RoomKind::Care | RoomKind::Safety)
}

fn may_read(situation: &Situation) -> Answer {
    match situation.role {
        Role::Expert | Role::Judge => Err(Denial::OnlyAVersion),
        Role::Youth | Role::Child => youth(situation),
        Role::Parent => parent(situation),
        Role::Mentor => mentor(situation),
        Role::Jim => jim(situation),
        Role::FosterParent => foster_parent(situation),
        Role::Wijkteam | Role::Gi | Role::Professional | Role::Gedragswetenschapper => professional(situation),
    }
}

/// Under twelve by age, or by role when the age is unknown.
fn is_under_twelve(situation: &Situation) -> bool {
    situation.age.map_or(situation.role == Role::Child, |age| age < OWN_ACCESS_FROM)
}

fn youth(situation: &Situation) -> Answer {
    match situation.room {
        RoomKind::Self_ | RoomKind::Pair => Ok(Ground::Own),
        RoomKind::Family | RoomKind::Kind | RoomKind::Other | RoomKind::Shield => Ok(Ground::Named),
        RoomKind::Core | RoomKind::School | RoomKind::Care if is_under_twelve(situation) => Err(Denial::UnderTwelve),
        RoomKind::Core | RoomKind::School | RoomKind::Care => Ok(Ground::Own),
        RoomKind::Advice | RoomKind::Safety => Err(Denial::RoleNotHere),
    }
}

fn parent(situation: &Situation) -> Answer {
    let ground = match situation.room {
        RoomKind::Self_ | RoomKind::Pair => return Ok(Ground::Own),
        RoomKind::Family | RoomKind::Shield => return Ok(Ground::Named),
        RoomKind::Advice | RoomKind::Safety => return Err(Denial::RoleNotHere),
        RoomKind::Core | RoomKind::School | RoomKind::Kind if situation.gezag == Gezag::Yes => Ground::Gezag,
        // Without gezag not of oneself: only when composed by name, with the consent of all who must agree (R4).
        RoomKind::Core | RoomKind::School | RoomKind::Kind => {
            let missing = if situation.gezag == Gezag::No { Denial::NoGezag } else { Denial::GezagNotChecked };
            return consent_of_all(situation, missing);
        }
        RoomKind::Care | RoomKind::Other => Ground::Named,
    };
    let mut ground = ground;
    for about in &situation.about {
        match about.age {
            Some(age) if age >= OF_AGE_FROM => ground = own_consent(about)?,
            Some(age) if age >= OWN_CONSENT_FROM && about.capacity != Capacity::No => ground = own_consent(about)?,
            // An age that isn't known any more takes nothing from what was honoured.
            age if about.objection && age.is_none_or(|age| (OWN_ACCESS_FROM..OWN_CONSENT_FROM).contains(&age)) => {
                return Err(Denial::YouthObjects);
            }
            _ => {}
        }
    }
    Ok(ground)
}

/// From sixteen on a parent reads by the youth's consent alone (R3).
fn own_consent(about: &About) -> Answer {
    match about.consent {
        ConsentState::Given => Ok(Ground::Consent),
        ConsentState::Withdrawn => Err(Denial::ConsentWithdrawn),
        ConsentState::Missing => Err(Denial::YouthNotAsked),
    }
}

/// Somebody from outside reads with the consent of all who must agree (R5).
fn consent_of_all(situation: &Situation, missing: Denial) -> Answer {
    if situation.about.is_empty() {
        return Err(missing);
    }
    for about in &situation.about {
        match about.consent {
            ConsentState::Given => {}
            ConsentState::Withdrawn => return Err(Denial::ConsentWithdrawn),
            ConsentState::Missing => return Err(missing),
        }
    }
    Ok(Ground::Consent)
}

fn mentor(situation: &Situation) -> Answer {
    match situation.room {
        RoomKind::Self_ | RoomKind::Pair => Ok(Ground::Own),
        RoomKind::School | RoomKind::Other => consent_of_all(situation, Denial::ConsentMissing),
        _ => Err(Denial::RoleNotHere),
    }
}

fn jim(situation: &Situation) -> Answer {
    match situation.room {
        RoomKind::Self_ | RoomKind::Pair => Ok(Ground::Own),
        RoomKind::Family | RoomKind::Other => Ok(Ground::Named),
        RoomKind::Core | RoomKind::Care => consent_of_all(situation, Denial::NotChosen).map(|_| Ground::ChosenByYouth),
        _ => Err(Denial::RoleNotHere),
    }
}

fn foster_parent(situation: &Situation) -> Answer {
    match situation.room {
        RoomKind::Self_ | RoomKind::Pair => Ok(Ground::Own),
        RoomKind::Care | RoomKind::Other => Ok(Ground::Named),
        RoomKind::Core | RoomKind::School => consent_of_all(situation, Denial::ConsentMissing),
        _ => Err(Denial::RoleNotHere),
    }
}

fn professional(situation: &Situation) -> Answer {
    match situation.room {
        RoomKind::Self_ => return Ok(Ground::Own),
        // The family is by itself there.
        RoomKind::Family => return Err(Denial::RoleNotHere),
        _ => {}
    }
    if !situation.involved {
        return Err(Denial::NotInvolved);
    }
    if situation.room == RoomKind::Pair {
        return Ok(Ground::Own);
    }
    // Who leads the case keeps its dossier, and a measure of the court doesn't hang on consent.
    let by_law = situation.regisseur
        || matches!(situation.legal_frame, LegalFrame::Supervision | LegalFrame::Guardianship)
            && situation.role == Role::Gi;
    let family_hears = !matches!(situation.room, RoomKind::Advice | RoomKind::Safety | RoomKind::Shield);
    if family_hears && !by_law && situation.about.iter().any(|about| about.consent == ConsentState::Withdrawn) {
        return Err(Denial::ConsentWithdrawn);
    }
    Ok(if situation.regisseur { Ground::Regisseur } else { Ground::Involved })
}

/// Whether a role writes the board of a room of this kind that it reads.
fn writes_board(situation: &Situation) -> bool {
    let kind = situation.room;
    match situation.role {
        Role::Youth | Role::Child => !is_under_twelve(situation),
        Role::Parent | Role::Wijkteam | Role::Gi | Role::Professional => true,
        Role::Mentor => kind == RoomKind::School,
        // Advises beside the family's picture, not in it.
        Role::Gedragswetenschapper => matches!(kind, RoomKind::Advice | RoomKind::Safety),
        Role::Jim => kind == RoomKind::Family,
        Role::FosterParent => kind == RoomKind::Care,
        Role::Expert | Role::Judge => false,
    }
}

fn leads(situation: &Situation) -> bool {
    leads_case(situation.role, situation.regisseur, situation.legal_frame)
}

/// Whether a worker of this role may lead cases.
pub fn may_lead(role: Role) -> bool {
    matches!(role, Role::Wijkteam | Role::Gi)
}

/// Whether someone leads a case: the regisseur, and who carries out a measure of the court.
pub fn leads_case(role: Role, regisseur: bool, legal_frame: LegalFrame) -> bool {
    regisseur && may_lead(role)
        || role == Role::Gi && matches!(legal_frame, LegalFrame::Supervision | LegalFrame::Guardianship)
}
