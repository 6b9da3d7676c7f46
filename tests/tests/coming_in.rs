//! Coming in without an account (docs/protocol.md W1–W5): a personal link, a code handed over, a device that is known.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use samenbeeld_tests::http::{Answer, Person, exchange, send};
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::SyncSocket;
use serde_json::{Value, json};

const CASE: &str = "/api/v1/cases/gezin-tuinder-kaspers";

/// An invitation as who made it sees it, once.
struct Invited {
    id: String,
    secret: String,
    code: String,
}

fn invite(leader: &Person, person: &str) -> Result<Invited> {
    invite_to(leader, CASE, person)
}

fn invite_to(leader: &Person, case: &str, person: &str) -> Result<Invited> {
    let answer = leader.ask(&format!("{case}/invitations"), &json!({ "person": person }))?;
    let text = |key: &str| answer[key].as_str().map(str::to_owned).context("an invitation is whole");
    let (before, secret) = (text("link")?, text("link")?);
    ensure!(before.starts_with("http://127.0.0.1:") && before.contains("/#kom="), "{before}");
    let secret = secret.split_once("#kom=").context("the secret stands behind the #")?.1.to_owned();
    ensure!(answer["qr"].as_array().is_some_and(|rows| rows.len() > 20));
    Ok(Invited { id: text("id")?, secret, code: text("code")? })
}

fn enter(addr: SocketAddr, link: &str, code: &str, device: Option<&Value>) -> Result<Answer> {
    let mut body = json!({ "link": link, "code": code });
    if let Some(device) = device {
        body["device"] = device.clone();
    }
    send(addr, "POST", "/api/v1/enter", None, Some(&body))
}

/// A device with a key of its own.
struct Device(SigningKey);

impl Device {
    fn new(seed: u8) -> Result<Self> {
        Ok(Self(SigningKey::from_slice(&[seed; 32])?))
    }
    fn told(&self) -> Value {
        let key = URL_SAFE_NO_PAD.encode(self.0.verifying_key().to_encoded_point(false).as_bytes());
        json!({ "form": "phone", "key": key })
    }
    fn sign(&self, origin: &str, challenge: &str) -> String {
        let bytes = [b"samenbeeld device 1\0", origin.as_bytes(), b"\0", challenge.as_bytes()].concat();
        let signature: Signature = self.0.sign(&bytes);
        URL_SAFE_NO_PAD.encode(signature.to_bytes())
    }
    fn come_in(&self, addr: SocketAddr, id: &str) -> Result<Answer> {
        let challenge = challenge(addr, id)?;
        answer_with(addr, id, &challenge, &self.sign(&format!("http://{addr}"), &challenge))
    }
}

fn challenge(addr: SocketAddr, id: &str) -> Result<String> {
    let answer = send(addr, "POST", "/api/v1/enter/challenge", None, Some(&json!({ "device": id })))?;
    ensure!(answer.status == 200, "{}", answer.status);
    Ok(answer.json()?["challenge"].as_str().context("a challenge")?.to_owned())
}

fn answer_with(addr: SocketAddr, id: &str, challenge: &str, signature: &str) -> Result<Answer> {
    let body = json!({ "device": id, "challenge": challenge, "signature": signature });
    send(addr, "POST", "/api/v1/enter/device", None, Some(&body))
}

#[test]
fn link_and_code_let_somebody_in_once_and_as_nobody_else() -> Result<()> {
    let server = Server::demo()?;
    let leader = server.login("youssef")?;
    let invited = invite(&leader, "noor")?;
    ensure!(enter(server.addr(), &invited.secret, "0000-0000", None)?.code().as_deref() == Some("code-wrong"));
    let answer = enter(server.addr(), &invited.secret, &invited.code.to_lowercase(), None)?;
    let noor = Person::let_in(server.addr(), &answer)?;
    ensure!(noor.id == "noor" && noor.picture()?.status == 200);
    let again = enter(server.addr(), &invited.secret, &invited.code, None)?;
    ensure!(again.code().as_deref() == Some("invitation-closed"));
    Ok(())
}

