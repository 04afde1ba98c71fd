//! Sources whose revenue is not what the expenditure takes from them.

use super::{Faults, yuan};
use crate::choices::{Choice as _, Fund};
use crate::column::Sheet;
use crate::topics::{EXPENDITURE, REVENUE};
use mingzhang_model::{Text, text};

pub(super) fn check(faults: &mut Faults<'_>) {
    let year = &faults.entered.ledger.year;
    let revenue: Vec<_> = year.revenue.iter().map(|line| (line.fund, line.amount.0)).collect();
    let expenditure: Vec<_> = year.expenditure.iter().map(|line| (line.fund, line.amount.0)).collect();
    for fund in Fund::ALL {
        let (received, missing_in) = sum(faults, &REVENUE, &revenue, *fund);
        let (spent, missing_out) = sum(faults, &EXPENDITURE, &expenditure, *fund);
        if received != spent {
            let message = text!(
                "“{0}”收支不等：收入明细合计 {1} 元，支出明细合计 {2} 元，{3} {4} 元。请核对两表中这一来源的各笔{5}。",
                "“{0}” does not balance: revenue comes to {1} yuan, expenditure to {2}, {4} {3}. Please check the lines of this source in both sheets{5}.",
                fund.name(),
                yuan(received),
                yuan(spent),
                if received < spent {
                    text!("收入少", "more than revenue")
                } else {
                    text!("支出少", "less than revenue")
                },
                yuan((received - spent).abs()),
                uncounted(missing_in + missing_out)
            );
            let first = |lines: &[(Fund, i64)]| lines.iter().position(|(of, _)| of == fund);
            match first(&revenue) {
                Some(record) => faults.tell(&REVENUE, Some(record), "amount", message),
                None => faults.tell(&EXPENDITURE, first(&expenditure), "amount", message),
            }
        }
    }
}

/// What the lines of a source come to, and how many lines are left out because they could not be taken.
fn sum(faults: &Faults<'_>, sheet: &dyn Sheet, lines: &[(Fund, i64)], fund: Fund) -> (i64, usize) {
    let (mut sum, mut left_out) = (0_i64, 0);
    for (record, (of, fen)) in lines.iter().enumerate() {
        let fund_known = faults.is_entered(sheet, record, "fund");
        let amount_known = faults.is_entered(sheet, record, "amount");
        if fund_known && amount_known && *of == fund {
            sum = fen.saturating_add(sum);
        } else if !fund_known || (!amount_known && *of == fund) {
            left_out += 1;
        }
    }
    (sum, left_out)
}

fn uncounted(lines: usize) -> Text {
    if lines == 0 {
        return Text::default();
    }
    text!("（另有 {0} 笔填写有误，没有计入）", " ({0} more that could not be read are not counted)", lines)
}
