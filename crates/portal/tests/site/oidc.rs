//! Logging in by OpenID Connect, from outside: a provider listens on this machine, and what it says may be false.

use crate::Answer;
use crate::desk::{Person, answer, desk, enter};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router, body::Body};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer as _, SigningKey};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use mingzhang_portal::{Portal, Provider, Settings, now};
use mingzhang_store::{Seal, Store};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

const CLIENT: &str = "mingzhang";
const SECRET: &str = "a secret of the portal";
const ADDRESS: &str = "http://127.0.0.1:8080";

/// A provider whose answers a test may change.
#[derive(Clone)]
struct Sso {
    issuer: String,
    says: Arc<Mutex<Says>>,
}

struct Says {
    /// Signs, and …
    key: SigningKey,
    /// … is the key that it shows.
    shown: SigningKey,
    algorithm: &'static str,
    /// Claims other than it would say by itself.
    claims: Vec<(&'static str, Value)>,
    /// What the portal asked for, by code; each is exchanged once.
    asked: HashMap<String, HashMap<String, String>>,
}

impl Sso {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/realms/bureau", listener.local_addr().unwrap());
        let key = SigningKey::from_bytes(&[9; 32]);
        let says =
            Says { shown: key.clone(), key, algorithm: "EdDSA", claims: Vec::new(), asked: HashMap::new() };
        let sso = Self { issuer, says: Arc::new(Mutex::new(says)) };
        let pages = Router::new()
            .route("/realms/bureau/.well-known/openid-configuration", get(description))
            .route("/realms/bureau/keys", get(keys))
            .route("/realms/bureau/token", post(token))
            .with_state(sso.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let pages = pages.clone().map_request(|asked: Request<Incoming>| asked.map(Body::new));
                let talk = http1::Builder::new();
                tokio::spawn(talk.serve_connection(TokioIo::new(stream), TowerToHyperService::new(pages)));
            }
        });
        sso
    }

    /// A portal that it knows.
    async fn portal(&self, name: &str) -> (Router, Store) {
        let (_, store) = desk(&format!("oidc-{name}")).await;
        let claim = "preferred_username".to_owned();
        let provider =
            Provider::new(&self.issuer, CLIENT.to_owned(), Some(SECRET.to_owned()), ADDRESS, claim);
        let settings = Settings { provider: Some(Arc::new(provider.unwrap())), ..Settings::default() };
        (Portal::new(store.clone(), Seal::new(&[7; 32]), &settings).pages(), store)
    }

    fn claims(&self, claims: &[(&'static str, Value)]) {
        self.says.lock().unwrap().claims = claims.to_vec();
    }

    /// Somebody logs in there: the address that their browser is sent back to.
    fn accepts(&self, sent: &Answer) -> String {
        let address = sent.headers["location"].to_str().unwrap();
        let (page, query) = address.split_once('?').unwrap();
        assert_eq!(page, format!("{}/authorize", self.issuer));
        let asked: HashMap<String, String> = query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(name, value)| (name.to_owned(), decoded(value)))
            .collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["redirect_uri"], format!("{ADDRESS}/desk/oidc/callback"));
        assert_eq!(asked["code_challenge_method"], "S256");
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"));
        let state = asked["state"].clone();
        let mut says = self.says.lock().unwrap();
        let code = format!("code{}", says.asked.len());
        says.asked.insert(code.clone(), asked);
        format!("/desk/oidc/callback?code={code}&state={state}")
    }
}

async fn description(State(sso): State<Sso>) -> Json<Value> {
    let issuer = &sso.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "EdDSA", "none"],
    }))
}

async fn keys(State(sso): State<Sso>) -> Json<Value> {
    let shown = sso.says.lock().unwrap().shown.verifying_key();
    let key = BASE64_URL_SAFE_NO_PAD.encode(shown.as_bytes());
    Json(json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "x": key}]}))
}

/// Exchanges a code, once, for whoever knows the secret and what the challenge was made of.
async fn token(
    State(sso): State<Sso>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let refused = || (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"}))).into_response();
    // Both are written as in a form before they are joined (RFC 6749, 2.3.1).
    let expected = BASE64_STANDARD.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+")));
    if headers["authorization"] != format!("Basic {expected}") {
        return refused();
    }
    let mut says = sso.says.lock().unwrap();
    let Some(asked) = says.asked.get_mut(&form["code"]).map(std::mem::take) else { return refused() };
    let digest = mingzhang_store::sha256(form["code_verifier"].as_bytes());
    let digest: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&digest[2 * at..2 * at + 2], 16).unwrap()).collect();
    if asked.get("code_challenge") != Some(&BASE64_URL_SAFE_NO_PAD.encode(digest)) {
        return refused();
    }
    let mut claims = json!({
        "iss": sso.issuer,
        "sub": "4711",
        "aud": CLIENT,
        "exp": now() + 300,
        "iat": now(),
        "nonce": asked["nonce"],
        "preferred_username": "zhang",
    });
    for (name, value) in &says.claims {
        claims[*name] = value.clone();
    }
    let head = json!({"typ": "JWT", "alg": says.algorithm});
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&head), part(&claims));
    let signature = match says.algorithm {
        "none" => String::new(),
        _ => BASE64_URL_SAFE_NO_PAD.encode(says.key.sign(signed.as_bytes()).to_bytes()),
    };
    let token = format!("{signed}.{signature}");
    Json(json!({"access_token": "access", "token_type": "Bearer", "id_token": token})).into_response()
}

