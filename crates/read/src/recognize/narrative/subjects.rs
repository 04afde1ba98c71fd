//! What a stretch of prose speaks of: a phrase of the profile, or a classification code spelled out in words.

use super::words;
use mingzhang_model::{Code, CodeLevel, Coordinate, Disclosure, RowKind, Table, fold};
use mingzhang_standard::{Catalogue, Classification, Profile, SectionSpec, SubjectSpec};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

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
    /// Whether the words before an amount are its subject where no phrase is.
    by_words: bool,
}

/// How far a phrase may stand before the end of the words that name an amount, in characters: 收入预算总额. What stands
/// farther is only where the words begin: 收入预算中上级补助收入.
const NEAR_THE_END: usize = 4;

impl<'a> Subjects<'a> {
    pub(super) fn new(spec: Option<&'a SectionSpec>, names: &'a Names) -> Self {
        let mut phrases: Vec<(String, usize)> = Vec::new();
        for (index, subject) in spec.iter().flat_map(|s| &s.subjects).enumerate() {
            let all = std::iter::once(&subject.phrase).chain(&subject.aliases);
            phrases.extend(all.map(|phrase| (fold(phrase), index)));
        }
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        Self { spec, phrases, names, by_words: spec.is_none_or(|spec| spec.and_others) }
    }

    /// Whether subjects are known by their words, all of them or those that the profile has no phrase for.
    pub(super) fn are_words(&self) -> bool {
        self.by_words
    }

    /// Whether so many of the parts that a phrase has are all that can be said: where offices speak of others too, a list
    /// that leaves out what the profile knows may have it among those.
    pub(super) fn are_all(&self, parts: usize, whole: &Subject) -> bool {
        let (Some(spec), Some(whole)) = (self.spec, self.phrase(whole)) else { return true };
        let known = spec.subjects.iter().filter(|part| part.part_of.contains(&whole.phrase)).count();
        !self.by_words || parts == known
    }

    /// The last subject mentioned in `text[from..to]`.
    pub(super) fn last_in(&self, text: &str, from: usize, to: usize) -> Option<Mention> {
        let known = self.last_known(text, from, to);
        if !self.by_words || known.as_ref().is_some_and(|m| !matches!(m.subject, Subject::Phrase(_))) {
            return known;
        }
        let whole = known.filter(|m| words::begins_a_name(text, from, m.start, &self.names.office));
        let Some((start, end)) = words::amount_named(text, from, to) else { return whole };
        let is_all = |m: &Mention| {
            m.end > start && text.get(m.end..end).is_none_or(|rest| rest.chars().count() <= NEAR_THE_END)
        };
        whole.filter(is_all).or_else(|| {
            let subject = Subject::Words(text[start..end].to_owned());
            Some(Mention { subject, start, end })
        })
    }

    /// The last phrase or code path of the profile in `text[from..to]`.
    fn last_known(&self, text: &str, from: usize, to: usize) -> Option<Mention> {
        let (lead, spec) = (text.get(from..to)?, self.spec?);
        let path = if spec.code_path.is_empty() { None } else { self.names.path_in(lead) };
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

    /// What `text[start..end]` speaks of before a number.
    pub(super) fn spoken_of(&self, text: &str, start: usize, end: usize) -> Option<Mention> {
        self.class_before(text, start, end).or_else(|| self.last_in(text, start, end))
    }

    /// A functional class named right before a number, in sections whose amounts are by code.
    fn class_before(&self, text: &str, start: usize, end: usize) -> Option<Mention> {
        self.spec?.code_path.first()?;
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
                let of =
                    |template: &Arc<str>| Coordinate::parse(&template.replace("{code}", &code.to_string()));
                let all = || spec.code_path.iter().filter_map(of);
                all().find(|at| self.names.is_printed(at)).or_else(|| all().next()).into_iter().collect()
            }
            Subject::Path { code: None, .. } | Subject::Words(_) => Vec::new(),
        }
    }

    /// The coordinates where the opening budget of a subject stands.
    pub(super) fn budget_coordinates(&self, subject: &Subject) -> Vec<Coordinate> {
        self.phrase(subject).map_or_else(Vec::new, |s| s.budget_at.iter().map(|c| c.0.clone()).collect())
    }

    /// What the share of a subject is of, if that is not the whole of its sentence.
    pub(super) fn share_of(&self, subject: &Subject) -> Option<Coordinate> {
        self.phrase(subject)?.share_of.as_ref().map(|c| c.0.clone())
    }

    fn phrase(&self, subject: &Subject) -> Option<&SubjectSpec> {
        match subject {
            Subject::Phrase(index) => self.spec?.subjects.get(*index),
            Subject::Path { .. } | Subject::Words(_) => None,
        }
    }

    /// The subjects that may be the whole of which a subject is a part: in each case its index, and whether its parts
    /// are all of it. Codes are if the section tells all of them, phrases if the profile says so.
    pub(super) fn wholes(&self, subject: &Subject) -> Vec<(usize, bool)> {
        let Some(spec) = self.spec else { return Vec::new() };
        let by_code = matches!(subject, Subject::Path { .. });
        let phrases: Vec<&Arc<str>> = match subject {
            Subject::Phrase(index) => spec.subjects[*index].part_of.iter().collect(),
            Subject::Path { .. } => spec.code_whole.iter().collect(),
            Subject::Words(_) => Vec::new(),
        };
        let whole = |phrase: &Arc<str>| {
            let index = spec.subjects.iter().position(|s| fold(&s.phrase) == fold(phrase))?;
            Some((index, if by_code { !spec.code_selection } else { spec.subjects[index].complete }))
        };
        phrases.into_iter().filter_map(whole).collect()
    }
}

