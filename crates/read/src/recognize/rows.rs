//! What a row of a table is: a total, a code, a printed row, a project.

use super::layout::LaneLayout;
use mingzhang_model::{Code, CodeLevel, Folded, Passage, RowKind, fold};
use mingzhang_standard::{Catalogue, Classification, LaneSpec, RowScheme};
use std::collections::HashMap;
use std::sync::Arc;

/// A row without its amounts.
pub(super) struct RowName {
    pub key: Arc<str>,
    pub label: Passage,
    pub code: Option<Code>,
    pub code_cells: Vec<Passage>,
    pub project: Option<Passage>,
    pub kind: RowKind,
}

impl RowName {
    /// A row that the form prints as a heading over its amounts.
    pub(super) fn printed(key: Arc<str>, heading: Passage) -> Self {
        let kind = if &*key == "total" { RowKind::Total } else { RowKind::Named };
        Self { key, label: heading, code: None, code_cells: Vec::new(), project: None, kind }
    }
}

/// Names the rows of one lane, one after the other.
pub(super) struct RowNamer<'a> {
    lane: &'a LaneSpec,
    totals: Vec<String>,
    /// Folded labels of each printed row.
    named: Vec<Vec<String>>,
    next_named: usize,
    used: Vec<bool>,
    last_code: Option<Code>,
    keys: HashMap<Arc<str>, usize>,
}

impl<'a> RowNamer<'a> {
    pub(super) fn new(lane: &'a LaneSpec) -> Self {
        let labels = |row: &mingzhang_standard::RowSpec| {
            std::iter::once(&row.label).chain(&row.aliases).map(|l| fold(l)).collect()
        };
        Self {
            lane,
            totals: lane.total.iter().map(|t| fold(t)).collect(),
            named: lane.rows.iter().map(labels).collect(),
            next_named: 0,
            used: vec![false; lane.rows.len()],
            last_code: None,
            keys: HashMap::new(),
        }
    }

    pub(super) fn spec(&self) -> &'a LaneSpec {
        self.lane
    }

    /// Names a row; `None` if its label cells are blank.
    pub(super) fn name(&mut self, row: &[Passage], layout: &LaneLayout) -> Option<RowName> {
        let cell = |column: usize| row.get(column).cloned().unwrap_or_default();
        let label = cell(layout.label);
        let code_cells: Vec<Passage> = layout.codes.iter().map(|&c| cell(c)).collect();
        let project = layout.project.map(cell).filter(|p| !p.is_blank());
        let mut words = std::iter::once(&label).chain(&code_cells).chain(&project);
        if words.all(|cell| matches!(fold(cell.text()).as_str(), "" | "无" | "…" | "-")) {
            return None;
        }
        let total = std::iter::once(&label)
            .chain(&code_cells)
            .chain(&project)
            .find(|c| self.totals.contains(&fold(c.text())))
            .cloned();
        let mut name = if let Some(total) = total {
            let kind = RowKind::Total;
            RowName {
                key: "total".into(),
                label: total,
                code: None,
                code_cells: Vec::new(),
                project: None,
                kind,
            }
        } else {
            match self.lane.scheme {
                RowScheme::Named => self.named(label),
                RowScheme::FunctionalLabel => labelled_code(label),
                RowScheme::FunctionalName => class_by_name(&label),
                RowScheme::Projects | RowScheme::OneRow => RowName {
                    key: fold(label.text()).into(),
                    project: Some(label.clone()),
                    label,
                    code: None,
                    code_cells: Vec::new(),
                    kind: RowKind::Project,
                },
                RowScheme::Functional | RowScheme::Economic | RowScheme::FunctionalProjects => {
                    self.coded(label, code_cells, project)
                }
            }
        };
        let times = self.keys.entry(name.key.clone()).or_default();
        *times += 1;
        if *times > 1 {
            name.key = format!("{}#{times}", name.key).into();
        }
        Some(name)
    }

    /// Labels come twice (政府性基金预算拨款 under this year's and last year's money): the order of the form decides.
    fn named(&mut self, label: Passage) -> RowName {
        let text = fold(label.text());
        let plain = without_numbering(&text);
        let matches = |index: &usize| self.named[*index].iter().any(|l| l == plain || *l == text);
        let after = (self.next_named..self.named.len()).find(|i| matches(i));
        let found = after
            .or_else(|| (0..self.next_named.min(self.named.len())).find(|i| !self.used[*i] && matches(i)));
        let (key, code, kind) = match found {
            Some(index) => {
                self.used[index] = true;
                self.next_named = index + 1;
                let key = self.lane.rows[index].key.clone();
                // Final accounts list the classes without their codes.
                let code: Option<Code> = key.parse().ok();
                let kind = match (&*key, code) {
                    ("total", _) => RowKind::Total,
                    (_, Some(_)) => RowKind::Coded,
                    (_, None) => RowKind::Named,
                };
                (key, code, kind)
            }
            None => (plain.into(), None, RowKind::Other),
        };
        RowName { key, label, code, code_cells: Vec::new(), project: None, kind }
    }

    fn coded(&mut self, label: Passage, code_cells: Vec<Passage>, project: Option<Passage>) -> RowName {
        if code_cells.is_empty() && project.is_none() {
            return labelled_code(label);
        }
        let parts: Vec<String> = code_cells.iter().map(|c| fold(c.text())).collect();
        let code = self.carried(&parts);
        self.last_code = code.or(self.last_code);
        let (key, kind) = match (&project, code) {
            (Some(project), _) => (fold(project.text()), RowKind::Project),
            (None, Some(code)) => (code.to_string(), RowKind::Coded),
            (None, None) => (fold(label.text()), RowKind::Other),
        };
        RowName { key: key.into(), label, code, code_cells, project, kind }
    }

    /// A code whose upper levels are left blank continues the one above it.
    fn carried(&self, parts: &[String]) -> Option<Code> {
        let written = parts.iter().map(String::as_str);
        let blank_first = parts.first().is_some_and(String::is_empty) && parts.iter().any(|p| !p.is_empty());
        if !blank_first {
            let code = Code::from_parts(written.clone());
            // A class has three digits; one that was not typed or not printed as such is that of the row above.
            let misprinted = parts.len() > 1 && matches!(parts[0].len(), 1 | 2) && !parts[1].is_empty();
            return if misprinted { self.below_last(&parts[1..]).or(code) } else { code };
        }
        let above = self.last_code?;
        let missing = parts.iter().take_while(|p| p.is_empty()).count();
        let base = above.lineage().find(|c| c.to_string().len() == 1 + 2 * missing)?;
        Code::from_parts(std::iter::once(base.to_string().as_str()).chain(written))
    }

    /// The code of these parts in the class and section of the row above.
    fn below_last(&self, parts: &[String]) -> Option<Code> {
        let last = self.last_code?;
        let class = last.class().to_string();
        let code = Code::from_parts(std::iter::once(class.as_str()).chain(parts.iter().map(String::as_str)))?;
        let section = |code: Code| code.lineage().nth(usize::from(code.level() == CodeLevel::Item));
        (section(code) == section(last) && section(code).is_some_and(|c| c.level() == CodeLevel::Section))
            .then_some(code)
    }
}

