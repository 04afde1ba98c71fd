//! The description of the interface as a page for people: made of the same value that programs are given, without a script.

use super::Description;
use crate::App;
use crate::error::Failure;
use crate::public::files::encoded;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use mingzhang_store::OfficeQuery;
use serde_json::Value;
use utoipa::OpenApi as _;

#[derive(Template)]
#[template(path = "api.html")]
struct Page {
    title: String,
    description: String,
    /// Operations under what they are about, in the order of the description.
    groups: Vec<(String, Vec<Operation>)>,
}

/// What can be asked.
struct Operation {
    anchor: String,
    path: String,
    summary: String,
    parameters: Vec<Parameter>,
    answers: Vec<Answer>,
    /// Where it is tried out.
    example: String,
}

struct Parameter {
    name: String,
    kind: String,
    is_required: bool,
    description: String,
}

struct Answer {
    status: String,
    description: String,
    media: String,
    /// Fields of what is answered: name, type, meaning.
    fields: Vec<(String, String, String)>,
}

/// Numbers that are there, to be asked for as an example.
struct Examples {
    office: i64,
    revision: i64,
}

pub(crate) async fn page(app: State<App>) -> Result<Html<String>, Failure> {
    let first = OfficeQuery { most: 1, ..OfficeQuery::default() };
    let examples = Examples {
        office: app.store.offices(&first).await?.first().map_or(1, |office| office.id),
        revision: app.store.publications(1).await?.first().map_or(1, |one| one.revision),
    };
    let failed = |error: serde_json::Error| Failure::Ours(error.to_string());
    let api = serde_json::to_value(Description::openapi()).map_err(failed)?;
    let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut groups: Vec<(String, Vec<Operation>)> = Vec::new();
    for (path, operations) in api["paths"].as_object().into_iter().flatten() {
        let told = &operations["get"];
        let group = said(&told["tags"][0]);
        let operation = operation(&api, path, told, &examples);
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, operations)) => operations.push(operation),
            None => groups.push((group, vec![operation])),
        }
    }
    let info = &api["info"];
    let page = Page { title: said(&info["title"]), description: said(&info["description"]), groups };
    Ok(Html(page.render()?))
}

fn operation(api: &Value, path: &str, told: &Value, examples: &Examples) -> Operation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let asked = list(&told["parameters"]);
    let parameters = asked.iter().map(|parameter| Parameter {
        name: text(&parameter["name"]),
        kind: kind(&parameter["schema"]),
        is_required: parameter["required"].as_bool().unwrap_or_default(),
        description: text(&parameter["description"]),
    });
    let answers = told["responses"].as_object().into_iter().flatten().map(|(status, answer)| {
        let content = answer["content"].as_object().and_then(|content| content.iter().next());
        Answer {
            status: status.clone(),
            description: text(&answer["description"]),
            media: content.map(|(media, _)| media.clone()).unwrap_or_default(),
            fields: content.map(|(_, body)| fields(api, &body["schema"])).unwrap_or_default(),
        }
    });
    let filled = path
        .replace("{office}", &examples.office.to_string())
        .replace("{revision}", &examples.revision.to_string())
        .replace("{number}", "0");
    let query = asked.iter().filter(|parameter| parameter["in"] == "query").filter_map(|parameter| {
        let example = &parameter["example"];
        let value =
            example.as_str().map(str::to_owned).or_else(|| example.as_i64().map(|n| n.to_string()))?;
        Some(format!("{}={}", text(&parameter["name"]), encoded(&value)))
    });
    let query: Vec<String> = query.collect();
    let summary = [&told["summary"], &told["description"]].map(text);
    Operation {
        anchor: path.trim_start_matches("/api/v1/").replace(['/', '{', '}', '.'], "-"),
        path: path.to_owned(),
        summary: summary.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" "),
        parameters: parameters.collect(),
        answers: answers.collect(),
        example: if query.is_empty() { filled } else { format!("{filled}?{}", query.join("&")) },
    }
}

/// What a schema refers to, or itself.
fn resolved<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    name.map_or(schema, |name| &api["components"]["schemas"][name])
}

/// The fields of what is answered, or of the entries of the list that is.
fn fields(api: &Value, schema: &Value) -> Vec<(String, String, String)> {
    let schema = resolved(api, schema);
    let entry = if schema["type"] == "array" { resolved(api, &schema["items"]) } else { schema };
    let fields = entry["properties"].as_object().into_iter().flatten();
    let field = |(name, field): (&String, &Value)| {
        let meaning = field["description"].as_str().unwrap_or_default().to_owned();
        (name.clone(), kind(field), meaning)
    };
    fields.map(field).collect()
}

/// The type of a value, in a word.
fn kind(schema: &Value) -> String {
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect::<Vec<_>>(),
    };
    let name = |kind: &str| match kind {
        "integer" => "整数",
        "string" => "文字",
        "array" => "列表",
        "null" => "可空",
        _ => "对象",
    };
    let names: Vec<&str> = types.into_iter().map(name).collect();
    if names.is_empty() { "对象".to_owned() } else { names.join("，") }
}
