# Makes a C string of a page of text.
BEGIN {
    print "/* Made from preview.html. */"
    print "static const char preview_page[] ="
}
{
    gsub(/\\/, "&&")
    gsub(/"/, "\\\"")
    printf "    \"%s\\n\"\n", $0
}
END {
    print "    ;"
}
