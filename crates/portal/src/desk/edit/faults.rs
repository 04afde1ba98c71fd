//! What is wrong with a ledger, beside the fields of its topics.

use mingzhang_ledger::{Fault, Files, Spot, sheets};

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Key and title of the topic; empty if it is about the whole.
    pub topic: &'static str,
    pub title: &'static str,
    /// The record from 0, and the column.
    pub row: Option<usize>,
    pub column: Option<usize>,
    pub message: String,
}

/// Faults of a ledger whose places are those of a folder with these files.
pub(super) fn told(files: &Files, faults: Vec<Fault>) -> Vec<Told> {
    faults.into_iter().map(|fault| placed(files, fault)).collect()
}

fn placed(files: &Files, Fault { spot, message }: Fault) -> Told {
    let mut told = Told { topic: "", title: "", row: None, column: None, message: message.zh };
    let (file, line, field) = match &spot {
        Spot::Line(file, line, field) => (file.as_str(), Some(*line), *field),
        Spot::File(file) => (file.as_str(), None, None),
        Spot::Sheet(title) | Spot::Cell(title, ..) => {
            if let Some(sheet) = sheets().iter().find(|sheet| sheet.title() == title) {
                (told.topic, told.title) = (sheet.key(), sheet.title());
            }
            return told;
        }
    };
    let bytes = files.get(file).map_or(&[][..], Vec::as_slice);
    if let Some(key) = file.strip_suffix(".csv") {
        if let Some(sheet) = sheets().iter().find(|sheet| sheet.key() == key) {
            (told.topic, told.title) = (sheet.key(), sheet.title());
            told.row = line.and_then(|line| record(bytes, line));
            told.column = field.and_then(|field| usize::try_from(field).ok()?.checked_sub(1));
        }
    } else if let Some((key, name)) = line.and_then(|line| single(bytes, line))
        && let Some(sheet) = sheets().iter().find(|sheet| sheet.key() == key)
    {
        (told.topic, told.title, told.row) = (sheet.key(), sheet.title(), Some(0));
        told.column = sheet.columns().iter().position(|column| column.name == name);
    }
    told
}

/// The record that a line belongs to, from 0; the headings are none.
fn record(bytes: &[u8], line: u32) -> Option<usize> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let starts = reader.records().filter_map(|record| Some(record.ok()?.position()?.line()));
    starts.take_while(|start| *start <= u64::from(line)).count().checked_sub(2)
}

/// The section and the name of the value in a line of single values.
fn single(bytes: &[u8], line: u32) -> Option<(&str, &str)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let before = text.lines().take(line as usize);
    let section = before.filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).last()?;
    let name =
        text.lines().nth((line as usize).checked_sub(1)?)?.split_once(" = ").map_or("", |(name, _)| name);
    Some((section, name))
}

#[cfg(test)]
mod tests {
    use super::{record, single};

    #[test]
    fn lines_belong_to_records_and_values() {
        let csv = "a,b\n1,\"x\ny\"\n2,z\n".as_bytes();
        assert_eq!([1, 2, 3, 4].map(|line| record(csv, line)), [None, Some(0), Some(0), Some(1)]);
        let toml = "# x\n\n# y\n[office]\nname = \"甲\" # z\n".as_bytes();
        assert_eq!(single(toml, 5), Some(("office", "name")));
        assert_eq!([single(toml, 1), single(toml, 9)], [None, None]);
    }
}
