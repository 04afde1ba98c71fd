//! What is read from small pages, drawn in the tests.

#![expect(clippy::unwrap_used, reason = "these are the helpers of tests")]

use mingzhang_document::{Block, Document, Limits, Unreadable};
use mingzhang_model::{Bbox, Passage, Place, Spot, Unseen};
use mingzhang_testkit::pdf::{self, Page};
use proptest::prelude::*;

fn read(pages: &[Page]) -> Document {
    mingzhang_pdf::read(&pdf::file(pages), Limits::default()).unwrap()
}

/// Each block on a line: paragraphs as they are, tables with bars between cells and strokes between rows.
fn shown(pages: &[Page]) -> Vec<String> {
    let row = |row: &Vec<Passage>| row.iter().map(Passage::text).collect::<Vec<_>>().join("|");
    let block = |block: &Block| match block {
        Block::Paragraph(passage) => passage.text().to_owned(),
        Block::Table(grid) => grid.rows.iter().map(row).collect::<Vec<_>>().join("/"),
    };
    read(pages).blocks.iter().map(block).collect()
}

fn table() -> Page {
    Page::new()
        .text(200, 60, 16, "收入预算总表")
        .text(50, 90, 10, "编制单位：某局")
        .text(450, 90, 10, "单位：元")
        .ruled(&[50, 150, 300, 500], &[100, 120, 140, 160])
        .text(80, 114, 10, "科目")
        .text(200, 114, 10, "合计")
        .text(380, 114, 10, "基本支出")
        .text(60, 134, 10, "行政运行")
        .text(240, 134, 10, "14,348.34")
        .text(60, 154, 10, "合计")
        .text(440, 154, 10, "5.00")
}

#[test]
fn a_ruled_table_with_what_stands_over_it() {
    let expected =
        ["收入预算总表", "编制单位：某局", "单位：元", "科目|合计|基本支出/行政运行|14,348.34|/合计||5.00"];
    assert_eq!(shown(&[table()]), expected);
}

/// Where nothing else stands on the page, the longest of the centred lines makes its margins.
#[test]
fn a_heading_and_a_title_below_it_are_two() {
    let page = Page::new()
        .text(177, 60, 20, "二〇二五年预算单位预算表")
        .text(161, 92, 16, "二〇二五年预算单位财务收支预算总表")
        .ruled(&[50, 150, 300], &[100, 120])
        .text(80, 114, 10, "科目")
        .text(200, 114, 10, "合计");
    assert_eq!(
        shown(&[page]),
        ["二〇二五年预算单位预算表", "二〇二五年预算单位财务收支预算总表", "科目|合计"]
    );
}

#[test]
fn a_document_is_signed_in_two_lines() {
    let page = Page::new()
        .text(90, 60, 14, "一、一般公共预算：以税收为主体的财政收入，安排用于保障和改善")
        .text(62, 82, 14, "民生等方面的收支预算。")
        .text(421, 112, 14, "河东县档案局")
        .text(379, 142, 14, "二〇二五年三月八日");
    let expected = [
        "一、一般公共预算：以税收为主体的财政收入，安排用于保障和改善民生等方面的收支预算。",
        "河东县档案局",
        "二〇二五年三月八日",
    ];
    assert_eq!(shown(&[page]), expected);
}

#[test]
fn every_cell_has_its_place() {
    let document = read(&[table()]);
    let Some(Block::Table(grid)) = document.blocks.last() else { panic!("{document:?}") };
    let place = |row: usize, column: usize| document.source.place(grid.rows[row][column].location());
    let bbox = Bbox { left: 24000, top: 12520, right: 28500, bottom: 13520 };
    let number = Place { file: None, line: 5, spot: Spot::Page { page: 1, bbox } };
    assert_eq!(place(1, 1), number);
    let blank = Bbox { left: 30000, top: 12000, right: 50000, bottom: 14000 };
    assert_eq!(place(1, 2).spot, Spot::Page { page: 1, bbox: blank });
}

