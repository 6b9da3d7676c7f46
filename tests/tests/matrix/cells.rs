//! One person with a session, tried on documents: each method is one message, and says what became of it.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::dice::Dice;
use samenbeeld_tests::frames::presence;
use samenbeeld_tests::http::{Person, Ticket};
use samenbeeld_tests::socket::{Closed, Outcome, SyncSocket, YSocket};
use samenbeeld_tests::update::{Place, item, single};
use samenbeeld_tests::wire::Put;
use serde_json::{Value, json};

use crate::table::May;

/// A word that stands nowhere else, and whether it may come to stand anywhere.
#[derive(Debug, Clone)]
pub struct Word {
    pub document: String,
    pub word: String,
    pub allowed: bool,
}

/// How many cells held, both ways.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    pub allowed: usize,
    pub refused: usize,
}

impl Tally {
    /// Counts a cell, or fails with what it was.
    pub fn cell(&mut self, what: &dyn Fn() -> String, expected: bool, holds: bool) -> Result<()> {
        ensure!(holds, "{}: expected to be {}", what(), if expected { "allowed" } else { "refused" });
        *(if expected { &mut self.allowed } else { &mut self.refused }) += 1;
        Ok(())
    }
}

/// Something new in a document of any kind, with a word to know it by.
pub fn something(document: &str, client: u64, id: &str, word: &str) -> Vec<u8> {
    let root = match document.rsplit('/').next() {
        Some("board") => {
            let root = format!("text:explanation/{id}/text");
            return single(client, 0, |out| item(out, 4, Place::text(&root), |out| out.text(word)));
        }
        Some("desk") => "agenda",
        _ => "story",
    };
    single(client, 0, |out| {
        item(out, 8, Place::key(root, &format!("{id}/text")), |out| {
            out.extend([1, 119]);
            out.text(word);
        });
    })
}

/// One person, trying everything.
pub struct Trier {
    pub session: Person,
    pub sync: SyncSocket,
    pub words: Vec<Word>,
    pub tally: Tally,
    addr: SocketAddr,
    dice: Dice,
}

impl Trier {
    pub async fn new(addr: SocketAddr, session: Person, seed: u64) -> Result<Self> {
        let sync = SyncSocket::connect(addr, Some(&session)).await?;
        Ok(Self { session, sync, words: Vec::new(), tally: Tally::default(), addr, dice: Dice::new(seed) })
    }

    fn word(&mut self, document: &str, allowed: bool) -> (u64, String, String) {
        let word = format!("zin-{}", self.dice.hex(16));
        self.words.push(Word { document: document.to_owned(), word: word.clone(), allowed });
        (u64::from(self.dice.number() as u32 | 1), self.dice.item(), word)
    }

    /// Tickets and the picture, for all documents at once.
    pub fn over_http(&mut self, names: &[(String, May)]) -> Result<()> {
        let person = self.session.id.clone();
        for some in names.chunks(100) {
            let asked: Vec<&String> = some.iter().map(|(name, _)| name).collect();
            for ((name, may), ticket) in some.iter().zip(self.session.tickets(&asked)?) {
                let holds = match ticket {
                    Ticket::Given { .. } => *may > May::Nothing,
                    Ticket::Refused(code) => *may == May::Nothing && code == "not-found",
                };
                self.tally.cell(&|| format!("{person} asks a ticket of {name}"), *may > May::Nothing, holds)?;
            }
        }
        let picture = self.session.picture()?.json()?;
        for (name, may) in names {
            let listed = picture["documents"].as_array().context("documents")?;
            let entry = listed.iter().find(|entry| entry["document"] == name.as_str());
            let holds = match may {
                May::Nothing => entry.is_none(),
                May::Read => entry.is_some_and(|entry| entry["writable"] == false),
                May::Write => entry.is_some_and(|entry| entry["writable"] == true),
            };
            self.tally.cell(&|| format!("{person} finds {name} in the picture"), *may > May::Nothing, holds)?;
        }
        Ok(())
    }

    /// Reading, presence and writing over `/sync`.
    pub async fn over_sync(&mut self, name: &str, may: May) -> Result<()> {
        let person = self.session.id.clone();
        let what = |verb: &str| format!("{person} {verb} {name} over /sync");
        let opened = self.sync.open(name).await.with_context(|| what("opens"))?;
        let holds = match (&opened, may) {
            (Err(reason), May::Nothing) => reason == "4404 not-found",
            (Ok(opened), May::Read) => opened.scope == "readonly",
            (Ok(opened), May::Write) => opened.scope == "read-write",
            _ => false,
        };
        self.tally.cell(&|| format!("{}: {opened:?}", what("reads")), may > May::Nothing, holds)?;
        let (client, id, word) = self.word(name, may == May::Write);
        // Outside a session it reaches nobody, whoever sends it: looked for at the end.
        let state = json!({ "caret": format!("aanwezig-{person}") }).to_string();
        self.sync.presence(name, &presence(client, 1, &state)).await?;
        let update = something(name, client, &id, &word);
        if may == May::Nothing {
            // Nobody answers what nobody may read; that nothing was kept is looked for at the end.
            self.sync.update(name, &update).await?;
            return Ok(());
        }
        let outcome = self.sync.write(name, &update).await.with_context(|| what("writes"))?;
        let holds = if may == May::Write { outcome == Outcome::Saved } else { outcome.code() == Some(4403) };
        self.tally.cell(&|| format!("{}: {outcome:?}", what("writes")), may == May::Write, holds)
    }

