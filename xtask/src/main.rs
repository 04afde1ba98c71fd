//! Chores of the repository: measuring how strong the auditor is, generating docs, keeping the code tidy.
#![allow(clippy::print_stdout)]

mod audited;
mod bench;
mod command;
mod damage;
mod docs;
mod fill;
mod load;
mod mutate;
mod plant;
mod roundtrip;
mod throughput;
#[cfg(test)]
mod tidy;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Makes the documents that come from the code: the list of rules, the glossary, the ledger's columns.
    Docs,
    /// Measures how long reading and auditing one document take, on one core.
    Bench {
        /// The document.
        file: PathBuf,
        /// The fastest of so many runs counts.
        #[arg(long, default_value_t = 50)]
        runs: usize,
    },
    /// Fills a store with made-up offices and their published budgets, to measure the portal with.
    Fill {
        /// The folder of the store.
        data: PathBuf,
        /// Address of the database; a file in the folder if none is given.
        #[arg(long, env = "DATABASE_URL")]
        database: Option<String>,
        /// How many offices.
        #[arg(long, default_value_t = 10_000)]
        offices: usize,
        /// Budgets of each.
        #[arg(long, default_value_t = 3)]
        years: usize,
    },
    /// Serves a filled store with the release binary, and measures its pages with wrk.
    Load {
        /// The folder of the store.
        data: PathBuf,
        /// Address of the database; a file in the folder if none is given.
        #[arg(long, env = "DATABASE_URL")]
        database: Option<String>,
        /// How many offices it was filled with.
        #[arg(long, default_value_t = 10_000)]
        offices: usize,
        /// Budgets of each.
        #[arg(long, default_value_t = 3)]
        years: usize,
        /// How long each kind of page is asked for.
        #[arg(long, default_value_t = 10)]
        seconds: u32,
        /// How often all kinds are asked for together.
        #[arg(long, default_value_t = 3)]
        rounds: u32,
    },
    /// Plants one defect at a time into made-up documents and counts what the audit makes of it.
    Plant {
        /// Documents per kind of defect.
        #[arg(long, default_value_t = 40)]
        seeds: u64,
        /// Prints what was missed and what was too much, and a line for every kind of defect.
        #[arg(long)]
        verbose: bool,
        /// Only defects whose names contain this.
        #[arg(long)]
        only: Option<String>,
    },
    /// Damages one table of a document at a time as a whole, as a reader may, and counts the findings.
    Damage {
        /// The documents.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Prints what has not one finding.
        #[arg(long)]
        verbose: bool,
    },
    /// Changes one number of a document at a time and counts what the audit makes of it.
    Mutate {
        /// The document; of several, one row each.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Mutations of each kind per number.
        #[arg(long, default_value_t = 2)]
        each: usize,
        /// Seed of the random choices.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Prints every mutation that was not located.
        #[arg(long)]
        verbose: bool,
    },
    /// Makes ledgers of documents, builds them with the release binary, and counts what comes out again.
    Roundtrip {
        /// The documents.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Prints what did not come out again.
        #[arg(long)]
        verbose: bool,
    },
    /// Checks copies of a document with the release binary: documents per second and peak memory.
    Throughput {
        /// The document.
        file: PathBuf,
        /// How many copies, several times.
        #[arg(long, value_delimiter = ',', default_values_t = [100, 1000, 4000])]
        copies: Vec<usize>,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().chore {
        Chore::Docs => docs::write(),
        Chore::Bench { file, runs } => bench::run(&file, runs),
        Chore::Fill { data, database, offices, years } => {
            fill::run(&fill::Settings { data: &data, database: database.as_deref(), offices, years })
        }
        Chore::Load { data, database, offices, years, seconds, rounds } => {
            let database = database.as_deref();
            load::run(&load::Settings { data: &data, database, offices, years, seconds, rounds })
        }
        Chore::Roundtrip { files, verbose } => roundtrip::run(&files, verbose),
        Chore::Throughput { file, copies } => throughput::run(&file, &copies),
        Chore::Mutate { files, each, seed, verbose } => {
            mutate::run(&files, &mutate::Settings { each, seed, verbose })
        }
        Chore::Damage { files, verbose } => damage::run(&files, verbose),
        Chore::Plant { seeds, verbose, only } => {
            plant::run(&plant::Settings { seeds, verbose, only });
            Ok(())
        }
    }
}
