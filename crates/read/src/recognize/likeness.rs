//! How alike two short texts are, where nothing fits to the letter.

use std::collections::HashMap;

/// Percent of the pairs of neighbouring characters that two texts share.
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<_>>();
    let (one, other) = (pairs(one), pairs(other));
    let mut left: HashMap<(char, char), usize> = HashMap::new();
    for pair in &one {
        *left.entry(*pair).or_default() += 1;
    }
    let mut take = |pair: &&(char, char)| {
        left.get_mut(pair).filter(|count| **count > 0).is_some_and(|count| {
            *count -= 1;
            true
        })
    };
    let shared = other.iter().filter(&mut take).count();
    200 * shared / (one.len() + other.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn titles_of_one_table_are_alike() {
        assert_eq!(likeness("收入总表", "收入总表"), 100);
        assert!(likeness("部门一般公共预算支出明细表", "一般公共预算支出表") >= 70);
        assert!(likeness("部门收入总表", "部门支出总表") < 70);
        assert_eq!(likeness("表", "表"), 0);
    }
}