/// Scanners and previews look at every link before its owner does.
// W2
#[test]
fn looking_at_a_link_uses_nothing_up() -> Result<()> {
    let server = Server::demo()?;
    let invited = invite(&server.login("youssef")?, "noor")?;
    for path in
        ["/", "/api/v1/enter", &format!("/?kom={}", invited.secret), &format!("/api/v1/enter?link={}", invited.secret)]
    {
        for method in ["GET", "HEAD"] {
            send(server.addr(), method, path, None, None)?;
        }
    }
    Person::let_in(server.addr(), &enter(server.addr(), &invited.secret, &invited.code, None)?)?;
    Ok(())
}

// W3
#[test]
fn after_five_wrong_codes_a_link_is_dead_and_who_made_it_sees_why() -> Result<()> {
    let mut server = Server::demo()?;
    let leader = server.login("youssef")?;
    let invited = invite(&leader, "noor")?;
    for left in [4, 3] {
        let answer = enter(server.addr(), &invited.secret, "ZZZZ-ZZZZ", None)?;
        ensure!(answer.json()?["left"] == left, "{:?}", answer.json());
    }
    // A crash gives no new tries.
    server.kill9()?;
    server.restart()?;
    for left in [2, 1] {
        ensure!(enter(server.addr(), &invited.secret, "ZZZZ-ZZZZ", None)?.json()?["left"] == left);
    }
    let dead = enter(server.addr(), &invited.secret, "ZZZZ-ZZZZ", None)?;
    ensure!(dead.code().as_deref() == Some("invitation-closed"));
    let right = enter(server.addr(), &invited.secret, &invited.code, None)?;
    // Whoever guesses learns nothing from the answer: dead, unknown and right too late are one.
    let unknown = enter(server.addr(), "nobody-has-this-link", &invited.code, None)?;
    ensure!(right == dead && unknown == dead);
    let people = server.login("youssef")?.get(&format!("{CASE}/people"))?.json()?;
    let noor = people["persons"].as_array().context("persons")?.iter().find(|one| one["id"] == "noor");
    ensure!(noor.context("noor")?["invitation"]["state"] == "too_many_tries");
    Ok(())
}

#[test]
fn ten_thousand_guessed_links_let_nobody_in() -> Result<()> {
    let server = Server::demo()?;
    let invited = invite(&server.login("youssef")?, "noor")?;
    let known = invited.secret.as_bytes();
    for n in 0..10_000_usize {
        // Near misses: one sign of the real secret changed, or a part of it.
        let mut guess = known.to_vec();
        if let Some(sign) = guess.get_mut(n % known.len()) {
            *sign = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[(n / known.len()) % 64];
        }
        if guess == known || n % 7 == 0 {
            guess.truncate(known.len() - 1 - n % 20);
        }
        let guess = String::from_utf8(guess)?;
        let answer = enter(server.addr(), &guess, &invited.code, None)?;
        ensure!(answer.status == 404 || answer.status == 429, "guess {n}: {}", answer.status);
        ensure!(answer.header("set-cookie").is_none());
    }
    Ok(())
}

#[test]
fn a_known_device_comes_in_by_itself_until_its_owner_takes_it_away() -> Result<()> {
    let mut server = Server::demo()?;
    let invited = invite(&server.login("youssef")?, "noor")?;
    let phone = Device::new(7)?;
    let answer = enter(server.addr(), &invited.secret, &invited.code, Some(&phone.told()))?;
    let id = answer.json()?["device"].as_str().context("it is remembered")?.to_owned();
    let first = Person::let_in(server.addr(), &answer)?;
    server.kill9()?;
    server.restart()?;
    let second = Person::let_in(server.addr(), &phone.come_in(server.addr(), &id)?)?;
    ensure!(second.id == "noor" && first.picture()?.status == 200);

    let listed = second.get("/api/v1/devices")?.json()?;
    ensure!(listed.as_array().is_some_and(|all| all.len() == 1) && listed[0]["this"] == true, "{listed}");
    // Another of hers, without a device, takes it away: "Dit ben ik niet".
    let elsewhere = server.login("noor")?;
    ensure!(elsewhere.delete(&format!("/api/v1/devices/{id}"))?.status == 204);
    ensure!(first.picture()?.status == 401 && second.picture()?.status == 401 && elsewhere.picture()?.status == 200);
    ensure!(phone.come_in(server.addr(), &id)?.status == 401);
    Ok(())
}

