//! What is printed: read back by our own reader, and by what it says of itself.

mod budget;
mod file;
mod odd;
mod picture;
mod read_back;
mod specimen;
