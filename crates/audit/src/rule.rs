//! The shape of a rule, and what it hands back.

use crate::beside::{Misfit, Other, Role};
use crate::cells::Cells;
use crate::code_path::{CodePath, code_paths};
use crate::coded::{CodedRow, coded_rows};
use crate::equation::{Equation, Form, Statement};
use crate::finding::{Finding, Severity};
use crate::words::Words;
use mingzhang_model::{Disclosure, FigureId, Folded, Kind, Passage, Text};
use mingzhang_standard::{Catalogue, Profile};
use std::cell::OnceCell;
use std::sync::Arc;

/// A rule. Its page is its documentation and its test.
pub struct Rule {
    /// `S101`: the letter is the family.
    pub code: &'static str,
    /// Named after the defect: `missing-table`.
    pub name: &'static str,
    /// One line of Chinese.
    pub title: &'static str,
    /// The same in English.
    pub title_en: &'static str,
    /// The gravest it reports.
    pub severity: Severity,
    /// The Markdown page beside the rule; empty for a tie, whose page is made from its equation.
    pub page: &'static str,
    /// What it does.
    pub check: Check,
}

/// What a rule does.
pub enum Check {
    /// States one equation between tables; see [`crate::ties`].
    Tie(&'static str),
    /// Looks at the disclosure.
    Disclosure(fn(&Context<'_>, &mut Outcome)),
    /// Looks at the disclosure by its profile; without one it is not applicable.
    Profiled(fn(&Context<'_>, &Profile, &mut Outcome)),
    /// Looks at the disclosure and at a document beside it; without one it is not checked.
    Beside(Role, fn(&Context<'_>, &Other<'_>, &mut Outcome)),
}

/// What a rule may look at.
pub struct Context<'a> {
    /// The document.
    pub disclosure: &'a Disclosure,
    /// The profile that recognized it.
    pub profile: Option<&'a Profile>,
    /// The classifications.
    pub catalogue: &'a Catalogue,
    /// What the user set.
    pub settings: &'a Settings,
    /// The documents beside it.
    pub(crate) others: &'a [Other<'a>],
    /// Those that are not what they were given as.
    pub(crate) misfits: &'a [Misfit],
    /// The cells of the tables as terms of equations.
    pub(crate) cells: Cells,
    /// Made when the first rule asks.
    words: OnceCell<Words<'a>>,
    coded: OnceCell<Vec<CodedRow<'a>>>,
    paths: OnceCell<Vec<CodePath>>,
}

impl<'a> Context<'a> {
    /// What rules may look at.
    pub fn new(
        disclosure: &'a Disclosure,
        profile: Option<&'a Profile>,
        catalogue: &'a Catalogue,
        settings: &'a Settings,
    ) -> Self {
        let cells = Cells::of(disclosure);
        let (words, coded, paths) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let (others, misfits): (&[Other<'_>], &[Misfit]) = (&[], &[]);
        Self { disclosure, profile, catalogue, settings, others, misfits, cells, words, coded, paths }
    }

    /// The same with documents beside it.
    pub(crate) fn beside(self, others: &'a [Other<'a>], misfits: &'a [Misfit]) -> Self {
        Self { others, misfits, ..self }
    }

    /// The document beside it that can bear witness to something.
    pub(crate) fn other(&self, role: Role) -> Option<&'a Other<'a>> {
        let accounts = self.disclosure.kind == Some(Kind::FinalAccounts);
        let played = match role {
            Role::LastAccounts if accounts => Role::LastYear,
            same => same,
        };
        self.others.iter().find(|other| other.role == played)
    }

    /// The cell `[table, row, column]` as a term of equations: its number, or a place-holder that counts as nothing.
    pub(crate) fn cell(&self, at: [usize; 3]) -> Option<FigureId> {
        self.cells.term(self.disclosure, at)
    }

    /// The cell at these keys as a term of equations; `None` if there is no such row or column.
    pub(crate) fn cell_at(&self, table: &str, row: &str, column: &str) -> Option<FigureId> {
        let index = self.disclosure.table_index(table)?;
        let table = &self.disclosure.tables[index];
        let row = table.rows.iter().position(|r| &*r.key == row)?;
        self.cell([index, row, table.column(column)?])
    }

    /// Whether any of these terms is a number that the document prints.
    pub(crate) fn prints_any<'t>(&self, terms: impl IntoIterator<Item = &'t FigureId>) -> bool {
        terms.into_iter().any(|&term| self.cells.is_printed(term))
    }

    /// All words of the document in one spelling.
    pub(crate) fn words(&self) -> &Words<'a> {
        self.words.get_or_init(|| Words::of(&self.disclosure.passages))
    }

    /// Every passage with its folded text.
    pub(crate) fn passages(&self) -> impl Iterator<Item = (&'a Passage, &Folded)> {
        self.words().passages()
    }

    /// The rows that carry codes.
    pub fn coded_rows(&self) -> &[CodedRow<'a>] {
        self.coded.get_or_init(|| coded_rows(self.disclosure, self.profile))
    }

    /// The codes that prose spells out in names.
    pub fn code_paths(&self) -> &[CodePath] {
        let paths = |(at, (_, folded)): (usize, (&Passage, &Folded))| code_paths(folded.text(), at);
        self.paths.get_or_init(|| self.passages().enumerate().flat_map(paths).collect())
    }
}

/// What a user may set, in `mingzhang.toml`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Codes of rules, or their first letters, that run; all if empty.
    pub select: Vec<String>,
    /// Codes of rules, or their first letters, that do not run.
    pub ignore: Vec<String>,
    /// A change above this rate (percent) must give its reason.
    pub reason_threshold_percent: u32,
    /// Three-public expenses growing by more than this rate (percent) are pointed out.
    pub three_public_growth_percent: u32,
    /// Two project names at least this alike (percent) are taken for one project under two names.
    pub name_similarity_percent: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            select: Vec::new(),
            ignore: Vec::new(),
            reason_threshold_percent: 10,
            three_public_growth_percent: 0,
            name_similarity_percent: 80,
        }
    }
}

