//! Registers: amounts and counts that no table has, by the names that profiles give them (`procurement.goods`).

use crate::entries::{Entries, Set};
use mingzhang_ledger::{AssetKind, Choice, Ledger, ProcurementKind, Quantity, Reserved, StaffKind};
use mingzhang_standard::EntryList;
use std::ops::Range;

/// Registers that are sums of others.
pub(crate) fn divisions() -> [(&'static str, Vec<String>); 2] {
    let cars = AssetKind::ALL.iter().map(|kind| kind.key()).filter(|key| key.starts_with("vehicles."));
    let purchases = ProcurementKind::ALL.iter().map(|kind| format!("procurement.{}", kind.key()));
    [
        ("procurement.total", purchases.collect()),
        ("assets.vehicles", cars.map(|key| format!("assets.{key}")).collect()),
    ]
}

/// The entries of a register of amounts; none if no register has this name.
pub(crate) fn entries(ledger: &Ledger, entries: &Entries<'_>, register: &str) -> Option<Set> {
    let (family, rest) = register.split_once('.')?;
    match family {
        "procurement" => {
            let is_it: fn(ProcurementKind, Reserved) -> bool = match rest {
                "total" => |_, _| true,
                "goods" => |kind, _| kind == ProcurementKind::Goods,
                "works" => |kind, _| kind == ProcurementKind::Works,
                "services" => |kind, _| kind == ProcurementKind::Services,
                "sme" => |_, reserved| reserved != Reserved::No,
                "small" => |_, reserved| reserved == Reserved::Small,
                _ => return None,
            };
            let rows = ledger.procurement.iter();
            Some(chosen(&entries.procurement, rows, |bought| is_it(bought.kind, bought.reserved)))
        }
        "operation" if rest == "total" => Some(entries.list(EntryList::OperatingCost)),
        "assets" | "purchases" => {
            let rows = ledger.assets.iter();
            Some(chosen(&entries.assets, rows, |asset| is_of(asset.kind, register)))
        }
        _ => None,
    }
}

fn chosen<T>(range: &Range<u32>, rows: impl Iterator<Item = T>, is_it: impl Fn(T) -> bool) -> Set {
    range.clone().zip(rows).filter_map(|(at, row)| is_it(row).then_some(at)).collect()
}

/// Whether a register is about a kind of assets: `assets.vehicles` is about all kinds of vehicles in use.
fn is_of(kind: AssetKind, register: &str) -> bool {
    let name = register.strip_prefix("assets.").unwrap_or(register);
    let rest = kind.key().strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// How many of a thing there are, and how many more than last year, in ten-thousandths.
pub(crate) fn count(ledger: &Ledger, register: &str) -> Option<(i64, Option<i64>)> {
    let (family, rest) = register.split_once('.')?;
    match family {
        "staff" if rest == "total" => {
            let people = ledger.staff.iter().filter(|staff| IN_TOTAL.contains(&staff.kind));
            Some((people.map(|staff| staff.count.0).sum(), None))
        }
        "staff" => {
            let staff = ledger.staff.iter().find(|staff| staff.kind.key() == rest);
            Some(staff.map_or((0, Some(0)), |staff| (staff.count.0, staff.change.map(|change| change.0))))
        }
        "assets" | "purchases" => {
            let of_it = ledger.assets.iter().filter(|asset| is_of(asset.kind, register));
            Some((of_it.filter_map(|asset| asset.quantity).map(|Quantity(count)| count).sum(), None))
        }
        _ => None,
    }
}

/// Who counts as 实有人数.
const IN_TOTAL: [StaffKind; 3] = [StaffKind::InPost, StaffKind::Retired, StaffKind::Separated];
