//! The scenarios and their figures.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::frames::{self, Message, SyncFrame};
use samenbeeld_tests::update::{self, EMPTY, Typist};
use tokio::task::LocalSet;
use tokio::time::timeout;

use crate::crowd::{Crowd, Pace, fresh_client, update_in};
use crate::socket::Socket;
use crate::target::{Kind, Plan, Target};
use crate::trace;

/// Names, in the order of a full run.
pub const SCENARIOS: &[&str] = &["meeting", "flat-out", "families", "storm", "trace", "case", "idle"];

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The scenario it belongs to.
    pub scenario: &'static str,
    /// What is counted.
    pub what: &'static str,
    /// Where we want to be.
    pub goal: &'static str,
}

type Figures = Vec<(Figure, f64)>;

const PATIENCE: Duration = Duration::from_secs(60);

/// Runs one scenario against one server.
pub fn run(name: &str, kind: &Kind) -> Result<Figures> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = LocalSet::new();
    let run = async {
        match name {
            "meeting" => meeting(kind, false).await,
            "flat-out" => meeting(kind, true).await,
            "families" => families(kind).await,
            "storm" => storm(kind).await,
            "trace" => writing(kind).await,
            "case" if *kind == Kind::Ours => case(kind).await,
            "idle" => idle(kind).await,
            "case" => Ok(Vec::new()),
            other => anyhow::bail!("no scenario is named {other}"),
        }
    };
    local.block_on(&runtime, async { timeout(10 * PATIENCE, run).await.context("it takes for ever")? })
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// One document, 50 clients, 5 of them typing: 10 edits a second each for 8 seconds, or as fast as 128 unacknowledged
/// edits each allow.
async fn meeting(kind: &Kind, flat_out: bool) -> Result<Figures> {
    const CLIENTS: usize = 50;
    const WRITERS: usize = 5;
    let target = Target::start(kind, &Plan { persons: CLIENTS, rooms: vec![(0..CLIENTS).collect()] })?;
    let crowd = Crowd::new();
    let mut seed = u64::from(std::process::id());
    let mut joined = Vec::new();
    for person in 0..CLIENTS {
        let mut socket = Socket::connect(target.addr(), &target.path(0), target.cookie(person)).await?;
        socket.join().await?;
        joined.push(socket);
    }
    let before = target.cpu()?;
    for (n, socket) in joined.into_iter().enumerate() {
        if n >= WRITERS {
            crowd.add_reader(socket);
            continue;
        }
        let first = Duration::from_millis(100 + 20 * n as u64);
        let pace = Pace::Paced { every: Duration::from_millis(100), edits: 80, first };
        let pace = if flat_out { Pace::FlatOut { window: 128 } } else { pace };
        crowd.add_writer(socket, fresh_client(&mut seed), pace, CLIENTS as u64 - 1);
    }
    let seen = crowd.finish(Duration::from_secs(8), PATIENCE).await?;
    let cpu = target.cpu()?.saturating_sub(before);
    let figure = |what, goal| Figure { scenario: if flat_out { "flat-out" } else { "meeting" }, what, goal };
    let per_delivery = micros(cpu) / seen.deliveries as f64;
    let (p50, p99) = (seen.latency(0.5), seen.latency(0.99));
    Ok(if flat_out {
        vec![
            (figure("deliveries/s", "≥ 2 000 000"), seen.deliveries as f64 / seen.took.as_secs_f64()),
            (figure("server CPU µs per delivery", "≤ 0.5"), per_delivery),
            (figure("edits/s", ""), seen.edits as f64 / seen.took.as_secs_f64()),
            (figure("send → seen p50, ms", ""), p50),
            (figure("send → seen p99, ms", ""), p99),
        ]
    } else {
        vec![
            (figure("server CPU µs per delivery", "≤ 12"), per_delivery),
            (figure("send → seen p50, ms", ""), p50),
            (figure("send → seen p99, ms", "≤ 5"), p99),
        ]
    })
}

