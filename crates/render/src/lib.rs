//! A manuscript as text, web page, word processor document, workbook, JSON and open data package.
