//! A made-up office: the lines of a budget from which every number of its document follows.

/// An amount in 0.01 万元, the last place that documents print.
pub type Cents = i64;

/// A functional item with its names, and what of this and last year's amounts follows from no project.
#[derive(Clone, Debug)]
pub struct Item {
    /// Code of seven digits.
    pub code: String,
    /// Names of class, section and item.
    pub names: [&'static str; 3],
    /// Basic expenditure.
    pub basic: Cents,
    /// Basic expenditure last year.
    pub basic_prior: Cents,
    /// Project expenditure last year; this year's follows from the projects.
    pub project_prior: Cents,
    /// Whether government-managed funds pay for it, not the general public budget.
    pub funds: bool,
}

/// A line of the basic expenditure table.
#[derive(Clone, Debug)]
pub struct Economic {
    /// Code of five digits.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The amount.
    pub amount: Cents,
}

/// A project of the general budget or of a fund.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// Its functional item.
    pub code: String,
    /// What its allocation multiplies: quantity, unit word, unit cost.
    pub quantity: i64,
    /// The word for what is counted.
    pub word: &'static str,
    /// Cost of one.
    pub unit_cost: Cents,
    /// Whether it is capital outlay, not goods and services.
    pub capital: bool,
    /// Whether the document withholds its details.
    pub classified: bool,
}

impl Project {
    /// Quantity times unit cost.
    pub fn amount(&self) -> Cents {
        self.quantity * self.unit_cost
    }
}

/// Money left over from last year, for a project.
#[derive(Clone, Debug)]
pub struct Carried {
    /// What it is for.
    pub name: &'static str,
    /// Its functional item.
    pub code: String,
    /// The amount.
    pub amount: Cents,
    /// Whether it is fiscal money, not the unit's own.
    pub fiscal: bool,
}

/// How a code is printed in three columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeStyle {
    /// `201 03 01`
    Parted,
    /// The whole code in the first column.
    Whole,
    /// Only the last part, below the row it belongs to.
    Last,
}

/// The habits of whoever wrote the document: none of them is a mistake.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "habits are independent of each other")]
pub struct Manner {
    /// How codes are printed.
    pub codes: CodeStyle,
    /// `1,607.22`, not `1607.22`.
    pub thousands: bool,
    /// `22.92 万元`, not `22.92万元`.
    pub spaces: bool,
    /// `(类)` and `:`, not `（类）` and `：`.
    pub half_width: bool,
    /// `0.00` in cells without an amount, not nothing.
    pub zeros: bool,
    /// Lines end as Windows ends them.
    pub windows: bool,
    /// The date in Chinese numerals.
    pub chinese_date: bool,
}

impl Manner {
    /// As the founding document is written.
    pub const PLAIN: Self = Self {
        codes: CodeStyle::Parted,
        thousands: true,
        spaces: true,
        half_width: false,
        zeros: false,
        windows: false,
        chinese_date: false,
    };
}

/// Everything that is typed in; the rest is derived.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The office.
    pub office: String,
    /// The fiscal year.
    pub year: i32,
    /// Functional items, in the order of their codes.
    pub items: Vec<Item>,
    /// The basic expenditure by economic class.
    pub economic: Vec<Economic>,
    /// Projects.
    pub projects: Vec<Project>,
    /// The item that the unit's own funds pay for.
    pub own_code: String,
    /// The project paid from the unit's own funds, this year and last; none if both are zero.
    pub own_funds: [Cents; 2],
    /// Carry-over, each for one project.
    pub carried: Vec<Carried>,
    /// Last year's carry-over: fiscal, other.
    pub carried_prior: [Cents; 2],
    /// Travel abroad, purchase of vehicles, operation of vehicles, receptions: this year.
    pub three_public: [Cents; 4],
    /// The same last year.
    pub three_public_prior: [Cents; 4],
    /// Operating expenses last year.
    pub operating_prior: Cents,
    /// Procurement: goods, works, services.
    pub procurement: [Cents; 3],
    /// Departments of the office.
    pub rooms: Vec<&'static str>,
    /// Establishment, in post, retired, retired as veterans (离休).
    pub staff: [i64; 4],
    /// Change of those in post.
    pub joined: i64,
    /// Vehicles: how many, their value.
    pub vehicles: (i64, Cents),
    /// Month and day of publication.
    pub date: (u32, u32),
    /// How it is written.
    pub manner: Manner,
}

