//! Documents set beside the audited one, and what each of them can bear witness to.

mod seat;

use crate::equation::{Form, Verdict};
use crate::finding::{Certainty, Finding, Related};
use crate::rule::{Context, Outcome};
use mingzhang_compare::{Counterparts, Found};
use mingzhang_model::{
    Disclosure, Figure, FigureId, Kind, Level, Location, Measure, Numeral, Origin, Passage, Text, Unit, text,
};
use mingzhang_standard::Catalogue;
use seat::Seat;

/// A document given with the one to audit.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The document.
    pub disclosure: &'a Disclosure,
    /// What it was given as.
    pub given: Given,
}

/// The rule under which a number of last year that was changed since is reported.
pub(crate) const RESTATED: &str = "Y103";
/// The rule whose equations tell of it.
pub(crate) const CHANGE: &str = "Y102";

/// What a document was given as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Given {
    /// An earlier document of the same office.
    #[doc(alias = "上年文本")]
    Previous,
    /// The document of the department that the unit belongs to.
    #[doc(alias = "部门文本")]
    Department,
}

/// What a document beside the audited one can bear witness to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// What was published of the same kind a year before.
    LastYear,
    /// The same, of final accounts: they alone have balances to carry over.
    LastAccounts,
    /// The final accounts of the year before a budget.
    Outturn,
    /// The budget of the year of final accounts.
    Budget,
    /// The department's document of the same kind and year.
    Department,
}

impl Role {
    /// How it is called in messages.
    fn name(self) -> Text {
        match self {
            Self::LastYear | Self::LastAccounts => text!("上年文本", "last year's document: "),
            Self::Outturn => text!("上年决算文本", "last year's final accounts: "),
            Self::Budget => text!("年初预算文本", "the budget document: "),
            Self::Department => text!("部门文本", "the department's document: "),
        }
    }
}

/// A document beside the audited one, with its numbers among those of the audited one.
pub struct Other<'a> {
    pub(crate) role: Role,
    pub(crate) disclosure: &'a Disclosure,
    pub(crate) counterparts: Counterparts<'a>,
    /// Where its numbers begin among those of the audited document.
    figures: u32,
    /// Where the place-holders begin that stand for nothing, one for each of its tables.
    nothing: u32,
}

impl Other<'_> {
    /// What was found in it, as a term of equations.
    pub(crate) fn term(&self, found: Found) -> FigureId {
        match found {
            Found::Number(figure) => self.number(figure),
            Found::Nothing(table) => FigureId(self.nothing.saturating_add(index(table))),
        }
    }

    /// One of its numbers as a term of equations.
    pub(crate) fn number(&self, figure: FigureId) -> FigureId {
        FigureId(figure.0.saturating_add(self.figures))
    }
}

/// A document that is not what it was given as.
#[derive(Clone, Debug)]
pub(crate) struct Misfit {
    /// Whether it is set aside; else it is used all the same.
    pub(crate) aside: bool,
    pub(crate) message: Text,
    /// Index among the documents given.
    pub(crate) document: usize,
    /// The office of that document.
    pub(crate) unit: Option<Passage>,
}

/// All documents of an audit: the audited one with the numbers of those beside it.
pub(crate) struct Round<'a> {
    /// The audited document, with the numbers of the others after its own.
    pub(crate) disclosure: std::borrow::Cow<'a, Disclosure>,
    pub(crate) others: Vec<Other<'a>>,
    pub(crate) misfits: Vec<Misfit>,
    places: Places,
}

/// Lines of the documents beside follow those of the audited one while the audit lasts, so that any place tells its
/// document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    /// The lines before each document, with its index among those given.
    before: Vec<(u32, usize)>,
}

impl Places {
    /// The document beside that a place stands in, and where there; `None` if it stands in the audited document.
    pub(crate) fn elsewhere(&self, at: Location) -> Option<(usize, Location)> {
        let after = self.before.partition_point(|(before, _)| *before < at.line).checked_sub(1)?;
        let (before, document) = self.before[after];
        Some((document, Location { line: at.line - before, ..at }))
    }
}

