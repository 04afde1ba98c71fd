//! Draws a ledger at random: the same seed gives the same.

use super::ledger::{Carried, Cents, CodeStyle, Economic, Item, Ledger, Manner, Project};
use fastrand::Rng;

/// What an office is for: the end of its name, and where most of its money stands.
struct Trade {
    office: &'static str,
    section: &'static str,
    names: [&'static str; 2],
    other: &'static str,
    /// Whether the section has 事业运行.
    institutions: bool,
}

const GENERAL: &str = "一般公共服务支出";

const TRADES: [Trade; 8] = [
    Trade {
        office: "人民政府办公室",
        section: "20103",
        names: [GENERAL, "政府办公厅（室）及相关机构事务"],
        other: "其他政府办公厅（室）及相关机构事务支出",
        institutions: true,
    },
    Trade {
        office: "发展和改革委员会",
        section: "20104",
        names: [GENERAL, "发展与改革事务"],
        other: "其他发展与改革事务支出",
        institutions: true,
    },
    Trade {
        office: "统计局",
        section: "20105",
        names: [GENERAL, "统计信息事务"],
        other: "其他统计信息事务支出",
        institutions: true,
    },
    Trade {
        office: "审计局",
        section: "20108",
        names: [GENERAL, "审计事务"],
        other: "其他审计事务支出",
        institutions: true,
    },
    Trade {
        office: "教育局",
        section: "20501",
        names: ["教育支出", "教育管理事务"],
        other: "其他教育管理事务支出",
        institutions: false,
    },
    Trade {
        office: "民政局",
        section: "20802",
        names: [SOCIAL, "民政管理事务"],
        other: "其他民政管理事务支出",
        institutions: false,
    },
    Trade {
        office: "农业农村局",
        section: "21301",
        names: ["农林水支出", "农业农村"],
        other: "其他农业农村支出",
        institutions: false,
    },
    Trade {
        office: "应急管理局",
        section: "22401",
        names: ["灾害防治及应急管理支出", "应急管理事务"],
        other: "其他应急管理支出",
        institutions: true,
    },
];

const SOCIAL: &str = "社会保障和就业支出";
const PLACES: [&str; 9] =
    ["安和县", "清河县", "临泉县", "云岭县", "沙湾区", "东山市", "北湖区", "石门县", "白水自治县"];
const ROOMS: [&str; 8] = [
    "综合室",
    "业务室",
    "财务室",
    "政策法规室（审批办公室）",
    "监督检查室",
    "信息中心",
    "人事室",
    "机关党委",
];

impl Ledger {
    /// A random ledger; the same seed gives the same.
    pub fn random(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let trade = &TRADES[rng.usize(..TRADES.len())];
        let economic = economic(&mut rng);
        let items = items(&mut rng, trade, &economic);
        let projects = projects(&mut rng, trade, &items);
        let own_code = format!("{}02", trade.section);
        let carried = carried(&mut rng, &own_code);
        let mut ledger = Self {
            office: format!("{}{}", PLACES[rng.usize(..PLACES.len())], trade.office),
            year: rng.i32(2023..=2026),
            own_funds: if rng.u8(..4) > 0 {
                [rng.i64(50..3000), rng.i64(0..3) * rng.i64(50..2000)]
            } else {
                [0, 0]
            },
            carried_prior: [0, 0],
            three_public: [0; 4],
            three_public_prior: [0; 4],
            operating_prior: 0,
            procurement: [0; 3],
            rooms: ROOMS[..rng.usize(2..=ROOMS.len())].to_vec(),
            staff: [0; 4],
            joined: rng.i64(-3..5),
            vehicles: (rng.i64(1..9), rng.i64(1000..9000)),
            date: (rng.u32(1..4), rng.u32(1..29)),
            manner: manner(&mut rng),
            own_code,
            items,
            economic,
            projects,
            carried,
        };
        ledger.settle(&mut rng);
        ledger
    }

