"""A résumé in every format but the PDF: a module each, from a cleaned document to its bytes."""
