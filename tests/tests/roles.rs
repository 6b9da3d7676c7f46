//! Who may read is a room, who may write is a document: every person of the demo family against every document.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::{Family, SCRATCH, loaded_ids};
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::http::{Ticket, exchange};
use samenbeeld_tests::peer::{YrsPeer, state};
use samenbeeld_tests::server::Server;
use samenbeeld_tests::socket::{Outcome, SyncSocket, YSocket};
use samenbeeld_tests::update::{self, Place, Typist};
use samenbeeld_tests::wire::Put;

const KEY: &str = "0c2f3f6e-63c4-4d0a-b7f4-0b2f8d1c9a55/text";

/// Names that nobody ever gave to anything, of the same make as real ones.
fn invented(family: &Family) -> Vec<String> {
    let mut names = vec!["gezin-nergens/core/board".to_owned()];
    for (room, document) in
        [("core2", "board"), ("core", "voice.niemand"), ("self:niemand", "voice.niemand"), ("shield:9", "desk")]
    {
        names.push(family.document(room, document));
    }
    names
}

/// P2: what changes something comes from our own pages, or from no page at all.
#[test]
fn a_page_of_somebody_else_changes_nothing() -> Result<()> {
    let server = Server::demo()?;
    let noor = server.login("noor")?;
    let logout = |origin: Option<&str>| {
        let origin = origin.map(|origin| format!("origin: {origin}\r\n")).unwrap_or_default();
        let request = format!(
            "POST /api/v1/logout HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncookie: {}\r\n{origin}content-length: 0\r\n\r\n",
            server.addr(),
            noor.cookie
        );
        exchange(server.addr(), request.as_bytes())
    };
    for origin in ["http://elders.example", "null", "http://127.0.0.1"] {
        ensure!(logout(Some(origin))?.status >= 400, "{origin} is taken for our own");
        ensure!(noor.get("/api/v1/me")?.status == 200, "{origin} ended the session");
    }
    ensure!(logout(None)?.status == 204);
    ensure!(noor.get("/api/v1/me")?.status == 401);
    Ok(())
}

/// S3, H2, P1.
#[tokio::test]
async fn over_sync_what_one_may_not_read_looks_like_what_does_not_exist() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    for person in &family.members {
        let session = server.login(person)?;
        let readable: BTreeSet<String> = family.readable(person).into_iter().collect();
        let mut socket = SyncSocket::connect(server.addr(), Some(&session)).await?;
        let invented = invented(&family);
        let mut refusals = BTreeSet::new();
        for document in invented.iter().chain(family.documents().iter().map(|(name, _)| name)) {
            let opened = socket.open(document).await.with_context(|| format!("{person} opens {document}"))?;
            match opened {
                Ok(opened) => {
                    ensure!(readable.contains(document), "{person} reads {document}");
                    ensure!(["read-write", "readonly"].contains(&opened.scope.as_str()), "{}", opened.scope);
                }
                Err(reason) => {
                    ensure!(!readable.contains(document), "{person} may read {document}, but: {reason}");
                    refusals.insert(reason);
                }
            }
        }
        ensure!(refusals.iter().eq(["4404 not-found"]), "{person} can tell refusals apart: {refusals:?}");
        // Whatever else a refused document would have sent has come by now: the last open waited for an answer.
        while let Some((document, message)) = socket.take_waiting() {
            ensure!(readable.contains(&document), "{person} also got {message:?} of {document}");
        }
    }
    Ok(())
}

/// S3, Y2.
#[tokio::test]
async fn over_ws_what_one_may_not_read_looks_like_what_does_not_exist() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    for person in ["femke", "jeroen", "ilse"] {
        let session = server.login(person)?;
        let readable = family.readable(person);
        let mut refusals = BTreeSet::new();
        let all: Vec<String> = family.documents().into_iter().map(|(name, _)| name).collect();
        for document in invented(&family).iter().chain(all.iter().filter(|name| !readable.contains(name))) {
            let mut socket = YSocket::connect(server.addr(), Some(&session), document).await?;
            let closed = socket.wait_closed().await?;
            refusals.insert((closed.code, closed.reason, socket.bytes_received().to_vec()));
        }
        ensure!(refusals.len() == 1, "{person} can tell refusals apart: {refusals:?}");
        ensure!(refusals.first().is_some_and(|refusal| refusal.0 == 4404), "{refusals:?}");
        let first = readable.first().context("everyone reads something")?;
        let mut socket = YSocket::connect(server.addr(), Some(&session), first).await?;
        socket.sync().await.with_context(|| format!("{person} reads {first}"))?;
    }
    Ok(())
}

