# lexicon.tsv -> lexicon_data.h: for each language its phrases, folded as fold.c folds text, sorted by
# bytes, with the kinds they may be of and their gender. Columns: language, kind, agreement, phrase. Run with LC_ALL=C.

BEGIN {
    FS = "\t"
    languages = "ar zh en fr ru es"
    split("À a Á a Â a Ã a Ä a Å a Ç c È e É e Ê e Ë e Ì i Í i Î i Ï i Ñ n Ò o Ó o Ô o Õ o Ö o Ù u Ú u Û u Ü u Ý y " \
        "à a á a â a ã a ä a å a ç c è e é e ê e ë e ì i í i î i ï i ñ n ò o ó o ô o õ o ö o ù u ú u û u ü u ý y ÿ y " \
        "Œ œ Æ a æ a " \
        "А а Б б В в Г г Д д Е е Ё е Ж ж З з И и Й и К к Л л М м Н н О о П п Р р С с Т т У у Ф ф Х х Ц ц Ч ч Ш ш " \
        "Щ щ Ъ ъ Ы ы Ь ь Э э Ю ю Я я й и ё е " \
        "آ ا أ ا إ ا ‑ - ‐ - ’ ' ‘ '", pairs, " ")
    for (i = 1; i in pairs; i += 2)
        folded[pairs[i]] = pairs[i + 1]
    n_ignored = split("ً ٌ ٍ َ ُ ِ ّ ْ ٰ ـ ‎ ‏", ignored, " ")
}

function fold(text,    from, i) {
    for (i = 1; i <= n_ignored; i++)
        gsub(ignored[i], "", text)
    for (from in folded)
        if (index(text, from))
            gsub(from, folded[from], text)
    gsub("\302\240", " ", text)
    gsub(/ +/, " ", text)
    return tolower(text)
}

# Heap sort: mawk has no asort.
function sift(keys, root, n,    child, key) {
    key = keys[root]
    while ((child = 2 * root) <= n) {
        if (child < n && keys[child] < keys[child + 1])
            child++
        if (!(key < keys[child]))
            break
        keys[root] = keys[child]
        root = child
    }
    keys[root] = key
}

function sort(keys, n,    i, key) {
    for (i = int(n / 2); i >= 1; i--)
        sift(keys, i, n)
    for (i = n; i > 1; i--) {
        key = keys[1]
        keys[1] = keys[i]
        keys[i] = key
        sift(keys, 1, i - 1)
    }
}

/^#/ || NF < 4 { next }

{
    phrase = fold($4)
    if ($1 == "ar")
        sub(/^و/, "", phrase)
    kind = $2 == "preambular" ? 1 : 2
    if (!(($1, phrase) in kinds))
        phrases[$1, ++count[$1]] = phrase
    if (int(kinds[$1, phrase] / kind) % 2 == 0)
        kinds[$1, phrase] += kind
    gender = $3 == "f" ? 1 : $3 == "m" ? 2 : 3
    if (($1, phrase) in genders && genders[$1, phrase] != gender)
        gender = 3 # of both, which is as none
    genders[$1, phrase] = gender
    if (length(phrase) > longest)
        longest = length(phrase)
}

END {
    print "/* Made from lexicon.tsv by lexicon.awk. */"
    print "enum { LEXICON_LONGEST = " longest " }; /* [byte] */"
    n_languages = split(languages, language, " ")
    for (l = 1; l <= n_languages; l++) {
        n = count[language[l]]
        for (i = 1; i <= n; i++)
            keys[i] = "x" phrases[language[l], i]   # never a number to awk
        sort(keys, n)
        print "static const struct phrase phrases_" language[l] "[] = {"
        for (i = 1; i <= n; i++) {
            phrase = substr(keys[i], 2)
            printf "    {\"%s\", %d, %d, %d},\n", phrase, length(phrase), kinds[language[l], phrase],
                genders[language[l], phrase] % 3
        }
        print "};"
    }
    print "static const struct lexicon lexicons[LANG_COUNT] = {"
    for (l = 1; l <= n_languages; l++)
        printf "    [LANG_%s] = {phrases_%s, %d},\n", toupper(language[l]), language[l], count[language[l]]
    print "};"
}
