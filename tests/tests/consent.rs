//! Consent and birthdays over the wire: what is taken back closes at once, and a birthday changes rights by itself.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::{Family, SCRATCH};
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::{Outcome, SyncSocket};
use samenbeeld_tests::update::Typist;
use serde_json::{Value, json};

/// How long after an answer words may still leave for who lost the right to them, in seconds.
const LATE: u64 = 2;

fn on(day: &str) -> Result<Server> {
    Server::start(Options { arguments: vec!["--today".into(), day.into()], ..Options::default() })
}

fn agree(giver: &Person, case: &str, room: &str, reader: &str) -> Result<u16> {
    let body = json!({ "about": "noor", "rooms": [room], "readers": [reader] });
    Ok(giver.post(&format!("/api/v1/cases/{case}/consents"), &body)?.status)
}

fn take_back(giver: &Person, case: &str, room: &str, reader: &str) -> Result<u16> {
    let body = json!({ "about": "noor", "rooms": [room], "readers": [reader] });
    Ok(giver.post(&format!("/api/v1/cases/{case}/consents/withdraw"), &body)?.status)
}

fn readers(person: &Person, case: &str) -> Result<Vec<Value>> {
    let answer = person.get(&format!("/api/v1/cases/{case}/consents"))?;
    let answer: Value = serde_json::from_slice(&answer.body)?;
    Ok(answer["readers"].as_array().context("no readers")?.clone())
}

