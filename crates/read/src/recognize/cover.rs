//! Who publishes, for which year, and when.

use mingzhang_document::{Block, Document};
use mingzhang_model::{Disclosure, Folded, Kind, Level, Passage, PrintedDate, fold};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How many paragraphs make up the cover and the contents, at most.
const FRONT: usize = 80;
/// How many of them may hold the title.
const TITLE_PAGE: usize = 6;
/// How many paragraphs may follow the date at the end.
const BACK: usize = 4;

/// Fills year, office, date, kind and level from what any disclosure prints.
pub(super) fn cover(document: &Document, out: &mut Disclosure) {
    let paragraphs: Vec<&Passage> = document.blocks.iter().filter_map(paragraph).collect();
    out.year = year(&paragraphs);
    out.unit = office(&paragraphs);
    out.date = paragraphs.iter().rev().take(BACK).find_map(|p| date(p));
    let front: String = paragraphs.iter().take(FRONT).map(|p| fold(p.text())).collect();
    let has = |words: &[&str]| words.iter().any(|w| front.contains(w));
    out.kind = match (has(&["决算"]), has(&["预算"])) {
        (true, _) => Some(Kind::FinalAccounts),
        (false, true) => Some(Kind::Budget),
        (false, false) => None,
    };
    let department = has(&["部门预算", "部门决算", "部门收支"]);
    out.level = out.kind.map(|_| if department { Level::Department } else { Level::Unit });
}

fn paragraph(block: &Block) -> Option<&Passage> {
    match block {
        Block::Paragraph(passage) if !passage.is_blank() => Some(passage),
        Block::Paragraph(_) | Block::Table(_) => None,
    }
}

/// The year of the title (2026年度单位预算), else the year most named on the first pages.
fn year(paragraphs: &[&Passage]) -> Option<i32> {
    static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("(20\\d\\d)年").ok());
    static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("(20\\d\\d)年度?(?:区级|市级|县级|本级|单位|部门)*(?:预算|决算)(?:公开|信息公开|$)").ok()
    });
    // Below 目录 a part of the document may be called like its title.
    let title_page = paragraphs.iter().take(TITLE_PAGE).map(|p| fold(p.text()));
    let mut above_contents = title_page.take_while(|text| !matches!(text.as_str(), "目录" | "目次"));
    let year = above_contents.find_map(|text| TITLE.as_ref()?.captures(&text)?[1].parse().ok());
    if year.is_some() {
        return year;
    }
    let mut named: BTreeMap<i32, usize> = BTreeMap::new();
    for paragraph in paragraphs.iter().take(FRONT) {
        let text = fold(paragraph.text());
        for found in YEAR.as_ref()?.captures_iter(&text) {
            *named.entry(found[1].parse().ok()?).or_default() += 1;
        }
    }
    named.into_iter().max_by_key(|(_, times)| *times).map(|(year, _)| year)
}

/// 编制单位：某局, or the cover's title up to 预算公开.
fn office(paragraphs: &[&Passage]) -> Option<Passage> {
    static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("^(.{2,40}?)(?:20\\d\\d年度?)?(?:单位|部门)?(?:预算|决算)(?:公开|信息公开)").ok()
    });
    let compiled_by = paragraphs.iter().find_map(|p| {
        let (label, name) = p.text().split_once(['：', ':'])?;
        let known = matches!(
            fold(label).as_str(),
            "编制单位"
                | "单位名称"
                | "部门名称"
                | "编制部门"
                | "填报单位"
                | "预算单位"
                | "预算部门"
                | "预算主管部门"
        );
        (known && !name.trim().is_empty())
            .then(|| p.slice(p.text().len() - name.len(), p.text().len()).trimmed())
    });
    let title = || {
        paragraphs.iter().take(6).find_map(|p| {
            let folded = Folded::of(p.text());
            let found =
                TITLE.as_ref()?.captures(folded.text())?.get(1).filter(|m| names_an_office(m.as_str()))?;
            let (start, end) = folded.original_range(p.text(), found.start(), found.end());
            Some(p.slice(start, end))
        })
    };
    title().or(compiled_by).or_else(|| of_overview(paragraphs))
}

