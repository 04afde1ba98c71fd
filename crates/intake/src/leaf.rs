//! The document itself as a part of a page: its tables with headings for screen readers, its prose, its projects.

use askama::Template;
use mingzhang_model::{
    Cell, Disclosure, FigureId, Form, FormKind, FundKind, Indicator, Passage, Table, Target,
};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "leaf.html")]
struct Leaf {
    tables: Vec<Sheet>,
    sections: Vec<Chapter>,
    projects: Vec<Entry>,
    forms: Vec<Aims>,
}

struct Sheet {
    anchor: String,
    title: String,
    unit: String,
    headings: Vec<String>,
    has_codes: bool,
    rows: Vec<Line>,
    remark: String,
}

struct Line {
    code: String,
    label: String,
    is_total: bool,
    cells: Vec<Amount>,
}

/// A cell; a number can be asked where it comes from.
struct Amount {
    shown: String,
    /// Which fact of the disclosure it is.
    fact: Option<usize>,
}

struct Chapter {
    anchor: String,
    heading: String,
    paragraphs: Vec<String>,
}

struct Entry {
    name: String,
    amount: String,
    about: Vec<(&'static str, String)>,
}

/// A form of performance targets.
struct Aims {
    anchor: String,
    name: String,
    amount: String,
    goal: String,
    /// Headings of the columns that any of its indicators fills.
    headings: Vec<&'static str>,
    targets: Vec<Vec<String>>,
}

/// The beginning of the mark that every number of a table bears, before its number among the facts.
const MARK: &str = " class=\"amount\" id=\"n";

/// The part of a page that shows a document, each number of its tables a link to where `address` says, by its number among the
/// facts. The marks are no words of the document: those are escaped.
pub fn linked(leaf: &str, address: impl Fn(&str) -> String) -> String {
    linked_where(leaf, |fact| Some(address(fact)))
}

/// The same, but only those numbers are links that `address` has an address for.
pub fn linked_where(leaf: &str, address: impl Fn(&str) -> Option<String>) -> String {
    let mut parts = leaf.split(MARK);
    let mut linked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let marked = part.split_once("\">").and_then(|(fact, rest)| {
            let (shown, rest) = rest.split_once('<')?;
            Some((fact, shown, rest, address(fact)?))
        });
        linked.push_str(MARK);
        match marked {
            Some((fact, shown, rest, address)) => {
                let link = format!("<a href=\"{address}\">{shown}</a>");
                linked.extend([fact, "\">", &link, "<", rest]);
            }
            None => linked.push_str(part),
        }
    }
    linked
}

/// The part of the page that shows a document.
pub(crate) fn leaf(disclosure: &Disclosure) -> String {
    let sections = disclosure.sections.iter().enumerate().map(|(at, section)| Chapter {
        anchor: format!("section-{at}"),
        heading: section.heading.text().to_owned(),
        paragraphs: section.paragraphs.iter().map(|paragraph| paragraph.text().to_owned()).collect(),
    });
    let projects = disclosure.projects.iter().map(|project| {
        let said = [
            ("设立依据", &project.basis),
            ("承担单位", &project.bearer),
            ("资金分配", &project.allocation),
            ("执行时间", &project.period),
        ];
        let about =
            said.into_iter().filter_map(|(what, said)| Some((what, said.as_ref()?.text().to_owned())));
        Entry {
            name: project.name.text().to_owned(),
            amount: project.amount.map(|id| disclosure.figure(id).with_unit()).unwrap_or_default(),
            about: about.collect(),
        }
    });
    let facts: BTreeMap<FigureId, usize> =
        disclosure.facts().enumerate().map(|(at, fact)| (fact.figure, at)).collect();
    let leaf = Leaf {
        tables: disclosure.tables.iter().map(|table| sheet(disclosure, table, &facts)).collect(),
        sections: sections.collect(),
        projects: projects.collect(),
        forms: disclosure.forms.iter().enumerate().map(|(at, form)| aims(disclosure, at, form)).collect(),
    };
    // A template that fits its data is always written.
    leaf.render().unwrap_or_default()
}