/// The model's test 8: the youth takes back what school may read, and school loses it at once.
#[tokio::test]
async fn what_a_youth_takes_back_closes_for_school_within_two_seconds() -> Result<()> {
    let (server, family) = (on("2026-11-30")?, Family::demo()?);
    let (noor, femke, youssef) = (server.login("noor")?, server.login("femke")?, server.login("youssef")?);
    let board = family.document("school", "board");
    let mut school = SyncSocket::connect(server.addr(), Some(&femke)).await?;
    school.open(&board).await?.map_err(anyhow::Error::msg)?;
    let mut worker = SyncSocket::connect(server.addr(), Some(&youssef)).await?;
    worker.open(&board).await?.map_err(anyhow::Error::msg)?;
    let mut typist = Typist::new(4_242, SCRATCH);

    ensure!(take_back(&noor, &family.case, "school", "femke")? == 204);
    let answered = Instant::now();
    let closed = school.wait_closed().await?;
    ensure!(answered.elapsed().as_secs() < LATE, "closed only after {:?}", answered.elapsed());
    ensure!(closed.reason == "4410 rights-changed", "{closed:?}");
    // Who goes on reading is told to ask anew who reads.
    let told =
        |message: &Message| matches!(message, Message::Stateless(json) if json == r#"{"kind":"facts"}"#).then_some(());
    worker.wait_for(&board, told).await?;
    // The connection is gone, and whoever still reads goes on.
    let outcome = worker.write(&board, &typist.insert("na de intrekking", None, None)).await?;
    ensure!(outcome == Outcome::Saved, "{outcome:?}");

    let mut again = SyncSocket::connect(server.addr(), Some(&femke)).await?;
    ensure!(again.open(&board).await?.err().as_deref() == Some("4404 not-found"));
    // Her own words stay hers to read.
    ensure!(again.open(&family.document("school", "voice.femke")).await?.is_ok());
    // To others she is no reader, and nobody who left: what she said stays hers, by name.
    let others: Value = serde_json::from_slice(&noor.get(&format!("/api/v1/cases/{}/picture", family.case))?.body)?;
    let rooms = others["picture"]["rooms"].as_array().context("no rooms")?;
    let school = rooms.iter().find(|room| room["id"] == "school").context("no school")?;
    ensure!(school["members"].as_array().is_some_and(|all| all.iter().all(|one| one != "femke")));
    ensure!(school["former_members"] == json!([]), "{school}");
    let persons = others["picture"]["persons"].as_array().context("no persons")?;
    ensure!(persons.iter().any(|one| one["id"] == "femke"));
    let picture = femke.get(&format!("/api/v1/cases/{}/picture", family.case))?;
    let text = String::from_utf8_lossy(&picture.body).into_owned();
    for name in ["Marloes", "Jeroen", "Ilse"] {
        ensure!(!text.contains(name), "{name} is still named to school");
    }
    // Version 1 keeps her name for those who read it.
    let versions = noor.get(&format!("/api/v1/cases/{}/versions", family.case))?;
    ensure!(versions.status == 200);
    Ok(())
}

/// Everybody who must agree is asked anew; one alone brings nothing back.
#[test]
fn what_one_took_back_comes_back_when_all_have_agreed_anew() -> Result<()> {
    let (server, family) = (on("2026-11-30")?, Family::demo()?);
    let reads = |person: &Person| -> Result<bool> {
        let picture = person.get(&format!("/api/v1/cases/{}/picture", family.case))?;
        Ok(String::from_utf8_lossy(&picture.body).contains(&family.document("school", "board")))
    };
    let [noor, marloes, jeroen, femke] =
        ["noor", "marloes", "jeroen", "femke"].map(|name| server.login(name).expect("they come in"));
    ensure!(reads(&femke)?);
    ensure!(take_back(&marloes, &family.case, "school", "femke")? == 204);
    ensure!(!reads(&femke)?);
    for giver in [&marloes, &noor] {
        ensure!(agree(giver, &family.case, "school", "femke")? == 204);
        ensure!(!reads(&femke)?);
    }
    ensure!(agree(&jeroen, &family.case, "school", "femke")? == 204);
    ensure!(reads(&femke)?);
    Ok(())
}

#[test]
fn only_who_has_a_say_says_yes_or_no() -> Result<()> {
    let (server, family) = (on("2026-11-30")?, Family::demo()?);
    for name in ["femke", "youssef", "ilse"] {
        let person = server.login(name)?;
        ensure!(take_back(&person, &family.case, "school", "femke")? == 403, "{name} takes back what is not theirs");
        ensure!(agree(&person, &family.case, "school", "femke")? == 403, "{name} agrees for others");
    }
    let noor = server.login("noor")?;
    ensure!(agree(&noor, &family.case, "advice", "ilse")? == 404, "a room one doesn't read is not there");
    ensure!(agree(&noor, &family.case, "core", "femke")? == 404, "who is no member of it neither");
    // What one may not know of and what isn't there look alike, also when taking back.
    for (room, reader) in [("advice", "ilse"), ("advice", "niemand"), ("nergens", "ilse"), ("school", "niemand")] {
        ensure!(take_back(&noor, &family.case, room, reader)? == 404, "{reader} in {room}");
    }
    // What was agreed is told to who decides or leads, and to nobody who took it back.
    let agreed = |name: &str| -> Result<usize> {
        let answer = server.login(name)?.get(&format!("/api/v1/cases/{}/consents", family.case))?;
        let answer: Value = serde_json::from_slice(&answer.body)?;
        Ok(answer["agreed"].as_array().context("no list")?.len())
    };
    ensure!(agreed("femke")? == 0 && agreed("ilse")? == 0);
    ensure!(agreed("noor")? == 2 && agreed("youssef")? == 2);
    // A professional writes down what was said aloud, of who has a say.
    let youssef = server.login("youssef")?;
    let path = format!("/api/v1/cases/{}/consents", family.case);
    let said = |by: &str, how: &str| json!({ "about": "noor", "rooms": ["school"], "readers": ["femke"], "by": [by], "how": how });
    ensure!(youssef.post(&path, &said("jeroen", "spoken"))?.status == 204);
    ensure!(youssef.post(&path, &said("jeroen", "self_"))?.status >= 400);
    ensure!(youssef.post(&path, &said("ilse", "spoken"))?.status == 403);
    ensure!(server.login("ilse")?.post(&path, &said("jeroen", "spoken"))?.status == 403);
    Ok(())
}

/// The model's test 7: on the day the youth turns sixteen, parents read on only when the youth said so.
#[tokio::test]
async fn on_the_sixteenth_birthday_parents_read_on_only_when_the_youth_said_so() -> Result<()> {
    let (mut server, family) = (on("2027-03-13")?, Family::demo()?);
    let board = family.document("core", "board");
    let opens = async |server: &Server, person: &str| -> Result<bool> {
        let session = server.login(person)?;
        let mut socket = SyncSocket::connect(server.addr(), Some(&session)).await?;
        Ok(socket.open(&board).await?.is_ok())
    };
    ensure!(opens(&server, "marloes").await? && opens(&server, "jeroen").await?);
    // Asked ahead: she lets her mother read on.
    ensure!(agree(&server.login("noor")?, &family.case, "core", "marloes")? == 204);
    server.stop()?;
    server.restart_with(Options { arguments: vec!["--today".into(), "2027-03-14".into()], ..Options::default() })?;
    ensure!(opens(&server, "noor").await? && opens(&server, "youssef").await? && opens(&server, "marloes").await?);
    ensure!(!opens(&server, "jeroen").await?);
    let jeroen = server.login("jeroen")?;
    let mut socket = SyncSocket::connect(server.addr(), Some(&jeroen)).await?;
    ensure!(socket.open(&family.document("core", "voice.jeroen")).await?.is_ok(), "his own voice stays his to read");
    ensure!(socket.open(&family.document("core", "voice.marloes")).await?.is_err());
    // School hangs on the same birthday for a parent.
    ensure!(socket.open(&family.document("school", "board")).await?.is_err());
    let why: Vec<_> = readers(&server.login("youssef")?, &family.case)?
        .into_iter()
        .filter(|reading| reading["person"] == "jeroen" && reading["room"] == "core")
        .collect();
    ensure!(why.len() == 1 && why[0]["ground"].is_null() && why[0]["why"].as_str().is_some_and(|s| s.contains("16")));
    // To others it isn't told why he doesn't read.
    let told = readers(&server.login("marloes")?, &family.case)?;
    ensure!(told.iter().all(|reading| reading["person"] != "jeroen" || !reading["ground"].is_null()));
    Ok(())
}