#[test]
fn merged_cells_and_wrapped_text() {
    let page = Page::new()
        .line((50, 100), (450, 100))
        .line((150, 120), (450, 120))
        .line((50, 160), (450, 160))
        .line((50, 200), (450, 200))
        .line((50, 100), (50, 200))
        .line((150, 100), (150, 200))
        .line((300, 120), (300, 200))
        .line((450, 100), (450, 200))
        .text(90, 120, 10, "功")
        .text(90, 134, 10, "能")
        .text(90, 148, 10, "类")
        .text(270, 114, 10, "支出预算")
        .text(180, 136, 10, "机关运行经费")
        .text(200, 152, 10, "预算数")
        .text(350, 144, 10, "小计")
        .text(60, 184, 10, "201")
        .text(240, 176, 10, "14,348,853.3")
        .text(290, 192, 10, "4")
        .text(400, 184, 10, "1.00");
    assert_eq!(shown(&[page]), ["功能类|支出预算|/|机关运行经费预算数|小计/201|14,348,853.34|1.00"]);
}

#[test]
fn a_turned_page_reads_like_any_other() {
    let upright = shown(&[table()]);
    for turn in ["/Rotate 90", "/Rotate 180", "/Rotate 270"] {
        assert_eq!(shown(&[table().entry(turn)]), upright, "{turn}");
    }
    let matrix = "0 1 -1 0";
    let sideways = Page::new()
        .turned(100, 700, 10, matrix, "科目")
        .turned(100, 500, 10, matrix, "合计")
        .turned(130, 700, 10, matrix, "办公费")
        .turned(130, 500, 10, matrix, "5.00")
        .ruled(&[80, 110, 140], &[400, 600, 800]);
    assert_eq!(shown(&[sideways]), ["科目|合计/办公费|5.00"]);
}

#[test]
fn a_turned_page_keeps_its_places_as_displayed() {
    let corner = |entry: &str| {
        let document =
            read(&[Page::new().entry(entry).text(100, 200, 10, "合计").text(100, 300, 10, "支出")]);
        let at = document.passages().next().unwrap().location();
        let Spot::Page { bbox, .. } = document.source.place(at).spot else { panic!("{document:?}") };
        bbox
    };
    let upright = Bbox { left: 10000, top: 19120, right: 12000, bottom: 20120 };
    assert_eq!(corner(""), upright);
    // Turned clockwise, what was 191 points below the upper edge is 191 points left of the right one.
    let turned = Bbox { left: 84200 - 20120, top: 10000, right: 84200 - 19120, bottom: 12000 };
    assert_eq!(corner("/Rotate 90"), turned);
    let cropped = Bbox { left: 5000, top: 9120, right: 7000, bottom: 10120 };
    assert_eq!(corner("/CropBox[50 0 595 742]"), cropped);
}

#[test]
fn prose_is_joined_by_where_lines_begin_and_end() {
    let page = Page::new()
        .text(120, 100, 10, "2024年预算收入为一千二百三十四万元，其中：财政拨款收入一千")
        .text(100, 120, 10, "万元，比上年增加。主要原因是人员增加，工资调整等等，另外还有项")
        .text(100, 140, 10, "目支出。")
        .text(120, 160, 10, "2024年支出预算为五百万元。");
    let next = Page::new().text(120, 100, 10, "第二页的一段自己的话。");
    let expected = [
        "2024年预算收入为一千二百三十四万元，其中：财政拨款收入一千万元，比上年增加。主要原因是人员增加，工资调整等等，另外还有项目支出。",
        "2024年支出预算为五百万元。",
        "第二页的一段自己的话。",
    ];
    assert_eq!(shown(&[page, next]), expected);
}

#[test]
fn page_numbers_and_running_heads_are_left_out() {
    let page = |number: &str, text: &str| {
        Page::new()
            .text(200, 30, 9, "某局2024年度部门决算")
            .text(100, 200, 10, text)
            .text(290, 815, 9, number)
    };
    let pages = [page("- 1 -", "一、部门职责"), page("- 2 -", "二、机构设置"), page("3", "三、名词解释")];
    assert_eq!(shown(&pages), ["一、部门职责", "二、机构设置", "三、名词解释"]);
}