// W4
#[test]
fn only_the_key_of_a_device_answers_its_challenge_once_and_here() -> Result<()> {
    let server = Server::demo()?;
    let addr = server.addr();
    let invited = invite(&server.login("youssef")?, "noor")?;
    let (phone, other) = (Device::new(7)?, Device::new(8)?);
    let answer = enter(addr, &invited.secret, &invited.code, Some(&phone.told()))?;
    let id = answer.json()?["device"].as_str().context("it is remembered")?.to_owned();
    let here = format!("http://{addr}");
    let refused = |challenge: &str, signature: &str| -> Result<()> {
        let answer = answer_with(addr, &id, challenge, signature)?;
        ensure!(answer.status == 401 && answer.header("set-cookie").is_none(), "{}", answer.status);
        Ok(())
    };
    let fresh = challenge(addr, &id)?;
    refused(&fresh, &other.sign(&here, &fresh))?;
    refused(&fresh, &phone.sign(&here, &fresh))?; // spent by the try before
    let fresh = challenge(addr, &id)?;
    refused(&fresh, &phone.sign("https://samen.evil.example", &fresh))?;
    refused("made up", &phone.sign(&here, "made up"))?;
    refused("", "")?;
    let fresh = challenge(addr, &id)?;
    Person::let_in(addr, &answer_with(addr, &id, &fresh, &phone.sign(&here, &fresh))?)?;
    refused(&fresh, &phone.sign(&here, &fresh))?;
    // A device nobody knows gets a challenge like any other, and no more.
    let unknown = "00000000-0000-4000-8000-000000000000";
    let fresh = challenge(addr, unknown)?;
    ensure!(answer_with(addr, unknown, &fresh, &phone.sign(&here, &fresh))?.status == 401);
    Ok(())
}

#[test]
fn only_who_leads_lets_somebody_in_and_only_our_own_pages_use_a_link() -> Result<()> {
    let server = Server::demo()?;
    for name in ["noor", "marloes", "femke", "ilse"] {
        let person = server.login(name)?;
        let answer = person.post(&format!("{CASE}/invitations"), &json!({ "person": "noor" }))?;
        ensure!(answer.status == 403, "{name}: {}", answer.status);
        ensure!(person.get(&format!("{CASE}/people"))?.status == 403, "{name}");
        ensure!(person.post(&format!("{CASE}/persons/noor/shut-out"), &json!({}))?.status == 403, "{name}");
    }
    let leader = server.login("youssef")?;
    for (person, status) in [("nobody", 404), ("ilse", 403), ("youssef", 403)] {
        let answer = leader.post(&format!("{CASE}/invitations"), &json!({ "person": person }))?;
        ensure!(answer.status == status, "{person}: {}", answer.status);
    }
    let invited = invite(&leader, "noor")?;
    let body = json!({ "link": invited.secret, "code": invited.code }).to_string();
    let foreign = format!(
        "POST /api/v1/enter HTTP/1.1\r\nhost: {}\r\norigin: https://evil.example\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        server.addr(),
        body.len()
    );
    ensure!(exchange(server.addr(), foreign.as_bytes())?.status == 401);
    Person::let_in(server.addr(), &enter(server.addr(), &invited.secret, &invited.code, None)?)?;
    Ok(())
}

