//! Taking rights away while twenty people write: a session that ended and a consent taken back close their sockets in both
//! dialects, and no word of the room comes to them afterwards (docs/protocol.md R6, S2).

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::{self, SCRATCH};
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::long;
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::{Closed, Outcome, SyncSocket, YSocket};
use samenbeeld_tests::update::Typist;
use serde_json::{Value, json};
use tokio::sync::oneshot;

const CASE: &str = "gezin-druk";
const BOARD: &str = "gezin-druk/school/board";
const TYPISTS: usize = 20;
const READERS: usize = 8;
/// How long after the answer words may still come (R6).
const LATE: Duration = Duration::from_secs(2);
/// Edits of a typist on one socket: each of them keeps what it received.
const EDITS_PER_SOCKET: usize = 200;

/// A youth of sixteen, who alone says which mentors read; many professionals, who write.
fn crowd() -> Value {
    let (typists, readers): (Vec<String>, Vec<String>) =
        ((0..TYPISTS).map(|n| format!("typist-{n}")).collect(), (0..READERS).map(|n| format!("mentor-{n}")).collect());
    let person = |id: &str, role: &str| json!({ "id": id, "name": "Iemand", "role": role, "member": true });
    let mut persons = vec![person("leader", "wijkteam")];
    persons.push(json!({ "id": "youth", "name": "Iemand", "role": "youth", "born": "2010-03-01", "index": true, "member": true }));
    persons.extend(typists.iter().map(|id| person(id, "professional")));
    persons.extend(readers.iter().map(|id| person(id, "mentor")));
    let members: Vec<&String> = typists.iter().chain(&readers).collect();
    let mut all = json!(members);
    all.as_array_mut().into_iter().for_each(|all| all.extend([json!("leader"), json!("youth")]));
    json!({
        "case": { "id": CASE, "title": "Druk", "phase": "home", "legal_frame": "voluntary", "regisseur": "leader",
            "opened_on": "2026-09-07" },
        "persons": persons,
        "rooms": [{ "id": "school", "kind": "school", "label": "School", "members": all }],
        "consents": [{ "about": "youth", "rooms": ["school"], "readers": readers, "by": ["youth"], "given_on": "2026-09-14" }],
    })
}

/// Writes until it is told to stop; gives how much was saved.
async fn types(addr: SocketAddr, typist: String, stop: Arc<AtomicBool>, saved: Arc<AtomicUsize>) -> Result<()> {
    let session = tokio::task::spawn_blocking(move || Person::login(addr, &typist)).await??;
    while !stop.load(Ordering::Relaxed) {
        let asker = session.clone();
        let (token, client) = tokio::task::spawn_blocking(move || asker.ticket(BOARD)).await??;
        let mut socket = SyncSocket::connect(addr, Some(&session)).await?;
        socket.open_with(BOARD, &token, &[0]).await?.map_err(anyhow::Error::msg)?;
        let mut typist = Typist::new(client, SCRATCH);
        for _ in 0..EDITS_PER_SOCKET {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            ensure!(socket.write(BOARD, &typist.append("ab")).await? == Outcome::Saved, "a typist was refused");
            while socket.take_waiting().is_some() {}
            saved.fetch_add(1, Ordering::Relaxed);
        }
        socket.hang_up().await;
    }
    Ok(())
}

/// What a reader's socket saw: when words came, and how it ended.
struct Seen {
    content: Vec<Instant>,
    closed: Closed,
    closed_at: Instant,
}

fn is_content(message: &Message) -> bool {
    matches!(message, Message::Update(_) | Message::Step2(_) | Message::Stateless(_))
}

/// Reads until the server closes the socket; tells once that words of others come.
macro_rules! watch {
    ($socket:expr, $live:expr, $message:ident => $of:expr) => {{
        let (mut socket, mut live, mut content) = ($socket, Some($live), Vec::new());
        loop {
            match socket.next().await {
                Ok($message) => {
                    let message: &Message = $of;
                    if !is_content(message) {
                        continue;
                    }
                    content.push(Instant::now());
                    if matches!(message, Message::Update(_)) {
                        live.take().map(|live: oneshot::Sender<()>| live.send(()));
                    }
                }
                Err(error) => {
                    let closed = error.downcast::<Closed>()?;
                    break Ok::<Seen, anyhow::Error>(Seen { content, closed, closed_at: Instant::now() });
                }
            }
        }
    }};
}

/// What became of one revocation.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    revoked: usize,
    /// Words before the answer of the revocation: the sockets were really in use.
    before: usize,
    /// Words that were under way when the answer came.
    under_way: usize,
    /// The longest from the answer to the close.
    slowest: Duration,
}

