//! What an audit has to say: one finding per cause, at its place, with the value that repairs it.

use mingzhang_model::{Announced, Location, Text, text};

/// How grave a finding is, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document contradicts itself or the law.
    Error,
    /// Very likely wrong, or a thing an inspector asks about.
    Warning,
    /// Worth a look.
    Info,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> Text {
        match self {
            Self::Error => text!("错误", "error"),
            Self::Warning => text!("警告", "warning"),
            Self::Info => text!("提示", "info"),
        }
    }
}

/// How sure the auditor is, surest first. A broken equation is a contradiction for certain, and comes before what is
/// seen in words, even where it is open which of its numbers is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Several equations agree on this number and this value.
    Proved,
    /// One equation is broken, and only this number explains it by a slip of the keyboard.
    Likely,
    /// An equation is broken, and several numbers explain it equally well.
    Ambiguous,
    /// A fact that anyone can see in the text.
    Seen,
    /// A matter of judgement.
    Judgement,
}

/// One thing wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Code of the rule.
    pub rule: &'static str,
    /// How grave.
    pub severity: Severity,
    /// How sure.
    pub certainty: Certainty,
    /// The sentence for the user.
    pub message: Text,
    /// The number or words at fault.
    pub location: Location,
    /// What is written there.
    pub actual: Option<String>,
    /// What would repair it, written in the document's manner.
    pub expected: Option<String>,
    /// The other terms of the evidence.
    pub related: Vec<Related>,
    /// The table or section that it is about, where it does not stand in it: one that is missing.
    pub about: Option<Announced>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What stands there.
    pub message: Text,
    /// Where, in the lines of its document.
    pub location: Location,
    /// In which document: an index among those set beside the audited one; `None` for that itself.
    pub document: Option<usize>,
}

impl Related {
    /// A piece of evidence in the audited document.
    pub fn here(message: Text, location: Location) -> Self {
        Self { message, location, document: None }
    }
}

impl Finding {
    /// A finding with neither values nor evidence, to be seen in the text.
    pub fn new(rule: &'static str, severity: Severity, message: Text, location: Location) -> Self {
        Self {
            rule,
            severity,
            certainty: Certainty::Seen,
            message,
            location,
            actual: None,
            expected: None,
            related: Vec::new(),
            about: None,
        }
    }

    /// Marks it as a matter of judgement.
    pub fn judgement(mut self) -> Self {
        self.certainty = Certainty::Judgement;
        self
    }

    /// Says what is written.
    pub fn actual(mut self, written: impl Into<String>) -> Self {
        self.actual = Some(written.into());
        self
    }

    /// Says what should be written.
    pub fn expected(mut self, repair: impl Into<String>) -> Self {
        self.expected = Some(repair.into());
        self
    }

    /// Says which table or section it is about.
    pub fn about(mut self, part: Announced) -> Self {
        self.about = Some(part);
        self
    }

    /// Adds a piece of evidence.
    pub fn related(mut self, message: Text, location: Location) -> Self {
        self.related.push(Related::here(message, location));
        self
    }
}
