//! Findings from explanations: the sentence, the repair, the evidence.

use super::System;
use super::candidates::{Candidate, Explanation};
use crate::equation::{Form, Verdict};
use crate::finding::{Certainty, Finding, Related, Severity};
use crate::slip::Slip;
use mingzhang_model::{Figure, FigureId, Origin, Text, text};

/// How many equations and terms a finding shows.
pub(super) const SHOWN_EQUATIONS: usize = 4;
pub(super) const SHOWN_TERMS: usize = 8;

/// The finding for a number that an explanation blames.
pub(super) fn repair(system: &System<'_>, explanation: &Explanation) -> Finding {
    let Explanation { chosen, rivals } = explanation;
    let figure = system.figure(chosen.figure);
    let certain = rivals.is_empty() && chosen.others.is_empty();
    let certainty = match (certain, chosen.fixed.len()) {
        (false, _) => Certainty::Ambiguous,
        (true, 2..) => Certainty::Proved,
        (true, _) if chosen.slip == Slip::None => Certainty::Ambiguous,
        (true, _) => Certainty::Likely,
    };
    let leading = leading(system, &chosen.fixed);
    Finding {
        rule: system.equations[leading].rule,
        severity: severity(system, &chosen.fixed),
        certainty,
        message: message(system, chosen, rivals),
        location: figure.location,
        actual: written(system, chosen.figure),
        expected: chosen.others.is_empty().then(|| figure.restated(chosen.value)),
        related: related(system, chosen, rivals),
        about: None,
    }
}

/// The equation whose rule the finding is reported under: inside the table before between tables, before the text.
pub(super) fn leading(system: &System<'_>, fixed: &[usize]) -> usize {
    let family = |e: &usize| {
        let rule = system.equations[*e].rule;
        ("AXNP".find(&rule[..1]).unwrap_or(usize::MAX), *e)
    };
    fixed.iter().copied().min_by_key(family).unwrap_or_default()
}

fn severity(system: &System<'_>, fixed: &[usize]) -> Severity {
    if only_blurred(system, fixed) {
        return Severity::Info;
    }
    let contradictory = fixed.iter().filter(|&&e| contradicts_itself(system, e));
    contradictory.map(|&e| system.equations[e].severity).min().unwrap_or(Severity::Warning)
}

/// Whether an equation sets printed numbers against each other: one side of it left blank is an omission.
fn contradicts_itself(system: &System<'_>, equation: usize) -> bool {
    let Form::Sum(terms) = &system.equations[equation].form else { return true };
    let on_side =
        |sign: i64| terms.iter().any(|t| t.coefficient.signum() == sign && !system.is_blank(t.figure));
    on_side(1) && on_side(-1)
}

/// Whether all that speaks against a number is a rate that unrounded amounts could explain.
fn only_blurred(system: &System<'_>, fixed: &[usize]) -> bool {
    let blurred = |form: &Form| {
        matches!(form, Form::Ratio { .. }) && form.verdict(system.disclosure) == Verdict::Rounding
    };
    fixed.iter().all(|&e| blurred(&system.equations[e].form))
}

fn message(system: &System<'_>, chosen: &Candidate, rivals: &[Candidate]) -> Text {
    let figure = system.figure(chosen.figure);
    let (place, written) = (system.describe(chosen.figure), stated(system, chosen.figure));
    let statements = statements(system, &chosen.fixed);
    let right = repairs(figure, chosen);
    let sentence = match (chosen.fixed.len(), rivals.is_empty()) {
        (1, true) => text!(
            "{0}{1}，按“{3}”应为 {2}。",
            "{0} {1}; by “{3}” it should be {2}.",
            place,
            written,
            right,
            statements
        ),
        (count, true) => text!(
            "{0}{1}，有 {4} 个关系式都表明应为 {2}：{3}。",
            "{0} {1}; {4} relations agree that it should be {2}: {3}.",
            place,
            written,
            right,
            statements,
            count
        ),
        (_, false) => text!(
            "“{3}”不成立。可能是{0}{1}，应为 {2}；也可能是所列其他数字有误，请一并核对。",
            "“{3}” does not hold. Perhaps {0}, which {1}, should be {2}; perhaps one of the other numbers listed is wrong.",
            place,
            written,
            right,
            statements
        ),
    };
    remarked(system, chosen, sentence)
}