/// Asks, and once more when it went too fast for one session (P3).
async fn post(person: &Person, path: &str, body: Value) -> Result<(u16, Instant)> {
    let (person, path) = (person.clone(), path.to_owned());
    tokio::task::spawn_blocking(move || {
        loop {
            let answer = person.post(&path, &body)?;
            if answer.status != 429 {
                return Ok((answer.status, Instant::now()));
            }
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    })
    .await?
}

/// One reader comes in, reads along in both dialects, and loses it.
async fn revoke(addr: SocketAddr, youth: &Person, mentor: &str, by_logout: bool, tally: &mut Tally) -> Result<()> {
    let name = mentor.to_owned();
    let session = tokio::task::spawn_blocking(move || Person::login(addr, &name)).await??;
    let mut sync = SyncSocket::connect(addr, Some(&session)).await?;
    sync.open(BOARD).await?.map_err(anyhow::Error::msg).context("comes in")?;
    let mut single = YSocket::connect(addr, Some(&session), BOARD).await?;
    single.sync().await?;
    let ((one, sees), (other, sees_too)) = (oneshot::channel(), oneshot::channel());
    let sync = tokio::spawn(async move { watch!(sync, one, message => &message.1) });
    let single = tokio::spawn(async move { watch!(single, other, message => &message) });
    sees.await.context("no words came over /sync")?;
    sees_too.await.context("no words came over /ws")?;

    let about = json!({ "about": "youth", "rooms": ["school"], "readers": [mentor] });
    let (status, answered) = if by_logout {
        post(&session, "/api/v1/logout", Value::Null).await?
    } else {
        post(youth, &format!("/api/v1/cases/{CASE}/consents/withdraw"), about.clone()).await?
    };
    ensure!(status == 204, "the revocation: {status}");
    let code = if by_logout { 4401 } else { 4410 };
    for (dialect, seen) in [("/sync", sync.await??), ("/ws", single.await??)] {
        ensure!(seen.closed.code == code, "{mentor} over {dialect}: {:?}", seen.closed);
        let late = seen.content.iter().filter(|at| **at > answered + LATE).count();
        ensure!(late == 0, "{mentor} over {dialect}: {late} pieces of content came after it was taken back");
        tally.before += seen.content.iter().filter(|at| **at <= answered).count();
        tally.under_way += seen.content.iter().filter(|at| **at > answered).count();
        tally.slowest = tally.slowest.max(seen.closed_at.saturating_duration_since(answered));
    }
    // A new connection gets what holds now: nothing.
    let mut again = SyncSocket::connect(addr, Some(&session)).await?;
    let refused = again.open(BOARD).await?.err().context("it opened again")?;
    ensure!(refused.starts_with(if by_logout { "4401" } else { "4404" }), "{refused}");
    if !by_logout {
        let (status, _) = post(youth, &format!("/api/v1/cases/{CASE}/consents"), about).await?;
        ensure!(status == 204, "giving it back: {status}");
    }
    tally.revoked += 1;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_taken_back_while_twenty_people_write_shows_no_word_more() -> Result<()> {
    let wanted = if long() { 1_000 } else { 100 };
    let file = family::write(&crowd())?;
    let arguments = vec!["--today".into(), "2026-11-30".into()];
    let server = Server::start(Options { family: Some(file.path.clone()), arguments, ..Options::default() })?;
    let addr = server.addr();
    let youth = server.login("youth")?;
    let (stop, saved) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let typists: Vec<_> =
        (0..TYPISTS).map(|n| tokio::spawn(types(addr, format!("typist-{n}"), stop.clone(), saved.clone()))).collect();
    let readers: Vec<_> = (0..READERS)
        .map(|n| {
            let youth = youth.clone();
            tokio::spawn(async move {
                let mut tally = Tally::default();
                for round in (n..wanted).step_by(READERS) {
                    let by_logout = (round / READERS + n).is_multiple_of(2);
                    revoke(addr, &youth, &format!("mentor-{n}"), by_logout, &mut tally).await?;
                }
                Ok::<_, anyhow::Error>(tally)
            })
        })
        .collect();
    let mut all = Tally::default();
    for reader in readers {
        let tally = reader.await?.with_context(|| server.log())?;
        all.revoked += tally.revoked;
        all.before += tally.before;
        all.under_way += tally.under_way;
        all.slowest = all.slowest.max(tally.slowest);
    }
    stop.store(true, Ordering::Relaxed);
    for typist in typists {
        typist.await??;
    }
    let saved = saved.load(Ordering::Relaxed);
    ensure!(all.revoked == wanted && all.before >= 2 * wanted, "{all:?}");
    ensure!(saved > 10 * TYPISTS, "only {saved} edits meanwhile");
    println!("{saved} edits by {TYPISTS}, {all:?}");
    Ok(())
}
