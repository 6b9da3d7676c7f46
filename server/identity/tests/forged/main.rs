//! What a provider, or someone who plays one, may say without being believed. The honest way through is tested with a real
//! provider in `tests/tests/oidc.rs`.

mod issuer;

use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use issuer::{
    CLIENT, Issuer, LEVEL, NOW, SECONDS, SECRET, Trouble, asked_for, key, kid, published, signed, signed_as, unsigned,
};
use openidconnect::PrivateSigningKey;
use openidconnect::core::{CoreHmacKey, CoreJwsSigningAlgorithm};
use samenbeeld_identity::{Config, DiscoverError, Fault, LoginError, LogoutError, PENDING_FOR_MS, Provider};
use serde_json::{Value, json};

/// A change of one claim.
fn with(mut claims: Value, name: &str, value: Value) -> Value {
    let map = claims.as_object_mut().unwrap();
    match value {
        Value::Null => drop(map.remove(name)),
        value => drop(map.insert(name.into(), value)),
    }
    claims
}

fn untrusted<T>(fault: Fault) -> Result<T, LoginError> {
    Err(LoginError::Untrusted(fault))
}

#[tokio::test]
async fn an_identity_is_what_the_provider_says_of_it() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    let identity = issuer.login(&provider, |claims| signed(1, &claims)).await.unwrap();
    assert_eq!((identity.issuer.as_str(), identity.subject.as_str()), (issuer.url.as_str(), "worker-1"));
    assert_eq!(identity.name.as_deref(), Some("Youssef Haddou"));
    assert_eq!(identity.organisation.as_deref(), Some("Wijkteam Waterbrug"));
    assert_eq!(
        (identity.acr.as_deref(), identity.amr.as_slice()),
        (Some(LEVEL), ["pwd".into(), "hwk".into()].as_slice())
    );
    assert_eq!((identity.auth_time, identity.session.as_deref()), (NOW - 60_000, Some("session-1")));
    assert_eq!(format!("{identity:?}"), "Identity");
    assert_eq!((issuer.asked("/token"), issuer.asked("/me")), (1, 0));
}

#[tokio::test]
async fn a_name_the_token_leaves_out_is_asked_for_and_only_of_the_same_person() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    let told = issuer.login(&provider, |claims| signed(1, &with(claims, "name", Value::Null))).await.unwrap();
    assert_eq!(told.name.as_deref(), Some("Told Elsewhere"));
    assert_eq!(told.organisation.as_deref(), Some("Wijkteam Waterbrug"));
    let other = |claims| signed(1, &with(with(claims, "name", Value::Null), "sub", json!("worker-2")));
    assert_eq!(issuer.login(&provider, other).await.unwrap().name, None);
    issuer.world().trouble.insert("/me", Trouble::Failing);
    let without = issuer.login(&provider, |claims| signed(1, &with(claims, "name", Value::Null))).await.unwrap();
    assert_eq!(without.name, None);
}

#[tokio::test]
async fn the_way_out_asks_for_certainty_recency_and_proof_of_the_code() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    let begun = provider.begin([7; 96], false, NOW);
    assert!(begun.url.starts_with(&format!("{}/auth?", issuer.url)));
    assert_eq!(asked_for(&begun, "response_type"), "code");
    assert_eq!(asked_for(&begun, "code_challenge_method"), "S256");
    assert_eq!((asked_for(&begun, "acr_values"), asked_for(&begun, "max_age")), (LEVEL.into(), "3600".into()));
    assert_eq!(asked_for(&begun, "scope"), "openid+profile");
    assert!(!begun.url.contains("prompt="));
    assert_eq!(asked_for(&provider.begin([7; 96], true, NOW), "prompt"), "login");
    let other = provider.begin(std::array::from_fn(|at| at as u8), false, NOW);
    for secret in ["state", "nonce", "code_challenge"] {
        assert_ne!(asked_for(&begun, secret), asked_for(&other, secret), "{secret}");
    }
    // What stays here can be kept as text, and does not go out.
    let kept = serde_json::to_value(&other.pending).unwrap();
    assert!(!other.url.contains(kept["verifier"].as_str().unwrap()));
}

