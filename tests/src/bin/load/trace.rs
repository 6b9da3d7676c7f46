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
    // All characters in order, those taken back included; a writer stays in one place for long, so in two halves.
    let (mut before, mut after): (Vec<Letter>, Vec<Letter>) = (Vec::new(), Vec::new());
    let mut steps = Vec::with_capacity(edits);
    while steps.len() < edits {
        let random = fresh_client(&mut seed) >> 3;
        match random % 1000 {
            // Looks up something a little earlier or later.
            0..6 => {
                for _ in 0..(random / 1000) % 400 {
                    let (from, to) =
                        if random & 1 == 0 { (&mut before, &mut after) } else { (&mut after, &mut before) };
                    let Some(letter) = from.pop() else { break };
                    to.push(letter);
                }
            }
            6..230 => {
                let Some(last) = before.iter_mut().rfind(|letter| letter.visible) else { continue };
                last.visible = false;
                steps.push(Step { frame: frame(&deletes(&[(client, last.clock, 1)])) });
            }
            _ => {
                // Yjs writes behind what was taken back there, not before it.
                while let Some(gone) = after.pop_if(|letter| !letter.visible) {
                    before.push(gone);
                }
                let at = |letter: Option<&Letter>| letter.map(|letter| (client, letter.clock));
                let text = char::from(b'a' + (random / 1000 % 26) as u8).to_string();
                let clock = typist.clock();
                let update = typist.insert(&text, at(before.last()), at(after.last()));
                before.push(Letter { clock, visible: true });
                steps.push(Step { frame: frame(&update) });
            }
        }
    }
    steps
}

struct Letter {
    clock: u64,
    visible: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use samenbeeld_gate::{Index, Owner, RootShape, Verdict, parse_update};
    use samenbeeld_tests::peer::{apply, new_doc};
    use yrs::{GetString, ReadTxn, Transact};

    #[test]
    fn the_gate_takes_every_step() {
        let mut index = Index::default();
        let roots = |root: &str| (root == SCRATCH).then_some(RootShape::Text);
        for step in session(77, 3000, 5) {
            let update = crate::crowd::update_in(&step.frame).unwrap();
            let update = parse_update(update).unwrap();
            match index.judge(&update, &roots, &|_| Owner::Sender) {
                Verdict::Accept(accepted) => index.admit(&accepted),
                other => panic!("{other:?}"),
            }
        }
    }

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
