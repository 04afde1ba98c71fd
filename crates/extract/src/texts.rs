//! Texts of the document that its facts do not give: who, duties, divisions, reasons, purposes, terms.

use crate::mentions::purpose;
use crate::projects::{Known, described_project, parts};
use crate::words::{after_number, clean, share_within};
use mingzhang_ledger::{Day, Division, Duty, Explanation, Ledger, Member, Office, Term, Topic};
use mingzhang_model::{
    Claim, Coordinate, Disclosure, Figure, Level, Location, Origin, Passage, PrintedDate, Section, fold,
};
use mingzhang_standard::{Profile, SectionSpec};

/// Who discloses.
pub(crate) fn office(disclosure: &Disclosure, profile: &Profile) -> Office {
    let name = disclosure.unit.as_ref().map(|unit| clean(unit.text())).unwrap_or_default();
    let date = disclosure.date.as_ref();
    Office {
        region: region(&name).to_owned(),
        department: department(disclosure).filter(|department| *department != name).unwrap_or_default(),
        name,
        level: disclosure.level.unwrap_or(Level::Unit),
        year: disclosure.year.unwrap_or_default(),
        profile: profile.id.to_string(),
        published: Day(date.map(printed).unwrap_or_default()),
    }
}

fn printed(date: &PrintedDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// The region at the beginning of an office's name: 上海市普陀区, 乌恰县.
fn region(name: &str) -> &str {
    let mut end = 0;
    let mut start = 0;
    for (at, c) in name.char_indices() {
        let after = at + c.len_utf8();
        let length = name[start..at].chars().count();
        let is_end = match c {
            '省' | '市' | '县' | '州' | '旗' => true,
            '区' => !name[start..at].ends_with('社'),
            _ => false,
        };
        // 自治区 and 市场 are not ends of names of places by themselves.
        if is_end && length >= 2 && !name[after..].starts_with('场') && length <= 10 {
            end = after;
            start = after;
        }
    }
    &name[..end]
}

/// The department above, where the cover names it.
fn department(disclosure: &Disclosure) -> Option<String> {
    let named = |passage: &Passage| {
        let words = clean(passage.text()).replace(':', "：");
        let (before, name) = words.split_once('：')?;
        (before.ends_with("主管部门") && !name.is_empty() && name.chars().count() < 40)
            .then(|| name.to_owned())
    };
    disclosure.passages.iter().take(20).find_map(named)
}

/// Fills in duties, divisions and members.
pub(crate) fn organisation(ledger: &mut Ledger, disclosure: &Disclosure) {
    if let Some(section) = section(disclosure, "functions") {
        for paragraph in &section.paragraphs {
            let words = clean(paragraph.text());
            match after_number(&words) {
                Some(duty) => ledger.duties.push(Duty { text: duty.to_owned() }),
                // 主要职能包括： stands before the list, whatever is in it.
                None if words.ends_with(['：', ':']) => {}
                None => match ledger.duties.last_mut() {
                    // What has no number goes on with the duty before it.
                    Some(duty) => duty.text.push_str(&words),
                    None => ledger.explanations.push(Explanation {
                        section: "functions".to_owned(),
                        subject: String::new(),
                        topic: Topic::Paragraph,
                        text: words,
                    }),
                },
            }
        }
    }
    let is_division =
        |noun: &str| ["科室", "机构", "处室", "股室", "部门"].iter().any(|word| noun.contains(word));
    if let Some(tally) = disclosure.tallies.iter().find(|tally| is_division(&tally.noun)) {
        let names = tally.items.iter().map(|item| clean(item.text()));
        ledger.divisions = names.map(|name| Division { name }).collect();
    }
    if disclosure.level == Some(Level::Department)
        && let Some(section) = section(disclosure, "organisation")
    {
        let lines = section.paragraphs.iter().map(|paragraph| clean(paragraph.text()));
        let names = lines.filter_map(|line| {
            // What is said of a unit stands behind its name: 某局本部，设9个内设机构，包括：….
            let name = after_number(&line)?.split(['，', '。', '；', ';', '：']).next()?;
            (!name.is_empty()).then(|| name.to_owned())
        });
        ledger.members = names.map(|name| Member { name, kind: String::new() }).collect();
        if ledger.members.is_empty() {
            ledger.members = listed(disclosure, section);
        }
    }
    let units = disclosure.tallies.iter().find(|tally| tally.noun.contains("下属单位"));
    if let Some(units) = units.filter(|_| ledger.members.is_empty()) {
        let names = units.items.iter().map(|item| clean(item.text()));
        ledger.members = names.map(|name| Member { name, kind: String::new() }).collect();
    }
}

/// The units of a table below a section's heading: 序号, 单位名称, 备注.
fn listed(disclosure: &Disclosure, section: &Section) -> Vec<Member> {
    let line = |passage: &Passage| passage.location().line;
    let below = disclosure.passages.iter().filter(|passage| line(passage) > line(&section.heading));
    let heads = below.clone().find(|passage| clean(passage.text()) == "单位名称").map(line);
    let Some(heads) = heads.filter(|head| *head - line(&section.heading) < NEAR) else { return Vec::new() };
    let cells: Vec<(u32, String)> = below.map(|passage| (line(passage), clean(passage.text()))).collect();
    let (mut found, mut last) = (Vec::new(), heads);
    for (at, (row, number)) in cells.iter().enumerate().filter(|(_, (row, _))| *row > heads) {
        if *row > last + 2 {
            break;
        }
        if *number != (found.len() + 1).to_string() {
            continue;
        }
        last = *row;
        let beside = |after: usize| cells.get(at + after).filter(|(other, _)| other == row);
        let Some((_, name)) = beside(1) else { break };
        let kind = beside(2).map(|(_, remark)| remark.clone()).unwrap_or_default();
        found.push(Member { name: name.clone(), kind });
    }
    found
}

/// How many lines below the heading of a section its table begins.
const NEAR: u32 = 20;

fn section<'d>(disclosure: &'d Disclosure, key: &str) -> Option<&'d Section> {
    disclosure.sections.iter().find(|section| *section.key == *key)
}

