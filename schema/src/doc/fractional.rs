//! Keys for an order (D5): strings of `0-9A-Za-z`, compared by byte, with always room for one more between two.

/// The digits, in the order in which they are compared.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Longest key that is read.
pub const KEY_MAX: usize = 2000;

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|d| *d == byte).unwrap_or(0)
}

/// Whether a string is a key.
pub fn is_key(text: &str) -> bool {
    !text.is_empty() && text.len() <= KEY_MAX && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// A key after `before` and, where there is room, before `after`. The random bytes keep two people who place something
/// at the same spot at the same moment from making the same key.
pub fn between(before: Option<&str>, after: Option<&str>, random: [u8; 3]) -> String {
    let low = before.unwrap_or_default().as_bytes();
    // Without room (equal, crossed or badly ended keys) the upper bound gives way.
    let mut high = after.map(str::as_bytes).filter(|high| *high > low);
    let mut key = Vec::with_capacity(low.len() + 4);
    for at in 0.. {
        let from = low.get(at).map_or(0, |b| digit(*b));
        let to = match high {
            Some(high) if at < high.len() => digit(high[at]),
            _ => DIGITS.len(),
        };
        if to.saturating_sub(from) > 1 {
            key.push(DIGITS[(from + to) / 2]);
            break;
        }
        key.push(DIGITS[from]);
        if to != from {
            high = None;
        }
    }
    for (at, byte) in random.iter().enumerate() {
        // A key never ends in the lowest digit: there would be no room below it.
        let value = usize::from(*byte);
        key.push(if at == 2 { DIGITS[1 + value % 61] } else { DIGITS[value % 62] });
    }
    String::from_utf8(key).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        // D5
        #[test]
        fn there_is_always_room_between_two_keys(places in prop::collection::vec((any::<prop::sample::Index>(), any::<[u8; 3]>()), 1..120)) {
            let mut keys: Vec<String> = Vec::new();
            for (place, random) in places {
                let at = place.index(keys.len() + 1);
                let before = at.checked_sub(1).map(|b| keys[b].as_str());
                let key = between(before, keys.get(at).map(String::as_str), random);
                prop_assert!(is_key(&key));
                keys.insert(at, key);
                prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
            }
        }

        #[test]
        fn any_two_keys_give_a_key_after_the_first(a in "[0-9A-Za-z]{0,6}", b in "[0-9A-Za-z]{0,6}", random in any::<[u8; 3]>()) {
            let key = between(Some(&a), Some(&b), random);
            prop_assert!(key > a && is_key(&key));
        }
    }
}
