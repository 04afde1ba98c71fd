//! What programs read: tags of answers, the feed, the sitemap, the description of data.

use crate::{citizens::asked, encoded, get, portal};
use axum::http::StatusCode;

#[tokio::test]
async fn what_the_asker_has_is_not_sent_again() {
    let (portal, ..) = portal("tags").await;
    for address in ["/", "/revisions/1", "/api/v1/offices", "/api/v1/revisions/1/facts.csv", "/style.css"] {
        let first = get(&portal, address).await;
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        let again = asked(&portal, address, ("if-none-match", &format!("\"x\", {tag}"))).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(again.headers["etag"], tag.as_str());
        assert!(again.headers.contains_key("content-security-policy"));
        let other = asked(&portal, address, ("if-none-match", "\"x\"")).await;
        assert_eq!((other.status, &other.bytes), (StatusCode::OK, &first.bytes), "{address}");
    }
    let one = get(&portal, "/revisions/1").await.headers["etag"].clone();
    assert_ne!(one, get(&portal, "/revisions/2").await.headers["etag"]);
    for untagged in ["/nowhere", "/type?size=large"] {
        assert!(!get(&portal, untagged).await.headers.contains_key("etag"), "{untagged}");
    }
}

#[tokio::test]
async fn new_publications_are_announced_and_drafts_are_not() {
    let (portal, _, [first, second, draft]) = portal("announced").await;
    let feed = asked(&portal, "/feed.atom", ("host", "budget.example:8080")).await;
    assert_eq!(feed.headers["content-type"], "application/atom+xml; charset=utf-8");
    let entry = format!(
        "<entry>\n<title>乌恰县人民政府办公室2024年预算公开（第2版）</title>\n\
         <id>http://budget.example:8080/revisions/{second}</id>\n\
         <link href=\"http://budget.example:8080/revisions/{second}\"/>\n\
         <updated>2024-03-09T16:00:00Z</updated>\n<summary>更正：更正“三公”经费</summary>\n</entry>"
    );
    assert!(feed.text().contains(&entry), "{}", feed.text());
    assert_eq!(feed.text().matches("<entry>").count(), 2);
    let parts = asked(&portal, "/sitemap.xml", ("host", "\"><script>")).await;
    for part in ["offices/1", "revisions/1"] {
        let line = format!("<sitemap><loc>http://localhost/sitemap/{part}</loc></sitemap>");
        assert!(parts.text().contains(&line), "{}", parts.text());
    }
    assert!(
        get(&portal, "/sitemap/offices/1").await.text().contains("<loc>http://localhost/offices/1</loc>")
    );
    for nothing in ["/sitemap/drafts/1", "/sitemap/revisions/-9223372036854775808"] {
        assert_eq!(get(&portal, nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    assert!(!get(&portal, "/sitemap/revisions/2").await.text().contains("<url>"));
    let sitemap = get(&portal, "/sitemap/revisions/1").await;
    for revision in [first, second] {
        let line = format!("<loc>http://localhost/revisions/{revision}</loc><lastmod>2024-03-10</lastmod>");
        assert!(sitemap.text().contains(&line), "{}", sitemap.text());
    }
    assert!(!sitemap.text().contains(&format!("/revisions/{draft}<")) && !feed.text().contains("机密"));
}

#[tokio::test]
async fn a_document_is_described_as_data() {
    let (portal, _, [first, _, draft]) = portal("dataset").await;
    let page = get(&portal, &format!("/revisions/{first}")).await;
    assert!(
        page.text()
            .contains(&format!("type=\"application/ld+json\" href=\"/revisions/{first}/dataset.jsonld\""))
    );
    let answer =
        asked(&portal, &format!("/revisions/{first}/dataset.jsonld"), ("host", "budget.example")).await;
    let dataset: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!((&dataset["@type"], &dataset["temporalCoverage"]), (&"Dataset".into(), &"2024".into()));
    assert_eq!(dataset["creator"]["name"], "乌恰县人民政府办公室");
    let files = dataset["distribution"].as_array().unwrap();
    for file in files {
        let address = file["contentUrl"].as_str().unwrap().strip_prefix("http://budget.example").unwrap();
        assert_eq!(get(&portal, address).await.status, StatusCode::OK, "{address}");
    }
    assert!(files[2]["contentUrl"].as_str().unwrap().ends_with(&format!("{}.txt", encoded("预算公开"))));
    assert_eq!(
        get(&portal, &format!("/revisions/{draft}/dataset.jsonld")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn everything_that_is_described_answers() {
    let (portal, _, _) = portal("described").await;
    let answer = get(&portal, "/api/v1/openapi.json").await;
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert!(told["openapi"].as_str().unwrap().starts_with("3.1"), "{}", told["openapi"]);
    let paths = told["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 4);
    for path in paths.keys() {
        let address = path.replace("{office}", "1").replace("{revision}", "1");
        let answer = get(&portal, &address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        let media = &told["paths"][path]["get"]["responses"]["200"]["content"];
        let said = answer.headers["content-type"].to_str().unwrap().split(';').next().unwrap();
        assert!(media.get(said).is_some(), "{address}: {said}");
    }
    let fact = &told["components"]["schemas"]["Fact"]["properties"];
    let facts: serde_json::Value =
        serde_json::from_slice(&get(&portal, "/api/v1/revisions/1/facts.json").await.bytes).unwrap();
    let mut keys: Vec<&String> = facts[0].as_object().unwrap().keys().collect();
    let mut described: Vec<&String> = fact.as_object().unwrap().keys().collect();
    keys.sort();
    described.sort();
    assert_eq!(keys, described);
}
