//! Projects as the narrative lists them: label lines from 项目名称 to 资金执行时间.

use super::costing;
use super::mention::{Mention, scan};
use mingzhang_model::{Disclosure, Figure, FigureId, Folded, MoneyUnit, Origin, Passage, Project, Unit};
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Name,
    Basis,
    Amount,
    Bearer,
    Allocation,
    Period,
}

/// The words that label a field, longer ones before their endings.
const LABELS: [(&str, Field); 25] = [
    ("项目名称", Field::Name),
    ("设立的政策依据", Field::Basis),
    ("政策依据", Field::Basis),
    ("立项依据", Field::Basis),
    ("设立依据", Field::Basis),
    ("项目依据", Field::Basis),
    ("预算安排规模", Field::Amount),
    ("预算安排金额", Field::Amount),
    ("年度预算安排", Field::Amount),
    ("资金安排规模", Field::Amount),
    ("预算规模", Field::Amount),
    ("预算金额", Field::Amount),
    ("预算安排", Field::Amount),
    ("项目承担单位", Field::Bearer),
    ("承担单位", Field::Bearer),
    ("项目实施单位", Field::Bearer),
    ("实施单位", Field::Bearer),
    ("实施主体", Field::Bearer),
    ("资金分配情况", Field::Allocation),
    ("资金分配", Field::Allocation),
    ("分配情况", Field::Allocation),
    ("资金执行时间", Field::Period),
    ("执行时间", Field::Period),
    ("实施周期", Field::Period),
    ("实施时间", Field::Period),
];

/// A field of the paragraph: the label's bytes and the value's bytes in the folded text.
struct Part {
    field: Field,
    label: usize,
    value: usize,
}

/// The labels of a paragraph; one paragraph may hold several fields.
fn parts(text: &str) -> Vec<Part> {
    let colons = text.match_indices('：').map(|(at, _)| at);
    let part = |at: usize| {
        let before = text[..at].trim_end_matches(')');
        let (words, field) = LABELS.iter().find(|(words, _)| before.ends_with(words))?;
        Some(Part { field: *field, label: before.len() - words.len(), value: at + '：'.len_utf8() })
    };
    colons.filter_map(part).collect()
}

/// The number at the end of `text`: 12 of `12、`.
fn printed_number(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(['、', '.', '．', ')', '）']);
    let start = digits
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + digits[at..].chars().next().map_or(0, char::len_utf8));
    (digits.len() < text.len()).then(|| digits[start..].parse().ok())?
}

/// Where the printed number before a label begins, so that it is not taken for the end of the field before.
fn without_number(text: &str) -> usize {
    let body = text.trim_end_matches(['、', '.', '．']);
    if body.len() == text.len() {
        text.len()
    } else {
        body.trim_end_matches(|c: char| c.is_ascii_digit()).len()
    }
}

/// Reads the projects among the paragraphs of a section, whose index is `section`; returns the paragraphs they take.
pub(super) fn projects(paragraphs: &[Passage], section: u32, out: &mut Disclosure) -> Range<usize> {
    let mut draft = Draft { section, ..Draft::default() };
    let (mut first, mut end) = (None, 0);
    let mut unlabelled: Vec<&Passage> = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let folded = Folded::of(paragraph.text());
        let parts = parts(folded.text());
        let names_one = parts.iter().any(|part| part.field == Field::Name);
        if !names_one && (first.is_none() || parts.is_empty()) {
            unlabelled.push(paragraph);
            continue;
        }
        if first.is_some() {
            draft.run_on(&unlabelled);
        }
        unlabelled.clear();
        first.get_or_insert(index);
        end = index + 1;
        for (at, part) in parts.iter().enumerate() {
            let stop = parts.get(at + 1).map_or(folded.text().len(), |next| {
                part.value + without_number(&folded.text()[part.value..next.label.max(part.value)])
            });
            let (from, to) = folded.original_range(paragraph.text(), part.value, stop);
            let value = paragraph.slice(from, to).trimmed();
            if part.field == Field::Name {
                draft.finish(out);
                draft.number = printed_number(&folded.text()[..part.label]);
            }
            draft.fields.push((part.field, value));
        }
    }
    draft.finish(out);
    first.map_or(0..0, |first| first..end)
}

/// The fields of the project being read.
#[derive(Default)]
struct Draft {
    section: u32,
    number: Option<u32>,
    fields: Vec<(Field, Passage)>,
}

