//! The sections: each the text of a template, written from the facts.

use crate::book::{Amount, Book, FROM_ABOVE, NOT_FROM_ABOVE, PROSE};
use crate::names::Names;
use crate::registers;
use crate::spoken::{Problems, Section, Spoken};
use mingzhang_ledger::{
    AssetKind, Budget, Choice, Expenditure, Explanation, Ledger, Member, Project, Topic, section_name,
};
use mingzhang_model::{Code, CodeLevel, Coordinate, Level, Money, fold};
use mingzhang_standard::{Classification, PrintSpec, Profile, SectionSpec, SubjectSpec};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, Error, UndefinedBehavior, context};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What templates write from.
pub(crate) struct Writer<'a> {
    pub ledger: &'a Ledger,
    pub profile: &'a Profile,
    pub print: &'a PrintSpec,
    pub book: &'a Book<'a>,
    pub prior: &'a Book<'a>,
    pub problems: Problems,
    explanations: Arc<Vec<Explanation>>,
    environment: Environment<'a>,
    /// What every template knows.
    office: Value,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        ledger: &'a Ledger,
        profile: &'a Profile,
        print: &'a PrintSpec,
        [book, prior]: [&'a Book<'a>; 2],
    ) -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
        environment.set_syntax(syntax);
        environment.add_filter("chinese", crate::print::chinese);
        let mut writer = Self {
            office: Value::UNDEFINED,
            explanations: Arc::new(ledger.explanations.clone()),
            problems: Problems::default(),
            ledger,
            profile,
            print,
            book,
            prior,
            environment,
        };
        writer.office = writer.office();
        Ok(writer)
    }

    /// A short text: a title, a remark.
    pub(crate) fn line(&self, template: &str) -> Result<String, Error> {
        self.environment.render_str(template, &self.office)
    }

    /// A template with what `more` knows besides the office.
    pub(crate) fn with(&self, template: &str, more: Value) -> Result<String, Error> {
        self.environment.render_str(template, context! { ..more, ..self.office.clone() })
    }

    /// The text of a section.
    pub(crate) fn section(&self, spec: &SectionSpec, text: &str) -> Result<String, Error> {
        let section = Arc::new(Section {
            key: spec.key.clone(),
            name: section_name(self.ledger, &spec.key).to_owned(),
            explanations: self.explanations.clone(),
            growth_from_zero: self.print.growth_from_zero.as_str().into(),
            reason_from_percent: self.print.reason_from_percent,
            problems: self.problems.clone(),
        });
        let subjects: BTreeMap<String, Value> = spec
            .subjects
            .iter()
            .map(|subject| {
                (subject.phrase.to_string(), Value::from_object(self.subject(spec, subject, &section)))
            })
            .collect();
        let mut parts: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for subject in &spec.subjects {
            for whole in &subject.part_of {
                parts.entry(whole.to_string()).or_default().push(subjects[&*subject.phrase].clone());
            }
        }
        let paragraphs = self
            .ledger
            .explanations
            .iter()
            .filter(|e| *e.section == *spec.key && e.topic == Topic::Paragraph);
        let more = context! {
            subject => subjects,
            parts => parts,
            classes => self.codes(spec, &section, CodeLevel::Class),
            items => self.codes(spec, &section, CodeLevel::Item),
            sections => self.economic(&section),
            paragraphs => paragraphs.map(|e| e.text.clone()).collect::<Vec<_>>(),
        };
        // Macros come first, so that every section can call them.
        let template = format!("{}{text}", self.print.macros);
        self.with(&template, more)
    }

    /// What every template knows: the office and its lists.
    fn office(&self) -> Value {
        let office = &self.ledger.office;
        let texts = |texts: &mut dyn Iterator<Item = &str>| texts.map(str::to_owned).collect::<Vec<_>>();
        context! {
            office => office.name.clone(),
            region => office.region.clone(),
            department => office.department.clone(),
            level => level(office.level),
            year => office.year,
            last => office.year - 1,
            published => date(&office.published),
            duties => texts(&mut self.ledger.duties.iter().map(|duty| duty.text.as_str())),
            divisions => texts(&mut self.ledger.divisions.iter().map(|division| division.name.as_str())),
            members => self.members(),
            staff => self.staff(),
            projects => self.ledger.projects.iter().map(|project| self.project(project)).collect::<Vec<_>>(),
            glossary => self.ledger.glossary.iter().map(|t| context! { name => t.name.clone(), text => t.text.clone() }).collect::<Vec<_>>(),
            bought => self.bought(),
            assets => self.assets(),
            totals => self.totals(),
            told => self.told(),
            sources => self.sources(),
            functions => self.functions(),
        }
    }

    /// The units of a department. Offices list themselves among them, too: 某局（本级）.
    fn members(&self) -> Vec<Value> {
        let itself = |name: &str| {
            is_same(name, &self.ledger.office.name) || ["本级", "本部"].iter().any(|word| name.contains(word))
        };
        let member = |member: &Member| context! { name => member.name.clone(), kind => member.kind.clone(), is_itself => itself(&member.name) };
        self.ledger.members.iter().map(member).collect()
    }

    /// Where this year's money comes from.
    fn sources(&self) -> Vec<&'static str> {
        let has = |take: &str| self.book.take(take, None).exact != 0;
        sources().filter(|(_, take)| has(take)).map(|(name, _)| name).collect()
    }

    /// The functional classes that money goes to.
    fn functions(&self) -> Vec<String> {
        let names = Names::new(self.ledger);
        let lines = self.ledger.year.expenditure.iter().filter(|line| line.amount.0 != 0);
        classes(lines).into_iter().map(|class| names.of(Classification::Functional, class)).collect()
    }

    fn staff(&self) -> BTreeMap<&'static str, Value> {
        let counted = self.ledger.staff.iter().map(|staff| {
            let count = crate::print::count(staff.count.0);
            let change = staff.change.map(|change| crate::print::count(change.0.abs()));
            let less = staff.change.is_some_and(|change| change.0 < 0);
            (
                staff.kind.key(),
                context! { name => staff.kind.name(), count => count, change => change, less => less },
            )
        });
        let total = registers::count(self.ledger, "staff.total").map_or(0, |(count, _)| count);
        counted.chain([("total", context! { count => crate::print::count(total) })]).collect()
    }

    /// A project with its amounts.
    pub(crate) fn project(&self, project: &Project) -> Value {
        let take = |take: &str| money(self.book.take(take, Some(&project.name)));
        let fiscal = self.book.take("fiscal", Some(&project.name));
        // What may not be said no template gets to know.
        let open = |text: &str| if project.classified { String::new() } else { text.to_owned() };
        let bearer = open(&project.bearer);
        context! {
            name => project.name.clone(),
            basis => open(&project.basis),
            bearer => if bearer.is_empty() { self.ledger.office.name.clone() } else { bearer },
            allocation => open(&project.allocation),
            period => project.period.clone(),
            benefit => open(&project.benefit),
            classified => project.classified,
            amount => take(&self.print.project_money),
            general => take("general"),
            is_general => self.book.take("general", Some(&project.name)).exact != 0,
            fiscal => take("fiscal"),
            is_fiscal => fiscal.exact != 0,
            is_current => self.is_current(project),
            has_targets => self.has_targets(project),
            goal => open(&self.goal(&project.name)),
            is_other => self.book.take("!fiscal|carryover", Some(&project.name)).exact != 0,
            other => take("!fiscal|carryover"),
            from_above => take(FROM_ABOVE),
            own => take(NOT_FROM_ABOVE),
        }
    }

    /// The money of a project that the profile speaks of.
    pub(crate) fn of_project(&self, name: &str) -> Amount {
        self.book.take(&self.print.project_money, Some(name))
    }

    /// Whether there is such money for it: where carry-over is told apart, this year's.
    pub(crate) fn is_current(&self, project: &Project) -> bool {
        self.of_project(&project.name).exact != 0
    }

    /// Whether it promises something, in a form that may be published.
    fn has_targets(&self, project: &Project) -> bool {
        let promises = self.ledger.indicators.iter().map(|indicator| &indicator.project);
        let mut promises = promises.chain(self.ledger.goals.iter().map(|goal| &goal.project));
        !project.classified && self.is_current(project) && promises.any(|name| is_same(name, &project.name))
    }

    /// What a project, or the office where the name is empty, is to reach.
    pub(crate) fn goal(&self, project: &str) -> String {
        let goals = self.ledger.goals.iter().filter(|goal| is_same(&goal.project, project));
        goals.map(|goal| goal.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The money of some projects, as it is printed: what their amounts add up to where the tables print them so, too.
    fn sum(&self, is_one: impl Fn(&&Project) -> bool) -> Amount {
        let amounts = self.ledger.projects.iter().filter(is_one);
        let amounts = amounts.map(|project| self.of_project(&project.name));
        let sum = amounts.fold(Amount::default(), |a, b| Amount {
            exact: a.exact + b.exact,
            printed: a.printed + b.printed,
        });
        if self.profile.unit == PROSE { sum } else { Money(sum.exact).into() }
    }

    /// What the office has in all.
    fn totals(&self) -> Value {
        let take = |take: &str| money(self.book.take(take, None));
        let classified = self.sum(|project| project.classified && self.is_current(project));
        let with_targets = self.sum(|project| self.has_targets(project));
        context! {
            all => take(""),
            fiscal => take("fiscal"),
            other => take("!fiscal"),
            from_above => take(FROM_ABOVE),
            own => take(NOT_FROM_ABOVE),
            fiscal_projects => take("fiscal project"),
            other_projects => take("!fiscal|carryover project"),
            classified => money(classified),
            with_targets => money(with_targets),
        }
    }

    /// Amounts and counts of assets by their names: `assets["vehicles.official"].count`.
    fn assets(&self) -> BTreeMap<String, Value> {
        let kinds = AssetKind::ALL.iter().map(|kind| kind.key()).chain(["vehicles"]);
        let of = |kind: &str| {
            let register =
                if kind.starts_with("purchases.") { kind.to_owned() } else { format!("assets.{kind}") };
            let amount = self.book.at(&Coordinate::Register(register.as_str().into())).unwrap_or_default();
            let count = registers::count(self.ledger, &register).map_or(0, |(count, _)| count);
            let decimals = if kind == "buildings" { 2 } else { 0 };
            let area = mingzhang_model::Numeral::NOTHING.restated(count, 4, decimals).to_string();
            (
                kind.to_owned(),
                context! { amount => money(amount), count => area, some => count != 0 || amount.exact != 0 },
            )
        };
        kinds.map(of).collect()
    }

    /// What final accounts tell beside their tables: `told["performance.targets"].count`.
    fn told(&self) -> BTreeMap<&'static str, Value> {
        let mut accounts = self.ledger.accounts.clone();
        let mut found: BTreeMap<&'static str, (Option<String>, Option<String>)> = BTreeMap::new();
        for (name, count) in accounts.counts_mut() {
            found.entry(name).or_default().0 = count.map(|count| crate::print::count(count.0));
        }
        for (name, amount) in accounts.amounts_mut() {
            found.entry(name).or_default().1 = amount.map(|amount| money(amount.into()));
        }
        let value = |(name, (count, amount)): (_, (Option<String>, Option<String>))| {
            (name, context! { some => count.is_some() || amount.is_some(), count => count, amount => amount })
        };
        found.into_iter().map(value).collect()
    }

    fn bought(&self) -> BTreeMap<&'static str, String> {
        let of = |kind: &'static str| {
            let register = Coordinate::Register(format!("procurement.{kind}").into());
            (kind, money(self.book.at(&register).unwrap_or_default()))
        };
        ["total", "goods", "works", "services", "sme", "small"].into_iter().map(of).collect()
    }

    fn subject(&self, spec: &SectionSpec, subject: &SubjectSpec, section: &Arc<Section>) -> Spoken {
        let whole =
            subject.part_of.first().and_then(|whole| spec.subjects.iter().find(|s| s.phrase == *whole));
        let share_of = subject.share_of.as_ref().and_then(|at| self.book.at(&at.0));
        Spoken {
            section: section.clone(),
            name: subject.phrase.replace('(', "（").replace(')', "）"),
            aliases: subject.aliases.iter().map(ToString::to_string).collect(),
            code: None,
            amount: self.amount_of(subject),
            prior: self.prior_of(subject),
            budget: self.budget_of(spec, subject),
            whole: whole.and_then(|whole| self.amount_of(whole)).or(share_of),
            count: subject.at.iter().find_map(|at| registers::count(self.ledger, &at.0.to_string())),
        }
    }

    fn amount_of(&self, subject: &SubjectSpec) -> Option<Amount> {
        subject.at.iter().find_map(|at| self.book.at(&at.0))
    }

    /// What the budget had for it when the year began: of what the items of a section are parts of, what it had for them.
    fn budget_of(&self, spec: &SectionSpec, subject: &SubjectSpec) -> Option<Amount> {
        let stated = subject.budget_at.iter().find_map(|at| self.book.at(&at.0));
        let is_whole = spec.code_whole.as_ref() == Some(&subject.phrase);
        stated.or_else(|| is_whole.then(|| self.planned(|_| true)))
    }

    /// What the budget had for items when the year began.
    fn planned(&self, is_one: impl Fn(Code) -> bool) -> Amount {
        let planned =
            self.ledger.initial_budget.iter().filter(|planned| planned.functional.is_some_and(&is_one));
        Money(planned.map(|planned| planned.amount.0).sum()).into()
    }

    fn prior_of(&self, subject: &SubjectSpec) -> Amount {
        let said = subject.at.iter().find_map(|at| self.said_of_last_year(&at.0));
        said.or_else(|| subject.at.iter().find_map(|at| self.prior.at(&at.0))).unwrap_or_default()
    }

    /// The amount that the ledger states of last year at a coordinate, whatever its lines add up to.
    fn said_of_last_year(&self, at: &Coordinate) -> Option<Amount> {
        let written = at.to_string();
        let figure = self.ledger.prior_figures.iter().find(|figure| figure.at == written);
        figure.map(|figure| figure.amount.into())
    }

    /// The codes that a section tells one by one: those with an amount this year or last year.
    fn codes(&self, spec: &SectionSpec, section: &Arc<Section>, level: CodeLevel) -> Vec<Value> {
        let mut found: BTreeMap<String, Value> = BTreeMap::new();
        for pattern in &spec.code_path {
            let Some(Coordinate::Cell { table, column, .. }) = Coordinate::parse(pattern) else { continue };
            let total =
                Coordinate::Cell { table: table.clone(), row: "total".into(), column: column.clone() };
            let whole = self.book.at(&total);
            let sheets = [self.book, self.prior].into_iter().flat_map(|book| &book.sheets);
            let rows = sheets.filter(|sheet| sheet.key == table).flat_map(|sheet| &sheet.rows);
            let planned = self.ledger.initial_budget.iter().filter_map(|planned| planned.functional);
            let codes = rows.filter_map(|row| row.code).chain(planned);
            for code in codes.filter(|code| code.level() == level) {
                let at = Coordinate::Cell {
                    table: table.clone(),
                    row: code.to_string().into(),
                    column: column.clone(),
                };
                let amount = self.book.at(&at).unwrap_or_default();
                let prior = self.said_of_last_year(&at).or_else(|| self.prior.at(&at)).unwrap_or_default();
                let budget = self.planned(|item| item == code);
                if amount.exact == 0 && prior.exact == 0 && budget.exact == 0 {
                    continue;
                }
                let kind = Classification::Functional;
                let budget = Some(budget);
                let spoken = Spoken { prior, budget, whole, ..self.of_code(kind, code, amount, section) };
                found.entry(code.to_string()).or_insert_with(|| Value::from_object(spoken));
            }
        }
        found.into_values().collect()
    }

    /// A code with its amount of this year.
    fn of_code(&self, kind: Classification, code: Code, amount: Amount, section: &Arc<Section>) -> Spoken {
        let names = Names::new(self.ledger);
        let mut path: Vec<String> = code.lineage().map(|code| names.of(kind, code)).collect();
        let name = path.first().cloned().unwrap_or_default();
        path.reverse();
        Spoken {
            section: section.clone(),
            name,
            aliases: vec![code.to_string()],
            code: Some((code.to_string(), path)),
            amount: Some(amount),
            prior: Amount::default(),
            budget: None,
            whole: None,
            count: None,
        }
    }

    /// The economic sections of basic expenditure by who gets it: `sections.personnel`, `sections.operating`.
    fn economic(&self, section: &Arc<Section>) -> BTreeMap<String, Vec<Value>> {
        let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let economic =
            self.book.sheets.iter().filter(|s| s.lane.scheme == mingzhang_standard::RowScheme::Economic);
        let mut economic = economic.peekable();
        let first = economic.peek().map(|sheet| &sheet.table.key);
        for sheet in economic.clone().filter(|sheet| Some(&sheet.table.key) == first) {
            for (at, column) in sheet.lane.columns.iter().enumerate() {
                let of_section = sheet.rows.iter().filter_map(|row| Some((row.code?, row.cells[at])));
                let of_section = of_section.filter(|(code, _)| code.level() == CodeLevel::Section);
                let spoken = of_section.map(|(code, id)| (code, self.book.amount(id, PROSE)));
                let spoken = spoken.filter(|(_, amount)| amount.exact != 0).map(|(code, amount)| {
                    let kind = Classification::EconomicDepartment;
                    Value::from_object(self.of_code(kind, code, amount, section))
                });
                // Who gets it is told by the lane where a table has two, else by the column.
                let key = if sheet.lane.key.is_empty() { &column.key } else { &sheet.lane.key };
                found.insert(key.to_string(), spoken.collect());
            }
        }
        found
    }
}

fn money(amount: Amount) -> String {
    crate::spoken::money(amount.printed)
}

/// The budgets that money may come from, and what was left over: the name of each, and what it takes.
pub(crate) fn sources() -> impl Iterator<Item = (&'static str, &'static str)> {
    let budgets = Budget::ALL.iter().map(|budget| (budget.name(), budget.key()));
    budgets.chain([("上年结转结余", "carryover")])
}

/// The functional classes of lines.
pub(crate) fn classes<'l>(lines: impl Iterator<Item = &'l Expenditure>) -> BTreeSet<Code> {
    lines.filter_map(|line| Some(line.functional?.class())).collect()
}

/// What discloses, as sentences call it.
pub(crate) fn level(level: Level) -> &'static str {
    match level {
        Level::Unit => "单位",
        Level::Department => "部门",
    }
}

/// `2024-03-10` as documents print it; as it is where it is no such date.
fn date(written: &str) -> String {
    let parts: Vec<&str> = written.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => format!("{year}年{month}月{day}日"),
        _ => written.to_owned(),
    }
}

/// Whether two names are one.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
