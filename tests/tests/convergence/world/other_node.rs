//! A second node over the same store, which this one hears nothing of.

use std::sync::Arc;

use samenbeeld::document::core::{Committed, Core, Effect};
use samenbeeld::document::load;
use samenbeeld::document::presence::Households;
use samenbeeld::document::seat::SeatId;
use samenbeeld::wire::ServerMessage;
use samenbeeld_schema::ids::PersonId;
use samenbeeld_store::Outcome;

use super::{Broken, World, broken};

impl World<'_> {
    /// Another node, with a core of its own over the same store, takes what the device has and gives it the rest.
    pub(super) fn roam(&mut self, client: usize, document: usize) -> Result<(), Broken> {
        self.cut(client, true);
        self.store.reopen();
        let (hosted, device) = (&mut self.documents[document], &mut self.clients[client]);
        let ready = load::load(&self.vault, &hosted.id, &hosted.roots).map_err(|e| broken("S4", e.to_string()))?;
        let mut node = Core::new(hosted.roots.clone(), Arc::new(Households::new()), ready.loaded);
        let person = PersonId::parse(&device.who.person).map_err(|e| broken("C2", e.to_string()))?;
        let seat = SeatId(0);
        node.join(seat, person, device.who.writes, None);
        let mut effects = Vec::new();
        node.message(seat, device.offers(document, &node.state_vector())?, self.now, &mut effects);
        node.flush(&mut effects);
        let commit = effects.iter().position(|effect| matches!(effect, Effect::Commit(_)));
        if let Some(Effect::Commit(commit)) = commit.map(|position| effects.remove(position)) {
            let head = commit.expected_head + 1;
            let append = self.vault.seal_commit(&hosted.key, &hosted.id, commit);
            let append = append.map_err(|e| broken("S4", e.to_string()))?;
            let outcome = self.vault.store().commit(&[append]).map_err(|e| broken("S4", e.to_string()))?;
            if outcome != [Outcome::Stored(head)] {
                return Err(broken("S4", format!("another node could not store: {outcome:?}")));
            }
            hosted.oracle.catch_up(&self.vault, &hosted.id)?;
            node.committed(Committed::Stored(head), &mut effects);
        }
        node.message(seat, device.asks(document), self.now, &mut effects);
        for effect in effects {
            match effect {
                Effect::Send(_, message @ (ServerMessage::Step2(_) | ServerMessage::SyncStatus(_))) => {
                    device.hears(document, &message)?;
                }
                Effect::Refuse(_, code) => return Err(broken("S11", format!("refused elsewhere: {}", code.code()))),
                _ => {}
            }
        }
        self.tally.roamed += 1;
        Ok(())
    }
}
