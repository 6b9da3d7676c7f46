//! A thousand planted words and ids, spread over every room and everything one can say: each actor's device receives those
//! meant for them and no other, whatever it asks for; the log of the program holds none, and neither does its disk.

mod cast;
mod device;
mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::DEADLINE;
use samenbeeld_tests::dice::Dice;
use samenbeeld_tests::family::{self, loaded_ids};
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::{Outcome, SyncSocket};
use samenbeeld_tests::update::Typist;
use serde_json::json;

use cast::{Cast, cast};
use device::Device;
use scan::{Canaries, Sort};

/// After so many records the whole state of a document is kept beside them (docs/privacy.md).
const RECORDS: usize = 2_000;

struct Scene {
    server: Server,
    cast: Cast,
    canaries: Canaries,
    /// Everything each actor received, by id.
    received: BTreeMap<String, Vec<u8>>,
    /// Joint texts that something was taken out of.
    texts: Vec<(String, String)>,
    file: family::Written,
}

impl Scene {
    fn new() -> Result<Self> {
        let cast = cast(41);
        let file = family::write(&cast.file)?;
        let arguments = vec!["--today".into(), "2026-11-30".into()];
        // The log at its most talkative.
        let env = vec![("RUST_LOG".into(), "debug".into())];
        let server = Server::start(Options { family: Some(file.path.clone()), arguments, env, ..Options::default() })?;
        let mut canaries = cast.canaries.clone();
        let ids = loaded_ids(server.data())?;
        for (short, readers) in &cast.shorts {
            let id = ids.get(short).with_context(|| format!("{short} has no id"))?;
            canaries.note(id, format!("the id of {short}"), Sort::Id, readers);
        }
        let received = cast.ids.values().map(|id| (id.clone(), Vec::new())).collect();
        Ok(Self { server, cast, canaries, received, texts: Vec::new(), file })
    }

    /// Everybody at their device, while everybody writes.
    async fn live(&mut self) -> Result<()> {
        let (mut devices, mut dice) = (Vec::new(), Dice::new(77));
        for actor in self.cast.ids.values() {
            devices.push(Device::open(self.server.addr(), &self.cast, actor).await?);
        }
        self.beside_documents(&mut devices).await?;
        for device in &mut devices {
            self.texts.extend(device.write_everywhere(&self.cast, &mut self.canaries, &mut dice).await?);
        }
        for device in &mut devices {
            device.settle().await?;
            device.ask_everything(&self.cast, &self.texts)?;
            device.knock(&self.cast).await?;
        }
        // Once more: what others asked for may have told something.
        for device in &mut devices {
            device.settle().await?;
            self.received.get_mut(&device.person.id).context("an actor")?.extend(device.everything());
        }
        Ok(())
    }

    /// What travels beside documents: presence in a session and out of one, consents, versions.
    async fn beside_documents(&mut self, devices: &mut [Device]) -> Result<()> {
        let core = format!("{}/{}/board", self.cast.case, self.cast.room("core").id);
        let (youth, leader) = (self.cast.id("youth").to_owned(), self.cast.id("leader").to_owned());
        let nobody = BTreeSet::new();
        let outside = self.canaries.words("presence outside a session", &nobody);
        let inside = self.canaries.words("presence in a session", &BTreeSet::from([youth.clone(), leader.clone()]));
        self.canaries.all.get_mut(&inside).context("just planted")?.sender = Some(youth.clone());
        let at = |devices: &[Device], id: &str| devices.iter().position(|one| one.person.id == id).context("a device");
        let father = at(devices, self.cast.id("father"))?;
        devices[father].shows_itself(&core, 4_242, &outside).await?;
        let path = format!("/api/v1/cases/{}", self.cast.case);
        let text = json!({ "document": core, "text": family::SCRATCH });
        let both = [at(devices, &youth)?, at(devices, &leader)?];
        for member in both {
            ensure!(devices[member].person.post(&format!("{path}/writing"), &text)?.status == 200);
        }
        devices[both[0]].shows_itself(&core, 4_343, &inside).await?;
        let came = |message: &Message| match message {
            Message::Awareness(body) => {
                body.windows(inside.len()).any(|window| window == inside.as_bytes()).then_some(())
            }
            _ => None,
        };
        devices[both[1]].sync.wait_for(&core, came).await?;
        // Why somebody agreed is kept and shown to nobody yet.
        let purpose = self.canaries.words("the purpose of a consent", &nobody);
        let agreed = json!({ "about": youth, "rooms": [self.cast.room("core").id], "readers": [self.cast.id("jim")],
            "purpose": purpose });
        ensure!(devices[both[0]].person.post(&format!("{path}/consents"), &agreed)?.status == 204);
        let reason = self.canaries.words("why a version was frozen", &self.cast.ids.values().cloned().collect());
        let frozen = json!({ "kind": "evaluation", "reason": reason });
        ensure!(devices[both[1]].person.post(&format!("{path}/versions"), &frozen)?.status == 201);
        Ok(())
    }

