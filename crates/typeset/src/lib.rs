//! A manuscript as PDF, and the one-page summary for citizens.