/// 500 documents with 3 clients each, an edit every 2 seconds in each document, for 10 seconds.
async fn families(kind: &Kind) -> Result<Figures> {
    const DOCUMENTS: usize = 500;
    const PERSONS: usize = 30;
    let rooms = (0..DOCUMENTS).map(|n| (0..3).map(|m| (3 * n + m) % PERSONS).collect()).collect();
    let target = Target::start(kind, &Plan { persons: PERSONS, rooms })?;
    let empty = target.memory()?;
    let crowd = Crowd::new();
    let mut seed = u64::from(std::process::id());
    // All at once: one after the other takes a minute where a server leaves Nagle's algorithm on.
    let mut joining = tokio::task::JoinSet::new();
    for n in 0..DOCUMENTS * 3 {
        let (n, m) = (n / 3, n % 3);
        let cookie = target.cookie((3 * n + m) % PERSONS).to_owned();
        let (addr, path) = (target.addr(), target.path(n));
        joining.spawn_local(async move {
            let mut socket = Socket::connect(addr, &path, &cookie).await?;
            socket.join().await?;
            anyhow::Ok((n, m, socket))
        });
    }
    let mut joined = Vec::new();
    while let Some(one) = joining.join_next().await {
        joined.push(one??);
    }
    let before = target.cpu()?;
    for (n, m, socket) in joined {
        if m > 0 {
            crowd.add_reader(socket);
            continue;
        }
        let first = Duration::from_millis(100 + 4 * n as u64);
        let pace = Pace::Paced { every: Duration::from_secs(2), edits: 5, first };
        crowd.add_writer(socket, fresh_client(&mut seed), pace, 2);
    }
    let seen = crowd.finish(Duration::from_secs(10), PATIENCE).await?;
    let cpu = target.cpu()?.saturating_sub(before);
    let memory = target.memory()?.saturating_sub(empty);
    let figure = |what, goal| Figure { scenario: "families", what, goal };
    Ok(vec![
        (figure("server CPU µs per edit", "≤ 200"), micros(cpu) / seen.edits as f64),
        (figure("send → seen p50, ms", ""), seen.latency(0.5)),
        (figure("send → seen p99, ms", ""), seen.latency(0.99)),
        (figure("memory KB per document with its 3 sockets", "≤ 60"), memory as f64 / 1024.0 / DOCUMENTS as f64),
    ])
}

/// 2,000 clients join 200 documents of 16 KB at once.
async fn storm(kind: &Kind) -> Result<Figures> {
    const DOCUMENTS: usize = 200;
    const EACH: usize = 10;
    const BYTES: usize = 16 * 1024;
    let rooms = (0..DOCUMENTS).map(|_| (0..EACH).collect()).collect();
    let target = Target::start(kind, &Plan { persons: EACH, rooms })?;
    let mut seed = u64::from(std::process::id());
    for n in 0..DOCUMENTS {
        let mut socket = Socket::connect(target.addr(), &target.path(n), target.cookie(0)).await?;
        socket.join().await?;
        let mut typist = Typist::new(fresh_client(&mut seed), samenbeeld_tests::family::SCRATCH);
        while (typist.clock() as usize) < BYTES {
            let update = typist.append(&"Noor slaapt slecht. ".repeat(16));
            socket.put(&frames::sync(None, 2, &update));
        }
        socket.flush().await?;
        acked(&mut socket, typist.client(), typist.clock()).await?;
    }
    let before = target.cpu()?;
    let began = Instant::now();
    let mut joining = tokio::task::JoinSet::new();
    for n in 0..DOCUMENTS * EACH {
        let (addr, path, cookie) = (target.addr(), target.path(n % DOCUMENTS), target.cookie(n / DOCUMENTS).to_owned());
        joining.spawn_local(async move {
            let mut socket = Socket::connect(addr, &path, &cookie).await?;
            let state = socket.join().await?;
            ensure!(state.len() >= BYTES, "{path} came with {} bytes", state.len());
            anyhow::Ok((Instant::now(), socket))
        });
    }
    // Everybody stays until the last one is in.
    let mut joined = Vec::new();
    while let Some(one) = joining.join_next().await {
        joined.push(one??);
    }
    let took = began.elapsed();
    let cpu = target.cpu()?.saturating_sub(before);
    let figure = |what, goal| Figure { scenario: "storm", what, goal };
    Ok(vec![
        (figure("server CPU µs per client until synced", "≤ 60"), micros(cpu) / joined.len() as f64),
        (figure("all 2 000 synced after ms", ""), took.as_secs_f64() * 1e3),
    ])
}

