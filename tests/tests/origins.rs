//! Pages of others: whatever `Origin` they come from, their requests change nothing and their sockets open nothing with the
//! cookie of who looks at them (docs/protocol.md P2).

use anyhow::{Result, ensure};
use samenbeeld_tests::family::Family;
use samenbeeld_tests::frames::Message;
use samenbeeld_tests::http::{Person, exchange};
use samenbeeld_tests::server::{Options, Server};
use samenbeeld_tests::socket::{SyncSocket, YSocket};

/// The `Origin` headers of one request.
type Origins = Vec<Vec<u8>>;

/// Origins that are not ours, though some nearly are.
fn wrong(port: u16) -> Vec<Origins> {
    let one = |text: String| vec![text.into_bytes()];
    let (own, host) = (format!("http://127.0.0.1:{port}"), format!("127.0.0.1:{port}"));
    let mut all: Vec<Origins> = [
        "null",
        "",
        "*",
        "about:blank",
        "file://",
        "data:",
        "http://",
        "https://",
        "//",
        "http://127.0.0.1",
        "http://127.0.0.1:",
        "http://127.0.0.1:80",
        "http://127.0.0.1:0",
        "http://localhost",
        "http://[::1]",
        "https://evil.example",
        "http://evil.example",
        "http://xn--127-0-0-1.example",
    ]
    .map(|text| one(text.to_owned()))
    .into();
    all.extend(
        [
            format!("http://127.0.0.1:{}", port.wrapping_add(1)),
            format!("http://127.0.0.1:{port}0"),
            format!("http://127.0.0.1:0{port}"),
            format!("http://localhost:{port}"),
            format!("http://[::1]:{port}"),
            format!("http://[::ffff:127.0.0.1]:{port}"),
            format!("http://127.0.0.2:{port}"),
            format!("http://127.1:{port}"),
            format!("http://127.0.0.01:{port}"),
            format!("http://2130706433:{port}"),
            format!("http://0x7f000001:{port}"),
            format!("http://127.0.0.1.:{port}"),
            format!("http://127.0.0.1.evil.example:{port}"),
            format!("http://evil127.0.0.1:{port}"),
            format!("http://www.127.0.0.1:{port}"),
            format!("{own}.evil.example"),
            format!("http://evil.example/{host}"),
            format!("http://evil.example?{host}"),
            format!("http://evil.example#{host}"),
            format!("http://evil.example@{host}"),
            format!("http://{host}@evil.example"),
            format!("http://noor:geheim@{host}"),
            format!("http://@{host}"),
            format!("{own}/"),
            format!("{own}/beeld"),
            format!("{own}?"),
            format!("{own}#"),
            format!("{own}\\"),
            format!("{own}, http://evil.example"),
            format!("http://evil.example, {own}"),
            format!("{own} http://evil.example"),
            format!("http://evil.example {own}"),
            format!("{own},{own}"),
            host.clone(),
            format!("//{host}"),
            format!("http:{host}"),
            format!("http:/{host}"),
            format!("http:///{host}"),
            format!("http:\\\\{host}"),
            format!("HTTP://{host}"),
            format!("Http://{host}"),
            format!("ws://{host}"),
            format!("ftp://{host}"),
            format!("javascript://{host}"),
            format!("chrome-extension://{host}"),
            format!("view-source:{own}"),
            format!("blob:{own}"),
            format!("filesystem:{own}"),
            format!("http://{host}%00"),
            format!("http%3A//{host}"),
            format!("\"{own}\""),
            format!("<{own}>"),
            format!("http://127。0。0。1:{port}"),
            format!("http://１２７.0.0.1:{port}"),
            format!("http://127.0.0.1\u{200b}:{port}"),
            format!("http://127.0.0.1:{port}\u{e9}"),
        ]
        .map(one),
    );
    all.push(vec![[own.as_bytes(), b"\xff"].concat()]);
    // A request has one origin; who sends two has none.
    all.push(vec![own.clone().into(), "http://evil.example".into()]);
    all.push(vec!["http://evil.example".into(), own.clone().into()]);
    all.push(vec![own.clone().into(), "null".into()]);
    all
}

