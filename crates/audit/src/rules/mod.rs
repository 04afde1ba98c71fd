//! The catalogue of rules, by family.

pub(crate) mod arithmetic;
pub(crate) mod between_tables;
pub(crate) mod codes;
pub(crate) mod form;
pub(crate) mod narrative;
pub(crate) mod policy;
pub(crate) mod privacy;
pub(crate) mod projects;
pub(crate) mod structure;
pub(crate) mod years;

use crate::rule::Rule;
use mingzhang_model::{Text, text};

/// The families of rules: the letter their codes begin with, and what they are about.
pub fn families() -> [(char, Text); 10] {
    [
        ('S', text!("结构与完整", "structure and completeness")),
        ('A', text!("表内计算", "arithmetic inside a table")),
        ('X', text!("表间勾稽", "between tables")),
        ('N', text!("文字说明", "the narrative against tables and itself")),
        ('Y', text!("与上年对照", "against the previous year")),
        ('C', text!("科目编码与名称", "classification codes and names")),
        ('P', text!("项目与绩效目标", "projects and performance targets")),
        ('G', text!("政策合理性", "fiscal policy")),
        ('D', text!("个人信息与涉密", "personal and classified data")),
        ('F', text!("书写格式", "form")),
    ]
}

/// Every rule, in the order of the catalogue.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        structure::RULES,
        arithmetic::RULES,
        between_tables::RULES,
        between_tables::TIES,
        narrative::RULES,
        years::RULES,
        codes::RULES,
        projects::RULES,
        policy::RULES,
        privacy::RULES,
        form::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}
