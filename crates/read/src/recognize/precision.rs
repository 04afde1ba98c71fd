//! To which place numbers are known that are written more briefly than those beside them: 5 beside 42.02 means 5.00.

use mingzhang_model::{Disclosure, Figure, FigureId, MoneyUnit, Numeral};

/// A table is printed to one precision: the finest that more than one number has, for a single one may be a slip
/// (201.418 for 2,014.18).
pub(super) fn settle_table(unit: MoneyUnit, figures: &mut [Figure]) {
    if unit == MoneyUnit::Yuan {
        return settle_yuan(figures);
    }
    settle_to_shared_place(figures.iter_mut());
}

/// In tables of 元 a whole number may have been shown without its fen: 22,118,861 beside 86,959,408.34. What has
/// decimals was not: nobody rounds to 10 fen. Where numbers show as many decimals as they need (12.5 and 3 beside 8.34),
/// none is rounded.
fn settle_yuan(figures: &mut [Figure]) {
    let printed = || figures.iter().map(|f| f.numeral);
    let finest = printed().map(Numeral::decimals).max().unwrap_or(0);
    let shorter = printed().filter(|n| (1..finest).contains(&n.decimals())).count();
    let as_needed = shorter > 1 && !printed().any(Numeral::is_padded);
    settle_to_shared_place(figures.iter_mut().filter(|f| as_needed || f.numeral.decimals() > 0));
}

fn settle_to_shared_place<'a>(figures: impl Iterator<Item = &'a mut Figure>) {
    let figures: Vec<&mut Figure> = figures.collect();
    let mut places: Vec<i64> = figures.iter().map(|f| f.last_place).collect();
    places.sort_unstable();
    let shared = places.windows(2).find(|w| w[0] == w[1]).map(|w| w[0]);
    let Some(place) = shared.or(places.first().copied()) else { return };
    for figure in figures {
        figure.last_place = place;
    }
}

/// The heads of the forms are written to one precision; what a project's allocation adds up is as exact as its amount.
pub(super) fn settle_forms_and_projects(out: &mut Disclosure) {
    let heads: Vec<FigureId> = out.forms.iter().flat_map(|f| &f.funds).map(|f| f.figure).collect();
    settle(&heads, out);
    let stated: Vec<FigureId> = out.projects.iter().filter_map(|p| p.amount).collect();
    settle(&stated, out);
    for project in 0..out.projects.len() {
        let read = &out.projects[project];
        let mut amounts: Vec<FigureId> = read.amount.into_iter().collect();
        if let Some(costing) = &read.costing {
            amounts.push(costing.total);
            // A unit cost such as 0.52 万元 is rounded; an amount of its own is not.
            amounts.extend(costing.terms.iter().filter(|t| t.len() == 1).flatten());
        }
        settle(&amounts, out);
    }
}

fn settle(figures: &[FigureId], out: &mut Disclosure) {
    let finest = figures.iter().map(|&id| out.figure(id).last_place).min();
    for id in figures {
        if let (Some(figure), Some(finest)) = (out.figures.get_mut(id.0 as usize), finest) {
            figure.last_place = finest;
        }
    }
}
