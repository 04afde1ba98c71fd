//! Performance-target forms: a title, a head of labels and amounts, a goal, and the table of indicators.

use super::indicators::Indicators;
use super::labels::{Head, Lanes, head};
use super::mention::scan;
use super::projects::add;
use mingzhang_document::{Block, Document};
use mingzhang_model::{
    Disclosure, Folded, Form, FormKind, Fund, FundKind, GoalAmount, MoneyUnit, Origin, Passage, Unit, fold,
};

/// A row of a table or a paragraph, with the index of its block.
#[derive(Clone, Copy)]
enum Line<'a> {
    Row(usize, &'a [Passage]),
    Paragraph(usize, &'a Passage),
}

/// Reads every form of the document; returns the indexes of the blocks that belong to them, in order.
pub(super) fn forms(document: &Document, out: &mut Disclosure) -> Vec<usize> {
    let lines = lines(document);
    let mut consumed = Vec::new();
    let mut open: Option<Draft> = None;
    for (at, line) in lines.iter().enumerate() {
        if let Some((title, kind)) = title(*line).filter(|_| heads_a_table(&lines[at + 1..])) {
            close(open.take(), out);
            open = Some(Draft::new(title, kind, out));
        } else if let Some(draft) = &mut open {
            match line {
                Line::Row(_, row) => draft.row(row, out),
                Line::Paragraph(_, paragraph) if is_year(paragraph) => {}
                Line::Paragraph(..) => close(open.take(), out),
            }
        }
        let (Line::Row(block, _) | Line::Paragraph(block, _)) = line;
        if open.is_some() && consumed.last() != Some(block) {
            consumed.push(*block);
        }
    }
    close(open, out);
    consumed
}

fn lines(document: &Document) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(passage) => lines.push(Line::Paragraph(index, passage)),
            Block::Table(grid) => lines.extend(grid.rows.iter().map(|row| Line::Row(index, row))),
        }
    }
    lines
}

fn close(draft: Option<Draft>, out: &mut Disclosure) {
    let Some(Draft { mut form, lanes, .. }) = draft else { return };
    form.funds.iter_mut().for_each(|fund| fund.kind = lanes.settle(fund.kind));
    out.forms.push(form);
}

/// How the titles of forms end.
const TITLES: [&str; 6] =
    ["绩效目标表", "绩效目标申报表", "绩效目标填报表", "绩效目标批复表", "绩效目标公开表", "绩效目标情况表"];

/// The title of a form: nothing on the line but words that end in 绩效目标表.
fn title(line: Line<'_>) -> Option<(&Passage, FormKind)> {
    const LONGEST: usize = 40;
    let passage = match line {
        Line::Paragraph(_, passage) => passage,
        Line::Row(_, row) => only(row)?,
    };
    if passage.text().len() > LONGEST * 4 {
        return None;
    }
    let text = fold(passage.text());
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit() || "()年度".contains(c));
    let titled = TITLES.iter().any(|end| words.ends_with(end));
    let plain = !text.contains(['，', '。', '；', '：']) && text.chars().count() <= LONGEST;
    let kind = if words.contains("整体") { FormKind::Overall } else { FormKind::Project };
    (titled && plain).then_some((passage, kind))
}

fn only(row: &[Passage]) -> Option<&Passage> {
    let mut filled = row.iter().filter(|cell| !cell.is_blank());
    filled.next().filter(|_| filled.next().is_none())
}

