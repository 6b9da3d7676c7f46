//! Bytes that no client would make, over real sockets: each is refused with its code, the program stays up, whoever is
//! in the same document notices nothing, and the document is the same as before (G1–G6, S11).

mod frames;
mod table;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::SCRATCH;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::peer::{YrsPeer, state};
use samenbeeld_tests::server::Server;
use samenbeeld_tests::socket::{Closed, Outcome, SyncSocket, YSocket};
use samenbeeld_tests::update::Typist;

/// Where it happens.
pub const BOARD: &str = "gezin-tuinder-kaspers/core/board";

/// A document with a victim who typed, a bystander who looks on, and an attacker who may write there too.
pub struct Scene {
    /// The program.
    pub server: Server,
    /// Who attacks.
    pub attacker: Person,
    victim: Typist,
    victims_socket: SyncSocket,
    bystander: YrsPeer,
}

impl Scene {
    /// Sets the scene.
    pub async fn new() -> Result<Self> {
        let server = Server::demo()?;
        let noor = server.login("noor")?;
        let (token, client) = noor.ticket(BOARD)?;
        let mut victims_socket = SyncSocket::connect(server.addr(), Some(&noor)).await?;
        victims_socket.open_with(BOARD, &token, &[0]).await?.map_err(anyhow::Error::msg)?;
        let mut victim = Typist::new(client, SCRATCH);
        let saved = victims_socket.write(BOARD, &victim.append("hallo ik ben bang")).await?;
        ensure!(saved == Outcome::Saved, "{saved:?}");
        let bystander = YrsPeer::join(server.addr(), &server.login("jeroen")?, BOARD).await?;
        let attacker = server.login("marloes")?;
        Ok(Self { server, attacker, victim, victims_socket, bystander })
    }
    /// The victim's client id and next clock.
    pub fn victim(&self) -> (u64, u64) {
        (self.victim.client(), self.victim.clock())
    }
    /// What a fresh peer reads.
    pub async fn state(&self) -> Result<(std::collections::BTreeMap<u64, u64>, Vec<u8>)> {
        let youssef = self.server.login("youssef")?;
        Ok(state(YrsPeer::join(self.server.addr(), &youssef, BOARD).await?.doc()))
    }
    /// The victim types on and the bystander reads it: both are undisturbed.
    pub async fn goes_on(&mut self, words: &str) -> Result<()> {
        ensure!(self.server.is_running(), "the program is gone");
        let saved = self.victims_socket.write(BOARD, &self.victim.append(words)).await?;
        ensure!(saved == Outcome::Saved, "the victim: {saved:?}");
        self.bystander
            .until("the victim's words", |doc| {
                use yrs::{GetString, Transact};
                doc.get_or_insert_text(SCRATCH).get_string(&doc.transact()).contains(words)
            })
            .await
    }
}

/// G1–G6, C2, S11 over `/sync`.
#[tokio::test]
async fn no_malformed_update_gets_in_over_sync() -> Result<()> {
    let mut scene = Scene::new().await?;
    let mut seen = scene.state().await?;
    let attacks = table::attacks();
    ensure!(attacks.len() >= 40, "only {} attacks", attacks.len());
    for (n, attack) in attacks.iter().enumerate() {
        let (token, client) = scene.attacker.ticket(BOARD)?;
        let mut socket = SyncSocket::connect(scene.server.addr(), Some(&scene.attacker)).await?;
        socket.open_with(BOARD, &token, &[0]).await?.map_err(anyhow::Error::msg)?;
        let update = (attack.make)(client, scene.victim());
        let code = match socket.write(BOARD, &update).await {
            Ok(outcome) => outcome.code(),
            Err(error) => Some(error.downcast::<Closed>().context(attack.name)?.code),
        };
        ensure!(code.is_some_and(|code| attack.codes.contains(&code)), "{}: {code:?}", attack.name);
        ensure!(scene.server.is_running(), "{} took the program down", attack.name);
        ensure!(scene.state().await? == seen, "{} changed the document", attack.name);
        if n % 8 == 0 {
            scene.goes_on(&format!("[na {n}]")).await.context(attack.name)?;
            seen = scene.state().await?;
        }
    }
    scene.goes_on("[tot slot]").await
}