/// `201 一般公共服务支出`
fn labelled_code(label: Passage) -> RowName {
    let text = fold(label.text());
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let code: Option<Code> = digits.parse().ok();
    let kind = if code.is_some() { RowKind::Coded } else { RowKind::Other };
    let key = code.map_or(text, |c| c.to_string()).into();
    RowName { key, label, code, code_cells: Vec::new(), project: None, kind }
}

/// `一、一般公共服务支出`; a name of earlier years means the class that carries another today.
fn class_by_name(label: &Passage) -> RowName {
    let text = fold(label.text());
    let name = without_numbering(&text);
    let catalogue = Catalogue::builtin();
    let now = catalogue.named(Classification::Functional, name);
    let before = catalogue.renamed(Classification::Functional, name).map(|(entry, _)| entry);
    let code = now.chain(before).map(|entry| entry.code).find(|code| code.level() == CodeLevel::Class);
    let kind = if code.is_some() { RowKind::Coded } else { RowKind::Other };
    let key = code.map_or(name.to_owned(), |code| code.to_string()).into();
    let start = Folded::of(label.text()).origin(text.len() - name.len());
    let label = label.slice(start, label.text().len());
    RowName { key, label, code, code_cells: Vec::new(), project: None, kind }
}

/// Strips 一、 1. （一） 其中： from the front of a folded label.
fn without_numbering(text: &str) -> &str {
    let mut text = text;
    loop {
        let stripped = text.strip_prefix("其中：").or_else(|| numbering(text));
        match stripped {
            Some(rest) => text = rest,
            None => return text,
        }
    }
}

fn numbering(text: &str) -> Option<&str> {
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(inner) = text.strip_prefix('(') {
        let rest = inner.trim_start_matches(is_numeral);
        return (rest.len() < inner.len()).then(|| rest.strip_prefix(')')).flatten();
    }
    let rest = text.trim_start_matches(is_numeral);
    (rest.len() < text.len()).then(|| rest.strip_prefix(['、', '.'])).flatten()
}
