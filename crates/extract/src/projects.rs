//! Projects: what the document says of them, and names for those it gives an amount but no name.

use crate::cells::{Cells, Printed};
use crate::names::Names;
use crate::words::{after_number, clean, clean_or_nothing, likeness, share_within};
use mingzhang_ledger::{Expenditure, Nature, Project};
use mingzhang_model::{Claim, Disclosure, FormKind, FundKind, Passage, Section, Text, fold, text};
use mingzhang_standard::Classification;

/// A project that the document names.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub project: Project,
    /// Its name in the narrative and the forms, where that differs a little from the one of the tables.
    pub also: Option<String>,
    /// What it is about, where a section of its own says it.
    pub overview: String,
    /// What it takes of the appropriation, and of other money, in fen; one amount where nobody told them apart.
    fiscal: Option<i64>,
    other: Option<i64>,
    whole: Option<i64>,
}

/// The projects of tables, of the narrative and of performance forms, each once.
pub(crate) fn known(disclosure: &Disclosure, cells: &Cells, office: &str) -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    let named = |cell: &&Printed| cell.take.project.as_ref().is_some_and(|name| !name.is_empty());
    let in_tables = cells.all.iter().filter(named).filter(|cell| cell.value != 0);
    for row in in_tables.map(|cell| &disclosure.tables[cell.table].rows[cell.row]) {
        of(&mut known, row.project.as_ref().unwrap_or(&row.label));
    }
    let money = |id| disclosure.figure(id).money().map(|money| money.0);
    for told in &disclosure.projects {
        let known = of(&mut known, &told.name);
        known.whole = told.amount.and_then(money).or(known.whole);
        let [basis, bearer, allocation, period] = [&told.basis, &told.bearer, &told.allocation, &told.period]
            .map(|said| clean_or_nothing(said.as_ref()));
        let project = &mut known.project;
        project.classified = [&basis, &allocation].iter().any(|words| is_withheld(words));
        project.bearer = if fold(&bearer) == fold(office) { String::new() } else { bearer };
        // What is withheld is not known.
        project.basis = if is_withheld(&basis) { String::new() } else { basis };
        project.allocation = if is_withheld(&allocation) { String::new() } else { allocation };
        project.period = period;
    }
    for form in disclosure.forms.iter().filter(|form| form.kind == FormKind::Project) {
        let Some(name) = &form.project else { continue };
        let known = of(&mut known, name);
        let fund =
            |kind| form.funds.iter().find(|fund| fund.kind == kind).and_then(|fund| money(fund.figure));
        known.whole = known.whole.or_else(|| fund(FundKind::Total));
        known.fiscal = fund(FundKind::Fiscal);
        known.other = fund(FundKind::Other);
    }
    join_misspelt(&mut known, cells);
    described(disclosure, office, &mut known);
    known
}

/// Joins a project that only tables have with the one of a like name and the same amount that only other parts have.
fn join_misspelt(known: &mut Vec<Known>, cells: &Cells) {
    let total = |name: &str| -> i64 {
        let of_it = |cell: &&Printed| cell.is_detail && cell.take.project.as_deref() == Some(name);
        cells.all.iter().filter(of_it).map(|cell| cell.value).sum()
    };
    let mut at = 0;
    while at < known.len() {
        let name = fold(&known[at].project.name);
        let amount = total(&name);
        let only_there = known[at].whole.is_none() && known[at].fiscal.is_none() && amount > 0;
        let same = |other: &Known| {
            let elsewhere = other.whole == Some(amount) && total(&fold(&other.project.name)) == 0;
            elsewhere && share_within(&fold(&other.project.name), &name) > MISSPELT
        };
        let twin = known.iter().position(same).filter(|_| only_there);
        if let Some(twin) = twin {
            let other = known.remove(twin);
            let at = if twin < at { at - 1 } else { at };
            // The table is what was approved.
            let name = std::mem::take(&mut known[at].project.name);
            let project = Project { name, ..other.project.clone() };
            known[at] = Known { project, also: Some(other.project.name), ..other };
        }
        at += 1;
    }
}

/// Tells which projects have two names.
pub(crate) fn misspelt(known: &[Known]) -> impl Iterator<Item = Text> {
    known.iter().filter_map(|known| {
        let also = known.also.as_deref()?;
        Some(text!(
            "表中的项目“{0}”在说明或绩效表中写作“{1}”，金额相同，按同一项目处理，名称取表中的，请核对。",
            "The project “{0}” of the tables is called “{1}” elsewhere, with the same amount. Both are taken for one, under the name of the tables; please check.",
            known.project.name.as_str(),
            also
        ))
    })
}

/// How much of a name, of a thousand, must stand in another for both to be of one project.
const MISSPELT: usize = 700;

fn is_withheld(words: &str) -> bool {
    words.contains("不予公开") || words.contains("不公开")
}

fn of<'k>(known: &'k mut Vec<Known>, name: &Passage) -> &'k mut Known {
    let folded = fold(name.text());
    let at = known.iter().position(|known| fold(&known.project.name) == folded).unwrap_or_else(|| {
        known.push(Known {
            project: Project { name: clean(name.text()), ..Project::default() },
            ..Known::default()
        });
        known.len() - 1
    });
    &mut known[at]
}

