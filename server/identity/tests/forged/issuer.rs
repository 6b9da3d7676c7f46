//! A provider that says whatever a test wants: enough of HTTP and OpenID Connect to lie well.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use samenbeeld_identity::{Begun, Config, Identity, LoginError, Provider, Returned};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The time in every test, in milliseconds since 1970.
pub const NOW: u64 = 1_800_000_000_000;
pub const SECONDS: i64 = 1_800_000_000;
pub const CLIENT: &str = "samenbeeld";
pub const SECRET: &str = "a secret that only both of us know, and it is long";
pub const LEVEL: &str = "http://eidas.europa.eu/LoA/high";

/// How an address answers, when not as it should.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It takes the question and never answers.
    Silent,
    /// It announces more than anyone should read.
    Long,
    /// It sends without end and without saying how much.
    Endless,
    /// It sends the asker elsewhere.
    Elsewhere,
    /// It says the code is no longer good.
    Spent,
    Failing,
}

#[derive(Default)]
pub struct World {
    pub keys: Vec<Value>,
    /// The id_token it gives for a code.
    pub token: String,
    pub asked: HashMap<String, usize>,
    pub trouble: HashMap<&'static str, Trouble>,
}

pub struct Issuer {
    pub url: String,
    world: Arc<Mutex<World>>,
}

/// A key of the issuer by a number.
pub fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

/// Its public half as the issuer publishes it.
pub fn published(number: u8) -> Value {
    let x = URL_SAFE_NO_PAD.encode(key(number).verifying_key().as_bytes());
    json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid(number), "x": x })
}

pub fn kid(number: u8) -> String {
    format!("key-{number}")
}

/// Two parts of a token, encoded and joined: what gets signed.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

/// A token under key `number`.
pub fn signed(number: u8, claims: &Value) -> String {
    signed_as(number, &json!({ "alg": "EdDSA", "typ": "JWT", "kid": kid(number) }), claims)
}

/// A token under key `number` with any header.
pub fn signed_as(number: u8, header: &Value, claims: &Value) -> String {
    let unsigned = unsigned(header, claims);
    let signature = URL_SAFE_NO_PAD.encode(key(number).sign(unsigned.as_bytes()).to_bytes());
    format!("{unsigned}.{signature}")
}

impl Issuer {
    /// Starts with key 1.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let world = Arc::new(Mutex::new(World { keys: vec![published(1)], ..World::default() }));
        let (shared, own) = (world.clone(), url.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, own.clone(), shared.clone()));
            }
        });
        Self { url, world }
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    pub fn asked(&self, path: &str) -> usize {
        self.world().asked.get(path).copied().unwrap_or(0)
    }

    pub fn config(&self) -> Config {
        Config {
            issuer: self.url.clone(),
            client_id: CLIENT.into(),
            client_secret: SECRET.into(),
            redirect: "http://127.0.0.1:8080/back".into(),
            acr: vec![LEVEL.into()],
            max_age: Duration::from_secs(3600),
            scopes: vec!["profile".into()],
            organisation_claim: "organisation".into(),
            patience: Duration::from_secs(10),
        }
    }

    pub async fn provider(&self) -> Provider {
        Provider::discover(self.config()).await.unwrap()
    }

    /// The claims of a login that is in order.
    pub fn claims(&self, begun: &Begun) -> Value {
        json!({
            "iss": self.url, "sub": "worker-1", "aud": CLIENT, "exp": SECONDS + 300, "iat": SECONDS,
            "auth_time": SECONDS - 60, "nonce": asked_for(begun, "nonce"), "acr": LEVEL, "amr": ["pwd", "hwk"],
            "sid": "session-1", "name": "Youssef Haddou", "organisation": "Wijkteam Waterbrug",
        })
    }

    /// The claims of a logout that is in order.
    pub fn logout(&self, jti: &str) -> Value {
        json!({
            "iss": self.url, "sub": "worker-1", "sid": "session-1", "aud": CLIENT, "iat": SECONDS, "exp": SECONDS + 120,
            "jti": jti, "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        })
    }

    /// A whole login in which the provider gives the token that `forge` makes of the claims that would be in order.
    pub async fn login(
        &self,
        provider: &Provider,
        forge: impl FnOnce(Value) -> String,
    ) -> Result<Identity, LoginError> {
        let begun = provider.begin([7; 96], false, NOW);
        self.world().token = forge(self.claims(&begun));
        let returned = self.returned(&begun);
        provider.finish(begun.pending, returned, NOW).await
    }

    /// The browser's way back, in order.
    pub fn returned(&self, begun: &Begun) -> Returned {
        let state = Some(asked_for(begun, "state"));
        Returned { state, code: Some("code-1".into()), error: None, iss: Some(self.url.clone()) }
    }
}

/// A parameter of the address the browser is sent to.
pub fn asked_for(begun: &Begun, name: &str) -> String {
    let (_, query) = begun.url.split_once('?').unwrap();
    let values = query.split('&').filter_map(|pair| pair.split_once('='));
    values
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value.replace("%3A", ":").replace("%2F", "/"))
        .next()
        .unwrap()
}

