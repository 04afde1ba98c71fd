//! The provider: what it tells of itself, where it sends people, and what it vouches for.

use super::BACK;
use super::begun::{AllBegun, Begun};
use super::failed::Failed;
use super::http::{Http, is_here};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use mingzhang_model::{Text, text};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenVerifier,
    CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::url::Url;
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, RedirectUrl,
    RequestTokenError, Scope, TokenResponse as _,
};
use serde_json::{Map, Value};
use std::error::Error;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// What the provider tells of itself is believed so long, …
const FRESH: Duration = Duration::from_hours(1);
/// … and so long when its keys seem to be others now.
const DOUBTED: Duration = Duration::from_mins(1);
/// It is not asked again sooner after it has not answered.
const PAUSE: Duration = Duration::from_secs(10);

/// The ways to sign that are believed: those with a key that only the provider has.
const SIGNED: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Asking = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A service that knows the people of a bureau, by OpenID Connect.
#[derive(Debug)]
pub struct Provider {
    issuer: IssuerUrl,
    client: ClientId,
    secret: Option<ClientSecret>,
    back: RedirectUrl,
    claim: String,
    http: Http,
    /// What it told of itself and when; nothing if it did not answer.
    described: Mutex<Option<(Instant, Option<CoreProviderMetadata>)>>,
    pub(super) begun: AllBegun,
}

impl Provider {
    /// The provider with an issuer's address, which knows the portal by a name and a secret, and sends people back to the
    /// portal's own address. What it calls `claim` is what people log in with here.
    ///
    /// # Errors
    /// One of the addresses is none, or not one that can be trusted; or the system has no certificates.
    pub fn new(
        issuer: &str,
        client: String,
        secret: Option<String>,
        address: &str,
        claim: String,
    ) -> Result<Self, Text> {
        let untrusted = || {
            text!(
                "“{0}”不能用作统一身份认证的地址：应以 https:// 开头（http:// 只能用于本机）",
                "“{0}” cannot be the address of a provider: it begins with https:// (http:// is for this machine only)",
                issuer
            )
        };
        let url = Url::parse(issuer).map_err(|_| untrusted())?;
        let is_here = match url.scheme() {
            "https" => false,
            "http" if is_here(&url) => true,
            _ => return Err(untrusted()),
        };
        let http = Http::new(is_here).map_err(|error| {
            let why = error.to_string();
            text!("系统里没有可用的根证书：{0}", "the system has no certificates: {0}", why)
        })?;
        Ok(Self {
            issuer: IssuerUrl::new(issuer.to_owned()).map_err(|_| untrusted())?,
            client: ClientId::new(client),
            secret: secret.map(ClientSecret::new),
            back: back(address)?,
            claim,
            http,
            described: Mutex::default(),
            begun: AllBegun::default(),
        })
    }

    /// Where a browser goes to log in.
    pub(super) async fn begin(&self, browser: &str) -> Result<Url, Failed> {
        let asking = self.asking(self.described(FRESH).await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut wish = asking.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        wish = wish.add_scope(Scope::new("profile".to_owned())).set_pkce_challenge(challenge);
        if self.claim == "email" {
            wish = wish.add_scope(Scope::new("email".to_owned()));
        }
        let (address, state, nonce) = wish.url();
        let begun = Begun { browser: browser.to_owned(), nonce, verifier, at: Instant::now() };
        self.begun.keep(state.into_secret(), begun);
        Ok(address)
    }

    /// The login that the provider vouches for with a code.
    pub(super) async fn login(&self, code: String, begun: Begun) -> Result<String, Failed> {
        let asking = self.asking(self.described(FRESH).await?);
        let exchange = asking.exchange_code(AuthorizationCode::new(code)).map_err(|why| untrue(&why))?;
        let exchange = exchange.set_pkce_verifier(begun.verifier);
        let answer = exchange.request_async(&self.http).await.map_err(|why| match why {
            RequestTokenError::Request(why) => unreachable(&why),
            why => untrue(&why),
        })?;
        let token = answer.id_token().ok_or(Failed::Untrue)?;
        match token.claims(&verifier(&asking), &begun.nonce) {
            Ok(_) => {}
            Err(ClaimsVerificationError::SignatureVerification(why)) => {
                // Its keys may have changed since it told them.
                tracing::info!(why = causes(&why), "keys of the provider are asked for again");
                let asking = self.asking(self.described(DOUBTED).await?);
                token.claims(&verifier(&asking), &begun.nonce).map_err(|why| untrue(&why))?;
            }
            Err(why) => return Err(untrue(&why)),
        }
        self.named(token).ok_or_else(|| {
            tracing::warn!(claim = self.claim, "the provider does not tell this claim");
            Failed::Untrue
        })
    }

    /// What a token that was verified calls the person.
    fn named(&self, token: &CoreIdToken) -> Option<String> {
        let token = token.to_string();
        let payload = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        let claims: Map<String, Value> = serde_json::from_slice(&payload).ok()?;
        // Many providers let people write any address until it is verified.
        if self.claim == "email" && claims.get("email_verified") != Some(&Value::Bool(true)) {
            return None;
        }
        Some(claims.get(&self.claim)?.as_str()?.trim().to_owned())
    }

    /// What the provider tells of itself, not longer ago than this.
    async fn described(&self, longest: Duration) -> Result<CoreProviderMetadata, Failed> {
        // Whoever comes meanwhile waits for the same answer.
        let mut described = self.described.lock().await;
        if let Some((at, told)) = &*described {
            match told {
                Some(told) if at.elapsed() < longest => return Ok(told.clone()),
                None if at.elapsed() < PAUSE => return Err(Failed::Unreachable),
                _ => {}
            }
        }
        let told = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        let told = told.map_err(|why| unreachable(&why));
        *described = Some((Instant::now(), told.as_ref().ok().cloned()));
        told
    }

    fn asking(&self, told: CoreProviderMetadata) -> Asking {
        let ways = told.token_endpoint_auth_methods_supported().cloned().unwrap_or_default();
        let is_in_form = ways.contains(&CoreClientAuthMethod::ClientSecretPost)
            && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic);
        let way = if is_in_form { AuthType::RequestBody } else { AuthType::BasicAuth };
        let asking = CoreClient::from_provider_metadata(told, self.client.clone(), self.secret.clone());
        asking.set_redirect_uri(self.back.clone()).set_auth_type(way)
    }
}

