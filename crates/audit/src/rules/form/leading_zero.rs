//! Codes that lost their leading zero: 201 3 99 for 201 03 99.

use crate::finding::{Finding, Severity};
use crate::rule::{Check, Context, Outcome, Rule};
use mingzhang_model::{Passage, Table, text};

pub(crate) static RULE: Rule = Rule {
    code: "F101",
    name: "code-without-leading-zero",
    title: "科目编码缺少前导零",
    title_en: "Codes without their leading zero",
    severity: Severity::Info,
    page: include_str!("leading_zero.md"),
    check: Check::Disclosure(check),
};

/// Cells shown as evidence.
const SHOWN: usize = 5;

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    for table in &context.disclosure.tables {
        let coded = table.rows.iter().any(|r| !r.code_cells.is_empty());
        if !coded {
            continue;
        }
        outcome.looked();
        let short = short_cells(table);
        let Some((first, rest)) = short.split_first() else { continue };
        let written = first.text().trim();
        let message = text!(
            "表{0}有 {1} 处科目编码缺少前导零，如“{2}”应写作“0{2}”。多半是电子表格把编码当成了数字。",
            "Table {0}: {1} codes lost their leading zero; “{2}” should be “0{2}”. A spreadsheet took them for numbers.",
            table.number,
            short.len(),
            written
        );
        let mut finding = Finding::new(RULE.code, RULE.severity, message, first.location())
            .actual(written)
            .expected(format!("0{written}"));
        for cell in rest.iter().take(SHOWN) {
            finding =
                finding.related(text!("同样：{0}", "likewise: {0}", cell.text().trim()), cell.location());
        }
        outcome.report(finding);
    }
}

fn short_cells(table: &Table) -> Vec<&Passage> {
    let below_class = table.rows.iter().flat_map(|r| r.code_cells.iter().skip(1));
    below_class
        .filter(|c| c.text().trim().len() == 1 && c.text().trim().bytes().all(|b| b.is_ascii_digit()))
        .collect()
}
