//! Characters as a reader means them: many files name a glyph by the radical that looks like it.

/// The characters that look like the Kangxi radicals, which Unicode has from U+2F00 on.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干\
    幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾\
    穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭\
    音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The radicals of the supplement that look like a character in use, each before its character.
const SUPPLEMENT: &str = "⺁厂⺇几⺌小⺝月⺟母⺠民⺫目⺬示⺼肉⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟\
    ⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟";

/// The character that a reader sees; none if there is nothing to see, or if the file does not say what.
pub(crate) fn legible(character: char) -> Option<char> {
    match character {
        '\u{2f00}'..='\u{2fd5}' => KANGXI.chars().nth(character as usize - 0x2f00),
        '\u{2e80}'..='\u{2eff}' => {
            let pairs = || SUPPLEMENT.chars().step_by(2).zip(SUPPLEMENT.chars().skip(1).step_by(2));
            Some(pairs().find(|(radical, _)| *radical == character).map_or(character, |(_, same)| same))
        }
        // A soft hyphen that is drawn is a minus.
        '\u{ad}' => Some('-'),
        '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => None,
        _ if character.is_whitespace() => Some(' '),
        _ if character.is_control() => None,
        _ => Some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radical_is_the_character_it_looks_like() {
        let seen = |text: &str| text.chars().filter_map(legible).collect::<String>();
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!(seen("⽬录 ⻚ ⼀般公共预算⼈员 \u{ad}1"), "目录 页 一般公共预算人员 -1");
        assert_eq!(seen("\u{e001}\u{0}万\u{3000}元"), "万 元");
    }
}
