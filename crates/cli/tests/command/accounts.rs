//! What is said of real final accounts, whole: as published, and with errors planted by their makers.

use crate::Folder;
use mingzhang_testkit::sample;

fn checked(test: &str, name: &str) -> String {
    Folder::new(test, &[("决算.pdf", &sample(name))]).call("check 决算.pdf").text().to_owned()
}

#[test]
fn final_accounts_as_published() {
    let said = checked("accounts", "putuo-finance-2024-department-final-accounts.pdf");
    insta::assert_snapshot!("accounts", said);
}

#[test]
fn final_accounts_with_planted_errors() {
    let said = checked("accounts-errors", "putuo-finance-2024-department-final-accounts-with-errors.pdf");
    insta::assert_snapshot!("accounts-errors", said);
}
