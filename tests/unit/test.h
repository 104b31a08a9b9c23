/* What every unit test needs: cmocka with the headers it wants before it. */
#ifndef HEXAPLA_TEST_H
#define HEXAPLA_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
