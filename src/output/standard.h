/* What a PDF file says that it is: one of two pairs of standards, for readers and for archives. */
#ifndef HEXAPLA_STANDARD_H
#define HEXAPLA_STANDARD_H

enum standard {
    STANDARD_UA1_A2A, /* PDF 1.7, PDF/UA-1 and PDF/A-2a */
    STANDARD_UA2_A4F, /* PDF 2.0, PDF/UA-2 and PDF/A-4f: with attachments */
    STANDARD_COUNT
};

#endif
