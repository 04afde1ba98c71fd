//! The labels at the head of a performance form, and in which of its lanes an amount stands: the year's or all years'.

use mingzhang_model::FundKind;

/// What a label at the head of a form announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Office,
    Project,
    Goal,
    Fund(FundKind),
    /// A label whose value is not kept.
    Other,
}

/// Labels without spaces, brackets, colons and 其中.
const LABELS: [(&str, Head); 53] = [
    ("单位名称", Head::Office),
    ("预算单位", Head::Office),
    ("部门名称", Head::Office),
    ("部门(单位)名称", Head::Office),
    ("项目单位", Head::Office),
    ("实施单位", Head::Office),
    ("项目名称", Head::Project),
    ("年度绩效目标", Head::Goal),
    ("年度总体目标", Head::Goal),
    ("年度目标", Head::Goal),
    ("项目总体目标", Head::Goal),
    ("项目总目标", Head::Goal),
    ("总体目标", Head::Goal),
    ("中期目标", Head::Goal),
    ("实施期目标", Head::Goal),
    ("实施期总目标", Head::Goal),
    ("绩效目标", Head::Goal),
    ("项目绩效目标", Head::Goal),
    ("年度预算总额", Head::Fund(FundKind::Total)),
    ("年度资金总额", Head::Fund(FundKind::Total)),
    ("年度资金申请总额", Head::Fund(FundKind::Total)),
    ("项目资金总额", Head::Fund(FundKind::AllYears)),
    ("中期资金总额", Head::Fund(FundKind::AllYears)),
    ("实施期资金总额", Head::Fund(FundKind::AllYears)),
    ("预算总额", Head::Fund(FundKind::Total)),
    ("资金总额", Head::Fund(FundKind::Total)),
    ("财政拨款", Head::Fund(FundKind::Fiscal)),
    ("当年财政拨款", Head::Fund(FundKind::Fiscal)),
    ("本年财政拨款", Head::Fund(FundKind::Fiscal)),
    ("上年结转资金", Head::Fund(FundKind::CarriedOver)),
    ("上年结转", Head::Fund(FundKind::CarriedOver)),
    ("其他资金", Head::Fund(FundKind::Other)),
    ("其他", Head::Fund(FundKind::Other)),
    ("自有资金", Head::Fund(FundKind::Other)),
    ("单位资金", Head::Fund(FundKind::Other)),
    ("上级安排", Head::Fund(FundKind::FiscalFromAbove)),
    ("本级安排", Head::Fund(FundKind::FiscalOwn)),
    ("项目资金", Head::Other),
    // Over the money from above and of one's own it is a heading, in the head of a project an amount.
    ("财政资金", Head::Fund(FundKind::Fiscal)),
    ("年度预算", Head::Other),
    ("资金来源", Head::Other),
    ("项目负责人", Head::Other),
    ("单位联系人", Head::Other),
    ("联系电话", Head::Other),
    ("主管部门", Head::Other),
    ("主管部门及代码", Head::Other),
    ("项目性质", Head::Other),
    ("项目属性", Head::Other),
    ("项目类型", Head::Other),
    ("项目类别", Head::Other),
    ("项目期", Head::Other),
    ("计划开始日期", Head::Other),
    ("计划完成日期", Head::Other),
];

pub(super) fn head(label: &str) -> Option<Head> {
    let words = label.trim_end_matches('：');
    let words = words.strip_prefix("其中：").unwrap_or(words);
    let bare = match (words.rfind('('), words.ends_with(')')) {
        (Some(open), true) if open > 0 => &words[..open],
        _ => words,
    };
    let known = |text: &str| LABELS.iter().find(|(words, _)| *words == text).map(|&(_, head)| head);
    known(words).or_else(|| known(bare.trim_end_matches('：')))
}

/// The lanes of a form's head, each with the column where it begins: a form may print the amounts of the whole project
/// beside those of the year.
#[derive(Default)]
pub(super) struct Lanes(Vec<(usize, FundKind)>);

impl Lanes {
    /// Which amount a label in a column means; the label of a total opens a lane.
    pub(super) fn place(&mut self, kind: FundKind, column: usize) -> FundKind {
        if matches!(kind, FundKind::Total | FundKind::AllYears) {
            self.0.push((column, kind));
            return kind;
        }
        let lane = self.0.iter().rev().find(|(from, _)| *from <= column).or(self.0.first());
        match (lane, kind) {
            (Some((_, FundKind::AllYears)), FundKind::Fiscal) => FundKind::AllYearsFiscal,
            (Some((_, FundKind::AllYears)), FundKind::Other) => FundKind::AllYearsOther,
            _ => kind,
        }
    }

    /// What a form calls the project's total is the year's where the year has none of its own.
    pub(super) fn settle(&self, kind: FundKind) -> FundKind {
        match kind {
            _ if self.0.iter().any(|(_, total)| *total == FundKind::Total) => kind,
            FundKind::AllYears => FundKind::Total,
            FundKind::AllYearsFiscal => FundKind::Fiscal,
            FundKind::AllYearsOther => FundKind::Other,
            kind => kind,
        }
    }
}
