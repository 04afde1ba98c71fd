//! Profiles that say only in what they differ from another: `extends = "…"`.
//!
//! What the extending profile states replaces what it inherits; tables, lanes, sections, subjects and terms are matched
//! by their names and replaced piece by piece, and one with `omit = true` is left out.

use toml::{Table, Value};

/// Lists whose elements go by a name, and the key of that name.
const NAMED: [(&str, &str); 6] = [
    ("table", "key"),
    ("lane", "key"),
    ("section", "key"),
    ("subject", "phrase"),
    ("term", "name"),
    ("inspection", "name"),
];

/// `own` on top of `inherited`.
pub(crate) fn inherit(mut inherited: Table, own: Table) -> Table {
    for (key, value) in own {
        let name = NAMED.iter().find(|(list, _)| *list == key).map(|(_, name)| *name);
        let merged = match (name, inherited.remove(&key), value) {
            (Some(name), Some(Value::Array(old)), Value::Array(new)) => Value::Array(list(old, new, name)),
            (_, Some(Value::Table(old)), Value::Table(new)) => Value::Table(inherit(old, new)),
            (_, _, value) => value,
        };
        inherited.insert(key, merged);
    }
    inherited
}

fn list(mut old: Vec<Value>, new: Vec<Value>, name: &str) -> Vec<Value> {
    for element in new {
        let at = old.iter().position(|known| name_of(known, name) == name_of(&element, name));
        let omitted = element.get("omit").and_then(Value::as_bool) == Some(true);
        match (at, element) {
            (Some(at), _) if omitted => {
                old.remove(at);
            }
            (Some(at), Value::Table(own)) => {
                if let Some(Value::Table(known)) = old.get(at).cloned() {
                    old[at] = Value::Table(inherit(known, own));
                }
            }
            (_, element) => old.push(element),
        }
    }
    old
}

/// A lane of a table that has only one goes without a name.
fn name_of<'a>(element: &'a Value, name: &str) -> &'a str {
    element.get(name).and_then(Value::as_str).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_replaces_what_is_inherited() {
        let parse = |text: &str| text.parse::<Table>().unwrap();
        let old = parse(
            "id = 'a'\nyears = [1, 2]\n[[table]]\nkey = 'x'\ntitle = 'X'\nnumber = 1\n[[table]]\nkey = 'y'\ntitle = 'Y'\n[[term]]\nname = 't'",
        );
        let own = parse(
            "id = 'b'\n[[table]]\nkey = 'x'\ntitle = 'X2'\n[[table]]\nkey = 'y'\nomit = true\n[[table]]\nkey = 'z'\ntitle = 'Z'",
        );
        let expected = parse(
            "id = 'b'\nyears = [1, 2]\n[[table]]\nkey = 'x'\ntitle = 'X2'\nnumber = 1\n[[table]]\nkey = 'z'\ntitle = 'Z'\n[[term]]\nname = 't'",
        );
        assert_eq!(inherit(old, own), expected);
    }
}
