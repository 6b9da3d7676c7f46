//! A random run of thousands of actions beside a model of the log by the simplest rules there are.

use super::*;

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// What should stand in the log, kept by the simplest rules there are.
#[derive(Default)]
struct Model {
    lines: Vec<Told>,
    used: BTreeMap<(String, String), u64>,
    refused: BTreeMap<(String, Kind), (u64, u64)>,
}

impl Model {
    fn opens(&mut self, session: &str, who: &str, kind: Kind, place: &str, rooms: Vec<String>, now: u64) {
        let last = self.used.insert((session.to_owned(), place.to_owned()), now);
        if last.is_none_or(|last| now - last >= 15 * MINUTE) {
            self.does(who, kind, rooms);
        }
    }
    fn does(&mut self, who: &str, kind: Kind, rooms: Vec<String>) {
        self.lines.push((kind, Outcome::Done, Some(who.to_owned()), rooms, 0));
    }
    fn refuses(&mut self, session: &str, who: Option<&str>, kind: Kind, now: u64) {
        let told = self.refused.entry((session.to_owned(), kind)).or_insert((u64::MAX, 0));
        if told.0 != u64::MAX && now - told.0 < 15 * MINUTE {
            told.1 += 1;
            return;
        }
        self.lines.push((kind, Outcome::Refused, who.map(str::to_owned), vec![], told.1));
        *told = (now, 0);
    }
}

/// reliability-security.md A1: every action has exactly one line.
#[actix_web::test]
async fn of_three_thousand_actions_each_has_exactly_one_line() {
    let program = Program::new();
    let app = routes(&program).await;
    let mut dice = Dice(11);
    let mut model = Model::default();
    let people = ["noor", "jeroen", "youssef", "femke", "ilse"];
    let mut sessions: Vec<(Caller, String, &str)> = Vec::new();
    let mut logins = 0;
    let version = program.state.vault.list_versions(&program.case).unwrap()[0].0;
    let mut frozen = 0;
    let never = "9f1c3b0e-5a0f-4b7e-9a53-1f0c6d7e8f91";
    for _ in 0..3_000 {
        program.wait(dice.below(8) * dice.below(60_000));
        let now = program.hands.now();
        if sessions.len() < 4 || dice.below(25) == 0 {
            let who = people[usize::try_from(dice.below(5)).unwrap()];
            logins += 1;
            sessions.push((login(&app, who).await, format!("session {logins}"), who));
            model.does(who, Kind::LoggedIn, vec![]);
            continue;
        }
        let at = usize::try_from(dice.below(sessions.len() as u64)).unwrap();
        let (caller, session, who) = sessions[at].clone();
        let standing = program.state.access.sessions.by_secret(caller.cookie.as_deref().unwrap(), now);
        let Some(standing) = standing else {
            // It ran out, after twelve hours.
            assert_eq!(caller.get(&app, &program.path("picture")).await, 401);
            model.refuses("nobody", None, Kind::RoomRead, now);
            sessions.remove(at);
            continue;
        };
        let rooms: BTreeSet<String> =
            program.state.access.readable(&standing, now).iter().map(|one| one.document().room.to_string()).collect();
        let rooms: Vec<String> = rooms.into_iter().collect();
        match dice.below(11) {
            0..3 => {
                assert_eq!(caller.get(&app, &program.path("picture")).await, 200);
                for room in rooms {
                    model.opens(&session, who, Kind::RoomRead, &room.clone(), vec![room], now);
                }
            }
            3 => {
                assert_eq!(caller.get(&app, &program.path("versions")).await, 200);
                model.opens(&session, who, Kind::VersionsListed, "versions", rooms, now);
            }
            4 => {
                let (status, body, _) =
                    caller.ask(&app, Method::GET, &program.path(&format!("versions/{version}.json")), None).await;
                if status == 200 {
                    let export: Value = serde_json::from_slice(&body).unwrap();
                    let parts = export["parts"].as_array().unwrap();
                    let mut rooms: Vec<String> =
                        parts.iter().map(|part| part["room"].as_str().unwrap().to_owned()).collect();
                    rooms.sort();
                    model.does(who, Kind::VersionExported, rooms);
                } else {
                    model.refuses(&session, Some(who), Kind::VersionExported, now);
                }
            }
            5 => {
                let path = program.path(&format!("versions/{never}.json"));
                assert_eq!(caller.get(&app, &path).await, 404);
                model.refuses(&session, Some(who), Kind::VersionExported, now);
            }
            6 => {
                let path = format!("removed?document={}/core/board&text=text:question/{never}/text", program.case);
                let status = caller.get(&app, &program.path(&path)).await;
                if rooms.contains(&"core".to_owned()) {
                    assert_eq!(status, 200);
                    model.does(who, Kind::RemovedRead, vec!["core".into()]);
                } else {
                    assert_eq!(status, 404);
                    model.refuses(&session, Some(who), Kind::RemovedRead, now);
                }
            }
            7 => {
                assert_eq!(caller.get(&app, &program.path("readers")).await, 200);
                model.opens(&session, who, Kind::LogRead, "log", vec![], now);
            }
            9 => {
                assert_eq!(caller.get(&app, &program.path("consents")).await, 200);
                model.opens(&session, who, Kind::RegisterRead, "register", vec![], now);
            }
            8 if who != "youssef" || frozen < 20 => {
                let freeze = serde_json::json!({ "kind": "working", "reason": "tussenstand" });
                let (status, ..) = caller.ask(&app, Method::POST, &program.path("versions"), Some(freeze)).await;
                if status == 201 {
                    frozen += 1;
                    model.does(who, Kind::VersionFrozen, rooms);
                } else {
                    assert_eq!(status, 403);
                    model.refuses(&session, Some(who), Kind::VersionFrozen, now);
                }
            }
            _ if dice.below(3) == 0 => {
                assert_eq!(caller.ask(&app, Method::POST, "/api/v1/logout", None).await.0, 204);
                model.does(who, Kind::LoggedOut, vec![]);
                sessions.remove(at);
            }
            _ => {
                assert_eq!(Caller::default().get(&app, &program.path("versions")).await, 401);
                model.refuses("nobody", None, Kind::VersionsListed, now);
            }
        }
    }
    program.state.audit.stop();
    let lines = program.lines();
    for (number, (line, wanted)) in lines.iter().map(told).zip(&model.lines).enumerate() {
        assert_eq!(line, *wanted, "line {}", number + 1);
    }
    assert_eq!(lines.len(), model.lines.len());
    assert!(lines.len() > 1_000 && program.hands.now() > LIFETIME_MS);
    let head = program.state.vault.open_audit_head(&program.case).unwrap().unwrap();
    assert!(verify(&program.case, &lines, &[head], &[program.state.audit.key.public()]).is_ok());
}