impl Settings {
    /// Whether a rule is selected and not ignored; rules go by code, by the beginning of the code, or by name.
    pub fn runs(&self, rule: &Rule) -> bool {
        let named = |list: &[String]| {
            list.iter().any(|word| rule.code.starts_with(word.as_str()) || rule.name == word)
        };
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }
}

/// An amount that another place of the document states, and for which a table has no row.
#[derive(Clone, Debug)]
pub struct Absence {
    /// Code of the rule that misses it.
    pub rule: &'static str,
    /// Index of the table.
    pub table: usize,
    /// Key of the row that the table lacks.
    pub row: Arc<str>,
    /// The row's name without its code.
    pub label: String,
    /// Index of the column.
    pub column: usize,
    /// The number that states the amount.
    pub told_by: FigureId,
}

/// What a rule hands back. It counts what it looked at, so that nothing passes silently.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Equations it states.
    pub equations: Vec<Equation>,
    /// Amounts that other places of the document state, and whose rows a table lacks.
    pub absences: Vec<Absence>,
    /// Findings that are no equations.
    pub findings: Vec<Finding>,
    /// How many things it looked at, equations not counted.
    pub looked_at: usize,
    /// What it could not check, and why.
    pub not_checked: Vec<Text>,
    /// Why it has nothing to do with this document.
    pub not_applicable: Option<Text>,
}

impl Outcome {
    /// Counts one thing looked at.
    pub fn looked(&mut self) {
        self.looked_at += 1;
    }

    /// Reports a finding.
    pub fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// States an equation under `rule`.
    pub fn state(&mut self, rule: &Rule, statement: impl Into<Statement>, form: Form) {
        let statement = statement.into();
        self.equations.push(Equation { rule: rule.code, severity: rule.severity, statement, form });
    }

    /// Says that a table lacks a row for an amount stated elsewhere. A missing row says that there is nothing.
    pub(crate) fn misses(&mut self, context: &Context<'_>, absence: Absence) {
        self.looked();
        if context.disclosure.figure(absence.told_by).value != 0 {
            self.absences.push(absence);
        }
    }

    /// Says that something could not be checked.
    pub fn not_checked(&mut self, why: Text) {
        self.not_checked.push(why);
    }
}

/// How a rule fared on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleStatus {
    /// Code of the rule.
    pub rule: &'static str,
    /// What came of it.
    pub status: Status,
    /// Equations and things it looked at.
    pub count: usize,
    /// Why it is not applicable, or what was not checked.
    pub why: Option<Text>,
}

/// What came of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Checked, and nothing found.
    Checked,
    /// At least one finding, or an equation that does not hold (whichever rule the finding is reported under).
    Broken,
    /// Nothing in the document it could be about.
    NotApplicable,
    /// It is about this document, but data were missing.
    NotChecked,
}
