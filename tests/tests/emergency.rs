//! Break-glass over the wire (docs/protocol.md B1–B4): a worker from outside is let in for an hour, reads, writes nothing, and is told of.

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::{Family, SCRATCH};
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::http::{Answer, Person, send};
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::{Outcome, SyncSocket, YSocket};
use samenbeeld_tests::update::Typist;
use serde_json::{Value, json};

const REASON: &str = "De politie staat nu bij dit gezin.";

/// Noon on 30 November 2026 in the Netherlands, in seconds since 1970.
const NOON: u64 = 1_796_036_400;
/// Seconds before the end at which the program is started again.
const BEFORE: u64 = 6;

struct Case {
    server: Server,
    family: Family,
    leader: Person,
}

impl Case {
    fn on(moment: &str) -> Result<Self> {
        let arguments = vec!["--today".into(), moment.into()];
        let server = Server::start(Options { arguments, ..Options::default() })?;
        let leader = server.login("youssef")?;
        Ok(Self { server, family: Family::demo()?, leader })
    }
    fn path(&self, rest: &str) -> String {
        format!("/api/v1/cases/{}/{rest}", self.family.case)
    }
    /// A worker of the office who works in no case.
    fn outsider(&self, role: &str) -> Result<Person> {
        let office = self.to_office("youssef")?;
        let account = json!({ "name": "Sanne Crisis", "role": role, "organisation": "Crisisdienst" });
        let account = office.ask("/api/v1/office/accounts", &account)?["account"].clone();
        let invited = office.ask("/api/v1/cases/office/invitations", &json!({ "person": account }))?;
        let link = invited["link"].as_str().and_then(|link| link.split_once("#kom=")).context("a link")?.1;
        let body = json!({ "link": link, "code": invited["code"] });
        Person::let_in(self.server.addr(), &send(self.server.addr(), "POST", "/api/v1/enter", None, Some(&body))?)
    }
    fn to_office(&self, person: &str) -> Result<Person> {
        let there = self.server.login(person)?.post("/api/v1/office/return", &json!({}))?;
        Person::let_in(self.server.addr(), &there)
    }
    fn asks(&self, worker: &Person, case: &str, reason: &str) -> Result<Answer> {
        worker.post("/api/v1/office/emergency", &json!({ "case": case, "reason": reason }))
    }
    fn let_in(&self, worker: &Person) -> Result<Person> {
        Person::let_in(self.server.addr(), &self.asks(worker, &self.family.case, REASON)?)
    }
    fn document(&self, room: &str, document: &str) -> String {
        format!("{}/{room}/{document}", self.family.case)
    }
    /// What stands in *Wie heeft gekeken* for somebody about who is no member.
    fn looked(&self, reader: &Person, guest: &str) -> Result<Vec<Value>> {
        let all = reader.get(&self.path("readers"))?.json()?["readers"].as_array().cloned().context("a list")?;
        Ok(all.into_iter().filter(|one| one["person"] == guest).collect())
    }
    fn emergency(&self) -> Result<Value> {
        let people = self.server.login("youssef")?.get(&self.path("people"))?.json()?;
        Ok(people["emergencies"][0].clone())
    }
}

