//! What an office enters once.

use crate::choices::{
    AssetKind, BalanceKind, Budget, CodeKind, Fund, Nature, ProcurementKind, Reserved, StaffKind,
    ThreePublic, Topic,
};
use mingzhang_model::{Code, Level, Money};

/// All that a disclosure is made of. Amounts are exact to the fen; nothing in it is the sum of other things in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Who discloses, for which year, in which form.
    pub office: Office,
    /// Amounts and counts that stand alone.
    pub other: Other,
    /// What the office is there for, one duty a row.
    pub duties: Vec<Duty>,
    /// Its divisions.
    pub divisions: Vec<Division>,
    /// The units whose budgets a department discloses together.
    pub members: Vec<Member>,
    /// Posts and people.
    pub staff: Vec<Staff>,
    /// This year's revenue and expenditure.
    pub year: Year,
    /// Last year's.
    pub prior: Year,
    /// Last year's amounts that its lines do not give, or that the earlier document stated otherwise.
    pub prior_figures: Vec<PriorFigure>,
    /// Of final accounts: what was left over at both ends of the year, and what became of it.
    pub balances: Vec<Balance>,
    /// Of final accounts: the budget that the year began with.
    pub initial_budget: Vec<Planned>,
    /// Of final accounts: what else they tell.
    pub accounts: Accounts,
    /// Projects.
    pub projects: Vec<Project>,
    /// Performance goals of the office and of projects.
    pub goals: Vec<Goal>,
    /// Performance indicators of the office and of projects.
    pub indicators: Vec<Indicator>,
    /// Three-public expenses, this year's and last year's.
    pub three_public: Vec<ThreePublicExpense>,
    /// Government procurement.
    pub procurement: Vec<Procurement>,
    /// State-owned assets, and those to be bought.
    pub assets: Vec<Asset>,
    /// Reasons of changes, purposes of expenditure, paragraphs that the office adds.
    pub explanations: Vec<Explanation>,
    /// Terms explained at the end.
    pub glossary: Vec<Term>,
    /// Names of codes that the catalogue does not have, or has by another name.
    pub codes: Vec<OwnCode>,
}

impl Ledger {
    /// The name that the office itself gives to a code; it goes before that of the catalogue.
    pub fn own_name(&self, kind: CodeKind, code: Code) -> Option<&str> {
        let own = self.codes.iter().find(|own| own.kind == kind && own.code == Some(code));
        own.map(|own| own.name.as_str())
    }
}

/// Who discloses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its full name.
    pub name: String,
    /// The region: 乌恰县.
    pub region: String,
    /// The department it belongs to.
    pub department: String,
    /// Unit or department.
    pub level: Level,
    /// The fiscal year; 0 where it was not given.
    pub year: i32,
    /// The name of the profile that the document follows.
    pub profile: String,
    /// The date of publication.
    pub published: Day,
}

impl Default for Office {
    fn default() -> Self {
        Self {
            name: String::new(),
            region: String::new(),
            department: String::new(),
            level: Level::Unit,
            year: 0,
            profile: String::new(),
            published: Day::default(),
        }
    }
}

/// A day as `2024-03-10`; empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day(pub String);

impl From<&str> for Day {
    fn from(day: &str) -> Self {
        Self(day.to_owned())
    }
}

impl std::ops::Deref for Day {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Amounts and counts that stand alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Other {
    /// Administrative operating expenses, where they are not simply the operating expenses of the general budget.
    pub operating_cost: Option<Money>,
    /// Last year's, where last year's lines do not give them.
    pub prior_operating_cost: Option<Money>,
}

/// The lines of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// Money that comes in.
    pub revenue: Vec<Revenue>,
    /// Money that goes out.
    pub expenditure: Vec<Expenditure>,
}

/// A line of revenue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revenue {
    /// Where it comes from.
    pub fund: Fund,
    /// What it is for, where the office knows.
    pub functional: Option<Code>,
    /// How much.
    pub amount: Money,
}

