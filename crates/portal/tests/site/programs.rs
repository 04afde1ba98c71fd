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
    assert_eq!(paths.len(), 15);
    let viewer = get(&portal, "/api").await;
    for path in paths.keys() {
        let address = path.replace("{office}", "1").replace("{revision}", "1").replace("{number}", "0");
        let answer = get(&portal, &address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        let media = &told["paths"][path]["get"]["responses"]["200"]["content"];
        let said = answer.headers["content-type"].to_str().unwrap().split(';').next().unwrap();
        assert!(media.get(said).is_some(), "{address}: {said}");
        // What is answered has the fields that are described.
        if said == "application/json" {
            let schema = &media[said]["schema"];
            let schema = if schema["type"] == "array" { &schema["items"] } else { schema };
            let name = schema["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            let body: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
            let entry = body.as_array().map_or(Some(&body), |entries| entries.first());
            if let Some(entry) = entry {
                let mut keys: Vec<&String> = entry.as_object().unwrap().keys().collect();
                let described = &told["components"]["schemas"][name]["properties"];
                let mut described: Vec<&String> = described.as_object().unwrap().keys().collect();
                keys.sort();
                described.sort();
                assert_eq!(keys, described, "{address}");
            }
        }
        assert!(viewer.text().contains(&format!("<code>GET {path}</code>")), "{path}");
    }
    // What is offered to be tried answers.
    let tries: Vec<&str> = viewer.text().split("试用：<a href=\"").skip(1).collect();
    assert_eq!(tries.len(), paths.len());
    for address in tries {
        let address = address.split('"').next().unwrap().replace("&#38;", "&");
        assert_eq!(get(&portal, &address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn lists_come_in_pages_that_lead_on() {
    let (portal, store, [first, second, draft]) = portal("pages").await;
    let mut change = store.change("财政局", 1).await.unwrap();
    for name in ["乌恰县图书馆", "乌恰县体育馆"] {
        let office = change.office(name, mingzhang_model::Level::Unit, 1, None).await.unwrap();
        change.document(office, 2024, "budget").await.unwrap();
    }
    change.keep().await.unwrap();
    for (list, count) in [
        ("/api/v1/offices?q=乌恰&most=2", 3),
        ("/api/v1/publications?since=0&most=1", 2),
        ("/api/v1/register?year=2024&most=2", 3),
        ("/api/v1/search?q=三公&most=1", 3),
    ] {
        let mut next = Some(list.replace("乌恰", &encoded("乌恰")).replace("三公", &encoded("三公")));
        let mut seen = Vec::new();
        while let Some(address) = next.filter(|_| seen.len() < count) {
            let answer = get(&portal, &address).await;
            let page: Vec<serde_json::Value> = serde_json::from_slice(&answer.bytes).unwrap();
            assert!(page.iter().all(|entry| !seen.contains(entry)), "{address}");
            seen.extend(page);
            next = answer.headers.get("link").map(|link| {
                let link = link.to_str().unwrap();
                link.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap().to_owned()
            });
        }
        assert!(seen.len() >= count, "{list}: {}", seen.len());
    }
    let publications = get(&portal, "/api/v1/publications?since=1710000000").await;
    let told: serde_json::Value = serde_json::from_slice(&publications.bytes).unwrap();
    assert_eq!([&told[0]["revision"], &told[1]["revision"]], [first, second]);
    assert_eq!(get(&portal, "/api/v1/publications?since=1710000001").await.text(), "[]");
    let table = get(&portal, "/api/v1/publications.csv?most=1").await;
    assert_eq!(table.text().lines().count(), 2);
    assert!(
        table.headers["link"]
            .to_str()
            .unwrap()
            .contains("/api/v1/publications.csv?most=1&after=1710000000-1")
    );

    let findings = get(&portal, &format!("/api/v1/revisions/{first}/findings.json")).await;
    assert!(findings.text().contains("系统导出时没有空表，已另行说明"));
    let number = get(&portal, &format!("/api/v1/revisions/{first}/numbers/0")).await;
    let number: serde_json::Value = serde_json::from_slice(&number.bytes).unwrap();
    assert_eq!(
        (&number["fact"]["table"], number["ties"].as_array().unwrap().is_empty()),
        (&"overview.income".into(), false)
    );
    for hidden in ["findings.json", "findings.csv", "numbers.json", "numbers/0"] {
        let hidden = format!("/api/v1/revisions/{draft}/{hidden}");
        assert_eq!(get(&portal, &hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    assert!(!get(&portal, "/api/v1/publications").await.text().contains("机密"));
}

#[tokio::test]
async fn what_cannot_be_answered_is_told_to_programs_and_readers_in_their_own_form() {
    let (portal, _, [_, _, draft]) = portal("problems").await;
    let draft = format!("/api/v1/revisions/{draft}/facts.json");
    for (address, status) in [
        (draft.as_str(), StatusCode::NOT_FOUND),
        ("/api/v1/revisions/abc/facts.csv", StatusCode::BAD_REQUEST),
        ("/api/v1/offices?most=9223372036854775808", StatusCode::BAD_REQUEST),
    ] {
        let answer = get(&portal, address).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
        assert_eq!(told["status"], status.as_u16(), "{address}");
        assert!(answer.headers.contains_key("content-security-policy"));
    }
    for address in ["/offices/abc", "/?after=x", "/revisions/1/numbers/-1"] {
        let answer = get(&portal, address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(answer.text().contains("<h1>请求写得不对</h1>"), "{}", answer.text());
    }
    let described = get(&portal, "/api/v1/openapi.json").await;
    let described: serde_json::Value = serde_json::from_slice(&described.bytes).unwrap();
    let operations = described["paths"].as_object().unwrap().values();
    let schema = "/get/responses/400/content/application~1problem+json/schema/$ref";
    for operation in operations {
        assert_eq!(operation.pointer(schema).unwrap(), "#/components/schemas/Problem");
    }
}
