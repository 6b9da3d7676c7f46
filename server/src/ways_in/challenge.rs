//! Challenges: random words that are signed once, within minutes: by a device, or by a passkey that comes in or is made.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samenbeeld_schema::ids::ItemId;

use super::passkey::UserHandle;
use crate::document::Timestamp;

/// How long a device can answer, in milliseconds: it does so by itself.
pub const OF_DEVICE_MS: u64 = 60 * 1000;
/// How long a person can, who looks for their key.
pub const OF_PASSKEY_MS: u64 = 5 * 60 * 1000;
/// Challenges of one kind that wait at once; when there are more the oldest go.
const WAITING_MAX: usize = 10_000;

/// Challenges that wait for an answer within so many milliseconds, each with what it was made for.
pub struct Challenges<For, const VALID_MS: u64>(Mutex<Waiting<For>>);

/// What devices are asked.
pub type OfDevices = Challenges<ItemId, OF_DEVICE_MS>;
/// What passkeys are asked by which somebody comes in: nobody knows yet whose.
pub type OfPasskeys = Challenges<(), OF_PASSKEY_MS>;
/// What is asked where a passkey is made.
pub type OfNewPasskeys = Challenges<Making, OF_PASSKEY_MS>;

/// For whom a passkey is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Making {
    /// The session in which it is, as tickets name it.
    pub session: String,
    /// What its authenticator will know the account by.
    pub handle: UserHandle,
}

struct Waiting<For> {
    of: HashMap<String, (For, Timestamp)>,
    order: VecDeque<String>,
}

impl<For, const VALID_MS: u64> Default for Challenges<For, VALID_MS> {
    fn default() -> Self {
        Self(Mutex::new(Waiting { of: HashMap::new(), order: VecDeque::new() }))
    }
}

impl<For, const VALID_MS: u64> Challenges<For, VALID_MS> {
    /// A challenge, whether or not anybody can answer it.
    pub fn make(&self, what: For, random: [u8; 32], now: Timestamp) -> String {
        let challenge = URL_SAFE_NO_PAD.encode(random);
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Waiting { of, order } = &mut *waiting;
        while order.len() >= WAITING_MAX || order.front().is_some_and(|oldest| over(of, oldest, now)) {
            let Some(oldest) = order.pop_front() else { break };
            of.remove(&oldest);
        }
        of.insert(challenge.clone(), (what, now + VALID_MS));
        order.push_back(challenge.clone());
        challenge
    }

    /// Takes a challenge, with what it was made for: it can be answered once, and only in time.
    pub fn take(&self, challenge: &str, now: Timestamp) -> Option<For> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.of.remove(challenge).filter(|(_, until)| now < *until).map(|(what, _)| what)
    }
}

fn over<For>(of: &HashMap<String, (For, Timestamp)>, challenge: &str, now: Timestamp) -> bool {
    of.get(challenge).is_none_or(|(_, until)| *until <= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: u8) -> ItemId {
        ItemId::from_random([n; 16])
    }

    #[test]
    fn a_challenge_is_answered_once_in_time_by_its_device() {
        let challenges = OfDevices::default();
        let made: Vec<String> = (0..4).map(|n| challenges.make(device(1), [n; 32], 100)).collect();
        assert_eq!(challenges.take(&made[0], 101), Some(device(1)));
        assert_eq!(challenges.take(&made[0], 101), None, "twice");
        assert_ne!(challenges.take(&made[1], 101), Some(device(2)), "another's");
        assert_eq!(challenges.take(&made[1], 101), None, "after another tried");
        assert_eq!(challenges.take(&made[2], 100 + OF_DEVICE_MS), None, "too late");
        assert_eq!(challenges.take(&made[3], 99 + OF_DEVICE_MS), Some(device(1)));
    }

    #[test]
    fn challenges_that_nobody_answers_take_bounded_room() {
        let challenges = OfDevices::default();
        let first = challenges.make(device(1), [0; 32], 0);
        for n in 0..u32::try_from(WAITING_MAX).unwrap() {
            let mut random = [1; 32];
            random[..4].copy_from_slice(&n.to_le_bytes());
            challenges.make(device(1), random, 0);
        }
        assert_eq!(challenges.take(&first, 1), None);
        challenges.make(device(1), [9; 32], OF_DEVICE_MS);
        let waiting = challenges.0.lock().unwrap();
        assert_eq!((waiting.of.len(), waiting.order.len()), (1, 1));
    }
}