/// A line of expenditure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expenditure {
    /// The functional item; of last year, or where nobody knows the item, the section or the class.
    pub functional: Option<Code>,
    /// The section of the departments' economic classification; of last year, or where nobody knows the section, the
    /// class or nothing.
    pub economic: Option<Code>,
    /// The section of the government's economic classification, where the profile's tables ask for it.
    pub government: Option<Code>,
    /// Who pays.
    pub fund: Fund,
    /// Basic, and if the economic class does not tell it, personnel or operating; or project.
    pub nature: Nature,
    /// The name of the project; empty for basic expenditure.
    pub project: String,
    /// How much.
    pub amount: Money,
}

/// Something left over, or what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Which.
    pub kind: BalanceKind,
    /// The budget it belongs to.
    pub budget: Budget,
    /// The functional item, where tables tell it.
    pub functional: Option<Code>,
    /// How much.
    pub amount: Money,
    /// Last year's.
    pub prior: Option<Money>,
}

/// What the budget had for an item, or for a three-public expense, when the year began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// The functional item; none of a three-public expense.
    pub functional: Option<Code>,
    /// The three-public expense; none of an item.
    pub expense: Option<ThreePublic>,
    /// How much.
    pub amount: Money,
}

/// What final accounts tell beside their tables; nothing where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Groups sent abroad.
    pub groups_abroad: Option<Quantity>,
    /// People sent abroad.
    pub people_abroad: Option<Quantity>,
    /// Vehicles bought.
    pub vehicles_bought: Option<Quantity>,
    /// Vehicles in use at the end of the year.
    pub vehicles_held: Option<Quantity>,
    /// Receptions.
    pub receptions: Option<Quantity>,
    /// Guests received.
    pub guests: Option<Quantity>,
    /// Budgets of purchases reserved for medium and small enterprises.
    pub reserved_sme: Option<Money>,
    /// Budgets of purchases reserved for small enterprises.
    pub reserved_small: Option<Money>,
    /// Of what was reserved for medium and small enterprises, what they won.
    pub reserved_sme_awarded: Option<Money>,
    /// Of what was reserved for small enterprises, what they won.
    pub reserved_small_awarded: Option<Money>,
    /// Of all else, what medium and small enterprises won.
    pub other_awarded_sme: Option<Money>,
    /// Projects with performance targets.
    pub targets: Option<Quantity>,
    /// Their budgets.
    pub targets_amount: Option<Money>,
    /// Projects whose performance was tracked.
    pub tracked: Option<Quantity>,
    /// Their budgets.
    pub tracked_amount: Option<Money>,
    /// Projects that were evaluated by the office itself.
    pub evaluated: Option<Quantity>,
    /// Their budgets.
    pub evaluated_amount: Option<Money>,
    /// Their mean score.
    pub score: Option<Quantity>,
    /// How many were called excellent.
    pub excellent: Option<Quantity>,
    /// How many were called good.
    pub good: Option<Quantity>,
    /// How many passed.
    pub passed: Option<Quantity>,
    /// How many failed.
    pub failed: Option<Quantity>,
    /// Whether the classes of the overviews are printed so that they come to their total, though other tables round them
    /// otherwise; else every amount is rounded for itself.
    pub overviews_add_up: bool,
}

