//! The log through the real routes, over a store in memory: what is asked, refused, written and not answered.

mod run;

use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::App;
use actix_web::http::Method;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Data;
use samenbeeld_store::memory::MemoryStore;
use samenbeeld_store::{StoreError, Unavailable};
use serde_json::Value;

use super::chain::verify;
use super::*;
use crate::access::Access;
use crate::access::session::{LIFETIME_MS, Sessions};
use crate::access::site::Site;
use crate::access::ticket::Tickets;
use crate::app::{State, WritingPlaces};
use crate::demo::tests::built_in;
use crate::document::documents::Documents;
use crate::http;
use crate::http::limits::Limits;
use crate::version::restore_point::FrozenRooms;

const MINUTE: u64 = 60 * 1000;

/// A clock that stands until it is moved.
struct Hands(AtomicU64);

impl Clock for Hands {
    fn now(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The program over the demo family, without a port.
struct Program {
    state: Data<State>,
    store: Arc<MemoryStore>,
    hands: Arc<Hands>,
    case: CaseId,
    _family: Box<dyn std::any::Any>,
}

impl Program {
    fn new() -> Self {
        let loaded = built_in();
        let (store, vault, case) = (loaded.store.clone(), loaded.vault.clone(), loaded.case.case.id.clone());
        let hands = Arc::new(Hands(AtomicU64::new(1_795_510_800_000)));
        let clock: Arc<dyn Clock> = hands.clone();
        let register = Arc::new(Register::open(vault.clone()).unwrap());
        let fatal = || panic!("fatal");
        let audit = Arc::new(Audit::start(vault.clone(), register.clone(), clock.clone(), Box::new(fatal)).unwrap());
        let points = FrozenRooms { vault: vault.clone(), register: register.clone(), clock: clock.clone() };
        let (documents, _) =
            Documents::start(1, vault.clone(), clock.clone(), Arc::new(points), register.clone()).unwrap();
        let tickets = Tickets::new(vault.derived_secret());
        let access = Access { register, sessions: Arc::new(Sessions::new(store.clone())), tickets };
        let (writings, demo_case) = (WritingPlaces::default(), Some(case.clone()));
        let state = Data::new(State {
            clock,
            vault,
            access,
            site: Site::new(None),
            challenges: Default::default(),
            passkeys: Default::default(),
            // What is counted here is lines, as fast as they come.
            limits: Limits::new((u32::MAX, 1_000_000), (u32::MAX, 1_000_000), (u32::MAX, 1_000_000)),
            audit,
            documents,
            writings,
            demo_case,
            letting_in: tokio::sync::Mutex::default(),
            coming_in: tokio::sync::RwLock::default(),
            oidc: None,
        });
        Self { state, store, hands, case, _family: Box::new(loaded) }
    }

    fn wait(&self, milliseconds: u64) {
        self.hands.0.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// All that was written. What nobody waits for is on disk after one line that somebody waited for.
    fn lines(&self) -> Vec<Line> {
        self.state.audit.lines(&self.case).unwrap()
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/v1/cases/{}/{rest}", self.case)
    }
}

/// Someone with a cookie, or without.
#[derive(Clone, Default)]
struct Caller {
    cookie: Option<String>,
}

/// What came back: status, body, and the cookie that was set.
type Answer = (u16, Vec<u8>, Option<String>);
/// The routes, ready to be asked.
type Routes = Box<dyn Fn(TestRequest) -> Pin<Box<dyn Future<Output = Answer>>>>;

async fn routes(program: &Program) -> Routes {
    let service = Rc::new(init_service(App::new().app_data(program.state.clone()).configure(http::routes)).await);
    Box::new(move |request| {
        let service = service.clone();
        Box::pin(async move {
            let response = call_service(&*service, request.to_request()).await;
            let status = response.status().as_u16();
            let set = response.response().cookies().find(|cookie| cookie.name() == Site::new(None).cookie_name());
            let set = set.map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty());
            (status, read_body(response).await.to_vec(), set)
        })
    })
}

impl Caller {
    async fn ask(&self, app: &Routes, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = TestRequest::with_uri(path).method(method).peer_addr("203.0.113.77:4000".parse().unwrap());
        if let Some(cookie) = &self.cookie {
            request = request.insert_header(("cookie", format!("{}={cookie}", Site::new(None).cookie_name())));
        }
        if let Some(body) = body {
            request = request.set_json(body);
        }
        app(request).await
    }
    async fn get(&self, app: &Routes, path: &str) -> u16 {
        self.ask(app, Method::GET, path, None).await.0
    }
}

async fn login(app: &Routes, person: &str) -> Caller {
    let body = serde_json::json!({ "person": person });
    let (status, _, cookie) = Caller::default().ask(app, Method::POST, "/api/v1/login/demo", Some(body)).await;
    assert_eq!(status, 200);
    Caller { cookie }
}

/// What of a line the tests below compare.
type Told = (Kind, Outcome, Option<String>, Vec<String>, u64);

fn told(line: &Line) -> Told {
    let Event { event_type_code, outcome, user, object, repeats, .. } = &line.body.event;
    let who = user.as_ref().map(|user| user.user_id.to_string());
    (*event_type_code, *outcome, who, object.rooms.iter().map(RoomId::to_string).collect(), *repeats)
}

fn kinds(lines: &[Line]) -> Vec<Kind> {
    lines.iter().map(|line| line.body.event.event_type_code).collect()
}

#[actix_web::test]
async fn a_picture_is_one_line_a_room_and_no_more_within_a_quarter_of_an_hour() {
    let program = Program::new();
    let app = routes(&program).await;
    let femke = login(&app, "femke").await;
    assert_eq!(femke.get(&app, &program.path("picture")).await, 200);
    let first = program.lines();
    let rooms: Vec<Told> = first[1..].iter().map(told).collect();
    assert!(!rooms.is_empty() && rooms.iter().all(|line| line.0 == Kind::RoomRead && line.3.len() == 1), "{rooms:?}");
    for _ in 0..3 {
        program.wait(14 * MINUTE);
        assert_eq!(femke.get(&app, &program.path("picture")).await, 200);
    }
    assert_eq!(program.lines().len(), first.len());
    program.wait(15 * MINUTE);
    assert_eq!(femke.get(&app, &program.path("picture")).await, 200);
    assert_eq!(program.lines().len(), first.len() + rooms.len());
    let again = login(&app, "femke").await;
    assert_eq!(again.get(&app, &program.path("picture")).await, 200);
    assert_eq!(program.lines().len(), first.len() + 2 * rooms.len() + 1, "another session is another device");
}

#[actix_web::test]
async fn the_same_room_opened_by_many_requests_at_once_is_one_line() {
    let program = Program::new();
    let app = routes(&program).await;
    let noor = login(&app, "noor").await;
    let picture = program.path("picture");
    let answers = futures_util::future::join_all((0..40).map(|_| noor.get(&app, &picture))).await;
    assert!(answers.iter().all(|status| *status == 200));
    let lines = program.lines();
    let rooms: BTreeSet<_> = lines[1..].iter().map(|line| line.body.event.object.rooms.clone()).collect();
    assert_eq!(lines.len() - 1, rooms.len());
}

#[actix_web::test]
async fn what_cant_be_written_down_is_not_answered() {
    let program = Program::new();
    let app = routes(&program).await;
    let youssef = login(&app, "youssef").await;
    let list = youssef.ask(&app, Method::GET, &program.path("versions"), None).await.1;
    let list: Value = serde_json::from_slice(&list).unwrap();
    let version = list[0]["id"].as_str().unwrap();
    let other = login(&app, "youssef").await;
    let before = program.lines().len();
    for error in [StoreError::Full, StoreError::Unavailable(Unavailable::Disk), StoreError::Corrupt] {
        program.store.refuse_audit(Some(error));
        for path in ["picture", "versions", "readers", &format!("versions/{version}.json")] {
            let (status, body, _) = other.ask(&app, Method::GET, &program.path(path), None).await;
            assert_eq!(status, 503, "{path}");
            let body: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(body["code"], "store-unavailable", "{path}");
            assert_eq!(body.as_object().unwrap().len(), 5, "{path}: nothing but the problem");
        }
        let freeze = serde_json::json!({ "kind": "working", "reason": "tussenstand" });
        assert_eq!(other.ask(&app, Method::POST, &program.path("versions"), Some(freeze)).await.0, 503);
        let body = serde_json::json!({ "person": "noor" });
        let (status, _, cookie) = Caller::default().ask(&app, Method::POST, "/api/v1/login/demo", Some(body)).await;
        assert_eq!((status, cookie), (503, None), "nobody comes in unseen");
    }
    assert_eq!(program.lines().len(), before);
    assert_eq!(program.state.vault.list_versions(&program.case).unwrap().len(), list.as_array().unwrap().len());
    program.store.refuse_audit(None);
    assert_eq!(other.get(&app, &program.path("picture")).await, 200, "it goes on when there is room");
    let audit = program.state.audit.clone();
    assert_eq!(audit.verify(&program.case).unwrap(), Ok(()));
}

#[actix_web::test]
async fn leaving_works_also_when_nothing_can_be_written_down() {
    let program = Program::new();
    let app = routes(&program).await;
    let noor = login(&app, "noor").await;
    program.store.refuse_audit(Some(StoreError::Full));
    assert_eq!(noor.ask(&app, Method::POST, "/api/v1/logout", None).await.0, 503);
    assert_eq!(noor.get(&app, "/api/v1/me").await, 401);
}

#[actix_web::test]
async fn a_refusal_is_a_line_and_trying_doors_fills_nothing() {
    let program = Program::new();
    let app = routes(&program).await;
    let femke = login(&app, "femke").await;
    let freeze = serde_json::json!({ "kind": "working", "reason": "tussenstand" });
    for _ in 0..30 {
        assert_eq!(femke.ask(&app, Method::POST, &program.path("versions"), Some(freeze.clone())).await.0, 403);
        assert_eq!(femke.get(&app, "/api/v1/cases/gezin-nergens/picture").await, 404);
        assert_eq!(Caller::default().get(&app, &program.path("picture")).await, 401);
        assert_eq!(Caller::default().get(&app, "/api/v1/cases/gezin-nergens/picture").await, 401);
    }
    program.wait(15 * MINUTE);
    assert_eq!(femke.ask(&app, Method::POST, &program.path("versions"), Some(freeze)).await.0, 403);
    program.state.audit.stop();
    let lines: Vec<Told> = program.lines()[1..].iter().map(told).collect();
    let femke = Some("femke".to_owned());
    assert_eq!(
        lines,
        [
            (Kind::VersionFrozen, Outcome::Refused, femke.clone(), vec![], 0),
            (Kind::RoomRead, Outcome::Refused, femke.clone(), vec![], 0),
            (Kind::RoomRead, Outcome::Refused, None, vec![], 0),
            (Kind::VersionFrozen, Outcome::Refused, femke, vec![], 29),
        ]
    );
    let unknown = &program.lines()[2].body.event;
    assert_eq!(unknown.object, Object::default(), "a made-up name is not kept");
    assert_eq!(program.lines()[1].body.event.refusal, Some(ErrorCode::NotYours));
    assert_eq!(serde_json::to_value(&unknown.network).unwrap(), "203.0.113.0/24");
}

#[actix_web::test]
async fn who_looked_is_told_and_reading_that_is_a_line() {
    let program = Program::new();
    let app = routes(&program).await;
    let (youssef, noor) = (login(&app, "youssef").await, login(&app, "noor").await);
    assert_eq!(youssef.get(&app, &program.path("picture")).await, 200);
    let readers = |path: String| {
        let (app, noor) = (&app, &noor);
        async move {
            let (status, body, _) = noor.ask(app, Method::GET, &path, None).await;
            assert_eq!(status, 200, "{path}");
            serde_json::from_slice::<Value>(&body).unwrap()["readers"].as_array().unwrap().clone()
        }
    };
    let found = readers(program.path("readers")).await;
    assert_eq!((found.len(), &found[0]["person"], &found[0]["day"]), (1, &"youssef".into(), &"2026-11-24".into()));
    assert_eq!(kinds(&program.lines()).last(), Some(&Kind::LogRead));
    assert!(readers(program.path("readers?from=2026-11-25")).await.is_empty());
    assert_eq!(readers(program.path("readers?from=2026-11-24&to=2026-11-24")).await.len(), 1);
    assert_eq!(noor.get(&app, &program.path("readers?from=vandaag")).await, 400);
    assert_eq!(noor.get(&app, &program.path("readers?to=2026-02-30")).await, 400);
}

// L2
#[actix_web::test]
async fn who_reads_the_people_of_a_case_leaves_a_line_once_for_each_reading_session() {
    let program = Program::new();
    let app = routes(&program).await;
    let (youssef, noor) = (login(&app, "youssef").await, login(&app, "noor").await);
    let read = |program: &Program| {
        let lines = program.lines().into_iter().map(|line| line.body.event);
        let of_register = lines.filter(|event| event.event_type_code == Kind::RegisterRead);
        of_register.map(|event| (event.outcome, serde_json::to_value(&event.ground).unwrap())).collect::<Vec<_>>()
    };
    for _ in 0..2 {
        assert_eq!(youssef.get(&app, &program.path("people")).await, 200);
        assert_eq!(youssef.get(&app, &program.path("consents")).await, 200);
    }
    assert_eq!(read(&program), [(Outcome::Done, "leads".into())]);
    assert_eq!(noor.get(&app, &program.path("consents")).await, 200);
    assert_eq!(noor.get(&app, &program.path("people")).await, 403);
    program.state.audit.stop();
    let outcomes: Vec<_> = read(&program).into_iter().map(|(outcome, _)| outcome).collect();
    assert_eq!(outcomes, [Outcome::Done, Outcome::Done, Outcome::Refused]);
}

/// The words a case is recognised by: none of them may be in a line.
// L4
#[actix_web::test]
async fn no_text_of_the_case_and_no_secret_is_in_any_line() {
    let program = Program::new();
    let app = routes(&program).await;
    let noor = login(&app, "noor").await;
    let youssef = login(&app, "youssef").await;
    let mut texts = BTreeSet::from(["een reden die niemand leest".to_owned()]);
    for caller in [&noor, &youssef] {
        let (status, picture, _) = caller.ask(&app, Method::GET, &program.path("picture"), None).await;
        assert_eq!(status, 200);
        strings(&serde_json::from_slice(&picture).unwrap(), &mut texts);
        texts.extend(caller.cookie.clone());
    }
    let freeze = serde_json::json!({ "kind": "working", "reason": "een reden die niemand leest" });
    assert_eq!(youssef.ask(&app, Method::POST, &program.path("versions"), Some(freeze)).await.0, 201);
    for path in ["versions", "readers", "removed?document=geheim&text=geheim", "nergens"] {
        youssef.get(&app, &program.path(path)).await;
    }
    youssef.ask(&app, Method::POST, "/api/v1/logout", None).await;
    program.state.audit.stop();
    let lines = program.lines();
    assert!(lines.len() > 10);
    let opened = serde_json::to_string(&lines).unwrap();
    // Names of persons and rooms are what a line is about; only whole sentences and secrets are looked for.
    let canaries: Vec<&String> =
        texts.iter().filter(|text| text.len() > 12 && text.contains(' ') || text.len() == 43).collect();
    assert!(canaries.len() > 100, "{}", canaries.len());
    for canary in canaries {
        assert!(!opened.contains(canary.as_str()), "{canary}");
    }
    assert!(!opened.contains("geheim"));
}

fn strings(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                // Of the register: the log says where someone works.
                if key != "organisation" {
                    strings(value, found);
                }
            }
        }
        _ => {}
    }
}

