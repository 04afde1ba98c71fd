//! What citizens see beside the documents: large type, the page of an office, comparisons, the register.

use crate::{Answer, get, portal, sample};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use mingzhang_intake::take_in;
use mingzhang_store::Seal;
use tower::ServiceExt as _;

pub(crate) async fn asked(portal: &Router, address: &str, header: (&str, &str)) -> Answer {
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
        "<a href=\"/regions/1\">乌恰县</a>",
        "<caption>各年收支，单位：万元</caption>",
        "<th scope=\"col\" class=\"amount\" data-chart=\"\">收入总计</th><th scope=\"col\" class=\"amount\" data-chart=\"\">支出总计</th>",
        "<a href=\"/revisions/2\">看2024年预算公开全文</a>",
        "<h2>2024年预算的项目</h2>",
        "<li><a href=\"/revisions/2#form-",
        "<td class=\"amount\">2,015.18<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" \
         aria-hidden=\"true\"><rect width=\"100\" height=\"4\"/></svg></td>",
        "公务用车购置及运行费",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
}

#[tokio::test]
async fn who_knows_no_name_walks_from_region_to_region_and_from_year_to_year() {
    let (portal, store, _) = portal("walk").await;
    let mut change = store.change("财政局", 1).await.unwrap();
    let province = change.region("新疆维吾尔自治区", None).await.unwrap();
    let city = change.region("克州", Some(province)).await.unwrap();
    let county = change.region("阿图什市", Some(city)).await.unwrap();
    let level = mingzhang_model::Level::Department;
    let bureau = change.office("阿图什市教育局", level, county, None).await.unwrap();
    for number in 0..250 {
        let name = format!("阿图什市第{number}小学");
        change.office(&name, mingzhang_model::Level::Unit, county, Some(bureau)).await.unwrap();
    }
    change.keep().await.unwrap();
    let whole = get(&portal, "/regions").await;
    assert!(whole.text().contains(&format!("<a href=\"/regions/{province}\">新疆维吾尔自治区</a>（251）")));
    assert!(!whole.text().contains("阿图什市"));
    let page = get(&portal, &format!("/regions/{county}")).await;
    for words in [
        format!(
            "<a href=\"/regions/{province}\">新疆维吾尔自治区</a> › <a href=\"/regions/{city}\">克州</a>"
        ),
        format!("<a href=\"/offices/{bureau}\">阿图什市教育局</a>"),
    ] {
        assert!(page.text().contains(&words), "{words}: {}", page.text());
    }
    // From the department all units are reached, page by page, there and back.
    let office = get(&portal, &format!("/offices/{bureau}")).await;
    assert!(office.text().contains(&format!("<a href=\"/?department={bureau}\">全部列出</a>")));
    let link = |page: &Answer, way: &str| {
        let found = page.text().split(&format!("<link rel=\"{way}\" href=\"")).nth(1);
        found.map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"))
    };
    let names = |page: &Answer| page.text().matches("小学</a>").count();
    let first = get(&portal, &format!("/?department={bureau}&region={province}")).await;
    let second = get(&portal, &link(&first, "next").unwrap()).await;
    let third = get(&portal, &link(&second, "next").unwrap()).await;
    assert_eq!([names(&first), names(&second), names(&third)], [99, 100, 51]);
    assert_eq!((link(&first, "prev"), link(&third, "next")), (None, None));
    let back = get(&portal, &link(&second, "prev").unwrap()).await;
    assert_eq!((names(&back), link(&back, "prev")), (99, None));

    let years = get(&portal, "/years").await;
    assert!(years.text().contains("<a href=\"/?year=2024&amp;kind=budget\">2024年预算</a>（1）"));
    let published = get(&portal, "/?year=2024&kind=budget&name=&region=&level=").await;
    assert!(published.text().contains("人民政府办公室</a>") && !published.text().contains("教育局</a>"));
    for nothing in ["/?year=2024&kind=final-accounts", "/?year=2023", "/?level=department&region=1"] {
        assert!(get(&portal, nothing).await.text().contains("没有符合条件的单位"), "{nothing}");
    }
    assert!(
        get(&portal, "/")
            .await
            .text()
            .contains("<a href=\"/revisions/2\">乌恰县人民政府办公室2024年预算公开</a>")
    );
    assert_eq!(get(&portal, "/regions/99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_picture_says_in_words_what_it_draws() {
    let (portal, ..) = portal("picture").await;
    for page in ["/offices/1", "/revisions/1"] {
        let page = get(&portal, page).await;
        for words in [
            "<dt>收支总计</dt><dd>2,015.18</dd>",
            "data-kind=\"flow\" data-of=\"sources uses\"",
            "<tr><th scope=\"row\">一般公共预算拨款</th><td class=\"amount\">2,014.18</td>",
            "<th scope=\"row\">一般公共服务支出</th><td class=\"amount\">1,607.22</td><td class=\"amount\">79.8%</td>",
            "<tr><td>201</td><th scope=\"row\">一般公共服务支出</th>",
        ] {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        for chart in page.text().split("data-of=\"").skip(1) {
            for table in chart.split('"').next().unwrap().split(' ') {
                assert!(page.text().contains(&format!("<table id=\"{table}\">")), "{table}");
            }
        }
        // A strict policy forbids them.
        assert!(!page.text().contains(" style=\"") && page.text().matches("<script").count() == 1);
        let script = page.text().split("<script src=\"").nth(1).unwrap().split('"').next().unwrap();
        let script = get(&portal, script).await;
        assert_eq!(script.status, StatusCode::OK);
        assert_eq!(script.headers["cache-control"], "public, max-age=31536000, immutable");
    }
    assert!(get(&portal, "/charts.LICENSE.txt").await.text().contains("Apache License"));
}

#[tokio::test]
async fn two_revisions_are_compared_item_by_item() {
    let (portal, store, [first, second, draft]) = portal("compare").await;
    let choice = get(&portal, &format!("/compare?a={first}")).await;
    assert!(
        choice.text().contains(&format!("<a href=\"/compare?a={first}&amp;b={second}\">")),
        "{}",
        choice.text()
    );
    let same = get(&portal, &format!("/compare?a={first}&b={second}")).await;
    assert!(same.text().contains("<summary>不同的有 1 段</summary>"), "{}", same.text());
    assert!(same.text().contains("<del>重大</del><ins>灾害</ins>事故"), "{}", same.text());
    assert!(same.text().contains("不同的有 0 个") && !same.text().contains("<th scope=\"row\">"));

    // Another office, whose first amount (20 million) is ten thousand yuan more, and which lacks the last.
    let mut content = take_in("预算公开.txt", sample()).unwrap().content;
    content.facts[0].amount += 1_000_000;
    content.facts.pop();
    let mut change = store.change("财政局", 1_710_000_000).await.unwrap();
    let office = change.office("乌恰县档案馆", mingzhang_model::Level::Unit, 1, None).await.unwrap();
    let document = change.document(office, 2024, "budget").await.unwrap();
    let other = change.begin(document, "", &content).await.unwrap();
    change.hand_over("李审核");
    for finding in content.findings.iter().filter(|finding| finding.severity == "error") {
        change.waive(document, &finding.mark, "已说明").await.unwrap();
    }
    change.hand_over("财政局");
    change.submit(other, 1).await.unwrap();
    change.hand_over("李审核");
    change.approve(other, 2).await.unwrap();
    change.publish(other, 3, &Seal::new(&[7; 32])).await.unwrap();
    change.keep().await.unwrap();
    let found = get(&portal, &format!("/compare?a={first}&name=wqxdag")).await;
    assert!(
        found.text().contains(&format!("b={other}\">乌恰县档案馆2024年预算公开</a>")),
        "{}",
        found.text()
    );
    let page = get(&portal, &format!("/compare?a={first}&b={other}")).await;
    assert!(page.text().contains("不同的有 2 个"), "{}", page.text());
    assert!(page.text().contains("<td class=\"amount\">+1.00</td><td class=\"amount\">0.0%</td>"));
    assert!(page.text().contains("<th scope=\"col\" class=\"amount\">乌恰县档案馆</th>"));
    assert_eq!(page.text().matches("<th scope=\"row\">").count(), 2);
    let all = get(&portal, &format!("/compare?a={first}&b={other}&all=1")).await;
    let count = store.facts(first).await.unwrap().len();
    assert_eq!(all.text().matches("<th scope=\"row\">").count(), count);
    for hidden in [format!("/compare?a={first}&b={draft}"), format!("/compare?a={draft}")] {
        assert_eq!(get(&portal, &hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    assert!(!choice.text().contains(&format!("b={draft}\"")));
}

#[tokio::test]
async fn the_register_counts_and_lists_how_offices_stand() {
    let (portal, store, _) = portal("register").await;
    let mut change = store.change("财政局", 1).await.unwrap();
    change.schedule(1, Some("2024-02-01"), Some("2024-02-21")).await.unwrap();
    for (name, due) in [("=乌恰县图书馆", "2024-02-21"), ("乌恰县体育馆", "2999-02-21")] {
        let office = change.office(name, mingzhang_model::Level::Unit, 1, None).await.unwrap();
        let document = change.document(office, 2024, "budget").await.unwrap();
        change.schedule(document, None, Some(due)).await.unwrap();
    }
    let undue = change.office("乌恰县文化馆", mingzhang_model::Level::Unit, 1, None).await.unwrap();
    change.document(undue, 2024, "budget").await.unwrap();
    change.keep().await.unwrap();
    let page = get(&portal, "/register").await;
    let errors = store.revision(2).await.unwrap().quality.errors;
    let incomplete = format!("公开但有错误 <strong>{}</strong>", u8::from(errors > 0));
    for words in [
        "应公开 <strong>4</strong> 家",
        "按时公开 <strong>0</strong>",
        "未公开，期限未登记 <strong>1</strong>",
        "逾期后公开 <strong>1</strong>",
        "逾期未公开 <strong>1</strong>",
        "尚未到期 <strong>1</strong>",
        incomplete.as_str(),
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.text().contains("已公开，期限未登记"), "nothing is said of none");
    let overdue = get(&portal, "/register?year=2024&kind=budget&region=1&only=overdue").await;
    assert!(overdue.text().contains("图书馆</a>") && !overdue.text().contains("体育馆</a>"));
    let table = get(&portal, "/register.csv?year=2024&kind=budget&region=&only=overdue").await;
    assert_eq!(
        table.text(),
        "\u{feff}单位,年度,公开内容,应公开日期,公开日期,情况,错误\n'=乌恰县图书馆,2024,预算,2024-02-21,,逾期未公开,0\n"
    );
    assert!(get(&portal, "/register?year=2023").await.text().contains("应公开 <strong>0</strong> 家"));
}

#[tokio::test]
async fn every_number_tells_where_it_comes_from_and_what_ties_it() {
    let (portal, store, [first, _, draft]) = portal("number").await;
    let page = get(&portal, &format!("/revisions/{first}")).await;
    let links = page.text().matches(&format!("<a href=\"/revisions/{first}/numbers/")).count();
    let facts = store.facts(first).await.unwrap();
    assert_eq!(links, facts.len());
    let titles: Vec<&str> =
        page.text().split("-title\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    let mut different: Vec<&str> = titles.iter().copied().filter(|title| !title.trim().is_empty()).collect();
    let count = different.len();
    different.sort_unstable();
    different.dedup();
    assert!(count > 5 && different.len() == count, "{titles:?}");
    let total = facts
        .iter()
        .position(|f| (&*f.table_key, &*f.row_key, &*f.column_key) == ("income", "total", "total"));
    let number = get(&portal, &format!("/revisions/{first}/numbers/{}", total.unwrap())).await;
    for words in [
        "<h1>2,015.18 万元</h1>",
        "<code>income[total].total</code>",
        "预算公开.txt，第 ",
        "<span class=\"mark\">成立</span>",
        &format!("<a href=\"/revisions/{first}/numbers/5\">2,015.18 万元</a>"),
    ] {
        assert!(number.text().contains(words), "{words}: {}", number.text());
    }
    for hidden in
        [format!("/revisions/{draft}/numbers/0"), format!("/revisions/{first}/numbers/{}", facts.len())]
    {
        assert_eq!(get(&portal, &hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
}