fn shown(origins: &Origins) -> String {
    origins.iter().map(|origin| String::from_utf8_lossy(origin).into_owned()).collect::<Vec<_>>().join(" | ")
}

/// Asks for tickets as a page of that origin would, and how that ended.
fn over_http(server: &Server, person: &Person, path: &str, body: &str, origins: &Origins) -> Result<u16> {
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncookie: {}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n",
        server.addr(),
        person.cookie,
        body.len()
    )
    .into_bytes();
    for origin in origins {
        request.extend_from_slice(&[b"origin: ", origin.as_slice(), b"\r\n"].concat());
    }
    request.extend_from_slice(format!("\r\n{body}").as_bytes());
    Ok(exchange(server.addr(), &request)?.status)
}

/// Whether a document opens in each dialect, from pages of that origin.
async fn opens(server: &Server, person: &Person, document: &str, origins: &Origins) -> Result<[bool; 2]> {
    let origins: Vec<&[u8]> = origins.iter().map(Vec::as_slice).collect();
    let mut sync = SyncSocket::connect_from(server.addr(), Some(person), &origins).await?;
    let over_sync = match sync.open(document).await? {
        Ok(_) => true,
        Err(reason) => {
            ensure!(reason == "4401 session-ended", "{reason}");
            false
        }
    };
    let mut single = YSocket::connect_from(server.addr(), person, document, &origins).await?;
    let over_ws = match single.sync().await {
        Ok(_) => true,
        Err(_) => {
            ensure!(single.wait_closed().await?.code == 4401);
            false
        }
    };
    Ok([over_sync, over_ws])
}