/// Reasons of changes and purposes of amounts, as sentences give them.
pub(crate) fn explanations(ledger: &mut Ledger, disclosure: &Disclosure, profile: &Profile) {
    for claim in &disclosure.claims {
        let Some(key) = disclosure.sections.get(claim.section).map(|section| section.key.to_string()) else {
            continue;
        };
        let reason = claim.reason.as_ref().map(|reason| clean(reason.text()));
        let reason = reason.map(|words| words.trim_end_matches(['。', '；', '，', '.']).to_owned());
        let of = claim.reason.as_ref().and_then(|reason| other_subject(claim, reason, disclosure, profile));
        let of_code = claim.coordinates.iter().any(|at| code_in(at).is_some());
        let purpose = of_code.then(|| purpose(claim, disclosure)).flatten();
        for (topic, text) in [(Topic::Reason, reason), (Topic::Purpose, purpose)] {
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            let subject = match &of {
                Some(of) if topic == Topic::Reason => of.clone(),
                _ => subject(claim, profile, disclosure, &key),
            };
            let known = ledger.explanations.iter();
            if !known.clone().any(|one| (&one.section, &one.subject, one.topic) == (&key, &subject, topic)) {
                ledger.explanations.push(Explanation { section: key.clone(), subject, topic, text });
            }
        }
    }
}

/// Whose reason it is, where it stands in a paragraph of its own that begins with another subject: 财政拨款收入支出增加的
/// 主要原因是….
fn other_subject(
    claim: &Claim,
    reason: &Passage,
    disclosure: &Disclosure,
    profile: &Profile,
) -> Option<String> {
    let section = disclosure.sections.get(claim.section)?;
    let at = reason.location();
    let stands = section.paragraphs.iter().find(|paragraph| paragraph.stretch(at).is_some())?;
    if stands.stretch(claim.subject_location).is_some() {
        return None;
    }
    let words = fold(stands.text());
    let subjects = &profile.section(&section.key)?.subjects;
    let begins = subjects.iter().filter(|subject| words.starts_with(&fold(&subject.phrase)));
    begins.max_by_key(|subject| subject.phrase.len()).map(|subject| subject.phrase.to_string())
}

