//! A made-up office: random lines of a budget from which every number of its document follows.

use fastrand::Rng;

/// An amount in 0.01 万元, the last place that documents print.
pub type Cents = i64;

/// A functional item with its names and this and last year's amounts of the general public budget.
#[derive(Clone, Debug)]
pub struct Item {
    /// Code of seven digits.
    pub code: &'static str,
    /// Names of class, section and item.
    pub names: [&'static str; 3],
    /// Basic expenditure.
    pub basic: Cents,
    /// Basic expenditure last year.
    pub basic_prior: Cents,
    /// Project expenditure last year; this year's follows from the projects.
    pub project_prior: Cents,
}

/// A line of the basic expenditure table.
#[derive(Clone, Debug)]
pub struct Economic {
    /// Code of five digits.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The amount.
    pub amount: Cents,
}

/// A project of the general public budget.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// Its functional item.
    pub code: &'static str,
    /// What its allocation multiplies: quantity, unit word, unit cost.
    pub quantity: i64,
    /// The word for what is counted.
    pub word: &'static str,
    /// Cost of one.
    pub unit_cost: Cents,
    /// Whether it is capital outlay, not goods and services.
    pub capital: bool,
}

impl Project {
    /// Quantity times unit cost.
    pub fn amount(&self) -> Cents {
        self.quantity * self.unit_cost
    }
}

/// Everything that is typed in; the rest is derived.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The office.
    pub office: String,
    /// The fiscal year.
    pub year: i32,
    /// Functional items.
    pub items: Vec<Item>,
    /// The basic expenditure by economic class.
    pub economic: Vec<Economic>,
    /// Projects of the general budget.
    pub projects: Vec<Project>,
    /// The project paid from the unit's own funds, this year and last.
    pub own_funds: [Cents; 2],
    /// Receptions and vehicle operation last year.
    pub three_public_prior: [Cents; 2],
    /// Operating expenses last year.
    pub operating_prior: Cents,
    /// Procurement: goods, services.
    pub procurement: [Cents; 2],
    /// Establishment, in post, retired.
    pub staff: [i64; 3],
    /// Vehicles: how many, their value.
    pub vehicles: (i64, Cents),
}

const GENERAL: [&str; 2] = ["一般公共服务支出", "政府办公厅（室）及相关机构事务"];

impl Ledger {
    /// A random ledger; the same seed gives the same.
    pub fn random(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let economic = economic(&mut rng);
        let projects = projects(&mut rng);
        let items = items(&mut rng, &economic);
        let of = |code: &str| economic.iter().find(|e| e.code == code).map_or(0, |e| e.amount);
        let operating: Cents = economic.iter().filter(|e| e.code.starts_with("302")).map(|e| e.amount).sum();
        let in_post = rng.i64(8..90);
        Self {
            office: format!(
                "{}{}",
                pick(&mut rng, &["安和县", "清河县", "临泉县", "云岭县", "沙湾区"]),
                pick(&mut rng, &["人民政府办公室", "发展和改革委员会", "民政局", "统计局"])
            ),
            year: rng.i32(2023..=2026),
            three_public_prior: [of("30217") + rng.i64(1..300), of("30231") + rng.i64(1..900)],
            operating_prior: operating + rng.i64(-operating / 3..operating / 3),
            own_funds: [rng.i64(50..3000), rng.i64(50..3000)],
            procurement: [rng.i64(100..4000), rng.i64(100..4000)],
            staff: [in_post + rng.i64(0..9), in_post, rng.i64(1..30)],
            vehicles: (rng.i64(1..9), rng.i64(1000..9000)),
            items,
            economic,
            projects,
        }
    }

    /// Project expenditure of an item this year.
    pub fn project_of(&self, code: &str) -> Cents {
        self.projects.iter().filter(|p| p.code == code).map(Project::amount).sum()
    }

    /// Amount of an economic section.
    pub fn economic_of(&self, code: &str) -> Cents {
        self.economic.iter().filter(|e| e.code.starts_with(code)).map(|e| e.amount).sum()
    }
}

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(..from.len())]
}

fn economic(rng: &mut Rng) -> Vec<Economic> {
    let mut line = |code, name, range: std::ops::Range<i64>| Economic { code, name, amount: rng.i64(range) };
    vec![
        line("30101", "基本工资", 8000..60000),
        line("30102", "津贴补贴", 8000..80000),
        line("30103", "奖金", 2000..30000),
        line("30108", "机关事业单位基本养老保险缴费", 2000..20000),
        line("30110", "职工基本医疗保险缴费", 1000..9000),
        line("30113", "住房公积金", 2000..18000),
        line("30201", "办公费", 300..4000),
        line("30202", "印刷费", 50..900),
        line("30205", "水费", 30..200),
        line("30206", "电费", 50..600),
        line("30211", "差旅费", 200..2500),
        line("30217", "公务接待费", 50..400),
        line("30228", "工会经费", 100..900),
        line("30231", "公务用车运行维护费", 200..2500),
        line("30302", "退休费", 500..3000),
        line("30309", "奖励金", 20..90),
    ]
}

fn items(rng: &mut Rng, economic: &[Economic]) -> Vec<Item> {
    let of = |prefixes: &[&str]| -> Cents {
        economic.iter().filter(|e| prefixes.iter().any(|p| e.code.starts_with(p))).map(|e| e.amount).sum()
    };
    let mut item = |code, names, basic: Cents, projects: bool| {
        let moved = rng.i64(-40..60);
        let basic_prior = (basic + basic * moved / 100 + 3).max(1) * i64::from(basic > 0);
        Item { code, names, basic, basic_prior, project_prior: if projects { rng.i64(500..6000) } else { 0 } }
    };
    let [class, section] = GENERAL;
    let pension = ["社会保障和就业支出", "行政事业单位养老支出"];
    vec![
        item(
            "2010301",
            [class, section, "行政运行"],
            of(&["30101", "30102", "30103", "302", "30309"]),
            false,
        ),
        item("2010302", [class, section, "一般行政管理事务"], 0, true),
        item("2010399", [class, section, "其他政府办公厅（室）及相关机构事务支出"], 0, true),
        item("2080501", [pension[0], pension[1], "行政单位离退休"], of(&["30302"]), false),
        item("2080505", [pension[0], pension[1], "机关事业单位基本养老保险缴费支出"], of(&["30108"]), false),
        item("2101101", ["卫生健康支出", "行政事业单位医疗", "行政单位医疗"], of(&["30110"]), false),
        item("2210201", ["住房保障支出", "住房改革支出", "住房公积金"], of(&["30113"]), false),
    ]
}

fn projects(rng: &mut Rng) -> Vec<Project> {
    let names = [
        ("档案数字化加工项目", "卷", false),
        ("办公设备更新项目", "台", true),
        ("政务网站运维项目", "年", false),
        ("基层干部培训经费", "期", false),
        ("会议系统改造项目", "套", true),
        ("法律顾问服务项目", "年", false),
    ];
    let count = rng.usize(3..=names.len());
    let project = |(index, (name, word, capital)): (usize, (&str, &'static str, bool))| Project {
        name: name.to_owned(),
        code: if index % 2 == 0 { "2010399" } else { "2010302" },
        quantity: rng.i64(2..40),
        word,
        unit_cost: rng.i64(11..400),
        capital,
    };
    names.into_iter().take(count).enumerate().map(project).collect()
}
