//! Rooms over the wire (docs/protocol.md F1–F10): composed from people, going on with others, falling apart. Every byte a person
//! receives is searched.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::{Family, SCRATCH};
use samenbeeld_tests::frames::{Message, presence};
use samenbeeld_tests::http::Person;
use samenbeeld_tests::peer::YrsPeer;
use samenbeeld_tests::server::Server;
use samenbeeld_tests::socket::{Outcome, SyncSocket};
use samenbeeld_tests::update::Typist;
use serde_json::{Value, json};

/// How long after an answer somebody may still write where nobody does any more, in seconds.
const LATE: u64 = 2;

struct Case {
    server: Server,
    family: Family,
    leader: Person,
}

impl Case {
    fn demo() -> Result<Self> {
        let (server, family) = (Server::demo()?, Family::demo()?);
        let leader = server.login("youssef")?;
        let case = Self { server, family, leader };
        case.leader.ask(&case.path("safety"), &json!({ "signs": "no" }))?;
        Ok(case)
    }
    fn path(&self, rest: &str) -> String {
        format!("/api/v1/cases/{}/{rest}", self.family.case)
    }
    /// Lets a room go on as others; their ids.
    fn succeed(&self, room: &str, parts: &[&[&str]]) -> Result<Vec<String>> {
        let made = self.leader.ask(&self.path(&format!("rooms/{room}/successors")), &json!({ "rooms": parts }))?;
        serde_json::from_value(made["rooms"].clone()).context("ids")
    }
    fn document(&self, room: &str, document: &str) -> String {
        format!("{}/{room}/{document}", self.family.case)
    }
    async fn opens(&self, person: &Person, document: &str) -> Result<Result<(), String>> {
        let mut socket = SyncSocket::connect(self.server.addr(), Some(person)).await?;
        Ok(socket.open(document).await?.map(|_| ()))
    }
    /// Adds somebody to the case with the room of no one else; their id.
    fn add(&self, name: &str, role: &str) -> Result<String> {
        let added = self.leader.ask(&self.path("persons"), &json!({ "name": name, "role": role }))?;
        Ok(added["person"].as_str().context("id")?.to_owned())
    }
    /// Lets somebody in by link and code.
    fn let_in(&self, person: &str) -> Result<Person> {
        let invited = self.leader.ask(&self.path("invitations"), &json!({ "person": person }))?;
        let link = invited["link"].as_str().context("link")?;
        let link = link.split_once("#kom=").context("secret")?.1;
        let body = json!({ "link": link, "code": invited["code"] });
        let answer = samenbeeld_tests::http::send(self.server.addr(), "POST", "/api/v1/enter", None, Some(&body))?;
        Person::let_in(self.server.addr(), &answer)
    }
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test]
async fn a_room_goes_on_with_a_newcomer_who_gets_the_joint_words_and_nobodys_own() -> Result<()> {
    let case = Case::demo()?;
    let noor = case.server.login("noor")?;
    let old = case.document("core", "board");
    let mut writer = SyncSocket::connect(case.server.addr(), Some(&noor)).await?;
    writer.open(&old).await?.map_err(anyhow::Error::msg)?;
    let mut typist = Typist::new(5_151, SCRATCH);
    let said = writer.write(&old, &typist.insert("Samen zoeken we rust.", None, None)).await?;
    ensure!(said == Outcome::Saved, "{said:?}");

    let aunt = case.add("Tante Petra", "jim")?;
    let rooms = case.succeed("core", &[&["noor", "marloes", "jeroen", "youssef", "ilse", &aunt]])?;
    let answered = Instant::now();
    ensure!(writer.wait_closed().await?.reason == "4410 rights-changed");
    ensure!(answered.elapsed().as_secs() < LATE);
    let [new] = rooms.as_slice() else { anyhow::bail!("one room goes on: {rooms:?}") };

    // The old room is read and not written; the new one is written.
    let mut again = SyncSocket::connect(case.server.addr(), Some(&noor)).await?;
    again.open(&old).await?.map_err(anyhow::Error::msg)?;
    let late = again.write(&old, &typist.append(" Te laat.")).await?;
    ensure!(late != Outcome::Saved, "{late:?}");
    let board = case.document(new, "board");
    let mut peer = YrsPeer::join(case.server.addr(), &noor, &board).await?;
    peer.until("the joint words went along", |doc| text(doc, SCRATCH) == "Samen zoeken we rust.").await?;
    ensure!(peer.type_text(SCRATCH, " En slaap.").await? == Outcome::Saved);

    // Whose words those are went along: she wrote them, not who made the succession.
    let marloes = case.server.login("marloes")?;
    let picture = marloes.picture()?.json()?;
    let runs = picture["runs"][&board].as_array().context("author runs of the new board")?;
    ensure!(runs.iter().any(|run| run[3] == "noor"), "{runs:?}");

    // The newcomer, until consent is there, reads nothing; with it the new room and never the old one.
    let petra = case.let_in(&aunt)?;
    ensure!(case.opens(&petra, &board).await?.is_err(), "a JIM is chosen by the youth first");
    // Whose say it is, is asked: the youth sees who waits for her, nobody else does.
    let waits = |who: &str| -> Result<Vec<Value>> {
        let answer = case.server.login(who)?.get(&case.path("consents"))?.json()?;
        let readers = answer["readers"].as_array().context("readers")?.iter();
        Ok(readers.filter(|one| one["person"] == aunt.as_str()).cloned().collect())
    };
    let asked = waits("noor")?;
    ensure!(asked.len() == 1 && asked[0]["ground"].is_null() && asked[0]["asked_about"][0] == "noor", "{asked:?}");
    ensure!(waits("marloes")?.is_empty() && waits("jeroen")?.is_empty());
    let chosen = json!({ "about": "noor", "rooms": [new], "readers": [aunt] });
    ensure!(noor.post(&case.path("consents"), &chosen)?.status == 204);
    let mut socket = SyncSocket::connect(case.server.addr(), Some(&petra)).await?;
    socket.open(&board).await?.map_err(anyhow::Error::msg)?;
    for document in ["board", "desk", "voice.noor", "voice.marloes"] {
        ensure!(socket.open(&case.document("core", document)).await?.is_err(), "{document} of the old room");
    }
    for voice in ["voice.noor", "voice.marloes", "voice.jeroen", "voice.youssef"] {
        socket.open(&case.document(new, voice)).await?.map_err(anyhow::Error::msg)?;
    }
    let received = [socket.bytes_received(), &petra.picture()?.body].concat();
    ensure!(holds(&received, "Samen zoeken we rust."));
    for short in ["f02", "f03", "q2", "q3"] {
        let words = case.family.words(short).context("words of the family")?;
        ensure!(!holds(&received, &words), "{words:?} of {short} reached a newcomer whom nobody had let read it");
    }
    Ok(())
}

