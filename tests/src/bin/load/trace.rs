//! A made-up writing session of single-character edits: typing, taking back, jumping; always the same from one seed.
//! Updates as Yjs makes them: an insert names both its neighbours, a deletion one range.

use samenbeeld_tests::family::SCRATCH;
use samenbeeld_tests::update::{Typist, deletes};

use crate::crowd::{frame, fresh_client};

/// One edit.
pub struct Step {
    /// The message.
    pub frame: Vec<u8>,
}

/// The frames of a session of `edits` edits under a client id.
pub fn session(client: u64, edits: usize, mut seed: u64) -> Vec<Step> {
    let mut typist = Typist::new(client, SCRATCH);
    // Clocks of the visible characters in order; a writer stays in one place for long, so this is kept in two halves.
    let (mut before, mut after): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
    let mut steps = Vec::with_capacity(edits);
    while steps.len() < edits {
        let random = fresh_client(&mut seed) >> 3;
        match random % 1000 {
            // Looks up something a little earlier or later.
            0..6 => {
                for _ in 0..(random / 1000) % 400 {
                    let (from, to) =
                        if random & 1 == 0 { (&mut before, &mut after) } else { (&mut after, &mut before) };
                    let Some(clock) = from.pop() else { break };
                    to.push(clock);
                }
            }
            6..230 => {
                let Some(clock) = before.pop() else { continue };
                steps.push(Step { frame: frame(&deletes(&[(client, clock, 1)])) });
            }
            _ => {
                let at = |clock: Option<&u64>| clock.map(|clock| (client, *clock));
                let letter = char::from(b'a' + (random / 1000 % 26) as u8).to_string();
                let clock = typist.clock();
                let update = typist.insert(&letter, at(before.last()), at(after.last()));
                before.push(clock);
                steps.push(Step { frame: frame(&update) });
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use samenbeeld_tests::peer::{apply, new_doc};
    use yrs::{GetString, ReadTxn, Transact};

    #[test]
    fn the_session_reads_as_one_text_without_gaps() {
        let doc = new_doc(1);
        let text = doc.get_or_insert_text(SCRATCH);
        for step in session(77, 3000, 5) {
            apply(&doc, crate::crowd::update_in(&step.frame).unwrap()).unwrap();
        }
        let txn = doc.transact();
        assert!(!txn.has_missing_updates());
        assert!(text.get_string(&txn).len() > 1000);
    }
}
