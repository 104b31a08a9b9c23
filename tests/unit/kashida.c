#include <uchar.h>

#include "test.h"

#include "language/kashida.h"

static int place(const char16_t *word, int *rank)
{
    size_t n = 0;
    while (word[n])
        n++;
    return kashida_find((const uint16_t *)word, n, rank);
}

static void classes_in_order(void **state)
{
    (void)state;
    int rank;
    assert_int_equal(place(u"السلام", &rank), 2); /* after seen */
    assert_int_equal(rank, 1);
    assert_int_equal(place(u"العامة", &rank), 4); /* before final taa marbuta */
    assert_int_equal(rank, 2);
    assert_int_equal(place(u"يتخذها", &rank), 4);
    assert_int_equal(rank, 3);
    assert_int_equal(place(u"تقرير", &rank), 3); /* yeh before reh */
    assert_int_equal(rank, 4);
    assert_int_equal(place(u"تدفق", &rank), 2);
    assert_int_equal(rank, 5);
    assert_int_equal(place(u"القلم", &rank), 3);
    assert_int_equal(rank, 6);
}

static void never_in_lam_alef_nor_where_nothing_joins(void **state)
{
    (void)state;
    int rank;
    assert_int_equal(place(u"إلا", &rank), KASHIDA_NONE);
    assert_int_equal(place(u"دور", &rank), KASHIDA_NONE);
    assert_int_equal(place(u"لا", &rank), KASHIDA_NONE);
    assert_int_equal(place(u"في", &rank), KASHIDA_NONE); /* too short */
    assert_int_equal(place(u"", &rank), KASHIDA_NONE);
}

static void marks_are_looked_through(void **state)
{
    (void)state;
    int rank;
    assert_int_equal(place(u"السَّلام", &rank), 2);
    assert_int_equal(rank, 1);
}

static void existing_stroke_is_left(void **state)
{
    (void)state;
    int rank;
    assert_int_equal(place(u"سـلم", &rank), 2);
    assert_int_equal(rank, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_in_order), cmocka_unit_test(never_in_lam_alef_nor_where_nothing_joins),
        cmocka_unit_test(marks_are_looked_through), cmocka_unit_test(existing_stroke_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
