//! JSON and SARIF against their schemas.

use crate::{Folder, PHONE, sample};
use serde_json::Value;

fn assert_valid(schema: &str, instance: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|e| format!("{} {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_json_keeps_its_schema() {
    let folder = Folder::new("schema", &[("甲.txt", PHONE.as_bytes()), ("空.txt", b"")]);
    let called = folder.call(&format!("check {} 甲.txt 空.txt -f json", sample()));
    assert_valid(include_str!("../../../../docs/schema/check.schema.json"), &called.json());
}

#[test]
fn sarif_keeps_the_schema_of_oasis() {
    let folder = Folder::new("sarif", &[("甲.txt", PHONE.as_bytes()), ("空.txt", b"")]);
    let called = folder.call(&format!("check {} 甲.txt 空.txt -f sarif", sample()));
    let sarif = called.json();
    // One pattern of the schema has a bracket too many, which only JavaScript takes for a character.
    let schema = include_str!("../sarif-2.1.0.schema.json").replace("{2}]?$", "{2}$");
    assert_valid(&schema, &sarif);
    let run = &sarif["runs"][0];
    let phone = run["results"].as_array().unwrap().last().unwrap();
    assert_eq!(phone["ruleId"], "D101");
    let region = serde_json::json!({"startLine": 2, "startColumn": 15, "endColumn": 26});
    assert_eq!(phone["locations"][0]["physicalLocation"]["region"], region);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn the_json_of_two_documents_keeps_its_schema() {
    let versions = [("初稿.txt", PHONE.as_bytes()), ("定稿.txt", crate::CLEAN.as_bytes())];
    let folder = Folder::new("schema-diff", &versions);
    let schema = include_str!("../../../../docs/schema/diff.schema.json");
    for call in [format!("diff {} 初稿.txt -f json", sample()), "diff 初稿.txt 定稿.txt -f json".to_owned()]
    {
        assert_valid(schema, &folder.call(&call).json());
    }
}