#[test]
fn a_withdrawn_invitation_and_an_older_one_let_nobody_in() -> Result<()> {
    let server = Server::demo()?;
    let leader = server.login("youssef")?;
    let (old, new) = (invite(&leader, "noor")?, invite(&leader, "noor")?);
    ensure!(enter(server.addr(), &old.secret, &old.code, None)?.status == 404);
    ensure!(leader.delete(&format!("{CASE}/invitations/{}", new.id))?.status == 204);
    ensure!(enter(server.addr(), &new.secret, &new.code, None)?.status == 404);
    Ok(())
}

#[tokio::test]
async fn who_is_shut_out_is_out_at_once_on_every_device() -> Result<()> {
    let server = Server::demo()?;
    let leader = server.login("youssef")?;
    let invited = invite(&leader, "noor")?;
    let phone = Device::new(9)?;
    let answer = enter(server.addr(), &invited.secret, &invited.code, Some(&phone.told()))?;
    let id = answer.json()?["device"].as_str().context("it is remembered")?.to_owned();
    let noor = Person::let_in(server.addr(), &answer)?;
    let open = invite(&leader, "noor")?;
    let mut socket = SyncSocket::connect(server.addr(), Some(&noor)).await?;
    socket.open("gezin-tuinder-kaspers/core/board").await?.map_err(anyhow::Error::msg)?;
    ensure!(leader.post(&format!("{CASE}/persons/noor/shut-out"), &json!({}))?.status == 204);
    ensure!(socket.wait_closed().await?.reason == "4401 session-ended");
    ensure!(noor.picture()?.status == 401 && phone.come_in(server.addr(), &id)?.status == 401);
    ensure!(enter(server.addr(), &open.secret, &open.code, None)?.status == 404);
    // A new hand-over is the only way back.
    let again = invite(&leader, "noor")?;
    Person::let_in(server.addr(), &enter(server.addr(), &again.secret, &again.code, None)?)?;
    Ok(())
}

/// Whom the office shuts out is out everywhere: no key of a device goes round it.
#[test]
fn a_worker_comes_into_a_case_through_the_office_alone() -> Result<()> {
    let server = Server::demo()?;
    for worker in ["youssef", "ilse"] {
        let refused = server.login(worker)?.post("/api/v1/devices", &Device::new(9)?.told())?;
        ensure!(refused.code().as_deref() == Some("not-yours"), "{worker}: {}", refused.status);
    }
    let leader = server.login("youssef")?;
    let shut = leader.post(&format!("/api/v1/cases/{}/persons/ilse/shut-out", leader.case), &json!({}))?;
    ensure!(shut.code().as_deref() == Some("not-yours"), "the office does that: {}", shut.status);
    Ok(())
}

/// Whoever makes a link could use it themselves: who is in on a device of their own is told that one was used.
// W6, N1
#[test]
fn who_is_in_already_is_told_that_a_link_was_used_for_them() -> Result<()> {
    let server = Server::demo()?;
    let leader = server.login("youssef")?;
    let device = Device::new(8)?;
    let first = invite(&leader, "noor")?;
    let mine = Person::let_in(server.addr(), &enter(server.addr(), &first.secret, &first.code, Some(&device.told()))?)?;
    let told = |person: &Person| -> Result<bool> {
        let me = person.get("/api/v1/me")?.json()?;
        Ok(me["notices"].as_array().context("notices")?.iter().any(|notice| notice["kind"] == "came_in"))
    };
    ensure!(!told(&mine)?, "nobody is told of themselves");
    let again = invite(&leader, "noor")?;
    let other = Person::let_in(server.addr(), &enter(server.addr(), &again.secret, &again.code, None)?)?;
    ensure!(told(&mine)? && !told(&other)?);
    Ok(())
}

#[test]
fn a_fourth_device_is_not_remembered_and_its_owner_comes_in_all_the_same() -> Result<()> {
    let server = Server::demo()?;
    let leader = server.login("youssef")?;
    for seed in 1..=4 {
        let invited = invite(&leader, "noor")?;
        let told = Device::new(seed)?.told();
        let answer = enter(server.addr(), &invited.secret, &invited.code, Some(&told))?;
        ensure!(answer.status == 200 && answer.json()?["device"].is_string() == (seed < 4), "device {seed}");
    }
    let noor = server.login("noor")?;
    let fifth = noor.post("/api/v1/devices", &Device::new(5)?.told())?;
    ensure!(fifth.code().as_deref() == Some("devices-full"));
    Ok(())
}

