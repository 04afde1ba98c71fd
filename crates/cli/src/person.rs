//! `mingzhang person`: who works with the portal, and what they may do.

use crate::args::PersonArgs;
use crate::ledger::say;
use crate::serve::{opened, unstored};
use crate::trouble::trouble;
use mingzhang_model::{Lang, text};
use mingzhang_portal::{hashed, made, now};
use mingzhang_store::{Office, OfficeQuery, Store};
use std::io::BufRead as _;
use tokio::runtime::Runtime;

/// Offices that are looked through for the one with a name.
const MOST: i64 = 1_000;

/// Runs `person`: adds a person, or changes the one with this login.
pub(crate) fn run(args: &PersonArgs, lang: Lang) -> anyhow::Result<()> {
    let given = if args.password_stdin { Some(typed()?) } else { None };
    Runtime::new()?.block_on(async {
        let (store, _) = opened(&args.store).await?;
        let known = store.person(&args.login).await.map_err(unstored)?;
        if args.dismiss {
            let Some(person) = known else {
                return Err(trouble(text!("没有名为 {0} 的用户", "nobody logs in as {0}", &args.login)));
            };
            let mut change = store.change("管理员", now()).await.map_err(unstored)?;
            change.set_active(person.id, false).await.map_err(unstored)?;
            change.keep().await.map_err(unstored)?;
            store.close().await;
            return say(&text!("{0} 不能再登录", "{0} can log in no longer", &args.login), lang);
        }
        let is_dismissed = known.as_ref().is_some_and(|person| person.active == 0);
        let made = if given.is_none() && known.is_none() { Some(made().map_err(trouble)?) } else { None };
        let password = match given.as_ref().or(made.as_ref()) {
            Some(password) => hashed(password).map_err(trouble)?,
            None => known.as_ref().map(|person| person.password.clone()).unwrap_or_default(),
        };
        let name = args.name.clone().or(known.map(|person| person.name));
        let name = name.unwrap_or_else(|| args.login.clone());
        let office = match &args.office {
            Some(office) => Some(named(&store, office).await?.id),
            None => None,
        };
        let mut change = store.change("管理员", now()).await.map_err(unstored)?;
        let steps = async {
            let person = change.person(&args.login, &name, &password).await?;
            if is_dismissed {
                change.set_active(person, true).await?;
            }
            for &duty in &args.duty {
                change.assign(person, office, duty.into()).await?;
            }
            change.keep().await
        };
        steps.await.map_err(unstored)?;
        store.close().await;
        say(&text!("已登记 {0}（{1}）", "{0} ({1}) is on record", name, &args.login), lang)?;
        if let Some(made) = made {
            say(&text!("密码：{0}（只显示这一次）", "Password: {0} (it is not shown again)", made), lang)?;
        }
        Ok(())
    })
}

/// The first line of standard input.
fn typed() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The office of a name; it must be the only one.
async fn named(store: &Store, name: &str) -> anyhow::Result<Office> {
    let query = OfficeQuery { words: name.to_owned(), most: MOST, ..OfficeQuery::default() };
    let mut found = store.offices(&query).await.map_err(unstored)?;
    found.retain(|office| office.name == name);
    match (found.pop(), found.is_empty()) {
        (Some(office), true) => Ok(office),
        (Some(_), false) => {
            Err(trouble(text!("有几个单位都叫“{0}”", "several offices are called “{0}”", name)))
        }
        (None, _) => Err(trouble(text!(
            "门户中没有名为“{0}”的单位，请写全称",
            "the portal has no office “{0}”; please write its full name",
            name
        ))),
    }
}