#[tokio::test]
async fn an_answer_to_no_login_of_ours_never_reaches_the_provider() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    let finish = async |change: &dyn Fn(&mut samenbeeld_identity::Returned), now| {
        let begun = provider.begin([7; 96], false, NOW);
        let mut returned = issuer.returned(&begun);
        change(&mut returned);
        provider.finish(begun.pending, returned, now).await.unwrap_err()
    };
    let state = asked_for(&provider.begin([8; 96], false, NOW), "state");
    for wrong in [Some(state), Some(String::new()), None] {
        assert_eq!(finish(&|returned| returned.state.clone_from(&wrong), NOW).await, LoginError::NotBegun);
    }
    assert_eq!(finish(&|_| {}, NOW + PENDING_FOR_MS).await, LoginError::NotBegun);
    assert_eq!(finish(&|returned| returned.code = None, NOW).await, LoginError::NotBegun);
    assert_eq!(finish(&|returned| returned.error = Some("access_denied".into()), NOW).await, LoginError::Declined);
    for wrong in [Some("https://another.example".to_owned()), None] {
        let refused = finish(&|returned| returned.iss.clone_from(&wrong), NOW).await;
        assert_eq!(refused, LoginError::Untrusted(Fault::Issuer));
    }
    assert_eq!(issuer.asked("/token"), 0);
}

#[tokio::test]
async fn a_code_that_was_used_before_lets_nobody_in() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    issuer.world().trouble.insert("/token", Trouble::Spent);
    assert_eq!(issuer.login(&provider, |claims| signed(1, &claims)).await, Err(LoginError::Spent));
}

#[tokio::test]
async fn claims_that_are_not_about_this_login_to_us_now_are_not_believed() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    for (name, value, fault) in [
        ("nonce", json!("another"), Fault::Nonce),
        ("nonce", Value::Null, Fault::Nonce),
        ("aud", json!("another"), Fault::Audience),
        ("aud", json!([CLIENT, "another"]), Fault::Audience),
        ("aud", json!([]), Fault::Audience),
        ("aud", Value::Null, Fault::Audience),
        ("azp", json!("another"), Fault::Audience),
        ("iss", json!("https://another.example"), Fault::Issuer),
        ("iss", json!(format!("{}/", issuer.url)), Fault::Issuer),
        ("exp", json!(SECONDS), Fault::Expired),
        ("exp", json!(SECONDS - 1), Fault::Expired),
        ("exp", json!("in a year"), Fault::Malformed),
        ("exp", Value::Null, Fault::Malformed),
        ("iat", json!(SECONDS + 61), Fault::IssuedAt),
        ("iat", json!(SECONDS - 601), Fault::IssuedAt),
        ("iat", Value::Null, Fault::Malformed),
        ("nbf", json!(SECONDS + 61), Fault::IssuedAt),
        ("sub", Value::Null, Fault::Malformed),
        ("auth_time", Value::Null, Fault::Malformed),
        ("auth_time", json!(SECONDS + 61), Fault::IssuedAt),
        ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), Fault::AccessToken),
    ] {
        let what = format!("{name}: {value}");
        let refused = issuer.login(&provider, |claims| signed(1, &with(claims, name, value))).await;
        assert_eq!(refused, untrusted(fault), "{what}");
    }
}

#[tokio::test]
async fn tokens_the_provider_did_not_sign_are_not_believed() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    let hmac = |secret: &[u8], claims: &Value| {
        let unsigned = unsigned(&json!({ "alg": "HS256", "kid": kid(1) }), claims);
        let made = CoreHmacKey::new(secret).sign(&CoreJwsSigningAlgorithm::HmacSha256, unsigned.as_bytes()).unwrap();
        format!("{unsigned}.{}", URL_SAFE_NO_PAD.encode(made))
    };
    let flipped = |claims: &Value| {
        let mut token = signed(1, claims);
        let last = token.pop().unwrap();
        token.push(if last == 'A' { 'Q' } else { 'A' });
        token
    };
    let own_key = json!({ "alg": "EdDSA", "kid": kid(2), "jwk": published(2), "jku": format!("{}/keys", issuer.url) });
    type Forge<'a> = Box<dyn Fn(&Value) -> String + 'a>;
    let forged: Vec<(&str, Forge, Fault)> = vec![
        ("none", Box::new(|claims| format!("{}.", unsigned(&json!({ "alg": "none" }), claims))), Fault::Algorithm),
        ("none, signed", Box::new(|claims| signed_as(1, &json!({ "alg": "none" }), claims)), Fault::Algorithm),
        (
            "the public key as a secret",
            Box::new(|claims| hmac(key(1).verifying_key().as_bytes(), claims)),
            Fault::Algorithm,
        ),
        ("our secret", Box::new(|claims| hmac(SECRET.as_bytes(), claims)), Fault::Algorithm),
        ("no algorithm of ours", Box::new(|claims| signed_as(1, &json!({ "alg": "RS512" }), claims)), Fault::Algorithm),
        (
            "a name of an algorithm",
            Box::new(|claims| signed_as(1, &json!({ "alg": "Rs256" }), claims)),
            Fault::Malformed,
        ),
        (
            "another kind of key",
            Box::new(|claims| signed_as(1, &json!({ "alg": "RS256", "kid": kid(1) }), claims)),
            Fault::UnknownKey,
        ),
        (
            "another key under a known name",
            Box::new(|claims| signed_as(2, &json!({ "alg": "EdDSA", "kid": kid(1) }), claims)),
            Fault::Signature,
        ),
        (
            "another key without a name",
            Box::new(|claims| signed_as(2, &json!({ "alg": "EdDSA" }), claims)),
            Fault::Signature,
        ),
        ("a key it brings itself", Box::new(|claims| signed_as(2, &own_key, claims)), Fault::UnknownKey),
        ("a flipped signature", Box::new(flipped), Fault::Signature),
        (
            "a critical header",
            Box::new(|claims| {
                signed_as(1, &json!({ "alg": "EdDSA", "kid": kid(1), "crit": ["b64"], "b64": false }), claims)
            }),
            Fault::Malformed,
        ),
        (
            "a logout token's type",
            Box::new(|claims| signed_as(1, &json!({ "alg": "EdDSA", "kid": kid(1), "typ": "logout+jwt" }), claims)),
            Fault::Malformed,
        ),
        ("no token", Box::new(|_| "x".into()), Fault::Malformed),
    ];
    for (what, forge, fault) in forged {
        let refused = issuer.login(&provider, |claims| forge(&claims)).await;
        assert_eq!(refused, untrusted(fault), "{what}");
    }
}

