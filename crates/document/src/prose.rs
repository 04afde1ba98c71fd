//! Which lines of a text continue the line before them.
//!
//! Word processors and page breaks cut a paragraph anywhere and may leave blank lines in the gap, so only the words
//! tell. A line continues the one before if
//! - it does not begin something: a numbered item, a part, a caption, a title, a date, a page mark; and
//! - the line before does not end a sentence; and
//! - the cut is visible (a comma, an open bracket, `万` before `元`), or the line before is prose and not a finished
//!   clause before a new statement, or the line begins with a word that can begin no paragraph.
//!
//! A label line (`预算安排规模：…`) is never continued by another, and a heading is continued only by its own end.

/// What a numbered item, heading or caption begins with.
fn ordinal(line: &str) -> Option<&str> {
    const CHINESE: &str = "一二三四五六七八九十百零〇";
    let counted = |text: &str| {
        let rest = text.trim_start_matches(|c| CHINESE.contains(c));
        (rest.len() < text.len()).then_some(rest.len())
    };
    let digits = |text: &str| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=3).contains(&(text.len() - rest.len())).then_some(rest.len())
    };
    let rest_of = |text: &'_ str| counted(text).or_else(|| digits(text)).map(|left| text.len() - left);
    if let Some(first) = line.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return line.get(first.len_utf8()..);
    }
    if let Some(part) = line.strip_prefix('第') {
        let rest = part.get(rest_of(part.trim_start())? + (part.len() - part.trim_start().len())..)?;
        return ["部分", "章", "节", "条"].iter().find_map(|word| rest.trim_start().strip_prefix(word));
    }
    if let Some(inside) = line.strip_prefix(['(', '（']) {
        return inside.get(rest_of(inside)?..)?.strip_prefix([')', '）']);
    }
    let rest = line.get(rest_of(line)?..)?.trim_start();
    let after = rest.strip_prefix(['、', '．', '.'])?;
    let decimal = rest.starts_with(['.', '．']) && after.starts_with(|c: char| c.is_ascii_digit());
    let year = after.starts_with("20") && after.contains('年');
    (!decimal || year).then_some(after)
}

/// The label of a line such as `项目名称：…`, numbered or not.
fn label(line: &str) -> Option<&str> {
    const LONGEST: usize = 16;
    let body = ordinal(line).unwrap_or(line).trim_start();
    let end = body.find(['：', ':'])?;
    let label = &body[..end];
    let plain = !label.is_empty()
        && label.chars().count() <= LONGEST
        && !label.contains(['，', ',', '。', '；', ';', '、', '%']);
    plain.then_some(label)
}

/// A label that introduces the rest of a sentence.
fn resumes(label: &str) -> bool {
    ["其中", "主要", "原因", "分别", "包括", "具体"].iter().any(|word| label.trim_start().starts_with(word))
}

/// Whether a line begins with what an item, a heading, a caption or a date does.
pub fn begins_something(line: &str) -> bool {
    ordinal(line).is_some() || caption(line) || title(line) || dated(line) || line.starts_with(['•', '●'])
}

fn caption(line: &str) -> bool {
    let after =
        line.strip_prefix("附件").or_else(|| line.strip_prefix("附表")).or_else(|| line.strip_prefix('表'));
    after.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty()
            || rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十：:".contains(c))
    })
}

/// A title of a table: short, without the marks of prose.
fn title(line: &str) -> bool {
    const LONGEST: usize = 40;
    let end = line.trim_end_matches(|c: char| c.is_ascii_digit() || "()（）年度 ".contains(c));
    end.ends_with('表') && !punctuated(line) && line.chars().count() <= LONGEST
}

/// Nothing but a date or a year: `2024 年 1 月 30 日`, `(2024 年)`.
fn dated(line: &str) -> bool {
    let date = |c: char| {
        c.is_ascii_digit() || c.is_whitespace() || "年度月日()（）.-/〇一二三四五六七八九十".contains(c)
    };
    line.chars().all(date) && line.contains(['年', '-', '/', '.', '('])
}

/// Whether a line is a day and nothing else, as documents are signed with: 2024 年 1 月 30 日.
pub fn is_day(line: &str) -> bool {
    dated(line) && line.contains('年') && line.trim_end().ends_with('日')
}

/// A line that only tells the page: `- 12 -`, `第 3 页 共 9 页`.
pub fn page_mark(line: &str) -> bool {
    const DASHES: [char; 3] = ['-', '—', '–'];
    let digits = |text: &str| {
        let text = text.trim();
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())
    };
    let line = line.trim();
    let between = line.strip_prefix(DASHES).and_then(|rest| rest.strip_suffix(DASHES));
    let page = line.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    between.is_some_and(digits)
        || page.is_some_and(|(number, rest)| digits(number) && rest.chars().count() < 12)
}

