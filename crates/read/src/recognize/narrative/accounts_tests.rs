//! Sentences of final accounts, which tell the opening budget beside the outturn.

use super::*;
use mingzhang_model::{Section, fold};
use mingzhang_standard::builtin;

/// The claims of a section: outturn, budget, completion, and how the words compare outturn and budget.
fn claims(section: &str, paragraphs: &[&str]) -> Vec<String> {
    let profile = builtin().iter().find(|p| &*p.id == "general-final-accounts");
    let mut out = Disclosure { year: Some(2024), ..Disclosure::default() };
    let passages = (1..).zip(paragraphs).map(|(line, text)| Passage::new(*text, line, 1)).collect();
    out.sections.push(Section { key: section.into(), heading: Passage::default(), paragraphs: passages });
    narrative(profile, &[], &mut out);
    let number = |id: Option<FigureId>| id.map_or("-".to_owned(), |id| out.figure(id).numeral.to_string());
    let shown = |claim: &Claim| {
        let [amount, budget, completion] = [claim.amount, claim.budget, claim.completion].map(number);
        let word = claim.against_budget.map_or(String::new(), |w| format!(" {:?}", w.direction));
        format!("{} {amount}/{budget}/{completion}{word}", fold(&claim.subject))
    };
    out.claims.iter().map(shown).collect()
}

#[test]
fn an_item_tells_its_amounts_sentences_later() {
    let said = claims(
        "general_expenditure",
        &[
            "一般公共预算财政拨款支出年初预算为30.00万元，支出决算为27.00万元，完成年初预算的90.00%。决算数小于预算数的主要原因：压减。其中：",
            "1、教育支出（类）普通教育（款）小学教育（项）。主要用于：购置设备5.00万元等基本支出。年初预算为 20.00 万元，支出决算为18.00万元。 决算数小于预算数的主要原因：人员调出。",
            "2、教育支出（类）普通教育（款）初中教育（项）。年初预算为10.00万元，支出决算为9.00万元。决算数大于预算数的主要原因：人员调入。3、教育支出（类）普通教育（款）高中教育（项）。年初预算为0.00万元，支出决算为0.00万元。决算数与预算数持平。",
        ],
    );
    assert_eq!(
        said,
        [
            "一般公共预算财政拨款支出 27.00/30.00/90.00 Decrease",
            "小学教育(项) 18.00/20.00/- Decrease",
            "初中教育(项) 9.00/10.00/- Increase",
            "高中教育(项) 0.00/0.00/- Unchanged",
        ]
    );
}

#[test]
fn three_public_expenses_against_the_budget_of_the_year() {
    let said = claims(
        "three_public",
        &[
            "“三公”经费财政拨款支出决算为62.07万元，完成全年预算84.82万元的73.2%。其中：因公出国（境）费支出决算为12.02万元，完成预算12.02万元的100%；公务接待费支出预算为43.20万元，支出决算为22.59万元，完成预算的52.3%。",
            "2024年度“三公”经费支出决算数小于预算数的主要原因：厉行节约。",
        ],
    );
    assert_eq!(
        said,
        [
            "“三公”经费财政拨款支出 62.07/84.82/73.2 Decrease",
            "因公出国(境)费 12.02/12.02/100",
            "公务接待费 22.59/43.20/52.3",
        ]
    );
}
