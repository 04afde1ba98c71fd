//! A disclosure back into a ledger: what last year published becomes where this year begins.