/// What is spent under a code, by where the money comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Basic expenditure of the general budget.
    pub basic: Cents,
    /// Project expenditure of the general budget.
    pub project: Cents,
    /// Projects that funds pay for.
    pub funds: Cents,
    /// The unit's own funds.
    pub own: Cents,
    /// Fiscal carry-over.
    pub fiscal_carried: Cents,
    /// Other carry-over.
    pub other_carried: Cents,
}

impl Spent {
    /// The general public budget.
    pub fn general(&self) -> Cents {
        self.basic + self.project
    }

    /// General budget and funds of this year.
    pub fn fiscal(&self) -> Cents {
        self.general() + self.funds
    }

    /// All project expenditure.
    pub fn all_projects(&self) -> Cents {
        self.project + self.funds + self.own + self.fiscal_carried + self.other_carried
    }

    /// Everything.
    pub fn total(&self) -> Cents {
        self.basic + self.all_projects()
    }
}

impl Ledger {
    /// What is spent under a code, or in all if it is empty.
    pub fn spent(&self, prefix: &str) -> Spent {
        let carried = |fiscal: bool| -> Cents {
            let matching = self.carried.iter().filter(|c| c.fiscal == fiscal && c.code.starts_with(prefix));
            matching.map(|c| c.amount).sum()
        };
        let items = || self.items.iter().filter(|i| i.code.starts_with(prefix));
        let projects =
            |funds: bool| items().filter(|i| i.funds == funds).map(|i| self.project_of(&i.code)).sum();
        Spent {
            basic: items().map(|i| i.basic).sum(),
            project: projects(false),
            funds: projects(true),
            own: if self.own_code.starts_with(prefix) { self.own_funds[0] } else { 0 },
            fiscal_carried: carried(true),
            other_carried: carried(false),
        }
    }

    /// Project expenditure of an item this year.
    pub fn project_of(&self, code: &str) -> Cents {
        self.projects.iter().filter(|p| p.code == code).map(Project::amount).sum()
    }

    /// Amount of an economic class or section.
    pub fn economic_of(&self, code: &str) -> Cents {
        self.economic.iter().filter(|e| e.code.starts_with(code)).map(|e| e.amount).sum()
    }

    /// Whether funds pay for a project.
    pub fn is_of_funds(&self, project: &Project) -> bool {
        self.items.iter().any(|i| i.funds && i.code == project.code)
    }

    /// Codes at every level whose amount is not zero, in order, each with its name.
    pub fn codes(&self, amount: impl Fn(&Spent) -> Cents) -> Vec<(String, &'static str)> {
        let mut all: Vec<(String, &str)> = Vec::new();
        for item in &self.items {
            for (len, name) in [(3, item.names[0]), (5, item.names[1]), (7, item.names[2])] {
                let code = item.code[..len].to_owned();
                if amount(&self.spent(&code)) != 0 && !all.iter().any(|(known, _)| *known == code) {
                    all.push((code, name));
                }
            }
        }
        all
    }

    /// Classes whose amount is not zero, each with its name.
    pub fn classes(&self, amount: impl Fn(&Spent) -> Cents) -> Vec<(String, &'static str)> {
        self.codes(amount).into_iter().filter(|(code, _)| code.len() == 3).collect()
    }

    /// Last year's basic and project expenditure of the general budget, and what funds paid for.
    pub fn prior(&self) -> [Cents; 3] {
        let general = || self.items.iter().filter(|i| !i.funds);
        [
            general().map(|i| i.basic_prior).sum(),
            general().map(|i| i.project_prior).sum(),
            self.items.iter().filter(|i| i.funds).map(|i| i.project_prior).sum(),
        ]
    }
}
