//! A section or item that stands under another class or section than its own.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Code, Row, RowKind, fold, text};

pub(crate) static RULE: Rule = Rule {
    code: "C102",
    name: "code-outside-its-parent",
    title: "科目列在别的类、款之下",
    title_en: "A code stands outside its class or section",
    severity: Severity::Error,
    page: include_str!("outside_parent.md"),
    check: Check::Disclosure(check),
};

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for table in &context.disclosure.tables {
        let coded: Vec<(Code, &Row)> = table
            .rows
            .iter()
            .filter(|r| r.kind == RowKind::Coded)
            .filter_map(|r| Some((r.code?, r)))
            .collect();
        for (index, (code, row)) in coded.iter().enumerate() {
            let Some(parent) = code.parent() else { continue };
            outcome.looked();
            let above = coded[..index].iter().rev().find(|(c, _)| c.level() < code.level());
            let own_row = coded.iter().any(|(c, _)| *c == parent);
            let Some((other, _)) =
                above.filter(|(c, _)| own_row && *c != parent && c.level() == parent.level())
            else {
                continue;
            };
            let message = text!(
                "表{0}中“{1} {2}”列在 {3} 之下，应列在 {4} 之下。",
                "Table {0}: {1} {2} stands under {3}, it belongs under {4}.",
                table.number,
                *code,
                fold(row.label.text()),
                *other,
                parent
            );
            // Of a code in three cells, the first that differs from the row above.
            let same_class = parent.parent().is_some() && parent.parent() == other.parent();
            let cell = row.code_cells.get(usize::from(same_class)).or(row.code_cells.first());
            let place = cell.unwrap_or(&row.label).location();
            outcome.report(Finding::new(RULE.code, RULE.severity, message, place));
        }
    }
}
