//! Counts and amounts that no table has: staff, procurement, assets.

use mingzhang_ledger::{
    Asset, AssetKind, Choice as _, Procurement, ProcurementKind, Quantity, Reserved, Staff, StaffKind,
};
use mingzhang_model::{Claim, Coordinate, Disclosure, FigureId, Money};

/// The name of the register that a claim is about.
fn register(claim: &Claim) -> Option<&str> {
    claim.coordinates.iter().find_map(|coordinate| match coordinate {
        Coordinate::Register(name) => Some(&**name),
        Coordinate::Cell { .. } => None,
    })
}

/// Posts and people.
pub(crate) fn staff(disclosure: &Disclosure) -> Vec<Staff> {
    let mut staff: Vec<Staff> = Vec::new();
    for claim in &disclosure.claims {
        let key = register(claim).and_then(|name| name.strip_prefix("staff."));
        let Some(kind) = StaffKind::ALL.iter().find(|kind| Some(kind.key()) == key).copied() else {
            continue;
        };
        let Some(count) = claim.count.map(|id| Quantity(disclosure.figure(id).value)) else { continue };
        let change = claim.change.as_ref().and_then(|change| {
            let sign = change.direction()?.sign();
            Some(Quantity(change.amount.map_or(0, |id| sign * disclosure.figure(id).value)))
        });
        if !staff.iter().any(|known| known.kind == kind) {
            staff.push(Staff { kind, count, change });
        }
    }
    staff
}

/// Purchases by kind, with what is reserved for whom.
pub(crate) fn procurement(disclosure: &Disclosure) -> Vec<Procurement> {
    let amount = |name: &str| {
        let claim = disclosure.claims.iter().find(|claim| {
            register(claim).and_then(|register| register.strip_prefix("procurement.")) == Some(name)
        });
        let figure = claim.and_then(|claim| claim.amount);
        figure.and_then(|id| disclosure.figure(id).money()).map_or(0, |money| money.0)
    };
    let mut small = amount("small");
    let mut medium = (amount("sme") - small).max(0);
    let mut found = Vec::new();
    for kind in ProcurementKind::ALL {
        let mut left = amount(kind.key());
        for (reserved, most) in [(Reserved::Small, &mut small), (Reserved::Medium, &mut medium)] {
            let part = left.min(*most);
            *most -= part;
            left -= part;
            found.push((*kind, reserved, part));
        }
        found.push((*kind, Reserved::No, left));
    }
    let bought = |(kind, reserved, amount): (ProcurementKind, Reserved, i64)| Procurement {
        kind,
        name: kind.name().to_owned(),
        reserved,
        amount: Money(amount),
    };
    found.into_iter().filter(|(.., amount)| *amount > 0).map(bought).collect()
}

/// State-owned assets, and what is to be bought.
pub(crate) fn assets(disclosure: &Disclosure) -> Vec<Asset> {
    let bought = parts_of_purchases(disclosure);
    let mut assets: Vec<Asset> = Vec::new();
    let mut seen_held = false;
    for (_, claim) in disclosure.claims.iter().enumerate().filter(|(index, _)| !bought.contains(index)) {
        let Some(name) = register(claim) else { continue };
        let Some(kind) = kind_of(name, claim, disclosure, seen_held) else { continue };
        seen_held |= name == "assets.equipment";
        let count = |id: FigureId| Quantity(disclosure.figure(id).value);
        let (quantity, value) =
            (claim.count.map(count), claim.amount.and_then(|id| disclosure.figure(id).money()));
        if !assets.iter().any(|known| known.kind == kind) && (quantity.is_some() || value.is_some()) {
            assets.push(Asset { kind, quantity, value });
        }
    }
    assets
}

/// The claims that say which of the vehicles to be bought are of what kind; their registers are those of vehicles held.
fn parts_of_purchases(disclosure: &Disclosure) -> Vec<usize> {
    let bought = |whole: usize| disclosure.claims.get(whole).and_then(register) == Some("purchases.vehicles");
    let parts = disclosure.partitions.iter().filter(|partition| bought(partition.whole));
    parts.flat_map(|partition| partition.parts.iter().copied()).collect()
}

fn kind_of(register: &str, claim: &Claim, disclosure: &Disclosure, seen_held: bool) -> Option<AssetKind> {
    if register == "assets.equipment" {
        let over_50 = crate::mentions::paragraph(claim, disclosure).is_some_and(|(passage, end)| {
            let before = &passage.text()[..end];
            before.rfind("50").is_some_and(|at| before.rfind("100").is_none_or(|other| other < at))
        });
        // The sentence on what is held comes before the one on what is to be bought.
        return Some(match (seen_held, over_50) {
            (false, true) => AssetKind::EquipmentOver50,
            (false, false) => AssetKind::EquipmentOver100,
            (true, true) => AssetKind::BoughtOver50,
            (true, false) => AssetKind::BoughtOver100,
        });
    }
    let key = register.strip_prefix("assets.").unwrap_or(register);
    AssetKind::ALL.iter().find(|kind| kind.key() == key).copied()
}
