//! Contributions that the law gives an item in both classifications: by function and by economic class they are one sum.

use crate::equation::{Form, Statement, Verdict, sum};
use crate::finding::Severity;
use crate::rule::{Check, Context, Outcome, Rule};
use crate::ties::rounded_apart;
use mingzhang_model::{FigureId, text};

pub(crate) static RULE: Rule = Rule {
    code: "X207",
    name: "contributions-by-function-and-economic-class",
    title: "社会保险、公积金缴费按功能分类与按经济分类的数不同",
    title_en: "Contributions to insurance and housing differ between function and economic class",
    severity: Severity::Info,
    page: include_str!("contributions.md"),
    check: Check::Disclosure(check),
};

/// Items of the economic classification, and the items by function that pay for them.
const PAIRS: [(&str, &[&str]); 5] = [
    ("30108", &["2080505"]),
    ("30109", &["2080506"]),
    ("30110", &["2101101", "2101102"]),
    ("30111", &["2101103"]),
    ("30113", &["2210201"]),
];

/// Where an office keeps to this in so many of its items, it means to in the others.
const FEWEST_THAT_HOLD: usize = 2;

fn check(context: &Context<'_>, outcome: &mut Outcome) {
    let pairs: Vec<Form> = PAIRS.iter().filter_map(|pair| form(context, pair)).collect();
    let holds = pairs.iter().filter(|form| form.verdict(context.disclosure) == Verdict::Holds).count();
    let differ = pairs.len() - holds;
    if holds < FEWEST_THAT_HOLD || differ * 2 > holds {
        if differ > 0 {
            outcome.looked_at += pairs.len();
            outcome.not_checked(text!(
                "社会保险、公积金缴费在两种分类中的口径不同",
                "contributions are not divided alike in the two classifications"
            ));
        }
        return;
    }
    for form in pairs {
        outcome.state(&RULE, Statement::Places { left: 1 }, form);
    }
}

/// economic class = items by function, of what is printed of them.
fn form(context: &Context<'_>, (class, items): &(&str, &[&str])) -> Option<Form> {
    let printed = |figure: &FigureId| context.prints_any([figure]);
    let of_class = [("general_basic", "total"), ("general_basic.personnel", "amount")]
        .into_iter()
        .find_map(|(table, column)| context.cell_at(table, class, column).filter(printed))?;
    let of_items = |item: &&str| context.cell_at("general_expenditure", item, "basic").filter(printed);
    let items: Vec<FigureId> = items.iter().filter_map(of_items).collect();
    let apart = items.len() == 1 && rounded_apart(context.disclosure, &[of_class, items[0]]);
    (!items.is_empty() && !apart).then(|| Form::Sum(sum(of_class, items)))
}
