//! How people come in without a provider: a personal link, with a code that was handed over; after that a device that is known, or for
//! who works in the office a passkey.
//!
//! - [`invitation`]: a link and a code for one person; [`code`]: the code as people read it aloud
//! - [`device`]: a phone or computer with a key of its own; [`passkey`]: a key that asks who its owner is; [`challenge`]: what either signs
//!
//! [`WaysIn`] is a part of a case's register. It is pure: time and chance are handed in, and what it decides counts when the register
//! is on disk.

pub mod challenge;
pub mod code;
pub mod device;
pub mod invitation;
pub mod passkey;

use samenbeeld_schema::ids::{ItemId, PersonId};
use serde::{Deserialize, Serialize};

use self::code::Code;
use self::device::{DEVICES_MAX, Device};
use self::invitation::{End, Ended, Invitation, LinkHash, State, TRIES};
use self::passkey::{CredentialId, Passkey};
use crate::document::Timestamp;

/// Invitations that are over are kept until there are more than so many.
const KEPT_MAX: usize = 100;
/// How long somebody is told that a link was used for them: two weeks, in milliseconds.
pub const CAME_IN_FOR: Timestamp = 14 * 24 * 60 * 60 * 1000;

/// All ways in of the people of one case.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct WaysIn {
    invitations: Vec<Invitation>,
    devices: Vec<Device>,
    #[serde(default)]
    passkeys: Vec<Passkey>,
    #[serde(default)]
    gone: Vec<Gone>,
}

/// That somebody had a way in which was taken away: one for each person, from their first one on.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Gone {
    person: PersonId,
    since: Timestamp,
    /// When the last of them was taken away.
    at: Timestamp,
}

/// What a code did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It is right: this person comes in, and the invitation is used up.
    In(PersonId),
    /// It is wrong, and may be tried again so many times.
    Wrong { left: u8 },
    /// There is no open invitation behind this link (any more). The same for every reason.
    Closed,
}

/// What a signature of a passkey did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// Its owner comes in.
    In,
    /// Its counter went back: from now on it opens nothing.
    Copied,
    /// It is not there, or opens nothing any more.
    Gone,
}

/// A fourth device or passkey, or one that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

impl WaysIn {
    /// Invites a person. What was open for them before is withdrawn: of two links one would lie about somewhere.
    pub fn invite(&mut self, invitation: Invitation) {
        let now = invitation.made;
        for open in self.invitations.iter_mut().filter(|other| other.person == invitation.person && other.end.is_none())
        {
            open.end = Some(End { at: now, how: Ended::Withdrawn });
        }
        self.invitations.push(invitation);
        // What is open, or tells somebody still that it was used for them, is no past yet.
        let mut over = self.invitations.len().saturating_sub(KEPT_MAX);
        self.invitations.retain(|one| {
            let past = one.end.as_ref().is_some_and(|end| end.at.saturating_add(CAME_IN_FOR) <= now)
                || one.end.as_ref().is_some_and(|end| end.how == Ended::Withdrawn);
            let goes = over > 0 && past;
            over -= usize::from(goes);
            !goes
        });
    }

    /// Whether a link may be tried still.
    pub fn opens(&self, link: &LinkHash, now: Timestamp) -> bool {
        self.invitations.iter().any(|one| one.link == *link && one.state(now).is_open())
    }

    /// All invitations, oldest first.
    pub fn invitations(&self) -> &[Invitation] {
        &self.invitations
    }

    /// Withdraws an open invitation. `false` when there is none of this id.
    pub fn withdraw(&mut self, id: ItemId, now: Timestamp) -> bool {
        let found = self.invitations.iter_mut().find(|one| one.id == id && one.state(now).is_open());
        found.map(|one| one.end = Some(End { at: now, how: Ended::Withdrawn })).is_some()
    }

    /// Tries a code on a link. A wrong one counts, and the fifth is the last.
    pub fn try_code(&mut self, link: &LinkHash, code: &Code, now: Timestamp) -> Tried {
        let found = self.invitations.iter_mut().find(|one| one.link == *link && one.state(now).is_open());
        let Some(invitation) = found else { return Tried::Closed };
        if invitation.fits(code) {
            invitation.end = Some(End { at: now, how: Ended::Used });
            return Tried::In(invitation.person.clone());
        }
        invitation.tries += 1;
        let left = TRIES.saturating_sub(invitation.tries);
        if left == 0 {
            invitation.end = Some(End { at: now, how: Ended::TooManyTries });
            return Tried::Closed;
        }
        Tried::Wrong { left }
    }

    /// Where the last invitation of a person stands.
    pub fn invited(&self, person: &PersonId, now: Timestamp) -> Option<(&Invitation, State)> {
        let last = self.invitations.iter().rev().find(|one| one.person == *person)?;
        Some((last, last.state(now)))
    }

