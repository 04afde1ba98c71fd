//! Which entries of the ledger an amount of a table is made of: the `take` of a profile's columns and rows.

use crate::choices::{Budget, Choice, Fund, Nature, ThreePublic};
use crate::ledger::{Balance, Expenditure, Planned, Revenue, ThreePublicExpense};
use mingzhang_model::Code;
use std::fmt;

/// What a selection looks at in an entry of any list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traits {
    /// Who pays.
    pub fund: Fund,
    /// Basic or project.
    pub nature: Option<Nature>,
    /// The functional item.
    pub functional: Option<Code>,
    /// The section of the departments' economic classification.
    pub economic: Option<Code>,
    /// The section of the government's economic classification.
    pub government: Option<Code>,
    /// Which three-public expense.
    pub expense: Option<ThreePublic>,
}

impl From<&Expenditure> for Traits {
    fn from(line: &Expenditure) -> Self {
        Self {
            fund: line.fund,
            nature: Some(line.nature),
            functional: line.functional,
            economic: line.economic,
            government: line.government,
            expense: None,
        }
    }
}

impl From<&Revenue> for Traits {
    fn from(line: &Revenue) -> Self {
        Self { fund: line.fund, functional: line.functional, ..Self::default() }
    }
}

impl From<&Balance> for Traits {
    fn from(balance: &Balance) -> Self {
        Self { fund: balance.budget.fund(), functional: balance.functional, ..Self::default() }
    }
}

impl From<&Planned> for Traits {
    fn from(planned: &Planned) -> Self {
        Self { functional: planned.functional, expense: planned.expense, ..Self::default() }
    }
}

impl From<&ThreePublicExpense> for Traits {
    fn from(line: &ThreePublicExpense) -> Self {
        Self { fund: line.fund, expense: Some(line.kind), ..Self::default() }
    }
}

/// A condition on entries: words that must all hold, each with its alternatives; `!` turns a word around.
///
/// A word is the key of a source of money or what it begins with (`general`, `general.own`, `carryover`), `fiscal`
/// (general, funds or capital of this year), `carryover.fiscal`, `basic`, `personnel`, `operating`, `project`, a
/// three-public expense (`abroad`), `business`, `to_above`, `to_subordinates`, the code of an economic class or section (`302`), or of a functional one (`f:205`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Vec<Condition>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    any_of: Vec<Word>,
    negated: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Funds(Vec<Fund>),
    Basic,
    Personnel,
    Operating,
    Nature(Nature),
    Expense(ThreePublic),
    Economic(String),
    Functional(String),
}

/// Whether basic expenditure of an economic class keeps people, wages and what individuals get, and not the office running;
/// a line may say otherwise.
pub fn is_personnel(economic: Code) -> bool {
    matches!(economic.class().to_string().as_str(), "301" | "303")
}

/// A word that selections do not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord(pub String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "take 中的 `{}` 无法识别", self.0)
    }
}

impl std::error::Error for UnknownWord {}

impl Selection {
    /// Reads a `take`.
    ///
    /// # Errors
    /// A word is not known.
    pub fn parse(take: &str) -> Result<Self, UnknownWord> {
        let condition = |words: &str| {
            let (negated, words) = words.strip_prefix('!').map_or((false, words), |rest| (true, rest));
            let any_of = words.split('|').map(Word::parse).collect::<Result<_, _>>()?;
            Ok(Condition { any_of, negated })
        };
        take.split_whitespace().map(condition).collect::<Result<_, _>>().map(Self)
    }

    /// Administrative operating expenses (机关运行经费) in the law's meaning of the term: what the general budget pays for
    /// running the office.
    pub fn operating_cost() -> Self {
        let of = |word| Condition { any_of: vec![word], negated: false };
        let is_general = |fund: &Fund| fund.budget() == Budget::General;
        Self(vec![
            of(Word::Funds(Fund::ALL.iter().copied().filter(is_general).collect())),
            of(Word::Operating),
        ])
    }

    /// Whether it takes an entry.
    pub fn takes(&self, entry: &Traits) -> bool {
        self.0.iter().all(|condition| condition.any_of.iter().any(|w| w.holds(entry)) != condition.negated)
    }

