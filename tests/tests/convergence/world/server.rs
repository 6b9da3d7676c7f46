//! The server in virtual time: what the shard does for a core, with a store that fails and a process that dies.

use samenbeeld::document::core::{Committed, Core, Effect};
use samenbeeld::document::load;
use samenbeeld::document::seat::SeatId;
use samenbeeld::vault::Whole;
use samenbeeld::wire::{ClientMessage, ServerMessage};
use samenbeeld_schema::ids::PersonId;
use samenbeeld_store::{Append, Outcome};

use super::{Broken, Event, Hosted, Kind, World, broken};

impl World<'_> {
    pub(super) fn join(&mut self, connection: usize) {
        let socket = &self.connections[connection];
        if socket.epoch != self.epoch || socket.lost {
            return;
        }
        self.connections[connection].server_end = true;
        let who = &self.clients[self.connections[connection].client].who;
        let Ok(person) = PersonId::parse(&who.person) else { return };
        let writes = who.writes;
        for document in 0..self.documents.len() {
            let seat = SeatId(self.next_seat);
            self.next_seat += 1;
            self.connections[connection].seats.push(seat);
            let hosted = &mut self.documents[document];
            hosted.seats.insert(seat, (connection, Default::default()));
            match &mut hosted.core {
                Some(core) => core.join(seat, person.clone(), writes, None),
                None => hosted.early_seats.push((seat, person.clone(), writes)),
            }
            if hosted.core.is_none() {
                self.start_load(document);
            }
        }
    }

    pub(super) fn arrives(&mut self, connection: usize, document: usize, message: ClientMessage) -> Result<(), Broken> {
        let socket = &self.connections[connection];
        let Some(seat) = socket.seats.get(document).copied() else { return Ok(()) };
        if !socket.server_end || socket.lost || socket.epoch != self.epoch {
            return Ok(());
        }
        let hosted = &mut self.documents[document];
        if let (ClientMessage::Update(update) | ClientMessage::Step2(update), Some((_, owed))) =
            (&message, hosted.seats.get_mut(&seat))
        {
            owed.push_back(update.clone());
        }
        if hosted.core.is_none() {
            hosted.early.push((seat, message));
            return Ok(());
        }
        let now = self.now;
        self.with_core(document, |core, out| core.message(seat, message, now, out))
    }

    pub(super) fn with_core(
        &mut self,
        document: usize,
        act: impl FnOnce(&mut Core, &mut Vec<Effect>),
    ) -> Result<(), Broken> {
        let mut effects = Vec::new();
        if let Some(core) = &mut self.documents[document].core {
            act(core, &mut effects);
        }
        self.carry_out(document, effects)
    }

    pub(super) fn carry_out(&mut self, document: usize, effects: Vec<Effect>) -> Result<(), Broken> {
        for effect in effects {
            match effect {
                Effect::Send(seat, message) => {
                    self.tally.acks += usize::from(matches!(message, ServerMessage::SyncStatus(true)));
                    let hosted = &mut self.documents[document];
                    hosted.check(Some(seat), &message)?;
                    if let Some((connection, _)) = hosted.seats.get(&seat) {
                        let connection = *connection;
                        self.send_down(connection, document, message);
                    }
                }
                Effect::Broadcast(message) => {
                    let hosted = &mut self.documents[document];
                    hosted.check(None, &message)?;
                    let to: Vec<usize> = hosted.seats.values().map(|(connection, _)| *connection).collect();
                    for connection in to {
                        self.send_down(connection, document, message.clone());
                    }
                }
                Effect::Refuse(_, code) => {
                    return Err(broken("S11", format!("an honest client was refused: {}", code.code())));
                }
                Effect::LookAtStore { .. } => {
                    self.tally.looks += 1;
                    let epoch = self.epoch;
                    self.after(30, Event::Looked { epoch, document });
                }
                Effect::Reload => self.start_load(document),
                Effect::Quarantine { .. } => return Err(broken("S11", "yrs failed twice".to_owned())),
                // Everyone goes on without one: what a restore point holds is not what is simulated here.
                Effect::RestorePoint { .. } => {
                    let epoch = self.epoch;
                    self.after(200, Event::RestorePoint { epoch, document });
                }
                Effect::Commit(_) => return Err(broken("S4", "a commit outside the flush".to_owned())),
            }
        }
        let Some(core) = &self.documents[document].core else { return Ok(()) };
        let (flush, tick, epoch) = (core.wants_flush(), core.needs_tick(), self.epoch);
        // Outside a session only a parked gap needs the clock.
        self.tally.gaps += usize::from(tick);
        if flush && !std::mem::replace(&mut self.flush_waits, true) {
            self.after(12, Event::Flush { epoch });
        }
        if tick && !std::mem::replace(&mut self.tick_waits, true) {
            self.after(2_000, Event::Tick { epoch });
        }
        Ok(())
    }

    pub(super) fn start_load(&mut self, document: usize) {
        let hosted = &mut self.documents[document];
        if !std::mem::replace(&mut hosted.loading, true) {
            let epoch = self.epoch;
            self.after(60, Event::Loaded { epoch, document });
        }
    }

    pub(super) fn loaded(&mut self, document: usize) -> Result<(), Broken> {
        let mut effects = Vec::new();
        let hosted = &mut self.documents[document];
        if !hosted.loading {
            return Ok(());
        }
        let ready = load::load(&self.vault, &hosted.id, &hosted.roots).map_err(|e| broken("S4", e.to_string()))?;
        if ready.loaded.head != hosted.oracle.head || !hosted.oracle.equals(&ready.loaded.state)? {
            return Err(broken("S4", "what is read back is not what was stored".to_owned()));
        }
        hosted.open(ready, &mut effects);
        self.tally.loads += 1;
        let (early, now) = (std::mem::take(&mut hosted.early), self.now);
        self.carry_out(document, effects)?;
        for (seat, message) in early {
            self.with_core(document, |core, out| core.message(seat, message, now, out))?;
        }
        Ok(())
    }

    pub(super) fn flush(&mut self) -> Result<(), Broken> {
        self.flush_waits = false;
        let mut appends = Vec::new();
        for document in 0..self.documents.len() {
            let mut effects = Vec::new();
            let hosted = &mut self.documents[document];
            let Some(core) = &mut hosted.core else { continue };
            core.flush(&mut effects);
            let commit = effects.iter().position(|effect| matches!(effect, Effect::Commit(_)));
            if let Some(Effect::Commit(commit)) = commit.map(|position| effects.remove(position)) {
                let head = commit.expected_head + 1;
                let sealed = self.vault.seal_commit(&hosted.key, &hosted.id, commit);
                appends.push((document, sealed.map_err(|e| broken("S4", e.to_string()))?));
                if self.kind == Kind::PromisesTooEarly {
                    core.committed(Committed::Stored(head), &mut effects);
                }
            }
            self.carry_out(document, effects)?;
        }
        if !appends.is_empty() {
            let (epoch, batch) = (self.epoch, self.order);
            self.batches.insert(batch, appends);
            let slow = if self.chance.one_in(10) { 600 } else { 25 };
            self.after(slow, Event::Committed { epoch, batch });
        }
        Ok(())
    }

    pub(super) fn committed(&mut self, batch: u64) -> Result<(), Broken> {
        let Some(batch) = self.batches.remove(&batch) else { return Ok(()) };
        let (documents, appends): (Vec<usize>, Vec<Append>) = batch.into_iter().unzip();
        let result = self.vault.store().commit(&appends);
        for document in &documents {
            let hosted = &mut self.documents[*document];
            hosted.oracle.catch_up(&self.vault, &hosted.id)?;
        }
        match result {
            Ok(outcomes) => {
                for (document, outcome) in documents.into_iter().zip(outcomes) {
                    let outcome = match outcome {
                        Outcome::Stored(seq) => {
                            self.tally.commits += 1;
                            Committed::Stored(seq)
                        }
                        _ => {
                            self.tally.refused += 1;
                            Committed::Refused
                        }
                    };
                    self.with_core(document, |core, out| core.committed(outcome, out))?;
                }
            }
            // What became of it is not known: everyone comes back and reads it from the store.
            Err(_) => {
                self.tally.failed += 1;
                documents.into_iter().try_for_each(|document| self.drop_document(document))?;
            }
        }
        Ok(())
    }

    pub(super) fn drop_document(&mut self, document: usize) -> Result<(), Broken> {
        let connections: Vec<usize> =
            self.documents[document].seats.values().map(|(connection, _)| *connection).collect();
        for connection in connections {
            // The socket closes, and with it the seats at the other documents.
            self.gone(connection)?;
            self.close(connection);
        }
        self.documents[document].forget();
        Ok(())
    }

    pub(super) fn crash(&mut self, kept: bool, down: u64) -> Result<(), Broken> {
        for (_, batch) in std::mem::take(&mut self.batches) {
            self.tally.crashed_during_commit += 1;
            if kept {
                let (documents, appends): (Vec<usize>, Vec<Append>) = batch.into_iter().unzip();
                let _ = self.vault.store().commit(&appends);
                for document in documents {
                    let hosted = &mut self.documents[document];
                    hosted.oracle.catch_up(&self.vault, &hosted.id)?;
                }
            }
        }
        self.epoch += 1;
        self.is_up = false;
        (self.flush_waits, self.tick_waits) = (false, false);
        self.documents.iter_mut().for_each(Hosted::forget);
        for connection in 0..self.connections.len() {
            self.close(connection);
        }
        self.at(self.now + down, Event::Up);
        Ok(())
    }

    /// Nobody sits there any more: a snapshot, and the document leaves the memory. Then everyone comes back.
    pub(super) fn put_away(&mut self, document: usize, back: &[usize]) -> Result<(), Broken> {
        self.compact(document)?;
        let hosted = &mut self.documents[document];
        let seated = !hosted.seats.is_empty() || !hosted.early_seats.is_empty() || hosted.loading;
        if !seated && hosted.core.take_if(|core| core.is_quiet()).is_some() {
            self.tally.put_away += 1;
        }
        for client in back {
            self.clients[*client].wants_online = true;
            self.after(400, Event::Connect { client: *client });
        }
        Ok(())
    }

    pub(super) fn compact(&mut self, document: usize) -> Result<(), Broken> {
        let hosted = &mut self.documents[document];
        let Some(core) = &mut hosted.core else { return Ok(()) };
        if !core.is_quiet() {
            return Ok(());
        }
        let mut effects = Vec::new();
        if let Some(snapshot) = core.snapshot(&mut effects) {
            let (head, generation) = (core.head(), core.generation());
            if head == hosted.oracle.head && !hosted.oracle.equals(&snapshot.whole)? {
                return Err(broken("S4", "a snapshot would lose something".to_owned()));
            }
            if !snapshot.reads_alike(&hosted.roots) {
                return Err(broken("S4", "a snapshot would read as something else".to_owned()));
            }
            let runs = core.runs();
            let whole = Whole { state: &snapshot.whole, runs: &runs };
            if self.vault.compact(&hosted.key, &hosted.id, generation, hosted.snapshot, head, whole) {
                hosted.snapshot = Some(head);
                self.tally.snapshots += 1;
            }
        }
        self.carry_out(document, effects)
    }
}
