//! Claims: what the sentences of the narrative assert, each tied to what it speaks of.
//!
//! A sentence is read number by number. The words before a number say what it is (a share, a change, a rate, an
//! amount) and of what; the subject carries over from number to number until another is named or the sentence ends.

mod base;
mod clause;
pub(super) mod numbers;
mod partitions;
mod subjects;
mod tally;
mod words;

use clause::{Opens, Role, role};
use mingzhang_model::{
    Base, Change, Claim, Direction, Disclosure, Figure, FigureId, Folded, Kind, Location, Origin, Passage,
    Prior, Unit, Worded,
};
use mingzhang_standard::Profile;
use numbers::{Number, numbers};
use std::ops::Range;
use subjects::{Mention, Names, Subject, Subjects};

/// Reads the claims of every section, except in the paragraphs that list its projects. What the profile does not
/// describe is read by its words alone.
pub(super) fn narrative(profile: Option<&Profile>, listed: &[Range<usize>], out: &mut Disclosure) {
    let names = Names::of(profile, out);
    let accounts = profile.is_some_and(|p| p.kind == Kind::FinalAccounts);
    for index in 0..out.sections.len() {
        let spec = profile.and_then(|p| p.section(&out.sections[index].key));
        if spec.is_some_and(|s| s.subjects.is_empty() && s.code_path.is_empty() && !s.and_others) {
            continue;
        }
        let subjects = Subjects::new(spec, &names);
        let first = out.claims.len();
        let first_figure = out.figures.len();
        let paragraphs = out.sections[index].paragraphs.clone();
        let mut reader = Reader::new(&subjects, index, accounts, out);
        let listed = |number: &usize| listed.get(index).is_some_and(|lines| lines.contains(number));
        for (number, paragraph) in paragraphs.iter().enumerate().filter(|(number, _)| !listed(number)) {
            reader.paragraph(paragraph, number);
        }
        let (known, unread) = (std::mem::take(&mut reader.known), reader.unread);
        precision(&mut out.figures[first_figure..]);
        partitions::state(&subjects, first, &known, unread, out);
    }
    tally::tallies(out);
    classified(out);
}

/// A section is written to one precision: where nearly all amounts have two decimals, `65.4` means `65.40`.
fn precision(figures: &mut [Figure]) {
    for money in [true, false] {
        let alike = |f: &&mut Figure| f.unit != Unit::Count && (f.unit == Unit::Percent) != money;
        let places: Vec<i64> = figures.iter_mut().filter(alike).map(|f| f.last_place).collect();
        let Some(finest) = places.iter().copied().min() else { continue };
        if places.iter().filter(|p| **p == finest).count() * 4 >= places.len() * 3 {
            figures.iter_mut().filter(alike).for_each(|f| f.last_place = finest);
        }
    }
}

/// The declaration of classified projects is a claim like any other; rules ask for it by name.
fn classified(out: &mut Disclosure) {
    let declared = mingzhang_model::Coordinate::Register("performance.classified".into());
    let Some(claim) = out.claims.iter().find(|c| c.coordinates.contains(&declared)) else { return };
    let location = claim.amount.or(claim.count).map_or(claim.subject_location, |id| out.figure(id).location);
    out.classified = Some(mingzhang_model::Classified { count: claim.count, amount: claim.amount, location });
}

/// The claims of one section in the making.
struct Reader<'a, 'b> {
    subjects: &'a Subjects<'a>,
    section: usize,
    /// Whether amounts are outturns, beside which the opening budget may stand.
    accounts: bool,
    first: usize,
    /// The subject and paragraph of each claim from `first` on.
    known: Vec<(Subject, usize)>,
    /// Whether the section has an amount that belongs to nothing known.
    unread: bool,
    /// The amounts of the paragraph so far.
    amounts: Vec<words::Amount>,
    out: &'b mut Disclosure,
}

/// What the sentence has spoken of so far.
#[derive(Default)]
struct Sentence {
    /// Named, and not yet given a number.
    pending: Option<Mention>,
    /// The claim that further numbers belong to.
    current: Option<usize>,
    /// The code path that heads an item of final accounts, and has no claim yet; its amounts come sentences later:
    /// 行政运行(项)。主要用于…。年初预算为….
    topic: Option<Mention>,
    /// Whether the last number was an opening budget.
    after_budget: bool,
    /// Inside a reason, numbers say nothing of the subject.
    in_reason: bool,
}

