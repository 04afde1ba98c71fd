"""Times pdfplumber on PDFs: text and tables of every page, processor seconds. Needs `pip install pdfplumber`."""

import sys
import time

import pdfplumber

for path in sys.argv[1:]:
    start = time.process_time()
    with pdfplumber.open(path) as pdf:
        pages = len(pdf.pages)
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
    print(f"{path}\t{pages} pages\t{time.process_time() - start:.2f} s")
