//! Updates made by hand and updates with damaged bytes.

use samenbeeld_tests::update::{Place, item, one_struct, single};
use samenbeeld_tests::wire::Put;
use yrs::updates::decoder::Decode;
use yrs::{ClientID, Doc, GetString, Map, OffsetKind, Options, ReadTxn, StateVector, Text, Transact};

use super::{Dice, MAPS, Story, TEXTS};

const KEYS: [&str; 2] = ["a/title", "b/words"];
const CLIENTS: usize = 5;

type Id = (u64, u64);

/// One letter in the text `T`.
fn letter(at: Id, after: Option<Id>, before: Option<Id>) -> Vec<u8> {
    let place = Place { after, before, ..Place::text("T") };
    single(at.0, at.1, |out| item(out, 4, place, |out| out.text(["a", "b", "c", "d", "e"][at.0 as usize % 5])))
}

/// Five letters that stand in two orders, depending on whether the third or the last arrives first. The last wants to
/// stand between the start and a letter that was put behind another.
pub fn apart() -> Vec<Vec<u8>> {
    let (a, b) = ((2, 0), (3, 0));
    vec![
        letter(a, None, None),
        letter(b, Some(a), None),
        letter((4, 0), Some(a), None),
        letter((1, 0), None, None),
        letter((3, 1), None, Some(b)),
    ]
}

/// What is known while a story is made up.
struct Made {
    dice: Dice,
    blocks: Vec<(Id, u64)>,
    /// Few places, so that what is made up meets.
    texts: usize,
    keys: usize,
}

impl Made {
    /// Some clock that is known, or none.
    fn some(&mut self) -> Option<Id> {
        let ((client, clock), len) = *self.blocks.get(self.dice.below(self.blocks.len() + 2))?;
        Some((client, clock + self.dice.below(len as usize) as u64))
    }

    /// A block with any two neighbours, of any content, with any block deleted beside it; and how many clocks it takes.
    fn block(&mut self, at: Id) -> (Vec<u8>, u64) {
        let mut out = Vec::new();
        let mut len = 1 + self.dice.below(3) as u64;
        match self.dice.below(40) {
            // Rarely: whatever is put beside something forgotten is forgotten too.
            0 => one_struct(&mut out, at.0, at.1, |out| {
                out.push(0);
                out.uint(len);
            }),
            1..=6 => {
                let key = KEYS[self.dice.below(self.keys)];
                let place = Place { after: self.some(), ..Place::key(MAPS[0], key) };
                // The key stands on the wire only without an origin; its flag must go too.
                let place = Place { key: place.key.filter(|_| place.after.is_none()), ..place };
                len = 1;
                one_struct(&mut out, at.0, at.1, |out| {
                    item(out, 8, place, |out| {
                        out.uint(1);
                        out.push(0x77);
                        out.text(&format!("{} {}", at.0, at.1));
                    });
                });
            }
            kind => {
                let place = Place {
                    after: self.some(),
                    before: self.some(),
                    ..Place::text(TEXTS[self.dice.below(self.texts)])
                };
                let words: String = (0..len).map(|n| char::from(b'a' + ((at.0 * 5 + at.1 + n) % 26) as u8)).collect();
                one_struct(&mut out, at.0, at.1, |out| match kind {
                    7..=9 => item(out, 1, place, |out| out.uint(len)),
                    _ => item(out, 4, place, |out| out.text(&words)),
                });
            }
        }
        match self.blocks.get(self.dice.below(4 * self.blocks.len() + 4)) {
            Some(((client, clock), len)) => {
                for number in [1, *client, 1, *clock, *len] {
                    out.uint(number);
                }
            }
            None => out.uint(0),
        }
        (out, len)
    }
}

/// Blocks with any two neighbours, in any place, of any content; and how many of them were refused.
pub fn story(seed: u64) -> (Story, usize) {
    let mut dice = Dice::new(seed + 1);
    let mut story = Story::new(format!("crafted {seed}"));
    let (tries, texts, keys) = (20 + dice.below(80), 1 + dice.below(2), 1 + dice.below(2));
    let mut made = Made { dice, blocks: Vec::new(), texts, keys };
    let mut clocks = [0; CLIENTS + 1];
    let mut refused = 0;
    for _ in 0..tries {
        let client = 1 + made.dice.below(CLIENTS);
        let at = (client as u64, clocks[client]);
        let (bytes, len) = made.block(at);
        if story.offer(&bytes) {
            made.blocks.push((at, len));
            clocks[client] += len;
        } else {
            refused += 1;
        }
    }
    (story, refused)
}

fn peer(client: u64, gc: bool) -> Doc {
    Doc::with_options(Options {
        client_id: ClientID::new(client),
        offset_kind: OffsetKind::Utf16,
        skip_gc: !gc,
        cleanup_formatting: false,
        ..Options::default()
    })
}

/// Somebody types, sets or deletes something.
fn edit(doc: &Doc, dice: &mut Dice) {
    let text = doc.get_or_insert_text(TEXTS[dice.below(2)]);
    let map = doc.get_or_insert_map(MAPS[dice.below(2)]);
    let mut txn = doc.transact_mut();
    let letters = text.get_string(&txn).len();
    match dice.below(6) {
        0 => {
            map.insert(&mut txn, KEYS[dice.below(2)], dice.below(9) as f64);
        }
        1 if letters > 2 => {
            let from = dice.below(letters - 1);
            text.remove_range(&mut txn, from as u32, 1 + dice.below((letters - from).min(4)) as u32);
        }
        _ => text.insert(&mut txn, dice.below(letters + 1) as u32, ["a", "de ", "uit", "x"][dice.below(4)]),
    }
}

fn apply(doc: &Doc, bytes: &[u8]) {
    let update = yrs::Update::decode_v1(bytes).expect("honest bytes");
    doc.transact_mut().apply_update(update).expect("honest updates apply");
}

fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..1 + dice.below(3) {
        let at = dice.below(bytes.len());
        match dice.below(8) {
            0 => bytes.insert(at, dice.below(256) as u8),
            1 => drop(bytes.remove(at)),
            2..=5 => bytes[at] ^= 1 + dice.below(3) as u8,
            _ => bytes[at] = dice.below(256) as u8,
        }
        if bytes.is_empty() {
            return;
        }
    }
}

/// Honest people write together; then their updates are offered again with bytes that were damaged on the way. How many of
/// those the gate accepted.
pub fn damaged_story(seed: u64) -> (Story, usize) {
    let mut dice = Dice::new(seed + 1_000);
    let mut story = Story::new(format!("damaged {seed}"));
    let server = peer(100, true);
    let peers: Vec<Doc> = (1..4).map(|client| peer(client, client % 2 == 0)).collect();
    let mut hits = 0;
    for round in 0..12 {
        let peer = &peers[dice.below(peers.len())];
        for _ in 0..1 + dice.below(6) {
            edit(peer, &mut dice);
        }
        let lacks = server.transact().state_vector();
        let update = peer.transact().encode_diff_v1(&lacks);
        if round > 5 {
            for _ in 0..60 {
                let all = peer.transact().encode_diff_v1(&StateVector::default());
                let mut bytes = if dice.below(2) == 0 { update.clone() } else { all };
                damage(&mut bytes, &mut dice);
                hits += usize::from(story.offer(&bytes));
            }
        } else if story.offer(&update) {
            apply(&server, &update);
        }
        let lacks = peer.transact().state_vector();
        apply(peer, &server.transact().encode_diff_v1(&lacks));
    }
    (story, hits)
}
