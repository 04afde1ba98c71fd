//! The disclosure as a plain value: money, codes, tables of facts, narrative claims, projects, performance forms.
//!
//! This crate knows nothing of files, formats, profiles, clocks or rules, and uses no floating point.

mod code;
mod disclosure;
mod figure;
mod fold;
mod location;
mod money;
mod narrative;
mod number;
mod project;
mod source;
mod table;
mod text;

pub use code::{Code, CodeLevel, NotACode};
pub use disclosure::{Announced, ContentsEntry, Disclosure, Fact, Kind, Level, PrintedDate};
pub use figure::{Figure, FigureId, Origin, Unit};
pub use fold::{Folded, fold};
pub use location::{Location, Passage};
pub use money::{Money, MoneyUnit};
pub use narrative::{
    Base, Change, Claim, Costing, Direction, Measure, Partition, Prior, Section, Tally, Worded,
};
pub use number::{Grouping, Numeral};
pub use project::{
    Classified, Form, FormKind, Fund, FundKind, GoalAmount, Indicator, Operator, Project, Target,
};
pub use source::{Bbox, Place, Source, Spot, Unseen, column_name};
pub use table::{Cell, Column, Coordinate, Row, RowKind, Table};
pub use text::{InLang, Lang, Text};
