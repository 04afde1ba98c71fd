//! Drafts that are changed in the page, from outside: a text where it stands, a ledger topic by topic; and who may not.

use crate::desk::{Person, answer, desk, form, waive_errors};
use crate::{Answer, encoded, get, sample};
use axum::Router;
use axum::http::StatusCode;
use mingzhang_store::{LEDGER, Store, UNFINISHED};

/// A draft of a text with one wrong number.
async fn with_wrong_number(portal: &Router, store: &Store) -> (Person, String) {
    let zhang = Person::log_in(portal, "zhang").await;
    let wrong = String::from_utf8(sample()).unwrap().replacen("2,015.18", "2,016.18", 1);
    let begun = zhang.upload("/desk/offices/1/upload", &[], wrong.as_bytes()).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    let findings = store.findings(1).await.unwrap();
    let mark = findings.iter().find(|finding| finding.message.contains("2,015.18")).unwrap().mark.clone();
    (zhang, mark)
}

async fn source(person: &Person) -> String {
    let file = person.get(&format!("/desk/revisions/1/files/{}", encoded("预算公开.txt"))).await;
    String::from_utf8(file.bytes).unwrap()
}

#[tokio::test]
async fn a_number_is_mended_where_it_stands() {
    let (portal, store) = desk("number").await;
    let (zhang, mark) = with_wrong_number(&portal, &store).await;
    let page = zhang.get("/desk/revisions/1").await;
    // The finding leads to its number and to where it is mended, and the number back to the finding.
    let mend = format!("<a class=\"edit\" href=\"/desk/revisions/1/text?mark={mark}\">改为 2,015.18</a>");
    assert!(page.text().contains(&mend), "{}", page.text());
    assert!(
        page.text().contains("<a class=\"place\" href=\"#n0\">")
            && page.text().contains("id=\"n0\"><a href=\"#f")
    );
    assert!(page.text().contains("text?number=1\"") && page.text().contains("改这一段"));
    let shown = zhang.get(&format!("/desk/revisions/1/text?mark={mark}")).await;
    assert!(
        shown.text().contains("<mark>2,016.18</mark>") && shown.text().contains("按勾稽关系应为“2,015.18”")
    );
    assert!(shown.text().contains("name=\"new\" value=\"2,015.18\""));
    let by_number = zhang.get("/desk/revisions/1/text?number=0").await;
    assert!(by_number.text().contains("<mark>2,016.18</mark>") && by_number.text().contains("“2,015.18”"));

    let wang = Person::log_in(&portal, "wang").await;
    let fields = [("edition", "1"), ("mark", mark.as_str()), ("what", "words"), ("new", "2,015.18")];
    let saved = zhang.post("/desk/revisions/1/text", &fields).await;
    assert_eq!(saved.headers["location"], "/desk/revisions/1#n0");
    let original = String::from_utf8(sample()).unwrap().replace("\r\n", "\n");
    assert_eq!(source(&zhang).await, original);
    assert!(store.findings(1).await.unwrap().iter().all(|finding| finding.mark != mark));

    // Who comes second sees who saved and when, and has what they typed.
    let second = [("edition", "1"), ("number", "0"), ("what", "words"), ("new", "3,333.33")];
    let told = wang.post("/desk/revisions/1/text", &second).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    for words in [
        "张会计（zhang）在 20",
        "<mark>2,015.18</mark>",
        "value=\"3,333.33\"",
        "name=\"edition\" value=\"2\"",
    ] {
        assert!(told.text().contains(words), "{words}: {}", told.text());
    }
    assert_eq!(source(&zhang).await, original);
    let again = [("edition", "2"), ("number", "0"), ("what", "words"), ("new", "3,333.33")];
    assert_eq!(wang.post("/desk/revisions/1/text", &again).await.status, StatusCode::SEE_OTHER);
    assert!(source(&zhang).await.contains("3,333.33"));

    // A paragraph, line by line.
    let shown = zhang.get("/desk/revisions/1/text?section=0&paragraph=0").await;
    let (_, rest) = shown.text().split_once("rows=\"6\">\n").unwrap();
    let lines = rest.split("</textarea>").next().unwrap().to_owned();
    let fields = [
        ("edition", "3"),
        ("section", "0"),
        ("paragraph", "0"),
        ("what", "lines"),
        ("new", "另一段话。\r\n又一行。"),
    ];
    let saved = zhang.post("/desk/revisions/1/text", &fields).await;
    assert_eq!(saved.headers["location"], "/desk/revisions/1#section-0");
    let text = source(&zhang).await;
    assert!(text.contains("另一段话。\n又一行。") && !text.contains(&lines), "{lines}");
}

