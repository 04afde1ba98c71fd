//! The narrative sections of a profile, and what their sentences speak of.

use mingzhang_model::Coordinate;
use serde::Deserialize;
use std::sync::Arc;

/// A narrative section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a line of its own in a profile")]
pub struct SectionSpec {
    /// Its name.
    pub key: Arc<str>,
    /// Words that its heading contains and no other heading does.
    pub title: Arc<str>,
    /// Other such words.
    #[serde(default)]
    pub aliases: Vec<Arc<str>>,
    /// Whether a document without it is incomplete.
    #[serde(default)]
    pub required: bool,
    /// The section it is a subdivision of; the contents page does not list it.
    #[serde(default)]
    pub within: Option<Arc<str>>,
    /// The table whose emptiness the section declares, if that is all it has to say.
    #[serde(default)]
    pub declares_empty: Option<Arc<str>>,
    /// Where the amount of a code path stands: `general_expenditure[{code}].total`. If there are several, the first
    /// whose table has the code.
    #[serde(default, deserialize_with = "one_or_several")]
    pub code_path: Vec<Arc<str>>,
    /// The phrase of the whole that the amounts of code paths are parts of.
    #[serde(default)]
    pub code_whole: Option<Arc<str>>,
    /// Whether the section tells only the most important of them: 主要内容.
    #[serde(default)]
    pub code_selection: bool,
    /// Its heading as printed, without the number; a template.
    #[serde(default)]
    pub heading: Option<String>,
    /// Its text: a template that writes paragraphs from the facts.
    #[serde(default)]
    pub text: Option<String>,
    /// Whether offices speak in it of more than the profile has phrases for: such amounts are known by their words.
    #[serde(default)]
    pub and_others: bool,
    /// Whether it lists the projects.
    #[serde(default)]
    pub projects: bool,
    /// What its sentences speak of.
    #[serde(default, rename = "subject")]
    pub subjects: Vec<SubjectSpec>,
}

/// Something a section speaks of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectSpec {
    /// The words for it.
    pub phrase: Arc<str>,
    /// Other words.
    #[serde(default)]
    pub aliases: Vec<Arc<str>>,
    /// The coordinates that state the same amount.
    #[serde(default)]
    pub at: Vec<CoordinateSpec>,
    /// The coordinates that state its opening budget, where the sentence gives both budget and outturn.
    #[serde(default)]
    pub budget_at: Vec<CoordinateSpec>,
    /// What its share is of, where that is not the whole of the sentence: 占本年支出合计的 100%.
    #[serde(default)]
    pub share_of: Option<CoordinateSpec>,
    /// The phrase of the whole it is a part of; if there are several, the one that was last spoken of.
    #[serde(default, deserialize_with = "one_or_several")]
    pub part_of: Vec<Arc<str>>,
    /// Whether the parts of this subject, taken together, are all of it.
    #[serde(default)]
    pub complete: bool,
}

/// A coordinate in a profile, checked when the profile is loaded.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CoordinateSpec(pub Coordinate);

impl TryFrom<String> for CoordinateSpec {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Coordinate::parse(&text)
            .map(Self)
            .ok_or_else(|| format!("`{text}` is no coordinate: write table[row].column or a name"))
    }
}

impl SectionSpec {
    /// The title words and their aliases.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.title).chain(&self.aliases)
    }
}

/// `"a"` or `["a", "b"]`
fn one_or_several<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Arc<str>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrSeveral {
        One(Arc<str>),
        Several(Vec<Arc<str>>),
    }
    Ok(match OneOrSeveral::deserialize(deserializer)? {
        OneOrSeveral::One(one) => vec![one],
        OneOrSeveral::Several(several) => several,
    })
}
