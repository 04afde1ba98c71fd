//! Sheets that only final accounts have.

use crate::column::{Column, Held, List, Records};
use crate::ledger::{Accounts, Balance, Planned};
use mingzhang_model::Kind;

pub(crate) const BALANCES: Records<Balance> = Records {
    key: "balances",
    title: "结转结余",
    help: (
        "年初、年末的结转和结余，使用的非财政拨款结余和结余分配。年初 + 本年收入 + 使用结余 = 本年支出 + 结余分配 + 年末。",
        "What was left over at both ends of the year, and what became of it. Opening, revenue and reserves used come to expenditure, distribution and closing.",
    ),
    columns: &[
        Column::new("kind", "结转结余项目", |r: &mut Balance| &mut r.kind).required(),
        Column::new("budget", "预算", |r: &mut Balance| &mut r.budget).required(),
        Column::new("functional", "功能分类科目", |r: &mut Balance| &mut r.functional)
            .of(List::Functional)
            .help(
                "政府性基金、国有资本经营预算的必填项级科目，其余可以不填。",
                "The item; wanted of funds and state capital, whose tables tell it.",
            ),
        Column::new("amount", "金额（元）", |r: &mut Balance| &mut r.amount)
            .required()
            .help("以元为单位，精确到分。", "In yuan, exact to the fen."),
        Column::new("prior", "上年（元）", |r: &mut Balance| &mut r.prior).help(
            "上年决算的同一数，用于“与上年度相比”。",
            "The same of last year's accounts, which totals are compared with.",
        ),
    ],
    held: Held::Many(|ledger| &ledger.balances, |ledger| &mut ledger.balances),
    kind: Some(Kind::FinalAccounts),
};

pub(crate) const INITIAL_BUDGET: Records<Planned> = Records {
    key: "initial-budget",
    title: "年初预算",
    help: (
        "一般公共预算财政拨款各科目、“三公”经费各项的年初预算数，决算数与它比较。一行填一个科目，或一项“三公”经费。",
        "What the budget had at the beginning of the year, which the outturn is compared with: an item of the general public budget, or a three-public expense, in each row.",
    ),
    columns: &[
        Column::new("functional", "功能分类科目", |r: &mut Planned| &mut r.functional)
            .of(List::Functional)
            .help(
                "7 位项级编码；“三公”经费不填。",
                "The item's code of seven digits; blank for a three-public expense.",
            ),
        Column::new("expense", "三公经费项目", |r: &mut Planned| &mut r.expense)
            .help("科目的预算不填。", "Blank for the budget of an item."),
        Column::new("amount", "年初预算（元）", |r: &mut Planned| &mut r.amount)
            .required()
            .help("以元为单位，精确到分。", "In yuan, exact to the fen."),
    ],
    held: Held::Many(|ledger| &ledger.initial_budget, |ledger| &mut ledger.initial_budget),
    kind: Some(Kind::FinalAccounts),
};

pub(crate) const ACCOUNTS: Records<Accounts> = Records {
    key: "accounts",
    title: "决算补充数据",
    help: (
        "“三公”经费的团组、人次和车辆数，政府采购授予中小企业的金额，预算绩效管理的项目数和金额。没有的不填，正文就不写。",
        "Groups, guests and vehicles; what medium and small enterprises won; how many projects were evaluated. What is blank is not said.",
    ),
    columns: &[
        Column::new("groups_abroad", "因公出国（境）团组数", |r: &mut Accounts| {
            &mut r.groups_abroad
        }),
        Column::new("people_abroad", "因公出国（境）人次", |r: &mut Accounts| &mut r.people_abroad),
        Column::new("vehicles_bought", "公务用车购置数", |r: &mut Accounts| &mut r.vehicles_bought),
        Column::new("vehicles_held", "公务用车保有量", |r: &mut Accounts| &mut r.vehicles_held),
        Column::new("receptions", "国内公务接待批次", |r: &mut Accounts| &mut r.receptions),
        Column::new("guests", "国内公务接待人次", |r: &mut Accounts| &mut r.guests),
        Column::new(
            "reserved_sme",
            "面向中小企业预留的采购预算（元）",
            |r: &mut Accounts| &mut r.reserved_sme,
        )
        .help("含面向小微企业预留的。", "With what is reserved for small ones."),
        Column::new(
            "reserved_small",
            "面向小微企业预留的采购预算（元）",
            |r: &mut Accounts| &mut r.reserved_small,
        ),
        Column::new(
            "reserved_sme_awarded",
            "预留项目中授予中小企业（元）",
            |r: &mut Accounts| &mut r.reserved_sme_awarded,
        ),
        Column::new(
            "reserved_small_awarded",
            "预留项目中授予小微企业（元）",
            |r: &mut Accounts| &mut r.reserved_small_awarded,
        ),
        Column::new("other_awarded_sme", "其他项目中授予中小企业（元）", |r: &mut Accounts| {
            &mut r.other_awarded_sme
        }),
        Column::new("targets", "编报绩效目标的项目数", |r: &mut Accounts| &mut r.targets),
        Column::new("targets_amount", "编报绩效目标的预算金额（元）", |r: &mut Accounts| {
            &mut r.targets_amount
        }),
        Column::new("tracked", "绩效跟踪的项目数", |r: &mut Accounts| &mut r.tracked),
        Column::new("tracked_amount", "绩效跟踪的预算金额（元）", |r: &mut Accounts| {
            &mut r.tracked_amount
        }),
        Column::new("evaluated", "绩效自评的项目数", |r: &mut Accounts| &mut r.evaluated),
        Column::new("evaluated_amount", "绩效自评的预算金额（元）", |r: &mut Accounts| {
            &mut r.evaluated_amount
        }),
        Column::new("score", "绩效自评平均得分", |r: &mut Accounts| &mut r.score),
        Column::new("excellent", "评级为优的项目数", |r: &mut Accounts| &mut r.excellent),
        Column::new("good", "评级为良的项目数", |r: &mut Accounts| &mut r.good),
        Column::new("passed", "评级为合格的项目数", |r: &mut Accounts| &mut r.passed),
        Column::new("failed", "评级为不合格的项目数", |r: &mut Accounts| &mut r.failed),
        Column::new("overviews_add_up", "总表调平尾差", |r: &mut Accounts| &mut r.overviews_add_up).help(
            "填“是”的，两张总表中各类支出凑成合计，与其他表可能差末位；不填则各数分别四舍五入，合计有尾差的表加注说明。",
            "Yes where the classes of the two overviews shall come to their total, a last digit apart from other tables; else every amount is rounded for itself, with a remark below tables whose sums are off.",
        ),
    ],
    held: Held::One(|ledger| &ledger.accounts, |ledger| &mut ledger.accounts),
    kind: Some(Kind::FinalAccounts),
};