fn text(doc: &yrs::Doc, root: &str) -> String {
    use yrs::{GetString, ReadTxn, Transact};
    let transaction = doc.transact();
    transaction.get_text(root).map(|text| text.get_string(&transaction)).unwrap_or_default()
}

#[tokio::test]
async fn who_may_read_by_law_comes_into_the_room_as_it_is_and_everybody_there_is_told() -> Result<()> {
    let case = Case::demo()?;
    let gezag = json!({ "gezag": "yes", "checked_on": "2026-11-02", "how": "gezagsregister" });
    let newcomer = json!({ "name": "Sanne", "role": "parent", "gezag": gezag });
    let added = case.leader.ask(&case.path("persons"), &newcomer)?;
    let sanne = added["person"].as_str().context("id")?.to_owned();
    let (came, noor) = (case.let_in(&sanne)?, case.server.login("noor")?);
    let board = case.document("core", "board");
    ensure!(case.opens(&came, &board).await?.is_err(), "not before");

    // Nobody but who leads the case lets somebody in, and nobody comes in who would need a yes.
    let admissions = case.path("rooms/core/admissions");
    let wanted = json!({ "person": sanne });
    for other in ["noor", "marloes", "jeroen"] {
        let refused = case.server.login(other)?.post(&admissions, &wanted)?;
        ensure!(refused.code().as_deref() == Some("not-yours"), "{other}: {}", refused.status);
    }
    let aunt = case.add("Tante Petra", "jim")?;
    ensure!(case.leader.post(&admissions, &json!({ "person": aunt }))?.status == 400);

    ensure!(case.leader.post(&admissions, &wanted)?.status == 204);
    let told = |person: &Person| -> Result<Vec<Value>> {
        let me = person.get("/api/v1/me")?.json()?;
        let notices = me["notices"].as_array().context("notices")?.iter();
        Ok(notices.filter(|notice| notice["kind"] == "admitted").cloned().collect())
    };
    let expected = json!({ "kind": "admitted", "room": "core", "person": sanne, "by_law": "gezag" });
    for reader in ["noor", "marloes", "jeroen"] {
        ensure!(told(&case.server.login(reader)?)? == [expected.clone()], "{reader} was not told");
    }
    ensure!(told(&came)?.is_empty(), "nobody is told of themselves");
    ensure!(told(&case.server.login("femke")?)?.is_empty(), "nobody outside the room is told");
    let picture = noor.picture()?.json()?;
    let rooms = picture["picture"]["rooms"].as_array().context("rooms")?;
    ensure!(!rooms.iter().any(|room| room["successor_of"] == "core"), "the room stays the one it was");
    case.opens(&came, &board).await?.map_err(anyhow::Error::msg)?;
    case.opens(&came, &case.document("core", "voice.noor")).await?.map_err(anyhow::Error::msg)
}