async fn serve(mut stream: TcpStream, own: String, world: Arc<Mutex<World>>) {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let Ok(read @ 1..) = stream.read(&mut chunk).await else { return };
        bytes.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = |line: &str| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok();
        if body.len() < head.lines().find_map(length).unwrap_or(0) {
            continue;
        }
        let path = head.split(' ').nth(1).unwrap().to_owned();
        let (trouble, body) = {
            let mut world = world.lock().unwrap();
            *world.asked.entry(path.clone()).or_default() += 1;
            (world.trouble.get(path.as_str()).copied(), answer(&path, &own, &world))
        };
        bytes.clear();
        let sent = match trouble {
            None => reply(&mut stream, "200 OK", "", &body).await,
            Some(Trouble::Spent) => {
                reply(&mut stream, "400 Bad Request", "", &json!({ "error": "invalid_grant" }).to_string()).await
            }
            Some(Trouble::Failing) => reply(&mut stream, "503 Service Unavailable", "", "later").await,
            Some(Trouble::Elsewhere) => {
                reply(&mut stream, "307 Temporary Redirect", &format!("location: {own}/elsewhere\r\n"), &body).await
            }
            Some(Trouble::Long) => reply(&mut stream, "200 OK", "", &" ".repeat(300 * 1024)).await,
            Some(Trouble::Silent) => std::future::pending().await,
            Some(Trouble::Endless) => endless(&mut stream).await,
        };
        if sent.is_err() {
            return;
        }
    }
}

async fn reply(stream: &mut TcpStream, status: &str, header: &str, body: &str) -> std::io::Result<()> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{header}content-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await
}

/// Ends only when the reader has had enough.
async fn endless(stream: &mut TcpStream) -> std::io::Result<()> {
    stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
        .await?;
    let chunk = format!("1000\r\n{}\r\n", " ".repeat(4096));
    loop {
        stream.write_all(chunk.as_bytes()).await?;
    }
}

fn answer(path: &str, own: &str, world: &World) -> String {
    match path {
        "/.well-known/openid-configuration" => json!({
            "issuer": own, "authorization_endpoint": format!("{own}/auth"), "token_endpoint": format!("{own}/token"),
            "jwks_uri": format!("{own}/keys"), "userinfo_endpoint": format!("{own}/me"),
            "end_session_endpoint": format!("{own}/end"), "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["EdDSA"],
            "authorization_response_iss_parameter_supported": true,
        }),
        "/keys" => json!({ "keys": world.keys }),
        "/token" => json!({
            "access_token": "access-1", "token_type": "Bearer", "expires_in": 60, "id_token": world.token,
        }),
        "/me" => json!({ "sub": "worker-1", "name": "Told Elsewhere", "organisation": "Told Elsewhere" }),
        _ => json!({}),
    }
    .to_string()
}
