//! Stated numbers of things beside lists of them: 下设 11 个科室，分别是：….

use mingzhang_model::{Disclosure, Figure, Folded, Numeral, Origin, Passage, Tally, Unit};
use regex::Regex;
use std::sync::LazyLock;

static TALLY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("(\\d{1,3})(个[^，。；：、\\d]{1,10})，?(?:分别是|分别为|包括|具体为|即)：?([^。；]+)").ok()
});

/// Finds every tally in the sections' prose.
pub(super) fn tallies(out: &mut Disclosure) {
    let mut found = Vec::new();
    for (section, paragraph) in
        out.sections.iter().enumerate().flat_map(|(i, s)| s.paragraphs.iter().map(move |p| (i, p)))
    {
        found.extend(tally(section, paragraph));
    }
    for (figure, noun, items) in found {
        let count = out.add(figure);
        out.tallies.push(Tally { count, noun, items });
    }
}

fn tally(section: usize, paragraph: &Passage) -> Option<(Figure, String, Vec<Passage>)> {
    let folded = Folded::of(paragraph.text());
    let found = TALLY.as_ref()?.captures(folded.text())?;
    let (number, noun, list) = (found.get(1)?, found.get(2)?, found.get(3)?);
    let original = |start, end| folded.original_range(paragraph.text(), start, end);
    let (start, end) = original(number.start(), number.end());
    let origin = Origin::Prose { section: u32::try_from(section).ok()?, subject: noun.as_str().into() };
    let figure =
        Figure::new(Numeral::parse(number.as_str())?, Unit::Count, paragraph.locate(start, end), origin)?;
    let items = split(enumeration(list.as_str())).into_iter().map(|(from, to)| {
        let (start, end) = original(list.start() + from, list.start() + to);
        paragraph.slice(start, end)
    });
    Some((figure, noun.as_str().to_owned(), items.collect()))
}

/// The list without the clause that follows it: 办公室、财政科，编制数8人.
fn enumeration(list: &str) -> &str {
    let mut depth = 0_i32;
    for (at, c) in list.char_indices() {
        match c {
            '(' | '《' | '“' => depth += 1,
            ')' | '》' | '”' => depth -= 1,
            '，' if depth <= 0 && list[..at].contains('、') => {
                let rest = &list[at + c.len_utf8()..];
                let clause = rest.split(['，', '、']).next().unwrap_or(rest);
                let other = ["其中", "编制", "实有", "在职", "另", "无", "没有"];
                if clause.contains(|c: char| c.is_ascii_digit()) || other.iter().any(|w| rest.starts_with(w))
                {
                    return &list[..at];
                }
            }
            _ => {}
        }
    }
    list
}

/// Splits a list at 、 outside of brackets; 和 and 及 before the last item are left alone, for names contain them.
fn split(list: &str) -> Vec<(usize, usize)> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, c) in list.char_indices() {
        match c {
            '(' | '《' | '“' => depth += 1,
            ')' | '》' | '”' => depth -= 1,
            '、' | '，' if depth <= 0 => {
                parts.push((from, at));
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push((from, list.len()));
    parts.retain(|(from, to)| from < to);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_counted() {
        let text = "下设 3 个科室，分别是：综合室、政务服务室（政策、法规）、信访局。";
        let (figure, noun, items) = tally(0, &Passage::new(text, 1, 1)).unwrap();
        assert_eq!((figure.value, noun.as_str()), (30_000, "个科室"));
        let names: Vec<_> = items.iter().map(Passage::text).collect();
        assert_eq!(names, ["综合室", "政务服务室（政策、法规）", "信访局"]);
    }
}
