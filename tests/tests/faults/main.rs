//! The disk fails: full, or unable to flush. Nothing is acknowledged that is not kept, and nothing acknowledged is lost.

mod disk;

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use disk::{Disk, Fault};
use samenbeeld_tests::family::SCRATCH;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::peer::{YrsPeer, apply, new_doc};
use samenbeeld_tests::report;
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::{Closed, Outcome, SyncSocket};
use yrs::updates::decoder::Decode;
use yrs::{Doc, GetString, ReadTxn, StateVector, Text, Transact};

const BOARD: &str = "gezin-tuinder-kaspers/core/board";

/// Someone who types numbered words, remembers which were acknowledged, and comes back with the same Y.Doc.
struct Stubborn {
    person: Person,
    doc: Doc,
    socket: Option<SyncSocket>,
    typed: usize,
    acked: usize,
}

impl Stubborn {
    fn new(server: &Server) -> Result<Self> {
        let person = server.login("noor")?;
        let doc = new_doc(person.ticket(BOARD)?.1);
        Ok(Self { person, doc, socket: None, typed: 0, acked: 0 })
    }
    /// Types one word of about 400 bytes, or comes back first; whether it was acknowledged.
    async fn try_one(&mut self, server: &Server) -> Result<bool> {
        let covers = self.typed + usize::from(self.socket.is_some());
        match self.exchange(server).await {
            Ok(Outcome::Saved) => self.acked = self.acked.max(covers),
            Ok(Outcome::Refused(reason)) => {
                ensure!(
                    reason.starts_with("4503") || reason.starts_with("1013"),
                    "refused for another reason: {reason}"
                );
                self.socket = None;
            }
            Err(error) => {
                // A broken connection, nobody listening: as good as refused. Silence is not: it ends in a timeout above.
                ensure!(
                    error.is::<Closed>() || error.to_string().contains("listens") || self.socket.is_none(),
                    "{error:#}"
                );
                self.socket = None;
            }
        }
        Ok(self.acked >= covers && self.socket.is_some())
    }
    async fn exchange(&mut self, server: &Server) -> Result<Outcome> {
        if let Some(socket) = &mut self.socket {
            let before = self.doc.transact().state_vector();
            let word = format!("[{:06}{}]", self.typed, ".".repeat(400));
            self.typed += 1;
            let text = self.doc.get_or_insert_text(SCRATCH);
            text.push(&mut self.doc.transact_mut(), &word);
            let update = self.doc.transact().encode_diff_v1(&before);
            return socket.write(BOARD, &update).await;
        }
        let mut socket = SyncSocket::connect(server.addr(), Some(&self.person)).await?;
        let opened = socket.open(BOARD).await?.map_err(anyhow::Error::msg)?;
        apply(&self.doc, &opened.update)?;
        let lacks = self.doc.transact().encode_diff_v1(&StateVector::decode_v1(&opened.server_has)?);
        socket.step2(BOARD, &lacks).await?;
        let outcome = socket.outcome(BOARD).await?;
        if outcome == Outcome::Saved {
            self.socket = Some(socket);
        }
        Ok(outcome)
    }
    /// Everything acknowledged is there once; nothing is there twice.
    async fn check(&self, server: &Server) -> Result<()> {
        let jeroen = server.login("jeroen")?;
        let peer = YrsPeer::join(server.addr(), &jeroen, BOARD).await?;
        let text = peer.doc().get_or_insert_text(SCRATCH).get_string(&peer.doc().transact());
        for n in 0..self.typed {
            let found = text.matches(&format!("[{n:06}.")).count();
            ensure!(found <= 1, "word {n} is there {found} times");
            ensure!(found == 1 || n >= self.acked, "word {n} was acknowledged and is lost");
        }
        Ok(())
    }
}

