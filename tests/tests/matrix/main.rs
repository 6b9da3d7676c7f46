//! Who may do what, message by message: every person, every room, every document, in both dialects and over HTTP, against a
//! table written by hand. What is allowed succeeds; what is not is refused with its code and changes nothing.

mod cells;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use futures_util::future::try_join_all;
use samenbeeld_tests::family::{self, Family};
use samenbeeld_tests::frames::{Message, presence};
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::SyncSocket;
use serde_json::json;

use cells::{Tally, Trier};
use table::{MAY_OBJECT, May, Table, WITHOUT_BOARD, kind};

/// The day on which it is: Noor of the demo family is fifteen.
const TODAY: &str = "2026-11-30";

fn start(family: Option<std::path::PathBuf>) -> Result<Server> {
    let arguments = vec!["--today".into(), TODAY.into()];
    Server::start(Options { family, arguments, ..Options::default() })
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// Every cell of a table; gives how many held.
async fn every_cell(server: &Server, table: &Table, case: &str) -> Result<Tally> {
    let mut triers = Vec::new();
    for (nth, row) in table.rows.iter().enumerate() {
        let person = row.person.as_str();
        let mut trier = Trier::new(server.addr(), server.login(person)?, nth as u64).await?;
        let mut names = Vec::new();
        for room in table.rooms() {
            for document in table.documents(person, &room) {
                names.push((format!("{case}/{room}/{document}"), table.may(person, &room, &document)));
            }
            if !table.reads(person, &room) {
                let reader = table.members(&room).into_iter().next().context("nobody is in the room")?;
                trier.takes_back(&room, &table.rows[0].person, &reader)?;
            }
        }
        trier.over_http(&names)?;
        triers.push((trier, names));
    }
    // All at once: what is written waits for the disk together.
    let socket = triers.iter_mut().map(|(trier, names)| async move {
        for (name, may) in names.iter() {
            trier.over_sync(name, *may).await?;
            trier.over_ws(name, *may).await?;
        }
        anyhow::Ok(())
    });
    try_join_all(socket).await?;
    for (trier, names) in &mut triers {
        for (name, may) in names.iter().filter(|(name, _)| name.ends_with("/board")) {
            let room = name.split('/').nth(1).unwrap_or_default();
            trier.beside_the_board(name, *may, !WITHOUT_BOARD.contains(&kind(room))).await?;
        }
    }
    let mut triers: Vec<Trier> = triers.into_iter().map(|(trier, _)| trier).collect();
    nothing_else_came(server, &mut triers).await?;
    versions(table, &mut triers)?;
    asked_and_looked_at(table, &mut triers)?;
    let tallies = triers.iter().map(|trier| trier.tally);
    Ok(tallies.fold(Tally::default(), |all, one| Tally {
        allowed: all.allowed + one.allowed,
        refused: all.refused + one.refused,
    }))
}

/// Every word that was allowed stands in its document, no other does, and no presence reached anybody.
async fn nothing_else_came(server: &Server, triers: &mut [Trier]) -> Result<()> {
    // Whatever was sent to a socket before has come when this is answered.
    for trier in triers.iter_mut() {
        ensure!(trier.sync.open("gezin-nergens/core/board").await?.is_err());
        ensure!(!holds(trier.sync.bytes_received(), "aanwezig-"), "{} saw who is there", trier.session.id);
    }
    let mut words = BTreeMap::<String, Vec<(String, bool)>>::new();
    for word in triers.iter().flat_map(|trier| &trier.words) {
        words.entry(word.document.clone()).or_default().push((word.word.clone(), word.allowed));
    }
    // Read anew by whoever may; what nobody may read holds nothing that anybody was allowed to write.
    let mut seen = BTreeMap::new();
    for trier in triers.iter() {
        let mut socket = SyncSocket::connect(server.addr(), Some(&trier.session)).await?;
        for document in words.keys() {
            if let Ok(opened) = socket.open(document).await? {
                seen.entry(document.clone()).or_insert(opened.update);
            }
        }
    }
    for (document, words) in words {
        let bytes = seen.get(&document).map(Vec::as_slice).unwrap_or_default();
        for (word, allowed) in words {
            ensure!(holds(bytes, &word) == allowed, "{word} in {document}: allowed is {allowed}");
        }
    }
    Ok(())
}

/// Who freezes, and which rooms of a version, of the consents and of the log of readers each person gets.
fn versions(table: &Table, triers: &mut [Trier]) -> Result<()> {
    let mut frozen = Vec::new();
    for (row, trier) in table.rows.iter().zip(triers.iter_mut()) {
        let path = format!("/api/v1/cases/{}/versions", trier.session.case);
        let answer = trier.session.post(&path, &json!({ "kind": "working", "reason": "uit de tabel" }))?;
        let what = || format!("{} freezes: {}", row.person, answer.status);
        let wanted = if row.freezes { 201 } else { 403 };
        trier.tally.cell(&what, row.freezes, answer.status == wanted)?;
        if let Ok(body) = answer.json() {
            frozen.extend(body.get("id").and_then(|id| id.as_str()).map(str::to_owned));
        }
    }
    ensure!(!frozen.is_empty(), "nothing was frozen");
    for (row, trier) in table.rows.iter().zip(triers.iter_mut()) {
        let (person, mine) = (row.person.as_str(), table.in_versions(&row.person));
        let listed: BTreeSet<String> = trier.rooms_in("versions", "", "rooms")?.into_iter().collect();
        trier.tally.cell(&|| format!("{person} lists versions of {listed:?}"), !mine.is_empty(), listed == mine)?;
        for version in &frozen {
            let path = format!("/api/v1/cases/{}/versions/{version}.json", trier.session.case);
            let answer = trier.session.get(&path)?;
            let parts: BTreeSet<String> = match answer.status {
                200 => {
                    let body = answer.json()?;
                    let parts = body["parts"].as_array().context("parts")?.iter();
                    parts.filter_map(|part| Some(part["room"].as_str()?.to_owned())).collect()
                }
                _ => BTreeSet::new(),
            };
            let wanted = if mine.is_empty() { 404 } else { 200 };
            let right = answer.status == wanted && parts == mine;
            trier.tally.cell(&|| format!("{person} reads a version of {parts:?}"), !mine.is_empty(), right)?;
        }
        let readable: BTreeSet<String> = table.rooms().into_iter().filter(|room| table.reads(person, room)).collect();
        let told: BTreeSet<String> = trier.rooms_in("consents", "readers", "room")?.into_iter().collect();
        trier.tally.cell(&|| format!("{person} is told who reads in {told:?}"), true, told == readable)?;
        let looked: BTreeSet<String> = trier.rooms_in("readers", "readers", "rooms")?.into_iter().collect();
        let right = looked.is_subset(&readable);
        trier.tally.cell(&|| format!("{person} is told who looked in {looked:?}"), true, right)?;
    }
    // Somebody looked in every room of the dossier: the lists above were not simply empty.
    let regisseur = triers.iter().find(|trier| trier.session.id == "regisseur" || trier.session.id == "youssef");
    let looked = regisseur.context("somebody leads")?.rooms_in("readers", "readers", "rooms")?;
    ensure!(looked.contains(&"core".to_owned()) && looked.contains(&"advice".to_owned()), "{looked:?}");
    Ok(())
}

/// What a youth asks and who leads answers (docs/protocol.md R7, B3): names that name nothing, so that only the right is tried. And from
/// within a case nobody breaks any glass (B1).
fn asked_and_looked_at(table: &Table, triers: &mut [Trier]) -> Result<()> {
    let nothing = "00000000-0000-4000-8000-000000000000";
    for (row, trier) in table.rows.iter().zip(triers.iter_mut()) {
        let person = row.person.as_str();
        let path = |rest: &str| format!("/api/v1/cases/{}/{rest}", trier.session.case);
        let (answer, review) = (json!({ "honoured": true, "reason": "rust" }), json!({ "remark": "terecht" }));
        let glass = json!({ "case": trier.session.case, "reason": "De politie staat nu bij dit gezin." });
        let tried = [
            ("answers", path(&format!("objections/{nothing}/answer")), answer, row.freezes, 403),
            ("ends", path(&format!("objections/{nothing}/end")), json!({ "reason": "gepraat" }), row.freezes, 403),
            ("looks at", path(&format!("emergencies/{nothing}/review")), review, row.freezes, 403),
            ("stops", path(&format!("emergencies/{nothing}/end")), json!({}), row.freezes, 403),
            (
                "asks",
                path("objections"),
                json!({ "reader": "niemand", "rooms": ["core"] }),
                MAY_OBJECT.contains(&person),
                403,
            ),
            ("breaks the glass", "/api/v1/office/emergency".to_owned(), glass, false, 404),
        ];
        for (what, path, body, may, refused) in tried {
            let status = trier.session.post(&path, &body)?.status;
            // Who may is told that there is nothing by that name.
            let wanted = if may { 404 } else { refused };
            trier.tally.cell(&|| format!("{person} {what}: {status}"), may, status == wanted)?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn in_the_demo_family_each_may_what_the_table_says_and_nothing_else() -> Result<()> {
    let (server, family) = (start(None)?, Family::demo()?);
    let table = Table::read(table::DEMO)?;
    ensure!(table.rows.len() == family.members.len(), "somebody is not in the table");
    for room in &family.rooms {
        let mut members = table.members(&room.id);
        let mut known = room.members.clone();
        members.sort();
        known.sort();
        ensure!(members == known && kind(&room.id) == room.kind, "{}: {members:?}", room.id);
    }
    let tally = every_cell(&server, &table, &family.case).await?;
    ensure!(tally.allowed >= 300 && tally.refused >= 300, "{tally:?}");
    println!("the demo family: {tally:?}");
    Ok(())
}

#[tokio::test]
async fn in_a_family_with_every_role_and_every_room_each_may_what_the_table_says() -> Result<()> {
    let table = Table::read(table::EVERYBODY)?;
    let file = family::write(&table::everybody(&table))?;
    let server = start(Some(file.path.clone()))?;
    // In every room they worked in, until the day before.
    let ended = json!({ "involved_until": "2026-11-29" });
    server.login("regisseur")?.ask("/api/v1/cases/gezin-iedereen/persons/not-involved", &ended)?;
    let tally = every_cell(&server, &table, "gezin-iedereen").await?;
    ensure!(tally.allowed >= 500 && tally.refused >= 500, "{tally:?}");
    println!("every role and every room: {tally:?}");
    Ok(())
}

/// A1, and the other side of the cells above: inside a session presence reaches who writes along, and nobody else.
#[tokio::test]
async fn presence_reaches_who_writes_along_and_no_other_reader() -> Result<()> {
    let (server, family) = (start(None)?, Family::demo()?);
    let board = family.document("core", "board");
    let text = samenbeeld_tests::family::SCRATCH;
    let mut sockets = Vec::new();
    for person in ["noor", "youssef", "ilse", "jeroen"] {
        let session = server.login(person)?;
        let (token, client) = session.ticket(&board)?;
        let mut socket = SyncSocket::connect(server.addr(), Some(&session)).await?;
        socket.open_with(&board, &token, &[0]).await?.map_err(anyhow::Error::msg)?;
        sockets.push((session, socket, client));
    }
    for (session, ..) in sockets.iter().take(2) {
        let wanted = json!({ "document": board, "text": text });
        ensure!(session.post(&format!("/api/v1/cases/{}/writing", family.case), &wanted)?.status == 200);
    }
    let client = sockets[0].2;
    sockets[0].1.presence(&board, &presence(client, 1, r#"{"caret":"aanwezig-noor"}"#)).await?;
    let came = |message: &Message| match message {
        Message::Awareness(body) => holds(body, "aanwezig-noor").then_some(()),
        _ => None,
    };
    sockets[1].1.wait_for(&board, came).await?;
    for (session, socket, _) in sockets.iter_mut().skip(2) {
        ensure!(socket.open("gezin-nergens/core/board").await?.is_err());
        ensure!(!holds(socket.bytes_received(), "aanwezig-"), "{} saw who is there", session.id);
    }
    Ok(())
}

#[test]
fn what_may_be_done_grows_from_nothing_to_writing() {
    assert!(May::Nothing < May::Read && May::Read < May::Write);
}
