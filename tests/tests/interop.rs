//! The official clients, unmodified, against the real program: @hocuspocus/provider over `/sync`, y-websocket over `/ws`.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use samenbeeld_tests::family::{Family, SCRATCH};
use samenbeeld_tests::http::Person;
use samenbeeld_tests::node::NodePeer;
use samenbeeld_tests::peer::YrsPeer;
use samenbeeld_tests::server::Server;
use samenbeeld_tests::update;
use serde_json::{Value, json};
use yrs::{ReadTxn, StateVector, Transact};

const CORE_BOARD: &str = "gezin-tuinder-kaspers/core/board";
const STORY: &str = "9e4f4c52-08f5-4a3b-8f0e-5a1f7f0b7c11/text";

fn provider(server: &Server, person: &Person) -> Result<NodePeer> {
    let mut node = NodePeer::start("hocuspocus")?;
    node.ask(
        "connect",
        json!({ "url": format!("ws://{}/sync", server.addr()), "cookie": person.cookie, "wait": 1000 }),
    )?;
    Ok(node)
}

fn y_websocket(server: &Server, person: &Person, document: &str) -> Result<NodePeer> {
    let mut node = NodePeer::start("ywebsocket")?;
    let url = format!("ws://{}/ws", server.addr());
    node.ask("open", json!({ "url": url, "name": document, "cookie": person.cookie }))?;
    Ok(node)
}

/// H1–H3, S6.
#[tokio::test]
async fn the_official_provider_opens_25_documents_over_one_socket_and_all_its_edits_are_saved() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let youssef = server.login("youssef")?;
    let documents: Vec<String> = family.readable("youssef").into_iter().take(25).collect();
    ensure!(documents.len() == 25);
    let mut node = provider(&server, &youssef)?;
    node.ask("open", json!({ "documents": documents }))?;
    node.ask("until_saved", json!({}))?;

    let own: Vec<&String> = documents.iter().filter(|name| name.ends_with("/voice.youssef")).collect();
    ensure!(own.len() >= 2, "youssef has voices among them");
    for (n, document) in own.iter().enumerate() {
        node.ask("set", json!({ "document": document, "root": "story", "key": STORY, "value": format!("woord {n}") }))?;
    }
    for n in 0..20 {
        node.ask("edit", json!({ "document": CORE_BOARD, "root": SCRATCH, "text": format!("[p{n}]") }))?;
    }
    node.ask("until_saved", json!({}))?;

    let board = YrsPeer::join(server.addr(), &server.login("noor")?, CORE_BOARD).await?;
    ensure!((0..20).all(|n| board.text(SCRATCH).matches(&format!("[p{n}]")).count() == 1), "{}", board.text(SCRATCH));
    let voice = YrsPeer::join(server.addr(), &youssef, own[0]).await?;
    ensure!(voice.value("story", STORY) == Some("woord 0".into()));
    Ok(())
}

/// S6, S7: offline edits come twice, once of their own and once in the Step2, and possibly before what they build on.
#[tokio::test]
async fn edits_made_offline_arrive_once_after_the_reconnect() -> Result<()> {
    let server = Server::demo()?;
    let marloes = server.login("marloes")?;
    let mut node = provider(&server, &marloes)?;
    let voice = "gezin-tuinder-kaspers/core/voice.marloes";
    node.ask("open", json!({ "documents": [CORE_BOARD, voice], "presence": false }))?;
    node.ask("until_saved", json!({}))?;
    node.ask("edit", json!({ "document": CORE_BOARD, "root": SCRATCH, "text": "[voor]" }))?;
    node.ask("until_saved", json!({}))?;
    node.ask("offline", json!({}))?;
    for n in 0..30 {
        node.ask("edit", json!({ "document": CORE_BOARD, "root": SCRATCH, "text": format!("[o{n}]") }))?;
    }
    node.ask("set", json!({ "document": voice, "root": "story", "key": STORY, "value": "in de trein" }))?;
    // Meanwhile someone else goes on.
    let mut jeroen = YrsPeer::join(server.addr(), &server.login("jeroen")?, CORE_BOARD).await?;
    jeroen.type_text(SCRATCH, "[thuis]").await?;
    node.ask("online", json!({}))?;
    node.ask("until_text", json!({ "document": CORE_BOARD, "root": SCRATCH, "includes": "[thuis]" }))?;
    node.ask("until_saved", json!({}))?;
    jeroen.until("the last offline edit", |doc| yrs_text(doc).contains("[o29]")).await?;
    let text = jeroen.text(SCRATCH);
    ensure!((0..30).all(|n| text.matches(&format!("[o{n}]")).count() == 1), "{text}");
    let voice = YrsPeer::join(server.addr(), &marloes, voice).await?;
    ensure!(voice.value("story", STORY) == Some("in de trein".into()));
    Ok(())
}

