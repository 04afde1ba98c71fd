//! A ledger into the manuscript of its disclosure: tables derived, amounts rounded together, prose written from the facts.

mod rounding;
