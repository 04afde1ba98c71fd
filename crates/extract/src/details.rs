//! Which of several amounts, some of them sums of others, say something of their own.

use mingzhang_model::Cell;
use std::sync::Arc;

/// The keys whose amounts no other amount of the list says already: those that are sums of nothing, and sums of which
/// only the sum is printed.
pub(crate) fn details<'k, 'c>(
    specs: impl Iterator<Item = (&'k str, &'k [Arc<str>])>,
    cell: impl Fn(&str) -> Option<&'c Cell>,
) -> Vec<&'k str> {
    let specs: Vec<(&str, &[Arc<str>])> = specs.collect();
    let is_part = |key: &str| specs.iter().any(|(_, parts)| parts.iter().any(|part| **part == *key));
    let mut open: Vec<&str> = specs.iter().map(|(key, _)| *key).filter(|key| !is_part(key)).rev().collect();
    let mut found: Vec<&str> = Vec::new();
    let printed = |key: &str| cell(key).is_some_and(Cell::is_number);
    while let Some(key) = open.pop() {
        if found.contains(&key) {
            continue;
        }
        let parts = specs.iter().find(|(known, _)| *known == key).map_or(&[][..], |(_, parts)| *parts);
        let silent = || leaves(&specs, key).iter().all(|leaf| !printed(leaf));
        if parts.is_empty() || (printed(key) && silent()) {
            found.push(key);
            continue;
        }
        if parts.iter().any(|part| cell(part).is_none()) {
            found.push(key);
        }
        open.extend(parts.iter().rev().map(|part| &**part));
    }
    found
}

/// What a key is in the end the sum of.
fn leaves<'k>(specs: &[(&'k str, &'k [Arc<str>])], key: &'k str) -> Vec<&'k str> {
    let mut open = vec![key];
    let mut found = Vec::new();
    // A profile whose sums went in a circle would otherwise never end.
    for _ in 0..=specs.len() {
        let Some(key) = open.pop() else { break };
        match specs.iter().find(|(known, parts)| *known == key && !parts.is_empty()) {
            Some((_, parts)) => open.extend(parts.iter().map(|part| &**part)),
            None => found.push(key),
        }
    }
    found
}
