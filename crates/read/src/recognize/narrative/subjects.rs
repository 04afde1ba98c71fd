//! What a stretch of prose speaks of: a phrase of the profile, or a classification code spelled out in words.

use super::words;
use mingzhang_model::{Code, CodeLevel, Coordinate, Disclosure, RowKind, Table, fold};
use mingzhang_standard::{Classification, Profile, SectionSpec};
use std::collections::HashMap;

/// What a number speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The subject with this index in the section of the profile.
    Phrase(usize),
    /// A code path; the code is unknown if the document's tables do not have the names.
    Path { level: CodeLevel, code: Option<Code>, words: String },
    /// The words before an amount, in a section that no profile describes.
    Words(String),
}

/// A subject with its bytes in the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub subject: Subject,
    pub start: usize,
    pub end: usize,
}

/// The subjects of one section, ready to be searched for.
pub(super) struct Subjects<'a> {
    /// What the profile says of the section; without it, the words before an amount are its subject.
    spec: Option<&'a SectionSpec>,
    /// Folded phrases, longest first, with the index of their subject.
    phrases: Vec<(String, usize)>,
    names: &'a Names,
}

impl<'a> Subjects<'a> {
    pub(super) fn new(spec: Option<&'a SectionSpec>, names: &'a Names) -> Self {
        let mut phrases: Vec<(String, usize)> = Vec::new();
        for (index, subject) in spec.iter().flat_map(|s| &s.subjects).enumerate() {
            let all = std::iter::once(&subject.phrase).chain(&subject.aliases);
            phrases.extend(all.map(|phrase| (fold(phrase), index)));
        }
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        Self { spec, phrases, names }
    }

    /// Whether subjects are known by their words alone.
    pub(super) fn are_words(&self) -> bool {
        self.spec.is_none()
    }

    /// The last subject mentioned in `text[from..to]`.
    pub(super) fn last_in(&self, text: &str, from: usize, to: usize) -> Option<Mention> {
        let lead = text.get(from..to)?;
        let Some(spec) = self.spec else {
            let (start, end) = words::amount_named(lead)?;
            let subject = Subject::Words(lead[start..end].to_owned());
            return Some(Mention { subject, start: from + start, end: from + end });
        };
        let path = spec.code_path.as_ref().and_then(|_| self.names.path_in(lead));
        let phrase = self.last_phrase(lead);
        let later = match (path, phrase) {
            (Some(path), Some(phrase)) => Some(if phrase.start >= path.end { phrase } else { path }),
            (path, phrase) => path.or(phrase),
        };
        later.map(|m| Mention { start: m.start + from, end: m.end + from, ..m })
    }

    /// Leftmost longest phrases one after the other; the last of them.
    fn last_phrase(&self, lead: &str) -> Option<Mention> {
        let mut last = None;
        let mut at = 0;
        while at < lead.len() {
            let here = self.phrases.iter().find(|(phrase, _)| lead[at..].starts_with(phrase.as_str()));
            let step = match here {
                Some((phrase, index)) => {
                    last =
                        Some(Mention { subject: Subject::Phrase(*index), start: at, end: at + phrase.len() });
                    phrase.len()
                }
                None => lead[at..].chars().next().map_or(1, char::len_utf8),
            };
            at += step;
        }
        last
    }

    /// A functional class named right before a number, in sections whose amounts are by code.
    pub(super) fn class_before(&self, text: &str, start: usize, end: usize) -> Option<Mention> {
        self.spec?.code_path.as_ref()?;
        let (code, len) = self.names.class_at_end(&text[start..end])?;
        let words = text[end - len..end].to_owned();
        let subject = Subject::Path { level: CodeLevel::Class, code: Some(code), words };
        Some(Mention { subject, start: end - len, end })
    }