/// What else helps to judge a finding.
fn remarked(system: &System<'_>, chosen: &Candidate, sentence: Text) -> Text {
    if chosen.slip == Slip::Point {
        text!(
            "{0}两数只差小数点的位置，请检查小数点或金额单位（元、万元）。",
            "{0} The two differ only in the decimal point: check the point or the unit.",
            sentence
        )
    } else if chosen.slip == Slip::Sign {
        text!("{0}两数只差正负号。", "{0} The two differ only in their sign.", sentence)
    } else if only_blurred(system, &chosen.fixed) {
        text!(
            "{0}若按未取整的金额计算，可不必修改；但文中其他比率均与所列金额算得的一致。",
            "{0} Unrounded amounts could explain it, but the other rates of the document follow from the amounts printed.",
            sentence
        )
    } else {
        sentence
    }
}

fn statements(system: &System<'_>, fixed: &[usize]) -> Text {
    // A total that is printed on both sides of a table is one relation in words.
    let mut said: Vec<Text> = Vec::new();
    for statement in fixed.iter().map(|&e| system.statement(e)) {
        if said.len() < SHOWN_EQUATIONS && !said.contains(&statement) {
            said.push(statement);
        }
    }
    Text::joined(said, "；", "; ")
}

/// What the document prints in the place of a figure; `None` for a blank cell.
fn written(system: &System<'_>, figure: FigureId) -> Option<String> {
    if system.is_blank(figure) {
        return system.illegible(figure).map(str::to_owned);
    }
    Some(system.figure(figure).numeral.to_string())
}

/// How a figure stands in the document: 写作 10.00 万元, 空白.
fn stated(system: &System<'_>, figure: FigureId) -> Text {
    if !system.is_blank(figure) {
        let number = system.figure(figure).with_unit();
        return text!("写作 {0}", "is given as {0}", number);
    }
    match written(system, figure) {
        Some(text) => text!("写作“{0}”，不是数字", "reads “{0}”, which is no number", text),
        None => text!("没有填数", "is blank"),
    }
}

/// The value that repairs a figure, or the few that would.
fn repairs(figure: &Figure, chosen: &Candidate) -> Text {
    let mut values: Vec<i64> = chosen.others.iter().copied().take(SHOWN_EQUATIONS).collect();
    values.push(chosen.value);
    values.sort_unstable();
    let written: Vec<String> = values.into_iter().map(|v| figure.written_with_unit(v)).collect();
    Text { zh: written.join(" 或 "), en: written.join(" or ") }
}

/// The rivals with their own repairs, then the other terms of the equations.
fn related(system: &System<'_>, chosen: &Candidate, rivals: &[Candidate]) -> Vec<Related> {
    let mut related: Vec<Related> = Vec::new();
    for rival in rivals.iter().take(SHOWN_EQUATIONS) {
        let figure = system.figure(rival.figure);
        let (place, right) = (system.describe(rival.figure), repairs(figure, rival));
        let message = match figure.origin {
            Origin::Elsewhere { .. } => text!(
                "也可能：{0}为 {1}，本文本按 {2} 比较",
                "or else: {0} is {1}, while this document goes by {2}",
                place,
                figure.with_unit(),
                right
            ),
            _ => text!(
                "也可能：{0}{1}，应为 {2}",
                "or else: {0} {1} should be {2}",
                place,
                stated(system, rival.figure),
                right
            ),
        };
        related.push(Related::here(message, figure.location));
    }
    let terms = chosen.fixed.iter().take(SHOWN_EQUATIONS).flat_map(|&e| system.equations[e].form.figures());
    for term in terms.filter(|&t| t != chosen.figure) {
        let evidence = evidence(system, term);
        if related.len() < SHOWN_TERMS
            && !system.is_blank(term)
            && !related.iter().any(|r| r.location == evidence.location || r.message == evidence.message)
        {
            related.push(evidence);
        }
    }
    related
}

pub(super) fn evidence(system: &System<'_>, figure: FigureId) -> Related {
    let stated: &Figure = system.figure(figure);
    let message = text!("{0} {1}", "{0} {1}", system.describe(figure), stated.with_unit());
    Related::here(message, stated.location)
}