fn notices(person: &Person) -> Result<Vec<String>> {
    let me = person.get("/api/v1/me")?.json()?;
    let all = me["notices"].as_array().context("notices")?.iter();
    Ok(all.filter_map(|one| one["kind"].as_str().map(str::to_owned)).collect())
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test]
async fn who_breaks_the_glass_reads_what_helps_and_writes_nothing() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let outsider = case.outsider("gi")?;
    ensure!(outsider.get(&case.path("picture"))?.status == 404, "nothing before");
    let mut before = SyncSocket::connect(case.server.addr(), Some(&outsider)).await?;
    ensure!(before.open(&case.document("core", "board")).await?.is_err());
    let guest = case.let_in(&outsider)?;
    ensure!(guest.case == case.family.case && notices(&guest)? == ["in_emergency"]);

    let mut socket = SyncSocket::connect(case.server.addr(), Some(&guest)).await?;
    for document in ["core/board", "core/desk", "core/voice.noor", "school/board", "school/voice.femke"] {
        let name = format!("{}/{document}", case.family.case);
        socket.open(&name).await?.map_err(anyhow::Error::msg)?;
        let outcome = socket.write(&name, &Typist::new(77_000, SCRATCH).append("van buiten")).await?;
        ensure!(outcome != Outcome::Saved, "{document}: {outcome:?}");
    }
    for document in ["self:noor/voice.noor", "family/board", "advice/board", "self:youssef/voice.youssef"] {
        let mut own = SyncSocket::connect(case.server.addr(), Some(&guest)).await?;
        let name = format!("{}/{document}", case.family.case);
        ensure!(own.open(&name).await?.err().as_deref() == Some("4404 not-found"), "{document}");
        ensure!(YSocket::connect(case.server.addr(), Some(&guest), &name).await?.sync().await.is_err(), "{document}");
    }
    // Nothing of who leads, of who decides, or that outlives the hour: a member of the GI leads under a measure, not here.
    for (path, body) in [
        ("versions", json!({ "kind": "working", "reason": "van buiten" })),
        ("safety", json!({ "signs": "no" })),
        ("persons", json!({ "name": "X", "role": "gi" })),
        ("rooms", json!({ "kind": "core", "label": "X", "members": ["noor"] })),
        ("handover", json!({ "to": guest.id })),
        ("close", json!({})),
        ("invitations", json!({ "person": guest.id })),
        ("consents", json!({ "about": "noor", "rooms": ["school"], "readers": ["femke"] })),
        ("writing", json!({ "document": case.document("core", "board"), "text": SCRATCH })),
    ] {
        let answer = guest.post(&case.path(path), &body)?;
        ensure!([403, 404].contains(&answer.status), "{path}: {}", answer.status);
    }
    ensure!(guest.get(&case.path("people"))?.status == 403);
    let key = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU";
    ensure!(guest.post("/api/v1/devices", &json!({ "form": "phone", "key": key }))?.status == 403);
    // The others see somebody who looked, and nobody who joined.
    let marloes = case.server.login("marloes")?;
    let shown = [marloes.picture()?.body, marloes.get(&case.path("consents"))?.body].concat();
    ensure!(!holds(&shown, "Sanne Crisis") && !holds(&shown, &guest.id));
    Ok(())
}

