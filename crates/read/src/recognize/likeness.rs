//! How alike two short texts are, where nothing fits to the letter.

/// Percent of the pairs of neighbouring characters that two texts share.
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<_>>();
    let (mut left, other) = (pairs(one), pairs(other));
    let all = left.len() + other.len();
    // Titles are short: looking through them takes less than sorting them.
    let mut take = |pair: &&(char, char)| {
        let found = left.iter().position(|known| known == *pair);
        found.map(|at| left.swap_remove(at)).is_some()
    };
    let shared = other.iter().filter(&mut take).count();
    200 * shared / all.max(1)
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