/// Codes by the names that the document's own tables give them.
pub(super) struct Names {
    by_parent: HashMap<(Option<Code>, String), Code>,
    classes: Vec<(String, Code)>,
    /// The tables of codes, and the codes they print.
    printed: HashSet<(Arc<str>, Code)>,
    /// Who publishes.
    office: String,
}

impl Names {
    pub(super) fn of(profile: Option<&Profile>, disclosure: &Disclosure) -> Self {
        let mut by_parent = HashMap::new();
        let mut classes = Vec::new();
        let mut printed = HashSet::new();
        let lane = |table: &Table| Some(profile?.lane(&table.key)?.1);
        let schemes = disclosure.tables.iter().filter_map(|table| Some((table, lane(table)?.scheme)));
        let rows = schemes.flat_map(|(table, scheme)| table.rows.iter().map(move |row| (table, row, scheme)));
        for (table, row, scheme) in rows.filter(|(_, row, _)| row.kind == RowKind::Coded) {
            let Some(code) = row.code else { continue };
            if Classification::of(scheme, code) != Some(Classification::Functional) {
                continue;
            }
            let name = row.name();
            if code.level() == CodeLevel::Class && !classes.iter().any(|(n, _)| *n == name) {
                classes.push((name.clone(), code));
            }
            by_parent.entry((code.parent(), name)).or_insert(code);
            printed.insert((table.key.clone(), code));
        }
        let office = disclosure.unit.as_ref().map(|unit| fold(unit.text())).unwrap_or_default();
        let mut names = Self { by_parent, classes, printed, office };
        names.add_other_names();
        names
    }

    /// Prose may call a code by its official name, or by one of earlier years, where the tables call it otherwise.
    fn add_other_names(&mut self) {
        let codes: Vec<Code> = self.by_parent.values().copied().collect();
        for code in codes {
            for entry in Catalogue::builtin().history(Classification::Functional, code) {
                let names = std::iter::once(&entry.folded).chain(entry.earlier.iter().map(|e| &e.folded));
                for name in names {
                    self.by_parent.entry((code.parent(), name.clone())).or_insert(code);
                }
            }
        }
    }

    /// Whether the table of a coordinate prints its code.
    fn is_printed(&self, at: &Coordinate) -> bool {
        let Coordinate::Cell { table, row, .. } = at else { return false };
        row.parse().is_ok_and(|code| self.printed.contains(&(table.clone(), code)))
    }

    /// `…(类)…(款)…(项)`, perhaps with digits: `…(204类)…(06款)…(01项)`. Names decide, and digits where they fail.
    fn path_in(&self, lead: &str) -> Option<Mention> {
        let class = marks(lead).rfind(|mark| mark.level == CodeLevel::Class)?;
        let start = lead[..class.start]
            .rfind(['：', '，', '。', '；', '、', '.', '“', '"'])
            .map_or(0, |at| at + lead[at..].chars().next().map_or(1, char::len_utf8));
        let start = start + lead[start..class.start].find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        let mut code = self.code(None, &lead[start..class.start]).or_else(|| class.digits(lead).parse().ok());
        let (mut end, mut level) = (class.end, CodeLevel::Class);
        for next in [CodeLevel::Section, CodeLevel::Item] {
            let Some(mark) = marks(&lead[end..]).find(|mark| mark.level == next) else { break };
            let (name, digits) = (&lead[end..end + mark.start], mark.digits(&lead[end..]));
            let name = name.trim_start_matches(['-', '—']);
            code = code.and_then(|parent| {
                let written = || format!("{parent}{digits:0>2}").parse().ok().filter(|_| !digits.is_empty());
                self.code(Some(parent), name).or_else(written)
            });
            level = next;
            end += mark.end;
        }
        let words = lead[start..end].to_owned();
        Some(Mention { subject: Subject::Path { level, code, words }, start, end })
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

/// `(类)`, `(204类)`: a mark of a level, with perhaps the digits of a code.
struct Mark {
    start: usize,
    end: usize,
    level: CodeLevel,
}

impl Mark {
    fn digits<'a>(&self, text: &'a str) -> &'a str {
        let inside = &text[self.start + 1..];
        &inside[..inside.find(|c: char| !c.is_ascii_digit()).unwrap_or(0)]
    }
}

/// The marks of a text, in order.
fn marks(text: &str) -> impl DoubleEndedIterator<Item = Mark> {
    let mark = |(start, _): (usize, &str)| {
        let inside = text[start + 1..].trim_start_matches(|c: char| c.is_ascii_digit());
        let level = match inside.chars().next()? {
            '类' => CodeLevel::Class,
            '款' => CodeLevel::Section,
            '项' => CodeLevel::Item,
            _ => return None,
        };
        let end = text.len() - inside.strip_prefix(['类', '款', '项'])?.strip_prefix(')')?.len();
        Some(Mark { start, end, level })
    };
    text.match_indices('(').filter_map(mark)
}
