//! Damage done to the bytes of a message.

use proptest::prelude::*;

/// One change to the bytes of a message.
#[derive(Debug, Clone)]
pub enum Damage {
    Flip { at: usize, with: u8 },
    Put { at: usize, byte: u8 },
    Drop { at: usize, len: usize },
    Copy { from: usize, len: usize, to: usize },
}

pub fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => (any::<usize>(), prop_oneof![1..4_u8, any::<u8>()]).prop_map(|(at, with)| Damage::Flip { at, with }),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Damage::Put { at, byte }),
        1 => (any::<usize>(), 1..4_usize).prop_map(|(at, len)| Damage::Drop { at, len }),
        1 => (any::<usize>(), 1..12_usize, any::<usize>()).prop_map(|(from, len, to)| Damage::Copy { from, len, to }),
    ]
}

pub fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        let len = bytes.len().max(1);
        match *damage {
            Damage::Flip { at, with } => {
                if let Some(byte) = bytes.get_mut(at % len) {
                    *byte ^= with;
                }
            }
            Damage::Put { at, byte } => bytes.insert(at % len, byte),
            Damage::Drop { at, len: count } => {
                let at = (at % len).min(bytes.len());
                bytes.drain(at..(at + count).min(bytes.len()));
            }
            Damage::Copy { from, len: count, to } => {
                let from = (from % len).min(bytes.len());
                let part = bytes[from..(from + count).min(bytes.len())].to_vec();
                let to = (to % len).min(bytes.len());
                bytes.splice(to..to, part);
            }
        }
    }
    bytes
}