    /// The coordinates where the amount of a subject stands in tables or registers.
    pub(super) fn coordinates(&self, subject: &Subject) -> Vec<Coordinate> {
        let Some(spec) = self.spec else { return Vec::new() };
        match subject {
            Subject::Phrase(index) => spec.subjects[*index].at.iter().map(|c| c.0.clone()).collect(),
            Subject::Path { code: Some(code), .. } => {
                let template = spec.code_path.as_deref().unwrap_or_default();
                Coordinate::parse(&template.replace("{code}", &code.to_string())).into_iter().collect()
            }
            Subject::Path { code: None, .. } | Subject::Words(_) => Vec::new(),
        }
    }

    /// The index and the phrase of the whole that a subject is a part of, and whether its parts are all of it: codes
    /// always are, phrases if the profile says so.
    pub(super) fn whole(&self, subject: &Subject) -> Option<(usize, bool)> {
        let spec = self.spec?;
        let phrase = match subject {
            Subject::Phrase(index) => spec.subjects[*index].part_of.as_ref(),
            Subject::Path { .. } => spec.code_whole.as_ref(),
            Subject::Words(_) => None,
        }?;
        let index = spec.subjects.iter().position(|s| fold(&s.phrase) == fold(phrase))?;
        Some((index, spec.subjects[index].complete || spec.code_whole.as_ref() == Some(phrase)))
    }
}

/// Codes by the names that the document's own tables give them.
pub(super) struct Names {
    by_parent: HashMap<(Option<Code>, String), Code>,
    classes: Vec<(String, Code)>,
}

impl Names {
    pub(super) fn of(profile: Option<&Profile>, disclosure: &Disclosure) -> Self {
        let mut by_parent = HashMap::new();
        let mut classes = Vec::new();
        let lane = |table: &Table| Some(profile?.lane(&table.key)?.1);
        let schemes = disclosure.tables.iter().filter_map(|table| Some((table, lane(table)?.scheme)));
        let rows = schemes.flat_map(|(table, scheme)| table.rows.iter().map(move |row| (row, scheme)));
        for (row, scheme) in rows.filter(|(row, _)| row.kind == RowKind::Coded) {
            let Some(code) = row.code else { continue };
            if Classification::of(scheme, code) != Some(Classification::Functional) {
                continue;
            }
            let name = row.name();
            if code.level() == CodeLevel::Class && !classes.iter().any(|(n, _)| *n == name) {
                classes.push((name.clone(), code));
            }
            by_parent.entry((code.parent(), name)).or_insert(code);
        }
        Self { by_parent, classes }
    }

    /// `…(类)…(款)…(项)`, or a bare class name at the end.
    fn path_in(&self, lead: &str) -> Option<Mention> {
        let class_mark = lead.rfind("(类)")?;
        let start = lead[..class_mark]
            .rfind(['：', '，', '。', '；', '、', '.', '，'])
            .map_or(0, |at| at + lead[at..].chars().next().map_or(1, char::len_utf8));
        let start = start + lead[start..class_mark].find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        let class_end = class_mark + "(类)".len();
        let mut level = CodeLevel::Class;
        let mut code = self.code(None, &lead[start..class_mark]);
        let mut end = class_end;
        for (mark, next) in [("(款)", CodeLevel::Section), ("(项)", CodeLevel::Item)] {
            let Some(offset) = lead[end..].find(mark) else { break };
            code = code.and_then(|parent| self.code(Some(parent), &lead[end..end + offset]));
            level = next;
            end += offset + mark.len();
        }
        Some(Mention {
            subject: Subject::Path { level, code, words: lead[start..end].to_owned() },
            start,
            end,
        })
    }

    /// A class named at the very end of `lead`, as in 卫生健康支出65.01万元.
    pub(super) fn class_at_end(&self, lead: &str) -> Option<(Code, usize)> {
        self.classes
            .iter()
            .filter(|(name, _)| lead.ends_with(name.as_str()))
            .map(|(name, code)| (*code, name.len()))
            .max_by_key(|m| m.1)
    }

    fn code(&self, parent: Option<Code>, name: &str) -> Option<Code> {
        self.by_parent.get(&(parent, name.to_owned())).copied()
    }
}