impl Draft {
    /// Paragraphs between two labels belong to the field before them.
    fn run_on(&mut self, paragraphs: &[&Passage]) {
        if let Some((_, text)) = self.fields.last_mut() {
            for paragraph in paragraphs {
                text.append(paragraph);
            }
        }
    }

    fn finish(&mut self, out: &mut Disclosure) {
        let fields = std::mem::take(&mut self.fields);
        let field = |wanted: Field| fields.iter().find(|(field, _)| *field == wanted).map(|(_, value)| value);
        let Some(name) = field(Field::Name) else { return };
        let origin = |what: &str| Origin::Prose {
            section: self.section,
            subject: format!("《{}》{what}", mingzhang_model::fold(name.text())).into(),
        };
        let amount = field(Field::Amount).and_then(|value| amount(value, origin("预算安排规模"), out));
        let allocation = field(Field::Allocation);
        let costing = allocation.and_then(|text| costing::costing(text, &origin("资金分配情况"), out));
        if let Some(basis) = field(Field::Basis) {
            for mention in scan(basis).mentions.iter().filter(|m| matches!(m.unit, Unit::Money(_))) {
                add(mention, mention.unit, origin("设立的政策依据"), out);
            }
        }
        out.projects.push(Project {
            number: self.number.take(),
            name: name.clone(),
            amount,
            basis: field(Field::Basis).cloned(),
            bearer: field(Field::Bearer).cloned(),
            allocation: allocation.cloned(),
            period: field(Field::Period).cloned(),
            costing,
        });
    }
}

/// Records a mention; `None` if the number is too fine or too large.
pub(super) fn add(mention: &Mention, unit: Unit, origin: Origin, out: &mut Disclosure) -> Option<FigureId> {
    Some(out.add(Figure::new(mention.numeral, unit, mention.location, origin)?))
}

/// The amount of a project; where no unit is written, as the template has it, 万元.
fn amount(value: &Passage, origin: Origin, out: &mut Disclosure) -> Option<FigureId> {
    let scanned = scan(value);
    let stated = scanned.mentions.iter().find(|mention| matches!(mention.unit, Unit::Money(_)));
    let bare = || match scanned.mentions.as_slice() {
        [only] if only.unit == Unit::Count && only.start == 0 && only.end == scanned.folded.text().len() => {
            Some(only)
        }
        _ => None,
    };
    match stated {
        Some(mention) => add(mention, mention.unit, origin, out),
        None => add(bare()?, Unit::Money(MoneyUnit::WanYuan), origin, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> (Range<usize>, Disclosure) {
        let paragraphs: Vec<Passage> =
            (1..).zip(lines).map(|(line, text)| Passage::new(*text, line, 1)).collect();
        let mut out = Disclosure::default();
        (projects(&paragraphs, 6, &mut out), out)
    }

    #[test]
    fn fields_in_lines_of_their_own_or_in_one_paragraph() {
        let apart =
            ["以下项目：", "1、项目名称：租车费", "预算安排规模：5.00万元", "项目承担单位：某局", "八、其他"];
        let (taken, out) = read(&apart);
        assert_eq!(taken, 1..4);
        let (_, fused) =
            read(&["1. 项目名称：租车费 预算安排规模：5.00 万元 2. 项目名称：出国费 预算安排规模：3"]);
        let named = |out: &Disclosure| {
            let project = |p: &Project| {
                (p.number, p.name.text().to_owned(), p.amount.map(|id| out.figure(id).with_unit()))
            };
            out.projects.iter().map(project).collect::<Vec<_>>()
        };
        let first = (Some(1), "租车费".to_owned(), Some("5.00 万元".to_owned()));
        assert_eq!(named(&out), std::slice::from_ref(&first));
        assert_eq!(named(&fused), [first, (Some(2), "出国费".to_owned(), Some("3 万元".to_owned()))]);
    }

    #[test]
    fn an_unlabelled_paragraph_between_fields_runs_on() {
        let (_, out) = read(&[
            "项目名称：租车费",
            "资金分配情况：租金 2 万元，",
            "油费 3 万元，共计 5 万元",
            "资金执行时间：全年",
        ]);
        let costing = out.projects[0].costing.as_ref().unwrap();
        assert_eq!((costing.terms.len(), out.figure(costing.total).location.line), (2, 3));
    }

    #[test]
    fn prose_without_projects_is_left_alone() {
        let (taken, out) = read(&["预算安排 5 万元。", "实施单位：某局"]);
        assert_eq!((taken, out.projects.len(), out.figures.len()), (0..0, 0, 0));
    }
}
