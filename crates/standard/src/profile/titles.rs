//! The titles of tables or sections, ready to be looked up: every line of a document is asked for by every profile.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use mingzhang_model::fold;
use std::collections::HashMap;
use std::sync::Arc;

/// Folded titles, each with the index of what it is the title of.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    all: Vec<(String, usize)>,
    exact: HashMap<String, usize>,
    within: Option<AhoCorasick>,
}

impl Titles {
    /// The titles of things in their order, of each all its names.
    pub(super) fn new<'a, N: Iterator<Item = &'a Arc<str>>>(names: impl Iterator<Item = N>) -> Self {
        let of = |(at, names): (usize, N)| names.map(move |name| (fold(name), at));
        let all: Vec<(String, usize)> =
            names.enumerate().flat_map(of).filter(|(title, _)| !title.is_empty()).collect();
        let mut exact = HashMap::new();
        for (title, at) in &all {
            exact.entry(title.clone()).or_insert(*at);
        }
        // Built at every start, so what is built soonest. Only titles of gigabytes could not be looked for.
        let kind = Some(AhoCorasickKind::NoncontiguousNFA);
        let within = AhoCorasick::builder().kind(kind).build(all.iter().map(|(title, _)| title)).ok();
        Self { all, exact, within }
    }

    /// Every title.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        self.all.iter().map(|(title, at)| (title.as_str(), *at))
    }

    /// What has this title.
    pub(super) fn exactly(&self, title: &str) -> Option<usize> {
        self.exact.get(title).copied()
    }

    /// What the longest title in a text belongs to; of equals the last.
    pub(super) fn longest_in(&self, text: &str) -> Option<usize> {
        let found = self.within.as_ref()?.find_overlapping_iter(text).map(|found| found.pattern().as_usize());
        let longest = found.max_by_key(|&title| (self.all[title].0.len(), title))?;
        Some(self.all[longest].1)
    }
}

#[cfg(test)]
mod tests {
    use super::Titles;
    use std::sync::Arc;

    #[test]
    fn the_longest_title_counts() {
        let names = [&["收入预算", "收入"][..], &["政府性基金收入预算"], &["支出", ""]]
            .map(|names| names.iter().map(|&name| name.into()).collect::<Vec<Arc<str>>>());
        let titles = Titles::new(names.iter().map(|names| names.iter()));
        assert_eq!(titles.longest_in("二、关于某局政府性基金收入预算情况说明"), Some(1));
        assert_eq!(titles.longest_in("二、收入预算情况"), Some(0));
        assert_eq!(titles.longest_in("目录"), None);
        assert_eq!((titles.exactly("收入"), titles.exactly("收")), (Some(0), None));
        assert_eq!(titles.all().count(), 4);
    }
}