/// Whether a table follows the title, at most a line with the year or the unit between: an entry of a contents page
/// has none.
fn heads_a_table(next: &[Line<'_>]) -> bool {
    let mut next = next.iter().take(3).skip_while(|line| match line {
        Line::Paragraph(_, passage) => {
            is_year(passage) || (passage.text().contains("单位") && passage.text().len() < 120)
        }
        Line::Row(..) => false,
    });
    matches!(next.next(), Some(Line::Row(..)))
}

/// `(2024 年)`, `2024 年度`.
fn is_year(passage: &Passage) -> bool {
    let text = passage.text().trim();
    let year = |c: char| c.is_ascii_digit() || c.is_whitespace() || "()（）年度".contains(c);
    !text.is_empty() && text.chars().all(year)
}

/// A form being read.
struct Draft {
    form: Form,
    index: u32,
    unit: MoneyUnit,
    /// The label of the row before, whose value may run on.
    last: Option<Head>,
    lanes: Lanes,
    /// The labels of goals whose words stand in the row below, with their columns.
    goals: Vec<(usize, String)>,
    indicators: Indicators,
}

impl Draft {
    fn new(title: &Passage, kind: FormKind, out: &Disclosure) -> Self {
        let form = Form {
            kind,
            title: title.clone(),
            unit_name: None,
            project: None,
            funds: Vec::new(),
            goal: None,
            goal_amounts: Vec::new(),
            indicators: Vec::new(),
        };
        let index = u32::try_from(out.forms.len()).unwrap_or(u32::MAX);
        Self {
            form,
            index,
            unit: MoneyUnit::WanYuan,
            last: None,
            lanes: Lanes::default(),
            goals: Vec::new(),
            indicators: Indicators::new(index),
        }
    }

    fn row(&mut self, row: &[Passage], out: &mut Disclosure) {
        if row.iter().all(Passage::is_blank) || only(row).is_some_and(is_year) {
            return;
        }
        if self.indicators.header(row) {
            self.state_goal_amounts(out);
        } else if self.indicators.begun() {
            self.indicators.row(row, &mut self.form.indicators, out);
        } else {
            self.head_row(row, out);
        }
    }

    /// Pairs labels with the cell after them, or with what follows their colon.
    fn head_row(&mut self, row: &[Passage], out: &mut Disclosure) {
        let goals = std::mem::take(&mut self.goals);
        let mut label: Option<(Head, String)> = None;
        let mut labelled = false;
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            let folded = Folded::of(cell.text());
            let text = folded.text();
            self.note_unit(text);
            if let Some(known) = head(text) {
                if known == Head::Goal {
                    self.goals.push((column, text.to_owned()));
                }
                label = Some((self.place(known, column), text.trim_end_matches('：').to_owned()));
                labelled = true;
                continue;
            }
            let fused = text
                .match_indices('：')
                .find_map(|(at, colon)| Some((head(&text[..at])?, at, at + colon.len())));
            if let Some((known, end, value)) = fused {
                let (from, to) = folded.original_range(cell.text(), value, text.len());
                let known = self.place(known, column);
                self.set(known, &text[..end], &cell.slice(from, to), out);
                labelled = true;
            } else if let Some((known, words)) = label.take() {
                self.set(known, &words, cell, out);
                self.goals.clear();
                self.last = Some(known);
            } else if !labelled && !goals.is_empty() {
                self.goal_below(&goals, column, cell, out);
            } else if !labelled
                && self.last == Some(Head::Goal)
                && let Some(goal) = &mut self.form.goal
            {
                goal.append(cell);
            }
        }
    }

    fn place(&mut self, head: Head, column: usize) -> Head {
        match head {
            Head::Fund(kind) => Head::Fund(self.lanes.place(kind, column)),
            head => head,
        }
    }

    /// A goal below its label. The year's is the form's; of the goal of all years only the amounts are kept.
    fn goal_below(
        &mut self,
        labels: &[(usize, String)],
        column: usize,
        cell: &Passage,
        out: &mut Disclosure,
    ) {
        let Some((_, label)) = labels.iter().rev().find(|(from, _)| *from <= column) else { return };
        if label.contains("年度") || !labels.iter().any(|(_, label)| label.contains("年度")) {
            self.set(Head::Goal, label, cell, out);
        } else {
            self.amounts_in(cell, label, out);
        }
    }

    /// The unit of the amounts that follow, where a label states it: 项目资金（万元）.
    fn note_unit(&mut self, text: &str) {
        let stated = MoneyUnit::ALL.into_iter().find(|unit| text.contains(&format!("({unit})")));
        self.unit = stated.unwrap_or(self.unit);
    }

    fn set(&mut self, head: Head, label: &str, value: &Passage, out: &mut Disclosure) {
        let text = |slot: &mut Option<Passage>| {
            slot.get_or_insert_with(|| value.clone());
        };
        match head {
            Head::Office => text(&mut self.form.unit_name),
            Head::Project => text(&mut self.form.project),
            Head::Goal => text(&mut self.form.goal),
            Head::Other => {}
            Head::Fund(kind) => {
                let scanned = scan(value);
                let Some(mention) = scanned.mentions.first().filter(|m| m.start == 0) else { return };
                let unit = if mention.unit == Unit::Count { Unit::Money(self.unit) } else { mention.unit };
                let of_all_years = matches!(kind, FundKind::AllYearsFiscal | FundKind::AllYearsOther);
                let what = label.strip_prefix("其中：").filter(|_| of_all_years).unwrap_or(label);
                let origin = self.origin(&format!("{what}{}", if of_all_years { "（各年度）" } else { "" }));
                self.form.funds.extend(add(mention, unit, origin, out).map(|figure| Fund { kind, figure }));
            }
        }
    }

    fn state_goal_amounts(&mut self, out: &mut Disclosure) {
        if let Some(goal) = self.form.goal.as_ref().filter(|_| self.form.goal_amounts.is_empty()) {
            self.form.goal_amounts = self.amounts_in(goal, "目标", out);
        }
    }

    /// The amounts of money that the words of a goal name.
    fn amounts_in(&self, goal: &Passage, of: &str, out: &mut Disclosure) -> Vec<GoalAmount> {
        let scanned = scan(goal);
        let money = scanned.mentions.iter().filter(|m| matches!(m.unit, Unit::Money(_)) && m.per.is_empty());
        let amount = |mention| {
            let label = scanned.words_before(mention).to_owned();
            let subject = format!("{of}“{}”", label.trim_end_matches('：'));
            let figure = add(mention, mention.unit, self.origin(&subject), out)?;
            Some(GoalAmount { label, figure })
        };
        money.filter_map(amount).collect()
    }

    fn origin(&self, subject: &str) -> Origin {
        Origin::Form { form: self.index, subject: subject.into() }
    }
}
