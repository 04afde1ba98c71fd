//! Sheets of names and texts.

use crate::column::{Column, Held, List, Records};
use crate::ledger::{Division, Duty, Explanation, Goal, Indicator, Member, Office, OwnCode, Project, Term};

pub(crate) const OFFICE: Records<Office> = Records {
    key: "office",
    title: "基本信息",
    help: ("谁公开、哪一年、按哪个模板。", "Who discloses, for which year, by which profile."),
    columns: &[
        Column::new("name", "单位名称", |r: &mut Office| &mut r.name)
            .required()
            .help("全称，与公章一致。", "The full name, as on the seal."),
        Column::new("region", "地区", |r: &mut Office| &mut r.region)
            .help("如 乌恰县、上海市普陀区。", "Such as 乌恰县."),
        Column::new("department", "主管部门", |r: &mut Office| &mut r.department),
        Column::new("level", "公开级别", |r: &mut Office| &mut r.level)
            .required()
            .help("单位，或部门（含所属单位汇总）。", "A unit, or a department with its units."),
        Column::new("year", "预算年度", |r: &mut Office| &mut r.year)
            .required()
            .help("如 2024。", "Such as 2024."),
        Column::new("profile", "模板", |r: &mut Office| &mut r.profile)
            .required()
            .of(List::Profiles)
            .help("见 mingzhang profiles。", "See mingzhang profiles."),
        Column::new("published", "公开日期", |r: &mut Office| &mut r.published)
            .help("如 2024-03-10；尚未确定可以不填。", "Such as 2024-03-10; blank if not yet fixed."),
    ],
    held: Held::One(|ledger| &ledger.office, |ledger| &mut ledger.office),
    kind: None,
};

pub(crate) const DUTIES: Records<Duty> = Records {
    key: "duties",
    title: "主要职能",
    help: ("一条职能一行，不带序号。", "One duty a row, without its number."),
    columns: &[Column::new("text", "职能", |r: &mut Duty| &mut r.text).long().required()],
    held: Held::Many(|ledger| &ledger.duties, |ledger| &mut ledger.duties),
    kind: None,
};

pub(crate) const DIVISIONS: Records<Division> = Records {
    key: "divisions",
    title: "内设机构",
    help: ("一个科室一行；个数自动计算。", "One division a row; they are counted."),
    columns: &[Column::new("name", "名称", |r: &mut Division| &mut r.name).required()],
    held: Held::Many(|ledger| &ledger.divisions, |ledger| &mut ledger.divisions),
    kind: None,
};

pub(crate) const MEMBERS: Records<Member> = Records {
    key: "members",
    title: "所属单位",
    help: ("部门公开时，纳入汇总的单位。", "The units that a department's disclosure takes in."),
    columns: &[
        Column::new("name", "名称", |r: &mut Member| &mut r.name).required(),
        Column::new("kind", "单位性质", |r: &mut Member| &mut r.kind)
            .help("如 行政单位、全额拨款事业单位。", "Such as 行政单位."),
    ],
    held: Held::Many(|ledger| &ledger.members, |ledger| &mut ledger.members),
    kind: None,
};

pub(crate) const PROJECTS: Records<Project> = Records {
    key: "projects",
    title: "项目",
    help: (
        "一个项目一行；金额由支出明细汇总，这里不填。",
        "One project a row; its amount is that of its lines of expenditure.",
    ),
    columns: &[
        Column::new("name", "项目名称", |r: &mut Project| &mut r.name).required(),
        Column::new("basis", "设立的政策依据", |r: &mut Project| &mut r.basis).long(),
        Column::new("bearer", "项目承担单位", |r: &mut Project| &mut r.bearer)
            .help("不填即本单位。", "The office itself where blank."),
        Column::new("allocation", "资金分配情况", |r: &mut Project| &mut r.allocation).long(),
        Column::new("period", "资金执行时间", |r: &mut Project| &mut r.period),
        Column::new("benefit", "惠民情况", |r: &mut Project| &mut r.benefit).long().help(
            "受益对象和标准；没有的不填。",
            "Who benefits and how much; blank if nobody in particular.",
        ),
        Column::new("classified", "是否涉密", |r: &mut Project| &mut r.classified)
            .help(
                "填“是”的，依据、承担单位、分配、惠民情况、绩效目标和指标都不公开，只公开名称、金额和模板要求的执行时间。",
                "Of a classified project basis, bearer, allocation, benefit, goals and indicators are not published: only its name, its amount and, where the profile asks for it, its period.",
            ),
    ],
    held: Held::Many(|ledger| &ledger.projects, |ledger| &mut ledger.projects),
    kind: None,
};

