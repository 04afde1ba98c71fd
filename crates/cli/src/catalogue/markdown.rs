//! The page of a rule for a terminal: headings set apart, paragraphs wrapped, examples kept as they are.

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

/// Renders the little of Markdown that pages use, with colors if asked for, in lines of at most `columns` but for examples.
pub(super) fn rendered(page: &str, columns: usize, colored: bool) -> String {
    let mut terminal = Terminal { columns, colored, out: String::new(), paragraph: String::new() };
    let mut fenced = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            terminal.end_paragraph();
            fenced = !fenced;
        } else if fenced || line.starts_with("    ") {
            terminal.end_paragraph();
            terminal.example(line);
        } else {
            terminal.prose(line.trim_end());
        }
    }
    terminal.end_paragraph();
    terminal.out
}

struct Terminal {
    columns: usize,
    colored: bool,
    out: String,
    /// Lines that belong together, not yet written.
    paragraph: String,
}

const HEADING: Style = Style::new().bold();
const EXAMPLE: Style = Style::new().dimmed();
const CODE: Style = Style::new().bold();

impl Terminal {
    fn prose(&mut self, line: &str) {
        let heading = line.trim_start_matches('#');
        if line.is_empty() {
            self.end_paragraph();
            self.line("");
        } else if heading.len() < line.len() {
            self.end_paragraph();
            let heading = self.styled(HEADING, heading.trim());
            self.line(&heading);
        } else if line.starts_with('|') {
            self.end_paragraph();
            self.line(line);
        } else {
            if mark(line).is_some() {
                self.end_paragraph();
            }
            // A line end between two Chinese characters is no space.
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
            if latin(self.paragraph.chars().last()) && latin(line.chars().next()) {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(line);
        }
    }

    fn end_paragraph(&mut self) {
        if self.paragraph.is_empty() {
            return;
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        let hang = " ".repeat(mark(&paragraph).map_or(0, str::len));
        let options = textwrap::Options::new(self.columns).subsequent_indent(&hang);
        let plain = paragraph.replace("**", "");
        for line in textwrap::wrap(&plain, options) {
            let line = self.codes(&line);
            self.line(&line);
        }
    }

    /// What stands between backticks is set apart; without colors the backticks stay.
    fn codes(&self, line: &str) -> String {
        if !self.colored || !line.matches('`').count().is_multiple_of(2) {
            return line.to_owned();
        }
        let parts = line.split('`').enumerate();
        parts.map(|(at, part)| if at % 2 == 1 { self.styled(CODE, part) } else { part.to_owned() }).collect()
    }

    fn example(&mut self, line: &str) {
        let line = self.styled(EXAMPLE, line.trim_end());
        let indent = if line.starts_with("    ") { "" } else { "    " };
        self.line(&format!("{indent}{line}"));
    }

    fn styled(&self, style: Style, words: &str) -> String {
        if self.colored && words.width() > 0 { format!("{style}{words}{style:#}") } else { words.to_owned() }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}

/// What begins an item of a list: `- `, `2. `.
fn mark(line: &str) -> Option<&str> {
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let end = if number > 0 { number + 2 } else { 2 };
    let mark = line.get(..end)?;
    let is_mark = if number > 0 { mark.ends_with(". ") } else { matches!(mark, "- " | "* ") };
    is_mark.then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
# A101 行内各栏相加不等于合计栏

表内每一行的“合计”应等于其各组成栏之和，
例如支出总表的 `合计` 等于基本支出加项目支出。

- 空白栏视为没有该项，不参与相加，只填了合计的行不核对。

## 违反

```text
合计\t基本支出
3\t2
```
";

    #[test]
    fn a_page_fits_the_terminal() {
        insta::assert_snapshot!(rendered(PAGE, 40, false), @r"
        A101 行内各栏相加不等于合计栏

        表内每一行的“合计”应等于其各组成栏之和，
        例如支出总表的 `合计` 等于基本支出加项目
        支出。

        - 空白栏视为没有该项，不参与相加，只填了
          合计的行不核对。

        违反

            合计	基本支出
            3	2
        ");
        assert!(rendered(PAGE, 80, true).starts_with("\u{1b}[1mA101 行内各栏相加不等于合计栏\u{1b}[0m\n"));
        assert!(rendered(PAGE, 80, true).contains("支出总表的 \u{1b}[1m合计\u{1b}[0m 等于"));
    }
}
