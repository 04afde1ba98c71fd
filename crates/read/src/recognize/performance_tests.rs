//! Forms and projects of the founding document, in full.

use super::{forms::forms, projects::projects};
use mingzhang_document::Block;
use mingzhang_model::{Disclosure, FigureId, Passage, Target, fold};
use proptest::prelude::*;
use std::fmt::Write;

fn founding_document() -> crate::Document {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
    crate::text::parse(std::fs::read_to_string(path).unwrap())
}

fn short(passage: Option<&Passage>) -> String {
    let text = passage.map_or(String::new(), |p| fold(p.text()));
    if text.chars().count() > 60 { text.chars().take(30).chain("…".chars()).collect() } else { text }
}

fn figure(out: &Disclosure, id: FigureId) -> String {
    let at = out.figure(id).location;
    format!("{} @{}:{}", out.figure(id).with_unit(), at.line, at.column)
}

fn target(out: &Disclosure, target: Option<&Target>) -> String {
    let Some(t) = target else { return "-".into() };
    let value = t.value.map_or("-".into(), |id| figure(out, id));
    format!("{}⟨{:?} {value} {}⟩", fold(t.written.text()), t.operator, t.unit)
}

#[test]
fn forms_of_the_founding_document() {
    let mut out = Disclosure::default();
    let consumed = forms(&founding_document(), &mut out);
    let mut shown = format!("blocks {consumed:?}\n");
    for form in &out.forms {
        let (unit, project) = (short(form.unit_name.as_ref()), short(form.project.as_ref()));
        writeln!(shown, "\n{:?} @{} {unit} 《{project}》", form.kind, form.title.location().line).unwrap();
        for fund in &form.funds {
            writeln!(shown, "  {:?} {}", fund.kind, figure(&out, fund.figure)).unwrap();
        }
        writeln!(shown, "  goal {}", short(form.goal.as_ref())).unwrap();
        for amount in &form.goal_amounts {
            writeln!(shown, "  goal “{}” {}", amount.label, figure(&out, amount.figure)).unwrap();
        }
        let mut weights = 0;
        for i in &form.indicators {
            let weight = i.weight.map_or("-".into(), |id| figure(&out, id));
            weights += i.weight.map_or(0, |id| out.figure(id).value / 10_000);
            let texts = [&i.basis, &i.scoring, &i.evidence].map(|t| short(t.as_ref())).join(" | ");
            let path = [&i.class, &i.section, &i.name].map(|p| short(Some(p))).join(" / ");
            let (goal, prior) = (target(&out, i.target.as_ref()), target(&out, i.prior.as_ref()));
            writeln!(shown, "  {path}: {goal} prior {prior} weight {weight} | {texts}").unwrap();
        }
        writeln!(shown, "  weights {weights}").unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn projects_of_the_founding_document() {
    let paragraphs: Vec<Passage> = founding_document()
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Paragraph(passage) => Some(passage),
            Block::Table(_) => None,
        })
        .collect();
    let mut out = Disclosure::default();
    let taken = projects(&paragraphs, 6, &mut out);
    let lines = [&paragraphs[taken.start], &paragraphs[taken.end - 1]].map(|p| p.location().line);
    let mut shown = format!("lines {lines:?}\n");
    for p in &out.projects {
        let amount = p.amount.map_or("-".into(), |id| figure(&out, id));
        writeln!(shown, "\n{:?} {} {amount}", p.number, short(Some(&p.name))).unwrap();
        for text in [&p.basis, &p.bearer, &p.allocation, &p.period] {
            writeln!(shown, "  {}", short(text.as_ref())).unwrap();
        }
        if let Some(costing) = &p.costing {
            let term = |term: &Vec<FigureId>| {
                term.iter().map(|&id| figure(&out, id)).collect::<Vec<_>>().join(" × ")
            };
            let terms = costing.terms.iter().map(term).collect::<Vec<_>>().join(" + ");
            writeln!(shown, "  {terms} = {}", figure(&out, costing.total)).unwrap();
        }
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn forms_need_no_blank_lines() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/wuqia-2024-unit-budget.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let dense: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let read = |text: &str| {
        let mut out = Disclosure::default();
        forms(&crate::text::parse(text), &mut out);
        let shape =
            |f: &mingzhang_model::Form| (short(f.project.as_ref()), f.funds.len(), f.indicators.len());
        (out.forms.iter().map(shape).collect::<Vec<_>>(), out.figures.len())
    };
    assert_eq!(read(&dense.join("\n")), read(&text));
}

fn form_of(rows: &[&str]) -> Disclosure {
    let mut text = "项目支出绩效目标表\n\n(2024 年)\n\n项目名称\t\t租车费\n一级指标\t二级指标\t三级指标\t指标值\t指标值设置依据\t上年完成值\t指标分值权重\t指标赋分规则\t佐证资料\n".to_owned();
    text.push_str(&rows.join("\n"));
    let mut out = Disclosure::default();
    forms(&crate::text::parse(text), &mut out);
    out
}

fn indicators(rows: &[&str]) -> Vec<String> {
    let out = form_of(rows);
    let show = |i: &mingzhang_model::Indicator| {
        let weight = i.weight.map_or("-".into(), |id| out.figure(id).numeral.to_string());
        let text = |t: &Option<Target>| t.as_ref().map_or("-".into(), |t| fold(t.written.text()));
        let path = [&i.class, &i.section, &i.name].map(|p| fold(p.text())).join("/");
        format!("{path} {} {} {weight} {}", text(&i.target), text(&i.prior), short(i.basis.as_ref()))
    };
    out.forms.iter().flat_map(|form| &form.indicators).map(show).collect()
}

#[test]
fn shifted_rows_find_their_columns() {
    let whole = "产出指标\t数量指标\t租车\t>=2 辆\t计划标准\t5 辆\t10\t按比例赋分\t工作资料";
    let left = "\t租车时间\t=100%\t计划标准\t新增\t10\t按比例赋分\t工作资料\t";
    let right = "\t\t时效指标\t开始时间\t2024 年 1 月\t计划标准\t2023 年 1 月\t8\t按比例赋分";
    let torn = "结束时间\t2024 年 12 月\t\t计划标准\t2023 年 6 月\t7\t按比例赋分\t工作资料\t";
    assert_eq!(
        indicators(&[whole, left, right, torn, "合计\t\t\t\t\t\t35\t\t"]),
        [
            "产出指标/数量指标/租车 >=2辆 5辆 10 计划标准",
            "产出指标/数量指标/租车时间 =100% 新增 10 计划标准",
            "产出指标/时效指标/开始时间 2024年1月 2023年1月 8 计划标准",
            "产出指标/时效指标/结束时间 2024年12月 2023年6月 7 计划标准",
        ]
    );
}

#[test]
fn a_page_break_cuts_a_name_and_repeats_the_header() {
    let cut = "产出指标\t数量指标\t维修护栏、\t>=2 处\t计划标准\t\t10\t按比例赋分\t工作资料\n";
    let header = "一级 指标\t二级 指标\t三级 指标\t指标值\t指标值设 置依据\t上年 完成值\t指标分值 权重\t指标赋分 规则\t佐证 资料";
    assert_eq!(
        indicators(&[
            cut,
            header,
            "\t\t值班室项目\t\t\t\t\t\t",
            "\t\t护栏长度\t\t计划标准\t\t5\t按比例赋分\t"
        ]),
        [
            "产出指标/数量指标/维修护栏、值班室项目 >=2处 - 10 计划标准",
            "产出指标/数量指标/护栏长度 - - 5 计划标准"
        ]
    );
}

#[test]
fn the_numbers_of_an_indicator_are_called_by_its_whole_name() {
    let rows = [
        "产出指标\t数量指标\t巡查\t>=8 次\t\t\t5\t\t",
        "产出指标\t数量指标\t维修护栏、\t>=2 处\t\t\t10\t\t",
        "\t\t值班室项目\t\t\t\t\t\t",
    ];
    let out = form_of(&rows);
    let called: Vec<String> = out.figure_ids().map(|(id, _)| out.describe(id).zh).collect();
    let whole = ["指标值", "权重"].map(|what| format!("绩效表《租车费》“维修护栏、值班室项目”{what}"));
    assert_eq!(called[2..], whole);
}

#[test]
fn a_title_in_the_contents_is_no_form() {
    let document = crate::text::parse("目录\n\n项目支出绩效目标表\n\n一、概况\n\n正文。");
    let mut out = Disclosure::default();
    assert_eq!((forms(&document, &mut out), out.forms.len()), (vec![], 0));
}

#[test]
fn a_head_with_two_lanes_keeps_the_years_apart() {
    let rows = [
        "财政项目支出绩效目标填报表",
        "项目名称\t\t泵站改造\t项目性质\t一次性项目\t",
        "项目资金（元）\t\t项目资金总额\t900.00\t年度资金申请总额\t600.00",
        "\t\t其中：财政资金\t800.00\t其中：当年财政拨款\t550.00",
        "\t\t\t\t上年结转资金\t50.00",
        "\t\t其他资金\t100.00\t其他资金\t0.00",
        "项目绩效目标\t\t项目总目标\t\t年度总体目标\t",
        "\t\t三年改完。\t\t今年改两座。\t",
        "\t\t一级指标\t二级指标\t三级指标\t指标值",
        "绩效指标\t\t产出指标\t数量指标\t2座泵站的改造工程\t=2.00(座)",
    ];
    let mut out = Disclosure::default();
    forms(&crate::text::parse(rows.join("\n")), &mut out);
    let form = &out.forms[0];
    let funds: Vec<String> = (form.funds.iter())
        .map(|fund| format!("{:?} {}", fund.kind, out.figure(fund.figure).with_unit()))
        .collect();
    let expected = [
        "AllYears 900.00 元",
        "Total 600.00 元",
        "AllYearsFiscal 800.00 元",
        "Fiscal 550.00 元",
        "CarriedOver 50.00 元",
        "AllYearsOther 100.00 元",
        "Other 0.00 元",
    ];
    assert_eq!(funds, expected);
    assert_eq!(
        (short(form.project.as_ref()), short(form.goal.as_ref())),
        ("泵站改造".into(), "今年改两座。".into())
    );
    let indicator = &form.indicators[0];
    let (name, value) = (short(Some(&indicator.name)), target(&out, indicator.target.as_ref()));
    assert_eq!((name.as_str(), value.contains("Some(Equal) 2.00")), ("2座泵站的改造工程", true));
}

proptest! {
    #[test]
    fn any_words_of_forms_are_recognized_without_panic(
        words in proptest::collection::vec(
            prop_oneof![
                Just("\t"), Just("\n"), Just("\n\n"), Just("项目支出绩效目标表"), Just("一级指标\t二级指标\t三级指标\t指标值\t权重"),
                Just("项目名称："), Just("资金分配情况："), Just("年度预算总额："), Just("项目总体目标\t"), Just(">="), Just("10"), Just("2.50 万元"),
                Just("/辆"), Just("辆，"), Just("共计"), Just("每"), Just("（"), Just("）"), Just("5％"), Just("，"), Just("新增"), Just("指标"), Just("99999999999999999")
            ],
            0..40,
        )
    ) {
        let document = crate::text::parse(words.concat());
        let mut out = Disclosure::default();
        forms(&document, &mut out);
        let paragraphs: Vec<Passage> = document.passages().cloned().collect();
        projects(&paragraphs, 0, &mut out);
    }
}