fn aims(disclosure: &Disclosure, at: usize, form: &Form) -> Aims {
    let whole = form.funds.iter().find(|fund| fund.kind == FundKind::Total);
    let columns = |indicator: &Indicator| {
        let weight = indicator.weight.map(|id| disclosure.figure(id).numeral.to_string());
        let said = |passage: &Option<Passage>| {
            passage.as_ref().map(|said| said.text().to_owned()).unwrap_or_default()
        };
        let target = |target: &Option<Target>| {
            target.as_ref().map(|target| target.written.text().to_owned()).unwrap_or_default()
        };
        [
            ("一级指标", indicator.class.text().to_owned()),
            ("二级指标", indicator.section.text().to_owned()),
            ("三级指标", indicator.name.text().to_owned()),
            ("指标值", target(&indicator.target)),
            ("上年完成值", target(&indicator.prior)),
            ("权重", weight.unwrap_or_default()),
            ("设置依据", said(&indicator.basis)),
            ("赋分规则", said(&indicator.scoring)),
            ("佐证资料", said(&indicator.evidence)),
        ]
    };
    let rows: Vec<_> = form.indicators.iter().map(columns).collect();
    // The names of an indicator are always told, the rest where the form tells it.
    let is_told = |column: usize| column < 4 || rows.iter().any(|row| !row[column].1.trim().is_empty());
    let told: Vec<usize> = (0..9).filter(|&column| is_told(column)).collect();
    Aims {
        anchor: form_anchor(at),
        name: match (form.kind, &form.project) {
            (FormKind::Project, Some(project)) => project.text().to_owned(),
            _ => form.title.text().to_owned(),
        },
        amount: whole.map(|fund| disclosure.figure(fund.figure).with_unit()).unwrap_or_default(),
        goal: form.goal.as_ref().map(|goal| goal.text().to_owned()).unwrap_or_default(),
        headings: rows.first().map(|row| told.iter().map(|&at| row[at].0).collect()).unwrap_or_default(),
        targets: rows.iter().map(|row| told.iter().map(|&at| row[at].1.clone()).collect()).collect(),
    }
}

/// Where a form stands on the page.
pub(crate) fn form_anchor(at: usize) -> String {
    format!("form-{at}")
}

fn sheet(disclosure: &Disclosure, table: &Table, facts: &BTreeMap<FigureId, usize>) -> Sheet {
    let rows = table.rows.iter().map(|row| Line {
        code: row.code.map(|code| code.to_string()).unwrap_or_default(),
        label: if row.code.is_some() { row.name() } else { row.label.text().to_owned() },
        is_total: &*row.key == "total",
        cells: row
            .cells
            .iter()
            .map(|cell| Amount {
                shown: shown(disclosure, cell),
                fact: cell.figure().and_then(|figure| facts.get(&figure).copied()),
            })
            .collect(),
    });
    let rows: Vec<Line> = rows.collect();
    Sheet {
        anchor: format!("table-{}", table.key),
        title: title(table),
        unit: table.unit.to_string(),
        headings: table.columns.iter().map(|column| column.heading.to_string()).collect(),
        has_codes: rows.iter().any(|row| !row.code.is_empty()),
        rows,
        remark: table.remark.as_ref().map(|remark| remark.text().to_owned()).unwrap_or_default(),
    }
}

/// What a table is called. A table of two lists side by side is two tables, and a reader must be able to tell them apart.
fn title(table: &Table) -> String {
    let title = table.title.text();
    match table.key.split_once('.') {
        Some((_, "income")) => format!("{title}：收入"),
        Some((_, "expenditure")) => format!("{title}：支出"),
        _ => title.to_owned(),
    }
}

fn shown(disclosure: &Disclosure, cell: &Cell) -> String {
    match cell {
        Cell::Value(id) => disclosure.figure(*id).numeral.to_string(),
        Cell::Unread(written) => written.text().to_owned(),
        Cell::Blank => String::new(),
    }
}