/// Many that come at once share what is slow.
#[test]
fn what_comes_while_a_commit_is_written_goes_into_one_commit() {
    let program = Program::new();
    let readings = Arc::<Mutex<Readings>>::default();
    let key = program.state.audit.key.clone();
    let writer = Writer::start(program.state.vault.clone(), key, readings.clone(), Box::new(|| panic!())).unwrap();
    let before = program.store.audit_commits();
    // While this is held nothing is written.
    let held = readings.lock().unwrap();
    for number in 0..200 {
        let once = Some(Opening { session: number.to_string(), place: Place::Log });
        let event = Event::new(Kind::LogRead, 1_000, Object::default());
        writer.hand_over(Entry { case: program.case.clone(), event, once }).unwrap();
    }
    drop(held);
    writer.shutdown();
    assert_eq!(program.lines().len(), 200);
    assert!(program.store.audit_commits() - before <= 2, "{} commits", program.store.audit_commits() - before);
    assert_eq!(
        writer.hand_over(Entry {
            case: program.case.clone(),
            event: Event::new(Kind::LogRead, 1_000, Object::default()),
            once: None,
        }),
        Err(Closed)
    );
}

#[test]
fn when_too_much_waits_nothing_more_is_taken() {
    let program = Program::new();
    let readings = Arc::<Mutex<Readings>>::default();
    let key = program.state.audit.key.clone();
    let writer = Writer::start(program.state.vault.clone(), key, readings.clone(), Box::new(|| panic!())).unwrap();
    let held = readings.lock().unwrap();
    let mut taken = 0;
    let entry = || {
        let once = Some(Opening { session: "one".into(), place: Place::Log });
        Entry { case: program.case.clone(), event: Event::new(Kind::LogRead, 1_000, Object::default()), once }
    };
    while writer.hand_over(entry()).is_ok() {
        taken += 1;
        assert!(taken < 100_000, "it takes everything");
    }
    drop(held);
    writer.shutdown();
    assert_eq!(program.lines().len(), 1);
}