#[tokio::test]
async fn only_who_prepares_changes_a_draft() {
    let (portal, store) = desk("changes").await;
    let (zhang, mark) = with_wrong_number(&portal, &store).await;
    let (zhao, li) = (Person::log_in(&portal, "zhao").await, Person::log_in(&portal, "li").await);
    let before = store.events(0, 999).await.unwrap();
    let fields = [("edition", "1"), ("mark", mark.as_str()), ("what", "words"), ("new", "1")];
    for address in ["/desk/revisions/1/text", "/desk/revisions/1/ledger", "/desk/revisions/1/ledger/revenue"]
    {
        let refused = [
            zhao.post(address, &fields).await,
            li.post(address, &fields).await,
            answer(&portal, form(address, "", &fields)).await,
            answer(&portal, form(address, &zhang.cookie, &fields)).await,
        ];
        for refusal in refused {
            assert_eq!(refusal.status, StatusCode::FORBIDDEN, "{address}");
        }
        assert_eq!(li.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(get(&portal, address).await.headers["location"], "/desk/login");
    }
    // There is no ledger, and nothing stands where nothing is.
    assert_eq!(zhang.get("/desk/revisions/1/ledger").await.status, StatusCode::NOT_FOUND);
    let nothing = [("edition", "1"), ("number", "99999"), ("what", "words"), ("new", "1")];
    assert_eq!(zhang.post("/desk/revisions/1/text", &nothing).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(store.events(0, 999).await.unwrap(), before);
    waive_errors(&store, &li, 1).await;
    assert_eq!(
        zhang.post("/desk/revisions/1/submit", &[("edition", "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    let late = zhang.post("/desk/revisions/1/text", &[("edition", "2"), ("number", "0"), ("new", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

/// The fields of a form as a browser would send them back.
fn fields(answer: &Answer) -> Vec<(String, String)> {
    let plain = |text: &str| {
        text.replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#38;", "&")
    };
    let mut fields = Vec::new();
    for part in answer.text().split("name=\"").skip(1) {
        let (name, rest) = part.split_once('"').unwrap();
        if !name.starts_with('c') || !name.contains('.') {
            continue;
        }
        let tag = rest.split('>').next().unwrap();
        let value = if let Some((_, value)) = tag.split_once("value=\"") {
            value.split('"').next().unwrap()
        } else if rest.contains("</textarea>") && !rest.contains("<option") {
            rest.split_once(">\n").unwrap().1.split("</textarea>").next().unwrap()
        } else {
            let chosen = rest.split("</select>").next().unwrap().split("<option value=\"");
            chosen
                .filter(|option| option.contains(" selected"))
                .map(|o| o.split('"').next().unwrap())
                .next()
                .unwrap_or("")
        };
        fields.push((name.to_owned(), plain(value)));
    }
    fields
}

async fn post(person: &Person, topic: &str, edition: &str, fields: &[(String, String)]) -> Answer {
    let mut all = vec![("edition", edition), ("from", "0")];
    all.extend(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    person.post(&format!("/desk/revisions/1/ledger/{topic}"), &all).await
}

#[tokio::test]
async fn a_ledger_is_changed_topic_by_topic() {
    let (portal, store) = desk("ledger-edited").await;
    let zhang = Person::log_in(&portal, "zhang").await;
    let begun = zhang.upload("/desk/offices/1/upload", &[], &sample()).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    let stale = zhang.post("/desk/revisions/1/ledger", &[("edition", "0")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let made = zhang.post("/desk/revisions/1/ledger", &[("edition", "1")]).await;
    assert_eq!(made.headers["location"], "/desk/revisions/1/ledger", "{}", made.text());
    assert!(
        store.remarks(1).await.unwrap()[0].words.contains("推定"),
        "{:?}",
        store.remarks(1).await.unwrap()
    );
    let topics = zhang.get("/desk/revisions/1/ledger").await;
    assert!(
        topics.text().contains("/desk/revisions/1/ledger/expenditure\">支出明细</a>"),
        "{}",
        topics.text()
    );
    let edition = store.revision(1).await.unwrap().edition.to_string();

    // What is no amount is told beside its field, and nothing is saved.
    let revenue = zhang.get("/desk/revisions/1/ledger/revenue").await;
    assert_eq!(revenue.status, StatusCode::OK, "{}", revenue.text());
    let mut sent = fields(&revenue);
    let amount =
        sent.iter().position(|(name, value)| name.starts_with("c0.") && value.ends_with(".00")).unwrap();
    let (name, right) = sent[amount].clone();
    sent[amount].1 = "五千元".into();
    let told = post(&zhang, "revenue", &edition, &sent).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text().contains(&format!("id=\"{name}-wrong\">“五千元”不是数字")), "{}", told.text());
    assert!(told.text().contains("value=\"五千元\"") && told.text().contains("aria-invalid=\"true\""));
    assert_eq!(store.revision(1).await.unwrap().edition.to_string(), edition);

    // What no document can be made of is kept, told, and not submitted; the document stays what it was.
    sent[amount].1 = "1.00".into();
    let kept = post(&zhang, "revenue", &edition, &sent).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let roles = |store: Store| async move {
        store.file_list(1).await.unwrap().into_iter().map(|file| file.role).collect::<Vec<_>>()
    };
    assert!(roles(store.clone()).await.contains(&UNFINISHED.to_owned()));
    let topics = zhang.get("/desk/revisions/1/ledger").await;
    assert!(topics.text().contains("处需要补正"), "{}", topics.text());
    let next = store.revision(1).await.unwrap().edition.to_string();
    let early = zhang.post("/desk/revisions/1/submit", &[("edition", &next)]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains("编不成公开文本"), "{}", early.text());

    // Somebody who saw the last but one is told, and keeps what they typed.
    let wang = Person::log_in(&portal, "wang").await;
    sent[amount].1 = "2.00".into();
    let second = post(&wang, "revenue", &edition, &sent).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    for words in ["张会计（zhang）在 20", "value=\"2.00\"", "现在保存的是：1.00"] {
        assert!(second.text().contains(words), "{words}: {}", second.text());
    }

    // Put right, the document is made again in every format, and audited.
    sent[amount].1 = right;
    let right = post(&zhang, "revenue", &next, &sent).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text());
    let roles = roles(store.clone()).await;
    for role in [LEDGER, "source", "docx", "xlsx", "html", "text", "json", "data"] {
        assert!(roles.iter().any(|known| known == role), "{role}: {roles:?}");
    }
    assert!(!roles.contains(&UNFINISHED.to_owned()));
    let page = zhang.get("/desk/revisions/1").await;
    assert!(page.text().contains("改账册") && page.text().contains("账册（不公开）"), "{}", page.text());
    // Nobody outside has the ledger, nor who does not work on it.
    let ledger = format!("files/{}", encoded("账册.xlsx"));
    let zhao = Person::log_in(&portal, "zhao").await;
    assert_eq!(get(&portal, &format!("/revisions/1/{ledger}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(zhao.get(&format!("/desk/revisions/1/{ledger}")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(zhang.get(&format!("/desk/revisions/1/{ledger}")).await.status, StatusCode::OK);
}
