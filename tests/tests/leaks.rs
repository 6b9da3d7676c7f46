//! What is not meant for someone never reaches their device: every byte a person receives, searched for every id and
//! every word of the rooms they are not in.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::{Family, SCRATCH, loaded_ids};
use samenbeeld_tests::http::Person;
use samenbeeld_tests::peer::YrsPeer;
use samenbeeld_tests::server::Server;
use samenbeeld_tests::socket::{SyncSocket, YSocket};
use samenbeeld_tests::update::Typist;
use serde_json::Value;

/// What must not be found, with why.
fn forbidden(family: &Family, ids: &BTreeMap<String, String>, person: &str) -> Result<Vec<(String, String)>> {
    let is_member =
        |room: &str| family.room(room).is_some_and(|room| room.members.iter().any(|member| member == person));
    let mut list = Vec::new();
    for (short, room) in family.items().iter().filter(|(_, room)| !is_member(room)) {
        let id = ids.get(short).with_context(|| format!("{short} is not in demo-ids.json"))?;
        list.push((id.clone(), format!("the id of {short} in {room}")));
        // Short names may stand in anyone's words by right; `never_names` says which may not.
        list.extend(
            family.words(short).filter(|words| words.len() > 16).map(|words| (words, format!("the words of {short}"))),
        );
    }
    for short in family.expected("never_on_device", person) {
        list.extend(ids.get(&short).map(|id| (id.clone(), format!("the id of {short}"))));
        list.extend(family.words(&short).map(|words| (words, format!("the words of {short}"))));
    }
    list.extend(
        family.expected("never_names", person).into_iter().map(|name| (name.clone(), format!("the name {name}"))),
    );
    Ok(list)
}

/// A name as short as this may be a part of an innocent word; an id or a sentence can't.
const NAME_MAX: usize = 13;

/// Whether the bytes hold these words; a short name not as a part of longer words. Elsewhere the edges say nothing: before a
/// text of a document stands its length, which may be a letter's byte.
fn holds(bytes: &[u8], words: &str) -> bool {
    if words.len() > NAME_MAX {
        return bytes.windows(words.len()).any(|window| window == words.as_bytes());
    }
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    let (first, length) = (words.as_bytes().first().copied(), words.len());
    let mut rest = bytes;
    let mut before = None;
    while let Some(at) = rest.iter().position(|byte| Some(*byte) == first) {
        let previous = if at == 0 { before } else { rest.get(at - 1) };
        if rest[at..].starts_with(words.as_bytes()) && !is_letter(previous) && !is_letter(rest.get(at + length)) {
            return true;
        }
        before = rest.get(at);
        rest = &rest[at + 1..];
    }
    false
}

/// Everything a device of this person gets over HTTP, also with escapes in JSON undone.
fn over_http(person: &Person) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut take = |path: &str| -> Result<Value> {
        let answer = person.get(path)?;
        ensure!(answer.status == 200, "{path}: {}", answer.status);
        for (name, value) in &answer.headers {
            bytes.extend_from_slice(format!("{name}: {value}\n").as_bytes());
        }
        bytes.extend_from_slice(&answer.body);
        let json = answer.json()?;
        bytes.extend_from_slice(json.to_string().as_bytes());
        Ok(json)
    };
    let case = format!("/api/v1/cases/{}", person.case);
    take("/api/v1/me")?;
    take(&format!("{case}/picture"))?;
    let versions = take(&format!("{case}/versions"))?;
    let versions = versions.as_array().context("versions are a list")?;
    ensure!(!versions.is_empty(), "the demo family has a version");
    for version in versions {
        let id = version.get("id").and_then(Value::as_str).context("a version without an id")?;
        take(&format!("{case}/versions/{id}.json"))?;
    }
    Ok(bytes)
}

#[tokio::test]
async fn no_id_and_no_word_of_a_room_reaches_who_is_not_in_it() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let ids = loaded_ids(server.data())?;
    for person in &family.members {
        let session = server.login(person)?;
        let mut bytes = over_http(&session)?;
        let readable = family.readable(person);
        let mut socket = SyncSocket::connect(server.addr(), Some(&session)).await?;
        // Also what one may not read is asked for: a refusal may tell nothing either.
        for (document, _) in family.documents() {
            let opened = socket.open(&document).await?;
            ensure!(opened.is_ok() == readable.contains(&document), "{person}: {document}");
        }
        bytes.extend_from_slice(socket.bytes_received());
        for document in &readable {
            let mut socket = YSocket::connect(server.addr(), Some(&session), document).await?;
            socket.sync().await?;
            bytes.extend_from_slice(socket.bytes_received());
        }
        for (words, what) in forbidden(&family, &ids, person)? {
            ensure!(!holds(&bytes, &words), "{person} received {what}: {words}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn while_others_write_in_core_the_mentor_receives_nothing_of_it() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let ids = loaded_ids(server.data())?;
    let femke = server.login("femke")?;
    let mut socket = SyncSocket::connect(server.addr(), Some(&femke)).await?;
    for document in family.readable("femke") {
        socket.open(&document).await?.map_err(anyhow::Error::msg)?;
    }
    let school = family.document("school", "board");
    for (n, person) in ["noor", "marloes", "jeroen", "youssef"].into_iter().enumerate() {
        let session = server.login(person)?;
        let mut core = YrsPeer::join(server.addr(), &session, &family.document("core", "board")).await?;
        core.type_text(SCRATCH, &format!("geheimwoord-{person}")).await?;
        let mut own =
            YrsPeer::join(server.addr(), &session, &family.document("core", &format!("voice.{person}"))).await?;
        own.set("story", "3d0c7e8a-61b5-4f0c-8a1d-4e5f6a7b8c9d/text", &format!("geheimwoord-{person}")).await?;
        // Written last and seen by her: whatever of core had leaked would have come before it.
        let (token, client) = session.ticket(&school)?;
        let mut joint = SyncSocket::connect(server.addr(), Some(&session)).await?;
        joint.open_with(&school, &token, &[0]).await?.map_err(anyhow::Error::msg)?;
        let mut typist = Typist::new(client, SCRATCH);
        joint.write(&school, &typist.append(&format!("samen-{n}"))).await?;
        let seen = format!("samen-{n}");
        socket
            .wait_for(&school, |message| match message {
                samenbeeld_tests::frames::Message::Update(update) => holds(update, &seen).then_some(()),
                _ => None,
            })
            .await?;
    }
    let mut bytes = socket.bytes_received().to_vec();
    bytes.extend(over_http(&femke)?);
    ensure!(!holds(&bytes, "geheimwoord"), "a word of core came");
    for (words, what) in forbidden(&family, &ids, "femke")? {
        ensure!(!holds(&bytes, &words), "femke received {what}: {words}");
    }
    // The pipe is not simply empty: what she may read did come.
    for short in family.expected("femke_receives_factors", "femke") {
        let id = ids.get(&short).with_context(|| short.clone())?;
        ensure!(holds(&bytes, id), "femke did not receive {short}");
    }
    Ok(())
}
