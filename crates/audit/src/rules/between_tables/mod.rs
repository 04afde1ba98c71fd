//! X: Between tables.

mod by_kind_of_money;
mod contributions;
mod general_budget;
mod project_rows;
mod rounded_apart;
mod shifted;

use crate::rule::Rule;
use crate::ties::ties;

/// The rules of the family that are more than one equation.
pub(crate) static RULES: &[&Rule] = &[
    &general_budget::RULE,
    &project_rows::RULE,
    &rounded_apart::RULE,
    &by_kind_of_money::FISCAL,
    &by_kind_of_money::EXPENDITURE,
    &shifted::RULE,
    &contributions::RULE,
];

ties! {
    X101 "收支总表收入总计与支出总计不平衡" "Income and expenditure of the overview do not balance":
        "overview.income[total].amount == overview.expenditure[total].amount";
    X102 "财政拨款收支总表收入总计与支出总计不平衡" "Income and expenditure of the appropriation table do not balance":
        "appropriation.income[total].amount == appropriation.expenditure[total].total";
    X103 "收支总表与收入表的总计不一致" "The totals of the overview and the income table differ":
        "overview.income[total].amount == income[total].total";
    X104 "收支总表与收入表的单位资金不一致" "The unit's own funds of the overview and the income table differ":
        "overview.income[own_funds].amount == income[total].own_funds";
    X105 "收支总表与收入表的财政专户资金不一致" "Special account funds of the overview and the income table differ":
        "overview.income[special_account].amount == income[total].special_account";
    X106 "收支总表与收入表的财政拨款结转不一致" "Fiscal carry-over of the overview and the income table differs":
        "overview.income[fiscal_carryover].amount == income[total].fiscal_carryover";
    X107 "收支总表与收入表的非财政拨款结余不一致" "Other carry-over of the overview and the income table differs":
        "overview.income[other_carryover].amount == income[total].other_carryover";
    X108 "收支总表与支出表按功能分类的支出不一致" "Expenditure by class of the overview and the expenditure table differs":
        "overview.expenditure[class].amount == expenditure[class].total";
    X109 "收支总表与支出表的总计不一致" "The totals of the overview and the expenditure table differ":
        "overview.expenditure[total].amount == expenditure[total].total";
    X110 "收入表与支出表按科目的合计不一致" "Income and expenditure by code differ":
        "income[*].total == expenditure[*].total";
    X111 "财政拨款收支总表与收入表的财政拨款不一致" "Fiscal appropriation differs from the income table":
        "appropriation.income[fiscal].amount == income[total].fiscal";
    X112 "财政拨款收支总表与收支总表的一般公共预算拨款不一致" "General appropriation differs from the overview":
        "appropriation.income[general].amount == overview.income[general].amount";
    X113 "财政拨款收支总表与收支总表的政府性基金预算拨款不一致" "Fund appropriation differs from the overview":
        "appropriation.income[funds].amount == overview.income[funds].amount";
    X114 "财政拨款收支总表与收支总表的国有资本经营预算拨款不一致" "State capital appropriation differs from the overview":
        "appropriation.income[capital].amount == overview.income[capital].amount";
    X115 "财政拨款收支总表与一般公共预算支出表不一致" "Appropriation by class differs from the general budget table":
        "appropriation.expenditure[class].general == general_expenditure[class].total";
    X116 "财政拨款收支总表与一般公共预算支出表的总计不一致" "Total appropriation differs from the general budget table":
        "appropriation.expenditure[total].general == general_expenditure[total].total";
    X117 "财政拨款收支总表与政府性基金预算支出表不一致" "Appropriation by class differs from the fund budget table":
        "appropriation.expenditure[class].funds == fund_expenditure[class].total";
    X118 "财政拨款收支总表与国有资本经营预算支出表不一致" "Appropriation by class differs from the state capital budget table":
        "appropriation.expenditure[class].capital == capital_expenditure[class].total";
    X119 "一般公共预算支出表与基本支出表的合计不一致" "Basic expenditure differs between the general budget tables":
        "general_expenditure[total].basic == general_basic[total].total";
    X121 "“三公”经费表的公务接待费小于基本支出表所列" "Official receptions of the basic budget exceed the three-public table":
        "general_basic[30217].total <= three_public[reception].total";
    X122 "“三公”经费表的公务用车运行费小于基本支出表所列" "Vehicle operation of the basic budget exceeds the three-public table":
        "general_basic[30231].total <= three_public[vehicle_operation].total";
    X123 "“三公”经费表的因公出国（境）费小于基本支出表所列" "Travel abroad of the basic budget exceeds the three-public table":
        "general_basic[30212].total <= three_public[abroad].total";
    X128 "“三公”经费表的公务用车购置费小于基本支出表所列" "Purchase of vehicles of the basic budget exceeds the three-public table":
        "general_basic[31013].total <= three_public[vehicle_purchase].total";
    X124 "上年结转结余明细表与收支总表不一致" "The carry-over table differs from the overview":
        "carryover[total].total == overview.income[carryover].amount";
    X125 "上年结转结余明细表与收支总表的财政拨款结转不一致" "Fiscal carry-over differs from the overview":
        "carryover[total].fiscal == overview.income[fiscal_carryover].amount";
    X126 "面向中小企业预留金额大于政府采购预算" "The share reserved for small and medium enterprises exceeds procurement":
        "procurement.sme <= procurement.total";
    X127 "面向小微企业预留金额大于面向中小企业预留金额" "The share reserved for small enterprises exceeds that for small and medium ones":
        "procurement.small <= procurement.sme";
    X130 "收入支出决算总表收入总计与支出总计不平衡" "Income and expenditure of the final accounts overview do not balance":
        "overview.income[grand_total].amount == overview.expenditure[grand_total].amount";
    X131 "财政拨款收入支出决算总表收入总计与支出总计不平衡" "Income and expenditure of the fiscal accounts do not balance":
        "appropriation.income[grand_total].amount == appropriation.expenditure[grand_total].total";
    X132 "收入支出决算总表与收入决算表的本年收入不一致" "This year's income of the overview and the income table differs":
        "overview.income[current].amount == income[total].current";
    X133 "收入支出决算总表与支出决算表的本年支出不一致" "This year's expenditure of the overview and the expenditure table differs":
        "overview.expenditure[current].amount == expenditure[total].total";
    X134 "收入支出决算总表与收入决算表的财政拨款收入不一致" "Fiscal appropriation of the overview and the income table differs":
        "overview.income[general].amount + overview.income[funds].amount + overview.income[capital].amount == income[total].appropriation";
    X135 "收入支出决算总表与收入决算表的上级补助收入不一致" "Subsidies from above of the overview and the income table differ":
        "overview.income[subsidy_from_above].amount == income[total].subsidy_from_above";
    X136 "收入支出决算总表与收入决算表的事业收入不一致" "Service revenue of the overview and the income table differs":
        "overview.income[service_revenue].amount == income[total].service_revenue";
    X137 "收入支出决算总表与收入决算表的经营收入不一致" "Operating revenue of the overview and the income table differs":
        "overview.income[operating_revenue].amount == income[total].operating_revenue";
    X138 "收入支出决算总表与收入决算表的附属单位上缴收入不一致" "Payments from subordinates of the overview and the income table differ":
        "overview.income[payments_from_subordinates].amount == income[total].payments_from_subordinates";
    X139 "收入支出决算总表与收入决算表的其他收入不一致" "Other revenue of the overview and the income table differs":
        "overview.income[other_revenue].amount == income[total].other_revenue";
    X140 "财政拨款收入支出决算总表与一般公共预算财政拨款支出决算表的本年支出不一致" "General expenditure of the two fiscal tables differs":
        "appropriation.expenditure[current].general == general_expenditure[total].total";
    X141 "一般公共预算财政拨款支出决算表的基本支出与人员经费、公用经费之和不一致" "Basic expenditure differs from personnel and operating expenditure":
        "general_expenditure[total].basic == general_basic.personnel[total].amount + general_basic.operating[total].amount";
    X142 "财政拨款收入支出决算总表的一般公共预算收支与年末结转不平衡" "Opening, revenue, expenditure and closing of the general budget do not balance":
        "appropriation.income[opening_general].amount + appropriation.income[general].amount == appropriation.expenditure[current].general + appropriation.expenditure[closing].general";
    X143 "财政拨款收入支出决算总表的政府性基金收支与年末结转不平衡" "Opening, revenue, expenditure and closing of the funds do not balance":
        "appropriation.income[opening_funds].amount + appropriation.income[funds].amount == appropriation.expenditure[current].funds + appropriation.expenditure[closing].funds";
    X144 "财政拨款收入支出决算总表的国有资本经营收支与年末结转不平衡" "Opening, revenue, expenditure and closing of the state capital budget do not balance":
        "appropriation.income[opening_capital].amount + appropriation.income[capital].amount == appropriation.expenditure[current].capital + appropriation.expenditure[closing].capital";
    X145 "政府性基金决算表的年初结转、收入、支出、年末结转不平衡" "Opening, revenue, expenditure and closing of the fund table do not balance":
        "fund_expenditure[*].opening + fund_expenditure[*].income == fund_expenditure[*].total + fund_expenditure[*].closing";
    X146 "国有资本经营决算表的年初结转、收入、支出、年末结转不平衡" "Opening, revenue, expenditure and closing of the state capital table do not balance":
        "capital_expenditure[*].opening + capital_expenditure[*].income == capital_expenditure[*].total + capital_expenditure[*].closing";
    X147 "财政拨款收入支出决算总表与政府性基金决算表的本年收入不一致" "Fund revenue of the two tables differs":
        "appropriation.income[funds].amount == fund_expenditure[total].income";
    X148 "财政拨款收入支出决算总表与政府性基金决算表的本年支出不一致" "Fund expenditure of the two tables differs":
        "appropriation.expenditure[current].funds == fund_expenditure[total].total";
    X149 "财政拨款收入支出决算总表与政府性基金决算表的年末结转不一致" "The closing funds of the two tables differ":
        "appropriation.expenditure[closing].funds == fund_expenditure[total].closing";
    X150 "财政拨款收入支出决算总表与国有资本经营决算表的本年支出不一致" "State capital expenditure of the two tables differs":
        "appropriation.expenditure[current].capital == capital_expenditure[total].total";
    X151 "“三公”经费决算数的公务接待费小于基本支出决算表所列" "Official receptions of the basic accounts exceed the three-public table":
        "general_basic.operating[30217].amount <= three_public[reception].outturn";
    X152 "“三公”经费决算数的公务用车运行费小于基本支出决算表所列" "Vehicle operation of the basic accounts exceeds the three-public table":
        "general_basic.operating[30231].amount <= three_public[vehicle_operation].outturn";
    X153 "“三公”经费决算数的因公出国（境）费小于基本支出决算表所列" "Travel abroad of the basic accounts exceeds the three-public table":
        "general_basic.operating[30212].amount <= three_public[abroad].outturn";
    X154 "“三公”经费决算数的公务用车购置费小于基本支出决算表所列" "Purchase of vehicles of the basic accounts exceeds the three-public table":
        "general_basic.operating[31013].amount <= three_public[vehicle_purchase].outturn";
    X155 "财政拨款年初结转大于全部年初结转" "The fiscal opening carry-over exceeds the whole one":
        "appropriation.income[opening].amount <= overview.income[opening].amount";
    X156 "财政拨款年末结转大于全部年末结转" "The fiscal closing carry-over exceeds the whole one":
        "appropriation.expenditure[closing].total <= overview.expenditure[closing].amount";
    X157 "财政拨款收入支出决算总表与支出决算表的支出不相容" "Fiscal expenditure exceeds all expenditure":
        "appropriation.expenditure[current].total <= expenditure[total].total";
    X161 "收支总表与收入表的财政拨款收入不一致" "Fiscal appropriation of the overview and the income table differs":
        "overview.income[fiscal].amount == income[total].fiscal";
    X162 "收支总表与收入表的事业收入不一致" "Service revenue of the overview and the income table differs":
        "overview.income[service].amount == income[total].service";
    X163 "收支总表与收入表的经营收入不一致" "Operating revenue of the overview and the income table differs":
        "overview.income[operating].amount == income[total].operating";
    X164 "收支总表与收入表的其他收入不一致" "Other revenue of the overview and the income table differs":
        "overview.income[other].amount == income[total].other";
    X165 "财政拨款收支总表的收入总计与收支总表的财政拨款收入不一致" "Total appropriation differs from the overview":
        "appropriation.income[total].amount == overview.income[fiscal].amount";
    X166 "收支总表与支出表按功能分类的基本支出不一致" "Basic expenditure by class of the overview and the expenditure table differs":
        "overview.expenditure[class].personnel + overview.expenditure[class].operating == expenditure[class].basic";
    X167 "收支总表与支出表的基本支出总计不一致" "Total basic expenditure of the overview and the expenditure table differs":
        "overview.expenditure[total].personnel + overview.expenditure[total].operating == expenditure[total].basic";
    X168 "收支总表与支出表按功能分类的项目支出不一致" "Project expenditure by class of the overview and the expenditure table differs":
        "overview.expenditure[class].project == expenditure[class].project";
    X169 "收支总表与支出表的项目支出总计不一致" "Total project expenditure of the overview and the expenditure table differs":
        "overview.expenditure[total].project == expenditure[total].project";
    X170 "机关运行经费大于基本支出表的公用经费" "Operating cost exceeds the operating part of the basic budget":
        "three_public[operating_cost].total <= general_basic[total].operating";
    X171 "编报绩效目标的项目资金大于项目支出" "Projects with performance targets exceed project expenditure":
        "performance.projects <= expenditure[total].project";
}