fn decoded(written: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// Asks as a browser does that comes back from another site: of the cookies only those that may come along.
async fn visit(portal: &Router, address: &str, cookie: &str) -> Answer {
    let asked = Request::get(address).header("cookie", cookie).header("sec-fetch-site", "cross-site");
    answer(portal, asked.body(Body::empty()).unwrap()).await
}

/// The cookie of a name that an answer sets, and how it is kept.
fn set(answer: &Answer, name: &str) -> Option<(String, String)> {
    let set = answer.headers.get_all("set-cookie").into_iter().map(|set| set.to_str().unwrap());
    let cookie = set.into_iter().find(|set| set.starts_with(&format!("{name}=")))?;
    let (cookie, habits) = cookie.split_once(';').unwrap();
    Some((cookie.to_owned(), habits.to_owned()))
}

/// Begins in a browser, and gives its cookie and where the provider sends it back to.
async fn begun(portal: &Router, sso: &Sso) -> (String, String) {
    let sent = crate::get(portal, "/desk/oidc").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let (cookie, habits) = set(&sent, "mingzhang_oidc").unwrap();
    for habit in ["Path=/desk/oidc;", "HttpOnly", "SameSite=Lax"] {
        assert!(habits.contains(habit), "{habits}");
    }
    (cookie, sso.accepts(&sent))
}

/// The latest attempt to log in, as it is on record.
async fn recorded(store: &Store) -> (String, String) {
    let boss = store.person("boss").await.unwrap().unwrap();
    let mut attempts = store.attempts(boss.id, "", i64::MAX, 1).await.unwrap();
    let attempt = attempts.pop().unwrap();
    (attempt.login, attempt.outcome)
}

/// Nobody is logged in, it is told why, and it is on record.
async fn is_refused(portal: &Router, store: &Store, back: (&str, &str), told: (u16, &str, &str)) {
    let answer = visit(portal, back.1, back.0).await;
    assert_eq!(answer.status.as_u16(), told.0, "{}", answer.text());
    assert!(set(&answer, "mingzhang_session").is_none());
    assert!(answer.text().contains(told.1), "{}: {}", told.1, answer.text());
    assert!(answer.text().contains("用统一身份认证登录"), "{}", answer.text());
    assert_eq!(recorded(store).await.1, told.2);
}

const UNTRUE: (u16, &str, &str) = (401, "证明核对不上", "oidc-untrue");
const FOREIGN: (u16, &str, &str) = (401, "不是由这个浏览器开始的", "oidc-foreign");
const UNKNOWN: (u16, &str, &str) = (403, "没有登记您的账号，或账号已停用", "oidc-unknown");

#[tokio::test]
async fn whom_the_provider_knows_works_at_the_desk() {
    let sso = Sso::new().await;
    let (portal, store) = sso.portal("in").await;
    let page = get_page(&portal).await;
    assert!(page.contains("<a class=\"button\" href=\"/desk/oidc\">用统一身份认证登录</a>"), "{page}");
    let (cookie, back) = begun(&portal, &sso).await;
    let entered = visit(&portal, &back, &cookie).await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.text());
    // A redirect would go on as from the provider's site, without the session; this page is of ours.
    assert!(entered.text().contains("<meta http-equiv=\"refresh\" content=\"0; url=/desk\">"));
    assert!(entered.text().contains("<a href=\"/desk\">进入工作台</a>"));
    assert_eq!(entered.headers["cache-control"], "no-store");
    let (spent, habits) = set(&entered, "mingzhang_oidc").unwrap();
    assert!(spent == "mingzhang_oidc=" && habits.contains("Max-Age=0"), "{habits}");
    let (session, habits) = set(&entered, "mingzhang_session").unwrap();
    assert!(habits.contains("SameSite=Strict") && habits.contains("HttpOnly"), "{habits}");
    let zhang = Person::with(&portal, session);
    assert!(zhang.get("/desk").await.text().contains("张会计"));
    assert_eq!(recorded(&store).await, ("zhang".to_owned(), "oidc-ok".to_owned()));
    let boss = Person::log_in(&portal, "boss").await;
    assert!(boss.get("/desk/logins").await.text().contains("成功（统一身份认证）"));
    // What happens at the provider locks nobody's password.
    for _ in 0..20 {
        store.attempted("zhang", "", "oidc-untrue", now()).await.unwrap();
    }
    assert_eq!(enter(&portal, "zhang", crate::desk::PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_the_provider_vouches_with_must_stand() {
    let sso = Sso::new().await;
    let (portal, store) = sso.portal("token").await;
    for claim in [
        ("nonce", json!("another")),
        ("nonce", Value::Null),
        ("aud", json!("another")),
        ("aud", json!([CLIENT, "another"])),
        ("iss", json!("http://127.0.0.1:1/realms/bureau")),
        ("exp", json!(now() - 60)),
        ("preferred_username", Value::Null),
        ("preferred_username", json!("")),
    ] {
        sso.claims(std::slice::from_ref(&claim));
        let (cookie, back) = begun(&portal, &sso).await;
        is_refused(&portal, &store, (&cookie, &back), UNTRUE).await;
    }
    sso.claims(&[]);
    for (algorithm, key) in [("EdDSA", [8; 32]), ("none", [9; 32]), ("HS256", [9; 32])] {
        {
            let mut says = sso.says.lock().unwrap();
            (says.algorithm, says.key) = (algorithm, SigningKey::from_bytes(&key));
        }
        let (cookie, back) = begun(&portal, &sso).await;
        is_refused(&portal, &store, (&cookie, &back), UNTRUE).await;
    }
}

#[tokio::test]
async fn only_who_is_on_record_and_works_here_comes_in() {
    let sso = Sso::new().await;
    let (portal, store) = sso.portal("people").await;
    let before = store.people().await.unwrap();
    sso.claims(&[("preferred_username", json!("nobody"))]);
    let (cookie, back) = begun(&portal, &sso).await;
    is_refused(&portal, &store, (&cookie, &back), UNKNOWN).await;
    assert_eq!(store.people().await.unwrap(), before);
    sso.claims(&[]);
    let mut change = store.change("陈管理", now()).await.unwrap();
    let zhang = store.person("zhang").await.unwrap().unwrap();
    change.set_active(zhang.id, false).await.unwrap();
    change.keep().await.unwrap();
    let (cookie, back) = begun(&portal, &sso).await;
    is_refused(&portal, &store, (&cookie, &back), UNKNOWN).await;
    assert_eq!(recorded(&store).await.0, "zhang");
}

#[tokio::test]
async fn what_was_begun_ends_once_and_in_the_same_browser() {
    let sso = Sso::new().await;
    let (portal, store) = sso.portal("state").await;
    let (cookie, back) = begun(&portal, &sso).await;
    assert_eq!(visit(&portal, &back, &cookie).await.status, StatusCode::OK);
    is_refused(&portal, &store, (&cookie, &back), FOREIGN).await;
    let ((mine, _), (_, others)) = (begun(&portal, &sso).await, begun(&portal, &sso).await);
    is_refused(&portal, &store, (&mine, &others), FOREIGN).await;
    let (_, back) = begun(&portal, &sso).await;
    is_refused(&portal, &store, ("", &back), FOREIGN).await;
    let (cookie, _) = begun(&portal, &sso).await;
    is_refused(&portal, &store, (&cookie, "/desk/oidc/callback?code=code0&state=made-up"), FOREIGN).await;
    is_refused(&portal, &store, (&cookie, "/desk/oidc/callback"), FOREIGN).await;
    // Who is not let in there, or turns back, is told so.
    let (cookie, back) = begun(&portal, &sso).await;
    let state = back.split("state=").nth(1).unwrap();
    let back = format!("/desk/oidc/callback?error=access_denied&state={state}");
    is_refused(&portal, &store, (&cookie, &back), (401, "没有完成", "oidc-declined")).await;
    // A code that the provider does not know opens nothing.
    let (cookie, back) = begun(&portal, &sso).await;
    let back = back.replace("code=code", "code=x");
    is_refused(&portal, &store, (&cookie, &back), UNTRUE).await;
}

#[tokio::test]
async fn where_there_is_no_provider_nothing_is_offered_and_one_that_is_silent_is_told() {
    let (portal, _) = desk("oidc-none").await;
    assert!(!get_page(&portal).await.contains("统一身份认证"));
    for address in ["/desk/oidc", "/desk/oidc/callback?code=a&state=b"] {
        assert_eq!(crate::get(&portal, address).await.status, StatusCode::NOT_FOUND);
    }
    // Nobody listens there any more.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut sso = Sso::new().await;
    sso.issuer = format!("http://{silent}");
    let (portal, _) = sso.portal("silent").await;
    let told = crate::get(&portal, "/desk/oidc").await;
    assert_eq!(told.status, StatusCode::BAD_GATEWAY);
    assert!(
        told.text().contains("暂时连接不上") && told.text().contains("autocomplete=\"current-password\"")
    );
    assert!(set(&told, "mingzhang_oidc").is_none());
}

async fn get_page(portal: &Router) -> String {
    crate::get(portal, "/desk/login").await.text().to_owned()
}
