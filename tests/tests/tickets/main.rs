//! Forged tickets over real sockets, in both dialects: each is refused, and one made the same way without the forgery opens
//! the same document (docs/protocol.md H2).

mod forge;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::Family;
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::server::Server;
use samenbeeld_tests::socket::{Closed, SyncSocket, YSocket};

use forge::{HEADER, Key, claims_of, forgeries};

/// 401 is a ticket that is none; 409 one of another generation; 413, 1009 and a broken handshake one that is too long to look at.
const REFUSED: &[&str] = &["4401", "4413", "1009", "http"];

/// What became of a token over `/sync`: `open`, or how it was refused.
async fn over_sync(server: &Server, document: &str, token: &str) -> Result<String> {
    let mut socket = SyncSocket::connect(server.addr(), None).await?;
    socket.auth(document, token).await?;
    socket.step1(document, &[0]).await?;
    let answer = socket.wait_for(document, |message| match message {
        Message::Denied(reason) | Message::Close(reason) => Some(reason.clone()),
        Message::Step2(_) => Some("open".to_owned()),
        _ => None,
    });
    match answer.await {
        Ok(answer) => Ok(answer),
        Err(error) => Ok(error.downcast::<Closed>()?.code.to_string()),
    }
}

/// The same over `/ws`.
async fn over_ws(server: &Server, document: &str, token: &str) -> Result<String> {
    // What can't stand in an address stands there as browsers would write it.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~=+/".contains(&byte);
    let written = token.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") });
    let opened = YSocket::connect_with_ticket(server.addr(), document, &written.collect::<String>()).await;
    let mut socket = match opened {
        Ok(socket) => socket,
        Err(_) => return Ok("http".to_owned()),
    };
    match socket.sync().await {
        Ok(_) => Ok("open".to_owned()),
        Err(error) => Ok(error.downcast::<Closed>()?.code.to_string()),
    }
}

#[tokio::test]
async fn no_forged_ticket_opens_anything() -> Result<()> {
    let (mut server, family) = (Server::demo()?, Family::demo()?);
    server.stop()?;
    let key = Key::of_the_program(server.data())?;
    server.restart()?;
    let (board, other) = (family.document("core", "board"), family.document("school", "board"));
    let noor = server.login("noor")?;
    let (ours, _) = noor.ticket(&board)?;
    let (elsewhere, _) = noor.ticket(&other)?;
    let gone = server.login("noor")?;
    let (ended, _) = gone.ticket(&board)?;
    ensure!(over_sync(&server, &board, &ended).await? == "open" && over_ws(&server, &board, &ended).await? == "open");
    ensure!(gone.post("/api/v1/logout", &serde_json::Value::Null)?.status == 204);

    let claims = claims_of(&ours)?;
    let all = forgeries(&key, &claims, &ended, &elsewhere);
    ensure!(all.len() >= 60, "only {} forgeries", all.len());
    let mut passed = Vec::new();
    for (nth, (name, token)) in all.iter().enumerate() {
        for (dialect, answer) in [
            ("/sync", over_sync(&server, &board, token).await.with_context(|| name.clone())?),
            ("/ws", over_ws(&server, &board, token).await.with_context(|| name.clone())?),
        ] {
            let generation = name.contains("generation") && answer.starts_with("4409");
            if !generation && !REFUSED.iter().any(|code| answer.starts_with(code)) {
                passed.push(format!("{name} over {dialect}: {answer}"));
            }
        }
        if nth % 40 == 0 {
            // What was forged from it is still valid, and so is one that we made with its key.
            for control in [&ours, &key.sign(HEADER, &claims.to_string())] {
                ensure!(over_sync(&server, &board, control).await? == "open", "the control over /sync, at {name}");
                ensure!(over_ws(&server, &board, control).await? == "open", "the control over /ws, at {name}");
            }
        }
    }
    ensure!(passed.is_empty(), "{} of {} passed:\n{}", passed.len(), all.len(), passed.join("\n"));
    println!("{} forged tickets in two dialects", all.len());
    Ok(())
}

/// H2: one socket stands on one session, else the end of one would not close what stands on the other.
#[tokio::test]
async fn a_ticket_of_another_session_opens_nothing_on_this_socket() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let (board, other) = (family.document("core", "board"), family.document("school", "board"));
    let (noor, jeroen) = (server.login("noor")?, server.login("jeroen")?);
    let again = server.login("noor")?;
    let mut socket = SyncSocket::connect(server.addr(), None).await?;
    socket.open_with(&board, &noor.ticket(&board)?.0, &[0]).await?.map_err(anyhow::Error::msg)?;
    for stranger in [&jeroen, &again] {
        let refused = socket.open_with(&other, &stranger.ticket(&other)?.0, &[0]).await?;
        ensure!(refused.as_ref().err().is_some_and(|reason| reason.starts_with("4401")), "{refused:?}");
    }
    socket.open_with(&other, &noor.ticket(&other)?.0, &[0]).await?.map_err(anyhow::Error::msg)?;
    Ok(())
}

// H2
#[tokio::test]
async fn a_ticket_that_another_browser_got_hold_of_opens_nothing_there() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let board = family.document("core", "board");
    let (youssef, femke) = (server.login("youssef")?, server.login("femke")?);
    let ticket = youssef.ticket(&board)?.0;
    let mut stranger = SyncSocket::connect(server.addr(), Some(&femke)).await?;
    let refused = stranger.open_with(&board, &ticket, &[0]).await?;
    ensure!(refused.as_ref().err().is_some_and(|reason| reason.starts_with("4401")), "{refused:?}");
    let on_its_own = format!("{board}?ticket={ticket}");
    let mut stranger = YSocket::connect(server.addr(), Some(&femke), &on_its_own).await?;
    let first = stranger.next().await?;
    ensure!(matches!(&first, Message::Denied(reason) if reason.starts_with("4401")), "{first:?}");
    // Where it belongs it opens what it names.
    let mut own = SyncSocket::connect(server.addr(), Some(&youssef)).await?;
    own.open_with(&board, &ticket, &[0]).await?.map_err(anyhow::Error::msg)?;
    Ok(())
}
