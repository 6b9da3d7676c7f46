//! The gate and its index beside the CRDT library itself: whatever the gate accepts, the library reads as if there were no
//! gate, and the index says of clocks and deletes exactly what the library says.

mod damage;
mod library;

use damage::{damage, damaged};
use library::{apply, assert_same, boundary, clocks, content, decode, deleted, doc, flat, full, without};
use proptest::collection::vec;
use proptest::prelude::*;
use samenbeeld_gate::{Accepted, Index, Owner, RootShape, Verdict, parse_update};
use yrs::{Doc, GetString, Map, ReadTxn, Text, Transact};

const PEERS: u64 = 4;
const KEYS: [&str; 3] = ["a/title", "a/words", "b/title"];
const MAPS: [&str; 2] = ["factor", "order"];
const TEXTS: [&str; 2] = ["text:card/1/text", "text:card/2/text"];
const LETTERS: [&str; 6] = ["a", "de ", "ë", "😀", "x😀y", "lange zin\n"];

fn roots(root: &str) -> Option<RootShape> {
    match root {
        root if MAPS.contains(&root) => Some(RootShape::Map),
        root if TEXTS.contains(&root) => Some(RootShape::Text),
        _ => None,
    }
}

/// What one person or the server does next.
#[derive(Debug, Clone)]
enum Act {
    Set {
        peer: u64,
        map: usize,
        key: usize,
        value: i64,
    },
    Remove {
        peer: u64,
        map: usize,
        key: usize,
    },
    Type {
        peer: u64,
        text: usize,
        at: u32,
        letters: usize,
    },
    Erase {
        peer: u64,
        text: usize,
        at: u32,
        len: u32,
    },
    /// Sends what was made since the last sending, one by one.
    Send {
        peer: u64,
    },
    /// Sends some of what was ever made, merged: redelivery, and gaps.
    Resend {
        peer: u64,
        from: usize,
        count: usize,
    },
    /// Answers a Step1 that held the server's clocks of some moments ago.
    Step2 {
        peer: u64,
        age: usize,
    },
    Receive {
        peer: u64,
    },
    /// The server forgets the document and loads it again.
    Reload {
        merged: bool,
    },
}

fn act() -> impl Strategy<Value = Act> {
    let peer = 1..=PEERS;
    prop_oneof![
        4 => (peer.clone(), 0..2_usize, 0..3_usize, -5..5_i64)
            .prop_map(|(peer, map, key, value)| Act::Set { peer, map, key, value }),
        1 => (peer.clone(), 0..2_usize, 0..3_usize).prop_map(|(peer, map, key)| Act::Remove { peer, map, key }),
        4 => (peer.clone(), 0..2_usize, any::<u32>(), 0..6_usize)
            .prop_map(|(peer, text, at, letters)| Act::Type { peer, text, at, letters }),
        2 => (peer.clone(), 0..2_usize, any::<u32>(), 1..4_u32)
            .prop_map(|(peer, text, at, len)| Act::Erase { peer, text, at, len }),
        3 => peer.clone().prop_map(|peer| Act::Send { peer }),
        2 => (peer.clone(), 0..30_usize, 1..5_usize).prop_map(|(peer, from, count)| Act::Resend { peer, from, count }),
        2 => (peer.clone(), 0..4_usize).prop_map(|(peer, age)| Act::Step2 { peer, age }),
        3 => peer.prop_map(|peer| Act::Receive { peer }),
        1 => any::<bool>().prop_map(|merged| Act::Reload { merged }),
    ]
}

struct Peer {
    doc: Doc,
    made: Vec<Vec<u8>>,
    sent: usize,
}

impl Peer {
    fn edit(&mut self, change: impl FnOnce(&Doc)) {
        let before = self.doc.transact().state_vector();
        let deleted_before = deleted(&self.doc);
        change(&self.doc);
        let unchanged = before == self.doc.transact().state_vector() && deleted_before == deleted(&self.doc);
        if !unchanged {
            self.made.push(self.doc.transact().encode_diff_v1(&before));
        }
    }
}

/// The server with its gate, and the library without one.
struct Server {
    index: Index,
    gated: Doc,
    plain: Doc,
    log: Vec<Vec<u8>>,
    vectors: Vec<Vec<u8>>,
}