impl<'a> Round<'a> {
    /// Sets the documents beside the audited one, each for what it can bear witness to.
    pub(crate) fn set(this: &'a Disclosure, beside: &[Beside<'a>], catalogue: &Catalogue) -> Self {
        let mut table = Self {
            disclosure: std::borrow::Cow::Borrowed(this),
            others: Vec::new(),
            misfits: Vec::new(),
            places: Places::default(),
        };
        let mut last = last_line(this);
        for (index, given) in beside.iter().enumerate() {
            let unit = given.disclosure.unit.clone();
            let mut seat = Seat::of(this, given, catalogue);
            match seat.role() {
                Err(message) => table.misfits.push(Misfit { aside: true, message, document: index, unit }),
                Ok((role, _)) if table.others.iter().any(|other| other.role == role) => {}
                Ok((role, note)) => {
                    table.misfits.extend(note.map(|message| Misfit {
                        aside: false,
                        message,
                        document: index,
                        unit,
                    }));
                    table.places.before.push((last, index));
                    table.take(role, given.disclosure, seat.counterparts(), last);
                    last = last.saturating_add(last_line(given.disclosure));
                }
            }
        }
        table
    }

    /// Gives every place of the findings back to its document. A number of another document that is blamed was
    /// restated; numbers that were restated by the same amount are one finding, told of the smallest.
    pub(crate) fn settle(&self, findings: &mut Vec<Finding>) {
        if self.places.before.is_empty() {
            return;
        }
        let mut restated: Vec<(Restated, Finding)> = Vec::new();
        let mut kept = Vec::with_capacity(findings.len());
        for mut finding in findings.drain(..) {
            match self.places.elsewhere(finding.location).and_then(|_| self.turn(&mut finding)) {
                Some(by) => restated.push((by, finding)),
                None => kept.push(finding),
            }
        }
        restated.sort_by_key(|(by, finding)| (by.size, finding.location));
        kept.extend(together(restated));
        for finding in &mut kept {
            self.give_back(finding);
        }
        *findings = kept;
    }

    fn give_back(&self, finding: &mut Finding) {
        for related in &mut finding.related {
            if let (None, Some((document, location))) =
                (related.document, self.places.elsewhere(related.location))
            {
                (related.document, related.location) = (Some(document), location);
            }
        }
    }

    /// Turns a finding about another document into one about this: its first place here is the place of the finding.
    fn turn(&self, finding: &mut Finding) -> Option<Restated> {
        let there = finding.location;
        let here = finding.related.iter().position(|r| self.places.elsewhere(r.location).is_none());
        let here = here.map(|at| finding.related.remove(at));
        finding.location = here.map_or_else(Location::default, |related| related.location);
        let figures = self.disclosure.figures.iter().filter(|f| matches!(f.origin, Origin::Elsewhere { .. }));
        let mut figures = figures.filter(|f| f.location == there);
        let figure = figures.next()?;
        let mut restated = None;
        let name = self.disclosure.name_origin(&figure.origin);
        if let Some(expected) = finding.expected.take() {
            let value = Numeral::parse(&expected).and_then(|number| number.scaled(figure.unit.exponent()));
            let by = value.unwrap_or_default().saturating_sub(figure.value);
            restated = Some(Restated { rule: finding.rule, by, size: figure.value.unsigned_abs() });
            let expected = format!("{expected} {}", figure.unit.suffix());
            finding.certainty = Certainty::Seen;
            finding.message = text!(
                "{0}为 {1}，本文本据以比较的却是 {2}。",
                "{0} is {1}, while this document compares with {2}.",
                &name,
                figure.with_unit(),
                expected.trim_end()
            );
            if finding.rule == CHANGE {
                finding.rule = RESTATED;
                finding.message = text!(
                    "{0}上年数如有调整，请在文中说明；没有调整的，请改正。",
                    "{0} If last year's amount was restated the text should say so; else correct it.",
                    &finding.message
                );
            }
        }
        finding.actual = None;
        let message = text!("{0} {1}", "{0} {1}", name, figure.with_unit());
        finding.related.insert(0, Related::here(message, there));
        restated
    }

    fn take(&mut self, role: Role, other: &'a Disclosure, counterparts: Counterparts<'a>, before: u32) {
        let all = self.disclosure.to_mut();
        let figures = index(all.figures.len());
        let moved = |location: Location| Location { line: location.line.saturating_add(before), ..location };
        let name =
            |name: Text| Origin::Elsewhere { name: Box::new(text!("{0}{1}", "{0}{1}", role.name(), name)) };
        for (id, figure) in other.figure_ids() {
            let origin = name(other.describe(id));
            all.figures.push(Figure { location: moved(figure.location), origin, ..figure.clone() });
        }
        let nothing = index(all.figures.len());
        for table in &other.tables {
            let called = text!("表{0}（没有这一项）", "table {0} (nothing there)", table.number);
            all.figures.push(Figure {
                numeral: Numeral::NOTHING,
                unit: Unit::Money(table.unit),
                value: 0,
                last_place: 0,
                location: moved(table.location()),
                origin: name(called),
            });
        }
        self.others.push(Other { role, disclosure: other, counterparts, figures, nothing });
    }
}

