//! The sheet that explains the others.

use super::style::Styles;
use super::{GUIDE, LISTS, OVERVIEW};
use crate::ledger::Ledger;
use crate::topics::sheets_of;
use rust_xlsxwriter::{Url, Workbook, XlsxError};

const STEPS: [&str; 8] = [
    "一、先填“基本信息”，再逐张填写其余各表；没有内容的表空着即可。",
    "二、每个数只填一次：各张预算表、文字说明中的合计、占比、增减都由这里自动计算。",
    "三、金额一律以元为单位，精确到分，只填数字；合计行、小计行不用填。",
    "四、深蓝色栏名为必填，浅蓝色为选填；鼠标移到栏名上可看填写说明。科目、资金来源等从下拉列表中选。",
    "五、黄色表示还没有填，红色表示有错：编码不在代码表中、项目没有登记、收支不等。请改到没有红色为止。",
    "六、请不要合并单元格，不要改动栏名和工作表名。可以插入、删除、排序、筛选行。",
    "七、灰色单元格由公式计算，受保护（没有密码）。",
    "八、填好后运行 mingzhang build 生成公开文本；有错时会指出在哪张表、哪一格。",
];

pub(super) fn write(book: &mut Workbook, ledger: &Ledger, styles: &Styles) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name(GUIDE)?;
    sheet.set_column_width(0, 20)?.set_column_width(1, 100)?;
    sheet.write_with_format(0, 0, "明账账册填写说明", &styles.title)?;
    for (row, step) in (2..).zip(STEPS) {
        sheet.merge_range(row, 0, row, 1, step, &styles.text)?;
    }
    let table = 3 + u32::try_from(STEPS.len()).unwrap_or(0);
    sheet.write_with_format(table, 0, "工作表", &styles.label)?;
    sheet.write_with_format(table, 1, "填什么", &styles.label)?;
    let helps = [
        (OVERVIEW, "自动汇总：各资金来源的收入、支出和差额。".to_owned()),
        (LISTS, "下拉列表的内容。".to_owned()),
    ];
    let topics = sheets_of(ledger).map(|topic| (topic.title(), topic.help().zh));
    for (row, (title, help)) in (table + 1..).zip(topics.chain(helps)) {
        let link = Url::new(format!("internal:'{title}'!A1")).set_text(title);
        sheet.write_url_with_format(row, 0, link, &styles.link)?;
        sheet.write_with_format(row, 1, help, &styles.text)?;
    }
    sheet.set_print_fit_to_pages(1, 0).protect();
    Ok(())
}