    /// What follows from the lines drawn before, with some chance left.
    fn settle(&mut self, rng: &mut Rng) {
        for (prior, fiscal) in self.carried_prior.iter_mut().zip([true, false]) {
            if self.carried.iter().any(|c| c.fiscal == fiscal) {
                *prior = rng.i64(0..2) * rng.i64(100..3000);
            }
        }
        let operating = self.economic_of("302");
        self.operating_prior =
            if rng.u8(..6) == 0 { operating } else { operating + rng.i64(-operating / 3..operating / 3) };
        let purchase = rng.i64(0..2) * rng.i64(1500..3000);
        let abroad = i64::from(rng.u8(..4) == 0) * rng.i64(200..900);
        let more = i64::from(rng.u8(..3) == 0) * rng.i64(10..200);
        self.three_public = [abroad, purchase, self.economic_of("30231") + more, self.economic_of("30217")];
        let fell = |now: Cents, by: i64| now + by;
        self.three_public_prior = [
            fell(abroad, i64::from(abroad > 0) * rng.i64(0..300)),
            fell(purchase, i64::from(purchase > 0) * rng.i64(0..2) * rng.i64(1..900)),
            fell(self.three_public[2], rng.i64(0..3) * rng.i64(1..400)),
            fell(self.three_public[3], rng.i64(1..300)),
        ];
        let in_post = rng.i64(8..90);
        let veterans = i64::from(rng.u8(..3) == 0) * rng.i64(1..4);
        self.staff = [in_post + rng.i64(0..9), in_post, rng.i64(0..30), veterans];
        self.procurement = [
            purchase + rng.i64(100..4000),
            i64::from(rng.u8(..3) == 0) * rng.i64(500..5000),
            rng.i64(100..4000),
        ];
    }
}

fn manner(rng: &mut Rng) -> Manner {
    let seldom = |rng: &mut Rng| rng.u8(..4) == 0;
    Manner {
        codes: match rng.u8(..6) {
            0 => CodeStyle::Whole,
            1 => CodeStyle::Last,
            _ => CodeStyle::Parted,
        },
        thousands: !seldom(rng),
        spaces: !seldom(rng),
        half_width: seldom(rng),
        zeros: seldom(rng),
        windows: seldom(rng),
        chinese_date: seldom(rng),
    }
}

/// The usual lines; of those that not every office has, some are left out.
fn economic(rng: &mut Rng) -> Vec<Economic> {
    let lines = [
        ("30101", "基本工资", 8000..60000, true),
        ("30102", "津贴补贴", 8000..80000, true),
        ("30103", "奖金", 2000..30000, true),
        ("30107", "绩效工资", 1000..20000, false),
        ("30108", "机关事业单位基本养老保险缴费", 2000..20000, true),
        ("30109", "职业年金缴费", 1000..9000, false),
        ("30110", "职工基本医疗保险缴费", 1000..9000, true),
        ("30112", "其他社会保障缴费", 50..900, false),
        ("30113", "住房公积金", 2000..18000, true),
        ("30201", "办公费", 300..4000, true),
        ("30202", "印刷费", 50..900, false),
        ("30205", "水费", 30..200, false),
        ("30206", "电费", 50..600, true),
        ("30211", "差旅费", 200..2500, true),
        ("30217", "公务接待费", 50..400, true),
        ("30228", "工会经费", 100..900, false),
        ("30231", "公务用车运行维护费", 200..2500, true),
        ("30239", "其他交通费用", 200..2500, false),
        ("30301", "离休费", 500..3000, false),
        ("30302", "退休费", 500..3000, true),
        ("30309", "奖励金", 20..90, false),
    ];
    let drawn = lines.into_iter().filter_map(|(code, name, range, always)| {
        let amount = rng.i64(range);
        (always || rng.bool()).then_some(Economic { code, name, amount })
    });
    drawn.collect()
}

fn items(rng: &mut Rng, trade: &Trade, economic: &[Economic]) -> Vec<Item> {
    let of = |prefixes: &[&str]| -> Cents {
        economic.iter().filter(|e| prefixes.iter().any(|p| e.code.starts_with(p))).map(|e| e.amount).sum()
    };
    let item = |code: &str, names: [&'static str; 3], basic: Cents| Item {
        code: code.to_owned(),
        names,
        basic,
        basic_prior: 0,
        project_prior: 0,
        funds: false,
    };
    let [class, section] = trade.names;
    let [pension, medical] = ["行政事业单位养老支出", "行政事业单位医疗"];
    let running = of(&["30101", "30102", "30103", "30107", "30112", "302", "30309"]);
    let institutions = if trade.institutions && rng.bool() { running * rng.i64(20..70) / 100 } else { 0 };
    let own = |third: &str, name: &'static str, basic| {
        item(&format!("{}{third}", trade.section), [class, section, name], basic)
    };
    let mut all = vec![
        own("01", "行政运行", running - institutions),
        own("02", "一般行政管理事务", 0),
        own("99", trade.other, 0),
        item("2080501", [SOCIAL, pension, "行政单位离退休"], of(&["30301", "30302"])),
        item("2080505", [SOCIAL, pension, "机关事业单位基本养老保险缴费支出"], of(&["30108"])),
        item("2080506", [SOCIAL, pension, "机关事业单位职业年金缴费支出"], of(&["30109"])),
        item("2101101", ["卫生健康支出", medical, "行政单位医疗"], of(&["30110"])),
        item("2210201", ["住房保障支出", "住房改革支出", "住房公积金"], of(&["30113"])),
    ];
    if institutions > 0 {
        all.push(own("50", "事业运行", institutions));
    }
    for item in &mut all {
        last_year(rng, item);
    }
    if rng.u8(..3) == 0 {
        let names = ["城乡社区支出", "国有土地使用权出让收入安排的支出", "城市建设支出"];
        let prior = rng.i64(0..2) * rng.i64(500..6000);
        all.push(Item { funds: true, project_prior: prior, ..item("2120803", names, 0) });
    }
    all.retain(|i| i.basic > 0 || i.project_prior > 0 || i.funds || i.code.starts_with(trade.section));
    all.sort_by(|a, b| a.code.cmp(&b.code));
    all
}