impl Server {
    fn new() -> Self {
        Self {
            index: Index::new(),
            gated: doc(100, false),
            plain: doc(101, false),
            log: vec![vec![0, 0]],
            vectors: vec![vec![0]],
        }
    }

    /// Takes an honest person's update and checks the verdict against the library.
    fn take(&mut self, sender: u64, bytes: &[u8]) -> bool {
        let owner = |client: u64| if client == sender { Owner::Sender } else { Owner::Other };
        let update = parse_update(bytes).expect("an honest update is well-formed");
        match self.index.judge(&update, &roots, &owner) {
            Verdict::Refuse(refusal) => panic!("an honest update is refused: {refusal}"),
            Verdict::Gap => {
                let trial = doc(102, false);
                apply(&trial, &full(&self.plain));
                apply(&trial, bytes);
                // The library keeps what comes too early as pending, or puts it behind a hole in its own state.
                let holds_a_hole = Index::load(&full(&trial), &roots).is_err();
                let waits = trial.transact().has_missing_updates();
                assert!(holds_a_hole || waits, "a gap is called that the library doesn't see");
                return false;
            }
            Verdict::Nothing => {
                let before = (clocks(&self.plain), deleted(&self.plain), content(&self.plain));
                apply(&self.plain, bytes);
                assert_eq!(before, (clocks(&self.plain), deleted(&self.plain), content(&self.plain)));
            }
            Verdict::Accept(accepted) => self.accept(bytes, &accepted.into_owned()),
        }
        true
    }

    fn accept(&mut self, bytes: &[u8], accepted: &Accepted<'_>) {
        let (clocks_before, deleted_before) = (clocks(&self.plain), deleted(&self.plain));
        apply(&self.plain, bytes);
        apply(&self.gated, &accepted.clean);
        self.index.admit(accepted);
        assert_same(&self.index, &self.plain);
        assert_same(&self.index, &self.gated);
        assert_eq!(content(&self.plain), content(&self.gated));
        for range in &accepted.inserted {
            let before = clocks_before.iter().find(|(client, _)| *client == range.client).map_or(0, |found| found.1);
            assert_eq!((range.clock, range.end()), (before, self.index.clock(range.client)));
        }
        assert_eq!(flat(&accepted.deleted), without(&deleted(&self.plain), &deleted_before));
        // Once in, it is nothing new, and neither are its clean bytes.
        for bytes in [bytes, &accepted.clean] {
            let again = parse_update(bytes).expect("clean bytes are well-formed");
            assert_eq!(self.index.judge(&again, &roots, &|_| Owner::Other), Verdict::Nothing);
        }
        let mut twice = self.index.clone();
        twice.admit(accepted);
        assert_eq!((twice.state_vector(), twice.deleted()), (self.index.state_vector(), self.index.deleted()));
        self.log.push(accepted.clean.to_vec());
        self.vectors.push(self.index.encode_state_vector());
    }

    fn reload(&mut self, merged: bool) {
        let state = if merged { yrs::merge_updates_v1(&self.log).expect("the log merges") } else { full(&self.gated) };
        let loaded = Index::load(&state, &roots).expect("our own state loads");
        assert_same(&loaded, &self.gated);
        self.index = loaded;
    }
}

