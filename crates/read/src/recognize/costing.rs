//! Allocations that add up unit costs: 出国 6 人，0.83 万元/人，共计 5 万元.
//!
//! A term is built only where every unit of a price has its quantity in the same clause; if one price of a text has
//! none, or an amount may be counted twice, the text gives no terms: what is not certain is not added up.

use super::mention::{Mention, Scanned, scan};
use super::projects::add;
use mingzhang_model::{Costing, Disclosure, FigureId, Origin, Passage, Unit};

/// Reads an allocation. Its amounts are recorded whether or not it states a total.
pub(super) fn costing(text: &Passage, origin: &Origin, out: &mut Disclosure) -> Option<Costing> {
    let scanned = scan(text);
    let totals = scanned.mentions.iter().filter(|m| scanned.is_total(m)).count();
    let plan = terms(&scanned).filter(|_| totals == 1).unwrap_or_default();
    let used =
        |mention: &Mention| plan.iter().flatten().any(|&at| scanned.mentions[at].start == mention.start);
    let ids: Vec<Option<FigureId>> = scanned
        .mentions
        .iter()
        .map(|m| if is_money(m) || used(m) { add(m, m.unit, origin.clone(), out) } else { None })
        .collect();
    let total = scanned.mentions.iter().rposition(|m| scanned.is_total(m));
    let total = total.and_then(|at| ids.get(at).copied().flatten())?;
    let term = |factors: &Vec<usize>| factors.iter().map(|&at| ids.get(at).copied().flatten()).collect();
    let terms = plan.iter().map(term).collect::<Option<Vec<Vec<FigureId>>>>().unwrap_or_default();
    Some(Costing { terms, total, location: text.location() })
}

fn is_money(mention: &Mention) -> bool {
    matches!(mention.unit, Unit::Money(_))
}

impl Scanned {
    fn is_total(&self, mention: &Mention) -> bool {
        let words = self.words_before(mention).trim_end_matches('：');
        let ends = ["共计", "合计", "总计", "共需", "总额", "共"].iter().any(|end| words.ends_with(end));
        is_money(mention) && mention.per.is_empty() && ends
    }

    /// The number of the clause, counted in semicolons and full stops, that a mention stands in.
    fn clause(&self, mention: &Mention) -> usize {
        self.folded.text()[..mention.start].matches(['；', '。']).count()
    }
}

/// The factors of each term as indexes of mentions; `None` if the text does not say for certain what adds up.
fn terms(scanned: &Scanned) -> Option<Vec<Vec<usize>>> {
    /// A longer text is no calculation.
    const MOST: usize = 100;
    let mentions = &scanned.mentions;
    if mentions.len() > MOST || scanned.folded.text().contains("其中") {
        return None;
    }
    let mut terms = Vec::new();
    let mut priced = Vec::new();
    let mut taken = vec![false; mentions.len()];
    for (at, price) in mentions.iter().enumerate().filter(|(_, m)| !m.per.is_empty()) {
        let clause = scanned.clause(price);
        let mut term = Vec::new();
        for word in &price.per {
            let counts = |&i: &usize| {
                mentions.get(i).is_some_and(|m| {
                    m.unit == Unit::Count
                        && scanned.clause(m) == clause
                        && scanned.folded.text()[m.end..].starts_with(word.as_str())
                })
            };
            let quantity = (0..at).rev().chain(at + 1..mentions.len()).filter(|&i| !taken[i]).find(counts)?;
            taken[quantity] = true;
            term.push(quantity);
        }
        term.push(at);
        terms.push(term);
        priced.push(clause);
    }
    for (at, amount) in mentions.iter().enumerate() {
        if is_money(amount) && amount.per.is_empty() && !scanned.is_total(amount) {
            if priced.contains(&scanned.clause(amount)) {
                return None;
            }
            terms.push(vec![at]);
        }
    }
    Some(terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut out = Disclosure::default();
        let costing = costing(&Passage::new(text, 1, 1), &Origin::Loose, &mut out);
        let show = |id: &FigureId| out.figure(*id).with_unit();
        costing.map_or_else(String::new, |c| {
            let terms: Vec<String> =
                c.terms.iter().map(|t| t.iter().map(show).collect::<Vec<_>>().join(" × ")).collect();
            format!("{} = {}", terms.join(" + "), show(&c.total))
        })
    }

    #[test]
    fn prices_times_quantities() {
        assert_eq!(read("计划出国 6 人，0.83 万元/人，共计 5 万元"), "6 × 0.83 万元 = 5 万元");
        assert_eq!(
            read("采购平板电脑数 15 台，2666 元/台；运维服务费和授权费 3 年，2 万元/年，共计 10 万元"),
            "15 × 2666 元 + 3 × 2 万元 = 10 万元"
        );
        assert_eq!(read("租赁 2 辆车，每辆 2.50 万元，共计 5 万元"), "2 × 2.50 万元 = 5 万元");
        assert_eq!(read("出差 2 人 5 天，200 元/人/天，共计 0.2 万元"), "2 × 5 × 200 元 = 0.2 万元");
    }

    #[test]
    fn lists_of_amounts() {
        assert_eq!(
            read(
                "2024 年机房项目 7 万元，干部集资 2 号楼 8 万元，2021 年 6 月份补助 3.02 万元，共计 18.02 万元"
            ),
            "7 万元 + 8 万元 + 3.02 万元 = 18.02 万元"
        );
    }

    #[test]
    fn what_does_not_match_up_is_not_added() {
        assert_eq!(read("改造 1 个网站，共计 9 万元"), " = 9 万元");
        assert_eq!(read("劝返 2 次，劝返 10 人，200（元/人/天），共计 4 万元"), " = 4 万元");
        assert_eq!(read("劝返 3 次，1.33 万元/次，4 万元，共计 4 万元"), " = 4 万元");
        assert_eq!(read("设备 5 万元，其中：电脑 2 万元，共计 5 万元"), " = 5 万元");
        assert_eq!(read("完全不予公开"), "");
    }
}
