//! Everything one actor's device receives: both sockets, and every address of the program.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::dice::Dice;
use samenbeeld_tests::frames::{self, Message, presence};
use samenbeeld_tests::http::{Answer, Person, send};
use samenbeeld_tests::socket::{Outcome, SyncSocket, YSocket};
use samenbeeld_tests::update::{Place, deletes, item, single};
use samenbeeld_tests::wire::Put;
use serde_json::json;

use crate::cast::Cast;
use crate::scan::Canaries;

/// A person with a device.
pub struct Device {
    pub person: Person,
    pub sync: SyncSocket,
    pub single: Vec<(String, YSocket)>,
    addr: SocketAddr,
    kept: Vec<u8>,
}

/// The bytes without what was asked for: an answer that repeats the question tells nothing.
fn without(bytes: &[u8], asked: &str) -> Vec<u8> {
    if asked.is_empty() {
        return bytes.to_vec();
    }
    let mut rest = bytes;
    let mut kept = Vec::new();
    while let Some(at) = rest.windows(asked.len()).position(|window| window == asked.as_bytes()) {
        kept.extend_from_slice(&rest[..at]);
        rest = &rest[at + asked.len()..];
    }
    kept.extend_from_slice(rest);
    kept
}

impl Device {
    /// Comes in and opens everything, over both dialects.
    pub async fn open(addr: SocketAddr, cast: &Cast, actor: &str) -> Result<Self> {
        let person = Person::login(addr, actor)?;
        let mut sync = SyncSocket::connect(addr, Some(&person)).await?;
        let mut single = Vec::new();
        for (document, _) in cast.documents(actor) {
            sync.open(&document).await?.map_err(anyhow::Error::msg).context(document.clone())?;
            let mut socket = YSocket::connect(addr, Some(&person), &document).await?;
            socket.sync().await.context(document.clone())?;
            single.push((document, socket));
        }
        Ok(Self { person, sync, single, addr, kept: Vec::new() })
    }

    fn keep(&mut self, answer: &Answer, asked: &str) {
        for (name, value) in &answer.headers {
            self.kept.extend_from_slice(&without(format!("{name}: {value}\n").as_bytes(), asked));
        }
        self.kept.extend_from_slice(&without(&answer.body, asked));
        self.kept.push(b'\n');
    }

    fn get(&mut self, path: &str, asked: &str) -> Result<Answer> {
        let answer = self.person.get(path)?;
        self.keep(&answer, asked);
        Ok(answer)
    }

    /// Asks every address there is, for what one may have and for what one may not.
    pub fn ask_everything(&mut self, cast: &Cast, texts: &[(String, String)]) -> Result<()> {
        let case = format!("/api/v1/cases/{}", cast.case);
        for path in
            ["/healthz", "/readyz", "/api/openapi.json", "/api/v1/me", "/api/v1/arrival", "/", "/nergens", "/api/v1/x"]
        {
            self.get(path, "")?;
        }
        for resource in ["picture", "consents", "readers", "versions", "nergens", "readers?from=gisteren"] {
            self.get(&format!("{case}/{resource}"), "")?;
        }
        self.get("/api/v1/cases/gezin-nergens/picture", "")?;
        let listed = self.get(&format!("{case}/versions"), "")?.json()?;
        let versions = listed.as_array().context("versions")?;
        ensure!(!versions.is_empty(), "there is a version for {}", self.person.id);
        for version in versions {
            let id = version["id"].as_str().context("an id")?;
            ensure!(self.get(&format!("{case}/versions/{id}.json"), "")?.status == 200);
        }
        for (document, text) in texts {
            self.get(&format!("{case}/removed?document={document}&text={text}"), document)?;
        }
        let mine: Vec<String> = cast.documents(&self.person.id).into_iter().map(|(name, _)| name).collect();
        let answer = self.person.post("/api/v1/tickets", &json!({ "documents": mine }))?;
        self.keep(&answer, "");
        for hidden in cast.hidden(&self.person.id) {
            let answer = self.person.post("/api/v1/tickets", &json!({ "documents": [hidden] }))?;
            self.keep(&answer, &hidden);
            let wanted = json!({ "document": hidden, "text": texts.first().map(|(_, text)| text) });
            let answer = self.person.post(&format!("{case}/writing"), &wanted)?;
            self.keep(&answer, &hidden);
        }
        let me = self.person.id.clone();
        for room in cast.rooms.iter().filter(|room| !room.readers.contains(&me)) {
            let reader = room.readers.first().context("nobody reads it")?;
            let wanted = json!({ "about": cast.id("youth"), "rooms": [room.id], "readers": [reader] });
            for verb in ["consents", "consents/withdraw"] {
                let answer = self.person.post(&format!("{case}/{verb}"), &wanted)?;
                ensure!(answer.status == 404, "{}: {}", room.key, answer.status);
                self.keep(&answer, "");
            }
        }
        let nobody = send(self.addr, "GET", &format!("{case}/picture"), None, None)?;
        self.keep(&nobody, "");
        Ok(())
    }

