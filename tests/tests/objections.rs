//! A youth's objection and near birthdays over the wire (docs/protocol.md R3, R7).

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::Family;
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::SyncSocket;
use serde_json::{Value, json};

/// How long after an answer words may still leave for who lost the right to them, in seconds.
const LATE: u64 = 2;

struct Case {
    server: Server,
    family: Family,
    noor: Person,
    youssef: Person,
}

impl Case {
    fn on(day: &str) -> Result<Self> {
        let server = Server::start(Options { arguments: vec!["--today".into(), day.into()], ..Options::default() })?;
        let (noor, youssef) = (server.login("noor")?, server.login("youssef")?);
        Ok(Self { server, family: Family::demo()?, noor, youssef })
    }
    fn path(&self, rest: &str) -> String {
        format!("/api/v1/cases/{}/{rest}", self.family.case)
    }
    fn consents(&self, who: &Person) -> Result<Value> {
        who.get(&self.path("consents"))?.json()
    }
    fn asks(&self, reader: &str, rooms: &[&str]) -> Result<String> {
        let wanted = json!({ "reader": reader, "rooms": rooms, "why": "Dan durf ik meer op te schrijven." });
        let asked = self.noor.ask(&self.path("objections"), &wanted)?;
        Ok(asked["objection"].as_str().context("id")?.to_owned())
    }
    fn answers(&self, who: &Person, id: &str, honoured: bool) -> Result<u16> {
        let answer = json!({ "honoured": honoured, "reason": "Noor heeft nu rust nodig." });
        Ok(who.post(&self.path(&format!("objections/{id}/answer")), &answer)?.status)
    }
    fn ends(&self, who: &Person, id: &str, reason: Option<&str>) -> Result<u16> {
        let body = reason.map_or_else(|| json!({}), |reason| json!({ "reason": reason }));
        Ok(who.post(&self.path(&format!("objections/{id}/end")), &body)?.status)
    }
    async fn opens(&self, who: &str, document: &str) -> Result<bool> {
        let session = self.server.login(who)?;
        let mut socket = SyncSocket::connect(self.server.addr(), Some(&session)).await?;
        Ok(socket.open(&format!("{}/{document}", self.family.case)).await?.is_ok())
    }
}

fn notices(person: &Person) -> Result<String> {
    Ok(person.get("/api/v1/me")?.json()?["notices"].to_string())
}

