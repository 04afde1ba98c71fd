//! What the authorities publish, as data with typed loaders: document profiles and budget classifications.

mod catalogue;
mod inspection;
mod inherit;
mod profile;

pub use catalogue::{
    Attestation, Catalogue, CatalogueError, Classification, EarlierName, Entry, FundSource, Sources,
};
pub use inspection::{InspectionGroup, InspectionItem, InspectionPart, customary_inspection};
pub use profile::{
    ColumnSpec, CoordinateSpec, EntryList, FormSpec, FormsSpec, LaneSpec, Numbers, PartSpec, PrintSpec,
    Profile, ProfileError, RowScheme, RowSpec, SectionSpec, SubjectSpec, TableSpec, TermSpec, builtin,
};