// F6, F7
#[tokio::test]
async fn after_a_split_no_byte_crosses() -> Result<()> {
    let case = Case::demo()?;
    let rooms = case.succeed("core", &[&["noor", "marloes", "youssef"], &["noor", "jeroen", "youssef"]])?;
    let [with_mother, with_father] = rooms.as_slice() else { anyhow::bail!("two rooms: {rooms:?}") };
    let (marloes, jeroen) = (case.server.login("marloes")?, case.server.login("jeroen")?);
    let mut mother = SyncSocket::connect(case.server.addr(), Some(&marloes)).await?;
    let mut father = SyncSocket::connect(case.server.addr(), Some(&jeroen)).await?;
    for (socket, person, own, other) in
        [(&mut mother, &marloes, with_mother, with_father), (&mut father, &jeroen, with_father, with_mother)]
    {
        socket.open(&case.document(own, "board")).await?.map_err(anyhow::Error::msg)?;
        for document in ["board", "desk", "voice.noor", "voice.marloes", "voice.jeroen"] {
            // On a socket of its own: a refusal says the name that was asked for back.
            let answer = case.opens(person, &case.document(other, document)).await?;
            ensure!(answer.err().as_deref() == Some("4404 not-found"), "{document}");
        }
    }
    let secret = "Alleen voor deze kamer: het adres van het blijf-van-mijn-lijfhuis";
    let mut typist = Typist::new(6_161, SCRATCH);
    let wrote = mother.write(&case.document(with_mother, "board"), &typist.append(secret)).await?;
    ensure!(wrote == Outcome::Saved, "{wrote:?}");
    // Something of their own comes after it, so that everything before has come.
    let mut typist = Typist::new(7_171, SCRATCH);
    ensure!(father.write(&case.document(with_father, "board"), &typist.append("hier")).await? == Outcome::Saved);
    let mut received = father.bytes_received().to_vec();
    for path in ["picture", "consents", "readers", "versions"] {
        received.extend(jeroen.get(&case.path(path))?.body);
    }
    for words in [secret, with_mother.as_str()] {
        ensure!(!holds(&received, words), "{words:?} crossed");
    }
    ensure!(holds(&received, with_father));
    // Nobody is told why, or by whom.
    let people = String::from_utf8_lossy(&jeroen.get(&case.path("picture"))?.body).into_owned();
    ensure!(!people.contains("succession") && !people.contains("split"));
    Ok(())
}