    /// Everybody comes in anew, after the program began anew.
    async fn cold(&mut self) -> Result<()> {
        for actor in self.cast.ids.values() {
            let mut device = Device::open(self.server.addr(), &self.cast, actor).await?;
            device.ask_everything(&self.cast, &self.texts)?;
            device.settle().await?;
            self.received.get_mut(actor).context("an actor")?.extend(device.everything());
        }
        Ok(())
    }

    /// What lies on disk in clear that should not.
    fn on_disk(&self) -> Result<Vec<String>> {
        let mut bytes = Vec::new();
        read_all(self.server.data(), &mut bytes)?;
        ensure!(bytes.len() > 1_000_000, "only {} bytes on disk", bytes.len());
        let found = self.canaries.found(&bytes);
        let is_words = |word: &&&str| self.canaries.all.get(**word).is_some_and(|one| one.sort != Sort::Id);
        Ok(found.iter().filter(is_words).map(|word| (*word).to_owned()).collect())
    }
}

/// Every file of the data but the key and the map of short ids, which are there for who tries the demo.
fn read_all(folder: &Path, bytes: &mut Vec<u8>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            read_all(&entry.path(), bytes)?;
        } else if !["key", "demo-ids.json"].iter().any(|name| entry.file_name() == *name) {
            bytes.extend(std::fs::read(entry.path())?);
            bytes.push(b'\n');
        }
    }
    Ok(())
}

#[tokio::test]
async fn each_receives_what_is_meant_for_them_and_no_planted_word_of_others() -> Result<()> {
    let mut scene = Scene::new()?;
    scene.live().await?;
    scene.server.kill9()?;
    scene.server.restart()?;
    scene.cold().await?;
    ensure!(scene.canaries.all.len() >= 1_000, "only {} planted", scene.canaries.all.len());
    let mut wrong = Vec::new();
    for (actor, bytes) in &scene.received {
        wrong.extend(scene.canaries.wrong(actor, bytes));
    }
    ensure!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), scene.canaries.all.len(), wrong.join("\n"));
    scene.server.stop()?;
    let log = scene.server.whole_log()?;
    ensure!(log.len() > 1_000, "the program logged only {} bytes", log.len());
    ensure!(scene.canaries.found(&log).is_empty(), "in the log: {:?}", scene.canaries.found(&log));
    let bytes: usize = scene.received.values().map(Vec::len).sum();
    println!("{} canaries, 8 actors, {bytes} bytes received", scene.canaries.all.len());
    Ok(())
}

