//! Projects and their performance targets.

use crate::figure::FigureId;
use crate::location::{Location, Passage};
use crate::narrative::Costing;

/// A project as the narrative describes it (项目名称, 设立的政策依据, 预算安排规模, …).
#[doc(alias = "项目")]
#[derive(Clone, Debug)]
pub struct Project {
    /// Its printed number in the list.
    pub number: Option<u32>,
    /// Its name.
    pub name: Passage,
    /// The amount (预算安排规模).
    pub amount: Option<FigureId>,
    /// The policy basis (设立的政策依据).
    pub basis: Option<Passage>,
    /// Who carries it out (项目承担单位).
    pub bearer: Option<Passage>,
    /// How the money is divided (资金分配情况).
    pub allocation: Option<Passage>,
    /// When (资金执行时间).
    pub period: Option<Passage>,
    /// The allocation, where it adds up unit costs.
    pub costing: Option<Costing>,
}

/// What a form describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormKind {
    /// 单位整体绩效目标表
    #[doc(alias = "整体绩效目标表")]
    Overall,
    /// 项目支出绩效目标表
    #[doc(alias = "项目支出绩效目标表")]
    Project,
}

/// A performance-target form.
#[doc(alias = "绩效目标表")]
#[derive(Clone, Debug)]
pub struct Form {
    /// Overall or project.
    pub kind: FormKind,
    /// The title line.
    pub title: Passage,
    /// The office (单位名称, 预算单位).
    pub unit_name: Option<Passage>,
    /// The project, in a project form.
    pub project: Option<Passage>,
    /// The amounts at its head.
    pub funds: Vec<Fund>,
    /// The narrative goal (年度绩效目标, 项目总体目标).
    pub goal: Option<Passage>,
    /// The amounts of money the goal names, in order.
    pub goal_amounts: Vec<GoalAmount>,
    /// The leaves of the indicator tree, in order.
    pub indicators: Vec<Indicator>,
}

/// An amount in the words of a goal: 预算资金 4 万元.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalAmount {
    /// The words before it, folded, back to the last punctuation: `预算资金`, `预算合计：`.
    pub label: String,
    /// The number.
    pub figure: FigureId,
}

/// An amount at the head of a form.
#[doc(alias = "资金")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fund {
    /// Which amount.
    pub kind: FundKind,
    /// The number.
    pub figure: FigureId,
}

/// Which amount at the head of a form.
#[doc(alias = "资金来源")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FundKind {
    /// 年度预算总额
    Total,
    /// 其中：财政拨款
    Fiscal,
    /// 其他资金
    Other,
    /// 财政资金 上级安排
    FiscalFromAbove,
    /// 财政资金 本级安排
    FiscalOwn,
    /// 上年结转资金, which pays for this year beside the appropriation.
    CarriedOver,
    /// 项目资金总额 where it stands beside the year's: what the project costs over all years.
    AllYears,
    /// 其中：财政资金 of all years.
    AllYearsFiscal,
    /// 其他资金 of all years.
    AllYearsOther,
}

/// One performance indicator.
#[doc(alias = "绩效指标")]
#[derive(Clone, Debug)]
pub struct Indicator {
    /// 一级指标
    pub class: Passage,
    /// 二级指标
    pub section: Passage,
    /// 三级指标
    pub name: Passage,
    /// The target (指标值): `>=15 台`, `=100%`, `有效保障`.
    pub target: Option<Target>,
    /// What the target rests on (指标值设置依据).
    pub basis: Option<Passage>,
    /// Last year's value (上年完成值): a value, 新增, or blank.
    pub prior: Option<Target>,
    /// Weight (指标分值权重).
    pub weight: Option<FigureId>,
    /// Scoring rule (指标赋分规则).
    pub scoring: Option<Passage>,
    /// Evidence (佐证资料).
    pub evidence: Option<Passage>,
}

/// A target value, taken apart.
#[doc(alias = "指标值")]
#[derive(Clone, Debug)]
pub struct Target {
    /// The whole cell.
    pub written: Passage,
    /// The comparison, if one is written.
    pub operator: Option<Operator>,
    /// The number, if there is one.
    pub value: Option<FigureId>,
    /// What follows the number, folded: `台`, `万元/家`, `%`.
    pub unit: String,
}

/// How an indicator's value is compared with its target.
#[doc(alias = "比较符号")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    MoreThan,
    /// `<`
    LessThan,
}

/// What the document says of its classified projects: 涉密项目 2 个，涉及预算金额 30.00 万元.
#[doc(alias = "涉密项目")]
#[derive(Clone, Debug, Default)]
pub struct Classified {
    /// How many.
    pub count: Option<FigureId>,
    /// Their amount.
    pub amount: Option<FigureId>,
    /// The sentence.
    pub location: Location,
}
