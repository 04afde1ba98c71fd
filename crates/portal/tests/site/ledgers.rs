//! Ledgers at the desk: handed in, told what they lack, published in every format, never handed out.

use crate::desk::{OFFICE, Person, desk};
use crate::{encoded, get};
use axum::http::StatusCode;
use mingzhang_ledger::{Ledger, open_directory, write_workbook};

fn ledger() -> Ledger {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-ledger");
    let files = std::fs::read_dir(folder).unwrap().map(|file| {
        let path = file.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())
    });
    open_directory(&files.collect()).0.ledger
}

#[tokio::test]
async fn a_ledger_is_published_in_every_format_and_kept_to_those_who_work_on_it() {
    let (portal, store) = desk("ledger").await;
    let zhang = Person::log_in(&portal, "zhang").await;
    let mut wrong = ledger();
    wrong.year.revenue.pop();
    let told =
        zhang.upload_as("账册.xlsx", "/desk/offices/1/upload", &[], &write_workbook(&wrong).unwrap()).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text().contains("账册有 ") && told.text().contains("收入明细"), "{}", told.text());

    let workbook = write_workbook(&ledger()).unwrap();
    let begun = zhang.upload_as("账册.xlsx", "/desk/offices/1/upload", &[], &workbook).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    let own = format!("/desk/revisions/1/files/{}", encoded("账册.xlsx"));
    assert_eq!(zhang.get(&own).await.bytes, workbook);
    zhang.post("/desk/revisions/1/submit", &[("edition", "1")]).await;
    let li = Person::log_in(&portal, "li").await;
    li.post("/desk/revisions/1/approve", &[("edition", "2")]).await;
    let published = zhang.post("/desk/revisions/1/publish", &[("edition", "3")]).await;
    assert_eq!(published.headers["location"], "/revisions/1", "{}", published.text());

    let page = get(&portal, "/revisions/1").await;
    for ending in ["pdf", "docx", "xlsx", "html", "txt", "json"] {
        let name = format!("{OFFICE}2024年预算公开.{ending}");
        let file = format!("/revisions/1/files/{}", encoded(&name));
        assert!(page.text().contains(&name), "{name}");
        assert_eq!(get(&portal, &file).await.status, StatusCode::OK, "{name}");
    }
    // Neither its bytes, nor its name, nor its digest.
    let hidden = format!("/revisions/1/files/{}", encoded("账册.xlsx"));
    assert_eq!(get(&portal, &hidden).await.status, StatusCode::NOT_FOUND);
    for address in ["/revisions/1", "/revisions/1/manifest.json", "/revisions/1/dataset.jsonld", "/offices/1"]
    {
        assert!(!get(&portal, address).await.text().contains("账册"), "{address}");
    }
    assert_eq!(store.verify(&mingzhang_store::Seal::new(&[7; 32]).public()).await.unwrap(), []);
}