impl Accounts {
    /// The amounts, each by the name that profiles give it.
    pub fn amounts_mut(&mut self) -> [(&'static str, &mut Option<Money>); 8] {
        [
            ("procurement.reserved_sme", &mut self.reserved_sme),
            ("procurement.reserved_small", &mut self.reserved_small),
            ("procurement.reserved_sme_awarded", &mut self.reserved_sme_awarded),
            ("procurement.reserved_small_awarded", &mut self.reserved_small_awarded),
            ("procurement.other_awarded_sme", &mut self.other_awarded_sme),
            ("performance.targets", &mut self.targets_amount),
            ("performance.tracked", &mut self.tracked_amount),
            ("performance.self_evaluated", &mut self.evaluated_amount),
        ]
    }

    /// The counts, each by the name that profiles give it.
    pub fn counts_mut(&mut self) -> [(&'static str, &mut Option<Quantity>); 14] {
        [
            ("three_public.groups_abroad", &mut self.groups_abroad),
            ("three_public.people_abroad", &mut self.people_abroad),
            ("three_public.vehicles_bought", &mut self.vehicles_bought),
            ("three_public.vehicles_held", &mut self.vehicles_held),
            ("three_public.receptions", &mut self.receptions),
            ("three_public.guests", &mut self.guests),
            ("performance.targets", &mut self.targets),
            ("performance.tracked", &mut self.tracked),
            ("performance.self_evaluated", &mut self.evaluated),
            ("performance.score", &mut self.score),
            ("performance.excellent", &mut self.excellent),
            ("performance.good", &mut self.good),
            ("performance.passed", &mut self.passed),
            ("performance.failed", &mut self.failed),
        ]
    }
}

/// A project. Its amount is that of its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// Its name, by which lines refer to it.
    pub name: String,
    /// The policy it rests on (设立的政策依据).
    pub basis: String,
    /// Who carries it out; the office itself where empty.
    pub bearer: String,
    /// How the money is divided.
    pub allocation: String,
    /// From when to when.
    pub period: String,
    /// What it does for people.
    pub benefit: String,
    /// Whether it is secret: then only its name and amount may be said.
    pub classified: bool,
}

/// A performance goal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goal {
    /// The project; the whole office where empty.
    pub project: String,
    /// The goal.
    pub text: String,
}

/// A performance indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// The project; the whole office where empty.
    pub project: String,
    /// 一级指标
    pub class: String,
    /// 二级指标
    pub section: String,
    /// 三级指标
    pub name: String,
    /// `=`, `>=`, `<=`, `>`, `<`, or nothing for a target in words.
    pub operator: String,
    /// The number, or the words: `15`, `有效保障`.
    pub value: String,
    /// What the number counts: `台`, `%`.
    pub unit: String,
    /// What the target rests on.
    pub basis: String,
    /// Last year's value.
    pub prior: String,
    /// Its weight.
    pub weight: Option<Quantity>,
    /// How it is scored.
    pub scoring: String,
    /// What proves it.
    pub evidence: String,
}

/// A number of things, in ten-thousandths: square metres, vehicles, persons, points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(pub i64);

/// Posts or people of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staff {
    /// Which.
    pub kind: StaffKind,
    /// How many.
    pub count: Quantity,
    /// How many more than last year, or fewer.
    pub change: Option<Quantity>,
}

/// A duty of the office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// In a sentence.
    pub text: String,
}

/// A division.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// Its name.
    pub name: String,
}

/// A unit of the department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it is: 行政单位, 全额拨款事业单位.
    pub kind: String,
}

/// A three-public expense paid from one budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreePublicExpense {
    /// Which.
    pub kind: ThreePublic,
    /// Who pays.
    pub fund: Fund,
    /// This year's amount; nothing where none is planned.
    pub amount: Option<Money>,
    /// Last year's amount; nothing where none was planned.
    pub prior: Option<Money>,
}

/// A purchase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Procurement {
    /// Goods, works or services.
    pub kind: ProcurementKind,
    /// What.
    pub name: String,
    /// For whom it is reserved.
    pub reserved: Reserved,
    /// How much.
    pub amount: Money,
}

/// Assets of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asset {
    /// Which.
    pub kind: AssetKind,
    /// How many, or how many square metres.
    pub quantity: Option<Quantity>,
    /// What they are worth, or cost.
    pub value: Option<Money>,
}

/// An amount of last year's at a coordinate: `income[total].general`. It goes before what last year's lines give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriorFigure {
    /// The coordinate, as profiles write it.
    pub at: String,
    /// The amount.
    pub amount: Money,
}

/// A text of the office's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The section of the narrative, by its key in the profile.
    pub section: String,
    /// What it is about: a code, or the profile's words (单位资金); nothing for a paragraph.
    pub subject: String,
    /// What it is for.
    pub topic: Topic,
    /// The text, without the words that introduce it.
    pub text: String,
}

/// A term with its explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The term.
    pub name: String,
    /// What it means.
    pub text: String,
}

/// A code that the office names itself: no catalogue has every item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnCode {
    /// The classification it belongs to.
    pub kind: CodeKind,
    /// The code.
    pub code: Option<Code>,
    /// Its name.
    pub name: String,
}