    /// Tries to open what one may not read, in both dialects.
    pub async fn knock(&mut self, cast: &Cast) -> Result<()> {
        let mut socket = SyncSocket::connect(self.addr, Some(&self.person)).await?;
        let hidden = cast.hidden(&self.person.id);
        for document in &hidden {
            ensure!(socket.open(document).await?.is_err(), "{} reads {document}", self.person.id);
        }
        let mut bytes = socket.bytes_received().to_vec();
        // Each name came in its own denial, right after it was asked for.
        for document in &hidden {
            bytes = without(&bytes, document);
        }
        self.kept.extend(bytes);
        for document in hidden.iter().step_by(3) {
            let mut socket = YSocket::connect(self.addr, Some(&self.person), document).await?;
            socket.wait_closed().await?;
            self.kept.extend_from_slice(socket.bytes_received());
        }
        Ok(())
    }

    /// Writes planted words wherever this actor may; in a board also words that are taken out again. Gives the texts of boards.
    pub async fn write_everywhere(
        &mut self,
        cast: &Cast,
        canaries: &mut Canaries,
        dice: &mut Dice,
    ) -> Result<Vec<(String, String)>> {
        let actor = self.person.id.clone();
        let mut texts = Vec::new();
        for (document, _) in cast.documents(&actor).into_iter().filter(|(_, writes)| *writes) {
            let room = document.split('/').nth(1).unwrap_or_default();
            let room = cast.rooms.iter().find(|one| one.id == room).context("a room")?;
            let (client, what) =
                (u64::from(dice.number() as u32 | 1), format!("what {actor} wrote live in {}", room.key));
            let id = canaries.item(format!("the id of {what}"), &room.readers);
            let words = canaries.words(what, &room.readers);
            let mut updates = Vec::new();
            if document.ends_with("/board") {
                let removed = canaries.words(format!("what {actor} took out in {}", room.key), &room.readers);
                let root = format!("text:explanation/{id}/text");
                let both = format!("{words} {removed}");
                updates.push(single(client, 0, |out| item(out, 4, Place::text(&root), |out| out.text(&both))));
                updates.push(deletes(&[(client, words.len() as u64, removed.len() as u64 + 1)]));
                texts.push((document.clone(), root));
            } else {
                let root = if document.ends_with("/desk") { "agenda" } else { "story" };
                updates.push(single(client, 0, |out| value(out, root, &format!("{id}/text"), &words)));
            }
            for update in updates {
                let outcome = self.sync.write(&document, &update).await?;
                ensure!(outcome == Outcome::Saved, "{actor} in {document}: {outcome:?}");
            }
            if room.key.starts_with("self:") {
                // A draft as it is typed.
                let client = u64::from(dice.number() as u32 | 1);
                let typed = canaries.words(format!("what {actor} is drafting"), &room.readers);
                let root = format!("draft:{}/text", canaries.item("the id of a draft", &room.readers));
                let update = single(client, 0, |out| item(out, 4, Place::text(&root), |out| out.text(&typed)));
                ensure!(self.sync.write(&document, &update).await? == Outcome::Saved, "the draft of {actor}");
            }
        }
        Ok(texts)
    }

    /// Shows where one is, in a session or not.
    pub async fn shows_itself(&mut self, document: &str, client: u64, word: &str) -> Result<()> {
        self.sync.presence(document, &presence(client, 1, &json!({ "caret": word }).to_string())).await
    }

    /// Takes in what is under way: a question to each socket is answered after it.
    pub async fn settle(&mut self) -> Result<()> {
        ensure!(self.sync.open("gezin-nergens/core/board").await?.is_err());
        while self.sync.take_waiting().is_some() {}
        for (_, socket) in &mut self.single {
            socket.send(frames::sync(None, 0, &[0])).await?;
            socket.wait_for(|message| matches!(message, Message::Step2(_)).then_some(())).await?;
        }
        Ok(())
    }

    /// Every byte that ever came.
    pub fn everything(&self) -> Vec<u8> {
        let mut bytes = self.kept.clone();
        bytes.extend_from_slice(self.sync.bytes_received());
        for (_, socket) in &self.single {
            bytes.extend_from_slice(socket.bytes_received());
        }
        bytes
    }
}

fn value(out: &mut Vec<u8>, root: &str, key: &str, words: &str) {
    item(out, 8, Place::key(root, key), |out| {
        out.extend([1, 119]);
        out.text(words);
    });
}