/// Claims of a section that a number may still belong to: one text without an end must not take for ever.
const MEMORY: usize = 500;

/// After 主要原因是…； the next item of an enumeration begins with its subject, a further reason does not.
fn resumes(mention: Option<&Mention>, start: usize) -> bool {
    mention.is_some_and(|mention| mention.start <= start + "其中：".len())
}

impl<'a, 'b> Reader<'a, 'b> {
    fn new(subjects: &'a Subjects<'a>, section: usize, accounts: bool, out: &'b mut Disclosure) -> Self {
        Self {
            subjects,
            section,
            accounts,
            first: out.claims.len(),
            known: Vec::new(),
            unread: false,
            amounts: Vec::new(),
            out,
        }
    }

    fn paragraph(&mut self, paragraph: &Passage, index: usize) {
        let folded = Folded::of(paragraph.text());
        let text = folded.text();
        let place = Place { paragraph, folded: &folded, index };
        let mut sentence = Sentence::default();
        let mut from = 0;
        for number in numbers(text) {
            self.words_between(&place, &mut sentence, from, number.start);
            self.number(&place, &mut sentence, from, &number);
            from = number.unit_end;
        }
        self.words_between(&place, &mut sentence, from, text.len());
        let amounts = std::mem::take(&mut self.amounts);
        if self.subjects.are_words() {
            words::partitions(text, &amounts, self.out);
        }
    }

    /// Takes note of what stands between two numbers: subjects, reasons, unchanged amounts, ends of sentences.
    fn words_between(&mut self, place: &Place<'_>, sentence: &mut Sentence, from: usize, to: usize) {
        let text = place.folded.text();
        for (start, clause, opens) in clause::clauses(text, from, to) {
            let end = start + clause.len();
            if opens == Opens::Sentence {
                let topic = sentence.topic.take();
                *sentence = Sentence { current: sentence.current, topic, ..Sentence::default() };
            }
            if self.accounts {
                self.against_budget(place, sentence, start, clause);
            }
            if let Some(offset) = clause.find("原因") {
                // 与上年持平，主要原因是…: what comes before the reason is said of the subject.
                if !sentence.in_reason {
                    self.said_unchanged(place, sentence, start, &clause[..offset]);
                }
                let introduced = start + offset + "原因".len();
                sentence.in_reason = true;
                self.reason(place, sentence, introduced, self.end_of_reason(text, introduced));
                continue;
            }
            let mention = self.subjects.spoken_of(text, start, end);
            let mention = mention.or_else(|| self.compared(text, start, end));
            if sentence.in_reason {
                if opens != Opens::Clause || !resumes(mention.as_ref(), start) {
                    continue;
                }
                sentence.in_reason = false;
            }
            match mention {
                Some(mention) if clause::says_none(&text[mention.end..end]) => {
                    self.none(place, &mention, end);
                }
                Some(mention) => {
                    let heads = self.accounts && matches!(mention.subject, Subject::Path { .. });
                    sentence.topic = heads.then(|| mention.clone()).or(sentence.topic.take());
                    sentence.pending = Some(mention);
                }
                None => {}
            }
            self.said_unchanged(place, sentence, start, clause);
        }
    }

    /// An amount known by its words that a clause comes back to, to tell how it changed: 教育支出比上年增加.
    fn compared(&self, text: &str, start: usize, end: usize) -> Option<Mention> {
        let (start, end) = words::compared(text, start, end).filter(|_| self.subjects.are_words())?;
        let subject = Subject::Words(text[start..end].to_owned());
        let is_open = |at: usize| self.out.claims[self.first + at].change.is_none();
        let mut known = self.known.iter().enumerate().rev().take(MEMORY);
        known.find(|(at, (known, _))| *known == subject && is_open(*at))?;
        Some(Mention { subject, start, end })
    }

