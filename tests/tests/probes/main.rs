//! What exists and may not be read, and what was never there: the same answer in every byte and in the time it takes (P1, S3,
//! L3). Asked in a random order, by somebody who may read none of it.

mod names;

use std::collections::BTreeSet;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::dice::Dice;
use samenbeeld_tests::family;
use samenbeeld_tests::frames::{Message, sync};
use samenbeeld_tests::http::{Person, Steady};
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::{SyncSocket, YSocket};
use samenbeeld_tests::statistics::{mann_whitney, median};
use samenbeeld_tests::wire::Put;
use serde_json::json;

use names::{ASKER, CASE, Kind, Probe, probes};

/// Below this the two are told apart by their time. One run in a hundred looks like it by chance, two of three don't.
const SURE: f64 = 0.01;
const RUNS: u64 = 3;

struct Scene {
    server: Server,
    asker: Person,
    probes: Vec<Probe>,
    _file: family::Written,
}

/// So many requests one session makes here: fewer than it may make at once (docs/protocol.md P3).
const OF_ONE_SESSION: usize = 200;

impl Scene {
    /// The one who asks, with a session of their own again.
    fn asker_anew(&self) -> Result<Person> {
        self.server.login(ASKER)
    }

    fn new() -> Result<Self> {
        let made = names::make(&mut Dice::new(5));
        let file = family::write(&made.file)?;
        let arguments = vec!["--today".into(), "2026-11-30".into()];
        let server = Server::start(Options { family: Some(file.path.clone()), arguments, ..Options::default() })?;
        let leader = server.login(names::LEADER)?;
        let listed = leader.get(&format!("/api/v1/cases/{CASE}/versions"))?.json()?;
        let versions = listed.as_array().context("a list")?.iter();
        let versions: Vec<String> = versions.filter_map(|one| Some(one["id"].as_str()?.to_owned())).collect();
        ensure!(versions.len() == names::VERSIONS, "{} versions", versions.len());
        let probes = probes(&made, &versions, &mut Dice::new(6));
        for exists in [true, false] {
            ensure!(probes.iter().filter(|probe| probe.exists == exists).count() == 250, "250 of each");
        }
        // They are there: who leads reads them.
        for probe in probes.iter().filter(|probe| probe.exists && probe.kind == Kind::Document).take(20) {
            leader.ticket(&probe.name).with_context(|| probe.name.clone())?;
        }
        let asker = server.login(ASKER)?;
        Ok(Self { server, asker, probes, _file: file })
    }
}

/// The answer without the name that was asked for, which it may repeat.
fn anonymous(bytes: &[u8], name: &str) -> Vec<u8> {
    String::from_utf8_lossy(bytes).replace(name, "·").into_bytes()
}

#[test]
fn over_http_500_names_get_one_answer_whether_they_exist_or_not() -> Result<()> {
    let scene = Scene::new()?;
    for way in names::WAYS {
        let mut answers = BTreeSet::new();
        let mut asker = scene.asker_anew()?;
        for (nth, probe) in scene.probes.iter().filter(|probe| way.fits(probe)).enumerate() {
            if nth % OF_ONE_SESSION == OF_ONE_SESSION - 1 {
                asker = scene.asker_anew()?;
            }
            let (method, path, body) = way.request(probe);
            let answer = Steady::connect(scene.server.addr(), &asker)?.ask(method, &path, &body)?;
            // It may be as much longer as the name that it repeats.
            let said = anonymous(&answer.body, &probe.name);
            let repeats = if said == answer.body { 0 } else { probe.name.len() };
            let headers = answer.headers.into_iter().map(|(name, value)| match value.parse::<usize>() {
                Ok(length) if name == "content-length" => (name, (length - repeats).to_string()),
                _ => (name, value),
            });
            answers.insert((answer.status, headers.collect::<Vec<_>>(), said));
        }
        ensure!(answers.len() == 1, "{way:?} tells them apart: {answers:?}");
    }
    Ok(())
}

#[tokio::test]
async fn over_sync_500_names_get_one_answer_whether_they_exist_or_not() -> Result<()> {
    let scene = Scene::new()?;
    let (token, _) = scene.asker.ticket(&format!("{CASE}/self:{ASKER}/voice.{ASKER}"))?;
    let mut answers = BTreeSet::new();
    for (nth, probe) in scene.probes.iter().enumerate() {
        let mut socket = SyncSocket::connect(scene.server.addr(), Some(&scene.asker)).await?;
        let name = probe.document();
        // By the cookie, and with a ticket of something else.
        socket.auth(&name, if nth % 2 == 0 { "" } else { &token }).await?;
        socket.step1(&name, &[0]).await?;
        socket.send(sync(Some(&name), 2, &[0, 0])).await?;
        let denied = socket.wait_for(&name, |message| match message {
            Message::Denied(reason) => Some(reason.clone()),
            _ => None,
        });
        let reason = denied.await?;
        // What else would have come has come before the answer to this.
        ensure!(socket.open("gezin-nergens/core/board").await?.is_err());
        // Every frame begins with the name and its length.
        let mut front = Vec::new();
        front.text(&name);
        let mut bytes = socket.bytes_received().to_vec();
        while let Some(at) = bytes.windows(front.len()).position(|window| window == front) {
            bytes.splice(at..at + front.len(), *b"name");
        }
        answers.insert((nth % 2, reason, bytes));
    }
    ensure!(answers.len() == 2, "told apart: {answers:?}");
    Ok(())
}