/// P1, C1.
#[test]
fn tickets_are_given_for_what_one_may_read_and_for_nothing_else() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let mut clients = BTreeSet::new();
    for person in &family.members {
        let session = server.login(person)?;
        let readable = family.readable(person);
        let mut names = invented(&family);
        names.extend(family.documents().into_iter().map(|(name, _)| name));
        for (name, ticket) in names.iter().zip(session.tickets(&names)?) {
            match ticket {
                Ticket::Given { client_id, .. } => {
                    ensure!(readable.contains(name), "{person} has a ticket for {name}");
                    ensure!(client_id < 1 << 53 && clients.insert(client_id), "C1: client id {client_id} again");
                }
                Ticket::Refused(code) => {
                    ensure!(!readable.contains(name), "{person} has no ticket for {name}: {code}");
                    ensure!(code == "not-found", "{code}");
                }
            }
        }
    }
    Ok(())
}

/// P1: also HTTP answers byte for byte alike.
#[test]
fn over_http_what_one_may_not_read_looks_like_what_does_not_exist() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let nobody = server.get(&format!("/api/v1/cases/{}/picture", family.case))?;
    ensure!(nobody.status == 401, "without a session: {}", nobody.status);
    ensure!(server.get("/api/v1/cases/gezin-nergens/picture")? == nobody);
    let mut answers = Vec::new();
    for person in &family.members {
        let session = server.login(person)?;
        ensure!(session.picture()?.status == 200, "{person} sees a picture");
        for path in [
            "gezin-nergens/picture".to_owned(),
            "gezin-nergens/versions".to_owned(),
            format!("{}/versions/4b1c3b0e-5a0f-4b7e-9a53-1f0c6d7e8f90.json", family.case),
            format!("{}/versions/9f1c3b0e-5a0f-4b7e-9a53-1f0c6d7e8f91.json", family.case),
        ] {
            let answer = session.get(&format!("/api/v1/cases/{path}"))?;
            ensure!(answer.status == 404 && answer.code().as_deref() == Some("not-found"), "{path}: {}", answer.status);
            answers.push(answer);
        }
    }
    ensure!(answers.windows(2).all(|two| two[0] == two[1]), "answers differ: {answers:?}");
    Ok(())
}

/// A value on a key of a root map, under a client id of one's own.
fn set(client: u64, root: &str, value: &str) -> Vec<u8> {
    set_key(client, root, KEY, value)
}

fn set_key(client: u64, root: &str, key: &str, value: &str) -> Vec<u8> {
    update::single(client, 0, |out| {
        update::item(out, 8, Place::key(root, key), |out| {
            out.extend([1, 119]);
            out.text(value);
        });
    })
}

/// S2, S11, H3: what is written into another's voice is refused, and the voice stays as it was and usable.
#[tokio::test]
async fn nobody_puts_words_in_anothers_mouth() -> Result<()> {
    let server = Server::demo()?;
    let victim = "gezin-tuinder-kaspers/core/voice.marloes";
    let marloes = server.login("marloes")?;
    let before = state(YrsPeer::join(server.addr(), &marloes, victim).await?.doc());
    for (nth, person) in ["noor", "jeroen", "youssef", "ilse"].into_iter().enumerate() {
        let session = server.login(person)?;
        let mut socket = SyncSocket::connect(server.addr(), Some(&session)).await?;
        let opened = socket.open(victim).await?.map_err(anyhow::Error::msg)?;
        ensure!(opened.scope == "readonly", "{person} is told {}", opened.scope);
        let own = format!("gezin-tuinder-kaspers/core/voice.{person}");
        socket.open(&own).await?.map_err(anyhow::Error::msg)?;
        let refused = socket.write(victim, &set(session.ticket(victim)?.1, "story", "dit zei zij")).await?;
        ensure!(refused.code() == Some(4403), "{person}: {refused:?}");
        // Other documents of the socket go on.
        let key = format!("0c2f3f6e-63c4-4d0a-b7f4-0b2f8d1c9a0{nth}/text");
        let saved = socket.write(&own, &set_key(session.ticket(&own)?.1, "story", &key, "dit zeg ik")).await?;
        ensure!(saved == Outcome::Saved, "{person}: {saved:?}");

        let client = session.ticket(victim)?.1;
        let mut socket = YSocket::connect(server.addr(), Some(&session), victim).await?;
        socket.sync().await?;
        let refused = socket.write(client, 1, &set(client, "story", "dit zei zij")).await?;
        ensure!(refused.code() == Some(4403), "{person}: {refused:?}");
    }
    let mut peer = YrsPeer::join(server.addr(), &marloes, victim).await?;
    let after = state(peer.doc());
    ensure!(
        after == before,
        "the voice changed: {:?} {:?} {:?} {:?}",
        before.0,
        after.0,
        before.1.len(),
        after.1.len()
    );
    ensure!(peer.set("story", KEY, "mijn eigen woorden").await? == Outcome::Saved);
    Ok(())
}