#[tokio::test]
async fn what_a_youth_asks_closes_for_a_parent_when_it_is_honoured_and_opens_when_it_ends() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let may = case.consents(&case.noor)?["may_object"].clone();
    let pair = |reader: &str| json!({ "room": "core", "reader": reader });
    ensure!(may.as_array().is_some_and(|all| all.contains(&pair("marloes")) && all.contains(&pair("jeroen"))), "{may}");
    let marloes = case.server.login("marloes")?;
    let board = format!("{}/core/board", case.family.case);
    let mut mother = SyncSocket::connect(case.server.addr(), Some(&marloes)).await?;
    mother.open(&board).await?.map_err(anyhow::Error::msg)?;
    let own = format!("{}/self:noor/voice.noor", case.family.case);
    let mut youth = SyncSocket::connect(case.server.addr(), Some(&case.noor)).await?;
    youth.open(&own).await?.map_err(anyhow::Error::msg)?;

    let id = case.asks("marloes", &["core"])?;
    ensure!(case.opens("marloes", "core/board").await?, "asking alone changes nothing");
    ensure!(notices(&case.youssef)?.contains("objection") && !notices(&marloes)?.contains("objection"));
    let asked = case.youssef.get(&case.path("people"))?.json()?["objections"][0].clone();
    ensure!(asked["by"] == "noor" && asked["reader"] == "marloes" && asked["stands"] == "waiting", "{asked}");
    ensure!(asked["why"] == "Dan durf ik meer op te schrijven.");

    ensure!(case.answers(&case.youssef, &id, true)? == 204);
    let answered = Instant::now();
    ensure!(mother.wait_closed().await?.reason == "4410 rights-changed");
    ensure!(answered.elapsed().as_secs() < LATE, "closed only after {:?}", answered.elapsed());
    let told = |message: &Message| {
        matches!(message, Message::Stateless(json) if json == r#"{"kind":"notices"}"#).then_some(())
    };
    youth.wait_for(&own, told).await?;
    let not_read = case.consents(&marloes)?["not_read"].clone();
    ensure!(
        not_read[0]["room"] == "core" && not_read[0]["label"] == "Ons beeld" && not_read[1].is_null(),
        "{not_read}"
    );
    ensure!(not_read[0]["why"].as_str().is_some_and(|why| why.starts_with("De jongere wil niet")), "{not_read}");
    ensure!(notices(&marloes)?.contains("not_read") && case.consents(&case.noor)?["not_read"] == json!([]));
    ensure!(notices(&case.noor)?.contains("answered"));
    ensure!(!notices(&marloes)?.contains("answered") && !notices(&case.youssef)?.contains("answered"));
    ensure!(!case.opens("marloes", "core/board").await? && case.opens("marloes", "core/voice.marloes").await?);
    ensure!(case.opens("jeroen", "core/board").await? && case.opens("marloes", "school/board").await?);
    let mine = case.consents(&case.noor)?["objections"][0].clone();
    ensure!(mine["stands"] == "honoured" && mine["answer"] == "Noor heeft nu rust nodig.", "{mine}");

    // She hears the sentence of the rules, and neither who asked, what they wrote, nor what was answered.
    let all = [marloes.picture()?.body, marloes.get(&case.path("consents"))?.body].concat();
    let all = String::from_utf8_lossy(&all).into_owned();
    for words in ["durf ik meer", "rust nodig", "honoured", id.as_str()] {
        ensure!(!all.contains(words), "{words} reached her");
    }
    ensure!(case.consents(&marloes)?["objections"] == json!([]) && case.consents(&marloes)?["may_object"] == json!([]));
    // To the other parent she is neither somebody who left nor somebody who may not read.
    let jeroen = case.server.login("jeroen")?;
    let picture = jeroen.picture()?.json()?;
    let rooms = picture["picture"]["rooms"].as_array().context("rooms")?;
    let core = rooms.iter().find(|room| room["id"] == "core").context("core")?;
    ensure!(core["former_members"] == json!([]), "{core}");
    ensure!(core["members"].as_array().is_some_and(|all| all.iter().all(|one| one != "marloes")));
    let about_her = case.consents(&jeroen)?["readers"].as_array().cloned().context("readers")?;
    ensure!(!about_her.iter().any(|one| one["room"] == "core" && one["person"] == "marloes"));

    // Taken back by who asked: she reads again.
    ensure!(case.ends(&case.noor, &id, None)? == 204);
    ensure!(!notices(&case.noor)?.contains("answered"), "she did that herself");
    ensure!(case.opens("marloes", "core/board").await?);
    ensure!(case.consents(&marloes)?["not_read"] == json!([]) && !notices(&marloes)?.contains("not_read"));
    ensure!(case.consents(&case.noor)?["objections"][0]["stands"] == "ended");
    Ok(())
}

/// F7, R7: what is joint in a room goes over to its parts, so who is kept out of it is in no part without who keeps them out.
#[tokio::test]
async fn a_split_brings_a_parent_nothing_a_youth_keeps_from_them() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let id = case.asks("jeroen", &["school"])?;
    ensure!(case.answers(&case.youssef, &id, true)? == 204);
    case.youssef.ask(&case.path("safety"), &json!({ "signs": "no" }))?;
    let split = |parts: Value| case.youssef.post(&case.path("rooms/school/successors"), &json!({ "rooms": parts }));
    let refused = split(json!([["noor", "youssef", "femke"], ["jeroen", "youssef"]]))?;
    ensure!(refused.status == 409 && refused.json()?["code"] == "room-unsuitable", "{}", refused.status);
    ensure!(String::from_utf8_lossy(&refused.body).contains("jeroen"));
    let made = split(json!([["noor", "youssef", "jeroen"]]))?;
    ensure!(made.status == 201, "{}", made.status);
    let heir = made.json()?["rooms"][0].as_str().context("a room")?.to_owned();
    ensure!(!case.opens("jeroen", &format!("{heir}/board")).await?, "what she asked holds in the room that goes on");
    Ok(())
}

