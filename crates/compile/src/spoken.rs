//! What sentences speak of: a thing with its amount, its share, its change and the reason for it.

use crate::book::{Amount, PROSE};
use crate::print::{self, DECIMALS};
use mingzhang_ledger::{Choice as _, Explanation, Topic};
use mingzhang_model::{Text, fold, text};
use minijinja::value::{Object, Value};
use std::sync::{Arc, Mutex};

/// What is wrong with the ledger, found while sentences are written.
pub(crate) type Problems = Arc<Mutex<Vec<Text>>>;

/// What all sentences of a section know.
#[derive(Debug)]
pub(crate) struct Section {
    pub key: Arc<str>,
    /// What the ledger's sheet of explanations calls it.
    pub name: String,
    pub explanations: Arc<Vec<Explanation>>,
    pub growth_from_zero: Arc<str>,
    pub reason_from_percent: i64,
    pub problems: Problems,
}

/// A thing that a sentence speaks of. Templates see it as an object; see docs/profile.md.
#[derive(Debug)]
pub(crate) struct Spoken {
    pub section: Arc<Section>,
    /// What it is called here.
    pub name: String,
    /// Other words for it, or its code: explanations may go by them.
    pub aliases: Vec<String>,
    /// Its code with the names of class, section and item, as far as it has them.
    pub code: Option<(String, Vec<String>)>,
    pub amount: Option<Amount>,
    pub prior: Amount,
    /// What the budget had for it when the year began.
    pub budget: Option<Amount>,
    /// What it is a part of.
    pub whole: Option<Amount>,
    /// How many, and how many more than last year, in ten-thousandths.
    pub count: Option<(i64, Option<i64>)>,
}

impl Object for Spoken {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let printed = self.amount.unwrap_or_default().printed;
        let change = printed - self.prior.printed;
        let count = |count: i64| Value::from(print::count(count));
        let level = |at: usize| {
            let (_, names) = self.code.as_ref()?;
            Some(Value::from(names.get(at)?.as_str()))
        };
        Some(match key.as_str()? {
            "name" => Value::from(self.name.as_str()),
            "code" => Value::from(self.code.as_ref()?.0.as_str()),
            "class_name" => level(0)?,
            "section_name" => level(1)?,
            "item_name" => level(2)?,
            "amount" => Value::from(money(printed)),
            "prior" => Value::from(money(self.prior.printed)),
            "none" => Value::from(self.amount.unwrap_or_default() == Amount::default()),
            "had_none" => Value::from(self.prior == Amount::default()),
            "difference" => Value::from(money(change.abs())),
            "more" => Value::from(change > 0),
            "less" => Value::from(change < 0),
            "same" => Value::from(change == 0),
            "growth" => Value::from(self.growth(change)),
            "share" => Value::from(self.whole.and_then(|whole| print::percent(printed, whole.printed))),
            "reason" => Value::from(self.reason(change)),
            "budget" => Value::from(money(self.planned())),
            "planned" => Value::from(self.budget.is_some_and(|budget| budget.exact != 0)),
            "completed" => Value::from(print::percent(printed, self.planned()).unwrap_or_default()),
            "over" => Value::from(printed > self.planned()),
            "under" => Value::from(printed < self.planned()),
            "as_planned" => Value::from(printed == self.planned()),
            "variance" => Value::from(self.variance(printed - self.planned())),
            "purpose" => Value::from(self.explanation(Topic::Purpose).unwrap_or_default()),
            "count" => count(self.count?.0),
            "count_change" => count(self.count?.1?.abs()),
            "count_less" => Value::from(self.count?.1? < 0),
            _ => return None,
        })
    }
}

impl Spoken {
    /// The growth or decline in percent; what the profile says of growth from nothing.
    fn growth(&self, change: i64) -> String {
        match print::percent(change, self.prior.printed) {
            Some(rate) => rate,
            None if change == 0 => print::percent(0, 1).unwrap_or_default(),
            None => self.section.growth_from_zero.to_string(),
        }
    }

    /// The reason that the ledger gives. Where one is due and missing, that is a problem.
    fn reason(&self, change: i64) -> String {
        let reason = self.explanation(Topic::Reason);
        if reason.is_none() && is_due(change, self.prior.printed, &self.section) {
            self.asks(change, &text!("上年", "last year"), Topic::Reason);
        }
        reason.unwrap_or_default()
    }

    /// The opening budget as it is printed.
    fn planned(&self) -> i64 {
        self.budget.unwrap_or_default().printed
    }

    /// Why the outturn is not what the budget had. Where that is due and missing, that is a problem.
    fn variance(&self, change: i64) -> String {
        let reason = self.explanation(Topic::Variance);
        if reason.is_none() && is_due(change, self.planned(), &self.section) {
            self.asks(change, &text!("年初预算", "the initial budget"), Topic::Variance);
        }
        reason.unwrap_or_default()
    }

    /// Tells that a reason is missing.
    fn asks(&self, change: i64, than: &Text, topic: Topic) {
        let direction = if change > 0 { text!("增加", "more") } else { text!("减少", "less") };
        let problem = text!(
            "“{0}”比{6}{1} {2} 万元，还没有写原因。请在“原因与说明”表填一行：说明部分“{3}”，事项“{4}”，内容“{5}”。",
            "“{0}” is {2} wan yuan {1} than {6}, and no reason is given. Please add a row to the sheet of explanations: section “{3}”, subject “{4}”, topic “{5}”.",
            self.name.as_str(),
            direction,
            money(change.abs()),
            self.section.name.as_str(),
            self.subject(),
            topic.name(),
            than
        );
        if let Ok(mut problems) = self.section.problems.lock()
            && !problems.contains(&problem)
        {
            problems.push(problem);
        }
    }

    fn subject(&self) -> &str {
        self.code.as_ref().map_or(&self.name, |(code, _)| code)
    }

    fn explanation(&self, topic: Topic) -> Option<String> {
        let names = || self.aliases.iter().chain([&self.name]).map(|name| fold(name));
        let is_about = |explanation: &&Explanation| {
            let subject = fold(&explanation.subject);
            explanation.topic == topic && names().any(|name| name == subject)
        };
        // What is said for this section goes before what is said for all.
        let mut said = [&*self.section.key, ""].into_iter().flat_map(|section| {
            self.section.explanations.iter().filter(move |explanation| explanation.section == section)
        });
        let about = said.find(is_about);
        // The sentence ends where the pattern ends it.
        about.map(|explanation| explanation.text.trim().trim_end_matches(['。', '；', '，', '.']).to_owned())
    }
}

/// Whether a change from what was is so large that its reason must be given.
fn is_due(change: i64, from: i64, section: &Section) -> bool {
    let threshold = i128::from(section.reason_from_percent) * i128::from(from.abs());
    change != 0 && i128::from(change.abs()) * 100 >= threshold
}

/// An amount in fen as prose prints it, in 万元.
pub(crate) fn money(fen: i64) -> String {
    print::amount(fen, PROSE, DECIMALS)
}
