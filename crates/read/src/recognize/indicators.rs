//! The indicator table of a performance form, whose rows may be shifted, merged or cut by a page break.

use super::target::{looks_like_target, target};
use mingzhang_model::{Disclosure, Figure, Indicator, Numeral, Origin, Passage, Target, Unit, fold};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Class,
    Section,
    Name,
    Target,
    Basis,
    Prior,
    Weight,
    Scoring,
    Evidence,
    /// A heading nobody knows.
    Other,
}

/// Words of headings, the telling ones first: 指标值设置依据 is a basis, 指标分值权重 a weight.
const HEADINGS: [(&str, Column); 20] = [
    ("一级", Column::Class),
    ("二级", Column::Section),
    ("三级", Column::Name),
    ("依据", Column::Basis),
    ("上年", Column::Prior),
    ("上一年", Column::Prior),
    ("历史", Column::Prior),
    ("以前年度", Column::Prior),
    ("赋分", Column::Scoring),
    ("评分", Column::Scoring),
    ("计分", Column::Scoring),
    ("权重", Column::Weight),
    ("分值", Column::Weight),
    ("佐证", Column::Evidence),
    ("证明", Column::Evidence),
    ("数据来源", Column::Evidence),
    ("指标值", Column::Target),
    ("目标值", Column::Target),
    ("指标内容", Column::Name),
    ("指标名称", Column::Name),
];

/// Reads the rows below a header.
pub(crate) struct Indicators {
    form: u32,
    columns: Vec<Column>,
    class: Passage,
    section: Passage,
    /// How many numbers were read before those of the last indicator.
    before: usize,
}

/// The cells of a row by column; several cells of one column were one before a break.
type Aligned<'a> = Vec<(Column, &'a Passage)>;

impl Indicators {
    /// For the form with the given index.
    pub(crate) fn new(form: u32) -> Self {
        Self { form, columns: Vec::new(), class: Passage::default(), section: Passage::default(), before: 0 }
    }

