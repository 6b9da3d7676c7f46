//! Judging: which of the waiting updates may be stored, which wait, which are refused (docs/protocol.md S7–S11, G7).

use bytes::Bytes;
use samenbeeld_gate::{ClockRange, Refusal, Verdict, parse_update};
use samenbeeld_schema::ids::PersonId;
use samenbeeld_schema::protocol::{DOCUMENT_MAX, ErrorCode, NextStep};
use samenbeeld_store::Claim;

use super::queue::{Queued, UnderWay};
use super::{Commit, Contribution, Core, Effect, Health, NEW_CLIENTS_MAX};
use crate::document::authors::{AuthorRun, TakenOut};
use crate::document::claims::claims_of;
use crate::document::content::{Applied, Clean, Poisoned};
use crate::document::seat::SeatId;
use crate::wire::ServerMessage;

/// What a turn of judging decided about one update.
enum Judged {
    Nothing,
    Accepted(Acceptance),
    Gap,
    /// Takes out so much of others that how it was is kept first.
    Much,
    Refused(ErrorCode, Refused),
}

/// What an accepted update brings to its commit.
struct Acceptance {
    clean: Bytes,
    contribution: Contribution,
    bindings: Vec<(u64, PersonId)>,
    claims: Vec<Claim>,
    overruled: Vec<ClockRange>,
}

/// Whether a second look at the store could change the verdict.
#[derive(PartialEq, Eq)]
enum Refused {
    ForGood,
    UnlessStoreKnowsMore,
}

impl Core {
    /// Judges what waits and asks for its commit. Called once per turn of the shard, when no commit is under way.
    pub fn flush(&mut self, out: &mut Vec<Effect>) {
        if !self.may_answer() || self.queue.is_empty() {
            return;
        }
        self.estimate_before = self.index.encoded_len_estimate();
        let mut batch: Vec<(Queued, Bytes, Contribution)> = Vec::new();
        let mut bindings: Vec<(u64, PersonId)> = Vec::new();
        let mut overruled = Vec::new();
        while let Some(mut queued) = self.queue.pop_front() {
            self.queue_bytes -= queued.weight();
            // A seat's updates are judged in their order: what follows one that waits for a look waits with it.
            if self.second_look.iter().any(|waiting| waiting.seat == queued.seat) {
                self.wait_for_look(queued, out);
                continue;
            }
            if self.held.iter().any(|waiting| waiting.seat == queued.seat) {
                self.hold(queued, out);
                continue;
            }
            match self.judge(&queued, &bindings) {
                Judged::Nothing => {
                    // Known already: durable, since nothing is known before its commit — unless it is in this very batch.
                    if batch.is_empty() {
                        self.answer(queued.seat, queued.turn, true, out);
                        self.after_step2(&queued);
                    } else {
                        let contribution = Contribution {
                            person: queued.person.clone(),
                            seat: queued.seat,
                            received: queued.received,
                            inserted: Vec::new(),
                            deleted: Vec::new(),
                        };
                        self.after_step2(&queued);
                        batch.push((queued, Bytes::new(), contribution));
                    }
                }
                Judged::Accepted(accepted) => {
                    bindings.extend(accepted.bindings);
                    queued.claims = accepted.claims;
                    if !accepted.overruled.is_empty() {
                        overruled.push((queued.seat, accepted.overruled));
                    }
                    if let Some(seat) = self.seats.get_mut(&queued.seat) {
                        seat.asked_again = false;
                    }
                    self.after_step2(&queued);
                    batch.push((queued, accepted.clean, accepted.contribution));
                    if self.health == Health::Careful {
                        break;
                    }
                }
                Judged::Gap => self.park(queued, out),
                Judged::Much => self.hold(queued, out),
                Judged::Refused(_, Refused::UnlessStoreKnowsMore) if !queued.looked => {
                    self.wait_for_look(queued, out);
                }
                Judged::Refused(code, _) => {
                    self.send_away(&queued, code);
                    self.refuse(queued.seat, Some(queued.turn), code, out);
                }
            }
        }
        if batch.is_empty() {
            return;
        }
        self.ask_for_commit(batch, bindings, overruled, out);
    }