    /// The same over `/ws`.
    pub async fn over_ws(&mut self, name: &str, may: May) -> Result<()> {
        let person = self.session.id.clone();
        let what = |verb: &str| format!("{person} {verb} {name} over /ws");
        let mut socket = YSocket::connect(self.addr, Some(&self.session), name).await?;
        let (client, id, word) = self.word(name, may == May::Write);
        let update = something(name, client, &id, &word);
        if may == May::Nothing {
            socket.update(&update).await?;
            let Closed { code, .. } = socket.wait_closed().await?;
            return self.tally.cell(&|| format!("{}: {code}", what("reads")), false, code == 4404);
        }
        socket.sync().await.with_context(|| what("reads"))?;
        self.tally.cell(&|| what("reads"), true, true)?;
        let state = json!({ "caret": format!("aanwezig-{person}") }).to_string();
        socket.send(samenbeeld_tests::frames::awareness(None, &presence(client, 1, &state))).await?;
        let end = samenbeeld_tests::update::end_of(&update, client).context("it says something")?;
        let outcome = socket.write(client, end, &update).await.with_context(|| what("writes"))?;
        let holds = if may == May::Write { outcome == Outcome::Saved } else { outcome.code() == Some(4403) };
        self.tally.cell(&|| format!("{}: {outcome:?}", what("writes")), may == May::Write, holds)
    }

    /// What was removed from a board, and a writing session on it. Joining needs a seat, which a refused write took.
    pub async fn beside_the_board(&mut self, name: &str, may: May, is_there: bool) -> Result<()> {
        let (person, case) = (self.session.id.clone(), self.session.case.clone());
        let root = format!("text:explanation/{}/text", self.dice.item());
        let removed = self.session.get(&format!("/api/v1/cases/{case}/removed?document={name}&text={root}"))?;
        let wanted = if may > May::Nothing && is_there { 200 } else { 404 };
        let what = || format!("{person} asks what stood in {name}: {}", removed.status);
        self.tally.cell(&what, wanted == 200, removed.status == wanted)?;
        if may == May::Write {
            self.sync.open(name).await?.map_err(anyhow::Error::msg)?;
        }
        let wanted = json!({ "document": name, "text": root });
        let joined = self.session.post(&format!("/api/v1/cases/{case}/writing"), &wanted)?;
        let status = match may {
            May::Nothing => 404,
            May::Read => 403,
            May::Write => 200,
        };
        let what = || format!("{person} writes along in {name}: {}", joined.status);
        self.tally.cell(&what, may == May::Write, joined.status == status)?;
        if let Some(session) = joined.json().ok().and_then(|body| Some(body.get("session")?.as_str()?.to_owned())) {
            ensure!(self.session.delete(&format!("/api/v1/cases/{case}/writing/{session}"))?.status == 204);
        }
        Ok(())
    }

    /// Takes back something in a room one may not read, as if it were there.
    pub fn takes_back(&mut self, room: &str, about: &str, reader: &str) -> Result<()> {
        let path = format!("/api/v1/cases/{}/consents/withdraw", self.session.case);
        let answer = self.session.post(&path, &json!({ "about": about, "rooms": [room], "readers": [reader] }))?;
        let what = || format!("{} takes back in {room}: {}", self.session.id, answer.status);
        self.tally.cell(&what, false, answer.status == 404)
    }

    /// The rooms that are named in a list of an answer.
    pub fn rooms_in(&self, resource: &str, list: &str, field: &str) -> Result<Vec<String>> {
        let answer = self.session.get(&format!("/api/v1/cases/{}/{resource}", self.session.case))?;
        ensure!(answer.status == 200, "{} asks {resource}: {}", self.session.id, answer.status);
        let body = answer.json()?;
        let entries = if list.is_empty() { &body } else { &body[list] };
        let named = entries.as_array().context("a list")?.iter().flat_map(|entry| match &entry[field] {
            Value::Array(rooms) => rooms.clone(),
            one => vec![one.clone()],
        });
        Ok(named.filter_map(|room| Some(room.as_str()?.to_owned())).collect())
    }
}