    /// When somebody last came in as a person with a link: since the device or passkey the person is in on was there, or since one that
    /// was taken away, but for the link they are in by themselves. Were they not it themselves, only they can tell.
    pub fn came_in_besides(&self, person: &PersonId, on: Option<ItemId>) -> Option<Timestamp> {
        let devices = self.devices_of(person).map(|device| (device.id, device.since));
        let passkeys = self.passkeys_of(person).map(|passkey| (passkey.id, passkey.since));
        let here = devices.chain(passkeys).find(|(known, _)| Some(*known) == on).map(|(_, since)| since);
        let used = self.invitations.iter().filter(|one| one.person == *person);
        let used = used.filter_map(|one| one.end.filter(|end| end.how == Ended::Used)).map(|end| end.at);
        let (after, mut before): (Vec<_>, Vec<_>) = used.partition(|at| here.is_some_and(|since| *at > since));
        before.sort_unstable();
        before.pop();
        let gone = self.gone.iter().find(|gone| gone.person == *person);
        let unseen = before.into_iter().filter(|at| gone.is_some_and(|gone| gone.since < *at));
        after.into_iter().chain(unseen).max()
    }

    /// Writes down that ways in of a person were taken away, for as long as a link used meanwhile may be told of.
    fn note_gone(&mut self, person: &PersonId, since: Option<Timestamp>, now: Timestamp) {
        self.gone.retain(|gone| now < gone.at.saturating_add(CAME_IN_FOR));
        let Some(since) = since else { return };
        match self.gone.iter_mut().find(|gone| gone.person == *person) {
            Some(gone) => (gone.since, gone.at) = (gone.since.min(since), now),
            None => self.gone.push(Gone { person: person.clone(), since, at: now }),
        }
    }

    /// Since when somebody had the first of these ways in.
    fn first_of(&self, person: &PersonId, is: impl Fn(ItemId) -> bool) -> Option<Timestamp> {
        let devices = self.devices_of(person).map(|device| (device.id, device.since));
        let passkeys = self.passkeys_of(person).map(|passkey| (passkey.id, passkey.since));
        devices.chain(passkeys).filter(|(id, _)| is(*id)).map(|(_, since)| since).min()
    }

    /// Remembers a device.
    ///
    /// # Errors
    /// [`TooMany`] when this person has as many as they may have.
    pub fn remember(&mut self, device: Device) -> Result<(), TooMany> {
        if self.is_full(&device.person) || self.device(device.id).is_some() {
            return Err(TooMany);
        }
        self.devices.push(device);
        Ok(())
    }

    /// The devices of a person, oldest first.
    pub fn devices_of<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a Device> {
        self.devices.iter().filter(move |device| device.person == *person)
    }

    pub fn device(&self, id: ItemId) -> Option<&Device> {
        self.devices.iter().find(|device| device.id == id)
    }

    /// All devices of the case.
    pub fn devices(&self) -> &[Device] {
        &self.devices
    }

    /// Notes that somebody came in on a device.
    pub fn seen(&mut self, id: ItemId, now: Timestamp) {
        if let Some(device) = self.devices.iter_mut().find(|device| device.id == id) {
            device.seen = now;
        }
    }

    /// Keeps a passkey.
    ///
    /// # Errors
    /// [`TooMany`] when this person has as many as they may have, or somebody has this one.
    pub fn add_passkey(&mut self, passkey: Passkey) -> Result<(), TooMany> {
        if self.is_full(&passkey.person) || self.passkey(&passkey.credential).is_some() {
            return Err(TooMany);
        }
        self.passkeys.push(passkey);
        Ok(())
    }

    fn is_full(&self, person: &PersonId) -> bool {
        self.devices_of(person).count() + self.passkeys_of(person).count() >= DEVICES_MAX
    }

    /// The passkeys of a person, oldest first.
    pub fn passkeys_of<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a Passkey> {
        self.passkeys.iter().filter(move |passkey| passkey.person == *person)
    }

    /// The passkey of this name.
    pub fn passkey(&self, credential: &CredentialId) -> Option<&Passkey> {
        self.passkeys.iter().find(|passkey| passkey.credential == *credential)
    }

    /// All passkeys of the case.
    pub fn passkeys(&self) -> &[Passkey] {
        &self.passkeys
    }

    /// Notes that a passkey signed, and how often it says it did. One that counted before and doesn't count on is there twice.
    pub fn used(&mut self, credential: &CredentialId, counter: u32, now: Timestamp) -> Used {
        let found = self.passkeys.iter_mut().find(|passkey| passkey.credential == *credential);
        let Some(passkey) = found.filter(|passkey| passkey.copied.is_none()) else { return Used::Gone };
        if passkey.counter > 0 && counter <= passkey.counter {
            passkey.copied = Some(now);
            return Used::Copied;
        }
        (passkey.counter, passkey.seen) = (counter, now);
        Used::In
    }

    /// Forgets a device or a passkey of a person. `false` when it isn't theirs.
    pub fn forget(&mut self, person: &PersonId, id: ItemId, now: Timestamp) -> bool {
        self.note_gone(person, self.first_of(person, |known| known == id), now);
        let before = self.devices.len() + self.passkeys.len();
        self.devices.retain(|device| !(device.id == id && device.person == *person));
        self.passkeys.retain(|passkey| !(passkey.id == id && passkey.person == *person));
        self.devices.len() + self.passkeys.len() < before
    }

    /// Takes every way in of a person away: their devices, their passkeys and what is open for them.
    pub fn shut(&mut self, person: &PersonId, now: Timestamp) {
        self.note_gone(person, self.first_of(person, |_| true), now);
        self.devices.retain(|device| device.person != *person);
        self.passkeys.retain(|passkey| passkey.person != *person);
        for open in self.invitations.iter_mut().filter(|one| one.person == *person && one.end.is_none()) {
            open.end = Some(End { at: now, how: Ended::Withdrawn });
        }
    }
}

#[cfg(test)]
mod tests;
