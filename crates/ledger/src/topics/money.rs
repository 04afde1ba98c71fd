//! Sheets of amounts and counts.

use crate::column::{Column, Held, List, Records};
use crate::ledger::{
    Asset, Expenditure, Other, PriorFigure, Procurement, Revenue, Staff, ThreePublicExpense,
};

pub(crate) const STAFF: Records<Staff> = Records {
    key: "staff",
    title: "人员编制",
    help: ("编制数和实有人数，每类一行。", "Posts and people, one kind a row."),
    columns: &[
        Column::new("kind", "类别", |r: &mut Staff| &mut r.kind).required(),
        Column::new("count", "人数", |r: &mut Staff| &mut r.count).required(),
        Column::new("change", "比上年增减", |r: &mut Staff| &mut r.change).help(
            "增加填正数，减少填负数，不填则正文不写增减。",
            "More than last year, or fewer with a minus; not said where blank.",
        ),
    ],
    held: Held::Many(|ledger| &ledger.staff, |ledger| &mut ledger.staff),
    kind: None,
};

const REVENUE_COLUMNS: &[Column<Revenue>] = &[
    Column::new("fund", "资金来源", |r: &mut Revenue| &mut r.fund).required(),
    Column::new("functional", "功能分类科目", |r: &mut Revenue| &mut r.functional).of(List::Functional).help(
        "这笔收入用于哪个项级科目；不填则由支出明细推算。",
        "The functional item it is for; taken from the expenditure where blank.",
    ),
    Column::new("amount", "金额（元）", |r: &mut Revenue| &mut r.amount)
        .required()
        .help("以元为单位，精确到分。", "In yuan, exact to the fen."),
];

pub(crate) const REVENUE: Records<Revenue> = Records {
    key: "revenue",
    title: "收入明细",
    help: (
        "本年收入，按资金来源逐笔填写。预算：各来源的合计应等于支出明细中同一来源的合计。决算：按科目填写，与支出明细、结转结余一起平衡。",
        "This year's revenue by source. In a budget each source must come to what the expenditure takes from it; in final accounts revenue is told by item, and balances with expenditure and what is left over.",
    ),
    columns: REVENUE_COLUMNS,
    held: Held::Many(|ledger| &ledger.year.revenue, |ledger| &mut ledger.year.revenue),
    kind: None,
};

pub(crate) const PRIOR_REVENUE: Records<Revenue> = Records {
    key: "prior-revenue",
    title: "上年收入",
    help: (
        "上年预算（决算填上年决算）的收入，用于“比上年预算增加”等说明。",
        "Last year's budgeted revenue, or its outturn in final accounts, which this year's is compared with.",
    ),
    columns: REVENUE_COLUMNS,
    held: Held::Many(|ledger| &ledger.prior.revenue, |ledger| &mut ledger.prior.revenue),
    kind: None,
};

/// Those of this year's expenditure; last year's differ in what must be filled.
macro_rules! expenditure_columns {
    ($economic:expr) => {
        &[
            Column::new("functional", "功能分类科目", |r: &mut Expenditure| &mut r.functional)
                .required()
                .of(List::Functional)
                .help(
                    "7 位项级编码，可从下拉列表中选；上年的不知道项时可填款或类。",
                    "The item's code of seven digits; of last year the section or the class will do.",
                ),
            $economic,
            Column::new("government", "政府经济分类", |r: &mut Expenditure| &mut r.government)
                .of(List::Government)
                .help("模板的表要求时填写。", "Where the profile's tables ask for it."),
            Column::new("fund", "资金来源", |r: &mut Expenditure| &mut r.fund).required(),
            Column::new("nature", "支出性质", |r: &mut Expenditure| &mut r.nature).required().help(
                "一般填“基本支出”或“项目支出”；基本支出中 301、303 类计入人员经费，其余计入公用经费，与此不同的写明是哪一种。",
                "Basic or project; of basic expenditure, classes 301 and 303 are personnel and all others operating unless said otherwise.",
            ),
            Column::new("project", "项目名称", |r: &mut Expenditure| &mut r.project).of(List::Projects).help(
                "项目支出必填，与“项目”表中的名称一致；基本支出不填。",
                "For project expenditure, as in the list of projects; blank for basic expenditure.",
            ),
            Column::new("amount", "金额（元）", |r: &mut Expenditure| &mut r.amount)
                .required()
                .help("以元为单位，精确到分。", "In yuan, exact to the fen."),
        ]
    };
}

pub(crate) const EXPENDITURE: Records<Expenditure> = Records {
    key: "expenditure",
    title: "支出明细",
    help: (
        "本年支出，逐笔填写；各张支出表都由这里汇总。",
        "This year's expenditure, line by line; every table of expenditure is summed from here.",
    ),
    columns: expenditure_columns!(
        Column::new("economic", "部门经济分类", |r: &mut Expenditure| &mut r.economic)
            .required()
            .of(List::Economic)
            .help(
                "5 位款级编码；项目支出和一般公共预算以外的支出，不知道款时可填 3 位类级编码。",
                "The section's code of five digits; of projects, and of what the general public budget does not pay, the class will do."
            )
    ),
    held: Held::Many(|ledger| &ledger.year.expenditure, |ledger| &mut ledger.year.expenditure),
    kind: None,
};

