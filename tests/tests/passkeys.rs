//! Passkeys of who works in the office (docs/protocol.md W7, W8): made in a session, used to come in, taken away; and forged.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use samenbeeld_tests::http::{Answer, Person, exchange, send};
use samenbeeld_tests::server::{Options, Server};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const MACHINE: &str = "localhost";
/// Somebody was there and showed who they are.
const VERIFIED: u8 = 0x05;
/// Somebody was there, whoever it was.
const UNVERIFIED: u8 = 0x01;
/// A new key follows.
const ATTESTED: u8 = 0x40;

/// Asks as a page does that was opened by a name: browsers make no passkeys for a number.
fn post(addr: SocketAddr, path: &str, cookie: Option<&str>, body: &Value) -> Result<Answer> {
    let (port, body) = (addr.port(), body.to_string());
    let cookie = cookie.map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default();
    let head = format!(
        "POST /api/v1{path} HTTP/1.1\r\nhost: {MACHINE}:{port}\r\norigin: http://{MACHINE}:{port}\r\n{cookie}connection: close\r\naccept: */*\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    exchange(addr, head.as_bytes())
}

fn ask(addr: SocketAddr, path: &str, cookie: Option<&str>) -> Result<Value> {
    let answer = post(addr, path, cookie, &json!({}))?;
    ensure!(answer.status == 200, "{path}: {} {:?}", answer.status, answer.code());
    answer.json()
}

fn text(value: &Value, key: &str) -> Result<String> {
    value[key].as_str().map(str::to_owned).with_context(|| format!("{key} in {value}"))
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// An authenticator with one key, and what it says about it.
#[derive(Clone)]
struct Key {
    signing: SigningKey,
    id: Vec<u8>,
    user: String,
    origin: String,
    counter: u32,
    flags: u8,
}

impl Key {
    fn new(addr: SocketAddr, seed: u8) -> Result<Self> {
        let signing = SigningKey::from_slice(&[seed; 32])?;
        let origin = format!("http://{MACHINE}:{}", addr.port());
        Ok(Self { signing, id: vec![seed; 32], user: encoded(&[seed; 32]), origin, counter: 0, flags: VERIFIED })
    }

    fn client_data(&self, purpose: &str, challenge: &str) -> Vec<u8> {
        let said = json!({ "type": purpose, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        said.to_string().into_bytes()
    }

    fn told(&self, more: u8) -> Vec<u8> {
        [&Sha256::digest(MACHINE)[..], &[self.flags | more], &self.counter.to_be_bytes()].concat()
    }

    fn made(&self, challenge: &str) -> Value {
        let point = self.signing.verifying_key().to_encoded_point(false);
        let (x, y) = (&point.as_bytes()[1..33], &point.as_bytes()[33..]);
        let cose = [&b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"[..], x, b"\x22\x58\x20", y].concat();
        let told = [&self.told(ATTESTED)[..], &[0; 16], &[0, 32], &self.id[..], &cose[..]].concat();
        let spki =
            b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
        json!({
            "id": encoded(&self.id),
            "key": encoded(&[&spki[..], point.as_bytes()].concat()),
            "authenticator_data": encoded(&told),
            "client_data": encoded(&self.client_data("webauthn.create", challenge)),
        })
    }

    fn signed(&self, challenge: &str) -> Value {
        let (told, said) = (self.told(0), self.client_data("webauthn.get", challenge));
        let signature: Signature = self.signing.sign(&[&told[..], &Sha256::digest(&said)[..]].concat());
        json!({
            "id": encoded(&self.id),
            "user": self.user,
            "authenticator_data": encoded(&told),
            "client_data": encoded(&said),
            "signature": encoded(signature.to_der().as_bytes()),
        })
    }

    /// Has it kept for who is in; from then on it knows whose it is.
    fn add(&mut self, addr: SocketAddr, person: &Person) -> Result<String> {
        let offer = ask(addr, "/passkeys/challenge", Some(&person.cookie))?;
        self.user = text(&offer, "user")?;
        let answer = post(addr, "/passkeys", Some(&person.cookie), &self.made(&text(&offer, "challenge")?))?;
        ensure!(answer.status == 201, "{} {:?}", answer.status, answer.code());
        text(&answer.json()?, "passkey")
    }

    fn come_in(&mut self, addr: SocketAddr) -> Result<Answer> {
        self.counter += 1;
        enter(addr, &self.signed(&challenge(addr)?))
    }
}

fn challenge(addr: SocketAddr) -> Result<String> {
    text(&ask(addr, "/enter/passkey/challenge", None)?, "challenge")
}

fn enter(addr: SocketAddr, signed: &Value) -> Result<Answer> {
    post(addr, "/enter/passkey", None, signed)
}

/// A new service, and who keeps its accounts, in by the link and the code of the terminal.
fn service() -> Result<(Server, Person)> {
    let server = Server::start(Options { real: true, ..Options::default() })?;
    let said = server.said("De code is")?;
    let link = said.split_once("#kom=").context("a link")?.1.split_whitespace().next().context("a secret")?;
    let code = said.split_once("De code is ").context("a code")?.1.split('.').next().context("a code")?;
    let entered = send(server.addr(), "POST", "/api/v1/enter", None, Some(&json!({ "link": link, "code": code })))?;
    let admin = Person::let_in(server.addr(), &entered)?;
    Ok((server, admin))
}

#[test]
fn who_keeps_the_accounts_comes_in_with_a_passkey_until_it_is_taken_away() -> Result<()> {
    let (mut server, admin) = service()?;
    let addr = server.addr();
    let mut key = Key::new(addr, 5)?;
    let id = key.add(addr, &admin)?;
    server.kill9()?;
    server.restart()?;
    let first = Person::let_in(addr, &key.come_in(addr)?)?;
    let second = Person::let_in(addr, &key.come_in(addr)?)?;
    ensure!(first.case == "office" && first.get("/api/v1/office")?.json()?["admin"] == true);
    let listed = first.get("/api/v1/devices")?.json()?;
    ensure!(listed[0]["form"] == "passkey" && listed[0]["this"] == true && listed[1].is_null(), "{listed}");
    // Who came in by the link goes on: their session hangs on no passkey.
    ensure!(second.delete(&format!("/api/v1/devices/{id}"))?.status == 204);
    for (session, status) in [(&first, 401), (&second, 401), (&admin, 200)] {
        ensure!(session.get("/api/v1/office")?.status == status, "{status}");
    }
    ensure!(key.come_in(addr)?.status == 401);
    Ok(())
}

#[test]
fn nothing_forged_comes_in_and_every_refusal_is_one_answer() -> Result<()> {
    let (server, admin) = service()?;
    let addr = server.addr();
    let mut key = Key::new(addr, 5)?;
    key.add(addr, &admin)?;
    let unknown = Key { user: key.user.clone(), ..Key::new(addr, 6)? };
    let refusal = enter(addr, &unknown.signed(&challenge(addr)?))?;
    ensure!(refusal.status == 401 && refusal.code().as_deref() == Some("session-ended"));

    let spent = challenge(addr)?;
    key.counter = 1;
    Person::let_in(addr, &enter(addr, &key.signed(&spent))?)?;
    key.counter = 2;
    let of_making = text(&ask(addr, "/passkeys/challenge", Some(&admin.cookie))?, "challenge")?;
    let mut flipped = key.signed(&challenge(addr)?);
    let mut signature = URL_SAFE_NO_PAD.decode(text(&flipped, "signature")?)?;
    *signature.last_mut().context("a signature")? ^= 1;
    flipped["signature"] = encoded(&signature).into();
    let mut as_made = key.made(&challenge(addr)?);
    let made_here = key.signed(&challenge(addr)?);
    for field in ["user", "signature"] {
        as_made[field] = made_here[field].clone();
    }
    as_made.as_object_mut().context("fields")?.remove("key");
    let forged = [
        ("a signature of nobody", flipped),
        (
            "another key under its name",
            Key { signing: unknown.signing.clone(), ..key.clone() }.signed(&challenge(addr)?),
        ),
        ("somebody else", Key { user: encoded(&[1; 32]), ..key.clone() }.signed(&challenge(addr)?)),
        ("nobody showed who they are", Key { flags: UNVERIFIED, ..key.clone() }.signed(&challenge(addr)?)),
        ("other pages", Key { origin: "https://evil.example".into(), ..key.clone() }.signed(&challenge(addr)?)),
        (
            "our pages by another name",
            Key { origin: format!("http://{addr}"), ..key.clone() }.signed(&challenge(addr)?),
        ),
        ("a challenge that was answered", key.signed(&spent)),
        ("a challenge for making one", key.signed(&of_making)),
        ("a challenge of nobody", key.signed(&encoded(&[3; 32]))),
        ("no challenge", key.signed("")),
        ("the making of a key", as_made),
    ];
    for (what, signed) in forged {
        let answer = enter(addr, &signed)?;
        ensure!(answer == refusal, "{what}: {} {:?}", answer.status, answer.code());
    }
    // A challenge is spent by whoever tries first.
    let tried = challenge(addr)?;
    ensure!(enter(addr, &unknown.signed(&tried))? == refusal && enter(addr, &key.signed(&tried))? == refusal);
    // A page of others asks for nothing.
    let foreign = format!(
        "POST /api/v1/enter/passkey/challenge HTTP/1.1\r\nhost: {MACHINE}:{}\r\norigin: https://evil.example\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        addr.port()
    );
    ensure!(exchange(addr, foreign.as_bytes())?.status == 401);
    Person::let_in(addr, &enter(addr, &key.signed(&challenge(addr)?))?)?;
    Ok(())
}

#[test]
fn a_passkey_that_is_there_twice_opens_nothing_any_more_and_ends_what_it_opened() -> Result<()> {
    let (server, admin) = service()?;
    let addr = server.addr();
    let mut key = Key::new(addr, 5)?;
    key.add(addr, &admin)?;
    let mut copy = key.clone();
    for _ in 0..3 {
        key.come_in(addr)?;
    }
    let inside = Person::let_in(addr, &key.come_in(addr)?)?;
    ensure!(copy.come_in(addr)?.status == 401);
    ensure!(inside.get("/api/v1/office")?.status == 401, "nobody knows which of the two is in");
    ensure!(key.come_in(addr)?.status == 401);
    let listed = admin.get("/api/v1/devices")?.json()?;
    ensure!(listed[0]["copied"] == true, "its owner is told: {listed}");
    Ok(())
}

#[test]
fn nothing_forged_is_kept_as_a_passkey() -> Result<()> {
    let (server, admin) = service()?;
    let addr = server.addr();
    let mut key = Key::new(addr, 5)?;
    let offer = |person: &Person| -> Result<String> {
        text(&ask(addr, "/passkeys/challenge", Some(&person.cookie))?, "challenge")
    };
    let account = admin.ask("/api/v1/office/accounts", &json!({ "name": "Fatma Yilmaz", "role": "wijkteam" }))?;
    let account = text(&account, "account")?;
    let invited = admin.ask("/api/v1/cases/office/invitations", &json!({ "person": account }))?;
    let link = text(&invited, "link")?.split_once("#kom=").context("a secret")?.1.to_owned();
    let entered = json!({ "link": link, "code": invited["code"] });
    let worker = Person::let_in(addr, &send(addr, "POST", "/api/v1/enter", None, Some(&entered))?)?;

    let other = Key::new(addr, 6)?;
    let mut two_keys = key.made(&offer(&admin)?);
    two_keys["key"] = other.made("")["key"].clone();
    let mut two_names = key.made(&offer(&admin)?);
    two_names["id"] = other.made("")["id"].clone();
    for (what, made) in [
        ("two keys", two_keys),
        ("two names", two_names),
        ("a challenge of another session", key.made(&offer(&worker)?)),
        ("a challenge for coming in", key.made(&challenge(addr)?)),
        ("no challenge", key.made("")),
        ("other pages", Key { origin: "https://evil.example".into(), ..key.clone() }.made(&offer(&admin)?)),
        ("nobody showed who they are", Key { flags: UNVERIFIED, ..key.clone() }.made(&offer(&admin)?)),
    ] {
        let answer = post(addr, "/passkeys", Some(&admin.cookie), &made)?;
        ensure!(answer.code().as_deref() == Some("request-malformed"), "{what}: {} {:?}", answer.status, answer.code());
    }
    let challenge = offer(&admin)?;
    ensure!(post(addr, "/passkeys", None, &key.made(&challenge))?.status == 401, "without a session");
    ensure!(admin.get("/api/v1/devices")?.json()?.as_array().is_some_and(Vec::is_empty));

    // A key that is kept is nobody else's too, and the same answer makes no second.
    key.add(addr, &worker)?;
    let again = post(addr, "/passkeys", Some(&admin.cookie), &key.made(&offer(&admin)?))?;
    ensure!(again.code().as_deref() == Some("devices-full"), "{:?}", again.code());
    for seed in 7..=8 {
        Key::new(addr, seed)?.add(addr, &worker)?;
    }
    let fourth = post(addr, "/passkeys", Some(&worker.cookie), &other.made(&offer(&worker)?))?;
    ensure!(fourth.code().as_deref() == Some("devices-full"), "{:?}", fourth.code());

    // Who is shut out has no passkey any more.
    let inside = Person::let_in(addr, &key.come_in(addr)?)?;
    ensure!(inside.id == account);
    ensure!(admin.post(&format!("/api/v1/cases/office/persons/{account}/shut-out"), &json!({}))?.status == 204);
    ensure!(inside.get("/api/v1/office")?.status == 401 && key.come_in(addr)?.status == 401);
    Ok(())
}

/// A passkey may be on every device of a family's account with a maker of telephones: they have none.
#[test]
fn nobody_of_a_family_has_a_passkey() -> Result<()> {
    let server = Server::demo()?;
    let addr = server.addr();
    for name in ["noor", "marloes", "youssef", "femke"] {
        let person = server.login(name)?;
        ensure!(post(addr, "/passkeys/challenge", Some(&person.cookie), &json!({}))?.status == 404, "{name}");
        let made = Key::new(addr, 5)?.made(&encoded(&[3; 32]));
        ensure!(post(addr, "/passkeys", Some(&person.cookie), &made)?.status == 404, "{name}");
    }
    // Back in the office a worker may.
    let youssef = server.login("youssef")?;
    let youssef = Person::let_in(addr, &youssef.post("/api/v1/office/return", &json!({}))?)?;
    let mut key = Key::new(addr, 5)?;
    key.add(addr, &youssef)?;
    let inside = Person::let_in(addr, &key.come_in(addr)?)?;
    let inside =
        Person::let_in(addr, &inside.post("/api/v1/office/enter", &json!({ "case": "gezin-tuinder-kaspers" }))?)?;
    ensure!(inside.picture()?.status == 200);
    // What they went on to ends with it too.
    let again = Person::let_in(addr, &key.come_in(addr)?)?;
    let id = text(&again.get("/api/v1/devices")?.json()?[0], "id")?;
    ensure!(again.delete(&format!("/api/v1/devices/{id}"))?.status == 204);
    ensure!(inside.picture()?.status == 401);
    Ok(())
}