    fn ask_for_commit(
        &mut self,
        batch: Vec<(Queued, Bytes, Contribution)>,
        bindings: Vec<(u64, PersonId)>,
        overruled: Vec<(SeatId, Vec<ClockRange>)>,
        out: &mut Vec<Effect>,
    ) {
        let joint = self.roots.has_joint_texts();
        let updates: Vec<Clean<'_>> = batch
            .iter()
            .filter(|(_, clean, _)| !clean.is_empty())
            .map(|(_, clean, part)| Clean {
                bytes: clean,
                takes: if joint { self.index.in_texts(&part.deleted) } else { Vec::new() },
            })
            .collect();
        let applied = self.content.apply(&updates);
        let answers = batch.iter().map(|(queued, ..)| (queued.seat, queued.turn)).collect();
        let contributions =
            batch.iter().filter(|(_, clean, _)| !clean.is_empty()).map(|(_, _, part)| part.clone()).collect();
        let merged = applied.map(|Applied { update, taken }| {
            let by = batch.iter().filter(|(_, clean, _)| !clean.is_empty()).map(|(queued, ..)| &queued.person);
            let written = updates.iter().zip(by).zip(taken).map(|((update, by), taken)| (update.bytes, by, taken));
            let runs = self.whose(written, &bindings);
            (update, runs)
        });
        let queued: Vec<Queued> = batch.into_iter().map(|(queued, ..)| queued).collect();
        match merged {
            Ok((update, runs)) => {
                out.push(Effect::Commit(Commit {
                    generation: self.generation,
                    expected_head: self.head,
                    update: update.clone(),
                    contributions,
                    bindings: bindings.clone(),
                    runs: runs.clone(),
                    claims: queued.iter().flat_map(|queued| queued.claims.iter().cloned()).collect(),
                }));
                self.under_way = Some(UnderWay { update, answers, queued, bindings, overruled, runs });
            }
            Err(Poisoned) => {
                self.removals.not_stored();
                self.requeue(queued);
                self.poisoned(out);
            }
        }
    }