#[tokio::test]
async fn over_ws_500_names_get_one_answer_whether_they_exist_or_not() -> Result<()> {
    let scene = Scene::new()?;
    let mut answers = BTreeSet::new();
    for probe in &scene.probes {
        let mut socket = YSocket::connect(scene.server.addr(), Some(&scene.asker), &probe.document()).await?;
        let closed = socket.wait_closed().await?;
        answers.insert((closed.code, closed.reason, socket.bytes_received().to_vec()));
    }
    ensure!(answers.len() == 1, "told apart: {answers:?}");
    ensure!(answers.first().is_some_and(|answer| answer.0 == 4404), "{answers:?}");
    Ok(())
}

/// Measures all probes up to three times; fails when two of them tell the two apart.
fn told_apart(what: &str, mut run: impl FnMut(u64) -> Result<(Vec<f64>, Vec<f64>)>) -> Result<()> {
    let (mut figures, mut alike) = (Vec::new(), 0);
    for seed in 0..RUNS {
        let (exist, invented) = run(seed)?;
        let found = mann_whitney(&exist, &invented);
        figures.push(format!("p {:.3}, medians {:.1} and {:.1} µs", found.p, median(&exist), median(&invented)));
        alike += usize::from(found.p > SURE);
        if alike == 2 {
            break;
        }
    }
    println!("{what}: {}", figures.join("; "));
    ensure!(alike == 2, "{what} tells by its time what exists: {}", figures.join("; "));
    Ok(())
}

#[test]
fn no_time_over_http_tells_what_exists() -> Result<()> {
    let scene = Scene::new()?;
    for way in names::WAYS {
        told_apart(&format!("{way:?}"), |seed| {
            let mut probes: Vec<&Probe> = scene.probes.iter().filter(|probe| way.fits(probe)).collect();
            Dice::new(seed + 20).shuffle(&mut probes);
            let mut steady = Steady::connect(scene.server.addr(), &scene.asker_anew()?)?;
            let (mut exist, mut invented) = (Vec::new(), Vec::new());
            for (nth, probe) in probes.into_iter().enumerate() {
                if nth % OF_ONE_SESSION == OF_ONE_SESSION - 1 {
                    steady = Steady::connect(scene.server.addr(), &scene.asker_anew()?)?;
                }
                let (method, path, body) = way.request(probe);
                let began = Instant::now();
                steady.ask(method, &path, &body)?;
                let took = began.elapsed().as_secs_f64() * 1e6;
                if probe.exists { exist.push(took) } else { invented.push(took) }
            }
            Ok((exist, invented))
        })?;
    }
    Ok(())
}

#[test]
fn no_time_over_sync_tells_what_exists() -> Result<()> {
    let scene = Scene::new()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    told_apart("over /sync", |seed| {
        runtime.block_on(async {
            let mut probes: Vec<&Probe> = scene.probes.iter().collect();
            Dice::new(seed + 30).shuffle(&mut probes);
            let mut socket = SyncSocket::connect(scene.server.addr(), Some(&scene.asker)).await?;
            let (mut exist, mut invented) = (Vec::new(), Vec::new());
            for probe in probes {
                let name = probe.document();
                let began = Instant::now();
                ensure!(socket.open(&name).await?.is_err());
                let took = began.elapsed().as_secs_f64() * 1e6;
                if probe.exists { exist.push(took) } else { invented.push(took) }
            }
            Ok((exist, invented))
        })
    })
}

#[test]
fn no_time_over_ws_tells_what_exists() -> Result<()> {
    let scene = Scene::new()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    told_apart("over /ws", |seed| {
        runtime.block_on(async {
            let mut probes: Vec<&Probe> = scene.probes.iter().collect();
            Dice::new(seed + 40).shuffle(&mut probes);
            let (mut exist, mut invented) = (Vec::new(), Vec::new());
            for probe in probes {
                let began = Instant::now();
                let mut socket = YSocket::connect(scene.server.addr(), Some(&scene.asker), &probe.document()).await?;
                socket.wait_closed().await?;
                let took = began.elapsed().as_secs_f64() * 1e6;
                if probe.exists { exist.push(took) } else { invented.push(took) }
            }
            Ok((exist, invented))
        })
    })
}

/// The look is not blind: a difference that is there is found.
#[test]
fn what_takes_longer_is_told_apart() -> Result<()> {
    let scene = Scene::new()?;
    let mut steady = Steady::connect(scene.server.addr(), &scene.asker)?;
    let (mut exist, mut invented) = (Vec::new(), Vec::new());
    for nth in 0..300 {
        // A hundred names to look up in place of one: what a careless answer to what exists could cost.
        let names = vec!["gezin-nergens/core/board"; if nth % 2 == 0 { 100 } else { 1 }];
        let body = json!({ "documents": names }).to_string();
        let began = Instant::now();
        steady.ask("POST", "/api/v1/tickets", &body)?;
        let took = began.elapsed().as_secs_f64() * 1e6;
        if nth % 2 == 0 { exist.push(took) } else { invented.push(took) }
    }
    let found = mann_whitney(&exist, &invented);
    ensure!(found.p < SURE, "{found:?}");
    Ok(())
}