#[test]
fn bold_by_doubling_is_read_once() {
    let page = Page::new()
        .raw("BT /F 16 Tf 1 0 0 1 100 700 Tm <653651657EDF8BA1> Tj ET")
        .raw("BT /F 16 Tf 1 0 0 1 100.4 700 Tm <653651657EDF8BA1> Tj ET")
        .raw("BT /F 16 Tf 1 0 0 1 100 600 Tm <003100310031> Tj ET");
    assert_eq!(shown(&[page]), ["收入统计", "111"]);
}

#[test]
fn thin_boxes_are_rulings_and_a_last_row_may_be_open() {
    let page = Page::new()
        .raw("50 740 400 0.5 re 50 720 400 0.5 re f")
        .raw("50 700 0.5 40 re 200 700 0.5 40 re 450 700 0.5 40 re f")
        .text(60, 116, 10, "项目")
        .text(210, 116, 10, "金额")
        .text(60, 136, 10, "办公费")
        .text(210, 136, 10, "5.00");
    assert_eq!(shown(&[page]), ["项目|金额/办公费|5.00"]);
}

/// What a budget system prints: no rulings, amounts aligned to the right.
fn unruled(mut page: Page) -> Page {
    let rows = [
        ("201", "一般公共服务支出", "2,106.66", "1,503.52", "603.14"),
        ("20106", "财政事务", "2,106.66", "1,503.52", "603.14"),
        ("2010601", "行政运行", "1,511.89", "1,503.52", "8.37"),
        ("2010602", "一般行政管理事务", "10.00", "", "10.00"),
        ("", "合计", "2,106.66", "1,503.52", "603.14"),
    ];
    page = page
        .text(220, 60, 16, "支出决算表")
        .text(50, 90, 10, "编制单位：某局")
        .text(450, 90, 10, "单位：万元")
        .text(50, 110, 10, "科目编码")
        .text(110, 110, 10, "科目名称")
        .text(260, 110, 10, "合计")
        .text(340, 104, 10, "基本")
        .text(340, 116, 10, "支出")
        .text(420, 110, 10, "项目支出");
    for (y, (code, name, total, basic, project)) in (132..).step_by(18).zip(rows) {
        let right = |x: u32, text: &str| x - 5 * u32::try_from(text.len()).unwrap();
        page = page.text(50, y, 10, code).text(110, y, 10, name);
        for (x, number) in [(290, total), (370, basic), (460, project)] {
            page = page.text(right(x, number), y, 10, number);
        }
    }
    page.text(50, 240, 10, "注：本表反映部门本年度各项支出情况。")
}

#[test]
fn a_table_without_rulings() {
    let expected = [
        "支出决算表",
        "编制单位：某局",
        "单位：万元",
        "科目编码|科目名称|合计|基本支出|项目支出/201|一般公共服务支出|2,106.66|1,503.52|603.14\
         /20106|财政事务|2,106.66|1,503.52|603.14/2010601|行政运行|1,511.89|1,503.52|8.37\
         /2010602|一般行政管理事务|10.00||10.00/|合计|2,106.66|1,503.52|603.14",
        "注：本表反映部门本年度各项支出情况。",
    ];
    assert_eq!(shown(&[unruled(Page::new())]), expected);
    let ruled = [96, 120, 138, 156, 174, 192, 210];
    let ruled = ruled.into_iter().fold(Page::new(), |page, y| page.line((45, y), (480, y)));
    assert_eq!(shown(&[unruled(ruled)]), expected);
}

#[test]
fn a_contents_page_is_no_table() {
    let page = Page::new()
        .text(100, 100, 12, "一、部门职责")
        .text(480, 100, 12, "3")
        .text(100, 120, 12, "二、机构设置")
        .text(480, 120, 12, "4")
        .text(100, 140, 12, "三、收入预算总表")
        .text(480, 140, 12, "12");
    assert_eq!(shown(&[page]), ["一、部门职责 3", "二、机构设置 4", "三、收入预算总表 12"]);
}

