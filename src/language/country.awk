# country.tsv -> country_data.h: the names of each country by its code, and the other names of each language
# with the place of their country. Run with LC_ALL=C.

BEGIN {
    FS = "\t"
    split("AR ZH EN FR RU ES", language, " ")
}

/^#/ { next }

NF == 7 && $1 > last {
    place[last = $1] = count++
    row = ""
    for (i = 1; i <= 6; i++)
        row = row sprintf(", [LANG_%s] = \"%s\"", language[i], $(i + 1))
    rows[count] = sprintf("    {\"%s\", {%s}},", $1, substr(row, 3))
    next
}

NF == 3 && $1 in place {
    others[++n_others] = sprintf("    {LANG_%s, %d, \"%s\"},", toupper($2), place[$1], $3)
    next
}

{
    print FILENAME ":" FNR ": neither a country behind the last one nor another name of one" > "/dev/stderr"
    failed = 1
    exit
}

END {
    if (failed)
        exit 1
    print "/* Made from country.tsv by country.awk. */"
    print "static const struct country countries[] = {"
    for (i = 1; i <= count; i++)
        print rows[i]
    print "};"
    print "static const struct other_name other_names[] = {"
    for (i = 1; i <= n_others; i++)
        print others[i]
    print "};"
}