/// Of who wrote in a room before it went on without them a newcomer is told the name that stands under their words, and nothing else.
#[tokio::test]
async fn a_newcomer_after_a_split_knows_the_other_half_by_name_alone() -> Result<()> {
    let case = Case::demo()?;
    let jeroen = case.server.login("jeroen")?;
    let mut writer = SyncSocket::connect(case.server.addr(), Some(&jeroen)).await?;
    let board = case.document("core", "board");
    writer.open(&board).await?.map_err(anyhow::Error::msg)?;
    let wrote = writer.write(&board, &Typist::new(5_151, SCRATCH).append("Dit schreef vader mee.")).await?;
    ensure!(wrote == Outcome::Saved, "{wrote:?}");
    // Somebody left before.
    case.server.login("ilse")?.ask(&case.path("rooms/core/leave"), &json!({}))?;
    let rooms = case.succeed("core", &[&["noor", "marloes", "youssef"], &["noor", "jeroen", "youssef"]])?;
    case.leader.ask(&case.path("persons/jeroen"), &json!({ "household": ["huis-aan-zee"] }))?;
    let petra = case.add("Petra Nieuw", "professional")?;
    let next = case.succeed(&rooms[0], &[&["noor", "marloes", "youssef", &petra]])?;
    let petra = case.let_in(&petra)?;
    let told = petra.picture()?;
    ensure!(told.status == 200 && holds(&told.body, &next[0]));
    for hidden in ["huis-aan-zee", "1982-01-19", rooms[0].as_str(), rooms[1].as_str()] {
        ensure!(!holds(&told.body, hidden), "{hidden} reached her");
    }
    let told = told.json()?;
    let persons = told["picture"]["persons"].as_array().context("persons")?;
    let mine = |id: &str| persons.iter().find(|one| one["id"] == id);
    for name in ["jeroen", "ilse"] {
        let known = mine(name).with_context(|| format!("{name} stands under words, and isn't named"))?;
        ensure!(
            known["birth_date"].is_null() && known["gezag"].is_null() && known["household"] == json!([]),
            "{known}"
        );
    }
    ensure!(mine("noor").is_some_and(|noor| !noor["birth_date"].is_null()));
    // No id in any document or list of hers that isn't named.
    for (document, runs) in told["runs"].as_object().context("runs")? {
        for run in runs.as_array().context("runs")? {
            let author = run[3].as_str().context("author")?;
            ensure!(mine(author).is_some(), "{document}: {author}");
        }
    }
    let room = &told["picture"]["rooms"].as_array().context("rooms")?.iter().find(|one| one["id"] == next[0].as_str());
    ensure!(
        room.is_some_and(|room| room["former_members"] == json!([]) && !room["members"].to_string().contains("jeroen"))
    );
    Ok(())
}

/// A succession that a crash breaks off is finished before anybody comes in.
// F6
#[tokio::test]
async fn a_succession_survives_a_crash_with_all_that_was_acknowledged() -> Result<()> {
    let mut case = Case::demo()?;
    let noor = case.server.login("noor")?;
    let board = case.document("core", "board");
    let mut writer = SyncSocket::connect(case.server.addr(), Some(&noor)).await?;
    writer.open(&board).await?.map_err(anyhow::Error::msg)?;
    let mut typist = Typist::new(8_181, SCRATCH);
    for word in ["een ", "twee ", "drie "] {
        ensure!(writer.write(&board, &typist.append(word)).await? == Outcome::Saved);
    }
    let rooms = case.succeed("core", &[&["noor", "marloes", "youssef", "ilse"]])?;
    case.server.kill9()?;
    case.server.restart()?;
    let new = rooms.first().context("a room")?;
    let noor = case.server.login("noor")?;
    let mut peer = YrsPeer::join(case.server.addr(), &noor, &case.document(new, "board")).await?;
    peer.until("all words went along", |doc| text(doc, SCRATCH) == "een twee drie ").await?;
    let jeroen = case.server.login("jeroen")?;
    ensure!(case.opens(&jeroen, &case.document(new, "board")).await?.is_err());
    ensure!(case.opens(&jeroen, &board).await?.is_ok(), "what he read he still reads");
    Ok(())
}

