//! Professionals come in through a real OpenID provider, over HTTP alone, as a browser would (docs/protocol.md O1–O5). What
//! a provider may not say is tested in `server/identity/tests/forged/`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use samenbeeld_tests::http::{Answer, Person, exchange, send};
use samenbeeld_tests::node::NodePeer;
use samenbeeld_tests::server::{Options, Server};
use serde_json::{Value, json};
use tempfile::TempDir;

const LOGIN: &str = "/api/v1/login/oidc";
const CALLBACK: &str = "/api/v1/login/oidc/callback";

/// A provider and the program, each knowing the other.
struct Organisation {
    provider: NodePeer,
    issuer: String,
    server: Server,
    _secret: TempDir,
}

impl Organisation {
    fn open(algorithm: &str) -> Result<Self> {
        let mut provider = NodePeer::start("openid")?;
        let listening = provider.ask("listen", json!({}))?;
        let text = |name: &str| listening.get(name).and_then(Value::as_str).map(str::to_owned).context("no such word");
        let (issuer, level) = (text("issuer")?, text("level")?);
        let folder = tempfile::Builder::new().prefix("samenbeeld-secret-").tempdir()?;
        let secret = folder.path().join("secret");
        std::fs::write(&secret, "a-secret-of-the-two-of-us\n")?;
        let server =
            Server::start(Options { arguments: arguments(&issuer, algorithm, &secret, &level), ..Options::default() })?;
        let mut organisation = Self { provider, issuer, server, _secret: folder };
        organisation.renew()?;
        Ok(organisation)
    }

    /// The provider gets other keys and forgets who is logged in.
    fn renew(&mut self) -> Result<()> {
        let at = format!("http://{}", self.server.addr());
        self.provider.ask("open", json!({ "at": at })).map(drop)
    }

    fn comes(&mut self, account: Option<&str>, level: Option<&str>) -> Result<()> {
        let mut next = json!({ "account": account });
        if let (Some(level), Some(map)) = (level, next.as_object_mut()) {
            map.insert("level".into(), level.into());
        }
        self.provider.ask("next", next).map(drop)
    }
}

fn arguments(issuer: &str, algorithm: &str, secret: &std::path::Path, level: &str) -> Vec<String> {
    let client = format!("samenbeeld-{algorithm}");
    let secret = PathBuf::from(secret).display().to_string();
    ["--oidc-issuer", issuer, "--oidc-client-id", &client, "--oidc-client-secret-file", &secret, "--oidc-acr", level]
        .map(str::to_owned)
        .into()
}

/// A browser without scripts: cookies for each address, redirects followed one at a time.
#[derive(Default)]
struct Browser {
    jars: BTreeMap<SocketAddr, BTreeMap<String, String>>,
}

impl Browser {
    fn get(&mut self, addr: SocketAddr, path: &str) -> Result<Answer> {
        let answer = send(addr, "GET", path, Some(&self.cookies(addr)), None)?;
        self.keep(addr, &answer);
        Ok(answer)
    }

    /// Sends a form as a page of that address does.
    fn post(&mut self, addr: SocketAddr, path: &str, form: &str) -> Result<Answer> {
        let (cookies, length) = (self.cookies(addr), form.len());
        let answer = exchange(
            addr,
            format!(
                "POST {path} HTTP/1.1\r\nhost: {addr}\r\norigin: http://{addr}\r\nconnection: close\r\ncookie: {cookies}\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
            )
            .as_bytes(),
        )?;
        self.keep(addr, &answer);
        Ok(answer)
    }

    fn cookies(&self, addr: SocketAddr) -> String {
        let jar = self.jars.get(&addr).into_iter().flatten();
        jar.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, addr: SocketAddr, answer: &Answer) {
        let jar = self.jars.entry(addr).or_default();
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            if let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) {
                let over = value.is_empty() || cookie.to_ascii_lowercase().contains("max-age=0");
                if over {
                    jar.remove(name);
                } else {
                    jar.insert(name.to_owned(), value.to_owned());
                }
            }
        }
    }

    /// Follows redirects until one leads to `stop` of the program, or to none.
    fn follow(
        &mut self,
        mut answer: Answer,
        mut at: SocketAddr,
        stop: Option<&str>,
    ) -> Result<(Answer, Option<String>)> {
        for _ in 0..10 {
            let Some(location) = answer.header("location").map(str::to_owned) else { return Ok((answer, None)) };
            let path = match location.strip_prefix("http://") {
                Some(rest) => {
                    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                    at = host.parse()?;
                    format!("/{path}")
                }
                None => location,
            };
            if stop.is_some_and(|stop| path.starts_with(stop)) {
                return Ok((answer, Some(path)));
            }
            answer = self.get(at, &path)?;
        }
        bail!("redirects without end")
    }

    /// A whole login: the last answer of it.
    fn login(&mut self, server: &Server) -> Result<Answer> {
        let begun = self.get(server.addr(), LOGIN)?;
        Ok(self.follow(begun, server.addr(), None)?.0)
    }

    /// A login up to the address with which the provider sends the browser back.
    fn login_until_back(&mut self, server: &Server) -> Result<String> {
        let begun = self.get(server.addr(), LOGIN)?;
        let (answer, path) = self.follow(begun, server.addr(), Some(CALLBACK))?;
        path.with_context(|| format!("never sent back: {} {}", answer.status, String::from_utf8_lossy(&answer.body)))
    }

    fn me(&mut self, server: &Server) -> Result<Answer> {
        self.get(server.addr(), "/api/v1/me")
    }
}