fn yrs_text(doc: &yrs::Doc) -> String {
    use yrs::GetString;
    doc.get_or_insert_text(SCRATCH).get_string(&doc.transact())
}

/// S3, H2: a denial is one document's.
#[tokio::test]
async fn one_denied_document_leaves_the_others_of_the_socket_alone() -> Result<()> {
    let server = Server::demo()?;
    let femke = server.login("femke")?;
    let mut node = provider(&server, &femke)?;
    let school = "gezin-tuinder-kaspers/school/board";
    node.ask("open", json!({ "documents": [school, CORE_BOARD, "gezin-tuinder-kaspers/self:noor/voice.noor"] }))?;
    for document in [CORE_BOARD, "gezin-tuinder-kaspers/self:noor/voice.noor"] {
        let reason = node.ask("until_denied", json!({ "document": document }))?;
        ensure!(reason == json!("4404 not-found"), "{reason}");
    }
    node.ask("edit", json!({ "document": school, "root": SCRATCH, "text": "[van femke]" }))?;
    node.ask("until_saved", json!({ "documents": [school] }))?;
    let noor = YrsPeer::join(server.addr(), &server.login("noor")?, school).await?;
    ensure!(noor.text(SCRATCH).contains("[van femke]"));
    Ok(())
}

/// H2: a ticket opens a document without any cookie.
#[tokio::test]
async fn a_ticket_opens_a_document_for_the_official_provider() -> Result<()> {
    let server = Server::demo()?;
    let (ticket, _) = server.login("noor")?.ticket(CORE_BOARD)?;
    let mut node = NodePeer::start("hocuspocus")?;
    node.ask("connect", json!({ "url": format!("ws://{}/sync", server.addr()) }))?;
    node.ask("open", json!({ "documents": [CORE_BOARD], "tokens": { CORE_BOARD: ticket } }))?;
    node.ask("until_saved", json!({}))?;
    Ok(())
}

/// Y1, Y3, S6.
#[tokio::test]
async fn two_y_websocket_clients_converge_also_across_a_restart_of_the_server() -> Result<()> {
    let mut server = Server::demo()?;
    let (noor, marloes) = (server.login("noor")?, server.login("marloes")?);
    let mut first = y_websocket(&server, &noor, CORE_BOARD)?;
    let mut second = y_websocket(&server, &marloes, CORE_BOARD)?;
    first.ask("until_synced", json!({}))?;
    second.ask("until_synced", json!({}))?;
    first.ask("edit", json!({ "root": SCRATCH, "text": "[een]" }))?;
    second.ask("until_text", json!({ "root": SCRATCH, "includes": "[een]" }))?;
    second.ask("edit", json!({ "root": SCRATCH, "text": "[twee]" }))?;
    first.ask("until_text", json!({ "root": SCRATCH, "includes": "[twee]" }))?;

    ensure!(server.stop()?.success(), "SIGTERM ends it in peace");
    first.ask("edit", json!({ "root": SCRATCH, "text": "[zonder net]" }))?;
    server.restart()?;
    first.ask("until_connected", json!({ "times": 2 }))?;
    second.ask("until_connected", json!({ "times": 2 }))?;
    second.ask("until_text", json!({ "root": SCRATCH, "includes": "[zonder net]" }))?;
    let (one, two) = (first.ask("text", json!({ "root": SCRATCH }))?, second.ask("text", json!({ "root": SCRATCH }))?);
    ensure!(one == two, "{one} is not {two}");
    Ok(())
}