/// Waits until the echo of a client's own edits came up to a clock.
async fn acked(socket: &mut Socket, client: u64, clock: u64) -> Result<()> {
    loop {
        while let Some(message) = socket.take()? {
            if update_in(message).and_then(|update| update::end_of(update, client)).is_some_and(|end| end >= clock) {
                return Ok(());
            }
        }
        timeout(PATIENCE, socket.fill()).await.context("never acknowledged")??;
    }
}

/// A writing session of 260,000 single-character edits through one client, at most 800 unacknowledged, another watching.
/// A server that needs minutes for it is stopped after one and judged by what it did.
async fn writing(kind: &Kind) -> Result<Figures> {
    const EDITS: usize = 260_000;
    const WINDOW: usize = 800;
    let target = Target::start(kind, &Plan { persons: 2, rooms: vec![vec![0, 1]] })?;
    let mut seed = u64::from(std::process::id());
    let client = fresh_client(&mut seed);
    let steps = trace::session(client, EDITS, 20_261_121);
    let mut writer = Socket::connect(target.addr(), &target.path(0), target.cookie(0)).await?;
    writer.join().await?;
    let mut watcher = Socket::connect(target.addr(), &target.path(0), target.cookie(1)).await?;
    watcher.join().await?;
    // The watcher only has to keep up; what it got is counted as the writer's own echo is.
    let watching = tokio::task::spawn_local(async move {
        let mut seen = 0;
        while seen < EDITS {
            watcher.fill().await?;
            seen += edits_in(&mut watcher)?;
        }
        anyhow::Ok(())
    });
    let before = target.cpu()?;
    let began = Instant::now();
    let (mut sent, mut done) = (0, 0);
    while done < EDITS && began.elapsed() < PATIENCE {
        while sent < EDITS && sent - done < WINDOW {
            writer.put(&steps[sent].frame);
            sent += 1;
        }
        writer.flush().await?;
        timeout(PATIENCE, writer.fill()).await.context("no echo")??;
        done += edits_in(&mut writer)?;
    }
    let took = began.elapsed();
    if done >= EDITS {
        timeout(PATIENCE, watching).await.context("the watcher never saw it all")???;
    } else {
        watching.abort();
    }
    let cpu = target.cpu()?.saturating_sub(before);
    let figure = |what, goal| Figure { scenario: "trace", what, goal };
    Ok(vec![
        (figure("edits/s", "≥ 150 000"), done as f64 / took.as_secs_f64()),
        (figure("server CPU µs per edit", "≤ 8"), micros(cpu) / done as f64),
    ])
}

/// How many single-character edits the messages that came hold: characters and deleted ranges of one.
fn edits_in(socket: &mut Socket) -> Result<usize> {
    let mut edits = 0;
    while let Some(message) = socket.take()? {
        if let Some(update) = update_in(message) {
            edits += update::edited(update)?;
        }
    }
    Ok(edits)
}

