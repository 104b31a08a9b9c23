/* Build tool: reads hyphenation pattern files and writes hyphen_data.h, one trie per language as constant
 * arrays. Usage: hyphen_build NAME=FILE ... >hyphen_data.h
 * A file is lines of letters with digits between them; its first line names UTF-8 or KOI8-R; lines
 * in capitals and after % are settings and comments; where NEXTLEVEL stands, only what follows counts. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64 };

struct pattern {
    uint16_t letters[LONGEST]; /* '.' for a word's edge */
    uint8_t values[LONGEST + 1];
    size_t n;
};

struct node {
    uint32_t first_edge, edge_count; /* into the sorted patterns' trie */
    uint32_t values; /* offset into the value table, 0 for none */
};

static void die(const char *file, const char *what)
{
    fprintf(stderr, "hyphen_build: %s: %s\n", file, what);
    exit(1);
}

static uint16_t koi8_letter(unsigned char c)
{
    static const uint16_t order[32] = {0x44E, 0x430, 0x431, 0x446, 0x434, 0x435, 0x444, 0x433, 0x445, 0x438, 0x439, 0x43A, 0x43B, 0x43C, 0x43D, 0x43E,
        0x43F, 0x44F, 0x440, 0x441, 0x442, 0x443, 0x436, 0x432, 0x44C, 0x44B, 0x437, 0x448, 0x44D, 0x449, 0x447, 0x44A};
    return c >= 0xC0 && c <= 0xDF ? order[c - 0xC0] : c == 0xA3 ? 0x451 : c;
}

static size_t decode(const unsigned char *text, int koi8, uint16_t *letter)
{
    if (koi8 || text[0] < 0x80) {
        *letter = koi8 ? koi8_letter(text[0]) : text[0];
        return 1;
    }
    if (text[0] < 0xE0) {
        *letter = (uint16_t)((text[0] & 0x1F) << 6 | (text[1] & 0x3F));
        return 2;
    }
    *letter = (uint16_t)((text[0] & 0x0F) << 12 | (text[1] & 0x3F) << 6 | (text[2] & 0x3F));
    return 3;
}

static int read_pattern(const char *line, int koi8, struct pattern *pattern)
{
    *pattern = (struct pattern){.n = 0};
    for (const unsigned char *c = (const unsigned char *)line; *c && *c != '\n' && *c != '\r';) {
        if (*c >= '0' && *c <= '9') {
            pattern->values[pattern->n] = (uint8_t)(*c++ - '0');
            continue;
        }
        if (pattern->n == LONGEST)
            return 0;
        uint16_t letter;
        c += decode(c, koi8, &letter);
        pattern->letters[pattern->n++] = letter == 0x2019 ? '\'' : letter;
    }
    return pattern->n > 0;
}

static int compare(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b;
    for (size_t i = 0; i < x->n && i < y->n; i++)
        if (x->letters[i] != y->letters[i])
            return x->letters[i] < y->letters[i] ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

static size_t read_patterns(const char *file, struct pattern **patterns)
{
    FILE *in = fopen(file, "rb");
    if (!in)
        die(file, "cannot read; install its package");
    char line[512];
    size_t n = 0, room = 0;
    int koi8 = 0, first = 1;
    for (*patterns = NULL; fgets(line, sizeof line, in); first = 0) {
        if (first)
            koi8 = strncmp(line, "KOI8-R", 6) == 0;
        if (strncmp(line, "NEXTLEVEL", 9) == 0)
            n = 0;
        if (first || line[0] == '%' || (line[0] >= 'A' && line[0] <= 'Z'))
            continue;
        if (n == room) {
            room = room ? 2 * room : 1024;
            *patterns = realloc(*patterns, room * sizeof **patterns);
            if (!*patterns)
                die(file, "out of memory");
        }
        n += (size_t)read_pattern(line, koi8, &(*patterns)[n]);
    }
    fclose(in);
    if (!n)
        die(file, "has no patterns");
    qsort(*patterns, n, sizeof **patterns, compare);
    return n;
}

/* The trie breadth first: a queue of ranges of sorted patterns that share `depth` letters. */
struct range {
    size_t from, to, depth;
};

static void write_trie(const char *name, const struct pattern *patterns, size_t n)
{
    size_t room = 2;
    for (size_t i = 0; i < n; i++)
        room += patterns[i].n;
    struct range *queue = calloc(room, sizeof *queue);
    struct node *nodes = calloc(room, sizeof *nodes);
    uint16_t *letters = calloc(room, sizeof *letters);
    uint8_t *values = calloc(room + 2 * n + 2, 1);
    if (!queue || !nodes || !letters || !values)
        die(name, "out of memory");
    size_t node_n = 1, value_n = 1;
    queue[0] = (struct range){0, n, 0};
    for (size_t i = 0; i < node_n; i++) {
        struct range at = queue[i];
        while (at.from < at.to && patterns[at.from].n == at.depth) {
            const struct pattern *pattern = &patterns[at.from++];
            nodes[i].values = (uint32_t)value_n; /* count, then that many values */
            values[value_n++] = (uint8_t)(pattern->n + 1);
            memcpy(values + value_n, pattern->values, pattern->n + 1);
            value_n += pattern->n + 1;
        }
        nodes[i].first_edge = (uint32_t)node_n;
        while (at.from < at.to) {
            size_t stop = at.from;
            while (stop < at.to && patterns[stop].letters[at.depth] == patterns[at.from].letters[at.depth])
                stop++;
            letters[node_n] = patterns[at.from].letters[at.depth];
            queue[node_n++] = (struct range){at.from, stop, at.depth + 1};
            nodes[i].edge_count++;
            at.from = stop;
        }
    }
    printf("static const struct trie_node %s_nodes[] = {\n", name);
    for (size_t i = 0; i < node_n; i++)
        printf("{%u,%u,%u,%u},%s", nodes[i].first_edge, nodes[i].values, letters[i], nodes[i].edge_count, i % 8 == 7 ? "\n" : "");
    printf("};\nstatic const uint8_t %s_values[] = {\n", name);
    for (size_t i = 0; i < value_n; i++)
        printf("%u,%s", values[i], i % 40 == 39 ? "\n" : "");
    printf("};\n");
    free(queue);
    free(nodes);
    free(letters);
    free(values);
}

int main(int argc, char **argv)
{
    printf("/* Made by hyphen_build from the pattern files of Debian's hyphen packages. */\n");
    for (int i = 1; i < argc; i++) {
        char *file = strchr(argv[i], '=');
        if (!file)
            die(argv[i], "not NAME=FILE");
        *file++ = '\0';
        struct pattern *patterns;
        size_t n = read_patterns(file, &patterns);
        write_trie(argv[i], patterns, n);
        free(patterns);
    }
    return fflush(stdout) || ferror(stdout);
}
