//! The catalogue from its files: tables with tabs between the cells, one entry a line.

use super::{Attestation, Catalogue, Classification, EarlierName, Entry, FundSource};
use mingzhang_model::{Code, fold};
use std::sync::OnceLock;

/// The first line of every file.
const HEADER: &str = "code\tname\tvalid_from\tvalid_to\tearlier_names\tattested_by";

/// The texts of the four files.
#[derive(Clone, Copy, Debug)]
pub struct Sources {
    /// The functional classification.
    pub functional: &'static str,
    /// The economic classification of department budgets.
    pub economic_department: &'static str,
    /// The economic classification of the government's budget.
    pub economic_government: &'static str,
    /// The sources of money.
    pub fund_sources: &'static str,
}

impl Sources {
    /// The files that come with mingzhang.
    pub const EMBEDDED: Self = Self {
        functional: include_str!("../../data/classification/functional.tsv"),
        economic_department: include_str!("../../data/classification/economic_department.tsv"),
        economic_government: include_str!("../../data/classification/economic_government.tsv"),
        fund_sources: include_str!("../../data/classification/fund_sources.tsv"),
    };

    fn coded(&self) -> [(Classification, &'static str); 3] {
        [
            (Classification::Functional, self.functional),
            (Classification::EconomicDepartment, self.economic_department),
            (Classification::EconomicGovernment, self.economic_government),
        ]
    }
}

impl Catalogue {
    /// Reads the files of a catalogue.
    ///
    /// # Errors
    /// A line is not an entry; says which line of which file.
    pub fn parse(sources: &Sources) -> Result<Self, CatalogueError> {
        let mut entries = Vec::new();
        for (classification, text) in sources.coded() {
            for (number, cells) in lines(text) {
                let entry = cells.and_then(|cells| entry(classification, &cells));
                entries.push(entry.map_err(|why| CatalogueError {
                    file: classification.name(),
                    line: number,
                    why,
                })?);
            }
        }
        entries.sort_by_key(|e: &Entry| (e.classification, e.code, e.valid_from));
        let mut fund_sources = Vec::new();
        for (number, cells) in lines(sources.fund_sources) {
            let source = cells.map(|[key, name, .., attested]| FundSource {
                key,
                name,
                attestation: attestation(attested),
            });
            fund_sources.push(source.map_err(|why| CatalogueError {
                file: "资金来源",
                line: number,
                why,
            })?);
        }
        Ok(Self { entries, by_name: OnceLock::new(), fund_sources })
    }
}

/// The cells of every line but the header, with the number of the line.
fn lines(text: &'static str) -> impl Iterator<Item = (usize, Result<[&'static str; 6], Why>)> {
    text.lines().enumerate().filter_map(|(index, line)| {
        let number = index + 1;
        if number == 1 {
            return (line != HEADER).then_some((number, Err(Why::Header)));
        }
        let mut cells = [""; 6];
        let mut written = line.split('\t');
        let filled = cells.iter_mut().zip(&mut written).map(|(cell, text)| *cell = text).count();
        let whole = filled == cells.len() && written.next().is_none() && !cells[1].is_empty();
        Some((number, if whole { Ok(cells) } else { Err(Why::Cells) }))
    })
}

fn entry(classification: Classification, cells: &[&'static str; 6]) -> Result<Entry, Why> {
    let [code, name, from, to, earlier, attested] = *cells;
    Ok(Entry {
        classification,
        code: code.parse::<Code>().map_err(|_| Why::Code)?,
        name,
        folded: fold(name),
        valid_from: year(from)?,
        valid_to: year(to)?,
        earlier: earlier.split(';').filter(|e| !e.is_empty()).map(earlier_name).collect::<Result<_, _>>()?,
        attestation: attestation(attested),
    })
}

/// `医疗卫生与计划生育支出@2018`: the year is the last in which the name was in use.
fn earlier_name(text: &'static str) -> Result<EarlierName, Why> {
    let (name, last_year) = text.split_once('@').unwrap_or((text, ""));
    Ok(EarlierName { name, folded: fold(name), last_year: year(last_year)? })
}

fn year(text: &str) -> Result<Option<i32>, Why> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Why::Year) }
}

fn attestation(text: &'static str) -> Attestation {
    match text {
        "-" => Attestation::Unattested,
        "observed" => Attestation::Observed,
        samples => Attestation::Samples(samples),
    }
}

/// Why a file of the catalogue cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("科目目录《{file}》第 {line} 行：{why}")]
pub struct CatalogueError {
    file: &'static str,
    line: usize,
    why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Why {
    #[error("首行应为栏目名 code、name、valid_from、valid_to、earlier_names、attested_by")]
    Header,
    #[error("应有六栏，名称不能空白")]
    Cells,
    #[error("编码应为 3 位、5 位或 7 位数字")]
    Code,
    #[error("年份应为数字或空白")]
    Year,
}
