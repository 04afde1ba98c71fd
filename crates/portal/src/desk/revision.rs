//! A revision on its way: what the audit says, beside the document, and what the person may do next.

use super::beside::Beside;
use super::case::Case;
use super::deed::Me;
use super::refusal::Refusal;
use crate::App;
use crate::day::day;
use crate::error::Failure;
use crate::public::files::attachment;
use crate::public::{leaf, severity_name};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use mingzhang_intake::{SPOTS, is_handed_out};
use mingzhang_store::{LEDGER, Remark, State as Stage, StoredFinding, UNFINISHED, Waiver};

#[derive(Template)]
#[template(path = "desk/revision.html")]
struct Page {
    me: Me,
    id: i64,
    title: String,
    office: i64,
    office_name: String,
    number: i64,
    edition: i64,
    state: String,
    due: String,
    reason: String,
    stage: Stage,
    prepares: bool,
    reviews: bool,
    findings: Vec<Finding>,
    /// What was said of the whole.
    remarks: Vec<Said>,
    /// What was handed in, and every format that was made of it.
    files: Vec<File>,
    nature: Nature,
    leaf: String,
}

impl Page {
    fn may_edit(&self) -> bool {
        self.prepares && self.stage.is_open()
    }

    fn may_publish(&self) -> bool {
        self.prepares && self.stage.leads_to(Stage::Published)
    }

    fn may_approve(&self) -> bool {
        self.reviews && self.stage.leads_to(Stage::Approved)
    }

    fn may_return(&self) -> bool {
        self.reviews && self.stage.leads_to(Stage::Returned)
    }

    fn may_remark(&self) -> bool {
        self.stage != Stage::Published
    }

    fn may_waive(&self) -> bool {
        self.reviews && self.stage != Stage::Published
    }
}

/// What a document is made of, which decides how it is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nature {
    /// A ledger.
    Ledger,
    /// A ledger that makes no document yet, after another that did or a file.
    Unfinished,
    /// Plain text.
    Text,
    /// Any other file.
    File,
}

impl Nature {
    fn is_ledger(self) -> bool {
        matches!(self, Self::Ledger | Self::Unfinished)
    }
}

struct File {
    name: String,
    what: &'static str,
}

/// What a file is, by its role.
fn file_name(role: &str) -> &'static str {
    match role {
        "source" => "公开文本",
        LEDGER => "账册（不公开）",
        UNFINISHED => "未完成的账册（不公开）",
        _ => "其他格式",
    }
}

struct Finding {
    /// The part of the page that it is about; empty if none shows it.
    anchor: String,
    /// Where it can be mended; empty if it cannot in place.
    mend: String,
    expected: String,
    mark: String,
    severity: String,
    label: &'static str,
    message: String,
    place: String,
    /// Why it may stay; empty if nobody said so.
    waived: String,
    remarks: Vec<Said>,
}

struct Said {
    author: String,
    when: String,
    words: String,
}

pub(crate) async fn page(app: State<App>, Path(id): Path<i64>, me: Me) -> Result<Html<String>, Refusal> {
    let case = Case::of(&app, &me, id).await?;
    let store = &app.store;
    let waivers = store.waivers(case.document.id).await?;
    let remarks = store.remarks(id).await?;
    let stage = case.revision.state;
    let spots = store.file_in(id, SPOTS).await?;
    let spots = spots.as_ref().map(|file| file.bytes.as_slice());
    let beside = Beside::new(spots, id, case.prepares && stage.is_open());
    let findings: Vec<Finding> =
        store.findings(id).await?.into_iter().map(|f| finding(f, &beside, &waivers, &remarks)).collect();
    let marks: Vec<String> = findings.iter().map(|finding| finding.mark.clone()).collect();
    let files = store.file_list(id).await?;
    let has = |role: &str| files.iter().any(|file| file.role == role);
    let page = Page {
        id,
        title: case.title(),
        office: case.office.id,
        number: case.revision.number,
        edition: case.revision.edition,
        state: stage.name().zh,
        stage,
        prepares: case.prepares,
        reviews: case.reviews,
        findings,
        remarks: said(&remarks, ""),
        nature: match () {
            () if has(UNFINISHED) => Nature::Unfinished,
            () if has(LEDGER) => Nature::Ledger,
            () if beside.is_text() => Nature::Text,
            () => Nature::File,
        },
        leaf: beside.leaf(&leaf(store, id).await?, &marks),
        files: files
            .into_iter()
            .filter(|file| is_handed_out(&file.role))
            .map(|file| File { what: file_name(&file.role), name: file.name })
            .collect(),
        office_name: case.office.name,
        due: case.document.due_on.unwrap_or_else(|| "未登记".to_owned()),
        reason: case.revision.reason,
        me,
    };
    Ok(Html(page.render()?))
}

fn finding(finding: StoredFinding, beside: &Beside, waivers: &[Waiver], remarks: &[Remark]) -> Finding {
    let waiver = waivers.iter().find(|waiver| waiver.mark == finding.mark);
    Finding {
        label: severity_name(&finding.severity),
        waived: waiver.map(|waiver| format!("{}（{}）", waiver.reason, waiver.author)).unwrap_or_default(),
        remarks: said(remarks, &finding.mark),
        anchor: beside.anchor(&finding.mark),
        mend: beside.mend(&finding.mark),
        expected: beside.expected(&finding.mark),
        mark: finding.mark,
        severity: finding.severity,
        message: finding.message,
        place: finding.place,
    }
}

fn said(remarks: &[Remark], mark: &str) -> Vec<Said> {
    let about = remarks.iter().filter(|remark| remark.mark == mark);
    about.map(|r| Said { author: r.author.clone(), when: day(r.at), words: r.words.clone() }).collect()
}

/// What was handed in, to be downloaded by those who work on it.
pub(crate) async fn file(
    app: State<App>,
    Path((id, name)): Path<(i64, String)>,
    me: Me,
) -> Result<impl IntoResponse, Refusal> {
    Case::of(&app, &me, id).await?;
    let file = app.store.file(id, &name).await?.filter(|file| is_handed_out(&file.role));
    Ok(attachment(file.ok_or(Refusal::Failed(Failure::Nothing))?))
}
