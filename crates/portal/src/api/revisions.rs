//! A published revision for programs: its amounts, what the audit says of it, and where every number comes from.

use crate::App;
use crate::error::Failure;
use crate::money::yuan;
use crate::public;
use crate::spreadsheet::table;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use mingzhang_store::StoredFact;
use serde::Serialize;
use utoipa::ToSchema;

/// 表中的一个数字。An amount of a table.
#[derive(Serialize, ToSchema)]
pub(crate) struct Fact {
    /// 表。Key of the table.
    table: String,
    /// 行。Key of the row.
    row: String,
    /// 栏。Key of the column.
    column: String,
    /// 科目编码，没有的为空。The code of the row.
    code: String,
    /// 行的名称。What the row is called.
    label: String,
    /// 栏的名称。What the column is called.
    heading: String,
    /// 金额，单位元，两位小数，精确到分。Yuan with two decimals: amounts are exact.
    yuan: String,
}

/// 一版各表的数字。The amounts of the tables of a published revision.
#[utoipa::path(get, path = "/api/v1/revisions/{revision}/facts.json", tag = "一份公开文本", params(("revision" = i64, Path, description = "一版的编号。Number of the revision")), responses((status = 200, description = "按表中的次序", body = Vec<Fact>), (status = 404, description = "没有公开这一版")))]
pub(crate) async fn facts(app: State<App>, Path(revision): Path<i64>) -> Result<Json<Vec<Fact>>, Failure> {
    Ok(Json(published(&app, revision).await?.into_iter().map(fact).collect()))
}

/// 同上，CSV 表。The same as a table for spreadsheets.
#[utoipa::path(get, path = "/api/v1/revisions/{revision}/facts.csv", tag = "一份公开文本", params(("revision" = i64, Path, description = "一版的编号。Number of the revision")), responses((status = 200, description = "按表中的次序", body = String, content_type = "text/csv"), (status = 404, description = "没有公开这一版")))]
pub(crate) async fn facts_csv(
    app: State<App>,
    Path(revision): Path<i64>,
) -> Result<impl IntoResponse, Failure> {
    table(published(&app, revision).await?.into_iter().map(fact))
}

/// 核对发现的一个问题。What the audit found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Finding {
    /// 规则的编号。Code of the rule.
    rule: String,
    /// error 错误，warning 警告，info 提示。
    severity: String,
    /// 说明。What it says.
    message: String,
    /// 位置。Where.
    place: String,
    /// 审核同意保留的理由，没有的为空。Why the reviewer lets it pass; empty if not.
    waived: String,
}

/// 一版的核对结果，连同经审核同意保留的理由。What the audit found in a published revision, with what was waived and why.
#[utoipa::path(get, path = "/api/v1/revisions/{revision}/findings.json", tag = "一份公开文本", params(("revision" = i64, Path, description = "一版的编号。Number of the revision")), responses((status = 200, description = "核对结果", body = Vec<Finding>), (status = 404, description = "没有公开这一版")))]
pub(crate) async fn findings(
    app: State<App>,
    Path(revision): Path<i64>,
) -> Result<Json<Vec<Finding>>, Failure> {
    Ok(Json(found(&app, revision).await?))
}

/// 同上，CSV 表。The same as a table for spreadsheets.
#[utoipa::path(get, path = "/api/v1/revisions/{revision}/findings.csv", tag = "一份公开文本", params(("revision" = i64, Path, description = "一版的编号。Number of the revision")), responses((status = 200, description = "核对结果", body = String, content_type = "text/csv"), (status = 404, description = "没有公开这一版")))]
pub(crate) async fn findings_csv(
    app: State<App>,
    Path(revision): Path<i64>,
) -> Result<impl IntoResponse, Failure> {
    table(found(&app, revision).await?.into_iter())
}

async fn found(app: &App, id: i64) -> Result<Vec<Finding>, Failure> {
    let revision = public::published(&app.store, id).await?;
    let waivers = app.store.waivers(revision.document).await?;
    let findings = app.store.findings(id).await?.into_iter().map(|finding| Finding {
        waived: waivers.iter().find(|w| w.mark == finding.mark).map(|w| w.reason.clone()).unwrap_or_default(),
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        place: finding.place,
    });
    Ok(findings.collect())
}

/// 各数字的出处和关系式；关系式和参与的数字各写一次，用次序号指明。
/// Where numbers come from. Equations and their terms are written once and told by their place, counted from 0.
#[derive(Serialize, ToSchema)]
pub(crate) struct Provenance {
    /// 各表的数字，次序同 facts。The amounts of the tables, as the facts.
    numbers: Vec<Numbered>,
    /// 关系式。The equations.
    ties: Vec<Tie>,
    /// 参与关系式的数字。The numbers that take part in them.
    figures: Vec<Figure>,
}

