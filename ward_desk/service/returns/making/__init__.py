"""Making a return: its tables out of one quarter of the document, and the last look for anything personal."""