/// Who tries the demo chooses from a list of names, before anyone came in: those, and nothing else.
#[test]
fn before_anyone_came_in_only_the_names_to_choose_from_are_told() -> Result<()> {
    let scene = Scene::new()?;
    let mut bytes = Vec::new();
    for path in ["/", "/api/v1/demo/persons", "/api/v1/arrival", "/api/v1/me", "/healthz", "/readyz"] {
        let answer = scene.server.get(path)?;
        bytes.extend(answer.body);
        bytes.extend(answer.headers.iter().flat_map(|(name, value)| format!("{name}: {value}\n").into_bytes()));
    }
    let found = scene.canaries.found(&bytes);
    let persons: BTreeSet<&str> = scene.cast.ids.values().map(String::as_str).collect();
    let names = found.iter().filter(|word| scene.canaries.all.get(**word).is_some_and(|one| one.sort == Sort::Name));
    ensure!(names.count() == 8 && found.iter().filter(|word| persons.contains(*word)).count() == 8, "{found:?}");
    ensure!(found.len() == 16, "{found:?}");
    Ok(())
}

#[tokio::test]
async fn no_planted_word_lies_on_disk_in_clear() -> Result<()> {
    let mut scene = Scene::new()?;
    // The look is not blind: the file from which the family came holds them all.
    let file = std::fs::read(&scene.file.path)?;
    ensure!(scene.canaries.found(&file).len() >= 600, "only {} in the file", scene.canaries.found(&file).len());
    scene.live().await?;
    ensure!(scene.on_disk()?.is_empty(), "while it runs: {:?}", scene.on_disk()?);
    scene.server.kill9()?;
    ensure!(scene.on_disk()?.is_empty(), "after a kill: {:?}", scene.on_disk()?);
    scene.server.restart()?;
    if samenbeeld_tests::long() {
        let before = snapshots(scene.server.data())?;
        write_much(&mut scene).await?;
        wait_for_snapshots(&scene, before + 1, DEADLINE)?;
        ensure!(scene.on_disk()?.is_empty(), "after compaction: {:?}", scene.on_disk()?);
        // Everybody left: what nobody reads any more is put away after 30 s.
        scene.cold().await?;
        wait_for_snapshots(&scene, before + 10, 4 * DEADLINE)?;
        ensure!(scene.on_disk()?.is_empty(), "after unloading: {:?}", scene.on_disk()?);
    }
    scene.server.stop()?;
    ensure!(scene.on_disk()?.is_empty(), "after a stop: {:?}", scene.on_disk()?);
    Ok(())
}

/// So many edits in one document that its whole state is kept anew.
async fn write_much(scene: &mut Scene) -> Result<()> {
    let leader = Person::login(scene.server.addr(), scene.cast.id("leader"))?;
    let room = scene.cast.room("advice").clone();
    let document = format!("{}/{}/board", scene.cast.case, room.id);
    let (token, client) = leader.ticket(&document)?;
    let mut socket = SyncSocket::connect(scene.server.addr(), Some(&leader)).await?;
    socket.open_with(&document, &token, &[0]).await?.map_err(anyhow::Error::msg)?;
    let mut typist = Typist::new(client, family::SCRATCH);
    let words = scene.canaries.words("what was written at length", &room.readers);
    for n in 0..RECORDS + 50 {
        let letters = if n == 0 { words.as_str() } else { "x" };
        ensure!(socket.write(&document, &typist.append(letters)).await? == Outcome::Saved);
        while socket.take_waiting().is_some() {}
    }
    Ok(())
}

fn snapshots(data: &Path) -> Result<usize> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = rusqlite::Connection::open_with_flags(data.join("samenbeeld.db"), flags)?;
    let count: i64 = database.query_row("SELECT count(*) FROM snapshot", [], |row| row.get(0))?;
    Ok(usize::try_from(count)?)
}

fn wait_for_snapshots(scene: &Scene, wanted: usize, patience: Duration) -> Result<()> {
    let until = Instant::now() + patience;
    while snapshots(scene.server.data())? < wanted {
        ensure!(Instant::now() < until, "{} snapshots", snapshots(scene.server.data())?);
        std::thread::park_timeout(Duration::from_millis(20));
    }
    Ok(())
}