    /// Where a reason ends: with the sentence, or before the next item of an enumeration.
    fn end_of_reason(&self, text: &str, from: usize) -> usize {
        let sentence = text[from..].find('。').map_or(text.len(), |offset| from + offset);
        let next_item = |&(at, semicolon): &(usize, &str)| {
            let start = from + at + semicolon.len();
            let is_end = |c: char| "，；".contains(c) || c.is_ascii_digit();
            let end = text[start..sentence].find(is_end).map_or(sentence, |offset| start + offset);
            resumes(self.subjects.spoken_of(text, start, end).as_ref(), start)
        };
        text[from..sentence].match_indices('；').find(next_item).map_or(sentence, |(at, _)| from + at)
    }

    /// 公务接待费与上年持平: of the subject named before, in the clause or before it.
    fn said_unchanged(&mut self, place: &Place<'_>, sentence: &mut Sentence, start: usize, clause: &str) {
        let Some((from, to)) = clause::unchanged(clause) else { return };
        let named = self.subjects.last_in(place.folded.text(), start, start + from);
        sentence.pending = named.or(sentence.pending.take());
        let location = place.locate(start + from, start + to);
        self.unchanged(place, sentence, location, base::compared(&clause[from..to]));
    }

    fn number(&mut self, place: &Place<'_>, sentence: &mut Sentence, from: usize, number: &Number) {
        let lead = &place.folded.text()[from..number.start];
        let of_accounts = self
            .accounts
            .then(|| clause::role_in_accounts(lead, number.unit, sentence.after_budget))
            .flatten();
        let role = match (of_accounts, base::prior(lead, self.out.year)) {
            (Some(role), _) => role,
            (None, Some(base)) if matches!(number.unit, Unit::Money(_)) => Role::Prior(base),
            (None, _) => role(lead, number.unit),
        };
        let stray_count =
            role == Role::Amount && number.unit == Unit::Count && !counts(place, sentence, number);
        if sentence.in_reason || role == Role::Unknown || stray_count || is_threshold(place, number) {
            return;
        }
        if sentence.pending.is_none() && clause::tells_of_accounts(lead) {
            sentence.pending = sentence.topic.take();
        }
        let again = role == Role::Amount && base::is_this_year(lead, self.out.year);
        let claim = self.claim_for(place, sentence, role, number.unit);
        let Some(claim) = claim.or_else(|| self.said_again(sentence).filter(|_| again)) else {
            self.unread |= matches!(number.unit, Unit::Money(_));
            return;
        };
        let subject = clause::describe(&self.out.claims[claim].subject, role);
        let location = place.locate(number.start, number.end);
        let origin =
            Origin::Prose { section: u32::try_from(self.section).unwrap_or(0), subject: subject.into() };
        let Some(figure) = Figure::new(number.numeral, number.unit, location, origin) else { return };
        let id = self.out.add(figure);
        let clause = place.locate(number.start, number.unit_end);
        put(&mut self.out.claims[claim], role, id, number.unit, clause, |(a, b)| {
            place.locate(from + a, from + b)
        });
        if let (Some(change), Some(base)) = (&mut self.out.claims[claim].change, base::compared_at_end(lead))
        {
            change.base = base;
        }
        sentence.current = Some(claim);
        sentence.after_budget = role == Role::Budget;
        sentence.topic =
            sentence.topic.take().filter(|topic| self.known[claim - self.first].0 != topic.subject);
        if matches!((role, number.unit), (Role::Amount, Unit::Money(_))) {
            self.amounts.push(words::Amount { claim, figure: id, at: number.start });
        }
        if matches!(role, Role::Amount) && number.unit == Unit::Count {
            // 车辆 2 辆，价值 45.16 万元: the amount still belongs to the same subject.
            return;
        }
        sentence.pending = None;
    }

