//! Chores of the repository: measuring how strong the auditor is, generating docs, keeping the code tidy.
#![allow(clippy::print_stdout)]

mod audited;
mod bench;
mod docs;
mod mutate;
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
    /// Makes the documents that come from the code: the list of rules, the glossary.
    Docs,
    /// Measures how long reading and auditing one document take, on one core.
    Bench {
        /// The document.
        file: PathBuf,
        /// The fastest of so many runs counts.
        #[arg(long, default_value_t = 50)]
        runs: usize,
    },
    /// Changes one number of a document at a time and counts what the audit makes of it.
    Mutate {
        /// The document.
        file: PathBuf,
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
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().chore {
        Chore::Docs => docs::write(),
        Chore::Bench { file, runs } => bench::run(&file, runs),
        Chore::Mutate { file, each, seed, verbose } => {
            mutate::run(&file, &mutate::Settings { each, seed, verbose })
        }
    }
}