/// Whether a line is the heading of the contents, or an entry of them whose dots lead to a page: 五、预算表………… 8.
///
/// Neither goes on, and nothing goes on with the heading.
pub fn of_contents(line: &str) -> bool {
    is_contents_heading(line) || leads_to_a_page(line)
}

/// 目 录
pub fn is_contents_heading(line: &str) -> bool {
    line.split_whitespace().eq(["目录"]) || line.split_whitespace().eq(["目", "录"])
}

fn leads_to_a_page(line: &str) -> bool {
    /// Fewer dots than this are an ellipsis.
    const LEAST: usize = 6;
    let words =
        line.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "-—()（）".contains(c));
    let dots = words.chars().rev().take_while(|&c| "….·．⋯ ".contains(c)).filter(|&c| c != ' ');
    // The sign … is three dots.
    dots.map(|c| if "…⋯".contains(c) { 3 } else { 1 }).sum::<usize>() > LEAST
}

/// Whether a line ends where a sentence, or a part that stands alone, does.
pub fn ends_sentence(line: &str) -> bool {
    let inner = line.trim_end_matches(['”', '’', '"', '）', ')', '》']);
    inner.ends_with(['。', '！', '？', '；', '：', '!', '?', ';', ':'])
}

/// Whether a line has the marks of prose.
fn punctuated(line: &str) -> bool {
    const LONG: usize = 60;
    let body = ordinal(line).unwrap_or(line);
    body.contains(['，', ',', '。', '；', ';', '：', ':'])
        || body.matches('、').nth(1).is_some()
        || body.chars().nth(LONG).is_some()
}

/// Whether the cut between two lines is visible from either side.
fn cut(last: &str, next: &str) -> bool {
    const PAIRS: [(&[char], &[char]); 3] =
        [(&['（', '('], &['）', ')']), (&['《'], &['》']), (&['“'], &['”'])];
    let open =
        |(left, right): &(&[char], &[char])| last.matches(*left).count() > last.matches(*right).count();
    last.ends_with(['，', ',', '、'])
        || PAIRS.iter().any(open)
        || next.starts_with(['，', ',', '。', '、', '；', ';', '）', ')', '》', '”', '%', '％'])
        || ["（类）", "(类)", "（款）", "(款)", "（项）", "(项)"].iter().any(|mark| next.starts_with(mark))
        || (last.ends_with(['万', '亿']) && next.starts_with('元'))
        || (last.ends_with(|c: char| c.is_ascii_digit())
            && ["万元", "亿元", "元", "年", "月", "日", "人", "个", "项", "辆"]
                .iter()
                .any(|unit| next.starts_with(unit)))
}

/// Whether a line is a number and nothing else, as cells are that stand one below the other.
fn is_number(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_digit())
        && line.chars().all(|c| c.is_ascii_digit() || ",.-% ".contains(c))
}

/// Whether a line begins with what can begin no paragraph.
fn mid_sentence(next: &str) -> bool {
    const WORDS: [&str; 11] = ["的", "及其", "与", "或者", "等", "元", "万元", "数为", "数是", "额为", "占"];
    let and = next.strip_prefix('及').is_some_and(|rest| !rest.starts_with('时'));
    and || WORDS.iter().any(|word| next.starts_with(word))
}

/// Whether a clause may be complete although its full stop is missing.
fn finished(last: &str) -> bool {
    const ENDS: [&str; 18] = [
        "万元", "元", "%", "％", "人", "个", "辆", "日", "增加", "减少", "变化", "一致", "持平", "安排",
        "空表", "公开", "等", "支出",
    ];
    ENDS.iter().any(|end| last.ends_with(end))
}

/// Whether a line opens like a statement of its own: a year, an amount near its beginning.
fn states_anew(next: &str) -> bool {
    const NEAR: usize = 40;
    let near = next.char_indices().nth(NEAR).map_or(next, |(end, _)| &next[..end]);
    (next.starts_with("20") && near.contains('年'))
        || near.contains("万元")
        || ["本", "我", "按照", "根据"].iter().any(|word| next.starts_with(word))
}

/// Whether `next` is the end of a heading that was cut.
fn completes_heading(first: &str, next: &str) -> bool {
    const ENDS: [&str; 8] = ["说明", "情况", "表", "概况", "职能", "职责", "设置", "解释"];
    const LONGEST: usize = 25;
    let ends = |line: &str| ENDS.iter().any(|end| line.ends_with(end));
    ordinal(first).is_some()
        && !ends(first)
        && ends(next)
        && !punctuated(next)
        && next.chars().count() <= LONGEST
}