/// Without a demo nobody is in; the terminal lets the one in who keeps the accounts, and they let the others in.
#[test]
fn from_an_empty_service_to_a_familys_first_words() -> Result<()> {
    let server = Server::start(Options { real: true, ..Options::default() })?;
    let addr = server.addr();
    ensure!(server.get("/api/v1/demo/persons")?.status == 404);
    ensure!(send(addr, "POST", "/api/v1/login/demo", None, Some(&json!({ "person": "noor" })))?.status == 404);
    let said = server.said("De code is")?;
    let secret = said.split_once("#kom=").context("a link")?.1.split_whitespace().next().context("a secret")?;
    let code = said.split_once("De code is ").context("a code")?.1.split('.').next().context("a code")?;
    let admin = Person::let_in(addr, &enter(addr, secret, code, None)?)?;
    ensure!(admin.case == "office");
    let office = admin.get("/api/v1/office")?.json()?;
    ensure!(office["admin"] == true && office["may_open"] == false);

    let account = json!({ "name": "Fatma Yilmaz", "role": "wijkteam", "organisation": "Wijkteam Zuid" });
    let account = admin.ask("/api/v1/office/accounts", &account)?["account"].as_str().context("id")?.to_owned();
    let invited = invite_to(&admin, "/api/v1/cases/office", &account)?;
    let worker = Person::let_in(addr, &enter(addr, &invited.secret, &invited.code, None)?)?;
    ensure!(worker.post("/api/v1/office/accounts", &json!({ "name": "X", "role": "gi" }))?.status == 403);
    ensure!(worker.post("/api/v1/office/cases", &json!({ "legal_frame": "voluntary" }))?.status == 400, "safety first");
    let opened = worker.ask("/api/v1/office/cases", &json!({ "signs": "no", "legal_frame": "voluntary" }))?;
    let case = opened["case"].as_str().context("case")?.to_owned();
    ensure!(case.len() == 32 && case.bytes().all(|byte| byte.is_ascii_hexdigit()), "a name that tells nothing");
    let worker = Person::let_in(addr, &worker.post("/api/v1/office/enter", &json!({ "case": case }))?)?;

    let path = format!("/api/v1/cases/{case}");
    let mother = json!({ "name": "Rosa", "role": "parent", "gezag": { "gezag": "yes", "checked_on": "2026-11-30", "how": "gezagsregister" } });
    let youth = json!({ "name": "Sem", "role": "youth", "index": true, "birth_date": "2011-04-02" });
    let added = |who: &Value| -> Result<String> {
        Ok(worker.ask(&format!("{path}/persons"), who)?["person"].as_str().context("person")?.to_owned())
    };
    let (mother, youth) = (added(&mother)?, added(&youth)?);
    let room = json!({ "kind": "core", "label": "Samen", "members": [mother, youth, worker.id] });
    let room = worker.ask(&format!("{path}/rooms"), &room)?["room"].as_str().context("room")?.to_owned();
    let invited = invite_to(&worker, &path, &mother)?;
    let mother = Person::let_in(addr, &enter(addr, &invited.secret, &invited.code, None)?)?;
    let picture = mother.picture()?.json()?;
    let rooms = picture["picture"]["rooms"].as_array().context("rooms")?;
    ensure!(rooms.iter().any(|one| one["id"] == room.as_str()), "{rooms:?}");
    let (_, client) = mother.ticket(&format!("{case}/{room}/voice.{}", mother.id))?;
    ensure!(client > 0);
    // Back at the office the worker sees the case; nobody else's account does.
    let worker = Person::let_in(addr, &worker.post("/api/v1/office/return", &json!({}))?)?;
    ensure!(worker.get("/api/v1/office")?.json()?["cases"][0]["case"] == case.as_str());
    ensure!(admin.get("/api/v1/office")?.json()?["cases"].as_array().is_some_and(Vec::is_empty));
    ensure!(admin.post("/api/v1/office/enter", &json!({ "case": case }))?.status == 404);
    // Shut out of the office is out of the families' cases too, at once.
    let worker = Person::let_in(addr, &worker.post("/api/v1/office/enter", &json!({ "case": case }))?)?;
    ensure!(worker.picture()?.status == 200);
    ensure!(admin.post(&format!("/api/v1/cases/office/persons/{account}/shut-out"), &json!({}))?.status == 204);
    ensure!(worker.picture()?.status == 401 && mother.picture()?.status == 200);
    Ok(())
}