/// 一个数字的出处。Where a number stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct Numbered {
    /// 在原件中的位置。Where in the file.
    place: String,
    /// 约束它的关系式。The equations that it takes part in.
    ties: Vec<usize>,
}

/// 一个关系式。An equation.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tie {
    /// 规则的编号。Code of the rule that states it.
    rule: String,
    /// 内容。What it says.
    statement: String,
    /// holds 成立，rounding 只差四舍五入，broken 不成立。
    verdict: String,
    /// 参与的数字。The numbers that take part.
    figures: Vec<usize>,
}

/// 关系式中的一个数字。A term of an equation.
#[derive(Serialize, ToSchema)]
pub(crate) struct Figure {
    /// 名称。How a clerk finds it.
    name: String,
    /// 印出的数和单位。As it is printed.
    amount: String,
    /// 是各表数字中的第几个，说明文字中的为空。Which of the amounts of the tables; none of a sentence.
    number: Option<usize>,
}

/// 一版全部数字的出处和关系式。Where all numbers of a published revision come from, and what ties them.
#[utoipa::path(get, path = "/api/v1/revisions/{revision}/numbers.json", tag = "一份公开文本", params(("revision" = i64, Path, description = "一版的编号。Number of the revision")), responses((status = 200, description = "出处和关系式", body = Provenance), (status = 404, description = "没有公开这一版")))]
pub(crate) async fn numbers(app: State<App>, Path(revision): Path<i64>) -> Result<Json<Provenance>, Failure> {
    public::published(&app.store, revision).await?;
    let trace = public::number::traced(&app.store, revision).await?;
    let numbers = trace.numbers.into_iter().map(|n| Numbered { place: n.place, ties: n.ties });
    let ties = trace.ties.into_iter().map(|t| Tie {
        rule: t.rule,
        statement: t.statement,
        verdict: t.verdict,
        figures: t.figures,
    });
    let figures =
        trace.figures.into_iter().map(|f| Figure { name: f.name, amount: f.amount, number: f.number });
    Ok(Json(Provenance { numbers: numbers.collect(), ties: ties.collect(), figures: figures.collect() }))
}

/// 一个数字，连同出处和关系式。A number with where it comes from and what ties it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Traced {
    /// 数字。The number.
    fact: Fact,
    /// 在原件中的位置。Where in the file.
    place: String,
    /// 约束它的关系式。The equations that tie it.
    ties: Vec<Tied>,
}

/// 关系式，连同参与的数字。An equation with its terms.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tied {
    /// 规则的编号。Code of the rule that states it.
    rule: String,
    /// 内容。What it says.
    statement: String,
    /// holds 成立，rounding 只差四舍五入，broken 不成立。
    verdict: String,
    /// 参与的数字。The numbers that take part.
    figures: Vec<Figure>,
}

/// 一个数字的出处和关系式。Where a number comes from, and what ties it.
#[utoipa::path(
    get,
    path = "/api/v1/revisions/{revision}/numbers/{number}",
    tag = "一份公开文本",
    params(
        ("revision" = i64, Path, description = "一版的编号。Number of the revision"),
        ("number" = i64, Path, minimum = 0, description = "各表数字中的第几个，从 0 数起。Which of its amounts, counted from 0")
    ),
    responses((status = 200, description = "出处和关系式", body = Traced), (status = 404, description = "没有公开这一版"))
)]
pub(crate) async fn number(
    app: State<App>,
    Path((revision, number)): Path<(i64, usize)>,
) -> Result<Json<Traced>, Failure> {
    public::published(&app.store, revision).await?;
    let known = app.store.fact(revision, number).await?.ok_or(Failure::Nothing)?;
    let trace = public::number::traced(&app.store, revision).await?;
    let numbered = trace.numbers.get(number).ok_or(Failure::Nothing)?;
    let figure = |at: &usize| {
        trace.figures.get(*at).map(|f| Figure {
            name: f.name.clone(),
            amount: f.amount.clone(),
            number: f.number,
        })
    };
    let ties = numbered.ties.iter().filter_map(|&at| trace.ties.get(at)).map(|tie| Tied {
        rule: tie.rule.clone(),
        statement: tie.statement.clone(),
        verdict: tie.verdict.clone(),
        figures: tie.figures.iter().filter_map(figure).collect(),
    });
    Ok(Json(Traced { fact: fact(known), place: numbered.place.clone(), ties: ties.collect() }))
}

async fn published(app: &App, id: i64) -> Result<Vec<StoredFact>, Failure> {
    public::published(&app.store, id).await?;
    Ok(app.store.facts(id).await?)
}

fn fact(fact: StoredFact) -> Fact {
    Fact {
        table: fact.table_key,
        row: fact.row_key,
        column: fact.column_key,
        code: fact.code,
        label: fact.label,
        heading: fact.heading,
        yuan: yuan(fact.amount),
    }
}
