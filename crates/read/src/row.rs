//! One table row of a text file: cells between tabs, perhaps quoted or broken over lines.

use mingzhang_model::Passage;

/// The lines of a file and a place among them.
pub(crate) type Lines<'a> = [&'a str];

/// A quoted cell that does not end within this many lines or bytes was not quoted: the mark belongs to the text.
const MAX_QUOTED_LINES: usize = 64;
const MAX_QUOTED_BYTES: usize = 1 << 16;

/// The tags that cells copied from web forms carry.
const TAGS: [&str; 10] = ["p", "br", "div", "span", "b", "i", "u", "font", "strong", "em"];

/// The cells of the row that begins at line `at` (from 0), and the first line after it.
pub(crate) fn cells(lines: &Lines<'_>, at: usize) -> (Vec<Passage>, usize) {
    let mut row = Vec::new();
    let Some(line) = lines.get(at) else { return (row, at + 1) };
    let mut rest = Place { line: at, column: 1, text: line };
    loop {
        if let Some((cell, after)) = quoted(lines, rest) {
            row.push(cell);
            rest = after;
        } else {
            let end = rest.text.find('\t').unwrap_or(rest.text.len());
            row.push(plain(rest.up_to(end)));
            rest = rest.after(end);
        }
        if rest.text.is_empty() {
            return (row, rest.line + 1);
        }
        rest = rest.after(1);
    }
}

/// A line without cells as a passage: list mark and tags taken off, trimmed.
pub(crate) fn paragraph(lines: &Lines<'_>, at: usize) -> Passage {
    let line = lines.get(at).copied().unwrap_or("");
    let body = line.trim_start();
    let marked = ["- ", "* ", "• ", "· ", "– "].iter().find_map(|mark| body.strip_prefix(mark));
    let start = line.len() - marked.unwrap_or(body).len();
    plain(Place { line: at, column: 1, text: line }.after(start))
}

/// What is left of a line from some column on.
#[derive(Clone, Copy)]
struct Place<'a> {
    line: usize,
    column: usize,
    text: &'a str,
}

impl Place<'_> {
    fn up_to(self, end: usize) -> Self {
        Self { text: &self.text[..end], ..self }
    }

    fn after(self, bytes: usize) -> Self {
        let passed = self.text[..bytes].chars().count();
        Self { column: self.column + passed, text: &self.text[bytes..], ..self }
    }

    fn trimmed(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let inner = self.after(start);
        inner.up_to(inner.text.trim_end().len())
    }

    fn passage(self) -> Passage {
        let (line, column) = self.numbers();
        Passage::new(self.text, line, column)
    }

    fn numbers(self) -> (u32, u32) {
        (number(self.line + 1), number(self.column))
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Appends what stands at `piece` after a break; two numbers on either side of the break stay two.
fn append(passage: &mut Passage, piece: Place<'_>) {
    if piece.text.is_empty() {
        return;
    }
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (line, column) = piece.numbers();
    if passage.text().is_empty() {
        *passage = piece.passage();
    } else if digit(passage.text().chars().next_back()) && digit(piece.text.chars().next()) {
        passage.join(" ", line, column);
        passage.join(piece.text, line, column);
    } else {
        passage.join(piece.text, line, column);
    }
}

/// The text at a place, trimmed and without tags.
fn plain(place: Place<'_>) -> Passage {
    let place = place.trimmed();
    let mut passage = place.up_to(0).passage();
    append_plain(&mut passage, place);
    if place.text.contains('<') { passage.trimmed() } else { passage }
}

fn append_plain(passage: &mut Passage, mut rest: Place<'_>) {
    while !rest.text.is_empty() {
        let (end, tag) = next_tag(rest.text);
        append(passage, rest.up_to(end));
        rest = rest.after(end + tag);
    }
}

/// Where the next tag begins, and its length; the end of the text and 0 if there is none.
fn next_tag(text: &str) -> (usize, usize) {
    let starts = text.match_indices(['<', '&']);
    let tags = starts.filter_map(|(at, _)| Some((at, tag_length(&text[at..])?)));
    tags.into_iter().next().unwrap_or((text.len(), 0))
}

fn tag_length(text: &str) -> Option<usize> {
    const SPACE: &str = "&nbsp;";
    /// Longer than any tag with the attributes that word processors write.
    const LONGEST: usize = 400;
    if text.starts_with(SPACE) {
        return Some(SPACE.len());
    }
    let inside = text.strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphabetic())?];
    let known = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
    let window = &text[..text.floor_char_boundary(LONGEST)];
    if known { window.find('>').map(|end| end + 1) } else { None }
}

