//! What citizens see beside the documents: large type, the page of an office, comparisons, the register.

use crate::{Answer, get, portal};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

async fn asked(portal: &Router, address: &str, header: (&str, &str)) -> Answer {
    let asked = Request::get(address).header(header.0, header.1).body(Body::empty()).unwrap();
    let (parts, body) = portal.clone().oneshot(asked).await.unwrap().into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

#[tokio::test]
async fn large_type_is_chosen_once_and_leads_nowhere_else() {
    let (portal, ..) = portal("type").await;
    for page in ["/", "/offices/1", "/revisions/1", "/nowhere"] {
        let page = get(&portal, page).await;
        assert!(
            page.text().contains("<a href=\"/type?size=large\">大字</a>")
                && page.text().contains("/type.css")
        );
    }
    let chosen = asked(&portal, "/type?size=large", ("referer", "http://here:8080/search?q=a")).await;
    assert_eq!(
        (chosen.status, chosen.headers["location"].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/search?q=a")
    );
    let cookie = chosen.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("type=large; Path=/; Max-Age=34560000; "), "{cookie}");
    for from in ["http://here//evil.example/", "http://here/\\evil.example", "evil", "http://here"] {
        let back = asked(&portal, "/type?size=standard", ("referer", from)).await;
        assert_eq!(back.headers["location"], "/", "{from}");
        assert!(back.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0;"));
    }
    let large = asked(&portal, "/type.css", ("cookie", "a=b; type=large")).await;
    assert!(large.text().starts_with("html { font-size: 140%; }"));
    assert_eq!(get(&portal, "/type.css").await.bytes, b"");
    assert_eq!(large.headers["vary"].to_str().unwrap().to_lowercase().matches("cookie").count(), 1);
}

#[tokio::test]
async fn an_office_shows_where_it_belongs_and_its_amounts_by_year() {
    let (portal, ..) = portal("office").await;
    let page = get(&portal, "/offices/1").await;
    for words in [
        "<a href=\"/?region=1\">乌恰县</a>",
        "<caption>各年收支，单位：万元</caption>",
        "<th scope=\"col\" class=\"amount\">收入总计</th><th scope=\"col\" class=\"amount\">支出总计</th>",
        "<td class=\"amount\">2,015.18<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\"><rect width=\"100\" height=\"4\"/></svg></td>",
        "公务用车购置及运行费",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
}
