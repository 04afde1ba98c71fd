//! Measures how long a backup takes: `cargo run --release -p mingzhang-store --example backup -- FOLDER REVISIONS`.

use mingzhang_model::Level;
use mingzhang_store::{
    Backup, Content, Passage, Quality, Seal, Store, StoreError, StoredFact, StoredFile, StoredFinding,
};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

/// Amounts, passages and findings of a revision.
const FACTS: i64 = 300;
const PASSAGES: usize = 30;
const FINDINGS: usize = 10;
/// Bytes of what is handed in, and of the page that is made of it.
const SIZES: [usize; 2] = [30_000, 80_000];

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("which folder?")?;
    let revisions: i32 = arguments.next().ok_or("how many revisions?")?.parse()?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let address = |name: &str| format!("sqlite:{}", folder.join(name).display());
    let (store, seal) = (Store::open(&address("from.db")).await?, Seal::new(&[7; 32]));
    let mut told = std::io::stdout();
    let begun = Instant::now();
    if store.documents(1).await?.is_empty() {
        filled(&store, &seal, revisions).await?;
        writeln!(told, "filled in {:?}", begun.elapsed())?;
    }
    let (file, begun) = (folder.join("all.backup"), Instant::now());
    let rows = store.back_up(&seal, true, 0, BufWriter::new(File::create(&file)?)).await?;
    writeln!(told, "{rows} rows backed up in {:?}, {} bytes", begun.elapsed(), file.metadata()?.len())?;
    let (other, begun) = (Store::open(&address("to.db")).await?, Instant::now());
    other.restore(Backup::open(BufReader::new(File::open(&file)?))?).await?;
    writeln!(told, "restored in {:?}", begun.elapsed())?;
    let begun = Instant::now();
    let broken = other.verify(&seal.public()).await?;
    writeln!(told, "verified in {:?}: {} broken", begun.elapsed(), broken.len())?;
    Ok(())
}

/// Publishes revisions of as many documents, a hundred to an office.
async fn filled(store: &Store, seal: &Seal, revisions: i32) -> Result<(), StoreError> {
    let mut change = store.change("财政局", 1_710_000_000).await?;
    change.set_one_person(true, "只有一个人").await?;
    change.keep().await?;
    for some in 0..revisions / 100 {
        let mut change = store.change("财政局", 1_710_000_000).await?;
        let region = change.region("某县", None).await?;
        let office = change.office(&format!("某县第{some}局"), Level::Unit, region, None).await?;
        for year in 1_901..=2_000 {
            let document = change.document(office, year, "budget").await?;
            let revision = change.begin(document, "", &content(i64::from(some * 100 + year))).await?;
            change.submit(revision, 1).await?;
            change.approve(revision, 2).await?;
            change.publish(revision, 3, seal).await?;
        }
        change.keep().await?;
    }
    Ok(())
}

fn content(number: i64) -> Content {
    let fact = |at: i64| StoredFact {
        table_key: "expenditure".into(),
        row_key: at.to_string(),
        column_key: "total".into(),
        code: format!("{}", 2_010_101 + at),
        label: "行政运行".into(),
        heading: "合计".into(),
        amount: number * 1_000 + at,
    };
    let finding = |at: usize| StoredFinding {
        mark: format!("{number}-{at}"),
        rule: "A101".into(),
        severity: "warning".into(),
        message: "合计与分项之和不一致".into(),
        place: "{\"line\":1,\"column\":1}".into(),
    };
    let passage = |at: usize| Passage {
        place: format!("section-{at}"),
        words: format!("第{number}号预算安排养老服务设施建设项目第{at}项，用于改善农村养老服务条件。"),
    };
    // Neither all alike nor random: as well packed as a text is.
    let letter = |at: usize| b'a' + u8::try_from((at * at / 7 + at % 11) % 26).unwrap_or(0);
    let file = |role: &str, size: usize| StoredFile {
        role: role.into(),
        name: format!("{role}.txt"),
        media_type: "text/plain".into(),
        bytes: (usize::try_from(number).unwrap_or(0)..).take(size).map(letter).collect(),
    };
    Content {
        profile: None,
        quality: Quality::default(),
        files: vec![file("source", SIZES[0]), file("page", SIZES[1])],
        facts: (0..FACTS).map(fact).collect(),
        passages: (0..PASSAGES).map(passage).collect(),
        findings: (0..FINDINGS).map(finding).collect(),
    }
}
