/* The text of hexapla source, as Markdown users know it where Markdown has it:
 *
 *   paragraphs        parted by blank lines; an opening line ("The General Assembly,") is known by its words
 *   1. (a) i) - –     numbered paragraphs and list items, in any language's form; levels by indentation.
 *                     An indented paragraph without label continues the item or paragraph over it
 *   # ## ###          headings; "# Annex I" in any of the six languages starts an annex
 *   > quoted          blocks of a quotation, nested four deep
 *   | a | b |         table; a row |---|---| is left out
 *   * * *   or   *    separator
 *   <<<               page break, alone on its line
 *   [^name]: text     note; lines indented by four continue it
 *   <!-- comment -->
 *
 * A labelled line needs no blank line before it when the line over it ends in a punctuation mark, or when
 * it is the next item of a list and indented like it. */
#ifndef HEXAPLA_TEXT_H
#define HEXAPLA_TEXT_H

#include "base/diag.h"
#include "document/doc.h"

/* Fills doc->root and the notes (not yet settled) from the source's bytes at body_start on; doc->language
 * is known. Labels of OPERATIVEs and ITEMs are those typed. A list hangs under the paragraph before it,
 * of any kind. */
void text_parse(struct doc *doc, size_t body_start, struct report *report);

#endif