#[test]
fn a_heading_too_long_for_its_cell_stays_in_it() {
    let page = Page::new()
        .ruled(&[50, 120, 150, 300], &[100, 120, 140])
        .text(52, 114, 10, "机关运行经费预算")
        .text(210, 114, 10, "合计")
        .text(60, 134, 10, "5.00")
        .text(250, 134, 10, "6.00");
    assert_eq!(shown(&[page]), ["机关运行经费预算||合计/5.00||6.00"]);
}

#[test]
fn rows_without_rulings_between_them() {
    let page = Page::new()
        .ruled(&[50, 150, 300, 450], &[100, 120, 200])
        .text(80, 114, 10, "科目")
        .text(200, 114, 10, "合计")
        .text(380, 114, 10, "基本支出")
        .text(60, 136, 10, "行政运行")
        .text(200, 136, 10, "2,106.66")
        .text(400, 136, 10, "603.14")
        .text(60, 156, 10, "机关事业单位基本")
        .text(60, 168, 10, "养老保险缴费")
        .text(200, 162, 10, "10.00")
        .text(400, 162, 10, "0.00");
    let expected = "科目|合计|基本支出/行政运行|2,106.66|603.14/机关事业单位基本养老保险缴费|10.00|0.00";
    assert_eq!(shown(&[page]), [expected]);
}

#[test]
fn what_is_clipped_away_is_not_read() {
    let page = Page::new()
        .raw("q 0 700 595 142 re W n BT /F 10 Tf 1 0 0 1 100 720 Tm <89C1> Tj 1 0 0 1 100 400 Tm <4E0D> Tj ET Q")
        .text(100, 300, 10, "后");
    assert_eq!(shown(&[page]), ["见", "后"]);
}

#[test]
fn a_table_on_the_next_page_keeps_its_columns() {
    let next =
        Page::new().ruled(&[50, 300, 500], &[60, 80]).text(60, 74, 10, "总计").text(440, 74, 10, "9.00");
    let shown = shown(&[table(), next]);
    assert_eq!(shown.last().map(String::as_str), Some("总计||9.00"));
}

#[test]
fn a_page_without_text_is_told() {
    let picture = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q";
    let pages = [Page::new().text(100, 100, 10, "目录"), Page::new().raw(picture)];
    let document = read(&pages);
    let [Unseen::Picture(at)] = document.unseen.as_slice() else { panic!("{document:?}") };
    let bbox = Bbox { left: 0, top: 0, right: 59500, bottom: 84200 };
    assert_eq!(document.source.place(*at).spot, Spot::Page { page: 2, bbox });
    let scanned = mingzhang_pdf::read(&pdf::file(&[Page::new().raw(picture)]), Limits::default());
    assert_eq!(scanned, Err(Unreadable::Scanned { pages: 1 }));
}

#[test]
fn text_without_a_character_map_is_told() {
    // No character of this private area is in the map of the made-up font.
    let nameless: String = ('\u{E000}'..'\u{E0A0}').collect();
    let pages = [Page::new().text(100, 100, 10, "目录"), Page::new().text(50, 100, 3, &nameless)];
    assert!(matches!(read(&pages).unseen.as_slice(), [Unseen::Unmapped(_)]), "{:?}", read(&pages));
    let alone = mingzhang_pdf::read(&pdf::file(&pages[1..]), Limits::default());
    assert_eq!(alone, Err(Unreadable::Unmapped));
}

#[test]
fn a_file_with_an_empty_password_is_read() {
    let document =
        mingzhang_pdf::read(include_bytes!("files/empty-password.pdf"), Limits::default()).unwrap();
    let texts: Vec<&str> = document.passages().map(mingzhang_model::Passage::text).collect();
    assert_eq!(texts, ["这份文件不用密码就能打开"]);
}

