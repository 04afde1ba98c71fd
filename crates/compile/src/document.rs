//! The order of the document.

use crate::book::Book;
use crate::entries::Entries;
use crate::forms;
use crate::picture::picture;
use crate::print::chinese;
use crate::prose::Writer;
use crate::sheet::Homeless;
use crate::tables::{self, Frame};
use mingzhang_ledger::Ledger;
use mingzhang_manuscript::{Block, Heading, Manuscript, Paragraph, Picture, Style};
use mingzhang_model::{Text, text};
use mingzhang_standard::{Numbers, PartSpec, PrintSpec, Profile, builtin};
use minijinja::Error;

/// A manuscript with what its reader should know of how amounts were rounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The document.
    pub manuscript: Manuscript,
    /// The budget in one picture.
    pub picture: Picture,
    /// The headings below which nothing stands.
    pub blank: Vec<String>,
    /// How many printed amounts are not the nearest to their exact values, so that sums add up.
    pub moved: usize,
    /// How many are a unit of the last place or more away from them, because no closer ones add up.
    pub strained: usize,
}

/// Compiles a ledger that was checked.
///
/// # Errors
/// The profile does not say how its documents are printed, a reason is missing, or an amount has no place in a table:
/// everything at once, in words for who keeps the ledger.
pub fn compile(ledger: &Ledger, profile: &Profile) -> Result<Compiled, Vec<Text>> {
    let Some(print) = &profile.print else {
        return Err(vec![unprintable(profile)]);
    };
    let year = &ledger.year;
    if year.revenue.is_empty() && year.expenditure.is_empty() {
        return Err(vec![text!(
            "收入明细、支出明细都还没有填，没有数可以编制。",
            "Neither revenue nor expenditure has any line: there is nothing to build from."
        )]);
    }
    let mut homeless = Vec::new();
    let faulty = |error: &dyn std::fmt::Display| {
        vec![text!("模板 {0} 有误：{1}", "Profile {0} is faulty: {1}", &*profile.id, Text::same(error))]
    };
    let book =
        Book::new(ledger, profile, Entries::of_this_year(ledger), &mut homeless).map_err(|e| faulty(&e))?;
    let mut problems = without_place(&book, &homeless);
    // Last year's lines may be coarser than tables ask; what is said of them is looked up, not printed.
    let prior =
        Book::new(ledger, profile, Entries::of_last_year(ledger), &mut Vec::new()).map_err(|e| faulty(&e))?;
    let writer = Writer::new(ledger, profile, print, [&book, &prior]).map_err(|e| faulty(&e))?;
    let blocks = blocks(&writer, print).map_err(|error| faulty(&Chain(&error)))?;
    problems.extend(writer.problems.lock().map(|problems| problems.clone()).unwrap_or_default());
    if !problems.is_empty() {
        return Err(problems);
    }
    let manuscript = Manuscript {
        title: writer.line(&print.title).map_err(|e| faulty(&e))?,
        office: ledger.office.name.clone(),
        year: ledger.office.year,
        published: ledger.office.published.to_string(),
        draft: None,
        blocks,
    };
    let (moved, strained) = book.roundings().fold((0, 0), |(moved, strained), rounding| {
        (moved + rounding.moved.len(), strained + rounding.strained.len())
    });
    let blank = blank(&manuscript.blocks);
    Ok(Compiled { picture: picture(&writer), manuscript, blank, moved, strained })
}

/// The headings that no block follows but a heading of the same level or a higher one.
fn blank(blocks: &[Block]) -> Vec<String> {
    let is_blank = |heading: &Heading, next: Option<&Block>| match next {
        Some(Block::Heading(next)) => next.level <= heading.level,
        Some(Block::Paragraph(paragraph)) => paragraph.style == Style::Signature,
        Some(_) => false,
        None => true,
    };
    let headings = blocks.iter().enumerate().filter_map(|(at, block)| match block {
        Block::Heading(heading) => Some((heading, blocks.get(at + 1))),
        _ => None,
    });
    headings.filter(|(heading, next)| is_blank(heading, *next)).map(|(h, _)| h.text.clone()).collect()
}

/// What to say of a profile that only tells how documents are read; which others there are.
pub fn unprintable(profile: &Profile) -> Text {
    let others = builtin().iter().filter(|profile| profile.print.is_some());
    let others = others.map(|profile| format!("{}（{}）", profile.title, profile.id)).collect::<Vec<_>>();
    text!(
        "模板“{0}”只能用来检查，还不能用来编制。请在“基本信息”的“模板”一栏换用：{1}。",
        "Profile “{0}” only tells how documents are read, not how they are printed. Please choose another for the ledger: {1}.",
        &profile.title,
        others.join("、")
    )
}