/// Whether `next` continues the paragraph whose first and last lines are given.
pub fn continues(first: &str, last: &str, next: &str) -> bool {
    /// A label line shorter than this was not cut by the width of a page.
    const SHORT_LABEL: usize = 20;
    let (first, last, next) = (first.trim(), last.trim(), next.trim());
    if of_contents(last) || is_contents_heading(next) {
        return false;
    }
    if begins_something(next) || ends_sentence(last) || is_number(last) || is_number(next) {
        return false;
    }
    let labelled = label(first).is_some();
    let cut = cut(last, next);
    if label(next).is_some_and(|words| !resumes(words)) && (labelled || !cut) {
        return false;
    }
    if cut || mid_sentence(next) {
        return true;
    }
    let one_line = first == last;
    if one_line && !punctuated(first) {
        return completes_heading(first, next);
    }
    let short_label = one_line && labelled && first.chars().nth(SHORT_LABEL).is_none();
    let complete = finished(last) && states_anew(next);
    !short_label && !complete
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_prose_goes_on() {
        for (before, next) in [
            ("2024 年预算数为 542.08 万", "元,比上年预算增加 122.28 万元。"),
            ("当年财政拨款项目13个，涉及预", "算金额 236.06 万元；当年非财政拨款项目 1 个。"),
            (
                "主要用于在职人员工资福利支出、单位基本公用支出",
                "及项目支出。社会保障和就业支出 197.26 万元。",
            ),
            ("主要原因是：本年人员增加，", "人员工资调增，行政单位医疗支出增加。"),
            (
                "某县人民政府办公室 2024 年财政拨款“三公”经费",
                "数为 72.04 万元，其中：因公出国（境）费 0.00 万元。",
            ),
            ("2、设立的政策依据：根据某政办室阅（2023）39 号某某县", "政府办公室支部委员会会议纪要的通知"),
            (
                "资金分配情况：测评项目经费 10 万元，2024 年某县电子政务",
                "外网安全等级保护项目 10 万元，共计 50 万元",
            ),
            ("七、“三公”经费：指公务接待费反映机关按规", "定开支的各类公务接待（含外宾接待）费用。"),
            ("安排的资金（含上级", "补助）用于项目：甲、乙"),
            ("主要用于以下方面：一般公共服务支出", "（类）2106.66万元，占71.73%。"),
            ("七、关于某县人民政府办公室 2024 年一般公共预算项目", "支出情况说明"),
        ] {
            assert!(continues(before, before, next), "{before} | {next}");
        }
    }

    #[test]
    fn what_begins_anew_stays_apart() {
        for (before, next) in [
            ("七、名词解释……………………12", "的其他说明"),
            ("2.部门收入预算总表..........", "及其他"),
            ("预算主管部门：某某区人民政府某某街道，", "目 录"),
            ("七、关于某县 2024 年一般公共预算项目支出情况说明", "1、项目名称：2024 年外办出国经费"),
            ("三、关于某局 2024 年支出预算情况说明", "某局 2024 年支出预算 2,015.18 万元，其中："),
            ("某局 2024 年支出预算 2,015.18 万元，其中：", "基本支出 1,778.12 万元，占 88.24%。"),
            ("编制单位：某县人民政府办公室", "单位：万元"),
            ("单位：万元", "单位收支总体情况表"),
            ("表 5", "一般公共预算支出情况表"),
            ("某县人民政府办公室预算公开", "目 录"),
            ("项目承担单位：某县人民政府办公室", "资金分配情况：完全不予公开"),
            ("资金执行时间：2024 年 1 月 1 日-2024 年 12 月 31 日", "八、关于某局政府性基金情况说明"),
            ("资金执行时间：2024 年 1 月 1 日-2024 年 12 月 31 日，", "预算安排规模：5 万元"),
            ("等费用。", "某县人民政府办公室"),
            ("联系人：某，电话：12", "2024 年 1 月 30 日"),
            ("主要原因是公务接待费，与上年一致，无变化", "公用经费106.87万元，主要包括：办公费。"),
            ("二、政府采购情况", "2024 年，政府采购预算44.60万元。"),
            ("22,118,861", "64,840,547.00"),
        ] {
            assert!(!continues(before, before, next), "{before} | {next}");
        }
    }

    #[test]
    fn page_marks_are_no_text() {
        for line in ["- 12 -", "—3—", "第 3 页 共 9 页", "第3页"] {
            assert!(page_mark(line), "{line}");
        }
        for line in ["12", "- 1、一般", "第三部分", "-5.80"] {
            assert!(!page_mark(line), "{line}");
        }
    }
}
