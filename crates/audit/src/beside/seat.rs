//! What a document that was given can bear witness to, or why it cannot.

use super::{Beside, Given, Role};
use mingzhang_compare::{Counterparts, Found};
use mingzhang_model::{Disclosure, Kind, Level, Passage, Text, fold, text};
use mingzhang_standard::Catalogue;

/// A document looking for its seat.
pub(super) struct Seat<'a, 'b> {
    this: &'a Disclosure,
    given: &'b Beside<'a>,
    counterparts: Option<Counterparts<'a>>,
    catalogue: &'b Catalogue,
}

impl<'a, 'b> Seat<'a, 'b> {
    pub(super) fn of(this: &'a Disclosure, given: &'b Beside<'a>, catalogue: &'b Catalogue) -> Self {
        Self { this, given, counterparts: None, catalogue }
    }

    pub(super) fn counterparts(&mut self) -> Counterparts<'a> {
        let known = self.counterparts.take();
        known.unwrap_or_else(|| Counterparts::new(self.this, self.given.disclosure, self.catalogue))
    }

    /// What the document can bear witness to, with a remark where that is not certain; else why it cannot.
    pub(super) fn role(&mut self) -> Result<(Role, Option<Text>), Text> {
        let (this, other) = (self.this, self.given.disclosure);
        let (role, mut note) = match self.given.given {
            Given::Department => (department(this, other)?, None),
            Given::Previous => previous(this, other)?,
        };
        if role != Role::Department {
            note = self.same_office()?.or(note);
        }
        Ok((role, note))
    }

    /// Two names may be one office: what this document says of last year tells.
    fn same_office(&mut self) -> Result<Option<Text>, Text> {
        let (Some(here), Some(there)) = (&self.this.unit, &self.given.disclosure.unit) else {
            return Ok(None);
        };
        let (one, other) = (fold(here.text()), fold(there.text()));
        if one == other || one.contains(&other) || other.contains(&one) {
            return Ok(None);
        }
        let (here, there) = (Passage::text(here), Passage::text(there));
        let counterparts = self.counterparts();
        let (borne_out, all) = borne_out(self.this, self.given.disclosure, &counterparts);
        self.counterparts = Some(counterparts);
        if all > 1 && 2 * borne_out >= all {
            return Ok(Some(text!(
                "所给文本的单位是“{0}”，本文本是“{1}”；两份文本的数对得上，按同一单位改名处理。",
                "The document given is of “{0}”, this one of “{1}”; their figures agree, and the office is taken as renamed.",
                there,
                here
            )));
        }
        Err(text!(
            "所给文本的单位是“{0}”，本文本是“{1}”，不是同一单位，未作对照。请换成本单位的文本。",
            "The document given is of “{0}”, this one of “{1}”: not the same office. Please give that of this office.",
            there,
            here
        ))
    }
}

/// How many changes from last year that this document states are borne out by the other, and how many could be.
fn borne_out(this: &Disclosure, other: &Disclosure, counterparts: &Counterparts<'_>) -> (usize, usize) {
    let (mut held, mut all) = (0, 0);
    for claim in &this.claims {
        let (Some(amount), Some(change)) = (claim.amount, &claim.change) else { continue };
        let (Some(moved), Some(direction)) = (change.amount, change.direction()) else { continue };
        let [now, moved] = [amount, moved].map(|id| this.figure(id).value);
        let before = now - direction.sign() * moved;
        let near = |found: &Found| match found {
            Found::Number(id) => {
                let there = other.figure(*id);
                let place = this.figure(amount).last_place.max(there.last_place);
                (there.value - before).abs() <= place
            }
            Found::Nothing(_) => before == 0,
        };
        let found: Vec<Found> = claim.coordinates.iter().flat_map(|c| counterparts.amounts_at(c)).collect();
        if !found.is_empty() {
            all += 1;
            held += usize::from(found.iter().any(near));
        }
    }
    (held, all)
}

fn department(this: &Disclosure, other: &Disclosure) -> Result<Role, Text> {
    let fits = |same: bool, why: Text| if same { Ok(()) } else { Err(why) };
    let alike = |same: Option<bool>| same.unwrap_or(true);
    fits(
        other.level != Some(Level::Unit),
        text!(
            "--department 所给的不是部门文本，未作对照。",
            "What --department names is no document of a department."
        ),
    )?;
    fits(
        alike(this.kind.zip(other.kind).map(|(a, b)| a == b)),
        text!(
            "部门文本与本文本一份是预算、一份是决算，未作对照。",
            "Of the department's document and this one, one is a budget and one are final accounts."
        ),
    )?;
    fits(
        alike(this.year.zip(other.year).map(|(a, b)| a == b)),
        text!(
            "部门文本是 {0} 年的，本文本是 {1} 年的，未作对照。",
            "The department's document is of {0}, this one of {1}.",
            other.year.unwrap_or_default(),
            this.year.unwrap_or_default()
        ),
    )?;
    Ok(Role::Department)
}

fn previous(this: &Disclosure, other: &Disclosure) -> Result<(Role, Option<Text>), Text> {
    if let (Some(here), Some(there)) = (this.level, other.level)
        && here != there
    {
        return Err(text!(
            "所给的上年文本与本文本一份是单位的、一份是部门的，未作对照。",
            "Of the earlier document and this one, one is of a unit and one of a department."
        ));
    }
    let same_kind = this.kind.zip(other.kind).is_none_or(|(a, b)| a == b);
    let (Some(here), Some(there)) = (this.year, other.year) else {
        let note = text!(
            "有一份文本未能识别年度，所给文本按上年的对照。",
            "The year of one of the documents is not known; the one given is taken for last year's."
        );
        let apart = text!(
            "所给文本与本文本种类不同，又未能识别年度，未作对照。",
            "The document given is of another kind, and the year of one of them is not known."
        );
        return if same_kind { Ok((Role::LastYear, Some(note))) } else { Err(apart) };
    };
    match (this.kind, here - there) {
        (_, 1) if same_kind => Ok((Role::LastYear, None)),
        (Some(Kind::Budget), 1) => Ok((Role::Outturn, None)),
        (Some(Kind::FinalAccounts), 0) if !same_kind => Ok((Role::Budget, None)),
        _ => Err(text!(
            "所给文本是 {0} 年{1}，不能用来对照 {2} 年{3}，未作对照。",
            "The document given ({1} of {0}) says nothing of the year before this one ({3} of {2}).",
            there,
            kind(other),
            here,
            kind(this)
        )),
    }
}

fn kind(disclosure: &Disclosure) -> Text {
    match disclosure.kind {
        Some(Kind::Budget) => text!("预算", "the budget"),
        Some(Kind::FinalAccounts) => text!("决算", "the final accounts"),
        None => text!("文本", "the document"),
    }
}