/// An error with its causes, as template engines tell them.
struct Chain<'e>(&'e Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

/// Entries that a table has no row or column for.
fn without_place(book: &Book<'_>, homeless: &[Homeless<'_>]) -> Vec<Text> {
    let problem = |(table, set): &Homeless<'_>| {
        let entries = Text::list(set.iter().take(5).map(|at| book.entries.entry(*at).describe()));
        text!(
            "表{0}《{1}》没有可以列示以下 {2} 笔的行或栏，合计会对不上：{3}。请补全或更正它们的科目。",
            "Table {0} “{1}” has no row or column for these {2} entries, so that it would not add up: {3}. Please complete or correct their codes.",
            table.number,
            &*table.title,
            set.len(),
            entries
        )
    };
    homeless.iter().map(problem).collect()
}

fn blocks(writer: &Writer<'_>, print: &PrintSpec) -> Result<Vec<Block>, Error> {
    let mut blocks = vec![Block::Contents(print.contents.clone())];
    for part in &print.parts {
        if !part.title.is_empty() {
            let title = writer.line(&part.title)?;
            let entry = if part.entry.is_empty() { title.clone() } else { writer.line(&part.entry)? };
            blocks.push(heading(1, title, Some(entry)));
        }
        if part.tables {
            blocks.extend(tables(writer, print)?);
        }
        sections(writer, part, &mut blocks)?;
    }
    let signature = writer.line(&print.signature)?;
    blocks.extend(lines(&signature).map(|text| paragraph(text, Style::Signature)));
    Ok(blocks)
}

fn heading(level: u8, text: String, entry: Option<String>) -> Block {
    Block::Heading(Heading { level, text, entry })
}

fn paragraph(text: &str, style: Style) -> Block {
    Block::Paragraph(Paragraph { text: text.to_owned(), style })
}

/// The lines of a written text that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn tables(writer: &Writer<'_>, print: &PrintSpec) -> Result<Vec<Block>, Error> {
    let mut blocks = Vec::new();
    for (at, spec) in writer.profile.tables.iter().enumerate() {
        let mut header = Vec::new();
        for line in &spec.header {
            header.push(line.iter().map(|cell| writer.line(cell)).collect::<Result<Vec<_>, _>>()?);
        }
        let title = writer.with(&print.table_title, minijinja::context! { title => &*spec.title })?;
        let number = minijinja::context! { number => at + 1, title => &title };
        let frame = Frame {
            entry: Some(writer.with(&print.table_entry, number.clone())?),
            label: writer.with(&print.table_label, number)?,
            when_empty: {
                let title = minijinja::context! { title => &title };
                writer.with(spec.when_empty.as_ref().unwrap_or(&print.when_empty), title)?
            },
            when_rounded: writer.line(&print.when_rounded)?,
            title,
            office: format!("{}{}", writer.line(&print.made_by)?, writer.ledger.office.name),
            header,
        };
        blocks.push(Block::Table(tables::table(writer.book, spec, print, frame)));
    }
    Ok(blocks)
}

/// The sections of a part: heading, text, and the forms where the part has them.
fn sections(writer: &Writer<'_>, part: &PartSpec, blocks: &mut Vec<Block>) -> Result<(), Error> {
    for (at, key) in part.sections.iter().enumerate() {
        let Some(spec) = writer.profile.section(key) else { continue };
        let title = writer.line(spec.heading.as_deref().unwrap_or(&spec.title))?;
        let number = match part.numbers {
            Numbers::Chinese => format!("{}、", chinese(at + 1)),
            Numbers::None => String::new(),
        };
        if !title.is_empty() && part.numbers != Numbers::None {
            let text = format!("{number}{title}");
            blocks.push(heading(2, text.clone(), spec.within.is_none().then_some(text)));
        }
        let text = writer.section(spec, spec.text.as_deref().unwrap_or_default())?;
        for line in lines(&text) {
            match line.strip_prefix("## ") {
                Some(text) => blocks.push(heading(3, text.to_owned(), None)),
                None if line == FORMS => blocks.extend(forms::forms(writer)?.into_iter().map(Block::Table)),
                None => blocks.push(paragraph(line, Style::Body)),
            }
        }
    }
    Ok(())
}

/// The line of a section's text where the performance forms stand.
const FORMS: &str = "[[forms]]";
