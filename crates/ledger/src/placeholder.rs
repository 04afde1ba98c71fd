//! What a template has where something is to be filled in.

/// Whether a text has `XX`, `x,xxx` or their kin where a name or a number should stand.
pub fn is_placeholder(text: &str) -> bool {
    let is_cross = |c: char| matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×');
    let mut run = 0;
    text.chars().filter(|c| *c != ',').any(|c| {
        run = if is_cross(c) { run + 1 } else { 0 };
        run >= 2
    })
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn crosses_stand_for_what_is_to_be_filled_in() {
        for placeholder in ["XX单位", "收入预算x,xxx万元", "××局设3个科室"] {
            assert!(is_placeholder(placeholder), "{placeholder}");
        }
        for filled in ["一次性补助X项", "采购3×4米展板", "Excel 培训"] {
            assert!(!is_placeholder(filled), "{filled}");
        }
    }
}
