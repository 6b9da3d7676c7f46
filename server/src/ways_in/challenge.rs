//! Challenges: random words that a device signs once, within a minute.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samenbeeld_schema::ids::ItemId;

use crate::document::Timestamp;

/// How long a challenge can be answered, in milliseconds.
pub const VALID_MS: u64 = 60 * 1000;
/// Challenges that wait at once; when there are more the oldest go.
const WAITING_MAX: usize = 10_000;

#[derive(Default)]
pub struct Challenges(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    of: HashMap<String, (ItemId, Timestamp)>,
    order: VecDeque<String>,
}

impl Challenges {
    /// A challenge for a device, whether or not there is such a device.
    pub fn make(&self, device: ItemId, random: [u8; 32], now: Timestamp) -> String {
        let challenge = URL_SAFE_NO_PAD.encode(random);
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Waiting { of, order } = &mut *waiting;
        while order.len() >= WAITING_MAX || order.front().is_some_and(|oldest| over(of, oldest, now)) {
            let Some(oldest) = order.pop_front() else { break };
            of.remove(&oldest);
        }
        of.insert(challenge.clone(), (device, now + VALID_MS));
        order.push_back(challenge.clone());
        challenge
    }

    /// Takes a challenge of a device: it can be answered once.
    pub fn take(&self, device: ItemId, challenge: &str, now: Timestamp) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.of.remove(challenge).is_some_and(|(asked, until)| asked == device && now < until)
    }
}

fn over(of: &HashMap<String, (ItemId, Timestamp)>, challenge: &str, now: Timestamp) -> bool {
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
        let challenges = Challenges::default();
        let made: Vec<String> = (0..4).map(|n| challenges.make(device(1), [n; 32], 100)).collect();
        assert!(challenges.take(device(1), &made[0], 101));
        assert!(!challenges.take(device(1), &made[0], 101), "twice");
        assert!(!challenges.take(device(2), &made[1], 101), "another's");
        assert!(!challenges.take(device(1), &made[1], 101), "after another tried");
        assert!(!challenges.take(device(1), &made[2], 100 + VALID_MS), "too late");
        assert!(challenges.take(device(1), &made[3], 99 + VALID_MS));
    }

    #[test]
    fn challenges_that_nobody_answers_take_bounded_room() {
        let challenges = Challenges::default();
        let first = challenges.make(device(1), [0; 32], 0);
        for n in 0..u32::try_from(WAITING_MAX).unwrap() {
            let mut random = [1; 32];
            random[..4].copy_from_slice(&n.to_le_bytes());
            challenges.make(device(1), random, 0);
        }
        assert!(!challenges.take(device(1), &first, 1));
        challenges.make(device(1), [9; 32], VALID_MS);
        let waiting = challenges.0.lock().unwrap();
        assert_eq!((waiting.of.len(), waiting.order.len()), (1, 1));
    }
}
