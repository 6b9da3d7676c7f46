//! Does everyone end with the same words? Seeded runs of clients, sockets and the server's real core in one thread, with
//! a store that fails, a server that crashes and clients with the habits of those out there.
//!
//! The rules are checked at every step (docs/protocol.md S4, S7, S8, S10, S11, H3, C2, C4, C5); at the end everyone, a
//! newcomer, the server and real Yjs hold the same. A run that fails prints the line that repeats it, and its plan is
//! kept in tests/plans/, where it is run again from then on.

mod client;
mod hosted;
mod plan;
mod tally;
mod whose;
mod world;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use samenbeeld::document::authors::Runs;
use samenbeeld_tests::node::NodePeer;
use serde_json::json;
use yrs::updates::decoder::Decode;
use yrs::{ReadTxn, StateVector, Transact};

use client::{MAPS, Reading, TEXTS, apply, as_javascript, empty};
use plan::Plan;
use tally::Tally;
use world::World;

const SEEDS: u64 = 200;
const SEEDS_LONG: u64 = 2_000;
const THREADS: usize = 2;

/// A rule that did not hold.
#[derive(Debug, thiserror::Error)]
#[error("{rule} is broken: {text}")]
pub struct Broken {
    rule: &'static str,
    text: String,
}

/// Says which rule did not hold, and how.
pub fn broken(rule: &'static str, text: String) -> Broken {
    Broken { rule, text }
}

/// Which server runs in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Honest,
    /// Broken on purpose: sends on and acknowledges before the store has it.
    PromisesTooEarly,
    /// Broken on purpose: drops a frame now and then, as one might to a slow reader.
    DropsFrames,
}

/// What the store holds of a document at the end, and what it should read as.
struct End {
    updates: Vec<String>,
    reading: Reading,
}

fn run(plan: &Plan, kind: Kind, keys: &Path) -> Result<(Vec<End>, Tally)> {
    let mut world = World::new(plan, kind, &keys.join("key"))?;
    world.run()?;
    world.newcomer()?;
    let ids: Vec<_> = world.documents.iter().map(|hosted| hosted.id.clone()).collect();
    let mut ends = Vec::new();
    for (document, opened) in world.vault.open_documents(&ids)?.into_iter().enumerate() {
        let hosted = &mut world.documents[document];
        let reading = Reading::of(&hosted.oracle.doc);
        for client in &world.clients {
            let copy = &client.copies[document];
            let theirs = Reading::of(&copy.doc);
            let who = client.who.id;
            if theirs != reading {
                return Err(broken("S7", format!("client {who} has {theirs:?}, the store {reading:?}")).into());
            }
            if copy.doc.transact().has_missing_updates() {
                return Err(broken("S7", format!("client {who} still waits for something")).into());
            }
            if !hosted.oracle.has(&copy.acked, &copy.acked_deletes) {
                return Err(
                    broken("S4", format!("client {who} was told its words were stored, and they are gone")).into()
                );
            }
            if !copy.unacked.is_empty() {
                return Err(broken("H3", format!("client {who} was never answered")).into());
            }
        }
        let core = hosted.core.as_mut().context("a document nobody opened")?;
        let server = empty(1, false);
        apply(&server, &core.whole(&mut Vec::new()).context("no whole state")?, "the server")?;
        if Reading::of(&server) != reading {
            return Err(broken("S6", "the server holds something else than its store".to_owned()).into());
        }
        let index = StateVector::decode_v1(&core.state_vector())?;
        if index != server.transact().state_vector() {
            return Err(
                broken("G6", format!("the gate counts {index:?}, yrs {:?}", server.transact().state_vector())).into()
            );
        }
        let opened = opened.context("the document is gone")?;
        let kept = Runs::new(opened.runs.iter().cloned());
        if !hosted.oracle.whose.equals(&core.runs()) || !hosted.oracle.whose.equals(&kept.all()) {
            return Err(broken(
                "C5",
                "words that were put back are on another's name than the journal says".to_owned(),
            )
            .into());
        }
        world.tally.put_back += hosted.oracle.whose.put_back;
        let stored = opened.snapshot.iter().chain(&opened.tail).map(|(_, update)| STANDARD.encode(update));
        ends.push(End { updates: stored.collect(), reading });
    }
    Ok((ends, world.tally))
}

/// Real Yjs reads the store as we do.
fn read_with_yjs(node: &mut NodePeer, ends: &[End]) -> Result<()> {
    for End { updates, reading } in ends {
        let theirs = node.ask("read", json!({ "updates": updates, "texts": TEXTS, "maps": MAPS }))?;
        ensure!(theirs["pending"] == json!(false), "Yjs still waits for something");
        let read = json!({ "texts": theirs["texts"], "maps": theirs["maps"] });
        let ours = &reading.json;
        if as_javascript(&read) != *ours {
            bail!("Yjs reads {read}, yrs {ours}");
        }
        ensure!(theirs["state"] == json!(reading.state), "Yjs counts {}, yrs {:?}", theirs["state"], reading.state);
        ensure!(
            theirs["deletes"] == json!(reading.deletes),
            "Yjs deletes {}, yrs {:?}",
            theirs["deletes"],
            reading.deletes
        );
    }
    Ok(())
}

fn plans() -> PathBuf {
    samenbeeld_tests::repository().join("tests/plans")
}