#[tokio::test]
async fn no_page_of_others_does_anything_with_the_cookie_of_who_looks_at_it() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let (noor, board) = (server.login("noor")?, family.document("core", "board"));
    let all = wrong(server.addr().port());
    ensure!(all.len() >= 40, "only {} origins", all.len());
    let tickets = format!(r#"{{"documents":["{board}"]}}"#);
    let mut passed = Vec::new();
    for origins in &all {
        for (path, body) in [
            ("/api/v1/tickets", tickets.as_str()),
            ("/api/v1/logout", ""),
            ("/api/v1/login/demo", r#"{"person":"jeroen"}"#),
        ] {
            let status = over_http(&server, &noor, path, body, origins)?;
            if ![400, 401].contains(&status) {
                passed.push(format!("{} at {path}: {status}", shown(origins)));
            }
        }
        if opens(&server, &noor, &board, origins).await? != [false, false] {
            passed.push(format!("{} opens a socket", shown(origins)));
        }
    }
    ensure!(passed.is_empty(), "{} passed:\n{}", passed.len(), passed.join("\n"));
    // Our own page, and who comes from no page at all, get in the same way.
    for origins in [vec![format!("http://{}", server.addr()).into_bytes()], Vec::new()] {
        ensure!(over_http(&server, &noor, "/api/v1/tickets", &tickets, &origins)? == 200);
        ensure!(opens(&server, &noor, &board, &origins).await? == [true, true], "{}", shown(&origins));
    }
    println!("{} origins, three requests and two handshakes each", all.len());
    Ok(())
}

/// A ticket needs no cookie, and still opens nothing for a page of others; for our own page, and for a program, it does.
#[tokio::test]
async fn a_ticket_opens_nothing_for_a_page_of_others() -> Result<()> {
    let (server, family) = (Server::demo()?, Family::demo()?);
    let (noor, board) = (server.login("noor")?, family.document("core", "board"));
    let own = vec![format!("http://{}", server.addr()).into_bytes()];
    let foreign = wrong(server.addr().port());
    for (origins, opens) in foreign.iter().map(|origins| (origins, false)).chain([(&own, true), (&Vec::new(), true)]) {
        let (ticket, _) = noor.ticket(&board)?;
        let from: Vec<&[u8]> = origins.iter().map(Vec::as_slice).collect();
        let mut single = YSocket::with_ticket_from(server.addr(), &board, &ticket, &from).await?;
        ensure!(single.sync().await.is_ok() == opens, "/ws from {}", shown(origins));
        let mut sync = SyncSocket::connect_from(server.addr(), None, &from).await?;
        sync.auth(&board, &ticket).await?;
        sync.step1(&board, &[0]).await?;
        let answer = sync.wait_for(&board, |message| match message {
            Message::Denied(reason) => Some(Err(reason.clone())),
            Message::Step2(_) => Some(Ok(())),
            _ => None,
        });
        match answer.await? {
            Ok(()) => ensure!(opens, "/sync from {}", shown(origins)),
            Err(reason) => ensure!(!opens && reason == "4401 session-ended", "/sync from {}: {reason}", shown(origins)),
        }
    }
    Ok(())
}

/// What is asked in a way that nothing is served: refused like anything unknown, and a socket's address without a handshake too.
#[test]
fn what_is_asked_otherwise_is_refused_with_a_sentence() -> Result<()> {
    let server = Server::demo()?;
    let asked = |method: &str, path: &str| {
        let request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", server.addr());
        exchange(server.addr(), request.as_bytes())
    };
    let board = Family::demo()?.document("core", "board");
    let sockets = ["/sync".to_owned(), format!("/ws/{board}"), "/ws/nowhere".to_owned()];
    let sockets = sockets.iter().map(|path| ("GET", path.as_str(), 400));
    let pages = ["TRACE", "OPTIONS", "DELETE", "PUT", "PATCH", "POST"].map(|method| (method, "/", 404));
    for (method, path, status) in sockets.chain(pages) {
        let answer = asked(method, path)?;
        ensure!(answer.status == status, "{method} {path}: {}", answer.status);
        ensure!(answer.header("content-type") == Some("application/problem+json"), "{method} {path}");
        ensure!(answer.json()?["title"].as_str().is_some_and(|title| !title.is_empty()), "{method} {path}");
        ensure!(answer.header("x-content-type-options") == Some("nosniff"), "{method} {path}");
    }
    ensure!(asked("GET", "/")?.status == 200 && asked("HEAD", "/")?.status == 200);
    Ok(())
}

/// Answers of every kind: a page, a file that is there and one that isn't, the API, its refusals and what asks after our health.
#[test]
fn every_answer_says_what_a_browser_may_do_with_it() -> Result<()> {
    let arguments = ["--public-url", "https://samen.example"].map(str::to_owned).into();
    let server = Server::start(Options { arguments, ..Options::default() })?;
    let paths = ["/", "/index.html", "/nothing.js", "/healthz", "/readyz", "/api/v1/me", "/api/v1/demo/persons"];
    let more = ["/api/openapi.json", "/api/nothing", "/api/v1/nothing", "/api/v1/cases/x/picture", "/api/v1/devices"];
    for path in paths.into_iter().chain(more) {
        let answer = server.get(path)?;
        let header = |name: &str| answer.header(name).unwrap_or_default().to_owned();
        let policy = header("content-security-policy");
        ensure!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        ensure!(!policy.contains("unsafe") && !policy.contains("http"), "{path}: {policy}");
        ensure!(header("x-content-type-options") == "nosniff", "{path} may be taken for something else");
        ensure!(header("referrer-policy") == "no-referrer", "{path} is told to others");
        ensure!(header("cross-origin-resource-policy") == "same-origin", "{path} may be embedded");
        ensure!(header("strict-transport-security").starts_with("max-age=63072000"), "{path} may come without TLS");
        ensure!(!header("cache-control").is_empty(), "{path} may be kept");
        ensure!(answer.header("access-control-allow-origin").is_none(), "{path} is for other origins");
    }
    Ok(())
}