// B2, N1
#[tokio::test]
async fn who_leads_hears_at_once_and_the_family_sees_that_somebody_looked() -> Result<()> {
    let mut case = Case::on("2026-11-30")?;
    let own = case.document("self:youssef", "voice.youssef");
    let mut leading = SyncSocket::connect(case.server.addr(), Some(&case.leader)).await?;
    leading.open(&own).await?.map_err(anyhow::Error::msg)?;
    let mut others = SyncSocket::connect(case.server.addr(), Some(&case.server.login("noor")?)).await?;
    others.open(&case.document("core", "board")).await?.map_err(anyhow::Error::msg)?;
    let outsider = case.outsider("professional")?;
    let guest = case.let_in(&outsider)?;
    let told = |message: &Message| {
        matches!(message, Message::Stateless(json) if json == r#"{"kind":"notices"}"#).then_some(())
    };
    leading.wait_for(&own, told).await?;
    ensure!(notices(&case.server.login("youssef")?)? == ["emergency"]);
    ensure!(notices(&case.server.login("noor")?)?.is_empty() && notices(&case.server.login("ilse")?)?.is_empty());
    let office = case.to_office("youssef")?.get("/api/v1/office")?.json()?;
    ensure!(office["cases"][0]["waits"] == true, "{office}");

    // What was answered is in the log, whatever happens to the program the moment after.
    ensure!(guest.picture()?.status == 200);
    ensure!(!holds(others.bytes_received(), &guest.id) && !holds(others.bytes_received(), "notices"));
    case.server.kill9()?;
    case.server.restart()?;
    for name in ["noor", "marloes", "jeroen"] {
        let found = case.looked(&case.server.login(name)?, &guest.id)?;
        ensure!(found.len() == 1 && found[0]["emergency"] == true, "{name}: {found:?}");
        ensure!(found[0]["grounds"] == json!(["emergency"]) && found[0]["name"] == "Sanne Crisis", "{found:?}");
        ensure!(!found[0].to_string().contains(REASON), "the reason is for who leads: {found:?}");
    }
    // Femke of school reads along in one room, and hears of that one.
    let school = case.looked(&case.server.login("femke")?, &guest.id)?;
    ensure!(school.len() == 1 && school[0]["rooms"] == json!(["school"]), "{school:?}");

    let emergency = case.emergency()?;
    ensure!(emergency["reason"] == REASON && emergency["review"].is_null() && emergency["untold"] == false);
    // A Monday.
    ensure!(emergency["due"] == "2026-12-02" && emergency["late"] == false, "{emergency}");
    let review = case.path(&format!("emergencies/{}/review", emergency["id"].as_str().context("id")?));
    let remark = json!({ "remark": "Terecht: de politie vroeg erom." });
    for name in ["noor", "ilse", "femke"] {
        ensure!(case.server.login(name)?.post(&review, &remark)?.status == 403, "{name}");
    }
    let leader = case.server.login("youssef")?;
    ensure!(leader.post(&review, &remark)?.status == 204);
    ensure!(notices(&leader)?.is_empty() && case.emergency()?["review"]["remark"] == remark["remark"]);
    ensure!(leader.post(&review, &remark)?.status == 403, "what was written down about it stays");
    Ok(())
}

// B2
#[tokio::test]
async fn after_an_hour_its_sockets_close_and_nothing_more_is_given() -> Result<()> {
    let mut case = Case::on("2026-11-30")?;
    let outsider = case.outsider("professional")?;
    let guest = case.let_in(&outsider)?;
    let emergency = case.emergency()?;
    let hour = emergency["until"].as_u64().zip(emergency["from"].as_u64()).map(|(until, from)| until - from);
    ensure!(hour == Some(60 * 60 * 1000), "{emergency}");
    case.server.stop()?;
    // Again, some seconds before its end.
    let until = emergency["until"].as_u64().context("until")? / 1000;
    let seconds = until.checked_sub(NOON + BEFORE).context("after noon")?;
    let moment = format!("2026-11-30T{}:{:02}:{:02}", 12 + seconds / 3600, seconds / 60 % 60, seconds % 60);
    let arguments = vec!["--today".into(), moment];
    case.server.restart_with(Options { arguments, ..Options::default() })?;
    let board = case.document("core", "board");
    let mut sync = SyncSocket::connect(case.server.addr(), Some(&guest)).await?;
    sync.open(&board).await?.map_err(anyhow::Error::msg)?;
    let mut single = YSocket::connect(case.server.addr(), Some(&guest), &board).await?;
    single.sync().await?;
    ensure!(guest.picture()?.status == 200);
    ensure!(sync.wait_closed().await?.reason == "4410 rights-changed");
    ensure!(single.wait_closed().await?.reason.contains("rights-changed"));
    ensure!(guest.picture()?.status == 401 && guest.get("/api/v1/me")?.status == 401);
    let mut late = SyncSocket::connect(case.server.addr(), Some(&guest)).await;
    if let Ok(socket) = &mut late {
        ensure!(socket.open(&board).await.is_err() || socket.open(&board).await?.is_err());
    }
    // The day after, who leads hadn't looked yet; on the third working day it is late.
    for (day, late) in [("2026-12-02", false), ("2026-12-03", true)] {
        case.server.stop()?;
        let arguments = vec!["--today".into(), day.into()];
        case.server.restart_with(Options { arguments, ..Options::default() })?;
        ensure!(case.emergency()?["late"] == late, "{day}");
    }
    Ok(())
}

// B5
#[tokio::test]
async fn who_leads_ends_an_emergency_and_its_sockets_close_at_once() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let guest = case.let_in(&case.outsider("professional")?)?;
    let board = case.document("core", "board");
    let mut sync = SyncSocket::connect(case.server.addr(), Some(&guest)).await?;
    sync.open(&board).await?.map_err(anyhow::Error::msg)?;
    let mut single = YSocket::connect(case.server.addr(), Some(&guest), &board).await?;
    single.sync().await?;
    let emergency = case.emergency()?;
    ensure!(emergency["running"] == true && emergency["stopped"].is_null() && emergency["mine"] == false);
    let end = case.path(&format!("emergencies/{}/end", emergency["id"].as_str().context("id")?));
    for name in ["noor", "ilse", "femke"] {
        ensure!(case.server.login(name)?.post(&end, &json!({}))?.status == 403, "{name}");
    }
    ensure!(guest.post(&end, &json!({}))?.status == 403 && guest.picture()?.status == 200);
    ensure!(case.leader.post(&end, &json!({}))?.status == 204);
    ensure!(guest.picture()?.status == 401 && guest.get("/api/v1/me")?.status == 401);
    for closed in [sync.wait_closed().await?, single.wait_closed().await?] {
        ensure!([4401, 4410].contains(&closed.code), "{closed:?}");
    }
    let emergency = case.emergency()?;
    ensure!(emergency["running"] == false && emergency["stopped"] == "youssef" && emergency["review"].is_null());
    ensure!(notices(&case.leader)? == ["emergency"], "it is looked at all the same");
    ensure!(case.leader.post(&end, &json!({}))?.status == 403, "it is over");
    Ok(())
}