fn code_in(coordinate: &Coordinate) -> Option<&str> {
    let Coordinate::Cell { row, .. } = coordinate else { return None };
    row.bytes().all(|b| b.is_ascii_digit()).then_some(&**row)
}

/// What a claim is about: a code, or the profile's words.
pub(crate) fn subject(claim: &Claim, profile: &Profile, disclosure: &Disclosure, section: &str) -> String {
    if let Some(code) = claim.coordinates.iter().find_map(code_in) {
        return code.to_owned();
    }
    if let Some(code) = crate::mentions::code_of(claim, disclosure) {
        return code.to_string();
    }
    let known = profile.section(section).into_iter().flat_map(|section| &section.subjects);
    let mut same = known.filter(|subject| {
        !subject.at.is_empty() && subject.at.iter().all(|at| claim.coordinates.contains(&at.0))
    });
    same.next().map_or_else(|| clean(&claim.subject), |subject| subject.phrase.to_string())
}

/// Paragraphs that neither state an amount nor follow from the profile's text.
pub(crate) fn paragraphs(ledger: &mut Ledger, disclosure: &Disclosure, profile: &Profile) {
    for (index, section) in disclosure.sections.iter().enumerate() {
        let Some(spec) = profile.section(&section.key) else { continue };
        if matches!(&*spec.key, "functions" | "organisation" | "glossary") || spec.projects {
            continue;
        }
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let of_section =
            |figure: &&Figure| matches!(figure.origin, Origin::Prose { section, .. } if section == number);
        let figures: Vec<&Figure> = disclosure.figures.iter().filter(of_section).collect();
        let states =
            |paragraph: &Passage| figures.iter().any(|figure| paragraph.stretch(figure.location).is_some());
        let none =
            disclosure.claims.iter().filter(|claim| claim.section == index).filter_map(|claim| claim.none);
        let none: Vec<Location> = none.collect();
        let denies = |paragraph: &Passage| none.iter().any(|at| paragraph.stretch(*at).is_some());
        let of_section = disclosure.claims.iter().filter(|claim| claim.section == index);
        let reasons: Vec<Location> =
            of_section.filter_map(|claim| Some(claim.reason.as_ref()?.location())).collect();
        let explains = |paragraph: &Passage| reasons.iter().any(|at| paragraph.stretch(*at).is_some());
        let pattern = Pattern::of(spec, profile, &ledger.office.name);
        let own = section.paragraphs.iter().filter(|p| !states(p) && !denies(p) && !explains(p));
        for text in own.map(|passage| clean(passage.text())).filter(|text| !pattern.writes(text)) {
            let section = spec.key.to_string();
            let known = ledger.explanations.iter().any(|one| one.text == text && one.section == section);
            if !known {
                let subject = String::new();
                ledger.explanations.push(Explanation { section, subject, topic: Topic::Paragraph, text });
            }
        }
    }
}

/// What projects are about, and the text of sections that describe one without naming it.
pub(crate) fn projects(ledger: &mut Ledger, disclosure: &Disclosure, known: &[Known]) {
    let section = || "projects".to_owned();
    let about = known.iter().filter(|known| !known.overview.is_empty()).map(|known| Explanation {
        section: section(),
        subject: known.project.name.clone(),
        topic: Topic::Purpose,
        text: known.overview.clone(),
    });
    ledger.explanations.extend(about);
    for (index, of) in disclosure.sections.iter().enumerate().filter(|(_, of)| *of.key == *section()) {
        if described_project(of).is_some() {
            continue;
        }
        let lines = parts(disclosure, index)
            .flat_map(|(_, part)| std::iter::once(&part.heading).chain(&part.paragraphs));
        ledger.explanations.extend(lines.map(|line| Explanation {
            section: section(),
            subject: String::new(),
            topic: Topic::Paragraph,
            text: clean(line.text()),
        }));
    }
}