    /// The claim a number belongs to: of the subject just named, or of the one the sentence is about.
    fn claim_for(&mut self, place: &Place<'_>, sentence: &Sentence, role: Role, unit: Unit) -> Option<usize> {
        let Some(mention) = &sentence.pending else {
            return sentence.current.filter(|&c| vacant(&self.out.claims[c], role, unit));
        };
        let subject = &mention.subject;
        let open = (self.first..self.out.claims.len()).rev().take(MEMORY).find(|&c| {
            let (known, paragraph) = &self.known[c - self.first];
            let same_statement = matches!(subject, Subject::Phrase(_)) || *paragraph == place.index;
            // A budget that is named with its subject begins a statement of its own.
            let begins = role == Role::Budget && self.out.claims[c].amount.is_some();
            known == subject && same_statement && !begins && vacant(&self.out.claims[c], role, unit)
        });
        // A second amount of the same thing is a claim of its own; a change belongs to the amount stated before.
        open.or_else(|| Some(self.new_claim(place, mention)))
    }

    /// 2023年预算执行数为 A 万元，2024年预算安排 B 万元: this year's amount once more, after the one it is compared with.
    fn said_again(&mut self, sentence: &Sentence) -> Option<usize> {
        let current = sentence.current.filter(|_| sentence.pending.is_none())?;
        let before = &mut self.out.claims[current];
        before.amount.filter(|_| before.prior.is_some() && before.change.is_none())?;
        let again = Claim {
            section: before.section,
            subject: before.subject.clone(),
            subject_location: before.subject_location,
            coordinates: before.coordinates.clone(),
            prior: before.prior.take(),
            ..Claim::default()
        };
        // No part of anything: the whole has the amount already.
        self.known.push((Subject::Words(again.subject.clone()), usize::MAX));
        self.out.claims.push(again);
        Some(self.out.claims.len() - 1)
    }

    fn new_claim(&mut self, place: &Place<'_>, mention: &Mention) -> usize {
        let words = match &mention.subject {
            Subject::Phrase(_) | Subject::Words(_) => place.original(mention.start, mention.end).to_owned(),
            Subject::Path { words, level, .. } => clause::last_name(words, *level),
        };
        self.out.claims.push(Claim {
            section: self.section,
            subject: words,
            subject_location: place.locate(mention.start, mention.end),
            coordinates: self.subjects.coordinates(&mention.subject),
            budget_coordinates: self.subjects.budget_coordinates(&mention.subject),
            share_of: self.subjects.share_of(&mention.subject),
            ..Claim::default()
        });
        self.known.push((mention.subject.clone(), place.index));
        self.out.claims.len() - 1
    }

    fn reason(&mut self, place: &Place<'_>, sentence: &Sentence, from: usize, to: usize) {
        // A reason may follow in a sentence of its own: the change it explains is the last one stated.
        let claim = sentence.current.or_else(|| (self.first..self.out.claims.len()).next_back());
        let Some(claim) = claim.filter(|&c| self.out.claims[c].change.is_some()) else { return };
        let text = &place.folded.text()[from..to];
        let skipped = text.len() - text.trim_start_matches(['是', '为', '：', '，', '系', '如', '下']).len();
        let (start, end) = place.folded.original_range(place.paragraph.text(), from + skipped, to);
        self.out.claims[claim].reason.get_or_insert_with(|| place.paragraph.slice(start, end));
    }

    /// 决算数小于预算数: of the subject named before it in the clause, or of what was spoken of last.
    fn against_budget(&mut self, place: &Place<'_>, sentence: &Sentence, start: usize, clause: &str) {
        let Some((direction, (from, to))) = clause::against_budget(clause) else { return };
        let location = place.locate(start + from, start + to);
        let named = self.subjects.last_in(place.folded.text(), start, start + from).map(|m| m.subject);
        let compared = |claim: usize| {
            let told = &self.out.claims[claim];
            told.budget.is_some() && told.amount.is_some() && told.against_budget.is_none()
        };
        let of_subject = |subject: &Subject| {
            let claims = self.first..self.out.claims.len();
            claims.rev().find(|&c| self.known[c - self.first].0 == *subject && compared(c))
        };
        let claim = match &named {
            Some(subject) => of_subject(subject),
            None => sentence.current.filter(|&c| c >= self.first && compared(c)),
        };
        if let Some(claim) = claim {
            self.out.claims[claim].against_budget = Some(Worded { direction, location });
        }
    }

    fn none(&mut self, place: &Place<'_>, mention: &Mention, end: usize) {
        let claim = self.new_claim(place, mention);
        self.out.claims[claim].none = Some(place.locate(mention.end, end));
    }

