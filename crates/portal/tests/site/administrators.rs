//! Administrators from outside: people, offices, regions, the journal; and what is refused.

use crate::desk::{OFFICE, PASSWORD, Person, answer, desk, enter, form, handed_in};
use crate::encoded;
use axum::http::StatusCode;
use mingzhang_model::Level;
use mingzhang_portal::hashed;
use mingzhang_store::{Duty, Store};

/// Another administrator, of an education department with a school.
async fn with_department(store: &Store) -> (i64, i64) {
    let mut change = store.change("管理员", 1_710_000_000).await.unwrap();
    let education = change.office("乌恰县教育局", Level::Department, 1, None).await.unwrap();
    let school = change.office("乌恰县第一中学", Level::Unit, 1, Some(education)).await.unwrap();
    let person = change.person("edu", "孙管理", &hashed(PASSWORD).unwrap()).await.unwrap();
    change.assign(person, Some(education), Duty::Administer).await.unwrap();
    change.keep().await.unwrap();
    (education, school)
}

/// What stands between the marks of the password.
fn shown(text: &str) -> String {
    let (_, rest) = text.split_once("class=\"secret\">").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_is_added_and_chooses_a_password_first() {
    let (portal, store) = desk("people").await;
    let boss = Person::log_in(&portal, "boss").await;
    assert!(boss.get("/desk").await.text().contains("<a href=\"/desk/people\">人员</a>"));
    let fields = [("login", "qian"), ("name", "钱会计"), ("duty", "prepare"), ("office", OFFICE)];
    let given = boss.post("/desk/people", &fields).await;
    assert_eq!((given.status, given.headers["cache-control"].as_bytes()), (StatusCode::OK, &b"no-store"[..]));
    let password = shown(given.text());
    assert_eq!(boss.post("/desk/people", &fields).await.status, StatusCode::CONFLICT);
    let people = boss.get("/desk/people?q=qian").await;
    for words in ["钱会计", "编制：乌恰县人民政府办公室", "未改初始密码"] {
        assert!(people.text().contains(words), "{words}");
    }
    assert!(!people.text().contains(&password) && !people.text().contains("张会计"));

    // Nothing is answered until the password is one's own.
    let entered = enter(&portal, "qian", &password).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    let cookie = entered.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let mut qian = Person::with(&portal, cookie);
    for address in ["/desk", "/desk/offices/1"] {
        assert_eq!(qian.get(address).await.headers["location"], "/desk/password", "{address}");
    }
    qian.csrf = crate::desk::token(qian.get("/desk/password").await.text());
    let upload = qian.upload("/desk/offices/1/upload", &[], &crate::sample()).await;
    assert_eq!(upload.headers["location"], "/desk/password");
    let own = " 自己的密码 2024 ";
    for (old, new, repeated, told) in [
        (password.as_str(), "短密码", "短密码", "密码至少要有 10 个字符"),
        (password.as_str(), own, "另一个很长的密码", "两次输入的新密码不一样"),
        (password.as_str(), password.as_str(), password.as_str(), "新密码和原密码一样"),
        ("错误的原密码", own, own, "原密码不对"),
    ] {
        let refused =
            qian.post("/desk/password", &[("old", old), ("new", new), ("repeated", repeated)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(told), "{told}");
    }
    let elsewhere = enter(&portal, "qian", &password).await;
    let elsewhere = elsewhere.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let chosen = [("old", password.as_str()), ("new", own), ("repeated", own)];
    assert_eq!(qian.post("/desk/password", &chosen).await.headers["location"], "/desk");
    assert!(qian.get("/desk").await.text().contains(OFFICE));
    let ended = Person::with(&portal, elsewhere).get("/desk").await;
    assert_eq!(ended.headers["location"], "/desk/login");
    assert_eq!(enter(&portal, "qian", &password).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(enter(&portal, "qian", own).await.status, StatusCode::SEE_OTHER);

    // Renamed, given another duty and another password, dismissed: all of it is in the journal.
    let id = store.person("qian").await.unwrap().unwrap().id;
    let at = |what: &str| format!("/desk/people/{id}/{what}");
    let done = |answer: crate::Answer| assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    done(boss.post(&at("name"), &[("name", "钱主任")]).await);
    done(boss.post(&at("assign"), &[("duty", "review"), ("all", "1")]).await);
    done(boss.post(&at("release"), &[("duty", "prepare"), ("office", "1")]).await);
    let again = boss.post(&at("password"), &[]).await;
    assert_ne!(shown(again.text()), password);
    assert_eq!(qian.get("/desk").await.headers["location"], "/desk/login");
    done(boss.post(&at("dismiss"), &[]).await);
    assert!(boss.get(&format!("/desk/people/{id}")).await.text().contains("已停用"));
    let journal = boss.get(&format!("/desk/journal?about=person:{id}")).await;
    for words in [
        "登记人员",
        "本人改密码",
        "钱会计 → 钱主任",
        "审核：全部单位",
        "编制：单位 1",
        "重置密码",
        "停用",
        "陈管理（boss）",
    ] {
        assert!(journal.text().contains(words), "{words}");
    }
    let logins = boss.get("/desk/logins?about=qian").await;
    assert!(logins.text().contains("<strong>失败</strong>") && logins.text().contains("成功"));
}

#[tokio::test]
async fn offices_and_regions_are_put_in_order() {
    let (portal, store) = desk("places").await;
    let boss = Person::log_in(&portal, "boss").await;
    let region = boss.post("/desk/places/regions", &[("name", "克州"), ("parent", "0")]).await;
    assert_eq!(region.headers["location"], "/desk/places/regions/2");
    let moved = boss.post("/desk/places/regions/1/parent", &[("parent", "2")]).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    let circle = boss.post("/desk/places/regions/2/parent", &[("parent", "1")]).await;
    assert_eq!(circle.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("name", "乌恰县教育局"), ("level", "department"), ("region", "1"), ("department", "")];
    let department = boss.post("/desk/places/offices", &fields).await;
    assert_eq!(department.headers["location"], "/desk/places/offices/3");
    assert_eq!(boss.post("/desk/places/offices", &fields).await.status, StatusCode::CONFLICT);
    let placed = boss.post("/desk/places/offices/2/department", &[("department", "乌恰县教育局")]).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.text());
    let renamed = boss.post("/desk/places/offices/2/name", &[("name", "乌恰县档案<局>")]).await;
    assert_eq!(renamed.status, StatusCode::SEE_OTHER);
    let page = boss.get("/desk/places/offices/2").await;
    assert!(
        page.text().contains("乌恰县档案&#60;局&#62;")
            && page.text().contains("克州/乌恰县，归口乌恰县教育局")
    );
    let list = boss.get(&format!("/desk/places?q={}", encoded("教育"))).await;
    assert!(
        list.text().contains("/desk/places/offices/3\"") && !list.text().contains("/desk/places/offices/1\"")
    );
    for (address, name) in [("/desk/places/offices", "甲/乙"), ("/desk/places/regions", " ")] {
        let refused = boss.post(address, &[("name", name), ("region", "1"), ("parent", "0")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(store.office(2).await.unwrap().department, Some(3));
}

#[tokio::test]
async fn an_administrator_of_a_department_keeps_to_it() {
    let (portal, store) = desk("own").await;
    let (education, school) = with_department(&store).await;
    let edu = Person::log_in(&portal, "edu").await;
    let fields = [("login", "teacher"), ("name", "周会计"), ("duty", "prepare")];
    let own = [&fields[..], &[("office", "乌恰县第一中学")]].concat();
    assert_eq!(edu.post("/desk/people", &own).await.status, StatusCode::OK);
    let teacher = store.person("teacher").await.unwrap().unwrap().id;
    let boss = store.person("boss").await.unwrap().unwrap().id;
    let zhang = store.person("zhang").await.unwrap().unwrap().id;
    let people = edu.get("/desk/people").await;
    assert!(people.text().contains("周会计") && !people.text().contains("张会计"));
    assert!(!edu.get("/desk/journal").await.text().contains("张会计"));
    let offices = edu.get("/desk/places").await;
    assert!(offices.text().contains("乌恰县第一中学") && !offices.text().contains("乌恰县档案馆"));

    let before = store.events(0, 1_000).await.unwrap();
    let other = [&fields[..], &[("office", OFFICE)]].concat();
    assert_eq!(edu.post("/desk/people", &other).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let duty = |office: &'static str| vec![("duty", "review"), ("office", office)];
    for (address, fields) in [
        (format!("/desk/people/{boss}/password"), vec![]),
        (format!("/desk/people/{zhang}/dismiss"), vec![]),
        (format!("/desk/people/{zhang}/name"), vec![("name", "x")]),
        (format!("/desk/people/{zhang}/assign"), duty("乌恰县第一中学")),
        (format!("/desk/people/{zhang}/release"), vec![("duty", "prepare"), ("office", "1")]),
        (format!("/desk/people/{teacher}/assign"), vec![("duty", "review"), ("all", "1")]),
        (format!("/desk/people/{boss}/release"), vec![("duty", "administer"), ("office", "0")]),
        (
            "/desk/people".to_owned(),
            vec![("login", "x"), ("name", "x"), ("duty", "administer"), ("all", "1")],
        ),
        ("/desk/places/offices/1/name".to_owned(), vec![("name", "x")]),
        ("/desk/places/regions".to_owned(), vec![("name", "x"), ("parent", "0")]),
        ("/desk/places/regions/1/name".to_owned(), vec![("name", "x")]),
        ("/desk/places/offices".to_owned(), vec![("name", "x"), ("region", "1"), ("department", "")]),
        (format!("/desk/places/offices/{school}/department"), vec![("department", "")]),
        ("/desk/settings".to_owned(), vec![("one_person", "yes"), ("reason", "x")]),
    ] {
        let refused = edu.post(&address, &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address}");
        // Nor may those who administer nothing, strangers, or pages of others.
        let zhang = Person::log_in(&portal, "zhang").await;
        assert_eq!(zhang.post(&address, &fields).await.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(answer(&portal, form(&address, "", &fields)).await.status, StatusCode::FORBIDDEN);
        let tokenless = answer(&portal, form(&address, &edu.cookie, &fields)).await;
        assert_eq!(tokenless.status, StatusCode::FORBIDDEN, "{address}");
    }
    let zhang = Person::log_in(&portal, "zhang").await;
    for address in ["/desk/people", "/desk/places", "/desk/journal", "/desk/logins", "/desk/settings"] {
        assert_eq!(zhang.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(crate::get(&portal, address).await.headers["location"], "/desk/login", "{address}");
    }
    assert_eq!(edu.get(&format!("/desk/people/{boss}")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(edu.get("/desk/settings").await.status, StatusCode::FORBIDDEN);
    assert_eq!(store.events(0, 1_000).await.unwrap(), before);
    assert!(store.may(teacher, Duty::Prepare, school).await.unwrap());
    assert!(!store.may(teacher, Duty::Prepare, education).await.unwrap());

    // The last who administers everything stays.
    let boss_in = Person::log_in(&portal, "boss").await;
    for (step, fields) in [("dismiss", vec![]), ("release", vec![("duty", "administer"), ("office", "0")])] {
        let refused = boss_in.post(&format!("/desk/people/{boss}/{step}"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("这是最后一位管理全部单位的人"), "{}", refused.text());
    }
}

#[tokio::test]
async fn nobody_judges_their_own_work() {
    let (portal, store) = desk("own-work").await;
    let zhang = handed_in(&portal).await;
    let id = store.person("zhang").await.unwrap().unwrap().id;
    let mut change = store.change("管理员", 1_710_000_000).await.unwrap();
    change.assign(id, None, Duty::Review).await.unwrap();
    change.keep().await.unwrap();
    let mark = store.findings(1).await.unwrap()[0].mark.clone();
    let waive = [("mark", mark.as_str()), ("words", "已说明")];
    let refused = zhang.post("/desk/revisions/1/waive", &waive).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text().contains("不能由您审核"), "{}", refused.text());
    assert!(store.waivers(1).await.unwrap().is_empty());
    // A bureau of one person says so openly.
    let boss = Person::log_in(&portal, "boss").await;
    let silent = boss.post("/desk/settings", &[("one_person", "yes"), ("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = boss.post("/desk/settings", &[("one_person", "yes"), ("reason", "本局只有一名工作人员")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    assert!(boss.get("/desk/journal").await.text().contains("允许一人兼办，理由：本局只有一名工作人员"));
    assert_eq!(zhang.post("/desk/revisions/1/waive", &waive).await.status, StatusCode::SEE_OTHER);
}