#[tokio::test]
async fn who_leads_declines_or_ends_it_with_a_reason_and_nobody_else_does() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let id = case.asks("jeroen", &["core", "school"])?;
    for name in ["noor", "marloes", "jeroen", "femke", "ilse"] {
        let person = case.server.login(name)?;
        ensure!(case.answers(&person, &id, true)? == 403, "{name} answers");
        ensure!(case.answers(&person, "00000000-0000-4000-8000-000000000000", true)? == 403, "{name} asks around");
        if name != "noor" {
            ensure!(case.ends(&person, &id, Some("weg ermee"))? == 403, "{name} ends");
            let answer = person.post(&case.path("objections"), &json!({ "reader": "jeroen", "rooms": ["core"] }))?;
            ensure!(answer.status == 403, "{name} asks: {}", answer.status);
        }
    }
    ensure!(case.opens("jeroen", "core/board").await?);
    ensure!(case.answers(&case.youssef, &id, false)? == 204 && case.answers(&case.youssef, &id, true)? == 403);
    ensure!(case.opens("jeroen", "core/board").await?);
    ensure!(case.consents(&case.noor)?["objections"][0]["stands"] == "declined");
    let again = case.asks("jeroen", &["core"])?;
    ensure!(case.answers(&case.youssef, &again, true)? == 204 && !case.opens("jeroen", "core/board").await?);
    ensure!(case.ends(&case.youssef, &again, None)? == 400, "without a reason");
    ensure!(case.ends(&case.youssef, &again, Some("Ze hebben erover gepraat."))? == 204);
    ensure!(case.opens("jeroen", "core/board").await?);
    ensure!(notices(&case.noor)?.contains("answered"));
    let ended = case.consents(&case.noor)?["objections"][0].clone();
    ensure!(ended["ended_because"] == "Ze hebben erover gepraat.", "{ended}");
    // A room or a reader the youth doesn't know is not there.
    for (reader, room) in [("ilse", "advice"), ("femke", "school"), ("marloes", "nergens"), ("niemand", "core")] {
        let answer = case.noor.post(&case.path("objections"), &json!({ "reader": reader, "rooms": [room] }))?;
        ensure!(answer.status == 404, "{reader} in {room}: {}", answer.status);
    }
    Ok(())
}

/// R3: computed from the clock each time; no other hears of it, and no other gets the date by it.
#[test]
fn before_the_sixteenth_birthday_the_youth_is_asked_and_who_leads_is_told() -> Result<()> {
    for (day, youth, leader) in [
        ("2026-12-13", false, false),
        ("2026-12-14", true, false),
        ("2027-02-12", true, true),
        ("2027-03-14", false, false),
    ] {
        let case = Case::on(day)?;
        let mine = case.consents(&case.noor)?["birthday"].clone();
        ensure!(mine.is_object() == youth && notices(&case.noor)?.contains("birthday") == youth, "{day}: {mine}");
        let told = case.youssef.get(&case.path("people"))?.json()?["birthdays"].clone();
        ensure!(told.as_array().is_some_and(|all| all.len() == usize::from(leader)), "{day}: {told}");
        ensure!(notices(&case.youssef)?.contains("birthday") == leader, "{day}");
        for name in ["marloes", "jeroen", "femke", "ilse"] {
            let person = case.server.login(name)?;
            ensure!(case.consents(&person)?["birthday"].is_null(), "{name} on {day}");
            ensure!(!notices(&person)?.contains("birthday"), "{name} on {day}");
        }
        if youth {
            ensure!(mine["age"] == 16 && mine["day"] == "2027-03-14", "{mine}");
            let core = |mine: &Value, parent: &str| -> Result<bool> {
                let all = mine["parents"].as_array().context("parents")?.iter();
                let mut one = all.filter(|one| one["room"] == "core" && one["person"] == parent);
                one.next().context("told")?["reads_on"].as_bool().context("a flag")
            };
            ensure!(!core(&mine, "marloes")? && !core(&mine, "jeroen")?);
            let yes = json!({ "about": "noor", "rooms": ["core"], "readers": ["marloes"] });
            ensure!(case.noor.post(&case.path("consents"), &yes)?.status == 204);
            let mine = case.consents(&case.noor)?["birthday"].clone();
            ensure!(core(&mine, "marloes")? && !core(&mine, "jeroen")?, "{mine}");
        }
    }
    Ok(())
}