    fn unchanged(&mut self, place: &Place<'_>, sentence: &mut Sentence, location: Location, base: Base) {
        let Some(claim) =
            self.claim_for(place, sentence, Role::Change(Direction::Unchanged, None), Unit::Percent)
        else {
            return;
        };
        let direction = Some(Worded { direction: Direction::Unchanged, location });
        self.out.claims[claim].change = Some(Change { direction, location, base, ..Change::default() });
        sentence.current = Some(claim);
    }
}

/// Whether a number counts the subject just named, with nothing of substance between them.
fn counts(place: &Place<'_>, sentence: &Sentence, number: &Number) -> bool {
    let between = sentence.pending.as_ref().and_then(|m| place.folded.text().get(m.end..number.start));
    // 绩效自评的2024年度项目4个
    let of_year = |c: char| c.is_ascii_digit() || "年度".contains(c);
    let bare = |words: &str| words.chars().all(|c| "为共有数约：人计".contains(c));
    let projects = |words: &str| {
        words.trim_start_matches('的').trim_start_matches(of_year).strip_prefix("项目").map(bare)
    };
    between.is_some_and(|words| bare(words) || projects(words) == Some(true))
}

/// 单价100万元(含)以上设备: a number that says which things are counted.
fn is_threshold(place: &Place<'_>, number: &Number) -> bool {
    let after = &place.folded.text()[number.unit_end..];
    after.strip_prefix("(含)").unwrap_or(after).starts_with("以上")
}

/// Whether the claim has no number yet for this role.
fn vacant(claim: &Claim, role: Role, unit: Unit) -> bool {
    let change = claim.change.as_ref();
    match role {
        Role::Amount if unit == Unit::Count => claim.count.is_none() && claim.change.is_none(),
        Role::Amount => claim.amount.is_none() && claim.share.is_none() && claim.change.is_none(),
        Role::Share => claim.share.is_none(),
        Role::Budget => claim.budget.is_none(),
        Role::Completion => claim.completion.is_none(),
        Role::Change(..) if unit == Unit::Percent && change.is_none() => true,
        Role::Change(..) => change.is_none_or(|c| c.amount.is_none() && c.rate.is_none()),
        Role::Rate(..) => change.is_none_or(|c| c.rate.is_none()),
        Role::Prior(_) => claim.prior.is_none() && claim.change.is_none(),
        Role::Unknown => false,
    }
}

fn put(
    claim: &mut Claim,
    role: Role,
    id: FigureId,
    unit: Unit,
    clause: Location,
    locate: impl Fn((usize, usize)) -> Location,
) {
    let worded =
        |direction, word: Option<(usize, usize)>| word.map(|w| Worded { direction, location: locate(w) });
    match role {
        Role::Amount if unit == Unit::Count => claim.count = Some(id),
        Role::Amount => claim.amount = Some(id),
        Role::Share => claim.share = Some(id),
        Role::Prior(base) => claim.prior = Some(Prior { figure: id, base }),
        Role::Budget => claim.budget = Some(id),
        Role::Completion => claim.completion = Some(id),
        Role::Change(direction, word) => {
            let change = claim.change.get_or_insert_with(|| Change { location: clause, ..Change::default() });
            change.direction = worded(direction, word);
            change.amount = Some(id);
        }
        Role::Rate(direction, word) => {
            let change = claim.change.get_or_insert_with(|| Change { location: clause, ..Change::default() });
            change.rate_direction = worded(direction, word);
            change.rate = Some(id);
        }
        Role::Unknown => {}
    }
}

/// A paragraph with its folded text.
struct Place<'a> {
    paragraph: &'a Passage,
    folded: &'a Folded,
    index: usize,
}

impl Place<'_> {
    fn locate(&self, start: usize, end: usize) -> Location {
        let (from, to) = self.folded.original_range(self.paragraph.text(), start, end);
        self.paragraph.locate(from, to)
    }

    fn original(&self, start: usize, end: usize) -> &str {
        let (from, to) = self.folded.original_range(self.paragraph.text(), start, end);
        &self.paragraph.text()[from..to]
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod accounts_tests;