/// 第一部分 某局概况: the heading of the first part names who publishes.
fn of_overview(paragraphs: &[&Passage]) -> Option<Passage> {
    static OVERVIEW: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("^(?:第一部分|一、)(.{3,40}?(?:局|委|委员会|办|办公室|中心|处|院|所|馆|站|队|校|学校|大学|学院|会|社|部|厅|署|政府|街道|办事处|机关|法院|检察院))(?:\\(部门\\)|\\(单位\\)|部门|单位)?概况$").ok()
    });
    paragraphs.iter().take(FRONT).find_map(|p| {
        let folded = Folded::of(p.text());
        let found =
            OVERVIEW.as_ref()?.captures(folded.text())?.get(1).filter(|m| names_an_office(m.as_str()))?;
        let (start, end) = folded.original_range(p.text(), found.start(), found.end());
        Some(p.slice(start, end))
    })
}

/// 某县民政局, and not 2023年, 第一部分 or 二、.
fn names_an_office(words: &str) -> bool {
    let part = words.starts_with('第') && words.contains("部分");
    let name =
        words.trim_start_matches(|c: char| c.is_ascii_digit() || "年度一二三四五六七八九十、.()".contains(c));
    !part && name.chars().count() >= 3 && !words.contains(['：', '/', '，', '。'])
}

/// 2024年03月10日, 二〇二四年三月十日, 2024-03-10
fn date(passage: &Passage) -> Option<PrintedDate> {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new("^(?:.*?[：])?(\\d{4}|[二〇○零一三四五六七八九]{4})[年./-](\\d{1,2}|[一二三四五六七八九十]{1,3})[月./-](\\d{1,2}|[一二三四五六七八九十]{1,3})日?$").ok()
    });
    let text = fold(passage.text());
    let found = DATE.as_ref()?.captures(&text)?;
    let number = |index: usize| found.get(index).and_then(|m| numeral(m.as_str()));
    Some(PrintedDate {
        year: i32::try_from(number(1)?).ok()?,
        month: number(2)?,
        day: number(3)?,
        written: passage.clone(),
    })
}

/// `12`, `十二`, `二十`, `二〇二四`.
fn numeral(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let digit =
        |c: char| "〇一二三四五六七八九".chars().position(|d| d == c || (d == '〇' && "○零".contains(c)));
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones.chars().next()?)? };
            u32::try_from(tens * 10 + ones).ok()
        }
        None => text.chars().try_fold(0, |number: u32, c| Some(number * 10 + u32::try_from(digit(c)?).ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_either_script() {
        for text in ["2024年03月10日", "二〇二四年三月十日", "2024 年 3 月 10 日", "2024-03-10"]
        {
            let date = date(&Passage::new(text, 1, 1)).unwrap();
            assert_eq!((date.year, date.month, date.day), (2024, 3, 10), "{text}");
        }
        assert!(date(&Passage::new("2024 年 1 月 1 日起施行的办法", 1, 1)).is_none());
    }

    #[test]
    fn the_office_is_on_the_cover() {
        let unit = |text: &str| office(&[&Passage::new(text, 1, 1)]).map(|p| p.text().to_owned());
        assert_eq!(unit("乌恰县人民政府办公室预算公开").as_deref(), Some("乌恰县人民政府办公室"));
        assert_eq!(unit("编制单位：清河县民政局").as_deref(), Some("清河县民政局"));
        assert_eq!(unit("某县财政局 2024 年部门预算公开").as_deref(), Some("某县财政局"));
        for heading in ["第一部分 部门预算公开", "二、2023年部门预算公开", "2023年部门预算公开"]
        {
            assert_eq!(unit(heading), None, "{heading}");
        }
    }
}