pub(crate) const PRIOR_EXPENDITURE: Records<Expenditure> = Records {
    key: "prior-expenditure",
    title: "上年支出",
    help: (
        "上年预算（决算填上年决算）的支出，用于“比上年预算增加”等说明。",
        "Last year's budgeted expenditure, or its outturn in final accounts, which this year's is compared with.",
    ),
    columns: expenditure_columns!(
        Column::new("economic", "部门经济分类", |r: &mut Expenditure| &mut r.economic)
            .of(List::Economic)
            .help("可以不填。", "May stay blank.")
    ),
    held: Held::Many(|ledger| &ledger.prior.expenditure, |ledger| &mut ledger.prior.expenditure),
    kind: None,
};

pub(crate) const PRIOR_FIGURES: Records<PriorFigure> = Records {
    key: "prior-figures",
    title: "其他上年数",
    help: (
        "上年收入、上年支出两表推算不出的上年数，按坐标填写；与推算不同时以这里为准。一般不用填。",
        "Last year's amounts that its lines do not give, by coordinate; they go before what the lines give. Seldom needed.",
    ),
    columns: &[
        Column::new("at", "坐标", |r: &mut PriorFigure| &mut r.at).required().help(
            "如 general_expenditure[2010301].total，见 docs/profile.md。",
            "Such as general_expenditure[2010301].total.",
        ),
        Column::new("amount", "金额（元）", |r: &mut PriorFigure| &mut r.amount).required(),
    ],
    held: Held::Many(|ledger| &ledger.prior_figures, |ledger| &mut ledger.prior_figures),
    kind: None,
};

pub(crate) const THREE_PUBLIC: Records<ThreePublicExpense> = Records {
    key: "three-public",
    title: "三公经费",
    help: (
        "财政拨款“三公”经费，每项每个资金来源一行。",
        "Three-public expenses paid from appropriations, a row for each expense and source.",
    ),
    columns: &[
        Column::new("kind", "项目", |r: &mut ThreePublicExpense| &mut r.kind).required(),
        Column::new("fund", "资金来源", |r: &mut ThreePublicExpense| &mut r.fund).required(),
        Column::new("amount", "本年预算（元）", |r: &mut ThreePublicExpense| &mut r.amount)
            .accounts("本年决算（元）")
            .help(
                "没有安排的不填。决算填决算数，年初预算数填在“年初预算”表。",
                "Blank where there is none. In final accounts the outturn; the budget goes to its own sheet.",
            ),
        Column::new("prior", "上年预算（元）", |r: &mut ThreePublicExpense| &mut r.prior)
            .accounts("上年决算（元）")
            .help("没有安排的不填。", "Blank where none was planned."),
    ],
    held: Held::Many(|ledger| &ledger.three_public, |ledger| &mut ledger.three_public),
    kind: None,
};

pub(crate) const PROCUREMENT: Records<Procurement> = Records {
    key: "procurement",
    title: "政府采购",
    help: (
        "政府采购预算，逐项填写；决算填合同金额。",
        "Procurement, one purchase a row; in final accounts what was contracted.",
    ),
    columns: &[
        Column::new("kind", "类别", |r: &mut Procurement| &mut r.kind).required(),
        Column::new("name", "采购内容", |r: &mut Procurement| &mut r.name),
        Column::new("reserved", "预留对象", |r: &mut Procurement| &mut r.reserved).help(
            "预留给小微企业的，也计入面向中小企业预留。",
            "What is reserved for small enterprises counts for medium ones, too.",
        ),
        Column::new("amount", "金额（元）", |r: &mut Procurement| &mut r.amount).required(),
    ],
    held: Held::Many(|ledger| &ledger.procurement, |ledger| &mut ledger.procurement),
    kind: None,
};

pub(crate) const ASSETS: Records<Asset> = Records {
    key: "assets",
    title: "国有资产",
    help: (
        "截至上年末（决算为本年末）占有使用的国有资产，和本年拟购置的车辆、大型设备。",
        "Assets held at the end of last year, of final accounts at the end of the year, and vehicles and large equipment to be bought.",
    ),
    columns: &[
        Column::new("kind", "类别", |r: &mut Asset| &mut r.kind).required(),
        Column::new("quantity", "数量", |r: &mut Asset| &mut r.quantity)
            .help("辆、台；房屋为平方米。", "Vehicles, pieces; square metres of buildings."),
        Column::new("value", "价值（元）", |r: &mut Asset| &mut r.value),
    ],
    held: Held::Many(|ledger| &ledger.assets, |ledger| &mut ledger.assets),
    kind: None,
};

pub(crate) const OTHER: Records<Other> = Records {
    key: "other",
    title: "其他数据",
    help: ("单独列示的数。", "Amounts that stand alone."),
    columns: &[
        Column::new("operating_cost", "机关运行经费（元）", |r: &mut Other| &mut r.operating_cost).help(
            "等于一般公共预算公用经费时不填。",
            "Blank where it is the operating expenses of the general public budget.",
        ),
        Column::new("prior_operating_cost", "上年机关运行经费（元）", |r: &mut Other| {
            &mut r.prior_operating_cost
        }),
    ],
    held: Held::One(|ledger| &ledger.other, |ledger| &mut ledger.other),
    kind: None,
};
