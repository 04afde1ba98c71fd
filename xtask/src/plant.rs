//! The planting bench: one defect at a time is planted into clean documents, the document audited, the answer judged.
//!
//! A defect is *found* if a finding of a rule that must say it touches its place; what stands among a finding's
//! evidence does not count. A finding is *extra* if it neither touches the place nor is of a rule that the defect names
//! as rightly speaking of the same cause elsewhere. On a clean document every finding is extra.

use crate::audited::audited_text;
use mingzhang_audit::{Finding, families};
use mingzhang_testkit::accounts::final_accounts;
use mingzhang_testkit::planted::{Defect, Planted, defects};
use mingzhang_testkit::synthetic::unit_budget;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// How to run the bench.
pub(crate) struct Settings {
    pub seeds: u64,
    pub verbose: bool,
    pub only: Option<String>,
}

/// What came of one defect, or of several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    planted: usize,
    found: usize,
    findings: usize,
    extra: usize,
}

impl Tally {
    fn add(self, other: Self) -> Self {
        Self {
            planted: self.planted + other.planted,
            found: self.found + other.found,
            findings: self.findings + other.findings,
            extra: self.extra + other.extra,
        }
    }

    fn row(self, name: &str) -> String {
        let percent = |part: usize, whole: usize| match (part * 1000 + whole / 2).checked_div(whole) {
            Some(tenths) => format!("{}.{}%", tenths / 10, tenths % 10),
            None => "–".to_owned(),
        };
        let Self { planted, found, findings, extra } = self;
        let (recall, precision) = (percent(found, planted), percent(findings - extra, findings));
        format!("| {name} | {planted} | {found} | {recall} | {findings} | {extra} | {precision} |")
    }
}

/// Runs the bench and prints its tables.
pub(crate) fn run(settings: &Settings) {
    let wanted = |d: &&Defect| settings.only.as_ref().is_none_or(|only| d.name.contains(only.as_str()));
    let measured: Vec<(&Defect, Tally)> =
        defects().filter(wanted).map(|defect| (defect, measure(defect, settings))).collect();
    if settings.verbose {
        table("错误", measured.iter().map(|(d, tally)| (format!("{} {}", d.family, d.name), *tally)));
    }
    let sum = |tallies: &mut dyn Iterator<Item = Tally>| tallies.fold(Tally::default(), Tally::add);
    let budget = || measured.iter().filter(|(d, _)| !d.is_of_accounts());
    let of = |family: char| sum(&mut budget().filter(|(d, _)| d.family == family).map(|(_, t)| *t));
    let families = families().into_iter().map(|(family, name)| (format!("{family} {}", name.zh), of(family)));
    let families = families.filter(|(_, tally)| tally.planted > 0);
    let all = ("合计".to_owned(), sum(&mut budget().map(|(_, t)| *t)));
    table("规则类别", families.chain([all]));
    let accounts = || measured.iter().filter(|(d, _)| d.is_of_accounts());
    let all = ("合计".to_owned(), sum(&mut accounts().map(|(_, t)| *t)));
    table("决算", accounts().map(|(d, tally)| (d.name.to_owned(), *tally)).chain([all]));
    clean("预算", settings.seeds.max(200), unit_budget);
    clean("决算", settings.seeds.max(200), final_accounts);
}

fn table(head: &str, rows: impl Iterator<Item = (String, Tally)>) {
    println!("| {head} | 埋入 | 发现 | 查全率 | 提示条数 | 多余 | 查准率 |\n|---|---|---|---|---|---|---|");
    rows.for_each(|(name, tally)| println!("{}", tally.row(&name)));
    println!();
}

fn measure(defect: &Defect, settings: &Settings) -> Tally {
    let judged: Vec<Judged> = (1..=settings.seeds)
        .into_par_iter()
        .filter_map(|seed| Some((seed, defect.planted(seed)?)))
        .map(|(seed, planted)| judge(defect, seed, &planted))
        .collect();
    if settings.verbose {
        judged.iter().flat_map(|j| &j.remarks).take(6).for_each(|remark| println!("- {remark}"));
    }
    judged.into_iter().map(|j| j.tally).fold(Tally::default(), Tally::add)
}

/// One document with its defect, audited.
struct Judged {
    tally: Tally,
    remarks: Vec<String>,
}

fn judge(defect: &Defect, seed: u64, planted: &Planted) -> Judged {
    let audit = audited_text(&planted.text).audit;
    let at_place = |f: &Finding| {
        let at = f.location;
        planted.places.iter().any(|p| p.touches(at.line, at.column, at.end_column))
    };
    let found = audit.findings.iter().any(|f| defect.is_said_by(f.rule) && at_place(f));
    let extra: Vec<&Finding> =
        audit.findings.iter().filter(|f| !at_place(f) && !defect.explains(f.rule)).collect();
    let mut remarks = Vec::new();
    if !found {
        let places: BTreeSet<u32> = planted.places.iter().map(|p| p.line).collect();
        remarks.push(format!("{} {seed}: missed {} at lines {places:?}", defect.name, planted.what));
    }
    let tell = |f: &&Finding| {
        format!(
            "{} {seed}: ({}) extra {} line {}: {}",
            defect.name, planted.what, f.rule, f.location.line, f.message.zh
        )
    };
    remarks.extend(extra.iter().map(tell));
    let tally =
        Tally { planted: 1, found: usize::from(found), findings: audit.findings.len(), extra: extra.len() };
    Judged { tally, remarks }
}

fn clean(kind: &str, seeds: u64, make: fn(u64) -> String) {
    let false_alarms: Vec<String> = (1..=seeds)
        .into_par_iter()
        .flat_map_iter(|seed| {
            let findings = audited_text(&make(seed)).audit.findings;
            findings.into_iter().map(move |f| format!("- seed {seed}: {} {}", f.rule, f.message.zh))
        })
        .collect();
    println!("没有错误的{kind} {seeds} 份，误报 {} 条。", false_alarms.len());
    false_alarms.iter().take(20).for_each(|alarm| println!("{alarm}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Enough to notice that a defect can no longer be planted, or that a rule went blind.
    const SEEDS: u64 = 24;
    const EACH: usize = 2;

    #[test]
    fn every_defect_can_be_planted_and_most_are_found() {
        let measured: Vec<(&Defect, Vec<Judged>)> = defects()
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|defect| {
                let planted = (1..=SEEDS).filter_map(|seed| Some((seed, defect.planted(seed)?)));
                (defect, planted.take(EACH).map(|(seed, p)| judge(defect, seed, &p)).collect())
            })
            .collect();
        let never: Vec<&str> = measured.iter().filter(|(_, j)| j.is_empty()).map(|(d, _)| d.name).collect();
        assert_eq!(never, [] as [&str; 0], "no place was found for these");
        let blind: Vec<&str> = measured
            .iter()
            .filter(|(_, j)| !j.is_empty() && j.iter().all(|j| j.tally.found == 0))
            .map(|(d, _)| d.name)
            .collect();
        assert_eq!(blind, [] as [&str; 0], "these were never found");
    }
}
