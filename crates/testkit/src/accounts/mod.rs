//! Made-up final accounts that are right by construction, in the form of the Shanghai profile.

mod ledger;
mod prose;
mod tables;

pub use ledger::{Accounts, Item, ThreePublic, Yuan};
use std::fmt::Write;

/// The text of a department's final accounts; the same seed gives the same. Every second rounds its amounts from yuan,
/// each for itself, as offices do.
pub fn final_accounts(seed: u64) -> String {
    document(&Accounts::random(seed))
}

/// The text of the document that a ledger makes.
pub fn document(accounts: &Accounts) -> String {
    let (office, year) = (&accounts.office, accounts.year);
    let mut out = format!(
        "{office}\n\n{year}年度部门决算\n\n目 录\n\n第一部分 {office}概况\n\n一、主要职能\n\n二、部门决算单位构成\n\n第二部分 {office}{year}年度部门决算表\n\n"
    );
    for (number, title) in NUMERALS.iter().zip(TABLES) {
        let _ = write!(out, "{number}、{title}\n\n");
    }
    let _ = write!(out, "第三部分 {office}{year}年度部门决算情况说明\n\n");
    for (number, title) in NUMERALS.iter().zip(SECTIONS) {
        let _ = write!(out, "{number}、{title}\n\n");
    }
    let _ = write!(
        out,
        "第四部分 名词解释\n\n第一部分 {office}概况\n\n一、主要职能\n\n贯彻执行有关法律、法规和方针、政策，承办区政府交办的其他事项。\n\n二、部门决算单位构成\n\n{office}部门决算包括{office}本级决算。\n\n第二部分 {office}{year}年度部门决算表\n\n"
    );
    tables::write(accounts, &mut out);
    let _ = write!(out, "第三部分 {office}{year}年度部门决算情况说明\n\n");
    prose::write(accounts, &mut out);
    out
}

const NUMERALS: [&str; 11] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"];

const TABLES: [&str; 9] = [
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表",
    "财政拨款“三公”经费支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
];

const SECTIONS: [&str; 11] = [
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款基本支出决算情况说明",
    "财政拨款“三公”经费支出决算情况说明",
    "政府性基金预算财政拨款收入支出决算情况说明",
    "国有资本经营预算财政拨款收入支出决算情况说明",
    "预算绩效管理情况",
    "其他重要事项的情况说明",
];

/// `2,940.05`, ten thousand yuan rounded half up to two decimals.
fn in_table(yuan: Yuan) -> String {
    let digits = in_prose(yuan);
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, "00"));
    let mut out = String::new();
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{decimals}")
}

/// `2940.05`
fn in_prose(yuan: Yuan) -> String {
    let hundredths = (yuan + 50) / 100;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// `98.20%`, rounded half up.
fn percent(part: Yuan, whole: Yuan) -> String {
    let hundredths = if whole == 0 { 0 } else { (part * 20_000 + whole) / (2 * whole) };
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_printed_in_ten_thousand_yuan() {
        assert_eq!(in_table(29_400_549), "2,940.05");
        assert_eq!(in_prose(29_400_550), "2940.06");
        assert_eq!(percent(982, 1000), "98.20%");
    }

    #[test]
    fn the_same_seed_gives_the_same_document() {
        assert_eq!(final_accounts(3), final_accounts(3));
        assert_ne!(final_accounts(3), final_accounts(4));
    }
}
