//! Consent: who reads along and on what ground, saying yes, and taking it back (docs/protocol.md, "Consent").

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::Role;
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_schema::text::{PartialDate, Short, Title};
use serde::{Deserialize, Serialize};

use super::guard::{CameFrom, OfCase};
use super::revising::Author;
use super::{notices, objections};
use crate::access::rules::{Denial, Ground};
use crate::access::session::Session;
use crate::app::State;
use crate::audit::Deed;
use crate::audit::event::{Kind, Network};
use crate::audit::reading::Place;
use crate::error::ApiError;
use crate::register::agreeing::{self, Agreement, NotYours, TakenBack};
use crate::register::birthdays::Birthday;
use crate::register::consent::How;
use crate::register::{CaseRegister, Consent, RegisteredRoom};
use crate::words;

/// Who reads along in one room.
#[derive(Serialize)]
struct Reading {
    room: RoomId,
    person: PersonId,
    /// On what ground; nothing when this member doesn't read now.
    ground: Option<&'static str>,
    /// Why, in a Dutch sentence.
    why: String,
    /// The children about whom I am asked whether they may; only of who was never let read here.
    asked_about: Vec<PersonId>,
}

/// A room I am in and don't read.
#[derive(Serialize)]
struct NotRead {
    room: RoomId,
    label: Title,
    why: String,
}

/// A room about which a yes stands.
#[derive(Serialize)]
struct Elsewhere {
    room: RoomId,
    label: Title,
    /// Who reads by it, and who wrote it down: whoever said yes is told to whom.
    people: Vec<Named>,
}

#[derive(Serialize)]
struct Named {
    id: PersonId,
    name: Title,
    role: Role,
}

#[derive(Serialize)]
struct Answer {
    readers: Vec<Reading>,
    /// Where I don't read, being a member, and why (R5).
    not_read: Vec<NotRead>,
    /// Rooms I don't read, and about which a yes of mine stands.
    elsewhere: Vec<Elsewhere>,
    /// About which children I may say yes or no.
    decides_about: Vec<PersonId>,
    /// What was agreed in rooms I read, for who decides about that child or leads the case.
    agreed: Vec<Agreed>,
    /// Whom I may ask to be kept out, and where (R17).
    may_object: Vec<Pair>,
    /// What I asked, with what became of it; the last first.
    objections: Vec<objections::Mine>,
    /// A birthday of mine that is near and changes who may read.
    birthday: Option<Birthday>,
}

/// Somebody in a room.
#[derive(Serialize)]
struct Pair {
    room: RoomId,
    reader: PersonId,
}

#[derive(Serialize)]
struct Agreed {
    about: PersonId,
    rooms: BTreeSet<RoomId>,
    readers: BTreeSet<PersonId>,
    by: BTreeSet<PersonId>,
    given_on: Option<PartialDate>,
    until: Option<PartialDate>,
    how: Option<How>,
    /// Who wrote it down, when that was not the giver.
    recorded_by: Option<PersonId>,
    /// For whom and where it was taken back; by whom is told to nobody (R5).
    taken_back: Vec<Back>,
}

#[derive(Serialize)]
struct Back {
    rooms: BTreeSet<RoomId>,
    readers: BTreeSet<PersonId>,
}