/// The same over `/ws`: the refusal is the close (Y2).
#[tokio::test]
async fn no_malformed_update_gets_in_over_ws() -> Result<()> {
    let mut scene = Scene::new().await?;
    let seen = scene.state().await?;
    for attack in table::attacks() {
        let (ticket, client) = scene.attacker.ticket(BOARD)?;
        let mut socket = YSocket::connect_with_ticket(scene.server.addr(), BOARD, &ticket).await?;
        socket.sync().await?;
        socket.update(&(attack.make)(client, scene.victim())).await?;
        let closed = socket.wait_closed().await.context(attack.name)?;
        ensure!(attack.codes.contains(&closed.code), "{}: {closed:?}", attack.name);
    }
    ensure!(scene.state().await? == seen, "the document changed");
    scene.goes_on("[tot slot]").await
}

/// H5, S1: what is no message closes the socket or is let lie, and disturbs nobody.
#[tokio::test]
async fn no_malformed_message_disturbs_anyone() -> Result<()> {
    let mut scene = Scene::new().await?;
    for (name, frame, must_close) in frames::over_sync(BOARD) {
        let mut socket = SyncSocket::connect(scene.server.addr(), Some(&scene.attacker)).await?;
        socket.open(BOARD).await?.map_err(anyhow::Error::msg)?;
        socket.send(frame).await?;
        if must_close {
            let closed = socket.wait_closed().await.context(name)?;
            ensure!((4400..4500).contains(&closed.code) || closed.code == 1009, "{name}: {closed:?}");
        } else {
            // Whatever it made of that, it still answers: this document or the whole socket.
            let answer = socket.step2(BOARD, &samenbeeld_tests::update::EMPTY).await;
            if answer.is_ok() {
                let _ =
                    socket.outcome(BOARD).await.or_else(|error| error.downcast::<Closed>().map(|_| Outcome::Saved))?;
            }
        }
        ensure!(scene.server.is_running(), "{name} took the program down");
    }
    let mut socket = SyncSocket::connect(scene.server.addr(), Some(&scene.attacker)).await?;
    socket.send_text("hallo").await?;
    ensure!(socket.wait_closed().await?.code == 4400, "S1: a text message");
    scene.goes_on("[tot slot]").await
}

/// S7: a gap that nothing fills is refused in the end, not acknowledged, not stored; other documents never notice.
#[tokio::test]
async fn an_update_that_builds_on_nothing_is_never_acknowledged() -> Result<()> {
    let mut scene = Scene::new().await?;
    let seen = scene.state().await?;
    for (name, make) in table::gaps() {
        let (token, client) = scene.attacker.ticket(BOARD)?;
        let mut socket = SyncSocket::connect(scene.server.addr(), Some(&scene.attacker)).await?;
        socket.open_with(BOARD, &token, &[0]).await?.map_err(anyhow::Error::msg)?;
        socket.update(BOARD, &make(client, scene.victim())).await?;
        // The server asks once more what it lacks; who has nothing to add says so again.
        socket.step2(BOARD, &samenbeeld_tests::update::EMPTY).await?;
        socket.step2(BOARD, &samenbeeld_tests::update::EMPTY).await?;
        let mut outcomes = Vec::new();
        for _ in 0..3 {
            match socket.outcome(BOARD).await {
                Ok(outcome) => outcomes.push(outcome.code()),
                Err(error) => outcomes.push(Some(error.downcast::<Closed>().context(name)?.code)),
            }
            if outcomes.contains(&Some(4409)) {
                break;
            }
        }
        ensure!(outcomes.contains(&Some(4409)), "{name}: {outcomes:?}");
        ensure!(scene.state().await? == seen, "{name} changed the document");
    }
    scene.goes_on("[tot slot]").await
}
