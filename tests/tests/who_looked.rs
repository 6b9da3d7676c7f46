//! Who looked is written down before anything leaves, and told to the people of the case, over real HTTP and sockets.

use anyhow::{Context, Result, ensure};
use samenbeeld_tests::family::Family;
use samenbeeld_tests::http::Person;
use samenbeeld_tests::server::Server;
use samenbeeld_tests::socket::{SyncSocket, YSocket};
use serde_json::{Value, json};

fn readers(person: &Person) -> Result<Vec<Value>> {
    let answer = person.get(&format!("/api/v1/cases/{}/readers", person.case))?;
    ensure!(answer.status == 200, "readers: {}", answer.status);
    answer.json()?["readers"].as_array().cloned().context("a list")
}

fn names(readers: &[Value]) -> Vec<&str> {
    readers.iter().filter_map(|one| one["person"].as_str()).collect()
}

/// A1, A3: what was answered is in the log, whatever happens to the program the moment after.
#[tokio::test]
async fn who_got_an_answer_is_known_also_when_the_power_goes_at_once() -> Result<()> {
    let (mut server, family) = (Server::demo()?, Family::demo()?);
    let [noor, youssef, femke] = ["noor", "youssef", "femke"].map(|name| server.login(name));
    let (noor, youssef, femke) = (noor?, youssef?, femke?);
    ensure!(readers(&noor)?.is_empty(), "nobody looked yet");
    ensure!(youssef.picture()?.status == 200);
    server.kill9()?;
    server.restart()?;
    ensure!(names(&readers(&noor)?) == ["youssef"], "{:?}", readers(&noor)?);

    // The same over a socket, in both dialects.
    let school = family.document("school", "board");
    let mut socket = SyncSocket::connect(server.addr(), Some(&femke)).await?;
    socket.open(&school).await?.map_err(anyhow::Error::msg)?;
    server.kill9()?;
    server.restart()?;
    let ilse = server.login("ilse")?;
    let mut socket = YSocket::connect(server.addr(), Some(&ilse), &family.document("core", "board")).await?;
    socket.sync().await?;
    server.kill9()?;
    server.restart()?;
    let found = readers(&noor)?;
    let mut looked = names(&found);
    looked.sort_unstable();
    ensure!(looked == ["femke", "ilse", "youssef"], "{found:?}");
    let youssef = found.iter().find(|one| one["person"] == "youssef").context("youssef")?;
    ensure!(youssef["name"].as_str().is_some_and(|name| name.contains(' ')) && youssef["role"] == "wijkteam");
    ensure!(youssef.get("day").is_some() && !youssef.to_string().contains("time"), "{youssef}");
    Ok(())
}

/// R27, and nothing of a room tells who does not read it that it was opened.
#[tokio::test]
async fn each_sees_professionals_in_their_own_rooms_and_family_members_nowhere() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    for person in &family.members {
        ensure!(server.login(person)?.picture()?.status == 200);
    }
    for person in &family.members {
        let session = server.login(person)?;
        let readable: Vec<String> = family.readable(person);
        for looked in readers(&session)? {
            let role = looked["role"].as_str().context("a role")?;
            ensure!(!["youth", "child", "parent", "foster_parent", "jim"].contains(&role), "{person} sees {looked}");
            let rooms = looked["rooms"].as_array().context("rooms")?;
            ensure!(!rooms.is_empty());
            for room in rooms.iter().filter_map(Value::as_str) {
                let first = format!("{}/{room}/", family.case);
                ensure!(readable.iter().any(|name| name.starts_with(&first)), "{person} hears of {room}");
            }
        }
    }
    let noor = server.login("noor")?;
    let day = readers(&noor)?[0]["day"].as_str().context("a day")?.to_owned();
    let in_period = |query: String| noor.get(&format!("/api/v1/cases/{}/readers?{query}", noor.case));
    ensure!(
        in_period(format!("from={day}&to={day}"))?.json()?["readers"].as_array().is_some_and(|all| !all.is_empty())
    );
    ensure!(in_period("to=2000-01-01".into())?.json()?["readers"].as_array().is_some_and(Vec::is_empty));
    ensure!(in_period("from=gisteren".into())?.status == 400);
    ensure!(noor.get("/api/v1/cases/gezin-nergens/readers")?.status == 404);
    Ok(())
}

/// L2, L5: own words read back are told to nobody; reading the room whole after that is a line of its own, in one session too.
#[tokio::test]
async fn own_words_read_back_hide_no_reading_of_the_whole_room() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let [noor, youssef, femke] = ["noor", "youssef", "femke"].map(|name| server.login(name));
    let (noor, youssef, femke) = (noor?, youssef?, femke?);
    let path = |rest: &str| format!("/api/v1/cases/{}/{rest}", family.case);
    let whom = json!({ "about": "noor", "rooms": ["school"], "readers": ["femke"] });
    for _ in 0..2 {
        ensure!(noor.post(&path("consents/withdraw"), &whom)?.status == 204);
    }
    let agreed = noor.get(&path("consents"))?.json()?["agreed"].clone();
    let taken = agreed.as_array().context("agreed")?.iter().filter_map(|one| one["taken_back"].as_array());
    ensure!(taken.flatten().count() == 1, "taken back twice is taken back once: {agreed}");
    ensure!(femke.picture()?.status == 200);
    ensure!(!names(&readers(&noor)?).contains(&"femke"), "{:?}", readers(&noor)?);
    let mut yes = whom.clone();
    yes["by"] = json!(["noor", "marloes", "jeroen"]);
    yes["how"] = json!("spoken");
    let given = youssef.post(&path("consents"), &yes)?;
    ensure!(given.status == 204, "{}", String::from_utf8_lossy(&given.body));
    ensure!(femke.picture()?.status == 200);
    let found = readers(&noor)?;
    let femke = found.iter().find(|one| one["person"] == "femke").context("she is not told of")?;
    ensure!(femke["rooms"] == json!(["school"]) && femke["grounds"] == json!(["consent"]), "{femke}");
    Ok(())
}