/// A cell in quotation marks as spreadsheets export it, `""` meaning one mark; the place after it is a tab or the
/// end of a line. `None` if the mark at `start` is a mark of the text.
fn quoted<'a>(lines: &Lines<'a>, start: Place<'a>) -> Option<(Passage, Place<'a>)> {
    start.text.strip_prefix('"')?;
    let mut rest = start.after(1);
    let mut passage = rest.up_to(0).passage();
    for _ in 0..MAX_QUOTED_LINES {
        while let Some(at) = rest.text.find(['"', '\t']) {
            let (before, mark) = (rest.up_to(at), rest.after(at));
            let next = mark.after(1);
            if mark.text.starts_with('\t') {
                return None;
            }
            append_plain(&mut passage, before);
            if next.text.starts_with('"') {
                append(&mut passage, mark.up_to(1));
                rest = next.after(1);
            } else if next.text.is_empty() || next.text.starts_with('\t') {
                return Some((passage.trimmed(), next));
            } else {
                return None;
            }
        }
        append_plain(&mut passage, rest);
        if passage.text().len() > MAX_QUOTED_BYTES {
            return None;
        }
        let line = rest.line + 1;
        rest = Place { line, column: 1, text: lines.get(line)? };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(lines: &[&str]) -> (Vec<String>, usize) {
        let (cells, next) = cells(lines, 0);
        (cells.iter().map(|cell| cell.text().to_owned()).collect(), next)
    }

    #[test]
    fn tabs_part_cells_and_blanks_count() {
        assert_eq!(
            row(&["收 入\t\t 1.00 \t"]),
            (vec!["收 入".into(), String::new(), "1.00".into(), String::new()], 1)
        );
    }

    #[test]
    fn a_quoted_cell_may_hold_breaks_and_marks() {
        let lines = ["\"值班室", "及“防爬网”\"\t\"a\"\"b\"\t5", "合计\t\t5"];
        assert_eq!(row(&lines), (vec!["值班室及“防爬网”".into(), "a\"b".into(), "5".into()], 2));
        let (cells, _) = cells(&lines, 0);
        assert_eq!(cells[0].locate(9, 12), mingzhang_model::Location { line: 2, column: 1, end_column: 2 });
    }

    #[test]
    fn a_mark_of_the_text_stays() {
        assert_eq!(row(&["\"三公\"经费\t2"]), (vec!["\"三公\"经费".into(), "2".into()], 1));
        assert_eq!(row(&["\"三公经费\t2"]), (vec!["\"三公经费".into(), "2".into()], 1));
    }

    #[test]
    fn tags_are_taken_off_and_numbers_beside_them_stay_apart() {
        let (cells, _) = row(&["<p>目标 1：<b>好</b></p> <p>目标 2</p>\t5<br/>6\t<5 辆\t>=1&nbsp;个"]);
        assert_eq!(cells, ["目标 1：好 目标 2", "5 6", "<5 辆", ">=1个"]);
    }

    #[test]
    fn a_list_mark_is_no_text() {
        let passage = paragraph(&["- 1、一般公共服务"], 0);
        assert_eq!((passage.text(), passage.location().column), ("1、一般公共服务", 3));
    }
}