fn play(acts: &[Act]) -> (Server, Vec<Peer>) {
    let mut server = Server::new();
    let mut peers: Vec<Peer> =
        (1..=PEERS).map(|id| Peer { doc: doc(id, id % 2 == 0), made: Vec::new(), sent: 0 }).collect();
    for act in acts {
        match *act {
            Act::Set { peer, map, key, value } => peers[peer as usize - 1].edit(|doc| {
                doc.get_or_insert_map(MAPS[map]).insert(&mut doc.transact_mut(), KEYS[key], value);
            }),
            Act::Remove { peer, map, key } => peers[peer as usize - 1].edit(|doc| {
                doc.get_or_insert_map(MAPS[map]).remove(&mut doc.transact_mut(), KEYS[key]);
            }),
            Act::Type { peer, text, at, letters } => peers[peer as usize - 1].edit(|doc| {
                let text = doc.get_or_insert_text(TEXTS[text]);
                let mut txn = doc.transact_mut();
                let at = at % (text.len(&txn) + 1);
                let at = boundary(&text.get_string(&txn), at);
                text.insert(&mut txn, at, LETTERS[letters]);
            }),
            Act::Erase { peer, text, at, len } => peers[peer as usize - 1].edit(|doc| {
                let text = doc.get_or_insert_text(TEXTS[text]);
                let mut txn = doc.transact_mut();
                let string = text.get_string(&txn);
                let from = boundary(&string, at % (text.len(&txn) + 1));
                let until = boundary(&string, (from + len).min(text.len(&txn)));
                if until > from {
                    text.remove_range(&mut txn, from, until - from);
                }
            }),
            Act::Send { peer } => {
                let from = &mut peers[peer as usize - 1];
                for bytes in &from.made[from.sent..] {
                    if !server.take(peer, bytes) {
                        let step2 = from.doc.transact().encode_diff_v1(&decode(&server.index.encode_state_vector()));
                        assert!(server.take(peer, &step2), "a Step2 fills every gap");
                    }
                }
                from.sent = from.made.len();
            }
            Act::Resend { peer, from, count } => {
                let made = &peers[peer as usize - 1].made;
                let from = from.min(made.len());
                let some = &made[from..(from + count).min(made.len())];
                if !some.is_empty() {
                    server.take(peer, &yrs::merge_updates_v1(some).expect("updates merge"));
                }
            }
            Act::Step2 { peer, age } => {
                let vector = &server.vectors[server.vectors.len().saturating_sub(age + 1)];
                let step2 = peers[peer as usize - 1].doc.transact().encode_diff_v1(&decode(vector));
                assert!(server.take(peer, &step2), "a Step2 to clocks we had is never a gap");
            }
            Act::Receive { peer } => {
                let doc = &peers[peer as usize - 1].doc;
                let vector = doc.transact().state_vector();
                apply(doc, &server.gated.transact().encode_diff_v1(&vector));
            }
            Act::Reload { merged } => server.reload(merged),
        }
    }
    (server, peers)
}

/// Brings everybody to the same state.
fn settle(server: &mut Server, peers: &mut [Peer]) {
    for round in 0..2 {
        for (peer, id) in peers.iter_mut().zip(1..) {
            let vector = decode(&server.index.encode_state_vector());
            assert!(server.take(id, &peer.doc.transact().encode_diff_v1(&vector)));
            let vector = peer.doc.transact().state_vector();
            apply(&peer.doc, &server.gated.transact().encode_diff_v1(&vector));
            assert!(round == 0 || content(&peer.doc) == content(&server.gated));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    // G4, G5, G6, S8, S10.
    #[test]
    fn honest_people_are_never_refused_and_the_index_says_what_the_library_says(acts in vec(act(), 1..80)) {
        let (mut server, mut peers) = play(&acts);
        settle(&mut server, &mut peers);
        for merged in [false, true] {
            server.reload(merged);
        }
    }

    // R12, R13, G6: whatever is done to the bytes, what is accepted applies without error and leaves nothing pending.
    #[test]
    fn a_damaged_update_is_refused_or_read_alike_by_the_library(
        acts in vec(act(), 10..60),
        peer in 0..PEERS as usize,
        attempts in vec((any::<bool>(), vec(damage(), 1..4)), 40),
    ) {
        let (mut server, peers) = play(&acts);
        let doc_of = &peers[peer].doc;
        let fresh = doc_of.transact().encode_diff_v1(&decode(&server.index.encode_state_vector()));
        let whole = full(doc_of);
        for (of_whole, damages) in attempts {
            let bytes = damaged(if of_whole { whole.clone() } else { fresh.clone() }, &damages);
            let Ok(update) = parse_update(&bytes) else { continue };
            // Everybody's id is the sender's here, so that more gets through to the rules behind.
            let before = server.index.clone();
            let verdict = server.index.judge(&update, &roots, &|_| Owner::Sender);
            prop_assert_eq!(&before, &server.index);
            if let Verdict::Accept(accepted) = verdict {
                let merged = doc(103, false);
                let together = yrs::merge_updates_v1([&full(&server.gated), accepted.clean.as_ref()]).unwrap();
                apply(&server.gated, &accepted.clean);
                apply(&merged, &together);
                server.index.admit(&accepted);
                assert_same(&server.index, &server.gated);
                assert_same(&server.index, &merged);
                assert_eq!(content(&server.gated), content(&merged));
                let loaded = Index::load(&full(&server.gated), &roots).expect("what was accepted loads");
                assert_same(&loaded, &server.gated);
            }
        }
    }
}
