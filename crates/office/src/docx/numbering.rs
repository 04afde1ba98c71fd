//! The numbers that Word puts before paragraphs, and that stand nowhere in their text: 一、（一）1.

use crate::package::Package;
use crate::relations::{Relations, of_kind};
use crate::xml::{Element, Xml};
use mingzhang_document::Unreadable;
use std::collections::HashMap;

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has been counted.
#[derive(Default)]
pub(super) struct Numbering {
    /// By the number that paragraphs use.
    lists: HashMap<String, List>,
    /// By the number that lists share.
    levels: HashMap<String, [Level; LEVELS]>,
    /// The list and level of paragraphs of a style, and the style it is based on.
    styles: HashMap<String, Style>,
    counters: HashMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1、`
    text: String,
    /// Numbers of higher levels show as digits.
    digits_only: bool,
    space: bool,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
}

#[derive(Default)]
struct List {
    shared: String,
    /// Where this list begins a level anew, until it has.
    starts: HashMap<usize, u32>,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

/// What a paragraph says of its list.
#[derive(Default)]
pub(super) struct Membership {
    pub style: Option<String>,
    pub list: Option<String>,
    pub level: Option<usize>,
}

impl Numbering {
    /// Reads the lists and styles that a document refers to.
    pub(super) fn read(package: &mut Package<'_>, relations: &Relations) -> Result<Self, Unreadable> {
        let mut numbering = Self::default();
        let mut part = |kind: &str| of_kind(relations, kind).map_or(Ok(None), |part| package.part(part));
        if let Some(text) = part("numbering")? {
            numbering.lists(&mut Xml::new(&text, super::FORMAT))?;
        }
        if let Some(text) = part("styles")? {
            numbering.styles(&mut Xml::new(&text, super::FORMAT))?;
        }
        Ok(numbering)
    }

    fn lists(&mut self, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        xml.root()?;
        while let Some(element) = xml.child()? {
            match element.name() {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default();
                    let mut levels: [Level; LEVELS] = Default::default();
                    while let Some(child) = xml.child()? {
                        match child.number::<usize>("ilvl").and_then(|at| levels.get_mut(at)) {
                            Some(level) if child.name() == "lvl" => *level = Level::read(xml)?,
                            _ => xml.skip()?,
                        }
                    }
                    self.levels.insert(id, levels);
                }
                "num" => {
                    let id = element.attribute("numId").unwrap_or_default();
                    let list = List::read(xml)?;
                    self.lists.insert(id, list);
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn styles(&mut self, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        xml.root()?;
        while let Some(element) = xml.child()? {
            if element.name() != "style" {
                xml.skip()?;
                continue;
            }
            let id = element.attribute("styleId").unwrap_or_default();
            let mut style = Style::default();
            while let Some(child) = xml.child()? {
                match child.name() {
                    "basedOn" => {
                        style.based_on = child.attribute("val");
                        xml.skip()?;
                    }
                    "pPr" => {
                        let own = Membership::read(xml)?;
                        (style.list, style.level) = (own.list, own.level);
                    }
                    _ => xml.skip()?,
                }
            }
            self.styles.insert(id, style);
        }
        Ok(())
    }

    /// Counts a paragraph, and gives what Word puts before it.
    pub(super) fn label(&mut self, member: &Membership) -> String {
        let Some((list, level)) = self.list_of(member) else { return String::new() };
        let Some(List { shared, starts }) = self.lists.get_mut(&list) else { return String::new() };
        let Some(levels) = self.levels.get(shared) else { return String::new() };
        let counters = self.counters.entry(shared.clone()).or_default();
        let (Some(own), Some(counter)) = (levels.get(level), counters.get(level).copied()) else {
            return String::new();
        };
        let started = starts.remove(&level);
        let next = started.or(counter.map(|n| n.saturating_add(1))).unwrap_or(own.start);
        counters[level] = Some(next);
        counters[level + 1..].fill(None);
        for (counter, above) in counters[..level].iter_mut().zip(levels) {
            counter.get_or_insert(above.start);
        }
        own.shown(counters, levels)
    }

    /// The list and the level of a paragraph: its own, or those of its style or of the styles that is based on.
    fn list_of(&self, member: &Membership) -> Option<(String, usize)> {
        /// Styles may be based on each other in a circle.
        const DEEPEST: usize = 16;
        let (mut list, mut level) = (member.list.clone(), member.level);
        let mut style = member.style.as_deref();
        for _ in 0..DEEPEST {
            let Some(named) = style.and_then(|id| self.styles.get(id)) else { break };
            if list.is_none() && named.list.is_some() {
                list.clone_from(&named.list);
                level = level.or(named.level).or_else(|| self.level_of(named.list.as_deref()?, style?));
            }
            style = named.based_on.as_deref();
        }
        list.map(|list| (list, level.unwrap_or(0)))
    }

    /// The level of a list that is tied to a style.
    fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let levels = self.levels.get(&self.lists.get(list)?.shared)?;
        levels.iter().position(|level| level.style.as_deref() == Some(style))
    }
}

impl Membership {
    /// Reads the properties of a paragraph, to their end.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Unreadable> {
        let mut member = Self::default();
        while let Some(property) = xml.child()? {
            match property.name() {
                "pStyle" => {
                    member.style = property.attribute("val");
                    xml.skip()?;
                }
                "numPr" => {
                    while let Some(part) = xml.child()? {
                        match part.name() {
                            "ilvl" => member.level = part.number("val"),
                            "numId" => member.list = part.attribute("val"),
                            _ => {}
                        }
                        xml.skip()?;
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(member)
    }
}

impl List {
    fn read(xml: &mut Xml<'_>) -> Result<Self, Unreadable> {
        let mut list = Self::default();
        while let Some(child) = xml.child()? {
            match child.name() {
                "abstractNumId" => {
                    list.shared = child.attribute("val").unwrap_or_default();
                    xml.skip()?;
                }
                "lvlOverride" => {
                    let level = child.number::<usize>("ilvl");
                    while let Some(part) = xml.child()? {
                        let start = part.number("val").filter(|_| part.name() == "startOverride");
                        list.starts.extend(level.zip(start));
                        xml.skip()?;
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(list)
    }
}

impl Level {
    fn read(xml: &mut Xml<'_>) -> Result<Self, Unreadable> {
        let mut level = Self { start: 1, ..Self::default() };
        while let Some(property) = xml.child()? {
            level.property(&property);
            xml.skip()?;
        }
        Ok(level)
    }

    fn property(&mut self, property: &Element<'_>) {
        let value = || property.attribute("val").unwrap_or_default();
        match property.name() {
            "start" => self.start = property.number("val").unwrap_or(1),
            "numFmt" => self.format = value(),
            "lvlText" => self.text = value(),
            "isLgl" => self.digits_only = value() != "0" && value() != "false",
            "suff" => self.space = value() == "space",
            "pStyle" => self.style = Some(value()),
            _ => {}
        }
    }

    /// Its label, given the counters of all levels.
    fn shown(&self, counters: &[Option<u32>; LEVELS], levels: &[Self; LEVELS]) -> String {
        if self.format == "bullet" {
            return String::new();
        }
        let mut label = String::new();
        let mut chars = self.text.chars();
        while let Some(c) = chars.next() {
            let at = if c == '%' { chars.clone().next().and_then(|d| d.to_digit(10)) } else { None };
            let Some(at) = at.and_then(|at| (at as usize).checked_sub(1)).filter(|&at| at < LEVELS) else {
                label.push(c);
                continue;
            };
            chars.next();
            let format = if self.digits_only { "decimal" } else { &levels[at].format };
            label.push_str(&counted(counters[at].unwrap_or(1), format));
        }
        let word = label.ends_with(|c: char| c.is_alphanumeric());
        if !label.is_empty() && (self.space || word) {
            label.push(' ');
        }
        label
    }
}

/// A number as a format of Word shows it.
fn counted(number: u32, format: &str) -> String {
    let letter = |first: u8| {
        // A, …, Z, AA, BB, …
        let (letter, times) = ((number.saturating_sub(1) % 26) as u8, number.saturating_sub(1) / 26 + 1);
        char::from(first + letter).to_string().repeat(times.min(9) as usize)
    };
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographTraditional" => chinese(
            number,
            ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
            ["", "十", "百", "千"],
        ),
        "chineseLegalSimplified" => chinese(
            number,
            ["", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
            ["", "拾", "佰", "仟"],
        ),
        "upperLetter" => letter(b'A'),
        "lowerLetter" => letter(b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32('①' as u32 + number - 1).map_or_else(String::new, String::from)
        }
        "decimalFullWidth" => number
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32))
            .collect(),
        _ => number.to_string(),
    }
}

fn chinese(number: u32, digits: [&str; 10], units: [&str; 4]) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let written = number.to_string();
    let mut out = String::new();
    let mut zero = false;
    for (index, digit) in written.bytes().map(|b| usize::from(b - b'0')).enumerate() {
        let unit = written.len() - 1 - index;
        if digit == 0 {
            zero = true;
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        // 十, not 一十.
        if !(unit == 1 && digit == 1 && index == 0) {
            out.push_str(digits[digit]);
        }
        out.push_str(units[unit]);
    }
    out
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_as_word_does() {
        for (number, format, shown) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (12, "chineseCounting", "十二"),
            (20, "japaneseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (3, "chineseLegalSimplified", "叁"),
            (28, "upperLetter", "BB"),
            (3, "lowerLetter", "c"),
            (14, "upperRoman", "XIV"),
            (7, "decimalZero", "07"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (12, "decimalFullWidth", "１２"),
            (7, "decimal", "7"),
        ] {
            assert_eq!(counted(number, format), shown);
        }
    }
}