/// Keeps the plan of a run that failed, and says how to repeat it.
fn report(plan: &Plan, error: &anyhow::Error) -> String {
    let rule = error.downcast_ref::<Broken>().map_or("yjs", |broken| broken.rule);
    let seed = plan.head.seed;
    let name = format!("{rule}-{seed}.jsonl");
    let kept = std::fs::create_dir_all(plans()).and_then(|()| std::fs::write(plans().join(&name), plan.to_lines()));
    let kept =
        kept.map_or_else(|error| format!("its plan could not be kept: {error}"), |()| format!("tests/plans/{name}"));
    format!(
        "seed {seed}: {error:#}\n  SAMENBEELD_SEED={seed} cargo test --release -p samenbeeld-tests --test convergence -- everyone  # {kept}"
    )
}

fn run_all(plans: Vec<Plan>) -> Result<Tally> {
    let keys = tempfile::tempdir()?;
    // The key file is made once, before two threads could both make it.
    World::new(&Plan::of(0), Kind::Honest, &keys.path().join("key"))?;
    let mut node = NodePeer::start("yjs")?;
    let next = AtomicU64::new(0);
    let (mut failed, mut tally) = (Vec::new(), Tally::default());
    std::thread::scope(|scope| {
        let (send, done) = mpsc::sync_channel(8);
        for _ in 0..THREADS {
            let (send, next, plans, keys) = (send.clone(), &next, &plans, keys.path());
            scope.spawn(move || {
                while let Some(plan) = plans.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
                    if send.send((plan, run(plan, Kind::Honest, keys))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        for (plan, result) in done {
            let read = result.and_then(|(ends, one)| {
                tally += one;
                read_with_yjs(&mut node, &ends)
            });
            if let Err(error) = read {
                failed.push(report(plan, &error));
            }
        }
    });
    ensure!(failed.is_empty(), "{} of {} runs failed:\n{}", failed.len(), plans.len(), failed.join("\n"));
    println!("{} runs: {tally:?}", plans.len());
    Ok(tally)
}

/// docs/protocol.md S4 to S11. `SAMENBEELD_SEED=n` runs one seed, `SAMENBEELD_LONG=1` ten times as many.
#[test]
fn everyone_ends_with_the_same_words() -> Result<()> {
    if let Ok(seed) = std::env::var("SAMENBEELD_SEED") {
        return run_all(vec![Plan::of(seed.parse().context("SAMENBEELD_SEED is a number")?)]).map(drop);
    }
    let seeds = if samenbeeld_tests::long() { SEEDS_LONG } else { SEEDS };
    let tally = run_all((0..seeds).map(Plan::of).collect())?;
    // Every kind of trouble occurred: no run passed for lack of it.
    let Tally {
        commits,
        refused,
        failed,
        crashed_during_commit,
        loads,
        snapshots,
        acks,
        gaps,
        looks,
        roamed,
        put_away,
        put_back,
    } = tally;
    for (times, least, what) in [
        (commits, 10_000, "commits"),
        (acks, 20_000, "acks"),
        (refused, 100, "commits that another node was before"),
        (failed, 100, "failures of the store"),
        (crashed_during_commit, 50, "crashes during a commit"),
        (put_back, 100, "words of another put back"),
        (loads, 500, "loads"),
        (snapshots, 100, "snapshots"),
        (gaps, 500, "gaps"),
        (looks, 5, "looks at the store"),
        (roamed, 500, "visits to another node"),
        (put_away, 100, "documents that left the memory"),
    ] {
        ensure!(times >= least, "only {times} {what}: {tally:?}");
    }
    Ok(())
}

/// What failed once stays in the repository and is run again.
#[test]
fn every_plan_that_was_kept_holds() -> Result<()> {
    let mut kept = Vec::new();
    for entry in std::fs::read_dir(plans()).context("tests/plans")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let text = std::fs::read_to_string(&path)?;
            kept.push(Plan::from_lines(&text).with_context(|| path.display().to_string())?);
        }
    }
    ensure!(!kept.is_empty(), "no plan was kept");
    run_all(kept).map(drop)
}

/// The same seed gives the same plan, and a plan survives being kept.
#[test]
fn a_plan_reads_back_as_it_was_written() -> Result<()> {
    let plan = Plan::of(7);
    assert_eq!(Plan::from_lines(&plan.to_lines())?, plan);
    assert_ne!(Plan::of(8), plan);
    Ok(())
}

/// What a deliberately broken server is found out by, for each of the first seeds.
fn found_out(kind: Kind) -> Result<Vec<&'static str>> {
    let keys = tempfile::tempdir()?;
    (0..5)
        .map(|seed| {
            let Err(error) = run(&Plan::of(seed), kind, keys.path()) else { bail!("seed {seed} noticed nothing") };
            Ok(error.downcast_ref::<Broken>().context("no rule")?.rule)
        })
        .collect()
}

/// docs/protocol.md S4.
#[test]
fn a_server_that_promises_too_early_is_found_out() -> Result<()> {
    assert_eq!(found_out(Kind::PromisesTooEarly)?, ["S4"; 5]);
    Ok(())
}

/// docs/protocol.md S9: at the end someone lacks something.
#[test]
fn a_server_that_drops_frames_is_found_out() -> Result<()> {
    assert_eq!(found_out(Kind::DropsFrames)?, ["S7"; 5]);
    Ok(())
}