/// Reads the sections that describe one project each: 《…经费情况说明》 with 一、项目概述, 二、立项依据, ….
fn described(disclosure: &Disclosure, office: &str, known: &mut Vec<Known>) {
    for (index, section) in
        disclosure.sections.iter().enumerate().filter(|(_, section)| *section.key == *"projects")
    {
        let Some(name) = described_project(section) else { continue };
        let parts = parts(disclosure, index);
        let found = of(known, &Passage::new(name, 1, 1));
        for (at, part) in parts {
            let words: String = part.paragraphs.iter().map(|paragraph| clean(paragraph.text())).collect();
            let heading = clean(part.heading.text());
            let project = &mut found.project;
            match after_number(&heading).unwrap_or(&heading) {
                "项目概述" | "项目概况" => found.overview = words,
                "立项依据" | "设立依据" => project.basis = words,
                "实施主体" | "实施单位" if fold(&words) != fold(office) => project.bearer = words,
                "实施方案" => project.allocation = words,
                "实施周期" | "实施时间" => project.period = words,
                "年度预算安排" => {
                    let budget = |claim: &&Claim| claim.section == at && claim.subject.contains("总预算");
                    let amount = disclosure.claims.iter().find(budget).and_then(|claim| claim.amount);
                    found.whole = amount.and_then(|id| disclosure.figure(id).money()).map(|money| money.0);
                }
                _ => {}
            }
        }
    }
}

/// The parts of the section at an index: those that the profile does not know.
pub(crate) fn parts(disclosure: &Disclosure, index: usize) -> impl Iterator<Item = (usize, &Section)> {
    let after = disclosure.sections.iter().enumerate().skip(index + 1);
    after.take_while(|(_, part)| part.key.is_empty())
}

/// The project that a section is about, if its heading tells which.
pub(crate) fn described_project(section: &Section) -> Option<String> {
    let heading = clean(section.heading.text());
    let heading = after_number(&heading).unwrap_or(&heading);
    let name = heading.strip_suffix("情况说明")?;
    (!name.is_empty() && name != "项目经费" && name != "经费").then(|| name.to_owned())
}

/// Gives the lines of projects the names of the document. Projects that only the narrative or a form names take their
/// amount of the lines without a name; what is left is called after its item. Tells how many those are.
pub(crate) fn name(lines: &mut Vec<Expenditure>, known: &mut Vec<Known>, names: &Names) -> usize {
    for line in lines.iter_mut().filter(|line| !line.project.is_empty()) {
        if let Some(known) = known.iter().find(|known| fold(&known.project.name) == line.project) {
            line.project.clone_from(&known.project.name);
        }
    }
    for known in known.iter() {
        let project = &known.project.name;
        if lines.iter().any(|line| line.project == *project) {
            continue;
        }
        let parts = match (known.fiscal, known.other) {
            (None, None) => vec![(None, known.whole)],
            (fiscal, other) => vec![(Some(true), fiscal), (Some(false), other)],
        };
        for (is_fiscal, amount) in parts {
            give(lines, project, is_fiscal, amount.unwrap_or(0), names);
        }
    }
    let mut invented = 0;
    let called: Vec<Option<String>> = lines.iter().map(|line| made_up(line, lines, names)).collect();
    for (line, name) in lines.iter_mut().zip(called) {
        let Some(name) = name else { continue };
        if !known.iter().any(|known| known.project.name == name) {
            let project = Project { name: name.clone(), ..Project::default() };
            known.push(Known { project, ..Known::default() });
        }
        line.project = name;
        invented += 1;
    }
    invented
}

/// A name for a line of a project that nobody named: that of its item, with the section's where several items are
/// called the same.
fn made_up(line: &Expenditure, lines: &[Expenditure], names: &Names) -> Option<String> {
    if line.nature != Nature::Project || !line.project.is_empty() {
        return None;
    }
    let code = line.functional?;
    let name = |code| names.get(Classification::Functional, code);
    let others = lines.iter().filter_map(|other| other.functional).filter(|other| *other != code);
    let is_ambiguous = others.into_iter().any(|other| name(other) == name(code));
    let section = code.parent().filter(|_| is_ambiguous).map_or("", name);
    Some(format!("{section}{}项目", name(code)))
}

/// Takes an amount for a project from lines without a name: from the one that has it, or that is called most alike.
fn give(
    lines: &mut Vec<Expenditure>,
    project: &str,
    is_fiscal: Option<bool>,
    mut amount: i64,
    names: &Names,
) {
    let may = |line: &Expenditure| {
        let open = line.nature == Nature::Project && line.project.is_empty();
        open && is_fiscal.is_none_or(|is_fiscal| line.fund.is_fiscal() == is_fiscal)
    };
    let total: i64 = lines.iter().filter(|line| may(line)).map(|line| line.amount.0).sum();
    if total < amount {
        return;
    }
    while amount > 0 {
        let alike = |line: &Expenditure| {
            let item = line.functional.map_or("", |code| names.get(Classification::Functional, code));
            (line.amount.0 == amount, line.amount.0 > amount, likeness(item, project), line.amount)
        };
        let open = lines.iter().enumerate().filter(|(_, line)| may(line));
        let Some(at) = open.max_by_key(|(_, line)| alike(line)).map(|(at, _)| at) else { return };
        let part = lines[at].amount.0.min(amount);
        let mut line = lines[at].clone();
        project.clone_into(&mut line.project);
        line.amount.0 = part;
        lines[at].amount.0 -= part;
        amount -= part;
        if lines[at].amount.0 == 0 {
            lines[at] = line;
        } else {
            lines.insert(at, line);
        }
    }
}
