//! Findings about a disclosure: rules state equations and report defects, localization names the numbers at fault.
//!
//! This crate reads no file, no clock and no environment: the same disclosure gives the same audit.

mod tied;
mod audit;
mod beside;
mod cells;
mod code_path;
mod coded;
mod doubted;
mod equation;
mod finding;
mod localize;
mod rule;
mod rules;
mod slip;
mod ties;
mod words;

pub use audit::{Audit, Coverage, audit, audit_beside};
pub use beside::{Beside, Given, Other, Role};
pub use code_path::{CodePath, Step};
pub use coded::CodedRow;
pub use equation::{Equation, Form, Statement, Term, Values, Verdict};
pub use finding::{Certainty, Finding, Related, Severity};
pub use rule::{Absence, Check, Context, Outcome, Rule, RuleStatus, Settings, Status};
pub use rules::{families, rules};
pub use tied::{Tied, ties};