    /// Whose words those are that were only put back, and what of the document's words went (docs/protocol.md C5). An update
    /// may put back what it takes out itself.
    fn whose<'a>(
        &mut self,
        updates: impl Iterator<Item = (&'a [u8], &'a PersonId, Vec<TakenOut>)>,
        fresh: &[(u64, PersonId)],
    ) -> Vec<AuthorRun> {
        let Self { authors, index, client_ids, .. } = self;
        let owner = |client: u64| client_ids.author(client, fresh);
        let mut runs = Vec::new();
        for (bytes, by, taken) in updates {
            for gone in taken {
                authors.taken_out(gone, owner);
            }
            if authors.removals.is_empty() {
                continue;
            }
            let Ok(update) = parse_update(bytes) else { continue };
            for piece in update.texts() {
                runs.extend(authors.written(&piece, by, |range| index.is_deleted(range)));
            }
        }
        runs
    }

    fn judge(&mut self, queued: &Queued, fresh: &[(u64, PersonId)]) -> Judged {
        let person = &queued.person;
        let Ok(update) = parse_update(&queued.update) else {
            return Judged::Refused(ErrorCode::UpdateMalformed, Refused::ForGood);
        };
        let (client_ids, generation) = (&self.client_ids, self.generation);
        let owner = |client: u64| client_ids.owner(client, person, generation, fresh);
        match self.index.judge(&update, &self.roots, &owner) {
            Verdict::Nothing => Judged::Nothing,
            // Who reads on has nothing new to offer; whoever has keeps their words.
            Verdict::Accept(_) | Verdict::Gap if self.health == Health::Quarantined => {
                Judged::Refused(ErrorCode::DocumentQuarantined, Refused::ForGood)
            }
            // Reading is enough to offer what is known; anything new needs the right to write (docs/protocol.md S10). What
            // is new to us may be known to the store: the reader heard it from another node.
            Verdict::Accept(_) | Verdict::Refuse(_) if !queued.writable => {
                Judged::Refused(ErrorCode::WriteForbidden, Refused::UnlessStoreKnowsMore)
            }
            Verdict::Gap => Judged::Gap,
            Verdict::Refuse(refusal) => match refusal {
                Refusal::ForeignBlock(_) => Judged::Refused(ErrorCode::ClientIdTaken, Refused::UnlessStoreKnowsMore),
                Refusal::Burnt(_) => Judged::Refused(ErrorCode::GenerationGone, Refused::ForGood),
                Refusal::SkipOfOwn(_) => Judged::Refused(ErrorCode::GapUnfilled, Refused::ForGood),
                Refusal::TooLarge => Judged::Refused(ErrorCode::TooLarge, Refused::ForGood),
                _ => Judged::Refused(ErrorCode::UpdateMalformed, Refused::ForGood),
            },
            Verdict::Accept(accepted) => {
                if accepted.new_clients.len() > NEW_CLIENTS_MAX {
                    return Judged::Refused(ErrorCode::TooMany, Refused::ForGood);
                }
                // The store said whose the id is, and was read to its head since (docs/protocol.md G7, G8).
                if queued.item_taken {
                    return Judged::Refused(ErrorCode::ItemIdTaken, Refused::ForGood);
                }
                let Ok(claims) = claims_of(&self.roots, &accepted.fresh) else {
                    return Judged::Refused(ErrorCode::ItemIdTaken, Refused::ForGood);
                };
                if self.index.encoded_len_estimate() + accepted.clean.len() > DOCUMENT_MAX {
                    // Before anyone is refused: what the state really takes, and what this batch has added to it.
                    let real = self.content.whole().map_or(DOCUMENT_MAX, |whole| whole.len());
                    let added = self.index.encoded_len_estimate().saturating_sub(self.estimate_before);
                    if real + added + accepted.clean.len() > DOCUMENT_MAX {
                        return Judged::Refused(ErrorCode::TooLarge, Refused::ForGood);
                    }
                    self.index.correct_encoded_len(real + added);
                    self.estimate_before = real;
                }
                let removed = self.removed_by(person, &accepted, fresh);
                if self.waits_for_restore_point(queued, &removed) {
                    return Judged::Much;
                }
                self.removals.expect(person, queued.received, removed);
                self.index.admit(&accepted);
                let bindings = accepted.new_clients.iter().map(|client| (*client, person.clone())).collect();
                let clean = match &accepted.clean {
                    // The same bytes: share them instead of copying.
                    std::borrow::Cow::Borrowed(_) => queued.update.clone(),
                    std::borrow::Cow::Owned(clean) => Bytes::copy_from_slice(clean),
                };
                let contribution = Contribution {
                    person: person.clone(),
                    seat: queued.seat,
                    received: queued.received,
                    inserted: accepted.inserted,
                    deleted: accepted.deleted,
                };
                let overruled = accepted.overruled;
                Judged::Accepted(Acceptance { clean, contribution, bindings, claims, overruled })
            }
        }
    }

    /// Who is told to start afresh offers the same words under a new client id.
    fn send_away(&mut self, queued: &Queued, code: ErrorCode) {
        if code.next_step() != NextStep::StartAfresh {
            return;
        }
        let Ok(update) = parse_update(&queued.update) else { return };
        self.client_ids.send_away(update.clients().take(NEW_CLIENTS_MAX), &queued.person);
    }

    /// After a seat's Step2 everything it parked is judged again, in the order it came.
    fn after_step2(&mut self, queued: &Queued) {
        if !queued.is_last {
            return;
        }
        if let Some(seat) = self.seats.get_mut(&queued.seat) {
            seat.offered_all = true;
        }
        self.judge_parked(queued.seat, false);
    }

    /// Puts what a seat parked before everything else that waits. When it is the last time, a gap that is still there is
    /// refused after a look at the store (docs/protocol.md G7).
    pub(super) fn judge_parked(&mut self, id: SeatId, is_last: bool) {
        let Some(seat) = self.seats.get_mut(&id) else { return };
        for parked in seat.unpark().into_iter().rev() {
            let queued = Queued {
                seat: id,
                person: seat.person.clone(),
                writable: seat.writable,
                turn: parked.turn,
                update: parked.update,
                is_last,
                looked: false,
                received: parked.since,
                claims: Vec::new(),
                item_taken: false,
            };
            self.queue_bytes += queued.weight();
            self.queue.push_front(queued);
        }
    }

    /// Keeps an update until the store was read to its head (docs/protocol.md G7). It counts as waiting meanwhile.
    fn wait_for_look(&mut self, queued: Queued, out: &mut Vec<Effect>) {
        if self.second_look.is_empty() {
            out.push(Effect::LookAtStore { after: self.head });
        }
        self.queue_bytes += queued.weight();
        self.second_look.push(queued);
    }

    fn park(&mut self, queued: Queued, out: &mut Vec<Effect>) {
        let vector = self.index.encode_state_vector();
        let Some(seat) = self.seats.get_mut(&queued.seat) else { return };
        let (id, turn) = (queued.seat, queued.turn);
        // Asked once more, and still it is not there: only the store could know it now.
        if queued.is_last || (seat.offered_all && seat.asked_again) {
            if queued.looked {
                return self.refuse(id, Some(turn), ErrorCode::GapUnfilled, out);
            }
            return self.wait_for_look(queued, out);
        }
        let ask_again = seat.offered_all;
        if ask_again {
            seat.offered_all = false;
            seat.asked_again = true;
        }
        match seat.park(turn, queued.update, queued.received) {
            Err(_) => self.refuse(id, Some(turn), ErrorCode::GapUnfilled, out),
            // Its Step2 is behind us: ask once more what we lack.
            Ok(()) if ask_again => out.push(Effect::Send(id, ServerMessage::Step1(vector.into()))),
            Ok(()) => {}
        }
    }
}