fn page(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// O1: with every algorithm we take, and again after the provider changed its keys.
#[test]
fn a_professional_comes_in_through_the_provider_of_their_employer() -> Result<()> {
    for algorithm in ["RS256", "PS256", "ES256", "EdDSA"] {
        let mut organisation = Organisation::open(algorithm)?;
        for _ in 0..2 {
            let mut browser = Browser::default();
            ensure!(browser.me(&organisation.server)?.status == 401);
            let answer = browser.login(&organisation.server)?;
            ensure!(
                answer.status == 200,
                "{algorithm}: {} {}\n{}",
                answer.status,
                page(&answer),
                organisation.server.log()
            );
            let me = browser.me(&organisation.server)?.json()?;
            assert_eq!((&me["person"], &me["role"]), (&json!("ilse"), &json!("gedragswetenschapper")), "{algorithm}");
            organisation.renew()?;
        }
    }
    Ok(())
}

/// A worker who came in by a link ties the login of their employer to their account; from then on that is the only way in.
#[test]
fn a_worker_ties_their_employers_login_and_comes_in_by_nothing_else() -> Result<()> {
    let mut organisation = Organisation::open("ES256")?;
    let addr = organisation.server.addr();
    let back = organisation.server.login("youssef")?.post("/api/v1/office/return", &json!({}))?;
    let office = Person::let_in(addr, &back)?;
    let account = office.ask("/api/v1/office/accounts", &json!({ "name": "Fatma Yilmaz", "role": "wijkteam" }))?;
    let invite = || -> Result<Value> {
        let made = office.ask("/api/v1/cases/office/invitations", &json!({ "person": account["account"] }))?;
        let link = made["link"].as_str().and_then(|link| link.split_once("#kom=")).context("a link")?.1;
        Ok(json!({ "link": link, "code": made["code"] }))
    };
    let entered = send(addr, "POST", "/api/v1/enter", None, Some(&invite()?))?;
    let by_link = Person::let_in(addr, &entered)?;
    ensure!(by_link.get("/api/v1/office")?.json()?["may_tie"] == true);
    let lies_about = invite()?;
    let mut browser = Browser::default();
    browser.keep(addr, &entered);
    organisation.comes(Some("fatma-van-de-gemeente"), None)?;
    let begun = browser.get(addr, &format!("{LOGIN}?tie=1"))?;
    let (answer, _) = browser.follow(begun, addr, None)?;
    ensure!(answer.status == 200, "{} {}", answer.status, page(&answer));
    let there = browser.get(addr, "/api/v1/office")?.json()?;
    ensure!(there["name"] == "Fatma Yilmaz" && there["may_tie"] == false, "{there}");
    ensure!(by_link.get("/api/v1/me")?.status == 401, "what began by the link is over");
    let late = send(addr, "POST", "/api/v1/enter", None, Some(&lies_about))?;
    ensure!(late.code().as_deref() == Some("invitation-closed"), "{:?}", late.code());
    let mut elsewhere = Browser::default();
    organisation.comes(Some("fatma-van-de-gemeente"), None)?;
    ensure!(elsewhere.login(&organisation.server)?.status == 200);
    ensure!(elsewhere.get(addr, "/api/v1/office")?.json()?["name"] == "Fatma Yilmaz");
    Ok(())
}

/// O2: the cookies hold nothing, and go nowhere they need not.
#[test]
fn a_login_under_way_is_one_random_name_in_a_cookie_of_ten_minutes() -> Result<()> {
    let organisation = Organisation::open("RS256")?;
    let begun = organisation.server.get(LOGIN)?;
    ensure!(begun.status == 302, "{}", begun.status);
    let cookie = begun.header("set-cookie").context("no cookie")?;
    for part in ["HttpOnly", "SameSite=Lax", "Path=/api/v1/login/oidc", "Max-Age=600"] {
        ensure!(cookie.contains(part), "{part}: {cookie}");
    }
    let location = begun.header("location").context("nowhere")?;
    ensure!(location.starts_with(&organisation.issuer), "{location}");
    for part in ["code_challenge_method=S256", "max_age=28800", "acr_values=", "nonce=", "state="] {
        ensure!(location.contains(part), "{part}: {location}");
    }
    assert_eq!(begun.header("cache-control"), Some("no-store"));
    Ok(())
}

/// O2: who was sent back with what is not theirs, or twice, stays outside.
#[test]
fn an_answer_counts_once_and_only_in_the_browser_that_began() -> Result<()> {
    let organisation = Organisation::open("RS256")?;
    let server = &organisation.server;
    let mut browser = Browser::default();

    // Another's answer: the victim is sent to the address the attacker was sent back with.
    let theirs = Browser::default().login_until_back(server)?;
    browser.get(server.addr(), LOGIN)?;
    let refused = browser.get(server.addr(), &theirs)?;
    assert_eq!((refused.status, browser.me(server)?.status), (400, 401));
    ensure!(page(&refused).contains("Begin opnieuw"), "{}", page(&refused));

    // The state changed on the way.
    let back = browser.login_until_back(server)?;
    let changed = back.replace("state=", "state=x");
    assert_eq!(browser.get(server.addr(), &changed)?.status, 400);
    // And that one was used up: the right one comes too late.
    assert_eq!((browser.get(server.addr(), &back)?.status, browser.me(server)?.status), (400, 401));

    // The same answer twice: the second time nobody waits for it.
    let back = browser.login_until_back(server)?;
    let mut copy = Browser { jars: browser.jars.clone() };
    assert_eq!(browser.get(server.addr(), &back)?.status, 302);
    assert_eq!(browser.me(server)?.status, 200);
    assert_eq!((copy.get(server.addr(), &back)?.status, copy.me(server)?.status), (400, 401));

    // A code that another login of the same browser used already: the provider refuses it.
    let code = |path: &str| path.split(['?', '&']).find(|part| part.starts_with("code=")).map(str::to_owned);
    let (mut other, used) = (Browser::default(), code(&back).context("no code")?);
    let fresh = other.login_until_back(server)?;
    let swapped = fresh.replace(&code(&fresh).context("no code")?, &used);
    let refused = other.get(server.addr(), &swapped)?;
    assert_eq!((refused.status, other.me(server)?.status), (400, 401));
    ensure!(page(&refused).contains("al gebruikt"), "{}", page(&refused));
    Ok(())
}

/// O3: who is not certain enough, is nobody here, or was stopped there, reads what to do.
#[test]
fn who_can_not_come_in_reads_why_in_dutch() -> Result<()> {
    let mut organisation = Organisation::open("RS256")?;
    for (account, level, status, words, way_on) in [
        (Some("ilse"), Some("http://eidas.europa.eu/LoA/low"), 403, "extra stap", "?again=1"),
        (Some("nobody"), None, 403, "nog niet gekoppeld aan een gezin", "?again=1"),
        // Someone of the family has no employer here.
        (Some("noor"), None, 403, "nog niet gekoppeld aan een gezin", "?again=1"),
        (None, None, 403, "liet u niet binnen", "/api/v1/login/oidc\""),
    ] {
        organisation.comes(account, level)?;
        let mut browser = Browser::default();
        let refused = browser.login(&organisation.server)?;
        let html = page(&refused);
        ensure!(refused.status == status && html.contains(words) && html.contains(way_on), "{account:?}: {html}");
        assert_eq!(refused.header("content-type"), Some("text/html; charset=utf-8"));
        ensure!(refused.header("content-security-policy").is_some(), "no policy");
        assert_eq!(browser.me(&organisation.server)?.status, 401);
    }
    Ok(())
}

/// O4: whoever goes out at the provider is out here too; the same notice a second time does nothing.
#[test]
fn going_out_at_the_provider_ends_the_session_here() -> Result<()> {
    let mut organisation = Organisation::open("ES256")?;
    let provider: SocketAddr = organisation.issuer.trim_start_matches("http://").parse()?;
    let (mut browser, mut elsewhere) = (Browser::default(), Browser::default());
    browser.login(&organisation.server)?;
    elsewhere.login(&organisation.server)?;
    assert_eq!((browser.me(&organisation.server)?.status, elsewhere.me(&organisation.server)?.status), (200, 200));

    let out = confirm_logout(&mut browser, provider, "/session/end")?;
    let notices = organisation.provider.ask("notices", json!({}))?;
    ensure!(browser.me(&organisation.server)?.status == 401, "{} {} {notices}", out.status, page(&out));
    // The same person's login on another device is another session of the provider.
    assert_eq!(elsewhere.me(&organisation.server)?.status, 200);

    let notices = organisation.provider.ask("notices", json!({}))?;
    let notice = notices.get(0).context("no notice was sent")?;
    assert_eq!(notice["status"], json!(200));
    let again = Browser::default().post(
        organisation.server.addr(),
        "/api/v1/logout/oidc/backchannel",
        notice["body"].as_str().context("no body")?,
    )?;
    assert_eq!((again.status, again.json()?["error"].clone()), (400, json!("invalid_request")));
    assert_eq!(elsewhere.me(&organisation.server)?.status, 200);
    for nonsense in ["", "logout_token=", "logout_token=a.b.c", "other=x"] {
        let refused =
            Browser::default().post(organisation.server.addr(), "/api/v1/logout/oidc/backchannel", nonsense)?;
        assert_eq!(refused.status, 400, "{nonsense}");
    }
    Ok(())
}

/// O5: whoever goes out here is sent on to go out at the provider, and comes back.
#[test]
fn going_out_here_leads_to_going_out_at_the_provider() -> Result<()> {
    let organisation = Organisation::open("RS256")?;
    let (server, mut browser) = (&organisation.server, Browser::default());
    let provider: SocketAddr = organisation.issuer.trim_start_matches("http://").parse()?;
    browser.login(server)?;
    let answer = browser.post(server.addr(), "/api/v1/logout/oidc", "")?;
    assert_eq!(answer.status, 200);
    assert_eq!(browser.me(server)?.status, 401);
    let url = answer.json()?["url"].as_str().context("nowhere to go on to")?.to_owned();
    let path = url.strip_prefix(&organisation.issuer).context("to someone else")?;
    let back = confirm_logout(&mut browser, provider, path)?;
    assert_eq!(back.header("location"), Some(format!("http://{}/", server.addr()).as_str()));
    // Who is out there must show again who they are.
    let begun = browser.get(server.addr(), LOGIN)?;
    let (_, asked) = browser.follow(begun, server.addr(), Some("/interaction/"))?;
    ensure!(asked.is_some(), "nobody was asked who they are");
    Ok(())
}

/// Says yes on the provider's page that asks whether one wants to go out.
fn confirm_logout(browser: &mut Browser, provider: SocketAddr, path: &str) -> Result<Answer> {
    let asked = browser.get(provider, path)?;
    let html = page(&asked);
    let between = |start: &str| Some(html.split_once(start)?.1.split('"').next()?.to_owned());
    let token = between("name=\"xsrf\" value=\"").with_context(|| format!("no question: {} {html}", asked.status))?;
    let action = between("action=\"").context("no form")?;
    let path = action.strip_prefix(&format!("http://{provider}")).unwrap_or(&action).to_owned();
    browser.post(provider, &path, &format!("xsrf={token}&logout=yes"))
}

/// O3: families come in while the provider is away; who wants in through it reads so, soon.
#[test]
fn without_its_provider_the_program_serves_everyone_else() -> Result<()> {
    let mut organisation = Organisation::open("RS256")?;
    organisation.provider.ask("close", json!({}))?;
    let began = Instant::now();
    for _ in 0..3 {
        let refused = Browser::default().get(organisation.server.addr(), LOGIN)?;
        ensure!(refused.status == 503 && page(&refused).contains("geen antwoord"), "{}", page(&refused));
    }
    ensure!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    assert_eq!(organisation.server.login("noor")?.get("/api/v1/me")?.status, 200);
    let lost =
        Browser::default().post(organisation.server.addr(), "/api/v1/logout/oidc/backchannel", "logout_token=x")?;
    assert_eq!(lost.status, 503);
    Ok(())
}

/// O1: what isn't configured isn't there.
#[test]
fn without_configuration_there_is_no_such_way_in() -> Result<()> {
    let server = Server::demo()?;
    let unknown = server.get("/api/nothing")?;
    assert_eq!(unknown.status, 404);
    for path in [LOGIN, CALLBACK, "/api/v1/login/oidc/callback?state=a&code=b"] {
        assert_eq!(server.get(path)?, unknown, "{path}");
    }
    let notice = Browser::default().post(server.addr(), "/api/v1/logout/oidc/backchannel", "logout_token=x")?;
    assert_eq!((notice.status, notice.body), (unknown.status, unknown.body));
    Ok(())
}