/// S4, L1: with a full disk nothing is acknowledged; who was reading goes on, who was not can't be written down and gets nothing;
/// room on the disk is enough to go on.
#[tokio::test]
async fn a_full_disk_acknowledges_nothing_and_recovers_without_a_restart() -> Result<()> {
    let mut disk = Disk::new()?;
    let options = Options { data: Some(disk.folder().join("data")), env: disk.env(), ..Options::default() };
    let mut server = Server::start(options)?;
    let mut noor = Stubborn::new(&server)?;
    noor.try_one(&server).await.context("opening it")?;
    // Sessions from before: coming in needs the disk too.
    let (femke, jeroen) = (server.login("femke")?, server.login("jeroen")?);
    let (youssef, ilse) = (server.login("youssef")?, server.login("ilse")?);
    ensure!(femke.picture()?.status == 200 && jeroen.picture()?.status == 200);
    for _ in 0..10 {
        ensure!(noor.try_one(&server).await?, "with room on the disk everything is acknowledged");
    }
    disk.fill()?;
    let pid = server.pid();
    let mut refused = 0;
    // What SQLite had already set aside may still be used up.
    for _ in 0..20_000 {
        refused = if noor.try_one(&server).await? { 0 } else { refused + 1 };
        if refused >= 5 {
            break;
        }
    }
    ensure!(refused >= 5, "the disk was never full");
    let acked = noor.acked;
    let answer = femke.picture().context("reading stopped")?;
    ensure!(answer.status == 200, "reading stopped: {}", answer.status);
    let mut reader = SyncSocket::connect(server.addr(), Some(&jeroen)).await?;
    reader.open(BOARD).await?.map_err(anyhow::Error::msg).context("reading stopped")?;

    nothing_leaves_unseen(&server, &youssef, &ilse).await?;

    disk.free()?;
    ensure!(ilse.picture()?.status == 200, "room on the disk does not help who reads");
    let freed = Instant::now();
    while !noor.try_one(&server).await? {
        ensure!(freed.elapsed() < Duration::from_secs(30), "room on the disk does not help");
    }
    let back = freed.elapsed();
    ensure!(server.is_running() && server.pid() == pid, "it had to start again");
    noor.check(&server).await?;
    server.kill9()?;
    server.restart()?;
    noor.check(&server).await?;
    report(
        "disk-full",
        &format!(
            "{}: {acked} edits acknowledged before, 0 lost; acknowledging again {back:.0?} after there was room (goal 5 s).",
            disk.kind()
        ),
    );
    ensure!(back < Duration::from_secs(15), "{back:?} until it acknowledged again");
    Ok(())
}

/// What can't be written down is not answered: no export, no picture, no document.
async fn nothing_leaves_unseen(server: &Server, exporter: &Person, reader: &Person) -> Result<()> {
    let case = format!("/api/v1/cases/{}", exporter.case);
    // What SQLite had already set aside may still be used up here too: each of these is a line.
    let removed =
        format!("{case}/removed?document={BOARD}&text=text:question/9f1c3b0e-5a0f-4b7e-9a53-1f0c6d7e8f91/text");
    let mut answer = exporter.get(&removed)?;
    for _ in 0..20_000 {
        if answer.status != 200 {
            break;
        }
        answer = exporter.get(&removed)?;
    }
    ensure!(answer.status == 503 && answer.code().as_deref() == Some("store-unavailable"), "{}", answer.status);
    let answer = reader.picture()?;
    ensure!(answer.status == 503 && answer.code().as_deref() == Some("store-unavailable"), "{}", answer.status);
    let mut socket = SyncSocket::connect(server.addr(), Some(reader)).await?;
    socket.auth(BOARD, "").await?;
    socket.step1(BOARD, &[0]).await?;
    let closed = socket.wait_closed().await?;
    ensure!(closed.code == 4503, "{closed:?}");
    ensure!(socket.take_waiting().is_none(), "something of the document left");
    Ok(())
}

/// S4: a flush that failed is not tried again on the same file; the program ends rather than acknowledge.
#[tokio::test]
async fn a_failing_flush_ends_the_program_and_loses_nothing_acknowledged() -> Result<()> {
    let fault = Fault::compile()?;
    let mut server = Server::start(Options { env: fault.env(), ..Options::default() })?;
    let mut noor = Stubborn::new(&server)?;
    noor.try_one(&server).await.context("opening it")?;
    for _ in 0..20 {
        ensure!(noor.try_one(&server).await?, "while flushing works everything is acknowledged");
    }
    fault.arm('f')?;
    let acked = noor.acked;
    ensure!(!noor.try_one(&server).await?, "acknowledged without a flush");
    ensure!(noor.acked == acked);
    let status = server.wait()?;
    ensure!(!status.success(), "it ended as if nothing were wrong");
    fault.disarm()?;
    server.restart()?;
    noor.check(&server).await?;
    noor.person = server.login("noor")?;
    noor.try_one(&server).await?;
    ensure!(noor.try_one(&server).await?, "after the restart it goes on");
    noor.check(&server).await
}
