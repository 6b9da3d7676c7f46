//! Why something is allowed or not: closed lists, each entry with a Dutch sentence `rule-<code>` in the locales.

macro_rules! reasons {
    ($($(#[$doc:meta])* $type:ident { $($(#[$vdoc:meta])* $name:ident = $code:literal),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub enum $type { $($(#[$vdoc])* $name,)* }

            impl $type {
                pub const ALL: &'static [Self] = &[$(Self::$name,)*];
                /// On the wire and in the audit; also the name of its Dutch sentence (`rule-<code>`).
                pub const fn code(self) -> &'static str {
                    match self { $(Self::$name => $code,)* }
                }
            }
        )*
    };
}

reasons! {
    /// On what ground something is allowed.
    Ground {
        /// It is their own: their own room, or their own picture.
        Own = "own",
        /// They may decide about the child.
        Gezag = "gezag",
        /// Everybody who must agree has.
        Consent = "consent",
        /// The youth chose them as JIM.
        ChosenByYouth = "chosen-by-youth",
        /// The room was composed of people by name.
        Named = "named",
        /// A professional who is directly involved (R6).
        Involved = "involved",
        /// Leads the case.
        Regisseur = "regisseur",
        /// Let in for an emergency.
        Emergency = "emergency",
    }
    /// Why something is not allowed.
    Denial {
        /// Not a member of the room.
        NotAMember = "not-a-member",
        /// People of this role don't come in rooms of this kind.
        RoleNotHere = "role-not-here",
        /// Experts and judges get a version, never a room.
        OnlyAVersion = "only-a-version",
        /// A child under twelve.
        UnderTwelve = "under-twelve",
        /// A parent without gezag, and not composed by name.
        NoGezag = "no-gezag",
        /// Whether this parent has gezag was not looked up yet (R2).
        GezagNotChecked = "gezag-not-checked",
        /// The youth objected, and a professional honoured it (R17).
        YouthObjects = "youth-objects",
        /// The youth is sixteen or older and has not said that this parent may read (R3).
        YouthNotAsked = "youth-not-asked",
        /// Somebody who must agree was not asked or has not answered (R5).
        ConsentMissing = "consent-missing",
        /// Somebody who must agree took it back (R7).
        ConsentWithdrawn = "consent-withdrawn",
        /// The youth has not chosen this JIM.
        NotChosen = "not-chosen",
        /// Not, or no longer, on the list of who is directly involved (R6).
        NotInvolved = "not-involved",
        /// The room has a successor, or was closed.
        RoomClosed = "room-closed",
        /// What is joint here is written by others.
        BoardNotYours = "board-not-yours",
        /// The agenda and the decisions are written by who leads the case.
        DeskNotYours = "desk-not-yours",
        /// In an emergency one reads, and writes nothing.
        ReadOnlyInEmergency = "read-only-in-emergency",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    #[test]
    fn every_answer_has_a_dutch_sentence() {
        let codes = Ground::ALL.iter().map(|g| g.code()).chain(Denial::ALL.iter().map(|d| d.code()));
        for code in codes {
            assert!(words::sentence(&format!("rule-{code}"), &[]).ends_with('.'), "{code}");
        }
    }
}