/// Both dialects are one document.
#[tokio::test]
async fn the_two_dialects_meet_in_one_document() -> Result<()> {
    let server = Server::demo()?;
    let mut over_ws = y_websocket(&server, &server.login("noor")?, CORE_BOARD)?;
    let mut over_sync = provider(&server, &server.login("marloes")?)?;
    over_sync.ask("open", json!({ "documents": [CORE_BOARD] }))?;
    over_sync.ask("until_saved", json!({}))?;
    over_ws.ask("until_synced", json!({}))?;
    over_ws.ask("edit", json!({ "root": SCRATCH, "text": "[ws]" }))?;
    over_sync.ask("until_text", json!({ "document": CORE_BOARD, "root": SCRATCH, "includes": "[ws]" }))?;
    over_sync.ask("edit", json!({ "document": CORE_BOARD, "root": SCRATCH, "text": "[sync]" }))?;
    over_ws.ask("until_text", json!({ "root": SCRATCH, "includes": "[sync]" }))?;
    Ok(())
}

/// Y2.
#[tokio::test]
async fn a_definitive_denial_stops_the_y_websocket_client() -> Result<()> {
    let server = Server::demo()?;
    let mut node = y_websocket(&server, &server.login("femke")?, CORE_BOARD)?;
    let closed = node.ask("until_closed", json!({}))?;
    ensure!(closed == json!({ "code": 4404, "reason": "4404 not-found" }), "{closed}");
    Ok(())
}

/// What the server hands out, yrs and real Yjs read alike: every document of the family.
#[tokio::test]
async fn yrs_and_real_yjs_read_every_document_alike() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let mut yjs = NodePeer::start("yjs")?;
    for person in &family.members {
        let session = server.login(person)?;
        for document in family.readable(person) {
            let peer = YrsPeer::join(server.addr(), &session, &document).await?;
            let txn = peer.doc().transact();
            let bytes = txn.encode_state_as_update_v1(&StateVector::default());
            let roots: Vec<String> = txn.root_refs().map(|(name, _)| name.to_owned()).collect();
            drop(txn);
            let (texts, maps): (Vec<_>, Vec<_>) = roots.iter().partition(|root| root.contains(':'));
            let read =
                yjs.ask("read", json!({ "updates": [STANDARD.encode(&bytes)], "texts": texts, "maps": maps }))?;
            let problem = || format!("{document} as {person}");
            ensure!(read.get("pending") == Some(&json!(false)), "{} is incomplete", problem());
            for text in texts {
                let theirs = read.get("texts").and_then(|texts| texts.get(text)).and_then(Value::as_str);
                ensure!(theirs == Some(&peer.text(text)), "{}: {text}", problem());
            }
            for map in maps {
                let theirs = read.get("maps").and_then(|maps| maps.get(map)).and_then(Value::as_object);
                for (key, value) in theirs.with_context(problem)? {
                    let ours = peer.value(map, key).with_context(problem)?;
                    ensure!(same(&ours, value), "{}: {map} {key}: {ours:?} is not {value}", problem());
                }
            }
            let yjs_update = STANDARD.decode(read.get("update").and_then(Value::as_str).with_context(problem)?)?;
            ensure!(update::clocks(&yjs_update)?.0 == update::clocks(&bytes)?.0, "{}: other clocks", problem());
        }
    }
    Ok(())
}

fn same(ours: &yrs::Out, theirs: &Value) -> bool {
    let yrs::Out::Any(any) = ours else { return false };
    serde_json::to_value(any).is_ok_and(|ours| match (ours.as_f64(), theirs.as_f64()) {
        (Some(ours), Some(theirs)) => ours == theirs,
        _ => &ours == theirs,
    })
}
