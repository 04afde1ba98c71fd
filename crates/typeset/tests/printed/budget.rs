//! A made-up budget to draw.

use mingzhang_manuscript::{Change, Picture, Share};
use mingzhang_model::{Money, MoneyUnit};

/// The picture of a made-up budget.
pub(crate) fn picture() -> Picture {
    let share = |(name, fen): &(&str, i64)| Share { name: (*name).to_owned(), amount: Money(*fen) };
    let change = |(name, now, before): &(&str, i64, i64)| Change {
        name: (*name).to_owned(),
        now: Money(*now),
        before: Some(Money(*before)),
    };
    Picture {
        nothing: "未安排".to_owned(),
        title: "2024 年单位预算 一图读懂".to_owned(),
        office: "某某县人民政府办公室".to_owned(),
        year: 2024,
        published: "2024-03-10".to_owned(),
        draft: None,
        unit: MoneyUnit::WanYuan,
        decimals: 2,
        income: Money(20_151_800_000),
        spent: Money(20_151_800_000),
        sources: [
            ("一般公共预算拨款", 18_141_800_000),
            ("政府性基金预算拨款", 2_000_000_000),
            ("单位资金", 10_000_000),
        ]
        .iter()
        .map(share)
        .collect(),
        uses: [
            ("一般公共服务支出", 16_072_200_000),
            ("社会保障和就业支出", 1_972_600_000),
            ("住房保障支出", 1_456_900_000),
            ("卫生健康支出", 650_100_000),
        ]
        .iter()
        .map(share)
        .collect(),
        basic: Money(17_791_200_000),
        project: Money(2_360_600_000),
        changes: [
            ("收支总预算", 20_151_800_000, 15_021_100_000),
            ("基本支出", 17_791_200_000, 12_801_300_000),
            ("项目支出", 2_360_600_000, 2_219_800_000),
            ("机关运行经费", 310_000_000, 310_000_000),
            ("政府采购", 45_000_000, 0),
        ]
        .iter()
        .map(change)
        .collect(),
        three_public: [
            ("公务用车购置及运行费", 45_000_000, 50_000_000),
            ("公务接待费", 8_000_000, 9_000_000),
            ("因公出国（境）费", 0, 0),
        ]
        .iter()
        .map(change)
        .collect(),
        projects: [
            ("信访维稳及矛盾纠纷排查化解工作经费项目", 800_000_000),
            ("政务服务中心运行经费", 700_000_000),
            ("机关后勤服务外包项目", 600_000_000),
            ("政府网站集约化建设", 260_600_000),
        ]
        .iter()
        .map(share)
        .collect(),
    }
}
