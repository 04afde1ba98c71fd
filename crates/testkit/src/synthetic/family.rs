//! Documents beside a made-up one that agree with it: the year before's, the department's.

use super::ledger::{Carried, Cents, Economic, Ledger, Project};

impl Ledger {
    /// The ledger of the year before: its amounts are what this one compares with.
    ///
    /// The document is written in another manner, and calls a section by an earlier name.
    pub fn year_before(&self) -> Self {
        let mut last = self.clone();
        last.year = self.year - 1;
        last.manner.thousands = !self.manner.thousands;
        last.manner.spaces = !self.manner.spaces;
        for item in &mut last.items {
            item.basic = item.basic_prior;
            if item.code.starts_with("20103") {
                item.names[1] = "政府办公厅及相关机构事务";
            }
        }
        last.projects = last
            .items
            .iter()
            .filter(|i| i.project_prior > 0)
            .map(|i| all_of(&i.code, i.project_prior))
            .collect();
        last.own_funds = [self.own_funds[1]; 2];
        last.three_public = self.three_public_prior;
        last.carried = self.carried_before();
        last.economic = self.economic_before(last.items.iter().map(|i| i.basic).sum());
        last.staff[1] -= self.joined;
        last.staff[0] = last.staff[0].max(last.staff[1]);
        last.joined = 0;
        last
    }

    fn carried_before(&self) -> Vec<Carried> {
        let kinds = [("上年未完工的道路养护尾款", true), ("上年经营结余安排的修缮", false)];
        let carried = kinds.into_iter().zip(self.carried_prior);
        let carried = carried.filter(|(_, amount)| *amount > 0);
        carried
            .map(|((name, fiscal), amount)| Carried { name, code: self.own_code.clone(), amount, fiscal })
            .collect()
    }

    /// Lines that add up to the basic expenditure, and of them those of 302 to the operating expenses.
    fn economic_before(&self, basic: Cents) -> Vec<Economic> {
        let operating = self.operating_prior.min(basic);
        let reception = self.three_public_prior[3].min(operating / 4);
        let line = |code, name, amount| Economic { code, name, amount };
        let lines = [
            line("30101", "基本工资", basic - operating),
            line("30201", "办公费", operating - reception),
            line("30217", "公务接待费", reception),
        ];
        lines.into_iter().filter(|line| line.amount > 0).collect()
    }

    /// The ledger of a department that this unit is a part of, with another unit of the same kind beside it.
    pub fn department(&self) -> Self {
        let mut all = self.clone();
        all.office = format!("{}（部门）", self.office);
        let more: Cents = 12_345;
        if let Some(item) = all.items.iter_mut().find(|item| item.basic > 0) {
            item.basic += more;
        }
        if let Some(line) = all.economic.iter_mut().find(|line| line.code.starts_with("301")) {
            line.amount += more;
        }
        all.staff.iter_mut().for_each(|staff| *staff += 3);
        all.procurement.iter_mut().for_each(|amount| *amount += more);
        all
    }
}

fn all_of(code: &str, amount: Cents) -> Project {
    Project {
        name: format!("专项工作经费{}", &code[3..]),
        code: code.to_owned(),
        quantity: 1,
        word: "项",
        unit_cost: amount,
        capital: false,
        classified: false,
    }
}