#[tokio::test]
async fn new_keys_are_asked_for_when_one_is_unknown_and_at_most_once_a_minute() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    issuer.world().keys = vec![published(1), published(2)];
    issuer.login(&provider, |claims| signed(2, &claims)).await.unwrap();
    assert_eq!(issuer.asked("/keys"), 2);
    for _ in 0..5 {
        assert_eq!(issuer.login(&provider, |claims| signed(3, &claims)).await, untrusted(Fault::UnknownKey));
    }
    assert_eq!(issuer.asked("/keys"), 2);
    // A minute later the question may be asked again, and what is no longer published is no longer believed.
    issuer.world().keys = vec![published(3)];
    let later = NOW + 60_000;
    let begun = provider.begin([7; 96], false, NOW);
    issuer.world().token = signed(3, &issuer.claims(&begun));
    let returned = issuer.returned(&begun);
    provider.finish(begun.pending, returned, later).await.unwrap();
    assert_eq!(issuer.asked("/keys"), 3);
    assert_eq!(issuer.login(&provider, |claims| signed(1, &claims)).await, untrusted(Fault::UnknownKey));
}

#[tokio::test]
async fn a_login_that_is_not_certain_enough_or_too_long_ago_can_be_done_again() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    for low in [json!("http://eidas.europa.eu/LoA/low"), json!("0"), Value::Null] {
        let refused = issuer.login(&provider, |claims| signed(1, &with(claims, "acr", low))).await;
        assert_eq!(refused, Err(LoginError::TooWeak));
    }
    let at = |seconds| move |claims| signed(1, &with(claims, "auth_time", json!(seconds)));
    assert_eq!(issuer.login(&provider, at(SECONDS - 3661)).await, Err(LoginError::TooLongAgo));
    assert!(issuer.login(&provider, at(SECONDS - 3660)).await.is_ok());
    // Without a list the provider's word is enough.
    let easy = Provider::discover(Config { acr: Vec::new(), ..issuer.config() }).await.unwrap();
    assert!(issuer.login(&easy, |claims| signed(1, &with(claims, "acr", Value::Null))).await.is_ok());
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_given_up_in_time() {
    let issuer = Issuer::start().await;
    let short = || Config { patience: Duration::from_millis(300), ..issuer.config() };
    let provider = Provider::discover(short()).await.unwrap();
    let began = Instant::now();
    for trouble in [Trouble::Silent, Trouble::Failing] {
        issuer.world().trouble.insert("/token", trouble);
        assert_eq!(issuer.login(&provider, |claims| signed(1, &claims)).await, Err(LoginError::Unreachable));
        for path in ["/keys", "/.well-known/openid-configuration"] {
            issuer.world().trouble.insert(path, trouble);
            assert_eq!(Provider::discover(short()).await.err(), Some(DiscoverError::Unreachable), "{path}");
        }
    }
    let nobody = Config { issuer: "http://127.0.0.1:1".into(), ..short() };
    assert_eq!(Provider::discover(nobody).await.err(), Some(DiscoverError::Unreachable));
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[tokio::test]
async fn answers_that_are_too_long_or_from_elsewhere_are_not_read() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    for trouble in [Trouble::Long, Trouble::Endless, Trouble::Elsewhere] {
        issuer.world().trouble.insert("/token", trouble);
        let refused = issuer.login(&provider, |claims| signed(1, &claims)).await;
        assert_eq!(refused, untrusted(Fault::Malformed));
        for path in ["/keys", "/.well-known/openid-configuration"] {
            issuer.world().trouble.insert(path, trouble);
            assert_eq!(Provider::discover(issuer.config()).await.err(), Some(DiscoverError::Unusable), "{path}");
            issuer.world().trouble.remove(path);
        }
    }
    assert_eq!(issuer.asked("/elsewhere"), 0);
}