    /// Whether a header was seen.
    pub(crate) fn begun(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Takes the columns from a row if it is a header, the first or one repeated after a page break.
    pub(crate) fn header(&mut self, row: &[Passage]) -> bool {
        // Most rows are none, and folding all their cells is much work.
        if !row.iter().any(|cell| cell.text().contains('级')) {
            return false;
        }
        let column = |cell: &Passage| {
            let text = fold(cell.text());
            HEADINGS
                .iter()
                .find(|(words, _)| text.contains(words))
                .map_or(Column::Other, |&(_, column)| column)
        };
        let columns: Vec<Column> = row.iter().map(column).collect();
        let headed = |wanted: Column| columns.contains(&wanted);
        let is_header = headed(Column::Class) && headed(Column::Section) && headed(Column::Name);
        if is_header {
            self.columns = columns;
        }
        is_header
    }

    /// Reads a row into a new indicator, or appends it to the one a page break cut.
    pub(crate) fn row(&mut self, row: &[Passage], indicators: &mut Vec<Indicator>, out: &mut Disclosure) {
        let aligned = align(row, &self.columns);
        let cell = |column: Column| aligned.iter().find(|(c, _)| *c == column).map(|(_, cell)| *cell);
        let first = aligned.first().map_or(String::new(), |(_, cell)| fold(cell.text()));
        if ["合计", "总计", "备注", "注：", "填表", "说明"].iter().any(|word| first.starts_with(word))
        {
            return;
        }
        let rest = [Column::Class, Column::Section, Column::Target, Column::Weight];
        if rest.iter().all(|&column| cell(column).is_none())
            && let Some(cut) = indicators.last_mut()
        {
            let called = fold(cut.name.text());
            resume(cut, &aligned);
            self.rename(&called, &fold(cut.name.text()), out);
            return;
        }
        if let Some(class) = cell(Column::Class) {
            self.class = class.clone();
            self.section = Passage::default();
        }
        if let Some(section) = cell(Column::Section) {
            self.section = section.clone();
        }
        let name = cell(Column::Name).cloned().unwrap_or_default();
        let called = quoted(&fold(name.text()));
        let origin = |what: &str| Origin::Form { form: self.form, subject: format!("{called}{what}").into() };
        self.before = out.figures.len();
        indicators.push(Indicator {
            class: self.class.clone(),
            section: self.section.clone(),
            target: cell(Column::Target).map(|cell| target(cell, origin("指标值"), out)),
            basis: cell(Column::Basis).cloned(),
            prior: cell(Column::Prior).map(|cell| target(cell, origin("上年完成值"), out)),
            weight: cell(Column::Weight).and_then(|cell| {
                let numeral = Numeral::parse(cell.text().trim_end_matches(['分', '%']))?;
                Some(out.add(Figure::new(numeral, Unit::Count, cell.location(), origin("权重"))?))
            }),
            scoring: cell(Column::Scoring).cloned(),
            evidence: cell(Column::Evidence).cloned(),
            name,
        });
    }
}

impl Indicators {
    /// The numbers of the last indicator are called by its whole name.
    fn rename(&self, from: &str, to: &str, out: &mut Disclosure) {
        for figure in out.figures.iter_mut().skip(self.before) {
            if let Origin::Form { subject, .. } = &mut figure.origin
                && let Some(what) = subject.strip_prefix(&*quoted(from))
            {
                *subject = format!("{}{what}", quoted(to)).into();
            }
        }
    }
}

fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// Appends the second halves of cells that a page break cut.
fn resume(indicator: &mut Indicator, aligned: &Aligned<'_>) {
    let grow = |slot: &mut Option<Passage>, cell: &Passage| match slot {
        Some(text) => text.append(cell),
        None => *slot = Some(cell.clone()),
    };
    for (column, cell) in aligned {
        match column {
            Column::Name => indicator.name.append(cell),
            Column::Basis => grow(&mut indicator.basis, cell),
            Column::Scoring => grow(&mut indicator.scoring, cell),
            Column::Evidence => grow(&mut indicator.evidence, cell),
            Column::Prior => {
                if let Some(Target { written, .. }) = &mut indicator.prior {
                    written.append(cell);
                }
            }
            _ => {}
        }
    }
}

/// Gives the filled cells of a row their columns, in order: the assignment whose cells fit best by what they say and
/// stand nearest to where they should. Damaged rows are shifted by a cell, some only in part.
fn align<'a>(row: &'a [Passage], columns: &[Column]) -> Aligned<'a> {
    /// Wider rows are no indicator rows; what is beyond is left out.
    const WIDEST: usize = 40;
    let cells: Vec<(usize, &Passage, Shape)> = (row.iter().enumerate().take(WIDEST))
        .filter(|(_, cell)| !cell.is_blank())
        .map(|(at, cell)| (at, cell, Shape::of(cell)))
        .collect();
    let columns = &columns[..columns.len().min(WIDEST)];
    // best[i][j]: the score of the first i cells over the first j columns, and whether cell i stands in column j.
    let mut best = vec![vec![(0_i32, false); columns.len() + 1]; cells.len() + 1];
    for i in 1..=cells.len() {
        let (at, _, shape) = &cells[i - 1];
        best[i][0] = (best[i - 1][0].0 + LEFT_OUT, false);
        for j in 1..=columns.len() {
            let shift = i32::try_from(at.abs_diff(j - 1)).unwrap_or(i32::MAX);
            let fits = best[i - 1][j - 1].0 + shape.fits(columns[j - 1]) - shift;
            let skipped = best[i][j - 1].0.max(best[i - 1][j].0 + LEFT_OUT);
            best[i][j] = if fits > skipped { (fits, true) } else { (skipped, false) };
        }
    }
    let (mut i, mut j) = (cells.len(), columns.len());
    let mut aligned = Vec::new();
    while i > 0 && j > 0 {
        if best[i][j].1 {
            aligned.push((columns[j - 1], cells[i - 1].1));
            (i, j) = (i - 1, j - 1);
        } else if best[i][j].0 == best[i][j - 1].0 {
            j -= 1;
        } else {
            i -= 1;
        }
    }
    aligned.reverse();
    aligned
}

/// What it costs to leave a filled cell without a column.
const LEFT_OUT: i32 = -12;

/// What a cell looks like.
struct Shape {
    integer: bool,
    target: bool,
    text: String,
}

impl Shape {
    fn of(cell: &Passage) -> Self {
        let text = fold(cell.text());
        let integer = !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
        Self { integer, target: looks_like_target(&text), text }
    }

    /// How well the cell fits a column by what it says.
    fn fits(&self, column: Column) -> i32 {
        let says = |words: &[&str]| words.iter().any(|word| self.text.contains(word));
        let level = self.text.ends_with("指标");
        let number = self.integer || self.target;
        match column {
            Column::Class | Column::Section if number => -8,
            Column::Class | Column::Section if level => 4,
            Column::Class if says(&["成本", "效率", "效能", "满意度", "效应", "产出", "效益"]) => {
                1
            }
            Column::Class | Column::Section => -3,
            Column::Name if self.target || self.integer || level => -6,
            Column::Target if self.target => 4,
            Column::Target if says(&["标准", "新增"]) || level => -3,
            Column::Weight if self.integer => 4,
            Column::Weight => -8,
            Column::Basis | Column::Scoring | Column::Evidence if number => -6,
            Column::Basis if says(&["标准", "依据", "方案", "办法", "文件"]) => 2,
            Column::Prior if says(&["新增"]) || number => 2,
            Column::Scoring if says(&["赋分", "评分", "扣分", "得分", "计分"]) => 3,
            Column::Evidence if says(&["资料", "凭证", "材料", "报告", "文件", "证明"]) => 2,
            Column::Prior if says(&["标准", "赋分", "资料", "凭证", "材料"]) => -3,
            // Headings that span columns leave blank ones behind, where nothing stands.
            Column::Other => -4,
            _ => 0,
        }
    }
}