/// Most amounts move, some stay, some were not there.
fn last_year(rng: &mut Rng, item: &mut Item) {
    let projects = item.code.ends_with("02") && item.basic == 0 || item.code.ends_with("99");
    if projects {
        item.project_prior = if rng.u8(..4) == 0 { 0 } else { rng.i64(500..6000) };
    } else if item.basic > 0 {
        item.basic_prior = match rng.u8(..10) {
            0 => item.basic,
            1 => 0,
            _ => (item.basic + item.basic * rng.i64(-40..60) / 100 + 3).max(1),
        };
    }
}

fn projects(rng: &mut Rng, trade: &Trade, items: &[Item]) -> Vec<Project> {
    let mut names = vec![
        ("档案数字化加工项目", "卷", false),
        ("办公设备更新项目", "台", true),
        ("政务网站运维项目", "年", false),
        ("基层干部培训经费", "期", false),
        ("会议系统改造项目", "套", true),
        ("法律顾问服务项目", "年", false),
        ("驻村工作队专项补助", "人", false),
        ("信访维稳工作经费", "次", false),
        ("食堂厨具购置", "件", true),
    ];
    rng.shuffle(&mut names);
    let count = rng.usize(2..names.len());
    let withheld = rng.u8(..4) == 0;
    let mut project = |index: usize, name: &str, word, capital| Project {
        name: name.to_owned(),
        code: format!("{}{}", trade.section, if index.is_multiple_of(2) { "99" } else { "02" }),
        quantity: rng.i64(2..40),
        word,
        unit_cost: rng.i64(11..400),
        capital,
        classified: false,
    };
    let drawn = names.into_iter().take(count).enumerate();
    let mut all: Vec<Project> =
        drawn.map(|(at, (name, word, capital))| project(at, name, word, capital)).collect();
    if withheld {
        let hidden = project(0, "机要通信专项1", "项", false);
        all.push(Project { classified: true, ..hidden });
    }
    if let Some(item) = items.iter().find(|i| i.funds) {
        let paved = project(0, "人行道改造工程", "千米", false);
        all.push(Project { code: item.code.clone(), ..paved });
    }
    all
}

fn carried(rng: &mut Rng, code: &str) -> Vec<Carried> {
    let kinds = [("上年未完工的维修改造尾款", true), ("上年事业收入结余安排的设备购置", false)];
    let drawn = kinds.into_iter().filter_map(|(name, fiscal)| {
        let amount = rng.i64(100..3000);
        (rng.u8(..4) == 0).then(|| Carried { name, code: code.to_owned(), amount, fiscal })
    });
    drawn.collect()
}
