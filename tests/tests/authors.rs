//! Whose words those are that somebody puts back, against the real program and across its restarts (docs/protocol.md C5, C6).

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::SCRATCH;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::peer::YrsPeer;
use samenbeeld_tests::server::Server;
use serde_json::{Value, json};
use yrs::{Text, Transact};

const BOARD: &str = "gezin-tuinder-kaspers/core/board";
const WORDS: &str = "Ik slaap al weken slecht.";

fn runs(person: &Person) -> Result<Value> {
    Ok(person.picture()?.json()?.pointer("/runs").and_then(|runs| runs.get(BOARD)).cloned().unwrap_or_default())
}

fn removed(person: &Person) -> Result<Value> {
    let path = format!("/api/v1/cases/gezin-tuinder-kaspers/removed?document={BOARD}&text={SCRATCH}");
    person.get(&path)?.json()?.get("removed").cloned().context("what was taken out")
}

/// Takes everything out, and puts it back after the server was started anew and *Wat stond hier* was read.
#[tokio::test]
async fn what_stood_here_is_put_back_after_a_restart_and_stays_whose_it_was() -> Result<()> {
    let mut server = Server::demo()?;
    let (noor, jeroen) = (server.login("noor")?, server.login("jeroen")?);
    YrsPeer::join(server.addr(), &noor, BOARD).await?.type_text(SCRATCH, WORDS).await?;
    let mut peer = YrsPeer::join(server.addr(), &jeroen, BOARD).await?;
    let len = u32::try_from(WORDS.len())?;
    peer.edit(|doc| doc.get_or_insert_text(SCRATCH).remove_range(&mut doc.transact_mut(), 0, len)).await?;
    peer.settled().await?;
    drop(peer);

    server.kill9()?;
    server.restart()?;
    let mut peer = YrsPeer::join(server.addr(), &jeroen, BOARD).await?;
    let gone = removed(&jeroen)?;
    ensure!(gone.pointer("/0/words") == Some(&json!(WORDS)), "{gone}");
    ensure!(gone.pointer("/0/by") == Some(&json!(["noor"])), "{gone}");
    let client = peer.client();
    peer.type_text(SCRATCH, WORDS).await?;
    let kept = json!([[client, 0, len, "noor"]]);
    ensure!(runs(&jeroen)? == kept, "{}", runs(&jeroen)?);
    drop(peer);

    server.kill9()?;
    server.restart()?;
    ensure!(runs(&noor)? == kept, "{}", runs(&noor)?);
    // Taken out once more, by whoever: they are still hers.
    let mut peer = YrsPeer::join(server.addr(), &jeroen, BOARD).await?;
    peer.edit(|doc| doc.get_or_insert_text(SCRATCH).remove_range(&mut doc.transact_mut(), 0, len)).await?;
    peer.settled().await?;
    let gone = removed(&noor)?;
    ensure!(gone.pointer("/0/by") == Some(&json!(["noor"])), "{gone}");
    Ok(())
}
