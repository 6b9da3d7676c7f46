//! Who takes out much of what others wrote causes a restore point first (docs/protocol.md R1), over real sockets.

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::{Family, loaded_ids};
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::peer::YrsPeer;
use samenbeeld_tests::server::Server;
use samenbeeld_tests::socket::Outcome;
use serde_json::Value;
use yrs::{GetString, Text, Transact};

const REASON: &str = "Bewaard voordat er veel werd weggehaald";

fn versions(person: &Person) -> Result<Vec<Value>> {
    let answer = person.get(&format!("/api/v1/cases/{}/versions", person.case))?;
    answer.json()?.as_array().cloned().context("a list")
}

/// R1: kept before it goes, the chair is told and nobody else, the edit is stored all the same.
#[tokio::test]
async fn much_that_goes_is_kept_first_and_the_chair_hears_of_it() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let board = family.document("core", "board");
    let root = format!("text:explanation/{}/text", loaded_ids(server.data())?["x1"]);
    let [noor, jeroen, youssef, marloes, femke] =
        ["noor", "jeroen", "youssef", "marloes", "femke"].map(|name| server.login(name));
    let (noor, jeroen, youssef, marloes, femke) = (noor?, jeroen?, youssef?, marloes?, femke?);
    let before = (versions(&noor)?.len(), versions(&femke)?.len());

    let words = "Wat Noor zelf zei. ".repeat(40);
    let mut writes = YrsPeer::join(server.addr(), &noor, &board).await?;
    ensure!(writes.type_text(&root, &words).await? == Outcome::Saved);
    let mut chair = YrsPeer::join(server.addr(), &youssef, &board).await?;
    let mut reads = YrsPeer::join(server.addr(), &marloes, &board).await?;
    let mut takes = YrsPeer::join(server.addr(), &jeroen, &board).await?;
    takes
        .edit(|doc| {
            let text = doc.get_or_insert_text(root.as_str());
            let len = text.len(&doc.transact());
            text.remove_range(&mut doc.transact_mut(), 0, len);
        })
        .await?;
    ensure!(takes.settled().await? == Outcome::Saved, "what waited for the restore point is stored");

    let told = chair.socket.wait_for(&board, |message| match message {
        Message::Stateless(json) if json.contains("restore_point") => Some(json.clone()),
        _ => None,
    });
    let told: Value = serde_json::from_str(&told.await?)?;
    ensure!(told["by"] == "jeroen" && told["document"] == board.as_str(), "{told}");

    // Everything she is told about this board has come when the empty text has.
    let gone = |doc: &yrs::Doc| doc.get_or_insert_text(root.as_str()).get_string(&doc.transact()).is_empty();
    reads.until("the text to go", gone).await?;
    let heard = String::from_utf8_lossy(reads.socket.bytes_received()).into_owned();
    ensure!(!heard.contains("restore_point"), "not only the chair is told");

    let listed = versions(&noor)?;
    let newest = listed.first().context("a version")?;
    ensure!(listed.len() == before.0 + 1 && newest["id"] == told["version"], "{newest}");
    ensure!(newest["reason"] == REASON && newest["kind"] == "working" && newest["by"].is_null(), "{newest}");
    let id = newest["id"].as_str().context("an id")?;
    let kept = noor.get(&format!("/api/v1/cases/{}/versions/{id}.json", noor.case))?;
    ensure!(String::from_utf8_lossy(&kept.body).contains(words.trim_end()), "how it was is in it");
    ensure!(versions(&femke)?.len() == before.1, "who does not read that room sees no sign of it");
    Ok(())
}
