//! Performance forms: what the office as a whole and each project promise.

use crate::grid;
use crate::prose::{Writer, is_same};
use crate::tables::widths;
use mingzhang_ledger::Indicator;
use mingzhang_manuscript::{Align, Cell, Row, RowKind, Table};
use mingzhang_standard::FormSpec;
use minijinja::{Error, context};

/// The forms of the office and of its projects, in their order. Of a classified project there is none, nor of one that only
/// spends what was left over.
pub(crate) fn forms(writer: &Writer<'_>) -> Result<Vec<Table>, Error> {
    let mut forms = Vec::new();
    if let Some(title) = &writer.profile.forms.overall {
        forms.extend(form(writer, &writer.print.overall_form, title, "")?);
    }
    if let Some(title) = &writer.profile.forms.project {
        for project in writer.ledger.projects.iter().filter(|p| !p.classified && writer.is_current(p)) {
            forms.extend(form(writer, &writer.print.project_form, title, &project.name)?);
        }
    }
    for (at, form) in forms.iter_mut().enumerate() {
        form.key = format!("form-{}", at + 1);
    }
    Ok(forms)
}

/// The form of a project, or of the office where the name is empty; none if it promises nothing.
fn form(writer: &Writer<'_>, spec: &FormSpec, title: &str, project: &str) -> Result<Option<Table>, Error> {
    let indicators: Vec<&Indicator> =
        writer.ledger.indicators.iter().filter(|indicator| is_same(&indicator.project, project)).collect();
    let goal = writer.goal(project);
    if goal.is_empty() && indicators.is_empty() {
        return Ok(None);
    }
    let project =
        writer.ledger.projects.iter().find(|known| is_same(&known.name, project) && !project.is_empty());
    let facts = context! {
        project => project.map(|project| writer.project(project)),
        goal => goal,
    };
    let mut drawing = Vec::new();
    for line in &spec.head {
        let cells =
            line.iter().map(|cell| writer.with(cell, facts.clone())).collect::<Result<Vec<_>, _>>()?;
        drawing.push(cells);
    }
    let labels: Vec<bool> = spec.head.iter().flatten().map(|cell| !cell.contains("{{")).collect();
    let mut rows = grid::rows(&drawing, RowKind::Body);
    let columns = spec.indicators.len().max(1);
    for (at, row) in rows.iter_mut().enumerate() {
        for cell in &mut row.cells {
            cell.is_label = labels.get(at * columns + cell.column).copied().unwrap_or(true);
            cell.align = if cell.is_label { Align::Center } else { Align::Start };
        }
    }
    rows.extend(grid::rows(std::slice::from_ref(&spec.indicators), RowKind::Body));
    rows.extend(indicator_rows(spec, &indicators));
    let table = Table {
        title: title.to_owned(),
        subtitle: format!("（{}年）", writer.ledger.office.year),
        columns: widths(&rows),
        rows,
        ..Table::default()
    };
    Ok(Some(table))
}

/// A row for each indicator; classes and sections that repeat reach down.
fn indicator_rows(spec: &FormSpec, indicators: &[&Indicator]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (at, indicator) in indicators.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| indicators[above]);
        let same_class = above.is_some_and(|above| is_same(&above.class, &indicator.class));
        let same_section =
            same_class && above.is_some_and(|above| is_same(&above.section, &indicator.section));
        let mut cells = Vec::new();
        for (column, field) in spec.fields.iter().enumerate() {
            let reaches = (&**field == "class" && same_class) || (&**field == "section" && same_section);
            if reaches {
                let begins =
                    rows.iter_mut().rev().find_map(|row| row.cells.iter_mut().find(|c| c.column == column));
                if let Some(begins) = begins {
                    begins.height += 1;
                }
                continue;
            }
            let is_label = matches!(&**field, "class" | "section");
            let align = if is_label { Align::Center } else { Align::Start };
            cells.push(Cell { is_label, align, ..Cell::new(column, said(indicator, field)) });
        }
        rows.push(Row { kind: RowKind::Body, cells });
    }
    rows
}

/// What an indicator says in a column.
fn said(indicator: &Indicator, field: &str) -> String {
    match field {
        "class" => indicator.class.clone(),
        "section" => indicator.section.clone(),
        "name" => indicator.name.clone(),
        "target" => format!("{}{}{}", indicator.operator, indicator.value, indicator.unit),
        "basis" => indicator.basis.clone(),
        "prior" => indicator.prior.clone(),
        "weight" => indicator.weight.map(|weight| crate::print::count(weight.0)).unwrap_or_default(),
        "scoring" => indicator.scoring.clone(),
        "evidence" => indicator.evidence.clone(),
        _ => String::new(),
    }
}
