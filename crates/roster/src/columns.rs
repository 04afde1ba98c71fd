//! The columns of the table, said once for reading, for the template and for messages.

use mingzhang_model::fold;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Region,
    Department,
    Unit,
    Level,
    Year,
    Kind,
    Approved,
    Due,
}

impl Column {
    pub(crate) const ALL: [Self; 8] = [
        Self::Region,
        Self::Department,
        Self::Unit,
        Self::Level,
        Self::Year,
        Self::Kind,
        Self::Approved,
        Self::Due,
    ];

    /// Its heading.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Region => "地区",
            Self::Department => "部门",
            Self::Unit => "单位",
            Self::Level => "单位级次",
            Self::Year => "年度",
            Self::Kind => "公开内容",
            Self::Approved => "批复日期",
            Self::Due => "公开期限",
        }
    }

    /// What to write.
    pub(crate) fn help(self) -> &'static str {
        match self {
            Self::Region => "必填。有上下级的用 / 隔开，如 克州/乌恰县",
            Self::Department => "单位的归口部门，没有的不填；部门本级填部门全称",
            Self::Unit => "单位全称；部门自己的预算、决算可以不填",
            Self::Level => "单位或部门；不填的，单位为空或与部门相同时是部门，否则是单位",
            Self::Year => "必填。四位数字，如 2024",
            Self::Kind => "必填。预算或决算",
            Self::Approved => "财政或主管部门批复的日期，如 2024-02-20",
            Self::Due => "不填的，为批复后 20 日内（预算法第十四条）",
        }
    }

    /// Whether the table must have it.
    pub(crate) fn is_required(self) -> bool {
        matches!(self, Self::Region | Self::Year | Self::Kind)
    }

    /// The column with a heading.
    pub(crate) fn headed(heading: &str) -> Option<Self> {
        let heading = fold(heading.trim());
        Self::ALL.into_iter().find(|column| fold(column.heading()) == heading)
    }
}
