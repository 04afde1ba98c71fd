//! The register from outside: imported, looked at, reminded of; and who may.

use crate::desk::{Person, answer, desk, form, handed_in, multipart};
use crate::encoded;
use axum::http::StatusCode;

const TABLE: &str = "地区,部门,单位,单位级次,年度,公开内容,批复日期,公开期限\n\
乌恰县,,乌恰县人民政府办公室,单位,2024,预算,2024-02-20,\n\
乌恰县,乌恰县教育局,乌恰县第一中学,单位,2024,预算,2099-02-01,\n\
乌恰县/乌恰镇,,=乌恰镇政府,,2024,预算,,2024-01-31\n";

/// What stands in a hidden field.
fn hidden(text: &str, name: &str) -> String {
    let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_register_is_shown_before_it_is_put_on_record() {
    let (portal, store) = desk("import").await;
    let boss = Person::log_in(&portal, "boss").await;
    let template = boss.get("/desk/register/template.xlsx").await;
    assert!(template.bytes.starts_with(b"PK"));
    let before = store.events(0, 999).await.unwrap();
    let wrong = TABLE.replace("2024-02-20", "二月").replace("乌恰县/乌恰镇", "");
    let told = boss.upload("/desk/register/import", &[], wrong.as_bytes()).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "<th scope=\"row\">G2</th><td>“二月”不是日期",
        "<th scope=\"row\">A4</th><td>“地区”没有填",
        "没有登记",
    ] {
        assert!(told.text().contains(words), "{words}: {}", told.text());
    }
    assert!(!told.text().contains("确认导入"));
    // A department on record as a unit is found among what is known.
    let known = TABLE.replace("乌恰县教育局", "乌恰县档案馆");
    let told = boss.upload("/desk/register/import", &[], known.as_bytes()).await;
    assert!(
        told.text().contains("<th scope=\"row\">3</th><td>“乌恰县档案馆”登记的是单位"),
        "{}",
        told.text()
    );
    let shown = boss.upload("/desk/register/import", &[], TABLE.as_bytes()).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    assert!(shown.text().contains("新增地区 1 个，新增单位 3 家"), "{}", shown.text());
    assert_eq!(store.events(0, 999).await.unwrap(), before);
    let digest = hidden(shown.text(), "digest");
    let confirm = "/desk/register/import/confirm";
    assert_eq!(boss.post(confirm, &[("digest", "x")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(boss.post(confirm, &[("digest", &digest)]).await.headers["location"], "/desk/register");
    assert_eq!(boss.post(confirm, &[("digest", &digest)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(store.documents(1).await.unwrap()[0].due_on.as_deref(), Some("2024-03-11"));

    // Nobody else imports, and nothing is taken without the token.
    let li = Person::log_in(&portal, "li").await;
    assert_eq!(li.upload("/desk/register/import", &[], TABLE.as_bytes()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(li.post(confirm, &[("digest", &digest)]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(li.get("/desk/register/template.xlsx").await.status, StatusCode::FORBIDDEN);
    let tokenless = multipart("名册.csv", "/desk/register/import", &boss.cookie, &[], TABLE.as_bytes());
    assert_eq!(answer(&portal, tokenless).await.status, StatusCode::FORBIDDEN);
    let stranger = answer(&portal, form(confirm, "", &[("digest", &digest)])).await;
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_bureau_sees_who_is_late_and_reminds_them() {
    let (portal, store) = desk("dues").await;
    handed_in(&portal).await;
    let boss = Person::log_in(&portal, "boss").await;
    let shown = boss.upload("/desk/register/import", &[], TABLE.as_bytes()).await;
    boss.post("/desk/register/import/confirm", &[("digest", &hidden(shown.text(), "digest"))]).await;
    let li = Person::log_in(&portal, "li").await;
    let page = li.get("/desk/register").await;
    for words in [
        "应公开 <strong>3</strong> 家",
        "逾期未公开 <strong>2</strong>",
        "尚未到期 <strong>1</strong>",
        "<a href=\"/desk/revisions/1\">编制中</a>",
        "逾期 ",
        "还有 ",
        "按地区分列",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let town = store.regions().await.unwrap().into_iter().find(|r| r.name == "乌恰镇").unwrap().id;
    let part = li.get(&format!("/desk/register?region={town}&only=overdue")).await;
    assert!(part.text().contains("=乌恰镇政府") && !part.text().contains("人民政府办公室"));
    let table = li.get("/desk/register/reminders.csv?only=overdue").await;
    assert!(table.text().contains("乌恰县人民政府办公室,乌恰县,2024年预算,2024-03-11,-"), "{}", table.text());
    assert!(table.text().contains(",逾期未公开,编制中,") && table.text().contains("'=乌恰镇政府"));
    assert!(table.text().contains("王会计（wang）、张会计（zhang）") && !table.text().contains("第一中学"));
    let book = li.get("/desk/register/reminders.xlsx").await;
    assert!(book.bytes.starts_with(b"PK"));
    let letters = li.get("/desk/register/letters.txt").await;
    for words in ["乌恰县第一中学：", "目前尚未上传公开文本", "处错误，请改正后提交审核", "批复后二十日内"]
    {
        assert!(letters.text().contains(words), "{words}: {}", letters.text());
    }
    // Whoever prepares sees none of it, strangers nothing at all.
    let zhang = Person::log_in(&portal, "zhang").await;
    for address in ["", "/reminders.csv", "/reminders.xlsx", "/letters.txt", "/import"] {
        let address = format!("/desk/register{address}");
        assert_eq!(zhang.get(&address).await.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(crate::get(&portal, &address).await.headers["location"], "/desk/login", "{address}");
    }
    assert!(!crate::get(&portal, &format!("/search?q={}", encoded("张会计"))).await.text().contains("zhang"));
}