/// What stood in a browser ends when somebody comes in there anew, so that nobody has a session that stands in no list; on one device
/// that is known, where other pages may stand on it, it goes on and ends with the device.
// W9
#[test]
fn who_comes_in_anew_leaves_no_session_behind_that_nobody_sees() -> Result<()> {
    let server = Server::demo()?;
    let leader = server.login("youssef")?;
    let comes = |seed: Option<u8>, before: Option<&Person>| -> Result<Person> {
        let invited = invite(&leader, "noor")?;
        let told = seed.map(|seed| Ok::<_, anyhow::Error>(Device::new(seed)?.told())).transpose()?;
        let mut body = json!({ "link": invited.secret, "code": invited.code });
        if let Some(told) = told {
            body["device"] = told;
        }
        let cookie = before.map(|person| person.cookie.as_str());
        Person::let_in(server.addr(), &send(server.addr(), "POST", "/api/v1/enter", cookie, Some(&body))?)
    };
    let first = comes(None, None)?;
    let second = comes(None, Some(&first))?;
    ensure!(first.picture()?.status == 401 && second.picture()?.status == 200);
    // From another browser nothing ends.
    let third = comes(Some(1), None)?;
    ensure!(second.picture()?.status == 200 && third.picture()?.status == 200);
    let fourth = comes(Some(2), Some(&third))?;
    ensure!(third.picture()?.status == 401 && fourth.picture()?.status == 200);
    Ok(())
}

/// What the register says of an account is a name, and no fact of a family.
// F9
#[test]
fn the_office_keeps_nothing_of_a_family_about_a_worker() -> Result<()> {
    let server = Server::demo()?;
    let back = server.login("youssef")?.post("/api/v1/office/return", &json!({}))?;
    let office = Person::let_in(server.addr(), &back)?;
    let account = json!({ "name": "Fatma\u{200b} Yil\u{202e}maz", "role": "wijkteam" });
    let account = office.ask("/api/v1/office/accounts", &account)?["account"].as_str().context("id")?.to_owned();
    let path = format!("/api/v1/cases/office/persons/{account}");
    for facts in [
        json!({ "birth_date": "1990-01-01" }),
        json!({ "household": ["a"] }),
        json!({ "gezag": { "gezag": "yes" } }),
        json!({ "involved_until": "2026-12-01" }),
        json!({ "name": "Fatma", "birth_date": "1990-01-01" }),
    ] {
        ensure!(office.post(&path, &facts)?.status == 400, "{facts}");
    }
    let people = office.get("/api/v1/cases/office/people")?.json()?;
    let known = people["persons"].as_array().context("persons")?.iter().find(|one| one["id"] == account.as_str());
    ensure!(known.context("the account")?["name"] == "Fatma Yilmaz", "what isn't seen is left out: {known:?}");
    ensure!(office.post(&path, &json!({ "name": "Fatma Yilmaz-Demir" }))?.status == 204);
    Ok(())
}