pub(crate) const GOALS: Records<Goal> = Records {
    key: "goals",
    title: "绩效目标",
    help: ("单位整体和各项目的绩效目标。", "Goals of the office and of its projects."),
    columns: &[
        Column::new("project", "项目名称", |r: &mut Goal| &mut r.project)
            .of(List::Projects)
            .help("不填即单位整体。", "The office as a whole where blank."),
        Column::new("text", "目标", |r: &mut Goal| &mut r.text).long().required(),
    ],
    held: Held::Many(|ledger| &ledger.goals, |ledger| &mut ledger.goals),
    kind: None,
};

pub(crate) const INDICATORS: Records<Indicator> = Records {
    key: "indicators",
    title: "绩效指标",
    help: ("一个三级指标一行。", "One indicator a row."),
    columns: &[
        Column::new("project", "项目名称", |r: &mut Indicator| &mut r.project)
            .of(List::Projects)
            .help("不填即单位整体。", "The office as a whole where blank."),
        Column::new("class", "一级指标", |r: &mut Indicator| &mut r.class).required(),
        Column::new("section", "二级指标", |r: &mut Indicator| &mut r.section).required(),
        Column::new("name", "三级指标", |r: &mut Indicator| &mut r.name).required(),
        Column::new("operator", "符号", |r: &mut Indicator| &mut r.operator)
            .of(List::Operators)
            .help("= >= <= > <；文字指标不填。", "= >= <= > <; blank for a target in words."),
        Column::new("value", "指标值", |r: &mut Indicator| &mut r.value)
            .required()
            .help("数字，或文字如“有效保障”。", "A number, or words."),
        Column::new("unit", "计量单位", |r: &mut Indicator| &mut r.unit),
        Column::new("basis", "设定依据", |r: &mut Indicator| &mut r.basis),
        Column::new("prior", "上年完成值", |r: &mut Indicator| &mut r.prior),
        Column::new("weight", "分值权重", |r: &mut Indicator| &mut r.weight),
        Column::new("scoring", "赋分规则", |r: &mut Indicator| &mut r.scoring).long(),
        Column::new("evidence", "佐证资料", |r: &mut Indicator| &mut r.evidence).long(),
    ],
    held: Held::Many(|ledger| &ledger.indicators, |ledger| &mut ledger.indicators),
    kind: None,
};

pub(crate) const EXPLANATIONS: Records<Explanation> = Records {
    key: "explanations",
    title: "原因与说明",
    help: (
        "增减的原因、支出的用途，和要补充的段落。",
        "Reasons of changes, purposes of expenditure, paragraphs to be added.",
    ),
    columns: &[
        Column::new("section", "说明部分", |r: &mut Explanation| &mut r.section)
            .of(List::Sections)
            .help(
                "文字说明的哪一部分：从列表中选，或写它在模板中的名称，如 income。不填则各部分说到同一事项时都用。",
                "The section of the narrative: its title, or its key in the profile, such as income. Without it, the text serves every section that speaks of the same subject.",
            ),
        Column::new("subject", "事项", |r: &mut Explanation| &mut r.subject).help(
            "科目编码，或模板中的说法，如 单位资金；补充说明不填。",
            "A code, or the profile's words, such as 单位资金.",
        ),
        Column::new("topic", "内容", |r: &mut Explanation| &mut r.topic).required(),
        Column::new("text", "文字", |r: &mut Explanation| &mut r.text).long().required().help(
            "不写“主要原因是”“主要用于”，会自动加上。",
            "Without the words that introduce it: they are added.",
        ),
    ],
    held: Held::Many(|ledger| &ledger.explanations, |ledger| &mut ledger.explanations),
    kind: None,
};

pub(crate) const GLOSSARY: Records<Term> = Records {
    key: "glossary",
    title: "名词解释",
    help: ("一个名词一行。", "One term a row."),
    columns: &[
        Column::new("name", "名词", |r: &mut Term| &mut r.name).required(),
        Column::new("text", "解释", |r: &mut Term| &mut r.text).long().required(),
    ],
    held: Held::Many(|ledger| &ledger.glossary, |ledger| &mut ledger.glossary),
    kind: None,
};

pub(crate) const CODES: Records<OwnCode> = Records {
    key: "codes",
    title: "补充科目",
    help: (
        "代码表中没有的科目，在这里补上编码和名称，就可以在明细中使用。一般不用填。",
        "Codes that the list of codes lacks: with their names here, lines may use them. Seldom needed.",
    ),
    columns: &[
        Column::new("kind", "分类", |r: &mut OwnCode| &mut r.kind).required(),
        Column::new("code", "编码", |r: &mut OwnCode| &mut r.code).required(),
        Column::new("name", "科目名称", |r: &mut OwnCode| &mut r.name).required(),
    ],
    held: Held::Many(|ledger| &ledger.codes, |ledger| &mut ledger.codes),
    kind: None,
};