    /// The sources of money it takes, whatever else it asks.
    pub fn funds(&self) -> Vec<Fund> {
        let takes = |fund: &Fund| {
            self.0.iter().all(|condition| {
                let asks = condition.any_of.iter().any(|word| matches!(word, Word::Funds(_)));
                let holds = |word: &Word| matches!(word, Word::Funds(funds) if funds.contains(fund));
                !asks || condition.any_of.iter().any(holds) != condition.negated
            })
        };
        Fund::ALL.iter().copied().filter(takes).collect()
    }
}

impl Word {
    fn parse(word: &str) -> Result<Self, UnknownWord> {
        let of_fund =
            |is: fn(Fund) -> bool| Self::Funds(Fund::ALL.iter().copied().filter(|f| is(*f)).collect());
        match word {
            "fiscal" => return Ok(of_fund(|fund| fund.is_fiscal() && !fund.is_carried())),
            "carryover.fiscal" => return Ok(of_fund(|fund| fund.is_fiscal() && fund.is_carried())),
            "basic" => return Ok(Self::Basic),
            "personnel" => return Ok(Self::Personnel),
            "operating" => return Ok(Self::Operating),
            _ => {}
        }
        if let Some(nature) = Nature::ALL.iter().find(|nature| !nature.is_basic() && nature.key() == word) {
            return Ok(Self::Nature(*nature));
        }
        if let Some(expense) = ThreePublic::ALL.iter().find(|expense| expense.key() == word) {
            return Ok(Self::Expense(*expense));
        }
        let is_code = |code: &str| !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
        if is_code(word) {
            return Ok(Self::Economic(word.to_owned()));
        }
        if let Some(code) = word.strip_prefix("f:").filter(|code| is_code(code)) {
            return Ok(Self::Functional(code.to_owned()));
        }
        let begins = |fund: &&Fund| {
            let rest = fund.key().strip_prefix(word);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let funds: Vec<Fund> = Fund::ALL.iter().filter(begins).copied().collect();
        if funds.is_empty() { Err(UnknownWord(word.to_owned())) } else { Ok(Self::Funds(funds)) }
    }

    fn holds(&self, entry: &Traits) -> bool {
        let begins =
            |code: Option<Code>, with: &str| code.is_some_and(|code| code.to_string().starts_with(with));
        let basic = entry.nature.is_some_and(Nature::is_basic);
        let personnel = match entry.nature {
            Some(Nature::Basic) => entry.economic.is_some_and(is_personnel),
            nature => nature == Some(Nature::Personnel),
        };
        match self {
            Self::Funds(funds) => funds.contains(&entry.fund),
            Self::Basic => basic,
            Self::Personnel => personnel,
            Self::Operating => basic && !personnel,
            Self::Nature(nature) => entry.nature == Some(*nature),
            Self::Expense(expense) => entry.expense == Some(*expense),
            Self::Economic(code) if code.starts_with('5') => begins(entry.government, code),
            Self::Economic(code) => begins(entry.economic, code),
            Self::Functional(code) => begins(entry.functional, code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(take: &str, entry: &Traits) -> bool {
        Selection::parse(take).unwrap().takes(entry)
    }

    #[test]
    fn words_must_all_hold_and_have_alternatives() {
        let wages = Traits {
            fund: Fund::GeneralFromAbove,
            nature: Some(Nature::Basic),
            functional: "2010301".parse().ok(),
            economic: "30101".parse().ok(),
            ..Traits::default()
        };
        for take in
            ["", "general", "general.from_above basic", "fiscal personnel 301", "302|301", "!project f:201"]
        {
            assert!(takes(take, &wages), "{take}");
        }
        for take in ["general.own", "carryover", "fiscal operating", "general 302", "!301", "abroad"] {
            assert!(!takes(take, &wages), "{take}");
        }
        let said = Traits { nature: Some(Nature::Operating), ..wages };
        assert!(takes("operating", &said) && !takes("personnel", &said));
    }

    #[test]
    fn a_word_nobody_knows_is_named() {
        assert_eq!(Selection::parse("general gerneral"), Err(UnknownWord("gerneral".into())));
    }

    #[test]
    fn sources_are_told_whatever_else_is_asked() {
        let funds = Selection::parse("capital basic").unwrap().funds();
        assert_eq!(funds, [Fund::Capital, Fund::CapitalFromAbove]);
        assert_eq!(Selection::parse("project").unwrap().funds().len(), Fund::ALL.len());
    }
}