// F5
#[test]
fn after_signs_of_violence_a_joint_room_wants_an_expert() -> Result<()> {
    let case = Case::demo()?;
    case.leader.ask(&case.path("safety"), &json!({ "signs": "yes" }))?;
    let joint = json!({ "kind": "core", "label": "Samen", "members": ["marloes", "jeroen", "youssef"] });
    let refused = case.leader.post(&case.path("rooms"), &joint)?;
    ensure!(refused.code().as_deref() == Some("needs-expert"), "{refused:?}");
    let apart = json!({ "kind": "pair", "label": "Wij tweeën", "members": ["jeroen", "youssef"] });
    case.leader.ask(&case.path("rooms"), &apart)?;
    case.leader.ask(&case.path("safety"), &json!({ "signs": "yes", "expert": "A. Haddad" }))?;
    case.leader.ask(&case.path("rooms"), &joint)?;
    // Nothing of it reaches the family.
    for name in ["noor", "marloes", "jeroen"] {
        let person = case.server.login(name)?;
        for path in ["picture", "consents", "readers"] {
            let body = person.get(&case.path(path))?.body;
            ensure!(!holds(&body, "Haddad, A") && !holds(&body, "A. Haddad") && !holds(&body, "\"signs\""), "{name}");
        }
        ensure!(person.post(&case.path("safety"), &json!({ "signs": "no" }))?.status == 403);
        ensure!(person.post(&case.path("rooms"), &joint)?.status == 403);
        ensure!(person.post(&case.path("rooms/core/successors"), &json!({ "rooms": [["noor"]] }))?.status == 403);
    }
    Ok(())
}

// F4
#[test]
fn who_can_not_be_in_a_room_is_named_with_a_sentence() -> Result<()> {
    let case = Case::demo()?;
    let room = json!({ "kind": "core", "label": "Samen", "members": ["noor", "femke", "youssef"] });
    let refused = case.leader.post(&case.path("rooms"), &room)?;
    ensure!(refused.code().as_deref() == Some("room-unsuitable"));
    let people: Value = refused.json()?["people"].clone();
    ensure!(people[0]["person"] == "femke" && people[0]["why"].as_str().is_some_and(|why| why.ends_with('.')));
    Ok(())
}

// F8
#[tokio::test]
async fn who_leaves_a_room_reads_only_their_own_words_there() -> Result<()> {
    let case = Case::demo()?;
    let jeroen = case.server.login("jeroen")?;
    let mut socket = SyncSocket::connect(case.server.addr(), Some(&jeroen)).await?;
    socket.open(&case.document("core", "board")).await?.map_err(anyhow::Error::msg)?;
    ensure!(jeroen.post(&case.path("rooms/core/leave"), &json!({}))?.status == 204);
    ensure!(socket.wait_closed().await?.reason == "4410 rights-changed");
    ensure!(case.opens(&jeroen, &case.document("core", "board")).await?.is_err());
    ensure!(case.opens(&jeroen, &case.document("core", "voice.jeroen")).await?.is_ok());
    let others = case.server.login("noor")?.picture()?.json()?;
    let rooms = others["picture"]["rooms"].as_array().context("rooms")?;
    let core = rooms.iter().find(|room| room["id"] == "core").context("core")?;
    ensure!(core["former_members"][0]["person"] == "jeroen", "{core}");
    Ok(())
}

#[tokio::test]
async fn a_case_that_ended_is_read_and_never_written() -> Result<()> {
    let case = Case::demo()?;
    let noor = case.server.login("noor")?;
    ensure!(noor.post(&case.path("close"), &json!({}))?.status == 403);
    ensure!(case.leader.post(&case.path("close"), &json!({}))?.status == 204);
    let mut socket = SyncSocket::connect(case.server.addr(), Some(&noor)).await?;
    for document in [case.document("core", "board"), case.document("core", "voice.noor")] {
        socket.open(&document).await?.map_err(anyhow::Error::msg)?;
        let late = socket.write(&document, &Typist::new(9_191, SCRATCH).append("te laat")).await?;
        ensure!(late != Outcome::Saved, "{late:?}");
    }
    Ok(())
}

