//! From a family file to a register: persons, rooms, consents.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::{CaseId, Code, PersonId, RoomId};
use samenbeeld_schema::model::{
    CaseFacts, CaseStatus, Gezag, GezagFact, LegalFrame, PersonFacts, Role, RoomFacts, RoomKind,
};
use samenbeeld_schema::text::{PartialDate, Short, Title};

use super::DemoError;
use super::family::Family;
use crate::calendar::Day;
use crate::document::Timestamp;
use crate::register::{CaseRegister, Consent, RegisteredPerson, RegisteredRoom};

pub fn person(name: &str, place: &str) -> Result<PersonId, DemoError> {
    PersonId::parse(name).map_err(|error| DemoError::Id(place.to_owned(), error))
}

pub fn room_id(name: &str, place: &str) -> Result<RoomId, DemoError> {
    RoomId::parse(name).map_err(|error| DemoError::Id(place.to_owned(), error))
}

fn title(text: &str, place: &str) -> Result<Title, DemoError> {
    Title::parse(text).map_err(|error| DemoError::Text(place.to_owned(), error))
}

fn date(text: &Option<String>, place: &str) -> Result<Option<PartialDate>, DemoError> {
    text.as_deref().map(PartialDate::parse).transpose().map_err(|error| DemoError::Text(place.to_owned(), error))
}

/// The register of a family: persons, rooms (a `self` room is added for every member without one), consents.
pub fn register_of(family: &Family) -> Result<CaseRegister, DemoError> {
    let case = CaseFacts {
        id: CaseId::parse(&family.case.id).map_err(|error| DemoError::Id("case".into(), error))?,
        title: family.case.title.as_deref().map(|text| title(text, "case")).transpose()?,
        legal_frame: family.case.legal_frame.as_deref().and_then(LegalFrame::parse),
        status: Some(CaseStatus::Open),
        regisseur: Some(person(&family.case.regisseur, "case")?),
        opened_on: date(&family.case.opened_on, "case")?,
    };
    let mut persons = Vec::new();
    for known in &family.persons {
        let place = format!("person {}", known.id);
        let mut facts = PersonFacts::named(person(&known.id, &place)?, title(&known.name, &place)?, known.role);
        facts.member = known.member;
        facts.index = known.index;
        facts.birth_date = date(&known.born, &place)?;
        facts.organisation = known.org.as_deref().map(|text| title(text, &place)).transpose()?;
        // Of an invented parent of whom the file says nothing else.
        let gezag = known.gezag.or((known.role == Role::Parent).then_some(true));
        facts.gezag =
            gezag.map(|has| GezagFact { gezag: if has { Gezag::Yes } else { Gezag::No }, checked_on: None, how: None });
        for home in &known.lives {
            facts.household.insert(Code::parse(home).map_err(|error| DemoError::Id(place.clone(), error))?);
        }
        let known_in = known.known_in.iter().map(|room| room_id(room, &place)).collect::<Result<_, _>>()?;
        // Their account in the office has their own name: in a demo that is no secret.
        let account = (facts.member && facts.role.gives_help()).then(|| facts.id.clone());
        persons.push(RegisteredPerson { known_in, account, ..RegisteredPerson::of(facts) });
    }
    let mut rooms = Vec::new();
    for room in &family.rooms {
        let place = format!("room {}", room.id);
        let members = room.members.iter().map(|member| person(member, &place)).collect::<Result<_, _>>()?;
        let ground = room.ground.as_deref().map(Short::parse).transpose();
        rooms.push(registered(
            room_id(&room.id, &place)?,
            room.kind,
            title(&room.label, &place)?,
            members,
            ground.map_err(|error| DemoError::Text(place, error))?,
        ));
    }
    for known in family.persons.iter().filter(|known| known.member) {
        let id = room_id(&format!("self:{}", known.id), "rooms")?;
        if rooms.iter().all(|room: &RegisteredRoom| room.facts.id != id) {
            let members = BTreeSet::from([person(&known.id, "rooms")?]);
            rooms.push(registered(id, RoomKind::Self_, title("Van mij", "rooms")?, members, None));
        }
    }
    let mut consents = Vec::new();
    for consent in &family.consents {
        let people = |names: &[String]| names.iter().map(|name| person(name, "consents")).collect::<Result<_, _>>();
        consents.push(Consent {
            about: person(&consent.about, "consents")?,
            rooms: consent.rooms.iter().map(|room| room_id(room, "consents")).collect::<Result<_, _>>()?,
            readers: people(&consent.readers)?,
            by: people(&consent.by)?,
            given_on: date(&consent.given_on, "consents")?,
            given_at: None,
            until: None,
            purpose: None,
            how: None,
            recorded_by: None,
            withdrawals: Vec::new(),
            carried: Default::default(),
        });
    }
    named_somewhere(&case, &persons, &rooms, &consents)?;
    Ok(CaseRegister::new(case, persons, rooms, consents))
}

/// The moment at which a family file is judged: when everything it says about consent had been said. A birthday since then
/// doesn't make what was written before forbidden.
pub fn moment_of(register: &CaseRegister) -> Timestamp {
    let given = register.consents.iter().filter_map(|consent| consent.given_on.as_ref());
    let days = given.chain(register.case.opened_on.as_ref()).map(Day::first_of);
    days.max().map_or(0, Day::begins)
}

fn registered(
    id: RoomId,
    kind: RoomKind,
    label: Title,
    members: BTreeSet<PersonId>,
    ground: Option<Short>,
) -> RegisteredRoom {
    let facts =
        RoomFacts { id, kind, label, members, former_members: Vec::new(), successor_of: None, open: true, ground };
    // What is only one's own is never in the dossier; the family's own talk only what it publishes.
    RegisteredRoom {
        in_dossier: !matches!(kind, RoomKind::Self_ | RoomKind::Family),
        facts,
        about: BTreeSet::new(),
        succession: Vec::new(),
        admissions: Vec::new(),
    }
}

/// Whoever a room, a consent or the case names must be one of the persons: else a slip of the pen would be a member nobody knows.
fn named_somewhere(
    case: &CaseFacts,
    persons: &[RegisteredPerson],
    rooms: &[RegisteredRoom],
    consents: &[Consent],
) -> Result<(), DemoError> {
    let known: BTreeSet<&PersonId> = persons.iter().map(|person| &person.facts.id).collect();
    let places: BTreeSet<&RoomId> = rooms.iter().map(|room| &room.facts.id).collect();
    let nowhere = |place: String, name: &str| DemoError::Nowhere(place, name.to_owned());
    let of_case = case.regisseur.iter().map(|one| ("case".to_owned(), one));
    let of_rooms = rooms
        .iter()
        .flat_map(|room| room.facts.members.iter().map(move |member| (format!("room {}", room.facts.id), member)));
    let of_consents = consents.iter().flat_map(|consent| {
        let people = consent.readers.iter().chain(&consent.by).chain([&consent.about]);
        people.map(|one| ("consents".to_owned(), one))
    });
    if let Some((place, name)) = of_case.chain(of_rooms).chain(of_consents).find(|(_, name)| !known.contains(name)) {
        return Err(nowhere(place, name.as_str()));
    }
    let known_in =
        persons.iter().flat_map(|one| one.known_in.iter().map(move |room| (format!("person {}", one.facts.id), room)));
    let of_consents = consents.iter().flat_map(|one| one.rooms.iter().map(|room| ("consents".to_owned(), room)));
    match known_in.chain(of_consents).find(|(_, room)| !places.contains(room)) {
        Some((place, room)) => Err(nowhere(place, room.as_str())),
        None => Ok(()),
    }
}
