//! Names of sheets: what Excel allows, each given once.

use mingzhang_manuscript::Table;
use std::collections::HashSet;

/// The names that are taken.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// 表1, or the title where a table has no number.
    pub(super) fn of_table(&mut self, table: &Table) -> String {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let name = [&table.label, &table.title, &table.key].map(|text| bare(text)).into_iter();
        let name = name.map(|name| allowed(&name)).find(|name| !name.is_empty());
        self.give(&name.unwrap_or_else(|| "表".to_owned()))
    }

    /// The name, with a number if it is taken.
    pub(super) fn give(&mut self, wanted: &str) -> String {
        const LONGEST: usize = 31;
        let wanted = allowed(wanted);
        let numbered = |number: usize| {
            let ending = if number == 1 { String::new() } else { format!("({number})") };
            let room = LONGEST - ending.len();
            let mut length = 0;
            let fits = |c: &char| {
                length += c.len_utf16();
                length <= room
            };
            wanted.chars().take_while(fits).chain(ending.chars()).collect::<String>()
        };
        // One of so many names is free.
        let name =
            (1..=self.taken.len() + 1).map(numbered).find(|name| !self.taken.contains(&name.to_lowercase()));
        let name = name.unwrap_or_else(|| numbered(self.taken.len() + 2));
        self.taken.insert(name.to_lowercase());
        name
    }
}

/// Without what no name of a sheet may have. `History` is a sheet of Excel's own.
fn allowed(name: &str) -> String {
    let plain = |c: &char| !c.is_control() && !"[]:*?/\\'".contains(*c);
    let name: String = name.chars().filter(plain).collect();
    if name.eq_ignore_ascii_case("history") { format!("{name}_") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_allowed_and_given_once() {
        let mut names = Names::default();
        let of_table = |names: &mut Names, label: &str, title: &str| {
            names.of_table(&Table { label: label.into(), title: title.into(), ..Table::default() })
        };
        assert_eq!(of_table(&mut names, "表 1", "收支总表"), "表1");
        assert_eq!(of_table(&mut names, "", "绩效[目标]表"), "绩效目标表");
        assert_eq!(of_table(&mut names, "", "绩效目标表"), "绩效目标表(2)");
        assert_eq!(of_table(&mut names, "表1", ""), "表1(2)");
        assert_eq!(of_table(&mut names, "?", "History"), "History_");
        assert_eq!(of_table(&mut names, "", ""), "表");
        let long = "长".repeat(40);
        assert_eq!(of_table(&mut names, "", &long), "长".repeat(31));
        assert_eq!(of_table(&mut names, "", &long), format!("{}(2)", "长".repeat(28)));
    }
}