/// Going to and fro while the office shuts somebody out: none of the sessions begun in between stands, and none lasts longer than the
/// first would have.
// W5
#[test]
fn who_goes_to_and_fro_while_being_shut_out_is_out() -> Result<()> {
    let server = Server::demo()?;
    let back = server.login("youssef")?.post("/api/v1/office/return", &json!({}))?;
    let office = Person::let_in(server.addr(), &back)?;
    let leader = server.login("youssef")?;
    let case = leader.case.clone();
    for round in 0..12 {
        let account = json!({ "name": format!("Werker {round}"), "role": "wijkteam" });
        let account = office.ask("/api/v1/office/accounts", &account)?["account"].as_str().context("id")?.to_owned();
        leader.ask(
            &format!("/api/v1/cases/{case}/persons"),
            &json!({ "name": "x", "role": "wijkteam", "account": account }),
        )?;
        let invited = invite_to(&office, "/api/v1/cases/office", &account)?;
        let worker = Person::let_in(server.addr(), &enter(server.addr(), &invited.secret, &invited.code, None)?)?;
        let until = worker.get("/api/v1/me")?.json()?["until"].as_u64().context("until")?;
        let last = std::thread::scope(|scope| -> Result<Person> {
            let goes = scope.spawn(|| -> Result<Person> {
                let mut here = worker;
                // As often as one person may; the last answer is the last session there was.
                for turn in 0..20 {
                    let answer = match turn % 2 {
                        0 => here.post("/api/v1/office/enter", &json!({ "case": case }))?,
                        _ => here.post("/api/v1/office/return", &json!({}))?,
                    };
                    match Person::let_in(server.addr(), &answer) {
                        Ok(there) => here = there,
                        Err(_) => break,
                    }
                    let now = here.get("/api/v1/me")?;
                    ensure!(now.status == 401 || now.json()?["until"].as_u64().is_some_and(|ends| ends <= until));
                }
                Ok(here)
            });
            std::thread::sleep(std::time::Duration::from_millis(round));
            ensure!(
                office.post(&format!("/api/v1/cases/office/persons/{account}/shut-out"), &json!({}))?.status == 204
            );
            goes.join().map_err(|_| anyhow::anyhow!("a thread fell"))?
        })?;
        ensure!(last.get("/api/v1/me")?.status == 401, "round {round}: still in");
    }
    Ok(())
}

/// Who adds devices while being shut out: none of them comes in afterwards.
// W5
#[test]
fn no_device_that_is_added_while_its_owner_is_shut_out_stays() -> Result<()> {
    let server = Server::demo()?;
    let leader = server.login("youssef")?;
    let path = format!("/api/v1/cases/{}", leader.case);
    for round in 0..12 {
        let invited = invite(&leader, "noor")?;
        let noor = Person::let_in(server.addr(), &enter(server.addr(), &invited.secret, &invited.code, None)?)?;
        let added = std::thread::scope(|scope| -> Result<usize> {
            let adds: Vec<_> = (0..3)
                .map(|lane| {
                    let noor = &noor;
                    scope.spawn(move || -> Result<usize> {
                        let mut added = 0;
                        for seed in 0..6 {
                            let told = Device::new(10 + lane * 8 + seed)?.told();
                            let answer = noor.post("/api/v1/devices", &told)?;
                            let Ok(made) = answer.json() else { break };
                            let Some(id) = made["device"].as_str() else { continue };
                            added += 1;
                            noor.delete(&format!("/api/v1/devices/{id}"))?;
                        }
                        Ok(added)
                    })
                })
                .collect();
            std::thread::sleep(std::time::Duration::from_millis(2 * round));
            ensure!(leader.post(&format!("{path}/persons/noor/shut-out"), &json!({}))?.status == 204);
            let added = adds.into_iter().map(|add| add.join().map_err(|_| anyhow::anyhow!("a thread fell"))?);
            Ok(added.collect::<Result<Vec<_>>>()?.into_iter().sum())
        })?;
        let people = leader.get(&format!("{path}/people"))?.json()?;
        let known = people["persons"].as_array().context("persons")?.iter().find(|one| one["id"] == "noor");
        ensure!(known.context("noor")?["devices"] == 0, "round {round}: a device stayed, of {added}");
        ensure!(noor.get("/api/v1/me")?.status == 401);
    }
    Ok(())
}