#[tokio::test]
async fn a_provider_that_is_not_who_was_asked_or_not_reached_over_tls_is_not_used() {
    let issuer = Issuer::start().await;
    let other_name = Config { issuer: issuer.url.replace("127.0.0.1", "localhost"), ..issuer.config() };
    assert_eq!(Provider::discover(other_name).await.err(), Some(DiscoverError::Unusable));
    let plain = Config { issuer: "http://inloggen.example".into(), ..issuer.config() };
    assert!(matches!(Provider::discover(plain).await.err(), Some(DiscoverError::Config(_))));
}

#[tokio::test]
async fn a_logout_at_the_provider_is_believed_once() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    let token = signed_as(1, &json!({ "alg": "EdDSA", "kid": kid(1), "typ": "logout+jwt" }), &issuer.logout("one"));
    let out = provider.logged_out(&token, NOW).await.unwrap();
    assert_eq!((out.subject.as_deref(), out.session.as_deref()), (Some("worker-1"), Some("session-1")));
    for later in [NOW, NOW + 100_000] {
        assert_eq!(provider.logged_out(&token, later).await, Err(LogoutError::Replayed));
    }
    // Another one is another one, also under a key that is new.
    issuer.world().keys = vec![published(2)];
    assert!(provider.logged_out(&signed(2, &issuer.logout("two")), NOW).await.is_ok());
}

#[tokio::test]
async fn a_logout_nobody_signed_or_meant_for_us_ends_nothing() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    let good = || issuer.logout("same");
    for (name, value, fault) in [
        ("iss", json!("https://another.example"), Fault::Issuer),
        ("aud", json!(["another"]), Fault::Audience),
        ("iat", json!(SECONDS - 301), Fault::IssuedAt),
        ("iat", json!(SECONDS + 61), Fault::IssuedAt),
        ("iat", Value::Null, Fault::Malformed),
        ("exp", json!(SECONDS), Fault::Expired),
        ("jti", Value::Null, Fault::Malformed),
        ("nonce", json!("n"), Fault::Nonce),
        ("events", json!({}), Fault::Event),
        ("events", json!({ "http://schemas.openid.net/event/other": {} }), Fault::Event),
        ("events", Value::Null, Fault::Malformed),
    ] {
        let what = format!("{name}: {value}");
        let refused = provider.logged_out(&signed(1, &with(good(), name, value)), NOW).await;
        assert_eq!(refused, Err(LogoutError::Untrusted(fault)), "{what}");
    }
    let nobody = with(with(good(), "sub", Value::Null), "sid", Value::Null);
    let begun = provider.begin([7; 96], false, NOW);
    let unsigned = format!("{}.", unsigned(&json!({ "alg": "none" }), &good()));
    for (what, token, fault) in [
        ("nobody", signed(1, &nobody), Fault::Event),
        ("an id_token", signed(1, &issuer.claims(&begun)), Fault::Malformed),
        ("unsigned", unsigned, Fault::Algorithm),
        ("an unknown key", signed(2, &good()), Fault::UnknownKey),
        ("another key", signed_as(2, &json!({ "alg": "EdDSA", "kid": kid(1) }), &good()), Fault::Signature),
        (
            "another type",
            signed_as(1, &json!({ "alg": "EdDSA", "kid": kid(1), "typ": "at+jwt" }), &good()),
            Fault::Malformed,
        ),
        ("too long", format!("{}{}", signed(1, &good()), "A".repeat(20_000)), Fault::Malformed),
    ] {
        assert_eq!(provider.logged_out(&token, NOW).await, Err(LogoutError::Untrusted(fault)), "{what}");
    }
    // None of these spent the name they all bear.
    assert!(provider.logged_out(&signed(1, &good()), NOW).await.is_ok());
}

#[tokio::test]
async fn who_goes_out_here_is_sent_on_to_go_out_there() {
    let issuer = Issuer::start().await;
    let provider = issuer.provider().await;
    let url = provider.logout_url("a.b.c", "http://127.0.0.1:8080/").unwrap();
    let wanted =
        "/end?id_token_hint=a.b.c&client_id=samenbeeld&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2F";
    assert_eq!(url, format!("{}{wanted}", issuer.url));
}