/// What the profile itself would write in a section, as far as it is fixed words; folded.
struct Pattern {
    office: String,
    /// How its lines begin.
    beginnings: Vec<String>,
    all: String,
}

impl Pattern {
    fn of(spec: &SectionSpec, profile: &Profile, office: &str) -> Self {
        let empty = profile.tables.iter().filter_map(|table| table.when_empty.as_deref());
        let texts: Vec<&str> = spec.text.as_deref().into_iter().chain(empty).collect();
        let lines = texts.iter().flat_map(|text| text.lines());
        let fixed = lines.map(|line| fold(line.split('{').next().unwrap_or("")));
        let beginnings = fixed.filter(|fixed| fixed.chars().count() >= BEGINNING).collect();
        Self { office: fold(office), beginnings, all: fold(&texts.join("\n")) }
    }

    /// Whether a paragraph is one of the profile's, or no paragraph but a heading.
    fn writes(&self, paragraph: &str) -> bool {
        let said = fold(paragraph).replace(&self.office, "");
        let is_heading = after_number(paragraph).is_some() && !paragraph.ends_with(['。', '；']);
        let begins = self.beginnings.iter().any(|beginning| said.starts_with(beginning.as_str()));
        is_heading || begins || said.chars().count() < BEGINNING || share_within(&said, &self.all) >= ALIKE
    }
}

/// How many characters a line must begin with to be known by them.
const BEGINNING: usize = 5;

/// How much of a paragraph, of a thousand, must stand in the profile's text for it to be the profile's.
const ALIKE: usize = 500;

/// The terms of the glossary with their explanations.
pub(crate) fn glossary(ledger: &mut Ledger, disclosure: &Disclosure) {
    let Some(section) = section(disclosure, "glossary") else { return };
    for paragraph in &section.paragraphs {
        let words = clean(paragraph.text());
        match after_number(&words).map(|words| words.split_once(['：', ':'])) {
            Some(Some((name, text))) if name.chars().count() < 40 => {
                ledger.glossary.push(Term { name: name.to_owned(), text: text.to_owned() });
            }
            _ => {
                // What has no number goes on with the term before it, unless the document is signed there.
                if let Some(term) =
                    ledger.glossary.last_mut().filter(|_| !is_signature(&words, &ledger.office.name))
                {
                    term.text.push_str(&words);
                }
            }
        }
    }
}

/// Whether words are those that a document is signed with: its office, or a date.
fn is_signature(words: &str, office: &str) -> bool {
    let of_dates = |c: char| c.is_ascii_digit() || "年月日〇零一二三四五六七八九十".contains(c);
    let is_date = words.contains('年') && words.ends_with('日') && words.chars().all(of_dates);
    is_date || (!office.is_empty() && fold(words) == fold(office))
}

#[cfg(test)]
mod tests {
    use super::{is_signature, region};

    #[test]
    fn a_signature_is_an_office_or_a_date() {
        for words in ["某县财政局", "2024年03月10日", "二〇二四年三月十日"] {
            assert!(is_signature(words, "某县财政局"), "{words}");
        }
        for words in ["某县财政局的公用经费。", "2024年", "含公用经费。", ""] {
            assert!(!is_signature(words, "某县财政局"), "{words}");
        }
        assert!(!is_signature("", ""));
    }

    #[test]
    fn a_region_begins_the_name_of_an_office() {
        for (name, found) in [
            ("乌恰县人民政府办公室", "乌恰县"),
            ("上海市普陀区社会福利院", "上海市普陀区"),
            ("新疆维吾尔自治区财政厅", "新疆维吾尔自治区"),
            ("上海市市场监督管理局", "上海市"),
            ("上海市普陀区万里街道社区事务受理服务中心", "上海市普陀区"),
            ("办公室", ""),
        ] {
            assert_eq!(region(name), found, "{name}");
        }
    }
}
