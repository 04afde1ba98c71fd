//! Lines, goals and indicators that name no project, or one that is not in the list.

use super::Faults;
use super::suggest::like;
use crate::choices::{Choice as _, Nature};
use crate::column::Sheet;
use crate::topics::{EXPENDITURE, GOALS, INDICATORS, PROJECTS};
use mingzhang_model::{Text, text};
use std::collections::BTreeSet;

/// The names of the list.
type Listed<'a> = BTreeSet<&'a str>;

pub(super) fn check(faults: &mut Faults<'_>) {
    let ledger = &faults.entered.ledger;
    let listed: Listed<'_> = ledger.projects.iter().map(|project| project.name.as_str()).collect();
    for (record, line) in ledger.year.expenditure.iter().enumerate() {
        if !["nature", "project"].iter().all(|column| faults.is_entered(&EXPENDITURE, record, column)) {
            continue;
        }
        let wrong = match (line.nature == Nature::Project, line.project.is_empty()) {
            (true, true) => Some(text!(
                "这是项目支出，没有写明是哪个项目。请填项目名称；不属于项目的，支出性质改为基本支出。",
                "this is project expenditure without a project. Please name the project, or make it basic expenditure."
            )),
            (false, false) => Some(text!(
                "这是{1}，却写了项目“{0}”。请删去项目名称，或把支出性质改为项目支出。",
                "this is {1} with a project, “{0}”. Please remove the project, or make it project expenditure.",
                &line.project,
                if line.nature.is_basic() {
                    text!("基本支出", "basic expenditure")
                } else {
                    Text::same(line.nature.name())
                }
            )),
            (true, false) => unlisted(&listed, &line.project),
            (false, true) => None,
        };
        if let Some(message) = wrong {
            faults.tell(&EXPENDITURE, Some(record), "project", message);
        }
    }
    let goals = ledger.goals.iter().map(|goal| &goal.project).collect();
    named(faults, &listed, &GOALS, goals);
    let indicators = ledger.indicators.iter().map(|indicator| &indicator.project).collect();
    named(faults, &listed, &INDICATORS, indicators);
}

fn named(faults: &mut Faults<'_>, listed: &Listed<'_>, sheet: &dyn Sheet, projects: Vec<&String>) {
    for (record, project) in projects.into_iter().enumerate() {
        let entered = !project.is_empty() && faults.is_entered(sheet, record, "project");
        if let Some(message) = unlisted(listed, project).filter(|_| entered) {
            faults.tell(sheet, Some(record), "project", message);
        }
    }
}

/// What to say of a project that is not in the list.
fn unlisted(listed: &Listed<'_>, name: &str) -> Option<Text> {
    if listed.contains(name) {
        return None;
    }
    let near = like(name, listed.iter().copied());
    let near = near.map_or_else(Text::default, |near| text!("是不是“{0}”？", "Did you mean “{0}”? ", near));
    Some(text!(
        "“{0}”表中没有项目“{1}”。{2}请改成表中的名称，或先在“{0}”表中登记。",
        "“{0}” has no project “{1}”. {2}Please write a name that it has, or add the project there first.",
        PROJECTS.title,
        name,
        near
    ))
}
