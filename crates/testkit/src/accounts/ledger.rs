//! What made-up final accounts are made of.

use fastrand::Rng;

/// Amounts in yuan.
pub type Yuan = i64;

/// One office's year.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// Its name.
    pub office: String,
    /// The fiscal year.
    pub year: i32,
    /// What it spent of the general public budget, by code.
    pub items: Vec<Item>,
    /// Basic expenditure by economic section: personnel.
    pub personnel: Vec<(&'static str, &'static str, Yuan)>,
    /// The same: operating.
    pub operating: Vec<(&'static str, &'static str, Yuan)>,
    /// Fiscal appropriation carried over from last year.
    pub opening: Yuan,
    /// Fiscal appropriation carried over to the next.
    pub closing: Yuan,
    /// Other revenue, all of which is carried over.
    pub other_revenue: Yuan,
    /// What else was carried over from last year.
    pub other_opening: Yuan,
    /// Last year's grand totals: overview, fiscal, general expenditure, running costs.
    pub last_year: [Yuan; 4],
    /// The three-public expenses.
    pub three_public: ThreePublic,
    /// Procurement of goods, works, services.
    pub procurement: [Yuan; 3],
    /// Vehicles: official, enforcement, other.
    pub vehicles: [u32; 3],
}

/// Expenditure by item of the functional classification.
#[derive(Clone, Debug)]
pub struct Item {
    /// Class, section and item.
    pub code: [&'static str; 3],
    /// Their names.
    pub names: [&'static str; 3],
    /// Basic expenditure.
    pub basic: Yuan,
    /// Project expenditure.
    pub project: Yuan,
    /// The opening budget.
    pub budget: Yuan,
}

impl Item {
    /// Basic and project expenditure.
    pub fn spent(&self) -> Yuan {
        self.basic + self.project
    }
}

/// Budget and outturn of the three-public expenses.
#[derive(Clone, Copy, Debug)]
pub struct ThreePublic {
    /// Travel abroad.
    pub abroad: [Yuan; 2],
    /// Purchase of vehicles.
    pub purchase: [Yuan; 2],
    /// Operation of vehicles.
    pub operation: [Yuan; 2],
    /// Official receptions.
    pub reception: [Yuan; 2],
}

type Path = ([&'static str; 3], [&'static str; 3]);

const TRADES: [(&str, [Path; 2]); 4] = [
    (
        "统计局",
        [
            (["201", "05", "01"], [GENERAL, "统计信息事务", "行政运行"]),
            (["201", "05", "02"], [GENERAL, "统计信息事务", "一般行政管理事务"]),
        ],
    ),
    (
        "审计局",
        [
            (["201", "08", "01"], [GENERAL, "审计事务", "行政运行"]),
            (["201", "08", "04"], [GENERAL, "审计事务", "审计业务"]),
        ],
    ),
    (
        "应急管理局",
        [
            (["224", "01", "01"], [EMERGENCY, "应急管理事务", "行政运行"]),
            (["224", "01", "02"], [EMERGENCY, "应急管理事务", "一般行政管理事务"]),
        ],
    ),
    (
        "财政局",
        [
            (["201", "06", "01"], [GENERAL, "财政事务", "行政运行"]),
            (["201", "06", "07"], [GENERAL, "财政事务", "信息化建设"]),
        ],
    ),
];
const GENERAL: &str = "一般公共服务支出";
const EMERGENCY: &str = "灾害防治及应急管理支出";
const SOCIAL: &str = "社会保障和就业支出";
const HOUSING: &str = "住房保障支出";
const PENSIONS: &str = "行政事业单位养老支出";

const STAFF: [Path; 5] = [
    (["208", "05", "05"], [SOCIAL, PENSIONS, "机关事业单位基本养老保险缴费支出"]),
    (["208", "05", "06"], [SOCIAL, PENSIONS, "机关事业单位职业年金缴费支出"]),
    (["210", "11", "01"], ["卫生健康支出", "行政事业单位医疗", "行政单位医疗"]),
    (["221", "02", "01"], [HOUSING, "住房改革支出", "住房公积金"]),
    (["221", "02", "03"], [HOUSING, "住房改革支出", "购房补贴"]),
];

const PLACES: [&str; 5] = ["上海市安和区", "上海市清河区", "上海市临江区", "上海市云岭区", "上海市东山区"];

impl Accounts {
    /// A year drawn at random.
    pub fn random(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        // Of what is rounded, the parts seldom add up to the last digit.
        let grain = if seed.is_multiple_of(2) { 100 } else { 1 };
        let mut yuan = |from: Yuan, to: Yuan| rng.i64(from / grain..to / grain) * grain;
        let (trade, own) = TRADES[usize::try_from(seed % 4).unwrap_or(0)];
        let mut items: Vec<Item> = own
            .into_iter()
            .chain(STAFF)
            .map(|(code, names)| Item { code, names, basic: 0, project: 0, budget: 0 })
            .collect();
        for (at, item) in items.iter_mut().enumerate() {
            item.basic = if at == 1 { 0 } else { yuan(200_000, 9_000_000) };
            item.project = if at < 2 { yuan(60_000, 5_000_000) } else { 0 };
            // A third of the items are spent exactly as planned.
            let moved = if at % 3 == 2 { 0 } else { yuan(-100_000, 100_000) };
            item.budget = (item.spent() + moved).max(10_000);
        }
        let basic: Yuan = items.iter().map(|i| i.basic).sum();
        let operating = [("01", "办公费", yuan(10_000, 60_000)), ("07", "邮电费", yuan(1_000, 9_000))];
        let reception = [yuan(10_000, 30_000), yuan(1_000, 9_000)];
        let operation = [yuan(10_000, 30_000), yuan(2_000, 9_000)];
        let mut operating = operating.to_vec();
        operating.push(("17", "公务接待费", reception[1]));
        operating.push(("31", "公务用车运行维护费", operation[1]));
        let mut personnel =
            vec![("03", "奖金", yuan(10_000, 90_000)), ("13", "住房公积金", yuan(10_000, 90_000))];
        let told: Yuan = operating.iter().chain(&personnel).map(|(_, _, y)| y).sum();
        personnel.insert(0, ("01", "基本工资", basic - told));
        let spent: Yuan = items.iter().map(Item::spent).sum();
        let (opening, closing) = (yuan(0, 400_000), yuan(0, 400_000));
        let (other_revenue, other_opening) = (yuan(1_000, 90_000), yuan(0, 300_000));
        let total = spent + closing + other_opening + other_revenue;
        let running: Yuan = operating.iter().map(|(_, _, y)| y).sum();
        // Last year is at least what went over to this one.
        let last_year = [
            total + yuan(600_000, 900_000),
            spent + closing + yuan(500_000, 590_000),
            spent - yuan(60_000, 90_000),
            running + yuan(1_000, 9_000),
        ];
        let year = i32::try_from(2023 + seed % 3).unwrap_or(2023);
        Self {
            office: format!("{}{trade}", PLACES[usize::try_from(seed % 5).unwrap_or(0)]),
            year,
            items,
            personnel,
            operating,
            opening,
            closing,
            other_revenue,
            other_opening,
            last_year,
            three_public: ThreePublic { abroad: [0, 0], purchase: [0, 0], operation, reception },
            procurement: [yuan(10_000, 90_000), 0, yuan(100_000, 900_000)],
            vehicles: [2, 1, 3],
        }
    }

    /// Expenditure of the general public budget.
    pub fn spent(&self) -> Yuan {
        self.items.iter().map(Item::spent).sum()
    }

    /// Basic expenditure.
    pub fn basic(&self) -> Yuan {
        self.items.iter().map(|i| i.basic).sum()
    }

    /// The opening budget.
    pub fn budget(&self) -> Yuan {
        self.items.iter().map(|i| i.budget).sum()
    }

    /// Revenue from the general public budget.
    pub fn general_revenue(&self) -> Yuan {
        self.spent() + self.closing - self.opening
    }

    /// The classes in order, each with its name and its items.
    pub fn classes(&self) -> Vec<(&'static str, &'static str, Vec<&Item>)> {
        let mut classes: Vec<(&str, &str, Vec<&Item>)> = Vec::new();
        for item in &self.items {
            match classes.iter_mut().find(|(code, ..)| *code == item.code[0]) {
                Some((.., items)) => items.push(item),
                None => classes.push((item.code[0], item.names[0], vec![item])),
            }
        }
        classes.sort_by_key(|(code, ..)| *code);
        classes
    }
}
