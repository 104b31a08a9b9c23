#include "output/icc.h"

#include <stdbool.h>

enum {
    TAGS = 9,
    HEADER = 128, /* [byte] */
    TABLE = 4 + TAGS * 12,
    XYZ = 20,
    CURVE_POINTS = 33,
    CURVE = 12 + 2 * CURVE_POINTS + 2, /* padded to 4 */
};

static const char description[] = "sRGB IEC61966-2.1";
static const char copyright[] = "Public domain, no rights reserved";

enum {
    COPYRIGHT = (8 + sizeof copyright + 3) / 4 * 4,
    /* ASCII, then a count for Unicode (none) and a ScriptCode record of fixed size (none) */
    DESCRIPTION = (12 + sizeof description + 8 + 3 + 67 + 3) / 4 * 4,
};

static void u32(struct buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_char(out, (char)(value >> shift & 0xFF));
}

static void u16(struct buf *out, uint32_t value)
{
    buf_char(out, (char)(value >> 8 & 0xFF));
    buf_char(out, (char)(value & 0xFF));
}

static void zeros(struct buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_char(out, '\0');
}

static void pad(struct buf *out)
{
    zeros(out, (4 - out->n % 4) % 4);
}

/* [1/65536] the profile connection space's white, D50 */
static const uint32_t white[3] = {0x0000F6D6, 0x00010000, 0x0000D32D};
/* [1/65536] sRGB's primaries, adapted from D65 to D50 by the Bradford matrix */
static const uint32_t primary[3][3] = {
    {0x00006FA2, 0x000038F5, 0x00000390},
    {0x00006299, 0x0000B785, 0x000018DA},
    {0x000024A0, 0x00000F84, 0x0000B6CF},
};

/* [1/65535] sRGB's decoding function at every 32nd: v / 12.92 up to 0.04045, above it
 * ((v + 0.055) / 1.055) ^ 2.4 */
static const uint16_t curve[CURVE_POINTS] = {0, 159, 338, 595, 940, 1381, 1923, 2572, 3334, 4214, 5215, 6344, 7603, 8997,
    10530, 12206, 14027, 15998, 18122, 20401, 22840, 25440, 28206, 31139, 34243, 37521, 40975, 44607, 48420, 52417, 56601,
    60972, 65535};

static void print_header(struct buf *out, uint32_t size)
{
    u32(out, size);
    u32(out, 0); /* preferred module: none */
    u32(out, 0x02100000);
    buf_text(out, "mntrRGB XYZ ");
    static const uint16_t made[6] = {2026, 1, 1, 0, 0, 0};
    for (int i = 0; i < 6; i++)
        u16(out, made[i]);
    buf_text(out, "acsp");
    zeros(out, 28); /* platform, flags, device, attributes, rendering intent: perceptual */
    for (int i = 0; i < 3; i++)
        u32(out, white[i]);
    zeros(out, HEADER - out->n);
}

static void print_table(struct buf *out)
{
    static const struct {
        char name[5];
        uint32_t size;
        bool shared; /* has the data of the row before */
    } row[TAGS] = {{"desc", DESCRIPTION, false}, {"cprt", COPYRIGHT, false}, {"wtpt", XYZ, false}, {"rXYZ", XYZ, false},
        {"gXYZ", XYZ, false}, {"bXYZ", XYZ, false}, {"rTRC", CURVE, false}, {"gTRC", CURVE, true}, {"bTRC", CURVE, true}};
    uint32_t at = HEADER + TABLE;
    u32(out, TAGS);
    for (int i = 0; i < TAGS; i++) {
        buf_text(out, row[i].name);
        u32(out, row[i].shared ? at - row[i].size : at);
        u32(out, row[i].size);
        at += row[i].shared ? 0 : row[i].size;
    }
}

static void print_description(struct buf *out)
{
    buf_text(out, "desc");
    u32(out, 0);
    u32(out, sizeof description);
    buf_bytes(out, description, sizeof description);
    zeros(out, 8 + 3 + 67);
    pad(out);
}

static void print_xyz(struct buf *out, const uint32_t value[3])
{
    buf_text(out, "XYZ ");
    u32(out, 0);
    for (int i = 0; i < 3; i++)
        u32(out, value[i]);
}

void icc_srgb(struct buf *out)
{
    print_header(out, HEADER + TABLE + DESCRIPTION + COPYRIGHT + 4 * XYZ + CURVE);
    print_table(out);
    print_description(out);
    buf_text(out, "text");
    u32(out, 0);
    buf_bytes(out, copyright, sizeof copyright);
    pad(out);
    print_xyz(out, white);
    for (int i = 0; i < 3; i++)
        print_xyz(out, primary[i]);
    buf_text(out, "curv");
    u32(out, 0);
    u32(out, CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++)
        u16(out, curve[i]);
    pad(out);
}
