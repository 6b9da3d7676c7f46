//! Tickets as somebody would forge them who knows how the program makes them, and some of those even with its own key: what
//! is refused is refused for what it says, not because the hand that signed was the wrong one.

use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use samenbeeld::vault::keys::{self, KeySource};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub const HEADER: &str = r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1"}"#;

/// A key to sign with.
#[derive(Debug, Clone)]
pub struct Key(SigningKey);

impl Key {
    /// The program's own, out of the data of a program that does not run now, as it derives it itself.
    pub fn of_the_program(data: &Path) -> Result<Self> {
        let store = samenbeeld_store::sqlite::open(data)?;
        let (_, derived) = keys::open(&store, &KeySource::File(data.join("key")))?;
        let seed = Sha256::new().chain_update(b"samenbeeld ticket key 1\0").chain_update(derived).finalize();
        Ok(Self(SigningKey::from_bytes(&seed.into())))
    }
    fn stranger() -> Self {
        Self(SigningKey::from_bytes(&[7; 32]))
    }
    fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }
    /// A token of these two texts.
    pub fn sign(&self, header: &str, claims: &str) -> String {
        let head = format!("{}.{}", encode(header), encode(claims));
        let signature = self.0.sign(head.as_bytes()).to_bytes();
        format!("{head}.{}", encode(signature))
    }
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The claims of a token that the program made.
pub fn claims_of(token: &str) -> Result<Value> {
    let payload = token.split('.').nth(1).context("no payload")?;
    Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload)?)?)
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0u8; 64];
    match block.get_mut(..key.len()) {
        Some(start) => start.copy_from_slice(key),
        None => block[..32].copy_from_slice(&Sha256::digest(key)),
    }
    let with = |pad: u8| block.map(|byte| byte ^ pad);
    let inner = Sha256::new().chain_update(with(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(with(0x5c)).chain_update(inner).finalize().into()
}

/// The order of the curve's group, little end first: a signature with this added to its second half says the same.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn plus_order(signature: &[u8]) -> Vec<u8> {
    let (mut out, mut carry) = (signature.to_vec(), 0u16);
    for (byte, order) in out.iter_mut().skip(32).zip(ORDER) {
        carry += u16::from(*byte) + u16::from(order);
        *byte = carry as u8;
        carry >>= 8;
    }
    out
}