fn verifier(asking: &Asking) -> CoreIdTokenVerifier<'_> {
    asking.id_token_verifier().set_allowed_algs(SIGNED)
}

/// Where people are sent back to, at the address of the portal.
fn back(address: &str) -> Result<RedirectUrl, Text> {
    let is_portal = Url::parse(address).is_ok_and(|url| {
        matches!(url.scheme(), "https" | "http") && url.path() == "/" && url.query().is_none()
    });
    let back = format!("{}{BACK}", address.trim_end_matches('/'));
    RedirectUrl::new(back).ok().filter(|_| is_portal).ok_or_else(|| {
        text!(
            "“{0}”不是门户的网址，应写作 https://czj.example.gov.cn",
            "“{0}” is not the address of a portal; write it as https://czj.example.gov.cn",
            address
        )
    })
}

fn unreachable(why: &(dyn Error + 'static)) -> Failed {
    tracing::warn!(why = causes(why), "the provider of log-ins does not answer");
    Failed::Unreachable
}

fn untrue(why: &(dyn Error + 'static)) -> Failed {
    tracing::warn!(why = causes(why), "the provider vouches for nobody");
    Failed::Untrue
}

/// An error with what it comes from.
fn causes(why: &(dyn Error + 'static)) -> String {
    std::iter::successors(why.source(), |&why| why.source())
        .fold(why.to_string(), |told, why| format!("{told}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(issuer: &str, address: &str) -> Result<Provider, Text> {
        Provider::new(issuer, "mingzhang".to_owned(), None, address, "sub".to_owned())
    }

    #[test]
    fn only_addresses_that_can_be_trusted_are_taken() {
        let portal = "https://czj.example.gov.cn";
        for issuer in ["http://127.0.0.1:9000/realms/a", "http://[::1]:9000", "http://localhost"] {
            assert!(told(issuer, portal).is_ok(), "{issuer}");
        }
        for issuer in ["http://sso.example.gov.cn", "http://127.0.0.1.example.cn", "ldap://127.0.0.1", "sso"]
        {
            let why = told(issuer, portal).unwrap_err();
            assert!(why.zh.contains("https://"), "{}", why.zh);
        }
        // A system without certificates cannot trust anybody elsewhere.
        match told("https://sso.example.gov.cn", portal) {
            Ok(sso) => assert!(matches!(sso.http, Http::Secure(_))),
            Err(why) => assert!(why.zh.contains("根证书"), "{}", why.zh),
        }
        let here = "http://127.0.0.1:9000";
        assert_eq!(
            told(here, "https://czj.example.gov.cn/").unwrap().back.as_str(),
            "https://czj.example.gov.cn/desk/oidc/callback"
        );
        for address in ["czj.example.gov.cn", "https://example.gov.cn/czj", "https://example.gov.cn/?a", ""] {
            assert!(told(here, address).is_err(), "{address}");
        }
    }

    #[test]
    fn no_secret_is_in_what_is_logged() {
        let portal = "http://127.0.0.1:8080";
        let secret = Some("confidential".to_owned());
        let provider = Provider::new(portal, "mingzhang".to_owned(), secret, portal, "sub".to_owned());
        assert!(!format!("{:?}", provider.unwrap()).contains("confidential"));
    }
}