fn refused(objects: &[&str]) -> Option<Unreadable> {
    let objects: Vec<String> = objects.iter().map(|&object| object.to_owned()).collect();
    mingzhang_pdf::read(&pdf::written(&objects), Limits::default()).err()
}

#[test]
fn files_made_to_break_readers_are_refused() {
    let catalogue = "<</Type/Catalog/Pages 2 0 R>>";
    // The tree of pages is a ring.
    let ring =
        refused(&[catalogue, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"]);
    assert_eq!(ring, Some(Unreadable::Empty));
    // Every form draws ten others, ten levels deep.
    let page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<</XObject<</X 4 0 R>>>>/Contents 14 0 R>>";
    let mut objects =
        vec![catalogue.to_owned(), "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(), page.to_owned()];
    for next in 5..15 {
        let content = "/X Do ".repeat(10);
        objects.push(format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</XObject<</X {next} 0 R>>>>/Length {}>>\n\
             stream\n{content}\nendstream",
            content.len()
        ));
    }
    objects.push(pdf::stream("/X Do"));
    let forms: Vec<&str> = objects.iter().map(String::as_str).collect();
    assert_eq!(refused(&forms), Some(Unreadable::Excessive { format: "PDF" }));
    // Brackets within brackets without end.
    let nested = |open: &str, close: &str| format!("{} {}", open.repeat(200_000), close.repeat(200_000));
    let content = Page::new().raw(&nested("[", "]")).raw(&nested("<</A ", ">>")).text(100, 100, 10, "目录");
    let _ = mingzhang_pdf::read(&pdf::file(&[content]), Limits::default());
    let entry = Page::new().entry(&format!("/A {}", nested("[", "]"))).text(100, 100, 10, "目录");
    let _ = mingzhang_pdf::read(&pdf::file(&[entry]), Limits::default());
    // Places that are no numbers, or beyond any page.
    let huge = "9".repeat(38);
    let far = Page::new()
        .raw(&format!("BT /F {huge} Tf {huge} 0 0 {huge} {huge} {huge} Tm <4E00> Tj ET"))
        .raw(&format!("{huge} {huge} m -{huge} {huge} l S 0 0 {huge} {huge} re f"))
        .text(100, 100, 10, "目录");
    assert_eq!(shown(&[far]), ["目录"]);
}

#[test]
fn a_file_with_a_password_or_cut_short_is_told_so() {
    let cut = pdf::file(&[table()]);
    let halves = [cut.len() / 4, cut.len() / 2].map(|at| mingzhang_pdf::read(&cut[..at], Limits::default()));
    assert!(halves.iter().all(Result::is_err), "{halves:?}");
    let secret = "<</Filter/Standard/V 1/R 2/Length 40/P -4/O<0000000000000000000000000000000000000000000000000000000000000000>\
                  /U<1111111111111111111111111111111111111111111111111111111111111111>>>";
    let file = String::from_utf8(cut).unwrap();
    let locked = file.replace("/Root 1 0 R", &format!("/Root 1 0 R/ID[<00><00>]/Encrypt {secret}"));
    let read = mingzhang_pdf::read(locked.as_bytes(), Limits::default());
    assert_eq!(read, Err(Unreadable::Encrypted { format: "PDF" }));
    let limit = mingzhang_pdf::read(locked.as_bytes(), Limits { max_bytes: 10 });
    assert_eq!(limit, Err(Unreadable::TooLarge { size: locked.len() as u64, limit: 10 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn the_order_of_drawing_does_not_matter(seed in any::<u64>()) {
        let (straight, mut page) = (table(), table());
        let mut state = seed;
        for index in (1..page.marks.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            page.marks.swap(index, usize::try_from(state >> 33).unwrap() % (index + 1));
        }
        prop_assert_eq!(read(&[page]), read(&[straight]));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = mingzhang_pdf::read(&[b"%PDF-1.4\n", bytes.as_slice()].concat(), Limits::default());
    }

    #[test]
    fn a_file_with_a_changed_byte_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = pdf::file(&[table()]);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = mingzhang_pdf::read(&bytes, Limits::default());
    }
}
