//! Made-up documents of consecutive years, and of a unit and its department: they agree, and a number changed in one of
//! them is told once.

use mingzhang_audit::{Audit, Beside, Finding, Given, Settings, audit_beside};
use mingzhang_model::{Direction, Disclosure, FigureId, Level};
use mingzhang_read::{Limits, Options, read_text};
use mingzhang_standard::builtin;
use mingzhang_testkit::synthetic::{Ledger, document};

const SEEDS: u64 = 24;

fn read(text: String) -> Disclosure {
    let options = Options { profiles: builtin(), forced: None, limits: Limits::default() };
    read_text(text, &options).disclosure
}

fn years(seed: u64) -> (Disclosure, Disclosure) {
    let ledger = Ledger::random(seed);
    (read(document(&ledger)), read(document(&ledger.year_before())))
}

fn audit(this: &Disclosure, given: Given, other: &Disclosure) -> Audit {
    let profile = builtin().iter().find(|p| Some(&p.id) == this.profile.as_ref());
    audit_beside(this, profile, &Settings::default(), &[Beside { disclosure: other, given }])
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|f| format!("{} {} {}", f.rule, f.location.line, f.message.zh)).collect()
}

fn count_of(audit: &Audit, rule: &str) -> usize {
    audit.rules.iter().find(|r| r.rule == rule).map_or(0, |r| r.count)
}

#[test]
fn consecutive_years_agree() {
    for seed in 1..=SEEDS {
        let (this, last) = years(seed);
        let audit = audit(&this, Given::Previous, &last);
        assert_eq!(told(&audit.findings), [] as [&str; 0], "seed {seed}");
        assert!(count_of(&audit, "Y102") > 8, "seed {seed}: {}", count_of(&audit, "Y102"));
    }
}

#[test]
fn without_the_year_before_the_rules_say_what_they_lack() {
    let (this, last) = years(1);
    let alone = audit_beside(&this, builtin().first(), &Settings::default(), &[]);
    let why =
        alone.rules.iter().find(|r| r.rule == "Y102").and_then(|r| r.why.as_ref()).map(|w| w.zh.as_str());
    assert_eq!(why, Some("未提供上年文本（--previous）"));
    let beside = audit(&this, Given::Previous, &last).coverage;
    assert_eq!((alone.coverage.numbers, alone.coverage.read), (beside.numbers, beside.read));
    assert!(alone.coverage.tied <= beside.tied);
}

/// The amounts of changes that last year's document tells of, each typed wrong in its last digit.
#[test]
fn a_change_that_last_year_does_not_bear_out_is_told_once() {
    for seed in 1..=SEEDS / 4 {
        let (this, last) = years(seed);
        let moved: Vec<FigureId> = this
            .claims
            .iter()
            .filter(|c| !c.coordinates.is_empty() && c.amount.is_some())
            .filter_map(|c| c.change.as_ref())
            .filter(|c| c.direction() != Some(Direction::Unchanged))
            .filter_map(|c| c.amount)
            .collect();
        assert!(!moved.is_empty());
        for figure in moved {
            let mut wrong = this.clone();
            let place = wrong.figures[figure.0 as usize].last_place;
            shift(&mut wrong, figure, 7 * place);
            let findings = audit(&wrong, Given::Previous, &last).findings;
            assert_eq!(findings.len(), 1, "seed {seed} {:?}", told(&findings));
            assert_eq!(findings[0].location, wrong.figure(figure).location, "{:?}", told(&findings));
        }
    }
}

/// Last year's document had more basic expenditure of one item than this year's goes by.
#[test]
fn an_amount_of_last_year_that_was_changed_since_is_told_once() {
    for seed in 1..=SEEDS / 2 {
        let ledger = Ledger::random(seed);
        let this = read(document(&ledger));
        let mut last = ledger.year_before();
        let items = last.items.len();
        for index in (0..items).filter(|&index| ledger.items[index].basic_prior > 0) {
            last = ledger.year_before();
            last.items[index].basic += 700;
            last.economic[0].amount += 700;
            let findings = audit(&this, Given::Previous, &read(document(&last))).findings;
            assert_eq!(findings.len(), 1, "seed {seed} {:?}", told(&findings));
            let found = &findings[0];
            assert_eq!((found.rule, found.severity), ("Y103", mingzhang_audit::Severity::Warning));
        }
    }
}

/// Writes another number in the place of one.
fn shift(disclosure: &mut Disclosure, figure: FigureId, by: i64) {
    let figure = &mut disclosure.figures[figure.0 as usize];
    let written = figure.restated(figure.value + by);
    figure.value += by;
    figure.numeral = mingzhang_model::Numeral::parse(&written).unwrap_or(figure.numeral);
}

#[test]
fn a_unit_is_a_part_of_its_department() {
    for seed in 1..=SEEDS {
        let ledger = Ledger::random(seed);
        let this = read(document(&ledger));
        let department =
            Disclosure { level: Some(Level::Department), ..read(document(&ledger.department())) };
        let audited = audit(&this, Given::Department, &department);
        assert_eq!(told(&audited.findings), [] as [&str; 0], "seed {seed}");
        assert!(count_of(&audited, "Y107") > 50);
        let turned = Disclosure { level: Some(Level::Department), ..this };
        let findings = audit(&read(document(&ledger.department())), Given::Department, &turned).findings;
        assert!(!findings.is_empty() && findings.iter().all(|f| f.rule == "Y107"), "{:?}", told(&findings));
    }
}