/// A1, R6: who moves to another home is gone for the old one at once, also in what is open; and nobody's socket says that somebody moved.
#[tokio::test]
async fn who_moves_is_gone_for_their_old_home_and_nobody_elses_socket_closes() -> Result<()> {
    let case = Case::demo()?;
    let board = case.document("core", "board");
    let mut there = Vec::new();
    for name in ["noor", "marloes", "jeroen"] {
        let person = case.server.login(name)?;
        let (token, client) = person.ticket(&board)?;
        let mut socket = SyncSocket::connect(case.server.addr(), Some(&person)).await?;
        socket.open_with(&board, &token, &[0]).await?.map_err(anyhow::Error::msg)?;
        if name != "jeroen" {
            let text = json!({ "document": board, "text": SCRATCH });
            ensure!(person.post(&case.path("writing"), &text)?.status == 200, "{name}");
        }
        there.push((socket, client));
    }
    let [(noor, _), (marloes, client), (jeroen, _)] = &mut there[..] else { anyhow::bail!("three") };
    let caret = |clock, words: &str| presence(*client, clock, &format!(r#"{{"caret":"{words}"}}"#));
    let shows = |words: &'static str| {
        move |message: &Message| match message {
            Message::Awareness(body) if holds(body, words) => Some(()),
            _ => None,
        }
    };
    marloes.presence(&board, &caret(1, "hier-ben-ik")).await?;
    noor.wait_for(&board, shows("hier-ben-ik")).await?;
    case.leader.ask(&case.path("persons/marloes"), &json!({ "household": ["huis-veilig"] }))?;
    noor.wait_for(&board, shows("null")).await?;
    marloes.presence(&board, &caret(3, "ergens-anders")).await?;
    // Each goes on where they were, and what is typed after it is heard by all.
    let outcome = marloes.write(&board, &Typist::new(7_171, SCRATCH).append("nog hier")).await?;
    ensure!(outcome == Outcome::Saved, "{outcome:?}");
    for socket in [noor, jeroen] {
        socket.wait_for(&board, |message| matches!(message, Message::Update(_)).then_some(())).await?;
        ensure!(!holds(socket.bytes_received(), "ergens-anders") && !holds(socket.bytes_received(), "huis-veilig"));
    }
    Ok(())
}

/// After a split neither half is told where the other lives, nor that they moved; who left before isn't told of it at all.
#[tokio::test]
async fn after_a_split_nobody_is_told_where_the_others_live() -> Result<()> {
    let case = Case::demo()?;
    case.server.login("ilse")?.ask(&case.path("rooms/core/leave"), &json!({}))?;
    let before = case.server.login("ilse")?.picture()?.json()?;
    let parts: [&[&str]; 2] = [&["noor", "marloes", "youssef"], &["noor", "jeroen", "youssef"]];
    case.succeed("core", &parts)?;
    let mut school = SyncSocket::connect(case.server.addr(), Some(&case.server.login("femke")?)).await?;
    school.open(&case.document("school", "board")).await?.map_err(anyhow::Error::msg)?;
    case.leader.ask(&case.path("persons/marloes"), &json!({ "household": ["opvang-den-bosch"] }))?;
    for (name, knows) in [("marloes", true), ("noor", true), ("jeroen", false), ("femke", false), ("ilse", false)] {
        let person = case.server.login(name)?;
        let told = [person.picture()?.body, person.get(&case.path("consents"))?.body].concat();
        ensure!(holds(&told, "opvang-den-bosch") == knows, "{name}");
    }
    let after = case.server.login("ilse")?.picture()?.json()?;
    ensure!(before["picture"]["rooms"] == after["picture"]["rooms"] && before["documents"] == after["documents"]);
    let outcome = school.write(&case.document("school", "board"), &Typist::new(6_161, SCRATCH).append("x")).await?;
    ensure!(outcome == Outcome::Saved, "her socket says nothing of it: {outcome:?}");
    Ok(())
}
