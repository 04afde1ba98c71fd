use super::*;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A document with this body, and other parts.
fn package(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    for (name, text) in [("word/document.xml", document.as_str())].iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(body: &str, parts: &[(&str, &str)]) -> Result<Vec<Flow>, Unreadable> {
    flow(&mut Package::open(&package(body, parts), FORMAT)?)
}

fn paragraphs(body: &str) -> Vec<String> {
    paragraphs_with(body, &[])
}

fn paragraphs_with(body: &str, parts: &[(&str, &str)]) -> Vec<String> {
    let text = |piece: Flow| match piece {
        Flow::Paragraph(text) => text,
        other => format!("{other:?}"),
    };
    read(body, parts).unwrap().into_iter().map(text).collect()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

#[test]
fn struck_out_words_are_left_out_and_inserted_ones_kept() {
    let body = format!(
        "<w:p>{}<w:del><w:r><w:delText>10</w:delText></w:r></w:del><w:ins>{}</w:ins>{}</w:p>",
        run("预算数为 "),
        run("12"),
        run(" 万元。")
    );
    assert_eq!(paragraphs(&body), ["预算数为 12 万元。"]);
    let hidden =
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>看得见</w:t></w:r></w:p>";
    assert_eq!(paragraphs(hidden), ["看得见"]);
}

#[test]
fn of_a_field_the_result_is_read() {
    let entry = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>一、概况</w:t><w:tab/></w:r>\
        <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGEREF x</w:instrText><w:t>!</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/><w:t>3</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>\
        <w:p><w:r><w:t>二、收支</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>\
        <w:p><w:fldSimple w:instr='DATE'><w:r><w:t>2026年</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(paragraphs(entry), ["一、概况 3", "二、收支", "2026年"]);
}

#[test]
fn a_text_box_is_read_once() {
    let words = |text: &str| format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent xmlns:mc='mc'><mc:Choice><w:drawing><wps:txbx xmlns:wps='s'>{0}</wps:txbx>\
        </w:drawing></mc:Choice><mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{1}</w:p>",
        words("单位：万元"),
        run("收支总表")
    );
    assert_eq!(paragraphs(&body), ["收支总表", "单位：万元"]);
}

const NUMBERING: [(&str, &str); 3] = [
    (
        "word/_rels/document.xml.rels",
        "<Relationships><Relationship Id='1' Type='x/numbering' Target='numbering.xml'/>\
         <Relationship Id='2' Type='x/styles' Target='styles.xml'/></Relationships>",
    ),
    (
        "word/numbering.xml",
        "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'>\
         <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/>\
         <w:pStyle w:val='H1'/></w:lvl>\
         <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl>\
         <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%3'/></w:lvl>\
         </w:abstractNum><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/>\
         <w:lvlText w:val='·'/></w:lvl></w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
         <w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>\
         </w:lvlOverride></w:num><w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num></w:numbering>",
    ),
    (
        "word/styles.xml",
        "<w:styles xmlns:w='w'><w:style w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>\
         </w:style><w:style w:styleId='H2'><w:basedOn w:val='H1'/></w:style></w:styles>",
    ),
];

#[test]
fn numbers_that_word_counts_are_part_of_the_text() {
    let item = |list: u32, level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>{}</w:p>",
            run(text)
        )
    };
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{}</w:p>", run(text))
    };
    let body = [
        styled("H1", "概况"),
        item(1, 1, "职能"),
        item(1, 1, "机构"),
        item(1, 2, "办公室"),
        styled("H2", "说明"),
        item(1, 1, "收入"),
        item(3, 0, "点"),
        item(2, 0, "重新开始"),
        item(2, 0, "继续"),
        item(0, 0, "无编号"),
    ];
    let read = paragraphs_with(&body.concat(), &NUMBERING);
    let shown = [
        "一、概况",
        "（一）职能",
        "（二）机构",
        "1.1 办公室",
        "二、说明",
        "（一）收入",
        "点",
        "一、重新开始",
        "二、继续",
        "无编号",
    ];
    assert_eq!(read, shown);
}

#[test]
fn merged_cells_are_filled_once() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{}</w:p></w:tc>", run(text))
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val='restart'/>", "项目"),
        cell("<w:gridSpan w:val='2'/>", "预算数"),
        cell("<w:vMerge/>", "旧"),
        cell("", "基本"),
        cell("", "项目")
    );
    let read = read(&body, &[]).unwrap();
    let document = crate::flow::document(&read, FORMAT).unwrap();
    assert_eq!(document.source.lines().collect::<Vec<_>>(), ["项目\t预算数\t", "\t基本\t项目"]);
}

#[test]
fn a_large_picture_is_noted_and_a_small_one_is_not() {
    let picture = |size: u64| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline xmlns:wp='wp'><wp:extent cx='{size}' cy='{size}'/><a:blip xmlns:a='a'/>\
        </wp:inline></w:drawing></w:r></w:p>"
        )
    };
    assert_eq!(read(&[picture(400_000), picture(5_000_000)].concat(), &[]).unwrap(), [Flow::Picture]);
}

#[test]
fn tables_in_tables_without_end_are_refused() {
    let body = "<w:tbl><w:tr><w:tc>".repeat(40) + &"</w:tc></w:tr></w:tbl>".repeat(40);
    assert_eq!(read(&body, &[]), Err(Unreadable::Excessive { format: FORMAT }));
}