// W9
#[test]
fn an_emergency_takes_nothing_from_the_working_day_after_it() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let worker = case.outsider("professional")?;
    let left = |person: &Person| -> Result<u64> { person.get("/api/v1/me")?.json()?["left"].as_u64().context("left") };
    let before = left(&worker)?;
    let guest = case.let_in(&worker)?;
    ensure!(left(&guest)? <= 60 * 60 * 1000);
    let back = Person::let_in(case.server.addr(), &guest.post("/api/v1/office/return", &json!({}))?)?;
    let after = left(&back)?;
    ensure!(after <= before && after > before - 60_000, "{before} and {after}");
    Ok(())
}

// B1
#[test]
fn three_times_a_day_is_enough() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let mut worker = case.outsider("professional")?;
    for _ in 0..3 {
        let guest = case.let_in(&worker)?;
        worker = Person::let_in(case.server.addr(), &guest.post("/api/v1/office/return", &json!({}))?)?;
        let id = case.emergency()?["id"].as_str().context("id")?.to_owned();
        ensure!(case.leader.post(&case.path(&format!("emergencies/{id}/end")), &json!({}))?.status == 204);
    }
    let fourth = case.asks(&worker, &case.family.case, REASON)?;
    ensure!(fourth.code().as_deref() == Some("too-many") && fourth.header("set-cookie").is_none());
    case.let_in(&case.outsider("gi")?)?;
    Ok(())
}

#[tokio::test]
async fn after_signs_of_violence_the_family_sees_it_when_a_named_officer_says_so() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    case.leader.ask(&case.path("safety"), &json!({ "signs": "yes" }))?;
    let guest = case.let_in(&case.outsider("gi")?)?;
    ensure!(guest.picture()?.status == 200);
    let sees = |name: &str| -> Result<bool> {
        let person = case.server.login(name)?;
        let all = [person.get(&case.path("readers"))?.body, person.picture()?.body].concat();
        Ok(holds(&all, "Sanne Crisis") || holds(&all, &guest.id))
    };
    let family = ["noor", "marloes", "jeroen", "femke", "ilse"];
    for name in family {
        ensure!(!sees(name)?, "{name} sees it");
    }
    ensure!(!case.looked(&case.leader, &guest.id)?.is_empty(), "who leads sees it");
    let emergency = case.emergency()?;
    let review = case.path(&format!("emergencies/{}/review", emergency["id"].as_str().context("id")?));
    case.leader.ask(&review, &json!({ "remark": "Terecht." }))?;
    ensure!(!sees("noor")? && case.emergency()?["untold"] == true && notices(&case.leader)? == ["emergency"]);
    case.leader.ask(&review, &json!({ "remark": "Terecht.", "officer": "A. Haddad" }))?;
    for name in ["noor", "marloes", "jeroen"] {
        ensure!(sees(name)?, "{name} doesn't see it");
    }
    Ok(())
}