/// 20 families of 5 people with 4 rooms and 22 documents, each person with all of them over one `/sync` socket; then one
/// edit a second in each family for 5 seconds.
async fn case(kind: &Kind) -> Result<Figures> {
    const FAMILIES: usize = 20;
    const PEOPLE: usize = 5;
    let rooms = (0..FAMILIES * 4).map(|room| (0..PEOPLE).map(|n| room / 4 * PEOPLE + n).collect()).collect();
    let target = Target::start(kind, &Plan { persons: FAMILIES * PEOPLE, rooms })?;
    let names = |family: usize| {
        let rooms = family * 4..family * 4 + 4;
        let voices = rooms
            .clone()
            .flat_map(move |room| (0..PEOPLE).map(move |n| format!("load/r{room}/voice.p{}", family * PEOPLE + n)));
        let joint = rooms.flat_map(|room| [format!("load/r{room}/board"), format!("load/r{room}/desk")]);
        joint.chain(voices).take(22).collect::<Vec<String>>()
    };
    let (memory, before) = (target.memory()?, target.cpu()?);
    let mut sockets = Vec::new();
    let mut opened = Duration::ZERO;
    for person in 0..FAMILIES * PEOPLE {
        let documents = names(person / PEOPLE);
        let mut socket = Socket::connect(target.addr(), "/sync", target.cookie(person)).await?;
        let began = Instant::now();
        // One round trip: everything goes out before anything comes back.
        for document in &documents {
            socket.put(&frames::auth(document, ""));
            socket.put(&frames::sync(Some(document), 0, &[0]));
        }
        socket.flush().await?;
        let mut left = documents.len();
        while left > 0 {
            timeout(PATIENCE, socket.fill()).await.context("not opened")??;
            let mut answers = Vec::new();
            while let Some(message) = socket.take()? {
                match frames::read_sync(message)? {
                    SyncFrame::Of(_, Message::Step2(_)) => left -= 1,
                    SyncFrame::Of(name, Message::Step1(_)) => answers.push(frames::sync(Some(&name), 1, &EMPTY)),
                    SyncFrame::Of(name, Message::Denied(reason)) => anyhow::bail!("{name}: {reason}"),
                    _ => {}
                }
            }
            answers.iter().for_each(|answer| socket.put(answer));
            socket.flush().await?;
        }
        opened += began.elapsed();
        sockets.push(socket);
    }
    let opening = target.cpu()?.saturating_sub(before);
    let memory = target.memory()?.saturating_sub(memory);

    let before = target.cpu()?;
    const PICTURES: usize = 20;
    for n in 0..PICTURES {
        let answer = target.session(n * PEOPLE)?.picture()?;
        ensure!(answer.status == 200, "picture: {}", answer.status);
    }
    let pictures = target.cpu()?.saturating_sub(before);

    let mut seed = u64::from(std::process::id());
    let mut latencies = Vec::new();
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    for n in 0..FAMILIES * 5 {
        // Twenty families, an edit each second in each: one every 50 ms somewhere.
        ticks.tick().await;
        let (writer, reader) = ((n % FAMILIES) * PEOPLE, (n % FAMILIES) * PEOPLE + 1);
        let document = names(n % FAMILIES).swap_remove(0);
        let update = Typist::new(fresh_client(&mut seed), samenbeeld_tests::family::SCRATCH).append("x");
        let began = Instant::now();
        let socket = sockets.get_mut(writer).context("a writer")?;
        socket.put(&frames::sync(Some(&document), 2, &update));
        socket.flush().await?;
        let socket = sockets.get_mut(reader).context("a reader")?;
        loop {
            let mut seen = false;
            while let Some(message) = socket.take()? {
                let frame = frames::read_sync(message)?;
                seen |= matches!(frame, SyncFrame::Of(_, Message::Update(body)) if body == update);
            }
            if seen {
                break;
            }
            timeout(PATIENCE, socket.fill()).await.context("an edit never came")??;
        }
        latencies.push(began.elapsed());
    }
    latencies.sort();
    let people = (FAMILIES * PEOPLE) as f64;
    let figure = |what, goal| Figure { scenario: "case", what, goal };
    Ok(vec![
        (figure("memory KB per person's socket with 22 documents", "≤ 150"), memory as f64 / 1024.0 / people),
        (figure("server CPU ms to open 22 documents", ""), opening.as_secs_f64() * 1e3 / people),
        (figure("ms until 22 documents are open", ""), opened.as_secs_f64() * 1e3 / people),
        (figure("server CPU ms per picture", "≤ 5"), pictures.as_secs_f64() * 1e3 / PICTURES as f64),
        (figure("send → seen p50, ms", ""), latencies[latencies.len() / 2].as_secs_f64() * 1e3),
    ])
}

/// Memory of rooms that nobody has opened.
async fn idle(kind: &Kind) -> Result<Figures> {
    const ROOMS: usize = 1000;
    let few = Target::start(kind, &Plan { persons: 3, rooms: vec![vec![0, 1, 2]] })?.memory()?;
    let rooms = (0..ROOMS).map(|_| vec![0, 1, 2]).collect();
    let many = Target::start(kind, &Plan { persons: 3, rooms })?.memory()?;
    let per_document = many.saturating_sub(few) as f64 / ROOMS as f64;
    // Ours keeps a voice per member, a board and a desk in each room.
    let per_document = if *kind == Kind::Ours { per_document / 5.0 } else { per_document };
    let figure = |what, goal| Figure { scenario: "idle", what, goal };
    Ok(vec![
        (figure("bytes per cold document", "≤ 300"), per_document),
        (figure("memory MB of an idle server", ""), few as f64 / 1_048_576.0),
    ])
}