/// Every forgery, with what it is. `ours` are the claims of a valid ticket; `ended` is a ticket of a session that ended,
/// `elsewhere` a valid one for another document.
pub fn forgeries(key: &Key, ours: &Value, ended: &str, elsewhere: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let claims = ours.to_string();
    let valid = key.sign(HEADER, &claims);
    let parts: Vec<&str> = valid.split('.').collect();
    let (head, body, signature) = (parts[0], parts[1], parts[2]);
    let raw = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
    let mut add = |name: &str, token: String| all.push((name.to_owned(), token));

    // No signature, or another kind of it.
    for alg in ["none", "None", "NONE", "nOnE", ""] {
        let header = format!(r#"{{"typ":"ticket+jwt","alg":"{alg}","kid":"ticket-1"}}"#);
        add(&format!("alg {alg:?} without a signature"), format!("{}.{body}.", encode(&header)));
        add(&format!("alg {alg:?} with one"), key.sign(&header, &claims));
    }
    let public = key.public();
    let pem = {
        let mut der = vec![0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
        der.extend(public);
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der))
    };
    for alg in ["HS256", "HS384", "HS512"] {
        let header = format!(r#"{{"typ":"ticket+jwt","alg":"{alg}","kid":"ticket-1"}}"#);
        let message = format!("{}.{body}", encode(&header));
        for (how, secret) in
            [("bytes", public.to_vec()), ("PEM", pem.clone().into()), ("base64", encode(public).into())]
        {
            let tag = encode(hmac(&secret, message.as_bytes()));
            add(&format!("{alg} with the {how} of the public key"), format!("{message}.{tag}"));
        }
    }
    for alg in ["RS256", "RS512", "PS256", "ES256", "ES384", "Ed25519", "eddsa", "EdDSA ", "EdDSA\\u0000"] {
        let header = format!(r#"{{"typ":"ticket+jwt","alg":"{alg}","kid":"ticket-1"}}"#);
        add(&format!("alg {alg}"), key.sign(&header, &claims));
    }
    for header in [
        r#"{"typ":"ticket+jwt","kid":"ticket-1"}"#,
        r#"{"typ":"ticket+jwt","alg":null,"kid":"ticket-1"}"#,
        r#"{"typ":"ticket+jwt","alg":["EdDSA"],"kid":"ticket-1"}"#,
        r#"{"typ":"ticket+jwt","alg":"none","alg":"EdDSA","kid":"ticket-1"}"#,
        r#"{"alg":"EdDSA","kid":"ticket-1"}"#,
        r#"{"typ":"JWT","alg":"EdDSA","kid":"ticket-1"}"#,
        r#"{"typ":"at+jwt","alg":"EdDSA","kid":"ticket-1"}"#,
        r#"{"typ":["ticket+jwt"],"alg":"EdDSA","kid":"ticket-1"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":null}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":1}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":""}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-2"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"../../../../dev/null"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"/proc/self/environ"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1' OR '1'='1"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"x' UNION SELECT wrapped_key FROM case_key --"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"https://evil.example/key"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1\u0000"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","jku":"https://evil.example/jwks"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","x5u":"https://evil.example/cert"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","x5c":["MIIB"]}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","x5t":"AAAA"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","crit":["b64"],"b64":false}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","crit":["moon"],"moon":"full"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","crit":[]}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","crit":"exp"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","b64":false}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","zip":"DEF"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","enc":"A128GCM"}"#,
        r#"{"typ":"ticket+jwt","alg":"EdDSA","kid":"ticket-1","cty":"JWT"}"#,
        r#"["EdDSA"]"#,
        "",
    ] {
        add(&format!("header {header}"), key.sign(header, &claims));
    }
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": encode(Key::stranger().public()) });
    let mut own: Value = serde_json::from_str(HEADER).unwrap_or_default();
    own["jwk"] = jwk;
    add("a key of its own in the header", Key::stranger().sign(&own.to_string(), &claims));
    add("a key of its own, signed by us", key.sign(&own.to_string(), &claims));
    add("another key", Key::stranger().sign(HEADER, &claims));

    // What it claims, with the right signature.
    let mut claim = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut changed = ours.clone();
        change(&mut changed);
        all.push((name.to_owned(), key.sign(HEADER, &changed.to_string())));
    };
    for name in ["iss", "aud", "sub", "exp", "nbf", "iat", "document", "generation", "client_id"] {
        claim(&format!("without {name}"), &|claims| {
            claims.as_object_mut().map(|claims| claims.remove(name));
        });
        claim(&format!("{name} is null"), &|claims| claims[name] = Value::Null);
        claim(&format!("{name} in a list"), &|claims| claims[name] = json!([claims[name].clone()]));
    }
    let now = ours["iat"].as_u64().unwrap_or_default();
    for name in ["exp", "nbf", "iat", "generation", "client_id"] {
        claim(&format!("{name} as text"), &|claims| claims[name] = json!(claims[name].to_string()));
        claim(&format!("{name} below nothing"), &|claims| claims[name] = json!(-1));
        claim(&format!("{name} with a point"), &|claims| claims[name] = json!(1.5));
    }
    for (name, claims) in [
        ("expired", json!({ "exp": now - 100, "nbf": now - 160, "iat": now - 160 })),
        ("too long a life", json!({ "exp": now + 86_400 })),
        ("for ever", json!({ "exp": u64::MAX })),
        ("not yet", json!({ "nbf": now + 600 })),
        ("made tomorrow", json!({ "iat": now + 86_400, "exp": now + 86_430 })),
        ("another audience", json!({ "aud": "samenbeeld" })),
        ("our audience among others", json!({ "aud": ["samenbeeld-socket", "elsewhere"] })),
        ("another issuer", json!({ "iss": "https://evil.example" })),
        ("an issuer in capitals", json!({ "iss": "SAMENBEELD" })),
        ("nobody's session", json!({ "sub": encode([9; 32]) })),
        ("a session of no bytes", json!({ "sub": "" })),
        ("a session too short", json!({ "sub": encode([9; 31]) })),
        ("a path for a session", json!({ "sub": "../../session" })),
        ("a document in capitals", json!({ "document": ours["document"].to_string().to_uppercase() })),
        (
            "a document with a slash more",
            json!({ "document": format!("{}/", ours["document"].as_str().unwrap_or("")) }),
        ),
        ("the next generation", json!({ "generation": ours["generation"].as_u64().unwrap_or(1) + 1 })),
        ("the generation before", json!({ "generation": ours["generation"].as_u64().unwrap_or(1) - 1 })),
        ("a client id of 2^64", json!({ "client_id": 18_446_744_073_709_551_616.0 })),
    ] {
        claim(name, &|ours| {
            if let (Some(ours), Value::Object(claims)) = (ours.as_object_mut(), &claims) {
                ours.extend(claims.clone());
            }
        });
    }
    let mut add = |name: &str, token: String| all.push((name.to_owned(), token));
    let open = claims.trim_start_matches('{');
    for (name, first) in [("sub", r#""x""#), ("exp", "1"), ("document", r#""a/b/board""#), ("aud", r#""x""#)] {
        add(&format!("{name} twice"), key.sign(HEADER, &format!(r#"{{"{name}":{first},{open}"#)));
    }
    add("claims that are a list", key.sign(HEADER, "[]"));
    add("claims that are no JSON", key.sign(HEADER, "iss=samenbeeld"));
    add("of a session that ended", ended.to_owned());
    add("of another document", elsewhere.to_owned());

    // The form.
    add("without its last letter", valid[..valid.len() - 1].to_owned());
    add("without its signature", format!("{head}.{body}"));
    add("with an empty signature", format!("{head}.{body}."));
    add("half a signature", format!("{head}.{body}.{}", encode(&raw[..32])));
    add("nothing for a signature", format!("{head}.{body}.{}", encode([0; 64])));
    add("a signature with the order added", format!("{head}.{body}.{}", encode(plus_order(&raw))));
    add("a signature of something else", format!("{head}.{body}.{}", elsewhere.rsplit('.').next().unwrap_or("")));
    for (name, at) in [("first", 0), ("middle", 31), ("last", 63)] {
        let mut flipped = raw.clone();
        flipped[at] ^= 1;
        add(&format!("a bit of the {name} byte of the signature"), format!("{head}.{body}.{}", encode(&flipped)));
    }
    let last = match signature.chars().last() {
        Some('A' | 'Q' | 'g' | 'w') => signature[..signature.len() - 1].to_owned() + "B",
        _ => signature.to_owned() + "A",
    };
    add("a last letter that says the same", format!("{head}.{body}.{last}"));
    add("padded", format!("{head}.{body}.{signature}=="));
    add(
        "padded all over",
        format!("{}.{}.{}", URL_SAFE.encode(HEADER), URL_SAFE.encode(&claims), URL_SAFE.encode(&raw)),
    );
    add(
        "in the other alphabet",
        format!("{}.{}.{}", STANDARD.encode(HEADER), STANDARD.encode(&claims), STANDARD.encode(&raw)) + "+/",
    );
    add("a part more", format!("{valid}.{signature}"));
    add("five parts", format!("{head}..{body}.{signature}.{signature}"));
    add("parts turned", format!("{body}.{head}.{signature}"));
    add("as JSON", json!({ "protected": head, "payload": body, "signature": signature }).to_string());
    add("with a word before", format!("Bearer {valid}"));
    add("with a space behind", format!("{valid} "));
    add("with a line before", format!("\n{valid}"));
    add("with nothing behind", format!("{valid}\0"));
    add("in capitals", valid.to_uppercase());
    add("only points", "..".to_owned());
    add("a number", "1".to_owned());
    let mut long = ours.clone();
    long["more"] = json!("x".repeat(4_000));
    add("of 5 KB, signed", key.sign(HEADER, &long.to_string()));
    add("of 60 KB", "e".repeat(60_000));
    add("of 300 KB", format!("{head}.{}.{signature}", "e".repeat(300_000)));
    add("a header 5,000 deep", key.sign(&format!("{}{}", "[".repeat(700), "]".repeat(700)), "{}"));
    all
}
