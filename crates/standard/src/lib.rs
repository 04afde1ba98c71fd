//! What the authorities publish, as data with typed loaders: document profiles and budget classifications.

mod profile;

pub use profile::{
    ColumnSpec, CoordinateSpec, FormsSpec, LaneSpec, Profile, ProfileError, RowScheme, RowSpec, SectionSpec,
    SubjectSpec, TableSpec, TermSpec, builtin,
};

/// The budget classifications.
#[derive(Debug, Default)]
pub struct Catalogue;