#[test]
fn only_a_worker_from_outside_with_a_number_and_a_reason_is_let_in() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let outsider = case.outsider("professional")?;
    let refused = |worker: &Person, number: &str, reason: &str| -> Result<u16> {
        let answer = case.asks(worker, number, reason)?;
        ensure!(answer.header("set-cookie").is_none(), "{number}: {}", answer.status);
        Ok(answer.status)
    };
    ensure!(refused(&outsider, &case.family.case, "het moet nu snel")? == 400);
    ensure!(refused(&outsider, &case.family.case, "  spoed              ")? == 400);
    for number in ["gezin-nergens", "office", "", "../office"] {
        ensure!(refused(&outsider, number, REASON)? == 404, "{number}");
    }
    // Who may not ask at all learns nothing of which cases there are.
    let mentor = case.outsider("mentor")?;
    for number in [case.family.case.as_str(), "gezin-nergens"] {
        ensure!(refused(&mentor, number, REASON)? == 403, "{number}");
        ensure!(refused(&outsider, number, "kort")? == 400, "{number}");
    }
    // Who works here goes in as always; who isn't in the office finds no such door.
    ensure!(refused(&case.to_office("youssef")?, &case.family.case, REASON)? == 403);
    for name in ["noor", "marloes", "femke", "youssef"] {
        ensure!(refused(&case.server.login(name)?, &case.family.case, REASON)? == 404, "{name}");
    }
    ensure!(case.emergency()?.is_null() && notices(&case.server.login("youssef")?)?.is_empty());
    // Once more within the hour is the same hour.
    let first = case.let_in(&outsider)?;
    let back = Person::let_in(case.server.addr(), &first.post("/api/v1/office/return", &json!({}))?)?;
    let office = back.get("/api/v1/office")?.json()?;
    ensure!(office["cases"][0]["emergency_until"].is_u64(), "{office}");
    let second = case.let_in(&back)?;
    ensure!(second.id == first.id);
    let people = case.server.login("youssef")?.get(&case.path("people"))?.json()?;
    ensure!(people["emergencies"].as_array().is_some_and(|all| all.len() == 1));
    ensure!(!people["persons"].to_string().contains("Sanne Crisis"), "no person of the case");
    ensure!(people["colleagues"].to_string().contains("Sanne Crisis"), "somebody who can still be added");
    Ok(())
}

/// A double click is one guest, whose session and devices don't outlive the hour.
#[test]
fn who_asks_twice_at_once_is_one_guest() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let outsider = case.outsider("professional")?;
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let asks: Vec<_> = (0..4).map(|_| scope.spawn(|| case.asks(&outsider, &case.family.case, REASON))).collect();
        asks.into_iter().map(|ask| ask.join().map_err(|_| anyhow::anyhow!("a thread fell"))?).collect::<Result<_>>()
    })?;
    let inside: Vec<Person> =
        answers.iter().filter_map(|answer| Person::let_in(case.server.addr(), answer).ok()).collect();
    ensure!(inside.len() == 1, "{} sessions of one", inside.len());
    let people = case.leader.get(&case.path("people"))?.json()?;
    ensure!(people["emergencies"].as_array().is_some_and(|all| all.len() == 1));
    Ok(())
}

/// The office is a case without a family: what one does with a family's is not there.
// F9
#[test]
fn the_office_is_no_case_to_hand_over_close_or_judge() -> Result<()> {
    let case = Case::on("2026-11-30")?;
    let office = case.to_office("youssef")?;
    let unknown = office.post("/api/v1/cases/office/no-such-thing", &json!({}))?;
    for (path, body) in [
        ("handover", json!({ "to": "ilse" })),
        ("close", json!({})),
        ("safety", json!({ "signs": "no" })),
        ("rooms", json!({ "kind": "core", "label": "X", "members": ["youssef"] })),
        ("persons", json!({ "name": "X", "role": "gi" })),
        ("rooms/core/leave", json!({})),
        ("rooms/core/successors", json!({ "rooms": [["youssef"]] })),
        ("objections", json!({ "reader": "ilse", "rooms": ["core"] })),
        ("emergencies/00000000-0000-4000-8000-000000000000/review", json!({ "remark": "xx" })),
        ("emergencies/00000000-0000-4000-8000-000000000000/end", json!({})),
    ] {
        let answer = office.post(&format!("/api/v1/cases/office/{path}"), &body)?;
        ensure!(answer == unknown && answer.status == 404, "{path}: {}", answer.status);
    }
    Ok(())
}