/// `GET …/consents`: who reads along in my rooms and why, and what I may decide about.
pub async fn list(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let deed = Deed::of(Kind::RegisterRead, BTreeSet::new());
    state.audit.open(&session, network.as_ref(), Place::Register, deed).await?;
    let register = state.access.register.case(session.case()).ok_or(ErrorCode::NotFound)?;
    let (me, now) = (session.person(), state.clock.now());
    let mine: Vec<_> = register.rooms.iter().filter(|room| register.reads(me, room, now)).collect();
    let decides_about = agreeing::decides_about(&register, me, now);
    let mut readers = Vec::new();
    for room in &mine {
        let leads = register.verdict(me, room, now).is_some_and(|verdict| verdict.desk.is_ok());
        for member in &room.facts.members {
            let Some(verdict) = register.verdict(member, room, now) else { continue };
            let asks = |child: &&PersonId| register.must_agree(child, &room.facts.id, member, now).contains(me);
            let asked_about: Vec<PersonId> = match verdict.read {
                Err(Denial::ConsentMissing | Denial::NotChosen | Denial::YouthNotAsked) => {
                    decides_about.iter().filter(asks).cloned().collect()
                }
                _ => Vec::new(),
            };
            let (ground, code) = match verdict.read {
                // Who looks in an emergency is no reader among the others: that is told in *Wie heeft gekeken*.
                Ok(Ground::Emergency) => continue,
                Ok(ground) => (Some(ground.code()), ground.code()),
                // Why somebody doesn't read is between them, who leads the case, and who is asked whether they may.
                Err(denial) if leads || member == me || !asked_about.is_empty() => (None, denial.code()),
                Err(_) => continue,
            };
            let why = words::sentence(&format!("rule-{code}"), &[]);
            readers.push(Reading { room: room.facts.id.clone(), person: member.clone(), ground, why, asked_about });
        }
    }
    let not_read = register.reads_not(me, now).map(|(room, denial)| NotRead {
        room: room.facts.id.clone(),
        label: room.facts.label.clone(),
        why: words::sentence(&format!("rule-{}", denial.code()), &[]),
    });
    let not_read = not_read.collect();
    // Of rooms that went on from those a yes was said of its giver may not know.
    let said_of = |yes: &Consent, room: &RoomId| yes.rooms.contains(room) && !yes.carried.contains(room);
    let given = |room: &RoomId| register.consents.iter().any(|yes| yes.by.contains(me) && said_of(yes, room));
    let unread = register.rooms.iter().filter(|room| !register.reads(me, room, now) && given(&room.facts.id));
    let people = |room: &RoomId| {
        let mine = register.consents.iter().filter(|yes| yes.by.contains(me) && said_of(yes, room));
        let told: BTreeSet<&PersonId> = mine.flat_map(|yes| yes.readers.iter().chain(&yes.recorded_by)).collect();
        let known = told.into_iter().filter_map(|person| register.person(person).map(|known| &known.facts));
        known.map(|facts| Named { id: facts.id.clone(), name: facts.name.clone(), role: facts.role }).collect()
    };
    let elsewhere = unread.map(|room| Elsewhere {
        room: room.facts.id.clone(),
        label: room.facts.label.clone(),
        people: people(&room.facts.id),
    });
    let elsewhere = elsewhere.collect();
    let agreed = register.consents.iter().filter_map(|consent| {
        // What is one's own yes one sees also where one doesn't read: only so can it be taken back.
        let given = consent.by.contains(me);
        let rooms = register.rooms.iter().filter(|room| {
            let read = mine.iter().any(|known| known.facts.id == room.facts.id);
            consent.rooms.contains(&room.facts.id) && (read || given && said_of(consent, &room.facts.id))
        });
        let rooms: Vec<_> = rooms.collect();
        let leads = |room: &RegisteredRoom| register.verdict(me, room, now).is_some_and(|verdict| verdict.desk.is_ok());
        let concerns_me = given || decides_about.contains(&consent.about) || rooms.iter().any(|room| leads(room));
        // Of who is in no room of mine not even the id.
        let in_mine = |people: &BTreeSet<PersonId>| -> BTreeSet<PersonId> {
            let there = |one: &&PersonId| rooms.iter().any(|room| room.facts.members.contains(*one));
            people.iter().filter(there).cloned().collect()
        };
        let of_mine = |of: &BTreeSet<RoomId>| -> BTreeSet<RoomId> {
            rooms.iter().map(|room| &room.facts.id).filter(|room| of.contains(room)).cloned().collect()
        };
        // What was taken back before it was said anew says nothing of this one.
        let taken_back = consent.withdrawals.iter().filter(|back| back.at >= consent.begins());
        (concerns_me && !rooms.is_empty()).then(|| Agreed {
            about: consent.about.clone(),
            rooms: of_mine(&consent.rooms),
            readers: in_mine(&consent.readers),
            by: in_mine(&consent.by).into_iter().chain(given.then(|| me.clone())).collect(),
            given_on: consent.given_on.clone(),
            until: consent.until.clone(),
            how: consent.how,
            recorded_by: consent.recorded_by.clone(),
            taken_back: taken_back
                .map(|back| Back { rooms: of_mine(&back.rooms), readers: in_mine(&back.readers) })
                .collect(),
        })
    });
    let agreed = agreed.collect();
    let may_object = register.may_object(me, now).into_iter().map(|(room, reader)| Pair { room, reader }).collect();
    let (objections, birthday) = (objections::mine(&register, me, now), register.own_birthday(me, now));
    Ok(HttpResponse::Ok().json(Answer {
        readers,
        not_read,
        elsewhere,
        decides_about,
        agreed,
        may_object,
        objections,
        birthday,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    about: PersonId,
    rooms: BTreeSet<RoomId>,
    readers: BTreeSet<PersonId>,
    /// Whose yes a professional writes down; nothing means one's own.
    #[serde(default)]
    by: BTreeSet<PersonId>,
    #[serde(default)]
    how: Option<How>,
    #[serde(default)]
    until: Option<PartialDate>,
    #[serde(default)]
    purpose: Option<Short>,
}

/// `POST …/consents`: says yes, or writes down the yes of somebody who said it aloud or on paper.
pub async fn give(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    wanted: Json<Given>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Given { about, rooms, readers, by, how, until, purpose } = wanted.into_inner();
    let agreement = Agreement {
        about,
        rooms,
        readers,
        by,
        how,
        until,
        purpose,
        me: session.person().clone(),
        now: state.clock.now(),
    };
    let rooms = agreement.rooms.clone();
    let givers = agreement.by.clone();
    let register = revise(&session, network, rooms, &state, move |case| agreeing::agree(case, &agreement)).await?;
    for giver in givers.iter().filter(|giver| *giver != session.person()) {
        notices::tell(&state, &register, giver).await;
    }
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    about: PersonId,
    rooms: BTreeSet<RoomId>,
    readers: BTreeSet<PersonId>,
}

/// `POST …/consents/withdraw`: takes it back, at once.
pub async fn withdraw(
    OfCase(session): OfCase,
    CameFrom(network): CameFrom,
    wanted: Json<Taken>,
    state: Data<State>,
) -> Result<HttpResponse, ApiError> {
    let Taken { about, rooms, readers } = wanted.into_inner();
    let back = TakenBack { about, rooms, readers, me: session.person().clone(), now: state.clock.now() };
    let rooms = back.rooms.clone();
    revise(&session, network, rooms, &state, move |case| agreeing::take_back(case, &back)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Changes the register, written down before it happens.
async fn revise(
    session: &Session,
    network: Option<Network>,
    rooms: BTreeSet<RoomId>,
    state: &State,
    change: impl Fn(&mut CaseRegister) -> Result<(), NotYours> + Send + 'static,
) -> Result<Arc<CaseRegister>, ApiError> {
    let author = Author { session, network, state };
    author.revise(Deed::of(Kind::RightsChanged, rooms), change).await.map(|((), register)| register)
}
