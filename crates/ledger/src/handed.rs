//! A ledger in one file, as it is handed in: a workbook, or its folder packed as a ZIP archive.

use crate::directory::{Files, open_directory};
use crate::entered::Entered;
use crate::fault::Fault;
use crate::workbook::{is_ledger, open_workbook};
use mingzhang_office::{Archive, Container, container};

/// Reads a ledger, called `name`: what could be taken of it, and all that is wrong. Nothing if the file is something else.
pub fn open_file(name: &str, bytes: &[u8]) -> Option<(Entered, Vec<Fault>)> {
    match container(bytes) {
        Ok(Some(Container::Xlsx)) => is_ledger(bytes).then(|| open_workbook(name, bytes)),
        Ok(Some(Container::Zip)) => Some(open_directory(&folder(bytes)?)),
        _ => None,
    }
}

/// The files of a ledger's folder in an archive, wherever the folder is.
fn folder(bytes: &[u8]) -> Option<Files> {
    let mut archive = Archive::open(bytes).ok()?;
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    let single = names.iter().find(|name| last(name) == crate::directory::SINGLE)?;
    let inside = &single[..single.len() - last(single).len()];
    let mut files = Files::new();
    for (at, name) in names.iter().enumerate() {
        let Some(name) = name.strip_prefix(inside) else { continue };
        let is_data = [".csv", ".toml"].iter().any(|ending| name.to_lowercase().ends_with(ending));
        if is_data && !name.contains('/') {
            files.insert(name.to_owned(), archive.unpack(at).ok()?);
        }
    }
    Some(files)
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::open_file;
    use crate::{Ledger, write_workbook};

    #[test]
    fn a_ledger_is_told_from_other_workbooks() {
        let ledger = Ledger::default();
        let workbook = write_workbook(&ledger).unwrap();
        let (entered, faults) = open_file("账册.xlsx", &workbook).unwrap();
        assert_eq!(entered.ledger, ledger);
        assert!(faults.iter().all(|fault| !fault.message.zh.contains("不认识")), "{faults:?}");
        let mut other = rust_xlsxwriter::Workbook::new();
        other.add_worksheet().set_name("收支总表").unwrap().write(0, 0, "单位名称").unwrap();
        assert!(open_file("预算公开.xlsx", &other.save_to_buffer().unwrap()).is_none());
        assert!(open_file("预算公开.txt", b"text").is_none() && open_file("x", b"PK\x03\x04").is_none());
    }
}