/// G8, S11: nobody's words come to stand in the place of another's, in their own voice, on a board, or after a restart.
#[tokio::test]
async fn nobody_writes_under_the_item_id_of_another() -> Result<()> {
    let mut server = Server::demo()?;
    let (voice, school) = ("gezin-tuinder-kaspers/core/voice.noor", "gezin-tuinder-kaspers/school/voice.noor");
    let noor = server.login("noor")?;
    let mut peer = YrsPeer::join(server.addr(), &noor, voice).await?;
    ensure!(peer.set("story", KEY, "dit zei Noor").await? == Outcome::Saved);
    let mut copy = YrsPeer::join(server.addr(), &noor, school).await?;
    ensure!(copy.set("story", KEY, "dit zei Noor").await? == Outcome::Saved, "her own copy in another room");
    // Of the family that the program came with, too.
    let ids = loaded_ids(server.data())?;
    let theirs = format!("{}/title", ids.get("f03").context("the family has an f03")?);
    for round in 0..2 {
        for (person, document, root, key) in [
            ("jeroen", "gezin-tuinder-kaspers/core/voice.jeroen", "story", KEY),
            ("jeroen", "gezin-tuinder-kaspers/core/voice.jeroen", "wish", KEY),
            ("jeroen", "gezin-tuinder-kaspers/core/board", "step", KEY),
            ("jeroen", "gezin-tuinder-kaspers/core/voice.jeroen", "factor", &theirs),
        ] {
            let session = server.login(person)?;
            let mut socket = SyncSocket::connect(server.addr(), Some(&session)).await?;
            let before = socket.open(document).await?.map_err(anyhow::Error::msg)?.update;
            let update = set_key(session.ticket(document)?.1, root, key, "dit zei zij");
            let refused = socket.write(document, &update).await?;
            ensure!(refused.code() == Some(4409), "{person}, {document}, {root}: {refused:?}");
            let mut socket = SyncSocket::connect(server.addr(), Some(&session)).await?;
            let after = socket.open(document).await?.map_err(anyhow::Error::msg)?.update;
            ensure!(before == after, "{document} changed");
        }
        if round == 0 {
            server.kill9()?;
            server.restart()?;
        }
    }
    Ok(())
}

/// S10: a Step2 with nothing new is what every reader's client sends on connecting.
#[tokio::test]
async fn a_reader_may_say_that_it_has_nothing_new() -> Result<()> {
    let server = Server::demo()?;
    let (noor, victim) = (server.login("noor")?, "gezin-tuinder-kaspers/core/voice.marloes");
    let mut socket = SyncSocket::connect(server.addr(), Some(&noor)).await?;
    let opened = socket.open(victim).await?.map_err(anyhow::Error::msg)?;
    for body in [update::EMPTY.to_vec(), opened.update.clone()] {
        socket.step2(victim, &body).await?;
        ensure!(socket.outcome(victim).await? == Outcome::Saved);
    }
    Ok(())
}

/// The behaviour expert and readers of a pair's board read it, and do not write it.
#[tokio::test]
async fn who_only_reads_a_board_cannot_change_it() -> Result<()> {
    let server = Server::demo()?;
    for (person, document) in [
        ("ilse", "gezin-tuinder-kaspers/core/board"),
        ("noor", "gezin-tuinder-kaspers/core/desk"),
        ("femke", "gezin-tuinder-kaspers/school/desk"),
    ] {
        let session = server.login(person)?;
        let client = session.ticket(document)?.1;
        let mut socket = SyncSocket::connect(server.addr(), Some(&session)).await?;
        socket.open(document).await?.map_err(anyhow::Error::msg)?;
        let update = if document.ends_with("board") {
            Typist::new(client, SCRATCH).append("x")
        } else {
            set(client, "agenda", "x")
        };
        let refused = socket.write(document, &update).await?;
        ensure!(refused.code() == Some(4403), "{person} in {document}: {refused:?}");
    }
    Ok(())
}

/// S3, H2: without a session there is nothing either, and it is said at once.
#[tokio::test]
async fn without_a_session_no_document_opens() -> Result<()> {
    let server = Server::demo()?;
    let document = "gezin-tuinder-kaspers/core/board";
    let mut socket = YSocket::connect(server.addr(), None, document).await?;
    let closed = socket.wait_closed().await?;
    ensure!(closed.code == 4401, "{closed:?}");
    for token in ["", "eyJhbGciOiJub25lIn0.e30.", "nonsens"] {
        let mut socket = SyncSocket::connect(server.addr(), None).await?;
        socket.auth(document, token).await?;
        socket.step1(document, &[0]).await?;
        let denied = socket.wait_for(document, |message| match message {
            Message::Denied(reason) | Message::Close(reason) => Some(reason.clone()),
            Message::Step2(_) => Some("it opened".into()),
            _ => None,
        });
        // Either this document is denied or the whole socket closed; both say 4401.
        let reason = match denied.await {
            Ok(reason) => reason,
            Err(error) => error.downcast::<samenbeeld_tests::socket::Closed>()?.code.to_string(),
        };
        ensure!(reason.starts_with("4401"), "token {token:?}: {reason}");
    }
    Ok(())
}