/// A number of another document that is not what the audited one goes by.
struct Restated {
    rule: &'static str,
    /// What this document has more.
    by: i64,
    size: u64,
}

/// Findings of one rule about numbers that are off by the same amount are one: the first, with the places of the others.
fn together(restated: Vec<(Restated, Finding)>) -> Vec<Finding> {
    let mut groups: Vec<(Restated, Finding)> = Vec::new();
    for (by, finding) in restated {
        match groups.iter_mut().find(|(first, _)| (first.rule, first.by) == (by.rule, by.by)) {
            Some((_, first)) => {
                let message = text!("同样：{0}", "likewise: {0}", finding.message);
                first.related.push(Related::here(message, finding.location));
                first.related.extend(finding.related.into_iter().take(1));
            }
            None => groups.push((by, finding)),
        }
    }
    groups.into_iter().map(|(_, finding)| finding).collect()
}

fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// No number and no words stand on a later line.
fn last_line(disclosure: &Disclosure) -> u32 {
    let figures = disclosure.figures.iter().map(|f| f.location.line);
    let passages = disclosure.passages.iter().map(|p| p.location().line);
    let tables = disclosure.tables.iter().map(|t| t.location().line);
    figures.chain(passages).chain(tables).max().unwrap_or(0).saturating_add(1)
}

/// Of equations that set a number here against each place where another document says the same, the one that holds; the
/// first, if none does.
pub(crate) fn with_any(disclosure: &Disclosure, forms: Vec<(Form, FigureId)>) -> Option<(Form, FigureId)> {
    let holds = forms.iter().position(|(form, _)| form.verdict(disclosure) != Verdict::Broken);
    forms.into_iter().nth(holds.unwrap_or(0))
}

fn compares_with_outturn(disclosure: &Disclosure) -> bool {
    let bases = disclosure.claims.iter().flat_map(|claim| {
        let change = claim.change.as_ref().map(|change| change.base);
        change.into_iter().chain(claim.prior.map(|prior| prior.base))
    });
    bases.into_iter().any(|base| base.measure == Measure::Outturn)
}

/// Says that the document a rule needs was not given.
pub(crate) fn missing(role: Role, context: &Context<'_>, outcome: &mut Outcome) {
    let disclosure = context.disclosure;
    let applies = match role {
        Role::LastYear => true,
        Role::Outturn => disclosure.kind == Some(Kind::Budget) && compares_with_outturn(disclosure),
        Role::Budget | Role::LastAccounts => disclosure.kind == Some(Kind::FinalAccounts),
        Role::Department => disclosure.level == Some(Level::Unit),
    };
    if !applies {
        outcome.not_applicable = Some(text!("与这种文本无关", "it does not concern this kind of document"));
        return;
    }
    if context.misfits.iter().any(|misfit| misfit.aside) {
        outcome.not_checked(text!(
            "所给的文本不能用来对照（见 Y101）",
            "the document given cannot be compared (see Y101)"
        ));
        return;
    }
    outcome.not_checked(match role {
        Role::LastYear | Role::LastAccounts => {
            text!("未提供上年文本（--previous）", "last year's document was not given (--previous)")
        }
        Role::Outturn => text!(
            "未提供上年决算文本（--previous）",
            "last year's final accounts were not given (--previous)"
        ),
        Role::Budget => {
            text!("未提供当年预算文本（--previous）", "the budget of the year was not given (--previous)")
        }
        Role::Department => {
            text!("未提供部门文本（--department）", "the department's document was not given (--department)")
        }
    });
}
