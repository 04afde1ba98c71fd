//! A store as large as that of a province: made-up offices with published budgets, to measure the portal with.

use anyhow::{Context as _, anyhow, ensure};
use mingzhang_intake::{Taken, take_in};
use mingzhang_store::{Seal, Store, hexadecimal};
use mingzhang_testkit::synthetic::{Ledger, document};
use rayon::prelude::*;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::time::Instant;

/// Offices whose documents are published by one change.
const BATCH: usize = 50;
/// Offices of a department, itself among them.
const OF_A_DEPARTMENT: usize = 10;
/// Offices of a county.
pub(crate) const OF_A_COUNTY: usize = 100;
/// Counties of a prefecture.
const OF_A_PREFECTURE: usize = 8;
/// The year of the last budget.
pub(crate) const LAST: i32 = 2026;
/// The day of the first publication, in seconds since 1970; an hour passes between offices.
const BEGINNING: i64 = 1_773_000_000;

/// How much is made.
pub(crate) struct Settings<'a> {
    /// The folder of the store, as `mingzhang serve --data` takes it.
    pub data: &'a Path,
    /// Address of the database; a file in the folder if none is given.
    pub database: Option<&'a str>,
    pub offices: usize,
    pub years: usize,
}

/// Fills the store, and prints how long it took.
pub(crate) fn run(settings: &Settings<'_>) -> anyhow::Result<()> {
    std::fs::create_dir_all(settings.data)?;
    let seal = seal(settings.data)?;
    let address = address(settings.data, settings.database);
    let runtime = tokio::runtime::Runtime::new()?;
    let start = Instant::now();
    let store = runtime.block_on(Store::open(&address)).map_err(said)?;
    ensure!(runtime.block_on(store.years()).map_err(said)?.is_empty(), "{address} is not empty");
    let (give, take) = sync_channel(1);
    std::thread::scope(|scope| {
        // One batch is made while the one before is published.
        scope.spawn(move || {
            let batches = (0..settings.offices).step_by(BATCH);
            // Who publishes stops at the first error, and nobody takes what is made then.
            batches.map(|from| batch(settings, from)).try_for_each(|batch| give.send(batch))
        });
        for (batch, done) in take.into_iter().zip((BATCH..).step_by(BATCH)) {
            runtime.block_on(publish(&store, &seal, &batch?))?;
            if done.is_multiple_of(1_000) {
                println!("{done} offices, {} s", start.elapsed().as_secs());
            }
        }
        anyhow::Ok(())
    })?;
    runtime.block_on(store.close());
    println!("{} offices × {} years in {} s", settings.offices, settings.years, start.elapsed().as_secs());
    Ok(())
}

/// Where the database is: a file in the folder, unless another is named.
pub(crate) fn address(data: &Path, database: Option<&str>) -> String {
    let own = || format!("sqlite:{}", data.join("mingzhang.db").display());
    database.map_or_else(own, str::to_owned)
}

/// An office by its place among all, with its budgets.
type Made = (usize, Vec<Taken>);

fn batch(settings: &Settings<'_>, from: usize) -> anyhow::Result<Vec<Made>> {
    let offices = from..settings.offices.min(from + BATCH);
    offices.into_par_iter().map(|office| Ok((office, budgets(office, settings.years)?))).collect()
}

/// The key in the folder; made where it is missing.
fn seal(data: &Path) -> anyhow::Result<Seal> {
    let path = data.join("seal.key");
    if !path.exists() {
        let secret: [u8; 32] = std::array::from_fn(|_| fastrand::u8(..));
        std::fs::write(&path, hexadecimal(&secret))?;
    }
    Seal::of(&std::fs::read_to_string(&path)?).with_context(|| format!("{} holds no key", path.display()))
}

/// The budgets of an office, the latest first.
fn budgets(office: usize, years: usize) -> anyhow::Result<Vec<Taken>> {
    let mut ledger = Ledger::random(office as u64);
    (ledger.office, ledger.year) = (named(office), LAST);
    let mut taken = Vec::new();
    for _ in 0..years {
        let name = format!("{}{}年预算公开.txt", ledger.office, ledger.year);
        let read = take_in(&name, document(&ledger).into_bytes());
        taken.push(read.map_err(|why| anyhow!("{}", why.en))?);
        ledger = ledger.year_before();
    }
    Ok(taken)
}

const TRADES: [&str; 10] = [
    "民政局",
    "教育局",
    "农业农村局",
    "水利局",
    "卫生健康委员会",
    "交通运输局",
    "文化体育广播电视和旅游局",
    "市场监督管理局",
    "应急管理局",
    "司法局",
];
const UNITS: [&str; OF_A_DEPARTMENT] = [
    "",
    "综合服务中心",
    "执法大队",
    "信息中心",
    "培训中心",
    "质量检测站",
    "项目管理办公室",
    "档案室",
    "宣传中心",
    "后勤服务中心",
];

fn county(office: usize) -> String {
    format!("第{}县", office / OF_A_COUNTY + 1)
}

/// 第12县民政局执法大队
fn named(office: usize) -> String {
    let of_county = office % OF_A_COUNTY;
    format!("{}{}{}", county(office), TRADES[of_county / OF_A_DEPARTMENT], UNITS[of_county % OF_A_DEPARTMENT])
}

async fn publish(store: &Store, seal: &Seal, offices: &[Made]) -> anyhow::Result<()> {
    for (office, documents) in offices {
        let now = BEGINNING + i64::try_from(*office)? * 3_600;
        let mut change = store.change("演示", now).await.map_err(said)?;
        let department = named(office - office % OF_A_DEPARTMENT);
        let steps = async {
            let prefecture = format!("第{}州", office / OF_A_COUNTY / OF_A_PREFECTURE + 1);
            let prefecture = change.region(&prefecture, None).await?;
            let region = change.region(&county(*office), Some(prefecture)).await?;
            let department =
                change.office(&department, mingzhang_model::Level::Department, region, None).await?;
            for taken in documents {
                let office = change.office(&taken.office, taken.level, region, Some(department)).await?;
                let document = change.document(office, taken.year.unwrap_or_default(), &taken.kind).await?;
                change.publish_at_once(document, &taken.content, seal).await?;
            }
            change.keep().await
        };
        steps.await.map_err(said)?;
    }
    Ok(())
}

#[allow(clippy::needless_pass_by_value, reason = "it is what errors are mapped by")]
pub(crate) fn said(error: mingzhang_store::StoreError) -> anyhow::Error {
    anyhow!("{}", error.message().en)
}
